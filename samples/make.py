#!/usr/bin/env python3
"""Make the sample batches in this folder.

    python3 samples/make.py                      write all sample files
    python3 samples/make.py --large 150000 FILE  write N codes, one a line

Needs openpyxl (pip install openpyxl). Every run writes the same bytes.

All codes are synthetic: the check digits of the GTINs are right, the serials,
keys and signatures are random and belong to no real pack.
"""

import argparse
import base64
import calendar
import csv
import datetime
import io
import os
import random
import re
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
GS = "\x1d"
DIGITS = "0123456789"
UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LOWER = "abcdefghijklmnopqrstuvwxyz"
CSET82 = "!\"%&'()*+,-./" + DIGITS + ":;<=>?" + UPPER + "_" + LOWER
ALNUM = UPPER + LOWER + DIGITS
SERIAL_LENGTH = 13
# A date far from "now", so that a rerun writes the same workbook.
STAMP = datetime.datetime(2025, 1, 1)


def gtin(first_12):
    """A GTIN of 14 digits (leading 0) from 12 digits, with its check digit."""
    assert len(first_12) == 12 and first_12.isdigit()
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(first_12))
    return "0" + first_12 + str(-total % 10)


KZ_GTINS = [gtin("487099900011"), gtin("487099900022"), gtin("487099900033")]
UZ_GTINS = [gtin("478099900014"), gtin("478099900025")]
RU_GTINS = [gtin("460099900017"), gtin("460099900028"), gtin("460099900039")]
TR_GTINS = [gtin("869099900012"), gtin("869099900023")]

# Serials that are allowed by the standard and break careless programs.
NASTY = [
    "91ab91CD91ef9",  # looks like the key
    "92XYZ92abc921",  # looks like the tail
    "A)(91)(92)(21",  # brackets of the human readable form
    "ab(91)cd(92)e",
    '"quoted"text"',
    "'apos'trophe'",
    'a,b,,c,"d",e,',
    'a;b;;c;"d";e;',
    "___under___sc",
    "<GS>text<GS>1",  # the text <GS>, not the control character
    "=SUM(A1:A9)+1",  # looks like a formula
    "+7-701-555-12",
    "%1D%20%41%%s%",
    "WWWWWWWWWWWWW",  # the widest text
    "_x001D_abcdef",  # looks like the xlsx escape of GS
    "abcdefg_x001D",  # makes an xlsx escape together with the GS after it
    "_x005F_x001D_",  # looks like an escaped xlsx escape
    "&lt;&amp;&gt;",
    "</t><c>?!/**/",
    "0000000000000",
    "1234567890E12",  # looks like a number
    "--option=on.1",
    "../../etc/x.y",
    'CON:*?<>".txt',
]
assert all(len(s) == SERIAL_LENGTH and set(s) <= set(CSET82) for s in NASTY)
assert len(CSET82) == 82


# With --messages nothing is written.
DRY = False


class Code:
    """One marking code of a medicine: 01 GTIN, 21 serial, 91 key, 92 tail."""

    def __init__(self, rng, gtin14, serial, key=None):
        self.gtin = gtin14
        self.serial = serial
        self.key = key or "".join(rng.choices(ALNUM, k=4))
        self.tail = base64.b64encode(rng.getrandbits(256).to_bytes(32, "big")).decode()

    def element_string(self):
        return f"01{self.gtin}21{self.serial}{GS}91{self.key}{GS}92{self.tail}"


def serials(rng, count):
    """The nasty serials first, then random ones; all different."""
    out = NASTY[:count]
    seen = set(out)
    while len(out) < count:
        serial = "".join(rng.choices(CSET82, k=SERIAL_LENGTH))
        if serial not in seen:
            seen.add(serial)
            out.append(serial)
    return out


def blocks(items, count):
    """Deal the items to `count` rows as blocks of nearly the same size."""
    return [items[i * len(items) // count] for i in range(count)]


# --- xlsx -----------------------------------------------------------------

ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}(?:_|[\x00-\x08\x0b-\x1f]))|[\x00-\x08\x0b-\x1f]")


def xlsx_escape(text):
    """Write control characters as _xHHHH_, as the xlsx format wants it.

    openpyxl refuses control characters and escapes nothing, so a literal
    text such as _x001D_ must be protected here too: its first underscore
    becomes _x005F_. The same holds for _x001D right before a control
    character, because the escape of that one starts with an underscore.
    """
    return ESCAPE.sub(lambda m: "_x%04X_" % ord(m.group()), text)


def save_xlsx(name, sheet, header, rows, widths, shared=True):
    """Write one sheet. Texts become text cells, dates date cells.

    shared: keep the texts in the shared string table, as Excel does it;
    otherwise inside the cells, as many export libraries do it.
    """
    if DRY:
        return
    os.environ["OPENPYXL_LXML"] = "False"  # one and the same XML writer everywhere
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook()
    book.properties.creator = "samples/make.py"
    book.properties.created = STAMP
    book.properties.modified = STAMP
    page = book.active
    page.title = sheet
    page.freeze_panes = "A2"
    for number, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    for r, row in enumerate([header] + rows, 1):
        for c, value in enumerate(row, 1):
            cell = page.cell(r, c)
            if isinstance(value, str):
                cell.value = xlsx_escape(value)
                cell.data_type = "s"  # also when it starts with "="
                cell.number_format = "@"
            else:
                cell.value = value
                if isinstance(value, datetime.date):
                    cell.number_format = "dd.mm.yyyy"
                else:
                    cell.number_format = "0"
            if r == 1:
                cell.font = Font(bold=True)

    raw = io.BytesIO()
    # Not book.save(): that would set the time of change to now.
    ExcelWriter(book, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED)).save()
    with zipfile.ZipFile(raw) as archive:
        parts = {n: archive.read(n).decode("utf-8") for n in archive.namelist()}
    parts["docProps/app.xml"] = re.sub(  # no version of openpyxl in the file
        r"<Application>.*</AppVersion>", "<Application>samples/make.py</Application>",
        parts["docProps/app.xml"])
    if shared:
        share_strings(parts)

    order = sorted(parts, key=lambda n: (n != "[Content_Types].xml", n != "_rels/.rels", n))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in order:
            info = zipfile.ZipInfo(n, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o600 << 16
            archive.writestr(info, parts[n].encode("utf-8"), compresslevel=9)
    write(name, out.getvalue())


def share_strings(parts):
    """Move the texts of the sheet into a shared string table."""
    sheet = "xl/worksheets/sheet1.xml"
    table = {}
    uses = 0

    def move(match):
        nonlocal uses
        uses += 1
        index = table.setdefault(match.group(2), len(table))
        return f'{match.group(1)} t="s"><v>{index}</v></c>'

    parts[sheet] = re.sub(
        r'(<c [^>]*?) t="inlineStr"><is>(<t[ >].*?</t>)</is></c>', move, parts[sheet], flags=re.S)
    assert "inlineStr" not in parts[sheet]
    parts["xl/sharedStrings.xml"] = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'count="{uses}" uniqueCount="{len(table)}">'
        + "".join(f"<si>{text}</si>" for text in table) + "</sst>")
    add(parts, "[Content_Types].xml", "</Types>",
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml" />')
    add(parts, "xl/_rels/workbook.xml.rels", "</Relationships>",
        '<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/sharedStrings" Target="sharedStrings.xml" Id="rIdStrings" />')


def add(parts, name, end, text):
    assert parts[name].endswith(end)
    parts[name] = parts[name][:-len(end)] + text + end


# What each sample's symbols must say, in the order of its rows.
MESSAGES = {}


def write(name, data):
    if DRY:
        return
    with open(os.path.join(HERE, name), "wb") as file:
        file.write(data)
    print(f"{name}: {len(data)} bytes")


# --- the batches ----------------------------------------------------------

KZ_NAMES = [
    "Әлқорин 500 мг, қабықпен қапталған таблеткалар № 20",
    "ӨҢІРҒАЗИН ҮШ, ішуге арналған шәрбат 100 мл",
    "ҰлҺақор-Қуат, капсулалар 30 дана / Улхакор-Куат, капсулы № 30",
]
assert set("ӘҒҚҢӨҰҮҺІ") <= set("".join(KZ_NAMES))
# Two series for each product: the series and its last day.
KZ_SERIES = [
    [("A123-45", datetime.date(2027, 12, 31)), ("A124-02", datetime.date(2028, 2, 29))],
    [("B077-11", datetime.date(2027, 6, 30)), ("B078-12", datetime.date(2027, 7, 5))],
    [("C900-01", datetime.date(2028, 11, 30)), ("C901-09", datetime.date(2029, 1, 1))],
]


def kz_xlsx():
    rng = random.Random("kz-pharma.xlsx")
    rows = []
    picks = blocks([(p, s) for p in range(3) for s in range(2)], 60)
    for n, ((product, part), serial) in enumerate(zip(picks, serials(rng, 60)), 1):
        code = Code(rng, KZ_GTINS[product], serial)
        series, last_day = KZ_SERIES[product][part]
        rows.append([n, code.element_string(), series, last_day, KZ_NAMES[product]])
    MESSAGES["kz-pharma.xlsx"] = [row[1] for row in rows]
    save_xlsx("kz-pharma.xlsx", "Коды",
              ["№", "Код маркировки", "Серия", "Годен до", "Препарат"],
              rows, [6, 95, 12, 12, 60])


def kz_txt():
    rng = random.Random("kz-pharma.txt")
    # Another order of the products than in the workbook: the nasty serials
    # go to other GTINs, so no code is in both files.
    order = blocks([KZ_GTINS[2], KZ_GTINS[0], KZ_GTINS[1]], 60)
    lines = [Code(rng, g, s).element_string() for g, s in zip(order, serials(rng, 60))]
    assert len(set(lines)) == 60
    MESSAGES["kz-pharma.txt"] = lines
    write("kz-pharma.txt", "".join(line + "\n" for line in lines).encode("ascii"))


def products():
    rows = []
    for g, name, series in zip(KZ_GTINS, KZ_NAMES, KZ_SERIES):
        rows.append([g, name, series[0][0], series[0][1]])
    save_xlsx("products.xlsx", "Препараты", ["GTIN", "Препарат", "Серия", "Годен до"],
              rows, [18, 60, 12, 12])


UZ_NAMES = [
    "Yoʻtalin-Sof, bolalar uchun sirop 100 ml",
    "Togʻbahor 10 mg, qobiq bilan qoplangan tabletkalar № 20",
]


def uz_xlsx():
    rng = random.Random("uz-pharma.xlsx")
    messages = MESSAGES["uz-pharma.xlsx"] = []
    # Keys that look like numbers: they must stay text.
    keys = {0: "0012", 1: "1E05", 2: "0000", 3: "12E3"}
    rows = []
    for n, (product, serial) in enumerate(zip(blocks([0, 1], 40), serials(rng, 40))):
        code = Code(rng, UZ_GTINS[product], serial, keys.get(n))
        messages.append(code.element_string())
        batch, last_day = [("UZ-0417", "31.12.2027"), ("0050218", "29.02.2028")][product]
        rows.append([code.gtin, code.serial, code.key, code.tail, batch, last_day,
                     UZ_NAMES[product]])
    save_xlsx("uz-pharma.xlsx", "Kodlar",
              ["GTIN", "SN", "Kalit", "Kripto", "Partiya", "Yaroqlilik muddati", "Mahsulot"],
              rows, [18, 20, 8, 52, 12, 20, 55], shared=False)


RU_NAMES = [
    'Невралит "Плюс", таблетки 10 мг № 20',
    "Бронхозель; сироп 100 мл",
    "Ёлкавит, капли для приёма внутрь 25 мл",
]
RU_SERIES = [("010424", "31.03.2028"), ("A77;2", "30.09.2027"), ("0000512", "29.02.2028")]


def ru_csv():
    rng = random.Random("ru-pharma.csv")
    messages = MESSAGES["ru-pharma.csv"] = []
    text = io.StringIO(newline="")
    out = csv.writer(text, delimiter=";", lineterminator="\r\n")
    out.writerow(["Код маркировки", "Серия", "Годен до", "Наименование"])
    for n, (product, serial) in enumerate(zip(blocks([0, 1, 2], 40), serials(rng, 40))):
        code = Code(rng, RU_GTINS[product], serial)
        messages.append(code.element_string())
        name = RU_NAMES[product]
        if n == 39:  # one name typed on two lines
            name = name.replace(", ", ",\n", 1)
        out.writerow([code.element_string(), *RU_SERIES[product], name])
    write("ru-pharma.csv", text.getvalue().encode("utf-8"))


def ru_milk_csv():
    """Codes as they are issued, and the weight that the maker puts behind them."""
    rng = random.Random("ru-milk.csv")
    messages = MESSAGES["ru-milk.csv"] = []
    text = io.StringIO(newline="")
    out = csv.writer(text, delimiter=";", lineterminator="\r\n")
    out.writerow(["Код маркировки", "Вес, г", "Наименование"])
    for n in range(20):
        serial, check = ("".join(rng.choices(ALNUM, k=k)) for k in (6, 4))
        weight = rng.randrange(180, 1250)
        issued = f"01{RU_GTINS[n % 2]}21{serial}{GS}93{check}"
        messages.append(f"{issued}{GS}3103{weight:06}")
        out.writerow([issued, weight, ["Сыр «Полесье», кусок", "Творог развесной 9 %"][n % 2]])
    write("ru-milk.csv", text.getvalue().encode("utf-8"))


def ru_dairy_csv():
    """Milk and kefir: codes, and the batch and last day of each."""
    rng = random.Random("ru-dairy.csv")
    messages = MESSAGES["ru-dairy.csv"] = []
    text = io.StringIO(newline="")
    out = csv.writer(text, delimiter=";", lineterminator="\r\n")
    out.writerow(["Код маркировки", "Партия", "Годен до", "Наименование"])
    names = ["Молоко «Полесье» пастеризованное 2,5 %, 900 мл", "Кефир «Полесье» 1 %, 900 мл"]
    for n in range(20):
        serial, check = ("".join(rng.choices(ALNUM, k=k)) for k in (6, 4))
        messages.append(f"01{RU_GTINS[n % 2]}21{serial}{GS}93{check}")
        out.writerow([messages[-1], ["0117-2", "0118-1"][n % 2], ["14.02.2027", "21.02.2027"][n % 2], names[n % 2]])
    write("ru-dairy.csv", text.getvalue().encode("utf-8"))


def ru_shoes_csv():
    """Shoes: a model in several sizes, each size with its GTIN."""
    rng = random.Random("ru-shoes.csv")
    messages = MESSAGES["ru-shoes.csv"] = []
    text = io.StringIO(newline="")
    out = csv.writer(text, delimiter=";", lineterminator="\r\n")
    out.writerow(["Код маркировки", "Модель", "Размер", "Цвет", "Наименование"])
    for n in range(24):
        pair = n // 6
        code = gtin(f"46009990{2001 + pair}")
        serial, key = ("".join(rng.choices(ALNUM, k=k)) for k in (13, 4))
        tail = base64.b64encode(rng.getrandbits(512).to_bytes(64, "big")).decode()
        messages.append(f"01{code}21{serial}{GS}91{key}{GS}92{tail}")
        model = ["ботинок", "туфля"][pair // 2]
        out.writerow([messages[-1], model, ["41", "42,5", "37", "38,5"][pair], ["чёрный", "бордовый"][pair // 2],
                      ["Ботинки мужские «Зимник»", "Туфли женские «Ладога»"][pair // 2]])
    write("ru-shoes.csv", text.getvalue().encode("utf-8"))


def ru_tobacco_csv():
    """Packs of cigarettes: GTIN, serial, price and check without any AI."""
    rng = random.Random("ru-tobacco.csv")
    messages = MESSAGES["ru-tobacco.csv"] = []
    text = io.StringIO(newline="")
    out = csv.writer(text, delimiter=";", lineterminator="\r\n")
    out.writerow(["Код маркировки", "Наименование"])
    for _ in range(20):
        serial, check = ("".join(rng.choices(ALNUM, k=k)) for k in (7, 4))
        # ABm8 is 95.00 roubles in the published reading.
        messages.append(f"{RU_GTINS[0]}{serial}ABm8{check}")
        out.writerow([messages[-1], "Сигареты с фильтром «Онега»"])
    write("ru-tobacco.csv", text.getvalue().encode("utf-8"))


def order_zip():
    """An order as a portal packs it: a file of codes for each GTIN, and a letter."""
    rng = random.Random("order.zip")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for gtin in KZ_GTINS[:2]:
            codes = [Code(rng, gtin, "".join(rng.choices(ALNUM, k=13))).element_string() for _ in range(10)]
            MESSAGES.setdefault("order.zip", []).extend(codes)
            archive.writestr(zipfile.ZipInfo(f"{gtin}.txt"), "".join(code + "\n" for code in codes))
        archive.writestr(zipfile.ZipInfo("letter.txt"), "Заказ выполнен.\n")
    write("order.zip", packed.getvalue())


TR_NAMES = [
    "Ağrısız Forte 500 mg, 20 film kaplı tablet",
    "İYİGÜN ŞİFA Çocuk Şurubu 100 ml, gümüş renkli ölçekli kaşık ile",
]
assert set("ğşıİçöü") <= set("".join(TR_NAMES))
# Serials and batches with the digits of other fields inside, the shortest
# and the longest ones, and ones that look like numbers.
TR_SERIALS = ["0123456789", "00000000000000000000", "12345678901234567890", "1E10000000",
              "21AB10CD17EF", "17271231101234", "WWWWWWWWWWWWWWWWWWWW", "0O1I0O1I0O1I"]
TR_BATCHES = ["000123", "12E456", "10AB17CD21EF", "WWWWWWWWWWWWWWWWWWWW"]


def tr_xlsx():
    rng = random.Random("tr-its.xlsx")
    chars = DIGITS + UPPER
    batches = TR_BATCHES + ["".join(rng.choices(chars, k=rng.randint(6, 20))) for _ in range(4)]
    rows = []
    for n, product in enumerate(blocks([0, 1], 40)):
        if n < len(TR_SERIALS):
            serial = TR_SERIALS[n]
        else:
            serial = "".join(rng.choices(chars, k=rng.randint(10, 20)))
        batch = n // 5  # a batch is a run of 5 rows
        year, month = 2027 + batch // 4, (batch * 5 + 1) % 12 + 1
        last_day = datetime.date(year, month, calendar.monthrange(year, month)[1])
        code = TR_GTINS[product]
        # Every second GTIN is a number, as after a careless export.
        rows.append([code if n % 2 else int(code), serial, last_day, batches[batch],
                     TR_NAMES[product]])
    assert len({row[1] for row in rows}) == 40
    MESSAGES["tr-its.xlsx"] = [f"01{int(row[0]):014}21{row[1]}{GS}17{row[2]:%y%m%d}10{row[3]}" for row in rows]
    save_xlsx("tr-its.xlsx", "Liste",
              ["GTIN", "Seri No", "Son Kullanma Tarihi", "Parti No", "Ürün"],
              rows, [18, 28, 20, 28, 55])


def with_check_digit(digits):
    """A number of GS1 with its check digit (weights 3, 1 from the right)."""
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return digits + str(-total % 10)


def tr_transport_csv():
    """Transport units of one product each: extension digits 1 and 2, a serial, and how many are inside."""
    rng = random.Random("tr-transport.csv")
    messages = MESSAGES["tr-transport.csv"] = []
    text = io.StringIO(newline="")
    out = csv.writer(text, delimiter=";", lineterminator="\r\n")
    out.writerow(["GTIN", "Seri No", "Adet", "Ürün"])
    for n in range(20):
        code = with_check_digit(str(n % 2 + 1) + TR_GTINS[n % 2][1:13])
        serial = "".join(rng.choices(DIGITS + UPPER, k=10))
        count = [20, 240][n % 2]
        messages.append(f"01{code}21{serial}{GS}37{count}")
        out.writerow([code, serial, count, TR_NAMES[n % 2]])
    write("tr-transport.csv", text.getvalue().encode("utf-8"))


def sscc_csv():
    """Pallets and parcels by their SSCC, with what is inside."""
    messages = MESSAGES["sscc.csv"] = []
    text = io.StringIO(newline="")
    out = csv.writer(text, delimiter=";", lineterminator="\r\n")
    out.writerow(["SSCC", "Наименование", "Количество"])
    for n in range(20):
        sscc = with_check_digit(f"14600999{n + 1:09}")
        messages.append(f"00{sscc}")
        out.writerow([sscc, RU_NAMES[n % 3].replace("\n", " "), [240, 480, 96][n % 3]])
    write("sscc.csv", text.getvalue().encode("utf-8"))


# --- a large batch --------------------------------------------------------

def large(count, path):
    """Write `count` different codes as text lines.

    The first five characters of a serial come from the row number, mixed so
    that they do not look like a counter; this makes all codes different with
    no list kept in memory.
    """
    space = 82 ** 5
    if count > space:
        sys.exit(f"at most {space} codes")
    rng = random.Random("large")
    choices, bits = rng.choices, rng.getrandbits
    head = [a + b for a in CSET82 for b in CSET82]
    b64 = base64.b64encode
    with open(path, "w", encoding="ascii", newline="\n") as file:
        for n in range(count):
            mixed = (n * 1234567891 + 987654321) % space
            mixed, low = divmod(mixed, 6724)
            mixed, high = divmod(mixed, 6724)
            serial = CSET82[mixed] + head[high] + head[low] + "".join(choices(CSET82, k=8))
            key = "".join(choices(ALNUM, k=4))
            tail = b64(bits(256).to_bytes(32, "big")).decode()
            file.write(f"01{KZ_GTINS[n % 3]}21{serial}{GS}91{key}{GS}92{tail}\n")


def main():
    parser = argparse.ArgumentParser(description="Make the sample batches.")
    parser.add_argument("--large", nargs=2, metavar=("N", "FILE"),
                        help="write N codes, one a line, to FILE and nothing else")
    parser.add_argument("--messages", metavar="SAMPLE",
                        help="print what each symbol of a sample must say, in hex, and write nothing")
    args = parser.parse_args()
    if args.large:
        try:
            count = int(args.large[0])
        except ValueError:
            parser.error("N must be a whole number")
        if count < 0:
            parser.error("N must not be negative")
        large(count, args.large[1])
        return
    global DRY
    DRY = args.messages is not None
    kz_xlsx()
    kz_txt()
    uz_xlsx()
    ru_csv()
    ru_milk_csv()
    ru_dairy_csv()
    ru_shoes_csv()
    ru_tobacco_csv()
    order_zip()
    tr_xlsx()
    tr_transport_csv()
    sscc_csv()
    products()
    if DRY:
        for message in MESSAGES[args.messages]:
            print(message.encode("ascii").hex())


if __name__ == "__main__":
    main()
