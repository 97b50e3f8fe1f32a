#!/usr/bin/env python3
"""Runs a long list of jobs with two builds of quietzone and tells every difference.

    python3 tests/compare.py BEFORE AFTER                 exit code 1 if anything differs
    python3 tests/compare.py BEFORE AFTER --only convert  the jobs whose line holds the word
    python3 tests/compare.py BEFORE AFTER --keep FOLDER   keep what each job said and wrote

For changes that must keep every byte. A job is a command in a fresh folder. Exit code, standard
output, standard error, and the names, modes and bytes of all files are compared. Only the seconds
that a job took may differ.

Jobs come from the templates, samples, fixtures and fuzzing inputs of this repository, and from the
tables below. BEFORE tells the markets and the rules. Many jobs are made to fail, so that as many
messages as possible are compared. Needs a Unix; takes a memory file system where there is one,
unless TMPDIR says otherwise.
"""

import argparse
import collections
import concurrent.futures
import contextlib
import dataclasses
import difflib
import functools
import io
import itertools
import json
import os
import pathlib
import re
import shlex
import shutil
import stat
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Longest time of a run, in seconds.
PATIENCE = 120
# Lines of a difference that are shown.
SHOWN = 12
# Where folders are made and unmade fast.
MEMORY = "/dev/shm"
GS = "\x1d"

# ------------------------------------------------------------------------------------------------
# Jobs and how they are run.

# What stands in a job's folder: bytes, text, a copy of a file, or what a function makes.
File = bytes | str | pathlib.Path | Callable[[pathlib.Path], object]
Files = dict[str, File]
# Exit code, standard output and error, and the files that were written, by name: mode and bytes.
Outcome = tuple[object, bytes, bytes, dict[str, tuple[str, bytes]]]


@dataclasses.dataclass
class Job:
    """A command, and what is there before it runs."""

    # IN and OUT, alone or in front of a path, stand for folders of its own.
    words: list[str]
    # Files in IN; those whose name begins with out/ stand in OUT.
    files: Files
    # What is special about it.
    about: str
    stdin: bytes
    # Where standard output goes, if it is not compared.
    sink: str

    def line(self) -> str:
        """The command line, as people are told."""
        line = shlex.join(["quietzone", *self.words]).replace(GS, "<GS>")
        line = "".join(c if c.isprintable() else f"<{ord(c):02X}>" for c in line)
        line = line if len(line) < 400 else line[:400] + "…"
        line += f" > {self.sink}" if self.sink else ""
        return f"{line}  # {self.about}" if self.about else line

    def key(self) -> object:
        """What tells it from other jobs."""
        given = [(name, None if callable(content) else content) for name, content in self.files.items()]
        return tuple(self.words), tuple(given), self.stdin, self.sink


def job(
    *parts: str | list[str], files: Files | None = None, about: str = "", stdin: bytes = b"", sink: str = ""
) -> Job:
    """A job of words: a text is split as a shell does it, a list is taken as it is."""
    words = [word for part in parts for word in (shlex.split(part) if isinstance(part, str) else part)]
    return Job(words, files or {}, about, stdin, sink)


def options(text: str) -> list[list[str]]:
    """Lists of words, parted by bars and line ends; () is none."""
    return [[] if one == "()" else shlex.split(one) for one in re.split(r"\s*[|\n]\s*", text.strip())]


def make(path: pathlib.Path, content: File) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, pathlib.Path):
        shutil.copyfile(content, path)
    elif callable(content):
        content(path)
    else:
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def states(folder: pathlib.Path) -> dict[str, tuple[str, bytes]]:
    """The mode and the bytes of everything in a folder; of links where they lead."""

    def state(path: pathlib.Path) -> tuple[str, bytes]:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            return "link", os.readlink(path).encode()
        return stat.filemode(mode), path.read_bytes() if stat.S_ISREG(mode) else b""

    return {str(path.relative_to(folder)): state(path) for path in sorted(folder.rglob("*"))}


def run(program: pathlib.Path, asked: Job, folder: pathlib.Path, keep: pathlib.Path | None) -> Outcome:
    """Runs a job in a folder, which is the same for both programs."""
    shutil.rmtree(folder, ignore_errors=True)
    places = {"IN": f"{folder}/in", "OUT": f"{folder}/out", "TMP": f"{folder}/tmp"}
    for place in places.values():
        os.makedirs(place)
    for name, content in asked.files.items():
        make(folder / name if name.startswith("out/") else folder / "in" / name, content)
    given = states(folder)
    words = [re.sub(r"^(IN|OUT)(?=/|$)", lambda found: places[found[1]], word) for word in asked.words]
    with open(asked.sink, "wb") if asked.sink else contextlib.nullcontext(subprocess.PIPE) as stdout:
        started = subprocess.Popen(
            ["quietzone", *words],
            executable=program,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=stdout,
            stderr=subprocess.PIPE,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TMPDIR": places["TMP"]},
        )
        try:
            out, err = started.communicate(asked.stdin, PATIENCE)
            code: object = started.returncode
        except subprocess.TimeoutExpired:
            started.kill()
            started.communicate()
            code, out, err = f"none within {PATIENCE} s", b"", b""
    out = out or b""
    now = states(folder)
    files = {name: now.get(name, ("gone", b"")) for name in now | given if now.get(name) != given.get(name)}
    if keep:
        said: Files = {"line": asked.line(), "code": str(code), "stdout": out, "stderr": err}
        said |= {f"files/{name}": content for name, (mode, content) in files.items() if mode.startswith("-")}
        for name, content in said.items():
            make(keep / name, content)
    return code, neutral(out, folder), neutral(err, folder), files


def neutral(text: bytes, folder: pathlib.Path) -> bytes:
    """What was said, without the job's folder and the time it took."""
    for name in (b"in", b"out"):
        text = text.replace(bytes(folder) + b"/" + name, name.upper())
    text = re.sub(rb"(?m)^(seconds  )\d+\.\d+$", rb"\1T", text)
    return re.sub(rb'("seconds": )[\d.e-]+', rb"\1T", text)


def differences(before: Outcome, after: Outcome) -> list[str]:
    """What differs, in words."""
    told = []
    if before[0] != after[0]:
        told.append(f"exit code: {before[0]} before, {after[0]} after")
    for name, a, b in zip(("standard output", "standard error"), before[1:3], after[1:3]):
        told += [f"{name}: {unlike(a, b)}"] if a != b else []
    for name in sorted(before[3].keys() | after[3].keys()):
        (mode_a, a), (mode_b, b) = (side[3].get(name, ("not written", b"")) for side in (before, after))
        if mode_a != mode_b:
            told.append(f"{name}: {mode_a} before, {mode_b} after")
        elif a != b:
            told.append(f"{name}: {unlike(a, b)}")
    return told


def unlike(before: bytes, after: bytes) -> str:
    """A short difference of two texts, or the first byte that differs."""
    try:
        lines = [text.decode().split("\n") for text in (before, after)]
    except UnicodeDecodeError:
        lines = []
    if lines and b"\0" not in before + after and max(len(line) for line in lines[0] + lines[1]) < 2000:
        diff = list(itertools.islice(difflib.unified_diff(*lines, lineterm="", n=1), 2, 3 + SHOWN))
        if len(diff) > SHOWN:
            diff[SHOWN:] = ["…"]
        return "".join("\n        " + line for line in diff)
    at = next((at for at, (a, b) in enumerate(zip(before, after)) if a != b), min(len(before), len(after)))
    around = [text[max(at - 20, 0) : at + 40] for text in (before, after)]
    return f"{len(before)} bytes before, {len(after)} after; byte {at}: {around[0]!r} before, {around[1]!r} after"


# ------------------------------------------------------------------------------------------------
# Codes.

TAIL = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCdE="
SAMPLE = (ROOT / "samples/kz-pharma.txt").read_text().split("\n")
KZ, KZ_OTHER = SAMPLE[30], SAMPLE[31]
TR = f"010869123456789021ABC123{GS}1727123110LOT1"
UNIT = "(01)08691234567890(21)1323424679(17)271231(10)A1"
PARCEL = "0118691234567897215132342412"
PACK = "04780101164394TF&csaNNW1kK0tL"
PLENTY = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789" * 4


def kz(serial: str, gtin: str = "04870999000116") -> str:
    return f"01{gtin}21{serial}{GS}91ab12{GS}92{TAIL}"


def with_check_digit(digits: str) -> str:
    total = sum(int(digit) * (3 if at % 2 == 0 else 1) for at, digit in enumerate(reversed(digits)))
    return digits + str(-total % 10)


@functools.cache
def ask(program: pathlib.Path, *words: str):
    """What a program tells as JSON."""
    done = subprocess.run([program, *words, "--format", "json"], cwd=ROOT, capture_output=True, check=True)
    return json.loads(done.stdout)


def value(field: dict, longest: int) -> str:
    """A value of a field that a market told."""
    if field["name"] == "gtin" or field["ai"] in ("01", "02"):
        return "04600999000171"
    if field["ai"] == "00":
        return with_check_digit("04600999123456789")
    if field["ai"] in ("11", "17"):
        return "271231"
    if field["alphabet"] == "digits":
        return ("1234567890" * 9)[:longest]
    return (PLENTY.upper() if "capital" in field["alphabet"] else PLENTY)[:longest]


def codes_of(program: pathlib.Path, market: str) -> list[str]:
    """Codes of a market by what it says of its fields: the longest, the shortest, and in parentheses."""
    codes = []
    for length, front, behind in (("max", "", ""), ("min", "", ""), ("max", "(", ")")):
        code = separator = ""
        for field in ask(program, "market", "show", market)["fields"]:
            if length == "min" and field["optional"]:
                continue
            ai = field["ai"] or ""
            code += separator + (front + ai + behind if ai else "") + value(field, field[length])
            predefined = ai[:2] in "00 01 02 03 11 12 13 15 16 17 20 31 32".split() or not ai
            separator = "" if predefined or front else GS
        codes.append(code)
    return list(dict.fromkeys(codes))


STAND_INS = (
    r"\\u001d \\u001D \u001d \u001D \x001d \x1d \x1D <FNC1> <fnc1> {FNC1} [FNC1] ^FNC1 <GS> <gs> [GS] {GS} ~029 ␝ ø "
    r"_x001D_ _x001d_ _x005F_x001D_ GS 29 FNC1 | ; ^] è"
).split(" ")
LOOK_ALIKES = "АВЕКМНОРСТУХІЅЈаеорсухіѕјΑΒΕΖΗΙΚΜΝΟΡΤΧο"


def damaged(code: str, other: str) -> list[str]:
    """A code as files spoil it. Another code is used where two are needed."""
    middle = len(code) // 2
    places = range(0, len(code), max(1, len(code) // 24))
    ways = [code, *(code.replace(GS, mark) for mark in ["", " ", GS + GS, "\t", *STAND_INS])]
    ways += [front + code.replace(GS, mark) for front in ("]d2", "]C1", "'", "ÿ", "è", GS) for mark in (GS, "<GS>")]
    ways += [code + GS, GS + code + GS, code + "x", code + "12345", code + other, code + " " + other]
    ways += ["\ufeff" + code, "\u200b" + code + "\u00a0", f"  {code}  ", code.upper(), code.lower()]
    ways += ["hello", "1,04871E+15", "1.04871e+15", "0", "(01)", "01", '"' + code + '"', code.replace("21", "(21)", 1)]
    ways += [f"({code[:2]}){code[2:]}", code.replace(GS + "9", "(9").replace(GS, "")]
    ways += [code[:end] for end in (1, 2, 10, 16, 17, 18, 25, 31, 32, max(len(code) - 40, 3), len(code) - 1)]
    ways += [code[:at] + code[at + 1 :] for at in places] + [code[:at] + "5" + code[at + 1 :] for at in places]
    ways += [code[:20] + odd + code[21:] for odd in [*LOOK_ALIKES, *" é\x07€#😀\u200b():Ж_&"]]
    ways += [code[:middle] + odd + code[middle + 1 :] for odd in " й-\x01" + GS]
    gtins = (with_check_digit("0291234567890"), "0291234567890x", "04600999000179", "00000000000000")
    ways += [code[:2] + gtin + code[16:] for gtin in gtins]
    return ways + [code.replace("271231", "271301"), code.replace("271231", "270230")]


# GS1 data of no market we know, most of it with a fault.
NO_MARKET = """
(01)04780101164394(3103)000500|(01)04780101164395(3103)000500|(02)04780101164394
(00)106141412345678908(02)04780101164394(37)5|(00)106141412345678907|(01)04780101164394(17)271301
(01)04780101164394(17)270231|(01)04780101164394(7003)2712312460|(01)04780101164394(7003)2712312360
(01)04780101164394(8008)271231125960|(01)04780101164394(8008)271231126000|(01)04780101164394(423)860792000
(01)04780101164394(423)8607|(8003)09521141111115X|(8006)047801011643940302|(8006)047801011643940002
(8006)047801011643940100|(8006)04780101164394010|(8030)A=b|(8030)A===|(8030)A+|(4330)001000+|(4330)001000-
(01)04780101164394(8007)DE88370400440532013000|(8007)ZZ89370400440532013000|(8007)de89370400440532013000
(8007)NO938601111794|(8007)DE89370400440532013000|(8013)1987654Ad4X4bL5ttr2310c2J
(8013)1987654Ad4X4bL5ttr2310c2K|(8013)2|(7040)1AA/|(7040)1AAA|(4321)2|(4321)1|(8001)00010000200132
(8001)00000000200030|(7241)79|(7241)11|(7252)3|(7252)9|(7258)3/2|(7258)0/2|(7258)1-2|(7258)1/02|(7258)1/3
(4309)18000000010000000000|(4309)09000000003600000001|(4309)09000000001800000000|(4307)XK|(4307)uz|(421)999123
(421)860123|(7030)998ABC|(7030)999ABC|(3910)276123|(3910)860123|(3910)EUR12|(8014)8264751636546292441472583
(8014)123456789|(8014)1A|(8010)95A1234|(8010)952|(8010)9521ABC#|(253)1234567890128|(253)1234567890123
(255)1234567890128|(01)04780101164394(255)1234567890128|(8017)123456789012345675(8018)123456789012345675
(01)04780101164394(3102)000500(3103)000500|(01)04780101164394(21)A(235)B|(01)04780101164394(21)A(250)B
(01)04780101164394(250)B|(10)A|(8110)|(8110)7|(8110)106141|(8110)106141416543|(8110)106141416543216
(8110)10614141654321350011A00|(8110)106141416543213500|(8110)106141416543213500117
(8110)1061414165432135001100|(8110)10614141654321350011000014|(8110)1061414165432135001100003271301
(8110)1061414165432135001100004270100|(8110)10614141654321350011000032701014271231
(8110)10614141654321350011000050123|(8110)10614141654321350011000068|(8110)10614141654321350011000093
(8110)106141416543213500110000963|(8110)106141416543213500110000960|(8110)10614141654321350011000096002
(8110)1061414165432135001100007|(8110)106141416543213500110000310123196000|(8112)001234561234560123456|(8112)2
(8112)07|(8112)0012345612345|(8112)00123456123456|(8112)0012345612345601234567|(8112)0A|(4303)A%2|(4303)A%20B
(4303)%%41|(4326)271331|(4324)2712312460|(7007)271231270101|(7007)271331|(7011)2712312561|(7250)20240229
(7250)20241301|(7250)20240230|(7251)202402292460|(402)12345678901234568|(402)12345678901234567|(401)952ABC
(401)9521ABC|(414)1234567890128|(8200)http://example.org|(90)abc|(91)secret|(92)secret
(01)04780101164394(4333)001000-|(8005)000500|(20)12|(3940)1234|(01)0478010116439(21)A
(01)04780101164394(21)A(04)B|(21)A(10)|(21)|()|(01|(01)|01|0104780101164394|]d20104780101164394
0104780101164394(21)A|(01)04780101164394(21)AХ|(01)04780101164394(21)ABCDEFGHIJKLMNOPQRSTU|(17)271231(10)
(21)(10)A|(21)A(17)12|(21)))((10)A|(01)08691234567890(21)1(17)271231(10)A1
"""
# Every kind of AI with the longest value it takes.
AIS = """
00:18 01:14 02:14 03:14 10:20 11:6 12:6 13:6 15:6 16:6 17:6 20:2 21:20 22:20 235:28 240:30 241:30 242:6 243:20
250:30 251:30 253:30 254:20 255:25 30:8 3100:6 3110:6 3120:6 3160:6 3200:6 3300:6 3370:6 3400:6 3500:6 3560:6
3600:6 3690:6 37:8 3900:15 3910:18 3920:15 3930:18 3940:4 3950:6 400:30 401:30 402:17 403:30 410:13 411:13
412:13 413:13 414:13 415:13 416:13 417:13 420:20 421:12 422:3 423:15 424:3 425:15 426:3 427:3 4300:35 4302:70
4307:2 4308:30 4309:20 4318:20 4319:30 4320:35 4321:1 4322:1 4323:1 4324:10 4325:10 4326:6 4330:7 4331:7
4332:7 4333:7 7001:13 7002:30 7003:10 7004:4 7005:12 7006:6 7007:12 7008:3 7009:10 7010:2 7011:10 7020:20
7021:20 7022:20 7023:30 7030:30 7039:30 7040:4 7041:4 710:20 714:20 717:20 7230:30 7240:20 7241:2 7242:25
7250:8 7251:12 7252:1 7253:40 7255:10 7256:90 7257:70 7258:3 7259:40 8001:14 8002:20 8003:30 8004:30 8005:6
8006:18 8007:34 8008:12 8009:50 8010:30 8011:12 8012:20 8013:25 8014:25 8017:18 8018:18 8019:10 8020:25
8026:18 8030:90 8040:15 8041:15 8042:32 8043:20 8110:70 8111:4 8112:70 8200:70 90:30 91:90 99:90
"""
# Texts printed beside a symbol; a bar ends a line.
PRINTED = """
(01)18691234567897|(21)5132342412
(21) 5132342412
21B13234241234
(37)10
hello
(21)
(21)5132342412|(21)5132342413
SKT 01.2007|(10)X2512061322
GTIN (01) 1869 1234 567897  SN (21) 5132342412
(01)8691234567890
0118691234567897 21B13234241234
(21)1323424679|(21)1323424670
|
(01)08691234567890(21)1323424679(17)271231(10)A1
(10)A2
(17)271230 9
(91)ab13(92)AbCdE
(01)04870999000116|(21)x
(3103)000600
04780101164394 TF&csaM NW1kK0tM
04780101164394TF&csaNNW1kK0tL
"""

# ------------------------------------------------------------------------------------------------
# Files of data.


def lines(*texts: str) -> str:
    return "".join(text + "\n" for text in texts)


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


def later(content: Callable[[], bytes | str]) -> Callable[[pathlib.Path], object]:
    """A large file, made when it is needed."""
    return lambda path: make(path, content())


def hostile() -> Files:
    """Data files that are broken, too large or not what they seem."""
    whole = (ROOT / "samples/kz-pharma.xlsx").read_bytes()
    noise = bytes(byte ^ 0x55 if at >= 40 and at % 97 == 0 else byte for at, byte in enumerate(whole))
    whole_xls = xls(b"", number(0, 0))
    two = BOOK.format("<sheet name='A' r:id='r'/><sheet name='B' r:id='s'/>")
    both = LINK.format("r", "x/worksheet", SHEET_FILE) + LINK.format("s", "x/worksheet", "worksheets/sheet2.xml")
    filled = {"book": two, "book_rels": LINKS.format(both)}
    good = rows(["Код"], [KZ])
    wide = [f"<row r='{row}'><c r='XFD{row}'><v>1</v></c></row>" for row in range(2, 1300)]
    wide_cell = ods_cell("x", "table:number-columns-repeated='16384'")
    repeated = "table:number-rows-repeated"
    thrice = ods_cell("x" * 1000, "table:number-columns-repeated='3'")
    opened = "<office:document-content><office:body><table:table table:name='A'>"
    shared = record(0x00FC, struct.pack("<2IH", 1, 1, 8000) + b"\0" + b"a" * 8000)
    again = b"".join(record(0x00FD, struct.pack("<3HI", row, 0, 0, 0)) for row in range(9000))
    size = record(0x0200, struct.pack("<2I3H", 0, 0xFFFFFFFF, 0, 256, 0))
    files: Files = {f"empty.{ending}": b"" for ending in ("csv", "tsv", "txt", "xlsx", "xls", "ods", "")}
    files |= {f"text.{ending}": "hello\n" for ending in ("xlsx", "xls", "ods", "pdf")}
    files |= {f"short-{part}.xlsx": whole[: len(whole) * part // 8] for part in range(1, 8)}
    files |= {f"short-{part}.xls": whole_xls[: len(whole_xls) * part // 9] for part in range(1, 8)}
    files |= {
        "folder.csv": os.mkdir,
        "link.csv": lambda path: path.symlink_to("nothing"),
        # Workbooks of XML.
        "noise.xlsx": noise,
        "no-code.xlsx": xlsx(rows(["a"])),
        "cut.xlsx": xlsx(rows(["a"]))[:-30],
        "two-sheets.xlsx": xlsx(good, second=SHEET.format(good), **filled),
        "second-empty.xlsx": xlsx(good, second=SHEET.format(""), **filled),
        "no-rows.xlsx": xlsx(""),
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
        "count.xlsx": xlsx("", shared="<sst uniqueCount='999999999999'></sst>"),
        "no-number.xlsx": xlsx("", shared="<sst uniqueCount='x'></sst>"),
        "no-value.xlsx": xlsx("", shared="<sst uniqueCount></sst>"),
        "twice.xlsx": xlsx("", book=two.replace("'s'", "'r'")),
        "hidden.xlsx": xlsx("", book_rels=LINKS.format(LINK.format("r", "x/worksheet", "customXml/a.xml"))),
        "nameless.xlsx": xlsx("", book_rels=LINKS.format(LINK.format("", "x/worksheet", SHEET_FILE))),
        "no-sheet.xlsx": xlsx("", book=BOOK.format("")),
        "column.xlsx": xlsx("<row r='1'><c r='XFE1'><v>1</v></c></row>"),
        "reference.xlsx": xlsx("<row r='1'><c r='ZZZZZZZZ99999999999999'/></row>"),
        "deep.xlsx": xlsx("<a>" * 200),
        "open.xlsx": xlsx("<worksheet><sheetData><row><c><is><t>"),
        "in-tag.xlsx": xlsx("<worksheet><sheetData><row"),
        "nested.xlsx": xlsx("<row><c><c/></c></row>"),
        "crossed.xlsx": xlsx("<row><c></row></c>"),
        "no-name.xlsx": xlsx("< ><row/>"),
        "entities.xlsx": xlsx("<!DOCTYPE x [<!ENTITY a 'aaaa'>]><worksheet/>"),
        "order.xlsx": xlsx("<row r='3'><c r='A3'><v>1</v></c></row><row r='2'><c r='A2'><v>1</v></c></row>"),
        "no-digits.xlsx": xlsx("<row r='1'><c r='A1' t='n'><v>abc</v></c></row>"),
        "good.xlsx": xlsx(good),
        # Open and old workbooks.
        "area.ods": ods(ods_row(wide_cell, attributes=f"{repeated}='6000'")),
        "corner.ods": ods(ods_row("x") + ods_row("", attributes=f"{repeated}='9000'") + ods_row(wide_cell)),
        "text.ods": ods(ods_row(thrice, attributes=f"{repeated}='1000000'")),
        "spaces.ods": ods(ods_row(ods_cell("<text:s text:c='9999999999'/>"))),
        "count.ods": ods(ods_row(ods_cell("<text:s text:c='&#57;'/>"))),
        "tables.ods": ods(ods_row(ods_row("x"))),
        "open-row.ods": ods("", whole=f"{opened}<table:table-row>".encode()),
        "open-cell.ods": ods("", whole=f"{opened}<table:table-row><table:table-cell><office:annotation>".encode()),
        "encrypted.ods": ods("", manifest="<manifest:encryption-data/>"),
        "good.ods": ods(ods_row("Код", "Серия") + ods_row(KZ.replace(GS, "&lt;GS&gt;"), "L1")),
        "no-code.xls": whole_xls,
        "corner.xls": xls(b"", number(0, 0) + number(65_535, 65_535)),
        "size.xls": xls(b"", size + number(0, 0)),
        "texts.xls": xls(shared, again),
        "sheets.xls": xls(record(0x0085, bytes(8)) * 1001, number(0, 0)),
        "password.xls": xls(record(0x002F, b"\x01" * 6), number(0, 0)),
        "password.xlsx": compound("EncryptedPackage", b""),
        "loop-folder.xls": compound("Workbook", record(10), behind_folder=1),
        "loop-stream.xls": compound("Workbook", record(10), behind_stream=2, length=0xFFFFFFFF),
        "no-stream.xls": compound("Nothing", record(10)),
        # Texts.
        "long-cell.csv": later(lambda: "a,b\n" + "x" * 1_200_000 + ",1\n"),
        "long-line.txt": later(lambda: "x" * 1_200_000),
        "columns.csv": "," * 20_000 + "\n",
        "zeros.csv": bytes(50_000),
        "quote.csv": 'a,b\n1,"x\n' + "1234567,89\n" * 20,
        "quote-large.csv": later(lambda: 'a,b\n1,"x\n' + "1234567,89\n" * 500_000),
        "quote-late.csv": table(["Код", "Серия"], [KZ, "1"]) + '"x,1\n',
        "not-utf8.csv": b"a,b\n\xe6,1\n",
        "not-utf8.txt": KZ.encode() + b"\n01\xff\xfe\n",
        "two-ways.csv": "0108690999000123215ABC,123\n0108690999000123215ABD,124\n",
        "utf16-odd.txt": "\ufeffa\nb".encode("utf-16-le") + b"\xd8",
        "header-alone.csv": "Код,Серия\n",
        "one-blank.txt": " \n\n\t\n",
    }
    return files


NUMBER = "<c><v>{}</v></c>".format
DAY, PASSED, DURATION, TRUTH, ERROR = (
    "<c s='1'><v>46752</v></c>", "<c s='1'><v>100</v></c>", "<c s='2'><v>0.5</v></c>", "<c t='b'><v>1</v></c>",
    "<c t='e'><v>#N/A</v></c>",
)  # fmt: skip
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

# ------------------------------------------------------------------------------------------------
# Templates. Numbers are millimetres.

LABEL = 'market = "kz-pharma"\n[label]\nwidth = "40 mm"\nheight = "30 mm"\n'
PRINTER = LABEL + 'device = "300 dpi"\n'
ARTWORK = LABEL + 'device = "artwork"\n'
LENGTHS = (
    "x y to_x to_y width height thickness radius left top gap_x gap_y pitch_x pitch_y unprintable safe tolerance"
).split()


def keys(more: dict[str, object]) -> str:
    """Lines of TOML; what is None is left out."""

    def shown(key: str, one: object) -> str:
        is_length = key in LENGTHS and isinstance(one, int | float)
        return json.dumps(f"{one} mm" if is_length else one, ensure_ascii=False)

    return "".join(f"{key} = {shown(key, one)}\n" for key, one in more.items() if one is not None)


def element(kind: str, name: str, x: float = 1, y: float = 1, **more: object) -> str:
    return "[[element]]\n" + keys({"type": kind, "id": name, "x": x, "y": y} | more)


def symbol(x: object = 1, y: object = 1, **more: object) -> str:
    return element("datamatrix", "code", x, y, **more)


def text(says: str, name: str = "t", x: float = 1, y: float = 18, **more: object) -> str:
    return element("text", name, x, y, text=says, **({"size": "6 pt", "font": "condensed"} | more))


def rect(x: float, y: float, width: float, height: float, **more: object) -> str:
    return element("rect", "r", x, y, width=width, height=height, **({"fill": "K"} | more))


def outline(kind: str, x: float, y: float, width: float, height: float) -> str:
    return element(kind, "o", x, y, width=width, height=height, stroke="K", thickness=0.1)


def window(side: object = 16, **more: object) -> str:
    return element("window", "w", width=side, height=side, **more)


def image(file: str, x: float = 17, y: float = 1, width: object = 9, height: object = 9, **more: object) -> str:
    return element("image", "i", x, y, width=width, height=height, file=file, **more)


def linear(x: float = 2, y: float = 18, file: str = "ean13.svg", **more: object) -> str:
    return image(file, x, y, 31.35, 8, **({"role": "ean13", "module": "0.33 mm"} | more))


def sheet(**more: object) -> str:
    return "[sheet]\n" + keys({"page": "A4", "columns": 3, "rows": 4} | more)


def blank(**more: object) -> str:
    """Artwork with words on its blank, and a symbol."""
    return ARTWORK + keys(more) + SYMBOL


def area(kind: str, x: object, y: float, width: float, height: float, **more: object) -> str:
    return f"[[{kind}]]\n" + keys({"id": "a", "x": x, "y": y, "width": width, "height": height} | more)


def seam(kind: str, x: float, y: float, to_x: float, to_y: float) -> str:
    return f"[[{kind}]]\n" + keys({"id": "s", "x": x, "y": y, "to_x": to_x, "to_y": to_y})


def ink(name: str, said: str) -> str:
    return f"[inks]\n{name} = {said}\n"


def allow(rule: str, **more: object) -> str:
    return "[[allow]]\n" + keys({"rule": rule, "reason": "tried"} | more)


SYMBOL = symbol(width=14.25, height=14.25)
PLAIN = PRINTER + SYMBOL
NEAR = text("hello there", x=15.4, y=5)

# Texts that cannot be parsed or worked out, or only with some records.
EXPRESSIONS = r"""
{{ serial
{{ serial | nofilter }}
{{ nofunction(1) }}
{{ serial is notest }}
{% for i in range(9) %}x{% endfor %}
{{ serial * 3 }}
{{ 'a*b' }} * {{ serial }}
{{ serial | date('MM') }}
{{ expiry | date('dd.mm') }}
{{ expiry | date('YYY') }}
{{ expiry | date }}
{{ expiry | date('DD.MM.YYYY') }}
{{ expiry | date('MM/YY') | upper }}
{{ expiry }}
{{ missing }}
{{ missing | default('x') }}
{{ missing is defined }}
{{ batch is none }}
{{ serial[2:5] }}
{{ serial[:product] }}
{{ serial[99] }}
{{ serial + 1 }}
{{ serial / 2 }}
{{ -serial }}
{{ serial.x.y }}
{{ serial | length }} {{ serial | upper }} {{ serial | lower }} {{ serial | trim }}
{{ (1).x }}
{{ [1, 2, 3] }} {{ {'a': 1} }}
{{ 1 / 0 }}
{{ 99999999999999999999 }}
{{ gtin }}{{ ai01 }}{{ ai21 }}
{{ ai91 }}
{{ key }}
{{ tail }}
{{ ai99 }}
{{ }}
}} {{
{{ serial }} {# a remark #}
{{ self }} {{ loop }}
{{ gtin ~ '\n' ~ serial }}
مرحبا
漢字
é́ ﬃ
(01){{ gtin }} (21){{ serial }}
(01){{ gtin }}
21{{ serial }}
(21){{ serial }}x
(21)1234567890123
(21)
(10){{ batch }}
EXP {{ expiry | date('MM.YYYY') }}
Годен до 12.2030
Срок годности: 31.12.2031
Aспирин Аspirin
"""
LONG_EXPRESSIONS = {
    "in brackets": "{{ " + "(" * 200 + "1" + ")" * 200 + " }}",
    "too long": "{{ " + "serial ~ " * 1300 + "1 }}",
    "saying much": "{{ " + "(serial ~ serial) ~ " * 400 + "1 }}",
    "long text": "x" * 10_001,
    "many products": "{{ product }}" * 5,
    "none": "",
    "a blank": " ",
    "blank lines": "\n\n",
    "a tab": "a\tb",
    "invisible": "a\u200bb\u00adc",
}
CONDITIONS = options(
    "batch | \"batch != 'X1'\" | 'a }}{{ b' | 'batch *' | '' | missing | 'serial[1:2]' | 'not product' | 1/0"
)

# What stands within the svg element of drawings.
BOX = '<rect width="9" height="9"/>'
STOPS = '<stop offset="0" stop-color="red"/><stop offset="1"/>'
DRAWINGS = {
    "opacity": f'<g opacity="0.5">{BOX}</g>',
    "fill-opacity": '<rect id="a" width="9" height="9" fill-opacity="0.5"/>',
    "clip": f'<clipPath id="c">{BOX}</clipPath><g id="x" clip-path="url(#c)">{BOX}</g>',
    "mask": f'<mask id="m">{BOX}</mask><g mask="url(#m)">{BOX}</g>',
    "filter": f'<filter id="f"><feGaussianBlur stdDeviation="1"/></filter><g filter="url(#f)">{BOX}</g>',
    "gradient": f'<linearGradient id="g">{STOPS}</linearGradient><g fill="url(#g)">{BOX}</g>',
    "radial": f'<radialGradient id="g">{STOPS}</radialGradient><rect id="r" width="9" height="9" stroke="url(#g)"/>',
    "pattern": f'<pattern id="p" width="2" height="2">{BOX}</pattern><rect width="9" height="9" fill="url(#p)"/>',
    "dashes": '<path id="d" d="M0 0h9" stroke="red" stroke-dasharray="1"/>',
    "embedded": '<image href="data:image/png;base64,AAAA" width="1" height="1"/>',
    "web": '<image xlink:href="http://example.org/a.png"/>',
    "other": '<use href="other.svg#a"/>',
    "paint-outside": '<rect fill="url(other.svg#a)"/>',
    "import": "<style>@import url(http://example.org/a.css);</style>",
    "styled": "<style>rect { fill: #f00 }</style>" + BOX,
    "self": '<use id="a" xlink:href="#a"/>',
    "pair": '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
    "swells": f"<g id='a0'>{BOX}</g>"
    + "".join(f"<g id='a{n}'>" + f"<use href='#a{n - 1}'/>" * 10 + "</g>" for n in range(1, 9)),
    "deep": "<g>" * 150 + "</g>" * 150,
    "attributes": "<rect" + "".join(f' a{n}=""' for n in range(1200)) + "/>",
    "painted": '<marker id="m"/><g style="' + "marker-mid:url(#m);" * 1100 + f'">{BOX}</g>',
    "cut": "<g><rect",
    "text": '<text x="1" y="5" font-size="4">Abc</text>',
    "letters": "<text>" + "abc " * 20_000 + "</text>",
    "strokes": '<path d="M1 1L8 2L2 7" fill="none" stroke="#06c" stroke-linejoin="round" stroke-linecap="round"/>',
    "round": '<path d="M0 0' + "l1 1l-1 1" * 99_000 + '" fill="none" stroke="red" stroke-linejoin="round"/>',
    "steps": '<path d="M0 0' + "h1" * 210_000 + '"/>',
    "even-odd": '<path fill-rule="evenodd" d="M0 0h9v9h-9zM2 2h5v5h-5z"/>',
    "nothing": "",
    "hidden": '<rect width="9" height="9" visibility="hidden"/>',
    "huge": '<rect width="1e38" height="1e38"/><path d="M-1e38 -1e38L1e38 1e38Q1e39 1e400 NaN 0Z"/>',
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'


def png(width: int, height: int, depth: int = 8) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">2I5B", width, height, depth, 2, 0, 0, 0)
    pixels = zlib.compress(bytes((1 + 6 * width) * height if width < 100 else 20))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def pictures() -> Files:
    """Picture files, good and bad."""
    mark, photo = (ROOT / "tests/fixtures/mark.png"), (ROOT / "tests/fixtures/photo.jpg")
    whole = photo.read_bytes()
    frame = re.search(rb"\xff[\xc0-\xc2]\x00[\x0b\x11]\x08", whole)
    at = frame.end() if frame else len(whole)
    files: Files = {f"{word}.svg": SVG.format(inner) for word, inner in DRAWINGS.items()}
    files |= {f"photo-{a}-{b}.jpg": whole[:at] + struct.pack(">2H", a, b) + whole[at + 4 :] for a, b in SIZES}
    files |= {f"png-{a}-{b}.png": png(a, b) for a, b in [*SIZES, (0x7FFFFFFF, 0x7FFFFFFF), (30_000, 30_000)]}
    files |= {
        "mark.png": mark,
        "photo.jpg": photo,
        "logo.svg": ROOT / "tests/fixtures/logo.svg",
        "ean13.svg": ROOT / "templates/art/ean13.svg",
        "entities.svg": '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format("<text>&a;</text>"),
        "styles.svg": '<?xml-stylesheet href="a.css"?>' + SVG.format(BOX),
        "not-utf8.svg": b"<svg \xff>",
        "no-size.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"/>',
        "large.svg": later(lambda: SVG.format(f'<path d="M0 0{"h1" * 4_300_000}"/>')),
        "sixteen.png": png(2, 2, depth=16),
        "empty.png": b"",
        "hello.png": b"hello",
        "cut.png": mark.read_bytes()[:60],
        "head.png": mark.read_bytes()[:8],
        "noise.jpg": b"\xff\xd8\xff\x55" * 100,
        "cut.jpg": whole[:300],
        "folder.png": os.mkdir,
        "pipe.png": os.mkfifo,
        "device.png": lambda path: path.symlink_to("/dev/null"),
        "outside.png": lambda path: path.symlink_to(mark),
    }
    return files


SIZES = [(0, 0), (0, 40), (60_000, 60_000), (20_001, 1)]


def fonts() -> Files:
    """Font files, good and bad."""
    files: Files = {"bad.ttf": b"hello", "empty.ttf": b""}
    for path in [*ROOT.glob("fonts/DejaVuSans.ttf"), *ROOT.glob("*/fonts/DejaVuSans.ttf")][:1]:
        whole = path.read_bytes()
        places = {whole[at : at + 4]: at for at in range(12, 12 + 16 * struct.unpack_from(">H", whole, 4)[0], 16)}
        (start,) = struct.unpack_from(">I", whole, places[b"OS/2"] + 8)
        closed = whole[: start + 8] + b"\0\x02" + whole[start + 10 :]
        without = {"no-outlines.ttf": b"glyf", "no-count.ttf": b"maxp", "no-names.ttf": b"name"}
        files |= {"good.ttf": whole, "half.ttf": whole[: len(whole) // 2], "closed.ttf": closed}
        files |= {name: whole.replace(tag, b"xxxx", 1) for name, tag in without.items()}
    return files


INKS = {
    "spot": "'spot(\"PANTONE 286 C\", cmyk(100, 66, 0, 2))'",
    "measured": "'spot(\"Red\", cmyk(0, 100, 100, 0), 660 nm = 80 %)'",
    "dark": "'spot(\"Dark\", cmyk(0, 0, 0, 100), 660 nm = 7 %)'",
    "white": "'white(\"Opaque White\")'",
    "white-measured": "'white(\"Opaque White\", 660 nm = 75 %)'",
    "metal": "'metallic(\"PANTONE 877 C\", cmyk(0, 0, 0, 40))'",
    "varnish": '"varnish"',
    "die": '"technical"',
    "rich": '"cmyk(60, 40, 40, 100)"',
    "red": '"cmyk(0, 100, 100, 0)"',
    "yellow": '"cmyk(0, 0, 100, 0)"',
    "grey": '"cmyk(0, 0, 0, 40)"',
    "cyan": '"cmyk(100, 0, 0, 0)"',
}
SUBSTRATES = ["white board", "white paper", "kraft board", "foil", "white film", "transparent film", "gold"]
APPLICATIONS = "retail logistics healthcare pharmacy pharmacy-distribution direct-marking general moon".split()


def templates() -> dict[str, str]:
    """Templates by what is special about them."""
    all_data = '[data]\ncode = ["No", "Код"]\ndefaults = { colour = "red", day = "soon" }\ndates = ["day"]\n'
    made = {
        "good": PLAIN + text("(21){{ serial }}"),
        "blank file": "",
        "a remark": "# nothing",
        "a byte order mark": "\ufeff" + PLAIN,
        "CR LF": PLAIN.replace("\n", "\r\n") + "z = 1\r\n",
        "no market": PLAIN.replace('market = "kz-pharma"\n', ""),
        "unknown market": PLAIN.replace("kz-pharma", "kz-farma"),
        "unknown country": PLAIN.replace("kz-pharma", "xx"),
        "no label": 'market = "kz-pharma"\n' + SYMBOL,
        "no symbol": PRINTER + text("hello"),
        "nothing on it": PRINTER,
        "broken TOML": "market = 'a\n[label\nsize = = 3\n",
        "twice a key": PLAIN + 'id = "b"\n',
        "twice a table": PLAIN + "[label]\n",
        "deep": "x = " + "[" * 300,
        "dots": ".".join(["a"] * 300) + " = 1",
        "inline": "x = " + "{a=" * 300,
        "too many elements": PRINTER + "".join(text("x", f"t{n}") for n in range(501)),
        "twice an id": PLAIN + text("a") + text("b"),
        "no type": PLAIN + element("text", "x").replace('type = "text"\n', ""),
        "wrong type": PLAIN + element("txt", "x"),
        "another type": PLAIN + element("spaceship", "x"),
        "type is a number": PLAIN + element("text", "x").replace('"text"', "7"),
        "element is no list": PRINTER + "[element]\n",
        "unknown font": PLAIN + text("a", font="serif"),
        "unknown ink": PLAIN + text("a", ink="red"),
        "bad ink": PLAIN + ink("red", '"rot"'),
        "ink K": PLAIN + ink("K", '"cmyk(0, 0, 0, 50)"'),
        "ink out of range": PLAIN + ink("red", '"cmyk(0, 0, 0, 500)"'),
        "ink measured wrongly": PLAIN + ink("red", "'spot(\"R\", cmyk(0, 100, 0, 0), 660 nm = 700 %)'"),
        "ink no text": PLAIN + ink("red", "7"),
        "wrap without width": PLAIN + text("a", wrap=True),
        "size zero": PLAIN + text("a", size="0 pt"),
        "turned": PLAIN + text("a", rotate=45),
        "turned too far": PLAIN + text("a", rotate=360),
        "turned thrice": PLAIN + text("a", x=20, rotate=270),
        "stroke alone": PLAIN + rect(20, 2, 5, 5, stroke="K"),
        "thickness alone": PLAIN + element("ellipse", "r", 20, width=5, height=5, thickness=1),
        "no paint": PLAIN + element("rect", "r", 20, width=5, height=5),
        "no height": PLAIN + element("rect", "r", 20, width=5, fill="K"),
        "role alone": PLAIN + image("ean13.svg", role="ean13"),
        "module alone": PLAIN + image("ean13.svg", module="0.33 mm"),
        "linear": PLAIN + linear(),
        "linear, other role": PLAIN + linear(role="itf14"),
        "linear, zoned": PLAIN + linear(zoned=True),
        "linear at the edge": PLAIN + linear(0),
        "linear, uneven": PLAIN + linear(module="0.3 mm"),
        "linear, upright": PLAIN + linear(30, 1, rotate=90),
        "linear, pixels": PLAIN + linear(file="mark.png"),
        "window": ARTWORK + window(modules="36x36", module="0.4 mm"),
        "small window": ARTWORK + window(6, modules="36x36", module="0.4 mm"),
        "window on foil": ARTWORK + 'substrate = "foil"\n' + window(),
        "window by laser": ARTWORK + window(applied="laser"),
        "window by sticker": ARTWORK + window(applied="sticker"),
        "window by transfer": ARTWORK + window(applied="thermal", modules="16x48"),
        "window in dots": ARTWORK + window("16 dots"),
        "window with DMRE": ARTWORK + window(modules="8x48"),
        "window, bad modules": ARTWORK + window(modules="9x9"),
        "window under varnish": ARTWORK + window() + rect(2, 2, 4, 4, fill="gloss") + ink("gloss", '"varnish"'),
        "dots on artwork": ARTWORK + SYMBOL + text("a", size="20 dots"),
        "place in dots": ARTWORK + symbol(width="200 dots"),
        "at dots on artwork": ARTWORK + symbol("10 dots", width=14.25),
        "line in dots": ARTWORK + element("line", "l", to_x="9 dots", to_y=9, thickness=1),
        "label in dots": PLAIN.replace('"40 mm"', '"400 dots"'),
        "label of nothing": PLAIN.replace('"40 mm"', '"0 mm"'),
        "label too large": PLAIN.replace('"40 mm"', '"2001 mm"'),
        "label negative": PLAIN.replace('"40 mm"', '"-4 mm"'),
        "no unit": PLAIN.replace('"40 mm"', '"40"'),
        "no number": PLAIN.replace('"40 mm"', '"wide"'),
        "half a dot": PLAIN + text("a", size="7.5 dots"),
        "ten metres": PLAIN.replace('"40 mm"', '"20000 mm"'),
        "device unknown": PLAIN.replace('"300 dpi"', '"fast"'),
        "device odd": PLAIN.replace('"300 dpi"', '"299 dpi"'),
        "device odd in mm": PLAIN.replace('"300 dpi"', '"7 dots/mm"'),
        "preview odd": ARTWORK + 'preview = "1 dpi"\n' + SYMBOL,
        "preview fine": ARTWORK + 'preview = "1200 dpi"\n' + SYMBOL,
        "many dots": ARTWORK.replace('"40 mm"', '"2000 mm"').replace('"30 mm"', '"2000 mm"') + SYMBOL,
        "symbol too small": PRINTER + symbol(width=8),
        "symbol too small, artwork": ARTWORK + symbol(width=8),
        "symbol off the label": PRINTER + symbol(30, width=14.25),
        "symbol at the edge": PRINTER + symbol(0, 0, size="12 mm"),
        "symbol wished": PRINTER + symbol(size="15 mm"),
        "symbol wished large": PRINTER + symbol(size="50 mm"),
        "symbol too fine": PRINTER + symbol(size="8 mm", smallest="5 mm", module_min="2 dots"),
        "modules too large": PRINTER + symbol(size="12 mm", module_max="0.1 mm"),
        "modules coarse": PRINTER + symbol(size="30 mm", module_min="1 mm"),
        "rectangle": PRINTER + symbol(shape="rectangle"),
        "few modules": PRINTER + symbol(modules="10x10"),
        "many modules": PRINTER + symbol(modules="52x52"),
        "DMRE": PRINTER + symbol(modules="8x48"),
        "modules of no size": PRINTER + symbol(modules="11x11"),
        "wide quiet zone": PRINTER + symbol(quiet_zone=4),
        "quiet zone of 99": PRINTER + symbol(quiet_zone=99),
        "FNC1": PRINTER + symbol(separator="fnc1"),
        "half turned symbol": PRINTER + symbol(20, 20, width=14.25, rotate=180),
        "when on a symbol": PRINTER + symbol(width=14.25, when="batch"),
        "symbol smaller than asked": PRINTER + symbol(smallest="5 mm", width=10),
        "two symbols": PLAIN + element("datamatrix", "two", 20, width=14.25),
        "text off the label": PLAIN + text("hello there", x=35),
        "text far off": PLAIN + text("hello", x=60),
        "text too wide": PLAIN + text("hello " * 30, width=20),
        "text too high": PLAIN + text("hello " * 30, width=20, height=4, wrap=True),
        "text too high alone": PLAIN + text("a\nb\nc\nd", height=4),
        "text shrunk too far": PLAIN + text("hello " * 60, width=20, height=4, wrap=True, shrink_to="3 pt"),
        "text shrunk": PLAIN + text("hello there, you", width=12, height=8, wrap=True, shrink_to="3 pt"),
        "text spaced": PLAIN + text("hello", letter_spacing="-0.2 mm", line_height="4 mm", align="right", width=20),
        "text small": PLAIN + text("hello", size="3 pt"),
        "texts on texts": PLAIN + text("hello there") + text("and here", "u", y=18.5),
        "text on symbol": PLAIN + text("hello there", y=5),
        "text near symbol": PLAIN + NEAR,
        "rect off the label": PLAIN + rect(50, 1, 5, 5),
        "line off the label": PLAIN + element("line", "l", -9, to_x=-1, to_y=9, thickness=1),
        "line on symbol": PLAIN + element("line", "l", to_x=15, to_y=15, thickness=0.2),
        "area around": PLAIN + rect(0.5, 0.5, 15.2, 15.2, radius=1),
        "outline around": PLAIN + outline("rect", 1.85, 1.85, 12.55, 12.55),
        "outline across": PLAIN + outline("rect", 5, 0.5, 20, 4),
        "ring around": ARTWORK + SYMBOL + outline("ellipse", 0, 0, 16.2, 16.2),
        "ground": PRINTER + rect(0, 0, 40, 30) + SYMBOL,
        "image in dots": PLAIN + image("mark.png", width="100 dots"),
        "image over all": PRINTER + image("mark.png", 1, 1, 30, 28) + SYMBOL,
        "image below": ARTWORK + image("photo.jpg", 1, 1, 30, 28) + SYMBOL,
        "image over": ARTWORK + SYMBOL + image("photo.jpg", 1, 1, 30, 28),
        "sheet twice told": PLAIN + sheet(width=100, height=100),
        "sheet without page": PLAIN + sheet(page=None, width=100),
        "sheet of another page": PLAIN + sheet(page="A9"),
        "sheet of its own size": PLAIN + sheet(page=None, width=100, height=130, columns=2, rows=2),
        "sheet too full": PLAIN + sheet(columns=6),
        "sheet too long": PLAIN + sheet(rows=20),
        "sheet of many": PLAIN + sheet(columns=1000, rows=1000),
        "sheet of none": PLAIN + sheet(columns=0),
        "sheet, gap and pitch": PLAIN + sheet(gap_x=1, pitch_x=50),
        "sheet, narrow pitch": PLAIN + sheet(pitch_x=30),
        "sheet, negative": PLAIN + sheet(left=-1),
        "sheet, off the page": PLAIN + sheet(left=150),
        "sheet, no room for marks": PLAIN + sheet(columns=5, crop_marks=True),
        "sheet, no room above": PLAIN + sheet(rows=9, top=0.5, pitch_y=33.3, crop_marks=True),
        "sheet with marks": PLAIN + sheet(crop_marks=True, order="columns", gap_x=2, gap_y=3),
        "sheet, unprintable": PLAIN + sheet(left=0, unprintable=5),
        "sheet, unprintable text": PRINTER + text("hello") + sheet(left=0, unprintable=5),
        "sheet, unprintable image": PRINTER + image("mark.png", 1) + sheet(left=0, top=0, unprintable=5),
        "sheet of letter": PLAIN + sheet(page="letter", left=10, top=12),
        "data, required": PLAIN + text("{{ colour }}") + '[data]\nrequired = ["colour"]\n',
        "data with all": PLAIN + text("{{ colour }} {{ day }}") + all_data,
        "data, columns": PLAIN + '[data]\ncolumns = { "21" = "SN", batch = ["Los", "Lot"], colour = "Farbe" }\n',
        "data, no text": PLAIN + '[data]\nrequired = 7\noptional = [1]\ndefaults = "x"\n',
        "data, batch optional": PLAIN + text("{{ batch }}", when="batch") + '[data]\noptional = ["batch"]\n',
        "allow": PLAIN + NEAR + allow("QZ01") + allow("QZ02"),
        "allow an element": PLAIN + NEAR + allow("QZ01", element="t"),
        "allow nothing": PLAIN + allow("XX99"),
        "allow a code's fault": PLAIN + allow("COD04"),
        "allow without reason": PLAIN + allow("QZ01", reason=None),
        "panel twice": blank() + area("panel", 0, 0, 9, 9) * 2,
        "panel off": blank() + area("panel", 90, 0, 9, 9),
        "panel of nothing": blank() + area("panel", 0, 0, 0, 9),
        "panel in dots": blank() + area("panel", "0 dots", 0, 9, 9),
        "panel curved": blank() + area("panel", 0, 0, 20, 20, curved=True),
        "panel too small": blank() + area("panel", 0, 0, 12, 20),
        "glue": blank(tolerance=1) + area("glue", 10, 0, 20, 20),
        "fold across": blank(safe=2) + seam("fold", 8, 0, 8, 30),
        "fold near": blank(tolerance=1) + seam("fold", 16, 0, 16, 30),
        "fold slanting": blank() + seam("fold", 0, 0, 9, 9),
        "cut off": blank() + seam("cut", 90, 0, 90, 9),
        "cut near": blank(safe=3) + seam("cut", 15.5, 0, 15.5, 30),
        "perforated": blank(tolerance=0.3) + text("hello there", x=18) + seam("perforation", 20, 0, 20, 30),
        "window over a fold": ARTWORK + "tolerance = '1 mm'\n" + window() + seam("fold", 10, 0, 10, 30),
        "window over glue": ARTWORK + window() + area("glue", 10, 0, 20, 20) + area("panel", 0, 0, 12, 30, id="b"),
        "safe margin": blank(safe=4) + text("hello there", x=25),
        "safe in dots": blank(safe="4 dots"),
        "safe negative": blank(safe=-4),
        "reflectance": blank(reflectance=30),
        "reflectance of 300": blank(reflectance=300),
        "narrow head": PLAIN.replace("[label]", '[label]\nhead = "20 mm"'),
        "narrow head, wide print": PLAIN.replace("[label]", '[label]\nhead = "20 mm"') + rect(1, 20, 38, 1),
        "quotes and marks": PLAIN + text("<b>&\"'", "<i>&", x=15.4, y=5),
    }
    made |= {f"substrate {name}": blank(substrate=name) for name in SUBSTRATES}
    made |= {f"application {name}": blank(application=name) for name in APPLICATIONS}
    for name, said in INKS.items():
        dark = symbol(width=14.25, ink=name) + rect(20, 2, 9, 9, fill=name) + ink(name, said)
        made |= {f"symbol in {name}": ARTWORK + dark, f"symbol in {name}, printed": PRINTER + dark}
        for substrate in ("transparent film", "foil", "kraft board"):
            ground = ARTWORK + keys({"substrate": substrate}) + rect(0, 0, 40, 30, fill=name)
            made[f"{name} on {substrate}"] = ground + SYMBOL + ink(name, said)
    made |= {f"expression {says}": PLAIN + text(says) for says in EXPRESSIONS.strip().split("\n")}
    made |= {f"expression {about}": PLAIN + text(says) for about, says in LONG_EXPRESSIONS.items()}
    made |= {f"condition {says}": PLAIN + text("hello", when=says) for (says,) in CONDITIONS}
    made |= {f"image {name}": PLAIN + image(name) for name in ["missing.png", "../a.png", "/a.png", "", *pictures()]}
    for name in ["missing.ttf", "../a.ttf", *fonts()]:
        made[f"font {name}"] = PLAIN + text("Hello fi AV", font="own") + f'[fonts]\nown = "{name}"\n'
    return made


# What is put in the place of values.
OTHERWISE = '7|-7|1.5|"x"|true|""|"-1 mm"|"3 dots"|"900 mm"|["a", "b"]|[]|{ a = 1 }|='.split("|")


def spoiled(sources: list[tuple[str, str, Files]]) -> Iterator[tuple[str, Files]]:
    """Files of settings with one line left out or wrong, once for every key of every table."""
    seen = set()
    for name, whole, files in sources:
        told = whole.split("\n")
        heading = kind = ""
        for at, line in enumerate(told):
            if line.startswith("["):
                heading = line
                kind = next((near for near in told[at : at + 3] if near.startswith("type")), "")
            key, equals, one = line.partition(" = ")
            if not equals or line.startswith("#") or (heading, kind, key) in seen:
                continue
            seen.add((heading, kind, key))
            others = [
                f"# no {key}",
                f"{key}z = {one}",
                line + "\n" + line,
                *(f"{key} = {other}" for other in OTHERWISE),
            ]
            for other in others:
                content = "\n".join([*told[:at], other, *told[at + 1 :]])
                yield f"{name} {heading} {other}".replace("\n", " "), files | {"t.toml": content}


# ------------------------------------------------------------------------------------------------
# Market files.

CITED = 'source = "act"\nclause = "cl. 1"\nconfidence = "H"\n'
OWN_HEAD = 'id = "own"\ntitle = "Own"\n[[sources]]\nkey = "act"\ntitle = "An act"\n'


def field(name: str, length: str, alphabet: str = "digits", ai: str = "") -> str:
    told = [f'ai = "{ai}"'] if ai else []
    return lines("[[fields]]", *told, f'name = "{name}"', length, f'alphabet = "{alphabet}"') + CITED


GTIN, SERIAL = field("gtin", "length = 14", ai="01"), field("serial", "max_length = 20", "cset82", "21")
OWN = OWN_HEAD + GTIN + SERIAL
# A market whose values may hold what stands for a separator.
LOOSE = OWN + field("expiry", "length = 6", ai="17") + field("batch", "max_length = 20", "cset82", "10")
# Every key that a market file may have. A star stands for the source of a demand.
FULL = OWN + field("expiry", "length = 6\noptional = true", ai="17") + field("price", "length = 6", ai="8005")
FULL = FULL.replace('name = "price"', 'name = "price"\noptional = true\nkopecks = "decimal"\ncolumns = ["Price"]')
FULL += """
[[companions]]
name = "batch"
date = false
columns = ["Lot"]
[symbol]
size = "36x36"
[symbol.ecc200]
*[symbol.fnc1]
duty = "advised"
*[symbol.separators]
allowed = ["FNC1", "GS"]
*[symbol.shapes]
allowed = ["square"]
*[symbol.area]
width = "10 mm"
height = "10 mm"
*[symbol.module]
min = "0.2 mm"
max = "0.6 mm"
*[symbol.grade]
least = "1.5"
*[text.content]
fields = ["gtin", "serial"]
*[text.beside]
fields = ["serial"]
*[text.parentheses]
*[text.as_encoded]
fields = ["expiry"]
*[text.repeated]
fields = ["expiry"]
*[placement.apart]
least = "10 mm"
*[placement.curved]
shape = "rectangle"
*[[placement.rules]]
rule = "no-film"
*[[demands]]
about = "quality"
says = "It is good."
*[[permits]]
ai = "37"
beside = "01"
*[[ledger]]
source = "act"
clause = "1"
says = "It is so."
status = "warned"
by = "QZ01"
""".replace("*", CITED)
PLACEMENT_RULES = "uncovered text-whole no-film no-crease inseparable closed-pack outer-pack high".split()
GRADES = "4 5 -1 1.55 E A D 0.5 x".split()
ALPHABETS = (
    "digits alphanumeric upper-alphanumeric cset82 cset39 base64 base64url letters "
    "cset82-without-:;<=>? cset82-without-()"
).split()


def market_files() -> dict[str, str]:
    """Market files by what is special about them."""
    plain = (
        OWN_HEAD + field("gtin", "length = 14") + field("serial", "length = 7", "cset82") + field("end", "length = 4")
    )
    ledger = OWN + '[[ledger]]\nsource = "act"\nclause = "none"\nsays = "A."\nstatus = '

    def asked(heading: str, *told: str) -> str:
        return f"[{heading}]\n" + lines(*told) + CITED

    def near(width: str) -> str:
        return OWN + asked("symbol.area", f'width = "{width}"', 'height = "9 mm"')

    made = {
        "good": OWN,
        "loose": LOOSE,
        "full": FULL,
        "blank": "",
        "plain": plain,
        "plain, one varies": plain.replace("length = 7", "max_length = 7"),
        "plain and AIs": plain + SERIAL,
        "no fields": OWN_HEAD,
        "unknown AI": OWN.replace('"21"', '"04"'),
        "both lengths": OWN.replace("max_length = 20", "max_length = 20\nlength = 5"),
        "no length": OWN.replace("max_length = 20\n", ""),
        "too long for GS1": OWN.replace("max_length = 20", "max_length = 21"),
        "too short for GS1": OWN.replace("length = 14", "length = 13"),
        "no such source": OWN.replace('source = "act"', 'source = "law"', 1),
        "base": 'id = "own"\ntitle = "Own"\nbase = "ru-short-13"\n',
        "base unknown": 'id = "own"\ntitle = "Own"\nbase = "nothing"\n',
        "base of a base": 'id = "own"\ntitle = "Own"\nbase = "ru-antiseptic"\n',
        "base with fields": OWN.replace("[[sources]]", 'base = "kz-pharma"\n[[sources]]', 1),
        "family": OWN.replace("[[sources]]", "family = true\n[[sources]]", 1),
        "rule twice": OWN + asked("[placement.rules]", 'rule = "no-film"') * 2,
        "area of nothing": near("0 mm"),
        "area in dots": near("9 dots"),
        "area small": near("9 mm"),
        "area large": near("30 mm"),
        "module swapped": OWN + asked("symbol.module", 'min = "0.6 mm"', 'max = "0.2 mm"'),
        "module coarse": OWN + asked("symbol.module", 'min = "0.9 mm"', 'max = "1.2 mm"'),
        "separators twice": OWN + asked("symbol.separators", 'allowed = ["GS", "GS"]'),
        "separators unknown": OWN + asked("symbol.separators", 'allowed = ["RS"]'),
        "rectangles alone": OWN + asked("symbol.shapes", 'allowed = ["rectangle"]'),
        "content of no field": OWN + asked("text.content", 'fields = ["colour"]'),
        "permit of no AI": OWN + asked("[permits]", 'ai = "04"', 'beside = "05"'),
        "enforced by nothing": ledger + '"enforced"\n',
        "user by something": ledger + '"user"\nby = "X"\n',
        "unchecked": ledger + '"unchecked"\n',
        "confidence L": FULL.replace('confidence = "H"', 'confidence = "L"'),
        "duty free": FULL.replace('duty = "advised"\n', "").replace('fields = ["', 'duty = "free"\nfields = ["'),
    }
    made |= {f"grade {word}": OWN + asked("symbol.grade", f'least = "{word}"') for word in GRADES}
    made |= {f"alphabet {word}": OWN.replace('"cset82"', f'"{word}"') for word in ALPHABETS}
    made |= {f"rule {word}": OWN + asked("[placement.rules]", f'rule = "{word}"') for word in PLACEMENT_RULES}
    return made


# ------------------------------------------------------------------------------------------------
# The jobs.

KZ_CARTON, TR_CARTON = "templates/kz-pharma-carton.toml", "templates/tr-its-carton.toml"
TEMPLATES = sorted(ROOT.glob("templates/*.toml")) + [ROOT / "tests/fixtures/everything.toml"]
RULES = sorted(ROOT.glob("tests/rules/*.toml"))
# Data by the country that a template's name begins with.
SAMPLES = {
    "kz": options("""
        samples/kz-pharma.xlsx | samples/kz-pharma.txt | tests/fixtures/codes.xls
        samples/kz-pharma.txt --lookup samples/products.xlsx --key gtin
        samples/kz-pharma.txt --set batch=A123 --set expiry=2027-12
    """),
    "ru": [["samples/ru-pharma.csv"]],
    "uz": [["samples/uz-pharma.xlsx"]],
    "tr": [["samples/tr-its.xlsx"], ["tests/fixtures/parts.ods"]],
}
HEADS = ["203", "300", "600", "12 dots/mm", "24 dots/mm"]
FORMS = ["text", "json", "sarif", "html"]
JSON = "--format json"
COMMANDS = "render check convert inspect size symbol market rule template".split()
FAMILIES = "ru-short-6 ru-short-7 ru-short-13 ru-short-20 ru-goods-6 ru-goods-13 ru-goods-20".split()


def named(path: pathlib.Path) -> str:
    return str(path.relative_to(ROOT))


def samples_of(template: pathlib.Path) -> list[list[str]]:
    market = re.search(r'^market = "(..)', template.read_text(), re.MULTILINE)
    return SAMPLES.get(market[1] if market else "", SAMPLES["kz"])


def helps() -> Iterator[Job]:
    pairs = options("market list | market show | rule list | rule show | template new | template schema")
    for command in [[], *([word] for word in COMMANDS), *pairs]:
        for word in options("--help | -h | () | --nonsense | --version | -V"):
            yield job(command, word)
        yield job("help", command)
    for words in options("rendr | template old | help nothing"):
        yield job(words)


def markets_and_rules(before: pathlib.Path) -> Iterator[Job]:
    markets = [market["id"] for market in ask(before, "market", "list")]
    rules = [rule["code"] for rule in ask(before, "rule", "list")]
    for form in ("", JSON):
        yield job("market list", form)
        yield job("market", form, "list")
        yield job("rule list", form)
        for market in [*markets, *FAMILIES, *"xx kz-pharm ru-x no/such.toml auto templates KZ-PHARMA".split(), ""]:
            yield job("market show", [market], form)
        for rule in [*rules, "qz01", "XX99", ""]:
            yield job("rule show", [rule], form)
        for about, content in market_files().items():
            yield job("market show IN/m.toml", form, files={"m.toml": content}, about=about)
    yield job("market show IN/m.toml", files={"m.toml": b"id = \xff"}, about="not UTF-8")
    yield job("market show IN/m.toml", files={"m.toml": os.mkdir}, about="a folder")
    for about, files in spoiled([("market", FULL, {})]):
        yield job("market show IN/t.toml", files=files, about=about)
    for about, content in market_files().items():
        files = {"m.toml": content}
        yield job("size --market IN/m.toml --dpi 300", files=files, about=about)
        yield job("symbol --market IN/m.toml --placeholder -o OUT/a.svg", files=files, about=about)
        yield job("inspect '(01)04600999000171(21)ABC-:;' --market IN/m.toml", files=files, about=about)
        yield job("check templates/ru-pharma-carton.toml --market IN/m.toml", JSON, files=files, about=about)


def rendered() -> Iterator[Job]:
    """Every template with every sample of its market in every format."""
    in_one = options("""
        OUT/a.pdf | OUT/a.pdf --pdf-symbol mask --threads 2 --format json | OUT/new/folder/a.pdf --threads 1 --quiet
        OUT/a.pdf --dpi 203 | /dev/stdout --rows 2-5 --quiet
        OUT/a.zpl | OUT/a.zpl --zpl-graphics hex --threads 1 --all-findings
        OUT/a.zpl --zpl-symbol native --zpl-fixed inline --format json
        OUT/a.zpl --zpl-symbol native --dpi 203 --allow MD02 --allow SZ03
        OUT/{part}.zpl --part-size 7 --dpi 300 --zpl-fixed inline
    """)
    by_label = options("""
        OUT/{row}.zpl --zpl-graphics hex | OUT/{row}.svg | OUT/{row}-{serial}.svg --svg-text live --format json
        OUT/{gtin}/{serial}-{row}.svg --dpi 600 --allow QZ03 | OUT/{row}.png --threads 1
    """)
    by_label += [["OUT/{row}-{batch}.png", "--dpi", head] for head in HEADS]
    by_sheet = options("""
        OUT/{sheet}.svg --start-at 7 | OUT/{sheet}.svg --svg-text live --start-at 23 | OUT/sheet.svg
        OUT/{sheet}.png --dpi 203 --threads 2 | OUT/sheet.png --rows 2-3 --start-at 2
        OUT/a.pdf --start-at 0 | OUT/a.pdf --start-at 1 | OUT/a.pdf --start-at 23 | OUT/a.pdf --start-at 999
        OUT/a.pdf --start-at 7 --pdf-symbol mask --format json
    """)
    for template in TEMPLATES:
        name = named(template)
        for data in samples_of(template):
            forms = in_one + [[*form, "--rows", "2-4,9"] for form in by_label]
            for form in forms + (by_sheet if "[sheet]" in template.read_text() else []):
                yield job("render", [name], "--data", data, "-o", form)
        for samples in SAMPLES.values():
            yield job("render", [name], "--data", samples[0], "-o OUT/a.pdf")
            yield job("render", [name], "--data", samples[0], "-o OUT/a.svg --market auto", JSON)
    yield from batches()
    yield from cells()
    yield from lookups()
    yield from encodings()
    yield from columns()
    yield from outputs()
    yield from refused()


def batches() -> Iterator[Job]:
    """Large batches, and bad rows."""
    # More than a chunk, and more than a node of the page tree.
    many: Files = {"many.txt": lines(*(kz(f"{n:04}abcdeFGHI") for n in range(600)))}
    for output in options("""
        OUT/a.pdf --threads 1 | OUT/a.pdf --threads 2 | OUT/a.pdf --threads 5 | OUT/{part}.zpl --part-size 250
        OUT/a.pdf --pdf-symbol mask --rows 1-300,500- | OUT/a.pdf --pdf-symbol mask --rows 100-400,590
        OUT/{row}-{serial}.svg --rows 60-130
    """):
        yield job("render", [KZ_CARTON], "--data IN/many.txt -o", output, files=many)
    bad = SAMPLE[:12]
    bad[3], bad[5], bad[7] = "0104870999000117" + bad[3][16:], bad[5][:40], bad[6]
    bad[9] = bad[9][:20] + "Х" + bad[9][21:]
    for about, codes in (("bad rows", bad), ("damaged codes", damaged(KZ, KZ_OTHER))):
        files: Files = {"codes.txt": lines(*codes), "out/full.pdf": lambda path: path.symlink_to("/dev/full")}
        render = ["render", KZ_CARTON, "--data", "IN/codes.txt", "-o"]
        outputs = options("OUT/a.pdf | OUT/a.zpl | OUT/{row}.svg | OUT/{part}.zpl --part-size 3 | OUT/{serial}.png")
        ways = options("() | --format json | --skip-bad | --skip-bad --format json | --skip-bad -q --all-findings")
        for output, way in itertools.product(outputs, ways):
            yield job(render, output, way, files=files, about=about)
        for way in options("--skip-bad --fix-lookalikes | --all-findings | --fix-lookalikes --format json"):
            yield job(render, "OUT/a.pdf", way, files=files, about=about)
        for output in ("/dev/null", "/dev/stdout", "OUT/full.pdf"):
            yield job(render, [output], "--skip-bad", files=files, about=about)
        for way in [*(["--format", form] for form in FORMS), ["--all-findings", "--threads", "2"]]:
            yield job("check", [KZ_CARTON], "--data IN/codes.txt", way, files=files, about=about)
    two = {"c.txt": lines(kz("abcdefghijklm"), kz("ABCDEFGHIJKLM"))}
    yield job("render", [KZ_CARTON], "--data IN/c.txt -o OUT/{serial}.png", files=two, about="differing in case")


def cells() -> Iterator[Job]:
    """Cells that hold what should not stand there."""
    odd: Files = {"odd.xlsx": xlsx(rows(*ODD_ROWS))}
    for more in options("""
        () | --width 21=13 | --width 21=3 --width batch=4 | --width 10=4 | --skip-bad | --width 21=99 | --width 21=21
        --width colour=3 | --width 21 | --width =3
    """):
        for form in ("", JSON):
            yield job("render", [TR_CARTON], "--data IN/odd.xlsx -o OUT/a.pdf", more, form, files=odd)
            yield job("convert --data IN/odd.xlsx --market tr-its -o OUT/a.csv", more, form, files=odd)
        for form in ("text", "json", "csv"):
            inspect = "inspect --data IN/odd.xlsx --market tr-its --all-findings"
            yield job(inspect, more, ["--format", form], files=odd)
    codes = [["Код", "Серия", "Годен до", "Препарат"], [KZ, "L1", "31.12.2027", "A"], [KZ_OTHER, "", "soon", "Ж" * 400]]
    needs = PLAIN + text("{{ batch }}") + '[data]\nrequired = ["batch"]\n'
    files: Files = {
        "c.csv": table(*codes),
        "c.tsv": table(*codes, delimiter="\t"),
        "c.txt": table(*codes),
        "t.toml": needs,
    }
    for name in ("c.csv", "c.tsv", "c.txt"):
        for more in options("() | --set batch=L1 | --set batch=L2 | --set expiry=soon | --column Код | --column A"):
            yield job("render", [KZ_CARTON, "--data", "IN/" + name], "-o OUT/a.pdf", more, files=files)
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
    data = "--data samples/kz-pharma.txt --rows 1-4 --lookup"
    for name in [*files, "missing.csv"]:
        yield job("render", [KZ_CARTON], data, ["IN/" + name], "-o OUT/a.pdf", files=files)
        yield job("check", [KZ_CARTON], data, ["IN/" + name], JSON, files=files)
    for key, name in itertools.product(
        ("serial", "batch", "colour", "21", ""), ("good.csv", "serials.csv", "many.csv")
    ):
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
        batch=nothing
        XFE | 'a b=c' | 21= | gtin=A | Code
    """)
    for name in files:
        market, template = ("tr-its", TR_CARTON) if name in ("parts.csv", "wrong.csv") else ("kz-pharma", KZ_CARTON)
        data = ["--data", "IN/" + name]
        for choice in choices:
            chosen = [word for column in choice for word in ("--column", column)]
            yield job("render", [template], data, "-o OUT/a.pdf", chosen, files=files)
            yield job("inspect", data, ["--market", market], chosen, files=files)
        yield job("inspect", data, ["--market", market], "--format csv", files=files)
        for ending in ("csv", "xlsx", "json", "txt"):
            yield job("convert", data, ["--market", market, "-o", "OUT/a." + ending], "--skip-bad", files=files)


def outputs() -> Iterator[Job]:
    """Outputs, many of which cannot be."""
    full = {
        f"out/full.{ending}": lambda path: path.symlink_to("/dev/full")
        for ending in "pdf zpl svg csv txt json xlsx".split()
    }
    files: Files = {"file": "x", "folder.pdf": os.mkdir, "folder.zpl": os.mkdir, "out/old.pdf": "old", **full}
    names = """
        OUT/a.docx OUT/a OUT OUT/ OUT/{row.png OUT/{}.png OUT/{colour}.png OUT/a.png OUT/a.svg OUT/{row}.pdf
        OUT/{part}.pdf
        OUT/{part}.zpl OUT/{sheet}.png OUT/{sheet}.zpl OUT/{part}.svg OUT/{gtin}.png OUT/.pdf OUT/{tail}.svg
        OUT/{ai21}.svg
        OUT/{serial}.svg OUT/{expiry}.svg OUT/{row}-{sheet}.svg OUT/A.PDF IN/file/a.pdf IN/file/{row}.png
        IN/file/a.zpl
        IN/file/{row}.svg IN/folder.pdf IN/folder.zpl OUT/full.pdf OUT/full.zpl OUT/full.svg OUT/full.csv OUT/full.txt
        OUT/full.json OUT/full.xlsx OUT/old.pdf /dev/null /proc/nothing/a.pdf OUT/{product}.svg OUT/a}.svg OUT/a.csv
    """
    for name in names.split():
        for more in ("", "--part-size 2", JSON):
            yield job("render", [KZ_CARTON], "--data samples/kz-pharma.txt --rows 1-3 -o", [name], more, files=files)
        yield job(
            "render templates/uz-relabel-a4.toml --data samples/uz-pharma.xlsx --rows 2-4 -o", [name], files=files
        )
        yield job("check", [KZ_CARTON, "--overlay", name], files=files)
        yield job("convert --data samples/kz-pharma.txt --market kz-pharma -o", [name], files=files)
        yield job("symbol --market kz-pharma --placeholder -o", [name], files=files)
    yield job("render templates/uz-pharma-carton.toml --data samples/uz-pharma.xlsx -o OUT/a.zpl")
    for words in options(f"""
        inspect --data samples/kz-pharma.xlsx --market tr-its --format csv
        inspect --data samples/kz-pharma.xlsx --market kz-pharma --format json
        render {KZ_CARTON} --data samples/kz-pharma.txt -o OUT/a.pdf | check {KZ_CARTON} --format html
        market list | template schema
    """):
        yield job(words, sink="/dev/full")
    for source in ("samples/kz-pharma.xlsx", "samples/kz-pharma.txt", "tests/fixtures/codes.xls"):
        for words in options(f"""
            render {KZ_CARTON} --data - -o OUT/a.pdf | render {KZ_CARTON} --data /dev/stdin -o OUT/a.pdf
            check {KZ_CARTON} --data - --format json | inspect --data - --market kz-pharma
            inspect --data - --market auto | convert --data - --market kz-pharma -o OUT/a.csv
        """):
            yield job(words, stdin=(ROOT / source).read_bytes(), about=source)
            yield job(words, about="nothing on standard input")


def refused() -> Iterator[Job]:
    """Options that are wrong or do not go together."""
    more = options("""
        --threads 0 | --threads x | --threads 999 | --part-size 0 | --part-size 2 | --start-at 3 | --rows ''
        --rows 5-2
        --rows a | --rows 0 | --rows 1- | --rows 999 | --rows 1,,2 | --rows 1-2,4-5,99999999999 | --dpi 7 | --dpi fast
        --dpi 299 | --dpi '7 dots/mm' | --dpi '' | --dpi 1e9 | --dpi '8 dpmm' | --dpi 203dpi | --market xx
        --market tr-its
        --market auto | --market IN/none.toml | --market ru-short-13 | --set batch | --set bach=A | --set serial=A
        --set expiry=soon | --set expiry=271231 | --set batch= | --set =x | --set batch=1 --set batch=2
        --set product=مرحبا
        --set product=漢 | --set product=Aспирин | --allow XX | --allow COD04 | --allow QZ03 | --allow qz03 | --sheet A
        --key gtin | --encoding klingon | --encoding utf-16le | --format xml | --pdf-symbol x | --svg-text x
        --zpl-symbol x
        --zpl-graphics x | --zpl-fixed x | --fix-lookalikes | --overlay OUT/o.svg | --overlay OUT/o.zpl
        --overlay OUT/o
        --quiet -q | --data x | -o x.pdf | --lookup | extra | --width batch=6 | --width 99=6 | --column x
        --sheet Коды
        --sheet '' | --rows 2-5
    """)
    for option in [*more, ["--set", "product=" + "Ж" * 300], ["--set", "batch=a\nb\nc"]]:
        yield job("render", [KZ_CARTON], "--data samples/kz-pharma.txt -o OUT/a.pdf", option)
        yield job("render", [KZ_CARTON], "--data samples/kz-pharma.xlsx -o OUT/a.zpl", option, JSON)
        yield job("check", [KZ_CARTON], "--data samples/kz-pharma.txt", option)
        yield job("check", [KZ_CARTON], option, JSON)
    data = "--data samples/kz-pharma.txt"
    for words in options(f"""
        render {KZ_CARTON} | render {KZ_CARTON} --data x | render no/such.toml {data} -o OUT/a.pdf
        render samples {data} -o x.pdf
        check no/such.toml | check samples | check samples/kz-pharma.xlsx | check tests/fixtures/mark.png | check -
        check '' --format html | check no/such.toml --format sarif | check no/such.toml --format json
        inspect {data} | inspect {data} --market kz-pharma --printed x | inspect {data} --market kz-pharma --sheet A
        inspect --data samples/kz-pharma.xlsx --market kz-pharma --column colour=A | inspect x {data}
        inspect x --format csv
        inspect x --format xml | inspect x --sheet A | inspect x --market xx | inspect x --market ''
        inspect x --width 21=3
        inspect --data tests/fixtures/codes.xls --market kz-pharma --sheet Sheet1 | inspect '' --market kz-pharma
        convert {data} | convert {data} --market kz-pharma | symbol -o OUT/a.svg | symbol --placeholder -o OUT/a.svg
        symbol x --placeholder --market kz-pharma -o OUT/a.svg | size --market xx | size --market auto
    """):
        yield job(words)
    for more in options("""
        --column colour=A | --width colour=3 | --width 21=20 | --column Код | --column 21=Код | --column batch=Особая
    """):
        yield job("convert --data samples/kz-pharma.xlsx --market kz-pharma -o OUT/a.csv", more)


def checked() -> Iterator[Job]:
    """Templates that come along, on many devices and for many markets."""
    own: Files = {
        "full.toml": FULL,
        "free.toml": market_files()["duty free"],
        "weak.toml": market_files()["confidence L"],
    }
    markets = (
        "kz-pharma ru-pharma uz-pharma tr-its tr-transport sscc ru-tobacco-pack ru-shoes ru-milk uz-water ru-bio-short"
    )
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
        for market in markets.split():
            yield job(check, ["--market", market], "--overlay OUT/o.svg", JSON)
        for market in ("tests/fixtures/square-only.toml", *("IN/" + name for name in own)):
            yield job(check, ["--market", market], files=own)
        yield job(check, "--overlay OUT/o.pdf")
        yield job(check, "--overlay OUT/o.png --dpi 203")
    bad = "tests/fixtures/tr-its-folded-bad.toml"
    for form in FORMS:
        yield job("check", [bad], "--overlay OUT/o.svg", ["--format", form])
        yield job("check", [bad], "--data samples/tr-its.xlsx", ["--format", form])
    for more in options("""
        --overlay OUT/o.pdf | --overlay OUT/o.png | --allow QZ01 --allow PL03 --allow TX03
        --data samples/tr-its.xlsx --all-findings
    """):
        yield job("check", [bad], more)
    for form in ("", JSON):
        yield job("render", [bad], "--data samples/tr-its.xlsx -o OUT/a.pdf", form)


def fixtures() -> Iterator[Job]:
    """Templates that keep a rule or break it."""
    for at, fixture in enumerate(RULES):
        second = fixture.read_text().split("\n")[1]
        given = second.removeprefix("# with: ") if second.startswith("# with: ") else ""
        data = samples_of(fixture)[0]
        yield job("check", [named(fixture)], given, "--overlay OUT/o.svg")
        yield job("check", [named(fixture)], given, "--data", data)
        for form in FORMS[1:]:
            yield job("check", [named(fixture)], given, ["--format", form])
        if at % 4 == 0:
            yield job("check", [named(fixture)], given, "--overlay OUT/o.pdf")
            yield job("check", [named(fixture), "--dpi", HEADS[at // 4 % 5]])
            yield job(
                "check", [named(fixture), "--market", ["tr-its", "uz-pharma", "ru-seafood", "kz-pharma"][at // 4 % 4]]
            )
            yield job("render", [named(fixture)], "--rows 2-4 -o OUT/a.pdf --data", data)
        if at % 16 == 0:
            yield job("check", [named(fixture)], given, "--overlay OUT/o.png")


def designs() -> Iterator[Job]:
    """Templates that are made here."""
    beside = pictures() | fonts()
    drawn = re.compile(
        "data|sheet|allow|turned|text|image (text|strokes|even|mark|photo.jpg)|font good|linear|many dots|two|half|FNC1"
    )
    for about, content in templates().items():
        files: Files = {"t.toml": content} | {name: file for name, file in beside.items() if f'"{name}"' in content}
        words = [
            "check IN/t.toml --overlay OUT/o.svg",
            "check IN/t.toml --format json",
            "render IN/t.toml --data samples/kz-pharma.xlsx --rows 2-4 -o OUT/a.pdf",
            "render IN/t.toml --data samples/kz-pharma.xlsx --rows 2-4 -o OUT/{row}.svg --format json",
            "render IN/t.toml --data samples/kz-pharma.xlsx --rows 2-4 -o OUT/a.zpl",
        ]
        if drawn.match(about):
            words += [
                "render IN/t.toml --data samples/kz-pharma.xlsx --rows 2-4 -o OUT/{row}.png",
                "render IN/t.toml --data samples/kz-pharma.xlsx --rows 2-4 -o OUT/{sheet}.png",
                "render IN/t.toml --data samples/kz-pharma.xlsx --rows 2-4 -o OUT/{sheet}.svg",
                "render IN/t.toml --data samples/kz-pharma.txt -o OUT/a.pdf --start-at 3",
                "check IN/t.toml --data samples/kz-pharma.txt",
                "check IN/t.toml --format html",
            ]
        for line in words:
            yield job(line, files=files, about=about)
    yield job("check IN/t.toml", files={"t.toml": b'market = "\xff"'}, about="not UTF-8")
    sources = []
    for path in TEMPLATES + RULES:
        names = re.findall(r'^file = "(.+)"', path.read_text(), re.MULTILINE)
        sources.append((named(path), path.read_text(), {name: path.parent / name for name in names}))
    for about, files in spoiled(sources):
        yield job("check IN/t.toml", files=files, about=about)


def inspected(before: pathlib.Path) -> Iterator[Job]:
    """Samples and codes."""
    paths = """
        samples/kz-pharma.xlsx samples/kz-pharma.txt samples/uz-pharma.xlsx samples/ru-pharma.csv samples/tr-its.xlsx
        samples/products.xlsx tests/fixtures/codes.xls tests/fixtures/parts.ods samples/README.md no/such samples
    """
    markets = "kz-pharma ru-pharma uz-pharma tr-its tr-transport auto xx tests/fixtures/square-only.toml"
    for path, market in itertools.product(paths.split(), markets.split()):
        data = ["--data", path, "--market", market]
        for form in ("text", "json", "csv"):
            yield job("inspect", data, ["--format", form])
        for ending in ("txt", "csv", "json", "xlsx"):
            yield job("convert", data, ["-o", "OUT/a." + ending])
        yield job("convert", data, "-o OUT/a.csv --skip-bad --all-findings", JSON)
        yield job("inspect", data, "--all-findings")
    for market in [market["id"] for market in ask(before, "market", "list")]:
        yield from of_market(market, codes_of(before, market))
    yield from stand_ins()
    yield from single_codes()
    yield from symbols()


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
    for ending in ("txt", "csv", "json", "xlsx"):
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
    codes = [
        KZ,
        KZ_OTHER,
        TR,
        UNIT,
        PACK,
        PARCEL,
        "hello",
        "",
        kz("abc"),
        kz("a" * 20),
        "04780101164394TF&csaNABm8K0tL",
    ]
    for code in codes + re.split(r"[|\n]", NO_MARKET.strip()):
        for more in ("", JSON, "--show-tails"):
            yield job("inspect", [code], more)
    for ai, most in (pair.split(":") for pair in AIS.split()):
        for one in ("9" * int(most), "0" * int(most), "A" * int(most), "9" * (int(most) + 1), "1"):
            yield job("inspect", [f"(01)04780101164394({ai}){one}"])
    for way in damaged(KZ, KZ_OTHER):
        yield job("inspect --market kz-pharma", [way])
        yield job("inspect --market kz-pharma --fix-lookalikes", [way], JSON)
    for way in damaged(TR, TR.replace("ABC", "ABD")):
        yield job("inspect --market tr-its", [way])
    printed = [one.replace("|", "\n") for one in PRINTED.strip().split("\n")] + ["", "21" * 151]
    for code, market in ((UNIT, "tr-its"), (PARCEL, "tr-transport"), (PACK, "uz-tobacco-pack"), (KZ, "kz-pharma")):
        for one in printed:
            yield job("inspect", [code, "--market", market, "--printed", one])
            yield job("inspect", [code, "--printed", one], JSON)
    for one in printed:
        yield job("inspect '(01)04780101164394(3103)000500' --printed", [one])
        yield job("inspect 010869123456789021A1727123110BBBBBBBB37123 --printed", [one])
    for stdin in (b"\xff\xfe", b"", b"\n", KZ.encode() + b"\r\n", b"x" * 20_000):
        for more in options("""
            inspect - | inspect - --market kz-pharma | symbol - -o OUT/a.svg
            symbol - --market kz-pharma -o OUT/a.svg
        """):
            yield job(more, stdin=stdin, about=repr(stdin[:9]))


def symbols() -> Iterator[Job]:
    for code in (KZ, TR, UNIT, PACK, PARCEL, "hello", "(01)04780101164394(21)ABC"):
        for ending in ("svg", "pdf", "png", "zpl", "gif"):
            for more in options("() | --market tr-its | --dpi 300 --format json | --market kz-pharma --size 15mm"):
                yield job("symbol", [code, "-o", "OUT/a." + ending], more)
    for more in options("""
        --size 0mm | '--size=-1 mm' | --size 9 | --size '50 dots' | --size '50 dots' --dpi 203 | --size x
        --modules 10x10 | --modules 8x48 | --modules 9x9 | --modules x | --rectangle
        --rectangle --modules 16x48 | --quiet-zone 0
        --quiet-zone 21 | --quiet-zone x | --dpi x | --market xx | --market auto | --size 1000mm | --size 3mm
        --dpi 600 --size 3mm | --size 1900mm --dpi 600
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


def broken() -> Iterator[Job]:
    """Data that hurts."""
    for name, content in hostile().items():
        files: Files = {name: content, "own.toml": OWN}
        data = ["--data", "IN/" + name]
        yield job("inspect", data, "--market kz-pharma", files=files)
        yield job("inspect", data, "--market IN/own.toml", JSON, files=files)
        # Some of them take long.
        if not callable(content):
            yield job("render", [KZ_CARTON], data, "-o OUT/a.pdf", files=files)
            yield job(
                "render", [KZ_CARTON], f"--data samples/kz-pharma.txt --lookup IN/{name} -o OUT/a.pdf", files=files
            )
            yield job("check", [KZ_CARTON], data, "--format sarif", files=files)
            yield job("inspect", data, "--market kz-pharma --sheet B --format csv", files=files)


def corpora() -> Iterator[Job]:
    """What fuzzing found."""
    beside = {name: pictures()[name] for name in ("mark.png", "photo.jpg", "logo.svg", "ean13.svg")}
    text_data, pdf = "--data samples/kz-pharma.txt --rows 1-2", "-o OUT/a.pdf"
    for path in sorted(ROOT.glob("fuzz/corpus/template/*")):
        files: Files = beside | {"t.toml": path}
        yield job("check IN/t.toml", files=files, about=path.name)
        yield job("check IN/t.toml", JSON, files=files, about=path.name)
        yield job("render IN/t.toml", text_data, pdf, files=files, about=path.name)
    for path in sorted(ROOT.glob("fuzz/corpus/svg/*")):
        name = "it" + path.suffix
        files = {name: path, "t.toml": PLAIN + image(name), "a.toml": ARTWORK + SYMBOL + image(name)}
        yield job("check IN/t.toml --overlay OUT/o.svg", files=files, about=path.name)
        yield job("render IN/a.toml", text_data, pdf, files=files, about=path.name)
        yield job("render IN/t.toml", text_data, "-o OUT/{row}.png", files=files, about=path.name)
    for path in sorted(ROOT.glob("fuzz/corpus/table/*")):
        # The first byte picks the ending, as it does in fuzzing.
        whole = path.read_bytes()
        name = "t." + ["csv", "tsv", "txt"][whole[0] % 3]
        files = {name: whole[1:]}
        data = ["--data", "IN/" + name]
        for market in ("kz-pharma", "uz-pharma", "ru-pharma", "tr-its", "auto"):
            yield job("inspect", data, ["--market", market], "--all-findings", files=files, about=path.name)
        yield job("convert", data, "--market kz-pharma -o OUT/a.csv --skip-bad", files=files, about=path.name)
        yield job("render", [TR_CARTON], data, pdf, "--skip-bad", files=files, about=path.name)
    for path in sorted(ROOT.glob("fuzz/corpus/code/*")):
        whole = path.read_bytes()
        for market in ("kz-pharma", "uz-pharma", "tr-its", "tr-transport"):
            yield job("inspect - --market", [market], stdin=whole, about=path.name)
            data = ["--data", "IN/c.txt", "--market", market]
            yield job("inspect", data, "--format csv", files={"c.txt": whole}, about=path.name)
        yield job("inspect -", JSON, stdin=whole, about=path.name)
        yield job("symbol - -o OUT/a.svg", stdin=whole, about=path.name)
    for path in sorted(ROOT.glob("fuzz/corpus/workbook/*")):
        # The first byte tells which part of a file it is.
        pick, rest = path.read_bytes()[0] % 7, path.read_bytes()[1:]
        part = ["", "sheet", "shared", "styles", "book", "", ""][pick]
        made = {0: (path.suffix, rest), 5: (".ods", ods("", whole=rest)), 6: (".xls", compound("Workbook", rest))}
        ending, content = made.get(pick) or (".xlsx", xlsx(rows(["x"]), **{part: rest}))
        files = {"w" + ending: content}
        for market in ("kz-pharma", "tr-its"):
            yield job("inspect", ["--data", "IN/w" + ending, "--market", market], files=files, about=path.name)
        yield job(
            "convert", ["--data", "IN/w" + ending], "--market kz-pharma -o OUT/a.txt", files=files, about=path.name
        )


def jobs(before: pathlib.Path) -> list[Job]:
    """All jobs, none twice."""
    known: dict[object, Job] = {}
    for made in itertools.chain(
        helps(),
        markets_and_rules(before),
        rendered(),
        checked(),
        fixtures(),
        designs(),
        inspected(before),
        broken(),
        corpora(),
    ):
        known.setdefault(made.key(), made)
    return list(known.values())


# ------------------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=pathlib.Path, help="the program before the change")
    parser.add_argument("after", type=pathlib.Path, help="the program after it")
    parser.add_argument("--only", metavar="WORD", default="", help="only jobs whose line holds the word")
    parser.add_argument("--keep", metavar="FOLDER", type=pathlib.Path, help="keep what each job said and wrote")
    parser.add_argument("-j", metavar="N", type=int, default=2, help="jobs at a time; 2 if left out")
    asked = parser.parse_args()
    programs = [asked.before.resolve(), asked.after.resolve()]
    # The mode of new files must not depend on who runs this.
    os.umask(0o022)
    chosen = [one for one in jobs(programs[0]) if asked.only in one.line()]
    if not chosen:
        sys.exit(f"no job has “{asked.only}” in its line")
    started = time.monotonic()
    files = size = failed = 0
    codes: collections.Counter[object] = collections.Counter()
    where = MEMORY if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=where) as temporary, concurrent.futures.ThreadPoolExecutor(asked.j) as pool:

        def both(at: int) -> tuple[Outcome, list[str]]:
            folder = pathlib.Path(temporary, str(at))
            keep = [asked.keep and asked.keep / f"{at:05}" / name for name in ("before", "after")]
            outcomes = [run(program, chosen[at], folder, kept) for program, kept in zip(programs, keep)]
            shutil.rmtree(folder, ignore_errors=True)
            return outcomes[0], differences(*outcomes)

        for one, (outcome, told) in zip(chosen, pool.map(both, range(len(chosen)))):
            codes[outcome[0]] += 1
            files += sum(mode.startswith("-") for mode, _ in outcome[3].values())
            size += sum(len(content) for _, content in outcome[3].values())
            if told:
                failed += 1
                print(one.line(), *("    " + words for words in told), sep="\n", flush=True)
    ended = ", ".join(f"{count} with {code}" for code, count in sorted(codes.items(), key=str))
    print(f"jobs         {len(chosen)}; exit codes before: {ended}")
    print(f"files        {files} of {size:,} bytes before")
    print(f"seconds      {time.monotonic() - started:.0f}")
    print(f"differences  {failed}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
