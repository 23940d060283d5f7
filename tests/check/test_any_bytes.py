"""Whatever bytes lie at any path of a bank, checking it gives diagnostics that an editor can be shown, and never an exception."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic, Severity
from generator.diagnostics.diagnostic import Edit, Place
from generator.load.decode import decode
from generator.settings import FILE
from generator.survey import check_bank
from tests.check.faults import BANK
from tests.check.warm import TODAY, checked, warmed
from tests.sample_files import docx, healthy, jpeg, tiff

# Every kind of file: where it may lie, and a good one.
PATHS = (
    "practices/metod/index.md", "practices/opyt-a/index.md", "practices/novaya/index.md", "content/programs/programma/index.md",
    "content/schools/organizaciya-a/index.md", "content/schools/organizaciya-a/news/2026-10-12-uroki.md", "content/events/2027-02-10-seminar.md",
    "content/schools/organizaciya-a/events/2026-12-03-krug.md", "content/vocabulary/topics.yml", "content/vocabulary/municipalities.yml",
    "content/regulation/1.yml", "content/regulation/acts.yml", "content/regulation/document.yml", "content/glossary/terms.yml",
    "content/knowledge/podrobno.md", "content/index.md",
)  # fmt: skip
FOLDER = "practices/metod"
FILES: Mapping[str, bytes] = {
    f"{FOLDER}/list-nablyudeniya.pdf": healthy(".pdf"),
    f"{FOLDER}/scenarij.docx": docx(),
    f"{FOLDER}/foto.jpg": jpeg(exif=tiff(place=True)),
    **{f"{FOLDER}/fajl{suffix}": healthy(suffix) for suffix in (".png", ".webp", ".xlsx", ".pptx", ".odt", ".jpeg")},
}
SCRAPS = (
    b"---\n", b"\n\n", b"## ", b"### ", b"- **\xd0\x9a\xd1\x82\xd0\xbe:** ", b": ", b"[", b"]", b"{", b"}", b"'", b'"', b"&a ", b"*a", b"<<: *a\n", b"!!python/x ", b"|\n", b">-\n",
    b"\t", b"\r", b"\r\n", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\xe2\x80\xae", b"\xc2\xa0", "«".encode(), "»".encode(), "\u2028".encode(), b"`", b"```\n", b"|---|\n", b"| a |\n",
    b"<!-- ", b" -->", "<!-- разрешено C001: слово -->".encode(), b"![](a.png)", b"[x](../../../etc/passwd)", b"{\xd0\xbf:2.1}", b"8 900 000-00-00", b"a@b.example", b"2026-02-30", b"=", b"~", b"%", b"0x1F",
    b"\xf0\x9f\x99\x82", b"\xed\xa0\x80", b"1e999", b"-", b"9" * 400, b"[" * 200,
)  # fmt: skip


def test_paths_exist() -> None:
    """The paths but the new card's are those of the bank."""
    assert [path for path in PATHS if not (BANK / path).is_file()] == ["practices/novaya/index.md"]


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the good bank, with files of every type."""
    bare = tmp_path_factory.mktemp("bytes") / "bare"
    shutil.copytree(BANK, bare, ignore=shutil.ignore_patterns("build", "site"))
    for path, data in FILES.items():
        (bare / path).write_bytes(data)
    return warmed(bare, bare.parent / "bank")


def good(path: str) -> bytes:
    """The bytes that should lie there."""
    return FILES.get(path) or (BANK / (path if (BANK / path).is_file() else PATHS[0])).read_bytes()


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """Good bytes with slices cut out, doubled, put elsewhere or over others, and scraps of all kinds put in."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 300)))
        match draw(st.sampled_from(["cut", "double", "scrap", "scrap", "over", "swap", "end"])):
            case "cut":
                data = data[:start] + data[end:]
            case "double":
                data = data[:end] + data[start:end] + data[end:]
            case "scrap":
                data = data[:start] + draw(st.sampled_from(SCRAPS)) + data[start:]
            case "over":
                data = data[:start] + draw(st.binary(max_size=8)) + data[end:]
            case "swap":
                lines = data.split(b"\n")
                one, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
                lines[one], lines[other] = lines[other], lines[one]
                data = b"\n".join(lines)
            case "end":
                data = data[:end]
    return data


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """A path of the bank and what may lie there."""
    path = draw(st.sampled_from((*PATHS, *FILES)))
    return path, draw(st.one_of(st.binary(max_size=400), damaged(good(path)), damaged(good(path))))


# Words of programs that a methodologist cannot know; what the file itself says stands between «ёлочки».
_FOREIGN = re.compile(
    r"\b(?:str|int|float|dict|list|tuple|bool|None\w*|array|object|string|integer|boolean|number|null|scalar|mapping|sequence|\w*(?:Error|Exception))\b"
)


def well_said(found: Iterable[Diagnostic]) -> list[str]:
    """Diagnostics that are no sentences for a methodologist."""
    bad = []
    for item in found:
        own = re.sub(r"«[^»]*»|\([a-z_.]+\)", "", item.message)
        if item.message.rstrip("»)")[-1:] not in (".", "!", "?", "…") or _FOREIGN.search(own) or "\n" in item.message:
            bad.append(f"{item.rule}: {item.message}")
        if item.severity is Severity.ERROR and not item.hint.strip():
            bad.append(f"{item.rule} без подсказки: {item.message}")
    return bad


def inside(place: Place, lines: list[str]) -> bool:
    """True when a place lies in the text. Its end may be the line after the last, as editors mark whole lines."""
    end = place.end if place.end_line else (place.line, place.column)
    spots = ((place.line, place.column), end)
    return spots[0] <= spots[1] and all(
        (1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1) or (line, column) == (len(lines) + 1, 1) for line, column in spots
    )


def overlapping(edits: Iterable[Edit]) -> bool:
    """True when two edits meet."""
    spans = sorted(((edit.place.line, edit.place.column), edit.place.end) for edit in edits)
    return any(one[1] > other[0] for one, other in pairwise(spans))


def misplaced(bank: Path, found: Iterable[Diagnostic], path: str, data: bytes) -> list[str]:
    """Diagnostics and edits that stand outside of their file."""
    bad = []
    for item in found:
        if not item.place.path or (item.place.path != path and not (bank / item.place.path).is_file()):
            continue
        raw = data if item.place.path == path else (bank / item.place.path).read_bytes()
        text, _ = decode(item.place.path, raw)
        lines = (raw.decode("utf-8", "replace") if text is None else text).split("\n")
        edits = item.fix.edits if item.fix else ()
        if not inside(item.place, lines):
            bad.append(f"{item.rule} вне файла: {item.place}")
        bad += [f"{item.rule} правит вне файла: {edit}" for edit in edits if edit.place.path != item.place.path or not inside(edit.place, lines)]
        if overlapping(edits):
            bad.append(f"{item.rule}: правки пересекаются: {edits}")
    return bad


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(files())
def test_any_bytes(bank: Path, file: tuple[str, bytes]) -> None:
    """Sentences at places inside their files, with hints and edits that can be carried out."""
    found = checked(bank, *file)
    assert not well_said(found)
    assert not misplaced(bank, found, *file)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=300), damaged((BANK / FILE).read_bytes())))
def test_any_settings(bank: Path, data: bytes) -> None:
    """The same for the settings, without which nothing else is looked at."""
    kept = (bank / FILE).read_bytes()
    try:
        (bank / FILE).write_bytes(data)
        found = check_bank(bank, TODAY, keep=False, cache=True).found
        assert not well_said(found)
        assert not misplaced(bank, found, FILE, data)
    finally:
        (bank / FILE).write_bytes(kept)
