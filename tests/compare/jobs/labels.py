"""Labels of good and bad codes, in every format and to every output."""

import itertools
import os
from collections.abc import Iterator

from given.codes import KZ, KZ_OTHER, SAMPLE, damaged, kz
from given.samples import FORMS, HEADS, JSON, KZ_BOOK, KZ_CARTON, KZ_DATA, RENDER_KZ, SAMPLES, TEMPLATES
from given.samples import named, samples_of
from job import ROOT, Files, Job, job, lines, link, options

IN_ONE = options(f"""
    OUT/a.pdf | OUT/a.pdf --pdf-symbol mask --threads 2 {JSON} | OUT/new/folder/a.pdf --threads 1 --quiet
    OUT/a.pdf --dpi 203 | /dev/stdout --rows 2-5 --quiet
    OUT/a.zpl | OUT/a.zpl --zpl-graphics hex --threads 1 --all-findings
    OUT/a.zpl --zpl-symbol native --zpl-fixed inline {JSON}
    OUT/a.zpl --zpl-symbol native --dpi 203 --allow MD02 --allow SZ03
    OUT/{{part}}.zpl --part-size 7 --dpi 300 --zpl-fixed inline
""")
BY_LABEL = options(f"""
    OUT/{{row}}.zpl --zpl-graphics hex | OUT/{{row}}.svg | OUT/{{row}}-{{serial}}.svg --svg-text live {JSON}
    OUT/{{gtin}}/{{serial}}-{{row}}.svg --dpi 600 --allow QZ03 | OUT/{{row}}.png --threads 1
""") + [["OUT/{row}-{batch}.png", "--dpi", head] for head in HEADS]
BY_SHEET = options(f"""
    OUT/{{sheet}}.svg --start-at 7 | OUT/{{sheet}}.svg --svg-text live --start-at 23 | OUT/sheet.svg
    OUT/{{sheet}}.png --dpi 203 --threads 2 | OUT/sheet.png --rows 2-3 --start-at 2
    OUT/a.pdf --start-at 0 | OUT/a.pdf --start-at 1 | OUT/a.pdf --start-at 23 | OUT/a.pdf --start-at 999
    OUT/a.pdf --start-at 7 --pdf-symbol mask {JSON}
""")


def jobs() -> Iterator[Job]:
    yield from rendered()
    yield from batches()
    yield from spoiled_batches()
    yield from outputs()
    yield from streams()


def rendered() -> Iterator[Job]:
    """Every template with every sample of its market in every format."""
    for template in TEMPLATES:
        render = ["render", named(template), "--data"]
        for data in samples_of(template):
            forms = IN_ONE + [[*form, "--rows", "2-4,9"] for form in BY_LABEL]
            for form in forms + (BY_SHEET if "[sheet]" in template.read_text() else []):
                yield job(render, data, "-o", form)
        for samples in SAMPLES.values():
            yield job(render, samples[0], "-o OUT/a.pdf")
            yield job(render, samples[0], "-o OUT/a.svg --market auto", JSON)


def batches() -> Iterator[Job]:
    """More than a chunk, and more than a node of the page tree."""
    many: Files = {"many.txt": lines(*(kz(f"{n:04}abcdeFGHI") for n in range(600)))}
    for output in options("""
        OUT/a.pdf --threads 1 | OUT/a.pdf --threads 2 | OUT/a.pdf --threads 5 | OUT/{part}.zpl --part-size 250
        OUT/a.pdf --pdf-symbol mask --rows 1-300,500- | OUT/a.pdf --pdf-symbol mask --rows 100-400,590
        OUT/{row}-{serial}.svg --rows 60-130
    """):
        yield job(RENDER_KZ, "IN/many.txt -o", output, files=many)
    two: Files = {"c.txt": lines(kz("abcdefghijklm"), kz("ABCDEFGHIJKLM"))}
    yield job(RENDER_KZ, "IN/c.txt -o OUT/{serial}.png", files=two, about="differing in case")


def spoiled_batches() -> Iterator[Job]:
    bad = SAMPLE[:12]
    bad[3], bad[5], bad[7] = "0104870999000117" + bad[3][16:], bad[5][:40], bad[6]
    bad[9] = bad[9][:20] + "Х" + bad[9][21:]
    places = options("OUT/a.pdf | OUT/a.zpl | OUT/{row}.svg | OUT/{part}.zpl --part-size 3 | OUT/{serial}.png")
    ways = options(f"() | {JSON} | --skip-bad | --skip-bad {JSON} | --skip-bad -q --all-findings")
    forms = [[*place, *way] for place, way in itertools.product(places, ways)]
    forms += options(f"""
        OUT/a.pdf --skip-bad --fix-lookalikes | OUT/a.pdf --all-findings | OUT/a.pdf --fix-lookalikes {JSON}
        /dev/null --skip-bad | /dev/stdout --skip-bad | OUT/full.pdf --skip-bad
    """)
    for about, codes in (("bad rows", bad), ("damaged codes", damaged(KZ, KZ_OTHER))):
        files: Files = {"codes.txt": lines(*codes), "out/full.pdf": link("/dev/full")}
        for form in forms:
            yield job(RENDER_KZ, "IN/codes.txt -o", form, files=files, about=about)
        for way in [*(["--format", form] for form in FORMS), ["--all-findings", "--threads", "2"]]:
            yield job("check", [KZ_CARTON], "--data IN/codes.txt", way, files=files, about=about)


OUTPUTS = """
    OUT/a.docx OUT/a OUT OUT/ OUT/{row.png OUT/{}.png OUT/{colour}.png OUT/a.png OUT/a.svg OUT/{row}.pdf
    OUT/{part}.pdf OUT/{part}.zpl OUT/{sheet}.png OUT/{sheet}.zpl OUT/{part}.svg OUT/{gtin}.png OUT/.pdf
    OUT/{tail}.svg OUT/{ai21}.svg OUT/{serial}.svg OUT/{expiry}.svg OUT/{row}-{sheet}.svg OUT/A.PDF
    OUT/{product}.svg OUT/a}.svg OUT/a.csv OUT/old.pdf OUT/full.pdf OUT/full.zpl OUT/full.svg OUT/full.csv
    OUT/full.txt OUT/full.json OUT/full.xlsx IN/file/a.pdf IN/file/{row}.png IN/file/a.zpl IN/file/{row}.svg
    IN/folder.pdf IN/folder.zpl /dev/null /proc/nothing/a.pdf
""".split()


def outputs() -> Iterator[Job]:
    """Outputs, many of which cannot be."""
    files: Files = {"file": "x", "folder.pdf": os.mkdir, "folder.zpl": os.mkdir, "out/old.pdf": "old"}
    files |= {f"out/full.{ending}": link("/dev/full") for ending in "pdf zpl svg csv txt json xlsx".split()}
    for name in OUTPUTS:
        for more in ("", "--part-size 2", JSON):
            yield job("render", [KZ_CARTON], KZ_DATA, "--rows 1-3 -o", [name], more, files=files)
        for words in options(f"""
            render templates/uz-relabel-a4.toml --data samples/uz-pharma.xlsx --rows 2-4 -o
            check {KZ_CARTON} --overlay | convert {KZ_DATA} --market kz-pharma -o
            symbol --market kz-pharma --placeholder -o
        """):
            yield job(words, [name], files=files)
    yield job("render templates/uz-pharma-carton.toml --data samples/uz-pharma.xlsx -o OUT/a.zpl")


def streams() -> Iterator[Job]:
    """Standard output that is full, and data on standard input."""
    for words in options(f"""
        inspect {KZ_BOOK} --market tr-its --format csv
        inspect {KZ_BOOK} --market kz-pharma {JSON}
        render {KZ_CARTON} {KZ_DATA} -o OUT/a.pdf | check {KZ_CARTON} --format html | market list | template schema
    """):
        yield job(words, sink="/dev/full")
    for words in options(f"""
        render {KZ_CARTON} --data - -o OUT/a.pdf | render {KZ_CARTON} --data /dev/stdin -o OUT/a.pdf
        check {KZ_CARTON} --data - {JSON} | inspect --data - --market kz-pharma
        inspect --data - --market auto | convert --data - --market kz-pharma -o OUT/a.csv
    """):
        for source in ("samples/kz-pharma.xlsx", "samples/kz-pharma.txt", "tests/fixtures/codes.xls"):
            yield job(words, stdin=(ROOT / source).read_bytes(), about=source)
        yield job(words, about="nothing on standard input")
