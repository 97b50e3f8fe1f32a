"""Checks of templates that come along, of those that break a rule, and of those that are made here."""

import re
from collections.abc import Iterator

from given.markets import FULL, market_files
from given.pictures import fonts, pictures
from given.samples import FORMS, HEADS, JSON, KZ_BOOK, KZ_DATA, RULES, TEMPLATES, named, samples_of
from given.spoiled import spoiled
from given.templates import templates
from job import Files, Job, job, options

MARKETS = (
    "kz-pharma ru-pharma uz-pharma tr-its tr-transport sscc ru-tobacco-pack ru-shoes ru-milk uz-water ru-bio-short"
).split()
BAD = "tests/fixtures/tr-its-folded-bad.toml"
TR_DATA = "--data samples/tr-its.xlsx"


def jobs() -> Iterator[Job]:
    yield from checked()
    yield from fixtures()
    yield from designs()
    yield from faulty()


def checked() -> Iterator[Job]:
    """Templates that come along, on many devices and for many markets."""
    own: Files = {
        "full.toml": FULL,
        "free.toml": market_files()["duty free"],
        "weak.toml": market_files()["confidence L"],
    }
    for template in TEMPLATES:
        check = ["check", named(template)]
        for form in FORMS:
            yield job(check, ["--format", form])
            for data in samples_of(template):
                yield job(check, "--data", data, ["--format", form])
        yield job(check, "--all-findings --overlay OUT/o.svg --data", samples_of(template)[0])
        for head in HEADS:
            yield job(check, ["--dpi", head], "--overlay OUT/o.svg")
            yield job(check, ["--dpi", head], "--format html")
        for market in MARKETS:
            yield job(check, ["--market", market], "--overlay OUT/o.svg", JSON)
        for market in ("tests/rules/art/square-only.toml", *("IN/" + name for name in own)):
            yield job(check, ["--market", market], files=own)
        yield job(check, "--overlay OUT/o.pdf")
        yield job(check, "--overlay OUT/o.png --dpi 203")
    for form in FORMS:
        yield job("check", [BAD], "--overlay OUT/o.svg", ["--format", form])
        yield job("check", [BAD], TR_DATA, ["--format", form])
    for more in options(f"""
        --overlay OUT/o.pdf | --overlay OUT/o.png | --allow QZ01 --allow PL03 --allow TX03 | {TR_DATA} --all-findings
    """):
        yield job("check", [BAD], more)
    for form in ("", JSON):
        yield job("render", [BAD], TR_DATA, "-o OUT/a.pdf", form)


def fixtures() -> Iterator[Job]:
    """Templates that keep a rule or break it."""
    for at, fixture in enumerate(RULES):
        second = fixture.read_text().split("\n")[1]
        given = second.removeprefix("# with: ") if second.startswith("# with: ") else ""
        check, data = ["check", named(fixture)], samples_of(fixture)[0]
        yield job(check, given, "--overlay OUT/o.svg")
        yield job(check, given, "--data", data)
        for form in FORMS[1:]:
            yield job(check, given, ["--format", form])
        if at % 4 == 0:
            yield job(check, given, "--overlay OUT/o.pdf")
            yield job(check, ["--dpi", HEADS[at // 4 % 5]])
            yield job(check, ["--market", ["tr-its", "uz-pharma", "ru-seafood", "kz-pharma"][at // 4 % 4]])
            yield job("render", [named(fixture)], "--rows 2-4 -o OUT/a.pdf --data", data)
        if at % 16 == 0:
            yield job(check, given, "--overlay OUT/o.png")


def designs() -> Iterator[Job]:
    """Templates that are made here."""
    beside = pictures() | fonts()
    drawn = re.compile(
        "data|sheet|allow|turned|text|image (text|strokes|even|mark|photo.jpg)|font good|linear|many dots|two|half|FNC1"
    )
    render = f"render IN/t.toml {KZ_BOOK} --rows 2-4 -o OUT/"
    always = options(f"""
        check IN/t.toml --overlay OUT/o.svg | check IN/t.toml {JSON}
        {render}a.pdf | {render}{{row}}.svg {JSON} | {render}a.zpl
    """)
    sometimes = options(f"""
        {render}{{row}}.png | {render}{{sheet}}.png | {render}{{sheet}}.svg
        render IN/t.toml {KZ_DATA} -o OUT/a.pdf --start-at 3 | check IN/t.toml {KZ_DATA} | check IN/t.toml --format html
    """)
    for about, content in templates().items():
        files: Files = {"t.toml": content} | {name: file for name, file in beside.items() if f'"{name}"' in content}
        for words in always + (sometimes if drawn.match(about) else []):
            yield job(words, files=files, about=about)


def faulty() -> Iterator[Job]:
    """Templates with one line left out or wrong."""
    yield job("check IN/t.toml", files={"t.toml": b'market = "\xff"'}, about="not UTF-8")
    sources = []
    for path in TEMPLATES + RULES:
        names = re.findall(r'^file = "(.+)"', path.read_text(), re.MULTILINE)
        sources.append((named(path), path.read_text(), {name: path.parent / name for name in names}))
    for about, files in spoiled(sources):
        yield job("check IN/t.toml", files=files, about=about)
