"""The shipped bank answers everything its order names: a row of the master table that loses its page, block, field or template fails here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from generator.model.law import CoverageRow, Pointer
from generator.render.embed.section import section_of
from generator.schema import kind
from tests.render.render_worlds import World, world
from tests.sites import ROOT, TODAY, check_folder

# What each row of the plan owes: K the knowledge base, B the bank, S the section of a school. D29 owes the bank nothing: a mark
# that a person stands in a register would be personal data.
OWED = """
    A1:KBS A2:KBS A3:K A4:KS A5:K A6:KS A7:KS A8:KS A9:KBS A10:KBS A11:KB A12:KS
    B1:KS B2:K B3:KBS B4:KBS B5:KBS B6:KB B7:KS B8:KBS B9:KB B10:K B11:KBS B12:K B13:KB B14:KBS B15:K
    C1:KS C2:K C3:KBS C4:KBS C5:KBS C6:KB
    D1:KB D2:K D3:KS D4:KBS D5:K D6:KBS D7:KBS D8:KBS D9:KB D10:KB D11:KBS D12:K D13:KBS D14:KBS D15:KB D16:KS
    D17:KBS D18:KBS D19:KB D20:KB D21:KBS D22:K D23:KB D24:KBS D25:KBS D26:KS D27:KBS D28:KB D29:KS D30:K D31:KB
    D32:KB D33:KB D34:KB
    E1:KB E2:KS E3:KBS E4:KB E5:KS E6:KS E7:KBS E8:K E9:KS E10:KS E11:K E12:KBS E13:K E14:KB E15:KBS E16:KB
    E17:KBS E18:KB E19:KB E20:K E21:KBS
    F1:KBS F2:KBS F3:KB F4:KS F5:KBS F6:KB F7:KB F8:KBS F9:KBS F10:KB F11:KB F12:KB F13:KBS F14:K F15:KB F16:KB
    F17:K F18:KBS F19:K F20:KB F21:KB F22:KB F23:KB F24:KB F25:K F26:KBS F27:KB F28:KB F29:KBS F30:KB
    G1:KB G2:K G3:KB G4:KBS G5:KBS G6:KB G7:KB G8:K
"""
COLUMNS = {"K": "kb", "B": "bank", "S": "section"}


@cache
def shipped() -> World:
    """The bank of this repository."""
    return world(ROOT, TODAY)


def rows() -> Iterator[CoverageRow]:
    """Rows of its table."""
    return (row for group in shipped().bank.coverage for row in group.rows)


def pointers() -> Iterator[tuple[str, Pointer]]:
    """Every place the table names, with the row."""
    return ((row.id, pointer) for row in rows() for column in COLUMNS.values() for pointer in getattr(row, column))


def test_every_row_of_the_plan_is_there() -> None:
    """All rows, in the plan's order."""
    assert [row.id for row in rows()] == [item.partition(":")[0] for item in OWED.split()]


@pytest.mark.parametrize("item", OWED.split())
def test_row_gives_what_it_owes(item: str) -> None:
    """Where the plan owes something, at least one place is named."""
    name, _, owed = item.partition(":")
    row = next(row for row in rows() if row.id == name)
    assert all(getattr(row, COLUMNS[letter]) for letter in owed), f"{name} owes {owed}"


def test_every_place_is_there() -> None:
    """The checker finds nothing amiss in the table: pages, headings, templates, acts, terms, vocabularies, fields and rules exist."""
    found = [fault for fault in check_folder(ROOT, TODAY) if fault.place.path == "content/regulation/coverage.yml"]
    assert not found, found


def test_addresses_are_made() -> None:
    """An address in the table is one of a page or file the site makes itself."""
    from generator.render.compose import parts

    wanted = {pointer.url.partition("#")[0] for _, pointer in pointers() if pointer.url}
    families = {
        "Положение",
        "Сводная таблица",
        "Каталог",
        "Организации",
        "Разделы для сайтов",
        "Шаблоны",
        "Подборки",
        "Навигатор",
        "Карта пробелов",
        "Справочные",
        "Календарь",
        "Календарь года",
        "Вопросы",
        "Данные",
        "Таблицы",
    }
    made: set[str] = set()
    for part in parts(shipped()):
        if part.family in families:
            made |= {item.url if hasattr(item, "url") else item[0] for item in part.make() if hasattr(item, "url") or isinstance(item, tuple)}
    assert wanted
    assert not wanted - made


def test_blocks_are_those_of_a_section() -> None:
    """The table calls the parts of a school's section by the ids and titles the section has, and some school of the bank shows each."""
    bank = shipped().bank
    labels = kind("coverage").at(("groups", 0, "rows", 0, "section", 0, "block"))["x-labels"]
    shown = {block.id: block.title for school in bank.schools for block in section_of(shipped(), school).blocks}
    assert shown == labels


def test_every_clause_has_something() -> None:
    """No clause of the order is without material: it, or what stands in it, is named by a row or by a record."""
    bank, known = shipped().bank, shipped().backlinks
    named = {name for row in rows() for name in row.clauses} | {name for name, found in known.items() if found.total}

    def answered(name: str) -> bool:
        return name in named or any(answered(inner.id) for inner in bank.children.get(name, ()))

    assert [clause.id for clause in bank.clauses if not answered(clause.id)] == []


def test_clauses_are_called_as_people_call_them() -> None:
    """Printed numbers, the missing 2.1 and both 2.2 lead where a reader of the order means."""
    names = shipped().bank.clause_names
    meant = {
        "5.1": "p-5-1",
        "2.1": "p-2-2a",
        "2.2": "p-2-2b",
        "2.2 (первый)": "p-2-2a",
        "2.2 (второй)": "p-2-2b",
        "235-ОД": "prikaz",
        "235 ОД": "prikaz",
        "235-07": "prikaz",
        "5": "p-5",
    }
    assert {name: names[name].id for name in meant} == meant
    assert "9.9" not in names


def test_register_does_not_contradict_itself() -> None:
    """What was compared with a source is not marked as to be checked, and says when; every act says what it changes."""
    for act in shipped().bank.acts:
        assert not (act.checked and act.status == "check"), act.id
        assert bool(act.checked_at) == act.checked, act.id
        assert act.about, act.id
        assert not act.url or act.url.split("/")[2] == "publication.pravo.gov.ru", act.id


def test_shipped_bank_has_summaries_only() -> None:
    """The official text is each region's to import: it is not shipped, and neither is it in the retelling by chance."""
    assert shipped().bank.wording is None
    assert not (ROOT / "content" / "regulation" / "text.yml").exists()
