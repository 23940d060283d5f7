"""The nearest known word: what a person meant, among ids, labels and other names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.schema.suggest import did_you_mean, nearest, spellings
from generator.schema.vocabulary import Term, Vocabulary

CONTEXTS = Vocabulary(
    name="school_contexts",
    title="Местность",
    description="",
    terms=(
        Term(id="selskaya", label="сельская", aliases=("деревенская",)),
        Term(id="gorodskaya", label="городская"),
        Term(id="malokomplektnaya", label="малокомплектная школа", short="малокомплектная"),
        Term(id="ooo", label="основное общее образование"),
        Term(id="staraya", label="прежнее значение", retired=True),
    ),
)
NAMES = spellings(CONTEXTS.terms)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("сельская", "selskaya"), ("Сельская", "selskaya"), ("сельскя", "selskaya"), ("селская", "selskaya"), ("selskaja", "selskaya"), ("sel'skaya", "selskaya"),
        ("деревенская", "selskaya"), ("деревенскя", "selskaya"), ("горадская", "gorodskaya"), ("малокомплектная  школа", "malokomplektnaya"),
        ("malo_komplektnaya", "malokomplektnaya"), ("оoо", "ooo"), ("ооо", "ooo"), ("sеlskaya", "selskaya"), ("SELSKAYA", "selskaya"), ("Основное общее", "ooo"),
    ],
)  # fmt: skip
def test_meant_word_is_found(written: str, meant: str) -> None:
    """Slips of the finger, other cases, other transliteration, look-alike letters and labels all lead to the id."""
    assert nearest(written, NAMES) == meant


@pytest.mark.parametrize("written", ["", " ", "конь", "zzzzzzzz", "q", "!!!", "я" * 5000])
def test_far_word_is_not_guessed(written: str) -> None:
    """Where nothing is near, nothing is suggested."""
    assert nearest(written, NAMES) is None


def test_hint_names_id_and_label() -> None:
    """A hint shows the id to write and the words it stands for."""
    assert did_you_mean("сельская", CONTEXTS) == "Возможно, нужно «selskaya» (сельская)."


def test_hint_lists_values_when_nothing_is_near() -> None:
    """Otherwise it lists what there is, without values that are no longer chosen."""
    hint = did_you_mean("конь", CONTEXTS)
    assert "selskaya" in hint
    assert "staraya" not in hint


def test_short_id_in_cyrillic_is_found() -> None:
    """«ооо» typed in Cyrillic is the id «ooo»: the letters look the same, so a person cannot see the fault."""
    assert nearest("ооо", {"ooo": "ooo"}) == "ooo"


@given(st.text(max_size=60))
def test_answer_is_always_known(written: str) -> None:
    """Whatever is written, the answer is None or one of the ids."""
    assert nearest(written, NAMES) in {None, *CONTEXTS.by_id}


@given(st.sampled_from(sorted(NAMES)))
def test_known_word_is_itself(written: str) -> None:
    """A known spelling is never corrected into another."""
    assert nearest(written, NAMES) == NAMES[written]
