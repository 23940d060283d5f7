"""The nearest known word: what a person meant, among ids, labels and other names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.load.marked_yaml import read_yaml
from generator.schema import kind, read_vocabularies
from generator.schema.suggest import Guess, advice, guess, labels, meant, nearest, spellings
from generator.schema.vocabulary import Term, Vocabulary
from generator.spelling import distance
from tests.schema.labelled_words import FIELDS, VALUES
from tests.sites import ROOT

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
    """A hint shows the id to write and the words it stands for, and says how sure it is."""
    assert advice(meant("сельская", CONTEXTS), CONTEXTS) == "Напишите «selskaya» (сельская)."
    assert advice(meant("сельской", CONTEXTS), CONTEXTS) == "Возможно, нужно «selskaya» (сельская)."


def test_hint_lists_values_when_nothing_is_near() -> None:
    """Otherwise it lists what there is, without values that are no longer chosen."""
    hint = advice(meant("конь", CONTEXTS), CONTEXTS)
    assert "selskaya (сельская)" in hint
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


def test_labelled_words() -> None:
    """Of what people write, at least 97 of 100 words lead where they should, nothing is suggested for nonsense, and what is certain is right."""
    files = sorted((ROOT / "content/vocabulary").glob("*.yml"))
    values = ((file.stem, read_yaml(file.name, file.read_text(encoding="utf-8"))[0]) for file in files)
    vocabularies = read_vocabularies((name, value) for name, value in values if isinstance(value, dict))
    answers: list[tuple[str, str | None, Guess | None]] = []
    for name, pairs in FIELDS.items():
        names = labels({key: kind(name).at((key,)) for key in kind(name).document["properties"]})
        answers += [(written, wanted, guess(written, names)) for written, wanted in pairs]
    for name, pairs in VALUES.items():
        answers += [(written, wanted, meant(written, vocabularies[name])) for written, wanted in pairs]
    wrong = [(written, wanted, found) for written, wanted, found in answers if (found.target if found else None) != wanted]
    assert len(answers) >= 400
    assert len(wrong) <= 0.03 * len(answers), wrong
    assert [one for one in wrong if one[1] is None] == []
    assert [one for one in wrong if one[2] and one[2].certain] == []


@pytest.mark.parametrize(
    ("written", "certain"),
    [
        ("Сельская", True), ("sеlskaya", True), ("ctkmcrfz", True), ("selskaja", True), ("sel'skaya", True), ("деревенская", True), ("ооо", True), ("основное общее образование", True),
        ("сельской", False), ("сельскя", False), ("selskya", False), ("основное общее", False), ("malokomplektnja", False),
    ],
)  # fmt: skip
def test_only_another_writing_is_certain(written: str, certain: bool) -> None:
    """The same word written otherwise may be put in without asking; another ending or a slip may not."""
    found = guess(written, NAMES)
    assert found is not None
    assert found.certain is certain


def test_name_of_two_terms_is_never_certain() -> None:
    """What two ids are called in the same way stands for neither of them for sure."""
    assert guess("Кружок", {"кружок": "a", "Кружок!": "b"}) == Guess("a", certain=False)
    terms = (Term(id="a", label="первое", aliases=("кружок",)), Term(id="b", label="второе", aliases=("кружок",)))
    assert "кружок" not in spellings(terms)


def test_id_is_stronger_than_alias() -> None:
    """A word that is one term's id and another's alias is the id."""
    terms = (Term(id="spo", label="колледж"), Term(id="b", label="второе", aliases=("spo",)))
    assert guess("SPO", spellings(terms)) == Guess("spo", certain=True)
    assert guess("Spo", {"SPO!": "b", "spo": "spo"}) == Guess("spo", certain=True)


def test_retired_term_is_not_suggested() -> None:
    """Nobody is sent to a value that is no longer chosen."""
    assert meant("прежнее значение", CONTEXTS) is None


@given(st.text("абв", max_size=6), st.text("абв", max_size=6), st.integers(0, 4))
def test_distance_is_that_of_its_definition(one: str, other: str, limit: int) -> None:
    """The banded count agrees with the plain recursive one up to the limit."""

    def plain(left: str, right: str) -> int:
        if not left or not right:
            return len(left) + len(right)
        best = min(plain(left[1:], right) + 1, plain(left, right[1:]) + 1, plain(left[1:], right[1:]) + (left[0] != right[0]))
        if len(left) > 1 and len(right) > 1 and left[0] == right[1] and left[1] == right[0]:
            best = min(best, plain(left[2:], right[2:]) + 1)
        return best

    assert distance(one, other, limit) == min(plain(one, other), limit + 1)


def test_immense_vocabulary_is_no_matter() -> None:
    """Words are found among five thousand spellings as among five."""
    terms = [Term(id=f"znachenie-{number}", label=f"значение номер {number}", aliases=(f"слово {number}", f"другое слово {number}")) for number in range(2_000)]
    names = spellings([*terms, *CONTEXTS.terms])
    assert nearest("сельской", names) == "selskaya"
    assert nearest("горадская", names) == "gorodskaya"
    assert nearest("конь" * 30, names) is None
