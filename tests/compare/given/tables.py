"""Writes tables: texts, workbooks of XML, open and old workbooks."""

import io
import struct
import zipfile

from job import GS, lines


def table(*records: list[str], delimiter: str = ",") -> str:
    """Records of a CSV file, all cells in quotes."""
    return lines(*(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in cells) for cells in records))


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A zip file whose bytes do not depend on the day."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name, content in files.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, kind, 1)
    return into.getvalue()


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
LINK = "<Relationship Id='{}' Type='{}' Target='{}'/>"
LINKS = "<Relationships>{}</Relationships>"
SHEET = "<worksheet><sheetData>{}</sheetData></worksheet>"
SHEET_FILE = "worksheets/sheet1.xml"
BOOK = "<workbook><sheets>{}</sheets></workbook>"
STYLES = "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='46'/></cellXfs></styleSheet>"


def xlsx(inner: str | bytes, /, **parts: str | bytes) -> bytes:
    """A workbook with the rows of a sheet, or a whole sheet, and other parts than the usual ones."""
    if isinstance(inner, str) and not inner.startswith(("<worksheet", "<!")):
        inner = SHEET.format(inner)
    names = {
        "rels": ("_rels/.rels", LINKS.format(LINK.format("r", OFFICE, "xl/workbook.xml"))),
        "book_rels": ("xl/_rels/workbook.xml.rels", LINKS.format(LINK.format("r", "x/worksheet", SHEET_FILE))),
        "book": ("xl/workbook.xml", BOOK.format("<sheet name='A' sheetId='1' r:id='r'/>")),
        "sheet": ("xl/" + SHEET_FILE, inner),
        "second": ("xl/worksheets/sheet2.xml", ""),
        "shared": ("xl/sharedStrings.xml", "<sst count='1' uniqueCount='1'><si><t>a</t></si></sst>"),
        "styles": ("xl/styles.xml", STYLES),
        "custom": ("customXml/item1.xml", b"\xff\xfe<\0a\0>\0"),
    }
    return zipped({file: parts.get(name, usual) for name, (file, usual) in names.items() if parts.get(name, usual)})


def rows(*records: list[str]) -> str:
    """Rows of a sheet. A cell that begins with "<c" is taken as it is, all others are text."""

    def cell(text: str) -> str:
        if text.startswith("<c"):
            return text
        for plain, escaped in (("&", "&amp;"), ("<", "&lt;"), (GS, "_x001D_")):
            text = text.replace(plain, escaped)
        return f"<c t='inlineStr'><is><t>{text}</t></is></c>"

    return "".join(f"<row r='{at}'>{''.join(map(cell, cells))}</row>" for at, cells in enumerate(records, 1))


# Cells that are no text.
NUMBER = "<c><v>{}</v></c>".format
DAY, PASSED, DURATION = "<c s='1'><v>46752</v></c>", "<c s='1'><v>100</v></c>", "<c s='2'><v>0.5</v></c>"
TRUTH, ERROR = "<c t='b'><v>1</v></c>", "<c t='e'><v>#N/A</v></c>"


def ods(content: str, manifest: str = "", whole: bytes = b"") -> bytes:
    """A spreadsheet with the rows of a table, or a whole content."""
    front = "<office:document-content><office:body><office:spreadsheet><table:table table:name='A'>"
    behind = "</table:table></office:spreadsheet></office:body></office:document-content>"
    listed = f"<manifest:manifest><manifest:file-entry>{manifest}</manifest:file-entry></manifest:manifest>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": listed,
            "content.xml": whole or front + content + behind,
        }
    )


def ods_row(*cells: str, attributes: str = "") -> str:
    shown = [cell if cell.startswith("<") else ods_cell(cell) for cell in cells]
    return f"<table:table-row {attributes}>{''.join(shown)}</table:table-row>"


def ods_cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell office:value-type='string' {attributes}><text:p>{text}</text:p></table:table-cell>"


END = 0xFFFFFFFE


def compound(name: str, stream: bytes, behind_folder: int = END, behind_stream: int = END, length: int = -1) -> bytes:
    """A compound file with one stream, and what follows its folder and its last sector."""
    sectors = max(-(-len(stream) // 512), 8)
    tables = -(-(sectors + 2) // 120)
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack(f"<8I{tables}I", tables, tables, 0, 4096, END, 0, END, 0, *range(tables))
    chain = [0xFFFFFFFD] * tables + [behind_folder, *range(tables + 2, tables + 1 + sectors), behind_stream]
    listed = struct.pack(f"<{len(chain)}I", *chain)
    folder = b""
    length = sectors * 512 if length < 0 else length
    for entry, kind, start, size in (("Root Entry", 5, END, 0), (name, 2, tables + 1, length)):
        folder += (entry.encode("utf-16-le").ljust(66, b"\0") + bytes([kind])).ljust(116, b"\0")
        folder += struct.pack("<3I", start, size, 0)
    whole = head.ljust(512, b"\xff") + listed.ljust(512 * tables, b"\xff") + folder.ljust(512, b"\0")
    return whole + stream.ljust(512 * sectors, b"\0")


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<2H", kind, len(data)) + data


def xls(before: bytes, sheet: bytes) -> bytes:
    """An xls file of records before its sheet and in it."""
    start, begin = (record(0x0809, struct.pack("<8H", 0x0600, kind, *[0] * 6)) for kind in (5, 16))
    at = len(start) + len(before) + 13 + 4
    listed = record(0x0085, struct.pack("<I4B", at, 0, 0, 1, 0) + b"A")
    return compound("Workbook", start + before + listed + record(10) + begin + sheet + record(10))


def number(row: int, column: int) -> bytes:
    return record(0x0203, struct.pack("<3Hd", row, column, 0, 1.0))
