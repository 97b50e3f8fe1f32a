"""Draws labels in TSPL by labelize and holds them against our own PNG, dot for dot.

    python3 tests/judges/tspl.py target/release/quietzone LABELIZE

labelize draws paper as it leaves the printer: DIRECTION 0 is upside down for who looks at it, so it is turned.
"""

import pathlib
import subprocess
import sys
import tempfile

from PIL import Image

JOBS = [
    ("kz-pharma-58x40-203", "kz-pharma.txt", 8),
    ("kz-pharma-58x40-203", "kz-pharma.txt", 12),
    ("ru-pharma-58x40-300", "ru-pharma.csv", 12),
    ("tr-its-vial-38x15", "tr-its.xlsx", 24),
]
LABELS = 5


def dots(path):
    return Image.open(path).convert("L").point(lambda grey: 255 if grey > 127 else 0)


def main():
    quietzone, labelize = sys.argv[1:3]
    alike = 0
    for template, data, head in JOBS:
        with tempfile.TemporaryDirectory() as folder:
            at = pathlib.Path(folder)
            for output, more in [("{row}.png", []), ("{part}.tspl", ["--part-size", "1"])]:
                command = [quietzone, "render", f"templates/{template}.toml", "--data", f"samples/{data}", "--quiet"]
                command += ["--dpi", f"{head} dots/mm", "--rows", f"2-{LABELS + 1}", "--output", str(at / output), *more]
                subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
            ours = sorted(at.glob("*.png"), key=lambda path: int(path.stem))
            theirs = sorted(at.glob("*.tspl"), key=lambda path: int(path.stem))
            assert len(ours) == len(theirs) == LABELS, (template, len(ours), len(theirs))
            for png, label in zip(ours, theirs):
                drawn = at / f"drawn-{label.stem}.png"
                command = [labelize, "convert", str(label), "--dpmm", str(head), "--output", str(drawn)]
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                one, other = dots(png), dots(drawn).transpose(Image.Transpose.ROTATE_180)
                assert one.size == other.size, (template, head, one.size, other.size)
                assert one.tobytes() == other.tobytes(), (template, head, label.name)
                alike += 1
    print(f"{alike} labels in TSPL are the dots of the PNG")


main()
