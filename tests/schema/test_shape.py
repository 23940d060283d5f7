"""Fields are checked against the schema; what the schema lets through a record can hold."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.load.marked_yaml import Spans
from generator.load.source import Source, parse_source
from generator.load.walk import LAYOUT, Entry, classify
from generator.schema import kind, kinds
from generator.schema.mend import is_date
from generator.schema.shape import Shape, is_uri
from tests.sites import TODAY, check_folder, replaced

CARD = "practices/primer/index.md"


def test_every_kind_of_file_has_its_schema() -> None:
    """What the layout names can be checked, and no schema is without its files (`site` is site_config.yml)."""
    assert {name for _, name in LAYOUT} | {"site"} == {item.name for item in kinds()}


@pytest.mark.parametrize("name", [item.name for item in kinds()])
def test_schema_is_described(name: str) -> None:
    """Every field has a Russian title; every top-level field says what it is and shows an example; nothing unknown is let through."""
    schema = kind(name).document
    assert schema["additionalProperties"] is False
    for field in schema["properties"]:
        spec = kind(name).at((field,))
        assert spec["title"][0].isupper(), field
        assert spec["description"], field
        assert "examples" in spec, field
    assert set(schema["required"]) <= set(schema["properties"])


@pytest.mark.parametrize("name", [item.name for item in kinds()])
def test_examples_fit_their_own_schema(name: str) -> None:
    """An example a person copies is never wrong."""
    from datetime import date

    from generator.diagnostics import Severity

    def plain(value: object) -> object:
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, list):
            return [plain(item) for item in value]
        return {key: plain(item) for key, item in value.items()} if isinstance(value, dict) else value

    shape = Shape(kind(name), {})
    for field in kind(name).document["properties"]:
        for example in kind(name).at((field,))["examples"]:
            source = Source(Entry("f", name, "f"), {field: plain(example)}, Spans("f"))
            found = [item for item in shape.check(source) if item.rule not in ("F101", "F110") and item.severity is Severity.ERROR]
            assert found == [], (field, found)


def extremes() -> list[tuple[str, str, str]]:
    """Values at the edge of what the schema allows, or past it: file, what stands there, what is put in its place."""
    school = "content/schools/primer/index.md"
    event = "content/events/2027-02-10-seminar.md"
    return [
        (CARD, "evidence: 0", "evidence: 0.0"),
        (CARD, "duration: {value: 6, unit: month}", "duration: {value: 6.0, unit: month}"),
        (CARD, "duration: {value: 6, unit: month}", "duration: {value: 1e999, unit: month}"),
        (CARD, "updated: 2026-11-01", "updated: 9999-12-31"),
        (CARD, "review_by: 2028-11-01", "review_by: 9999-12-31"),
        (CARD, "created: 2026-11-01", "created: 0001-01-01"),
        (CARD, "title: Взаимопосещение уроков с одним вопросом", "title: true"),
        (CARD, "title: Взаимопосещение уроков с одним вопросом", "title: {a: 1}"),
        (CARD, "topic: [metodika]", "topic: metodika"),
        (CARD, "topic: [metodika]", "topic: [[metodika]]"),
        (CARD, "topic: [metodika]", "topic: [null]"),
        (CARD, "topic: [metodika]", "topic: {metodika: 1}"),
        (CARD, "origin: methodical", "origin: [methodical]"),
        (CARD, "origin: methodical", "origin: null"),
        (CARD, "license: cc-by-4.0", "license: 4.0"),
        (CARD, "status: published", "status: [published]"),
        (CARD, "status: published", "aliases: [a, a, 1, null, {}]\nstatus: published"),
        (CARD, "status: published", 'aliases: ["staroe-imya\\n"]\nstatus: published'),
        (CARD, "status: published", "effort: {mentor_hours_month: 1e999, mentee_hours_month: .1}\nstatus: published"),
        (CARD, "status: published", "attachments: [{file: ..pdf, title: Лист урока, kind: metodika, license: cc-by-4.0}]\nstatus: published"),
        (CARD, "status: published", "links: [{url: 'https://[', title: Описание, checked_at: 2026-01-01}]\nstatus: published"),
        (CARD, "status: published", "links: [{url: 'https://a.example:x/', title: Описание, checked_at: 2026-01-01}]\nstatus: published"),
        (school, "updated: 2026-11-01", "updated: 9999-12-31"),
        (school, "updated: 2026-11-01", "updated: 0001-01-01"),
        (school, "{topic: metodika, count: 6}", "{topic: metodika, count: 9999999999999999999}"),
        (school, "{topic: metodika, count: 6}", "{topic: metodika, count: 6.0}"),
        (event, "date: 2027-02-10\nend: 2027-02-11", "date: 9999-12-31"),
        (event, "date: 2027-02-10\nend: 2027-02-11", "date: 0001-01-01"),
        (event, "title: Семинар", "title: 12\nСеминар: Семинар"),
        ("content/vocabulary/topics.yml", "  - id: metodika", "  - id: 5"),
        ("content/vocabulary/topics.yml", "terms:", "terms: [1, null, {}]\nother:"),
        ("content/vocabulary/topics.yml", "terms:", "terms: null\nother:"),
        ("content/regulation/1.yml", "parent: p-1", "parent: p-1-1"),
        ("content/regulation/1.yml", "clauses:", "clauses: {}\nother:"),
        ("content/glossary/terms.yml", "terms:", "terms: нет\nother:"),
        ("site_config.yml", "review_months: 24", "review_months: 24.0"),
        ("site_config.yml", "menu:", "menu: нет\nother:"),
    ]


@pytest.mark.parametrize(("path", "old", "new"), extremes(), ids=[f"{new[:40]}" for _, _, new in extremes()])
def test_edge_is_told_of_or_built(path: str, old: str, new: str, bank: Callable[[str], Path], tmp_path: Path) -> None:
    """Any value gives diagnostics or a site, never an exception."""
    from tests.sites import build

    root = bank("minimal")
    replaced(root / path, {old: new})
    found = check_folder(root, TODAY)
    built = build(root, tmp_path / "site")
    assert built.done or found, "the check was silent and the build failed"


SIMPLE = (
    st.none()
    | st.booleans()
    | st.integers(-3, 70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12)
    | st.sampled_from(["2026-11-01", "metodika", "reported", "https://a.example/"])
)
VALUES = st.recursive(
    SIMPLE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["value", "unit", "file", "url", "title", "date", "x"]), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("name", [item.name for item in kinds()])
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40, deadline=None)
@given(data=st.data())
def test_any_values_are_explained(name: str, data: st.DataObject) -> None:
    """Whatever stands in the fields, every fault gets a Russian sentence: no keyword of the schema is without its words."""
    from generator.load.fences import document

    fields = sorted(kind(name).document["properties"])
    values = data.draw(st.dictionaries(st.sampled_from([*fields, "чужое"]), VALUES, max_size=5))
    source, _ = parse_source(classify("content/schools/a/news/b.md"), document(values, ""))
    if source is not None:
        for item in Shape(kind(name), {}).check(source):
            assert item.message
            assert item.hint


@cache
def shape_of(name: str) -> Shape:
    """The checker of a kind without vocabularies."""
    return Shape(kind(name), {})


@cache
def oracle(name: str) -> Any:
    """Another validator with our meaning of integers, patterns and formats, to judge ours by."""
    from jsonschema import Draft202012Validator, FormatChecker, validators
    from jsonschema.exceptions import ValidationError

    def pattern(_: object, wanted: str, value: object, __: object) -> Iterator[ValidationError]:
        if isinstance(value, str) and not re.search(re.sub(r"(?<!\\)\$\Z", r"\\Z", wanted), value, re.ASCII):
            yield ValidationError("pattern")

    formats = FormatChecker(formats=())
    formats.checks("date")(lambda value: not isinstance(value, str) or is_date(value))
    formats.checks("uri")(lambda value: not isinstance(value, str) or is_uri(value))
    types = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool))
    made = validators.extend(Draft202012Validator, {"pattern": pattern}, type_checker=types)
    return made(kind(name).document, format_checker=formats)


NEAR = VALUES | st.sampled_from(
    [
        6,
        6.0,
        0,
        1.0,
        True,
        10**19,
        "1.0",
        "\u0661.\u0660",
        "a\n",
        "staroe-imya\n",
        "https://a.example/ b",
        "https://a.example\n",
        "2026-11-01\n",
        "15:00\n",
        "\x00",
    ]
)


@pytest.mark.parametrize("name", [item.name for item in kinds()])
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(data=st.data())
def test_two_validators_agree(name: str, data: st.DataObject) -> None:
    """A record is valid for us when it is for another validator; where it is not, there is something said of it."""
    document = kind(name).document
    fields = sorted(document["properties"])
    examples = {field: kind(name).at((field,))["examples"][0] for field in document["required"]}
    values = examples | data.draw(st.dictionaries(st.sampled_from([*fields, "чужое"]), NEAR, max_size=2))
    values = json.loads(json.dumps(values, default=str))
    valid = oracle(name).is_valid(values)
    assert bool(shape_of(name).check(Source(Entry("f", name, "f"), values, Spans("f")))) is not valid
