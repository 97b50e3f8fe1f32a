"""What the program tells of itself, of markets and of rules."""

import os
import pathlib
from collections.abc import Iterator

from given.markets import FULL, market_files
from given.samples import JSON
from given.spoiled import spoiled
from job import Files, Job, job, options
from running import ask, market_ids

COMMANDS = "render check convert inspect size symbol market rule template".split()
FAMILIES = "ru-short-6 ru-short-7 ru-short-13 ru-short-20 ru-goods-6 ru-goods-13 ru-goods-20".split()
UNKNOWN = [*"xx kz-pharm ru-x no/such.toml auto templates KZ-PHARMA".split(), ""]


def jobs(before: pathlib.Path) -> Iterator[Job]:
    yield from helps()
    markets = [*market_ids(before), *FAMILIES, *UNKNOWN]
    rules = [*(rule["code"] for rule in ask(before, "rule", "list")), "qz01", "XX99", ""]
    for form in ("", JSON):
        yield job("market list", form)
        yield job("market", form, "list")
        yield job("rule list", form)
        for market in markets:
            yield job("market show", [market], form)
        for rule in rules:
            yield job("rule show", [rule], form)
    yield from own_markets()


def helps() -> Iterator[Job]:
    pairs = options("market list | market show | rule list | rule show | template new | template schema")
    for command in [[], *([word] for word in COMMANDS), *pairs]:
        for word in options("--help | -h | () | --nonsense | --version | -V"):
            yield job(command, word)
        yield job("help", command)
    for words in options("rendr | template old | help nothing"):
        yield job(words)


def own_markets() -> Iterator[Job]:
    for about, content in market_files().items():
        files: Files = {"m.toml": content}
        for words in options(f"""
            market show IN/m.toml | market show IN/m.toml {JSON} | size --market IN/m.toml --dpi 300
            symbol --market IN/m.toml --placeholder -o OUT/a.svg
            inspect '(01)04600999000171(21)ABC-:;' --market IN/m.toml
            check templates/ru-pharma-carton.toml --market IN/m.toml {JSON}
        """):
            yield job(words, files=files, about=about)
    yield job("market show IN/m.toml", files={"m.toml": b"id = \xff"}, about="not UTF-8")
    yield job("market show IN/m.toml", files={"m.toml": os.mkdir}, about="a folder")
    for about, files in spoiled([("market", FULL, {})]):
        yield job("market show IN/t.toml", files=files, about=about)
