"""A body is cut at its headings, and the sections a kind asks for are checked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.load.source import parse_source
from generator.load.walk import classify
from generator.schema import kind
from generator.schema.body import check_body, sections
from tests.sites import ROOT

PRACTICE = kind("practice")
CARD = classify("practices/a/index.md")


def rules_of(body: str, origin: str = "methodical") -> list[str]:
    """Rules that complain of a body."""
    source, found = parse_source(CARD, f"---\norigin: {origin}\n---\n{body}".encode())
    assert source is not None, found
    return [item.rule for item in check_body(source, PRACTICE)]


def test_sections_in_order() -> None:
    """Every level-two heading is a section with its id, line and text."""
    found = sections("\n## Проблема\n\nтекст\n\n## Цель\nцель\n", PRACTICE)
    assert [(section.id, section.title, section.line, section.text) for section in found] == [("problem", "Проблема", 1, "текст"), ("goal", "Цель", 5, "цель")]


@pytest.mark.parametrize(
    "heading",
    ["## Проблема", "##   Проблема  ", "## проблема", "## ПРОБЛЕМА", "## Проблема ##", "## Проблема.", "   ## Проблема", "## Запрос", "## Актуальность"],
)
def test_heading_may_be_written_otherwise(heading: str) -> None:
    """Case, spaces, closing signs and the schema's other names do not matter."""
    assert [section.id for section in sections(f"{heading}\n\nтекст", PRACTICE)] == ["problem"]


@pytest.mark.parametrize("line", ["##Проблема", "    ## Проблема", "\\## Проблема", "# Проблема", "### Проблема"])
def test_what_is_no_section(line: str) -> None:
    """A heading of another level, a code line or a sign without its space is no section."""
    assert sections(f"{line}\n\nтекст", PRACTICE) == ()


@pytest.mark.parametrize(("opening", "closing"), [("```", "```"), ("~~~", "~~~"), ("````", "````"), ("```text", "```"), ("   ```", "```"), ("```", "`````")])
def test_headings_in_code_do_not_count(opening: str, closing: str) -> None:
    """What stands in fenced code is no heading; after the fence headings count again."""
    body = f"## Проблема\n{opening}\n## Цель\n{closing}\n## Идея\n"
    assert [section.id for section in sections(body, PRACTICE)] == ["problem", "idea"]


def test_fence_is_closed_only_by_its_own_kind() -> None:
    """A fence of tildes does not close one of backticks, a shorter one does not close a longer, and a fence with words does not close at all."""
    assert [section.id for section in sections("## Проблема\n````\n```\n~~~~\n```` text\n## Цель\n````\n## Идея\n", PRACTICE)] == ["problem", "idea"]


STEPS = """## Шаги

### Первый

Что сделать.

- **Кто:** наставник
- **Когда**: первая неделя,
  вторник
* **Продукт:** лист

Ещё текст.

### Второй

- **Кто:** оба
- **Прочее:** не строка
"""


def test_items_and_their_lines() -> None:
    """An item has its labelled lines by key, a line that goes on below, and the rest as text."""
    first, second = sections(STEPS, PRACTICE)[0].items
    assert (first.title, first.line) == ("Первый", 2)
    assert first.lines == {"who": "наставник", "when": "первая неделя, вторник", "product": "лист"}
    assert first.text == "Что сделать.\n\n\nЕщё текст."
    assert second.lines == {"who": "оба"}
    assert "Прочее" in second.text


def test_two_lists_are_two_lists() -> None:
    """A line with a label does not swallow the paragraph after it."""
    item = sections("## Шаги\n### А\n- **Кто:** наставник\n\n  отдельный абзац\n", PRACTICE)[0].items[0]
    assert item.lines == {"who": "наставник"}


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("## Проблема\n\nмало", "P004"), ("## Цель\n\n" + "слово " * 200, "P004"), ("## Чудеса\n\nтекст", "P002"), ("текст\n\n## Проблема", "P009"),
        ("## Цель\n\n## Проблема", "P003"), ("## Цель\n\n## Цель", "P007"), ("## Результаты\n\nтекст", "P008"), (STEPS, "P005"), (STEPS, "P006"), ("", "P001"),
    ],
)  # fmt: skip
def test_fault_is_found(body: str, rule: str) -> None:
    """Short, long, unknown, stray, misplaced, repeated, foreign and missing sections, items without their lines and too few of them."""
    assert rule in rules_of(body)


def test_free_bodies_are_not_checked() -> None:
    """Kinds without sections may say what they like."""
    source, _ = parse_source(classify("content/schools/a/news/b.md"), "---\na: 1\n---\n## Что угодно\n".encode())
    assert source is not None
    assert check_body(source, kind("news")) == []


@given(st.text(st.sampled_from("#`~ \n-*:\tШагиКто"), max_size=300))
def test_any_body_is_cut_without_loss(body: str) -> None:
    """Whatever a body holds, cutting it ends, and every section's text is a part of it."""
    for section in sections(body, PRACTICE):
        assert section.text in body


def test_slip_in_a_heading_is_told_once() -> None:
    """A section whose heading has a slip is not called missing as well: one fault, one message."""
    text = (ROOT / "tests/banks/minimal/practices/primer/index.md").read_text(encoding="utf-8").replace("## Как повторить", "## Как повторит")
    source, _ = parse_source(classify("practices/primer/index.md"), text.encode())
    assert source is not None
    assert [item.rule for item in check_body(source, PRACTICE)] == ["P002"]
