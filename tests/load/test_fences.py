"""The lines that part fields from text, in every way people and editors get them wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.fixes import fixed
from generator.load.fences import split

# Text, what is found (rule and line of the file), and the fields that are read in spite of it; None when none are.
CASES = [
    ("", ["F005:1"], None),
    ("текст", ["F005:1"], None),
    ("Просто: текст с двоеточием", ["F005:1"], None),
    ("слово\n---\na: 1\n---\n", ["F005:1"], "a: 1"),
    ("# Заголовок\n\n---\na: 1\n---\nтекст", ["F005:1"], "a: 1"),
    ("title: А\ndate: Б\n---\nтекст", ["F005:1"], "title: А\ndate: Б"),
    ("title: А\n\n## Цель\nтекст", ["F005:1", "F006:1"], "title: А"),
    ("---\na: 1\n", ["F006:2"], None),
    ("---", ["F006:2"], None),
    ("\n---\na: 1\n", ["F017:1", "F006:3"], None),
    ("\n\n---\na: 1\n---\n", ["F017:1"], "a: 1"),
    ("---\na: 1\nb: 2\n\n## Цель\n\nтекст", ["F006:3"], "a: 1\nb: 2"),
    ("---\na: 1\n\n## Цель\n\nтекст\n\n---\n\nещё", ["F006:2"], "a: 1"),
    ("---\na: 1\n## заметка\nb: 2\n---\nтекст", [], "a: 1\n## заметка\nb: 2"),
    ("----\na: 1\n----\n", ["F031:1", "F031:3"], "a: 1"),
    ("—-\na: 1\n---\n", ["F031:1"], "a: 1"),
    ("—\na: 1\n---\n", ["F031:1"], "a: 1"),
    ("–––\na: 1\n–––\nтекст", ["F031:1", "F031:3"], "a: 1"),
    ("---\na: 1\n– – –\nтекст", ["F031:3"], "a: 1"),
    ("---\na: 1\n—-\n\n## Цель", ["F031:3"], "a: 1"),
    ("---\na: 1\n—\n\nтекст", ["F031:3"], "a: 1"),
    ("---\na: 1\n--\nтекст", ["F031:3"], "a: 1"),
    ("---\na: 1\n-----\nтекст\n\n---\nещё", ["F031:3"], "a: 1"),
    ("---\na: 1\n ---\nтекст", ["F031:3"], "a: 1"),
    ("  ---\na: 1\n---\nтекст", ["F031:1"], "a: 1"),
    ("***\na: 1\n***\nтекст", ["F031:1", "F031:3"], "a: 1"),
    ("+++\na: 1\n+++\nтекст", ["F031:1", "F031:3"], "a: 1"),
    ("---\na: 1\n...\nтекст", ["F031:3"], "a: 1"),
    ("--- title: А\ndate: 1\n---\nтекст", ["F031:1"], None),
    ("---title: А\ndate: 1\n---\nтекст", ["F031:1"], None),
    ("--- # поля\na: 1\n---\nтекст", ["F031:1"], "a: 1"),
    ("```yaml\n---\na: 1\n---\n```\n\nтекст", ["F031:1"], "a: 1"),
    ("---\na: 1\n---\ntopic: б\n---\nтекст", ["F032:3"], "a: 1\n\ntopic: б"),
    ("---\na: 1\n---\n\nstatus: да\n---\nтекст", ["F032:3"], "a: 1\n\n\nstatus: да"),
    ("---\na: 1\n---\nstatus: да\n\n## Цель\nтекст", ["F032:3"], "a: 1\n\nstatus: да"),
    ("---\na: 1\n----\nb: 2\n---\nтекст", ["F032:3"], "a: 1\n\nb: 2"),
    ("---\na: 1\n—\nb: 2\n---\nтекст", ["F032:3"], "a: 1\n\nb: 2"),
    ("---\na: 1\n---\n---\nтекст", ["F032:4"], "a: 1"),
    ("---\na: 1\n---\nтекст\n\n---\n\nещё", [], "a: 1"),
    ("---\na: 1\n---\nВажно: текст", [], "a: 1"),
    ("---\na: |\n  раз\n  ---\n  два\n---\nтекст", [], "a: |\n  раз\n  ---\n  два"),
    ("---  \na: 1\n--- \nтекст", [], "a: 1"),
    ("---\na: 1\n---", [], "a: 1"),
]


@pytest.mark.parametrize(("text", "expected", "front"), CASES)
def test_fences(text: str, expected: list[str], front: str | None) -> None:
    """Each slip is told of at its line, and where the fields are plain they are read on."""
    parts, found = split("f", text)
    assert [f"{item.rule}:{item.place.line}" for item in found] == expected
    assert (parts and parts.front.strip("\n")) == front


@pytest.mark.parametrize("text", [text for text, expected, _ in CASES if expected])
def test_fixed_fences_are_sound(text: str) -> None:
    """What has a fix is gone after it, the fields and the text are those that were read before, and no fault is new."""
    parts, before = split("f", text)
    mended = fixed(text, before)
    after_parts, after = split("f", mended)
    assert all(item.fix is None for item in after), mended
    assert {item.rule for item in after} <= {item.rule for item in before}
    if parts and all(item.fix for item in before):
        assert after_parts
        assert [line for line in after_parts.front.split("\n") if line] == [line for line in parts.front.split("\n") if line]
        assert after_parts.body.strip() == parts.body.strip()


@given(
    st.lists(
        st.sampled_from(["---", "----", "—", " ---", "...", "```", "## Цель", "a: 1", "status: да", "текст", "  б", "- в", "", "--- x", "***"]), max_size=12
    ).map("\n".join)
)
def test_lines_keep_their_numbers(text: str) -> None:
    """Whatever the lines, a line of the fields or of the text is the line of the file, and a refusal is an error with a place."""
    parts, found = split("f", text)
    lines = text.split("\n")
    assert parts or found
    if parts:
        for number, line in enumerate(parts.front.split("\n")):
            assert line in ("", lines[number])
        for number, line in enumerate(parts.body.split("\n")):
            assert line == "" or line == lines[parts.body_line - 1 + number]
    assert all(1 <= item.place.line <= len(lines) + 1 for item in found)
    fixed(text, found)
