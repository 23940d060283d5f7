"""From a difficulty to practices: the order of the cards, the words of the reasons, and no page that leads nowhere."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import msgspec
import pytest
import render_worlds as worlds
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Bank, Practice
from generator.model.backlinks import backlinks
from generator.model.navigator import Choice, Spell, best, by_spell, nearest, ranked, spell, weekly
from generator.model.records import Duration, Effort
from generator.render.site import Framed, World
from generator.render.views.navigator import choice_url, group_url, hours, navigator_pages
from generator.render.views.starting_points import pages_of
from generator.schema import Term, Vocabulary
from generator.words import count

GROUPS, DEFICITS = ("molodoj", "opytnyj", "novyj"), ("metodika", "ikt", "klass")
BASE = worlds.minimal()
CARD = BASE.bank.practice_by_id["primer"]


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """A choice of values in their order, at least one."""
    return st.sets(st.sampled_from(values), min_size=1).map(lambda chosen: tuple(value for value in values if value in chosen))


cards = st.lists(
    st.builds(
        lambda group, deficit, evidence, months, effort: msgspec.structs.replace(
            CARD, mentee_group=group, deficit=deficit, evidence=evidence, duration=Duration(value=months, unit="month"), effort=effort
        ),
        some(GROUPS),
        some(DEFICITS),
        st.integers(0, 4),
        st.integers(1, 12),
        st.none() | st.builds(Effort, mentor_hours_month=st.integers(1, 12), mentee_hours_month=st.integers(1, 12)),
    ),
    max_size=12,
).map(lambda found: [msgspec.structs.replace(card, id=f"karta-{number}") for number, card in enumerate(found)])
choices = st.builds(Choice, st.sampled_from(("", *GROUPS)), st.sampled_from(("", *DEFICITS)))


def bank(found: list[Practice]) -> Bank:
    """A bank of these cards."""
    return worlds.with_bank(BASE, practices=tuple(found)).bank


@given(cards, choices)
def test_only_cards_that_name_both_answers_are_ranked(found: list[Practice], choice: Choice) -> None:
    """Every published card that names the answers given is there once, and no other."""
    wanted = {card.id for card in found if (not choice.group or choice.group in card.mentee_group) and (not choice.deficit or choice.deficit in card.deficit)}
    shown = [card.id for card in ranked(bank(found), choice)]
    assert sorted(shown) == sorted(wanted)


@given(cards, choices, st.randoms(use_true_random=False))
def test_order_does_not_depend_on_the_bank(found: list[Practice], choice: Choice, dice: object) -> None:
    """The same cards in another order of files are ranked the same."""
    shuffled = list(found)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ranked(bank(shuffled), choice) == ranked(bank(found), choice)


@given(cards, choices)
def test_narrow_then_proven_then_light(found: list[Practice], choice: Choice) -> None:
    """A card for fewer groups and difficulties comes first; among equals the proven one; among those the lighter cycle."""

    def breadth(card: Practice) -> int:
        return (len(card.mentee_group) if choice.group else 0) + (len(card.deficit) if choice.deficit else 0)

    def work(card: Practice) -> float:
        return (card.effort.mentor_hours_month + card.effort.mentee_hours_month) * card.duration.value if card.effort else float("inf")

    for before, after in pairwise(ranked(bank(found), choice)):
        assert breadth(before) <= breadth(after)
        if breadth(before) == breadth(after):
            assert before.evidence >= after.evidence
            if before.evidence == after.evidence:
                assert work(before) <= work(after)


@given(cards, choices)
def test_nearest_keeps_one_answer(found: list[Practice], choice: Choice) -> None:
    """What is offered instead suits exactly one of the two answers, and is asked for only where both were given."""
    near = nearest(bank(found), choice)
    if not (choice.group and choice.deficit):
        assert not near.deficit
        assert not near.group
    for card in near.deficit:
        assert choice.deficit in card.deficit
        assert choice.group not in card.mentee_group
    for card in near.group:
        assert choice.group in card.mentee_group
        assert choice.deficit not in card.deficit


@given(cards)
def test_every_card_takes_one_length_of_time(found: list[Practice]) -> None:
    """The three lengths of time share the cards without rest, each in the order they came."""
    parts = by_spell(found)
    assert set(parts) == set(Spell)
    assert sorted(card.id for part in parts.values() for card in part) == sorted(card.id for card in found)
    for part in parts.values():
        assert list(part) == [card for card in found if card in part]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (3, "hour", Spell.MONTH), (4, "week", Spell.MONTH), (31, "day", Spell.MONTH), (1, "month", Spell.MONTH), (5, "week", Spell.QUARTER),
        (3, "month", Spell.QUARTER), (13, "week", Spell.QUARTER), (4, "month", Spell.LONG), (15, "week", Spell.LONG), (1, "year", Spell.LONG),
    ],
)  # fmt: skip
def test_length_of_time(value: int, unit: str, expected: Spell) -> None:
    """A cycle stands under the shortest time that holds it, whatever it is counted in."""
    assert spell(msgspec.structs.replace(CARD, duration=Duration(value=value, unit=unit))) is expected


def test_an_hour_a_week() -> None:
    """Four hours a month of the mentor are an hour a week; more are not, and silence is no promise."""
    efforts = (Effort(mentor_hours_month=4, mentee_hours_month=20), Effort(mentor_hours_month=4.5, mentee_hours_month=1), None)
    found = [msgspec.structs.replace(CARD, id=f"karta-{number}", effort=effort) for number, effort in enumerate(efforts)]
    assert [card.id for card in weekly(found)] == ["karta-0"]


def test_best_of_no_choice_is_the_lightest_of_the_proven() -> None:
    """Without answers nothing is narrow: evidence and lightness decide."""
    light = msgspec.structs.replace(CARD, id="legkaya", evidence=0, effort=Effort(mentor_hours_month=1, mentee_hours_month=1))
    proven = msgspec.structs.replace(CARD, id="dokazannaya", evidence=2, effort=Effort(mentor_hours_month=9, mentee_hours_month=9))
    assert [card.id for card in best([light, proven])] == ["dokazannaya", "legkaya"]


@pytest.mark.parametrize(("value", "text"), [(1, "1\u00a0час"), (5.0, "5\u00a0часов"), (4.5, "4,5\u00a0часа"), (0.5, "0,5\u00a0часа")])
def test_hours(value: float, text: str) -> None:
    """Whole hours take their form, broken ones the genitive and a comma."""
    assert hours(value) == text


# ---- pages ----


def pages(world: World) -> dict[str, Framed]:
    """The navigator's pages by address."""
    found = list(navigator_pages(world))
    assert len({page.url for page in found}) == len(found)
    return {page.url: page for page in found}


def text(html: str) -> str:
    """What is read of a page."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).replace("\u00a0", " ").split())


@pytest.fixture(scope="module")
def full() -> World:
    """tests/banks/full."""
    return worlds.world(worlds.ROOT / "tests" / "banks" / "full")


def test_every_pair_of_answers_has_a_page(full: World) -> None:
    """Who, with what, and the list: for every value, for «не знаю» too."""
    found = pages(full)
    assert {"navigator/", "navigator/any/", "navigator/any/any/", "navigator/molodoj/", "navigator/molodoj/any/", "navigator/any/metodicheskie/"} <= set(found)
    assert choice_url(Choice("molodoj", "metodicheskie")) == "navigator/molodoj/metodicheskie/"
    assert len([url for url in found if re.fullmatch(r"navigator/[^/]+/[^/]+/", url)]) == 3 * 3


def test_three_best_with_reasons(full: World) -> None:
    """The list names the cards in their order, each with why, and answers the question of time by places of the page."""
    html = pages(full)["navigator/molodoj/metodicheskie/"].body
    cards = ranked(full.bank, Choice("molodoj", "metodicheskie"))
    assert [html.index(f'practices/{card.id}/"') for card in cards] == sorted(html.index(f'practices/{card.id}/"') for card in cards)
    assert cards[0].id == "opyt-a"
    said = text(html)
    assert "подходит этой группе" in said
    assert "доказательность 4 из 4" in said
    assert "наставнику 4 часа в месяц" in said
    for place in ("chas", "mesyac", "chetvert", "polgoda"):
        assert f'href="#{place}"' in html
        assert f'id="{place}"' in html


def test_a_time_nobody_keeps_to_names_the_nearest(full: World) -> None:
    """No section of the page is empty: where no cycle is so short, the shortest is named."""
    said = text(pages(full)["navigator/molodoj/metodicheskie/"].body)
    assert "Такой пока нет. Короче всех – «Взаимопосещение уроков" in said


def test_a_pair_without_cards_offers_the_nearest_and_invites(full: World) -> None:
    """The same difficulty of others, other difficulties of the same group, and where to write a card."""
    metod, *others = full.bank.practices
    changed = (msgspec.structs.replace(metod, mentee_group=("molodoj",)), *others)
    only = [msgspec.structs.replace(card, mentee_group=("molodoj",), deficit=("metodicheskie",)) for card in changed]
    other = msgspec.structs.replace(only[0], id="drugaya", status="published", mentee_group=("novyj-v-kollektive",), deficit=("psihologo-pedagogicheskie",))
    world = worlds.with_bank(full, practices=(*only, other))
    html = pages(world)["navigator/novyj-v-kollektive/metodicheskie/"].body
    assert "Такой карточки в банке ещё нет" in html
    assert "То же затруднение у других" in html
    assert "Та же группа, другие затруднения" in html
    assert 'href="https://forge.example/full/new/main/practices"' in html
    assert 'practices/drugaya/"' in html


def test_value_nobody_chose_still_leads_on(full: World) -> None:
    """A difficulty and a group without a single card end with cards to begin with, not with nothing."""
    words = full.bank.vocabularies
    bare = {
        "deficits": grown(words["deficits"], "novoe"),
        "mentee_groups": grown(words["mentee_groups"], "novye"),
    }
    world = worlds.with_bank(full, vocabularies={**words, **bare})
    found = pages(world)
    assert "С чего можно начать" in found["navigator/novye/novoe/"].body
    assert re.search(r'href="[./]*practices/[a-z-]+/"', found["navigator/novye/novoe/"].body)
    assert "пока ни одной, есть близкие" in found["navigator/"].body


def grown(vocabulary: Vocabulary, name: str) -> Vocabulary:
    """The vocabulary with one more term."""
    return msgspec.structs.replace(vocabulary, terms=(*vocabulary.terms, Term(id=name, label=f"значение {name}")))


@pytest.mark.parametrize("name", ["any", "risks", "clauses"])
def test_an_id_cannot_take_an_address_of_the_navigator(full: World, name: str) -> None:
    """A group that is called as one of the navigator's own pages gets another address."""
    words = full.bank.vocabularies
    world = worlds.with_bank(full, vocabularies={**words, "mentee_groups": grown(words["mentee_groups"], name)})
    assert group_url(name) in pages(world)
    assert group_url(name) not in ("navigator/any/", "navigator/risks/", "navigator/clauses/")


def test_bank_without_cards_has_no_questions(full: World) -> None:
    """With nothing to rank there is no navigator; clauses are listed all the same."""
    found = pages(worlds.with_bank(full, practices=()))
    assert set(found) == {"navigator/clauses/"}
    assert 'href="../../navigator/"' not in found["navigator/clauses/"].body


def test_risks_say_what_to_do(full: World) -> None:
    """Every risk has its cards and what they do about trouble; where the source is a clause, it is linked."""
    html = pages(full)["navigator/risks/"].body
    for term in full.bank.vocabularies["risks"].terms:
        assert f'id="risk-{term.id}"' in html
    card = full.bank.practice_by_id["metod"]
    section = card.section("risks")
    assert section is not None
    for number, item in enumerate(section.items, 1):
        assert f"practices/metod/#risks-{number}" in html
        assert text(item.lines["action"]).split("*")[0][:20] in text(html)
    assert "chernovik" not in html


def test_clauses_count_what_their_pages_list(full: World) -> None:
    """The numbers are those of the clause's page, with what its parts are named by; clauses without practices are there too."""
    found = pages_of(full)
    known = backlinks(full.bank)
    for name, merged in found.items():
        parts = [clause.id for clause in full.bank.clauses if full.bank.page_clause(clause).id == name]
        assert {card.id for card in merged.practices} == {card.id for part in parts for card in known[part].practices}
    said = text(pages(full)["navigator/clauses/"].body)
    assert "практик нет" in said
    number = len(found["p-2-1"].practices)
    assert count(number, ("практика", "практики", "практик")).replace("\u00a0", " ") in said
