"""Waivers: `<!-- разрешено C001: причина -->` in a file silences one rule in that file. One that silences nothing is a fault.

Only rules about meaning can be silenced. A comment in backquotes is an example of a waiver and none itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.diagnostics.diagnostic import Diagnostic, Place, Severity
from generator.diagnostics.rules import RULES, Rule
from generator.patterns import late

# A comment ends at its mark; one that was never closed, at the end of its paragraph.
_COMMENT = late(r"(?<!`)<!--(?P<inside>.*?)(?:-->|(?=\n[ \t]*\n)|\Z)", re.DOTALL)
_WAIVER = late(r"[ \t]*разрешено[ \t]+(?P<rule>[A-Z]\d{3})[ \t]*(?::[ \t]*(?P<reason>[^\n]*?))?[ \t]*")
_NEARLY = late(r"\bразрешено\b", re.IGNORECASE)
_SAMPLE = "<!-- разрешено C001: номер горячей линии -->"


class UnusedWaiver(Rule, id="F018", severity=Severity.WARNING):
    """Разрешение, которое ничего не разрешает.

    Что проверяем: пометка «разрешено» снимает замечание, которое в этом файле действительно есть.

    Почему это важно: забытое разрешение однажды скроет новую, настоящую ошибку – например, чужой телефон.

    Как исправить: удалите пометку. Если замечание осталось, проверьте номер правила в ней.

    Плохо:

        ## Материалы

        <!-- разрешено C001: номер горячей линии ведомства -->
        Вопросы задавайте на странице организации.

    Хорошо:

        ## Материалы

        <!-- разрешено C001: номер горячей линии ведомства -->
        Горячая линия: 8 (000) 000-00-00.
    """


class NoReason(Rule, id="F019"):
    """Разрешение без причины.

    Что проверяем: в пометке «разрешено» после номера правила стоит двоеточие и причина.

    Почему это важно: через год никто не вспомнит, почему замечание сняли. Без причины разрешение не действует.

    Как исправить: допишите причину несколькими словами – так, чтобы её понял другой редактор.

    Плохо:

        ## Материалы

        <!-- разрешено C001 -->
        Горячая линия: 8 (000) 000-00-00.

    Хорошо:

        ## Материалы

        <!-- разрешено C001: номер горячей линии ведомства -->
        Горячая линия: 8 (000) 000-00-00.
    """


class NotWaivable(Rule, id="F021"):
    """Это замечание нельзя разрешить.

    Что проверяем: пометка «разрешено» названа для правила о смысле: о тексте, ссылках, датах, личных данных.

    Почему это важно: остальные правила находят то, что нельзя прочитать или показать. От пометки оно не исправится.

    Как исправить: удалите пометку и исправьте то, о чём говорит замечание. Если номер правила написан с ошибкой,
    поправьте его.

    Плохо:

        ## Материалы

        <!-- разрешено F105: короткое название нас устраивает -->
        Лист наблюдения урока есть у каждой пары.

    Хорошо:

        ## Материалы

        <!-- разрешено C001: номер горячей линии ведомства -->
        Горячая линия: 8 (000) 000-00-00.
    """


class NotWaiver(Rule, id="F022"):
    """Разрешение записано не по образцу.

    Что проверяем: пометка «разрешено» стоит в одной строке, номер правила набран латинской буквой и тремя цифрами.

    Почему это важно: пометка с ошибкой ничего не снимает, а глазами русскую «С» от латинской «C» не отличить.

    Как исправить: перепишите пометку по образцу из подсказки или скопируйте номер из самого замечания.

    Плохо:

        ## Материалы

        <!-- разрешено С001: номер горячей линии ведомства -->
        Вопросы задавайте на странице организации.

    Хорошо:

        ## Материалы

        <!-- разрешено C001: номер горячей линии ведомства -->
        Горячая линия: 8 (000) 000-00-00.
    """


def blank(text: str) -> str:
    """A text without its waivers, those that failed too; every other character keeps its place."""
    if "<!--" not in text:
        return text
    return _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()) if _NEARLY.search(match["inside"]) else match.group(), text)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A waiver that works: the rule it silences in its file, and where it stands."""

    rule: str
    place: Place


def read_waivers(path: str, text: str) -> tuple[list[Waiver], list[Diagnostic]]:
    """The waivers of a file that work, and what is wrong with the others."""
    waivers: list[Waiver] = []
    found: list[Diagnostic] = []
    for match in _COMMENT.finditer(text) if "<!--" in text else ():
        if not _NEARLY.search(match["inside"]):
            continue
        place = _place(path, text, match)
        said = _WAIVER.fullmatch(match["inside"]) if match.group().endswith("-->") else None
        fault = _fault(said, place)
        if fault:
            found.append(fault)
        elif said:
            waivers.append(Waiver(said["rule"], place))
    return waivers, found


def apply(found: Iterable[Diagnostic], waivers: Iterable[Waiver]) -> list[Diagnostic]:
    """The diagnostics that no waiver of their file silences, and one for each waiver that silences nothing."""
    places = {(waiver.place.path, waiver.rule): waiver.place for waiver in waivers}
    kept: list[Diagnostic] = []
    used = set()
    for diagnostic in found:
        key = (diagnostic.place.path, diagnostic.rule)
        if key in places:
            used.add(key)
        else:
            kept.append(diagnostic)
    unused = sorted(places.keys() - used)
    return kept + [UnusedWaiver.at(places[key], f"Разрешение {key[1]} здесь ничего не разрешает.", "Удалите его.") for key in unused]


def _fault(said: re.Match[str] | None, place: Place) -> Diagnostic | None:
    """What is wrong with a waiver itself; None for one that works."""
    if said is None:
        return NotWaiver.at(place, "Разрешение записано не по образцу и ничего не снимает.", f"Напишите в одной строке, букву номера – латинскую: {_SAMPLE}")
    rule = said["rule"]
    if rule not in RULES:
        return NotWaivable.at(place, f"Правила {rule} нет.", "Возьмите номер из самого замечания или удалите пометку.")
    if not RULES[rule].waivable:
        return NotWaivable.at(place, f"Замечание {rule} («{RULES[rule].title()}») разрешить нельзя.", "Удалите пометку и исправьте то, о чём замечание.")
    if len(said["reason"] or "") < 5:
        return NoReason.at(place, f"Разрешение {rule} без причины.", "После номера правила поставьте двоеточие и напишите причину.")
    return None


def _place(path: str, text: str, match: re.Match[str]) -> Place:
    """The comment's span; of one broken over lines, its first line."""
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - text.rfind("\n", 0, match.start())
    return Place(path, line, column, line, column + len(match.group().partition("\n")[0]))
