"""Phones of Russia, however people part their digits, and phones written in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.check.privacy.page import BLANK, DASH, Hit, Page
from generator.check.privacy.rules import Phone
from generator.patterns import late

_GAP = f"[{BLANK}{DASH}.]"
# What stands before a number of a document, an address, a decimal: there a bare 8 or 7 begins no phone.
_FRESH = rf"(?<![\w/=&#№])(?<!\d[.,:{DASH}/])(?<!№[{BLANK}])(?<![A-Za-z]-)"
DONE = rf"(?!\d|[.,:{DASH}/]\d)"
_PHONE = late(
    rf"(?:(?<!\d)(?P<plus>\+{_GAP}?7)|{_FRESH}(?P<bare>[78])){_GAP}{{0,3}}"
    rf"(?:\((?P<paren>[{BLANK}\d{DASH}]{{3,8}})\)|(?P<code>\d{{3,5}}))"
    rf"{_GAP}{{0,3}}(?P<local>\d(?:{_GAP}{{0,3}}\d){{4,6}}){DONE}"
)
# Without the 8: a mobile number, a code in brackets.
_PHONE_WITHOUT_8 = late(
    rf"{_FRESH}(?:9\d\d|\(9\d\d\)){_GAP}{{1,2}}\d{{3}}[{DASH}.]\d\d[{DASH}.]\d\d{DONE}"
    rf"|{_FRESH}\((?:[348]\d\d\)[{BLANK}]?\d{{3}}|[348]\d{{3}}\)[{BLANK}]?\d\d|[348]\d{{4}}\)[{BLANK}]?\d)[{DASH}]\d\d[{DASH}]\d\d{DONE}",
    re.IGNORECASE,
)
_SHORT = late(rf"(?<=\bтел)(?:\.|ефон\w{{0,3}})?:?[{BLANK}]{{0,2}}(\d{{1,3}}[{DASH}]\d\d[{DASH}]\d\d){DONE}", re.IGNORECASE)
# How the last five to seven digits of a phone are parted; a row of numbers is parted otherwise.
_PARTED_BY_BLANKS = frozenset({(3, 2, 2), (3, 4), (7,), (2, 2, 2), (6,), (1, 2, 2), (5,)})
_PARTED = _PARTED_BY_BLANKS | {(2, 2, 3), (2, 3, 2), (3, 3), (2, 4), (2, 3), (3, 2)}
_NUMBERED = late(rf"(?:инн|кпп|огрн|огрнип|снилс|окпо|бик|уин|кбк|полис|омс|карт\w*|сч[её]т\w*|заказ\w*|лицензи\w*)[:{BLANK}№]{{0,3}}\Z", re.IGNORECASE)
_NUMERAL = (
    r"(?:ноль|нуля|один|одна|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать|двенадцать|тринадцать|четырнадцать|пятнадцать|шестнадцать"
    r"|семнадцать|восемнадцать|девятнадцать|двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто|сто|двести|триста|четыреста|пятьсот"
    r"|шестьсот|семьсот|восемьсот|девятьсот|\d{1,4})"
)
_PAUSE = rf"(?:(?!\n\n)[\s,{DASH}]){{1,3}}"  # never to another paragraph
# Counting aloud begins with one and goes up; a phone begins with the code of a network or of a town.
_SPELLED = late(
    rf"(?<![а-яё])(?:(?:плюс\s+семь|\+\s?7|восемь|8){_PAUSE})(?:девят(?:ьсот|ь(?!\W+десять))|четыреста|триста|восемьсот|9\d\d|4\d\d\d)"
    rf"(?:{_PAUSE}{_NUMERAL}(?![а-яё\d])){{4,16}}|(?<![а-яё])(?:восемь|плюс\s+семь){_PAUSE}9\d\d(?:{_PAUSE}\d{{2,4}}){{2,4}}",
    re.IGNORECASE,
)
# A test that begins with letters of its own is cheap.
_MAYBE_SPELLED = late(rf"емь{_PAUSE}(?:девя|четы|вос|трис|9|4)")
_HINT = "Удалите номер: для вопросов есть страница организации."


def find(page: Page) -> Iterator[Hit]:
    """Phones that the settings do not allow."""
    for start, end in phones(page):
        number = page.text[start:end]
        if not _is_allowed(number, page.allowed.phones):
            yield Hit(start, end, Phone, f"В тексте номер телефона {hidden(number)}.", _HINT)
    if _MAYBE_SPELLED.search(page.text):
        for match in _SPELLED.finditer(page.text):
            if re.search("[а-яё]{3}", match.group(), re.IGNORECASE):
                yield Hit(*match.span(), Phone, f"В тексте номер телефона словами: «{hidden(match.group())}».", _HINT)


def phones(page: Page) -> Iterable[tuple[int, int]]:
    """Spans of the phones of Russia written in digits, each once."""
    return dict.fromkeys(_found(page))


def _found(page: Page) -> Iterator[tuple[int, int]]:
    text = page.plain
    for start, end in page.windows(10, 40, 20):
        yield from _phones(text[start:end], start)
    for spot in page.spots:
        if spot.digits >= 5:
            yield from (match.span(1) for match in _SHORT.finditer(text, max(0, spot.start - 15), spot.end + 2))


def _phones(text: str, offset: int) -> Iterator[tuple[int, int]]:
    for match in _PHONE.finditer(text):
        if _is_phone(match, text):
            yield match.start() + offset, match.end() + offset
    for match in _PHONE_WITHOUT_8.finditer(_PHONE.sub(lambda found: "*" * len(found.group()), text)):
        yield match.start() + offset, match.end() + offset


def _is_phone(match: re.Match[str], text: str) -> bool:
    """True for ten digits after the 8, parted as people part them."""
    code, local = re.sub(r"\D", "", match["paren"] or match["code"]), match["local"]
    parts = tuple(map(len, re.findall(r"\d+", local)))
    if len(code) not in (3, 4, 5) or len(code) + sum(parts) != 10 or parts not in _PARTED:
        return False
    if match["plus"] or match["paren"]:
        return True
    whole = match.group()
    before, after = text[max(0, match.start() - 20) : match.start()], text[match.end() : match.end() + 2]
    mobile = code[0] == "9"
    if whole.isdigit():  # eleven digits in a row may number anything
        return (mobile or (whole[0] == "8" and code[0] in "348")) and not _NUMBERED.search(before)
    if not re.search(rf"[{DASH}.]", whole):  # parted by blanks alone, as the numbers of a row are
        alone = not re.search(rf"\d[{BLANK}]\Z", before) and not re.match(rf"[{BLANK}]\d", after)
        return alone and parts in _PARTED_BY_BLANKS and (mobile or (whole[0] == "8" and code[0] in "348"))
    return code[0] in "03489"


def _is_allowed(number: str, allowed: tuple[str, ...]) -> bool:
    digits = re.sub(r"\D", "", number)[-10:]
    return any(re.sub(r"\D", "", phone)[-10:] == digits for phone in allowed)


def hidden(text: str) -> str:
    """The first signs only: a report is a publication too."""
    return text[:2].rstrip(" (") + "…"
