"""The records of a bank, frozen. Field names are those of `schema/*.yml`; dates are dates, lists are tuples.

Only records that passed their schema are made, so required fields need no defaults here.
"""

from __future__ import annotations

from datetime import date as Day  # noqa: N812  # many records have a field `date`

import msgspec

from generator.model.sections import Sections
from generator.schema.body import Section


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records."""


class Duration(Record, frozen=True):
    """A length of time; `unit` is hour, day, week, month or year."""

    value: int
    unit: str

    @property
    def months(self) -> float:
        """The same in months of 30 days."""
        return self.value * {"hour": 1 / 720, "day": 1 / 30, "week": 7 / 30, "month": 1.0, "year": 12.0}[self.unit]


class Effort(Record, frozen=True):
    """Hours a month."""

    mentor_hours_month: float
    mentee_hours_month: float


class Period(Record, frozen=True, rename={"start": "from", "end": "to"}):
    """When a practice ran; without `end` it still runs."""

    start: Day
    end: Day | None = None


class Coverage(Record, frozen=True):
    """How many people took part."""

    mentors: int
    mentees: int
    pairs: int = 0
    groups: int = 0


class Measure(Record, frozen=True):
    """One indicator before and after; `n` people or works were measured by `method`."""

    indicator: str
    before: float
    after: float
    unit: str
    n: int
    method: str
    date: Day


class Replica(Record, frozen=True):
    """An organisation that repeated a practice."""

    organization: str
    date: Day
    note: str = ""


class Attachment(Record, frozen=True):
    """A file that lies in the card's folder."""

    file: str
    title: str
    kind: str
    license: str


class Link(Record, frozen=True):
    """An address outside the bank."""

    url: str
    title: str
    checked_at: Day | None = None


class Award(Record, frozen=True):
    """A prize the practice got."""

    name: str
    year: int
    result: str
    url: str = ""


class Author(Record, frozen=True):
    """A public signature; a person's name needs `consent_ref`."""

    display: str
    role: str = ""
    consent_ref: str = ""


class Contact(Record, frozen=True):
    """Where to ask: a page, never a person's phone or box."""

    kind: str
    url: str


class Review(Record, frozen=True):
    """One expert's decision."""

    expert_role: str
    date: Day
    decision: str
    criteria: dict[str, int] = {}
    comment: str = ""


class Practice(Record, frozen=True):
    """A practice card. `path` is its file; `sections` is its body in order."""

    id: str
    path: str
    sections: Sections

    title: str
    summary: str
    origin: str
    education_level: tuple[str, ...]
    form: str
    kind: tuple[str, ...]
    mentee_group: tuple[str, ...]
    topic: tuple[str, ...]
    deficit: tuple[str, ...]
    duration: Duration
    risks: tuple[str, ...]
    basis: tuple[str, ...]
    evidence: int
    license: str
    status: str
    created: Day
    updated: Day
    review_by: Day
    keywords: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    organization: str = ""
    school_context: tuple[str, ...] = ()
    pair_model: str = ""
    work_direction: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    duration_reason: str = ""
    effort: Effort | None = None
    cost_level: int | None = None
    period: Period | None = None
    stage: str = ""
    coverage: Coverage | None = None
    indicators: tuple[Measure, ...] = ()
    replicated_in: tuple[Replica, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    templates: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    actors: tuple[str, ...] = ()
    level: str = ""
    awards: tuple[Award, ...] = ()
    authors: tuple[Author, ...] = ()
    contact: Contact | None = None
    consent_ref: str = ""
    review: tuple[Review, ...] = ()
    adapted_from: str = ""
    aliases: tuple[str, ...] = ()

    def section(self, section_id: str) -> Section | None:
        """The section of that id, if the card has it."""
        return next((section for section in self.sections if section.id == section_id), None)


class SchoolFile(Record, frozen=True):
    """A document or material of a school: `file` lies in its folder, or `url` leads to it. `size` is in KB."""

    title: str
    kind: str = ""
    number: str = ""
    date: Day | None = None
    file: str = ""
    url: str = ""
    format: str = ""
    size: int = 0
    signature: str = ""


class Shmo(Record, frozen=True):
    """The school's own association of mentors."""

    about: str
    members: int = 0
    plan: str = ""


class SchoolProgram(Record, frozen=True, rename={"start": "from", "end": "to"}):
    """A personalised programme, without names. `state` is planned, running or finished."""

    title: str
    topic: str
    start: Day
    state: str
    end: Day | None = None
    result: str = ""


class Pairs(Record, frozen=True):
    """How many people work on a topic; never below five."""

    topic: str
    count: int


class Observation(Record, frozen=True):
    """A figure of a school's monitoring."""

    indicator: str
    value: str
    n: int
    date: Day


class News(Record, frozen=True):
    """A news item of a school; `body` is Markdown."""

    id: str
    path: str
    school: str
    body: str
    body_line: int
    title: str
    date: Day
    summary: str = ""


class Event(Record, frozen=True):
    """An event of the region (`school` empty) or of one school."""

    id: str
    path: str
    school: str
    body: str
    body_line: int
    title: str
    summary: str
    kind: str
    date: Day
    end: Day | None = None
    time: str = ""
    place: str = ""
    url: str = ""
    organizer: str = ""
    audience: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    demo: bool = False

    @property
    def last(self) -> Day:
        """The last day."""
        return self.end or self.date


class School(Record, frozen=True):
    """A school and the content of its «Наставничество» section."""

    id: str
    path: str
    body: str
    body_line: int

    name_full: str
    name_short: str
    municipality: str
    type: str
    education_level: tuple[str, ...]
    site: str
    curator_page: str
    updated: Day
    demo: bool = False
    school_context: tuple[str, ...] = ()
    section_url: str = ""
    introduced: Day | None = None
    about: str = ""
    shmo: Shmo | None = None
    documents: tuple[SchoolFile, ...] = ()
    programs: tuple[SchoolProgram, ...] = ()
    pairs: tuple[Pairs, ...] = ()
    practices: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    materials: tuple[SchoolFile, ...] = ()
    monitoring: tuple[Observation, ...] = ()
    incentives: str = ""
    links: tuple[Link, ...] = ()
    closed: Day | None = None
    successor: str = ""
    aliases: tuple[str, ...] = ()

    def is_closed(self, today: Day) -> bool:
        """Whether the organisation is no more; a day ahead is a plan."""
        return self.closed is not None and self.closed <= today


class Pick(Record, frozen=True):
    """A practice in a collection and why it stands there."""

    practice: str
    why: str = ""


class Collection(Record, frozen=True):
    """Practices an editor put in an order for one task; `body` is Markdown that introduces them."""

    id: str
    path: str
    body: str
    body_line: int
    title: str
    summary: str
    practices: tuple[Pick, ...]
    updated: Day
    order: int = 999


class Page(Record, frozen=True):
    """A hand-written page; `id` is its path below content/ without the ending, `folder` its section."""

    id: str
    path: str
    body: str
    body_line: int
    title: str
    summary: str
    asked: tuple[str, ...] = ()
    menu: str = ""
    group: str = ""
    order: int = 999
    role: str = ""
    basis: tuple[str, ...] = ()
    updated: Day | None = None

    @property
    def folder(self) -> str:
        """The section of the menu; empty for the home page."""
        return self.id.rpartition("/")[0]
