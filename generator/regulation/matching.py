"""Which paragraph of an official text belongs to which clause of the retelling: by number, by words of the headings, by order.

The clauses are a tree in the order of the text. At every knot its children are laid against the paragraphs of its stretch so
that the whole fits best and nothing goes backwards; then each child is looked at in the stretch that fell to it. Words
are compared by their stems, because headings are the bank's own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import snowballstemmer

from generator.model import Clause
from generator.regulation.reading import Paragraph

NEVER = -1.0
_EXACT, _ITEM = 10.0, 5.0
_NAMED = 0.5  # so many words of a name must stand in a paragraph that begins a block
_BEGINS = 0.5  # worth of a paragraph that begins with the name
_ALIKE = 0.12  # of the words of an item, where there are not as many items as bullets
_SOON = 3  # paragraphs after a heading within which its first clause is expected
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"«([^»]+)»")
_TOLD = re.compile(r"\b(?:поз\.|позиция|п\.|пункт)\s*(\d{1,3})(?![\d.]*\d)")
_OWN_LINE = ("bullet", "position")  # one paragraph each: what follows a list belongs to the clause around it
_STEMMER = snowballstemmer.stemmer("russian")

Texts = dict[str, list[Paragraph]]


@dataclass(frozen=True)
class Layout:
    """The outcome: paragraphs by clause; those put to a clause without being its own; those of no clause."""

    texts: Mapping[str, tuple[Paragraph, ...]]
    joined: tuple[tuple[Paragraph, str], ...]
    foreign: tuple[Paragraph, ...]


@dataclass
class _Work:
    """A layout being made."""

    children: Mapping[str, Sequence[Clause]]
    known: frozenset[str]
    texts: Texts = field(default_factory=lambda: defaultdict(list))
    joined: list[tuple[Paragraph, str]] = field(default_factory=list)
    foreign: list[Paragraph] = field(default_factory=list)


def lay_out(clauses: Sequence[Clause], paragraphs: Sequence[Paragraph]) -> Layout:
    """Lay the paragraphs of a text out by clauses."""
    children: dict[str, list[Clause]] = defaultdict(list)
    for clause in clauses:
        children[clause.parent].append(clause)
    work = _Work(children, frozenset(_number(clause.number) for clause in clauses if clause.number))
    roots = children[""]
    sections = [clause for clause in roots if clause.number and clause.kind != "order"]
    starts = _aligned(len(sections), len(paragraphs), lambda root, at: _section(sections[root], paragraphs, at))
    bounds = [*(at for at in starts if at is not None), len(paragraphs)]
    _front([clause for clause in roots if clause not in sections], paragraphs[: bounds[0]], work)
    for clause, start in zip(sections, starts, strict=True):
        if start is not None:
            _knot(clause, paragraphs[start : next(at for at in bounds if at > start)], work)
    texts = {clause.id: tuple(work.texts[clause.id]) for clause in clauses if clause.id in work.texts}
    return Layout(texts, tuple(sorted(work.joined, key=_line)), tuple(sorted(work.foreign, key=lambda item: item.line)))


def _line(pair: tuple[Paragraph, str]) -> int:
    return pair[0].line


def _front(roots: Sequence[Clause], before: Sequence[Paragraph], work: _Work) -> None:
    """What stands before the first section is the order itself, where the bank has a clause of it."""
    order = next((clause for clause in roots if clause.kind == "order"), None)
    if order and before:
        _knot(order, before, work)
    else:
        work.foreign += before


def _section(clause: Clause, paragraphs: Sequence[Paragraph], at: int) -> float:
    """How well a section begins at a paragraph: its number, words of its heading, no full stop, its first clause soon."""
    paragraph = paragraphs[at]
    if paragraph.item or _number(paragraph.number) != _number(clause.number):
        return NEVER
    soon = any(later.number.startswith(f"{_number(clause.number)}.") for later in paragraphs[at + 1 : at + 1 + _SOON])
    return 1 + 2 * max((_alike(name, paragraph.text) for name in _names(clause)), default=0) + (not paragraph.ended) / 2 + soon


def _knot(clause: Clause, stretch: Sequence[Paragraph], work: _Work) -> None:
    """Lay a stretch out between a clause and its children."""
    kids = work.children.get(clause.id, ())
    score = _scores(clause, kids, stretch)
    starts = _aligned(len(kids), len(stretch), score)
    bounds = [*(at for at in starts if at is not None), len(stretch)]
    _own(clause, stretch[: bounds[0]], work, first=True)
    for kid, start in zip(kids, starts, strict=True):
        if start is None:
            continue
        part = stretch[start : next(at for at in bounds if at > start)]
        if kid.kind in _OWN_LINE:
            inside = 1 + sum(1 for _ in _items(part[1:])) if work.children.get(kid.id) else 1
            _knot(kid, part[:inside], work)
            _own(clause, part[inside:], work, first=False)
        else:
            _knot(kid, part, work)


def _items(paragraphs: Iterable[Paragraph]) -> Iterable[Paragraph]:
    """The items at the beginning."""
    for paragraph in paragraphs:
        if not paragraph.item:
            return
        yield paragraph


def _own(clause: Clause, paragraphs: Sequence[Paragraph], work: _Work, *, first: bool) -> None:
    """Give a clause its own paragraphs; those of a number that no clause has, and all after them, are nobody's."""
    for index, paragraph in enumerate(paragraphs):
        own = first and index == 0
        if not own and _stranger(paragraph, paragraphs[index + 1 : index + 1 + _SOON], work.known):
            work.foreign += paragraphs[index:]
            return
        if not own and (paragraph.item or paragraph.number):
            work.joined.append((paragraph, clause.id))
        work.texts[clause.id].append(paragraph)


def _stranger(paragraph: Paragraph, after: Sequence[Paragraph], known: frozenset[str]) -> bool:
    """True for a clause that the retelling lacks: 4.6, or a section 8 whose 8.1 follows."""
    number = _number(paragraph.number)
    return number not in known and ("." in number or (bool(number) and any(later.number.startswith(f"{number}.") for later in after)))


def _scores(clause: Clause, kids: Sequence[Clause], stretch: Sequence[Paragraph]) -> Callable[[int, int], float]:
    """How well a child begins at a paragraph of its parent's stretch; the first paragraph is the parent's own."""
    bullets = [kid for kid in kids if kid.kind == "bullet"]
    items = [paragraph for paragraph in stretch[1:] if paragraph.item]
    as_many = len(bullets) == len(items)
    bare = clause.kind == "section" and bool(kids) and kids[0].kind in ("paragraph", "definition") and not kids[0].number

    def score(index: int, at: int) -> float:
        kid, paragraph = kids[index], stretch[at]
        if at == 0:
            return NEVER
        if kid.kind == "bullet":
            return _item(kid, paragraph, as_many=as_many) if paragraph.item else NEVER
        if paragraph.item:
            return NEVER
        number = _number(kid.number) or _letter(kid) or _told(kid)
        if number:
            return _EXACT if _number(paragraph.number) == number else NEVER
        if bare and index == 0 and at == 1 and not paragraph.number:
            return _EXACT
        return NEVER if _number(paragraph.number) else _named(kid, paragraph.text)

    return score


def _item(kid: Clause, paragraph: Paragraph, *, as_many: bool) -> float:
    alike = _alike(f"{kid.heading} {kid.summary}", paragraph.text)
    return _ITEM + alike if as_many or alike >= _ALIKE else NEVER


def _named(clause: Clause, text: str) -> float:
    """How well a paragraph begins an unnumbered block: by the name in its citation, its other names and its heading."""
    best = NEVER
    for name in _names(clause):
        found = _alike(name, text)
        if found >= _NAMED:
            begins = _stems(text)[: len(_stems(name))] == _stems(name)
            best = max(best, found + _BEGINS * begins)
    return best


def _names(clause: Clause) -> tuple[str, ...]:
    return (*_QUOTED.findall(clause.cite), *clause.aliases, clause.heading)


def _alike(name: str, text: str) -> float:
    """Which part of the words of a name stands in a text."""
    words = set(_stems(name))
    return len(words & set(_stems(text))) / len(words) if words else 0.0


@cache
def _stems(text: str) -> tuple[str, ...]:
    return tuple(_STEMMER.stemWords([word for word in _WORD.findall(text.lower().replace("ё", "е")) if len(word) > 2 or word.isdigit()]))


def _number(printed: str) -> str:
    return printed.strip().rstrip(".):").lower()


def _letter(clause: Clause) -> str:
    """«а» of a clause cited as «часть «а»»."""
    return next((name.lower() for name in _QUOTED.findall(clause.cite)[-1:] if len(name) == 1), "")


def _told(clause: Clause) -> str:
    """«3» of a position or clause whose citation alone tells its number: «поз. 3», «п. 1 приказа»."""
    found = _TOLD.findall(clause.cite) if clause.kind in ("position", "clause") else ()
    return str(found[-1]) if found else ""


def _aligned(rows: int, columns: int, score: Callable[[int, int], float]) -> list[int | None]:
    """The column of each row, rising, so that the sum of scores is greatest; of equals the first columns. None for a row without one."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    scored = [[score(row, column) for column in range(columns)] for row in range(rows)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            skipped = max(best[row + 1][column], best[row][column + 1])
            value = scored[row][column]
            best[row][column] = max(skipped, value + best[row + 1][column + 1]) if value > NEVER else skipped
    found: list[int | None] = [None] * rows
    row = column = 0
    while row < rows and column < columns:
        value = scored[row][column]
        if value > NEVER and best[row][column] == value + best[row + 1][column + 1]:
            found[row] = column
            row, column = row + 1, column + 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            row += 1
    return found
