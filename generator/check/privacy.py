"""Family C: personal data that must not stand in a public repository.

A pull request is a publication that cannot be recalled, so these are errors wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.context import Context
from generator.diagnostics import Diagnostic, Place, Rule
from generator.load import Source
from generator.load.decode import position

_PHONE = re.compile(r"(?<![\d\-/.])(?:\+7|8)[ \u00a0\-(]{0,2}\d{3}[ \u00a0\-)]{0,2}\d{3}[ \u00a0\-]?\d{2}[ \u00a0\-]?\d{2}(?![\d\-/])")
_EMAIL = re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SNILS = re.compile(r"(?<!\d)(\d{3})-(\d{3})-(\d{3})[ -](\d{2})(?!\d)")
_BIRTH = re.compile(
    r"(?:(?:род(?:ил|ился|илась|\.)|рожд)[^\n\d]{0,25}\d{1,2}[.\s][\d\wа-яё]{1,9}[.\s]\d{4}|\d{1,2}[.\s][\dа-яё]{1,9}[.\s]\d{4}\s*(?:г\.?\s?р\.|года рождения))",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+")


class Phone(Rule, id="C001"):
    """Номер телефона.

    Что проверяем: в файле нет номеров телефонов.

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

    Что проверяем: в файле нет дат рождения: «родился…», «… года рождения», «… г. р.».

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
        # Digits inside addresses of pages are no phones; every other character keeps its place.
        text = _ADDRESS.sub(lambda match: " " * len(match.group()), source.text)
        for match in _PHONE.finditer(text):
            yield Phone.at(
                _place(source, match), f"В тексте номер телефона {_hidden(match.group())}.", "Удалите номер: для вопросов есть страница организации."
            )
        for match in _EMAIL.finditer(text):
            yield Email.at(_place(source, match), f"В тексте адрес почты {_hidden(match.group())}.", "Удалите адрес: для вопросов есть страница организации.")
        for match in _SNILS.finditer(text):
            if is_snils("".join(match.groups())):
                yield Snils.at(_place(source, match), "В тексте номер СНИЛС.", "Удалите номер и сообщите администратору: он остался в истории правок.")
        for match in _BIRTH.finditer(text):
            yield BirthDate.at(_place(source, match), "В тексте дата рождения.", "Удалите её: для практики она не нужна.")


def is_snils(digits: str) -> bool:
    """True when the last two of eleven digits are the checksum of a СНИЛС (weights 9…1, modulo 101)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(9, 0, -1), strict=True))
    return total % 101 % 100 == int(digits[9:])


def _place(source: Source, match: re.Match[str]) -> Place:
    line, column = position(source.text, match.start())
    return Place(source.path, line, column, line, column + len(match.group()))


def _hidden(text: str) -> str:
    """The first signs only: a report is a publication too."""
    return text[:2].rstrip(" (") + "…"
