"""Small numbers of people in tables: fewer than five can be recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.privacy.page import Hit, Page
from generator.check.privacy.rules_people import SmallNumber
from generator.patterns import late

_BAR = late(r"\|[ \t]*:?--")
_RULE = late(r"[ \t|:-]+")
# Columns that count people by an answer, a result or a trait; how many mentors there are says nothing of anybody.
_COUNTED = late(
    r"(?:сколько|кол(?:ичество|-во)|число)\s+(?:ответ\w+|опрошенн\w+|человек|педагогов|учителей|наставляемых|респондентов|учеников|обучающихся|детей|участников)"
    r"|^(?:человек|чел\.?|педагогов|учителей|наставляемых|учеников|обучающихся|детей|респондентов|ответили|ответов|ответивш\w+|отметили|выбрали|людей|n|участников),?(?:\s*\(?(?:чел\.?|человек)\)?)?$"
    r"|,\s*(?:чел\.?|человек)$|\((?:чел\.?|человек)\)$",
    re.IGNORECASE,
)
# What is counted must be a trait, an answer or a result, or the number tells nothing of a person.
_TRAIT = late(
    r"дефицит|затрудн|трудност|ответ|балл|оценк|уров|выгор|тревож|результ|справил|удовлетвор|причин|диагноз|ОВЗ|инвалид|семь|категори|стаж|возраст|мнени|согласн|анкет|проблем|показател|динамик|мотив|адаптац",
    re.IGNORECASE,
)
_SMALL = late(r"[1-4](?:\s?(?:чел\.?|человека?|педагога?|учителя|учитель))?", re.IGNORECASE)
_PLANNED = late(r"план|групп[аые]\b|команд|состав|максимум|минимум|не больше|не более|нужно|роль|роли|этап|час|минут|шаг|распредел|место|ресурс", re.IGNORECASE)


def find(page: Page) -> Iterator[Hit]:
    """Cells with one to four people in columns that count people by a trait."""
    text = page.text
    done = 0
    for bar in _BAR.finditer(text):
        if bar.start() < done:
            continue
        start, end = text.rfind("\n", 0, bar.start()) + 1, text.find("\n", bar.start())
        done = end = len(text) if end < 0 else end
        if start == 0 or not _RULE.fullmatch(text, start, end):
            continue
        top = text.rfind("\n", 0, start - 1) + 1
        head = [cell.strip(" *_") for cell in _cells(text[top : start - 1])]
        columns = [index for index, title in enumerate(head) if _COUNTED.search(title)]
        if columns and _TRAIT.search(" ".join(head)) and not _PLANNED.search(" ".join(head)):
            yield from _rows(text, end + 1, columns)


def _rows(text: str, at: int, columns: list[int]) -> Iterator[Hit]:
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        if "|" not in line:
            return
        offset = 0
        for index, cell in enumerate(_cells(line, keep=True)):
            bare = cell.strip(" *_|\t")
            if index in columns and _SMALL.fullmatch(bare):
                start = at + line.index(cell, offset) + cell.index(bare)
                yield Hit(
                    start,
                    start + len(bare),
                    SmallNumber,
                    f"В таблице число людей меньше пяти: {bare}.",
                    "Сложите группы, напишите «меньше пяти» или уберите строку.",
                )
            offset = line.index(cell, offset) + len(cell)
        at = end + 1


def _cells(line: str, *, keep: bool = False) -> list[str]:
    """Cells of a row; the empty ones outside the outer bars are left out."""
    cells = line.split("|")
    if line.lstrip().startswith("|"):
        cells = cells[1:]
    return cells if keep else [cell.strip() for cell in cells]
