"""Checks a record's fields against its schema and words every fault in Russian, at its exact place.

The logic: jsonschema finds the faults; one small function a keyword turns each into a diagnostic, splitting faults
that jsonschema reports at the parent (unknown and missing keys) into one diagnostic a key.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker, validators
from jsonschema.exceptions import ValidationError

from generator.diagnostics import Diagnostic, Edit, Fix
from generator.load import Source
from generator.schema import rules
from generator.schema.kinds import Kind
from generator.schema.suggest import did_you_mean, nearest
from generator.schema.vocabulary import Vocabularies
from generator.words import count

Path = tuple[str | int, ...]

FORMATS = FormatChecker(formats=())
SMALLEST_GROUP = 5  # of people of whom more is said than how many they are
YEARS = range(1990, 2101)  # a date outside is a slip of the finger
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})\Z")
_TYPES = {
    "string": "текст", "integer": "целое число", "number": "число", "boolean": "true или false", "array": "список", "object": "группа полей",
}  # fmt: skip


@FORMATS.checks("date")
def is_date(value: object) -> bool:
    """True for a calendar date (ISO 8601) of our days, and for what is no text (the type has its own rule)."""
    if not isinstance(value, str):
        return True
    try:
        return bool(_DATE.match(value)) and date.fromisoformat(value).year in YEARS
    except ValueError:
        return False


@FORMATS.checks("uri")
def is_uri(value: object) -> bool:
    """True for an absolute address without spaces; `{path}` may stand in it."""
    if not isinstance(value, str):
        return True
    try:
        parts = urlsplit(value)
        return bool(parts.scheme and (parts.port is None or parts.port)) and not re.search(r"[\s<>\"|\\^`]", value)
    except ValueError:
        return False


def _is_integer(_: object, value: object) -> bool:
    """An integer as it is written: 6.0 is none, whatever JSON Schema (Validation, §6.1.1) says."""
    return isinstance(value, int) and not isinstance(value, bool)


def _whole_pattern(_: object, pattern: str, value: object, __: object) -> Iterator[ValidationError]:
    """`pattern` as ECMA reads it (JSON Schema, Core §6.4): `$` is the end of the text, not the line break before it."""
    if isinstance(value, str) and not re.search(re.sub(r"(?<!\\)\$\Z", r"\\Z", pattern), value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


_TYPES_STRICT = Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer)
_Validator = validators.extend(Draft202012Validator, {"pattern": _whole_pattern}, type_checker=_TYPES_STRICT)  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class Fault:
    """What jsonschema found, with its loose types named once: the keyword, what it wanted, what stands there, the schema around it."""

    keyword: str
    wanted: Any
    got: Any
    schema: Mapping[str, Any]
    path: Path
    because: str


class Shape:
    """The checker of one kind; made once a run, because compiling a schema costs more than using it."""

    def __init__(self, kind: Kind, vocabularies: Vocabularies) -> None:
        self.kind, self.vocabularies = kind, vocabularies
        document = kind.with_vocabularies(vocabularies)
        self.digest = repr((document, vocabularies))
        self.validator = _Validator(document, format_checker=FORMATS)

    def check(self, source: Source) -> list[Diagnostic]:
        """Every fault of a record's fields."""
        found: list[Diagnostic] = []
        for error in self.validator.iter_errors(source.values):
            for diagnostic in self._explain(error, source):
                if diagnostic not in found:
                    found.append(diagnostic)
        return found

    def _explain(self, error: ValidationError, source: Source) -> Iterator[Diagnostic]:
        fault = Fault(
            str(error.validator),
            error.validator_value,
            error.instance,
            cast("Mapping[str, Any]", error.schema),
            tuple(error.absolute_path),
            self._because(error),
        )
        yield from _HANDLERS[fault.keyword](self, fault, source)

    def name(self, path: tuple[str | int, ...]) -> str:
        """«Label» (key) of a field, as messages call it."""
        key = next((part for part in reversed(path) if isinstance(part, str)), "")
        return f"«{self.kind.label(path)}» ({key})" if key else f"«{self.kind.title}»"

    def _because(self, error: ValidationError) -> str:
        """The reason a conditional part of the schema gives, as a sentence to put in front."""
        steps = list(error.absolute_schema_path)
        if len(steps) > 1 and steps[0] == "allOf":
            return str(self.kind.document["allOf"][steps[1]].get("x-because", "")) + " "
        return ""


Handler = Callable[[Shape, Fault, Source], Iterator[Diagnostic]]


def _missing(shape: Shape, fault: Fault, source: Source) -> Iterator[Diagnostic]:
    for key in fault.wanted:
        if key in fault.got:
            continue
        place = source.spans.of(fault.path)
        if place.end_line > place.line:  # a mapping spans lines: point at its first
            place = type(place)(place.path, place.line, place.column)
        spec = shape.kind.at((*fault.path, key))
        yield rules.MissingField.at(
            place, f"{fault.because}Нет обязательного поля {shape.name((*fault.path, key))}.", f"Добавьте строку: {key}: {_sample(spec)}"
        )


def _unknown(shape: Shape, fault: Fault, source: Source) -> Iterator[Diagnostic]:
    known = shape.kind.at(fault.path).get("properties", {})
    names = {str(field.get("title", key)): key for key, field in known.items()} | {key: key for key in known}
    for key in fault.got:
        if key in known:
            continue
        close = nearest(key, names)
        hint = f"Возможно, это «{close}» ({known[close].get('title', close)})." if close else "Удалите это поле: такого здесь не бывает."
        yield rules.UnknownField.at(source.spans.key((*fault.path, key)), f"Поле «{key}» неизвестно.", hint)


def _type(shape: Shape, fault: Fault, source: Source) -> Iterator[Diagnostic]:
    wanted, got = str(fault.wanted), fault.got
    message = f"Поле {shape.name(fault.path)}: должно быть: {_TYPES[wanted]}, а записано {_describe(got)}."
    hint = "Исправьте значение."
    if got is None:
        message, hint = f"Поле {shape.name(fault.path)} пустое.", "Заполните его или удалите строку, если поле не обязательно."
    elif wanted == "string" and isinstance(got, int | float):
        hint = f'Возьмите значение в кавычки: "{got}".'
    elif wanted == "array":
        hint = f"Запишите списком, даже если значение одно: [{got}]."
    elif wanted == "boolean":
        hint = "Напишите true (да) или false (нет)."
    elif wanted in ("integer", "number") and isinstance(got, str):
        hint = "Напишите только число, без единиц и кавычек."
    yield rules.WrongType.at(source.spans.of(fault.path), message, hint)


def _enum(shape: Shape, fault: Fault, source: Source) -> Iterator[Diagnostic]:
    value, schema = str(fault.got), fault.schema
    name = schema.get("x-vocabulary")
    if name:
        hint = did_you_mean(value, shape.vocabularies[name])
    else:
        labels = schema.get("x-labels", {})
        choices = {**{str(label): key for key, label in labels.items()}, **{str(key): str(key) for key in fault.wanted}}
        close = nearest(value, choices)
        listed = ", ".join(f"{key} ({labels[key]})" if key in labels else str(key) for key in fault.wanted)
        hint = f"Возможно, нужно «{close}»." if close else f"Выберите: {listed}."
    message = f"Поле {shape.name(fault.path)}: значения «{value}» нет в списке допустимых."
    yield rules.NotInVocabulary.at(source.spans.of(fault.path), message, hint)


def _length(shape: Shape, fault: Fault, source: Source) -> Iterator[Diagnostic]:
    have, limit = len(fault.got), fault.wanted
    signs = ("знак", "знака", "знаков")
    if fault.keyword == "minLength":
        message = f"Поле {shape.name(fault.path)} короткое: {count(have, signs)}, нужно не меньше {limit}."
        hint = "Напишите подробнее." if have else "Заполните поле."
    else:
        message = f"Поле {shape.name(fault.path)} длинное: {count(have, signs)} при пределе {limit}."
        hint = f"Сократите на {count(have - limit, signs)}; подробности перенесите в текст."
    yield rules.WrongLength.at(source.spans.of(fault.path), message, hint)


def _items(shape: Shape, fault: Fault, source: Source) -> Iterator[Diagnostic]:
    have, limit = len(fault.got), fault.wanted
    few = fault.keyword == "minItems"
    message = f"Поле {shape.name(fault.path)}: {count(have, ('значение', 'значения', 'значений'))}, нужно не {'меньше' if few else 'больше'} {limit}."
    yield rules.WrongCount.at(source.spans.of(fault.path), message, "Добавьте недостающие." if few else "Оставьте самые важные.")


def _number(shape: Shape, fault: Fault, source: Source) -> Iterator[Diagnostic]:
    bound = {"minimum": "не меньше", "maximum": "не больше", "exclusiveMinimum": "больше"}[fault.keyword]
    message = f"Поле {shape.name(fault.path)}: {fault.got}, а должно быть {bound} {fault.wanted}."
    small_group = fault.keyword == "minimum" and fault.wanted == SMALLEST_GROUP
    hint = "Группы меньше пяти человек не публикуются: сложите их в одну строку или не показывайте." if small_group else "Проверьте число: вероятно, опечатка."
    yield rules.WrongNumber.at(source.spans.of(fault.path), message, hint)


def _pattern(shape: Shape, fault: Fault, source: Source) -> Iterator[Diagnostic]:
    message = f"Поле {shape.name(fault.path)}: «{fault.got}» записано не по образцу."
    pattern = str(fault.wanted)
    hint = f"Правильно, например: {_sample(shape.kind.at(fault.path))}"
    if pattern.startswith("^https"):
        hint = "Адрес должен начинаться с https://."
    elif pattern.startswith("^[a-z0-9]"):
        hint = "Только строчные латинские буквы, цифры, точка и дефис."
    yield rules.WrongForm.at(source.spans.of(fault.path), message, hint)


def _format(shape: Shape, fault: Fault, source: Source) -> Iterator[Diagnostic]:
    value = str(fault.got)
    if fault.wanted != "date":
        yield rules.WrongForm.at(
            source.spans.of(fault.path), f"Поле {shape.name(fault.path)}: «{value}» не похоже на адрес.", "Скопируйте адрес из строки браузера целиком."
        )
        return
    hint, fix = "Пишите год-месяц-день, например 2026-09-01.", None
    if match := _DAY_FIRST.match(value):
        day, month, year = match.groups()
        turned = f"{year}-{month:0>2}-{day:0>2}"
        if is_date(turned):
            hint = f"Напишите так: {turned}."
            fix = Fix("Переписать дату", (Edit(source.spans.of(fault.path), turned),))
    problem = "дата записана не по образцу"
    if _DATE.match(value):
        problem = "такого дня нет в календаре" if int(value[:4]) in YEARS else f"год не из {YEARS[0]}–{YEARS[-1]}"
    yield rules.WrongDate.at(source.spans.of(fault.path), f"Поле {shape.name(fault.path)}: «{value}» – {problem}.", hint, fix)


def _forbidden(shape: Shape, fault: Fault, source: Source) -> Iterator[Diagnostic]:
    yield rules.OutOfPlace.at(source.spans.key(fault.path), f"Поле {shape.name(fault.path)} здесь лишнее.", f"Удалите его. {fault.because}".strip())


def _unique(shape: Shape, fault: Fault, source: Source) -> Iterator[Diagnostic]:
    seen: list[Any] = []
    for index, item in enumerate(fault.got):
        if item in seen:
            yield rules.Repeated.at(source.spans.of((*fault.path, index)), f"Поле {shape.name(fault.path)}: «{item}» повторяется.", "Удалите повтор.")
        seen.append(item)


def _one_of(shape: Shape, fault: Fault, source: Source) -> Iterator[Diagnostic]:
    place = source.spans.of(fault.path)
    yield rules.WrongSet.at(type(place)(place.path, place.line, place.column), str(fault.schema["x-because"]), "Оставьте что-то одно и заполните его целиком.")


_HANDLERS: dict[str, Handler] = {
    "required": _missing, "additionalProperties": _unknown, "type": _type, "enum": _enum, "const": _enum,
    "minLength": _length, "maxLength": _length, "minItems": _items, "maxItems": _items, "uniqueItems": _unique,
    "minimum": _number, "maximum": _number, "exclusiveMinimum": _number, "pattern": _pattern, "format": _format, "oneOf": _one_of, "not": _forbidden,
}  # fmt: skip


def _describe(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return "список"
        case dict():
            return "группа полей"
        case int() | float():
            return f"число {value}"
    return f"«{value}»"


def _sample(schema: dict[str, Any]) -> str:
    """A filled-in example of a field, as YAML on one line."""
    examples = schema.get("examples")
    if not examples:
        return "…"
    example = examples[0]
    return example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
