"""One pass over the lines of a body: its headings, the code that hides lines, and lines that only look like something.

Good cards are many and faulty ones few, so a line costs one look at its first sign unless that sign can matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import msgspec

from generator.patterns import late

_FENCE = late(r" {0,3}(`{3,}|~{3,})(.*)", re.DOTALL)
_HEADING = late(r" {0,3}(#{1,6})\s+(.*)", re.DOTALL)
_STUCK = late(r" {0,3}#{2,6}[^#\s]")
_STUCK_ITEM = late(r"-[^\W\d_]|\d{1,3}[.)][^\W\d_]")
_BULLETS = frozenset("•·●▪‣○–—")
_MATTERS = frozenset("#`~ *=-0123456789") | _BULLETS
_RULE = late(r"(?:-{2,}|={2,})\s*\Z")


@dataclass(frozen=True, slots=True)
class Head:
    """A heading: its line, counted from 0, its level and its words."""

    line: int
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What one pass sees. Lines are counted from 0."""

    lines: list[str]
    heads: list[Head]
    open_fence: int | None  # line of a fence that nothing closes
    stuck: list[int]  # «##Цель»
    bold: list[int]  # «**Цель**» and nothing else
    underlines: list[int]  # «---» or «===» below a text
    marks: list[int]  # «• пункт», «-пункт»: items of no list


class Item(msgspec.Struct, frozen=True):
    """A level-three heading: its labelled lines by key, and the rest of its text."""

    title: str
    line: int
    text: str
    lines: dict[str, str] = {}  # msgspec copies it


class Section(msgspec.Struct, frozen=True):
    """A level-two heading and what stands below it. `line` counts from 0 within the body; `id` is empty when unknown.

    `lead` is the text above the first item.
    """

    id: str
    title: str
    line: int
    text: str
    items: tuple[Item, ...] = ()
    lead: str = ""


def outline(body: str) -> Outline:
    """The outline of a body."""
    lines = body.split("\n")
    seen = Outline(lines, [], None, [], [], [], [])
    fence, opened = "", 0
    for number, line in enumerate(lines):
        first = line[:1]
        if first not in _MATTERS or (first == "-" and line[1:2] == " "):
            continue
        if first == " ":
            first = line.lstrip()[:1]
            if first not in _MATTERS:
                continue
        if first in "`~":
            match = _FENCE.match(line)
            if match:
                fence, opened = _fenced(fence, opened, number, match)
        elif fence:
            continue
        elif first == "#":
            _hashes(seen, number, line)
        else:
            _look(seen, number, line, first)
    return replace(seen, open_fence=opened) if fence else seen


def fenced(lines: list[str]) -> list[bool]:
    """For each line whether it belongs to fenced code (CommonMark, §4.5); the fences do. A fence that nothing closes hides all below it."""
    inside: list[bool] = []
    fence = ""
    for line in lines:
        before = fence
        if line[:1] in " `~" and (match := _FENCE.match(line)):
            fence, _ = _fenced(fence, 0, 0, match)
        inside.append(bool(before or fence))
    return inside


def _fenced(fence: str, opened: int, number: int, match: re.Match[str]) -> tuple[str, int]:
    """The fence that is open after a line of backticks or tildes, and where it was opened."""
    mark, rest = match[1], match[2]
    if not fence:
        return (mark, number) if mark[0] == "~" or "`" not in rest else (fence, opened)
    return ("" if mark[0] == fence[0] and len(mark) >= len(fence) and not rest.strip() else fence), opened


def _hashes(seen: Outline, number: int, line: str) -> None:
    match = _HEADING.match(line)
    if match:
        title = _title(match[2])
        if title:
            seen.heads.append(Head(number, len(match[1]), title))
    elif _STUCK.match(line):
        seen.stuck.append(number)


def _look(seen: Outline, number: int, line: str, first: str) -> None:
    """Notes a line that looks like a heading or an item of a list and is none."""
    if first in _BULLETS:
        seen.marks.append(number)
    elif first == "*":
        if line.startswith("**") and line.rstrip().endswith(("**", "**:")):
            seen.bold.append(number)
    elif line[:2] in ("--", "=="):
        if number and seen.lines[number - 1].strip() and _RULE.match(line):
            seen.underlines.append(number)
    elif _STUCK_ITEM.match(line):
        seen.marks.append(number)


def _title(text: str) -> str:
    """The words of a heading without the signs that may close it («## Цель ##»)."""
    words = text.rstrip()
    if not words.endswith("#"):
        return words
    bare = words.rstrip("#")
    return (bare if not bare or bare[-1].isspace() else words).strip()
