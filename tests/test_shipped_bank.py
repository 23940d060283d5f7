"""The shipped bank answers whom it is for: no difficulty without a practice for any group of mentees, no risk and no question of a pair nearly empty."""

from __future__ import annotations

from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from generator.model import Bank
from tests.render.render_worlds import world

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def bank() -> Bank:
    """The bank of this repository."""
    return world(ROOT).bank


def test_every_difficulty_for_every_group(bank: Bank) -> None:
    """Sixty cards at least, and one in every cell of difficulty and group of mentees."""
    assert len(bank.published) >= 60
    filled = {cell for card in bank.published for cell in product(card.deficit, card.mentee_group)}
    wanted = product(*([term.id for term in bank.vocabularies[name].terms if not term.retired] for name in ("deficits", "mentee_groups")))
    assert [cell for cell in wanted if cell not in filled] == []


@pytest.mark.parametrize(
    ("field", "vocabulary", "least"), [("risks", "risks", 3), ("topic", "topics", 4), ("work_direction", "work_directions", 4), ("form", "forms", 1)]
)
def test_no_value_is_nearly_empty(bank: Bank, field: str, vocabulary: str, least: int) -> None:
    """Three cards a risk; four a topic and a direction of work; every form of mentoring has one."""
    values = (getattr(card, field) for card in bank.published)
    found = Counter(value for one in values for value in ((one,) if isinstance(one, str) else one))
    assert {term.id: found[term.id] for term in bank.vocabularies[vocabulary].terms if not term.retired and found[term.id] < least} == {}
