"""YAML is read as YAML 1.2 core says, and every value knows its place."""

from __future__ import annotations

import math
import re

import frontmatter
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.diagnostics import Severity
from generator.load.fences import CardHandler, Unreadable, document
from generator.load.marked_yaml import read_yaml
from generator.load.source import parse_source
from generator.load.walk import classify


def value_of(text: str) -> object:
    """The value of `x` in a one-line document."""
    value, _, found = read_yaml("f", f"x: {text}")
    assert isinstance(value, dict), found
    return value["x"]


@pytest.mark.parametrize(
    "text", ["да", "нет", "yes", "no", "on", "off", "y", "n", "Yes", "NO", "12:30", "1_000", "010", "2026-11-22", "1.2.3", "=", "№ 5", "10%"]
)
def test_stays_text(text: str) -> None:
    """What only YAML 1.1 turns into something else stays the text that was written."""
    assert value_of(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True), ("True", True), ("FALSE", False), ("null", None), ("~", None), ("", None), ("0", 0), ("-7", -7), ("+3", 3), ("12", 12),
        ("2.5", 2.5), ("-0.5", -0.5), ("1e3", 1000.0), (".5", 0.5), ("[]", []), ("{}", {}), ("[a, 1, да]", ["a", 1, "да"]), ("{a: {b: c}}", {"a": {"b": "c"}}),
        ('"12"', "12"), ("'true'", "true"), ('"~"', "~"), ('"a\\nb"', "a\nb"), ("'it''s'", "it's"),
    ],
)  # fmt: skip
def test_core_value(text: str, value: object) -> None:
    """Numbers, booleans, null, lists and groups of YAML 1.2 core; a quoted value is always text."""
    assert value_of(text) == value
    assert type(value_of(text)) is type(value)


@pytest.mark.parametrize("text", ["1e999", "-1e400", "1e309"])
def test_number_is_finite(text: str) -> None:
    """A number too large to hold never becomes an infinity, which JSON cannot say."""
    value = value_of(text)
    assert not isinstance(value, float) or math.isfinite(value)


@pytest.mark.parametrize("text", ["12:30", "yes", "1_000", "010", "no"])
def test_trap_is_told_of_and_mended(text: str) -> None:
    """A value that older programs read otherwise is a warning, and its mending is to put it in quotes."""
    _, _, found = read_yaml("f", f"x: {text}")
    assert [(item.rule, item.severity) for item in found] == [("F010", Severity.WARNING)]
    assert found[0].fix
    assert [edit.text for edit in found[0].fix.edits] == [f'"{text}"']


def test_blocks_keep_their_lines() -> None:
    """Literal blocks keep line breaks, folded ones join them, both as text."""
    value, _, found = read_yaml("f", "a: |\n  раз\n  два\nb: >-\n  три\n  четыре\nc: |-\n  12\n")
    assert value == {"a": "раз\nдва\n", "b": "три четыре", "c": "12"}
    assert not found


def test_spans_of_keys_and_values() -> None:
    """Keys and values point at their own characters, counted from one, through Cyrillic and emoji alike."""
    _, spans, _ = read_yaml("f", "имя: 🙂 значение\nсписок:\n  - один\n  - {ключ: два}\n", first_line=2)
    assert (spans.key(("имя",)).line, spans.key(("имя",)).column, spans.key(("имя",)).end) == (2, 1, (2, 4))
    assert (spans.of(("имя",)).column, spans.of(("имя",)).end) == (6, (2, 16))
    assert (spans.of(("список", 0)).line, spans.of(("список", 0)).column) == (4, 5)
    assert (spans.of(("список", 1, "ключ")).line, spans.of(("список", 1, "ключ")).column) == (5, 12)
    assert spans.of(("список", 7, "нет")) == spans.of(("список",))


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\u0085"])
def test_line_separators_are_no_line_ends(sign: str) -> None:
    """Signs that come from Word and that no editor shows as a new line do not move the places below them (YAML 1.2.2, §5.4)."""
    _, spans, found = read_yaml("f", f'first: "раз{sign}два"\nsecond: три\n')
    assert not found
    assert spans.of(("second",)).line == 2


def test_line_separator_does_not_end_a_value() -> None:
    """A value goes on after such a sign: what follows is not taken for another field."""
    value, _, found = read_yaml("f", "first: раз\u2028два\nsecond: три\n")
    assert not found
    assert value == {"first": "раз\u2028два", "second": "три"}


def test_duplicate_key_is_told_of_with_both_places() -> None:
    """The second of two equal keys is an error that names the line of the first."""
    _, _, found = read_yaml("f", "a: 1\nb: 2\na: 3\n")
    assert [(item.rule, item.place.line) for item in found] == [("F008", 3)]
    assert "в строке 1" in found[0].message


@pytest.mark.parametrize("text", ["x: &a 1", "x: *a", "x: !!str 1", "x: !own 1", "&a x: 1", "<<: *a", "x: !!python/object:os.system []"])
def test_magic_is_refused(text: str) -> None:
    """Anchors, aliases and tags are refused before they cost or do anything."""
    value, _, found = read_yaml("f", text)
    assert value is None
    assert found[-1].rule == "F011"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_depth_is_capped(opening: str) -> None:
    """A value may nest twenty levels; five thousand are refused without being built."""
    value, _, found = read_yaml("f", "x: " + opening * 5000 if opening != "- " else opening * 5000 + "x")
    assert value is None
    assert found[-1].rule in ("F015", "F007")


@pytest.mark.parametrize(
    "text", ["a: [", "a: }", "a: 'b", 'a: "\\q"', "a:\n\t- b", "a: b: c", "? [a]\n: b", "- a\nb: c", "@a", "a: %b", "a: `b`", "{a: b", "---\na: 1\n---\nb: 2"]
)
def test_broken_yaml_is_a_sentence(text: str) -> None:
    """Whatever is broken gives an error inside the text, in words, with a hint."""
    _, _, found = read_yaml("f", text, first_line=3)
    assert found[-1].severity is Severity.ERROR
    assert found[-1].hint
    assert 3 <= found[-1].place.line <= 3 + text.count("\n") + 1


NEWS = classify("content/schools/a/news/b.md")
WORDS = classify("content/vocabulary/topics.yml")


@given(st.binary(max_size=2000))
def test_any_bytes_give_a_source_or_an_error(data: bytes) -> None:
    """Whatever a file holds, reading it gives a Source or at least one error, never an exception."""
    for entry in (NEWS, WORDS):
        source, found = parse_source(entry, data)
        assert source is not None or any(item.severity is Severity.ERROR for item in found)


YAMLISH = st.text(st.sampled_from(list("abя:-[]{}\"'\n\n  \t#|>&*!%@`,?~0123456789._eё🙂\u2028\u0085\ufeff\ud7ff\x00\x1b")), max_size=200)


@given(YAMLISH)
def test_any_text_gives_a_source_or_an_error(text: str) -> None:
    """The same for texts that look like YAML, between fences; every place is inside the file."""
    whole = f"---\n{text}\n---\n\nтекст\n"
    source, found = parse_source(NEWS, whole.encode())
    assert source is not None or any(item.severity is Severity.ERROR for item in found)
    for item in found:
        assert 1 <= item.place.line <= whole.count("\n") + 1


KEYS = st.text(st.sampled_from("abzабяё_-019 :#"), min_size=1, max_size=30)
TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn"), whitelist_characters="\n\t", blacklist_characters="\ufffe\uffff"), max_size=200)


@given(st.dictionaries(KEYS, TEXTS | st.integers(-(10**15), 10**15) | st.booleans() | st.none() | st.lists(TEXTS, max_size=4), min_size=1, max_size=6), TEXTS)
def test_what_is_written_reads_back(values: dict[str, object], body: str) -> None:
    """A file written by `document` reads back as the values and the text that were put in."""
    assume(not re.match(r"[a-z][a-z_]+:", body.lstrip()))  # a field below its fence is read as a field, and told of
    source, found = parse_source(NEWS, document(values, body))
    assert source is not None, found
    assert source.values == values
    assert source.body.strip("\n") == body.strip("\n")


@pytest.mark.parametrize("value", ["08", "0o7", "0x1F", "1e3", "09:30", "x\u00a0", "-", "", " a ", "да", "null", "2026-11-22", "№ 1: «а»", "# а", "a\n\nb\n"])
def test_text_reads_back_as_the_same_text(value: str) -> None:
    """Texts that look like something else, or end with a sign nobody sees, are written so that they come back."""
    source, found = parse_source(NEWS, document({"title": value}, ""))
    assert source is not None, found
    assert source.values == {"title": value}


@given(st.dictionaries(KEYS, TEXTS, min_size=1, max_size=5))
def test_frontmatter_with_our_handler_agrees(values: dict[str, str]) -> None:
    """python-frontmatter reads what it wrote through our handler."""
    text = frontmatter.dumps(frontmatter.Post("текст", CardHandler(), **{f"k{key}": value for key, value in values.items()}))
    assert frontmatter.loads(text, handler=CardHandler()).metadata == {f"k{key}": value for key, value in values.items()}


@pytest.mark.parametrize("text", ["нет полей вовсе", "---\n- список\n---\nтекст", "---\na: 1\nтекст без конца", "\ufeff---\na: 1\na: 2"])
def test_frontmatter_never_loses_silently(text: str) -> None:
    """Where python-frontmatter alone would answer with an empty dictionary, ours raises an error in words."""
    with pytest.raises(Unreadable, match=r"[а-яё]"):
        frontmatter.loads(text, handler=CardHandler())
