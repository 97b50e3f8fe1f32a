"""A job: a command, and what stands in its folder before it runs."""

import dataclasses
import pathlib
import re
import shlex
import shutil
from collections.abc import Callable

ROOT = pathlib.Path(__file__).resolve().parents[2]
GS = "\x1d"

# Bytes, text, a copy of a file, or what a function makes.
File = bytes | str | pathlib.Path | Callable[[pathlib.Path], object]
Files = dict[str, File]


def make(path: pathlib.Path, content: File) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, pathlib.Path):
        shutil.copyfile(content, path)
    elif callable(content):
        content(path)
    else:
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def later(content: Callable[[], bytes | str]) -> File:
    """A large file, made when it is needed."""
    return lambda path: make(path, content())


def link(to: str | pathlib.Path) -> File:
    return lambda path: path.symlink_to(to)


@dataclasses.dataclass
class Job:
    """A command, and what is there before it runs."""

    # IN and OUT, alone or in front of a path, stand for folders of its own.
    words: list[str]
    # Files in IN; those whose name begins with out/ stand in OUT.
    files: Files
    # What is special about it.
    about: str
    stdin: bytes
    # Where standard output goes, if it is not compared.
    sink: str

    def line(self) -> str:
        """The command line, as people are told."""
        line = shlex.join(["quietzone", *self.words]).replace(GS, "<GS>")
        line = "".join(c if c.isprintable() else f"<{ord(c):02X}>" for c in line)
        line = line if len(line) < 400 else line[:400] + "…"
        line += f" > {self.sink}" if self.sink else ""
        return f"{line}  # {self.about}" if self.about else line

    def key(self) -> object:
        """What tells it from other jobs."""
        given = [(name, None if callable(content) else content) for name, content in self.files.items()]
        return tuple(self.words), tuple(given), self.stdin, self.sink


def job(
    *parts: str | list[str], files: Files | None = None, about: str = "", stdin: bytes = b"", sink: str = ""
) -> Job:
    """A job of words: a text is split as a shell does it, a list is taken as it is."""
    words = [word for part in parts for word in (shlex.split(part) if isinstance(part, str) else part)]
    return Job(words, files or {}, about, stdin, sink)


def parted(text: str) -> list[str]:
    """Texts parted by bars and line ends."""
    return re.split(r"\s*[|\n]\s*", text.strip())


def options(text: str) -> list[list[str]]:
    """Lists of words, parted by bars and line ends; () is none."""
    return [[] if one == "()" else shlex.split(one) for one in parted(text)]


def pairs(text: str) -> dict[str, str]:
    """Names and what they stand for, parted by bars and line ends."""
    return dict(one.split(": ", 1) for one in parted(text))


def lines(*texts: str) -> str:
    return "".join(text + "\n" for text in texts)
