"""YAML as YAML 1.2 core reads it, with the place of every key and value.

The tree is built from parser events, so that anchors, aliases, tags and deep nesting are refused before they cost
anything, and duplicate keys are seen. `да`, `no`, `12:30`, `1_000` and dates stay text (YAML 1.2.2, §10.3).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import AliasEvent, CollectionStartEvent, NodeEvent, ScalarEvent, SequenceStartEvent

from generator.diagnostics import Diagnostic, Edit, Fix, Place
from generator.load import rules

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]

MAX_DEPTH = 20

# YAML 1.1 ends a line at these signs, YAML 1.2 and every editor do not (YAML 1.2.2, §5.4). The parser sees noncharacters
# in their place, which `decode` lets into no file.
_HIDE = {0x85: 0xFDD0, 0x2028: 0xFDD1, 0x2029: 0xFDD2}
_SHOW = {hidden: sign for sign, hidden in _HIDE.items()}

_FIELD = re.compile(r"\s*(?:-\s+)?[\w-]+\s*:(?:\s|$)")
_AFTER_QUOTE = re.compile(r"""\s*(?:-\s+)?[\w-]+:\s*(?:"[^"]*"|'[^']*')\s*[^\s#,\]}]""")

_NULL = re.compile(r"(?:~|null|Null|NULL|)\Z")
_BOOL = re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")
_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
# What a YAML 1.1 reader (most older programs) would turn into something else.
_TRAP = re.compile(
    r"(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF|=|<<"
    r"|[-+]?[0-9][0-9_]*_[0-9_]*(?:\.[0-9_]*)?|[-+]?0[0-7_]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?)\Z"
)


@dataclass(frozen=True, slots=True)
class Spans:
    """Places of the keys and values of one document, by path from its root, for example `("steps", 0, "who")`."""

    path: str
    keys: Mapping[Path, Place] = field(default_factory=dict)
    values: Mapping[Path, Place] = field(default_factory=dict)

    def of(self, path: Path) -> Place:
        """Place of the value at `path`, or of the nearest value around it."""
        while path not in self.values and path:
            path = path[:-1]
        return self.values.get(path, Place(self.path))

    def key(self, path: Path) -> Place:
        """Place of the key at `path`; of the value where it has no key of its own."""
        return self.keys.get(path) or self.of(path)


class _Refused(Exception):  # noqa: N818  # a refusal, not a failure
    """The document holds something that is not read at all; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read_yaml(path: str, text: str, first_line: int = 1) -> tuple[Value, Spans, list[Diagnostic]]:
    """Value of a YAML text, its spans, and what was found; `first_line` is the line of the file it starts on.

    A text that cannot be read gives None and at least one error.
    """
    text = text.translate(_HIDE)
    builder = _Builder(path, text, first_line)
    try:
        value = builder.document(yaml.parse(text, Loader=_LOADER))
    except _Refused as refused:
        return None, Spans(path), [*builder.found, refused.diagnostic]
    except yaml.YAMLError as error:
        return None, Spans(path), [*builder.found, _syntax(path, text, first_line, error)]
    return value, Spans(path, builder.keys, builder.values), builder.found


class _Builder:
    """Builds a value from parser events and notes the spans."""

    def __init__(self, path: str, text: str, first_line: int) -> None:
        self.path, self.lines, self.shift = path, text.split("\n"), first_line - 1
        self.keys: dict[Path, Place] = {}
        self.values: dict[Path, Place] = {}
        self.found: list[Diagnostic] = []

    def document(self, events: Iterator[Any]) -> Value:
        """The first document of a stream; later ones are refused."""
        value: Value = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.events.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    place = self._place(event)
                    raise _Refused(rules.Syntax.at(place, "В данных второй раз начинается документ («---»).", "Оставьте один."))
            elif isinstance(event, NodeEvent):
                value = self._node(event, events, ())
        return value

    def _node(self, event: Any, events: Iterator[Any], path: Path) -> Value:
        place = self._place(event)
        self._refuse_magic(event, place, len(path))
        if isinstance(event, ScalarEvent):
            self.values[path] = place
            return self._scalar(event, place)
        if isinstance(event, SequenceStartEvent):
            items: list[Value] = []
            for inner in events:
                if isinstance(inner, yaml.events.SequenceEndEvent):
                    break
                items.append(self._node(inner, events, (*path, len(items))))
            self.values[path] = self._until(place, inner)
            return items
        mapping: dict[str, Value] = {}
        for inner in events:
            if isinstance(inner, yaml.events.MappingEndEvent):
                break
            key = self._key(inner)
            here = (*path, key)
            if key in mapping:
                self.found.append(
                    rules.DuplicateKey.at(
                        self._place(inner),
                        f"Поле «{key}» записано дважды, впервые – в строке {self.keys[here].line}.",
                        "Оставьте одно: при чтении второе молча заменило бы первое.",
                    )
                )
            self.keys.setdefault(here, self._place(inner))
            mapping[key] = self._node(next(events), events, here)
        self.values[path] = self._until(place, inner)
        return mapping

    def _key(self, event: Any) -> str:
        self._refuse_magic(event, self._place(event), 0)
        if not isinstance(event, ScalarEvent):
            raise _Refused(rules.Syntax.at(self._place(event), "Название поля должно быть словом, а не списком.", "Проверьте скобки."))
        return str(event.value).translate(_SHOW)

    def _refuse_magic(self, event: Any, place: Place, depth: int) -> None:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(
                rules.Anchor.at(
                    place,
                    "Знаки «&» и «*» в начале значения YAML понимает как ссылки внутри файла.",
                    "Возьмите значение в кавычки.",
                )
            )
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            raise _Refused(rules.Anchor.at(place, "Знак «!» в начале значения YAML понимает как указание типа.", "Возьмите значение в кавычки."))
        if isinstance(event, CollectionStartEvent) and depth > MAX_DEPTH:
            raise _Refused(rules.TooDeep.at(place, f"Списки вложены глубже {MAX_DEPTH} уровней.", "Упростите запись."))

    def _scalar(self, event: Any, place: Place) -> Value:
        text = str(event.value).translate(_SHOW)
        if not event.implicit[0]:  # quoted or a block: always text
            return text
        self._notice_comment(event, place)
        if _NULL.match(text):
            return None
        if _BOOL.match(text):
            return text.lower() == "true"
        if _TRAP.match(text):
            self.found.append(
                rules.OtherReaders.at(
                    place,
                    f"Значение «{text}» без кавычек разные программы читают по-разному.",
                    f'Возьмите его в кавычки: "{text}".',
                    Fix("Взять в кавычки", (Edit(place, f'"{text}"'),)),
                )
            )
            return text
        if _INT.match(text):
            return int(text) if len(text) < 20 else text
        return float(text) if _FLOAT.match(text) and math.isfinite(float(text)) else text

    def _notice_comment(self, event: Any, place: Place) -> None:
        """Words after « #» are lost; in a card, written by people who never heard of comments, that is worth a word."""
        line = event.end_mark.line
        if not self.path.endswith(".md") or line >= len(self.lines):
            return
        rest = self.lines[line][event.end_mark.column :]
        if re.match(r"\s+#", rest):
            column = event.end_mark.column + rest.index("#") + 1
            here = Place(place.path, place.end_line, column, place.end_line, event.end_mark.column + len(rest) + 1)
            self.found.append(
                rules.LostTail.at(here, "Всё после знака «#» YAML считает заметкой и выбрасывает.", "Возьмите значение в кавычки или удалите лишнее.")
            )

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        return Place(self.path, start.line + 1 + self.shift, start.column + 1, end.line + 1 + self.shift, end.column + 1)

    def _until(self, place: Place, last: Any) -> Place:
        end = last.end_mark
        return Place(place.path, place.line, place.column, end.line + 1 + self.shift, end.column + 1)


def _syntax(path: str, text: str, first_line: int, error: yaml.YAMLError) -> Diagnostic:
    """One Russian sentence for a YAML error, with the usual cause guessed from the line it stands on."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    lines = text.split("\n")
    index = min(mark.line, len(lines) - 1) if mark else 0
    line, column = lines[index], (mark.column + 1 if mark else 1)
    problem = str(getattr(error, "problem", "") or "")
    message, hint = "Данные в начале файла записаны с ошибкой, прочитать их нельзя.", "Сравните строку с соседними полями."
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in problem:
        message, hint = "Отступ сделан табуляцией.", "Замените табуляцию двумя пробелами."
    elif "mapping values are not allowed" in problem:
        before = next((number for number in range(index - 1, -1, -1) if lines[number].strip()), index)
        if _FIELD.match(line) and not _FIELD.match(lines[before]) and not lines[before].startswith((" ", "-")):
            index, column = before, 1
            message, hint = "Строка не похожа на поле: в ней нет двоеточия.", "Запишите поле так: «имя: значение»."
        else:
            message, hint = "В значении есть двоеточие, и YAML принял его за новое поле.", "Возьмите всё значение в кавычки."
    elif (quoted := next((number for number in (index, index - 1) if number >= 0 and _AFTER_QUOTE.match(lines[number])), None)) is not None:
        index, column = quoted, lines[quoted].index(":") + 2
        message, hint = "После закрывающей кавычки в значении стоит ещё текст.", "Возьмите всё значение в «ёлочки» вместо этих кавычек."
    elif "alphabetic or numeric character" in problem or "did not find expected tag" in problem or "while scanning a tag" in str(getattr(error, "context", "")):
        place = Place(path, first_line + index, column)
        return rules.Anchor.at(place, "Значение начинается со знака, который YAML понимает по-своему.", "Возьмите значение в кавычки.")
    elif "found unexpected end of stream" in problem or "while scanning a quoted scalar" in str(getattr(error, "context", "")):
        mark = getattr(error, "context_mark", None) or mark
        index, column = (mark.line, mark.column + 1) if mark else (index, column)
        message, hint = "Кавычка открыта, но не закрыта.", "Поставьте закрывающую кавычку такого же вида."
    elif "could not find expected ':'" in problem:
        message, hint = "Строка не похожа на поле: в ней нет двоеточия.", "Запишите поле так: «имя: значение»."
    elif "did not find expected key" in problem or "did not find expected '-'" in problem:
        message, hint = "Отступ или тире не на месте.", "Выровняйте строку с соседними полями того же списка."
    elif "found character that cannot start any token" in problem:
        message, hint = "Значение начинается со знака, который YAML понимает по-своему.", "Возьмите значение в кавычки."
    return rules.Syntax.at(Place(path, first_line + index, column), message, hint)
