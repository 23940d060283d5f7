"""One mistake of a hurried editor is one message, at the place of the mistake; made on the bank that the program comes with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.diagnostics import Diagnostic, Severity
from generator.survey import check_bank
from tests.check.warm import TODAY, checked, warmed
from tests.sample_files import docx, jpeg
from tests.sites import ROOT

FOLDER = "practices/bank-zadanij-vdvoem"
CARD = f"{FOLDER}/index.md"
TEXT = (ROOT / CARD).read_text(encoding="utf-8")
TOPICS = "content/vocabulary/topics.yml"
TITLE = 'title: "Банк заданий вдвоём: функциональная грамотность на своём предмете"'
LINK = "(../ocenivanie-vmeste/index.md)"


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped bank."""
    return warmed(ROOT, tmp_path_factory.mktemp("careless") / "bank")


def said(found: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    """What an editor reads: no hints about looks."""
    return [diagnostic for diagnostic in found if diagnostic.severity is not Severity.HINT]


# What was written, what was made of it, the rule, and words of the line that it names.
MISTAKES = (
    ("status: published", "status published", "F040", "status published"),
    ("status: published", "status = published", "F040", "status ="),
    ("status: published", "status:\u00a0published", "F040", "status"),
    ("status: published", "status: згидшырув", "F104", "згидшырув"),
    ("status: published", "ыефегы: published", "F102", "ыефегы"),
    ("status: published", "Статус: published", "F102", "Статус"),
    ("status: published", "status:", "F114", "status:"),
    ("status: published", "status: published\nstatus: draft", "F008", "status: draft"),
    ("status: published", "<<<<<<< HEAD\nstatus: published\n=======\nstatus: draft\n>>>>>>> other", "F030", "<<<<<<< HEAD"),
    (TITLE, "title: «Банк заданий» вдвоём: своими словами", "F007", "title: «Банк"),
    (TITLE, 'title: "Банк заданий вдвоём', "F033", "title:"),
    ("  разбирает устройство", "разбирает устройство", "F044", "разбирает"),
    ("[ooo, soo]", "ooo. soo", "F103", "ooo. soo"),
    ("[ooo, soo]", "[ooo, soo", "F043", "[ooo, soo"),
    ("[ooo, soo]", "а: [ooo, soo]", "F007", "а: [ooo"),
    ("{value: 4, unit: month}", "{value: 4, unit: month", "F043", "{value"),
    ("{value: 4, unit: month}", "4 месяца", "F103", "4 месяца"),
    ("updated: 2026-11-22", "updated: 22 ноября 2026 года", "F109", "22 ноября"),
    ("review_by: 2028-11-01\n---\n", "review_by: 2028-11-01\n", "F006", "review_by"),
    ("review_by: 2028-11-01\n---\n", "review_by: 2028-11-01\n—\n", "F031", "—"),
    ("## Цель", "##Цель", "P090", "##Цель"),
    ("### Найти сырьё в своих ошибках", "**Найти сырьё в своих ошибках**", "P090", "**Найти"),
    ("- **Кто:** оба", "• Кто: оба", "P091", "• Кто"),
    ("- **Кто:** оба", "- **Кто:** –", "P005", "- **Кто:** –"),
    ("- **Кто:** оба\n", "", "P005", "### Решить чужое задание"),
    (LINK, "(Лист экспертизы.docx)", "L014", "Лист экспертизы"),
    (LINK, f" {LINK}", "L014", "] (../"),
    ("Задание делают оба", "Задание<br>делают оба", "L009", "<br>"),
    ("Задание делают оба", "Звоните: 8-910-000-00-00. Задание делают оба", "C001", "Звоните"),
    (TEXT, "", "F005", ""),
    (TEXT, TEXT[TEXT.index("## Проблема") :], "F005", "## Проблема"),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new", "rule", "words"), MISTAKES)
def test_one_mistake_one_message(bank: Path, old: str, new: str, rule: str, words: str) -> None:
    """The rule, and nothing that merely follows from the mistake, on the line where it was made."""
    assert old in TEXT
    text = TEXT.replace(old, new, 1)
    found = said(checked(bank, CARD, text.encode()))
    assert [diagnostic.rule for diagnostic in found] == [rule]
    assert words in text.split("\n")[found[0].place.line - 1]


def test_headings_of_reports(bank: Path) -> None:
    """The heading that reports join two sections under is taken as the goal."""
    assert not said(checked(bank, CARD, TEXT.replace("## Цель", "## Цели и задачи").encode()))


def test_vocabulary_without_a_colon(bank: Path) -> None:
    """A colon lost in a list of terms is told once, and no card is blamed for it."""
    text = (ROOT / TOPICS).read_text(encoding="utf-8").replace("- id: metodika", "- id metodika", 1)
    assert [(item.rule, item.place.path) for item in said(checked(bank, TOPICS, text.encode()))] == [("F040", TOPICS)]


def test_half_a_list_is_not_guessed(bank: Path) -> None:
    """Brackets that do not belong together are not made into a list of half-words."""
    found = said(checked(bank, CARD, TEXT.replace("[ooo, soo]", "'а: [ooo, soo'").encode()))
    assert [(item.rule, item.fix) for item in found] == [("F103", None)]


def test_field_asked_for_by_another(bank: Path) -> None:
    """A field that this card must have is not offered for removal when it is empty."""
    text = TEXT.replace("origin: methodical", "origin: reported").replace("license:", "stage:\nlicense:")
    empty = [item for item in checked(bank, CARD, text.encode()) if item.rule == "F114"]
    assert [(item.fix, "Заполните его, например" in item.hint) for item in empty] == [(None, True)]


def test_label_is_sought_in_its_section(bank: Path) -> None:
    """A line of another section is not taken for the one that the last step lacks."""
    last = TEXT.index("- **Кто:** пара и школьное объединение\n")
    text = (TEXT[:last] + TEXT[last:].split("\n", 1)[1]).replace("## Материалы\n", "## Материалы\n\nКто: заполняет пара\n")
    assert [item.rule for item in said(checked(bank, CARD, text.encode()))] == ["P005"]


def test_main_folder_renamed(bank: Path, tmp_path: Path) -> None:
    """A folder of the bank under another name is told once, not once for each link into it."""
    for part in ("site_config.yml", "content", "practices"):
        (shutil.copy if (bank / part).is_file() else shutil.copytree)(bank / part, tmp_path / part.replace("practices", "practice"))
    assert [item.rule for item in said(check_bank(tmp_path, TODAY, keep=False).found)] == ["F039"]


@pytest.mark.parametrize(("name", "data", "rule", "words"), [
    ("Фото урока 1.JPG", jpeg(), "F014", "foto-uroka-1.jpg"), ("plan.doc", b"\xd0\xcf\x11\xe0", "F014", ".docx"), ("index — копия.md", TEXT.encode(), "F038", "копия"),
    ("plan.docx", docx(), "L011", "Назовите"),
])  # fmt: skip
def test_one_file_one_message(bank: Path, name: str, data: bytes, rule: str, words: str) -> None:
    """A file that cannot stay as it is says once what to make of it."""
    path = bank / FOLDER / name
    path.write_bytes(data)
    try:
        found = said(check_bank(bank, TODAY, keep=False, cache=True).found)
    finally:
        path.unlink()
    assert [item.rule for item in found] == [rule]
    assert words in found[0].hint
