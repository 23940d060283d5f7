"""Every field of real cards, spoilt in every way: the fault is told of at its line by its rule, and nothing else is blamed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from generator.load.decode import decode
from generator.load.fences import split
from generator.load.marked_yaml import read_yaml
from generator.load.slips import slips
from tests.sites import ROOT

FOLDERS = ("practices", "content", "tests/banks/full", "tests/banks/second_region", "tests/banks/minimal")
FILES = [path for folder in FOLDERS for pattern in ("*.md", "*.yml") for path in sorted((ROOT / folder).rglob(pattern))]
CARDS = [path for path in FILES if path.name == "index.md" and "practices" in path.parts][::6]
FIELD = re.compile(r"(?P<key>[a-z_]+): (?P<value>.*)")

Mutation = Callable[[str, str], str | None]  # key and value → the spoilt line; None where it cannot be made
MUTATIONS: dict[str, tuple[str, Mutation]] = {
    "no blank": ("F040", lambda key, value: f"{key}:{value}" if value[0] not in "\"'|>" else None),
    "no-break blank": ("F040", lambda key, value: f"{key}:\u00a0{value}"),
    "full-width colon": ("F040", lambda key, value: f"{key}：{value}"),
    "equals": ("F040", lambda key, value: f"{key} = {value}"),
    "dash": ("F040", lambda key, value: f"{key} – {value}"),
    "open quote": ("F033", lambda key, value: f'{key}: "{value}' if value[0] not in "\"'|>[{" else None),
    "colon": ("F007", lambda key, value: f"{key}: Тема: {value}" if value[0] not in "\"'|>[{" else None),
    "text after quote": ("F007", lambda key, value: f'{key}: "{value}" и ещё' if value[0] not in "\"'|>[{" else None),
    "at sign": ("F007", lambda key, value: f"{key}: @{value}" if value[0] not in "|>" else None),
    "star": ("F011", lambda key, value: f"{key}: * важно, {value}" if value[0] not in "|>[{\"'" else None),
    "open bracket": ("F043", lambda key, value: f"{key}: {value[:-1]}" if value[0] in "[{" and value[-1] in "]}" else None),
    "other bracket": ("F043", lambda key, value: f"{key}: {value[:-1]}{'}' if value[-1] == ']' else ']'}" if value[0] in "[{" and value[-1] in "]}" else None),
    "two brackets": ("F043", lambda key, value: f"{key}: {value}{value[-1]}" if value[-1] in "]}" else None),
    "indent": ("F041", lambda key, value: f" {key}: {value}"),
    "tab": ("F041", lambda key, value: f"\t{key}: {value}"),
    "hidden": ("F024", lambda key, value: f"\u200b{key}: {value}"),
    "hidden in key": ("F024", lambda key, value: f"{key[0]}\u00ad{key[1:]}: {value}"),
    "entity": ("F029", lambda key, value: f"{key}: {value} &nbsp; да" if value[0] not in "|>[{\"'" else None),
}


def spoilt() -> Iterator[tuple[str, str, int, str, str]]:
    """Path, kind of damage, line, expected rule and the whole text of every spoilt card."""
    for path in CARDS:
        lines = path.read_text(encoding="utf-8").split("\n")
        for number in range(1, lines.index("---", 1)):
            if match := FIELD.match(lines[number]):
                for name, (rule, mutate) in MUTATIONS.items():
                    line = mutate(match["key"], match["value"])
                    if line is not None:
                        yield path.parent.name, name, number + 1, rule, "\n".join([*lines[:number], line, *lines[number + 1 :]])


def found(text: str) -> list[tuple[str, int]]:
    """Rules and lines of the faults of a file itself."""
    _, first = decode("a.md", text.encode())
    parts, second = split("a.md", text)
    third = read_yaml("a.md", parts.front)[2] if parts else []
    return [(item.rule, item.place.line) for item in (*first, *second, *third)]


def test_every_field_spoilt_in_every_way() -> None:
    """At least 99 of 100 spoilt cards give exactly the expected rule at the expected line; there are enough of them to say so."""
    cases = list(spoilt())
    missed = [(path, name, line, got) for path, name, line, rule, text in cases if (got := found(text)) != [(rule, line)]]
    assert len(cases) >= 1_500
    assert len(missed) <= 0.01 * len(cases), missed[:20]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_sound_files_hold_no_slip(path: object) -> None:
    """In no shipped file is there a line that looks like a slip, not even one that is looked for only in refused files."""
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    parts = split("f", text)[0] if path.suffix == ".md" else None  # type: ignore[attr-defined]
    assert [(slip.rule.id, slip.line + 1, slip.message) for slip in slips((parts.front if parts else text).split("\n"))] == []
