"""An official text finds its clauses: by number, by name, by order. What has no place is told, what was there is never lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import atomic, commands
from generator.cli import main
from generator.load.marked_yaml import read_yaml
from generator.regulation import Loaded, Paragraph, Unreadable, lay_out, read_paragraphs, report, text_file
from tests.regulation_texts import CLAUSES, EXPECTED, LINES, docx, odt, packed, text
from tests.sites import check_folder

DAY = date(2026, 11, 22)
OFFICIAL = "content/regulation/text.yml"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command: exit code, what it printed, what it complained of."""

    def call(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def root(bank: Callable[[str], Path]) -> Path:
    """A bank of two clauses, 1.1 and 1.2 of section 1, without an official text."""
    folder = bank("minimal")
    (folder / OFFICIAL).unlink()
    return folder


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A text of that bank's order."""
    path = tmp_path / "polozhenie.txt"
    path.write_text(
        "Приказ № 1\n\n1. Общие положения\n\n1.1. За всё отвечает <b>куратор</b>.\n\n1.2. Практика – это «способ» работы.\n\n1.7. Лишнее.\n", encoding="utf-8"
    )
    return path


def loaded(data: bytes) -> Loaded:
    """A text laid out by the clauses of the invented order."""
    paragraphs = read_paragraphs(data)
    return Loaded(lay_out(CLAUSES, paragraphs), CLAUSES, paragraphs, "ustav.txt", "0" * 64, DAY, "Приказ № 7-К", "7-К")


@pytest.mark.parametrize(
    "data", [text(), docx(), odt(), text().decode().encode("utf-16"), text().decode().encode("cp1251")], ids=["txt", "docx", "odt", "utf-16", "cp1251"]
)
def test_every_clause_gets_its_own_paragraphs(data: bytes) -> None:
    """Numbers, a number printed twice, names of blocks, bullets in order, positions, a sentence cut by a page: all in their places, in every format."""
    found = loaded(data).layout
    assert {name: len(paragraphs) for name, paragraphs in found.texts.items()} == {name: len(starts) for name, starts in EXPECTED.items()}
    for name, starts in EXPECTED.items():
        for paragraph, start in zip(found.texts[name], starts, strict=True):
            assert paragraph.text.startswith(start), name
    assert not found.foreign


def test_numbers_that_word_counts_itself() -> None:
    """Numbers of Word's own lists stand nowhere in its text: they are counted from the levels."""
    paragraphs = read_paragraphs(docx((), [(0, "Общее"), (1, "Первое"), (1, "Второе"), (0, "Другое"), (1, "Третье")]))
    assert [paragraph.number for paragraph in paragraphs] == ["1", "1.1", "1.2", "2", "2.1"]


def test_lines_broken_to_fit_a_window() -> None:
    """A text broken at seventy signs reads as the same text unbroken."""
    long = [f"{number}. " + "Слово за словом идёт длинное предложение о том, как работают артели. " * 3 for number in (1, 2)]
    broken = "\n\n".join(re.sub(r"(.{50,69}) ", r"\1\n", line.strip()) for line in long)
    assert [paragraph.text for paragraph in read_paragraphs(broken.encode())] == [line.strip() for line in long]


def test_more_items_than_bullets() -> None:
    """An item that the retelling lacks is kept beside its neighbours and told with its line; the known ones still find theirs by their words."""
    lines = list(LINES)
    lines.insert(lines.index("- ведёт журнал встреч."), "- варит по вторникам кашу;")
    told = loaded(text(lines))
    assert [paragraph.text for paragraph in told.layout.texts["zavuch-2"]][:1] == ["ведёт журнал встреч."]
    shown = report(told, dry_run=True, path=OFFICIAL)
    assert "варит по вторникам кашу" in shown
    assert f"строка {2 * lines.index('- варит по вторникам кашу;') + 1}:" in shown


def test_a_clause_the_retelling_lacks() -> None:
    """A clause of an unknown number, and a whole section of one, belong to nobody and are told with line and first words."""
    lines = (*LINES, "2.9. О каше для участников.", "- каша варится дважды.", "3. Ещё раздел", "3.1. И его пункт.")
    told = loaded(text(lines))
    assert [paragraph.text for paragraph in told.layout.foreign] == [
        "2.9. О каше для участников.",
        "каша варится дважды.",
        "3. Ещё раздел",
        "3.1. И его пункт.",
    ]
    assert "Не подошли ни к одному пункту (4)" in report(told, dry_run=True, path=OFFICIAL)


def test_a_clause_without_text_is_named() -> None:
    """What the file lacks is listed by citation and id, and the percentage says it is not all."""
    told = loaded(text(line for line in LINES if not line.startswith("Завуч")))
    assert [clause.id for clause in told.missing] == ["zavuch", "zavuch-1", "zavuch-2"]
    shown = report(told, dry_run=False, path=OFFICIAL)
    assert "15 из 18 (83 %)" in shown
    assert "п. 2.1, «Завуч школы» (zavuch)" in shown


def test_another_number_is_noticed() -> None:
    """Where the head of the text prints another number than the register has, the report says so."""
    lines = [line.replace("7-К", "9-К") for line in LINES]
    assert "Номера 7-К в начале файла нет, напечатаны: 9-К" in report(loaded(text(lines)), dry_run=True, path=OFFICIAL)
    assert "в начале файла нет" not in report(loaded(text()), dry_run=True, path=OFFICIAL)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "пустой"),
        (bytes(400), "пустой"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "распознайте"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "Word"),
        (b"<!doctype html><html><p>x", "страница сайта"),
        (b"PK\x03\x04" + b"x" * 50, "повреждён"),
        (packed({"a.txt": "x"}), "архив"),
        (packed({"[Content_Types].xml": "x", "word/document.xml": "<w:p></w:p>", "word/media/image1.png": b"x"}), "скан"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<text:p></text:p>"}), "нет текста"),
        (packed({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "Excel"),
        (packed({"[Content_Types].xml": "x", "word/document.xml": bytes(61_000_000)}), "60 МБ"),
        (b"  \n\n \n", "пустой"),
    ],
    ids=["empty", "zeros", "pdf", "picture", "doc", "html", "broken", "zip", "scan", "no words", "xlsx", "bomb", "blank"],
)  # fmt: skip
def test_what_is_no_text(data: bytes, words: str) -> None:
    """Everything that is not a text says what it is and what to do."""
    with pytest.raises(Unreadable, match=words):
        read_paragraphs(data)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes(data: bytes) -> None:
    """Whatever the bytes, the answer is paragraphs or a sentence."""
    try:
        assert read_paragraphs(data)
    except Unreadable as fault:
        assert str(fault).endswith(".")


@given(st.lists(st.sampled_from(LINES) | st.text("абв 1.2-)\n", max_size=30), max_size=40))
def test_nothing_of_a_text_is_lost(lines: list[str]) -> None:
    """Each paragraph is at one clause or with the strangers, once, and those of a clause keep their order."""
    try:
        paragraphs = read_paragraphs(text(lines))
    except Unreadable:
        return
    found = lay_out(CLAUSES, paragraphs)
    placed = [paragraph for own in found.texts.values() for paragraph in own] + list(found.foreign)
    assert sorted(placed, key=lambda paragraph: paragraph.line) == list(paragraphs)
    assert all(list(own) == sorted(own, key=lambda paragraph: paragraph.line) for own in found.texts.values())


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60), min_size=1, max_size=5))
def test_the_file_reads_as_it_was_written(words: list[str]) -> None:
    """Quotes, colons, dashes, tags of YAML: any text comes back the same."""
    made = loaded(text())
    made = replace(made, layout=replace(made.layout, texts={"o": tuple(Paragraph(1, word) for word in words)}))
    values, _, _ = read_yaml("text.yml", text_file(made).decode())
    assert isinstance(values, dict)
    assert values["clauses"] == [{"id": "o", "paragraphs": words}]


def test_command_writes_and_the_bank_stays_sound(run: Run, root: Path, source: Path) -> None:
    """The text lies by clauses in the bank, with the file's name, its sum and the day; the report says what had no place; the check is clean."""
    code, out, err = run("-C", root, "regulation", "import", source, "--today", DAY)
    assert (code, err) == (0, "")
    assert "3 из 3 (100 %)" in out
    assert "строка 9: 1.7. Лишнее." in out
    written = (root / OFFICIAL).read_text(encoding="utf-8")
    for part in ("polozhenie.txt", "imported: 2026-11-22", "id: p-1-1", "1.1. За всё отвечает <b>куратор</b>."):
        assert part in written
    assert re.search(r'sha256: "[0-9a-f]{64}"', written)
    assert "Лишнее" not in written
    assert check_folder(root, DAY) == []


def test_dry_run_writes_nothing(run: Run, root: Path, source: Path) -> None:
    """With --dry-run there is the report and no file."""
    code, out, _ = run("-C", root, "regulation", "import", source, "--dry-run")
    assert code == 0
    assert "Ничего не записано" in out
    assert not (root / OFFICIAL).exists()


@pytest.mark.parametrize("content", [b"%PDF-1.4", b"", "Рецепт каши. Возьмите крупу и воду.".encode()], ids=["pdf", "empty", "another text"])
def test_a_refusal_keeps_the_old_text(run: Run, root: Path, source: Path, content: bytes) -> None:
    """A file that cannot be used ends with code 1 and one sentence; what was imported before stays as it was."""
    run("-C", root, "regulation", "import", source)
    before = (root / OFFICIAL).read_bytes()
    source.write_bytes(content)
    code, out, err = run("-C", root, "regulation", "import", source)
    assert (code, out) == (1, "")
    assert re.fullmatch(r"nastavnik: «polozhenie\.txt».+\.\n", err)
    assert (root / OFFICIAL).read_bytes() == before


def test_a_full_disk_keeps_the_old_text(run: Run, root: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new file takes the place of the old one in one move, or not at all."""
    run("-C", root, "regulation", "import", source)
    before = (root / OFFICIAL).read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(atomic.os, "fdopen", full)
    code, _, err = run("-C", root, "regulation", "import", source, "--today", "2026-11-23")
    assert code == 1
    assert "нет места" in err
    assert (root / OFFICIAL).read_bytes() == before
    assert [path.name for path in (root / OFFICIAL).parent.glob(".text.yml*")] == []


@pytest.mark.parametrize(
    "arguments",
    [("regulation",), ("regulation", "export", "x.txt"), ("regulation", "import"), ("regulation", "import", "net.txt"), ("regulation", "import", ".")],
)
def test_misuse(run: Run, root: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that makes no sense, a file that is not there, a folder: code 2 and one Russian sentence."""
    monkeypatch.chdir(root)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert re.fullmatch(r"nastavnik: [^\n]+\n", err)


def test_a_bank_without_clauses(run: Run, root: Path, source: Path) -> None:
    """Where there is no retelling there is nothing to lay a text out by."""
    for name in ("document.yml", "coverage.yml"):
        (root / "content" / "regulation" / name).unlink()
    code, _, err = run("-C", root, "regulation", "import", source)
    assert code == 1
    assert "раскладывать не по чему" in err


def test_too_long_a_text_is_refused(run: Run, root: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file the bank could not read afterwards is not written."""
    monkeypatch.setattr(commands, "MAX_BYTES", 200)
    code, _, err = run("-C", root, "regulation", "import", source)
    assert code == 1
    assert "Ничего не записано" in err
    assert not (root / OFFICIAL).exists()
