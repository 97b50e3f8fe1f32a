#!/usr/bin/env python3
"""Draw the labels of a ZPL file with zplkit, dot for dot.

    python3 tests/judges/zplkit.py FILE.zpl OUTDIR [--dpi 203|300|600]

Needs: pip install zplkit Pillow

The file holds downloads (~DG), labels (^XA ... ^PQ1 ^XZ) and deletions
(^XA ^ID... ^XZ). Label N becomes OUTDIR/p-N.png: 1 bit, as many dots as its
^PW and ^LL say, black where the printer burns.

zplkit draws like a ZD621 and knows no set-up commands: ^PQ1 is taken out, and
so is what only says how it draws anyway (^PON, ^LH0,0, ...). Each label is drawn
on its own, after the downloads that are there at its time.

Exit code 1, with the label and the reason on stderr: anything that zplkit
refuses, a graphic of more than 99 999 bytes, a label without exactly one ^PW,
^LL and ^PQ1, a deletion of what was not downloaded, a command that would change
how the operator set the printer up, or a file without labels. Warnings of
zplkit go to stderr, too.
"""

import argparse
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent  # holds a module of the same name: this file
sys.path = [path for path in sys.path if Path(path).resolve() != HERE]

from PIL import Image  # noqa: E402
from zplkit import Options, render  # noqa: E402
from zplkit.output import Limits as OutputLimits  # noqa: E402
from zplkit.rendering import Limits, RenderError  # noqa: E402

COMMAND = re.compile(rb"([\^~][^\^~]{2})([^\^~]*)")
FORBIDDEN = set(b"^JU ^JS ^JJ ^JT ^MN ^MM ^MD ^MT ^ML ^MF ^SS ^ST ^KP ^KN ^CC ^CD ^CT ^EG "
                b"~SD ~JR ~JC ~JG ~JL ~JB ~JS ~TA ~RO ~EG ~CC ~CD ~CT".split())
# What labels say that go to a printer; zplkit does not know it, and draws so anyway.
PLAIN = set(b"^JZN ^MUD ^JMA ^PON ^PMN ^LRN ^LH0,0 ^FWN,0 ^CI0".split())
MUCH = 1 << 28
# 99 999 bytes is the most that ^GF may hold; the others only hold back attacks.
LIMITS = Limits(graphic_bytes=99_999, input_bytes=MUCH, pixels=MUCH, segments=MUCH,
                stored_graphic_segments=MUCH)
OUTPUT_LIMITS = OutputLimits(pixels=MUCH, segments=MUCH, flattened_segments=MUCH, scan_work=1 << 40)


class Bad(ValueError):
    pass


def number(label, command):
    """The number after a command that a label must hold once."""
    values = [rest for name, rest in label if name == command]
    if len(values) != 1 or not values[0].strip().isdigit():
        raise Bad(f"needs one {command.decode()} and a number, has {values}")
    return int(values[0])


def delete(label, graphics):
    if b"^ID" not in dict(label):
        raise Bad("no ^PQ1")
    for name, rest in label:
        if name == b"^ID":
            if not graphics.pop(rest.strip(), None):
                raise Bad(f"^ID{rest.decode(errors='replace')}: not downloaded")
        elif name != b"^FS":
            raise Bad(f"{name.decode(errors='replace')}, but no ^PQ1")


def labels(data):
    """Width, height and ZPL of each label that prints."""
    if COMMAND.sub(b"", data).strip():
        raise Bad("text outside of commands")
    graphics, label = {}, None
    for match in COMMAND.finditer(data):
        name, rest = match[1].upper(), match[2]
        if name in FORBIDDEN:
            raise Bad(f"{name.decode()} is forbidden")
        if name in (b"^XA", b"^XZ") and rest.strip():
            raise Bad(f"text after {name.decode()}")
        if (label is None) != (name in (b"~DG", b"^XA")):
            raise Bad(f"{name.decode(errors='replace')} at a wrong place")
        if name == b"~DG":
            graphics[rest.split(b",")[0]] = match[0]
        elif name == b"^XA":
            label = []
        elif name != b"^XZ":
            label.append((name, rest))
        else:
            if b"^PQ" not in dict(label):
                delete(label, graphics)
            elif number(label, b"^PQ") != 1:
                raise Bad("prints more or less than once")
            else:
                said = [name + rest for name, rest in label if name != b"^PQ"]
                body = b"".join(command for command in said if command.strip() not in PLAIN)
                zpl = b"".join(graphics.values()) + b"^XA" + body + b"^XZ"
                yield number(label, b"^PW"), number(label, b"^LL"), zpl
            label = None
    if label is not None:
        raise Bad("no ^XZ")


def draw(width, height, zpl, dpi):
    try:
        options = Options(profile="zd621", width=width, height=height, dpi=dpi)
        drawn = render(zpl, options, limits=LIMITS)
    except RenderError as error:
        near = zpl[error.offset:error.offset + 40].decode(errors="replace")
        raise Bad(f"{error.message} at {near!r}") from error
    raster = drawn.labels[0].rasterize(limits=OUTPUT_LIMITS)
    if (raster.width, raster.height) != (width, height):
        raise Bad(f"drawn as {raster.width}x{raster.height}, not {width}x{height}")
    image = Image.frombytes("L", (width, height), raster.pixels)
    return image.convert("1", dither=Image.Dither.NONE), drawn.warnings


def main():
    parser = argparse.ArgumentParser(description="Draw the labels of a ZPL file with zplkit.")
    parser.add_argument("file", type=Path)
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--dpi", type=int, default=203, choices=(203, 300, 600))
    call = parser.parse_args()
    call.outdir.mkdir(parents=True, exist_ok=True)
    done, warned = 0, set()
    try:
        for width, height, zpl in labels(call.file.read_bytes()):
            image, warnings = draw(width, height, zpl, call.dpi)
            done += 1
            image.save(call.outdir / f"p-{done}.png", compress_level=1)
            for warning in set(warnings) - warned:
                print(f"{call.file}: label {done}: warning: {warning}", file=sys.stderr)
            warned.update(warnings)
        if not done:
            raise Bad("nothing prints")
    except (OSError, ValueError) as error:
        print(f"{call.file}: label {done + 1}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
