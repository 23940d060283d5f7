"""The fast way to read data answers as the slow one does, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.load.fences import split
from generator.load.marked_yaml import read_yaml
from generator.load.quick_yaml import read_quickly
from tests.sites import ROOT

CARDS = [path for folder in ("practices", "content", "tests/banks/full", "tests/banks/second_region") for path in sorted((ROOT / folder).rglob("*.md"))]
# Scraps of which data with every sort of trouble are made.
SCRAPS = (
    "title: Уроки", "form: no", "n: 12", "n: 012", "n: 1.5", "n: 1_000", "n: 12:30", "d: 2026-11-22", "on: да", "a: [б, в]", "a: {k: v}", "a: 'x'", 'a: "x\\n"',
    "a:", "a: null", "a: ~", "a: true", "a: True", "a: .5", "a: 1e3", "a: -0", "- x", "  - y", "  k: v", "a: >-", "  текст", "a: |", "b: б # нет", "&a b: c",
    "*a", "!x y: z", "a: «б»: в", "k: [", "]", "}", '"', "a : b", "a:b", "\tx: y", "…", "---", "...", "? a", ": b", "a: - b", "a: б\u00a0в", "a:\u00a0б", "%x", "@a: b",
    "Имя: да", "a: =", "a: <<", "a: 12345678901234567890", "a: - - - - - b", "a: [[[[[[б]]]]]]", "a: 0x1", "a: 1.", "a: +1", "a: nan", "a: .inf", "a: y", "y: a", "x: \ud83d",
    "a: 235-ОД", "a: 1–4 классы", "a: 1)", "- 1) б", "a: 0x1б", "a: 1_0 б", "a: 12:30 б", "a: 5.1, куратор", "a: [1б, 2)]", "a: 1 # б", "a: 1б: в", "a: 1\u00a0б",
)  # fmt: skip


def agree(text: str) -> bool:
    """True when the fast way gave the slow way's answer; False when it gave none. Anything else fails."""
    quick = read_quickly(text)
    if quick is None:
        return False
    slow, _, found = read_yaml("a.md", text)
    assert (quick, found) == (slow, [])
    assert repr(quick) == repr(slow)  # 1 and True, 1 and 1.0 are equal and not the same
    return True


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_real_files(path: object) -> None:
    """Both ways read every file of the banks alike."""
    parts, _ = split("a.md", path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    assert parts
    agree(parts.front)


def test_cards_go_the_fast_way() -> None:
    """Nine shipped files of ten are ordinary: else the fast way is not worth having."""
    shipped = [path for path in CARDS if "tests" not in path.relative_to(ROOT).parts]
    quick = [path for path in shipped if (parts := split("a.md", path.read_text(encoding="utf-8"))[0]) and agree(parts.front)]
    assert len(quick) >= 0.9 * len(shipped)


@given(st.lists(st.sampled_from(SCRAPS), min_size=1, max_size=6).map("\n".join))
@example("a: [б, в]\nb: {k: 1, m: да}")
def test_scraps(text: str) -> None:
    """Any mixture of sound and faulty lines."""
    agree(text.encode("utf-8", "replace").decode())


@given(st.text(alphabet="аб ab01:-,[]{}'\"\n#&*!|>.~=\t\u00a0", max_size=60))
def test_any_signs(text: str) -> None:
    """Any row of the signs that mean something in YAML."""
    agree(text)


@given(st.text(alphabet="аяё 019-_.:,)(№%+xe\u00a0", max_size=12).map(lambda tail: f"a: 1{tail}\nb: 0{tail}"))
def test_what_begins_with_a_number(text: str) -> None:
    """Numbers, and texts that only begin like one."""
    agree(text)
