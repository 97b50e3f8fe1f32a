#!/usr/bin/env python3
"""Labels of 40 × 30 mm as one PDF, as a skilled user of a library makes them.

    python3 benches/peers/document.py KIND CODES OUT.pdf FONT.ttf

KIND: reportlab (symbols by zint-bindings, drawn as rectangles), reportlab-image
(the same as images), reportlab-own (reportlab's own symbols, without FNC1),
typst (symbols by zint-bindings, as SVG paths), bwipp (ghostscript does it all).
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import codes

HERE = Path(__file__).resolve().parent
MM = 72 / 25.4
MODULE = 4 * 72 / 300  # four dots of 300 dpi
DARK = re.compile("1+")


def matrices(items: list[codes.Code]) -> Iterator[list[bytes]]:
    """Symbols by zint-bindings in its fast mode: rows of bytes, the first module lowest."""
    from zint import DataMatrixOptions, InputMode, Symbol, Symbology

    symbol = Symbol()
    symbol.symbology = Symbology.DATAMATRIX
    symbol.input_mode = InputMode.GS1 | InputMode.FAST
    symbol.option_3 = DataMatrixOptions.SQUARE
    for code in items:
        symbol.clear()
        symbol.encode(code.brackets)
        data, count = symbol.encoded_data, (symbol.width + 7) // 8
        stride, flat = data.shape[1], data.cast("B")
        yield [bytes(flat[y * stride:y * stride + count]) for y in range(symbol.rows)]


def runs(matrix: list[bytes]) -> Iterator[tuple[int, int, int]]:
    """x, y and length of each run of dark modules."""
    for y, row in enumerate(matrix):
        bits = f"{int.from_bytes(row, 'little'):b}"[::-1]
        for run in DARK.finditer(bits):
            yield run.start(), y, run.end() - run.start()


def as_rectangles(canvas, matrix: list[bytes]) -> None:
    size = len(matrix)
    canvas.saveState()
    canvas.translate(2 * MM, 28 * MM - size * MODULE)
    canvas.scale(MODULE, MODULE)
    path = canvas.beginPath()
    for x, y, length in runs(matrix):
        path.rect(x, size - 1 - y, length, 1)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


FLIP = bytes(int(f"{byte:08b}"[::-1], 2) ^ 255 for byte in range(256))


def as_image(canvas, matrix: list[bytes]) -> None:
    from PIL import Image

    size = len(matrix)
    raw = b"".join(matrix).translate(FLIP)  # a set bit is white there
    side = size * MODULE
    canvas.drawInlineImage(Image.frombytes("1", (size, size), raw), 2 * MM, 28 * MM - side,
                           side, side)


def own_symbol(canvas, code: codes.Code) -> None:
    from reportlab.graphics.barcode.ecc200datamatrix import ECC200DataMatrix

    symbol = ECC200DataMatrix(code.message, barWidth=MODULE)
    symbol.validate()
    symbol.encode()
    symbol.x = symbol.y = 0  # it draws from there, and nothing sets them
    symbol.drawOn(canvas, 2 * MM, 28 * MM - 44 * MODULE)


def reportlab(items: list[codes.Code], out: str, font: str, symbols: Iterator,
              draw: Callable) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("text", font))
    canvas = Canvas(out, pagesize=(40 * MM, 30 * MM), pageCompression=1)
    for code, symbol in zip(items, symbols):
        draw(canvas, symbol)
        canvas.setFont("text", 7.5)
        canvas.drawString(1.5 * MM, 9.75 * MM, f"(01){code.gtin}")
        canvas.drawString(1.5 * MM, 6.25 * MM, f"(21){code.serial}")
        canvas.showPage()
    canvas.save()


def typst(items: list[codes.Code], out: str, font: str) -> None:
    import typst as compiler

    labels = [{"gtin": code.gtin, "serial": code.serial, "size": len(matrix),
               "path": "".join(f"M{x} {y}h{n}v1h-{n}z" for x, y, n in runs(matrix))}
              for code, matrix in zip(items, matrices(items))]
    with tempfile.TemporaryDirectory(dir=Path(out).parent) as folder:
        Path(folder, "labels.json").write_text(json.dumps(labels))
        Path(folder, "labels.typ").write_bytes((HERE / "labels.typ").read_bytes())
        compiler.compile(f"{folder}/labels.typ", output=out, root=folder, format="pdf",
                         font_paths=[str(Path(font).parent)], ignore_system_fonts=True,
                         pdf_tags=False)


def bwipp(items: list[codes.Code], out: str, _font: str) -> None:
    import treepoem

    library = Path(treepoem.__file__).parent / "postscriptbarcode/barcode.ps"
    with tempfile.TemporaryDirectory(dir=Path(out).parent) as folder:
        program = Path(folder, "labels.ps")
        with program.open("w", encoding="utf-8") as file:
            file.write((HERE / "labels.ps").read_text(encoding="utf-8"))
            for code in items:
                texts = code.parentheses, f"(01){code.gtin}", f"(21){code.serial}"
                file.write(" ".join(f"<{text.encode().hex()}>" for text in texts) + " label\n")
        subprocess.run(["gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite",
                        f"-sOutputFile={out}", str(library), str(program)], check=True)


def main() -> None:
    kind, path, out, font = sys.argv[1:]
    items = codes.read(path)
    if kind == "typst":
        typst(items, out, font)
    elif kind == "bwipp":
        bwipp(items, out, font)
    elif kind == "reportlab-own":
        reportlab(items, out, font, iter(items), own_symbol)
    else:
        draw = {"reportlab": as_rectangles, "reportlab-image": as_image}[kind]
        reportlab(items, out, font, matrices(items), draw)


if __name__ == "__main__":
    main()
