"""Records of a programme template: its blanks, its tables, what they take from the bank, its versions."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812  # as in `records`

from generator.model.records import Record


class Column(Record, frozen=True):
    """A column of a table in a template; `required` counts in a row that holds anything. `vocabulary` names a list in place of `options`."""

    key: str
    label: str
    type: str
    hint: str = ""
    options: tuple[str, ...] = ()
    vocabulary: str = ""
    required: bool = False


class Field(Record, frozen=True):
    """A blank of a template. `pii` blanks are filled only at the reader's.

    The line of an `omit` blank without an answer is left out of a document that has answers. `after` and `required_after` name a field of dates. A table has `columns`, and either `rows` empty rows that may become more,
    or rows with given names: `lines`, or the terms of the vocabulary `lines_of`.
    """

    key: str
    label: str
    type: str
    required: bool
    pii: bool
    hint: str = ""
    options: tuple[str, ...] = ()
    omit: bool = False
    vocabulary: str = ""
    after: str = ""
    required_after: str = ""
    columns: tuple[Column, ...] = ()
    rows: int = 0
    lines: tuple[str, ...] = ()
    lines_of: str = ""
    lines_label: str = ""
    numbered: bool = False
    min_filled: int = 0


class Term(Record, frozen=True, rename={"start": "from", "end": "to"}):
    """For how many months a filled-in document may run; `start` and `end` name its fields of dates."""

    min_months: int
    max_months: int
    start: str = ""
    end: str = ""


class FromBank(Record, frozen=True):
    """How rows of a template's table are made of the steps of practices: `fill` says which of them goes to which column.

    Practices are looked for by the values of the facet; `chosen` («table.column») says where a reader has ticked them already.
    """

    table: str
    facet: str
    fill: dict[str, str]
    chosen: str = ""


class Version(Record, frozen=True):
    """One version of a template."""

    version: str
    date: Day
    what: str


class Program(Record, frozen=True):
    """A programme template: a document with blanks `{{key}}`."""

    id: str
    path: str
    body: str
    body_line: int

    title: str
    summary: str
    kind: str
    basis: tuple[str, ...]
    version: str
    filled_by: tuple[str, ...]
    fields: tuple[Field, ...]
    status: str
    created: Day
    updated: Day
    review_by: Day
    asked: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    order: int = 999
    term: Term | None = None
    from_bank: FromBank | None = None
    history: tuple[Version, ...] = ()
    aliases: tuple[str, ...] = ()
