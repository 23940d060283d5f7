"""The two `---` lines that part a file's data from its text, and python-frontmatter taught to keep to them.

python-frontmatter on its own returns an empty dictionary for a missing fence and the last of two equal keys; our
handler gives it the strict reading of this package, so that it writes what we read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler

from generator.diagnostics import Diagnostic, Edit, Fix, Place, Severity
from generator.load import field_rules, rules
from generator.load.marked_yaml import read_yaml
from generator.patterns import late
from generator.words import SIGNS, count

_SIMPLE = late(r"[^\W_](?:[\w .,()«»–/-]*[\w.)»])?")
_FIELD = late(r"[\w-]+\s*:(?:\s|$)")
_DATA = late(r"[\w-]+\s*:(?:\s|$)|\s|-\s|[\[\]{}]|[a-z_]+:\S|# ")
_OURS = late(r"[a-z][a-z_]+:(?: |$|[^\s:/])")  # a field as our schemas name them, the blank perhaps forgotten
_HEADING = late(r"#{2,6} \S")
_WITH_TEXT = late(r"\s*---+\s*(?P<text>[^\s-].*)")
_FENCE_LIKE = late(r"[\s\u200b\ufeff]*(?:(?:[-‐‑‒–—―−]\s?){2,}|[–—―]\s*|\*{3,}\s*|_{3,}\s*|\+{3}\s*)$")

_ODD_LINE = late(r"\n[ \t]*(?:[-—–.+=`_*][ \t]*[-—–.+=`_*]|[—–])")  # may be a fence that was meant
MAX_FRONT = 32_000  # characters of data before the text


@dataclass(frozen=True, slots=True)
class Parts:
    """A file cut at its fences; `body_line` is the line of the file on which the body starts."""

    front: str
    body: str
    body_line: int


def split(path: str, text: str) -> tuple[Parts | None, list[Diagnostic]]:
    """The data and the body of a file, and what is wrong with its fences; None when they cannot be told apart."""
    if parts := _plainly(text):
        return parts, []
    lines = text.split("\n")
    cut = _Cut(path, lines)
    start = cut.opening()
    end = None if start is None else cut.closing(start)
    if start is None or end is None:
        return None, cut.found
    last, body = cut.beyond(start, end)
    front = "\n".join("" if number in cut.dropped else lines[number] for number in range(start, last))
    if len(front) > MAX_FRONT:
        message = f"Поля в начале файла занимают {count(len(front), SIGNS)} при пределе {MAX_FRONT}."
        return None, [*cut.found, rules.TooLarge.at(Place(path), message, "Перенесите длинные тексты из полей в разделы ниже второй строки «---».")]
    # Blank lines in front, so that a mark's line is the file's line.
    return Parts("\n" * start + front, "\n".join("" if number in cut.dropped else lines[number] for number in range(body, len(lines))), body + 1), cut.found


def _plainly(text: str) -> Parts | None:
    """A file that begins with one fence, has one more, and a heading or nothing odd around it; None when a closer look is needed."""
    end = text.find("\n---\n", 3)
    if end < 0 or not text.startswith("---\n") or end > MAX_FRONT:
        return None
    front, body = text[4:end], text[end + 5 :]
    if "\n#" in front or front.startswith("#") or not front.strip() or _ODD_LINE.search(f"\n{front}") or not body.startswith("\n## "):
        return None
    return Parts(f"\n{front}", body, front.count("\n") + 4)


class _Cut:
    """Finds the fences of a file, also those that were meant; lines count from 0."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path, self.lines = path, lines
        self.found: list[Diagnostic] = []
        self.dropped: set[int] = set()  # lines that belong neither to the data nor to the body

    def opening(self) -> int | None:  # noqa: PLR0911  # one way out for each thing a file can begin with
        """The line on which the data start; None when there are none."""
        lines = self.lines
        first = next((number for number, line in enumerate(lines) if line.strip()), 0)
        if _exact(lines[first]):
            if first:
                fix = Fix("Удалить пустые строки", (self._edit(0, first, ""),))
                self.found.append(rules.SwallowedText.at(Place(self.path), "Перед первой строкой «---» есть пустые строки.", "Удалите их.", fix))
            return first + 1
        fence = next((number for number, line in enumerate(lines[:40]) if _exact(line)), None)
        data = self._data_after(first)
        if _like(lines[first]) and data:
            self._mistyped(first)
            return first + 1
        if match := _WITH_TEXT.match(lines[first]):
            return self._with_text(first, match)
        if lines[first].startswith("```") and fence == self._next(first) is not None:
            hint = "Удалите эту строку и такую же строку в конце."
            self.found.append(field_rules.BadFence.at(self._place(first), "Файл начинается рамкой кода «```», а не строкой «---».", hint))
            self.dropped |= {number for number, line in enumerate(lines) if line.rstrip() == "```"}
            return fence + 1 if fence is not None else None
        hint = "Первой строкой файла поставьте «---», затем поля, затем ещё одну строку «---»."
        if _OURS.match(lines[first]) or (fence is not None and _FIELD.match(lines[first])):
            fix = Fix("Поставить «---» перед полями", (self._edit(first, first, "---\n"),))
            self._refuse(first, hint, fix)
            return first
        if fence is not None and fence > first and self._data_after(fence):
            self._refuse(first, f"Строка «---» стоит только на {fence + 1}-й строке: удалите всё, что перед ней.")
            return fence + 1
        self._refuse(first, hint)
        return None

    def closing(self, start: int) -> int | None:
        """The line of the closing fence; where it is missing, the line above which it should stand."""
        lines = self.lines
        for number in range(start, len(lines)):
            line = lines[number]
            if _exact(line):
                return number
            if _HEADING.match(line) and not self._data_after(number):
                return self._unclosed(start, number)
            if (line.rstrip() == "..." or _like(line)) and not self._inside_block(number):
                if self._data_after(number):
                    self._extra(number, "Строка из дефисов стоит между полями.")
                    self.dropped.add(number)
                else:
                    self._mistyped(number)
                    return number
        return self._unclosed(start, len(lines))

    def beyond(self, start: int, end: int) -> tuple[int, int]:
        """Where the data really end and the body starts: fields may go on below a fence that stands among them."""
        lines = self.lines
        if end < len(lines) and not (_exact(lines[end]) or _like(lines[end]) or lines[end].rstrip() == "..."):
            return end, end  # a heading stands where the fence is missing
        following = self._next(end)
        if following is None or not any(line.strip() for line in lines[start:end]):
            return end, min(end + 1, len(lines))
        if _exact(lines[following]) and following == end + 1:
            self._extra(following, "Строка «---» после полей стоит дважды.")
            self.dropped.add(following)
        if not _OURS.match(lines[following]):
            return end, end + 1
        last = following
        for number in range(following, len(lines)):
            if _exact(lines[number]):
                self._extra(end, f"Строка «---» стоит среди полей: поле «{lines[following].partition(':')[0]}» и всё под ним в поля не попали.")
                self.dropped.add(end)
                return number, number + 1
            if not lines[number].strip() or not _DATA.match(lines[number]):
                break
            last = number
        edits = (self._edit(end, end + 1, ""), *((self._edit(last + 1, last + 1, "---\n"),) if last + 1 < len(lines) else ()))
        fix = Fix("Перенести «---» под последнее поле", edits) if last + 1 < len(lines) else None
        message = f"Поле «{lines[following].partition(':')[0]}» стоит ниже строки «---» и в поля не попало."
        self.found.append(field_rules.ExtraFence.at(self._place(end), message, f"Перенесите строку «---» под строку {last + 1}.", fix))
        self.dropped.add(end)
        return last + 1, last + 1

    def _unclosed(self, start: int, until: int) -> int | None:
        """No closing fence: it belongs after the last line that looks like data."""
        lines = self.lines
        last = _end_of_fields(lines[:until], start)
        sure = until < len(lines)
        fix = Fix("Поставить «---» после полей", (self._edit(last + 1, last + 1, "---\n"),)) if sure else None
        hint = f"Поставьте строку «---» после строки {last + 1}, перед текстом карточки."
        self.found.append(rules.NoClosingFence.at(Place(self.path, last + 1), "После полей нет закрывающей строки «---».", hint, fix))
        return until if sure else None

    def _mistyped(self, number: int) -> None:
        line = self.lines[number].rstrip()
        fix = Fix("Записать строку тремя дефисами", (Edit(Place(self.path, number + 1, 1, number + 1, len(self.lines[number]) + 1), "---"),))
        what = "Перед «---» стоят пробелы." if line.strip() == "---" else f"Строка «{_short(line)}» записана не тремя дефисами."
        hint = "Сотрите строку и наберите ровно три дефиса: «---»."
        self.found.append(field_rules.BadFence.at(self._place(number), what, hint, fix))

    def _with_text(self, number: int, match: re.Match[str]) -> int | None:
        column = match.start("text")
        data = _FIELD.match(match["text"])
        fix = Fix("Перенести текст на новую строку", (Edit(Place(self.path, number + 1, 1, number + 1, column + 1), "---\n"),)) if data else None
        hint = "Оставьте в первой строке только три дефиса, поле перенесите на следующую." if data else "Оставьте в первой строке только три дефиса."
        message = f"После «---» в той же строке стоит «{_short(match['text'])}»."
        self.found.append(field_rules.BadFence.at(Place(self.path, number + 1, column + 1), message, hint, fix))
        return None if data else number + 1

    def _extra(self, number: int, message: str) -> None:
        fix = Fix("Удалить лишнюю строку", (self._edit(number, number + 1, ""),)) if number + 1 < len(self.lines) else None
        self.found.append(field_rules.ExtraFence.at(self._place(number), message, "Удалите эту строку.", fix))

    def _refuse(self, number: int, hint: str, fix: Fix | None = None) -> None:
        message = "Файл должен начинаться строкой «---»."
        if not any(map(str.strip, self.lines)):
            message, hint = (
                "Файл пустой.",
                "Верните текст из прежней версии или скопируйте начало из готовой карточки. Ненужную запись удалите вместе с папкой.",
            )
        self.found.append(rules.NoOpeningFence.at(Place(self.path, number + 1), message, hint, fix))

    def _next(self, number: int) -> int | None:
        """The next line that is not blank."""
        return next((index for index in range(number + 1, len(self.lines)) if self.lines[index].strip()), None)

    def _data_after(self, number: int) -> bool:
        following = self._next(number)
        return following is not None and bool(_FIELD.match(self.lines[following]) or _OURS.match(self.lines[following].lstrip()))

    def _inside_block(self, number: int) -> bool:
        """An indented line may be text of a value."""
        following = self._next(number)
        return self.lines[number].startswith((" ", "\t")) and following is not None and self.lines[following].startswith((" ", "\t"))

    def _place(self, number: int) -> Place:
        return Place(self.path, number + 1, 1, number + 1, max(len(self.lines[number]), 1) + 1)

    def _edit(self, start: int, end: int, text: str) -> Edit:
        """Put `text` in place of whole lines."""
        return Edit(Place(self.path, start + 1, 1, end + 1, 1), text)


def _exact(line: str) -> bool:
    return line.startswith("---") and line.rstrip() == "---"


def _like(line: str) -> bool:
    """True for a line that was meant to be a fence."""
    return len(line) < 100 and bool(_FENCE_LIKE.match(line)) and not _exact(line)


def _short(text: str) -> str:
    return text.strip() if len(text) <= 40 else f"{text.strip()[:39]}…"


def _end_of_fields(lines: list[str], start: int) -> int:
    """Index of the last line that looks like data: a field, a list, something indented, or a comment."""
    last = start
    for number in range(start, len(lines)):
        if lines[number].strip():
            if not _DATA.match(lines[number]):
                break
            last = number
    return last


class Unreadable(Exception):  # noqa: N818  # python-frontmatter takes a ValueError for «no data» and swallows it
    """python-frontmatter was given a file that is not data and text; the message says what is wrong with it."""


class CardHandler(BaseHandler):
    """python-frontmatter's reader and writer of our cards: strict reading, stable writing."""

    FM_BOUNDARY = late(r"^---\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def detect(self, text: str) -> bool:
        """Every file is ours: a missing fence is an error of `split`, not another format."""
        return True

    def split(self, text: str) -> tuple[str, str]:
        """Data and body; raises Unreadable with the diagnostic's message when a fence is missing."""
        parts, found = split("", text)
        faults = [diagnostic.message for diagnostic in found if diagnostic.severity is Severity.ERROR]
        if parts is None or faults:
            raise Unreadable(faults[0])
        return parts.front, parts.body

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        """The data as YAML 1.2 core; raises Unreadable when it has a fault or is no mapping."""
        value, _spans, found = read_yaml("", fm)
        faults = [diagnostic.message for diagnostic in found if diagnostic.severity is Severity.ERROR]
        if faults or not isinstance(value, dict):
            raise Unreadable(faults[0] if faults else "Здесь должны быть поля вида «имя: значение».")
        return value

    def export(self, metadata: dict[str, object], **_: object) -> str:
        """Data as block YAML in the order given, Cyrillic as it is."""
        dumped: str = yaml.dump(metadata, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=2**31)
        return dumped.strip("\n")

    def format(self, post: frontmatter.Post, **_: object) -> str:
        """The whole file; the text is written to the letter."""
        return f"---\n{self.export(post.metadata)}\n---\n\n{post.content}\n"


def document(values: Mapping[str, object], body: str) -> bytes:
    """A file of data and body, as `read_source` reads it."""
    return frontmatter.dumps(frontmatter.Post(body, CardHandler(), **values)).encode()


class _Plain(yaml.SafeDumper):
    """Writes a text without quotes only where our own reader reads it back as the same text."""

    def ignore_aliases(self, data: object) -> bool:
        """Equal values are written twice: our reader refuses aliases."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = bool(_SIMPLE.fullmatch(text)) and read_yaml("", f"- {text}")[::2] == ([text], [])
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


_Plain.add_representer(str, _text)
_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
