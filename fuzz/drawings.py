#!/usr/bin/env python3
"""Draw many SVG files as labels, and have pictures of others judge them.

    python3 fuzz/drawings.py QUIETZONE DRAWINGS OUT [--judge beside|programs] [--width DOTS]
        [--fonts FILE] [--stand-in FONT] [--only WORD] [--processes N]

Needs: numpy, Pillow, fonttools; to judge by programs: rsvg-convert, inkscape, fc-scan.

Each SVG below DRAWINGS fills an artwork label of its proportions, as many dots wide as the picture
that it is held against. `beside`: that is the PNG beside it, as in the suite of resvg. `programs`:
it is what librsvg draws, or else Inkscape; one of them must agree. It is

    right    fewer than 0.5 % of the dots have a colour that the other picture has not there or beside it,
             neither by themselves nor in the mean of 3 x 3
    refused  not drawn, with every reason
    wrong    drawn otherwise; OUT/wrong has ours, theirs and what differs, side by side
    broken   a panic, no end in 20 s, no picture and no reason
    unjudged no other picture

What is right by the count, with a spot of 3 x 3 such dots or a row of 12, is told too: a small thing may lack.
OUT/list.tsv has a line a drawing, OUT/reasons.txt the reasons and how many drawings each is why for.
Exit code 1 if anything is wrong or broken.

--fonts names a file of lines `name = path`, the fonts of the template. --stand-in is a TrueType font that stands for
every font that is refused, ours and theirs; what is right so counts as right with a stand-in. Pictures of programs
are kept in OUT/theirs for the next run.
"""

import argparse
import collections
import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from xml.sax.saxutils import escape

import numpy
from fontTools.ttLib import TTFont
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
CODE = "010487099900011621ABCDEFGHIJKLM\x1d91EE05\x1d92dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE="
SHADE, SHARE, SPOTS = 24, 0.005, ((3, 3), (1, 12), (12, 1))
SECONDS = 20
FINENESS = 10  # dots in a millimetre, which are 254 dpi
UNKNOWN = re.compile(r"text in the font (.+?)(?: with weight (\d+), width [\d.]+ %, ([^,]+))?, which is neither bundled")


class Trial:
    """What is the same for all drawings of a run."""

    def __init__(self, options):
        self.program = options.quietzone.resolve()
        self.drawings, self.out = options.drawings.resolve(), options.out.resolve()
        self.judge, self.width = options.judge, options.width
        self.fonts = read_fonts(options.fonts) if options.fonts else {}
        self.stand_in = options.stand_in and options.stand_in.resolve()
        for folder in ("labels", "wrong"):
            shutil.rmtree(self.out / folder, ignore_errors=True)
        self.labels = self.out / "labels"
        shutil.copytree(self.drawings, self.labels)  # a drawing may name pictures beside it
        fonts = self.labels / "fonts-of-the-trial"
        fonts.mkdir()
        for number, path in enumerate(set(self.fonts.values())):
            shutil.copy(path, fonts / f"{number}{path.suffix}")
            copied = f"{fonts.name}/{number}{path.suffix}"
            self.fonts = {name: copied if at == path else at for name, at in self.fonts.items()}
        self.made, self.making = {}, Lock()
        (self.labels / "codes.txt").write_text(CODE + "\n", newline="")
        for folder in ("wrong", "theirs"):
            (self.out / folder).mkdir(exist_ok=True)
        if self.judge == "programs":
            self.configure_fonts()

    def paths(self, only):
        return sorted(path for path in self.drawings.rglob("*.svg") if only in path.as_posix())

    def tried(self, path):
        """(outcome, share of dots astray, what to say) of a drawing."""
        name = path.relative_to(self.drawings).as_posix()
        judges = self.beside if self.judge == "beside" else self.programs
        theirs = next(judges(path, name, False), None)
        if theirs is None:
            return "unjudged", None, ["no other picture"]
        ours, why, stood_in = self.drawn_somehow(name, theirs.shape)
        if ours is None:
            return ("broken" if why[0].startswith("broken") else "refused"), None, why
        held = []
        for theirs in judges(path, name, bool(stood_in)):
            off = astray(ours, theirs)
            held.append((solid(off), off.mean(), off, theirs))
            if off.mean() < SHARE and not solid(off):
                break
        spot, share, off, theirs = min(held, key=lambda one: (one[1] >= SHARE, *one[:2]))
        if share < SHARE:
            told = ["with a stand-in"] * bool(stood_in) + ["with a solid spot"] * bool(spot)
            return "right", share, [" ".join(told)]
        side_by_side(ours, theirs, off).save(self.out / "wrong" / f"{name.replace('/', '_')}.png")
        return "wrong", share, [""]

    def drawn_somehow(self, name, shape):
        """The drawing as a label, why not, and for which fonts the stand-in stands."""
        ours, why = self.drawn(name, shape, self.fonts)
        stood_in = set()
        while ours is None and self.stand_in:  # not all that lack are told at once
            lacking = {found for reason in why for found in UNKNOWN.findall(reason)} - stood_in
            if not lacking:
                break
            stood_in |= lacking
            ours, why = self.drawn(name, shape, self.fonts | dict(map(self.standing_in, stood_in)))
        return ours, why, stood_in

    def drawn(self, name, shape, fonts):
        """The drawing as a label of so many dots; or None, and why."""
        height, width = (f"{dots / FINENESS:.1f} mm" for dots in shape[:2])
        flat = re.sub(r"\W", "_", name)
        template, picture = self.labels / f"{flat}.toml", self.labels / f"{flat}.drawn.png"
        named = "".join(f"{json.dumps(font, ensure_ascii=False)} = {json.dumps(at)}\n" for font, at in fonts.items())
        box = f"width = '{width}'\nheight = '{height}'\n"
        template.write_text(
            f"market = 'kz-pharma'\n[label]\n{box}device = 'artwork'\npreview = '254 dpi'\n[fonts]\n{named}"
            f"[[element]]\ntype = 'image'\nid = 'it'\nfile = {json.dumps(name, ensure_ascii=False)}\n"
            f"x = '0 mm'\ny = '0 mm'\n{box}")
        picture.unlink(missing_ok=True)
        command = [self.program, "render", template.name, "--data", "codes.txt", "-o", picture.name, "-q",
                   "--format", "json", "--threads", "1"]
        try:
            run = subprocess.run(command, cwd=self.labels, capture_output=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return None, [f"broken: no end in {SECONDS} s"]
        if run.returncode in (0, 1) and picture.exists():
            return on_white(picture), []
        try:
            findings = json.loads(run.stdout)["findings"]
        except (ValueError, KeyError):
            findings = []
        why = [reason for finding in findings if finding["severity"] == "error"
               for reason in finding["message"].split(" drawn with inks yet: ")[-1].split("; ")]
        if run.returncode == 2 and why:
            return None, why
        return None, [f"broken: exit {run.returncode} {run.stderr.decode(errors='replace')[-300:]!r}"]

    def standing_in(self, lacking):
        """The stand-in as a font of that family and style: its name in templates, and its file."""
        families, weight, style = lacking
        with self.making:
            if lacking not in self.made:
                font = TTFont(self.stand_in)
                for record in font["name"].names:
                    if record.nameID in (1, 3, 4, 6, 16):
                        record.string = re.split("[,;] | and ", families)[0]
                font["OS/2"].usWeightClass = int(weight or 400)
                slanted = style not in ("", "upright")
                font["OS/2"].fsSelection = 1 if slanted else 64
                font["head"].macStyle = 2 if slanted else 0
                self.made[lacking] = f"fonts-of-the-trial/stand-in-{len(self.made)}.ttf"
                font.save(self.labels / self.made[lacking])
            return Path(self.made[lacking]).stem, self.made[lacking]

    def beside(self, path, _name, _stands_in):
        picture = path.with_suffix(".png")
        if picture.exists():
            yield on_white(picture)

    def programs(self, path, name, stands_in):
        """What librsvg draws, and what Inkscape draws as large; no more than are asked for."""
        flat = re.sub(r"[^\w.-]", "_", name) + (".stand-in" if stands_in else "")
        environment = {**os.environ, "FONTCONFIG_FILE": str(self.out / "theirs" / "fonts.conf")}

        def picture(program, command):
            kept = self.out / "theirs" / f"{flat}.{program}.png"
            if not kept.exists():
                try:
                    subprocess.run([*command, kept, path], env=environment, capture_output=True, timeout=120)
                except subprocess.TimeoutExpired:
                    pass
            try:
                return on_white(kept)
            except OSError:
                return None

        size = self.width
        librsvg = picture("rsvg", ["rsvg-convert", "-u", "-a", "-w", str(size), "-h", str(4 * size), "-b", "white", "-o"])
        if librsvg is not None:
            yield librsvg
            size = librsvg.shape[1]
            asked = ["-w", str(librsvg.shape[1]), "-h", str(librsvg.shape[0])]
        else:
            asked = ["-w", str(size)]
        inkscape = picture("inkscape", ["inkscape", *asked, "--export-area-page", "--export-background=white",
                                        "--export-type=png", "-o"])
        if inkscape is not None:
            yield inkscape

    def configure_fonts(self):
        """Let the programs have the fonts that ours has, and no others."""
        alias = "<alias binding='same'><family>{}</family><prefer><family>{}</family></prefer></alias>".format
        pairs = [("sans-serif", "DejaVu Sans"), ("monospace", "DejaVu Sans Mono")]
        for name, path in self.fonts.items():
            scan = subprocess.run(["fc-scan", "-f", "%{family[0]}", self.labels / path], capture_output=True, text=True)
            pairs.append((escape(name), escape(scan.stdout)))
        folders = "".join(f"<dir>{path}</dir>" for path in (ROOT / "fonts", self.labels / "fonts-of-the-trial"))
        (self.out / "theirs" / "fonts.conf").write_text(
            f"<fontconfig>{folders}<cachedir>{self.out / 'theirs'}/cache</cachedir>"
            f"{''.join(alias(*pair) for pair in pairs)}</fontconfig>")


def read_fonts(file):
    lines = [line.split("=", 1) for line in file.read_text().splitlines() if "=" in line]
    return {name.strip(): (file.parent / path.strip()).resolve() for name, path in lines}


def on_white(picture):
    with Image.open(picture) as opened:
        paper = Image.new("RGBA", opened.size, "white")
        paper.alpha_composite(opened.convert("RGBA"))
    return numpy.asarray(paper.convert("RGB"))


def astray(one, other):
    """Which dots have a colour that the other picture has not there or beside it, either way; and so has the mean
    of the dots around: a hairline that falls between two rows of dots is grey in both."""
    height, width = (min(sides) for sides in zip(one.shape[:2], other.shape[:2]))
    one, other = (picture[:height, :width].astype(numpy.int16) for picture in (one, other))
    off = strays(one, other) & strays(*(around(picture).mean(0) for picture in (one, other)))
    off[[0, -1]] = off[:, [0, -1]] = False  # where the height is no whole number of dots
    return off


def side_by_side(ours, theirs, off):
    """Two pictures and what differs, side by side."""
    height, width = off.shape
    gap = numpy.full((height, 4, 3), 128, numpy.uint8)
    differs = numpy.where(off[..., None], (255, 0, 0), 255).astype(numpy.uint8)
    return Image.fromarray(numpy.hstack([ours[:height, :width], gap, theirs[:height, :width], gap, differs]))


def strays(one, other):
    off = numpy.zeros(one.shape[:2], bool)
    for a, b in ((one, other), (other, one)):
        beside = around(b)
        off |= ((a < beside.min(0) - SHADE) | (a > beside.max(0) + SHADE)).any(2)
    return off


def around(picture):
    """The picture itself and shifted by a dot to all sides."""
    height, width = picture.shape[:2]
    wide = numpy.pad(picture, ((1, 1), (1, 1), (0, 0)), "edge")
    return numpy.stack([wide[y:y + height, x:x + width] for y in range(3) for x in range(3)])


def solid(off):
    """Whether a whole spot is astray, or a whole piece of a line."""
    return any(numpy.lib.stride_tricks.sliding_window_view(off, spot).all((2, 3)).any()
               for spot in SPOTS if spot[0] <= off.shape[0] and spot[1] <= off.shape[1])


def kind(reason):
    """A reason without what is one drawing's alone."""
    reason = re.sub(r" \((line|\d+ times, first in line) \d+\)$", "", reason)
    reason = re.sub(r" to “[^”]*”", "", re.sub(r"^\S*\.svg has ", "", reason))
    reason = re.sub(r": (“.*”|(?<=does not have: ).*)$", "", UNKNOWN.sub("text in a font that is neither bundled", reason))
    return re.sub(r"“([\w-]+): .*”$", r"“\1”", reason)[:160]


def arguments(told):
    parser = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quietzone", type=Path)
    parser.add_argument("drawings", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--judge", choices=["beside", "programs"], default="programs")
    parser.add_argument("--width", type=int, default=600, help="dots across, where programs judge")
    parser.add_argument("--fonts", type=Path)
    parser.add_argument("--stand-in", type=Path)
    parser.add_argument("--only", default="", help="drawings whose path has this")
    parser.add_argument("--processes", type=int, default=2)
    return parser


def main():
    options = arguments(__doc__).parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    trial = Trial(options)
    paths = trial.paths(options.only)
    with ThreadPoolExecutor(options.processes) as pool:
        results = list(pool.map(trial.tried, paths))
    shutil.rmtree(trial.labels)

    counts, reasons, alone = collections.Counter(), collections.Counter(), collections.Counter()
    table = collections.defaultdict(collections.Counter)
    with open(trial.out / "list.tsv", "w") as listed:
        for path, (outcome, share, why) in zip(paths, results):
            name = path.relative_to(trial.drawings)
            told = "" if share is None else f"{100 * share:.3f} %"
            listed.write("\t".join([outcome, str(name), told, " | ".join(why)]).replace("\n", " ") + "\n")
            counts[outcome] += 1
            table[name.parent.as_posix()][outcome] += 1
            if outcome in ("refused", "broken"):
                kinds = {kind(reason) for reason in why if reason != "and more"}
                reasons.update(kinds)
                alone.update(kinds if len(kinds) == 1 else ())
    with open(trial.out / "reasons.txt", "w") as file:
        file.write("drawings  for it alone  reason\n")
        file.writelines(f"{count:8}  {alone[reason]:12}  {reason}\n" for reason, count in reasons.most_common())
    outcomes = ("right", "refused", "wrong", "broken", "unjudged")
    print("".join(f"{outcome:>9}" for outcome in outcomes))
    for folder, row in (*sorted(table.items()), ("all", counts)):
        print("".join(f"{row[outcome]:9}" for outcome in outcomes), "", folder)
    for say in ("with a stand-in", "a solid spot"):
        print(sum(say in why[0] for outcome, _, why in results if outcome == "right"), f"of the right: {say}")
    for path, (outcome, share, why) in zip(paths, results):
        if outcome in ("wrong", "broken") or "spot" in why[0]:
            print(outcome, path.relative_to(trial.drawings), "" if share is None else f"{100 * share:.3f} %", why[0])
    sys.exit(1 if counts["wrong"] or counts["broken"] else 0)


if __name__ == "__main__":
    main()
