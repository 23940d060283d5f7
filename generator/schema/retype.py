"""Values of the wrong type: a word where a list is wanted, a text where a number is; and what they are likely to mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.diagnostics import Diagnostic, Edit, Fix, Place
from generator.patterns import late
from generator.schema import mend, rules
from generator.schema.suggest import advice, meant
from generator.schema.view import Fault, Path, View, shown

_ISO = late(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_TYPES = {
    "string": "нужен текст", "integer": "нужно целое число", "number": "нужно число", "boolean": "нужно true или false", "array": "нужен список",
    "object": "нужна группа полей",
}  # fmt: skip


def wrong_type(see: View, fault: Fault) -> Iterator[Diagnostic]:
    """A value of another type than its field has; an empty one too."""
    wanted, got, path = str(fault.wanted), fault.got, fault.path
    if got is None:
        yield _empty(see, fault)
        return
    text = got if isinstance(got, str) else "" if isinstance(got, dict | list | bool) else see.written(path) or str(got)
    if wanted == "string" and fault.schema.get("format") == "date" and text:
        yield wrong_date(see, path, text)
        return
    message = f"Поле {see.name(path)}: {_TYPES[wanted]}, а {_described(got)}."
    hint, new = _RETYPES[wanted](see, fault, text)
    yield rules.WrongType.at(see.first(path), message, hint, see.put(path, f"Записать так: {new}", new))


Retyped = tuple[str, str | None]


def _to_text(see: View, fault: Fault, text: str) -> Retyped:
    if isinstance(fault.got, list):
        new = mend.scalar(fault.got[0]) if len(fault.got) == 1 and isinstance(fault.got[0], str) else None
        return f"Уберите скобки: {new}" if new else "Оставьте одно значение, без скобок и дефисов.", new
    if isinstance(fault.got, dict):
        return "Напишите текст; если в нём есть двоеточие, возьмите весь текст в кавычки.", None
    written = see.written(fault.path) or text
    if "enum" in fault.schema and (found := see.meant(written, fault.schema)):
        return f"Напишите «{found.target}».", mend.scalar(found.target) if found.certain else None
    if "enum" in fault.schema:
        vocabulary = see.vocabularies.get(str(fault.schema.get("x-vocabulary", "")))
        return advice(None, vocabulary) if vocabulary else f"Выберите значение из списка, например: {see.sample(fault.path)}", None
    new = mend.quoted(written) if written else None
    return f"Возьмите значение в кавычки: {new}" if new else "Напишите текст.", new


def _to_list(see: View, fault: Fault, text: str) -> Retyped:
    items = fault.schema.get("items", {})
    if items.get("type") == "object":
        if isinstance(fault.got, dict) and see.written(fault.path):
            new = f"[{see.written(fault.path)}]"
            return f"Возьмите группу в квадратные скобки: {new}", new
        required = items.get("required", ())
        if isinstance(fault.got, str) and len(required) == 1:
            new = f"[{{{required[0]}: {mend.scalar(fault.got)}}}]"
            return f"Запишите списком: {new}", new
        return f"Запишите списком, каждый пункт с дефиса, например: {see.sample(fault.path)}", None
    if not text:
        return f"Запишите списком в квадратных скобках, например: {see.sample(fault.path)}", None
    parts = _members(see, items, text)
    if any(sign in part for part in parts for sign in '[]{}"'):  # half of a list: what belongs together is not sure
        return f"Запишите списком в квадратных скобках, например: {see.sample(fault.path)}", None
    new = mend.sequence(parts) if isinstance(fault.got, str) or items.get("type") != "string" else f"[{mend.quoted(text)}]"
    return f"Запишите списком в квадратных скобках{', даже если значение одно' if len(parts) == 1 else ''}: {new}", new


def _members(see: View, items: Mapping[str, Any], text: str) -> list[str]:
    """What a text that should be a list holds: one value, or several between commas and semicolons."""
    closed = bool(items.get("enum"))
    whole = see.meant(text, items) if closed else None
    if whole and whole.certain:
        return [whole.target]
    parts = mend.as_items(text) or [text]
    if not closed:
        return parts
    finer = [part for part in re.split(r"[.,;/+\s]+(?:и\s+)?", text) if part] if len(text) < 200 else []
    if len(finer) > len(parts) and all((one := see.meant(part, items)) and one.certain for part in finer):
        parts = finer
    found = [see.meant(part, items) for part in parts]
    return [one.target if one and one.certain else part for one, part in zip(found, parts, strict=True)]


def _to_number(see: View, fault: Fault, text: str) -> Retyped:
    whole = fault.wanted == "integer"
    if isinstance(fault.got, list | dict | bool):
        return "Напишите только число, без скобок и слов.", None
    if (number := mend.as_number(text, whole=whole)) is not None:
        return f"Напишите только число, без единиц и кавычек: {number}", number
    vocabulary = see.vocabularies.get(str(fault.schema.get("x-vocabulary", "")))
    if vocabulary and (found := meant(text, vocabulary)):
        return f"Напишите {found.target} ({vocabulary[found.target].name}).", found.target if found.certain else None
    if vocabulary:
        return advice(None, vocabulary), None
    if whole and isinstance(fault.got, float):
        return "Напишите целое число, без дробной части.", None
    return "Напишите только число, без единиц и кавычек; дробную часть отделите точкой.", None


def _to_boolean(see: View, fault: Fault, text: str) -> Retyped:
    new = mend.as_boolean(text) or {"1": "true", "0": "false"}.get(text)
    return (f"Напишите {new}.", new) if new else ("Напишите true (да) или false (нет).", None)


def _to_group(see: View, fault: Fault, text: str) -> Retyped:
    fields = fault.schema.get("properties", {})
    key = next((part for part in reversed(fault.path) if isinstance(part, str)), "")
    if set(fields) == {"value", "unit"} and (term := mend.as_term(text, fields["unit"].get("enum", ()))):
        new = f"{{value: {term[0]}, unit: {term[1]}}}"
        return f"Запишите так: {key}: {new}", new
    return f"Запишите группой полей, например: {key}: {see.sample(fault.path)}", None


_RETYPES: dict[str, Callable[[View, Fault, str], Retyped]] = {
    "string": _to_text,
    "array": _to_list,
    "integer": _to_number,
    "number": _to_number,
    "boolean": _to_boolean,
    "object": _to_group,
}


def _empty(see: View, fault: Fault) -> Diagnostic:
    """A field without a value; the line of one that need not be there may go."""
    path, message = fault.path, f"Поле {see.name(fault.path)} пустое."
    if isinstance(path[-1], int):
        return rules.EmptyField.at(see.place(path), f"В поле {see.name(path)} есть пустое значение.", "Заполните его или удалите.")
    example = see.sample(path)
    if path[-1] in see.required(path[:-1]):
        return rules.EmptyField.at(see.source.spans.key(path), message, f"Заполните его, например: {path[-1]}: {example}")
    key = see.source.spans.keys.get(path)
    fix = None
    if key and len(path) == 1 and len(see.source.values) > 1 and key.line < len(see.lines) and see.lines[key.line - 1].rstrip() == f"{path[-1]}:":
        fix = Fix("Удалить пустое поле", (Edit(Place(key.path, key.line, 1, key.line + 1, 1), ""),))
    return rules.EmptyField.at(see.source.spans.key(path), message, "Заполните его или удалите строку: это поле не обязательно.", fix)


def _described(value: object) -> str:
    match value:
        case bool():
            return f"записано {'true' if value else 'false'}"
        case list():
            return "записан список"
        case dict():
            return "записана группа полей"
        case int() | float():
            return f"записано число {value}"
    return f"записано «{shown(str(value))}»"


def wrong_date(see: View, path: Path, value: str) -> Diagnostic:
    """A date that is none, or is written in another way."""
    hint, fix, problem = "Пишите год-месяц-день, например 2026-09-01.", None, "дата записана не по образцу"
    if new := mend.as_date(value):
        hint, fix = f"Напишите так: {new}.", see.put(path, "Переписать дату", new)
    elif mend.is_like_date(value):
        hint, problem = "Проверьте день, месяц и год и напишите так: 2026-09-01.", "такого дня нет в календаре или год не тот"
    elif _ISO.match(value):
        problem = "такого дня нет в календаре" if int(value[:4]) in mend.YEARS else f"год не из {mend.YEARS[0]}–{mend.YEARS[-1]}"
    return rules.WrongDate.at(see.place(path), f"Поле {see.name(path)}: «{shown(value)}» – {problem}.", hint, fix)
