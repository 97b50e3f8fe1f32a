"""Run a program and tell its time and memory. Needs Linux.

A process inherits the memory peak of the one that forked it, so a small program
started by Python would be said to need as much as Python. Here a shell forks it and ends;
the orphan comes to us (we are its subreaper), is let go, and is waited for.
"""

import ctypes
import os
import resource
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median_low

PR_SET_CHILD_SUBREAPER = 36
# The child waits for a line from us, or the shell might be the one to reap it.
LAUNCH = """log=$1; shift; exec 3<&0
(read -r go <&3; exec "$@" </dev/null >"$log" 2>&1 3<&-) & echo $!"""


class Failed(Exception):
    """A program that could not be run, with the end of what it said."""


@dataclass
class Run:
    wall: float  # seconds
    cpu: float   # seconds, user and system, of the process and its children
    peak: int    # bytes, the largest process


def become_subreaper() -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def on_cores(count: int, argv: list[str]) -> list[str]:
    """The same on the first cores that this process may use, where taskset exists."""
    if not shutil.which("taskset"):
        return argv
    cores = sorted(os.sched_getaffinity(0))[:count]
    return ["taskset", "-c", ",".join(map(str, cores)), *argv]


def wait(pid: int, limit: float) -> tuple[int, "resource.struct_rusage"]:
    def expired(*_):
        os.kill(pid, signal.SIGKILL)

    old = signal.signal(signal.SIGALRM, expired)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        _, status, usage = os.wait4(pid, 0)
    except KeyboardInterrupt:  # the shell made the program deaf to it
        os.kill(pid, signal.SIGKILL)
        raise
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)
    return os.waitstatus_to_exitcode(status), usage


def run(argv: list[str], log: Path, env: dict[str, str] | None = None, limit: float = 7200) -> Run:
    """One run; standard output and error go to `log`."""
    with subprocess.Popen(["/bin/sh", "-c", LAUNCH, "sh", str(log), *argv], bufsize=0,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          env={**os.environ, **(env or {})}) as shell:
        pid = int(shell.stdout.readline())
        shell.wait()
        start = time.perf_counter()
        shell.stdin.write(b"go\n")
        code, usage = wait(pid, limit)
        wall = time.perf_counter() - start
    if code != 0:
        tail = log.read_text(errors="replace").strip().splitlines()[-1:] or ["(it said nothing)"]
        raise Failed(f"exit code {code}: {tail[0][:200]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def middle(runs: list[Run]) -> Run:
    """The median of each figure, and the largest peak."""
    return Run(median_low([r.wall for r in runs]), median_low([r.cpu for r in runs]),
               max(r.peak for r in runs))
