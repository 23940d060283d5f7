"""The questions of readers in `questions.tsv` fit the bank: what they name exists, what is published is asked for.

How the set was made. Every card was read in full, the rest of the bank skimmed; then questions were written as a
teacher, mentor, curator or deputy would type them, in the words of the trouble and not of the card's title, and each was
judged against the whole bank. No search engine was asked what it finds, so the set favours none. It is not a log:
nobody typed these questions, and the judgments are one reader's.

A line: `id`, `class`, `question`, `relevant` (`kind/id:grade`, best first). Grade 3 answers the question so that work
could start on Monday, 2 helps, 1 touches it; what is not named is 0. Kinds: practice, program, clause, term, page, guide (the
path below content/ without the ending). Classes: difficulty, wish, role, risk, time and document say what is sought;
short (half-typed too), typo, form (another form of the word), abbreviation, layout (typed in the wrong keyboard
layout) and clause say how it is typed.

How to extend it. Add a line at the end with the next id; an id is never reused. For a new card write three questions or
more that it answers, and look whether it belongs among the answers of the old ones. Judge before you search, never
after. A question about which two readers cannot agree is taken out. A question that a search fails stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.model import Bank
from generator.render.search import GUIDES
from generator.survey import check_bank
from tests.sites import ROOT, day_of

QUESTIONS = Path(__file__).with_name("questions.tsv")
HEADER = ["id", "class", "question", "relevant"]
CLASSES = {
    "difficulty", "wish", "role", "risk", "short", "typo", "form", "abbreviation", "layout", "document", "clause", "time",
}  # fmt: skip
ANSWER = re.compile(r"(?P<record>(?:practice|program|clause|term|page|guide|question|task)/[a-z0-9/-]+):(?P<grade>[123])")


@dataclass(frozen=True)
class Question:
    """One line of the set: the grade of each record named."""

    id: str
    kind: str
    text: str
    grades: dict[str, int]


def graded(cell: str, line: str) -> dict[str, int]:
    """What `relevant` says; a record is named once."""
    found: dict[str, int] = {}
    for part in cell.split(" "):
        match = ANSWER.fullmatch(part)
        assert match, f"not kind/id:grade with a grade of 1 to 3: {part!r} in {line}"
        assert match["record"] not in found, f"named twice: {match['record']} in {line}"
        found[match["record"]] = int(match["grade"])
    return found


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    """The set, every line read strictly."""
    header, *lines = QUESTIONS.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    assert header.split("\t") == HEADER
    rows = []
    for line in lines:
        cells = line.split("\t")
        assert len(cells) == len(HEADER), line
        rows.append(Question(id=cells[0], kind=cells[1], text=cells[2], grades=graded(cells[3], cells[0])))
    return tuple(rows)


@pytest.fixture(scope="module")
def bank() -> Bank:
    """The bank of this repository."""
    checked = check_bank(ROOT, day_of(ROOT)).bank
    assert checked
    return checked


def test_named_records_exist(questions: tuple[Question, ...], bank: Bank) -> None:
    """Every record that a question names is published in the bank."""
    known = {
        *(f"practice/{card.id}" for card in bank.published),
        *(f"program/{program.id}" for program in bank.programs),
        *(f"clause/{clause.id}" for clause in bank.clauses),
        *(f"term/{term.id}" for term in bank.glossary),
        *(f"question/{item.id}" for item in bank.faq),
        *(f"task/{item.id}" for item in bank.calendar),
        *(f"{'guide' if page.folder in GUIDES else 'page'}/{page.id}" for page in bank.pages),
    }
    missing = {(question.id, record) for question in questions for record in question.grades if record not in known}
    assert not missing


def test_every_published_card_is_asked_for(questions: tuple[Question, ...], bank: Bank) -> None:
    """Every published card is a best answer of at least three questions."""
    best = Counter(record for question in questions for record, grade in question.grades.items() if grade == 3)
    rare = {card.id: best[f"practice/{card.id}"] for card in bank.published if best[f"practice/{card.id}"] < 3}
    assert not rare


def test_every_question_has_a_best_answer(questions: tuple[Question, ...]) -> None:
    """Something answers each question, it is named first, and no question is answered by half the bank."""
    for question in questions:
        grades = list(question.grades.values())
        assert grades[0] == 3, question.id
        assert grades == sorted(grades, reverse=True), question.id
        assert grades.count(3) <= 6, question.id


def test_questions_are_told_apart(questions: tuple[Question, ...]) -> None:
    """Ids are unique and no two questions consist of the same words."""
    assert len({question.id for question in questions}) == len(questions)
    words = Counter(tuple(sorted(re.findall(r"[\w;']+", question.text.lower().replace("ё", "е")))) for question in questions)
    assert not [text for text, times in words.items() if times > 1]


def test_set_is_large_and_spread(questions: tuple[Question, ...]) -> None:
    """There are at least 150 questions, of all classes and no other."""
    assert len(questions) >= 150
    assert {question.kind for question in questions} == CLASSES


def test_questions_are_what_a_field_receives(questions: tuple[Question, ...]) -> None:
    """A question is one line of a search field: composed letters, no spaces at its ends, of sensible length."""
    for question in questions:
        assert question.text == unicodedata.normalize("NFC", question.text).strip(), question.id
        assert 2 <= len(question.text) <= 100, question.id
        assert bool(re.search("[а-яё]", question.text.lower())) != (question.kind == "layout") or question.kind == "clause", question.id
