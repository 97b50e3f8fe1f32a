"""Data in texts and workbooks: cells, columns, encodings and second files."""

import itertools
import os
from collections.abc import Iterator

from given.codes import KZ, KZ_OTHER
from given.label import PLAIN, text
from given.samples import ENDINGS, JSON, KZ_CARTON, KZ_DATA, LISTS, RENDER_KZ, TR_CARTON
from given.tables import DAY, DURATION, ERROR, NUMBER, PASSED, TRUTH, rows, table, xlsx
from job import Files, Job, job, later, lines, options

# Cells of every kind where Turkish parts should stand.
ODD_ROWS = [
    ["GTIN", "Seri No", "SKT", "Parti No", "Ürün"],
    [NUMBER("8690999000123"), NUMBER("12345"), "271231", NUMBER("77"), "A"],
    [NUMBER("8690999000124"), "A1", "soon", "B1", "A"],
    [NUMBER("8690999000123"), "A1", "2027-12", "B1", "A"],
    [NUMBER("8690999000123.5"), "A2", "31.12.2027", "B1", NUMBER("12.5")],
    [NUMBER("12345678901234567"), "A3", "12/2027", "B1", NUMBER("12")],
    ["8690999000123", NUMBER("1234567890123456"), NUMBER("271231"), "B1", TRUTH],
    ["8690999000123", NUMBER("1.5"), NUMBER("20271231"), "B1", ERROR],
    ["8690999000123", NUMBER("123456789012345678901"), NUMBER("5"), "B1", "x"],
    ["8690999000123", TRUTH, DAY, DAY, "x"],
    ["8690999000123", "A4", PASSED, DURATION, DAY],
    ["8690999000123", "A5", ERROR, "B1", "<c><v>1e999</v></c>"],
    ["8690999000123", "A6", "271231", "", ""],
    ["8690999000123", "", "", "B1", ""],
    ["", "", "", "B1", ""],
    ["869099900012", "A7", "271231", "B1", "x" * 11_000],
    ["8690999000124", "A8", "271301", "B1", "x"],
    ["869099900012x", "A9", "31.02.2027", "B" * 30, "x"],
    ["8690999000123", "A" * 21, "31.12.27", "Ж", "x"],
    ["8690999000123", "B4", "<c t='d'><v>2027-12-31T00:00:00</v></c>", "<c t='str'><v>B2</v></c>", "x"],
]


def jobs() -> Iterator[Job]:
    yield from cells()
    yield from lookups()
    yield from encodings()
    yield from columns()


def cells() -> Iterator[Job]:
    """Cells that hold what should not stand there."""
    odd: Files = {"odd.xlsx": xlsx(rows(*ODD_ROWS))}
    inspect = "inspect --data IN/odd.xlsx --market tr-its --all-findings"
    for more in options("""
        () | --width 21=13 | --width 21=3 --width batch=4 | --width 10=4 | --skip-bad | --width 21=99 | --width 21=21
        --width colour=3 | --width 21 | --width =3
    """):
        for form in ("", JSON):
            yield job("render", [TR_CARTON], "--data IN/odd.xlsx -o OUT/a.pdf", more, form, files=odd)
            yield job("convert --data IN/odd.xlsx --market tr-its -o OUT/a.csv", more, form, files=odd)
        for form in LISTS:
            yield job(inspect, more, ["--format", form], files=odd)
    codes = [["Код", "Серия", "Годен до", "Препарат"], [KZ, "L1", "31.12.2027", "A"], [KZ_OTHER, "", "soon", "Ж" * 400]]
    files: Files = {"c.csv": table(*codes), "c.tsv": table(*codes, delimiter="\t"), "c.txt": table(*codes)}
    tables = list(files)
    files["t.toml"] = PLAIN + text("{{ batch }}") + '[data]\nrequired = ["batch"]\n'
    for name in tables:
        for more in options("() | --set batch=L1 | --set batch=L2 | --set expiry=soon | --column Код | --column A"):
            yield job(RENDER_KZ, ["IN/" + name], "-o OUT/a.pdf", more, files=files)
        yield job("render IN/t.toml --data", ["IN/" + name], "-o OUT/a.pdf", files=files)


def lookups() -> Iterator[Job]:
    """Second files that give what the data lacks."""
    head, line = ["GTIN", "Серия", "Годен до", "Препарат"], ["04870999000116", "L1", "31.12.2027", "A"]
    others = [["4870999000222", "L2", "12.2027", "B"], ["04870999000338", "L3", "2027-12-31", ""]]
    odd = [[NUMBER("4870999000116"), "L1"], [NUMBER("1.5"), "L2"], [TRUTH, "x"]]
    files: Files = {
        "good.csv": table(head, line, *others),
        "lacks.csv": table(head, line),
        "twice.csv": table(head, line, line),
        "no-key.csv": table(["Nr", "Серия"], ["1", "2"]),
        "bad-key.csv": table(head, ["04870999000117", "L1"], ["abc", ""], ["1", ""], ["869099900012x", ""]),
        "blank.csv": "",
        "header.csv": table(head),
        "blank-rows.txt": "\n\n",
        "odd.xlsx": xlsx(rows(head, *odd)),
        "folder": os.mkdir,
        "bad-date.csv": table(head, ["04870999000338", "L1", "soon", "x" * 10_001]),
        "serials.csv": table(["serial", "Серия"], ["abc", "L1"]),
        "many.csv": later(lambda: lines("serial,x", *(f"{n},1" for n in range(200_002)))),
    }
    data = f"{KZ_DATA} --rows 1-4 --lookup"
    for name in [*files, "missing.csv"]:
        yield job("render", [KZ_CARTON], data, ["IN/" + name], "-o OUT/a.pdf", files=files)
        yield job("check", [KZ_CARTON], data, ["IN/" + name], JSON, files=files)
    keys = ("serial", "batch", "colour", "21", "")
    for key, name in itertools.product(keys, ("good.csv", "serials.csv", "many.csv")):
        yield job("render", [KZ_CARTON], data, ["IN/" + name, "--key", key], "-o OUT/a.pdf", files=files)


def encodings() -> Iterator[Job]:
    """Texts in other encodings."""
    records = [["Код", "Серия", "Препарат"], [KZ, "Особая", "Невралит"], [KZ_OTHER, "Ж", "Длинное название"]]
    names = "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be cp1251 koi8-r cp1254 iso8859-5 cp866".split()
    files: Files = {f"{name}.csv": table(*records, delimiter=";").encode(name, "replace") for name in names}
    files |= {"turkish.csv": "Kod;Ürün\nçığ;şöü\n".encode("cp1254"), "utf-16.txt": lines(KZ).encode("utf-16")}
    for name in files:
        data = ["--data", "IN/" + name]
        yield job("render", [KZ_CARTON], data, "-o OUT/a.pdf", files=files)
        yield job("inspect", data, "--market kz-pharma --format csv", files=files)
        for encoding in ("windows-1251", "utf-16le", "utf-8", "koi8-r", "shift_jis", "klingon"):
            yield job("convert", data, "--market kz-pharma -o OUT/a.csv --encoding", [encoding], files=files)


def columns() -> Iterator[Job]:
    """Columns that are named, found, or not."""
    files: Files = {
        "two.tsv": table(["Old", "New"], [KZ, KZ_OTHER], delimiter="\t"),
        "many.csv": table([f"column {n} " + "x" * 70 for n in range(40)], ["1"] * 40),
        "looks.csv": table(["Code", "x"], ["01" + "1" * 40, "1"], ["01" + "2" * 40, "2"]),
        "headless.csv": table([KZ, "a"], [KZ_OTHER, "b"]),
        "heading.txt": lines("КОД МАРКИРОВКИ", KZ),
        "bad-first.txt": lines("0104870999000116", KZ),
        "formula.csv": table(["=Code", "Серия"], [KZ, "=1+1"], ["0104870999000117" + KZ_OTHER[16:], "+1"]),
        "empty-code.csv": table(["Код", "Серия"], [KZ, "1"], ["", "2"], [KZ_OTHER, ""]),
        "numbers.xlsx": xlsx(rows(["Код"], [KZ], [NUMBER("104870999000116")], [DAY], [ERROR])),
        "parts.csv": "a,b,c,d\n8690999000123,SER1,31.12.2027,LOT1\n",
        "wrong.csv": "GTIN,SN,EXP,LOT\n8690999000124,A1,12.2027,L1\n,,,\n8690999000123,,12.2027,L1\n",
    }
    choices = options("""
        () | New | B | Newest | =x | 21=b | 01=a serial=b 17=c 10=D | 01=a 21=zz | colour=a | batch=Серия
        batch=nothing | XFE | 'a b=c' | 21= | gtin=A | Code
    """)
    for name in files:
        market, template = ("tr-its", TR_CARTON) if name in ("parts.csv", "wrong.csv") else ("kz-pharma", KZ_CARTON)
        data = ["--data", "IN/" + name]
        for choice in choices:
            chosen = [word for column in choice for word in ("--column", column)]
            yield job("render", [template], data, "-o OUT/a.pdf", chosen, files=files)
            yield job("inspect", data, ["--market", market], chosen, files=files)
        yield job("inspect", data, ["--market", market], "--format csv", files=files)
        for ending in ENDINGS:
            yield job("convert", data, ["--market", market, "-o", "OUT/a." + ending], "--skip-bad", files=files)
