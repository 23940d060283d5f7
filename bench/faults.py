"""How many single faults the checker names on their line: every field and every line of eleven good files, damaged in turn.

    .venv/bin/python bench/faults.py             all faults, some two minutes
    .venv/bin/python bench/faults.py --every 10  one of ten

The damages and what is expected of each are made by tests/check/faults.py from the schemas; the test of the same name looks
at every fourth. Prints those that were missed, then the figures, by kind of file.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.survey import check_bank
from tests.check.faults import BANK, all_faults
from tests.check.test_faults import TODAY, found_in, names


def main() -> None:
    """Check every damaged file and print the figures."""
    options = argparse.ArgumentParser(description="How many faults are found at their lines")
    options.add_argument("--every", type=int, default=1, metavar="N", help="take one fault of N (1)")
    every = options.parse_args().every
    with tempfile.TemporaryDirectory() as folder:
        bank = Path(folder) / "bank"
        shutil.copytree(BANK, bank)
        for path in bank.rglob("*"):
            os.utime(path, (time.time() - 60, time.time() - 60))
        check_bank(bank, TODAY, keep=False, cache=True)
        missed: Counter[str] = Counter()
        total: Counter[str] = Counter()
        for fault in list(all_faults())[::every]:
            kind = fault.path.removeprefix("content/").split("/")[0]
            total[kind] += 1
            seen = found_in(bank, fault)
            if not any(names(fault, item) for item in seen):
                missed[kind] += 1
                said = ", ".join(sorted({f"{item.place.line}:{item.rule}" for item in seen})) or "nothing"
                print(f"missed: {fault.path}: {fault.name}: {said}; wanted {' or '.join(fault.rules)} in lines {fault.lines.start}–{fault.lines.stop - 1}")
    for kind, number in sorted(total.items()):
        print(f"{kind:<12} {number - missed[kind]:>5} of {number}")
    whole = total.total()
    print(f"{'all':<12} {whole - missed.total():>5} of {whole}: {100 * (1 - missed.total() / whole):.2f} %")


if __name__ == "__main__":
    main()
