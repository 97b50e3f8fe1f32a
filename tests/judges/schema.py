#!/usr/bin/env python3
"""Check TOML files against a JSON Schema (Draft 2020-12).

    python3 tests/judges/schema.py SCHEMA.json FILE.toml...

Needs Python 3.11 or newer and: pip install jsonschema

Each error is one line: the file, the place in it, the message. Exit code 0:
all files fit; 1: at least one error, or a file that is no TOML; 2: the schema
itself is bad or the call is wrong.

TOML dates and times count as strings ("2027-12-31") for the schema.
"""

import datetime
import json
import re
import sys
import tomllib

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError


def plain(value):
    """TOML values as JSON has them."""
    if isinstance(value, dict):
        return {key: plain(v) for key, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return value


def place(path):
    """A path the way TOML writes it: label.field[2].size"""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            if not re.fullmatch(r"[A-Za-z0-9_-]+", step):
                step = json.dumps(step, ensure_ascii=False)
            text += f".{step}" if text else step
    return text or "(top level)"


def report(file, error, indent=""):
    print(f"{indent}{file}: {place(error.absolute_path)}: {error.message}")
    # anyOf and oneOf: say what was wrong with each choice.
    for cause in sorted(error.context or [], key=lambda e: list(e.schema_path)[:1]):
        report(file, cause, indent + "    ")


def main():
    if len(sys.argv) < 3:
        print("usage: schema.py SCHEMA.json FILE.toml...", file=sys.stderr)
        return 2
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            schema = json.load(file)
        Draft202012Validator.check_schema(schema)
    except (OSError, ValueError) as error:
        print(f"{sys.argv[1]}: {error}", file=sys.stderr)
        return 2
    except SchemaError as error:
        print(f"{sys.argv[1]}: {place(error.absolute_path)}: {error.message}", file=sys.stderr)
        return 2
    validator = Draft202012Validator(
        schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    bad = False
    for name in sys.argv[2:]:
        try:
            with open(name, "rb") as file:
                data = plain(tomllib.load(file))
        except (OSError, ValueError) as error:
            print(f"{name}: {error}")
            bad = True
            continue
        for error in sorted(validator.iter_errors(data), key=lambda e: place(e.absolute_path)):
            report(name, error)
            bad = True
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
