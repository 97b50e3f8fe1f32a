"""Table 1: encoders alone, in process, on one core."""

import json
import re
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

import check
import codes
from install import ROOT, has_libdmtx, node_version, peer_env, python_version
from measure import Failed, on_cores, run
from report import Settings, number, table, tell, whole

HERE = Path(__file__).resolve().parent
SECONDS = 3.0
UNITS = {"ps": 1e-6, "ns": 1e-3, "µs": 1.0, "μs": 1.0, "us": 1.0, "ms": 1e3, "s": 1e6}
TIME = re.compile(r"([\d.]+)\s*(ps|ns|µs|μs|us|ms|s)\b")
# Benches of benches/symbol.rs that make a whole matrix. The others measure parts.
BENCHES = {"**quietzone**": re.compile("^ours$"),
           "`datamatrix` crate, ASCII only": re.compile("ascii"),
           "`datamatrix` crate, as it comes": re.compile("plan$|default$")}


class Peer(NamedTuple):
    name: str
    title: str
    argv: list[str]  # the file of codes and the seconds follow
    most: int        # codes
    lacks: str | None


def peers() -> list[Peer]:
    def python(name: str) -> list[str]:
        return [sys.executable, str(HERE / "encode.py"), name]

    def lacking(package: str) -> str | None:
        return None if python_version(package) else f"{package} is not installed"

    dmtx = lacking("pylibdmtx") or (None if has_libdmtx() else "libdmtx is not installed")
    bwip = None if node_version("bwip-js") and shutil.which("node") else "bwip-js is not installed"
    return [
        Peer("zint-fast", "libzint, fast (zint-bindings)", python("zint-fast"), 10**6,
             lacking("zint-bindings")),
        Peer("zint", "libzint, as it comes (zint-bindings)", python("zint"), 10**6,
             lacking("zint-bindings")),
        Peer("dmtx", "libdmtx, ASCII (pylibdmtx, called with FNC1)", python("dmtx"), 10**6, dmtx),
        Peer("reportlab", "reportlab, ECC200DataMatrix", python("reportlab"), 1000,
             lacking("reportlab")),
        Peer("bwip", "bwip-js, `raw` of gs1datamatrix", ["node", str(HERE / "encode.js")], 1000,
             bwip),
    ]


def divan_medians(text: str) -> dict[str, float]:
    """Microseconds by the name of the bench, from what divan prints."""
    medians: dict[str, float] = {}
    column = None
    for line in text.splitlines():
        cells = [cell.strip() for cell in re.split("[│|]", line)]
        header = [n for n, cell in enumerate(cells) if cell.split()[-1:] == ["median"]]
        bench = re.match(r"^[\s│|]*[├╰][─╴]*\s*(\S+)", line)
        if header:
            column = header[0] - len(cells)  # from the right: a branch before a name is a bar, too
        elif bench and column is not None and len(cells) >= -column:
            time = TIME.search(cells[column])
            if time:
                medians[bench[1]] = float(time[1]) * UNITS[time[2]]
    return medians


def our_bench(settings: Settings) -> dict[str, float]:
    if not (ROOT / "benches/symbol.rs").exists():
        settings.skip("symbol", "there is no bench benches/symbol.rs")
        return {}
    manifest = ["--manifest-path", str(ROOT / "Cargo.toml"), "--bench", "symbol"]
    log = settings.work / "bench.log"
    try:
        tell("symbol: cargo bench")
        run(["cargo", "bench", *manifest, "--no-run"], settings.work / "build.log", limit=3600)
        run(on_cores(1, ["cargo", "bench", *manifest]), log)
    except Failed as error:
        settings.skip("symbol", str(error))
        return {}
    medians = divan_medians(re.sub(r"\x1b\[[0-9;]*m", "", log.read_text(errors="replace")))
    if not medians:
        settings.skip("symbol", "its output is not understood")
    return medians


def measure(settings: Settings, peer: Peer) -> tuple[float, list[str]] | None:
    count = min(peer.most, settings.codes)
    path, log = settings.code_file(count), settings.work / "encode.log"
    tell(f"{peer.name}: encode {count}")
    try:
        run(on_cores(1, [*peer.argv, str(path), str(SECONDS)]), log, peer_env())
        found = json.loads(log.read_text().splitlines()[-1])
        message = codes.read(path)[0].message
        rows = found["rows"]
        told = [whole(count), f"{len(rows[0])}×{len(rows)}",
                check.modules(rows, message, settings.work / "symbol.pbm")]
        return found["us"], told
    except (Failed, ValueError, IndexError, KeyError) as error:
        settings.skip(peer.name, str(error))
        return None


def symbols_table(settings: Settings) -> str:
    found: list[tuple[str, float, list[str]]] = []
    medians = our_bench(settings) if settings.wants("symbol") else {}
    for title, pattern in BENCHES.items():
        for name, us in medians.items():
            if pattern.search(name) and (name == "ours" or not name.startswith("ours")):
                found.append((title, us, ["1", "36×36", "–"]))
    for peer in peers():
        if not settings.wants(peer.name):
            continue
        if peer.lacks:
            settings.skip(peer.name, peer.lacks)
        elif (measured := measure(settings, peer)) is not None:
            found.append((peer.title, *measured))
    if not found:
        return ""
    ours = medians.get("ours")
    rows = [[title, told[0], number(us), number(1e6 / us), number(us / ours) if ours else "–",
             *told[1:]] for title, us, told in found]
    return table(["Encoder", "codes", "µs a symbol", "symbols/s", "time, ours = 1", "size.",
                  "read as."], rows)
