"""Good files damaged one fault at a time: every field by every damage that its schema forbids, every line of the body.

A fault says which rules may name it and on which lines. Nothing here knows how the checker finds it: the damages are made
from the schema and from the places of the sound file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.diagnostics import Place
from generator.load import Source
from generator.load.source import parse_source
from generator.load.walk import classify
from generator.schema import Kind, kind
from tests.sites import BANKS

BANK = BANKS / "full"
FILES = (
    "practices/opyt-a/index.md",
    "practices/metod/index.md",
    "content/programs/programma/index.md",
    "content/schools/organizaciya-a/index.md",
    "content/schools/organizaciya-a/news/2026-10-12-uroki.md",
    "content/events/2027-02-10-seminar.md",
    "content/collections/god.md",
    "content/vocabulary/topics.yml",
    "content/regulation/1.yml",
    "content/regulation/acts.yml",
    "content/regulation/document.yml",
    "content/glossary/terms.yml",
)
ALIKE = str.maketrans("aceopxy", "асеорху")
LONG = "Слово за словом и так до самого конца строки. "


@dataclass(frozen=True)
class Fault:
    """A damaged text, the rules that may name the damage (an id or the beginning of one) and the lines where it may be seen."""

    name: str
    path: str
    text: str
    rules: tuple[str, ...]
    lines: range


def all_faults() -> Iterator[Fault]:
    """Every fault of every file; two damages may give the same text, which counts once."""
    seen: set[tuple[str, str]] = set()
    for fault in _all():
        if (fault.path, fault.text) not in seen:
            seen.add((fault.path, fault.text))
            yield fault


def _all() -> Iterator[Fault]:
    for path in FILES:
        data = (BANK / path).read_bytes()
        source, found = parse_source(classify(path), data)
        assert source
        assert not found
        yield from _fields(source)
        if kind(source.entry.kind).sections:
            yield from _sections(source)
        if path.endswith(".md"):
            yield from _body(source)
        yield from _file(source)


def _fields(source: Source) -> Iterator[Fault]:
    schema = kind(source.entry.kind)
    for path, value in _walk(source.values, ()):
        spec, where = schema.at(path), ".".join(map(str, path))
        for name, text, rules in _wrong_values(spec, value):
            yield _replaced(source, f"{where}: {name}", source.spans.of(path), text, rules, block=isinstance(path[-1], str))
        if isinstance(path[-1], str):
            yield from _keys(source, schema, path, where)


def _walk(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key), item
            yield from _walk(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value[:2]):
            yield from _walk(item, (*path, index))


def _wrong_values(spec: dict[str, Any], value: Any) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Name of the damage, YAML of a wrong value, rules."""
    shape = spec.get("type")
    yield "пусто", "", ("F1",)
    if shape == "string":
        yield from _wrong_texts(spec)
    elif shape in ("integer", "number"):
        yield "слово вместо числа", "много", ("F1",)
        if "minimum" in spec:
            yield "меньше наименьшего", str(spec["minimum"] - 1), ("F107", "F104")
        if "maximum" in spec:
            yield "больше наибольшего", str(spec["maximum"] + 1), ("F107", "F104")
        if shape == "integer":
            yield "дробь", "1.5", ("F1",)
    elif shape == "boolean":
        yield "не то слово", "наверное", ("F103",)
    elif shape == "array":
        yield "группа полей вместо списка", "{kluch: slovo}", ("F103",)
        if spec.get("minItems") and isinstance(value, list):
            yield "пустой список", "[]", ("F106",)
        if spec.get("uniqueItems") and value and isinstance(value[0], str):
            yield "повтор", f"[{value[0]}, {value[0]}]", ("F111", "F106")
    elif shape == "object":
        yield "слово вместо группы полей", "slovo", ("F103",)


def _wrong_texts(spec: dict[str, Any]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    yield "группа полей вместо текста", "{kluch: slovo}", ("F103",)
    if "x-vocabulary" in spec or "enum" in spec:
        yield "нет в словаре", "sovsem-drugoe", ("F104", "V003")
    if spec.get("x-ref"):
        yield "ссылка в никуда", "sovsem-drugoe", ("L001",)
    if spec.get("minLength", 0) > 1:
        yield "коротко", "Я", ("F105", "P018")
    if "maxLength" in spec:
        yield "длинно", LONG * (spec["maxLength"] // len(LONG) + 1), ("F105",)
    if spec.get("format") == "date":
        for text in ("2026-13-01", "01.02.2026", "вчера", "2026-2-1"):
            yield f"дата {text}", text, ("F109",)
    if spec.get("format") == "uri":
        yield "не адрес", "не адрес", ("F108",)
    if str(spec.get("pattern", "")).startswith("^https:"):
        yield "без защиты", "http://a.example/", ("F108",)
    elif "pattern" in spec:
        yield "не по образцу", "№?", ("F108", "F105")


def _keys(source: Source, schema: Kind, path: tuple[str | int, ...], where: str) -> Iterator[Fault]:
    place, key = source.spans.key(path), str(path[-1])
    yield _replaced(source, f"{where}: опечатка в имени", place, f"{key}zz", ("F102", "F101"))
    if any(letter in "aceopx" for letter in key):
        yield _replaced(source, f"{where}: русская буква в имени", place, key.translate(ALIKE), ("F0", "F102"))
    line = _line(source, place.line)
    plain = line.lstrip().startswith(f"{key}: ") and not line.rstrip().endswith((">-", "|", ">"))
    if plain and len(path) == 1:
        rest = line.split(": ", 1)[1]
        yield _lines(source, f"{where}: без пробела после двоеточия", place.line, f"{key}:{rest}", ("F",), 2)
        yield _lines(source, f"{where}: неразрывный пробел", place.line, f"{key}:\u00a0{rest}", ("F",), 2)
        yield _lines(source, f"{where}: кавычка не закрыта", place.line, f'{key}: "{rest}', ("F",), 2)
        yield _lines(source, f"{where}: двоеточие в значении", place.line, f"{key}: а: {rest}", ("F",), 2)
        yield _lines(source, f"{where}: табуляция", place.line, f"\t{line}", ("F",), 2)
        yield _lines(source, f"{where}: знак равенства", place.line, f"{key} = {rest}", ("F",), 2)
        if source.path.endswith(".md") and rest[0] not in "[{'\"":  # after these a note loses nothing
            yield _lines(source, f"{where}: хвост за решёткой", place.line, f"{line} # заметка", ("F",), 1)
        yield _lines(source, f"{where}: дважды", place.line, f"{line}\n{line}", ("F008",), 2)
        if key in schema.document.get("required", ()):
            gone = source.text.split("\n")
            del gone[place.line - 1]
            yield Fault(f"{where}: нет обязательного", source.path, "\n".join(gone), ("F101", "F009"), range(1, 4))


def _sections(source: Source) -> Iterator[Fault]:
    schema = kind(source.entry.kind)
    lines = source.text.split("\n")
    specs = {name.lower(): spec for spec in schema.sections for name in (spec.title, *spec.aliases)}
    titled = ((number, line[3:].strip("#. ")) for number, line in enumerate(lines, 1) if line.startswith("## "))
    heads = [(number, title) for number, title in titled if title.lower() in specs]
    for (number, title), following in zip(heads, [*heads[1:], (len(lines), "")], strict=True):
        spec = specs[title.lower()]
        end = following[0]
        yield _lines(source, f"{title}: опечатка", number, f"## {title}zz", ("P002",), 1)
        yield _lines(source, f"{title}: без пробела", number, f"##{title}", ("P0", "R"), 1)
        yield _lines(source, f"{title}: не тот уровень", number, f"# {title}", ("P0", "R"), 1)
        yield _lines(source, f"{title}: дважды", number, f"## {title}\n\nСлово.\n\n## {title}", ("P007",), 5)
        if spec.required:
            kept = lines[: number - 1] + lines[end - 1 :]
            yield Fault(f"{title}: нет раздела", source.path, "\n".join(kept), ("P001",), range(number - 2, len(lines) + 1))
        if spec.least > 20:
            yield Fault(
                f"{title}: коротко", source.path, "\n".join([*lines[:number], "", "Слово.", "", *lines[end - 1 :]]), ("P004",), range(number, number + 1)
            )
        long = LONG * (spec.most // len(LONG) + 1)
        yield Fault(f"{title}: длинно", source.path, "\n".join([*lines[:number], "", long, *lines[number:]]), ("P004",), range(number, number + 1))
        yield _lines(source, f"{title}: отговорка", number, f"## {title}\n\nнет\n\n## Пропало", ("P018", "P004"), 1)
        for row, line in enumerate(lines[number : end - 1] if spec.items else (), number + 1):
            if match := re.match(r"- \*\*([^:]+):\*\* ", line):
                gone = [*lines[: row - 1], *lines[row:]]
                yield Fault(f"{title}: нет строки «{match[1]}» ({row})", source.path, "\n".join(gone), ("P005",), range(number, row + 1))
                yield _lines(source, f"{title}: пустая строка «{match[1]}» ({row})", row, f"- **{match[1]}:** –", ("P018", "P0"), 1, before=6)


BODY = {
    "телефон": ("Звоните: 8 (481) 200-00-00.", ("C001",)),
    "телефон подряд": ("Звоните 89000000000 вечером.", ("C001",)),
    "почта": ("Пишите на adres@pochta.example.", ("C002",)),
    "СНИЛС": ("СНИЛС 112-233-445 95 для договора.", ("C003",)),
    "дата рождения": ("Наставник родился 01.02.1903 года.", ("C004",)),
    "ссылка в никуда": ("Смотрите [лист наблюдения](net-takogo.docx).", ("L002",)),
    "картинка в никуда": ("![Схема встречи](net-takoj.png)", ("L003",)),
    "ссылка здесь": ("Подробнее [здесь](https://a.example/).", ("L004",)),
    "чужая схема": ("Смотрите [лист](ftp://a.example/list).", ("L005",)),
    "мессенджер": ("Вопросы – [в чате пар](https://t.me/chat).", ("L006",)),
    "картинка без описания": ("![](https://a.example/a.png)", ("L007",)),
    "пункт": ("По правилу {п:99.99} так нельзя.", ("L008",)),
    "тег": ("Слово <b>жирное</b> здесь.", ("L009",)),
    "заметка": ("Слово <!-- переписать --> здесь.", ("L009",)),
    "разрешение без причины": ("<!-- разрешено C001 -->", ("F019",)),
    "лишнее разрешение": ("<!-- разрешено C001: линия ведомства -->", ("F018",)),
    "непечатаемый знак": ("Слово\x0bслово.", ("F004",)),
}


def _body(source: Source) -> Iterator[Fault]:
    """Faulty sentences after the last line of each third of the body, outside of lists and tables."""
    lines = source.text.split("\n")
    free = [
        row
        for row in range(source.body_line, len(lines))
        if not lines[row - 1].strip() and row > source.body_line + 1 and not lines[row].startswith((" ", "#"))
    ] or [len(lines)]
    for index, (name, (text, rules)) in enumerate(BODY.items()):
        for part in range(3):
            row = free[(index + part * len(free) // 3) % len(free)]
            damaged = "\n".join([*lines[:row], text, "", *lines[row:]])
            yield Fault(f"{name} в строке {row + 1}", source.path, damaged, rules, range(row + 1, row + 2))


def _file(source: Source) -> Iterator[Fault]:
    yield Fault("пустой файл", source.path, "", ("F",), range(1, 3))
    if source.path.endswith(".md"):
        yield Fault("нет первой черты", source.path, source.text.removeprefix("---\n"), ("F005",), range(1, 3))
        yield Fault("нет второй черты", source.path, source.text.replace("\n---\n", "\n", 1), ("F006",), range(source.body_line - 2, source.body_line))
        yield Fault("текст перед чертой", source.path, f"Текст.\n{source.text}", ("F0",), range(1, 3))
        yield Fault("список вместо полей", source.path, "---\n- а\n- б\n---\n" + source.body, ("F009",), range(1, 4))
    yield Fault("метка", source.path, f"\ufeff{source.text}", ("F001",), range(1, 2))
    yield Fault("концы строк", source.path, source.text.replace("\n", "\r\n"), ("F003",), range(1, 2))


def _line(source: Source, number: int) -> str:
    return source.text.split("\n")[number - 1]


def _lines(source: Source, name: str, number: int, text: str, rules: tuple[str, ...], span: int = 1, *, before: int = 0) -> Fault:  # noqa: PLR0917  # a row of the table
    """The line replaced; the fault may be seen on it, on the `span` - 1 after it or the `before` before it."""
    lines = source.text.split("\n")
    lines[number - 1] = text
    return Fault(name, source.path, "\n".join(lines), rules, range(number - before, number + span))


def _replaced(source: Source, name: str, place: Place, text: str, rules: tuple[str, ...], *, block: bool = False) -> Fault:
    """The span replaced by a text of one line; a value that is a block goes up to its key."""
    lines = source.text.split("\n")
    end_line, end_column = place.end
    start, stop = lines[place.line - 1][: place.column - 1], lines[end_line - 1][end_column - 1 :]
    if end_column == 1 and end_line > place.line:  # a block ends where the next line begins
        stop = f"\n{lines[end_line - 1]}"
    if block and start.endswith("  ") and not start.strip():  # a block stands below its key
        key = place.line - 1
        while not lines[key - 1].strip().endswith(":"):
            key -= 1
        lines[key - 1 : end_line] = [f"{lines[key - 1]} {text}{stop}"]
        return Fault(name, source.path, "\n".join(lines), rules, range(key, place.line + 1))
    lines[place.line - 1 : end_line] = [f"{start}{text}{stop}"]
    return Fault(name, source.path, "\n".join(lines), rules, range(place.line - 1, place.line + 1))
