"""Look at what was made: how many labels, and what a reader reads on one of them."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from install import ROOT, peer_env

JUDGES = ROOT / "tests/judges"


def call(argv: list[str | Path]) -> str:
    """What a program prints. It may fail: what it printed is judged."""
    done = subprocess.run([str(a) for a in argv], capture_output=True, text=True,
                          errors="replace", env={**os.environ, **peer_env()}, check=False)
    return done.stdout


def pages(pdf: Path) -> int | None:
    if shutil.which("pdfinfo"):
        found = re.search(r"^Pages:\s*(\d+)", call(["pdfinfo", pdf]), re.M)
    elif shutil.which("qpdf"):
        found = re.search(r"(\d+)", call(["qpdf", "--show-npages", pdf]))
    else:
        return None
    return int(found[1]) if found else 0


def read(image: Path, message: str) -> str:
    """The symbology identifier, and whether it is the code that was meant."""
    out = call([sys.executable, JUDGES / "zxing.py", image])
    if not out:
        return "no reader"
    symbols = json.loads(out.splitlines()[0])["symbols"]
    if not symbols:
        return "not readable"
    same = bytes.fromhex(symbols[0]["hex"]) == message.encode()
    kind = {"]d2": "GS1 (]d2)", "]d1": "not GS1 (]d1)"}.get(symbols[0]["sym"], symbols[0]["sym"])
    return kind if same and len(symbols) == 1 else f"{kind}, WRONG content"


def pdf(path: Path, folder: Path, page: int, message: str) -> str:
    if not shutil.which("pdftoppm"):
        return "no reader"
    call(["pdftoppm", "-r", "300", "-gray", "-singlefile", "-f", str(page), "-l", str(page),
          path, folder / "page"])
    return read(folder / "page.pgm", message)


def png(path: Path, _folder: Path, message: str) -> str:
    return read(path, message)


def svg(path: Path, folder: Path, message: str) -> str:
    call([sys.executable, JUDGES / "resvg.py", folder / "drawn", "600", path])
    image = folder / "drawn" / f"{path.stem}.png"
    return read(image, message) if image.exists() else "no reader"


def zpl(path: Path, folder: Path, message: str) -> str:
    """The last label, drawn with the downloads at the head of the file."""
    head, *blocks = path.read_bytes().split(b"^XA")
    last = [b for b in blocks if b"^PQ1" in b][-1]
    (folder / "last.zpl").write_bytes(head + b"^XA" + last)
    call([sys.executable, JUDGES / "zplkit.py", folder / "last.zpl", folder / "drawn",
          "--dpi", "300"])
    image = folder / "drawn/p-1.png"
    return read(image, message) if image.exists() else "no reader"


def modules(rows: list[str], message: str, image: Path) -> str:
    """A symbol given as rows of 0 and 1."""
    scale, quiet = 8, 2
    width = (len(rows[0]) + 2 * quiet) * scale
    blank = "0" * width
    lines = [blank] * quiet * scale
    for row in rows:
        line = "0" * quiet * scale + "".join(m * scale for m in row) + "0" * quiet * scale
        lines += [line] * scale
    lines += [blank] * quiet * scale
    image.write_text(f"P1\n{width} {len(lines)}\n" + "\n".join(lines) + "\n")
    return read(image, message)
