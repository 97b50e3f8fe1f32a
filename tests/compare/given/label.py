"""Writes templates. Numbers are millimetres."""

import json

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
