#!/usr/bin/env python3
"""Measure quietzone beside other makers of Data Matrix symbols and labels.

    python3 benches/peers.py --install --large --write docs/benchmarks.md

Prints Markdown. Needs Linux and Python 3.11; a peer that is not there is named and
left out. --install fetches them into target/peers (as root, Debian's packages too)
and builds the program. --only takes the names that are told while it runs, or
symbols, labels, scale and inspect for a whole table.
"""

import argparse
import os
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "peers"))
sys.dont_write_bytecode = True

from install import HOME, ROOT, install, machine, versions  # noqa: E402
from labels import inspect_table, labels_table, scale_table  # noqa: E402
from measure import become_subreaper  # noqa: E402
from report import Settings, tell  # noqa: E402
from symbols import symbols_table  # noqa: E402

TABLES = {
    "symbols": ("The symbol alone", symbols_table, """\
One code to one matrix of modules, in process, on one core, the median of some seconds. Turning
the codes into the form that a library asks for is not timed; calling a C library from Python is.
Ours and the Rust crate are timed by `cargo bench --bench symbol` with one code again and again,
the others with many codes."""),
    "labels": ("From a file of codes to labels", labels_table, """\
A whole process each, from start to end, with all cores: reads a text file of codes and writes a
label of 40 × 30 mm each with the symbol (12.19 mm; module 0.3387 mm), the GTIN and the serial
number. Ours reads, checks and compares all codes besides, and prints two lines of notice and a
rule more. The text is set in the same embedded font, except by ghostscript (Helvetica). zint draws
bare symbols and knows no label. Peers are scripts as a skilled user writes them: symbols as one
path of merged runs, and the fastest mode of zint. The slow ones get fewer codes, so that starting
them (some tenths of a second) weighs a little more."""),
    "scale": ("Ours at scale", scale_table, """\
The same command with more codes, with all cores."""),
    "inspect": ("Checking a file", inspect_table, """\
`quietzone inspect --market kz-pharma` on files made by `quietzone convert`."""),
}

HEAD = """\
# Benchmarks

Written by

    {command}

on one machine. Trust factors, not percents.

{facts}

The codes are invented, of 85 characters (01 with 14 digits, 21 with 13 characters, 91 with 4, 92
with 44), and all fit a symbol of 36×36 modules.

{runs}
“CPU s” is user and system time of all threads and child processes. “Peak MB” is the resident memory
of the largest process (1 MB = 1 000 000 bytes). “Time, ours = 1” and “CPU, ours = 1” tell how many
times the time of our first row a tool needs for one label. “Read as” is what zxing-cpp read in the
first symbol of an encoder, in the last label of a document: `]d2` is GS1 Data Matrix; `]d1` has no
FNC1 at its start, which a marking code must have.

Not measured: printing, the quality of symbols, what it takes to write a template or a script, and
other machines.
"""

NOTES = """\
## Notes

- reportlab's own symbol is always 44×44, has no FNC1, and writes `: ; < = > ? @` as other
  values. The crypto tails here end in `=`, so none of its symbols says its code.
- Reportlab's image row is what a raster costs there; compare it with our mask, not our vectors.
- Not measured: glabels; treepoem by itself, which starts ghostscript for each symbol.
"""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--install", action="store_true", help="fetch the peers, build the program")
    parser.add_argument("--program", type=Path, help="a built quietzone [target/release/quietzone]")
    parser.add_argument("--codes", type=int, default=10_000, help="how many codes [10000]")
    parser.add_argument("--repeat", type=int, default=3, help="how many runs of each [3]")
    parser.add_argument("--only", default="", metavar="NAME,…", help="only these tables or rows")
    parser.add_argument("--large", action="store_true", help="2 000 000 labels, too")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the document, too")
    call = parser.parse_args()
    if call.codes < 1 or call.repeat < 1:
        parser.error("--codes and --repeat must be at least 1")
    if call.write and not call.write.resolve().parent.is_dir():
        parser.error(f"{call.write}: no such folder")
    return call


def as_typed(call: argparse.Namespace) -> str:
    """The command, without the folders of this machine."""
    words, path_next = ["python3", "benches/peers.py"], False
    for word in sys.argv[1:]:
        head, equals, value = word.rpartition("=")
        if os.path.isabs(value) and (equals or path_next):
            inside = Path(value).is_relative_to(ROOT)
            value = str(Path(value).relative_to(ROOT)) if inside else Path(value).name
        words.append(shlex.quote(f"{head}{equals}{value}"))
        path_next = word in ("--program", "--write")
    return " ".join(words)


def selected(only: list[str], table: str) -> list[str] | None:
    """The names of rows to make in a table; [] is all, None is no table."""
    if not only or table in only:
        return []
    rows = [name for name in only if name not in TABLES]
    return rows if rows and table in ("symbols", "labels") else None


def document(call: argparse.Namespace, settings: Settings) -> str:
    facts = machine() | versions(settings.program, call.program is None)
    facts["load before"] = f"{os.getloadavg()[0]:.1f}"
    parts = []
    for name, (title, make, explanation) in TABLES.items():
        rows = selected(call.only, name)
        if rows is None:
            continue
        settings.only, settings.table = rows, title
        shown = make(settings)
        if shown:
            parts.append(f"## {title}\n\n{explanation}\n\n{shown}\n")
    if not parts and not settings.missing:
        sys.exit("no table or row has such a name")
    runs = "Each process ran once." if call.repeat == 1 else (
        f"Each process ran {call.repeat} times; the times are medians.")
    if call.large and call.repeat > 1:
        runs += " With 2 000 000 labels it ran once."
    head = HEAD.format(command=as_typed(call), runs=runs,
                       facts="\n".join(f"- {name}: {value}" for name, value in facts.items()))
    if settings.missing:
        parts.append("## Not run\n\n" + "\n".join(f"- {line}" for line in settings.missing) + "\n")
    return "\n".join([head, *parts, NOTES])


def main() -> int:
    call = arguments()
    call.only = [name for name in call.only.split(",") if name]
    if call.install:
        install(build=call.program is None)
    program = (call.program or ROOT / "target/release/quietzone").resolve()
    if not os.access(program, os.X_OK):
        tell("no program: run `cargo build --release` first, or give --install or --program FILE")
        return 2
    become_subreaper()
    HOME.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="run-", dir=HOME))
    try:
        settings = Settings(program, call.codes, call.repeat, work, call.only, call.large)
        text = document(call, settings)
    finally:
        shutil.rmtree(work)
    print(text, end="")
    if call.write:
        call.write.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
