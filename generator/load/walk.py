"""Which files a bank has, what kind each is, and its id. The folder's name is the id, for ever."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.diagnostics import Diagnostic, Place
from generator.load import rules

# Pattern of the path, kind of the record. The first group is the record's id, the second its owner's.
LAYOUT = (
    (r"practices/(?P<id>[^/]+)/index\.md", "practice"),
    (r"content/programs/(?P<id>[^/]+)/index\.md", "program"),
    (r"content/schools/(?P<id>[^/]+)/index\.md", "school"),
    (r"content/schools/(?P<owner>[^/]+)/news/(?P<id>[^/]+)\.md", "news"),
    (r"content/schools/(?P<owner>[^/]+)/events/(?P<id>[^/]+)\.md", "event"),
    (r"content/events/(?P<id>[^/]+)\.md", "event"),
    (r"content/vocabulary/(?P<id>[^/]+)\.yml", "vocabulary"),
    (r"content/regulation/(?P<id>acts)\.yml", "acts"),
    (r"content/regulation/(?P<id>document)\.yml", "document"),
    (r"content/regulation/(?P<id>[^/]+)\.yml", "regulation"),
    (r"content/glossary/(?P<id>terms)\.yml", "glossary"),
    (r"content/(?P<id>(?:[^/]+/)*[^/]+)\.md", "page"),
)
_LAYOUT = tuple((re.compile(pattern + r"\Z"), kind) for pattern, kind in LAYOUT)

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,58}[a-z0-9]\Z|[a-z0-9]\Z")
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*\Z")
MAX_ATTACHMENT = 20_000_000
ATTACHMENTS = frozenset({".pdf", ".docx", ".odt", ".xlsx", ".ods", ".pptx", ".odp", ".png", ".jpg", ".jpeg", ".webp"})
ROOTS = ("content", "practices")

_LATIN = dict(zip("асеорухкіјѕАСЕОРХКМТНВ", "aceopyxkijsACEOPXKMTHB", strict=True))


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
    """List a bank's files. Symbolic links, odd names and forbidden types are diagnostics and are left out."""
    records: list[Entry] = []
    files: list[Entry] = []
    found: list[Diagnostic] = []
    for path, is_link, size in sorted(_scan(root)):
        if path != _printable(path):
            found.append(_name_problem(_printable(path), PurePosixPath(_printable(path)).name))
            continue
        if is_link:
            found.append(rules.Outside.at(Place(path), "Вместо файла лежит символическая ссылка.", "Положите в папку сам файл: ссылки на сайт не попадают."))
            continue
        entry = classify(path)
        problem = _bad_name(path)
        if problem:
            found.append(problem)
        elif entry.kind != "file":
            records.append(entry)
        elif PurePosixPath(path).suffix not in ATTACHMENTS:
            found.append(
                rules.BadName.at(
                    Place(path),
                    f"Файлы вида «{PurePosixPath(path).suffix or PurePosixPath(path).name}» банк не публикует.",
                    f"Подойдут: {', '.join(sorted(ATTACHMENTS))}.",
                )
            )
        elif size > MAX_ATTACHMENT:
            found.append(rules.TooLarge.at(Place(path), f"Файл больше {MAX_ATTACHMENT // 1_000_000} МБ.", "Уменьшите картинки или разделите файл."))
        else:
            files.append(entry)
    return Tree(tuple(records), tuple(files)), found


def classify(path: str) -> Entry:
    """Kind and id of a path relative to the bank."""
    for pattern, kind in _LAYOUT:
        if match := pattern.match(path):
            groups = match.groupdict()
            return Entry(path, kind, groups["id"], groups.get("owner") or "")
    parts = path.split("/")
    owner = parts[2] if path.startswith("content/") and len(parts) > 3 else parts[1] if len(parts) > 2 else ""
    return Entry(path, "file", parts[-1], owner)


def _scan(root: Path) -> Iterator[tuple[str, bool, int]]:
    """Every file and link below the bank's folders: path, whether it is a link, size in bytes."""
    for name in ROOTS:
        if (root / name).is_symlink():
            yield name, True, 0
            continue
        stack = [root / name]
        while stack:
            folder = stack.pop()
            if not folder.is_dir():
                continue
            with os.scandir(folder) as items:
                for item in items:
                    if item.name.startswith("."):
                        continue
                    relative = Path(item.path).relative_to(root).as_posix()
                    if item.is_symlink():
                        yield relative, True, 0
                    elif item.is_dir(follow_symlinks=False):
                        stack.append(Path(item.path))
                    else:
                        yield relative, False, item.stat(follow_symlinks=False).st_size


def _printable(path: str) -> str:
    """A path in letters that can be printed: a name in another encoding has signs that cannot."""
    return path.encode("utf-8", "replace").decode()


def _bad_name(path: str) -> Diagnostic | None:
    for part in PurePosixPath(path).parts[:-1]:
        if not NAME.match(part):
            return _name_problem(path, part)
    name = PurePosixPath(path).name
    return None if FILE_NAME.match(name) else _name_problem(path, name)


def _name_problem(path: str, part: str) -> Diagnostic:
    latin = "".join(_LATIN.get(char, char) for char in part).lower()
    hint = "Переименуйте: строчные латинские буквы, цифры и дефис, например «otkrytyj-urok»."
    if latin != part.lower() and latin.isascii():
        return rules.BadName.at(Place(path), f"В имени «{part}» русские буквы, похожие на латинские.", f"Наберите имя латиницей заново: {latin}.")
    return rules.BadName.at(Place(path), f"Имя «{part}» не годится для адреса страницы.", hint)
