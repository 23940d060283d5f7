"""Headings that are not headings: `##Цель`, `# Цель`, «**Цель**», «Цель» underlined; and titles written otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.patterns import late
from generator.schema.kinds import SectionSpec
from generator.schema.outline import Outline, fenced
from generator.schema.suggest import Guess, fold, guess

_NUMBER = late(r"(?:раздел\s+)?(?:\d{1,2}|[IVX]{1,4})[.)]\s*", re.IGNORECASE)
LONGEST = 80  # a longer line is a sentence


@dataclass(frozen=True, slots=True)
class Likeness:
    """A line that looks like a heading: what it should say, what is wrong with it; `underline` says that the next line goes too."""

    line: int
    title: str
    fault: str
    spec: SectionSpec | None = None
    underline: bool = False


def written_otherwise(title: str, specs: Iterable[SectionSpec]) -> Guess | None:
    """The title of the section that an unknown heading stands for."""
    return guess(bare(title), {name: spec.title for spec in specs for name in (*spec.aliases, spec.title)})


def bare(title: str) -> str:
    """A title without its number and the signs around it."""
    return _NUMBER.sub("", title.strip().strip("*_").strip(), count=1).rstrip(":. ")


def alike(seen: Outline, absent: Iterable[SectionSpec]) -> tuple[Likeness, ...]:
    """Lines that look like headings of sections the body lacks, the first of each, and `##` without its space."""
    needed = {spec.id for spec in absent if spec.required}
    if not (needed or seen.stuck or seen.bold or seen.underlines or any(head.level == 1 for head in seen.heads)):
        return ()
    names = {fold(name): spec for spec in absent for name in (*spec.aliases, spec.title)}
    found: dict[str, Likeness] = {}
    strange: list[Likeness] = []
    for one in (*sorted(_candidates(seen, names, deep=bool(needed)), key=lambda one: one.line), *(_plain(seen, names) if needed else ())):
        if one.spec is None:
            strange.append(one)
        elif one.spec.id not in found:
            found[one.spec.id] = one
    return (*found.values(), *strange)


def _candidates(seen: Outline, names: dict[str, SectionSpec], *, deep: bool) -> Iterator[Likeness]:
    """Lines with the signs of a heading. Those of level three are looked at only when a section is missing: most are items."""
    for line in seen.stuck:
        text = seen.lines[line].strip()
        title = text.lstrip("#")
        spec = names.get(fold(bare(title)))
        if spec or not text.startswith("###"):
            yield Likeness(line, spec.title if spec else title, "заголовком не станет: после решёток нужен пробел", spec)
    for head in seen.heads:
        if (head.level == 1 or (deep and head.level > 2)) and (spec := names.get(fold(bare(head.title)))):
            yield Likeness(head.line, spec.title, f"– заголовок уровня {head.level}, а раздел начинается с двух решёток", spec)
    for line in seen.bold:
        if len(seen.lines[line]) <= LONGEST and (spec := names.get(fold(bare(seen.lines[line])))):
            yield Likeness(line, spec.title, "выделена жирным, но это не заголовок раздела", spec)
    for line in seen.underlines:
        above = seen.lines[line - 1]
        if len(above) <= LONGEST and (spec := names.get(fold(bare(above)))):
            yield Likeness(line - 1, spec.title, "подчёркнута, но раздел начинается с двух решёток", spec, underline=True)


def _plain(seen: Outline, names: dict[str, SectionSpec]) -> Iterator[Likeness]:
    """A title alone between empty lines, outside code. Looked for only when a section is missing."""
    code = fenced(seen.lines)
    for number, line in enumerate(seen.lines):
        if code[number] or not 0 < len(line) <= LONGEST or line[0] in "#-*+>|` \t" or (number and seen.lines[number - 1].strip()):
            continue
        if (number + 1 == len(seen.lines) or not seen.lines[number + 1].strip()) and (spec := names.get(fold(bare(line)))):
            yield Likeness(number, spec.title, "– название раздела, но не заголовок", spec)
