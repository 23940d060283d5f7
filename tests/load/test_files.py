"""Bytes, fences and folders: what becomes a text, what is refused, and where a file belongs."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.load.decode import MAX_BYTES, decode
from generator.load.fences import MAX_FRONT, split
from generator.load.walk import MAX_ATTACHMENT, classify, walk

RUSSIAN = "Наставники провели неделю открытых уроков"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "utf-16-le", "utf-16-be"])
def test_other_encodings_are_named(encoding: str) -> None:
    """A file of another Russian encoding is refused, and the likely encoding is named."""
    data = RUSSIAN.encode(encoding)
    text, found = decode("f", b"\xff\xfe" + data if encoding.endswith("le") else b"\xfe\xff" + data if encoding.endswith("be") else data)
    assert text is None
    assert [item.rule for item in found] == ["F002"]
    assert {"cp1251": "windows-1251"}.get(encoding, encoding.removesuffix("-le").removesuffix("-be").upper() if "16" in encoding else encoding) in found[
        0
    ].message


def test_bom_is_told_of_and_left_out() -> None:
    """A byte order mark is a warning with a fix, and the text goes on without it."""
    text, found = decode("f", b"\xef\xbb\xbf---\n")
    assert text == "---\n"
    assert [(item.rule, bool(item.fix)) for item in found] == [("F001", True)]


@pytest.mark.parametrize(("data", "line"), [(b"a\r\nb\r\n", 1), (b"a\nb\r\nc", 2), (b"a\rb", 1)])
def test_line_ends_become_one(data: bytes, line: int) -> None:
    """CRLF and lone CR become LF; the first of them is the place of one warning with a fix."""
    text, found = decode("f", data)
    assert text
    assert "\r" not in text
    assert [(item.rule, item.place.line, bool(item.fix)) for item in found] == [("F003", line, True)]


@pytest.mark.parametrize("code", [0, 1, 8, 0x0B, 0x0C, 0x1B, 0x7F])
def test_control_sign_is_placed(code: int) -> None:
    """A control sign is an error at its line and column."""
    text, found = decode("f", f"раз\nдв{chr(code)}а".encode())
    assert text is None
    assert [(item.rule, item.place.line, item.place.column) for item in found] == [("F004", 2, 3)]


def test_tab_newline_and_odd_letters_are_allowed() -> None:
    """Tabs, private-use signs of Word, emoji and combining marks are text."""
    for text in ("\t", "\uf0b7", "👩\u200d🏫", "е\u0301", "\u00ad", "\u2028"):
        assert decode("f", text.encode()) == (text, [])


def test_size_is_capped() -> None:
    """A file at the limit is read, one byte more is not."""
    assert decode("f", b"a" * MAX_BYTES)[0]
    assert [item.rule for item in decode("f", b"a" * (MAX_BYTES + 1))[1]] == ["F012"]


def test_fences_cut_fields_from_text() -> None:
    """The first two `---` lines are the fences; later ones belong to the text; lines keep their numbers."""
    parts, found = split("f", "---\na: 1\n---\n\nтекст\n\n---\n\nещё\n")
    assert parts
    assert not found
    assert parts.front.strip() == "a: 1"
    assert parts.front.split("\n")[1] == "a: 1"
    assert parts.body == "\nтекст\n\n---\n\nещё\n"
    assert parts.body_line == 4


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("", ["F005"]),
        ("текст", ["F005"]),
        ("слово\n---\na: 1\n---\n", ["F005"]),
        ("---\na: 1\n", ["F006"]),
        ("---", ["F006"]),
        ("\n---\na: 1\n", ["F017", "F006"]),
        ("----\na: 1\n----\n", ["F005"]),
    ],
)
def test_missing_fence_is_named(text: str, rules: list[str]) -> None:
    """A missing fence is an error, never an empty card."""
    parts, found = split("f", text)
    assert parts is None
    assert [item.rule for item in found] == rules


def test_fences_may_have_spaces_after_them() -> None:
    """Spaces at the end of a fence cannot be seen and do not matter."""
    parts, found = split("f", "---  \na: 1\n--- \nтекст")
    assert parts
    assert (parts.body, found) == ("текст", [])


def test_fields_are_capped() -> None:
    """Fields may not take up more than their limit."""
    assert split("f", f"---\na: {'я' * MAX_FRONT}\n---\n")[1][-1].rule == "F012"


@pytest.mark.parametrize(
    ("path", "kind", "record", "owner"),
    [
        ("practices/otkrytyj-urok/index.md", "practice", "otkrytyj-urok", ""), ("content/programs/iom/index.md", "program", "iom", ""),
        ("content/schools/s/index.md", "school", "s", ""), ("content/schools/s/news/n.md", "news", "n", "s"), ("content/schools/s/events/e.md", "event", "e", "s"),
        ("content/events/e.md", "event", "e", ""), ("content/vocabulary/topics.yml", "vocabulary", "topics", ""), ("content/regulation/acts.yml", "acts", "acts", ""),
        ("content/regulation/document.yml", "document", "document", ""), ("content/regulation/5.yml", "regulation", "5", ""), ("content/glossary/terms.yml", "glossary", "terms", ""),
        ("content/index.md", "page", "index", ""), ("content/knowledge/a/b.md", "page", "knowledge/a/b", ""), ("practices/a/list.pdf", "file", "list.pdf", "a"),
        ("content/schools/s/prikaz.pdf", "file", "prikaz.pdf", "s"), ("practices/a/b/index.md", "file", "index.md", "a"),
    ],
)  # fmt: skip
def test_path_tells_the_kind(path: str, kind: str, record: str, owner: str) -> None:
    """The folder says what a file is, and its name is its id."""
    entry = classify(path)
    assert (entry.kind, entry.id, entry.owner) == (kind, record, owner)


def test_walk_is_sorted_and_leaves_hidden_files(tmp_path: Path) -> None:
    """Files come in the order of their paths; hidden ones are nobody's business."""
    for name in ("practices/b/index.md", "practices/a/index.md", "content/.DS_Store", "content/.git/x.md", "practices/a/.list.pdf", "other/x.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    tree, found = walk(tmp_path)
    assert [entry.path for entry in tree.records] == ["practices/a/index.md", "practices/b/index.md"]
    assert not found


def test_walk_refuses_links_out_of_the_bank(tmp_path: Path) -> None:
    """A link to a file, to a folder or to nothing is told of and never followed, not even one that leads in a circle."""
    (tmp_path / "bank/practices").mkdir(parents=True)
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/index.md").write_text("---\ntitle: тайна\n---\n", encoding="utf-8")
    (tmp_path / "bank/practices/folder").symlink_to(tmp_path / "secret")
    (tmp_path / "bank/practices/circle").symlink_to(tmp_path / "bank/practices")
    (tmp_path / "bank/practices/nothing").symlink_to("/net/takogo")
    tree, found = walk(tmp_path / "bank")
    assert not tree.records
    assert [(item.rule, item.place.path) for item in found] == [("F013", f"practices/{name}") for name in ("circle", "folder", "nothing")]


def test_bank_folder_may_itself_be_no_link(tmp_path: Path) -> None:
    """`content` or `practices` that is a link out of the bank is refused like any other link."""
    (tmp_path / "outside/a").mkdir(parents=True)
    (tmp_path / "outside/a/index.md").write_text("---\n---\n", encoding="utf-8")
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank/practices").symlink_to(tmp_path / "outside")
    tree, found = walk(tmp_path / "bank")
    assert not tree.records
    assert [item.rule for item in found] == ["F013"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Открытый урок", "otkrytyj-urok"),
        ("Urok", "otkrytyj-urok"),
        ("сhas", "chas"),
        ("a_b", "otkrytyj-urok"),
        ("-a", "otkrytyj-urok"),
        ("a" * 61, "otkrytyj-urok"),
        ("a b", "otkrytyj-urok"),
    ],
)
def test_odd_folder_name_is_refused(tmp_path: Path, name: str, hint: str) -> None:
    """A name that is no address is refused with an example; letters that only look Latin are named."""
    (tmp_path / "practices" / name).mkdir(parents=True)
    (tmp_path / "practices" / name / "index.md").write_bytes(b"")
    _, found = walk(tmp_path)
    assert [item.rule for item in found] == ["F014"]
    assert hint in found[0].hint


def test_name_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    """A file name in another encoding is told of in letters that can be printed."""
    folder = tmp_path / "practices" / os.fsdecode(b"\xcd\xe0\xf1")
    folder.mkdir(parents=True)
    (folder / "index.md").write_bytes(b"")
    _, found = walk(tmp_path)
    assert [item.rule for item in found] == ["F014"]
    (found[0].place.path + found[0].message).encode()


def test_only_listed_kinds_of_files_are_published(tmp_path: Path, bank: Callable[[str], Path]) -> None:
    """Programs, archives and the like are refused; a file at the limit of size passes, a larger one does not."""
    folder = bank("minimal") / "practices" / "primer"
    for name, size in (("a.pdf", MAX_ATTACHMENT), ("b.pdf", MAX_ATTACHMENT + 1), ("c.exe", 1), ("d.svg", 1), ("e.html", 1), ("f", 1), ("g.pdf.js", 1)):
        with (folder / name).open("wb") as stream:
            stream.truncate(size)
    tree, found = walk(folder.parents[1])
    assert [entry.id for entry in tree.files] == ["a.pdf"]
    assert [(item.rule, item.place.path.rpartition("/")[2]) for item in found] == [
        ("F012", "b.pdf"),
        ("F014", "c.exe"),
        ("F014", "d.svg"),
        ("F014", "e.html"),
        ("F014", "f"),
        ("F014", "g.pdf.js"),
    ]
