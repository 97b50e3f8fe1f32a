"""What the repository holds: templates, and data for them."""

import pathlib
import re

from job import ROOT, options

KZ_CARTON, TR_CARTON = "templates/kz-pharma-carton.toml", "templates/tr-its-carton.toml"
RENDER_KZ = ["render", KZ_CARTON, "--data"]
TEMPLATES = sorted(ROOT.glob("templates/*.toml")) + [ROOT / "tests/fixtures/everything.toml"]
RULES = sorted(ROOT.glob("tests/rules/*.toml"))
KZ_DATA, KZ_BOOK = "--data samples/kz-pharma.txt", "--data samples/kz-pharma.xlsx"
# Data by the country that a template's name begins with.
SAMPLES = {
    "kz": options("""
        samples/kz-pharma.xlsx | samples/kz-pharma.txt | tests/fixtures/codes.xls
        samples/kz-pharma.txt --lookup samples/products.xlsx --key gtin
        samples/kz-pharma.txt --set batch=A123 --set expiry=2027-12
    """),
    "ru": [["samples/ru-pharma.csv"]],
    "uz": [["samples/uz-pharma.xlsx"]],
    "tr": [["samples/tr-its.xlsx"], ["tests/fixtures/parts.ods"]],
}
HEADS = ["203", "300", "600", "12 dots/mm", "24 dots/mm"]
# How findings, lists of codes, and converted codes are told.
FORMS = ["text", "json", "sarif", "html"]
LISTS = ["text", "json", "csv"]
ENDINGS = ["txt", "csv", "json", "xlsx"]
JSON = "--format json"


def named(path: pathlib.Path) -> str:
    return str(path.relative_to(ROOT))


def samples_of(template: pathlib.Path) -> list[list[str]]:
    market = re.search(r'^market = "(..)', template.read_text(), re.MULTILINE)
    return SAMPLES.get(market[1] if market else "", SAMPLES["kz"])
