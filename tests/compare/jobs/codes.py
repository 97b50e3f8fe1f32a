"""Codes, alone and in files, of all markets and of none, and their symbols and sizes."""

import itertools
import pathlib
from collections.abc import Iterator

from given.codes import AIS, KZ, KZ_OTHER, NO_MARKET, PACK, PARCEL, PRINTED, TR, UNIT, codes_of, damaged, kz
from given.label import PLAIN
from given.markets import FULL, LOOSE
from given.samples import ENDINGS, HEADS, JSON, LISTS
from job import GS, Files, Job, job, lines, options
from running import market_ids


def jobs(before: pathlib.Path) -> Iterator[Job]:
    yield from samples()
    for market in market_ids(before):
        yield from of_market(market, codes_of(before, market))
    yield from stand_ins()
    yield from single_codes()
    yield from printed_texts()
    yield from symbols()


def samples() -> Iterator[Job]:
    paths = """
        samples/kz-pharma.xlsx samples/kz-pharma.txt samples/uz-pharma.xlsx samples/ru-pharma.csv samples/tr-its.xlsx
        samples/products.xlsx tests/fixtures/codes.xls tests/fixtures/parts.ods samples/README.md no/such samples
    """
    markets = "kz-pharma ru-pharma uz-pharma tr-its tr-transport auto xx tests/rules/art/square-only.toml"
    for path, market in itertools.product(paths.split(), markets.split()):
        data = ["--data", path, "--market", market]
        for form in LISTS:
            yield job("inspect", data, ["--format", form])
        for ending in ENDINGS:
            yield job("convert", data, ["-o", "OUT/a." + ending])
        yield job("convert", data, "-o OUT/a.csv --skip-bad --all-findings", JSON)
        yield job("inspect", data, "--all-findings")


def of_market(market: str, codes: list[str]) -> Iterator[Job]:
    """Codes of a market, good and damaged, its sizes and its symbols."""
    other = codes[0].replace("AbCdE", "XbCdE") if "AbCdE" in codes[0] else codes[-1]
    files: Files = {
        "codes.txt": lines(*codes, *damaged(codes[0], other)),
        "good.txt": lines(codes[0], other),
        "t.toml": PLAIN,
    }
    data = ["--data", "IN/codes.txt", "--market", market]
    for more in options("--all-findings | --all-findings --fix-lookalikes --format csv | --format json"):
        yield job("inspect", data, more, files=files)
    yield job("inspect --data IN/good.txt --market auto", files=files, about=market)
    yield job("render IN/t.toml", data, "-o OUT/a.pdf --skip-bad", files=files)
    yield job("check templates/ru-pharma-carton.toml --overlay OUT/o.svg --market", [market])
    for ending in ENDINGS:
        yield job("convert", data, ["-o", "OUT/a." + ending], "--skip-bad --fix-lookalikes", files=files)
    for code in codes:
        for more in ([], JSON.split(), ["--market", market], ["--market", market, "--show-tails", *JSON.split()]):
            yield job("inspect", [code], more)
        yield job("symbol", [code], "-o OUT/a.svg")
        yield job("symbol", [code, "--market", market], "-o OUT/a.pdf", JSON)
    boxes = options("() | --box 14x14mm | --box '9 mm x 10 mm' | --box 40x20 | --box 20x20mm")
    for head, box in zip(HEADS, boxes):
        yield job("size", ["--market", market, "--dpi", head], box)
    for more in options("""
        () | --format json | --rectangle | --modules 16x48 | --modules 52x52 | --quiet-zone 4 | --box 6x6mm
        --box 16x30mm --rectangle | --box 30x20mm --format json
    """):
        yield job("size", ["--market", market], more)
    for more in options("""
        OUT/a.svg | OUT/a.pdf --size 20mm --format json | OUT/a.png --dpi 203 | OUT/a.zpl --dpi 300 --quiet-zone 2
        OUT/a.svg --rectangle
    """):
        yield job("symbol --placeholder", ["--market", market, "-o"], more)


def stand_ins() -> Iterator[Job]:
    """Codes whose values may hold what stands for a separator."""
    front = "010869123456789021"
    codes = ["A<GS>1727123110B<gs>1727123110C", "A<GS>1727123110B", f"A<GS>B{GS}1727123110L<GS>", "A_x001D_1727123110B"]
    codes += [f"A1727123110B{GS}1727123110L<GS>", "A1727123110B1727123110C"]
    good = [f"{front}{serial}{GS}1727123110LOT1" for serial in ("ABC123", "ABD123")]
    files: Files = {"m.toml": LOOSE, "c.txt": lines(*(front + code for code in codes), *damaged(*good))}
    for code in codes:
        for more in ("", JSON, "--show-tails --fix-lookalikes"):
            yield job("inspect --market IN/m.toml", [front + code], more, files=files)
    yield job("inspect --data IN/c.txt --market IN/m.toml --all-findings", files=files)
    yield job("convert --data IN/c.txt --market IN/m.toml -o OUT/a.csv --skip-bad", files=files)


def single_codes() -> Iterator[Job]:
    codes = [KZ, KZ_OTHER, TR, UNIT, PACK, PARCEL, "hello", "", kz("abc"), kz("a" * 20)]
    for code in [*codes, "04780101164394TF&csaNABm8K0tL", *NO_MARKET]:
        for more in ("", JSON, "--show-tails"):
            yield job("inspect", [code], more)
    for ai, most in (pair.split(":") for pair in AIS):
        for one in (*(letter * int(most) for letter in "90A"), "9" * (int(most) + 1), "1"):
            yield job("inspect", [f"(01)04780101164394({ai}){one}"])
    for way in damaged(KZ, KZ_OTHER):
        yield job("inspect --market kz-pharma", [way])
        yield job("inspect --market kz-pharma --fix-lookalikes", [way], JSON)
    for way in damaged(TR, TR.replace("ABC", "ABD")):
        yield job("inspect --market tr-its", [way])
    for stdin in (b"\xff\xfe", b"", b"\n", KZ.encode() + b"\r\n", b"x" * 20_000):
        for more in options("""
            inspect - | inspect - --market kz-pharma
            symbol - -o OUT/a.svg | symbol - --market kz-pharma -o OUT/a.svg
        """):
            yield job(more, stdin=stdin, about=repr(stdin[:9]))


def printed_texts() -> Iterator[Job]:
    """Codes, and texts that are printed beside them."""
    for code, market in ((UNIT, "tr-its"), (PARCEL, "tr-transport"), (PACK, "uz-tobacco-pack"), (KZ, "kz-pharma")):
        for one in PRINTED:
            yield job("inspect", [code, "--market", market, "--printed", one])
            yield job("inspect", [code, "--printed", one], JSON)
    for one in PRINTED:
        yield job("inspect '(01)04780101164394(3103)000500' --printed", [one])
        yield job("inspect 010869123456789021A1727123110BBBBBBBB37123 --printed", [one])


def symbols() -> Iterator[Job]:
    for code in (KZ, TR, UNIT, PACK, PARCEL, "hello", "(01)04780101164394(21)ABC"):
        for ending in ("svg", "pdf", "png", "zpl", "gif"):
            for more in options("() | --market tr-its | --dpi 300 --format json | --market kz-pharma --size 15mm"):
                yield job("symbol", [code, "-o", "OUT/a." + ending], more)
    for more in options("""
        --size 0mm | '--size=-1 mm' | --size 9 | --size '50 dots' | --size '50 dots' --dpi 203 | --size x
        --modules 10x10 | --modules 8x48 | --modules 9x9 | --modules x | --rectangle | --rectangle --modules 16x48
        --quiet-zone 0 | --quiet-zone 21 | --quiet-zone x | --dpi x | --market xx | --market auto | --size 1000mm
        --size 3mm | --dpi 600 --size 3mm | --size 1900mm --dpi 600
    """):
        yield job("symbol --market kz-pharma --placeholder -o OUT/a.png", more)
        yield job("symbol --market tr-its", [UNIT], "-o OUT/a.svg", more, JSON)
    files: Files = {"own.toml": FULL, "bad.toml": "id = 7"}
    for more in options("""
        --box 14 | --box axb | --box 0x0mm | --box 9x9dots | --box '14 mm × 1 cm' | --modules 10x10 | --modules 8x48
        --quiet-zone 99 | --dpi 7 | --market IN/own.toml | --market IN/bad.toml
    """):
        market = "" if "--market" in more else "--market kz-pharma"
        yield job("size", market, more, files=files)
        yield job("size", market, more, JSON, files=files)
