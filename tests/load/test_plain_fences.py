"""The quick cut of a plain file is the careful one's."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.load import fences
from tests.sites import ROOT

FILES = [path for folder in ("practices", "content", "tests/banks/full") for path in sorted((ROOT / folder).rglob("*.md"))]
SCRAPS = (
    "---", "--- ", "----", "...", "– – –", "—-", "+++", "```", "title: а", "- б", "  в: г", "# д", "## Цель", "", "Слово.", "***", "___", "===", "\t---", " ---", "summary: >-",
    "  ---", "  текст", "title: ---", "-", "--", "- - -", ">", "key:value",
)  # fmt: skip


def agree(text: str) -> bool:
    """True when the quick cut was made and is the careful one; False when it was not made."""
    plain = fences._plainly(text)
    with patch.object(fences, "_plainly", lambda _: None):
        careful = fences.split("a.md", text)
    assert plain is None or careful == (plain, [])
    return plain is not None


def test_cards_are_plain() -> None:
    """Nine cards of ten are cut the quick way."""
    cards = [path.read_text(encoding="utf-8") for path in FILES if "practices" in path.parts and "tests" not in path.relative_to(ROOT).parts]
    assert sum(map(agree, cards)) >= 0.9 * len(cards)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_real_files(path: object) -> None:
    """Both cut every file of the banks alike."""
    agree(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]


@given(st.lists(st.sampled_from(SCRAPS), max_size=9), st.booleans())
def test_scraps(lines: list[str], framed: bool) -> None:
    """Any rows of fences, near-fences, fields and text."""
    text = "\n".join(lines)
    agree(f"---\n{text}\n---\n\n## Цель\n{text}" if framed else text)
