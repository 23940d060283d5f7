"""`nastavnik check -`: an editor gives the text it holds and gets the report, or the text mended."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.checker import input_path
from generator.cli import main
from generator.diagnostics.formats import FORMATS
from tests.sites import BANKS, copied

CARD = "practices/metod/index.md"
GOOD = (BANKS / "full" / CARD).read_bytes()
DAY = ("--today", "2026-11-22")

Run = Callable[..., tuple[int, bytes, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A bank without a fault."""
    return copied("full", tmp_path / "bank")


@pytest.fixture
def run(root: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """The command in the bank's folder: exit code, standard output, standard error."""

    def call(data: bytes, *arguments: str, here: str = ".") -> tuple[int, bytes, str]:
        monkeypatch.chdir(root / here)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        code = main(["check", *arguments, *DAY])
        out, err = capsysbinary.readouterr()
        return code, out, err.decode()

    return call


def spoilt(data: bytes, old: str, new: str) -> bytes:
    """A card with one thing changed."""
    assert old.encode() in data
    return data.replace(old.encode(), new.encode(), 1)


def test_good_text(run: Run) -> None:
    """Nothing is said of a good card, and the exit code is 0."""
    code, out, err = run(GOOD, "-", "--stdin-path", CARD)
    assert (code, err) == (0, "")
    assert "всё в порядке" in out.decode()


def test_only_the_text_is_reported(run: Run, root: Path) -> None:
    """The text counts and not the file on the disk; faults of other files are not shown, and nothing is written."""
    (root / CARD).write_bytes(b"")
    (root / "practices/opyt-a/index.md").write_bytes(b"")
    code, out, _ = run(spoilt(GOOD, "status: published", "status: gotovo"), "-", "--stdin-path", CARD, "--format", "json")
    report = json.loads(out)
    assert code == 1
    assert [(item["id"], item["path"]) for item in report["diagnostics"] if item["severity"] == "error"] == [("F104", CARD)]
    assert (root / CARD).read_bytes() == b""


def test_new_card(run: Run) -> None:
    """Without a path the text is a card that the bank does not have yet."""
    code, out, _ = run("---\ntitle: Проба\n---\n".encode(), "-")
    assert code == 1
    assert "practices/bez-imeni/index.md:1:1" in out.decode() or "practices/bez-imeni/index.md:2" in out.decode()


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format(run: Run, form: str) -> None:
    """Every format tells of the text under its path."""
    code, out, _ = run(spoilt(GOOD, "status: published", "status: gotovo"), "-", "--stdin-path", CARD, "--format", form)
    assert code == 1
    assert CARD in out.decode()
    assert "F104" in out.decode()


def test_empty_text(run: Run) -> None:
    """No text is no card: one error, with `--fix` too, and nothing comes out."""
    code, out, _ = run(b"", "-", "--stdin-path", CARD)
    assert code == 1
    assert out.decode().count("ошибка F") == 1
    code, out, err = run(b"", "-", "--fix", "--stdin-path", CARD)
    assert (code, out) == (1, b"")
    assert "F005" in err


def test_fix_gives_the_text(run: Run, root: Path) -> None:
    """`--fix` prints the mended text and nothing else; the report of what is left goes to the standard error."""
    faulty = spoilt(spoilt(GOOD, "\norigin: methodical", "\norigin = «methodical»"), "\ncreated: ", "\ncreated:")
    code, out, err = run(faulty, "-", "--fix", "--stdin-path", CARD)
    assert (code, out) == (0, GOOD)
    assert "всё в порядке" in err
    assert (root / CARD).read_bytes() == GOOD


def test_fix_leaves_what_it_cannot_mend(run: Run) -> None:
    """What cannot be mended stands as it was, and the exit code says so."""
    faulty = spoilt(GOOD, "status: published", "status: gotovo")
    code, out, err = run(faulty, "-", "--fix", "--stdin-path", CARD)
    assert (code, out) == (1, faulty)
    assert "F104" in err


def test_fix_of_a_good_text(run: Run) -> None:
    """A good text comes out as it went in, byte for byte."""
    assert run(GOOD, "-", "--fix", "--stdin-path", CARD)[:2] == (0, GOOD)


def test_windows_text(run: Run) -> None:
    """A text in windows-1251 with CRLF is told and mended into the same text in UTF-8."""
    plain = GOOD.decode().replace("🙂", "и")
    code, out, _ = run(plain.replace("\n", "\r\n").encode("cp1251", "xmlcharrefreplace"), "-", "--stdin-path", CARD)
    assert code == 1
    assert "windows-1251" in out.decode()
    lines = [line for line in plain.split("\n") if line.encode("cp1251", "ignore").decode("cp1251") == line]
    _, out, _ = run("\r\n".join(lines).encode("cp1251"), "-", "--fix", "--stdin-path", CARD)
    assert out.decode() == "\n".join(lines)


def test_diff(run: Run) -> None:
    """`--diff` shows what `--fix` would give and changes nothing."""
    code, out, _ = run(spoilt(GOOD, "\ncreated: ", "\ncreated:"), "-", "--diff", "--stdin-path", CARD)
    shown = out.decode().split("\n")
    assert code == 1
    assert shown[:2] == [f"--- a/{CARD}", f"+++ b/{CARD}"]
    assert [line for line in shown[2:] if line.startswith(("-", "+"))] == ["-created:2026-10-01", "+created: 2026-10-01"]


@pytest.mark.parametrize("arguments", [
    ("-", "--stdin-path", "README.md"), ("-", "--stdin-path", "site_config.yml"), ("-", "--stdin-path", "practices/metod/plan.pdf"),
    ("-", "--stdin-path", "../drugoe/index.md"), ("-", "practices"), ("-", "-"), ("practices", "--stdin-path", CARD), ("--stdin-path", CARD),
])  # fmt: skip
def test_misuse(run: Run, arguments: tuple[str, ...]) -> None:
    """A path where the bank keeps no texts, or a path beside «-»: exit code 2 and one sentence."""
    code, out, err = run(GOOD, *arguments)
    assert (code, out) == (2, b"")
    assert err.startswith("nastavnik: ")
    assert err.count("\n") == 1


def test_paths_of_editors(run: Run, root: Path) -> None:
    """The whole path of the file, or the path from where the editor stands, name the same card."""
    for path, here in ((str(root / CARD), "."), (f"./{CARD}", "."), ("metod/index.md", "practices"), ("index.md", "practices/metod")):
        code, out, _ = run(spoilt(GOOD, "status: published", "status: gotovo"), "-", "--stdin-path", path, "--format", "json", here=here)
        assert code == 1
        assert {item["path"] for item in json.loads(out)["diagnostics"]} == {CARD}


def test_windows_path() -> None:
    """Backslashes part folders, as Windows writes them."""
    assert input_path("practices\\metod\\index.md") == CARD


def test_as_a_program(root: Path) -> None:
    """The same through a real pipe: bytes in, bytes out."""
    faulty = spoilt(GOOD, "\ncreated: ", "\ncreated:")
    command = [sys.executable, "-m", "generator", "-C", str(root), "check", "-", "--fix", "--stdin-path", CARD, *DAY]
    done = subprocess.run(command, input=faulty, capture_output=True, check=False, cwd=BANKS.parents[1])
    assert (done.returncode, done.stdout) == (0, GOOD)
