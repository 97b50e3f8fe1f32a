#!/usr/bin/env python3
"""Draw SVG files with resvg on white paper.

    python3 tests/judges/resvg.py OUTDIR WIDTH_PX FILE.svg... [--fonts DIR]

Needs: pip install resvg_py

NAME.svg becomes OUTDIR/NAME.png, WIDTH_PX pixels wide and as high as the shape
of the page asks, give or take a row: resvg rounds the page to whole pixels of
1/96 inch first. The scale of what is drawn is exact.

Text is set in the fonts of the folder DIR (this project's are in fonts/) and
never in those of the system: text in any other font is left out.

Exit code 1, with the file and the reason on stderr: an SVG that can not be
read. All others are drawn.
"""

import argparse
import sys
from pathlib import Path

from resvg_py import svg_to_bytes


def main():
    parser = argparse.ArgumentParser(description="Draw SVG files with resvg on white paper.")
    parser.add_argument("outdir", type=Path)
    parser.add_argument("width", type=int)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--fonts", type=Path)
    call = parser.parse_args()
    if call.fonts and not call.fonts.is_dir():
        parser.error(f"{call.fonts}: no folder")
    call.outdir.mkdir(parents=True, exist_ok=True)
    fonts = [str(call.fonts)] if call.fonts else None
    status = 0
    for file in call.files:
        try:
            png = svg_to_bytes(svg_string=file.read_text(encoding="utf-8"), dpi=96,
                               width=call.width, background="white",
                               skip_system_fonts=True, font_dirs=fonts)
            (call.outdir / f"{file.stem}.png").write_bytes(png)
        except (OSError, ValueError) as error:
            print(f"{file}: {error}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
