#!/usr/bin/env python3
"""Counts the instructions of fixed jobs with callgrind and compares them with a stored baseline.

    python3 benches/instructions.py            compare; exit code 1 where a job needs more than before
    python3 benches/instructions.py --store    write benches/instructions.json anew

Counts hardly depend on the machine and not at all on its load, so a change of a few hundredths is
told from noise. They do depend on compiler and libraries; the tolerance leaves room for those.
Needs valgrind and target/release/quietzone.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent
BASELINE = HERE / "instructions.json"
TOLERANCE = 0.10
TEMPLATE = "templates/kz-pharma-carton.toml"

# What is run, and on how many codes.
JOBS = {
    "start": (["--version"], 0),
    "inspect text": (["inspect", "--data", "{codes}", "--market", "kz-pharma"], 5000),
    "check": (["check", TEMPLATE, "--data", "{codes}", "--threads", "1"], 500),
    "render pdf": (["render", TEMPLATE, "--data", "{codes}", "-o", "{out}.pdf", "--threads", "1"], 500),
    "render pdf, masks": (
        ["render", TEMPLATE, "--data", "{codes}", "-o", "{out}.pdf", "--threads", "1", "--pdf-symbol", "mask"],
        500,
    ),
    "render zpl": (
        ["render", TEMPLATE, "--data", "{codes}", "--dpi", "203", "-o", "{out}.zpl", "--threads", "1"],
        500,
    ),
    "render svg": (["render", TEMPLATE, "--data", "{codes}", "-o", "{out}-{{row}}.svg", "--threads", "1"], 100),
}


def count(arguments: list[str], codes: int, folder: pathlib.Path) -> int:
    """The instructions of a run of the program."""
    file = folder / f"{codes}.txt"
    if codes and not file.exists():
        make = [sys.executable, "samples/make.py", "--large", str(codes), str(file)]
        subprocess.run(make, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    filled = [argument.format(codes=file, out=folder / "out") for argument in arguments]
    valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "target/release/quietzone", *filled]
    run = subprocess.run(valgrind, cwd=ROOT, capture_output=True, text=True)
    told = re.search(r"I\s+refs:\s+([\d,]+)", run.stderr)
    if run.returncode or not told:
        sys.exit(f"{' '.join(filled)} failed:\n{run.stderr}")
    return int(told[1].replace(",", ""))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", action="store_true", help="write the baseline anew")
    store = parser.parse_args().store
    with tempfile.TemporaryDirectory() as folder:
        counts = {name: count(*job, pathlib.Path(folder)) for name, job in JOBS.items()}
    if store:
        BASELINE.write_text(json.dumps(counts, indent=2) + "\n")
    before = json.loads(BASELINE.read_text())
    slower = []
    print(f"{'job':20}{'codes':>8}{'instructions':>16}{'a code':>12}{'before':>16}{'change':>9}")
    for name, now in counts.items():
        codes = JOBS[name][1]
        change = now / before.get(name, now) - 1
        slower += [name] if change > TOLERANCE else []
        each = f"{now / codes:,.0f}" if codes else ""
        print(f"{name:20}{codes:>8}{now:>16,}{each:>12}{before.get(name, 0):>16,}{change:>+9.1%}")
    if slower:
        sys.exit(f"more than {TOLERANCE:.0%} slower than the baseline: {', '.join(slower)}")


if __name__ == "__main__":
    main()
