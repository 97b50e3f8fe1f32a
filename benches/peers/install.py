"""Where the peers are, how they are installed, and their versions."""

import ctypes.util
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "target/peers"
PYTHON, NODE = HOME / "python", HOME / "node_modules"

# zint-bindings and not zint: both give a module of that name.
PYPI = {"zint-bindings": "1.2.2", "pylibdmtx": "0.1.10", "reportlab": "5.1.0", "typst": "0.15.2",
        "treepoem": "3.29.0"}
JUDGES = ["zxing-cpp", "Pillow", "zplkit==0.3.2", "resvg_py==0.5.0"]
NPM = {"bwip-js": "4.11.4", "pdfkit": "0.20.2"}
# Debian's packages, and the program that shows that one is there.
DEBIAN = {"zint": "zint", "libdmtx0b": "", "ghostscript": "gs", "poppler-utils": "pdftoppm"}


def peer_env() -> dict[str, str]:
    path = [str(PYTHON), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"PYTHONPATH": os.pathsep.join(path), "NODE_PATH": str(NODE),
            "PYTHONDONTWRITEBYTECODE": "1"}


def attempt(*argv: str | Path) -> bool:
    """Run an installer. A peer that does not install is left out, and told."""
    try:
        done = subprocess.run([str(a) for a in argv], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True, check=False,
                              env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    except OSError as error:
        print(f"not installed: {error}", file=sys.stderr)
        return False
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        print(f"not installed: {' '.join(map(str, argv[-3:]))}: {said[0]}", file=sys.stderr)
    return done.returncode == 0


def pip(*packages: str) -> bool:
    return attempt(sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check",
                   "--root-user-action=ignore", "--upgrade", "--target", PYTHON, *packages)


def install(build: bool) -> None:
    """Fetch what is missing, into target/peers except for Debian's packages."""
    HOME.mkdir(parents=True, exist_ok=True)
    for name, version in PYPI.items():
        if python_version(name) != version:
            pip(f"{name}=={version}")
    if any(python_version(name.split("==")[0]) is None for name in JUDGES):
        pip(*JUDGES)
    for name, version in NPM.items():
        if node_version(name) != version:
            attempt("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", HOME,
                    f"{name}@{version}")
    missing = [name for name, program in DEBIAN.items()
               if not (shutil.which(program) if program else has_libdmtx())]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        attempt("apt-get", "update", "-qq")
        for name in missing:  # one by one: another release may lack one
            attempt("apt-get", "install", "-y", "-qq", "--no-install-recommends", name)
    elif missing:
        print(f"for the system's packages: apt-get install {' '.join(missing)}", file=sys.stderr)
    if build:
        subprocess.run(["cargo", "build", "--release"], cwd=ROOT, check=True)


def python_version(name: str) -> str | None:
    found = next(iter(metadata.distributions(name=name, path=[str(PYTHON), *sys.path])), None)
    return found.version if found else None


def node_version(name: str) -> str | None:
    try:
        return json.loads((NODE / name / "package.json").read_text())["version"]
    except OSError:
        return None


def said_by(*argv: str | Path) -> str | None:
    try:
        done = subprocess.run([str(a) for a in argv], capture_output=True, text=True, cwd=ROOT,
                              check=False)
    except OSError:
        return None
    return done.stdout.strip() or None if done.returncode == 0 else None


def has_libdmtx() -> bool:
    return ctypes.util.find_library("dmtx") is not None


def debian_version(name: str) -> str | None:
    said = said_by("dpkg-query", "-W", "-f", "${db:Status-Status} ${Version}", name)
    return said.split()[1] if said and said.startswith("installed ") else None


def upstream_zint() -> str | None:
    env = {**os.environ, **peer_env()}
    code = "import zint; print(zint.__upstream_version__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env,
                          check=False)
    return done.stdout.strip() or None


def versions(program: Path, built_here: bool) -> dict[str, str]:
    """Everything that took part, without what is missing."""
    found: dict[str, str | None] = {"quietzone": said_by(program, "--version"),
                                    "Rust": said_by("rustc", "--version"),
                                    "Python": sys.version.split()[0],
                                    "Node.js": said_by("node", "--version")}
    if found["quietzone"]:
        found["quietzone"] = found["quietzone"].split()[-1]
        if built_here and (commit := said_by("git", "describe", "--always", "--dirty")):
            found["quietzone"] += f", commit {commit}"
    if found["Rust"]:
        found["Rust"] = found["Rust"].split()[1]
    for name in [*PYPI, "zxing-cpp"]:
        found[name] = python_version(name)
    if found["zint-bindings"]:
        found["zint-bindings"] += f" (with zint {upstream_zint()})"
    for name in NPM:
        found[name] = node_version(name)
    for name in [*DEBIAN, "libdmtx0t64"]:  # the latter since Debian 13
        found[f"{name} (system package)"] = debian_version(name)
    return {name: version for name, version in found.items() if version}


def first(path: str, key: str, separator: str) -> str | None:
    try:
        for line in Path(path).read_text().splitlines():
            name, _, value = line.partition(separator)
            if name.strip() == key:
                return value.strip().strip('"')
    except OSError:
        pass
    return None


def machine() -> dict[str, str]:
    memory = first("/proc/meminfo", "MemTotal", ":") or "0 kB"
    release = ".".join(os.uname().release.split(".")[:2])  # the rest may name a host
    return {"processor": first("/proc/cpuinfo", "model name", ":") or os.uname().machine,
            "cores": str(len(os.sched_getaffinity(0))),
            "memory": f"{int(memory.split()[0]) / 2**20:.0f} GiB",
            "system": f"{first('/etc/os-release', 'PRETTY_NAME', '=') or 'Linux'}, "
                      f"{os.uname().sysname} {release}",
            "date": f"{datetime.now(UTC):%Y-%m-%d}"}
