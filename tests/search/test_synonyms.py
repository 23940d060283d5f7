"""Other words for the same thing: what the glossary and the list of families tell the search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import GlossaryTerm
from generator.render.search import chain
from generator.render.search.synonyms import also, families, kept, lowered
from tests.search import shipped
from tests.search.decoder import Index


def term(name: str, abbreviation: str = "", aliases: tuple[str, ...] = ()) -> GlossaryTerm:
    """An entry of a glossary."""
    shown = shipped.world().bank.glossary[0]
    return GlossaryTerm(
        **{**{field: getattr(shown, field) for field in shown.__slots__}, "id": "x", "term": name, "abbreviation": abbreviation, "aliases": aliases}
    )


ROUTE = term("Индивидуальный образовательный маршрут", "ИОМ", ("индивидуальный маршрут", "маршрут педагога", "дорожная карта"))
WHOLE = ("индивидуальн", "образовательн", "маршрут")


def test_an_abbreviation_and_its_term_call_for_each_other() -> None:
    """ИОМ ↔ индивидуальный образовательный маршрут, told as a reader would write them; the abbreviation has no stem."""
    found = also([ROUTE])
    assert ("индивидуальный образовательный маршрут", WHOLE, ("иом",)) in found
    assert ("ИОМ", ("иом",), WHOLE) in found


def test_another_name_calls_for_the_term() -> None:
    """Only where it is another: a part of the term finds it anyway."""
    causes = [cause for _, names, cause in also([ROUTE]) if names == WHOLE]
    assert ("дорожн", "карт") in causes
    assert ("индивидуальн", "маршрут") not in causes


def test_brackets_are_no_part_of_a_name() -> None:
    """What explains a term is not asked for with it."""
    assert also([term("Совет (школьный)", "СШ")]) == (("СШ", ("сш",), ("совет",)), ("совет", ("совет",), ("сш",)))


def test_abbreviations_of_the_glossary_are_whole_words() -> None:
    """«ПДн» is not in capitals and is kept all the same; numbers are no abbreviations."""
    assert kept([ROUTE, term("Персональные данные", "ПДн"), term("Приказ", "235-ОД 5")]) == {"иом", "пдн", "235-од"}


@pytest.mark.parametrize("abbreviation", sorted(item.abbreviation for item in shipped.world().bank.glossary if item.abbreviation))
def test_every_abbreviation_of_the_bank_is_an_unstemmed_key(abbreviation: str) -> None:
    """What a reader types for it lies in the index as it is typed."""
    keys = Index({path.removeprefix("search/"): data for path, data in shipped.files().items()}).keys()
    assert [word for word in chain.words(abbreviation) if word not in keys] == []


def test_the_index_tells_them(shipped_more: dict[str, object]) -> None:
    """Every pair of the glossary reaches the browser, in a fixed order."""
    pairs = [tuple(map(tuple, (names, cause))) for _, names, cause in shipped_more["also"]]  # type: ignore[attr-defined]
    assert pairs == [(names, cause) for _, names, cause in also(shipped.world().bank.glossary)]
    assert {tuple(family) for family in shipped_more["families"]} == set(families())  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def shipped_more() -> dict[str, object]:
    """What the shipped index says besides the documents."""
    index = Index({path.removeprefix("search/"): data for path, data in shipped.files().items()})
    return dict(index.json(f"more-{index.manifest['more']}"))


def test_families_are_of_keys() -> None:
    """A family has two keys or more, each of a single word that is looked up, and no key says nothing."""
    for family in families():
        assert len(family) > 1
        assert len(set(family)) == len(family)
        assert not set(family) & chain.STOP
        assert not [name for name in family if "-" in name or not name]


@given(
    st.lists(st.sampled_from(["ШМО", "педагогов (всех)", "и", "молодой", "5"]), max_size=4).map(lambda rest: " ".join(["Урок", *rest])),
    st.sampled_from(["", "МО", "ЦН ПР"]),
)
def test_a_pair_has_keys_on_both_sides(name: str, abbreviation: str) -> None:
    """Nothing calls for nothing, and nothing is called for by nothing."""
    for said, names, cause in also([term(name, abbreviation, ("другое имя", name))]):
        assert said
        assert cause
        assert names or not list(chain.keys(name))


@pytest.mark.parametrize(
    ("name", "inside"), [("Индивидуальный маршрут", "индивидуальный маршрут"), ("ШМО наставников", "ШМО наставников"), ("Я", "я"), ("", "")]
)
def test_a_name_inside_a_sentence(name: str, inside: str) -> None:
    """Its first letter is small, unless it is of an abbreviation."""
    assert lowered(name) == inside
