#!/usr/bin/env python3
"""Pulls an order of many codes from the emulator and prints it into a file, and tells time, memory and sizes.

    cargo build --release
    python3 benches/pull.py [--codes 2000000] [--folder /tmp]

Ends with 1 where the program needs more than 64 MiB and 16 bytes a code.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "templates/ru-pharma-58x40-300.toml"


def peak(pid):
    """The most memory that a process that runs has had, in bytes."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0


def run(command, name):
    """Runs a command; tells its seconds and the most memory it had."""
    begun, most = time.monotonic(), 0
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as child:
        while child.poll() is None:
            most = max(most, peak(child.pid))
            time.sleep(0.05)
    seconds = time.monotonic() - begun
    print(f"{name}: {seconds:.1f} s, {most / 2**20:.1f} MiB", flush=True)
    if child.returncode != 0:
        sys.exit(f"{name} ended with {child.returncode}")
    return most


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=ROOT / "target/release/quietzone")
    parser.add_argument("--codes", type=int, default=2_000_000)
    parser.add_argument("--folder")
    asked = parser.parse_args()
    program = str(asked.program)
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        emulate = [program, "oms", "emulate", "--codes", str(asked.codes), "--format", "json"]
        with subprocess.Popen(emulate, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as system:
            told, decoder = "", json.JSONDecoder()
            while True:
                told += system.stdout.readline()
                try:
                    about, _ = decoder.raw_decode(told)
                    break
                except json.JSONDecodeError:
                    continue
            os.environ.update(QUIETZONE_LEDGER=f"{folder}/ledger", QUIETZONE_TOKEN=about["token"])
            connect = ["oms", "connect", "ours", "--family", "suz", "--url", about["address"], "--oms-id", about["oms_id"]]
            subprocess.run([program, *connect], check=True, stdout=subprocess.DEVNULL)
            order = next(order["order"] for order in about["orders"] if order["group"] == "pharma")
            printing = ["--print", TEMPLATE, "--set", "batch=A1", "--set", "expiry=2027-12-31"]
            output = f"{folder}/labels.zpl"
            pull = [program, "oms", "pull", order, *printing, "--printer", f"file:{output}"]
            most = run(pull, f"{asked.codes} codes pulled and printed")
            system.communicate("quit\n")
        for path in [f"{folder}/ledger/ledger.sqlite", output]:
            print(f"{os.path.basename(path)}: {os.path.getsize(path) / 2**20:.0f} MiB")
    bound = (64 << 20) + 16 * asked.codes
    if most > bound:
        sys.exit(f"more than {bound / 2**20:.0f} MiB")


if __name__ == "__main__":
    main()
