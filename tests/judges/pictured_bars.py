#!/usr/bin/env python3
"""Let zint draw linear symbols as pictures, for reading them off.

    python3 tests/judges/pictured_bars.py FOLDER < symbols

Needs: pip install zint-bindings

Each line is a symbol: a kind (ean13, ean8, upca, itf14) and its digits; its picture in the folder is named by the
number of the line, from 0. Every third one is pixels. For each a line is printed: the name of its file.
"""

import pathlib
import sys

import zint

SYMBOLOGIES = {
    "ean13": zint.Symbology.EANX_CHK,
    "upca": zint.Symbology.UPCA_CHK,
    "ean8": zint.Symbology.EANX_CHK,
    "itf14": zint.Symbology.ITF14,
}

for number, line in enumerate(sys.stdin):
    kind, digits = line.split()
    symbol = zint.Symbol()
    symbol.symbology = SYMBOLOGIES[kind]
    symbol.show_text = False
    symbol.height = 70
    if number % 3 == 2:
        symbol.scale = 4
    # zint takes the number of ITF-14 without its check digit.
    symbol.encode(digits[:-1] if kind == "itf14" else digits)
    name = f"{number}.{'png' if number % 3 == 2 else 'svg'}"
    symbol.outfile = str(pathlib.Path(sys.argv[1]) / name)
    symbol.print(0)
    print(name)
