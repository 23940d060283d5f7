"""Marks of a text that were meant as something: what is found, where, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.markup import check
from generator.diagnostics.fixes import fixed
from generator.load.source import parse_source
from generator.load.walk import classify
from tests.sites import TODAY, check_folder, copied, replaced

HEAD = "---\ntitle: Пример\n---\n"
FOUND = [
    ("## А\n\n#### Б", ["L012:3:1"]),
    ("# А\n\n### Б", ["L012:3:1"]),
    ("| а | б |\n|---|---|\n| 1 |", ["L013:3:1"]),
    ("| а | б |\n| 1 | 2 |", ["L013:1:1"]),
    ("| а |  |\n|---|---|\n| 1 | 2 |", ["L013:1:1"]),
    ("Лист [наблюдения] (list.docx) пары", ["L014:1:6"]),
    ("По {п 5.1} и {п: 5.2}", ["L015:1:4", "L015:1:14"]),
    ("По {P:5.1}", ["L015:1:4"]),
    ("Сайт https://a.example/ и www.b.example.", ["L016:1:6", "L016:1:27"]),
    ("![Схема](https://a.example/a.png)", ["L017:1:10"]),
    ("![Схема](//a.example/a.png)", ["L017:1:10"]),
    ("[Сайт](http://a.example/)", ["L018:1:8"]),
    ("![Схема](http://a.example/a.png)", ["L017:1:10"]),
    ("```код``` так\n\nСайт https://a.example/", ["L016:3:6"]),
    ("| а | б |\n| 1 | 2 |\n\n| а | б |\n|---|---|\n| 1 |", ["L013:1:1", "L013:6:1"]),
    ("По правилу (п:5.1)", ["L015:1:12"]),
    ("[Страница](http://www.facebook.com/a)", ["L019:1:12"]),
]  # fmt: skip
CLEAN = [
    "## А\n\n### Б\n\n## В", "| а | б |\n|:--|--:|\n| 1 \\| 2 | 3 |", "|  | а |\n|---|---|\n| б | 1 |", "[текст](https://a.example/) и (скобки)", "По {п:5.1}", "[https://a.example/](https://a.example/)",
    "`https://a.example/`", "```\n[а] (b.md)\n#### в\n| г |\n```", "<https://a.example/>", "Отметьте [ ] (да или нет)", "массив [1] (см. таблицу)", "{{blank}}", "![Схема](a.png)", "![Схема](../a/b.png)",
]  # fmt: skip


def found(text: str) -> list[str]:
    """Rule, line of the body and column of every diagnostic."""
    source, _ = parse_source(classify("content/knowledge/primer.md"), f"{HEAD}{text}".encode())
    assert source
    return [f"{item.rule}:{item.place.line - 3}:{item.place.column}" for item in check(source)]


@pytest.mark.parametrize(("text", "said"), FOUND)
def test_found(text: str, said: list[str]) -> None:
    """Each fault is told once, at its place."""
    assert found(text) == said


@pytest.mark.parametrize("text", CLEAN)
def test_clean(text: str) -> None:
    """Sound marks, code and near-misses are left alone."""
    assert found(text) == []


@pytest.mark.parametrize(("text", "mended"), [("[лист] (list.docx)", "[лист](list.docx)"), ("По {П: 5.1} и {п 2}", "По {п:5.1} и {п:2}")])
def test_fixes(text: str, mended: str) -> None:
    """What mends itself is mended exactly."""
    source, _ = parse_source(classify("content/knowledge/primer.md"), f"{HEAD}{text}".encode())
    assert source
    assert fixed(source.text, check(source)) == f"{HEAD}{mended}"


@given(st.text(alphabet="аb|-# []()!{}п:/.`~\n\\w", max_size=80))
def test_any_signs(text: str) -> None:
    """Nothing breaks it, and every place is inside the text."""
    source, _ = parse_source(classify("content/knowledge/primer.md"), f"{HEAD}{text}".encode())
    if source:
        lines = source.text.split("\n")
        for item in check(source):
            assert 1 <= item.place.line <= len(lines)
            assert item.place.column <= len(lines[item.place.line - 1]) + 1


@pytest.mark.parametrize(
    ("url", "rules"), [("https://www.instagram.com/shkola", ["L019"]), ("https://instagram.com.primer.example/", []), ("https://t.me/shkola", ["L006"])]
)
def test_fields_of_a_school_lead_to_no_foreign_network(tmp_path: Path, url: str, rules: list[str]) -> None:
    """What a school's record links to is shown on the school's own site: foreign networks and messengers are errors in fields too."""
    root = copied("minimal", tmp_path / "bank")
    replaced(root / "content" / "schools" / "primer" / "index.md", {"\nupdated:": f"\nlinks:\n  - {{title: Новости пары, url: '{url}'}}\nupdated:"})
    assert [item.rule for item in check_folder(root, TODAY) if item.severity.value == "error"] == rules
