"""How well personal data is found, by rule, on the labelled set of tests/check/privacy, and the time a card takes.

    .venv/bin/python -m bench.privacy           the tables, seconds
    .venv/bin/python -m bench.privacy --show    with every line missed and every finding that nobody marked

How to read the tables. Recall: found of the spans marked in the positives. Precision: marked of all findings, those in
the negatives too. `main` was there while the rules were written, `held_out` was written afterwards and nothing was
fitted to it. The time is processor time, the best of fifteen passes over the cards of practices/.
"""

from __future__ import annotations

import sys
import time

from generator.check.privacy import personal
from generator.load.source import Source, read_source
from generator.load.walk import walk
from tests.check.privacy.labelled import SETS, SETTINGS, Figures, measure
from tests.sites import ROOT

ROUNDS = 15


def main() -> None:
    """Print the tables."""
    for names in ((name,) for name in SETS):
        _table(", ".join(names), measure(*names))
    _table("all", measure(*SETS))
    cards = [source for source in _sources() if source.path.startswith("practices/")]
    size = sum(len(card.text.encode()) for card in cards) / len(cards)
    best = min(_pass(cards) for _ in range(ROUNDS)) / len(cards)
    print(f"{len(cards)} cards of {size / 1000:.1f} KB: {best * 1e3:.3f} ms a card, {best * 6e6 / size:.3f} ms for 6 KB")


def _table(title: str, figures: Figures) -> None:
    print(f"\n{title}: recall {figures.recall:.2%}, precision {figures.precision:.2%}, {figures.expected.total()} spans, {figures.negatives} negatives")
    for rule in sorted(figures.expected | figures.false):
        found, expected, false = figures.found[rule], figures.expected[rule], figures.false[rule]
        recall = f"{found / expected:7.2%}" if expected else "      –"
        precision = f"{found / (found + false):7.2%}" if found + false else "      –"
        print(f"  {rule}  recall {recall} ({found}/{expected})  precision {precision} ({false} false)")
    if "--show" in sys.argv:
        for line in figures.missed:
            print("  missed", line)
        for line in figures.wrong:
            print("  wrong ", line)


def _pass(cards: list[Source]) -> float:
    start = time.process_time()
    for card in cards:
        list(personal(card, SETTINGS))
    return time.process_time() - start


def _sources() -> list[Source]:
    tree, _ = walk(ROOT)
    read = (read_source(ROOT, entry)[0] for entry in tree.records)
    return [source for source in read if source is not None]


if __name__ == "__main__":
    main()
