"""A trigger that stays silent hides nothing: with every rule awake the same is found."""

from __future__ import annotations

import random
from collections.abc import Iterator
from unittest.mock import patch

import pytest

from generator.check import markup, privacy, russian
from generator.load.glance import Trigger, glance
from generator.load.source import Source, parse_source
from generator.load.walk import classify
from tests.check.privacy.labelled import SETS, SETTINGS, lines
from tests.check.test_markup import CLEAN, FOUND
from tests.check.test_russian import MENDED, UNTOUCHED
from tests.sites import ROOT


def texts() -> Iterator[str]:
    """Sentences with and without faults, alone and strewn over shipped cards."""
    rows = [line.text for name in SETS for line in lines(name)]
    rows += [before for _, before, _ in MENDED] + list(UNTOUCHED) + [text for text, _ in FOUND] + CLEAN
    yield from rows
    dice = random.Random(1)
    for path in sorted((ROOT / "practices").glob("*/index.md")):
        body = path.read_text(encoding="utf-8").partition("\n---\n")[2].split("\n\n")
        for _ in range(4):
            strewn = list(body)
            for row in dice.sample(rows, 3):
                strewn.insert(dice.randrange(len(strewn)), row)
            yield "\n\n".join(strewn)


def found(text: str) -> list[tuple[str, int, int]]:
    """Everything that the rules with triggers find in a text, as the body and as a field."""
    source, _ = parse_source(classify("content/knowledge/primer.md"), f"---\ntitle: Пример\nsummary: >-\n  {' '.join(text.split())}\n---\n\n{text}\n".encode())
    if source is None:
        return []
    both = [*privacy.personal(source, SETTINGS), *russian.typography(source), *markup.check(source)]
    return sorted((item.rule, item.place.line, item.place.column) for item in both)


def test_nothing_is_hidden() -> None:
    """The same findings with the triggers and without."""
    for text in texts():
        quick = found(text)
        with (
            patch.object(Source, "may", lambda *_: True),
            patch.object(Source, "may_body", lambda *_: True),
            patch.object(Source, "may_front", lambda *_: True),
        ):
            assert found(text) == quick, text


def test_triggers_spare_work() -> None:
    """Most triggers are silent on most shipped cards: else they are not worth having."""
    cards = [path.read_text(encoding="utf-8") for path in (ROOT / "practices").glob("*/index.md")]
    fired = sum(len(glance(card)) for card in cards)
    assert fired <= 0.5 * len(Trigger.patterns) * len(cards)


@pytest.mark.parametrize("text", ["", "\x00", "а" * 200_000, "1 " * 100_000, "(" * 100_000, "«" * 100_000])
def test_any_text(text: str) -> None:
    """Odd and immense texts are looked at like any other."""
    assert glance(text) <= set(range(len(Trigger.patterns)))
