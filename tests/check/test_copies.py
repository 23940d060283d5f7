"""The same thing twice in a bank, and what a bank lacks."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from generator.survey import check_bank
from tests.sites import BANKS

TODAY = date(2026, 11, 22)
CARD = "practices/primer/index.md"
TEXT = (BANKS / "minimal" / CARD).read_text(encoding="utf-8")


def rules(cards: dict[str, str]) -> list[str]:
    """Rules of family B broken by the minimal bank with these cards besides."""
    instead = {f"practices/{name}/index.md": text.encode() for name, text in cards.items()}
    return [item.rule for item in check_bank(BANKS / "minimal", TODAY, keep=False, instead=instead).found if item.rule.startswith("B")]


def named(title: str, **fields: str) -> str:
    """The good card under another title, with more fields."""
    more = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return re.sub(r"^title: .*\n", f"title: {title}\n{more}", TEXT, flags=re.MULTILINE)


def shortened(text: str, share: float) -> str:
    """The card with its last paragraphs in other words."""
    lines = text.split("\n")
    start = int(len(lines) * share)
    return "\n".join([*lines[:start], *(line if not line or line[0] in "#-" else f"Иначе: {line.swapcase()}" for line in lines[start:])])


@pytest.mark.parametrize(
    ("title", "same"),
    [("взаимопосещения урока с одним вопросом!", True), ("Один вопрос и взаимопосещение уроков с", False), ("Разговор о рабочей программе", False)],
)
def test_titles(title: str, same: bool) -> None:
    """Order, endings and signs make no other title; other words do."""
    assert ("B002" in rules({"drugaya": named(f"{title} «»".replace(" «»", ""))})) == same


def test_copied_text() -> None:
    """A copy under another title is a copy; a draft of one is not told of."""
    copy = named("Парные уроки с общим листом")
    assert rules({"kopiya": copy}) == ["B005"]
    assert rules({"kopiya": copy.replace("status: published", "status: draft")}) == []


def test_adaptation_may_repeat() -> None:
    """A card that names its source may share its words, over several steps too."""
    first = named("Парные уроки с общим листом", adapted_from="primer")
    second = named("Тройки учителей у одной доски", adapted_from="kopiya")
    assert rules({"kopiya": first, "vtoraya": second}) == []


@pytest.mark.parametrize("names", [("primer2",), ("a-a", "b-b"), ("a-a", "b-b", "c-c")])
def test_circle_of_adaptations(names: tuple[str, ...]) -> None:
    """A circle of any length is told of once."""
    cards = {
        name: named(f"Карточка {('первая', 'вторая', 'третья')[index]} про круги", adapted_from=names[(index + 1) % len(names)])
        for index, name in enumerate(names)
    }
    assert rules(cards).count("B006") == 1


def test_common_paragraphs_are_no_copies(tmp_path: Path) -> None:
    """A paragraph that all cards share does not make all of them copies."""
    shared = "Этот абзац стоит в каждой карточке банка и ничего не говорит о самой карточке.\n"
    cards = {}
    for number in range(30):
        words = f"{'абвгдежзик'[number // 3]}{'лмн'[number % 3]}"
        own = re.sub(r"^(?![#\s])(.*[а-яё]{5})", rf"\1{words}", TEXT.partition("\n---\n")[2], flags=re.MULTILINE)
        cards[f"karta-{number}"] = (
            named(f"Занятие {words}{words} для пары").partition("\n---\n")[0] + "\n---\n" + own.replace("## Цель\n", f"{shared}\n## Цель\n")
        )
    assert "B005" not in rules(cards)


def test_many_copies_are_told_each_once() -> None:
    """Of five copies each is told of once."""
    assert (
        rules({f"kopiya-{number}": named(f"Название {word} копии") for number, word in enumerate(("алое", "белое", "вечное", "гибкое", "доброе"))}).count(
            "B005"
        )
        == 5
    )


def test_a_copy_of_very_many() -> None:
    """Twenty-five copies of one card are all told of, though each of their paragraphs is in every one."""
    cards = {f"kopiya-{number}": named(f"Название {'абвгдежзиклмнопрстуфхцчшщ'[number] * 5} копии") for number in range(25)}
    assert rules(cards).count("B005") == 25


def test_short_keywords_are_different_words() -> None:
    """Words of two letters have no endings to differ by."""
    cards = {
        name: re.sub(r"^keywords: .*", f"keywords: [{word}, пара, вопрос]", named(f"Занятие {word} пары вдвоём"), flags=re.MULTILINE)
        for name, word in (("a-a", "ИТ"), ("b-b", "ЯЗ"))
    }
    assert "B007" not in rules(cards)


def test_adaptation_of_nothing() -> None:
    """A source that is not there is a missing record and no circle."""
    found = check_bank(BANKS / "minimal", TODAY, keep=False, instead={CARD: named("Уроки вдвоём с вопросом", adapted_from="net-takoj").encode()}).found
    assert [item.rule for item in found] == ["L001"]
