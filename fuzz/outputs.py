#!/usr/bin/env python3
"""Make labels of many SVG files as PDF, SVG and PNG, and see whether they are the same picture.

    python3 fuzz/outputs.py QUIETZONE DRAWINGS OUT [--again] [as for drawings.py]

Needs what drawings.py needs, which says how a drawing becomes a label and how pictures are compared; and gs, mutool,
qpdf, fix-qdf, rsvg-convert. The PNG is the measure. PDF is drawn by Ghostscript and by MuPDF in its inks, which become
a colour by their plain complement, SVG by librsvg. An output is

    same   as the PNG, if one of its judges says so
    mixed  a PDF that mixes inks, and is the same once its black stands in cyan, magenta and yellow, which mix as the
           colours of screens do; or has blend modes that make another colour of inks
    other  than the PNG
    broken no file, a file that qpdf finds faults in, or, with --again, other bytes made by three threads

OUT/list.tsv has a line a drawing and output; OUT/other the PNG, the output and what differs, side by side. Exit code 1
if anything is other or broken.
"""

import collections
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy
from PIL import Image

import drawings
from drawings import FINENESS, SHARE, Trial

DPI, FINE = FINENESS * 25.4, 4  # PDF is drawn finer, so that edges are mixed as colours of screens
SAFE = {"Normal", "Multiply", "Darken"}  # blend modes that leave no ink out where there is none
JUDGES = {
    "pdf": {
        "gs": ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiff32nc", f"-r{DPI * FINE}",
               "-dUseFastColor=true", "-dDOINTERPOLATE", "-o", "{out}.tif", "{file}"],
        "mutool": ["mutool", "draw", "-q", "-c", "cmyk", "-F", "pam", "-r", str(DPI * FINE), "-o", "{out}.pam", "{file}"],
    },
    "svg": {"librsvg": ["rsvg-convert", "-u", "-d", str(DPI), "-p", str(DPI), "-b", "white", "-o", "{out}.png", "{file}"]},
}


class Outputs(Trial):
    def __init__(self, options):
        super().__init__(options)
        self.again = options.again
        shutil.rmtree(self.out / "other", ignore_errors=True)
        (self.out / "other").mkdir()

    def outputs(self, path):
        """(output, outcome, share astray, what to say) for each output of a drawing that is drawn."""
        name = path.relative_to(self.drawings).as_posix()
        judges = self.beside if self.judge == "beside" else self.programs
        shape = next((picture.shape for picture in judges(path, name, False)), None)
        png = shape and self.drawn_somehow(name, shape)[0]
        if png is None:
            return
        label = self.labels / (re.sub(r"\W", "_", name) + ".toml")
        if self.again:
            same = self.file(label, "png", "3") == label.with_suffix(".drawn.png").read_bytes()
            yield "png", "same" if same else "broken", 0, "" if same else "other bytes"
        for kind, programs in JUDGES.items():
            yield kind, *self.held(name, label, kind, programs, png)
        for made in label.parent.glob(f"{label.stem}.*"):
            made.unlink()

    def file(self, label, kind, threads):
        """The bytes of an output, if it is made."""
        made = label.with_suffix(f".{threads}.{kind}")
        command = [self.program, "render", label.name, "--data", "codes.txt", "-o", made.name, "-q", "--threads", threads]
        subprocess.run(command, cwd=self.labels, capture_output=True, timeout=60)
        return made.read_bytes() if made.exists() else None

    def held(self, name, label, kind, programs, png):
        made = self.file(label, kind, "1")
        if made is None:
            return "broken", None, "no file"
        if self.again and self.file(label, kind, "3") != made:
            return "broken", None, "other bytes"
        file = label.with_suffix(f".1.{kind}")
        if kind == "pdf":
            check = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
            if check.returncode:
                return "broken", None, (check.stderr or check.stdout)[-200:]
        share, told, off, picture = judged(png, file, programs)
        if off is None:
            return "broken", None, told
        if share < SHARE:
            return "same", share, told + " with a solid spot" * drawings.solid(off)
        drawings.side_by_side(png, picture, off).save(self.out / "other" / f"{name.replace('/', '_')}.{kind}.png")
        if kind == "pdf" and (without := without_black(file)):
            again = judged(png, without, programs)
            modes = {mode.decode() for mode in re.findall(rb"/BM /(\w+)", without.read_bytes())} - SAFE
            if again[0] < SHARE or modes:
                return "mixed", share, "; ".join([told, f"without black {again[1]}", *modes])
        return "other", share, told


def judged(png, file, programs):
    """What the judge that is nearest says of a file: its share astray, what to say, the dots, its picture."""
    tried = []
    for program, command in programs.items():
        out = file.with_suffix(f".{program}")
        try:
            subprocess.run([word.format(out=out, file=file) for word in command], capture_output=True, timeout=120)
        except subprocess.TimeoutExpired:
            pass
        picture = next((on_white(made) for made in file.parent.glob(f"{out.name}.*")), None)
        off = None if picture is None else drawings.astray(png, picture)
        tried.append((1.0 if off is None else off.mean(), program, off, picture))
    told = ", ".join(f"{program} {100 * share:.3f} %" for share, program, *_ in tried)
    share, _, off, picture = min(tried, key=lambda one: one[0])
    return share, told, off, picture


def without_black(file):
    """The same PDF with its black in the three other inks, which mix as the colours of screens do; if it mixes."""
    unpacked, edited = file.with_suffix(".qdf.pdf"), file.with_suffix(".cmy.pdf")
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", file, unpacked], capture_output=True)
    pdf = unpacked.read_bytes()
    if not re.search(rb"/(CA|BM|SMask) ?[\d/]", pdf):
        return None

    def spread(found):
        *inks, black = (float(found[ink]) for ink in range(1, 5))
        return b" %.5f %.5f %.5f 0 " % tuple(1 - (1 - ink) * (1 - black) for ink in inks) + found[5]

    for colour in (rb"%s([kK])\b", rb"(?<=/C[01] \[)\s*%s(\])"):  # of areas and lines, and of gradients
        pdf = re.sub(colour % (rb"([\d.]+)\s+" * 4), spread, pdf)
    unpacked.write_bytes(pdf)
    edited.write_bytes(subprocess.run(["fix-qdf", unpacked], capture_output=True).stdout)
    return edited


def on_white(path):
    """A picture in colours of screens, or in inks, that become such by the plain complement."""
    if path.suffix == ".png":
        return drawings.on_white(path)
    if path.suffix == ".pam":
        head, _, body = path.read_bytes().partition(b"ENDHDR\n")
        width, height, depth = (int(re.search(rb"%s (\d+)" % word, head)[1]) for word in (b"WIDTH", b"HEIGHT", b"DEPTH"))
        inks = numpy.frombuffer(body, numpy.uint8).reshape(height, width, depth)[..., :4]
    else:
        with Image.open(path) as opened:
            inks = numpy.asarray(opened)
    height, width = (side // FINE for side in inks.shape[:2])
    paper = 255 - inks[:height * FINE, :width * FINE].astype(numpy.uint16)
    colours = paper[..., :3] * paper[..., 3:] // 255
    return colours.reshape(height, FINE, width, FINE, 3).mean((1, 3)).astype(numpy.uint8)


def main():
    parser = drawings.arguments(__doc__)
    parser.add_argument("--again", action="store_true", help="make each file again by three threads")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    trial = Outputs(options)
    paths = trial.paths(options.only)
    counts = collections.defaultdict(collections.Counter)
    with open(trial.out / "list.tsv", "w") as listed, ThreadPoolExecutor(options.processes) as pool:
        for path, outputs in zip(paths, pool.map(lambda path: list(trial.outputs(path)), paths)):
            name = path.relative_to(trial.drawings)
            for kind, outcome, share, told in outputs:
                counts[kind][outcome] += 1
                listed.write("\t".join([outcome, kind, str(name), told]).replace("\n", " ") + "\n")
                listed.flush()
                if outcome in ("other", "broken") or "spot" in told:
                    print(outcome, kind, name, told, flush=True)
    shutil.rmtree(trial.labels)
    outcomes = ("same", "mixed", "other", "broken")
    print("".join(f"{outcome:>9}" for outcome in outcomes))
    for kind, row in sorted(counts.items()):
        print("".join(f"{row[outcome]:9}" for outcome in outcomes), "", kind)
    sys.exit(1 if any(row["other"] + row["broken"] for row in counts.values()) else 0)


if __name__ == "__main__":
    main()
