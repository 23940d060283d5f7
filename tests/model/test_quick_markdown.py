"""Two ways to read Markdown, one meaning: where the quick one answers, it says what the parser says."""

from __future__ import annotations

import re

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.prose import parser
from generator.model.quick_markdown import quick_html
from tests.sites import BANKS, ROOT

PIECES = (
    "слово", "Дом", "ё", "7", "1.", "2)", "12.", "- ", "* ", "+ ", "-", "–", "—", "**", "*", "**Кто:**", "**да**", "[", "]", "(", ")", "[имя](../a/index.md)",
    "[и](https://a.example/b?c=d)", "](", "!", "!!", "#", "## ", "### ", "#тег", ">", "> ", "|", "| а | б |", "|---|---|", "| --- |", "\n", "\n\n", "\n  ", "\n   ",
    "  ", " ", " ", " ", ".", ",", ":", ";", "«", "»", '"', "'", "…", "\u00a0", "=", "==", "~", "{п:5.1}", "{", "}", "%", "№", "+", "/", "@", "http://a.example", "$",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


def same(text: str) -> bool:
    """Whether the quick way is silent or right, once both are written as the sanitiser writes them."""
    quick = quick_html(text)
    return quick is None or nh3.clean(quick) == nh3.clean(parser().render(text.replace("{п:", "{p:"))).replace("{p:", "{п:")


@settings(max_examples=3000, deadline=None)
@given(TEXTS)
def test_the_quick_way_says_what_the_parser_says(text: str) -> None:
    """Of signs thrown together."""
    assert same(text)


@settings(max_examples=1500, deadline=None)
@given(
    st.lists(st.sampled_from((*PIECES[:10], "**Кто:** ", "текст", "[имя](../a/index.md)", "| а | б |\n|---|---|\n| в | г |", "\n\n", "\n")), max_size=12).map(
        "".join
    )
)
def test_of_ordinary_texts_too(text: str) -> None:
    """Of what cards are made of."""
    assert same(text)


def test_cards_are_read_quickly_and_rightly() -> None:
    """Of the real cards: all as the parser reads them, and nearly all without it."""
    texts = [
        section.strip("\n")
        for path in sorted([*(ROOT / "practices").glob("*/index.md"), *(BANKS / "full").rglob("*.md")])
        for section in re.split(r"\n##+ .*\n", path.read_text(encoding="utf-8").replace("\r", "").partition("\n---\n")[2])
    ]
    assert all(map(same, texts))
    assert sum(quick_html(text) is not None for text in texts) > 0.8 * len(texts)


@pytest.mark.parametrize(
    "text", ["a `b`", "<b>", "a&amp;b", "\\*", "    code", "[a]: /b", "![a](b)", "{{a}}", "а_б_", "| а |\n|:-:|\n| б |", "а\n==", "x  \ny"]
)
def test_what_is_doubtful_is_left_to_the_parser(text: str) -> None:
    """Code, tags, escapes, pictures, blanks and the like."""
    assert quick_html(text) is None
