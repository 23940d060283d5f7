"""Folders: which files belong to the bank, and what is said of names and places that do not."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.load.names import Taken, name_fault, sound
from generator.load.walk import MAX_ATTACHMENT, walk

# Names of folders and files: sound ones, odd ones, those a system has taken, and those too long.
PARTS = st.one_of(
    st.sampled_from(
        (
            "practices",
            "a",
            "a-b",
            "a_b",
            "-a",
            "a-",
            "con",
            "con-plan",
            "com1",
            "com1.md",
            "nul.md",
            "icon.md",
            "index.md",
            "Index.md",
            "a.b.c",
            ".a",
            "a.",
            "a..b",
        )
    ),
    st.from_regex(r"[a-z0-9][a-z0-9._-]{0,6}", fullmatch=True),
    st.text(alphabet="aZ0-_. я\n", min_size=1, max_size=5),
    st.integers(55, 75).map(lambda size: "a" * size),
)


def laid(root: Path, *names: str) -> list[tuple[str, str]]:
    """Rules and paths found in a bank with these empty files."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"")
    return [(item.rule, item.place.path) for item in walk(root)[1]]


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
        ("Urok", "urok"),
        ("сhas", "chas"),
        ("a_b", "a-b"),
        ("-a", "a"),
        ("a" * 61, "a" * 58),
        ("a b", "a-b"),
        ("№", "otkrytyj-urok"),
        ("План.2026", "plan-2026"),
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


def test_only_listed_kinds_of_files_are_published(tmp_path: Path) -> None:
    """Programs, archives and the like are refused; a file at the limit of size passes, a larger one does not."""
    folder = tmp_path / "practices" / "primer"
    folder.mkdir(parents=True)
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


@pytest.mark.parametrize(
    ("name", "rule", "words"),
    [
        ("practices/a/index.MD", "F038", "practices/a/index.md"), ("practices/a/Index.md", "F038", "practices/a/index.md"), ("practices/a/index.md.txt", "F038", "practices/a/index.md"),
        ("practices/a/index (1).md", "F038", "practices/a/index.md"), ("practices/a/index – копия.md", "F038", "practices/a/index.md"), ("practices/a/README.md", "F038", "practices/a/index.md"),
        ("practices/a/index.markdown", "F038", "practices/a/index.md"), ("practices/a/opyt.md", "F038", "practices/a/index.md"), ("practices/a/b/index.md", "F038", "practices/a/index.md"),
        ("practices/otkrytyj-urok.md", "F038", "practices/otkrytyj-urok/index.md"), ("practices/Открытый урок.md", "F038", "practices/otkrytyj-urok/index.md"),
        ("content/programs/iom.md", "F038", "content/programs/iom/index.md"), ("content/schools/s/shkola.md", "F038", "content/schools/s/index.md"),
        ("content/schools/s/News/a.md", "F014", "news"), ("content/schools/s/new/a.md", "F039", "news"), ("content/schools/s/event/a.md", "F039", "events"),
        ("content/schools/s/foto/a.md", "F038", "content/schools/s/news"), ("content/events/2027/a.md", "F038", "content/events/a.md"),
        ("content/collections/2027/a.md", "F038", "content/collections/a.md"),
        ("content/vocabulary/topics.yaml", "F038", "content/vocabulary/topics.yml"), ("content/vocabulary/topics.yml.txt", "F038", "content/vocabulary/topics.yml"),
        ("practices/a/con.pdf", "F036", "con-plan.pdf"), ("practices/aux/index.md", "F036", "aux-plan"), ("content/events/com1.md", "F036", "com1-plan.md"), ("practices/NUL/index.md", "F036", "NUL-plan"),
        ("practices/a/" + "b" * 101 + ".pdf", "F037", "105"), ("practices/" + "a" * 60 + "/" + "b" * 60 + "/" + "c" * 60 + "/d.pdf", "F037", "198"),
        ("practices/a/~$list.docx", "F014", "Закройте документ"), ("practices/a/Thumbs.db", "F014", "Удалите"), ("practices/a/Лист №1.pdf", "F014", "list-1.pdf"),
        ("practices/a/list..pdf", "F014", "list.pdf"), ("practices/a/notes.txt", "F038", "practices/a/index.md"), ("practices/a/list.PDF", "F014", "list.pdf"),
        ("practices/план.2026.md", "F038", "practices/plan-2026/index.md"), ("practices/你好.md", "F014", "otkrytyj-urok"), ("content/programs/№.md", "F014", "otkrytyj-urok"),
        ("content/events/27.02.10 сбор.md", "F014", ": 27-02-10-sbor.md"), ("practices/a/你好.md", "F038", "practices/a/index.md"),
    ],
)  # fmt: skip
def test_misnamed_file_is_told_its_name(tmp_path: Path, name: str, rule: str, words: str) -> None:
    """One diagnostic that says what the name should be; nothing of the file reaches the bank."""
    assert laid(tmp_path, name) == [(rule, name)]
    found = walk(tmp_path)[1][0]
    assert words in found.message + found.hint
    assert "//" not in found.hint
    tree, _ = walk(tmp_path)
    assert not tree.records
    assert not tree.files


def test_copy_beside_the_card_is_told_of(tmp_path: Path) -> None:
    """Where the right file is there already, renaming is no advice: the copy should go."""
    assert laid(tmp_path, "practices/a/index.md", "practices/a/index (1).md") == [("F038", "practices/a/index (1).md")]
    assert "лишняя копия" in walk(tmp_path)[1][0].hint


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("practices/a/list.pdf", "practices/a/List.pdf", "больших и маленьких"),
        ("practices/chas/index.md", "practices/сhas/index.md", "русских и латинских"),
        ("practices/chas/index.md", "practices/Chas/index.md", "больших и маленьких"),
    ],
)
def test_names_that_are_one_are_told_of(tmp_path: Path, one: str, other: str, words: str) -> None:
    """Names that differ by case or by look-alike letters are an error at the odd one, which names the other."""
    assert laid(tmp_path, one, other) == [("F035", other)]
    assert words in walk(tmp_path)[1][0].message


def test_composed_and_decomposed_names_are_one(tmp_path: Path) -> None:
    """Neither form of a name with «й» is an address; each is told of."""
    assert {rule for rule, _ in laid(tmp_path, "practices/a/\u0439.pdf", "practices/a/\u0438\u0306.pdf")} == {"F014"}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("content/shcools/a/list.pdf", "F039:content/shcools"), ("content/school/a/index.md", "F039:content/school"), ("content/event/a.md", "F039:content/event"), ("content/colections/a.md", "F039:content/colections"),
        ("content/vocabulary/a.yml", ""), ("content/knowledge/a.md", ""), ("content/osnovy/a.md", ""), ("content/glossari/terms.yml", "F039:content/glossari"),
        ("practice/a/index.md", "F039:practice"), ("Practices/a/index.md", "F039:Practices"), ("theme/a.md", ""), ("contents/a.md", "F039:contents"), ("build/x", ""), ("site/x", ""),
    ],
)  # fmt: skip
def test_folder_with_a_slip_is_told_of(tmp_path: Path, path: str, found: str) -> None:
    """A folder that is nearly a known one is told of by its meant name; other folders are nobody's business."""
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_bytes(b"")
    said = [f"{item.rule}:{item.place.path}" for item in walk(tmp_path)[1] if item.rule == "F039"]
    assert said == ([found] if found else [])


def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    """A pipe, on which reading would wait for ever, and a socket are told of."""
    folder = tmp_path / "practices/a"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "index.md")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(folder / "list.pdf"))
        tree, found = walk(tmp_path)
    assert not tree.records
    assert not tree.files
    assert [(item.rule, item.place.path) for item in found] == [("F016", "practices/a/index.md"), ("F016", "practices/a/list.pdf")]


def test_folder_that_cannot_be_read_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without rights is an error, and the rest of the bank is read (tests may run as root, who may read all)."""
    laid(tmp_path, "practices/a/index.md", "practices/b/index.md")
    scan = os.scandir

    def refuse(path: Path) -> object:
        if str(path).endswith("practices/a"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    tree, found = walk(tmp_path)
    assert [entry.id for entry in tree.records] == ["b"]
    assert [(item.rule, item.place.path) for item in found] == [("F016", "practices/a")]


@given(st.lists(PARTS, min_size=1, max_size=5).map("/".join))
@example("practices/primer/index.md")
@example("practices/primer/index.md\n")
@example("practices/primer/com1")
def test_the_quick_way_never_lets_a_fault_pass(path: str) -> None:
    """A path called sound at a glance has no fault for the long way; the usual one is called so."""
    assert not (sound(path) and name_fault(path, Taken(frozenset({path}))))
    assert sound("practices/primer/index.md")
