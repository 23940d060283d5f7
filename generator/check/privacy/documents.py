"""Numbers that belong to one person: СНИЛС, passport, ИНН of a person, insurance policy, bank card. Checksums keep other numbers out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.privacy.numbers import DONE
from generator.check.privacy.page import BLANK, DASH, Hit, Page, Spot
from generator.check.privacy.rules import BankCard, Passport, PersonalTaxNumber, Policy, Snils
from generator.patterns import late

_SNILS = late(
    rf"(?<!\d)(?<!\d[{BLANK}{DASH}])(\d{{3}})[{BLANK}{DASH}](\d{{3}})[{BLANK}{DASH}](\d{{3}})[{BLANK}{DASH}]{{1,2}}(\d{{2}}){DONE}"
    r"|снилс\D{0,15}(\d{11})(?!\d)",
    re.IGNORECASE,
)
_G = f"[{BLANK}]"
_PASSPORT = late(
    rf"(?<![\d.,/])(?:\d\d{_G}?\d\d{_G}?[,;]?{_G}?(?:№|N|номер)?:?{_G}?\d{{6}}|\d\d{_G}?(?:№|N)?{_G}?\d{{7}}){DONE}",
    re.IGNORECASE,
)
_PASSPORT_SERIES = late(rf"серии?я?[:{BLANK}]{{0,2}}\d\d{_G}?\d\d[\s,;|]{{0,3}}(?:№|N|номер)?[:\s|]{{0,3}}\d{{6}}{DONE}", re.IGNORECASE)
_NEAR_PASSPORT = late(r"(?<!\w)паспорт(?:а|е|у|ом|ные|ных|ным)?(?!\w)|загранпаспорт|удостоверени\w+ личности|удостоверяющ\w+ личность", re.IGNORECASE)
# «Паспорт практики», a licence, a diploma have series and numbers too.
_NO_PASSPORT = late(
    r"паспорт\w*\s+(?:практик|программ|проект|организац|кабинет|безопасн|школ|доступн|учрежд|издели|прибор|оборудов|дорожн|здан|музе|объект|иннов|обогащ|антитерр|фонда|площадк)"
    r"|лиценз|аттестат|диплом|аккредит|свидетельств\w+ о\s+(?:гос|рег|акк)|удостоверени\w+ о повыш",
    re.IGNORECASE,
)
_DIVISION = late(rf"код\w*\s+подразделения[:{BLANK}]{{0,3}}(\d{{3}}[{DASH}]\d{{3}}){DONE}", re.IGNORECASE)
_BIRTH_PAPER = late(
    rf"свидетельств\w+\s+о\s+рождении[^\n\d]{{0,30}}?([IVXL]{{1,5}}[{DASH}{BLANK}][А-Я]{{2}}{_G}?(?:№|N|номер)?{_G}?\d{{6}}){DONE}", re.IGNORECASE
)
_TWELVE = late(rf"(?<![\d.,/№])(?<!№[{BLANK}])(?:\d{{12}}|\d{{4}}{_G}\d{{4}}{_G}\d{{4}}|\d{{2}}{_G}\d{{2}}{_G}\d{{6}}{_G}\d{{2}}){DONE}(?!{_G}\d)")
_SIXTEEN = late(
    rf"(?<![\d.,/№])(?<!№[{BLANK}])(?<!\d[{BLANK}{DASH}])\d{{4}}(?P<gap>[{BLANK}{DASH}]?)\d{{4}}(?P=gap)\d{{4}}(?P=gap)\d{{4}}(?:{_G}?\d{{3}})?{DONE}"
)
_LABEL = late(
    r"(?:кпп|огрн(?:ип)?|окпо|окато|октмо|оквэд|бик|уин|кбк|уникальн\w+|р/с|к/с|л/с|сч[её]т\w*|договор\w*|контракт\w*|заказ\w*|штрих\w*|артикул\w*|инвентарн\w+|реестр\w*"
    r"|регистрационн\w+|извещени\w+|закупк\w+|лицензи\w*|кадастров\w+|id|код\w{0,2}|идентификатор\w*|накладн\w+|серийн\w+|номер\w*|№)(?:\s+[^\W\d]\w*)?[\s:№.–-]{0,4}\Z",
    re.IGNORECASE,
)
_TAX = late(r"инн[^\d\n]{0,25}\Z", re.IGNORECASE)
_POLICY = late(r"(?:полис\w*|(?<!\w)омс|енп)[^\d\n]{0,40}\Z", re.IGNORECASE)
_CARD = late(r"(?:карт[аыуое]\w{0,2}|сбер\w*|visa|виза|мир|mastercard|перев(?:од|ест|еди|ед[её]м)\w*|реквизит\w*)[^\d\n]{0,40}\Z", re.IGNORECASE)
_GONE = "и сообщите администратору: он остался в истории правок."


def find(page: Page) -> Iterator[Hit]:
    """Numbers of personal documents."""
    text = page.plain
    for start, end in page.windows(11, 40, 4):
        for match in _SNILS.finditer(text, start, end):
            if is_snils("".join(filter(None, match.groups()))):
                yield Hit(*match.span(), Snils, "В тексте номер СНИЛС.", f"Удалите номер {_GONE}")
    for start, end in page.windows(12, 60, 4):
        yield from _long_numbers(text, start, end)
    if "аспорт" in text or "АСПОРТ" in text or "ичност" in text:
        for spot in page.spots:
            yield from _passports(text, spot)
    if "одразделения" in text:
        for match in _DIVISION.finditer(text):
            yield Hit(*match.span(1), Passport, "В тексте код подразделения из паспорта.", "Удалите паспортные данные и сообщите администратору.")
    if "о рождении" in text:
        for match in _BIRTH_PAPER.finditer(text):
            yield Hit(*match.span(1), Passport, "В тексте номер свидетельства о рождении.", f"Удалите номер {_GONE}")


def _long_numbers(text: str, start: int, end: int) -> Iterator[Hit]:
    for match in _TWELVE.finditer(text, start, end):
        before, digits = _said(text, match, 40), _digits(match.group())
        named = _TAX.search(before)
        if is_tax_number(digits) and (named or (match.group().isdigit() and not _LABEL.search(before))):
            yield Hit(*match.span(), PersonalTaxNumber, "В тексте ИНН человека (12 цифр).", f"Удалите номер {_GONE}")
    for match in _SIXTEEN.finditer(text, start, end):
        before, digits = _said(text, match, 60), _digits(match.group())
        if _POLICY.search(before) and len(digits) == 16:
            yield Hit(*match.span(), Policy, "В тексте номер полиса медицинского страхования.", f"Удалите номер {_GONE}")
        elif _is_card(digits) and (_CARD.search(before) or (digits[0] in "2456" and not _LABEL.search(before))):
            yield Hit(*match.span(), BankCard, "В тексте номер банковской карты.", f"Удалите номер {_GONE}")


def _said(text: str, match: re.Match[str], width: int) -> str:
    """What stands before a number in its own paragraph: what is said in another one names and excuses nothing."""
    return text[max(0, match.start() - width) : match.start()].rpartition("\n\n")[2]


def _passports(text: str, spot: Spot) -> Iterator[Hit]:
    if spot.digits < 6:
        return
    floor = max(0, spot.start - 90)
    near = text[floor : spot.start]
    if not _NEAR_PASSPORT.search(near) or _NO_PASSPORT.search(near.rpartition("\n\n")[2]):
        return
    match = _PASSPORT_SERIES.search(text, floor, spot.end) or _last(_PASSPORT, text, max(floor, spot.start - 16), spot.end + 1)
    if match and match.end() >= spot.end - 1:
        start = next(place for place in range(match.start(), match.end()) if text[place].isdigit())
        yield Hit(start, match.end(), Passport, "В тексте серия и номер паспорта.", f"Удалите их {_GONE.replace('он остался', 'они остались')}")


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The first match that reaches the end of the stretch."""
    return next((match for match in pattern.finditer(text, start, end) if match.end() >= end - 2), None)


def is_snils(digits: str) -> bool:
    """True when the last two of eleven digits are the checksum of a СНИЛС (weights 9…1, modulo 101)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(9, 0, -1), strict=True))
    return total % 101 % 100 == int(digits[9:])


def is_tax_number(digits: str) -> bool:
    """True when the last two of twelve digits are the checksums of the ИНН of a person."""
    weights = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    return digits != "0" * 12 and all(
        sum(int(digit) * weight for digit, weight in zip(digits[:size], weights[11 - size :], strict=True)) % 11 % 10 == int(digits[size]) for size in (10, 11)
    )


def _is_card(digits: str) -> bool:
    """True when the digits of a bank card pass Luhn's test."""
    doubled = (int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits)))
    return len(set(digits)) > 2 and sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
