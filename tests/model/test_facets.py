"""Facets that follow from what cards say: ranges without gaps, the municipality of the organisation."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Bank
from generator.model.facets import DERIVED, DURATIONS, EFFORTS, Facet, facet_fields, facets
from generator.model.records import Duration, Effort, Practice
from generator.survey import check_bank
from tests.sites import BANKS, TODAY


@pytest.fixture(scope="module")
def full() -> Bank:
    """The bank tests/banks/full."""
    bank = check_bank(BANKS / "full", TODAY).bank
    assert bank
    return bank


def one(bank: Bank, field: str, **changed: object) -> list[str]:
    """Values of a facet that hold a card of the bank, changed."""
    card: Practice = msgspec.structs.replace(bank.published[0], **changed)
    return [value.term.id for value in facet(replace(bank, practices=(card,)), field).used]


def facet(bank: Bank, field: str) -> Facet:
    """The facet of that field."""
    return next(each for each in facets(bank) if each.field == field)


@pytest.mark.parametrize(
    ("value", "unit", "range_"),
    [
        (2, "hour", "do-mesyaca"), (4, "week", "do-mesyaca"), (31, "day", "do-mesyaca"), (1, "month", "do-mesyaca"), (32, "day", "1-3-mesyaca"),
        (6, "week", "1-3-mesyaca"), (13, "week", "1-3-mesyaca"), (3, "month", "1-3-mesyaca"), (15, "week", "3-6-mesyacev"), (6, "month", "3-6-mesyacev"),
        (7, "month", "6-12-mesyacev"), (52, "week", "6-12-mesyacev"), (1, "year", "6-12-mesyacev"), (13, "month", "bolshe-goda"), (2, "year", "bolshe-goda"),
    ],
)  # fmt: skip
def test_durations_of_any_unit_share_ranges(full: Bank, value: int, unit: str, range_: str) -> None:
    """«13 недель» and «3 месяца» stand in one range; a border belongs to the shorter one."""
    assert one(full, "duration", duration=Duration(value=value, unit=unit)) == [range_]


@pytest.mark.parametrize(
    ("hours", "range_"), [(0.5, "do-3-chasov"), (3, "do-3-chasov"), (3.5, "3-5-chasov"), (5, "3-5-chasov"), (8, "5-8-chasov"), (80, "bolshe-8-chasov")]
)
def test_efforts_count_the_mentors_hours(full: Bank, hours: float, range_: str) -> None:
    """The mentor's hours decide, not the mentee's; without effort there is no value."""
    assert one(full, "effort", effort=Effort(mentor_hours_month=hours, mentee_hours_month=40)) == [range_]
    assert one(full, "effort", effort=None) == []


@given(st.integers(1, 60), st.sampled_from(["hour", "day", "week", "month", "year"]), st.floats(0.01, 80))
def test_every_card_has_one_range(full: Bank, value: int, unit: str, hours: float) -> None:
    """Whatever the schema allows falls into exactly one range of each table."""
    changed = {"duration": Duration(value=value, unit=unit), "effort": Effort(mentor_hours_month=hours, mentee_hours_month=1)}
    for field in ("duration", "effort"):
        assert len(one(full, field, **changed)) == 1


def test_ranges_grow() -> None:
    """Each range begins where the one before ends, and the last has no end."""
    for ranges in (DURATIONS, EFFORTS):
        ends = [each.most for each in ranges]
        assert ends == sorted(set(ends))
        assert ends[-1] == float("inf")


def test_a_card_stands_in_the_municipality_of_its_organisation(full: Bank) -> None:
    """A reported card has the place of its school; a description of a method has none."""
    places = facet(full, "municipality")
    assert places.derived
    found = {card.id: value.term.id for value in places.used for card in value.cards}
    assert found == {card.id: full.school_by_id[card.organization].municipality for card in full.published if card.organization}
    assert "metod" not in found


def test_names_of_fields_are_all_there(full: Bank) -> None:
    """What is told to be a facet is one: own fields first, then the derived ones."""
    assert facet_fields() == tuple(each.field for each in facets(full))
    assert facet_fields()[-len(DERIVED) :] == DERIVED == tuple(each.field for each in facets(full) if each.derived)
