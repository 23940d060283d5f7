"""Documents that search engines are compared on: a folder of Markdown files, or the shipped bank written as one.

A file is `<id>.md`: front matter with `id`, `title`, `description` – plain or as JSON strings –, then the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.folders import theme_of
from generator.render.search import Document, documents
from generator.render.site import World
from generator.survey import check_bank

FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Doc:
    """A document; `id` is the name of its file."""

    id: str
    title: str
    description: str
    body: str

    @property
    def text(self) -> str:
        """Everything that can be found in it."""
        return f"{self.title}\n{self.description}\n{self.body}"


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asks, and how much each document answers it, from 1 to 3."""

    id: str
    kind: str
    text: str
    grades: Mapping[str, int]


def read_corpus(folder: Path, limit: int | None = None) -> tuple[Doc, ...]:
    """The first `limit` documents of a folder, in the order of their names."""
    paths = sorted(folder.glob("*.md"))[:limit]
    if not paths:
        raise SystemExit(f"bench: {folder} has no Markdown files")
    return tuple(_read(path) for path in paths)


def write_corpus(docs: Iterable[Doc], folder: Path) -> None:
    """Write documents as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for doc in docs:
        title, description = (json.dumps(text, ensure_ascii=False) for text in (doc.title, doc.description))
        front = f"id: {doc.id}\ntitle: {title}\ndescription: {description}\n"
        (folder / f"{doc.id}.md").write_text(f"---\n{front}---\n\n{doc.body}\n", encoding="utf-8")


def bank_corpus(root: Path) -> tuple[tuple[Doc, ...], tuple[tuple[str, str], ...]]:
    """The documents that the search of a bank knows, and the abbreviations of its glossary with what they stand for."""
    checked = check_bank(root, date.today(), cache=True)
    if not checked.sound or checked.bank is None or checked.settings is None:
        raise SystemExit("bench: the bank has errors; `nastavnik check` names them")
    found = documents(World(checked.bank, checked.settings, theme_of(root), root))
    pairs = ((term.abbreviation, term.term) for term in checked.bank.glossary if term.abbreviation)
    return tuple(_doc(document) for document in found), tuple(pairs)


def read_questions(path: Path, known: Iterable[str]) -> tuple[Question, ...]:
    """The questions of a file of tab-separated `id`, `class`, `question` and `kind/name:grade …`.

    Stops the bench when a question names a document that the bank does not have: a figure would be wrong unseen.
    """
    names, questions = set(known), []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
        name, kind, text, relevant = line.split("\t")
        grades = {_file_safe(item.rpartition(":")[0]): int(item.rpartition(":")[2]) for item in relevant.split()}
        if missing := grades.keys() - names:
            raise SystemExit(f"bench: {path.name}, line {number}: the bank has no {', '.join(sorted(missing))}")
        questions.append(Question(name, kind, text, grades))
    return tuple(questions)


def name_of(document: Document) -> str:
    """What a document is called in the list of questions: its kind and its id."""
    return f"{document.kind}/{document.id}"


def _doc(document: Document) -> Doc:
    """All engines get the same text: words of vocabularies stand at the end of the body."""
    body = "\n\n".join(text for text in (document.long, document.keywords, document.labels) if text)
    return Doc(_file_safe(name_of(document)), document.title, document.summary, body)


def _file_safe(name: str) -> str:
    """`page/knowledge/index` and `page/knowledge` are the same page."""
    return name.removesuffix("/index").rstrip("/").replace("/", "--")


def _read(path: Path) -> Doc:
    text = path.read_text(encoding="utf-8")
    front = FRONT.match(text)
    if front is None:
        raise SystemExit(f"bench: {path} has no front matter")
    fields = dict(line.partition(": ")[::2] for line in front[1].split("\n") if ": " in line)
    title, description = (_scalar(fields.get(name, "")) for name in ("title", "description"))
    return Doc(path.stem, title, description, text[front.end() :].strip())


def _scalar(text: str) -> str:
    return str(json.loads(text)) if text.startswith('"') else text
