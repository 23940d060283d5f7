"""Numbers and dates: Russian plural forms, names of months, terms counted in months."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

MONTHS_OF = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip

MONTHS = (
    "Январь", "Февраль", "Март", "Апрель", "Май", "Июнь", "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь",
)  # fmt: skip

Forms = tuple[str, str, str]
_SENTENCE_ENDS = re.compile(r"(?<=[а-яё»)\d]{3}[.!?…])\s+(?=[«А-ЯЁ])")

SIGNS: Forms = ("знак", "знака", "знаков")
FILES: Forms = ("файл", "файла", "файлов")
ERRORS: Forms = ("ошибка", "ошибки", "ошибок")
WARNINGS: Forms = ("предупреждение", "предупреждения", "предупреждений")
HINTS: Forms = ("подсказка", "подсказки", "подсказок")
CARDS: Forms = ("карточка", "карточки", "карточек")
PRACTICES: Forms = ("практика", "практики", "практик")
TEMPLATES: Forms = ("шаблон", "шаблона", "шаблонов")
SCHOOLS: Forms = ("организация", "организации", "организаций")


def plural(number: int, forms: Forms) -> str:
    """The form of a word after a number: (1 карточка, 2 карточки, 5 карточек)."""
    tail, tens = number % 10, number % 100
    if tail == 1 and tens != 11:
        return forms[0]
    return forms[1] if tail in (2, 3, 4) and tens not in (12, 13, 14) else forms[2]


def count(number: int, forms: Forms) -> str:
    """A number and its word, joined by a no-break space."""
    return f"{number}\u00a0{plural(number, forms)}"


def first_upper(text: str) -> str:
    """A text with its first letter made a capital; `str.capitalize` would make the others small."""
    return text[:1].upper() + text[1:]


def first_sentence(text: str) -> str:
    """What stands before the first stop that ends a sentence; «д. Заречье» and «т. е.» are no such stops.

    >>> first_sentence("Для учителя в д. Заречье. Дальше – больше.")
    'Для учителя в д. Заречье.'
    """
    return _SENTENCE_ENDS.split(text, maxsplit=1)[0]


def day(value: date) -> str:
    """«22 ноября 2026 года»; a line may break before the year only."""
    return f"{value.day}\u00a0{MONTHS_OF[value.month - 1]} {value.year}\u00a0года"


def months_later(value: date, months: int) -> date:
    """The same day `months` later, or the last day of a shorter month."""
    year, month = divmod(value.year * 12 + value.month - 1 + months, 12)
    return date(year, month + 1, min(value.day, monthrange(year, month + 1)[1]))
