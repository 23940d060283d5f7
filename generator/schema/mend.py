"""What a value written in a common other way means, as the text that the file should hold instead; None where it is not sure.

Pure functions from text to text: dates, yes and no, numbers, terms, lists, addresses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date

from generator.load.marked_yaml import read_yaml
from generator.patterns import late
from generator.words import MONTHS_OF

YEARS = range(1990, 2101)  # a date outside is a slip of the finger
_SHORT_YEARS = range(15, 36)  # «26» may be a year of our days
# With dots a Russian writes the day first, so only years of the cards themselves cast doubt on it; «22-11-26» may be ISO cut short.
_DOUBTFUL = {".": range(23, 36)}
_DATE = late(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_PARTS = late(r"(\d{1,4})\s?([-–—./\\,])\s?(\d{1,2})\s?[-–—./\\,]\s?(\d{1,4})(?:\s?(?:г\.?|года?))?\Z", re.ASCII)
_WORDS = late(r"(\d{1,2})(?:-?го)?\s+([а-я]{3,8})\.?,?\s+(\d{4})(?:\s?(?:г\.?|года?))?\Z", re.ASCII)
_SOLID = late(r"(\d{4})(\d{2})(\d{2})\Z", re.ASCII)
_MONTH = {name[:3]: number for number, name in enumerate(MONTHS_OF, 1)} | {"май": 5}

_YES = frozenset(("да", "есть", "yes", "y", "on", "true", "истина", "верно", "+"))
_NO = frozenset(("нет", "no", "n", "off", "false", "ложь", "неверно"))

_NUMBER = late(r"([-+]?\d{1,3}(?: \d{3})+|[-+]?\d{1,18})(?:[.,](\d{1,9}))?\s*([а-яa-z]{0,10})\.?\Z", re.ASCII)
_COUNTED = late(r"(?:чел|час|ч|шт|лет|год|мес|мин|кб|kb|балл|пар|групп|участник|наставник|наставляем)[а-я]*\Z|\Z")

_UNITS = (
    ("month", late(r"мес(?:яц[а-я]{0,3})?\.?\Z|months?\Z")),
    ("week", late(r"нед(?:ел[а-я]{1,3})?\.?\Z|weeks?\Z")),
    ("day", late(r"(?:дн(?:[а-я]{1,3})?|день|дня|сут(?:ки|ок)?)\.?\Z|days?\Z")),
    ("hour", late(r"ч(?:ас[а-я]{0,3})?\.?\Z|hours?\Z")),
    ("year", late(r"(?:год[а-я]{0,3}|лет|г)\.?\Z|years?\Z")),
)
_COUNTS = {
    "один": 1, "одна": 1, "одну": 1, "одного": 1, "два": 2, "две": 2, "двух": 2, "три": 3, "трёх": 3, "трех": 3, "четыре": 4, "пять": 5, "шесть": 6,
    "семь": 7, "восемь": 8, "девять": 9, "десять": 10, "одиннадцать": 11, "двенадцать": 12,
}  # fmt: skip
_TERMS = {"полгода": (6, "month"), "пол года": (6, "month"), "полтора года": (18, "month"), "квартал": (3, "month")}
_TERM = late(r"(?:(\d{1,4}|[а-яё]{3,11})[\s-]+)?([а-яё.a-z]{1,9})\Z", re.ASCII)
_STUCK = late(r"(\d{1,4})([а-я.]{1,9})\Z", re.ASCII)

_DOMAIN = late(r"(?:www\.)?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?::\d{1,5})?(?:[/?#]\S*)?\Z")
_ZONES = frozenset(["ru", "su", "рф", "рус", "дети", "org", "com", "net", "info", "edu", "gov", "example", "moscow", "онлайн", "сайт"])
_SLIPPED = late(r"(?:h?t{1,3}ps?|htpps?|https?)(?::|;|)[/\\]{1,3}|//", re.IGNORECASE)


def is_date(text: str) -> bool:
    """True for a calendar date (ISO 8601) of our days."""
    try:
        return bool(_DATE.match(text)) and date.fromisoformat(text).year in YEARS
    except ValueError:
        return False


def _told(text: str) -> str:
    """The text in small letters, each blank one space: a no-break space is a blank too."""
    return " ".join(text.split()).lower()


def as_date(text: str) -> str | None:
    """«01.09.26», «1.9.2026», «2026/09/01», «1 сентября 2026» as 2026-09-01; the day stands first, as Russians write it.

    A year of two digits is taken only where it stands last for certain: «26-11-01» may be the 1st of November.
    """
    text = _told(text)
    if len(text) > 40:
        return None
    if match := _PARTS.match(text):
        first, sign, month, last = match.groups()
        year, day = (first, last) if len(first) == 4 else (last, first)
        if len(year) == 2:
            if int(year) not in _SHORT_YEARS or int(day) in _DOUBTFUL.get(sign, _SHORT_YEARS):
                return None
            year = f"20{year}"
    elif match := _WORDS.match(text):
        day, word, year = match.groups()
        number = _MONTH.get(word[:3], 0)
        month = str(number) if number and (MONTHS_OF[number - 1].startswith(word) or word[:-1] == MONTHS_OF[number - 1][:-1]) else "0"
    elif match := _SOLID.match(text):
        year, month, day = match.groups()
    else:
        return None
    turned = f"{year}-{month:0>2}-{day:0>2}"
    return turned if is_date(turned) else None


def is_like_date(text: str) -> bool:
    """True for numbers set out as a date in another way than ours, whether there is such a day or not."""
    text = _told(text)
    return len(text) <= 40 and not _DATE.match(text) and bool(_PARTS.match(text))


def as_boolean(text: str) -> str | None:
    """«да» and «нет», in words and in other languages of programs."""
    word = _told(text).strip(".")
    return "true" if word in _YES else "false" if word in _NO else None


def as_number(text: str, *, whole: bool) -> str | None:
    """«4,5», «1 200», «6 человек» as a number; a whole one where a whole one is wanted."""
    match = _NUMBER.match(_told(text).strip(" «»\"'"))
    if not match or not _COUNTED.match(match[3]):
        return None
    number, part = match[1].replace(" ", ""), (match[2] or "").rstrip("0")
    if whole and part:
        return None
    return f"{int(number)}" + (f".{part}" if part else "")


def as_term(text: str, units: Iterable[object]) -> tuple[int, str] | None:
    """«6 недель», «полгода», «три месяца» as a number and one of the units."""
    text = _told(text).strip(".")
    if len(text) > 40:
        return None
    known = set(units)
    found = _TERMS.get(text)
    if not found and (match := _TERM.match(text) or _STUCK.match(text)):
        said, word = match.groups()
        number = 1 if said is None else int(said) if said.isdigit() else _COUNTS.get(said, 0)
        unit = next((name for name, pattern in _UNITS if pattern.match(word)), "")
        found = (number, unit) if number and unit else None
    return found if found and found[1] in known else None


def as_unit(text: str, units: Iterable[object]) -> str | None:
    """«недель» as week."""
    word = _told(text)
    return next((name for name, pattern in _UNITS if name in set(units) and pattern.match(word)), None)


def as_items(text: str) -> list[str]:
    """«a, b; c» or «[a, b]» as its items."""
    inner = text.strip()
    if inner.startswith("[") and inner.endswith("]"):
        inner = inner[1:-1]
    return [item for item in (part.strip().strip("\"'").strip() for part in re.split(r"[,;\n]", inner)) if item]


def as_address(text: str) -> str | None:
    """«www.school.example», «school.ru/plan», «htps://…» as an address with https."""
    text = text.strip()
    if match := _SLIPPED.match(text):
        if match.group().lower() in ("http://", "https://"):
            return None
        text = text[match.end() :]
    host = re.split(r"[/?#:]", text, maxsplit=1)[0].lower()
    good = len(text) <= 2000 and _DOMAIN.match(text) and (host.startswith("www.") or host.rpartition(".")[2] in _ZONES)
    return f"https://{text}" if good else None


def scalar(text: str, *, flow: bool = True) -> str:
    """A text as YAML on one line: bare where our reader reads it back as the same text, inside brackets too; quoted elsewhere."""
    plain = "\n" not in text and (read_yaml("", f"x: [{text}]")[::2] == ({"x": [text]}, []) if flow else read_yaml("", f"x: {text}")[::2] == ({"x": text}, []))
    return text if plain else quoted(text)


def quoted(text: str) -> str:
    """A text in quotes; YAML reads the escapes of JSON."""
    return json.dumps(text, ensure_ascii=False)


def sequence(items: Iterable[str]) -> str:
    """Texts as a list on one line."""
    return f"[{', '.join(map(scalar, items))}]"
