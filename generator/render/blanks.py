"""The blanks of a template's document: lines to write on, lists to choose from, tables to fill in.

The same markup is printed empty and filled in by the reader's browser (`theme/assets/js/form`), which finds a blank by its key.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from generator.model.programs import Column, Field
from generator.render.site import World

SHORT = 16
"""Answers to choose from that take no more signs stand in a cell and are not broken."""
UPRIGHT = 7
"""Columns that an upright sheet has room for; a table with more is printed on a sheet laid across."""
EMPTY = 3
"""Rows of a table that says neither how many it has nor what they are called."""


def blank(world: World, field: Field) -> str:
    """A blank within a text."""
    key = f' data-key="{escape(field.key)}"'
    if field.type == "checkbox":
        return f'<span class="tick"{key}>☐</span>'
    if field.type == "choice":
        return f'<span class="blank"{key} title="{escape(field.label)}">{escape(_row(options(world, field)))}</span>'
    if field.type == "signature":
        return f'<span class="blank blank--sign" title="{escape(field.label)}">подпись</span>'
    long = " blank--long" if field.type == "longtext" else ""
    return f'<span class="blank{long}"{key}>{escape(field.label)}</span>'


def table(world: World, field: Field) -> str:
    """A table to fill in: its named rows, or as many empty ones as the template says."""
    named = lines(world, field)
    heads = _heads(world, field)
    cells = "".join(f"<td{_class(column)}>{escape(_cell(world, column))}</td>" for column in field.columns)
    widths = [*([' class="no"'] if field.numbered else []), *([' class="name"'] if named else []), *map(_class, field.columns)]
    rows = []
    for number, name in enumerate(named or [""] * (field.rows or EMPTY), 1):
        first = f'<td class="no">{number}</td>' if field.numbered else ""
        second = f'<th scope="row">{escape(name)}</th>' if named else ""
        rows.append(f"<tr>{first}{second}{cells}</tr>")
    head = "".join(f'<th scope="col"{width}>{escape(head)}</th>' for head, width in zip(heads, widths, strict=True))
    return (
        f'<div class="table" role="group" aria-label="{escape(field.label)}" tabindex="0"><table data-key="{escape(field.key)}">'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>\n"
    )


def is_wide(world: World, field: Field) -> bool:
    """Whether an upright sheet is too narrow for a table."""
    return len(_heads(world, field)) > UPRIGHT


def _heads(world: World, field: Field) -> Sequence[str]:
    first = ["№"] if field.numbered else []
    second = [field.lines_label] if lines(world, field) else []
    return (*first, *second, *(column.label for column in field.columns))


def lines(world: World, field: Field) -> Sequence[str]:
    """The names of a table's rows; none for a table of free rows."""
    return _names(world, field.lines_of) if field.lines_of else field.lines


def options(world: World, field: Field | Column) -> Sequence[str]:
    """What may be chosen."""
    return _names(world, field.vocabulary) if field.vocabulary else field.options


def _names(world: World, vocabulary: str) -> Sequence[str]:
    known = world.bank.vocabularies.get(vocabulary)
    return tuple(term.name for term in known.terms if not term.retired) if known else ()


def _class(column: Column) -> str:
    """How wide a column is: long words get room, ticks and dates take little and are not broken."""
    return {"longtext": ' class="long"', "date": ' class="day"', "checkbox": ' class="few"', "number": ' class="few"'}.get(column.type, "")


def _cell(world: World, column: Column) -> str:
    """What an empty cell says to the one who writes by hand."""
    if column.type == "checkbox":
        return "☐"
    row = " / ".join(options(world, column)) if column.type == "choice" else ""
    return _row(options(world, column)) if 0 < len(row) <= SHORT else ""


def _row(names: Sequence[str]) -> str:
    """Answers in a row; a short one («0 / 1 / 2 / 3») is not broken."""
    row = " / ".join(names)
    return row.replace(" ", "\u00a0") if len(row) <= SHORT else row
