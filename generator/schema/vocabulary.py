"""Controlled vocabularies: the values a field may take, with the words people use for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import msgspec


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a vocabulary. `source` is the id of the clause that names it."""

    id: str
    label: str
    short: str = ""
    definition: str = ""
    source: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()
    group: str = ""
    url: str = ""
    retired: bool = False

    @property
    def name(self) -> str:
        """The short name where there is one, else the label."""
        return self.short or self.label


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A list of terms; `name` is the file's name and what `x-vocabulary` refers to."""

    name: str
    title: str
    description: str
    terms: tuple[Term, ...]
    ordered: bool = False

    @cached_property
    def by_id(self) -> Mapping[str, Term]:
        """Terms by id."""
        return {term.id: term for term in self.terms}

    def __getitem__(self, term_id: str) -> Term:
        return self.by_id[term_id]


Vocabularies = Mapping[str, Vocabulary]


def read_vocabularies(values: Iterable[tuple[str, Mapping[str, Any]]]) -> Vocabularies:
    """Vocabularies from (name, values of the file); a file or term of the wrong shape is left out (it has its diagnostics)."""
    found: dict[str, Vocabulary] = {}
    for name, raw in values:
        terms = []
        for item in raw.get("terms") or ():
            try:
                terms.append(msgspec.convert(item, Term))
            except msgspec.ValidationError:
                continue
        title, description = raw.get("title"), raw.get("description")
        found[name] = Vocabulary(
            name=name,
            title=title if isinstance(title, str) else name,
            description=description if isinstance(description, str) else "",
            terms=tuple(terms),
            ordered=bool(raw.get("ordered")),
        )
    return found
