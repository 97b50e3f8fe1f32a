"""Random messages, set as symbols and read back by programs of others.

    cargo build --release --example symbols
    python3 fuzz/symbol.py --messages 1000000

- zxing-cpp reads every symbol: the message byte for byte, and whether it is GS1 data;
- libdmtx reads one of ten, and tells FNC1 from GS;
- zint, in its default mode, which seeks the fewest codewords, never needs fewer than we do.

Needs `pip install zxing-cpp zint-bindings numpy` and the library of Debian's `dmtx-utils`; `--judges`
leaves some out. A message is set as the smallest square, as the smallest rectangle, or in a size drawn
at random, which must hold it just if it has the codewords. Exit code 1 at the first that fails.
"""

import argparse
import ctypes
import ctypes.util
import os
import random
import subprocess
import sys
import threading

CHUNK = 2000
HELPER = "target/release/examples/symbols"

# Rows, columns and data codewords (ISO/IEC 16022, table 7; ISO/IEC 21471).
SIZES = [tuple(map(int, size.replace("x", " ").split())) for size in """
10x10 3, 12x12 5, 14x14 8, 16x16 12, 18x18 18, 20x20 22, 22x22 30, 24x24 36, 26x26 44, 32x32 62,
36x36 86, 40x40 114, 44x44 144, 48x48 174, 52x52 204, 64x64 280, 72x72 368, 80x80 456, 88x88 576,
96x96 696, 104x104 816, 120x120 1050, 132x132 1304, 144x144 1558, 8x18 5, 8x32 10, 12x26 16, 12x36 22,
16x36 32, 16x48 49, 8x48 18, 8x64 24, 8x80 32, 8x96 38, 8x120 49, 8x144 63, 12x64 43, 12x88 64,
16x64 62, 20x36 44, 20x44 56, 20x64 84, 22x48 72, 24x48 80, 24x64 108, 26x40 70, 26x48 90, 26x64 118
""".replace("\n", " ").strip().split(",")]

ALPHABETS = [bytes(alphabet) for alphabet in (
    b"0123456789",
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ ",
    b"0123456789abcdefghijklmnopqrstuvwxyz ",
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    b"abcdefghijklmnopqrstuvwxyz",
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    b"\r*> ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    range(32, 95),
    range(33, 127),
    range(0, 32),
    range(0, 128),
    range(128, 256),
    range(0, 256),
)]
CSET_82 = "!\"%&'()*+-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
ELEMENTS = [
    ("01", 14, 14, "0123456789"), ("17", 6, 6, "1"), ("37", 1, 8, "0123456789"), ("10", 1, 20, CSET_82),
    ("21", 1, 20, CSET_82), ("240", 1, 30, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"), ("10", 1, 20, "0123456789"),
    ("91", 1, 90, "abcdefghijklmnopqrstuvwxyz0123456789"), ("92", 1, 90, CSET_82),
    ("93", 1, 90, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), ("94", 1, 90, "%&'()*+-./0123456789:;<=>?ABC"),
    ("95", 1, 90, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="),
]
PREDEFINED = ("01", "17")


def plain(draw):
    """Runs of some alphabets, most of them short."""
    runs, longest = draw.choice([(6, 7), (6, 7), (4, 20), (4, 20), (3, 90), (1, 60), (1, 8)])
    if draw.random() < 0.01:
        runs, longest = 3, 1000
    parts = (bytes(draw.choices(draw.choice(ALPHABETS), k=draw.randint(0, longest))) for _ in range(draw.randint(1, runs)))
    return b"".join(parts) or b"0"


def elements(draw):
    """AIs and values."""
    list_ = []
    for _ in range(draw.choice([1, 2, 2, 3, 3, 4, 4, 5, 6, 25])):
        ai, least, most, alphabet = draw.choice(ELEMENTS)
        list_.append((ai, "".join(draw.choices(alphabet, k=draw.randint(least, draw.choice([most, min(most, 20)]))))))
    return list_


def scan_data(list_):
    """What a reader sends, without symbology identifier."""
    text = ""
    for number, (ai, value) in enumerate(list_):
        last = number == len(list_) - 1
        text += ai + value + ("" if last or ai in PREDEFINED else "\x1d")
    return text.encode()


class Case:
    """A message to be set in a kind of symbol."""

    def __init__(self, draw):
        self.kind = draw.choice(["plain", "plain", "gs1", "fnc1"])
        self.size = draw.choice(["square", "rectangle", "%dx%d" % draw.choice(SIZES)[:2]])
        if self.kind == "plain":
            self.message = plain(draw)
            self.request = f"plain {self.size} {self.message.hex()}"
            self.zint = f"plain {self.message.hex()}"
        else:
            list_ = elements(draw)
            self.message = scan_data(list_)
            self.request = f"{self.kind} {self.size} " + ",".join(f"{ai}:{value}" for ai, value in list_)
            self.zint = f"{self.kind} " + "".join(f"[{ai}]{value}" for ai, value in list_).encode().hex()

    def answered(self, words):
        """Takes the answer: the fewest codewords, and modules or none."""
        self.least = int(words[0])
        self.set = words[1] if words[1] != "-" else None
        self.modules = [row for row in words[2].split(",")] if self.set else []


def fail(case, what):
    print(f"{what}\n{case.request}\nfewest codewords: {case.least}", flush=True)
    os._exit(1)


class Helper:
    """A program that answers lines by lines."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, shell=isinstance(command, str))

    def ask(self, lines):
        def send():
            self.process.stdin.write("".join(line + "\n" for line in lines).encode())
            self.process.stdin.flush()

        sender = threading.Thread(target=send, daemon=True)
        sender.start()
        yield from (self.process.stdout.readline().decode() for _ in lines)
        sender.join()


def picture(case, numpy, scale, quiet):
    """Grey dots, white 255."""
    columns = int(case.set.split("x")[1])
    rows = numpy.array([numpy.unpackbits(numpy.frombuffer(bytes.fromhex(row), numpy.uint8))[:columns] for row in case.modules])
    light = (1 - numpy.pad(rows, quiet)).astype(numpy.uint8) * 255
    return numpy.ascontiguousarray(numpy.kron(light, numpy.ones((scale, scale), numpy.uint8)))


def judge_by_zxing(cases):
    import numpy
    import zxingcpp

    for case in filter(lambda case: case.set, cases):
        dots = picture(case, numpy, 2, 2)
        read = zxingcpp.read_barcodes(dots, formats=zxingcpp.BarcodeFormat.DataMatrix, is_pure=True)
        if len(read) != 1 or read[0].bytes != case.message:
            fail(case, f"zxing-cpp reads {[found.bytes for found in read]} from {case.set}")
        extension = case.set in EXTENSION
        identifier = {(False, False): "]d1", (False, True): "]d2", (True, False): "]d7", (True, True): "]d8"}
        if read[0].symbology_identifier != identifier[extension, case.kind != "plain"]:
            fail(case, f"zxing-cpp names it {read[0].symbology_identifier}")
        yield case


EXTENSION = {"%dx%d" % size[:2] for size in SIZES[30:]}


class DmtxMessage(ctypes.Structure):
    _fields_ = [("array_size", ctypes.c_size_t), ("code_size", ctypes.c_size_t), ("output_size", ctypes.c_size_t),
                ("output_index", ctypes.c_int), ("pads", ctypes.c_int), ("fnc1", ctypes.c_int),
                ("array", ctypes.c_void_p), ("code", ctypes.c_void_p), ("output", ctypes.c_void_p)]


def judge_by_dmtx(cases):
    import numpy

    library = ctypes.CDLL(ctypes.util.find_library("dmtx") or "libdmtx.so.0")
    for name in ("ImageCreate", "DecodeCreate", "RegionFindNext"):
        getattr(library, f"dmtx{name}").restype = ctypes.c_void_p
    library.dmtxDecodeMatrixRegion.restype = ctypes.POINTER(DmtxMessage)
    pointer = ctypes.c_void_p
    # A symbol of the extension is more than this library knows. FNC1 is given back as a byte that
    # is not in the message.
    for case in [case for case in cases if case.set and case.set not in EXTENSION][::10]:
        free = next((byte for byte in range(255) if byte not in case.message), None)
        if free is None:
            continue
        dots = picture(case, numpy, 5, 2)
        image = pointer(library.dmtxImageCreate(dots.ctypes.data_as(pointer), dots.shape[1], dots.shape[0], 300))
        decoder = pointer(library.dmtxDecodeCreate(image, 1))
        library.dmtxDecodeSetProp(decoder, 104, free)
        message = None
        for _ in range(40):
            region = pointer(library.dmtxRegionFindNext(decoder, None))
            if not region:
                break
            message = library.dmtxDecodeMatrixRegion(decoder, region, -1)
            library.dmtxRegionDestroy(ctypes.byref(region))
            if message:
                break
        read = ctypes.string_at(message.contents.output, message.contents.output_index) if message else None
        wanted = case.message
        if case.kind == "fnc1":
            wanted = wanted.replace(b"\x1d", bytes([free]))
        if case.kind != "plain":
            wanted = bytes([free]) + wanted
        if message:
            library.dmtxMessageDestroy(ctypes.byref(message))
        library.dmtxDecodeDestroy(ctypes.byref(decoder))
        library.dmtxImageDestroy(ctypes.byref(image))
        if read is None:
            UNREAD.append(case)
        elif read != wanted:
            fail(case, f"libdmtx reads {read} from {case.set}, not {wanted}")
        else:
            yield case


UNREAD = []


def zint_worker():
    """Encodes what is asked, and tells about it on the standard output of C."""
    import zint

    libc = ctypes.CDLL(None)
    for line in sys.stdin:
        kind, _, digits = line.strip().partition(" ")
        symbol = zint.Symbol()
        symbol.symbology, symbol.option_3, symbol.debug = zint.Symbology.DATAMATRIX, zint.DataMatrixOptions.SQUARE, 1
        symbol.input_mode = zint.InputMode.GS1 | zint.InputMode.GS1NOCHECK if kind != "plain" else zint.InputMode(0)
        if kind == "gs1":
            symbol.output_options = zint.OutputOptions.GS1_GS_SEPARATOR
        try:
            symbol.encode(bytes.fromhex(digits))
        except Exception as error:
            libc.puts("\n@@@ ".encode() + str(error).replace("\n", " ").encode())
        else:
            libc.puts(b"\n@@@")
        libc.fflush(None)


def judge_by_zint(cases, helper, figures):
    """Compares the fewest codewords with those that zint takes, padding left out."""
    def send():
        helper.stdin.write("".join(case.zint + "\n" for case in cases).encode())
        helper.stdin.flush()

    sender = threading.Thread(target=send, daemon=True)
    sender.start()
    for case in cases:
        count = None
        for line in helper.stdout:
            if line.startswith(b"Data ("):
                count = int(line[6:line.index(b")")])
            elif line.startswith(b"@@@"):
                break
        if count is None or line.strip() != b"@@@":
            figures["zint declined"] = figures.get("zint declined", 0) + 1
            figures["zint's reason"] = line.decode(errors="replace").strip()
            continue
        if case.least > count:
            fail(case, f"zint needs {count} codewords")
        key = "as many as zint" if case.least == count else "fewer than zint"
        figures[key] = figures.get(key, 0) + 1
    sender.join()


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--messages", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--judges", default="zxing,dmtx,zint")
    arguments.add_argument("--helper", default=HELPER, help="the example `symbols`, as it was built")
    arguments.add_argument("--zint-worker", action="store_true", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.zint_worker:
        return zint_worker()
    draw = random.Random(given.seed)
    judges = given.judges.split(",")
    helper = Helper([given.helper])
    worker = subprocess.Popen(
        f"'{sys.executable}' '{__file__}' --zint-worker | grep -a --line-buffered -e '^Data (' -e '^@@@'",
        shell=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) if "zint" in judges else None
    figures = {"messages": 0}
    sizes = {}
    while figures["messages"] < given.messages:
        cases = [Case(draw) for _ in range(min(CHUNK, given.messages - figures["messages"]))]
        for case, line in zip(cases, helper.ask([case.request for case in cases])):
            case.answered(line.split())
            wanted = next((data for rows, columns, data in SIZES if f"{rows}x{columns}" == case.size), None)
            if wanted is not None and (wanted >= case.least) != (case.set is not None):
                fail(case, f"{case.size} holds {wanted} codewords, the symbol is {case.set}")
            sizes[case.set] = sizes.get(case.set, 0) + 1
        figures["messages"] += len(cases)
        if "zxing" in judges:
            figures["read by zxing-cpp"] = figures.get("read by zxing-cpp", 0) + sum(1 for _ in judge_by_zxing(cases))
        if "dmtx" in judges:
            figures["read by libdmtx"] = figures.get("read by libdmtx", 0) + sum(1 for _ in judge_by_dmtx(cases))
        if worker:
            judge_by_zint(cases, worker, figures)
        if figures["messages"] % 100_000 < CHUNK:
            print(figures, len(UNREAD), flush=True)
    print(figures)
    print(f"libdmtx found no symbol {len(UNREAD)} times:", sorted({case.set for case in UNREAD}))
    print({size: count for size, count in sorted(sizes.items(), key=lambda item: str(item[0]))})


if __name__ == "__main__":
    main()
