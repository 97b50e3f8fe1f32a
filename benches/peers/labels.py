"""Tables 2 and 3: from a file of codes to labels, by the peers and by us."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import check
import codes
from install import ROOT, node_version, python_version
from measure import Run, on_cores
from report import Settings, megabytes, number, table, tell, whole

HERE = Path(__file__).resolve().parent
FONT = ROOT / "fonts/DejaVuSansCondensed.ttf"
TEMPLATE = ROOT / "templates/kz-pharma-carton.toml"
SCALES = [10_000, 150_000]
LARGE = 2_000_000
INSPECTED = 150_000


class Job(NamedTuple):
    name: str
    title: str
    out: str                                      # in a folder of its own
    argv: Callable[[Path, Path], list[str]]       # of the file of codes and the output
    most: int = 10**9                             # codes
    lacks: str | None = None


def ours(settings: Settings, *options: str) -> Callable[[Path, Path], list[str]]:
    return lambda data, out: [str(settings.program), "render", str(TEMPLATE), "--data", str(data),
                              "--quiet", *options, "-o", str(out)]


def our_jobs(settings: Settings) -> list[Job]:
    shown = subprocess.run([settings.program, "render", "--help"], capture_output=True, text=True,
                           check=False).stdout
    mask = None if "--pdf-symbol" in shown else "this build has no --pdf-symbol"
    return [
        Job("ours-pdf", "**quietzone, PDF**", "labels.pdf", ours(settings)),
        Job("ours-mask", "quietzone, PDF, `--pdf-symbol mask`", "labels.pdf",
            ours(settings, "--pdf-symbol", "mask"), lacks=mask),
        Job("ours-zpl", "quietzone, ZPL, 300 dpi", "labels.zpl", ours(settings)),
        Job("ours-svg", "quietzone, an SVG file a label", "{row}.svg", ours(settings)),
    ]


def python_job(kind: str, title: str, most: int, *packages: str) -> Job:
    def argv(data: Path, out: Path) -> list[str]:
        return [sys.executable, str(HERE / "document.py"), kind, str(data), str(out), str(FONT)]

    absent = [name for name in packages if not python_version(name)]
    if kind == "bwipp" and not shutil.which("gs"):
        absent.append("ghostscript")
    lacks = f"{' and '.join(absent)} not installed" if absent else None
    return Job(kind, title, "labels.pdf", argv, most, lacks)


def node_job() -> Job:
    absent = [name for name in ("bwip-js", "pdfkit") if not node_version(name)]
    if not shutil.which("node"):
        absent.append("node")

    def argv(data: Path, out: Path) -> list[str]:
        return ["node", str(HERE / "document.js"), str(data), str(out), str(FONT)]

    return Job("bwip", "bwip-js + pdfkit", "labels.pdf", argv, 1000,
               f"{' and '.join(absent)} not installed" if absent else None)


def zint_job(kind: str) -> Job:
    def argv(data: Path, out: Path) -> list[str]:
        lines = data.with_suffix(".brackets")  # written before the time is taken
        if not lines.exists():
            lines.write_text("".join(f"{code.brackets}\n" for code in codes.read(data)))
        return ["zint", "-b", "DATAMATRIX", "--gs1", "--square", "--fast", "--quietzones",
                "--batch", "-i", str(lines), "-o", str(out)]

    return Job(f"zint-{kind}", f"zint --batch, {kind.upper()} files, no label", f"~~~~~~.{kind}",
               argv, lacks=None if shutil.which("zint") else "zint is not installed")


def peer_jobs() -> list[Job]:
    return [
        python_job("typst", "typst + zint-bindings", 10**9, "typst", "zint-bindings"),
        python_job("reportlab-image", "reportlab + zint-bindings, symbol as an image", 10**9,
                   "reportlab", "zint-bindings", "Pillow"),
        python_job("reportlab", "reportlab + zint-bindings, symbol as rectangles", 10**9,
                   "reportlab", "zint-bindings"),
        python_job("reportlab-own", "reportlab, its own symbol (no FNC1)", 1000, "reportlab"),
        node_job(),
        python_job("bwipp", "BWIPP in one ghostscript", 500, "treepoem"),
        zint_job("png"),
        zint_job("svg"),
    ]


def read_back(job: Job, folder: Path, made: list[Path], count: int, message: str) -> str:
    """How many labels there are and what the last one says."""
    kind, found = Path(job.out).suffix, len(made)
    if kind == ".pdf":
        pages = check.pages(made[0])
        found = count if pages is None else pages
        told = check.pdf(made[0], folder, count, message)
    elif kind == ".zpl":
        found = made[0].read_bytes().count(b"^PQ1")
        told = check.zpl(made[0], folder, message)
    else:
        last = max(made, key=lambda path: int(path.stem))
        told = (check.svg if kind == ".svg" else check.png)(last, folder, message)
    return told if found == count else f"{told}, but {found} labels"


def measure(settings: Settings, job: Job, count: int, times: int,
            look: bool = True) -> tuple[Run, float, str] | None:
    """The run, bytes a label, and what a reader says."""
    data, folder = settings.code_file(count), settings.work / "out"
    argv = job.argv(data, folder / job.out)

    def clean() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()

    took = settings.repeated(f"{job.name} {count}", argv, times, clean)
    if took is None:
        return None
    made = [path for path in folder.iterdir() if path.suffix == Path(job.out).suffix]
    size = sum(path.stat().st_size for path in made) / count
    told = ""
    if look and made:
        tell(f"{job.name} {count}: read back")
        with data.open("rb") as file:
            message = file.read().splitlines()[-1].decode()
        told = read_back(job, folder, made, count, message)
    shutil.rmtree(folder)
    return (took, size, told) if made else None


def labels_table(settings: Settings) -> str:
    rows: list[list[str]] = []
    base: Run | None = None
    ours_first, *other = our_jobs(settings)
    wanted = [job for job in [*other, *peer_jobs()] if settings.wants(job.name)]
    if wanted or settings.wants(ours_first.name):
        wanted.insert(0, ours_first)  # the base of the ratios
    for job in wanted:
        if job.lacks:
            settings.skip(job.name, job.lacks)
            continue
        count = min(job.most, settings.codes)
        found = measure(settings, job, count, settings.repeat)
        if found is None:
            continue
        took, size, told = found
        one = Run(took.wall / count, took.cpu / count, took.peak)
        if job is ours_first:
            base = one
        ratios = [number(one.wall / base.wall), number(one.cpu / base.cpu)] if base else ["–"] * 2
        rows.append([job.title, whole(count), number(took.wall), number(took.cpu),
                     number(1 / one.wall), number(1 / one.cpu), *ratios, megabytes(took.peak),
                     number(size), told])
    if not rows:
        return ""
    return table(["Tool", "labels", "s", "CPU s", "labels/s", "labels/CPU s", "time, ours = 1",
                  "CPU, ours = 1", "peak MB", "bytes a label", "read as."], rows)


def scale_table(settings: Settings) -> str:
    rows = []
    jobs = [job for job in our_jobs(settings) if job.name != "ours-svg" and not job.lacks]
    for count in SCALES + [LARGE] * settings.large:
        for job in jobs:
            times = 1 if count == LARGE else settings.repeat
            found = measure(settings, job, count, times, look=False)
            if found:
                took, size, _ = found
                rows.append([job.title.replace("*", ""), whole(count), number(took.wall),
                             number(took.cpu), number(count / took.wall), megabytes(took.peak),
                             number(size)])
        if count == LARGE:
            settings.code_file(count).unlink()
    return table(["Output", "labels", "s", "CPU s", "labels/s", "peak MB", "bytes a label"], rows)


def inspect_table(settings: Settings) -> str:
    rows = []
    text = settings.code_file(INSPECTED)
    for kind in ("txt", "csv", "xlsx"):
        data = settings.work / f"inspected.{kind}"
        convert = [str(settings.program), "convert", "--data", str(text), "--market", "kz-pharma",
                   "-o", str(data)]
        if settings.repeated(f"convert to {kind}", convert, 1) is None:
            continue
        argv = [str(settings.program), "inspect", "--data", str(data), "--market", "kz-pharma",
                "--format", "json"]
        one, two = (settings.repeated(f"inspect {kind}, cores: {n}", on_cores(n, argv),
                                      settings.repeat) for n in (1, 2))
        if one and two:
            good = json.loads((settings.work / "log").read_text())["good"]
            if good != INSPECTED:
                settings.skip(f"inspect {kind}", f"only {good} codes are good")
                continue
            rows.append([kind, whole(INSPECTED), number(one.wall), number(two.wall),
                         number(INSPECTED / one.wall), megabytes(one.peak), megabytes(two.peak)])
        data.unlink()
    return table(["File", "codes", "s, one core", "s, two cores", "codes/s, one core",
                  "peak MB, one core", "peak MB, two cores"], rows)
