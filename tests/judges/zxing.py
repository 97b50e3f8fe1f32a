#!/usr/bin/env python3
"""Read all Data Matrix symbols of page or label images with zxing-cpp.

    python3 tests/judges/zxing.py IMAGE...
    ls *.png | python3 tests/judges/zxing.py
    python3 tests/judges/zxing.py --bars IMAGE...

With --bars all linear barcodes and QR symbols are read instead.

Needs: pip install zxing-cpp Pillow

Images are PNG, PGM or PBM. For each image one line of JSON is printed, in the
order of the paths:

    {"path": "a.png", "symbols": [{"sym": "]d2", "hex": "3031...", "x": 10,
     "y": 12, "w": 144, "h": 144}]}

sym is the symbology identifier: ]d2 is GS1 Data Matrix, ]d1 is Data Matrix
with any other content. hex is the content, byte for byte: no leading FNC1,
and 1d for each FNC1 between the fields. x, y, w, h is the box around the
symbol in pixels, without its quiet zone. Symbols are sorted by y, then x.

An image that can not be read gives {"path": ..., "symbols": [], "error": ...}
and exit code 1. An image without symbols is not an error.
"""

import json
import sys

import zxingcpp
from PIL import Image, ImageDraw

Image.MAX_IMAGE_PIXELS = None  # a page at 1200 dpi is no attack


def load(path):
    """The image as 8 bit grey, transparent parts as white paper."""
    image = Image.open(path)
    if image.mode.startswith("I"):  # 16 bit grey
        return image.convert("I").point(lambda v: v * (1 / 257)).convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image).convert("L")
    return image.convert("L")


def read_bars(image):
    """Linear barcodes and QR symbols; they are few, and found in one go."""
    kinds = zxingcpp.BarcodeFormat
    formats = (kinds.EAN13, kinds.EAN8, kinds.UPCA, kinds.ITF, kinds.Code128, kinds.QRCode)
    return [told(s) for s in zxingcpp.read_barcodes(image, formats=formats) if s.valid]


def corners(symbol):
    p = symbol.position
    return [(c.x, c.y) for c in (p.top_left, p.top_right, p.bottom_right, p.bottom_left)]


def told(symbol):
    xs, ys = zip(*corners(symbol))
    return {
        "sym": symbol.symbology_identifier,
        "hex": symbol.bytes.hex(),
        "x": min(xs),
        "y": min(ys),
        "w": max(xs) - min(xs) + 1,
        "h": max(ys) - min(ys) + 1,
    }


def read(image):
    """Find symbols, wipe them out, look again, until nothing is left.

    One call of zxing-cpp gives at most 255 symbols and may miss some.
    """
    found = []
    while True:
        batch = [s for s in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.DataMatrix)
                 if s.valid]
        if not batch:
            break
        draw = ImageDraw.Draw(image)
        for symbol in batch:
            draw.polygon(corners(symbol), fill=255, outline=255)
            found.append(told(symbol))
    return found


def main():
    look = read_bars if sys.argv[1:2] == ["--bars"] else read
    paths = sys.argv[(2 if look is read_bars else 1):] or [line.rstrip("\r\n") for line in sys.stdin]
    status = 0
    for path in paths:
        if not path:
            continue
        line = {"path": path, "symbols": []}
        try:
            line["symbols"] = sorted(look(load(path)), key=lambda s: (s["y"], s["x"]))
        except (OSError, ValueError) as error:
            line["error"] = str(error)
            status = 1
        print(json.dumps(line, ensure_ascii=False), flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
