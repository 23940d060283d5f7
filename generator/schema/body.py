"""Cuts a body at its headings and checks the sections a kind asks for.

A section is a level-two heading; its items, where the schema asks for items, are level-three headings with labelled
lines («- **Кто:** …»). Headings inside fenced code do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.diagnostics import Diagnostic
from generator.load import Source
from generator.schema import rules
from generator.schema.kinds import ItemSpec, Kind, SectionSpec
from generator.schema.suggest import nearest
from generator.words import count

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*)")
_LINE = re.compile(r"\s*[-*+]\s+\*\*(?P<label>[^*:]+):?\*\*:?\s*(?P<text>.*)\Z")
_SIGNS = ("знак", "знака", "знаков")


@dataclass(frozen=True, slots=True)
class Item:
    """A level-three heading: its labelled lines by key, and the rest of its text."""

    title: str
    line: int
    text: str
    lines: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """A level-two heading and what stands below it. `line` counts from 0 within the body; `id` is empty when unknown."""

    id: str
    title: str
    line: int
    text: str
    items: tuple[Item, ...] = ()

    @property
    def text_line(self) -> int:
        """Line of the body on which the text starts."""
        return self.line + 1


def sections(body: str, kind: Kind) -> tuple[Section, ...]:
    """All sections of a body in the order they stand."""
    names = {name.lower(): spec for spec in kind.sections for name in (*spec.aliases, spec.title)}
    lines = body.split("\n")
    starts = [(number, title) for number, level, title in _headings(lines) if level == 2]
    found = []
    for index, (number, title) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(lines)
        spec = names.get(title.lower().rstrip("."))
        text = "\n".join(lines[number + 1 : end])
        items = _items(lines, number + 1, end, spec.items) if spec and spec.items else ()
        found.append(Section(spec.id if spec else "", title, number, text.strip("\n"), items))
    return tuple(found)


def check_body(source: Source, kind: Kind) -> list[Diagnostic]:
    """Every fault of a body: sections missing, unknown, twice, out of order, too short or long; items without their lines."""
    if not kind.sections:
        return []
    found = sections(source.body, kind)
    specs = {spec.id: spec for spec in kind.sections}
    origin = source.values.get("origin")
    return [
        *_unknown(source, kind, found),
        *_missing(source, kind, found, origin),
        *_misplaced(source, kind, found, specs, origin),
        *(d for section in found if section.id for d in _section(source, section, specs[section.id])),
    ]


def _unknown(source: Source, kind: Kind, found: tuple[Section, ...]) -> Iterator[Diagnostic]:
    before = source.body.split("\n")[: found[0].line] if found else source.body.split("\n")
    stray = next((number for number, line in enumerate(before) if line.strip()), None)
    if stray is not None:
        yield rules.StrayText.at(source.place(stray), "Текст стоит вне разделов и на странице не появится.", "Перенесите его в один из разделов.")
    for section in found:
        if not section.id:
            close = _meant(section, kind)
            hint = f"Возможно, это «{close}»." if close else f"Разделы карточки: {', '.join(spec.title for spec in kind.sections)}."
            yield rules.UnknownSection.at(source.place(section.line, 4, len(section.title)), f"Раздел «{section.title}» неизвестен.", hint)


def _meant(section: Section, kind: Kind) -> str | None:
    """Title of the section that an unknown heading is likely to be."""
    return nearest(section.title, {name: spec.title for spec in kind.sections for name in (*spec.aliases, spec.title)})


def _missing(source: Source, kind: Kind, found: tuple[Section, ...], origin: object) -> Iterator[Diagnostic]:
    present = {section.id for section in found}
    meant = {_meant(section, kind) for section in found if not section.id}  # told of already, as unknown
    end = source.body.rstrip().count("\n")
    for spec in kind.sections:
        if spec.required and spec.id not in present and spec.title not in meant and spec.when in ("", origin):
            yield rules.MissingSection.at(
                source.place(end), f"Нет раздела «{spec.title}».", f"Добавьте строку «## {spec.title}» и под ней напишите: {_lower(spec.description)}"
            )


def _misplaced(source: Source, kind: Kind, found: tuple[Section, ...], specs: dict[str, SectionSpec], origin: object) -> Iterator[Diagnostic]:
    order = [spec.id for spec in kind.sections]
    last = -1
    seen: dict[str, int] = {}
    for section in found:
        if not section.id:
            continue
        place = source.place(section.line, 4, len(section.title))
        if section.id in seen:
            yield rules.RepeatedSection.at(place, f"Раздел «{section.title}» встречается второй раз.", "Соедините оба раздела в один.")
            continue
        seen[section.id] = section.line
        if specs[section.id].when not in ("", origin) and isinstance(origin, str):
            yield rules.SectionElsewhere.at(
                place,
                f"Раздел «{section.title}» не для такой карточки.",
                "О результатах и новизне рассказывает только опыт организации, о признаках успеха – только описание метода.",
            )
        index = order.index(section.id)
        if index < last:
            yield rules.SectionOrder.at(
                place,
                f"Раздел «{section.title}» стоит не на своём месте.",
                f"Перенесите его: он идёт перед разделом «{specs[order[last]].title}».",
            )
        last = max(last, index)


def _section(source: Source, section: Section, spec: SectionSpec) -> Iterator[Diagnostic]:
    place = source.place(section.line, 4, len(section.title))
    size = len(section.text.strip())
    if size < spec.least:
        yield rules.SectionLength.at(
            place, f"Раздел «{spec.title}» короткий: {count(size, _SIGNS)}, нужно не меньше {spec.least}.", f"Напишите подробнее: {_lower(spec.description)}"
        )
    elif size > spec.most:
        yield rules.SectionLength.at(
            place, f"Раздел «{spec.title}» длинный: {count(size, _SIGNS)} при пределе {spec.most}.", "Сократите или вынесите подробности в «Материалы»."
        )
    if not spec.items:
        return
    if not spec.items.least <= len(section.items) <= spec.items.most:
        yield rules.ItemCount.at(
            place,
            f"В разделе «{spec.title}» {count(len(section.items), ('пункт', 'пункта', 'пунктов'))}, нужно от {spec.items.least} до {spec.items.most}.",
            "Каждый пункт начинайте строкой «### Название».",
        )
    for item in section.items:
        for key, label in spec.items.lines:
            if not item.lines.get(key):
                yield rules.ItemLine.at(
                    source.place(item.line, 5, len(item.title)), f"В пункте «{item.title}» нет строки «{label}».", f"Добавьте: - **{label}:** …"
                )


def _title(text: str) -> str:
    """The words of a heading without the signs that may close it («## Цель ##»)."""
    words = text.rstrip()
    bare = words.rstrip("#")
    return (bare if not bare or bare[-1].isspace() else words).strip()


def _headings(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Line number, level and title of every heading outside fenced code."""
    fence = ""
    for number, line in enumerate(lines):
        if match := _FENCE.match(line):
            mark = match.group(1)
            if not fence:
                fence = mark
            elif mark[0] == fence[0] and len(mark) >= len(fence) and not match.group(2).strip():
                fence = ""
        elif not fence and (match := _HEADING.match(line)) and (title := _title(match.group(2))):
            yield number, len(match.group(1)), title


def _items(lines: list[str], start: int, end: int, spec: ItemSpec) -> tuple[Item, ...]:
    heads = [(start + number, title) for number, level, title in _headings(lines[start:end]) if level == 3]
    labels = {label.lower(): key for key, label in spec.lines}
    found = []
    for index, (number, title) in enumerate(heads):
        stop = heads[index + 1][0] if index + 1 < len(heads) else end
        text, labelled = _labelled(lines[number + 1 : stop], labels)
        found.append(Item(title, number, text, labelled))
    return tuple(found)


def _labelled(lines: list[str], labels: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The free text of an item and its labelled lines; an indented line goes on with the label above it."""
    text: list[str] = []
    found: dict[str, str] = {}
    current = ""
    for line in lines:
        match = _LINE.match(line)
        key = labels.get(match["label"].strip().lower()) if match else None
        if match and key:
            current = key
            found[key] = match["text"].strip()
        elif current and line.startswith((" ", "\t")) and line.strip():
            found[current] = f"{found[current]} {line.strip()}"
        else:
            current = ""
            text.append(line)
    return "\n".join(text).strip("\n"), found


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
