"""Market files, good and bad."""

import functools

from job import lines, pairs

CITED = 'source = "act"\nclause = "cl. 1"\nconfidence = "H"\n'
OWN_HEAD = 'id = "own"\ntitle = "Own"\n[[sources]]\nkey = "act"\ntitle = "An act"\n'


def field(name: str, length: str, alphabet: str = "digits", ai: str = "") -> str:
    told = [f'ai = "{ai}"'] if ai else []
    return lines("[[fields]]", *told, f'name = "{name}"', length, f'alphabet = "{alphabet}"') + CITED


GTIN, SERIAL = field("gtin", "length = 14", ai="01"), field("serial", "max_length = 20", "cset82", "21")
OWN = OWN_HEAD + GTIN + SERIAL
# A market whose values may hold what stands for a separator.
LOOSE = OWN + field("expiry", "length = 6", ai="17") + field("batch", "max_length = 20", "cset82", "10")
# Every key that a market file may have. A star stands for the source of a demand.
FULL = OWN + field("expiry", "length = 6\noptional = true", ai="17") + field("price", "length = 6", ai="8005")
FULL = FULL.replace('name = "price"', 'name = "price"\noptional = true\nkopecks = "decimal"\ncolumns = ["Price"]')
FULL += """
[[companions]]
name = "batch"
date = false
columns = ["Lot"]
[symbol]
size = "36x36"
[symbol.ecc200]
*[symbol.fnc1]
duty = "advised"
*[symbol.separators]
allowed = ["FNC1", "GS"]
*[symbol.shapes]
allowed = ["square"]
*[symbol.area]
width = "10 mm"
height = "10 mm"
*[symbol.module]
min = "0.2 mm"
max = "0.6 mm"
*[symbol.grade]
least = "1.5"
*[text.content]
fields = ["gtin", "serial"]
*[text.beside]
fields = ["serial"]
*[text.parentheses]
*[text.as_encoded]
fields = ["expiry"]
*[text.repeated]
fields = ["expiry"]
*[placement.apart]
least = "10 mm"
*[placement.curved]
shape = "rectangle"
*[[placement.rules]]
rule = "no-film"
*[[demands]]
about = "quality"
says = "It is good."
*[[permits]]
ai = "37"
beside = "01"
*[[ledger]]
source = "act"
clause = "1"
says = "It is so."
status = "warned"
by = "QZ01"
""".replace("*", CITED)
PLACEMENT_RULES = "uncovered text-whole no-film no-crease inseparable closed-pack outer-pack high".split()
GRADES = "4 5 -1 1.55 E A D 0.5 x".split()
ALPHABETS = (
    "digits alphanumeric upper-alphanumeric cset82 cset39 base64 base64url letters "
    "cset82-without-:;<=>? cset82-without-()"
).split()
BASES = pairs("base: ru-short-13 | base unknown: nothing | base of a base: ru-antiseptic")
AREAS = pairs("area of nothing: 0 mm | area in dots: 9 dots | area small: 9 mm | area large: 30 mm")


@functools.cache
def market_files() -> dict[str, str]:
    """Market files by what is special about them."""
    plain = (
        OWN_HEAD + field("gtin", "length = 14") + field("serial", "length = 7", "cset82") + field("end", "length = 4")
    )
    ledger = OWN + '[[ledger]]\nsource = "act"\nclause = "none"\nsays = "A."\nstatus = '

    def asked(heading: str, *told: str) -> str:
        return f"[{heading}]\n" + lines(*told) + CITED

    made = {
        "good": OWN,
        "loose": LOOSE,
        "full": FULL,
        "blank": "",
        "plain": plain,
        "plain, one varies": plain.replace("length = 7", "max_length = 7"),
        "plain and AIs": plain + SERIAL,
        "no fields": OWN_HEAD,
        "unknown AI": OWN.replace('"21"', '"04"'),
        "both lengths": OWN.replace("max_length = 20", "max_length = 20\nlength = 5"),
        "no length": OWN.replace("max_length = 20\n", ""),
        "too long for GS1": OWN.replace("max_length = 20", "max_length = 21"),
        "too short for GS1": OWN.replace("length = 14", "length = 13"),
        "no such source": OWN.replace('source = "act"', 'source = "law"', 1),
        "base with fields": OWN.replace("[[sources]]", 'base = "kz-pharma"\n[[sources]]', 1),
        "family": OWN.replace("[[sources]]", "family = true\n[[sources]]", 1),
        "rule twice": OWN + asked("[placement.rules]", 'rule = "no-film"') * 2,
        "module swapped": OWN + asked("symbol.module", 'min = "0.6 mm"', 'max = "0.2 mm"'),
        "module coarse": OWN + asked("symbol.module", 'min = "0.9 mm"', 'max = "1.2 mm"'),
        "separators twice": OWN + asked("symbol.separators", 'allowed = ["GS", "GS"]'),
        "separators unknown": OWN + asked("symbol.separators", 'allowed = ["RS"]'),
        "rectangles alone": OWN + asked("symbol.shapes", 'allowed = ["rectangle"]'),
        "content of no field": OWN + asked("text.content", 'fields = ["colour"]'),
        "permit of no AI": OWN + asked("[permits]", 'ai = "04"', 'beside = "05"'),
        "enforced by nothing": ledger + '"enforced"\n',
        "user by something": ledger + '"user"\nby = "X"\n',
        "unchecked": ledger + '"unchecked"\n',
        "confidence L": FULL.replace('confidence = "H"', 'confidence = "L"'),
        "duty free": FULL.replace('duty = "advised"\n', "").replace('fields = ["', 'duty = "free"\nfields = ["'),
    }
    made |= {about: f'id = "own"\ntitle = "Own"\nbase = "{base}"\n' for about, base in BASES.items()}
    for about, width in AREAS.items():
        made[about] = OWN + asked("symbol.area", f'width = "{width}"', 'height = "9 mm"')
    made |= {f"grade {word}": OWN + asked("symbol.grade", f'least = "{word}"') for word in GRADES}
    made |= {f"alphabet {word}": OWN.replace('"cset82"', f'"{word}"') for word in ALPHABETS}
    made |= {f"rule {word}": OWN + asked("[placement.rules]", f'rule = "{word}"') for word in PLACEMENT_RULES}
    return made
