#!/usr/bin/env python3
"""Runs a long list of jobs with two builds of quietzone and tells every difference.

    python3 tests/compare BEFORE AFTER                 exit code 1 if anything differs
    python3 tests/compare BEFORE AFTER --only convert  the jobs whose line holds the word
    python3 tests/compare BEFORE AFTER --keep FOLDER   keep what each job said and wrote

For changes that must keep every byte. A job is a command in a fresh folder. Exit code, standard
output, standard error, and the names, modes and bytes of all files are compared. Only the seconds
that a job took may differ.

Jobs come from the templates, samples, fixtures and fuzzing inputs of this repository (`jobs/`), and
from tables (`given/`). BEFORE tells the markets and the rules. Many jobs are made to fail, so that as
many messages as possible are compared. Needs a Unix; takes a memory file system where there is one,
unless TMPDIR says otherwise.
"""

import argparse
import itertools
import os
import pathlib
import sys

sys.dont_write_bytecode = True

from comparing import compare  # noqa: E402
from job import Job  # noqa: E402
from jobs import broken, checks, codes, data, labels, reference  # noqa: E402


def all_jobs(before: pathlib.Path) -> list[Job]:
    """All jobs, none twice."""
    known: dict[object, Job] = {}
    for made in itertools.chain(
        reference.jobs(before), labels.jobs(), data.jobs(), checks.jobs(), codes.jobs(before), broken.jobs()
    ):
        known.setdefault(made.key(), made)
    return list(known.values())


def main() -> None:
    parser = argparse.ArgumentParser(
        "compare", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("before", type=pathlib.Path, help="the program before the change")
    parser.add_argument("after", type=pathlib.Path, help="the program after it")
    parser.add_argument("--only", metavar="WORD", default="", help="only jobs whose line holds the word")
    parser.add_argument("--keep", metavar="FOLDER", type=pathlib.Path, help="keep what each job said and wrote")
    parser.add_argument("-j", metavar="N", type=int, default=2, help="jobs at a time; 2 if left out")
    asked = parser.parse_args()
    programs = [asked.before.resolve(), asked.after.resolve()]
    # The mode of new files must not depend on who runs this.
    os.umask(0o022)
    chosen = [one for one in all_jobs(programs[0]) if asked.only in one.line()]
    if not chosen:
        sys.exit(f"no job has “{asked.only}” in its line")
    sys.exit(1 if compare(programs, chosen, asked.keep, asked.j) else 0)


if __name__ == "__main__":
    main()
