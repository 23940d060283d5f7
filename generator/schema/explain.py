"""Words every fault of a record's fields in Russian, at its exact place, with a fix where it is sure what was meant.

One small function a keyword of the schema turns a fault into diagnostics. A fault is told of once: of several at one
value the one that explains the others is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import islice, pairwise
from typing import Any

from generator.diagnostics import Diagnostic, Edit, Fix, Place
from generator.patterns import late
from generator.schema import mend, rules
from generator.schema.retype import wrong_date, wrong_type
from generator.schema.suggest import advice
from generator.schema.view import Fault, Path, View, lower, shown
from generator.words import SIGNS, count

LONG_SAMPLE = 120  # signs: a longer example is a paragraph
SMALLEST_GROUP = 5  # of people of whom more is said than how many they are
MOST_OF_ONE = 200  # diagnostics of one fault, of a list that is wrong throughout
_SLUG = late(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# The fault that explains the others at the same value comes first.
_STRENGTH = ("not", "type", "enum", "format", "pattern")


def explain(see: View, faults: list[Fault]) -> list[Diagnostic]:
    """Diagnostics of the faults of one source, each once."""
    return list(dict.fromkeys(diagnostic for fault in _told_once(faults) for diagnostic in islice(_HANDLERS[fault.keyword](see, fault), MOST_OF_ONE)))


def _told_once(faults: list[Fault]) -> Iterator[Fault]:
    strongest: dict[Path, int] = {}
    for fault in faults:
        if fault.keyword in _STRENGTH:
            rank = _STRENGTH.index(fault.keyword)
            strongest[fault.path] = min(rank, strongest.get(fault.path, rank))
    forbidden = {path for path, rank in strongest.items() if rank == 0}
    for fault in faults:
        if fault.keyword != "not" and any(fault.path[:size] in forbidden for size in range(1, len(fault.path) + 1)):
            continue
        if fault.keyword == "oneOf" and fault.path in strongest:
            continue
        if fault.keyword not in _STRENGTH or _STRENGTH.index(fault.keyword) == strongest[fault.path]:
            yield fault


def _missing(see: View, fault: Fault) -> Iterator[Diagnostic]:
    meant = {found.target for found in see.renamed(fault.path, fault.got).values() if found}
    for key in fault.wanted:
        if key in meant:
            continue  # told of already, as unknown
        path = (*fault.path, key)
        sample = see.sample(path)
        if len(sample) > LONG_SAMPLE:
            sample = f"… ({lower(str(see.kind.at(path).get('description', 'текст'))).rstrip('.')})"
        yield rules.MissingField.at(see.first(fault.path), f"{fault.because}Нет обязательного поля {see.name(path)}.", f"Добавьте строку: {key}: {sample}")


def _unknown(see: View, fault: Fault) -> Iterator[Diagnostic]:
    before = {second: first for first, second in pairwise(fault.got)}
    taken: set[str] = set()
    for key, found in see.renamed(fault.path, fault.got).items():
        path = (*fault.path, key)
        place = see.source.spans.key(path)
        label = f"({see.kind.at((*fault.path, found.target)).get('title', found.target)})" if found else ""
        if key.isdecimal() and (comma := _decimal(see, path, (*fault.path, before.get(key, "")), fault.got[key])):
            yield comma
        elif found and found.target in fault.got:
            line = see.source.spans.key((*fault.path, found.target)).line
            yield rules.UnknownField.at(
                place, f"Поле «{shown(key)}» неизвестно, а «{found.target}» {label} уже записано в строке {line}.", "Соедините оба значения в одном поле."
            )
        elif found and found.certain:
            free = place.end_line == place.line and found.target not in taken
            fix = Fix(f"Переименовать поле в «{found.target}»", (Edit(place, found.target),)) if free else None
            taken.add(found.target)
            yield rules.UnknownField.at(place, f"Поле «{shown(key)}» неизвестно.", f"Напишите вместо него «{found.target}» {label}.", fix)
        elif home := see.levels.home(key, fault.path):
            yield rules.WrongLevel.at(place, f"Поле «{shown(key)}» стоит не там: {home.where}.", home.hint)
        elif found:
            yield rules.UnknownField.at(place, f"Поле «{shown(key)}» неизвестно.", f"Возможно, это «{found.target}» {label}.")
        else:
            yield rules.UnknownField.at(place, f"Поле «{shown(key)}» неизвестно.", "Удалите это поле: такого здесь не бывает.")


def _decimal(see: View, path: Path, before: Path, value: object) -> Diagnostic | None:
    """«4,5» inside braces: YAML reads the 5 as a field of its own."""
    key, place, whole = path[-1], see.source.spans.key(path), see.on_one_line(before)
    if value is not None or not whole or place.line != whole.line or place.column != whole.end_column + 1:
        return None
    number = f"{see.written(before)}.{key}"
    comma = Place(whole.path, whole.line, whole.end_column, whole.line, place.column)
    return rules.WrongType.at(
        Place(whole.path, whole.line, whole.column, place.line, place.end_column),
        f"Поле {see.name(before)}: дробное число записано с запятой, и YAML прочитал «{key}» как ещё одно поле.",
        f"Поставьте точку: {number}.",
        Fix("Поставить точку", (Edit(comma, "."),)),
    )


def _enum(see: View, fault: Fault) -> Iterator[Diagnostic]:
    path, schema = fault.path, fault.schema
    value = str(fault.got)
    found = see.meant(value, schema)
    # A slug is an id: when no term has it the fault may be the vocabulary's, and the card must not be rewritten.
    new = mend.scalar(found.target) if found and found.certain and not _SLUG.fullmatch(value) else None
    vocabulary = see.vocabularies.get(str(schema.get("x-vocabulary", "")))
    titles = schema.get("x-labels", {})
    unit = mend.as_unit(value, fault.wanted) if "week" in fault.wanted else None
    if unit:
        hint, new = f"Напишите «{unit}» ({titles.get(unit, unit)}).", unit
    elif not found and isinstance(path[-1], int) and (parts := _several(see, schema, value)):
        new = ", ".join(map(mend.scalar, parts))
        hint = f"Разделите значения запятыми: {new}"
    elif vocabulary:
        hint = advice(found, vocabulary)
    elif found:
        title = f" ({titles[found.target]})" if found.target in titles else ""
        hint = f"{'Напишите' if found.certain else 'Возможно, нужно'} «{found.target}»{title}."
    else:
        hint = f"Выберите: {', '.join(f'{key} ({titles[key]})' if key in titles else str(key) for key in fault.wanted)}."
    message = f"Поле {see.name(path)}: значения «{shown(value)}» нет в списке допустимых."
    yield rules.NotInVocabulary.at(see.place(path), message, hint, see.put(path, f"Заменить на «{new}»", new))


def _several(see: View, schema: Mapping[str, Any], value: str) -> list[str] | None:
    """Values of a closed list that were written as one."""
    parts = mend.as_items(value) if len(value) < 2_000 else []
    found = [see.meant(part, schema) for part in parts]
    return [one.target for one in found if one] if len(parts) > 1 and all(one and one.certain for one in found) else None


def _length(see: View, fault: Fault) -> Iterator[Diagnostic]:
    have, limit = len(fault.got), fault.wanted
    if fault.keyword == "minLength":
        message = f"Поле {see.name(fault.path)} короткое: {count(have, SIGNS)}, нужно не меньше {limit}."
        hint = "Напишите подробнее." if have else "Заполните поле."
    else:
        message = f"Поле {see.name(fault.path)} длинное: {count(have, SIGNS)} при пределе {limit}."
        hint = f"Сократите на {count(have - limit, SIGNS)}; подробности перенесите в текст."
    yield rules.WrongLength.at(see.place(fault.path), message, hint)


def _items(see: View, fault: Fault) -> Iterator[Diagnostic]:
    have, limit = len(fault.got), fault.wanted
    few = fault.keyword == "minItems"
    message = f"Поле {see.name(fault.path)}: {count(have, ('значение', 'значения', 'значений'))}, нужно не {'меньше' if few else 'больше'} {limit}."
    hint, fix = ("Добавьте недостающие." if few else f"Оставьте самые важные, не больше {limit}."), None
    if few and have == 1 and isinstance(fault.got[0], str) and ";" in fault.got[0] and len(parts := mend.as_items(fault.got[0])) >= limit:
        new = ", ".join(map(mend.scalar, parts))
        hint, fix = f"Разделите значения запятыми: [{new}]", see.put((*fault.path, 0), "Разделить запятыми", new)
    yield rules.WrongCount.at(see.place(fault.path), message, hint, fix)


def _number(see: View, fault: Fault) -> Iterator[Diagnostic]:
    bound = {"minimum": "не меньше", "maximum": "не больше", "exclusiveMinimum": "больше"}[fault.keyword]
    message = f"Поле {see.name(fault.path)}: {fault.got}, а должно быть {bound} {fault.wanted}."
    small_group = fault.keyword == "minimum" and fault.wanted == SMALLEST_GROUP
    hint = "Группы меньше пяти человек не публикуются: сложите их в одну строку или не показывайте." if small_group else "Проверьте число: вероятно, опечатка."
    yield rules.WrongNumber.at(see.place(fault.path), message, hint)


def _pattern(see: View, fault: Fault) -> Iterator[Diagnostic]:
    pattern, value = str(fault.wanted), str(fault.got)
    if pattern.startswith("^http"):
        yield _address(see, fault.path, value)
        return
    hint = f"Правильно, например: {see.sample(fault.path)}"
    if pattern.startswith(("^[a-z0-9]", "^[a-z]")):
        hint = "Напишите строчными латинскими буквами, цифрами, точкой и дефисом, без пробелов."
    yield rules.WrongForm.at(see.place(fault.path), f"Поле {see.name(fault.path)}: «{shown(value)}» записано не по образцу.", hint)


def _format(see: View, fault: Fault) -> Iterator[Diagnostic]:
    make = wrong_date if fault.wanted == "date" else _address
    yield make(see, fault.path, str(fault.got))


def _address(see: View, path: Path, value: str) -> Diagnostic:
    message = f"Поле {see.name(path)}: «{shown(value)}» не похоже на адрес."
    new = mend.as_address(value)
    if new:
        return rules.WrongForm.at(
            see.place(path),
            f"Поле {see.name(path)}: в адресе «{shown(value)}» нет https://.",
            f"Напишите так: {new}",
            see.put(path, "Дописать https://", mend.scalar(new)),
        )
    hint = "Скопируйте адрес из строки браузера целиком, он начинается с https://."
    if value.startswith("http://"):
        message = f"Поле {see.name(path)}: адрес начинается с http://, а нужен https://."
        hint = "Замените http:// на https:// и проверьте, что страница открывается."
    return rules.WrongForm.at(see.place(path), message, hint)


def _forbidden(see: View, fault: Fault) -> Iterator[Diagnostic]:
    yield rules.OutOfPlace.at(see.source.spans.key(fault.path), f"Поле {see.name(fault.path)} здесь лишнее.", f"Удалите его. {fault.because}".strip())


def _unique(see: View, fault: Fault) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for index, item in enumerate(fault.got):
        key = json.dumps(item, sort_keys=True, ensure_ascii=False)
        if key in seen:
            path = (*fault.path, index)
            yield rules.Repeated.at(
                see.place(path), f"Поле {see.name(fault.path)}: «{shown(str(item))}» повторяется.", "Удалите повтор.", _without(see, fault.path, index)
            )
        seen.add(key)


def _without(see: View, path: Path, index: int) -> Fix | None:
    """A fix that takes an item out of a list: from the end of the one before it, or its whole line."""
    before, item = see.on_one_line((*path, index - 1)), see.on_one_line((*path, index))
    if not before or not item or item.line > len(see.lines):
        return None
    line = see.lines[item.line - 1]
    if before.line == item.line and line[before.end_column - 1 : item.column - 1].strip() == ",":
        return Fix("Удалить повтор", (Edit(Place(item.path, item.line, before.end_column, item.line, item.end_column), ""),))
    if line[: item.column - 1].strip() == "-" and not line[item.end_column - 1 :].strip() and item.line < len(see.lines):
        return Fix("Удалить повтор", (Edit(Place(item.path, item.line, 1, item.line + 1, 1), ""),))
    return None


def _one_of(see: View, fault: Fault) -> Iterator[Diagnostic]:
    has = set(fault.got) & {"file", "url", "format", "size"}
    lacks = [key for key in ("url", "format", "size") if key not in has]
    if "file" in has and not lacks:
        hint = "Оставьте что-то одно: удалите file или url с форматом и размером."
    elif "file" in has or not has:
        hint = "Добавьте file: с именем файла из папки организации – или сразу url, format и size."
    else:
        hint = f"Добавьте {' и '.join(lacks)}." if len(lacks) < 3 else "Добавьте file: или url, format и size."
    yield rules.WrongSet.at(see.first(fault.path), str(fault.schema["x-because"]), hint)


Handler = Callable[[View, Fault], Iterator[Diagnostic]]

_HANDLERS: dict[str, Handler] = {
    "required": _missing, "additionalProperties": _unknown, "type": wrong_type, "enum": _enum, "minLength": _length, "maxLength": _length, "minItems": _items,
    "maxItems": _items, "minimum": _number, "maximum": _number, "exclusiveMinimum": _number, "pattern": _pattern, "format": _format, "not": _forbidden,
    "uniqueItems": _unique, "oneOf": _one_of,
}  # fmt: skip
