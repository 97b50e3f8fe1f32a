"""Pictures and fonts, good and bad."""

import functools
import os
import re
import struct
import zlib

from job import ROOT, Files, later, link

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


SIZES = [(0, 0), (0, 40), (60_000, 60_000), (20_001, 1)]


def png(width: int, height: int, depth: int = 8) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">2I5B", width, height, depth, 2, 0, 0, 0)
    pixels = zlib.compress(bytes((1 + 6 * width) * height if width < 100 else 20))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@functools.cache
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
        "device.png": link("/dev/null"),
        "outside.png": link(mark),
    }
    return files


@functools.cache
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
