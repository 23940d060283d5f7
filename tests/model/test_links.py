"""Links found by one pattern are those the Markdown parser finds, and stand where they are said to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.links import ProseLink, _parsed, _quickly, links
from tests.sites import ROOT

TEXTS = [path for folder in ("practices", "content", "tests/banks/full") for path in sorted((ROOT / folder).rglob("*.md"))]
SCRAPS = (
    "[лист](a.md)", "![схема](b.png)", "{п:5.1}", "[а](https://a.example/?x=1)", "[ ]", "[x]", "[лист]", "(скобки)", "[ ](a.md)", "[](a.md)", "[а]()", "[б] (x.md)",
    "[а](b c)", '[а](b "в")', "[*а*](b)", "`[а](b)`", "\\[а](b)", "[а [б](в)](г)", "![а ![б](в)](г)", "<https://a.example/>", "[а]: b", "    [код](a)", "- [а](b)", "> [а](b)",
    "| [а](b) | {п:1} |", "| - | - |", "## [а](b)", "```", "~~~", "слово", "!", "", "\n", "[а\nб](в)", "[а](%20)", "[а](ё.md)", "&amp;", "<b>", "[а](b)[в](г)", "!![а](b)", "[[а](b)",
)  # fmt: skip


def shown(found: tuple[ProseLink, ...]) -> list[tuple[str, str, str]]:
    """What both ways must agree on."""
    return [(link.kind, link.target, link.text) for link in found]


def agree(text: str) -> bool:
    """True when the fast way gave the parser's links; False when it gave none. Anything else fails."""
    quick = _quickly(text)
    if quick is None:
        return False
    assert shown(quick) == shown(tuple(_parsed(text)))
    lines = text.split("\n")
    for link in quick:
        at = lines[link.line][link.column - 1 : link.column - 1 + link.length]
        assert at == (f"{{п:{link.target}}}" if link.kind == "clause" else link.target) or not link.target
    return True


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_real_texts(path: object) -> None:
    """Both ways find the same links in every text of the banks."""
    agree(path.read_text(encoding="utf-8").partition("\n---\n")[2])  # type: ignore[attr-defined]


def test_cards_go_the_fast_way() -> None:
    """Nine cards of ten are plain enough: else the fast way is not worth having."""
    cards = [path.read_text(encoding="utf-8").partition("\n---\n")[2] for path in TEXTS if "practices" in path.parts]
    assert sum(map(agree, cards)) >= 0.9 * len(cards)


@given(st.lists(st.sampled_from(SCRAPS), max_size=8), st.sampled_from(["\n", " ", "\n\n", ""]))
def test_scraps(parts: list[str], between: str) -> None:
    """Any mixture of links, near-links and what hides links."""
    agree(between.join(parts))


@given(st.text(alphabet="аb()[]!{}п:1 \n*|-", max_size=40))
def test_any_signs(text: str) -> None:
    """Any row of the signs that make links."""
    agree(text)


def test_places() -> None:
    """Each link has the place of its address, also where the parser was asked."""
    text = "Слово [лист](a.md) и {п:5.1}.\n\nКод `x`, [бланк](b.md) и ![](c.png)"
    assert [(link.target, link.line, link.column) for link in links(text)] == [("a.md", 0, 14), ("5.1", 0, 22), ("b.md", 2, 18), ("c.png", 2, 30)]
