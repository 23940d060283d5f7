"""Bytes, fences and folders: what becomes a text, what is refused, and where a file belongs."""

from __future__ import annotations

from unittest.mock import Mock, patch

import pytest

from generator.load.decode import MAX_BYTES, decode
from generator.load.fences import MAX_FRONT, split
from generator.load.source import parse_source
from generator.load.walk import classify

RUSSIAN = "Наставники провели неделю открытых уроков"


PAGE = (
    "---\ntitle: Наставники провели неделю открытых уроков\nstatus: published\n---\n\n## Как это было\n\n"
    "Каждый урок разобрали в тот же день. Моя коллега записала – «вопрос № 1» – и ответ.\n"
)
CODECS = {"windows-1251": "cp1251", "koi8-r": "koi8-r", "cp866": "cp866", "Mac Кириллица": "mac-cyrillic", "ISO-8859-5": "iso8859-5", "UTF-16": "utf-16"}


@pytest.mark.parametrize("name", CODECS)
def test_other_encodings_are_named_and_read_on(name: str) -> None:
    """A Russian page of another encoding is an error that names the encoding and offers to rewrite the file; its text is read."""
    page = PAGE if name in ("windows-1251", "UTF-16", "Mac Кириллица") else PAGE.translate({ord(sign): '"' for sign in "«»–№"})
    text, found = decode("f", page.encode(CODECS[name]))
    assert text == page
    assert [item.rule for item in found] == ["F002"]
    assert name in found[0].message
    assert found[0].fix is not None
    assert found[0].fix.edits == ()


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_read(codec: str) -> None:
    """UTF-16 without its mark is valid UTF-8 full of control signs; it is known by every second byte."""
    text, found = decode("f", PAGE.encode(codec))
    assert text == PAGE
    assert [(item.rule, bool(item.fix)) for item in found] == [("F002", True)]


@pytest.mark.parametrize("data", [b"\xcf\xf0\xe8", "Да".encode("cp1251"), bytes(range(128, 256)), b"\xff\xfe\x00", "Où était l'été là-bas".encode("latin-1")])
def test_a_doubtful_encoding_is_not_rewritten(data: bytes) -> None:
    """Where too little speaks for any encoding nothing is read and nothing mended."""
    text, found = decode("f", data)
    assert text is None
    assert [(item.rule, item.fix) for item in found] == [("F002", None)]


def test_damaged_utf8_is_placed() -> None:
    """A few foreign bytes in a text of UTF-8 are an error where they stand, and no other encoding is blamed."""
    text, found = decode("f", (PAGE * 2).encode().replace("день".encode(), "де".encode() + b"\xed\xfc", 1))
    assert text is None
    assert [(item.rule, item.place.line, item.place.column, item.fix) for item in found] == [("F002", 8, 34, None)]


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04..", b"%PDF-1.7", b"{\\rtf1", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n", b"<!DOCTYPE html><p>", b"\xd0\xcf\x11\xe0\xa1", b"  <html>"]
)
def test_other_programs_files_are_named(data: bytes) -> None:
    """A document renamed to a card is told from a card of another encoding."""
    text, found = decode("f", data)
    assert text is None
    assert [item.rule for item in found] == ["F023"]


def test_bom_is_told_of_and_left_out() -> None:
    """A byte order mark is a warning with a fix, and the text goes on without it."""
    text, found = decode("f", b"\xef\xbb\xbf---\n")
    assert text == "---\n"
    assert [(item.rule, bool(item.fix)) for item in found] == [("F001", True)]


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"a\r\nb\r\n", 1, "Windows"),
        (b"a\nb\r\nc", 2, "разные: CRLF (Windows) – 1, LF – 1."),
        (b"a\rb", 1, "старого Mac"),
        (b"a\r\nb\rc\n\n", 1, "CRLF (Windows) – 1, LF – 2, CR (старый Mac) – 1."),
    ],
)
def test_line_ends_become_one(data: bytes, line: int, words: str) -> None:
    """CRLF and lone CR become LF; the first of them is the place of one warning with a fix that says which ends there are."""
    text, found = decode("f", data)
    assert text
    assert "\r" not in text
    assert [(item.rule, item.place.line, bool(item.fix)) for item in found] == [("F003", line, True)]
    assert words in found[0].message


def test_size_is_capped() -> None:
    """A file at the limit is read, one byte more is not; the hint says what to do, with a picture in the text too."""
    assert decode("f", b"a" * MAX_BYTES)[0]
    for data, word in ((b"a" * (MAX_BYTES + 1), "приложения"), (b"![](data:image/png;base64," + b"a" * MAX_BYTES, "картинка")):
        text, found = decode("f", data)
        assert text is None
        assert [item.rule for item in found] == ["F012"]
        assert word in found[0].message + found[0].hint
        assert found[0].message == "Файл слишком большой: 201 КБ при пределе 200 КБ."


def test_fences_cut_fields_from_text() -> None:
    """The first two `---` lines are the fences; later ones belong to the text; lines keep their numbers."""
    parts, found = split("f", "---\na: 1\n---\n\nтекст\n\n---\n\nещё\n")
    assert parts
    assert not found
    assert parts.front.strip() == "a: 1"
    assert parts.front.split("\n")[1] == "a: 1"
    assert parts.body == "\nтекст\n\n---\n\nещё\n"
    assert parts.body_line == 4


def test_fences_may_have_spaces_after_them() -> None:
    """Spaces at the end of a fence cannot be seen and do not matter."""
    parts, found = split("f", "---  \na: 1\n--- \nтекст")
    assert parts
    assert (parts.body, found) == ("текст", [])


def test_fields_are_capped() -> None:
    """Fields may not take up more than their limit."""
    found = split("f", f"---\na: {'я' * (MAX_FRONT - 3)}я\n---\n")[1][-1]
    assert (found.rule, found.message) == ("F012", "Поля в начале файла занимают 32001\u00a0знак при пределе 32000.")


@pytest.mark.parametrize(
    ("path", "kind", "record", "owner"),
    [
        ("practices/otkrytyj-urok/index.md", "practice", "otkrytyj-urok", ""), ("content/programs/iom/index.md", "program", "iom", ""),
        ("content/schools/s/index.md", "school", "s", ""), ("content/schools/s/news/n.md", "news", "n", "s"), ("content/schools/s/events/e.md", "event", "e", "s"),
        ("content/events/e.md", "event", "e", ""), ("content/collections/c.md", "collection", "c", ""), ("content/vocabulary/topics.yml", "vocabulary", "topics", ""), ("content/regulation/acts.yml", "acts", "acts", ""),
        ("content/regulation/document.yml", "document", "document", ""), ("content/regulation/5.yml", "regulation", "5", ""), ("content/glossary/terms.yml", "glossary", "terms", ""),
        ("content/index.md", "page", "index", ""), ("content/knowledge/a/b.md", "page", "knowledge/a/b", ""), ("practices/a/list.pdf", "file", "list.pdf", "a"),
        ("content/schools/s/prikaz.pdf", "file", "prikaz.pdf", "s"), ("practices/a/b/index.md", "file", "index.md", "a"),
    ],
)  # fmt: skip
def test_path_tells_the_kind(path: str, kind: str, record: str, owner: str) -> None:
    """The folder says what a file is, and its name is its id."""
    entry = classify(path)
    assert (entry.kind, entry.id, entry.owner) == (kind, record, owner)


def test_all_of_a_body_is_glanced_at() -> None:
    """Lines left out of a body hide nothing of it from the triggers, and its words are not taken for those of the fields."""
    source, _ = parse_source(classify("content/schools/a/news/b.md"), "```\n---\ntitle: Опыт\n---\nЯр.\n\nКонец.\n```\n".encode())
    assert source
    assert source.body == "Яр.\n\nКонец.\n\n"
    with patch("generator.load.source.glance", frozenset):  # a trigger for every character
        assert [source.may_body(Mock(number=sign)) for sign in "ЯКО"] == [True, True, False]
        assert all(source.may(Mock(number=sign)) for sign in "ЯКО")


@pytest.mark.parametrize(("text", "line"), [("---\ntitle: О\n---\nТекст.\n", 4), ("---\ntitle: О\n---\n", 3), ("---\ntitle: О\n---", 3)])
def test_place_of_a_body_is_in_the_file(text: str, line: int) -> None:
    """The first line of a body is below its fence; where there is no body, the fence is shown."""
    source, _ = parse_source(classify("content/schools/a/news/b.md"), text.encode())
    assert source
    assert source.place(0).line == line
