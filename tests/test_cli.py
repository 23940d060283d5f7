"""The command line: what each verb does, what it says, and the code it ends with. Never a traceback."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import builder, checker, commands
from generator.cli import main
from generator.diagnostics import RULES
from generator.load.source import read_source
from generator.load.walk import classify
from generator.publish import writer
from generator.schema import kind, kinds, read_vocabularies
from generator.schema.shape import Shape
from tests.sites import ROOT, TODAY, check_folder, contents, replaced

VERBS = ("check", "build", "serve", "new", "explain", "schema", "stats", "regulation")
DAY = "2026-11-22"
CARD = "practices/primer/index.md"
EVENT = "content/events/2027-02-10-seminar.md"
NEWS = "content/schools/primer/news/2026-10-12-uroki.md"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `nastavnik …` in this process: exit code, output, errors."""

    def call(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call


@pytest.fixture
def root(bank: Callable[[str], Path]) -> Path:
    """A sound bank that a test may spoil."""
    return bank("minimal")


@pytest.fixture
def faulty(root: Path) -> Path:
    """The bank with an error and two warnings, two of the three with a fix."""
    replaced(root / EVENT, {"place:": "time: 15:00\nplace:"})
    replaced(root / CARD, {"updated: 2026-11-01": "updated: 01.11.2026"})
    replaced(root / NEWS, {"Демонстрационная": "<b>Демонстрационная</b>"})
    return root


def program(*arguments: object, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as another program starts it."""
    command = [sys.executable, "-m", "generator", *(str(argument) for argument in arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT), **environment})


def misused(result: tuple[int, str, str]) -> str:
    """The one Russian sentence of a misused command."""
    code, out, err = result
    assert (code, out) == (2, "")
    assert re.fullmatch(r"nastavnik: [^\n]*[а-яё][^\n]*\n", err), err
    return err


# ---- help and misuse ----


def test_help_is_in_russian_with_examples(run: Run) -> None:
    """`--help` names every command and shows how they are used; none of argparse's English is left."""
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    assert out.startswith("Как вызвать: nastavnik")
    for verb in VERBS:
        assert re.search(rf"^    {verb} +[а-яё]", out, re.MULTILINE), verb
    assert "Примеры:\n  nastavnik check" in out
    assert not re.search(r"usage|optional|positional|show this|options:|arguments", out)


@pytest.mark.parametrize("verb", VERBS)
def test_help_of_each_verb(run: Run, verb: str) -> None:
    """Every verb has its own help in Russian: what it does, every option with its words, and an example that names it."""
    code, out, _ = run(verb, "--help")
    assert code == 0
    assert f"Примеры:\n  nastavnik {verb}" in out
    assert not re.search(r"usage:|optional|positional|show this|options:|default", out)
    for option in re.findall(r"^  (--?[a-z-]+)", out, re.MULTILINE):
        assert re.search(rf"^  {option}\b.*(?:\n {{10,}}.*)*[а-яё]", out, re.MULTILINE), option


@pytest.mark.parametrize("verb", VERBS)
def test_examples_of_the_help_are_understood(run: Run, verb: str) -> None:
    """Every example of a help page is a command that the parser takes."""
    from generator.cli import parser

    for page in (run("--help")[1], run(verb, "--help")[1]):
        for line in re.findall(r"^  nastavnik (.+?)(?:  .*)?$", page.partition("Примеры:")[2], re.MULTILINE):
            parser().parse_args(line.split())


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("nosuch",), ("check", "--nosuch"), ("check", "--format", "xml"), ("check", "--format"), ("check", "--today", "22.11.2026"), ("check", "--today", "2026-02-30"), ("build", "--jobs", "0"),
        ("build", "--jobs", "много"), ("build", "--engine", "hugo"), ("build", "--url", "bank.example"), ("build", "--url", "ftp://bank.example/"), ("serve", "--port", "восемь"), ("new",), ("new", "practice"), ("new", "card", "a-b"),
        ("explain",), ("explain", "Z999"), ("explain", "practice"), ("explain", "P"), ("explain", ""), ("schema",), ("schema", "card"), ("schema", ""), ("stats", "--format", "xml"), ("stats", "лишнее"), ("-C",), ("-C", "/net/takoj", "check"),
        ("-C", "/net/takoj", "build"), ("-C", "/net/takoj", "stats"), ("-C", "/net/takoj", "new", "practice", "a-b"), ("-C", "/net/takoj", "schema", "practice"),
    ],
)  # fmt: skip
def test_misuse_is_one_sentence(run: Run, root: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that makes no sense ends with code 2, one Russian sentence on stderr and nothing on stdout."""
    monkeypatch.chdir(root)
    misused(run(*arguments))


@pytest.mark.parametrize(("arguments", "said"), [(("explain", "Р001"), "P001"), (("schema", "practise"), "practice"), (("check", "--select", "P0021"), "P002")])
def test_misuse_suggests_the_near(run: Run, root: Path, arguments: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip of the finger is met with the word that was meant."""
    monkeypatch.chdir(root)
    assert said in misused(run(*arguments))


def test_version(run: Run) -> None:
    """`--version` names the program and its version."""
    from generator import __version__

    assert run("--version") == (0, f"nastavnik {__version__}\n", "")


# ---- finding the bank ----


def test_bank_is_found_upwards(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In any folder of a bank the commands know which bank it is."""
    monkeypatch.chdir(root / "practices" / "primer")
    assert run("check", "--today", DAY)[0] == 0


def test_no_bank_anywhere(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside any bank the sentence says what to do."""
    monkeypatch.chdir(tmp_path)
    assert "site_config.yml" in misused(run("check"))


@pytest.mark.parametrize(
    ("text", "rule"),
    [("", "F009"), ("name: [", "F043"), ("- a", "F009"), ("name: а", "F101"), ("\x00", "F004"), ("[" * 3000, "F015")],
)
@pytest.mark.parametrize("verb", ["check", "build", "stats"])
def test_broken_settings(run: Run, root: Path, verb: str, text: str, rule: str) -> None:
    """A site_config.yml that cannot be used is an error of the bank, with its rule, in every command."""
    (root / "site_config.yml").write_text(text, encoding="utf-8")
    code, out, err = run("-C", root, verb)
    assert code == 1
    assert rule in out + err


def test_unknown_key_of_the_settings(run: Run, root: Path) -> None:
    """An unknown key is an error at its line, with the key that was meant."""
    replaced(root / "site_config.yml", {"region_of:": "regionof:"})
    code, out, _ = run("-C", root, "check")
    assert code == 1
    assert "site_config.yml:4:1  ошибка F102" in out
    assert "region_of" in out


# ---- check ----


def test_check_clean(run: Run, root: Path) -> None:
    """A sound bank: code 0 and one line."""
    code, out, err = run("-C", root, "check", "--today", DAY)
    assert (code, err) == (0, "")
    assert re.fullmatch(r"Проверено \d+\u00a0файл[а-я]*: всё в порядке\.\n", out)


def test_check_text(run: Run, faulty: Path) -> None:
    """The report for people: place, sentence, the line with carets under it, what to do, and a summary."""
    code, out, _ = run("-C", faulty, "check", "--today", DAY)
    assert code == 1
    assert f"{CARD}:23:10  ошибка F109" in out
    assert "   23 | updated: 01.11.2026\n      |          ^^^^^^^^^^\n" in out
    assert "Что сделать: Напишите так: 2026-11-01." in out
    assert "1\u00a0ошибка, 2\u00a0предупреждения" in out
    assert "\033[" not in out


def test_warnings_alone_are_no_failure(run: Run, faulty: Path) -> None:
    """Warnings leave code 0; `--strict` makes it 1."""
    assert run("-C", faulty, "check", "--today", DAY, "--ignore", "F109")[0] == 0
    assert run("-C", faulty, "check", "--today", DAY, "--ignore", "F109", "--strict")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "rules"),
    [
        ((), {"F010", "F109", "L009"}), (("--select", "F"), {"F010", "F109"}), (("--select", "F010,L"), {"F010", "L009"}), (("--select", "l009"), {"L009"}), (("--ignore", "F"), {"L009"}),
        (("--ignore", "F010, L009"), {"F109"}), (("--select", "F", "--ignore", "F010"), {"F109"}), (("--select", "P"), set()), ((CARD,), {"F109"}), (("practices",), {"F109"}), (("practices/primer", EVENT), {"F109", "F010"}),
        (("practices/opyt",), set()), (("content",), {"F010", "L009"}), ((".",), {"F010", "F109", "L009"}),
    ],
)  # fmt: skip
def test_check_shows_what_was_asked(run: Run, faulty: Path, arguments: tuple[str, ...], rules: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """`--select`, `--ignore` and paths choose what is shown, and the code speaks of what is shown."""
    monkeypatch.chdir(faulty)
    code, out, _ = run("-C", faulty, "check", "--today", DAY, "--format", "json", *arguments)
    assert {row["id"] for row in json.loads(out)["diagnostics"]} == rules
    assert code == (1 if "F109" in rules else 0)


def test_paths_count_from_here_too(run: Run, faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path may be relative to the folder one stands in, or full; a folder may end with a slash."""
    monkeypatch.chdir(faulty / "practices" / "primer")
    for path in ("index.md", "../primer/", faulty / CARD):
        assert "F109" in run("check", "--today", DAY, path)[1]


def test_paths_count_from_the_bank_of_minus_c(run: Run, faulty: Path, bank: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Standing in one bank one can ask for a part of another: `-C` says whose part it is."""
    monkeypatch.chdir(bank("full"))
    assert "F109" in run("-C", faulty, "check", "--today", DAY, "practices")[1]


@pytest.mark.parametrize("path", ["net-takogo.md", "practices/net", "/etc/passwd", "../../.."])
def test_path_outside_the_bank(run: Run, root: Path, path: str) -> None:
    """A path that is not there or not in the bank is a misuse: silence would look like success."""
    misused(run("-C", root, "check", path))


def test_format_json(run: Run, faulty: Path) -> None:
    """The keys and types of `check --format json`, which only grow."""
    report = json.loads(run("-C", faulty, "check", "--today", DAY, "--format", "json")[1])
    assert list(report) == ["version", "summary", "diagnostics"]
    assert report["version"] == 1
    assert report["summary"].items() >= {"errors": 1, "warnings": 2}.items()
    assert isinstance(report["summary"]["files"], int)
    for row in report["diagnostics"]:
        assert set(row) == {"id", "severity", "path", "line", "column", "end_line", "end_column", "message", "hint", "url", "fix"}
        assert row["id"] in RULES
        assert row["severity"] in ("error", "warning")
        assert (row["line"], row["column"]) < (row["end_line"], row["end_column"])
        assert row["url"] == f"https://bank.example/help/rules/{row['id']}/"
    fix = next(row["fix"] for row in report["diagnostics"] if row["id"] == "F109")
    assert set(fix) == {"title", "edits"}
    assert fix["edits"] == [{"line": 23, "column": 10, "end_line": 23, "end_column": 20, "text": "2026-11-01"}]


def test_format_github(run: Run, faulty: Path) -> None:
    """Workflow commands, errors first; line ends, commas and colons are escaped."""
    lines = run("-C", faulty, "check", "--today", DAY, "--format", "github")[1].splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::warning"]
    assert re.fullmatch(
        rf"::error file={CARD},line=23,endLine=23,col=10,endColumn=20,title=F109 [^:]+::[^\n]+%0Ahttps://bank\.example/help/rules/F109/", lines[0]
    )


def test_format_gitlab(run: Run, faulty: Path) -> None:
    """Code Quality: the fields GitLab asks for, fingerprints that differ and do not depend on the line."""
    rows = json.loads(run("-C", faulty, "check", "--today", DAY, "--format", "gitlab")[1])
    assert {frozenset(row) for row in rows} == {frozenset({"description", "check_name", "fingerprint", "severity", "location"})}
    assert {row["severity"] for row in rows} == {"major", "minor"}
    assert len({row["fingerprint"] for row in rows}) == len(rows) == 3
    replaced(faulty / CARD, {"origin:": "# сдвиг\norigin:"})
    again = json.loads(run("-C", faulty, "check", "--today", DAY, "--format", "gitlab")[1])
    assert {row["fingerprint"] for row in again} == {row["fingerprint"] for row in rows}
    assert {row["location"]["lines"]["begin"] for row in again} != {row["location"]["lines"]["begin"] for row in rows}


def test_format_sarif(run: Run, faulty: Path) -> None:
    """SARIF 2.1.0: results that name their rule and region, every rule described."""
    log = json.loads(run("-C", faulty, "check", "--today", DAY, "--format", "sarif")[1])
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    made = log["runs"][0]
    rules = made["tool"]["driver"]["rules"]
    assert len(made["results"]) == 3
    for result in made["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning")
        where = result["locations"][0]["physicalLocation"]
        assert (faulty / where["artifactLocation"]["uri"]).is_file()
        assert set(where["region"]) == {"startLine", "startColumn", "endLine", "endColumn"}
        assert result["message"]["text"]
    assert all(rule["shortDescription"]["text"] and rule["helpUri"].startswith("https://") for rule in rules)


def test_format_rdjsonl(run: Run, faulty: Path) -> None:
    """Lines for reviewdog: columns count bytes, fixes are suggestions."""
    rows = [json.loads(line) for line in run("-C", faulty, "check", "--today", DAY, "--format", "rdjsonl")[1].splitlines()]
    assert len(rows) == 3
    for row in rows:
        assert set(row) >= {"message", "location", "severity", "code"}
        assert row["severity"] in ("ERROR", "WARNING")
    date = next(row for row in rows if row["code"]["value"] == "F109")
    assert date["suggestions"] == [{"range": {"start": {"line": 23, "column": 10}, "end": {"line": 23, "column": 20}}, "text": "2026-11-01"}]
    tag = next(row for row in rows if row["code"]["value"] == "L009")
    line = (faulty / NEWS).read_bytes().split(b"\n")[tag["location"]["range"]["start"]["line"] - 1]
    start, end = (tag["location"]["range"][side]["column"] - 1 for side in ("start", "end"))
    assert line[start:end] == b"<b>"


@pytest.mark.parametrize("form", ["json", "github", "gitlab", "sarif", "rdjsonl"])
def test_format_of_a_clean_bank(run: Run, root: Path, form: str) -> None:
    """A bank without faults gives a valid empty report."""
    code, out, _ = run("-C", root, "check", "--today", DAY, "--format", form)
    assert code == 0
    if form in ("json", "gitlab", "sarif"):
        json.loads(out)
    else:
        assert out == ""


# ---- fixes ----


def written(root: Path) -> dict[str, bytes]:
    """What people wrote of a bank: everything but its caches."""
    return {path: data for path, data in contents(root).items() if not path.startswith("build/")}


def test_fix_mends_and_keeps_the_rest(run: Run, faulty: Path) -> None:
    """`--fix` changes the faulty places, no other byte, and says which files; a second run finds nothing to do."""
    before = written(faulty)
    code, out, err = run("-C", faulty, "check", "--today", DAY, "--fix")
    assert code == 0
    assert err.splitlines() == [f"Исправлен: {EVENT}", f"Исправлен: {CARD}"]
    assert "L009" in out
    after = written(faulty)
    expected = dict(before)
    expected[EVENT] = before[EVENT].replace(b"time: 15:00", b'time: "15:00"')
    expected[CARD] = before[CARD].replace(b"01.11.2026", b"2026-11-01")
    assert after == expected
    assert run("-C", faulty, "check", "--today", DAY, "--fix")[2] == ""
    assert written(faulty) == expected


def test_fix_of_bom_and_line_ends(run: Run, root: Path) -> None:
    """A mark at the beginning and Windows line ends are mended and nothing else changes; rights stay."""
    good = (root / CARD).read_bytes()
    (root / CARD).write_bytes(b"\xef\xbb\xbf" + good.replace(b"\n", b"\r\n"))
    (root / CARD).chmod(0o640)
    assert run("-C", root, "check", "--today", DAY, "--fix")[0] == 0
    assert (root / CARD).read_bytes() == good
    assert (root / CARD).stat().st_mode & 0o777 == 0o640
    assert [path.name for path in (root / CARD).parent.iterdir()] == ["index.md"]


def test_fix_mends_only_what_is_selected(run: Run, root: Path) -> None:
    """With `--select` the other faults of the same file stay as they are."""
    replaced(root / EVENT, {"place:": "time: 15:00\nplace:"})
    (root / EVENT).write_bytes((root / EVENT).read_bytes().replace(b"\n", b"\r\n"))
    before = (root / EVENT).read_bytes()
    run("-C", root, "check", "--today", DAY, "--fix", "--select", "F010")
    assert (root / EVENT).read_bytes() == before.replace(b"15:00", b'"15:00"')


def test_fix_finds_its_place_after_odd_signs(run: Run, root: Path) -> None:
    """A sign that YAML once took for a line end, Cyrillic and emoji before the fault do not make the fix miss."""
    replaced(root / EVENT, {"title: Семинар «Разбор видеоурока»": 'title: "Семинар 🙂 «Разбор\u2028видеоурока»"', "place:": "time: 15:00\nplace:"})
    before = (root / EVENT).read_text(encoding="utf-8")
    run("-C", root, "check", "--today", DAY, "--fix", "--select", "F010")
    assert (root / EVENT).read_text(encoding="utf-8") == before.replace("15:00", '"15:00"')


def test_diff_changes_nothing(run: Run, faulty: Path) -> None:
    """`--diff` shows a unified diff of what `--fix` would do and writes nothing."""
    before = written(faulty)
    code, out, _ = run("-C", faulty, "check", "--today", DAY, "--diff")
    assert code == 1
    assert f"--- a/{EVENT}\n+++ b/{EVENT}\n" in out
    assert '-time: 15:00\n+time: "15:00"\n' in out
    assert written(faulty) == before


def test_diff_applies_with_patch(run: Run, faulty: Path) -> None:
    """What `--diff` prints is a patch that gives what `--fix` gives."""
    patch = run("-C", faulty, "check", "--today", DAY, "--diff")[1]
    subprocess.run(["git", "apply", "--unsafe-paths", "--directory", str(faulty), "-"], input=patch, text=True, check=True, cwd=faulty)
    patched = written(faulty)
    assert run("-C", faulty, "check", "--today", DAY, "--fix")[2] == ""
    assert written(faulty) == patched


# ---- new, explain, schema, stats ----


@pytest.mark.parametrize(("name", "path"), commands.NEW_KINDS.items())
def test_new_makes_a_skeleton_that_fits_its_schema(run: Run, root: Path, name: str, path: str) -> None:
    """A skeleton lies where it belongs, and its fields pass the schema: only its words are still to be written."""
    code, out, _ = run("-C", root, "new", name, "novaya-zapis")
    made = path.format(slug="novaya-zapis")
    assert (code, made in out) == (0, True)
    source, found = read_source(root, classify(made))
    assert source is not None
    assert found == []
    sources = [read_source(root, classify(f"content/vocabulary/{item.name}"))[0] for item in (root / "content/vocabulary").iterdir()]
    vocabularies = read_vocabularies((item.entry.id, item.values) for item in sources if item)
    assert Shape(kind(name), {}).check(source) == []
    assert {item.rule for item in Shape(kind(name), vocabularies).check(source)} <= {"F104"}


def test_new_reported_card_asks_for_its_fields(run: Run, root: Path) -> None:
    """`--reported` begins a card about experience, with the fields that only such a card has."""
    assert run("-C", root, "new", "practice", "nash-opyt", "--reported")[0] == 0
    source, _ = read_source(root, classify("practices/nash-opyt/index.md"))
    assert source is not None
    assert source.values["origin"] == "reported"
    assert Shape(kind("practice"), {}).check(source) == []
    assert "## Результаты" in source.body


def test_new_card_does_not_break_the_site(run: Run, root: Path, tmp_path: Path) -> None:
    """A skeleton just made is a draft; what is wrong with it is told of by rules about its own file only."""
    run("-C", root, "new", "practice", "otkrytyj-urok")
    found = check_folder(root, TODAY)
    assert found
    assert {item.place.path for item in found} == {"practices/otkrytyj-urok/index.md"}


@pytest.mark.parametrize("slug", ["Открытый", "a b", "UROK", "../../etc", "a/b", "-a", "a-", "a", "", ".", "a" * 70, "index.md"])
def test_new_refuses_odd_names(run: Run, root: Path, slug: str) -> None:
    """A name that is no address is refused and nothing is made, inside the bank or out of it."""
    before = contents(root.parent)
    misused(run("-C", root, "new", "practice", "--", slug))
    assert contents(root.parent) == before


def test_new_never_overwrites(run: Run, root: Path) -> None:
    """A record that is there stays."""
    before = contents(root)
    misused(run("-C", root, "new", "practice", "primer"))
    assert contents(root) == before


@pytest.mark.parametrize("rule", sorted(RULES))
def test_explain(run: Run, rule: str) -> None:
    """Every rule can be explained: title, why, how to mend, both examples."""
    code, out, _ = run("explain", rule.lower())
    assert code == 0
    assert out.startswith(f"{rule}  {RULES[rule].title()}\n")
    assert [part for part in ("Что проверяем:", "Почему это важно:", "Как исправить:", "Плохо:", "Хорошо:") if f"\n{part}" not in out] == []


@pytest.mark.parametrize("name", [item.name for item in kinds()])
def test_schema(run: Run, root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The public schema is JSON Schema 2020-12 that its own metaschema accepts, with the bank's vocabularies filled in."""
    from jsonschema import Draft202012Validator

    monkeypatch.chdir(root)
    code, out, _ = run("schema", name)
    assert code == 0
    document = json.loads(out)
    Draft202012Validator.check_schema(document)
    if name == "practice":
        assert document["properties"]["topic"]["items"]["enum"] == ["metodika", "urochnaya"]


def test_schema_without_a_bank(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a bank the schema comes without vocabularies."""
    monkeypatch.chdir(tmp_path)
    assert "enum" not in json.loads(run("schema", "practice")[1])["properties"]["form"]


def test_stats(run: Run, root: Path) -> None:
    """Counts of everything and the values no card has, for people and as JSON."""
    code, out, _ = run("-C", root, "stats")
    assert code == 0
    assert re.search(r"^ +2  карточек$", out, re.MULTILINE)
    assert "нет карточек" in out
    report = json.loads(run("-C", root, "stats", "--format", "json")[1])
    assert report["version"] == 1
    assert report["counts"]["practices"] == 2
    assert report["gaps"]["education_level"] == ["noo", "soo"]
    assert report["facets"]["topic"] == {"metodika": 2, "urochnaya": 0}


# ---- build ----


def test_build_says_what_it_made(run: Run, root: Path, tmp_path: Path) -> None:
    """One sentence with counts and the folder; the second run says that nothing changed."""
    code, out, err = run("-C", root, "build", "-o", tmp_path / "out", "--today", DAY)
    assert code == 0
    assert re.match(r"Сайт готов за \d+,\d с: 2\u00a0карточки, 1\u00a0шаблон, 1\u00a0организация, \d+\u00a0страниц", out)
    assert str(tmp_path / "out") in out
    assert all(line.endswith("…") for line in err.splitlines())
    assert "ничего не изменилось" in run("-C", root, "build", "-o", tmp_path / "out", "--today", DAY)[1]


def test_build_goes_to_site_by_default(run: Run, root: Path) -> None:
    """Without `-o` the site lies in `site` of the bank, and the next check does not stumble over it."""
    assert run("-C", root, "build", "--today", DAY)[0] == 0
    assert (root / "site/index.html").is_file()
    assert run("-C", root, "check", "--today", DAY)[0] == 0


@pytest.mark.parametrize("where", ["practices", ".", "content/index.md", "/", ".."])
def test_build_into_a_foreign_folder(run: Run, root: Path, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with other files, the bank itself, a file or the root of the disk is refused before anything is done."""
    monkeypatch.chdir(root)
    before = contents(root)
    misused(run("build", "-o", where, "--today", DAY))
    assert contents(root) == before


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.EACCES, "нет прав на запись"),
        (errno.EROFS, "нет прав на запись"),
        (errno.ENOSPC, "на диске нет места"),
        (errno.EDQUOT, "на диске нет места"),
        (errno.EIO, "ошибка системы"),
    ],
)
def test_disk_refuses(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str) -> None:
    """A disk that is full, read-only or broken: code 1, one sentence, the old site as it was."""
    out = root.parent / "out"
    assert run("-C", root, "build", "-o", out, "--today", DAY)[0] == 0
    before = contents(out)
    replaced(root / CARD, {"title: Взаимопосещение": "title: Новое взаимопосещение"})

    def failing(path: str, data: bytes) -> None:
        raise OSError(code, os.strerror(code), path)

    monkeypatch.setattr(writer, "_write", failing)
    result, said, err = run("-C", root, "build", "-o", out, "--today", DAY)
    monkeypatch.undo()
    assert (result, said) == (1, "")
    assert words in err.splitlines()[-1]
    assert "Прежний сайт не тронут." in err
    assert contents(out) == before
    assert [path.name for path in root.parent.iterdir() if path.name.startswith(".")] == []


def test_disk_refuses_the_cache(run: Run, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bank in a folder that cannot be written to: code 1 and a sentence."""
    mkdir = Path.mkdir

    def failing(path: Path, *arguments: int, **named: bool) -> None:
        if path.name == "build":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        mkdir(path, *arguments, **named)

    monkeypatch.setattr(Path, "mkdir", failing)
    code, _, err = run("-C", root, "build", "-o", tmp_path / "out", "--today", DAY)
    assert code == 1
    assert "нет прав" in err.splitlines()[-1]


@pytest.mark.parametrize("verb", ["check", "build", "stats", "new"])
def test_interruption(run: Run, root: Path, verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C ends any command with 130 and one sentence."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for module, name in ((checker, "check"), (builder, "build"), (commands, "stats"), (commands, "new")):
        monkeypatch.setattr(module, name, interrupted)
    code, out, err = run("-C", root, verb, *(["practice", "a-b"] if verb == "new" else []))
    assert (code, out) == (130, "")
    assert re.fullmatch(r"nastavnik: прервано\.[^\n]*\n", err)


def test_busy(run: Run, root: Path, tmp_path: Path) -> None:
    """Two builds of one bank at once: the second ends with code 1 and a sentence."""
    from generator.publish.writer import locked

    with locked(root / "build"):
        code, _, err = run("-C", root, "build", "-o", tmp_path / "out", "--today", DAY)
    assert code == 1
    assert "уже собирает" in err.splitlines()[-1]


# ---- as a program ----


def test_closed_pipe_is_no_error(root: Path) -> None:
    """`nastavnik explain P001 | head -1` ends quietly."""
    done = subprocess.run(
        f"{sys.executable} -m generator -C {root} schema practice | head -c 10", shell=True, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("encoding", ["ascii", "cp1251", "cp866"])
def test_console_of_another_encoding(root: Path, encoding: str) -> None:
    """A console that does not speak UTF-8 does not stop the report."""
    done = program("-C", root, "check", "--today", DAY, PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_waived_fault_does_not_crash_the_build(run: Run, root: Path, tmp_path: Path) -> None:
    """A waiver that silences a structural rule gives a site or an error in words."""
    replaced(root / CARD, {"## Как повторить": "## Чудеса\n\n<!-- разрешено P002: так решили в нашей школе -->\nТекст.\n\n## Как повторить"})
    assert run("-C", root, "check", "--today", DAY)[0] == 1
    assert run("-C", root, "build", "-o", tmp_path / "out", "--today", DAY)[0] in (0, 1)


def test_serve(root: Path) -> None:
    """`serve` builds, answers on 127.0.0.1, puts its script into pages, and stops with Ctrl+C; a taken port is a misuse."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-u", "-m", "generator", "-C", str(root), "serve", "--port", str(port), "--today", DAY]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        for line in server.stdout:
            if "Открывайте" in line:
                break
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/practices/primer/") as answer:
            page = answer.read().decode()
        assert "Взаимопосещение уроков" in page
        assert "/_serve/reload.js" in page
        assert program("-C", root, "serve", "--port", port).returncode == 2
    finally:
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=20)
    assert server.returncode == 0
    assert "Traceback" not in out + err


def test_fix_or_diff(run: Run, faulty: Path) -> None:
    """To mend and only to show are two wishes: asking for both is a misuse, and nothing is written."""
    before = written(faulty)
    assert "выберите одно" in misused(run("-C", faulty, "check", "--today", DAY, "--fix", "--diff"))
    assert written(faulty) == before


def test_library(faulty: Path) -> None:
    """The check as a function of the package gives what the command gives, and leaves no trace."""
    import generator

    before = contents(faulty)
    found = generator.check_bank(faulty, TODAY)
    assert [item.rule for item in found] == [item.rule for item in check_folder(faulty, TODAY)]
    assert found[0].place.path
    assert contents(faulty) == before
    assert [item.rule for item in generator.check_bank(faulty / "нет такой", TODAY)] == ["S001"]


def test_hints_are_asked_for(run: Run, root: Path) -> None:
    """On the whole bank hints are counted; with `--hints`, for a named file and for programs they are shown."""
    replaced(root / CARD, {"title: ": "title: Урок - "})
    assert "R004" not in run("-C", root, "check", "--today", DAY)[1]
    assert "R004" in run("-C", root, "check", "--today", DAY, "--hints")[1]
    assert "R004" in run("-C", root, "check", "--today", DAY, CARD)[1]
    assert "R004" in run("-C", root, "check", "--today", DAY, "--format", "json")[1]


def test_summary_for_github(run: Run, faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On GitHub the step's summary gets everything as Markdown besides the annotations."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    run("-C", faulty, "check", "--today", DAY, "--format", "github")
    assert "F109" in (tmp_path / "summary.md").read_text(encoding="utf-8")
