"""What all tables share: the settings, Markdown, progress on standard error."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from install import ROOT, peer_env
from measure import Failed, Run, middle, run


@dataclass
class Settings:
    program: Path
    codes: int
    repeat: int
    work: Path
    only: list[str]
    large: bool = False
    table: str = ""
    missing: list[str] = field(default_factory=list)  # lines of what did not run

    def wants(self, name: str) -> bool:
        return not self.only or any(name == o or name.startswith(f"{o}-") for o in self.only)

    def skip(self, name: str, reason: str) -> None:
        self.missing.append(f"{self.table}: `{name}`: {reason}")
        tell(f"{name}: not run: {reason}")

    def code_file(self, count: int) -> Path:
        """The first `count` codes of samples/make.py, one a line."""
        path = self.work / f"codes-{count}.txt"
        if not path.exists():
            subprocess.run([sys.executable, "-B", ROOT / "samples/make.py", "--large", str(count),
                            path], check=True)
        return path

    def repeated(self, name: str, argv: list[str], times: int,
                 clean: Callable[[], None] = lambda: None) -> Run | None:
        """The middle of some runs, or None when it fails."""
        runs = []
        for number in range(times):
            clean()
            tell(f"{name}: run {number + 1} of {times}")
            try:
                runs.append(run(argv, self.work / "log", peer_env()))
            except Failed as error:
                self.skip(name, str(error))
                return None
        return middle(runs)


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def number(value: float) -> str:
    """Three significant digits, thousands apart."""
    if value >= 100:
        return whole(round(value, 3 - len(str(int(value)))))
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}"


def whole(value: float) -> str:
    return f"{value:,.0f}".replace(",", "\u00a0")


def megabytes(value: float) -> str:
    return number(value / 1e6)


def table(header: list[str], rows: list[list[str]]) -> str:
    """Markdown. All columns but the first are numbers, except those named with a dot."""
    marks = ["---" if n == 0 or h.endswith(".") else "---:" for n, h in enumerate(header)]
    lines = [[h.rstrip(".") for h in header], marks, *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
