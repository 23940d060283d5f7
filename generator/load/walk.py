"""Which files a bank has, what kind each is, and its id. The folder's name is the id, for ever."""

from __future__ import annotations

import os
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path, PurePosixPath

from generator.diagnostics import Diagnostic, Place
from generator.folders import ROOTS
from generator.load import rules
from generator.load.names import FILE_NAME, FOLDERS, NAME, Taken, folder_fault, name_fault, sound, stray
from generator.patterns import late

__all__ = ["ATTACHMENTS", "FILE_NAME", "LAYOUT", "MAX_ATTACHMENT", "NAME", "Entry", "Tree", "classify", "walk"]

# Pattern of the path, kind of the record. The first group is the record's id, the second its owner's.
LAYOUT = (
    (r"practices/(?P<id>[^/]+)/index\.md", "practice"),
    (r"content/programs/(?P<id>[^/]+)/index\.md", "program"),
    (r"content/schools/(?P<id>[^/]+)/index\.md", "school"),
    (r"content/schools/(?P<owner>[^/]+)/news/(?P<id>[^/]+)\.md", "news"),
    (r"content/schools/(?P<owner>[^/]+)/events/(?P<id>[^/]+)\.md", "event"),
    (r"content/events/(?P<id>[^/]+)\.md", "event"),
    (r"content/collections/(?P<id>[^/]+)\.md", "collection"),
    (r"content/vocabulary/(?P<id>[^/]+)\.yml", "vocabulary"),
    (r"content/regulation/(?P<id>acts)\.yml", "acts"),
    (r"content/regulation/(?P<id>document)\.yml", "document"),
    (r"content/regulation/(?P<id>text)\.yml", "wording"),
    (r"content/regulation/(?P<id>coverage)\.yml", "coverage"),
    (r"content/regulation/(?P<id>[^/]+)\.yml", "regulation"),
    (r"content/glossary/(?P<id>terms)\.yml", "glossary"),
    (r"content/calendar/(?P<id>year)\.yml", "calendar"),
    (r"content/faq/(?P<id>questions)\.yml", "faq"),
    (r"content/(?P<id>(?:[^/]+/)*[^/]+)\.md", "page"),
)
_LAYOUT = tuple((late(pattern + r"\Z"), kind) for pattern, kind in LAYOUT)

MAX_ATTACHMENT = 20_000_000
ATTACHMENTS = frozenset({".pdf", ".docx", ".odt", ".xlsx", ".ods", ".pptx", ".odp", ".png", ".jpg", ".jpeg", ".webp"})
INSTEAD = {
    ".doc": "документ Word (.docx)", ".rtf": "документ Word (.docx)", ".xls": "книгу Excel (.xlsx)", ".csv": "книгу Excel (.xlsx)",
    ".ppt": "презентацию (.pptx)", ".heic": "снимок .jpg", ".bmp": "картинку .png", ".gif": "картинку .png", ".tif": "картинку .png", ".tiff": "картинку .png",
}  # fmt: skip
_ABOVE = 40  # folders and files beside the bank's own are looked at by name only


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One file: `kind` of the record it holds («file» for an attachment), its `id` and the id of its owner."""

    path: str
    kind: str
    id: str
    owner: str = ""

    @property
    def folder(self) -> str:
        """The folder it lies in, relative to the bank."""
        return str(PurePosixPath(self.path).parent)


@dataclass(frozen=True, slots=True)
class Tree:
    """All files of a bank, in the order of their paths."""

    records: tuple[Entry, ...]
    files: tuple[Entry, ...]


def walk(root: Path) -> tuple[Tree, list[Diagnostic]]:
    """List a bank's files. What is no plain file, odd names and forbidden types are diagnostics and are left out."""
    records: list[Entry] = []
    files: list[Entry] = []
    listed, found = _scan(root)
    taken = Taken(frozenset(item.path for item in listed))
    slipped = _folders(root, taken.paths)
    lost = tuple(f"{fault.place.path}/" for fault in slipped)
    for item in sorted(listed, key=attrgetter("path")):
        if item.path.startswith(lost):  # the folder's own fault is enough
            continue
        entry = classify(item.path)
        if entry.kind not in ("file", "page") and item.sort == "file" and sound(item.path):
            records.append(entry)
        elif fault := _fault(item, entry, taken):
            found.append(fault)
        else:
            (files if entry.kind == "file" else records).append(entry)
    return Tree(tuple(records), tuple(files)), [*found, *slipped]


def _fault(item: _Item, entry: Entry, taken: Taken) -> Diagnostic | None:  # noqa: PLR0911  # one way out for each fault
    """Why a file is left out, if it is."""
    path = item.path
    if path != _printable(path):
        shown = _printable(path)
        message = f"Имя «{PurePosixPath(shown).name}» записано в чужой кодировке."
        return rules.BadName.at(Place(shown), message, "Переименуйте: строчные латинские буквы, цифры и дефис, например «otkrytyj-urok».")
    if item.sort == "link":
        return rules.Outside.at(Place(path), "Вместо файла лежит символическая ссылка.", "Положите в папку сам файл: ссылки на сайт не попадают.")
    if item.sort == "other":
        return rules.Unreadable.at(
            Place(path), "Это не файл, а канал, сокет или устройство: прочитать его нельзя.", "Удалите его и положите на его место обычный файл."
        )
    if fault := name_fault(path, taken):
        return fault
    if entry.kind == "page" and path.startswith(("content/programs/", "content/schools/", "content/events/", "content/collections/")):
        return stray(path, taken)
    if entry.kind != "file":
        return None
    suffix = PurePosixPath(path).suffix
    if suffix not in ATTACHMENTS:
        message = f"Файлы вида «{suffix or PurePosixPath(path).name}» банк не публикует."
        hint = f"Сохраните его как {better}." if (better := INSTEAD.get(suffix)) else f"Подойдут: {', '.join(sorted(ATTACHMENTS))}."
        return stray(path, taken) or rules.BadName.at(Place(path), message, hint)
    if item.size > MAX_ATTACHMENT:
        return rules.TooLarge.at(Place(path), f"Файл больше {MAX_ATTACHMENT // 1_000_000} МБ.", "Уменьшите картинки или разделите файл.")
    return None


def _folders(root: Path, taken: frozenset[str]) -> list[Diagnostic]:
    """Folders whose names are nearly those the bank knows; each once, at its first file."""
    first: dict[str, str] = {}
    for path in sorted(taken):
        parts = path.split("/")
        if parts[0] == "content" and len(parts) > 2:
            first.setdefault(parts[1], path)
    found = [folder_fault(f"content/{folder}", folder, FOLDERS) for folder in first if folder not in FOLDERS]
    try:
        beside = [item.name for item in os.scandir(root) if item.name not in ROOTS and item.is_dir(follow_symlinks=False)][:_ABOVE]
    except OSError:
        beside = []
    found += [folder_fault(name, name, ROOTS) for name in sorted(beside)]
    return [fault for fault in found if fault]


def classify(path: str) -> Entry:
    """Kind and id of a path relative to the bank."""
    for pattern, kind in _LAYOUT:
        if match := pattern.match(path):
            groups = match.groupdict()
            return Entry(path, kind, groups["id"], groups.get("owner") or "")
    parts = path.split("/")
    owner = parts[2] if path.startswith("content/") and len(parts) > 3 else parts[1] if len(parts) > 2 else ""
    return Entry(path, "file", parts[-1], owner)


@dataclass(frozen=True, slots=True)
class _Item:
    """Something in the bank's folders: `sort` is «file», «link» or «other» for what must not be opened; `size` is asked of attachments only."""

    path: str
    sort: str
    size: int = 0


def _scan(root: Path) -> tuple[list[_Item], list[Diagnostic]]:
    """Everything below the bank's folders; nothing is opened, links are not followed."""
    items: list[_Item] = []
    found: list[Diagnostic] = []
    items += [_Item(name, "link") for name in ROOTS if (root / name).is_symlink()]
    stack = [name for name in ROOTS if not (root / name).is_symlink() and (root / name).is_dir()]
    while stack:
        folder = stack.pop()
        try:
            with os.scandir(f"{root}/{folder}") as listed:
                for item in listed:
                    if not item.name.startswith("."):
                        _sort_out(item, f"{folder}/{item.name}", items, stack)
        except OSError:
            message = "Папка не читается с диска: что в ней лежит, неизвестно."
            found.append(rules.Unreadable.at(Place(_printable(folder)), message, "Проверьте права доступа к папке."))
    return items, found


def _sort_out(item: os.DirEntry[str], path: str, items: list[_Item], stack: list[str]) -> None:
    if item.is_symlink():
        items.append(_Item(path, "link"))
    elif item.is_dir(follow_symlinks=False):
        stack.append(path)
    elif item.is_file(follow_symlinks=False):
        items.append(_Item(path, "file", 0 if path.endswith((".md", ".yml")) else item.stat(follow_symlinks=False).st_size))
    else:
        items.append(_Item(path, "other"))


def _printable(path: str) -> str:
    """A path in letters that can be printed: a name in another encoding has signs that cannot."""
    return path.encode("utf-8", "replace").decode()
