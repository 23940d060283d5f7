"""The registry of rules. A rule is a class whose docstring is its help page; `Rule.at` makes its diagnostics.

The docstring: first line is the title; then the paragraphs «Что проверяем», «Почему это важно», «Как исправить»;
then «Плохо:» and «Хорошо:», each with an indented example. The examples are run by the tests.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from typing import ClassVar

from generator.diagnostics.diagnostic import Diagnostic, Fix, Place, Severity
from generator.patterns import late

RULES: dict[str, type[Rule]] = {}

FAMILIES = {
    "F": "Файл и его заголовок",
    "P": "Карточка практики",
    "T": "Шаблон документа",
    "O": "Организация",
    "E": "Событие",
    "V": "Словари и пункты",
    "L": "Ссылки и файлы",
    "C": "Согласия и персональные данные",
    "B": "Банк целиком",
    "R": "Русский текст",
    "S": "Настройки",
    "W": "Готовый сайт",
}


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a rule's help page: the text as it stands in the docstring, without indentation."""

    text: str


# Rules about meaning: an editor may know better. What other rules find cannot be read, shown or built.
_MEANING = late(r"P(?!00)\d{3}|[TOELCR]\d{3}")


class Rule:
    """Base of all rules. Subclasses are written `class Bom(Rule, id="F001")` and are never instantiated.

    `waivable` says whether a waiver may silence the rule; without it the family decides.
    """

    id: ClassVar[str]
    severity: ClassVar[Severity]
    waivable: ClassVar[bool]

    def __init_subclass__(cls, *, id: str, severity: Severity = Severity.ERROR, waivable: bool | None = None) -> None:  # noqa: A002  # reads as `class Bom(Rule, id="F001")`
        if not re.fullmatch(r"[A-Z]\d{3}", id) or id[0] not in FAMILIES:
            raise ValueError(f"not a rule id: {id}")
        if id in RULES:
            raise ValueError(f"rule id {id} is taken by {RULES[id].__name__}")
        cls.id, cls.severity = id, severity
        cls.waivable = bool(_MEANING.fullmatch(id)) if waivable is None else waivable
        RULES[id] = cls

    @classmethod
    def at(cls, place: Place, message: str, hint: str = "", fix: Fix | None = None) -> Diagnostic:
        """A diagnostic of this rule at `place`."""
        return Diagnostic(cls.id, cls.severity, place, message, hint, fix)

    @classmethod
    def title(cls) -> str:
        """The first line of the help page, without its full stop: it is a heading."""
        return inspect.cleandoc(cls.__doc__ or "").partition("\n")[0].removesuffix(".")

    @classmethod
    def paragraphs(cls) -> tuple[tuple[str, str], ...]:
        """The explaining paragraphs: pairs of heading and text."""
        found = re.findall(
            r"^(Что проверяем|Почему это важно|Как исправить): (.+?)(?=\n\s*\n|\Z)",
            inspect.cleandoc(cls.__doc__ or ""),
            re.MULTILINE | re.DOTALL,
        )
        return tuple((heading, " ".join(text.split())) for heading, text in found)

    @classmethod
    def example(cls, heading: str) -> Example:
        """The example under `heading` («Плохо» or «Хорошо»); empty when the rule has none."""
        match = re.search(rf"^{heading}:\n\s*\n((?:(?: {{4}}.*)?\n?)+)", inspect.cleandoc(cls.__doc__ or ""), re.MULTILINE)
        block = match.group(1) if match else ""
        return Example(inspect.cleandoc("\n" + block).strip("\n"))
