"""What rendering gives: pages that hang in the engine's frames, pages the engine makes itself, finished files; and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from generator.model import Bank, Clause
from generator.model.backlinks import Backlinks, backlinks
from generator.model.bank import Shown
from generator.model.facets import Facet, facets
from generator.model.people import Question
from generator.model.programs import Program
from generator.model.records import Collection, Event, Practice, School
from generator.model.sections import pack
from generator.model.similar import Likeness
from generator.render.lexicon import Lexicon
from generator.settings import Settings
from generator.sums import sum_of

EMBED = "embed/v1/"
"""Where everything for other sites lies. Pasted lines name it, so it stays."""
EMBED_PAGE = "embed/"
"""Where people get the lines."""
ROLES = "roles"
"""The folder of the hand-written pages of roles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """A page whose body we make and whose shell is the engine's. `url` is relative to the site and ends with a slash.

    `canonical` is the address search engines should keep: the page's own unless it is a former address. `embed` is the folder
    of the section that other sites show when they are given the page's address.
    """

    url: str
    title: str
    description: str
    tab: str
    body: Markup
    canonical: str
    embed: str = ""

    @property
    def depth(self) -> int:
        """How many folders below the root the page lies."""
        return self.url.count("/")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a hand-written page, for the contents the engine shows beside it."""

    level: int
    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A hand-written page: what the engine is told of it, and its text, which is put in afterwards.

    `path` is relative to the stage's docs.
    """

    path: str
    meta: Mapping[str, object]
    headings: tuple[Heading, ...]
    body: Markup


File = tuple[str, bytes]
"""A finished file: its path on the site and its bytes."""


class Changed(Exception):  # noqa: N818  # says what happened
    """A file is not any more what it was when the bank was checked; the argument is its path."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """A finished file whose name holds a hash of its content, so that its bytes need not be made where there is one of that name."""

    path: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Part:
    """A few pages and files that are made together. Parts know nothing of each other, so any process may make any of them.

    `family` is what people call its like: time is told by it. `name` tells the part from all others, `key` is a digest of everything
    in the bank that it is made of: a part of the same name and key is the same.
    """

    family: str
    name: str
    key: Callable[[], bytes]
    make: Callable[[], Iterable[Framed | File | Addressed]]


DEPTHS: Mapping[str, int] = {"home": 0, "search": 1, "knowledge": 2, "practices": 4, "programs": 3, "regulation": 2, "schools": 4, "editors": 3}
"""Sections of the site, and how many folders below the root the deepest page that hangs in a frame of each lies."""


@dataclass(frozen=True)
class World:
    """What views look at: the bank, the settings, the theme's folder, and the addresses of things."""

    bank: Bank
    settings: Settings
    theme: Path
    root: Path
    work: Path | None = None  # the folder of caches, when they are used
    sums: Mapping[str, bytes] = field(default_factory=dict, repr=False)  # a hash of the bytes of each file by path, when they are used
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)  # ids of cards like each, where they are known
    kept: dict[tuple[object, ...], Markup] = field(default_factory=dict, repr=False, compare=False)  # pieces that many pages show, by all they depend on
    lately: dict[tuple[object, ...], Markup] = field(default_factory=dict, repr=False, compare=False)  # texts just made

    def edit_url(self, path: str) -> str | None:
        """Where the file of a record is edited, when the region has a repository."""
        repository = self.settings.repository
        return repository.edit.replace("{path}", path) if repository else None

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """Every facet with the cards of its values."""
        return facets(self.bank)

    def own(self, record: Shown) -> bytes:
        """16 bytes that tell a record from its former state; its name is part of it."""
        return sum_of(record.path.encode(), self.sums.get(record.path) or pack(record))

    def similar(self, card: Practice) -> tuple[Practice, ...]:
        """Cards like a given one, the most alike first."""
        known = self.alike.get(card.id)
        return self._likeness.similar(card) if known is None else tuple(self.bank.practice_by_id[name] for name in known)

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(self.bank)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Terms that texts may name."""
        return Lexicon(self.bank.glossary)

    @cached_property
    def card_lexicon(self) -> Lexicon:
        """Those of them that are worth a mark in a card."""
        return Lexicon(term for term in self.bank.glossary if not term.common)

    @cached_property
    def backlinks(self) -> Mapping[str, Backlinks]:
        """Who names which clause."""
        return backlinks(self.bank)

    @cached_property
    def listed(self) -> frozenset[tuple[str, str]]:
        """Fields and values of the facets that have listing pages."""
        return frozenset((facet.field, value.term.id) for facet in self.facets for value in facet.used)

    @cached_property
    def citation(self) -> str:
        """The end of every citation of the order."""
        return self.bank.document.cite if self.bank.document else "Положения"

    def absolute(self, url: str) -> str:
        """The full address of a page or file of the site."""
        return self.settings.url + url

    def clause_words(self, clause: Clause) -> tuple[str, str]:
        """How a text names a clause, short enough to read on: words of the link, and the whole of it for the tooltip."""
        return self.bank.page_clause(clause).cite.replace("п. ", "п.\u00a0"), f"{clause.cite}: {clause.heading}"

    def clause_url(self, clause: Clause) -> str:
        """Address of a clause: its own page, or its place on the page of the clause around it."""
        page = self.bank.page_clause(clause)
        return f"regulation/{page.id}/" if page.id == clause.id else f"regulation/{page.id}/#{clause.id}"


def practice_url(card: Practice) -> str:
    """Address of a card."""
    return f"practices/{card.id}/"


def facet_url(field_name: str, value: str) -> str:
    """Address of the listing of one value of a facet."""
    return f"practices/{field_name.replace('_', '-')}/{value}/"


def program_url(program: Program) -> str:
    """Address of a template."""
    return f"programs/{program.id}/"


def school_url(school: School) -> str:
    """Address of a school."""
    return f"schools/{school.id}/"


def embed_url(school: School) -> str:
    """Address of a school's embedded section."""
    return f"{EMBED}s/{school.id}/"


def embed_folders(world: World, school: School) -> Iterator[str]:
    """The folders a school's section lies in: that of its id and those of its former ids."""
    yield embed_url(school)
    yield from (f"{EMBED}s/{alias}/" for alias in school.aliases if alias not in world.bank.school_by_id)


def card_embed_url(card: str) -> str:
    """Address of the card of an id as other sites show it."""
    return f"{EMBED}p/{card}/"


def collection_url(collection: Collection) -> str:
    """Address of a collection."""
    return f"collections/{collection.id}/"


def page_url(page_id: str) -> str:
    """Address of a hand-written page."""
    return "" if page_id == "index" else page_id.removesuffix("index").rstrip("/") + "/"


def year_url(role: str = "", month: int = 0) -> str:
    """Address of the year of work: all of it, or that of a role; of a month in it."""
    return (f"year/{role}/" if role else "year/") + (f"#month-{month:02}" if month else "")


def question_url(question: Question) -> str:
    """Address of a question with its answer."""
    return f"faq/#q-{question.id}"


def event_url(event: Event) -> str:
    """Address of an event: its place in the list it belongs to."""
    return f"schools/{event.school}/#event-{event.id}" if event.school else f"events/#event-{event.id}"


def relative(here: str, target: str) -> str:
    """`target` (an address of the site) as a link from the page `here`; both without a leading slash.

    >>> relative("practices/a/", "regulation/p-5-1/#p-5-1-oo")
    '../../regulation/p-5-1/#p-5-1-oo'
    """
    path, mark, fragment = target.partition("#")
    if mark and path == here:
        return f"#{fragment}"
    return f"{root_of(here)}{path}{mark}{fragment}" or "./"


def root_of(url: str) -> str:
    """The prefix that leads from a page to the root of the site: «» or «../../»."""
    return "../" * url.count("/")
