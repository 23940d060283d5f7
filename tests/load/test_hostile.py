"""Whatever bytes a file holds: diagnostics, never an exception, and never more work than its size deserves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Severity
from generator.diagnostics.fixes import fixed
from generator.load import marked_yaml
from generator.load.decode import MAX_BYTES, decode
from generator.load.fences import MAX_FRONT
from generator.load.marked_yaml import read_yaml
from generator.load.source import parse_source
from generator.load.walk import classify

ENTRIES = (classify("content/schools/a/news/b.md"), classify("content/vocabulary/topics.yml"))
SCRAPS = (
    "---", "----", "—", "...", "title: Опыт", "status:published", "status:\u00a0a", "a = b", "k:", "  - а", "  – б", "\t- в", "- г", "  x: y", " z: 1", 'q: "а', "q: 'б", 'form: "x"', "t: [а, б",
    "t: {a: б", "]", "}", "s: >-", "s: |", "  текст", "текст", "текст: ещё: раз", "@", "*a", "&a b", "!x y", "# нет", "a: б # в", "<<<<<<<", "=======", ">>>>>>> x", "a: &nbsp;", "РќР°СЃС‚Р°РІ",
    "\u200bа: б", 'e: "\\u202e"', "a：б", "-а", "1. а", "a: b: c", "? к", ": з", "## Цель", "\x00", "\x0b", "\ufeff", "и\u0306", "\uf0b7 а", "", "  ", "\u00a0", "%x", "`", "a: 15:00", "no: =",
)  # fmt: skip


@given(st.binary(max_size=3000))
def test_any_bytes(data: bytes) -> None:
    """Any bytes give a source or an error; every place is inside the file or just past its end."""
    for entry in ENTRIES:
        source, found = parse_source(entry, data)
        assert source is not None or any(item.severity is Severity.ERROR for item in found)
        assert all(item.message and item.place.line >= 1 and item.place.column >= 1 for item in found)


@given(st.lists(st.sampled_from(SCRAPS), max_size=14).map("\n".join), st.sampled_from(["utf-8", "utf-16", "cp1251"]))
def test_any_scraps(text: str, codec: str) -> None:
    """The same for everything people do to fields, in any order and encoding; fixes stay inside the text."""
    for entry in ENTRIES:
        whole = f"---\n{text}\n---\n\nТекст.\n" if entry.kind == "news" else text
        source, found = parse_source(entry, whole.encode(codec, "replace"))
        assert source is not None or any(item.severity is Severity.ERROR for item in found)
        read, _ = decode(entry.path, whole.encode(codec, "replace"))
        if read is not None:
            lines = read.split("\n")
            for item in found:
                assert item.place.line <= len(lines) + 1, item
                for edit in item.fix.edits if item.fix else ():
                    assert edit.place.end[0] <= len(lines), item
                    assert edit.place.column <= len(lines[edit.place.line - 1]) + 1, item
            fixed(read, found)


@given(st.lists(st.sampled_from(SCRAPS), max_size=14).map("\n".join))
def test_places_are_inside_the_lines(text: str) -> None:
    """Spans of what was mended in memory lie in the lines of the text as it is."""
    value, spans, _ = read_yaml("f.md", text)
    lines = [*text.split("\n"), ""]  # an empty value may stand past the end
    if isinstance(value, dict):
        for place in (*spans.keys.values(), *spans.values.values()):
            assert 1 <= place.line <= len(lines)
            assert place.column <= len(lines[place.line - 1]) + 1


HOSTILE = {
    "5 MB of text": "а" * 5_000_000, "blanks": "a" + " " * 100_000, "quotes": 'a: "' * 25_000, "quotes by line": 'a: "\n' * 20_000, "open lists": "a: [\n" * 20_000, "brackets": "a: " + "[" * 100_000,
    "braces": "{a:" * 30_000, "colons": ":" * 100_000, "spaced colons": "a: " * 33_000, "tabs": "\t" * 100_000, "tabbed lines": "\t- а\n" * 20_000, "keys": "".join(f"k{n}: v\n" for n in range(10_000)),
    "tight keys": "".join(f"k{n}:v\n" for n in range(10_000)), "equal keys": "a: 1\n" * 10_000, "dashes": "-" * 100_000, "spaced dashes": "- " * 50_000, "fences": "---\n" * 40_000, "bad fences": "----\n" * 30_000,
    "long fence": "— " * 40_000, "ampersands": "&" * 100_000, "entities": "a: " + "&nbsp;" * 15_000, "entity lines": "a: &laquo;\n" * 10_000, "hidden": "\u200b" * 60_000, "hidden words": "а\u00ad" * 40_000,
    "bullets": "k:\n" + "  – а\n" * 15_000, "mojibake": "РќР°СЃС‚Р°РІРЅРёРє\n" * 5_000, "long mojibake": "РќР°" * 20_000, "conflicts": "<<<<<<< a\n=======\n>>>>>>> b\n" * 6_000, "returns": "\r" * 100_000,
    "steps": "".join(" " * n + "a:\n" for n in range(600)), "stairs": "".join(" " * n + "- а\n" for n in range(600)), "falls": "".join(" " * (600 - n) + "b: а\n" for n in range(600)), "comments": "".join(f"k{n}: б # в\n" for n in range(8_000)),
    "block": "a: |\n" + "  б\n в\n" * 12_000, "prose": "a: б\n" + "слово\n" * 15_000, "NUL": "\x00" * 100_000, "questions": "??? " * 40_000, "escapes": 'a: "' + "\\u202e" * 15_000 + '"', "octets": "Ð" * 90_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_to_its_end(name: str) -> None:
    """Long lines, deep steps and thousands of equal slips end in diagnostics, and not in thousands for one cause but duplicates."""
    text = HOSTILE[name]
    for entry, whole in ((ENTRIES[0], f"---\n{text}\n---\n"), (ENTRIES[1], text)):
        source, found = parse_source(entry, whole.encode())
        assert source is not None or found
        assert name == "equal keys" or len([item for item in found if item.severity is Severity.ERROR]) <= 4 * marked_yaml._MOST, len(found)


def test_limits_say_what_to_do() -> None:
    """A file and fields above their limits are refused at once, with advice."""
    for text in ("---\na: б\n---\n" + "а" * MAX_BYTES, f"---\na: {'я' * MAX_FRONT}\n---\n"):
        source, found = parse_source(ENTRIES[0], text.encode())
        assert source is None
        assert [item.rule for item in found] == ["F012"]
        assert found[0].hint
