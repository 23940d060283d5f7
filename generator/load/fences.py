"""The two `---` lines that part a file's data from its text, and python-frontmatter taught to keep to them.

python-frontmatter on its own returns an empty dictionary for a missing fence and the last of two equal keys; our
handler gives it the strict reading of this package, so that it writes what we read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler

from generator.diagnostics import Diagnostic, Place, Severity
from generator.load import rules
from generator.load.marked_yaml import read_yaml

_SIMPLE = re.compile(r"[^\W_](?:[\w .,()«»–/-]*[\w.)»])?")
_FIELD = re.compile(r"[\w-]+\s*:(?:\s|$)")
_DATA = re.compile(r"[\w-]+\s*:(?:\s|$)|\s|-\s|[\[\]{}]")

MAX_FRONT = 32_000  # characters of data before the text


@dataclass(frozen=True, slots=True)
class Parts:
    """A file cut at its fences; `body_line` is the line of the file on which the body starts."""

    front: str
    body: str
    body_line: int


def split(path: str, text: str) -> tuple[Parts | None, list[Diagnostic]]:
    """The data and the body of a file, or None and the error that says which fence is missing."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[first].rstrip() != "---":
        fence = next((number for number, line in enumerate(lines[:40]) if line.rstrip() == "---"), None)
        hint = "Первой строкой файла поставьте «---», затем поля, затем ещё одну строку «---»."
        if fence is not None and not _FIELD.match(lines[first]):
            hint = f"Строка «---» стоит только на {fence + 1}-й строке: удалите всё, что перед ней."
        return None, [rules.NoOpeningFence.at(Place(path, first + 1), "Файл должен начинаться строкой «---».", hint)]
    found = []
    if first:
        found.append(rules.SwallowedText.at(Place(path), "Перед первой строкой «---» есть пустые строки.", "Удалите их."))
    end = next((number for number in range(first + 1, len(lines)) if lines[number].rstrip() == "---"), None)
    if end is None:
        last = _end_of_fields(lines, first + 1)
        return None, [
            *found,
            rules.NoClosingFence.at(
                Place(path, last + 1),
                "После полей нет закрывающей строки «---».",
                f"Поставьте строку «---» после строки {last + 1}, перед текстом карточки.",
            ),
        ]
    front = "\n".join(lines[first + 1 : end])
    if len(front) > MAX_FRONT:
        return None, [rules.TooLarge.at(Place(path), "Поля в начале файла занимают слишком много места.", "Перенесите тексты в разделы.")]
    # Blank lines in front, so that a mark's line is the file's line.
    return Parts("\n" * (first + 1) + front, "\n".join(lines[end + 1 :]), end + 2), found


def _end_of_fields(lines: list[str], start: int) -> int:
    """Index of the last line that looks like data: a field, a list, something indented, or a comment."""
    last = start
    for number in range(start, len(lines)):
        if lines[number].strip():
            if not _DATA.match(lines[number]):
                break
            last = number
    return last


class Unreadable(Exception):  # noqa: N818  # python-frontmatter takes a ValueError for «no data» and swallows it
    """python-frontmatter was given a file that is not data and text; the message says what is wrong with it."""


class CardHandler(BaseHandler):
    """python-frontmatter's reader and writer of our cards: strict reading, stable writing."""

    FM_BOUNDARY = re.compile(r"^---\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def detect(self, text: str) -> bool:
        """Every file is ours: a missing fence is an error of `split`, not another format."""
        return True

    def split(self, text: str) -> tuple[str, str]:
        """Data and body; raises Unreadable with the diagnostic's message when a fence is missing."""
        parts, found = split("", text)
        if parts is None:
            raise Unreadable(found[-1].message)
        return parts.front, parts.body

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        """The data as YAML 1.2 core; raises Unreadable when it has a fault or is no mapping."""
        value, _spans, found = read_yaml("", fm)
        faults = [diagnostic.message for diagnostic in found if diagnostic.severity is Severity.ERROR]
        if faults or not isinstance(value, dict):
            raise Unreadable(faults[0] if faults else "Здесь должны быть поля вида «имя: значение».")
        return value

    def export(self, metadata: dict[str, object], **_: object) -> str:
        """Data as block YAML in the order given, Cyrillic as it is."""
        dumped: str = yaml.dump(metadata, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=2**31)
        return dumped.strip("\n")

    def format(self, post: frontmatter.Post, **_: object) -> str:
        """The whole file; the text is written to the letter."""
        return f"---\n{self.export(post.metadata)}\n---\n\n{post.content}\n"


def document(values: Mapping[str, object], body: str) -> bytes:
    """A file of data and body, as `read_source` reads it."""
    return frontmatter.dumps(frontmatter.Post(body, CardHandler(), **values)).encode()


class _Plain(yaml.SafeDumper):
    """Writes a text without quotes only where our own reader reads it back as the same text."""

    def ignore_aliases(self, data: object) -> bool:
        """Equal values are written twice: our reader refuses aliases."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = bool(_SIMPLE.fullmatch(text)) and read_yaml("", f"- {text}")[::2] == ([text], [])
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


_Plain.add_representer(str, _text)
_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
