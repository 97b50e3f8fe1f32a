"""Codes of 85 characters in the forms that the peers ask for."""

from pathlib import Path
from typing import NamedTuple

GS = "\x1d"


class Code(NamedTuple):
    gtin: str
    serial: str
    key: str
    tail: str

    @property
    def message(self) -> str:
        """As it stands in the file: 01, 21, GS, 91, GS, 92."""
        return f"01{self.gtin}21{self.serial}{GS}91{self.key}{GS}92{self.tail}"

    @property
    def brackets(self) -> str:
        """For zint. No code of the sample holds a square bracket."""
        return f"[01]{self.gtin}[21]{self.serial}[91]{self.key}[92]{self.tail}"

    @property
    def parentheses(self) -> str:
        """For BWIPP with its option parse: parentheses in the data as ^040 and ^041."""
        serial = self.serial.replace("(", "^040").replace(")", "^041")
        return f"(01){self.gtin}(21){serial}(91){self.key}(92){self.tail}"


def parse(line: str) -> Code:
    first, key, tail = line.split(GS)
    code = Code(first[2:16], first[18:], key[2:], tail[2:])
    if code.message != line or "[" in line or "]" in line or "^" in line:
        raise ValueError(f"not a code as samples/make.py writes them: {line!r}")
    return code


def read(path: str | Path) -> list[Code]:
    with open(path, encoding="ascii", newline="\n") as file:
        return [parse(line.rstrip("\n")) for line in file]
