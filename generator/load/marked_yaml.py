"""YAML as YAML 1.2 core reads it, with the place of every key and value.

The tree is built from parser events, so that anchors, aliases, tags and deep nesting are refused before they cost
anything, and duplicate keys are seen. `да`, `no`, `12:30`, `1_000` and dates stay text (YAML 1.2.2, §10.3).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import yaml
from yaml.events import AliasEvent, CollectionStartEvent, NodeEvent, ScalarEvent, SequenceStartEvent

from generator.diagnostics import Diagnostic, Edit, Fix, Place, Rule, Severity
from generator.load import field_rules, rules, sign_rules
from generator.load.draft import Draft
from generator.load.marks import conflicts, entities
from generator.load.signs import sign_rule
from generator.load.slips import slips, suspicious
from generator.load.values import Slip, quoted, value_slip
from generator.patterns import late

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]

MAX_DEPTH = 20

# YAML 1.1 ends a line at these signs, YAML 1.2 and every editor do not (YAML 1.2.2, §5.4). The parser sees noncharacters
# in their place, which `decode` lets into no file.
_HIDE = {0x85: 0xFDD0, 0x2028: 0xFDD1, 0x2029: 0xFDD2}
_SHOW = {hidden: sign for sign, hidden in _HIDE.items()}
# It refuses control signs, of which `decode` has told.
_HIDE |= dict.fromkeys([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xFFFE, 0xFFFF], 0xFFFD)

_ROUNDS = 6  # of mending: each finds what the one before had hidden
_MOST = 100  # slips a round
_INVISIBLE = late("[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff]")

_NULL = late(r"(?:~|null|Null|NULL|)\Z")
_BOOL = late(r"(?:true|True|TRUE|false|False|FALSE)\Z")
_INT = late(r"[-+]?[0-9]+\Z")
_FLOAT = late(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
# What a YAML 1.1 reader (most older programs) would turn into something else.
_TRAP = late(
    r"(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF|=|<<|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|0x[0-9a-fA-F_]+|0o[0-7]+|0b[01_]+"
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
    """The document holds something that is not read; carries the diagnostic, and the slip that caused it where it is known."""

    def __init__(self, diagnostic: Diagnostic, slip: Slip | None = None) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic, self.slip = diagnostic, slip


def read_yaml(path: str, text: str, first_line: int = 1) -> tuple[Value, Spans, list[Diagnostic]]:
    """Value of a YAML text, its spans, and what was found; `first_line` is the line of the file it starts on.

    Slips whose meaning is plain are told of and mended in memory, so that one run tells of everything; spans and fixes
    are those of the text as it is. A text that cannot be read gives None and at least one error.
    """
    draft = Draft(path, text.translate(_HIDE).split("\n"), first_line)
    found: list[Diagnostic] = []
    draft.mend(conflicts(draft.lines))
    whole = _mend(draft, found, entities(draft.lines))
    if ("\n" in text and ("- " in text or "-\n" in text)) or suspicious(draft.text):
        whole = _mend(draft, found, [slip for slip in slips(draft.lines) if slip.silent]) and whole
    for _ in range(_ROUNDS):
        builder = _Builder(draft)
        try:
            value = builder.document(yaml.parse(draft.text, Loader=_LOADER))
        except _Refused as refused:
            # What begins with a sign of YAML is a plain text where it cannot be meant.
            meant = [refused.slip] if refused.slip else [slip for slip in slips(draft.lines) if slip.rule is rules.Anchor and slip.edits]
            if meant and _mend(draft, found, meant):
                continue
            return None, Spans(path), [*found, *builder.found, refused.diagnostic]
        except yaml.YAMLError as error:
            told = len(found)
            if _mend(draft, found, slips(draft.lines)) and len(found) > told:
                continue
            # What is left after a mending is told of only when nothing else was: it may come from the mending.
            return None, Spans(path), [*found, *builder.found, *([] if _failed(found) else [_syntax(draft, error)])]
        else:
            return value if whole else None, Spans(path, builder.keys, builder.values), [*found, *builder.found]
    return None, Spans(path), found


def _failed(found: Iterable[Diagnostic]) -> bool:
    return any(item.severity is Severity.ERROR for item in found)


def _mend(draft: Draft, found: list[Diagnostic], some: Iterable[Slip]) -> bool:
    """Tell of slips and mend them; False when one of them, the last told of, cannot be mended."""
    told = {(item.rule, item.place.line) for item in found}
    mended: list[Slip] = []
    for slip in islice(some, _MOST):
        mended.append(slip)
        if slip.message and (slip.rule.id, slip.line + draft.first_line) not in told:
            found.append(draft.diagnostic(slip))
        if not slip.edits:
            break
    draft.mend(mended)
    return len(mended) < _MOST and all(slip.edits for slip in mended)


class _Builder:
    """Builds a value from parser events and notes the spans."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.path, self.lines = draft, draft.path, draft.lines
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
                self._twice(inner, events, here, mapping[key])
                continue
            self.keys[here] = self._place(inner)
            mapping[key] = self._node(next(events), events, here)
        self.values[path] = self._until(place, inner)
        return mapping

    def _twice(self, event: Any, events: Iterator[Any], path: Path, first: Value) -> None:
        """A key that was there before: the first one counts, and one that says the same can go."""
        place, column = self._place(event), event.start_mark.column
        second = self._node(next(events), events, (*path, "second"))
        line = self.keys[path].line
        message = f"Поле «{path[-1]}» записано дважды, впервые – в строке {line}."
        hint = "Оставьте одно: при чтении второе молча заменило бы первое."
        fix = None
        alone = column == 0 and isinstance(second, str | int | float) and self.values[*path, "second"].end_line == place.line
        if alone and second == first and place.line - self.draft.first_line + 1 < len(self.lines):
            fix = Fix("Удалить повтор", (Edit(Place(self.path, place.line, 1, place.line + 1, 1), ""),))
            hint = "Значения совпадают: удалите эту строку."
        self.found.append(rules.DuplicateKey.at(place, message, hint, fix))

    def _key(self, event: Any) -> str:
        self._refuse_magic(event, self._place(event), 0)
        if not isinstance(event, ScalarEvent):
            raise _Refused(rules.Syntax.at(self._place(event), "Название поля должно быть словом, а не списком.", "Проверьте скобки."))
        text = str(event.value).translate(_SHOW)
        return text if text.isascii() or not event.implicit[0] else _INVISIBLE.sub("", text).strip()

    def _warn_of_readers(self, text: str, place: Place) -> None:
        message, hint = f"Значение «{text}» без кавычек разные программы читают по-разному.", f'Возьмите его в кавычки: "{text}".'
        self.found.append(rules.OtherReaders.at(place, message, hint, Fix("Взять в кавычки", (Edit(place, f'"{text}"'),))))

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
            if event.style in ("'", '"'):
                self._refuse_swallowed(event)
                if not text.isascii() or not text.isprintable():
                    self._notice_escapes(event, place, text)
            return text
        if not text.isascii():
            text = self._without_odd_blanks(text, place)
        if lost := self._lost_tail(event, place):
            text = text or lost
        if _NULL.match(text):
            return None
        if _BOOL.match(text):
            return text.lower() == "true"
        if _TRAP.match(text):
            self._warn_of_readers(text, place)
            return text
        if _INT.match(text):
            return int(text) if len(text) < 20 else text
        return float(text) if _FLOAT.match(text) and math.isfinite(float(text)) else text

    def _refuse_swallowed(self, event: Any) -> None:
        """A quote that is closed only below other fields has swallowed them."""
        start, end = event.start_mark, event.end_mark
        if start.line == end.line:
            return
        line = self.lines[start.line]
        slip = value_slip(self.lines, start.line, start.column, len(line) - len(line.lstrip(" -")), "")
        if slip and slip.rule is field_rules.OpenQuote:
            raise _Refused(self.draft.diagnostic(slip), slip)

    def _notice_escapes(self, event: Any, place: Place, text: str) -> None:
        r"""Signs nobody sees, written as «\u202e»: other rules see only signs that stand in the file themselves."""
        raw = "\n".join(self.lines[event.start_mark.line : event.end_mark.line + 1]).translate(_SHOW)
        for sign in dict.fromkeys(text):
            if sign not in raw and (rule := sign_rule(sign)):
                message = f"В значении записан кодом знак, которого не видно (код U+{ord(sign):04X})."
                self.found.append(rule.at(place, message, "Удалите этот код вместе с обратной косой чертой."))

    def _without_odd_blanks(self, text: str, place: Place) -> str:
        """A plain value without signs nobody sees; `signs` has told of those but for blanks at its ends."""
        bare = _INVISIBLE.sub("", text)
        if bare != bare.strip():
            message = "У значения с краю стоит неразрывный пробел: для программы это другое значение."
            written = bare.strip()
            fix = Fix("Убрать пробел с краю", (Edit(place, written),)) if place.line == place.end_line else None
            self.found.append(sign_rules.Invisible.at(place, message, "Удалите пробел и, если нужно, наберите обычный.", fix))
        return bare.strip()

    def _lost_tail(self, event: Any, place: Place) -> str:
        """Words after « #» are lost; in a card, written by people who never heard of comments, that is worth a word.

        Returns them when nothing else is left of the value.
        """
        line = event.end_mark.line
        if not self.path.endswith(".md") or line >= len(self.lines):
            return ""
        rest = self.lines[line][event.end_mark.column :]
        if not (match := re.match(r"\s+#", rest)):
            return ""
        column = event.end_mark.column + match.end() - 1
        here = self.draft.place(line, column, line, event.end_mark.column + len(rest))
        tail = rest.strip()
        whole = f"{event.value}{rest.rstrip()}".strip()
        meant = place.line == here.line and bool(re.match(r"#\S", tail)) and '"' not in whole
        start = place if event.value else here
        edit = Edit(Place(self.path, start.line, start.column, here.end_line, here.end_column), quoted(whole))
        fix = Fix("Взять всё значение в кавычки", (edit,)) if meant else None
        hint = "Возьмите значение в кавычки или удалите лишнее."
        self.found.append(rules.LostTail.at(here, "Всё после знака «#» YAML считает заметкой и выбрасывает.", hint, fix))
        return tail if meant else ""

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        return self.draft.place(start.line, start.column, end.line, end.column)

    def _until(self, place: Place, last: Any) -> Place:
        end = self.draft.place(last.end_mark.line, last.end_mark.column, last.end_mark.line, last.end_mark.column)
        return Place(place.path, place.line, place.column, end.line, end.column)


def _syntax(draft: Draft, error: yaml.YAMLError) -> Diagnostic:
    """One Russian sentence for a YAML error whose cause is no known slip."""
    problem = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')}"
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = min(mark.line, len(draft.lines) - 1) if mark else 0
    rule, message, hint = next((said for part, said in _PROBLEMS if part in problem), _UNKNOWN)
    width = len(draft.lines[line])
    column = min(mark.column, max(width - 1, 0)) if mark else 0
    return rule.at(draft.place(line, column, line, min(column + 1, width)), message, hint)


_UNKNOWN: tuple[type[Rule], str, str] = (rules.Syntax, "Поля записаны с ошибкой, прочитать их нельзя.", "Сравните строку с соседними полями.")
_PROBLEMS: tuple[tuple[str, tuple[type[Rule], str, str]], ...] = (
    ("tag", (rules.Anchor, "Значение начинается со знака, который YAML понимает по-своему.", "Возьмите значение в кавычки.")),
    ("alphabetic or numeric", (rules.Anchor, "Значение начинается со знака, который YAML понимает по-своему.", "Возьмите значение в кавычки.")),
    ("unexpected end of stream", (field_rules.OpenQuote, "Кавычка открыта, но не закрыта.", "Поставьте закрывающую кавычку такого же вида.")),
    (
        "did not find expected ',' or",
        (field_rules.Bracket, "Список или группа в скобках не закрыты.", "Поставьте закрывающую скобку или запятую между значениями."),
    ),
    ("could not find expected ':'", (rules.Syntax, "Строка не похожа на поле: в ней нет двоеточия.", "Запишите поле так: «имя: значение».")),
    ("mapping values are not allowed", (rules.Syntax, "В значении есть двоеточие, и YAML принял его за новое поле.", "Возьмите всё значение в кавычки.")),
    ("did not find expected", (field_rules.Indent, "Отступ или дефис не на месте.", "Выровняйте строку с соседними полями того же списка.")),
    ("escape", (rules.Syntax, "Знак «\\» внутри прямых кавычек для YAML – команда, а такой команды нет.", "Возьмите значение в одинарные кавычки.")),
    ("cannot start any token", (rules.Syntax, "Значение начинается со служебного знака.", "Возьмите значение в кавычки.")),
)
