"""Items of a section (steps, risks): their titles and their labelled lines, «- **Кто:** …»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Edit, Fix, Place
from generator.load import Source
from generator.patterns import late
from generator.schema import rules
from generator.schema.kinds import Kind, SectionSpec
from generator.schema.outline import Item, Outline, Section
from generator.schema.suggest import guess
from generator.schema.view import shown

_NUMBERED = late(r"(?:(?:шаг|этап|риск)\s+№?\s?\d{1,2}(?:\s?[.):–—-])?|\d{1,2}\s?[.)])(?:\s+|\Z)", re.IGNORECASE)
_LABEL = late(r"\s*(?:[-+•–—]\s*|\*\s+)?(?P<open>[*_]{0,3})\s*(?P<label>[^\W\d_][^:–—*_\n-]{1,40})[*_]{0,3}\s*(?:[:–—]|-\s)")
_STRICT = late(r"[-*+]\s+\*\*[^*:]+:?\*\*:?\s*(.*)", re.DOTALL)
LONGEST = 40  # signs before the colon: more is a sentence
_DASH = late(r"\A[–—-](?:\s+|\Z)")
_DASHES = ("–", "—", "- ")  # after a label: the colon is forgotten


@dataclass(frozen=True, slots=True)
class _Slip:
    """A labelled line that is not read as one: its number, the key meant, and its text."""

    line: int
    key: str
    text: str


def check_items(source: Source, kind: Kind, seen: Outline, spec: SectionSpec, section: Section) -> Iterator[Diagnostic]:
    """Faults of the items of one section."""
    titles: dict[str, int] = {}
    labels = {key for key, _ in spec.items.lines} if spec.items else set()
    last = next((head.line for head in seen.heads if head.line > section.line and head.level <= 2), None)
    ends = [*(item.line for item in section.items[1:]), last]
    for item, end in zip(section.items, ends, strict=False):
        first = titles.setdefault(item.title.lower(), item.line)
        if first != item.line:
            yield rules.SameTitle.at(
                _heading(source, seen, item),
                f"Пункт {_called(item)} уже есть в строке {source.body_line + first}.",
                "Соедините пункты или назовите второй иначе.",
            )
        if seen.bold and spec.items:
            yield from _bold(source, seen, spec.items.lines[0][1], item, len(seen.lines) if end is None else end)
        if item.title[0] in "0123456789шэрШЭР":
            yield from _numbered(source, seen, item)
        if not labels <= {key for key, text in item.lines.items() if text and not text.startswith(_DASHES)}:
            yield from _lines(_At(source, kind, seen, spec), item, end)


def _heading(source: Source, seen: Outline, item: Item) -> Place:
    return source.place(item.line, seen.lines[item.line].find(item.title) + 1, len(item.title))


def _bold(source: Source, seen: Outline, label: str, item: Item, end: int) -> Iterator[Diagnostic]:
    """A title in bold type: below it the labels of the item come once more."""
    lines = seen.lines
    for number in seen.bold:
        if item.line < number < end and all(any(_is_label(line, label) for line in part) for part in (lines[item.line : number], lines[number:end])):
            title, place = lines[number].strip("*: "), source.place(number, 1, len(lines[number]))
            fix = Fix("Сделать заголовком пункта", (Edit(place, f"### {title}"),))
            yield rules.NotHeading.at(place, f"Строка «{shown(lines[number])}» – название пункта, но не заголовок.", f"Напишите: ### {shown(title)}", fix)


def _called(item: Item) -> str:
    """The title in quotes; those within it are of the other kind, as Russian books print them."""
    return f"«{shown(item.title).replace('«', '„').replace('»', '“')}»"


def _numbered(source: Source, seen: Outline, item: Item) -> Iterator[Diagnostic]:
    match = _NUMBERED.match(item.title)
    if not match:
        return
    place, rest = _heading(source, seen, item), item.title[match.end() :].strip()
    if rest:
        title = rest[:1].upper() + rest[1:]
        yield rules.NumberedTitle.at(
            place,
            f"Пункт {_called(item)} пронумерован вручную: номера поставит сайт.",
            f"Напишите: ### {shown(title)}",
            Fix("Убрать номер", (Edit(place, title),)),
        )
    else:
        yield rules.NumberedTitle.at(
            place, f"У пункта «{item.title}» вместо названия номер, а номера поставит сайт.", "Назовите пункт по делу: что в нём делают."
        )


@dataclass(frozen=True, slots=True)
class _At:
    """Where an item stands: the file, the kind, the outline of the body, the section."""

    source: Source
    kind: Kind
    seen: Outline
    spec: SectionSpec


def _lines(at: _At, item: Item, end: int | None) -> Iterator[Diagnostic]:
    source, seen, spec = at.source, at.seen, at.spec
    labels = dict(spec.items.lines) if spec.items else {}
    lacking = [key for key in labels if not item.lines.get(key) or item.lines[key].startswith(_DASHES)]
    slips = {slip.key: slip for slip in _slips(seen, _names(at.kind, spec, lacking), item.line + 1, end)}
    for key in lacking:
        label = labels[key]
        line = f"- **{label}:**"
        if key in item.lines and not item.lines[key].strip("–—- "):
            number = next((number for number in range(item.line + 1, len(seen.lines)) if _is_label(seen.lines[number], label)), item.line)
            yield rules.ItemLine.at(
                source.place(number, 1, len(seen.lines[number])),
                f"В пункте {_called(item)} строка «{label}» пустая.",
                f"Допишите после двоеточия: {line} …",
            )
        elif key in slips:
            slip = slips[key]
            text = f"{line} {slip.text}".rstrip()
            place = source.place(slip.line, 1, len(seen.lines[slip.line]))
            yield rules.LabelForm.at(
                place,
                f"Строка «{shown(seen.lines[slip.line].strip())}» не читается как «{label}».",
                f"Начните её так: {shown(text)}" if slip.text else f"Напишите так: {line} …",
                Fix(f"Записать строку «{label}» как принято", (Edit(place, text),)),
            )
        else:
            yield rules.ItemLine.at(_heading(source, seen, item), f"В пункте {_called(item)} нет строки «{label}».", f"Добавьте: {line} …")


def _names(kind: Kind, spec: SectionSpec, keys: list[str]) -> dict[str, str]:
    """Spellings of the labels of these keys."""
    raw = next(one for one in kind.document["x-sections"] if one["id"] == spec.id)
    return {name: line["key"] for line in raw["items"]["lines"] if line["key"] in keys for name in (*line.get("aliases", ()), line["label"])}


def _slips(seen: Outline, names: dict[str, str], start: int, end: int | None) -> Iterator[_Slip]:
    """Lines that begin with a label in another form. The first of each key is the last yielded."""
    for number in range((len(seen.lines) if end is None else end) - 1, start - 1, -1):
        line = seen.lines[number]
        match = _LABEL.match(line[: 2 * LONGEST])
        found = guess(match["label"].strip(), names) if match else None
        if match and found and found.certain:
            yield _Slip(number, found.target, _text_of(line[match.end() :].strip(), match["open"]))


def _text_of(rest: str, emphasis: str) -> str:
    """What stands after a label, without the signs that closed its emphasis, there or at the end of the line."""
    if emphasis and rest.startswith(emphasis):
        rest = rest.removeprefix(emphasis)
    elif emphasis and rest.count(emphasis) % 2:
        rest = rest.removesuffix(emphasis)
    return _DASH.sub("", rest.strip().removeprefix(":").strip(), count=1)


def _is_label(line: str, label: str) -> bool:
    return bool(_STRICT.match(line.strip())) and label.lower() in line.lower()
