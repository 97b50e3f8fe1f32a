"""Runs jobs with two programs and tells what differs."""

import collections
import concurrent.futures
import difflib
import itertools
import os
import pathlib
import shutil
import tempfile
import time

from job import Job
from running import Outcome, run

# Lines of a difference that are shown.
SHOWN = 12
# Where folders are made and unmade fast.
MEMORY = "/dev/shm"


def compare(programs: list[pathlib.Path], jobs: list[Job], keep: pathlib.Path | None, at_a_time: int) -> int:
    """Prints every difference and a summary; the number of jobs that differ."""
    started = time.monotonic()
    files = size = failed = 0
    codes: collections.Counter[object] = collections.Counter()
    where = MEMORY if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) else None
    with (
        tempfile.TemporaryDirectory(dir=where) as temporary,
        concurrent.futures.ThreadPoolExecutor(at_a_time) as pool,
    ):

        def both(at: int) -> tuple[Outcome, list[str]]:
            folder = pathlib.Path(temporary, str(at))
            kept = [keep and keep / f"{at:05}" / name for name in ("before", "after")]
            outcomes = [run(program, jobs[at], folder, side) for program, side in zip(programs, kept)]
            shutil.rmtree(folder, ignore_errors=True)
            return outcomes[0], differences(*outcomes)

        for one, (outcome, told) in zip(jobs, pool.map(both, range(len(jobs)))):
            codes[outcome[0]] += 1
            files += sum(mode.startswith("-") for mode, _ in outcome[3].values())
            size += sum(len(content) for _, content in outcome[3].values())
            if told:
                failed += 1
                print(one.line(), *("    " + words for words in told), sep="\n", flush=True)
    ended = ", ".join(f"{count} with {code}" for code, count in sorted(codes.items(), key=str))
    print(f"jobs         {len(jobs)}; exit codes before: {ended}")
    print(f"files        {files} of {size:,} bytes before")
    print(f"seconds      {time.monotonic() - started:.0f}")
    print(f"differences  {failed}")
    return failed


def differences(before: Outcome, after: Outcome) -> list[str]:
    """What differs, in words."""
    told = []
    if before[0] != after[0]:
        told.append(f"exit code: {before[0]} before, {after[0]} after")
    for name, a, b in zip(("standard output", "standard error"), before[1:3], after[1:3]):
        told += [f"{name}: {unlike(a, b)}"] if a != b else []
    for name in sorted(before[3].keys() | after[3].keys()):
        (mode_a, a), (mode_b, b) = (side[3].get(name, ("not written", b"")) for side in (before, after))
        if mode_a != mode_b:
            told.append(f"{name}: {mode_a} before, {mode_b} after")
        elif a != b:
            told.append(f"{name}: {unlike(a, b)}")
    return told


def unlike(before: bytes, after: bytes) -> str:
    """A short difference of two texts, or the first byte that differs."""
    try:
        lines = [text.decode().split("\n") for text in (before, after)]
    except UnicodeDecodeError:
        lines = []
    if lines and b"\0" not in before + after and max(len(line) for line in lines[0] + lines[1]) < 2000:
        diff = list(itertools.islice(difflib.unified_diff(*lines, lineterm="", n=1), 2, 3 + SHOWN))
        if len(diff) > SHOWN:
            diff[SHOWN:] = ["…"]
        return "".join("\n        " + line for line in diff)
    at = next((at for at, (a, b) in enumerate(zip(before, after)) if a != b), min(len(before), len(after)))
    around = [text[max(at - 20, 0) : at + 40] for text in (before, after)]
    return f"{len(before)} bytes before, {len(after)} after; byte {at}: {around[0]!r} before, {around[1]!r} after"
