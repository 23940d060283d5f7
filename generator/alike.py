"""Which cards are alike, kept between runs: looked for again when a value changed that decides it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from generator.memo import Memo
from generator.model import Bank, Practice
from generator.model.similar import Likeness, promised
from generator.workers import spread

STRIDE = 200  # cards for which another process is worth its start


def alike(bank: Bank, path: Path | None, jobs: int) -> Mapping[str, tuple[str, ...]]:
    """Ids of the cards like each card that has a page; kept at `path`."""
    memo = Memo(path)
    found = memo("alike", (promised(bank),), partial(_alike, bank, jobs))
    with contextlib.suppress(OSError):  # a memory that cannot be kept only costs time
        memo.save()
    return found


def _alike(bank: Bank, jobs: int) -> dict[str, tuple[str, ...]]:
    likeness = Likeness(bank)

    def look(share: Iterable[Practice]) -> dict[str, tuple[str, ...]]:
        return {card.id: tuple(other.id for other in likeness.similar(card)) for card in share}

    cards = bank.published + bank.archived
    shares = spread(look, cards, min(jobs, 1 + len(cards) // STRIDE))
    return {name: others for share in shares for name, others in share.items()}
