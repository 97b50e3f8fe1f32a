"""Runs a program, and makes what it said and wrote comparable."""

import contextlib
import functools
import json
import os
import pathlib
import re
import shutil
import stat
import subprocess

from job import ROOT, Files, Job, make

# Longest time of a run, in seconds.
PATIENCE = 120

# Exit code, standard output and error, and the files that were written, by name: mode and bytes.
Outcome = tuple[object, bytes, bytes, dict[str, tuple[str, bytes]]]


def states(folder: pathlib.Path) -> dict[str, tuple[str, bytes]]:
    """The mode and the bytes of everything in a folder; of links where they lead."""

    def state(path: pathlib.Path) -> tuple[str, bytes]:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            return "link", os.readlink(path).encode()
        return stat.filemode(mode), path.read_bytes() if stat.S_ISREG(mode) else b""

    return {str(path.relative_to(folder)): state(path) for path in sorted(folder.rglob("*"))}


def run(program: pathlib.Path, asked: Job, folder: pathlib.Path, keep: pathlib.Path | None) -> Outcome:
    """Runs a job in a folder, which is the same for both programs."""
    shutil.rmtree(folder, ignore_errors=True)
    places = {"IN": f"{folder}/in", "OUT": f"{folder}/out", "TMP": f"{folder}/tmp"}
    for place in places.values():
        os.makedirs(place)
    for name, content in asked.files.items():
        make(folder / name if name.startswith("out/") else folder / "in" / name, content)
    given = states(folder)
    words = [re.sub(r"^(IN|OUT)(?=/|$)", lambda found: places[found[1]], word) for word in asked.words]
    with open(asked.sink, "wb") if asked.sink else contextlib.nullcontext(subprocess.PIPE) as stdout:
        started = subprocess.Popen(
            ["quietzone", *words],
            executable=program,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=stdout,
            stderr=subprocess.PIPE,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TMPDIR": places["TMP"]},
        )
        try:
            out, err = started.communicate(asked.stdin, PATIENCE)
            code: object = started.returncode
        except subprocess.TimeoutExpired:
            started.kill()
            started.communicate()
            code, out, err = f"none within {PATIENCE} s", b"", b""
    out = out or b""
    now = states(folder)
    files = {name: now.get(name, ("gone", b"")) for name in now | given if now.get(name) != given.get(name)}
    if keep:
        said: Files = {"line": asked.line(), "code": str(code), "stdout": out, "stderr": err}
        said |= {f"files/{name}": content for name, (mode, content) in files.items() if mode.startswith("-")}
        for name, content in said.items():
            make(keep / name, content)
    return code, neutral(out, folder), neutral(err, folder), files


def neutral(text: bytes, folder: pathlib.Path) -> bytes:
    """What was said, without the job's folder and the time it took."""
    for name in (b"in", b"out"):
        text = text.replace(bytes(folder) + b"/" + name, name.upper())
    text = re.sub(rb"(?m)^(seconds  )\d+\.\d+$", rb"\1T", text)
    return re.sub(rb'("seconds": )[\d.e-]+', rb"\1T", text)


@functools.cache
def ask(program: pathlib.Path, *words: str):
    """What a program tells as JSON."""
    done = subprocess.run([program, *words, "--format", "json"], cwd=ROOT, capture_output=True, check=True)
    return json.loads(done.stdout)


def market_ids(program: pathlib.Path) -> list[str]:
    return [market["id"] for market in ask(program, "market", "list")]
