"""Cuts a body at its headings and checks the sections a kind asks for.

A section is a level-two heading; its items, where the schema asks for items, are level-three headings with labelled
lines («- **Кто:** …»). Headings inside fenced code do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.diagnostics import Diagnostic, Edit, Fix, Place
from generator.load import Source
from generator.patterns import late
from generator.schema import rules
from generator.schema.headings import Likeness, alike, written_otherwise
from generator.schema.items import check_items
from generator.schema.kinds import ItemSpec, Kind, SectionSpec
from generator.schema.marks import check_marks
from generator.schema.outline import Head, Item, Outline, Section, outline
from generator.schema.view import lower, shown
from generator.words import SIGNS, count

_LINE = late(r"\s*[-*+]\s+\*\*(?P<label>[^*:]+):?\*\*:?\s*(?P<text>.*)\Z", re.DOTALL)
__all__ = ["Item", "Section", "check_body", "sections"]

MOST_UNKNOWN = 20  # unknown headings of one body for which a known one is looked for


def sections(body: str, kind: Kind) -> tuple[Section, ...]:
    """All sections of a body in the order they stand."""
    return _read(body, kind)[1]


def check_body(source: Source, kind: Kind) -> list[Diagnostic]:
    """Every fault of a body: sections missing, unknown, twice, out of order, too short or long; items without their lines."""
    if not kind.sections:
        return []
    return _Body(source, kind, *_read(source.body, kind)).check()


@lru_cache(maxsize=4)  # a card is checked and at once made into a record
def _read(body: str, kind: Kind) -> tuple[Outline, tuple[Section, ...]]:
    seen = outline(body)
    return seen, _cut(seen, kind)


def _cut(seen: Outline, kind: Kind) -> tuple[Section, ...]:
    names, lines = kind.section_names, seen.lines
    tops = [index for index, head in enumerate(seen.heads) if head.level == 2]
    found = []
    for number, index in enumerate(tops):
        head = seen.heads[index]
        until = tops[number + 1] if number + 1 < len(tops) else len(seen.heads)
        end = seen.heads[until].line if until < len(seen.heads) else len(lines)
        spec = names.get(head.title.lower().rstrip("."))
        items = _items(lines, seen.heads[index + 1 : until], end, spec.items) if spec and spec.items else ()
        text, lead = ("\n".join(lines[head.line + 1 : stop]).strip("\n") for stop in (end, items[0].line if items else end))
        found.append(Section(spec.id if spec else "", head.title, head.line, text, items, lead))
    return tuple(found)


def _items(lines: list[str], heads: list[Head], end: int, spec: ItemSpec) -> tuple[Item, ...]:
    heads = [head for head in heads if head.level == 3]
    labels = {label.lower(): key for key, label in spec.lines}
    stops = [*(head.line for head in heads[1:]), end]
    return tuple(Item(head.title, head.line, *_labelled(lines[head.line + 1 : stop], labels)) for head, stop in zip(heads, stops, strict=False))


def _labelled(lines: list[str], labels: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The free text of an item and its labelled lines; an indented line goes on with the label above it."""
    text: list[str] = []
    found: dict[str, str] = {}
    current = ""
    for line in lines:
        match = _LINE.match(line) if "**" in line else None
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


@dataclass(frozen=True, slots=True)
class _Body:
    """One body under check: its outline, its sections, and what its headings that are none seem to be."""

    source: Source
    kind: Kind
    seen: Outline
    found: tuple[Section, ...]

    def check(self) -> list[Diagnostic]:
        """Every fault."""
        present = {section.id for section in self.found}
        absent = [spec for spec in self.kind.sections if spec.id not in present and self.asked(spec)]
        likenesses = alike(self.seen, absent)
        meant = self.meant()
        diagnostics = [
            *(self.likeness(one) for one in likenesses),
            *self.unknown(meant, likenesses),
            *self.missing(absent, {title for title, _ in meant.values()} | {one.spec.title for one in likenesses if one.spec}),
            *self.misplaced(),
            *check_marks(self.source, self.seen),
        ]
        specs = {spec.id: spec for spec in self.kind.sections}
        for section in self.found:
            if section.id and not self.swallowed(section):
                diagnostics += self.section(section, specs[section.id])
        if self.seen.open_fence is not None:
            diagnostics.append(self.fence(self.seen.open_fence))
        return diagnostics

    def asked(self, spec: SectionSpec) -> bool:
        """Whether a card of this origin has such a section."""
        return spec.when in ("", self.source.values.get("origin"))

    def heading(self, line: int, title: str) -> Place:
        """Place of the words of a heading."""
        return self.source.place(line, self.seen.lines[line].find(title) + 1, len(title))

    def whole(self, line: int) -> Place:
        """Place of a line."""
        return self.source.place(line, 1, len(self.seen.lines[line]))

    def meant(self) -> dict[int, tuple[str, bool]]:
        """Titles that unknown headings are likely to stand for, and whether that is certain, by line."""
        unknown = [section for section in self.found if not section.id][:MOST_UNKNOWN]
        guesses = ((section.line, written_otherwise(section.title, self.kind.sections)) for section in unknown)
        return {line: (found.target, found.certain) for line, found in guesses if found}

    def likeness(self, one: Likeness) -> Diagnostic:
        """A line that looks like a heading and is none."""
        text = f"## {one.title}"
        edits = [Edit(self.whole(one.line), text)]
        if one.underline:
            below = self.whole(one.line + 1)
            edits = [Edit(Place(below.path, below.line - 1, 1, below.end_line, below.end_column), text)]
        return rules.NotHeading.at(
            self.whole(one.line),
            f"Строка «{shown(self.seen.lines[one.line])}» {one.fault}.",
            f"Напишите: {text}",
            Fix("Сделать заголовком раздела", tuple(edits)),
        )

    def unknown(self, meant: dict[int, tuple[str, bool]], likenesses: tuple[Likeness, ...]) -> Iterator[Diagnostic]:
        first = self.found[0].line if self.found else len(self.seen.lines)
        stray = next((number for number in range(first) if self.seen.lines[number].strip()), None)
        if stray is not None and not any(one.line < first for one in likenesses):
            yield rules.StrayText.at(
                self.source.place(stray), "Текст стоит вне разделов и на странице не появится.", "Перенесите его в один из разделов или удалите."
            )
        titles = {spec.id: spec.title for spec in self.kind.sections}
        present = {titles[section.id] for section in self.found if section.id}
        for section in self.found:
            if section.id:
                continue
            place, fix = self.heading(section.line, section.title), None
            title, certain = meant.get(section.line, ("", False))
            if title in present:
                hint = f"Раздел «{title}» уже есть: соедините оба под одним заголовком."
            elif title and certain:
                hint, fix = f"Напишите: ## {title}", Fix(f"Назвать раздел «{title}»", (Edit(place, title),))
            elif title:
                hint = f"Возможно, это «{title}»."
            else:
                hint = f"Разделы карточки: {', '.join(spec.title for spec in self.kind.sections if self.asked(spec))}."
            yield rules.UnknownSection.at(place, f"Раздел «{shown(section.title)}» неизвестен.", hint, fix)

    def missing(self, absent: list[SectionSpec], told: set[str]) -> Iterator[Diagnostic]:
        hidden = set[str]()
        if self.seen.open_fence is not None:
            hidden = {line.lstrip("# ").rstrip() for line in self.seen.lines[self.seen.open_fence :] if line.startswith("##")}
        for spec in absent:
            if not spec.required or spec.title in told or spec.title in hidden:
                continue
            line, where = self.belongs(spec)
            yield rules.MissingSection.at(
                self.source.place(line),
                f"Нет раздела «{spec.title}».",
                f"Добавьте строку «## {spec.title}»{where} и под ней напишите: {lower(spec.description)}",
            )

    def belongs(self, spec: SectionSpec) -> tuple[int, str]:
        """Line of the body after which a missing section belongs, and that place in words."""
        order = [one.id for one in self.kind.sections]
        index = order.index(spec.id)
        before = max((section for section in self.found if section.id in order[:index]), key=lambda section: order.index(section.id), default=None)
        after = min((section for section in self.found if section.id in order[index + 1 :]), key=lambda section: order.index(section.id), default=None)
        if before is None:
            return (after.line, f" перед разделом «{after.title}»") if after else (0, "")
        starts = [section.line for section in self.found if section.line > before.line]
        line = min(starts, default=len(self.seen.lines)) - 1
        while line > before.line and not self.seen.lines[line].strip():
            line -= 1
        return line, f" между разделами «{before.title}» и «{after.title}»" if after else f" после раздела «{before.title}»"

    def misplaced(self) -> Iterator[Diagnostic]:
        order = {spec.id: index for index, spec in enumerate(self.kind.sections)}
        origin = self.source.values.get("origin")
        last, seen = -1, set[str]()
        for section in self.found:
            index = order.get(section.id)
            if index is None:
                continue
            if section.id in seen:
                yield rules.RepeatedSection.at(
                    self.heading(section.line, section.title), f"Раздел «{section.title}» встречается второй раз.", "Соедините оба раздела в один."
                )
                continue
            seen.add(section.id)
            if self.kind.sections[index].when not in ("", origin) and isinstance(origin, str):
                yield rules.SectionElsewhere.at(
                    self.heading(section.line, section.title),
                    f"Раздел «{section.title}» не для такой карточки.",
                    "О результатах и новизне рассказывает только опыт организации, о признаках успеха – только описание метода.",
                )
            if index < last:
                yield rules.SectionOrder.at(
                    self.heading(section.line, section.title),
                    f"Раздел «{section.title}» стоит не на своём месте.",
                    f"Перенесите его: он идёт перед разделом «{self.kind.sections[last].title}».",
                )
            last = max(last, index)

    def section(self, section: Section, spec: SectionSpec) -> Iterator[Diagnostic]:
        size = len(section.text.strip())
        if size < spec.least:
            yield rules.SectionLength.at(
                self.heading(section.line, section.title),
                f"Раздел «{spec.title}» короткий: {count(size, SIGNS)}, нужно не меньше {spec.least}.",
                f"Напишите подробнее: {lower(spec.description)}",
            )
        elif size > spec.most:
            last = spec.id == self.kind.sections[-1].id
            yield rules.SectionLength.at(
                self.heading(section.line, section.title),
                f"Раздел «{spec.title}» длинный: {count(size, SIGNS)} при пределе {spec.most}.",
                f"Сократите на {count(size - spec.most, SIGNS)} или "
                + (
                    "положите подробности отдельным файлом рядом с карточкой (поле «Материалы для скачивания», attachments)."
                    if last
                    else "вынесите подробности в «Материалы»."
                ),
            )
        if not spec.items:
            return
        if not spec.items.least <= len(section.items) <= spec.items.most:
            yield rules.ItemCount.at(
                self.heading(section.line, section.title),
                f"В разделе «{spec.title}» {count(len(section.items), ('пункт', 'пункта', 'пунктов'))}, нужно от {spec.items.least} до {spec.items.most}.",
                "Каждый пункт начинайте строкой «### Название».",
            )
        yield from check_items(self.source, self.kind, self.seen, spec, section)

    def swallowed(self, section: Section) -> bool:
        """Whether the rest of a section is in code that nothing closes: it is not short, it cannot be seen."""
        return self.seen.open_fence is not None and section.line == self.found[-1].line

    def fence(self, line: int) -> Diagnostic:
        mark = self.seen.lines[line].strip()[:3]
        return rules.OpenFence.at(
            self.whole(line),
            f"Блок кода открыт строкой «{mark}», но не закрыт: до конца карточки всё станет кодом.",
            f"Поставьте строку «{mark}» там, где код кончается, или удалите эту.",
        )
