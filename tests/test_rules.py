"""Every rule has a help page, and what the page says is true: its bad example is found, its good one is clean."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.diagnostics import RULES, Diagnostic
from generator.load.walk import LAYOUT, walk
from tests.rule_examples import MINIMAL, TODAY, diagnose
from tests.sites import check_folder

HEADINGS = ("Что проверяем", "Почему это важно", "Как исправить")
EXAMPLES = ("Плохо", "Хорошо")
IDS = sorted(RULES)
RUN = [rule_id for rule_id in IDS if not rule_id.startswith("W")]  # W rules look at a built site and are tested with it
GOLDEN = Path(__file__).parent / "golden" / "rules"

# What a bad example cannot help showing besides its own rule.
ALSO = {"F019": {"C001"}, "L010": {"L032"}}  # a waiver without a reason silences nothing; a draft is missing in its collection too

_LINK = "# файл: content/knowledge/index.md\n## Ещё\n\nНачните с [взаимопосещения уроков](../../practices/primer/index.md)."
_CLAUSES = """# файл: content/regulation/1.yml
clauses:
  - {id: p-1, kind: section, heading: Общее, summary: коротко, cite: раздел 1}
  - {id: p-1-1, number: "1.1", kind: clause, heading: Общее, summary: Пересказ пункта как он есть., cite: п. 1.1}
  - {id: p-1-2, number: "1.2", kind: clause, heading: Общее, summary: Пересказ пункта как он есть., cite: п. 1.2}"""
ONE_FAULT = [
    pytest.param("keywords: [наставничество]", ["F106"], id="card"),
    pytest.param(f"title: Уроки\n\n{_LINK}", ["F105"], id="link to a broken card"),
    pytest.param(_CLAUSES, ["F105"], id="clauses of a broken file"),
    pytest.param("stage: vnedrena\nlevel: shkolnaya", ["F110", "F110"], id="two fields"),
]


@pytest.mark.parametrize("rule_id", IDS)
def test_help_page(rule_id: str) -> None:
    """A title that is a sentence, the three paragraphs in their order, proper quotes and dashes, examples that fit a page."""
    rule = RULES[rule_id]
    assert re.fullmatch(r"[«А-ЯЁ].{5,78}[^.]", rule.title())
    paragraphs = rule.paragraphs()
    assert tuple(heading for heading, _ in paragraphs) == HEADINGS
    for _, text in paragraphs:
        assert text.endswith(".")
        assert '"' not in text
        assert " - " not in text
        assert "—" not in text
    for heading in EXAMPLES:
        assert max(map(len, rule.example(heading).text.split("\n"))) <= 116


@pytest.mark.parametrize("rule_id", RUN)
def test_has_two_examples(rule_id: str) -> None:
    """Both examples are there and differ."""
    bad, good = (RULES[rule_id].example(heading).text for heading in EXAMPLES)
    assert bad
    assert good
    assert bad != good


@pytest.mark.parametrize("rule_id", RUN)
def test_bad_example(rule_id: str, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    """The bad example gives this rule's diagnostic and no other; its words and places are golden."""
    found = diagnose(RULES[rule_id].example("Плохо").text, tmp_path)
    assert {diagnostic.rule for diagnostic in found} == {rule_id} | ALSO.get(rule_id, set()), _written(found, tmp_path)
    golden(GOLDEN / f"{rule_id}.txt", _written(found, tmp_path))


@pytest.mark.parametrize("rule_id", RUN)
def test_good_example(rule_id: str, tmp_path: Path) -> None:
    """The good example leaves the bank clean."""
    found = diagnose(RULES[rule_id].example("Хорошо").text, tmp_path)
    assert not found, _written(found, tmp_path)


@pytest.mark.parametrize(("example", "rules"), ONE_FAULT)
def test_one_fault_is_said_once(example: str, rules: list[str], tmp_path: Path) -> None:
    """A fault is reported where it is, and other files are not blamed for it."""
    found = diagnose(example, tmp_path)
    assert [diagnostic.rule for diagnostic in found] == rules, _written(found, tmp_path)


def test_minimal_bank_is_clean() -> None:
    """The bank the examples are applied to has no fault of its own, and something of every kind."""
    assert not check_folder(MINIMAL, TODAY)
    tree, _ = walk(MINIMAL)
    assert {entry.kind for entry in tree.records} == {name for _, name in LAYOUT}


def test_golden_files_are_all_used() -> None:
    """A golden file without its rule is a leftover."""
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(RUN)


def test_unknown_directive_is_refused(tmp_path: Path) -> None:
    """A misspelt directive is no comment: the example would show nothing."""
    with pytest.raises(ValueError, match="без полей"):
        diagnose("# без полей: title", tmp_path)


def _written(found: list[Diagnostic], folder: Path) -> str:
    """Diagnostics as the golden files hold them: no path of this machine."""
    lines = []
    for diagnostic in found:
        place = diagnostic.place
        lines.append(f"{place.path}:{place.line}:{place.column}: {diagnostic.rule} {diagnostic.message}\n  {diagnostic.hint}\n")
    return "".join(lines).replace(str(folder), "ПАПКА")
