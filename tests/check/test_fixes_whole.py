"""`check --fix` as a whole: what it mends stays mended, what it need not touch stays, and no text gets another meaning."""

from __future__ import annotations

import errno
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.checker import CheckRequest, apply_fixes, mended
from generator.diagnostics import Diagnostic, Severity
from generator.load import Source
from generator.load.source import parse_source
from generator.load.walk import classify
from generator.settings import FILE
from tests.check.faults import BANK, FILES, Fault, all_faults
from tests.check.warm import TODAY, checked, warmed
from tests.sites import ROOT

EVERY = 11
SHIPPED = tuple(sorted(path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("practices/*/index.md"), *ROOT.glob("content/programs/*/index.md"))))


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bank of the faults."""
    return warmed(BANK, tmp_path_factory.mktemp("fixes") / "bank")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bank that the program comes with."""
    return warmed(ROOT, tmp_path_factory.mktemp("fixes") / "shipped")


def fix(bank: Path, path: str, data: bytes) -> bytes:
    """What `--fix` makes of a text."""
    return mended(bank, CheckRequest(TODAY, instead={path: data})).get(path, data)


# What hides what: a text that cannot be read, a value of the wrong type, a record that is not what its schema wants.
TYPES = ("F103", "F111")


def stage(rule: str) -> int:
    """How early a rule looks: what it finds may hide the faults that later ones would find."""
    return 0 if rule.startswith("F0") else 1 if rule in TYPES else 2 if rule.startswith(("F1", "P00")) else 3


def errors(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The errors among them."""
    return [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]


def untouched(text: str, found: Iterable[Diagnostic]) -> list[str]:
    """The lines of a text that no fix speaks of."""
    spans = [edit.place for diagnostic in found if diagnostic.fix for edit in diagnostic.fix.edits]
    touched = {line for place in spans for line in range(place.line, place.end[0] + 1)}
    return [line for number, line in enumerate(text.split("\n"), 1) if number not in touched]


def holds(lines: Iterable[str], wanted: Iterable[str]) -> bool:
    """True when all `wanted` are among the lines, in their order."""
    rest = iter(lines)
    return all(line in rest for line in wanted)


def worse(fault: Fault, before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> list[str]:
    """Errors that a fix made: those that nothing had hidden."""
    known = {diagnostic.rule for diagnostic in errors(before)}
    first = min((stage(diagnostic.rule) for diagnostic in before if diagnostic.fix), default=9)
    return [f"{fault.path}: {fault.name}: {item.rule} {item.message}" for item in errors(after) if item.rule not in known and stage(item.rule) <= first]


def test_faults_are_mended_without_harm(bank: Path) -> None:
    """Of every eleventh fault: no error that was not there or hidden, nothing left for a second run, other lines as they were."""
    harmed = []
    for fault in list(all_faults())[::EVERY]:
        data = fault.text.encode()
        before = checked(bank, fault.path, data)
        if not any(diagnostic.fix for diagnostic in before):
            continue
        new = fix(bank, fault.path, data)
        harmed += worse(fault, before, checked(bank, fault.path, new))
        if new == data or fix(bank, fault.path, new) != new:
            harmed.append(f"{fault.path}: {fault.name}: исправляется не за один раз")
        if "\r" not in fault.text and not holds(new.decode().split("\n"), untouched(fault.text.removeprefix("\ufeff"), before)):
            harmed.append(f"{fault.path}: {fault.name}: задеты чужие строки")
    assert not harmed, "\n".join(harmed)


def test_several_rounds_are_one_fix(bank: Path) -> None:
    """A fault that another one hid is mended in the same run, and `--diff` would show it."""
    path = "practices/metod/index.md"
    good = (BANK / path).read_text(encoding="utf-8")
    new = fix(bank, path, good.replace("\nbasis: [", '\nbasis: "[').encode())
    assert new.decode() == good


def test_settings_and_cards_in_one_run(tmp_path: Path) -> None:
    """Settings that could not be read hid the cards; one run mends both, the next nothing."""
    root, request = warmed(BANK, tmp_path / "bank"), CheckRequest(TODAY)
    spoilt = {FILE: ("\nname: ", "\nname:"), "practices/metod/index.md": ("\ncreated: ", "\ncreated:")}
    for path, (old, new) in spoilt.items():
        text = (root / path).read_text(encoding="utf-8")
        assert old in f"\n{text}"
        (root / path).write_text(f"\n{text}".replace(old, new, 1)[1:], encoding="utf-8")
    assert sorted(apply_fixes(root, request)) == sorted(spoilt)
    assert not apply_fixes(root, request)
    assert {path: (root / path).read_bytes() for path in spoilt} == {path: (BANK / path).read_bytes() for path in spoilt}


def test_disk_that_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a file cannot be replaced it stays as it was, the error names it, and nothing is left beside it."""
    root, path = warmed(BANK, tmp_path / "bank"), "practices/metod/index.md"
    data = (BANK / path).read_bytes().replace(b"\ncreated: ", b"\ncreated:")
    (root / path).write_bytes(data)
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
    with pytest.raises(OSError, match="full") as refused:
        apply_fixes(root, CheckRequest(TODAY))
    assert refused.value.filename == str(root / path)
    assert (root / path).read_bytes() == data
    assert not list((root / path).parent.glob(".*"))


# Variations of a good file that mean the same. Each takes the source and a number that says where.

_PLAIN = re.compile(r"[a-z_]+: (?![\"'>|\[{&*!%@`#-])[^#\"'\\]+\Z")
_LIST = re.compile(r"([a-z_]+): \[([^\[\]{}\"']+)\]\Z")


def front(lines: list[str]) -> range:
    """The lines of the fields."""
    return range(1, lines.index("---", 1)) if lines[0] == "---" else range(len(lines))


def tops(lines: list[str]) -> list[int]:
    """The lines on which a field of the highest level begins."""
    return [number for number in front(lines) if re.match(r"[a-z_]+:", lines[number])]


def quoted(lines: list[str], number: int) -> None:
    """A value of one line in quotes of either kind."""
    plain = [row for row in tops(lines) if _PLAIN.match(lines[row]) and isinstance(_value(lines[row]), str)]
    if plain:
        row = plain[number % len(plain)]
        key, _, value = lines[row].rstrip().partition(": ")
        lines[row] = f"{key}: {json.dumps(value, ensure_ascii=False) if number % 2 else repr(value)}"


def _value(line: str) -> object:
    source = parse_source(classify("content/vocabulary/a.yml"), line.encode())[0]
    return next(iter(source.values.values())) if source else None


def blocked(lines: list[str], number: int) -> None:
    """A list in brackets as a list with a dash a line."""
    lists = [row for row in tops(lines) if _LIST.match(lines[row])]
    if lists:
        row = lists[number % len(lists)]
        match = _LIST.match(lines[row])
        assert match
        lines[row : row + 1] = [f"{match[1]}:", *(f"{'  ' * (number % 2)}- {item.strip()}" for item in match[2].split(","))]


def remarked(lines: list[str], number: int) -> None:
    """A remark above a field."""
    rows = tops(lines)
    lines.insert(rows[number % len(rows)], f"# заметка {number}: «так», - и «эдак»  ")


def parted(lines: list[str], number: int) -> None:
    """A blank line above a field."""
    rows = tops(lines)
    lines.insert(rows[number % len(rows)], "")


def trailing(lines: list[str], number: int) -> None:
    """Blanks at the end of a line with one value."""
    rows = [row for row in tops(lines) if _PLAIN.match(lines[row])]
    if rows:
        lines[rows[number % len(rows)]] += " " * (1 + number % 3)


def slipped(old: str, new: str) -> Callable[[list[str], int], None]:
    """A typographic slip in the text below the fields."""

    def slip(lines: list[str], number: int) -> None:
        rows = [row for row in range(front(lines).stop + 1, len(lines)) if old in lines[row] and "`" not in lines[row]]
        if rows:
            row = rows[number % len(rows)]
            lines[row] = lines[row].replace(old, new, 1)

    return slip


VARIATIONS = (
    quoted, blocked, remarked, parted, trailing,
    slipped(" – ", " - "), slipped(" – ", " — "), slipped(" ", "  "), slipped("«", '"'), slipped("»", '"'), slipped(", ", " , "), slipped("т. ", "т."),
    slipped("(", "( "), slipped(". ", ".  "), slipped("–", "--"), slipped(" и ", "\tи "), slipped(".", "..."),
)  # fmt: skip
_IGNORED = re.compile(r"[\s«»\"„“”'‘’\-–—.…]+")


def bare(value: object) -> object:
    """A value without what typography may change."""
    match value:
        case dict():
            return {key: bare(item) for key, item in value.items()}
        case list():
            return [bare(item) for item in value]
        case str():
            return _IGNORED.sub("", value)
    return value


def read(path: str, data: bytes) -> Source:
    """The file as the program reads it."""
    source, _ = parse_source(classify(path), data)
    assert source
    return source


def keeps_its_meaning(bank: Path, path: str, good: bytes, changes: list[tuple[Callable[[list[str], int], None], int]], ends: str) -> None:
    """A good file varied and mended reads as it did, and its remarks are there."""
    lines = good.decode().split("\n")
    for change, number in changes:
        change(lines, number)
    data = ends.join(lines).encode()
    varied, new = read(path, data), fix(bank, path, data)
    after = read(path, new)
    assert varied.values == read(path, good).values
    assert bare(after.values) == bare(varied.values)
    assert bare(after.body) == bare(varied.body)
    assert [line for line in after.text.split("\n") if line.startswith("# заметка")] == [line for line in lines if line.startswith("# заметка")]
    assert fix(bank, path, new) == new


CHANGES = st.lists(st.tuples(st.sampled_from(VARIATIONS), st.integers(0, 99)), max_size=5)
ENDS = st.sampled_from(["\n", "\n", "\r\n"])


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([path for path in FILES if path.endswith(".md")]), CHANGES, ENDS)
def test_meaning_of_good_files(bank: Path, path: str, changes: list[tuple[Callable[[list[str], int], None], int]], ends: str) -> None:
    """Quotes, lists, remarks, blanks and slips of typography in a good file change nothing of what it says."""
    keeps_its_meaning(bank, path, (BANK / path).read_bytes(), changes, ends)


@settings(max_examples=16, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(SHIPPED), CHANGES, ENDS)
def test_meaning_of_shipped_files(shipped: Path, path: str, changes: list[tuple[Callable[[list[str], int], None], int]], ends: str) -> None:
    """The same for the cards and templates that the program comes with."""
    keeps_its_meaning(shipped, path, (ROOT / path).read_bytes(), changes, ends)
