"""Home addresses: a street with a flat, or an address after a word about living. Addresses of schools have no flats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.privacy.page import BLANK, Hit, Page
from generator.check.privacy.rules import HomeAddress
from generator.patterns import late

_FLATS = (
    late(rf"кв(?:\.|артира|артире|артиры)?[{BLANK}]{{0,2}}(?:№[{BLANK}]?)?\d{{1,4}}\b"),
    late(rf"комн(?:\.|ата|ате)[{BLANK}]{{0,2}}(?:№[{BLANK}]?)?\d{{1,4}}\b"),
)
_STREET = late(
    r"\b(?:ул(?:\.|иц[аеыу])|пер(?:\.|еул\w+)|просп(?:\.|ект\w*)|пр-т|пр-кт|пр-д|б-р|бульвар\w*|ш(?:\.|оссе)|проезд\w*|пл(?:\.|ощад\w+)|наб(?:\.|ережн\w+)|мкр\.?|микрорайон\w*"
    r"|тупик\w*|аллея|аллее|пос(?:\.|[её]л\w+)|дер(?:\.|евн\w+)|с(?:\.|ел[оеа]\b))",
    re.IGNORECASE,
)
_TOWN = late(r"[А-ЯЁ][а-яё]{3,}[^\n]{0,60}\d")
_HOUSE = late(r"(?:\bд(?:\.|ом\w{0,2})|,|\d[а-я]?,|\bкорп\w*\.?|\bстр\.?)[^\n.;]{0,12}\d", re.IGNORECASE)
_HOME = late(
    r"\b(?:прожива(?:ет|ю|ющ\w+)|живут?|живет|живёт|прописан\w{0,2}|зарегистрирован\w{0,2}(?:\s+по\s+адресу)?|домашн\w+\s+адрес\w{0,2}|адрес\w{0,2}\s+(?:прожива\w+|регистрац\w+|прописк\w+|жительств\w+|дом\w{0,2}\b)"
    r"|мест\w+\s+(?:жительств\w+|прожива\w+|регистрац\w+)|адрес\s+(?:наставни\w+|учител\w+|педагог\w+|ученик\w+|семьи|реб[её]нка))",
)
_STREET_AND_HOUSE = late(
    r"(?:\b(?:ул(?:\.|иц[аеыу])|пер(?:\.|еул\w+)|просп(?:\.|ект\w*)|пр-т|пр-кт|б-р|бульвар\w*|шоссе|проезд\w*|площад\w+|пл\.|наб\.|набережн\w+|мкр\.?|микрорайон\w*)[^\n;]{0,45}?\d"
    r"|\b[А-ЯЁ][а-яё]{3,}(?:ая|ой|ий|ый|ого|а)\s*,\s*(?:д\.?\s*)?\d{1,3}|\bд(?:\.|ом)\s?\d)"
)
_HINT = "Удалите адрес: место работы и муниципалитет карточка называет и так."
_FOR_FIRMS = late(r"организаци|юридическ|учреждени|школ[аы]\b|предпринимател|доменное|товарн|программ", re.IGNORECASE)


def find(page: Page) -> Iterator[Hit]:
    """Home addresses."""
    text = page.plain
    for flat in _FLATS:
        yield from _with_flat(text, flat)
    yield from _with_word(text)


def _with_flat(text: str, flat: re.Pattern[str]) -> Iterator[Hit]:
    for match in flat.finditer(text):
        if text[match.start() - 1 : match.start()].isalpha():
            continue
        floor = max(0, match.start() - 90)
        floor = max(floor, text.rfind("\n\n", floor, match.start()) + 1)
        street = _STREET.search(text, floor, match.start()) or _TOWN.search(text, floor, match.start())
        if street and _HOUSE.search(text, max(floor, match.start() - 30), match.start()):
            yield Hit(street.start(), match.end(), HomeAddress, "В тексте адрес с номером квартиры.", _HINT)


def _with_word(text: str) -> Iterator[Hit]:
    last = -1
    for start, end in _homes(text):
        stop = text.find("\n\n", end, end + 120)
        roof = min(end + 110, stop if stop >= 0 else len(text))
        found = _STREET_AND_HOUSE.search(text, end, roof)
        if found is None or found.start() < last or any(flat.search(text, found.end(), min(found.end() + 35, roof)) for flat in _FLATS):
            continue
        floor = max(0, start - 30)
        floor = max(floor, text.rfind("\n\n", floor, start) + 1)  # the paragraph before speaks of something else
        if _FOR_FIRMS.search(text, floor, start) or re.search(r"[а-яё»)]{3}[.!?]\s+[А-ЯЁ]", text[end : found.start()]):
            continue
        house = re.compile(r"[\d/а-я-]*(?:\s?[а-я]\b)?").match(text, found.end())
        last = house.end() if house else found.end()
        yield Hit(found.start(), last, HomeAddress, "В тексте домашний адрес.", _HINT)


def _homes(text: str) -> list[tuple[int, int]]:
    """Words about living somewhere, in order: looked for around parts of words that are cheap to find."""
    spots: dict[int, int] = {}
    for part in _HOME_PARTS:
        at = text.find(part)
        while at >= 0:
            if _DIGIT.search(text, at, at + 150):
                floor = max(0, at - 22)
                for match in _HOME.finditer(text[floor : at + 45].lower()):
                    start, end = match.start() + floor, match.end() + floor
                    spots[start] = max(end, spots.get(start, 0))
            at = text.find(part, at + len(part))
    return sorted(spots.items())


_DIGIT = late(r"\d")
_HOME_PARTS = ("рожива", "живу", "живет", "живёт", "Живу", "Живет", "Живёт", "рописан", "арегистрирован", "дрес", "жительств", "егистрации")
