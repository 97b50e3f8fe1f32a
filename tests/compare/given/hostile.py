"""Data files that are broken, too large or not what they seem."""

import os
import struct

from given.codes import KZ
from given.tables import BOOK, LINK, LINKS, SHEET, SHEET_FILE, compound, number, ods, ods_cell, ods_row
from given.tables import record, rows, table, xls, xlsx, zipped
from job import GS, ROOT, Files, later, lines, link, pairs


def hostile() -> Files:
    return anything() | workbooks() | open_workbooks() | old_workbooks() | texts()


def anything() -> Files:
    """Files that are empty, cut off or of another kind."""
    whole, whole_xls = (ROOT / "samples/kz-pharma.xlsx").read_bytes(), xls(b"", number(0, 0))
    noise = bytes(byte ^ 0x55 if at >= 40 and at % 97 == 0 else byte for at, byte in enumerate(whole))
    files: Files = {f"empty.{ending}": b"" for ending in ("csv", "tsv", "txt", "xlsx", "xls", "ods", "")}
    files |= {f"text.{ending}": "hello\n" for ending in ("xlsx", "xls", "ods", "pdf")}
    files |= {f"short-{part}.xlsx": whole[: len(whole) * part // 8] for part in range(1, 8)}
    files |= {f"short-{part}.xls": whole_xls[: len(whole_xls) * part // 9] for part in range(1, 8)}
    return files | {"folder.csv": os.mkdir, "link.csv": link("nothing"), "noise.xlsx": noise}


# Sheets, and tables of shared texts.
SHEETS = pairs("""
    column: <row r='1'><c r='XFE1'><v>1</v></c></row>
    reference: <row r='1'><c r='ZZZZZZZZ99999999999999'/></row>
    open: <worksheet><sheetData><row><c><is><t>
    in-tag: <worksheet><sheetData><row
    nested: <row><c><c/></c></row>
    crossed: <row><c></row></c>
    no-name: < ><row/>
    entities: <!DOCTYPE x [<!ENTITY a 'aaaa'>]><worksheet/>
    order: <row r='3'><c r='A3'><v>1</v></c></row><row r='2'><c r='A2'><v>1</v></c></row>
    no-digits: <row r='1'><c r='A1' t='n'><v>abc</v></c></row>
""")
SHARED = pairs("""
    count: <sst uniqueCount='999999999999'></sst> | no-number: <sst uniqueCount='x'></sst>
    no-value: <sst uniqueCount></sst>
""")


def workbooks() -> Files:
    """Workbooks of XML."""
    two = BOOK.format("<sheet name='A' r:id='r'/><sheet name='B' r:id='s'/>")
    both = LINK.format("r", "x/worksheet", SHEET_FILE) + LINK.format("s", "x/worksheet", "worksheets/sheet2.xml")
    filled = {"book": two, "book_rels": LINKS.format(both)}
    good = rows(["Код"], [KZ])
    wide = [f"<row r='{row}'><c r='XFD{row}'><v>1</v></c></row>" for row in range(2, 1300)]
    files: Files = {f"{name}.xlsx": xlsx(inner) for name, inner in SHEETS.items()}
    files |= {f"{name}.xlsx": xlsx("", shared=inner) for name, inner in SHARED.items()}
    return files | {
        "good.xlsx": xlsx(good),
        "no-code.xlsx": xlsx(rows(["a"])),
        "cut.xlsx": xlsx(rows(["a"]))[:-30],
        "two-sheets.xlsx": xlsx(good, second=SHEET.format(good), **filled),
        "second-empty.xlsx": xlsx(good, second=SHEET.format(""), **filled),
        "no-rows.xlsx": xlsx(""),
        "deep.xlsx": xlsx("<a>" * 200),
        "twice.xlsx": xlsx("", book=two.replace("'s'", "'r'")),
        "hidden.xlsx": xlsx("", book_rels=LINKS.format(LINK.format("r", "x/worksheet", "customXml/a.xml"))),
        "nameless.xlsx": xlsx("", book_rels=LINKS.format(LINK.format("", "x/worksheet", SHEET_FILE))),
        "no-sheet.xlsx": xlsx("", book=BOOK.format("")),
        "blanks.xlsx": later(lambda: xlsx(b"<worksheet><sheetData>" + b" " * (17 << 20))),
        "rows.xlsx": later(lambda: xlsx("<row/>" * 1_100_000)),
        "shared.xlsx": later(lambda: xlsx("", shared="<sst>" + "<si/>" * 4_100_000)),
        "formats.xlsx": later(lambda: xlsx("", styles="<s>" + "<xf/>" * 210_000)),
        "links.xlsx": later(lambda: xlsx("", rels=LINKS.format("<a></a>" * 2_500_000))),
        "entries.xlsx": later(lambda: zipped({str(name): b"" for name in range(10_001)})),
        "cell.xlsx": later(lambda: xlsx(rows(["a", "A" * 1_100_000]))),
        "huge-cell.xlsx": later(lambda: xlsx(f"<row><c t='inlineStr'><is>{'<t>AAAA</t>' * 1_600_000}</is></c></row>")),
        "large-tag.xlsx": later(lambda: xlsx(f"<row r='1' x='{'a' * 1_100_000}'/>")),
        "far.xlsx": later(lambda: xlsx(rows([KZ]) + "".join(wide))),
    }


def open_workbooks() -> Files:
    wide = ods_cell("x", "table:number-columns-repeated='16384'")
    thrice = ods_cell("x" * 1000, "table:number-columns-repeated='3'")
    repeated = "table:number-rows-repeated"
    opened = "<office:document-content><office:body><table:table table:name='A'>"
    return {
        "area.ods": ods(ods_row(wide, attributes=f"{repeated}='6000'")),
        "corner.ods": ods(ods_row("x") + ods_row("", attributes=f"{repeated}='9000'") + ods_row(wide)),
        "text.ods": ods(ods_row(thrice, attributes=f"{repeated}='1000000'")),
        "spaces.ods": ods(ods_row(ods_cell("<text:s text:c='9999999999'/>"))),
        "count.ods": ods(ods_row(ods_cell("<text:s text:c='&#57;'/>"))),
        "tables.ods": ods(ods_row(ods_row("x"))),
        "open-row.ods": ods("", whole=f"{opened}<table:table-row>".encode()),
        "open-cell.ods": ods("", whole=f"{opened}<table:table-row><table:table-cell><office:annotation>".encode()),
        "encrypted.ods": ods("", manifest="<manifest:encryption-data/>"),
        "good.ods": ods(ods_row("Код", "Серия") + ods_row(KZ.replace(GS, "&lt;GS&gt;"), "L1")),
    }


def old_workbooks() -> Files:
    one = number(0, 0)
    shared = record(0x00FC, struct.pack("<2IH", 1, 1, 8000) + b"\0" + b"a" * 8000)
    again = b"".join(record(0x00FD, struct.pack("<3HI", row, 0, 0, 0)) for row in range(9000))
    size = record(0x0200, struct.pack("<2I3H", 0, 0xFFFFFFFF, 0, 256, 0))
    return {
        "no-code.xls": xls(b"", one),
        "corner.xls": xls(b"", one + number(65_535, 65_535)),
        "size.xls": xls(b"", size + one),
        "texts.xls": xls(shared, again),
        "sheets.xls": xls(record(0x0085, bytes(8)) * 1001, one),
        "password.xls": xls(record(0x002F, b"\x01" * 6), one),
        "password.xlsx": compound("EncryptedPackage", b""),
        "loop-folder.xls": compound("Workbook", record(10), behind_folder=1),
        "loop-stream.xls": compound("Workbook", record(10), behind_stream=2, length=0xFFFFFFFF),
        "no-stream.xls": compound("Nothing", record(10)),
    }


def texts() -> Files:
    return {
        "long-cell.csv": later(lambda: "a,b\n" + "x" * 1_200_000 + ",1\n"),
        "long-line.txt": later(lambda: "x" * 1_200_000),
        "columns.csv": "," * 20_000 + "\n",
        "zeros.csv": bytes(50_000),
        "quote.csv": 'a,b\n1,"x\n' + "1234567,89\n" * 20,
        "quote-large.csv": later(lambda: 'a,b\n1,"x\n' + "1234567,89\n" * 500_000),
        "quote-late.csv": table(["Код", "Серия"], [KZ, "1"]) + '"x,1\n',
        "not-utf8.csv": b"a,b\n\xe6,1\n",
        "not-utf8.txt": KZ.encode() + b"\n01\xff\xfe\n",
        "two-ways.csv": lines("0108690999000123215ABC,123", "0108690999000123215ABD,124"),
        "utf16-odd.txt": "\ufeffa\nb".encode("utf-16-le") + b"\xd8",
        "header-alone.csv": "Код,Серия\n",
        "one-blank.txt": " \n\n\t\n",
    }
