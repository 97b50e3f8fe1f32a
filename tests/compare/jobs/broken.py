"""Options that are refused, data that hurts, and what fuzzing found."""

from collections.abc import Iterator

from given.hostile import hostile
from given.label import ARTWORK, PLAIN, SYMBOL, image
from given.markets import OWN
from given.pictures import pictures
from given.samples import JSON, KZ_BOOK, KZ_CARTON, KZ_DATA, RENDER_KZ, TR_CARTON
from given.tables import compound, ods, rows, xlsx
from job import ROOT, File, Files, Job, job, options

# Options that are wrong or do not go together.
WRONG = options("""
    --threads 0 | --threads x | --threads 999 | --part-size 0 | --part-size 2 | --start-at 3 | --rows '' | --rows 5-2
    --rows a | --rows 0 | --rows 1- | --rows 999 | --rows 1,,2 | --rows 1-2,4-5,99999999999 | --rows 2-5
    --dpi 7 | --dpi fast | --dpi 299 | --dpi '7 dots/mm' | --dpi '' | --dpi 1e9 | --dpi '8 dpmm' | --dpi 203dpi
    --market xx | --market tr-its | --market auto | --market IN/none.toml | --market ru-short-13
    --set batch | --set bach=A | --set serial=A | --set expiry=soon | --set expiry=271231 | --set batch= | --set =x
    --set batch=1 --set batch=2 | --set product=مرحبا | --set product=漢 | --set product=Aспирин
    --allow XX | --allow COD04 | --allow QZ03 | --allow qz03 | --sheet A | --sheet Коды | --sheet '' | --key gtin
    --encoding klingon | --encoding utf-16le | --format xml | --pdf-symbol x | --svg-text x | --zpl-symbol x
    --zpl-graphics x | --zpl-fixed x | --fix-lookalikes | --overlay OUT/o.svg | --overlay OUT/o.zpl | --overlay OUT/o
    --quiet -q | --data x | -o x.pdf | --lookup | extra | --width batch=6 | --width 99=6 | --column x
""") + [["--set", "product=" + "Ж" * 300], ["--set", "batch=a\nb\nc"]]
# Whole commands.
REFUSED = options(f"""
    render {KZ_CARTON} | render {KZ_CARTON} --data x | render no/such.toml {KZ_DATA} -o OUT/a.pdf
    render samples {KZ_DATA} -o x.pdf | check no/such.toml | check samples | check samples/kz-pharma.xlsx
    check tests/fixtures/mark.png | check - | check '' --format html | check no/such.toml --format sarif
    check no/such.toml {JSON} | inspect {KZ_DATA} | inspect {KZ_DATA} --market kz-pharma --printed x
    inspect {KZ_DATA} --market kz-pharma --sheet A | inspect {KZ_BOOK} --market kz-pharma --column colour=A
    inspect x {KZ_DATA} | inspect x --format csv | inspect x --format xml | inspect x --sheet A
    inspect x --market xx | inspect x --market '' | inspect x --width 21=3 | inspect '' --market kz-pharma
    inspect --data tests/fixtures/codes.xls --market kz-pharma --sheet Sheet1
    convert {KZ_DATA} | convert {KZ_DATA} --market kz-pharma | symbol -o OUT/a.svg | symbol --placeholder -o OUT/a.svg
    symbol x --placeholder --market kz-pharma -o OUT/a.svg | size --market xx | size --market auto
""")


def jobs() -> Iterator[Job]:
    yield from refused()
    yield from hurting()
    yield from found_templates()
    yield from found_data()


def refused() -> Iterator[Job]:
    for option in WRONG:
        yield job("render", [KZ_CARTON], KZ_DATA, "-o OUT/a.pdf", option)
        yield job("render", [KZ_CARTON], KZ_BOOK, "-o OUT/a.zpl", option, JSON)
        yield job("check", [KZ_CARTON], KZ_DATA, option)
        yield job("check", [KZ_CARTON], option, JSON)
    for words in REFUSED:
        yield job(words)
    for more in options("""
        --column colour=A | --width colour=3 | --width 21=20 | --column Код | --column 21=Код | --column batch=Особая
    """):
        yield job("convert", KZ_BOOK, "--market kz-pharma -o OUT/a.csv", more)


def hurting() -> Iterator[Job]:
    for name, content in hostile().items():
        files: Files = {name: content, "own.toml": OWN}
        data = ["--data", "IN/" + name]
        yield job("inspect", data, "--market kz-pharma", files=files)
        yield job("inspect", data, "--market IN/own.toml", JSON, files=files)
        # Some of them take long.
        if not callable(content):
            yield job(RENDER_KZ, ["IN/" + name], "-o OUT/a.pdf", files=files)
            yield job("render", [KZ_CARTON], KZ_DATA, f"--lookup IN/{name} -o OUT/a.pdf", files=files)
            yield job("check", [KZ_CARTON], data, "--format sarif", files=files)
            yield job("inspect", data, "--market kz-pharma --sheet B --format csv", files=files)


def found_templates() -> Iterator[Job]:
    """Templates and drawings that fuzzing found."""
    beside = {name: pictures()[name] for name in ("mark.png", "photo.jpg", "logo.svg", "ean13.svg")}
    data = f"{KZ_DATA} --rows 1-2"
    for path in sorted(ROOT.glob("fuzz/corpus/template/*")):
        files: Files = beside | {"t.toml": path}
        for words in options(f"check IN/t.toml | check IN/t.toml {JSON} | render IN/t.toml {data} -o OUT/a.pdf"):
            yield job(words, files=files, about=path.name)
    for path in sorted(ROOT.glob("fuzz/corpus/svg/*")):
        name = "it" + path.suffix
        files = {name: path, "t.toml": PLAIN + image(name), "a.toml": ARTWORK + SYMBOL + image(name)}
        for words in options(f"""
            check IN/t.toml --overlay OUT/o.svg | render IN/a.toml {data} -o OUT/a.pdf
            render IN/t.toml {data} -o OUT/{{row}}.png
        """):
            yield job(words, files=files, about=path.name)


def found_data() -> Iterator[Job]:
    """Texts, codes and workbooks that fuzzing found."""
    for path in sorted(ROOT.glob("fuzz/corpus/table/*")):
        # The first byte picks the ending, as it does in fuzzing.
        whole = path.read_bytes()
        name = "t." + ["csv", "tsv", "txt"][whole[0] % 3]
        files: Files = {name: whole[1:]}
        data = ["--data", "IN/" + name]
        for market in ("kz-pharma", "uz-pharma", "ru-pharma", "tr-its", "auto"):
            yield job("inspect", data, ["--market", market], "--all-findings", files=files, about=path.name)
        yield job("convert", data, "--market kz-pharma -o OUT/a.csv --skip-bad", files=files, about=path.name)
        yield job("render", [TR_CARTON], data, "-o OUT/a.pdf --skip-bad", files=files, about=path.name)
    for path in sorted(ROOT.glob("fuzz/corpus/code/*")):
        whole = path.read_bytes()
        for market in ("kz-pharma", "uz-pharma", "tr-its", "tr-transport"):
            yield job("inspect - --market", [market], stdin=whole, about=path.name)
            data = ["--data", "IN/c.txt", "--market", market]
            yield job("inspect", data, "--format csv", files={"c.txt": whole}, about=path.name)
        yield job("inspect -", JSON, stdin=whole, about=path.name)
        yield job("symbol - -o OUT/a.svg", stdin=whole, about=path.name)
    for path in sorted(ROOT.glob("fuzz/corpus/workbook/*")):
        ending, content = workbook(path.read_bytes(), path.suffix)
        files = {"w" + ending: content}
        data = ["--data", "IN/w" + ending, "--market"]
        for market in ("kz-pharma", "tr-its"):
            yield job("inspect", data, [market], files=files, about=path.name)
        yield job("convert", data, "kz-pharma -o OUT/a.txt", files=files, about=path.name)


def workbook(fuzzed: bytes, suffix: str) -> tuple[str, File]:
    """The ending and the bytes of a file. The first byte tells which part of it was fuzzed."""
    pick, rest = fuzzed[0] % 7, fuzzed[1:]
    part = ["", "sheet", "shared", "styles", "book", "", ""][pick]
    made = {0: (suffix, rest), 5: (".ods", ods("", whole=rest)), 6: (".xls", compound("Workbook", rest))}
    return made.get(pick) or (".xlsx", xlsx(rows(["x"]), **{part: rest}))
