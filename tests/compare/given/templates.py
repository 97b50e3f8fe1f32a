"""Templates by what is special about them."""

import re

from given.label import ARTWORK, NEAR, PLAIN, PRINTER, SYMBOL, allow, area, blank, element, image, ink, keys
from given.label import linear, outline, rect, seam, sheet, symbol, text, window
from given.pictures import fonts, pictures
from job import options, pairs

# Texts that cannot be parsed or worked out, or only with some records.
EXPRESSIONS = r"""
{{ serial ¦ {{ serial | nofilter }} ¦ {{ nofunction(1) }} ¦ {{ serial is notest }}
{% for i in range(9) %}x{% endfor %} ¦ {{ serial * 3 }} ¦ {{ 'a*b' }} * {{ serial }} ¦ {{ serial | date('MM') }}
{{ expiry | date('dd.mm') }} ¦ {{ expiry | date('YYY') }} ¦ {{ expiry | date }}
{{ expiry | date('DD.MM.YYYY') }} ¦ {{ expiry | date('MM/YY') | upper }} ¦ {{ expiry }} ¦ {{ missing }}
{{ missing | default('x') }} ¦ {{ missing is defined }} ¦ {{ batch is none }} ¦ {{ serial[2:5] }}
{{ serial[:product] }} ¦ {{ serial[99] }} ¦ {{ serial + 1 }} ¦ {{ serial / 2 }} ¦ {{ -serial }}
{{ serial.x.y }} ¦ {{ serial | length }} {{ serial | upper }} {{ serial | lower }} {{ serial | trim }}
{{ (1).x }} ¦ {{ [1, 2, 3] }} {{ {'a': 1} }} ¦ {{ 1 / 0 }} ¦ {{ 99999999999999999999 }}
{{ gtin }}{{ ai01 }}{{ ai21 }} ¦ {{ ai91 }} ¦ {{ key }} ¦ {{ tail }} ¦ {{ ai99 }} ¦ {{ }} ¦ }} {{
{{ serial }} {# a remark #} ¦ {{ self }} {{ loop }} ¦ {{ gtin ~ '\n' ~ serial }} ¦ مرحبا ¦ 漢字 ¦ é́ ﬃ
(01){{ gtin }} (21){{ serial }} ¦ (01){{ gtin }} ¦ 21{{ serial }} ¦ (21){{ serial }}x ¦ (21)1234567890123 ¦ (21)
(10){{ batch }} ¦ EXP {{ expiry | date('MM.YYYY') }} ¦ Годен до 12.2030 ¦ Срок годности: 31.12.2031
Aспирин Аspirin
"""
LONG_EXPRESSIONS = {
    "in brackets": "{{ " + "(" * 200 + "1" + ")" * 200 + " }}",
    "too long": "{{ " + "serial ~ " * 1300 + "1 }}",
    "saying much": "{{ " + "(serial ~ serial) ~ " * 400 + "1 }}",
    "long text": "x" * 10_001,
    "many products": "{{ product }}" * 5,
    "none": "",
    "a blank": " ",
    "blank lines": "\n\n",
    "a tab": "a\tb",
    "invisible": "a\u200bb\u00adc",
}
CONDITIONS = options(
    "batch | \"batch != 'X1'\" | 'a }}{{ b' | 'batch *' | '' | missing | 'serial[1:2]' | 'not product' | 1/0"
)
INKS = pairs("""
    spot: 'spot("PANTONE 286 C", cmyk(100, 66, 0, 2))' | measured: 'spot("Red", cmyk(0, 100, 100, 0), 660 nm = 80 %)'
    dark: 'spot("Dark", cmyk(0, 0, 0, 100), 660 nm = 7 %)' | white: 'white("Opaque White")'
    white-measured: 'white("Opaque White", 660 nm = 75 %)' | metal: 'metallic("PANTONE 877 C", cmyk(0, 0, 0, 40))'
    varnish: "varnish" | die: "technical" | rich: "cmyk(60, 40, 40, 100)" | red: "cmyk(0, 100, 100, 0)"
    yellow: "cmyk(0, 0, 100, 0)" | grey: "cmyk(0, 0, 0, 40)" | cyan: "cmyk(100, 0, 0, 0)"
""")
# Names of inks, and what is wrong with them.
BAD_INKS = pairs("""
    bad ink: red = "rot" | ink K: K = "cmyk(0, 0, 0, 50)" | ink out of range: red = "cmyk(0, 0, 0, 500)"
    ink measured wrongly: red = 'spot("R", cmyk(0, 100, 0, 0), 660 nm = 700 %)' | ink no text: red = 7
""")
SUBSTRATES = ["white board", "white paper", "kraft board", "foil", "white film", "transparent film", "gold"]
APPLICATIONS = "retail logistics healthcare pharmacy pharmacy-distribution direct-marking general moon".split()

# What stands in the place of a width of 40 mm, and of a printer of 300 dpi.
WIDTHS = pairs("""
    label in dots: 400 dots | label of nothing: 0 mm | label too large: 2001 mm | label negative: -4 mm | no unit: 40
    no number: wide | ten metres: 20000 mm
""")
DEVICES = pairs("device unknown: fast | device odd: 299 dpi | device odd in mm: 7 dots/mm")
MODULES = pairs("few modules: 10x10 | many modules: 52x52 | DMRE: 8x48 | modules of no size: 11x11")
NARROW = PLAIN.replace("[label]", '[label]\nhead = "20 mm"')
# Whole files.
WHOLE = {
    "blank file": "",
    "a remark": "# nothing",
    "a byte order mark": "\ufeff" + PLAIN,
    "CR LF": PLAIN.replace("\n", "\r\n") + "z = 1\r\n",
    "no market": PLAIN.replace('market = "kz-pharma"\n', ""),
    "unknown market": PLAIN.replace("kz-pharma", "kz-farma"),
    "unknown country": PLAIN.replace("kz-pharma", "xx"),
    "no label": 'market = "kz-pharma"\n' + SYMBOL,
    "nothing on it": PRINTER,
    "broken TOML": "market = 'a\n[label\nsize = = 3\n",
    "deep": "x = " + "[" * 300,
    "dots": ".".join(["a"] * 300) + " = 1",
    "inline": "x = " + "{a=" * 300,
    "many dots": ARTWORK.replace('"40 mm"', '"2000 mm"').replace('"30 mm"', '"2000 mm"') + SYMBOL,
    "narrow head": NARROW,
    "narrow head, wide print": NARROW + rect(1, 20, 38, 1),
}
ALL_DATA = '[data]\ncode = ["No", "Код"]\ndefaults = { colour = "red", day = "soon" }\ndates = ["day"]\n'
# What is added to a label with a symbol.
PLACED = {
    "good": text("(21){{ serial }}"),
    "twice a key": 'id = "b"\n',
    "twice a table": "[label]\n",
    "twice an id": text("a") + text("b"),
    "no type": element("text", "x").replace('type = "text"\n', ""),
    "wrong type": element("txt", "x"),
    "another type": element("spaceship", "x"),
    "type is a number": element("text", "x").replace('"text"', "7"),
    "unknown font": text("a", font="serif"),
    "unknown ink": text("a", ink="red"),
    "wrap without width": text("a", wrap=True),
    "size zero": text("a", size="0 pt"),
    "turned": text("a", rotate=45),
    "turned too far": text("a", rotate=360),
    "turned thrice": text("a", x=20, rotate=270),
    "stroke alone": rect(20, 2, 5, 5, stroke="K"),
    "thickness alone": element("ellipse", "r", 20, width=5, height=5, thickness=1),
    "no paint": element("rect", "r", 20, width=5, height=5),
    "no height": element("rect", "r", 20, width=5, fill="K"),
    "role alone": image("ean13.svg", role="ean13"),
    "module alone": image("ean13.svg", module="0.33 mm"),
    "linear": linear(),
    "linear, other role": linear(role="itf14"),
    "linear, zoned": linear(zoned=True),
    "linear at the edge": linear(0),
    "linear, uneven": linear(module="0.3 mm"),
    "linear, upright": linear(30, 1, rotate=90),
    "linear, pixels": linear(file="mark.png"),
    "half a dot": text("a", size="7.5 dots"),
    "two symbols": element("datamatrix", "two", 20, width=14.25),
    "text off the label": text("hello there", x=35),
    "text far off": text("hello", x=60),
    "text too wide": text("hello " * 30, width=20),
    "text too high": text("hello " * 30, width=20, height=4, wrap=True),
    "text too high alone": text("a\nb\nc\nd", height=4),
    "text shrunk too far": text("hello " * 60, width=20, height=4, wrap=True, shrink_to="3 pt"),
    "text shrunk": text("hello there, you", width=12, height=8, wrap=True, shrink_to="3 pt"),
    "text spaced": text("hello", letter_spacing="-0.2 mm", line_height="4 mm", align="right", width=20),
    "text small": text("hello", size="3 pt"),
    "texts on texts": text("hello there") + text("and here", "u", y=18.5),
    "text on symbol": text("hello there", y=5),
    "text near symbol": NEAR,
    "rect off the label": rect(50, 1, 5, 5),
    "line off the label": element("line", "l", -9, to_x=-1, to_y=9, thickness=1),
    "line on symbol": element("line", "l", to_x=15, to_y=15, thickness=0.2),
    "area around": rect(0.5, 0.5, 15.2, 15.2, radius=1),
    "outline around": outline("rect", 1.85, 1.85, 12.55, 12.55),
    "outline across": outline("rect", 5, 0.5, 20, 4),
    "image in dots": image("mark.png", width="100 dots"),
    "data, required": text("{{ colour }}") + '[data]\nrequired = ["colour"]\n',
    "data with all": text("{{ colour }} {{ day }}") + ALL_DATA,
    "data, columns": '[data]\ncolumns = { "21" = "SN", batch = ["Los", "Lot"], colour = "Farbe" }\n',
    "data, no text": '[data]\nrequired = 7\noptional = [1]\ndefaults = "x"\n',
    "data, batch optional": text("{{ batch }}", when="batch") + '[data]\noptional = ["batch"]\n',
    "allow": NEAR + allow("QZ01") + allow("QZ02"),
    "allow an element": NEAR + allow("QZ01", element="t"),
    "allow nothing": allow("XX99"),
    "allow a code's fault": allow("COD04"),
    "allow without reason": allow("QZ01", reason=None),
    "quotes and marks": text("<b>&\"'", "<i>&", x=15.4, y=5),
}
# What is put on an empty label of a printer.
PRINTED = {
    "no symbol": text("hello"),
    "too many elements": "".join(text("x", f"t{n}") for n in range(501)),
    "element is no list": "[element]\n",
    "symbol too small": symbol(width=8),
    "symbol off the label": symbol(30, width=14.25),
    "symbol at the edge": symbol(0, 0, size="12 mm"),
    "symbol wished": symbol(size="15 mm"),
    "symbol wished large": symbol(size="50 mm"),
    "symbol too fine": symbol(size="8 mm", smallest="5 mm", module_min="2 dots"),
    "modules too large": symbol(size="12 mm", module_max="0.1 mm"),
    "modules coarse": symbol(size="30 mm", module_min="1 mm"),
    "rectangle": symbol(shape="rectangle"),
    "wide quiet zone": symbol(quiet_zone=4),
    "quiet zone of 99": symbol(quiet_zone=99),
    "FNC1": symbol(separator="fnc1"),
    "half turned symbol": symbol(20, 20, width=14.25, rotate=180),
    "when on a symbol": symbol(width=14.25, when="batch"),
    "symbol smaller than asked": symbol(smallest="5 mm", width=10),
    "ground": rect(0, 0, 40, 30) + SYMBOL,
    "image over all": image("mark.png", 1, 1, 30, 28) + SYMBOL,
    "sheet, unprintable text": text("hello") + sheet(left=0, unprintable=5),
    "sheet, unprintable image": image("mark.png", 1) + sheet(left=0, top=0, unprintable=5),
}
# What is put on empty artwork.
DRAWN = {
    "window": window(modules="36x36", module="0.4 mm"),
    "small window": window(6, modules="36x36", module="0.4 mm"),
    "window on foil": 'substrate = "foil"\n' + window(),
    "window by laser": window(applied="laser"),
    "window by sticker": window(applied="sticker"),
    "window by transfer": window(applied="thermal", modules="16x48"),
    "window in dots": window("16 dots"),
    "window with DMRE": window(modules="8x48"),
    "window, bad modules": window(modules="9x9"),
    "window under varnish": window() + rect(2, 2, 4, 4, fill="gloss") + ink("gloss", '"varnish"'),
    "dots on artwork": SYMBOL + text("a", size="20 dots"),
    "place in dots": symbol(width="200 dots"),
    "at dots on artwork": symbol("10 dots", width=14.25),
    "line in dots": element("line", "l", to_x="9 dots", to_y=9, thickness=1),
    "preview odd": 'preview = "1 dpi"\n' + SYMBOL,
    "preview fine": 'preview = "1200 dpi"\n' + SYMBOL,
    "symbol too small, artwork": symbol(width=8),
    "ring around": SYMBOL + outline("ellipse", 0, 0, 16.2, 16.2),
    "image below": image("photo.jpg", 1, 1, 30, 28) + SYMBOL,
    "image over": SYMBOL + image("photo.jpg", 1, 1, 30, 28),
    "window over a fold": "tolerance = '1 mm'\n" + window() + seam("fold", 10, 0, 10, 30),
    "window over glue": window() + area("glue", 10, 0, 20, 20) + area("panel", 0, 0, 12, 30, id="b"),
}
# Sheets of labels with a symbol.
SHEETS = {
    "sheet twice told": dict(width=100, height=100),
    "sheet without page": dict(page=None, width=100),
    "sheet of another page": dict(page="A9"),
    "sheet of its own size": dict(page=None, width=100, height=130, columns=2, rows=2),
    "sheet too full": dict(columns=6),
    "sheet too long": dict(rows=20),
    "sheet of many": dict(columns=1000, rows=1000),
    "sheet of none": dict(columns=0),
    "sheet, gap and pitch": dict(gap_x=1, pitch_x=50),
    "sheet, narrow pitch": dict(pitch_x=30),
    "sheet, negative": dict(left=-1),
    "sheet, off the page": dict(left=150),
    "sheet, no room for marks": dict(columns=5, crop_marks=True),
    "sheet, no room above": dict(rows=9, top=0.5, pitch_y=33.3, crop_marks=True),
    "sheet with marks": dict(crop_marks=True, order="columns", gap_x=2, gap_y=3),
    "sheet, unprintable": dict(left=0, unprintable=5),
    "sheet of letter": dict(page="letter", left=10, top=12),
}
# Artwork on a blank.
BLANKS = {
    "panel twice": blank() + area("panel", 0, 0, 9, 9) * 2,
    "panel off": blank() + area("panel", 90, 0, 9, 9),
    "panel of nothing": blank() + area("panel", 0, 0, 0, 9),
    "panel in dots": blank() + area("panel", "0 dots", 0, 9, 9),
    "panel curved": blank() + area("panel", 0, 0, 20, 20, curved=True),
    "panel too small": blank() + area("panel", 0, 0, 12, 20),
    "glue": blank(tolerance=1) + area("glue", 10, 0, 20, 20),
    "fold across": blank(safe=2) + seam("fold", 8, 0, 8, 30),
    "fold near": blank(tolerance=1) + seam("fold", 16, 0, 16, 30),
    "fold slanting": blank() + seam("fold", 0, 0, 9, 9),
    "cut off": blank() + seam("cut", 90, 0, 90, 9),
    "cut near": blank(safe=3) + seam("cut", 15.5, 0, 15.5, 30),
    "perforated": blank(tolerance=0.3) + text("hello there", x=18) + seam("perforation", 20, 0, 20, 30),
    "safe margin": blank(safe=4) + text("hello there", x=25),
    "safe in dots": blank(safe="4 dots"),
    "safe negative": blank(safe=-4),
    "reflectance": blank(reflectance=30),
    "reflectance of 300": blank(reflectance=300),
}


def templates() -> dict[str, str]:
    """Templates by what is special about them."""
    made = WHOLE | BLANKS
    made |= {about: PLAIN + more for about, more in PLACED.items()}
    made |= {about: PRINTER + more for about, more in PRINTED.items()}
    made |= {about: ARTWORK + more for about, more in DRAWN.items()}
    made |= {about: PLAIN + sheet(**more) for about, more in SHEETS.items()}
    made |= {about: PLAIN.replace("40 mm", width) for about, width in WIDTHS.items()}
    made |= {about: PLAIN.replace("300 dpi", device) for about, device in DEVICES.items()}
    made |= {about: PRINTER + symbol(modules=modules) for about, modules in MODULES.items()}
    made |= {about: PLAIN + f"[inks]\n{said}\n" for about, said in BAD_INKS.items()}
    made |= {f"substrate {name}": blank(substrate=name) for name in SUBSTRATES}
    made |= {f"application {name}": blank(application=name) for name in APPLICATIONS}
    for name, said in INKS.items():
        dark = symbol(width=14.25, ink=name) + rect(20, 2, 9, 9, fill=name) + ink(name, said)
        made |= {f"symbol in {name}": ARTWORK + dark, f"symbol in {name}, printed": PRINTER + dark}
        for substrate in ("transparent film", "foil", "kraft board"):
            ground = ARTWORK + keys({"substrate": substrate}) + rect(0, 0, 40, 30, fill=name)
            made[f"{name} on {substrate}"] = ground + SYMBOL + ink(name, said)
    made |= {f"expression {says}": PLAIN + text(says) for says in re.split(" ¦ |\n", EXPRESSIONS.strip())}
    made |= {f"expression {about}": PLAIN + text(says) for about, says in LONG_EXPRESSIONS.items()}
    made |= {f"condition {says}": PLAIN + text("hello", when=says) for (says,) in CONDITIONS}
    made |= {f"image {name}": PLAIN + image(name) for name in ["missing.png", "../a.png", "/a.png", "", *pictures()]}
    for name in ["missing.ttf", "../a.ttf", *fonts()]:
        made[f"font {name}"] = PLAIN + text("Hello fi AV", font="own") + f'[fonts]\nown = "{name}"\n'
    return made
