"""Slips inside one value: quotes and brackets that are not closed, text after them, signs that YAML takes for commands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from generator.diagnostics import Rule
from generator.load import field_rules, rules
from generator.patterns import late
from generator.words import count

Value = Literal["open", "plain", "block"]
Edit = tuple[int, int, int, str]

_NEXT = late(r"(?P<indent> *)(?:- |(?:- )?[A-Za-z_][\w-]*(?::(?: |$)|:[^\s:/])|---|$)")
_BAD_ESCAPE = late(r"\\(?:x(?![0-9a-fA-F]{2})|u(?![0-9a-fA-F]{4})|U(?![0-9a-fA-F]{8})|[^0abt\tnvfre \"/\\N_LPxuU])")
_PARTS = late(r"\"[^\"]*\"(?: *, *\"[^\"]*\")+\Z")
_COLON = late(r":(?=[ \t]|$)")
_TWO_FIELDS = late(r"\S+ +(?P<key>[a-z_]{3,}): ")
_RUSSIAN = late(r"[А-Яа-яЁё]")
_MARKUP = late(r"!!|[&*!][\w!:./-]*(?:\s*$|\s+[\[{\"'&*!|>])")
_CLOSING = {"[": "]", "{": "}"}
_HINT = "Возьмите всё значение в прямые кавычки: "
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip. `line` and columns count from 0. The edits (line, start, end, text) mend it; with a `fix` title the mending is safe."""

    rule: type[Rule]
    line: int
    start: int
    end: int
    message: str
    hint: str
    edits: tuple[Edit, ...] = ()
    fix: str = ""
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """Where a quoted or bracketed value ends: just past its end, or, when it is not closed, the end of the last line it may take."""

    line: int
    column: int
    open: tuple[tuple[int, int, str], ...] = ()
    wrong: tuple[int, int, str] | None = None  # a closing bracket of the other sort, and which one was meant


def quoted(text: str) -> str:
    """A text in quotes, whatever is in it."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f"'{text}'" if "'" not in text else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def scan(lines: Sequence[str], number: int, at: int, indent: int) -> Scan:  # noqa: PLR0912  # one branch for each sign that matters
    """Find the end of the value that begins with a quote or a bracket at `at`."""
    stack: list[tuple[int, int, str]] = []
    quote: tuple[int, int, str] | None = None
    last = number
    for row in range(number, len(lines)):
        line = lines[row]
        if row > number and _begins(line, indent):
            break
        if line.strip():
            last = row
        column = at if row == number else 0
        while column < len(line):
            sign = line[column]
            if quote:
                if sign == "\\" and quote[2] == '"':
                    column += 1
                elif sign == quote[2]:
                    if sign == "'" and line[column + 1 : column + 2] == "'":
                        column += 1
                    else:
                        quote = None
            elif sign in "\"'" and (column == 0 or line[column - 1] in " [{,:\t"):
                quote = (row, column, sign)
            elif sign in "[{":
                stack.append((row, column, sign))
            elif sign in "]}" and stack:
                if _CLOSING[stack[-1][2]] != sign:
                    return Scan(row, column + 1, tuple(stack), (row, column, _CLOSING[stack[-1][2]]))
                stack.pop()
            elif sign == "#" and column and line[column - 1] in " \t":
                break
            column += 1
            if not stack and not quote:
                return Scan(row, column)
    return Scan(last, len(lines[last].rstrip()), (*stack, quote) if quote else tuple(stack))


def _begins(line: str, indent: int) -> bool:
    """True when a line begins something new and is no part of a value above it."""
    match = _NEXT.match(line)
    return bool(match and line.strip() and len(match["indent"]) <= indent)


def value_slip(lines: Sequence[str], number: int, at: int, indent: int, name: str) -> Slip | None:  # noqa: PLR0911  # one way out for each slip
    """What is wrong with the value that begins at column `at` of a line, if anything."""
    line = lines[number].rstrip()
    first = line[at]
    if first in "\"'":
        return _in_quotes(lines, number, at, indent)
    if first in "[{":
        return _in_brackets(lines, number, at, indent)
    comment = line.find(" #", at)
    text = (line[at:comment] if comment >= 0 else line[at:]).rstrip()
    edits = ((number, at, at + len(text), quoted(text)),)
    span = (number, at, at + len(text))
    hint = _HINT + _short(quoted(text))
    if first in "&*!":
        message = f"Значение начинается со знака «{first}», а для YAML это команда."
        sure = bool(_RUSSIAN.search(text)) and not _MARKUP.match(text)
        return Slip(rules.Anchor, *span, message, hint, edits if sure else (), "Взять в кавычки")
    if first in "%@`,]}|>" or (first in "-?:" and text[1:2] in ("", " ")):
        message = f"Значение начинается со служебного знака «{first}»."
        return Slip(rules.Syntax, *span, message, hint, edits, "Взять в кавычки")
    colon = _COLON.search(text)
    if colon is None:
        return None
    span = (number, at + colon.start(), at + colon.end())
    if two := _TWO_FIELDS.match(text):
        message = f"В одной строке два поля: «{name}» и «{two['key']}»." if name else f"В одной строке два поля: второе – «{two['key']}»."
        return Slip(rules.Syntax, *span, message, f"Начните поле «{two['key']}» с новой строки.")
    return Slip(rules.Syntax, *span, "В значении есть двоеточие, и YAML принял его за новое поле.", hint, edits, "Взять в кавычки")


def _in_quotes(lines: Sequence[str], number: int, at: int, indent: int) -> Slip | None:
    line, mark = lines[number], lines[number][at]
    end = scan(lines, number, at, indent)
    if end.open:
        until = next((row for row in range(end.line + 1, len(lines)) if mark in lines[row]), len(lines) - 1)
        edits: tuple[Edit, ...] = ((end.line, end.column, end.column, mark),)
        return Slip(
            field_rules.OpenQuote, number, at, len(line.rstrip()), f"Кавычка «{mark}» открыта, но не закрыта{_swallowed(until - end.line)}.",
            f"Поставьте такую же кавычку в конце значения: {_short(lines[end.line].strip() + mark)}", edits, "Закрыть кавычку",
        )  # fmt: skip
    if end.line == number and mark == '"' and (bad := _BAD_ESCAPE.search(line, at, end.column)):
        inner = line[at + 1 : end.column - 1]
        edits = ((number, at, end.column, f"'{inner}'" if "'" not in inner else line[at : end.column].replace("\\", "\\\\")),)
        message = "Знак «\\» внутри прямых кавычек для YAML – команда, а такой команды нет."
        return Slip(
            rules.Syntax, number, bad.start(), bad.end(), message, f"Возьмите значение в одинарные кавычки: {_short(edits[0][3])}", edits, "Сменить кавычки"
        )
    rest = lines[end.line][end.column :]
    if not rest.strip() or rest.lstrip().startswith(("#", ":")):
        return None
    return _after(lines, number, at, end, "После закрывающей кавычки в значении стоит ещё текст.")


def _in_brackets(lines: Sequence[str], number: int, at: int, indent: int) -> Slip | None:  # noqa: PLR0911  # one way out for each slip
    end = scan(lines, number, at, indent)
    if end.wrong:
        row, column, right = end.wrong
        inner = end.open[-1][2]
        if any(_CLOSING[outer] == lines[row][column] for _, _, outer in end.open[:-1]):
            message, edits = f"Скобка «{inner}» не закрыта.", ((row, column, column, right),)
            return Slip(
                field_rules.Bracket,
                *end.open[-1][:2],
                end.open[-1][1] + 1,
                message,
                f"Поставьте «{right}» перед «{lines[row][column]}».",
                edits,
                "Закрыть скобку",
            )
        message, edits = f"Скобка «{lines[row][column]}» закрывает не ту скобку: открыта «{inner}».", ((row, column, column + 1, right),)
        return Slip(field_rules.Bracket, row, column, column + 1, message, f"Поставьте здесь «{right}».", edits, "Исправить скобку")
    if end.open:
        row, column, sign = end.open[-1]
        if sign in "\"'":
            message, hint = f"Кавычка «{sign}» открыта, но не закрыта.", "Поставьте такую же кавычку после этого слова."
            return Slip(field_rules.OpenQuote, row, column, column + 1, message, hint)
        closing = "".join(_CLOSING[bracket] for _, _, bracket in reversed(end.open))
        hint = f"Поставьте в конце значения «{closing}»: {_short(lines[end.line][: end.column].strip() + closing)}"
        edits = ((end.line, end.column, end.column, closing),)
        return Slip(field_rules.Bracket, row, column, column + 1, f"Скобка «{sign}» открыта, но не закрыта.", hint, edits, "Закрыть скобку")
    rest = lines[end.line][end.column :].rstrip()
    if not rest or rest.lstrip().startswith("#") or rest.lstrip().startswith(":"):
        return _empty_place(lines, number, at, end)
    if not rest.strip(" ]},"):
        edits = ((end.line, end.column, end.column + len(rest), ""),)
        start = end.column + len(rest) - len(rest.lstrip())
        message = f"После закрывающей скобки стоит лишнее: «{rest.strip()}»."
        return Slip(field_rules.Bracket, end.line, start, end.column + len(rest), message, "Удалите лишнее.", edits, "Убрать лишнее")
    return _after(lines, number, at, end, "После закрывающей скобки в значении стоит ещё текст.")


def _empty_place(lines: Sequence[str], number: int, at: int, end: Scan) -> Slip | None:
    match = re.compile(r"[\[,][ \t]*(?P<comma>,)").search(lines[number], at, end.column if end.line == number else len(lines[number]))
    if lines[number].count('"') % 2 and end.line == number:
        column = lines[number].index('"', at)
        message = "Кавычки внутри скобок не парные: одной не хватает."
        return Slip(field_rules.OpenQuote, number, column, end.column, message, "Поставьте кавычки с обеих сторон каждого значения или уберите их.")
    if match is None or "'" in lines[number] or '"' in lines[number]:
        return None
    column = match.start("comma")
    edits = ((number, column, column + 1, ""),)
    return Slip(field_rules.Bracket, number, column, column + 1, "Лишняя запятая: перед ней нет значения.", "Удалите эту запятую.", edits, "Убрать запятую")


def _after(lines: Sequence[str], number: int, at: int, end: Scan, message: str) -> Slip:
    """Text after a closing quote or bracket: the value as a whole is a text."""
    rest = lines[end.line][end.column :].rstrip()
    start = end.column + len(rest) - len(rest.lstrip())
    span = (end.line, start, end.column + len(rest))
    if end.line != number:
        return Slip(rules.Syntax, *span, message, "Поставьте закрывающий знак в самом конце значения.")
    text = lines[number][at:].rstrip()
    if _PARTS.match(text):
        edits = ((number, at, at + len(text), f"[{text}]"),)
        return Slip(
            rules.Syntax, *span, "Несколько значений в кавычках записаны без скобок.", f"Возьмите их в скобки: [{_short(text)}]", edits, "Взять список в скобки"
        )
    edits = ((number, at, at + len(text), quoted(text)),)
    return Slip(rules.Syntax, *span, message, _HINT + _short(quoted(text)), edits, "Взять в кавычки")


def _swallowed(lines: int) -> str:
    """«: в значение попало всё, что ниже, – 3 строки»; empty for none."""
    return f": в значение попало всё, что ниже, – {count(lines, ('строка', 'строки', 'строк'))}" if lines > 0 else ""


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
