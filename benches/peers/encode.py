#!/usr/bin/env python3
"""Encode a file of codes with one library, in process, and print JSON.

    python3 benches/peers/encode.py zint|zint-fast|dmtx|reportlab CODES SECONDS

Passes over all codes are timed one by one until SECONDS are over. Turning the
lines into what the library wants is not timed. The first symbol is printed as
rows of modules, for a reader to check.
"""

import ctypes
import json
import statistics
import sys
import time
from collections.abc import Callable

import codes

# The inputs, what is timed, and what turns its result into rows of modules.
Encoder = tuple[list, Callable, Callable]


def zint(items: list[codes.Code], fast: bool) -> Encoder:
    from zint import DataMatrixOptions, InputMode, Symbol, Symbology

    symbol = Symbol()
    symbol.symbology = Symbology.DATAMATRIX
    symbol.input_mode = InputMode.GS1 | InputMode.FAST if fast else InputMode.GS1
    symbol.option_3 = DataMatrixOptions.SQUARE

    def encode(text: str) -> memoryview:
        symbol.clear()
        symbol.encode(text)
        return symbol.encoded_data

    def rows(data: memoryview) -> list[str]:
        stride, raw = data.shape[1], bytes(data)
        return ["".join(str(raw[y * stride + x // 8] >> x % 8 & 1) for x in range(symbol.width))
                for y in range(symbol.rows)]

    return [c.brackets for c in items], encode, rows


def dmtx(items: list[codes.Code]) -> Encoder:
    from pylibdmtx import wrapper as lib
    from pylibdmtx.wrapper import DmtxProperty as Prop

    byte_pointer = ctypes.POINTER(ctypes.c_ubyte)
    settings = [(Prop.DmtxPropScheme, lib.DmtxScheme.DmtxSchemeAscii),
                (Prop.DmtxPropSizeRequest, lib.DmtxSymbolSize.DmtxSymbolSquareAuto),
                (Prop.DmtxPropModuleSize, 1), (Prop.DmtxPropMarginSize, 0),
                (Prop.DmtxPropFnc1, 29)]

    def encode(data: bytes) -> tuple[int, int, int, bytes]:
        encoder = lib.dmtxEncodeCreate()
        try:
            for name, value in settings:
                lib.dmtxEncodeSetProp(encoder, name, value)
            if not lib.dmtxEncodeDataMatrix(encoder, len(data), ctypes.cast(data, byte_pointer)):
                raise ValueError("libdmtx cannot encode")
            image = encoder[0].image
            width, height, bits = (lib.dmtxImageGetProp(image, p) for p in (
                Prop.DmtxPropWidth, Prop.DmtxPropHeight, Prop.DmtxPropBitsPerPixel))
            size = width * height * bits // 8
            return width, height, bits // 8, ctypes.string_at(image[0].pxl, size)
        finally:
            lib.dmtxEncodeDestroy(ctypes.byref(encoder))

    def rows(image: tuple[int, int, int, bytes]) -> list[str]:
        width, height, depth, pixels = image
        dark = ["1" if p < 128 else "0" for p in pixels[::depth]]
        return ["".join(dark[y * width:(y + 1) * width]) for y in range(height)]

    return [(codes.GS + c.message).encode() for c in items], encode, rows


def reportlab(items: list[codes.Code]) -> Encoder:
    from reportlab.graphics.barcode.ecc200datamatrix import ECC200DataMatrix

    def encode(text: str) -> list[list[int]]:
        symbol = ECC200DataMatrix(text)
        symbol.validate()
        symbol.encode()
        return symbol.encoded

    return ([c.message for c in items], encode,
            lambda matrix: ["".join(str(int(bool(m))) for m in row) for row in reversed(matrix)])


ENCODERS = {"zint": lambda items: zint(items, False), "zint-fast": lambda items: zint(items, True),
            "dmtx": dmtx, "reportlab": reportlab}


def main() -> None:
    name, path, seconds = sys.argv[1:]
    inputs, encode, rows = ENCODERS[name](codes.read(path))
    first = rows(encode(inputs[0]))
    for text in inputs[:len(inputs) // 10]:  # to warm up
        encode(text)
    passes: list[float] = []
    while not passes or sum(passes) < float(seconds):
        start = time.perf_counter()
        for text in inputs:
            encode(text)
        passes.append(time.perf_counter() - start)
    print(json.dumps({"us": statistics.median(passes) / len(inputs) * 1e6,
                      "passes": len(passes), "rows": first}))


if __name__ == "__main__":
    main()
