#!/usr/bin/env python3
"""Hold linear and QR symbols against zint and zxing-cpp.

    python3 tests/judges/bars.py < symbols

Needs: pip install zxing-cpp zint-bindings numpy

Each line is a symbol: its kind, how it was asked for, its data and its elements or modules:

    ean13 - 6291041500213 11131141...
    ean8, upca, itf14 and gs1-128 likewise; the data of gs1-128 has AIs in square brackets
    qr L 48454c4c4f fe3f8,820a8,...
    qr-gs1 M 3031... fe3f8,820a8,...

Elements are widths, bars and spaces by turns; of itf14 1 for narrow and 2 for wide. Modules are rows
in hexadecimal digits, whose highest bits are the first modules. Data of QR is in hexadecimal digits.

For each line one is printed: "ok", with the symbol characters or modules a side that we have and zint has
where these may differ, or what is wrong.

- EAN-13, EAN-8, UPC-A: the modules are those of zint;
- ITF-14: the narrow and wide elements are those of zint, which draws 3 to 1;
- GS1-128: no longer than zint's; QR: no larger than zint's at the same level;
- zxing-cpp reads all, byte for byte, and tells GS1 data.
"""

import sys

import numpy
import zint
import zxingcpp

FORMATS = {
    "ean13": zxingcpp.BarcodeFormat.EAN13,
    "upca": zxingcpp.BarcodeFormat.UPCA,
    "ean8": zxingcpp.BarcodeFormat.EAN8,
    "itf14": zxingcpp.BarcodeFormat.ITF,
    "gs1-128": zxingcpp.BarcodeFormat.Code128,
    "qr": zxingcpp.BarcodeFormat.QRCode,
    "qr-gs1": zxingcpp.BarcodeFormat.QRCode,
}
IDENTIFIERS = {"gs1-128": "]C1", "qr-gs1": "]Q3"}
SYMBOLOGIES = {
    "ean13": zint.Symbology.EANX_CHK,
    "upca": zint.Symbology.UPCA_CHK,
    "ean8": zint.Symbology.EANX_CHK,
    "itf14": zint.Symbology.ITF14,
    "gs1-128": zint.Symbology.GS1_128,
    "qr": zint.Symbology.QRCODE,
    "qr-gs1": zint.Symbology.QRCODE,
}
PREDEFINED = {"00", "01", "02", "03", "04", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20",
              "31", "32", "33", "34", "35", "36", "41"}


def elements_of(text):
    """AIs and values of a text with AIs in square brackets, which no value may hold."""
    return [tuple(element.split("]", 1)) for element in text.split("[")[1:]]


def scan_data(text):
    """What a reader sends, without symbology identifier."""
    data = ""
    elements = elements_of(text)
    for number, (ai, value) in enumerate(elements):
        due = ai[:2] not in PREDEFINED and number < len(elements) - 1
        data += ai + value + ("\x1d" if due else "")
    return data.encode()


def by_zint(kind, level, data):
    symbol = zint.Symbol()
    symbol.symbology = SYMBOLOGIES[kind]
    if kind in ("gs1-128", "qr-gs1"):
        symbol.input_mode = zint.InputMode.GS1 | zint.InputMode.GS1NOCHECK
    if kind.startswith("qr"):
        symbol.option_1 = "LMQH".index(level) + 1
    symbol.encode(data)
    return symbol


def row(symbol):
    """The first row of modules of a zint symbol."""
    packed = numpy.frombuffer(bytes(symbol.encoded_data), numpy.uint8)[:symbol.encoded_data.shape[1]]
    return numpy.unpackbits(packed, bitorder="little")[:symbol.width]


def widths(modules):
    edges = numpy.flatnonzero(numpy.diff(modules.astype(int))) + 1
    return numpy.diff(numpy.concatenate(([0], edges, [len(modules)]))).tolist()


def read(kind, modules, scale, quiet):
    light = (1 - numpy.pad(modules, quiet)).astype(numpy.uint8) * 255
    dots = numpy.ascontiguousarray(numpy.kron(light, numpy.ones((scale, scale), numpy.uint8)))
    options = {"is_pure": True} if kind.startswith("qr") else {"try_rotate": False, "try_downscale": False}
    return zxingcpp.read_barcodes(dots, formats=FORMATS[kind], **options)


def judged(kind, level, data, drawn):
    note = ""
    if kind.startswith("qr"):
        rows = drawn.split(",")
        hexadecimal = [numpy.unpackbits(numpy.frombuffer(bytes.fromhex(row), numpy.uint8))[:len(rows)] for row in rows]
        modules, quiet = numpy.array(hexadecimal), 4
        wanted = bytes.fromhex(data)
        given = wanted
        if kind == "qr-gs1":
            given, wanted = wanted, scan_data(wanted.decode())
        theirs = by_zint(kind, level, given).width
        note = f" {len(rows)} {theirs}"
        if len(rows) > theirs:
            return f"{len(rows)} modules a side, zint has {theirs}"
    else:
        ours = [int(width) for width in drawn]
        symbol = by_zint(kind, level, data[:13] if kind == "itf14" else data)
        theirs = widths(row(symbol))
        if kind == "itf14":
            theirs = [2 if width > 1 else 1 for width in theirs]
        if kind == "gs1-128":
            note = f" {(sum(ours) - 13) // 11} {(sum(theirs) - 13) // 11}"
            if sum(ours) > sum(theirs):
                return f"{sum(ours)} modules, zint has {sum(theirs)}"
        elif ours != theirs:
            return f"elements {ours}, zint has {theirs}"
        # ITF at 2.5 to 1.
        units = [{1: 2, 2: 5}[width] for width in ours] if kind == "itf14" else ours
        line = numpy.concatenate([numpy.full(width, 1 - number % 2) for number, width in enumerate(units)])
        modules, quiet = numpy.tile(line, (12, 1)), ((2, 2), (20, 20))
        wanted = scan_data(data) if kind == "gs1-128" else data.encode()
    found = read(kind, modules, 2, quiet)
    if len(found) != 1:
        return f"zxing-cpp reads {len(found)} symbols"
    said = found[0].bytes
    # It tells UPC-A as EAN-13 with a zero in front.
    if kind == "upca" and len(said) == 13:
        said = said[1:] if said[:1] == b"0" else said
    if said != wanted:
        return f"zxing-cpp reads {said}, not {wanted}"
    identifier = IDENTIFIERS.get(kind)
    if identifier and found[0].symbology_identifier != identifier:
        return f"zxing-cpp names it {found[0].symbology_identifier}"
    return "ok" + note


def main():
    for line in sys.stdin:
        words = line.rstrip("\n").split(" ")
        try:
            print(judged(*words))
        except Exception as error:  # whatever zint says of the data
            print(f"no answer: {error}")
    print("end")


if __name__ == "__main__":
    main()
