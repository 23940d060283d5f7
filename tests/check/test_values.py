"""Markdown among the values of YAML files is held to the rules of texts, and its faults are shown where they stand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import check_bank
from generator.diagnostics import Diagnostic
from tests.sites import BANKS, TODAY

FAQ = "content/faq/questions.yml"
HEAD = "questions:\n  - id: vopros\n    question: Как это сделать?\n    answer: "


def found(folder: Path, answer: str) -> list[Diagnostic]:
    """What is said of the questions of the minimal bank when the only answer is this."""
    bank = folder / "bank"
    shutil.copytree(BANKS / "minimal", bank)
    (bank / FAQ).write_text(HEAD + answer + "\n", encoding="utf-8")
    return [fault for fault in check_bank(bank, TODAY) if fault.place.path == FAQ]


@pytest.mark.parametrize(
    ("rule", "answer", "line", "words"),
    [
        ("L002", ">-\n      Сначала прочтите, как устроена система,\n      а потом [страницу](../knowledge/net.md) о ней.", 6, "../knowledge/net.md"),
        ("L008", "|\n      Так сказано в пункте, и это важно.\n\n      Смотрите {п:9.9}.", 7, "{п:9.9}"),
        ("L004", '"Всё нужное лежит [здесь](../knowledge/index.md), прочтите."', 4, "../knowledge/index.md"),
        ("L007", "|\n      Посмотрите на схему системы:\n\n      ![](shema.png)", 7, "shema.png"),
        ("L009", "|\n      Это <b>важно</b> понять сразу.", 5, "<b>"),
    ],
)
def test_marks_of_an_answer_are_checked(tmp_path: Path, rule: str, answer: str, line: int, words: str) -> None:
    """Folded, literal and quoted values alike: the rule, the line of the file and the words it is about."""
    faults = [fault for fault in found(tmp_path, answer) if fault.rule == rule]
    assert faults, rule
    place = faults[0].place
    assert place.line == line
    assert (HEAD + answer).split("\n")[line - 1][place.column - 1 :].startswith(words)


def test_links_of_an_answer_that_lead_somewhere_are_sound(tmp_path: Path) -> None:
    """Pages, cards and clauses that are there; a long word of a folded value may stand on a line of its own."""
    answer = ">-\n      Прочтите о [системе\n      наставничества](../knowledge/index.md), {п:1.1} и [карточку](../../practices/primer/index.md)."
    assert found(tmp_path, answer) == []


def test_faults_of_values_have_no_fix(tmp_path: Path) -> None:
    """A fix would have to know how the value is folded: the sentence is enough."""
    faults = found(tmp_path, "|\n      Так сказано в {п: 1.1} этого положения.")
    assert faults
    assert all(fault.fix is None for fault in faults)


def test_an_id_stands_once(tmp_path: Path) -> None:
    """Two questions of one address."""
    faults = found(tmp_path, "Ответ, который всё объясняет.\n  - {id: vopros, question: И ещё раз?, answer: Ответ на него такой же.}")
    assert [fault.rule for fault in faults] == ["V001"]
