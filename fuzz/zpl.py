#!/usr/bin/env python3
"""Send random codes through ZPL and read them back.

    python3 fuzz/zpl.py SECONDS [SEED]

Needs: cargo build --release; pip install zplkit zxing-cpp Pillow; dmtx-utils

Codes hold every character a serial may have, often the ones that mean something
to ZPL or to ^BX. Each batch is written with the printer's own symbol, drawn by
zplkit and read by zxing-cpp; a few labels are read by libdmtx, which tells FNC1
from GS. Exit code 1 at the first code that does not come back byte for byte.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERIAL = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
TRICKY = "_\"%&'()<>;:/1d"
BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
BATCH = 300


def code(dice):
    digits = "0487099" + "".join(dice.choices("0123456789", k=6))
    check = -sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(digits)) % 10
    serial = "".join(dice.choice(dice.choice((SERIAL, TRICKY))) for _ in range(13))
    key = "".join(dice.choices(BASE64[:62], k=4))
    tail = "".join(dice.choices(BASE64, k=43)) + "="
    return f"01{digits}{check}21{serial}\x1d91{key}\x1d92{tail}"


def run(*arguments):
    return subprocess.run(arguments, check=True, capture_output=True, cwd=ROOT).stdout


def batch(dice, folder):
    codes = sorted({code(dice) for _ in range(BATCH)})
    (folder / "codes.txt").write_text("\n".join(codes) + "\n", newline="")
    run("target/release/quietzone", "render", "templates/kz-pharma-carton.toml", "--data", folder / "codes.txt",
        "--dpi", "203", "--zpl-symbol", "native", "-o", folder / "labels.zpl", "-q")
    run("python3", "tests/judges/zplkit.py", folder / "labels.zpl", folder / "drawn")
    pictures = [folder / "drawn" / f"p-{n}.png" for n in range(1, len(codes) + 1)]
    lines = run("python3", "tests/judges/zxing.py", *pictures).decode().splitlines()
    for sent, line in zip(codes, lines, strict=True):
        read = [(s["sym"], s["hex"]) for s in json.loads(line)["symbols"]]
        if read != [("]d2", sent.encode().hex())]:
            sys.exit(f"{sent!r} came back as {read}")
    for sent, picture in list(zip(codes, pictures))[:2]:
        read = run("dmtxread", "-G", "126", "-N", "1", picture)
        if read != b"~" + sent.encode():
            sys.exit(f"{sent!r} came back from libdmtx as {read!r}")
    return len(codes)


def main():
    seconds, seed = float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    dice, end, done = random.Random(seed), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        with tempfile.TemporaryDirectory() as folder:
            done += batch(dice, Path(folder))
    print(f"{done} codes came back")


if __name__ == "__main__":
    main()
