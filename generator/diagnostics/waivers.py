"""Waivers: `<!-- разрешено C001: причина -->` in a file silences one rule in that file. One that silences nothing is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.diagnostics.diagnostic import Diagnostic, Place, Severity
from generator.diagnostics.rules import Rule

WAIVER = re.compile(r"<!--\s*разрешено\s+(?P<rule>[A-Z]\d{3})\s*:?[ \t]*(?P<reason>[^\n]*?)\s*-->")


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


def blank(text: str) -> str:
    """A text without its waivers, every other character in its place."""
    return WAIVER.sub(lambda match: " " * len(match.group()), text)


def apply(found: Iterable[Diagnostic], texts: Mapping[str, str]) -> list[Diagnostic]:
    """The diagnostics that no waiver silences, and those about the waivers. `texts` maps paths to whole files."""
    waivers: dict[tuple[str, str], Place] = {}
    kept: list[Diagnostic] = []
    for path, text in texts.items():
        for match in WAIVER.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            place = Place(path, line, column, line, column + len(match.group()))
            if len(match["reason"]) < 5:
                kept.append(NoReason.at(place, f"Разрешение {match['rule']} без причины.", "После номера правила поставьте двоеточие и напишите причину."))
            else:
                waivers[path, match["rule"]] = place
    used = set()
    for diagnostic in found:
        key = (diagnostic.place.path, diagnostic.rule)
        if key in waivers:
            used.add(key)
        else:
            kept.append(diagnostic)
    unused = sorted(waivers.keys() - used)
    return kept + [UnusedWaiver.at(waivers[key], f"Разрешение {key[1]} здесь ничего не разрешает.", "Удалите его.") for key in unused]
