"""Family L, the marks of a text: what was meant as a link, a heading or a table and is none, or is one a reader cannot use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.facts import TEXTS
from generator.diagnostics import Diagnostic, Edit, Fix, Place, Rule, Severity
from generator.load import Source
from generator.load.glance import Trigger
from generator.patterns import late
from generator.schema.outline import fenced

_NEAR_LINK = late(r"\[[^\[\]\n]+\] \((?:https?://|www\.|[\w./-]+\.(?:md|pdf|docx?|odt|xlsx?)\b)[^()\n]*\)")
_TARGET = late(r"\[[^\[\]\n]{1,300}\]\((?P<target>[^()<>\"'\n]{1,300})\)")
_NEAR_CLAUSE = late(r"\([пП]:[ ]*(?P<round>[\w.-]*\d[\w.-]*)\)|\{[ ]*[ПпPp][ ]*[:：][ ]*(?P<mark>[\w.-]+)[ ]*\}|\{п (?P<bare>[\w.-]+)\}")
_BARE = late(r"(?<![(<\[\"/\w=])(?:https?://|www\.)[^\s<>()\[\]|«»]+")
_FOREIGN_PICTURE = late(r"!\[[^\[\]\n]*\]\((?P<target>(?:https?:)?//[^()\s]+)")
_INSECURE = late(r"\]\((?P<target>http://[^()\s]+)\)")
NETWORK = late(r"https?://(?:[\w-]+\.)*(?:facebook|instagram|fb)\.com(?![\w.-])")
_NETWORK = late(rf"\]\((?P<target>{NETWORK.pattern}[^()\s]*)\)")
# What `_line` looks for, without looking around.
_MAYBE = Trigger(
    r"\] \(|\[[^\[\]\n]*\]\([^()\n]*[ \x{a0}]|\{ +[пПpP] *[:：]|\{[ПpP] *[:：]|\{п +[:：]|\{п：|\{п: |\{п:[^{}\n]* |\{п [\w.-]|\([пП]:"
    r"|(?:^|[^(<\[\"/\w=])(?:https?://|www\.)|!\[[^\[\]\n]*\]\((?:https?:)?//|\]\(http://|(?:facebook|instagram|fb)\.com"
)
_HEADING = late(r"(#{1,6}) ")
_RULE_ROW = late(r"\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*\Z")
_CODE = late(r"(`+)[^`]+\1")


class SkippedLevel(Rule, id="L012", severity=Severity.WARNING):
    """Уровень заголовка пропущен.

    Что проверяем: после заголовка «##» идёт «##» или «###», а не сразу «####».

    Почему это важно: по уровням заголовков программа чтения с экрана строит оглавление. Пропуск в нём – потерянный раздел.

    Как исправить: уберите лишние решётки так, чтобы заголовок был на один уровень глубже того, что над ним.

    Плохо:

        # файл: content/knowledge/index.md
        ## Начало работы

        #### Первая встреча

        Договоритесь о правилах.

    Хорошо:

        # файл: content/knowledge/index.md
        ## Начало работы

        ### Первая встреча

        Договоритесь о правилах.
    """


class BrokenTable(Rule, id="L013", severity=Severity.WARNING):
    r"""Таблица не сложится.

    Что проверяем: под заголовками таблицы стоит строка из дефисов, и в каждой строке столько же ячеек, сколько в
    заголовке; у каждого столбца есть название.

    Почему это важно: без строки из дефисов вместо таблицы на странице будет текст с палочками, лишние ячейки пропадут, а
    столбец без названия нельзя понять на слух.

    Как исправить: сравните строку с первой строкой таблицы: палочек «|» в них должно быть поровну. Палочку, которая нужна в
    тексте, напишите так: \|.

    Плохо:

        ## Материалы

        | Минуты | Что происходит |
        |---|---|
        | 0–5 | Рассказ | автор |

    Хорошо:

        ## Материалы

        | Минуты | Что происходит | Кто говорит |
        |---|---|---|
        | 0–5 | Рассказ | автор |
    """


class NearLink(Rule, id="L014", severity=Severity.WARNING):
    """Ссылка записана с ошибкой.

    Что проверяем: между квадратными и круглыми скобками ссылки нет пробела.

    Почему это важно: с пробелом это уже не ссылка: читатель увидит скобки и адрес, а щёлкнуть будет не по чему.

    Как исправить: уберите пробел: [текст](адрес).

    Плохо:

        ## Материалы

        Факты записывают в [лист наблюдения] (https://school.example/list).

    Хорошо:

        ## Материалы

        Факты записывают в [лист наблюдения](https://school.example/list).
    """


class NearClause(Rule, id="L015", severity=Severity.WARNING):
    """Ссылка на пункт записана с ошибкой.

    Что проверяем: ссылка на пункт Положения записана строчной русской «п», двоеточием и номером, без пробелов.

    Почему это важно: иначе вместо ссылки на странице останутся фигурные скобки.

    Как исправить: перепишите по образцу из подсказки.

    Плохо:

        ## Материалы

        Порядок встреч опирается на {П: 1.1}.

    Хорошо:

        ## Материалы

        Порядок встреч опирается на {п:1.1}.
    """


class BareAddress(Rule, id="L016", severity=Severity.WARNING):
    """Голый адрес в тексте.

    Что проверяем: адрес страницы в тексте записан ссылкой с названием.

    Почему это важно: щёлкнуть по голому адресу нельзя, а программа чтения с экрана прочтёт его по буквам.

    Как исправить: напишите [название страницы](адрес).

    Плохо:

        ## Материалы

        Памятка лежит на https://school.example/nastavnichestvo/.

    Хорошо:

        ## Материалы

        Памятка – на [странице наставников школы](https://school.example/nastavnichestvo/).
    """


class ForeignPicture(Rule, id="L017"):
    """Картинка с чужого сайта.

    Что проверяем: картинки лежат в папке записи, а не берутся с других сайтов.

    Почему это важно: чужой сайт узнает о каждом читателе, однажды уберёт картинку или заменит её другой. Наши страницы
    ничего с других сайтов не загружают.

    Как исправить: если права позволяют, положите файл рядом с карточкой и дайте ссылку на него. Иначе поставьте обычную
    ссылку на страницу с картинкой.

    Плохо:

        ## Материалы

        ![Схема встречи пары](https://school.example/shema.png)

    Хорошо:

        # положить файл: practices/primer/shema.png
        ## Материалы

        ![Схема встречи пары](shema.png)
    """


class Insecure(Rule, id="L018", severity=Severity.WARNING):
    """Ссылка без защиты.

    Что проверяем: адреса в ссылках начинаются с https://, а не с http://.

    Почему это важно: по незащищённой ссылке страницу может подменить посторонний, и браузер предупредит об этом читателя.

    Как исправить: добавьте букву s и проверьте, что страница открывается. Если нет, найдите другой источник.

    Плохо:

        ## Материалы

        Памятка – на [странице наставников школы](http://school.example/nastavnichestvo/).

    Хорошо:

        ## Материалы

        Памятка – на [странице наставников школы](https://school.example/nastavnichestvo/).
    """


class ForeignNetwork(Rule, id="L019"):
    """Ссылка на иностранную социальную сеть.

    Что проверяем: ссылки в тексте и в полях не ведут в Facebook и Instagram.

    Почему это важно: эти страницы у читателя не откроются, а записи банка показывают у себя сайты организаций.

    Как исправить: сошлитесь на страницу организации или на её сообщество в разрешённой сети.

    Плохо:

        ## Материалы

        Фотографии встреч – [в альбоме пары](https://www.facebook.com/para).

    Хорошо:

        ## Материалы

        Фотографии встреч – на [странице наставников школы](https://school.example/nastavnichestvo/).
    """


def foreign_network(place: Place) -> Diagnostic:
    """The fault of a link at a place, in a text or in a field."""
    return ForeignNetwork.at(place, "Ссылка ведёт в иностранную социальную сеть.", "Сошлитесь на страницу организации.")


def check(source: Source) -> Iterator[Diagnostic]:
    """Everything about the marks of one text; code is passed over."""
    if source.entry.kind not in TEXTS:
        return
    text = source.body
    careful = "`" in text or "~~~" in text
    lines = _without_code(text.split("\n")) if careful else text.split("\n")
    if "|" in text:
        yield from _tables(source, lines)
    if "####" in text or text.startswith("# ") or "\n# " in text:  # of others no level can be left out
        yield from _levels(source, lines)
    for number, line in enumerate(lines) if source.may_body(_MAYBE) else ():
        if "[" in line or "{" in line or "п:" in line or "://" in line or "www." in line:
            yield from _line(source, number, line)


def _line(source: Source, number: int, line: str) -> Iterator[Diagnostic]:
    for match in _NEAR_LINK.finditer(line):
        gap = line.index("] (", match.start()) + 1
        fix = Fix("Убрать пробел", (Edit(source.place(number, gap + 1, 1), ""),))
        yield NearLink.at(_span(source, number, match), "Между скобками ссылки стоит пробел.", "Уберите его: [текст](адрес).", fix)
    for match in _TARGET.finditer(line) if "](" in line else ():
        if " " not in match["target"].strip():
            continue
        hint = "Переименуйте файл без пробелов, латиницей, и поправьте адрес."
        yield NearLink.at(_span(source, number, match, "target"), "В адресе ссылки стоит пробел, и ссылкой она не станет.", hint)
    for match in _NEAR_CLAUSE.finditer(line):
        mark = f"{{п:{match['mark'] or match['bare'] or match['round']}}}"
        if match.group() != mark:
            place = _span(source, number, match)
            yield NearClause.at(
                place, f"«{match.group()}» на странице не станет ссылкой на пункт.", f"Напишите так: {mark}.", Fix("Переписать", (Edit(place, mark),))
            )
    for match in _FOREIGN_PICTURE.finditer(line):
        yield ForeignPicture.at(
            _span(source, number, match, "target"), "Картинка берётся с чужого сайта.", "Положите файл в папку записи или сделайте обычную ссылку."
        )
    for match in _NETWORK.finditer(line):
        yield foreign_network(_span(source, number, match, "target"))
    for match in _INSECURE.finditer(line):
        if not _NETWORK.match(line, match.start()) and not line[: match.start()].rpartition("[")[0].endswith("!"):
            yield Insecure.at(
                _span(source, number, match, "target"), "Адрес начинается с http://, без защиты.", "Замените на https:// и проверьте, что страница открывается."
            )
    for match in _BARE.finditer(line):
        yield BareAddress.at(_span(source, number, match), "Голый адрес: щёлкнуть по нему нельзя.", "Напишите [название страницы](адрес).")


def _levels(source: Source, lines: list[str]) -> Iterator[Diagnostic]:
    above = 0
    for number, line in enumerate(lines):
        if line.startswith("#") and (match := _HEADING.match(line)):
            level = len(match.group(1))
            if above and level > above + 1:
                hint = f"Оставьте решёток: {above + 1}."
                yield SkippedLevel.at(source.place(number, 1, level), f"Заголовок уровня {level} стоит сразу под заголовком уровня {above}.", hint)
            above = level


def _tables(source: Source, lines: list[str]) -> Iterator[Diagnostic]:
    """Rows of a table have the cells its head has; a head has a row of dashes below it."""
    number = 0
    while number < len(lines):
        if not lines[number].lstrip().startswith("|"):
            number += 1
            continue
        head, start = _cells(lines[number]), number
        if number + 1 >= len(lines) or not _RULE_ROW.match(lines[number + 1].strip()):
            yield BrokenTable.at(
                source.place(start, 1, len(lines[start])), "Под заголовками таблицы нет строки из дефисов.", f"Добавьте под ней строку: {'|---' * len(head)}|"
            )
            while number < len(lines) and lines[number].lstrip().startswith("|"):
                number += 1
            continue
        if not all(cell.strip() for cell in head[1:]):
            yield BrokenTable.at(source.place(start, 1, len(lines[start])), "У столбца таблицы нет названия.", "Впишите его в первую строку таблицы.")
        while number < len(lines) and lines[number].lstrip().startswith("|"):
            cells = len(_cells(lines[number]))
            if cells != len(head):
                place = source.place(number, 1, len(lines[number]))
                yield BrokenTable.at(
                    place,
                    f"В этой строке таблицы ячеек: {cells}, а в первой: {len(head)}.",
                    "Сделайте поровну: лишние пропадут, недостающие останутся пустыми.",
                )
            number += 1


def _cells(row: str) -> list[str]:
    """The cells of a row; a bar after a backslash parts nothing (GFM, §4.10)."""
    return re.split(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))


def _without_code(lines: list[str]) -> list[str]:
    """The lines with their code blank, each sign in its place."""
    return ["" if inside else _CODE.sub(_blank, line) for line, inside in zip(lines, fenced(lines), strict=True)]


def _blank(code: re.Match[str]) -> str:
    return " " * len(code.group())


def _span(source: Source, number: int, match: re.Match[str], group: str | int = 0) -> Place:
    return source.place(number, match.start(group) + 1, match.end(group) - match.start(group))
