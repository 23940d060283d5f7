"""Checks a record's fields against its schema.

One validator judges and finds: a valid record costs one call; of any other it names the faults, and `explain` turns
each into a diagnostic with Russian words, a place and, where it is sure, a fix.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import jsonschema_rs

from generator.diagnostics import Diagnostic
from generator.load import Source
from generator.patterns import late
from generator.schema.explain import explain
from generator.schema.kinds import Kind, Schema
from generator.schema.mend import is_date
from generator.schema.view import Fault, View
from generator.schema.vocabulary import Vocabularies

WHOLE = "x-whole"
MOST_FAULTS = 200  # explained in one file: nobody mends more before looking again
MOST_ITEMS = 5_000  # of one list or mapping explained, unless all of these are right
_NO_ADDRESS = late(r"[\s<>\"|\\^`]")


def is_uri(value: str) -> bool:
    """True for an absolute address without spaces; `{path}` may stand in it."""
    try:
        parts = urlsplit(value)
        return bool(parts.scheme and (parts.port is None or parts.port)) and not _NO_ADDRESS.search(value)
    except ValueError:
        return False


class _Whole:
    """The keyword `x-whole`: an integer as it is written; 6.0 is none, whatever JSON Schema (Validation, §6.1.1) says."""

    def __init__(self, parent_schema: Schema, value: Any, schema_path: list[str | int]) -> None:
        pass

    def validate(self, instance: Any) -> None:
        """Refuses a number written with a point."""
        if isinstance(instance, float):
            raise ValueError("not written as an integer")  # any error will do, and its words are not shown


class Shape:
    """The checker of one kind; made once a run, because compiling a schema costs more than using it."""

    def __init__(self, kind: Kind, vocabularies: Vocabularies) -> None:
        self.kind, self.vocabularies = kind, vocabularies
        self.document = kind.with_vocabularies(vocabularies)
        self._judge = jsonschema_rs.Draft202012Validator(
            _with_whole(self.document), validate_formats=True, formats={"date": is_date, "uri": is_uri}, keywords={WHOLE: _Whole}, offline=True
        )

    def check(self, source: Source) -> list[Diagnostic]:
        """Every fault of a record's fields; of very many, the first."""
        if self._judge.is_valid(source.values):
            return []
        faults = list(self._faults(source.values, _clipped(source.values))) or list(self._faults(source.values, source.values))
        return explain(View(self.kind, self.vocabularies, source), faults)

    def _faults(self, values: Mapping[str, Any], looked_at: Mapping[str, Any]) -> Iterator[Fault]:
        for number, error in enumerate(self._judge.iter_errors(looked_at)):
            if number == MOST_FAULTS:
                return
            *above, keyword = error.schema_path
            schema = _walk(self.document, above)
            wanted = schema.get(keyword)
            path = tuple(error.instance_path)
            if keyword == "required":
                wanted = [error.kind.value]
            elif keyword == WHOLE:
                keyword, wanted = "type", "integer"
            yield Fault(str(keyword), wanted, _walk(values, path), schema, path, self._because(error.evaluation_path))

    def _because(self, steps: list[str | int]) -> str:
        """The reason a conditional part of the schema gives, as a sentence to put in front."""
        if len(steps) > 1 and steps[0] == "allOf":
            return str(self.kind.document["allOf"][steps[1]].get("x-because", "")) + " "
        return ""


def _walk(node: Any, path: list[str | int] | tuple[str | int, ...]) -> Any:
    for part in path:
        node = node[part]
    return node


def _with_whole(document: Schema) -> Schema:
    """The schema in which every integer is one as written."""
    document = copy.deepcopy(document)
    stack: list[Any] = [document]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if node.get("type") == "integer":
                node[WHOLE] = True
            stack += node.values()
        elif isinstance(node, list):
            stack += node
    return document


def _clipped(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with the ends of immense lists and mappings left out: each fault found costs a copy of what it is found in."""
    short = dict(list(values.items())[:MOST_ITEMS]) if len(values) > MOST_ITEMS else dict(values)
    for key, value in short.items():
        if isinstance(value, list) and len(value) > MOST_ITEMS:
            short[key] = value[:MOST_ITEMS]
        elif isinstance(value, dict) and len(value) > MOST_ITEMS:
            short[key] = dict(list(value.items())[:MOST_ITEMS])
    return short
