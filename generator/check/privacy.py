"""Family C: personal data that must not stand in a public repository.

A pull request is a publication that cannot be recalled, so these are errors wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from generator.check.context import Context
from generator.diagnostics import Diagnostic, Place, Rule
from generator.load import Source
from generator.load.decode import position

_DASH = "\\-\u2010\u2011\u2012\u2013\u2014\u2212"
_BLANK = " \u00a0\u2009\u202f"
_GAP = f"[{_BLANK}{_DASH}.]"
# What stands before a number of a document, an address, a decimal: there a bare 8 or 7 begins no phone.
_FRESH = rf"(?<![\w/=&#№])(?<!\d[.,:{_DASH}/])(?<!№[{_BLANK}])(?<![A-Za-z]-)"
_DONE = rf"(?!\d|[.,:{_DASH}/]\d)"
_PHONE = re.compile(
    rf"(?:(?<!\d)(?P<plus>\+{_GAP}?7)|{_FRESH}(?P<bare>[78])){_GAP}{{0,3}}"
    rf"(?:\((?P<paren>[{_BLANK}\d{_DASH}]{{3,8}})\)|(?P<code>\d{{3,5}}))"
    rf"{_GAP}{{0,3}}(?P<local>\d(?:{_GAP}{{0,3}}\d){{4,6}}){_DONE}"
)
# Without the 8: a mobile number, a code in brackets, or a short number after the word «телефон».
_PHONE_WITHOUT_8 = re.compile(
    rf"{_FRESH}(?:9\d\d|\(9\d\d\)){_GAP}{{1,2}}\d{{3}}[{_DASH}.]\d\d[{_DASH}.]\d\d{_DONE}"
    rf"|{_FRESH}\((?:[348]\d\d\)[{_BLANK}]?\d{{3}}|[348]\d{{3}}\)[{_BLANK}]?\d\d|[348]\d{{4}}\)[{_BLANK}]?\d)[{_DASH}]\d\d[{_DASH}]\d\d{_DONE}"
    rf"|(?<=\bтел)(?:\.|ефон\w{{0,3}})?:?[{_BLANK}]{{0,2}}(?P<short>\d{{1,3}}[{_DASH}]\d\d[{_DASH}]\d\d){_DONE}",
    re.IGNORECASE,
)
# How the last five to seven digits of a phone are parted; a row of numbers is parted otherwise.
_PARTED_BY_BLANKS = frozenset({(3, 2, 2), (3, 4), (7,), (2, 2, 2), (6,), (1, 2, 2), (5,)})
_PARTED = _PARTED_BY_BLANKS | {(2, 2, 3), (2, 3, 2), (3, 3), (2, 4), (2, 3), (3, 2)}
_NUMBERED = re.compile(rf"(?:инн|кпп|огрн|огрнип|снилс|окпо|бик|уин|кбк|сч[её]т\w*|заказ\w*|лицензи\w*)[:{_BLANK}№]{{0,3}}\Z", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SNILS = re.compile(
    rf"(?<!\d)(?<!\d[{_BLANK}{_DASH}])(\d{{3}})[{_BLANK}{_DASH}](\d{{3}})[{_BLANK}{_DASH}](\d{{3}})[{_BLANK}{_DASH}]{{1,2}}(\d{{2}}){_DONE}"
    r"|снилс\D{0,15}(\d{11})(?!\d)",
    re.IGNORECASE,
)
_DAY = (
    r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}\s+(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\s+\d{4})(?!\d)"
)
_BIRTH = re.compile(
    rf"\b(?:род(?:ил(?:ся|ась)|\.)|рожд\.|рожден(?:а|ы)?\b|дат(?:а|ы|у|ой|е)\s+рождения|д\.\s?р\.)(?P<between>[^\n\d]{{0,40}}){_DAY}"
    rf"|\bд(?:ень|ня|нём|нем|ню)\s+рождения(?P<whose>[^\n\d]{{0,40}}){_DAY}"
    rf"|{_DAY}\s*(?:г(?:\.|ода)?\s*)?(?:г\.\s?р\b|года?\s+рождения|р\.|родил(?:ся|ась))",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:наставни(?:к|ц)\w{0,3}|наставляем\w+|учител\w+|педагог\w{0,3}|воспитател\w+|директор\w{0,2}|куратор\w{0,2}|учени(?:к|ц)\w{0,3}"
    r"|сотрудни(?:к|ц)\w{0,3}|коллег\w|реб[её]н\w+|воспитанни\w+|студент\w{0,3}|е[её]|его|мо(?:й|его)|мам\w|пап\w|сын\w?|доч\w+)\b",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:школ|гимнази|лице[йя]|колледж|детск\w+ сад|организаци|учреждени|объединени|клуб|практик|традици|иде[яи]|проект|программ|движени|наставничеств)\w*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>«»\"|)\]]+")


class Phone(Rule, id="C001"):
    """Номер телефона.

    Что проверяем: в файле нет номеров телефонов – мобильных и городских, с какими бы знаками между цифрами они ни
    стояли.

    Почему это важно: всё, что попало в банк, видно всем и остаётся в истории правок, даже если потом удалить. Личный
    номер оттуда соберут рассыльщики.

    Как исправить: удалите номер и дайте ссылку на страницу организации. Для номера горячей линии поставьте рядом
    пометку <!-- разрешено C001: причина -->.

    Плохо:

        ## Материалы

        Вопросы по практике: 8 (000) 000-00-00.

    Хорошо:

        ## Материалы

        Вопросы по практике – на [странице наставников школы](https://school.example/nastavnichestvo/).
    """


class Email(Rule, id="C002"):
    """Адрес электронной почты.

    Что проверяем: в файле нет адресов электронной почты.

    Почему это важно: адрес человека – персональные данные, а на открытой странице его быстро соберут рассыльщики.

    Как исправить: удалите адрес и дайте ссылку на страницу организации или форму обратной связи.

    Плохо:

        ## Материалы

        Вопросы по практике: nastavnik@school.example.

    Хорошо:

        ## Материалы

        Вопросы по практике – на [странице наставников школы](https://school.example/nastavnichestvo/).
    """


class Snils(Rule, id="C003"):
    """Номер СНИЛС.

    Что проверяем: в файле нет номеров СНИЛС. Номер узнаём по контрольной сумме, поэтому похожие на него числа не
    задеваем.

    Почему это важно: по СНИЛС можно узнать о человеке почти всё. Для описания практики он не нужен никогда.

    Как исправить: удалите номер и сообщите администратору банка: он остался в истории правок, и его нужно убрать
    оттуда.

    Плохо:

        ## Материалы

        Сведения для договора: СНИЛС 000-000-000 00.

    Хорошо:

        ## Материалы

        Сведения для договора стороны вписывают в свой экземпляр.
    """


class BirthDate(Rule, id="C004"):
    """Дата рождения.

    Что проверяем: в файле нет дат рождения людей: «родился…», «… года рождения», «… г. р.». День рождения школы или
    практики сюда не относится.

    Почему это важно: вместе с названием школы дата рождения указывает на конкретного человека.

    Как исправить: удалите дату. Если важен возраст или стаж, напишите примерно: «учитель со стажем меньше года».

    Плохо:

        ## Материалы

        Наставляемая родилась 01.02.1903, работает первый год.

    Хорошо:

        ## Материалы

        Наставляемая работает первый год.
    """


def check(context: Context) -> Iterator[Diagnostic]:
    """All of family C."""
    for source in context.sources:
        yield from context.memo("privacy", (source.path, source.text), partial(_found, source))


def _found(source: Source) -> list[Diagnostic]:
    return list(_personal(source))


def _personal(source: Source) -> Iterator[Diagnostic]:
    # Digits inside addresses of pages are no phones; every other character keeps its place.
    text = _ADDRESS.sub(lambda match: " " * len(match.group()), source.text)
    for start, end in phones(text):
        yield Phone.at(
            _place(source, start, end), f"В тексте номер телефона {_hidden(text[start:end])}.", "Удалите номер: для вопросов есть страница организации."
        )
    for match in _EMAIL.finditer(text):
        yield Email.at(
            _place(source, *match.span()), f"В тексте адрес почты {_hidden(match.group())}.", "Удалите адрес: для вопросов есть страница организации."
        )
    for match in _SNILS.finditer(text):
        if is_snils("".join(filter(None, match.groups()))):
            yield Snils.at(_place(source, *match.span()), "В тексте номер СНИЛС.", "Удалите номер и сообщите администратору: он остался в истории правок.")
    for start, end in birth_dates(text):
        yield BirthDate.at(_place(source, start, end), "В тексте дата рождения.", "Удалите её: для практики она не нужна.")


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the phones of Russia in a text without addresses of pages."""
    for match in _PHONE.finditer(text):
        if _is_phone(match, text):
            yield match.span()
    for match in _PHONE_WITHOUT_8.finditer(_PHONE.sub(lambda found: "*" * len(found.group()), text)):
        yield match.span("short") if match["short"] else match.span()


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
    if not re.search(rf"[{_DASH}.]", whole):  # parted by blanks alone, as the numbers of a row are
        alone = not re.search(rf"\d[{_BLANK}]\Z", before) and not re.match(rf"[{_BLANK}]\d", after)
        return alone and parts in _PARTED_BY_BLANKS and (mobile or (whole[0] == "8" and code[0] in "348"))
    return code[0] in "03489"


def birth_dates(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the birth dates of people: a school and a tradition are born too."""
    for match in _BIRTH.finditer(text):
        whose = match["whose"]
        line = text[max(0, match.start() - 100) : match.start()].rpartition("\n")[2]
        before = re.split(r"[.!?;|]\s", line)[-1] if match["between"] is not None and "родил" in match.group().lower() else ""
        if _THING.search(f"{before} {match['between'] or ''}") and not _PERSON.search(f"{before} {match['between'] or ''}"):
            continue
        if whose is None or _PERSON.search(whose):
            yield match.span()


def is_snils(digits: str) -> bool:
    """True when the last two of eleven digits are the checksum of a СНИЛС (weights 9…1, modulo 101)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(9, 0, -1), strict=True))
    return total % 101 % 100 == int(digits[9:])


def _place(source: Source, start: int, end: int) -> Place:
    return Place(source.path, *position(source.text, start), *position(source.text, end))


def _hidden(text: str) -> str:
    """The first signs only: a report is a publication too."""
    return text[:2].rstrip(" (") + "…"
