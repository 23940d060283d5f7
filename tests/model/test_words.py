"""Russian numbers and dates."""

from __future__ import annotations

from datetime import date

import pytest

from generator.words import MONTHS, MONTHS_OF, count, day, plural

CARDS = ("карточка", "карточки", "карточек")


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, 2),
        (1, 0),
        (2, 1),
        (4, 1),
        (5, 2),
        (10, 2),
        (11, 2),
        (12, 2),
        (14, 2),
        (19, 2),
        (20, 2),
        (21, 0),
        (22, 1),
        (25, 2),
        (100, 2),
        (101, 0),
        (111, 2),
        (112, 2),
        (121, 0),
        (1001, 0),
        (1011, 2),
    ],
)
def test_plural(number: int, word: int) -> None:
    """One, two to four, five and more; the teens are always many."""
    assert plural(number, CARDS) == CARDS[word]


def test_count_keeps_number_and_word_together() -> None:
    """A no-break space, so that a line never ends with the number."""
    assert count(3, CARDS) == "3\u00a0карточки"


def test_day_is_written_in_full() -> None:
    """Day, month in the genitive, year; no leading zero."""
    assert day(date(2026, 3, 1)) == "1\u00a0марта 2026\u00a0года"
    assert (len(MONTHS), len(MONTHS_OF)) == (12, 12)
