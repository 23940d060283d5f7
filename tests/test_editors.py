"""What editors get beside the program: the files of VS Code, the pre-commit hook, the checks of a proposal."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import main, parser
from generator.diagnostics import RULES, Diagnostic, Place, Severity
from generator.diagnostics.formats import FORMATS, Report
from generator.load.marked_yaml import read_yaml
from generator.load.walk import classify
from generator.schema import Term, Vocabularies, Vocabulary, kind, read_vocabularies
from generator.schema.editors import SEVERITIES, YAML, files, matchers, yaml_schema
from generator.schema.snippets import ITEMS, RECORDS, UNFILLED, UNFILLED_DATE, snippets
from tests.sites import BANKS, ROOT, copied

COMMAND = "nastavnik schema --vscode"
SAMPLES = {"practice": "practices/novoe", "program": "content/programs/novoe", "school": "content/schools/novoe"}
PAGES = {
    "event": "content/events/novoe.md",
    "news": "content/schools/primer/news/novoe.md",
    "page": "content/knowledge/novoe.md",
    "collection": "content/collections/novoe.md",
}


def vocabularies(bank: Path) -> Vocabularies:
    """The vocabularies of a bank."""
    return read_vocabularies((path.stem, values(path)) for path in sorted((bank / "content" / "vocabulary").glob("*.yml")))


def values(path: Path) -> Any:
    """What a YAML file says."""
    value, _, found = read_yaml(path.name, path.read_text(encoding="utf-8"))
    assert not found
    return value


def shipped(path: str) -> Any:
    """A file of .vscode as values."""
    return json.loads((ROOT / ".vscode" / path).read_text(encoding="utf-8"))


def test_files_are_fresh() -> None:
    """What lies in .vscode is what the schemas and vocabularies give, and nothing else lies there."""
    made = files(vocabularies(ROOT))
    kept = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in (ROOT / ".vscode").rglob("*") if path.is_file()}
    stale = [path for path in sorted(made.keys() | kept.keys()) if made.get(path) != kept.get(path)]
    assert not stale, f"{', '.join(stale)}: make them anew with `{COMMAND}`"


# Problem matchers


def problems(text: str) -> list[tuple[str, int, int, str, str, str]]:
    """What the editor shows of an output: path, line, column, code, severity, message. Each matcher looks at two lines at a time."""
    lines = text.split("\n")
    found = []
    for number, pair in enumerate(pairwise(lines)):
        for matcher in matchers():
            head, message = (re.search(pattern["regexp"], line, re.ASCII) for pattern, line in zip(matcher["pattern"], pair, strict=True))
            if head and message:
                keys = matcher["pattern"][0]
                found.append((number, *(head[keys[name]] for name in ("file", "line", "column", "code")), matcher["severity"], message[1]))
    return [(path, int(line), int(column), code, severity, message) for _, path, line, column, code, severity, message in sorted(found)]


@given(
    st.lists(
        st.tuples(
            st.from_regex(r"[a-z.][a-zа-я0-9 :./-]{0,20}", fullmatch=True),
            st.integers(1, 99_999),
            st.integers(1, 99_999),
            st.sampled_from(list(Severity)),
            st.from_regex(r"[А-Я«][А-Яа-яA-Z0-9«»:;,. –-]{0,60}[а-я.]", fullmatch=True),
            st.sampled_from(["", "Напишите иначе: ошибка P001."]),
        ),
        max_size=5,
    )
)
def test_matchers_read_our_reports(seen: list[tuple[str, int, int, Severity, str, str]]) -> None:
    """Every diagnostic of a report becomes one problem with its place, id, severity and sentence."""
    found = [Diagnostic("P001", severity, Place(path, line, column), message, hint) for path, line, column, severity, message, hint in seen]
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "info"}
    expected = [(path, line, column, "P001", words[severity], message) for path, line, column, severity, message, _ in seen]
    assert problems(FORMATS["text"](Report(found, 1, {}))) == expected


def test_matchers_read_a_broken_bank(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a bank full of faults, with excerpts and a summary, the editor shows all that the JSON report holds."""
    bank = copied("minimal", tmp_path / "bank")
    shutil.copytree(BANKS / "broken", bank, dirs_exist_ok=True)
    main(["-C", str(bank), "check", "--format", "json"])
    rows = [row for row in json.loads(capsys.readouterr().out)["diagnostics"] if row["severity"] != "hint"]
    main(["-C", str(bank), "check"])
    shown = [problem for problem in problems(capsys.readouterr().out) if problem[4] != "info"]
    assert len(rows) > 10
    assert sorted(problem[:5] for problem in shown) == sorted((row["path"], row["line"], row["column"], row["id"], row["severity"]) for row in rows)


def test_tasks_call_what_there_is() -> None:
    """Every task calls the program with arguments it takes, or a target of the Makefile."""
    tasks = shipped("tasks.json")
    assert {"Проверить банк", "Проверить этот файл", "Исправить, что можно", "Посмотреть сайт"} <= {task["label"] for task in tasks["tasks"]}
    asked = {entry["id"] for entry in tasks["inputs"]}
    for task in tasks["tasks"]:
        if task["command"] == "make":
            assert re.search(rf"^{task['args'][0]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        else:
            assert task["command"] == "nastavnik"
            parser().parse_args(task["args"])
        assert set(re.findall(r"\$\{input:(\w+)\}", " ".join(task["args"]))) <= asked
    assert [task["label"] for task in tasks["tasks"] if isinstance(task.get("group"), dict)] == ["Проверить банк"]


# Snippets

_STOP = re.compile(
    r"\\(?P<plain>.)"
    r"|\$\{(?P<number>\d+)(?::(?P<text>(?:\\.|[^}\\])*)|\|(?P<choice>(?:\\.|[^|\\])*)\|)?\}"
    r"|\$\{(?P<variable>[A-Z_]+)\}"
    r"|\$(?P<last>\d)"
)
_TODAY = {"CURRENT_YEAR": "2026", "CURRENT_MONTH": "11", "CURRENT_DATE": "22"}


def choices(offered: str) -> list[str]:
    """The values of a choice, parted at commas that no backslash stands before."""
    return [re.sub(r"\\([,|\\])", r"\1", value) for value in re.findall(r"((?:\\.|[^,\\])+)", offered)]


def expanded(body: Sequence[str]) -> str:
    """The text a snippet inserts before anything is typed: what stands in its places, the first value of its choices."""

    def shown(match: re.Match[str]) -> str:
        if match["plain"]:
            return match["plain"]
        if match["choice"] is not None:
            return choices(match["choice"])[0]
        return _TODAY[match["variable"]] if match["variable"] else re.sub(r"\\(.)", r"\1", match["text"] or "")

    return _STOP.sub(shown, "\n".join(body))


def unfilled(text: str) -> Iterator[int]:
    """Lines of the header whose field still waits for its value; a folded text is told of at its name."""
    lines = text.split("---\n", 2)[1].split("\n")
    for number, line in enumerate(lines):
        if not line.startswith("#") and (UNFILLED in line or UNFILLED_DATE in line):
            yield number + 2 - (lines[number - 1].endswith(">-"))


@pytest.mark.parametrize("word", RECORDS)
def test_unfilled_record_names_what_to_fill(word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record just inserted is read, has every field and section it must, and the check tells of each place left unfilled and of no other field."""
    name, _ = RECORDS[word]
    bank = copied("minimal", tmp_path / "bank")
    path = PAGES.get(name) or f"{SAMPLES[name]}/index.md"
    text = expanded(snippets(vocabularies(bank))[name][word]["body"])
    (bank / path).parent.mkdir(parents=True, exist_ok=True)
    (bank / path).write_text(text, encoding="utf-8")
    main(["-C", str(bank), "check", "--format", "json", "--today", "2026-11-22"])
    rows = [row for row in json.loads(capsys.readouterr().out)["diagnostics"] if row["severity"] == "error"]
    assert {row["path"] for row in rows} == {path}
    head = text.split("---\n", 2)[1].count("\n") + 2
    assert {row["line"] for row in rows if row["line"] <= head} == set(unfilled(text))
    assert {row["id"] for row in rows if row["line"] <= head} <= {"F103", "F105", "F108", "F109", "L001"}
    assert {row["id"] for row in rows if row["line"] > head} <= {"P004", "P005", "P006"}
    sections = [spec.title for spec in kind(name).sections if f"## {spec.title}" in text]
    assert {title for title in sections if not any(f"«{title}»" in row["message"] for row in rows)} == set()


@pytest.mark.parametrize("word", ITEMS)
def test_item_has_what_it_must(word: str) -> None:
    """An item of a list is YAML with every key that the schema demands, none unknown, and choices from the vocabulary."""
    name, field = ITEMS[word]
    known = vocabularies(ROOT)
    value, _, found = read_yaml("", f"{field}:\n  " + expanded(snippets(known)[name][word]["body"]).replace("\n", "\n  "))
    assert not found
    assert isinstance(value, dict)
    item = kind(name).at((field, 0))
    [got] = value[field]
    assert set(item["required"]) <= got.keys() <= item["properties"].keys()
    for key, told in got.items():
        vocabulary = known.get(str(kind(name).at((field, 0, key)).get("x-vocabulary")))
        assert vocabulary is None or told in vocabulary.by_id


@settings(max_examples=25)  # each makes every snippet
@given(st.lists(st.text(st.sampled_from("ab,|\\$}{ё"), min_size=1), min_size=1, unique=True))
def test_choices_are_escaped(ids: list[str]) -> None:
    """A value with signs that mean something in a snippet is offered as it is."""
    terms = tuple(Term(id=name, label="название") for name in ids)
    body = "\n".join(snippets({"event_kinds": Vocabulary(name="event_kinds", title="", description="", terms=terms)})["event"]["событие"]["body"])
    offered = next(match["choice"] for match in _STOP.finditer(body[body.index("\nkind: ") :]) if match["choice"] is not None)
    assert choices(offered) == ids


def test_retired_values_are_not_offered() -> None:
    """A value that is no longer chosen is not among the choices."""
    terms = (Term(id="old", label="старое", retired=True), Term(id="new", label="новое"))
    body = snippets({"event_kinds": Vocabulary(name="event_kinds", title="", description="", terms=terms)})["event"]["событие"]["body"]
    assert any(re.fullmatch(r"kind: \$\{\d+\|new\|\}", line) for line in body)


def test_words_are_not_shared() -> None:
    """A word that an editor types brings one snippet."""
    words = [word for found in snippets(vocabularies(ROOT)).values() for word in found]
    assert len(words) == len(set(words)) > 20


# Schemas of the YAML files


def yaml_files() -> list[Path]:
    """Every file of the shipped bank that is YAML and nothing else."""
    return [ROOT / "site_config.yml", *sorted((ROOT / "content").rglob("*.yml"))]


@pytest.mark.parametrize("path", yaml_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_yaml_file_has_its_schema(path: Path) -> None:
    """The settings lay one schema over each file, the one of its kind, and the file fits it."""
    name = path.relative_to(ROOT).as_posix()
    laid = [
        schema
        for schema, patterns in shipped("settings.json")["yaml.schemas"].items()
        if any(re.search(re.escape(pattern).replace(r"\*", ".*") + r"\Z", name) for pattern in patterns)  # as the YAML extension reads them
    ]
    expected = "site" if name == "site_config.yml" else classify(name).kind
    assert laid == [f"./.vscode/schemas/{expected}.json"]
    schema = json.loads((ROOT / laid[0]).read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    assert not list(jsonschema.Draft7Validator(schema).iter_errors(values(path)))


@pytest.mark.parametrize("name", YAML)
def test_schemas_are_plain_and_named(name: str) -> None:
    """No key of ours, no reference, a Russian name for every field, one name a value, and what does not fit is refused."""
    schema = yaml_schema(name, vocabularies(ROOT))
    jsonschema.Draft7Validator.check_schema(schema)
    for node in nodes(schema):
        assert not [key for key in node if key.startswith("x-") or key == "$ref"]
        assert all(re.search("[а-яё]", field["title"]) for field in node.get("properties", {}).values())
        assert len(node.get("enumDescriptions", node.get("enum", ()))) == len(node.get("enum", ()))
    assert not jsonschema.Draft7Validator(schema).is_valid({"zzz": 1})


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema within a schema."""
    if isinstance(node, dict):
        yield node
        for field in [*node.get("properties", {}).values(), node.get("items")]:
            yield from nodes(field)


def test_values_have_russian_names() -> None:
    """Beside a value of a vocabulary stands what it means."""
    actors = yaml_schema("regulation", vocabularies(ROOT))["properties"]["clauses"]["items"]["properties"]["actors"]["items"]
    assert dict(zip(actors["enum"], actors["enumDescriptions"], strict=True))["kurator"].startswith("куратор")


# The hook and the checks of a proposal


def test_hook_checks_the_whole_bank() -> None:
    """The hook runs at every commit, on the bank and not on its files, with a command there is."""
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["id"] == "nastavnik-check"
    assert hook["language"] == "python"
    assert hook["always_run"] is True
    assert hook["pass_filenames"] is False
    assert hook["require_serial"] is True
    program, *arguments = hook["entry"].split()
    assert program == "nastavnik"
    parser().parse_args([*arguments, "--fix"])
    assert set(hook) <= {"id", "name", "description", "entry", "language", "pass_filenames", "always_run", "require_serial"}


def commands(script: str) -> list[list[str]]:
    """The calls of our program in a shell script, without what the shell does with their output."""
    return [found.split() for found in re.findall(r"\.venv/bin/nastavnik ([^\n;|>&]+)", script)]


def test_a_proposal_is_checked_with_the_right_to_read() -> None:
    """A pull request from anyone runs with no secret and no right but to read, and its faults stand beside its lines."""
    text = (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    assert workflow[True] == "pull_request"  # YAML 1.1 takes the key `on` for a truth value
    assert workflow["permissions"] == {}
    assert all(job["permissions"] == {"contents": "read"} for job in workflow["jobs"].values())
    assert "secrets." not in text
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert all(step["with"]["persist-credentials"] is False for step in steps if step.get("uses", "").startswith("actions/checkout@"))
    called = [call for step in steps for call in commands(step.get("run", ""))]
    assert ["check", "--format", "github"] in called
    assert not [step["run"] for step in steps if "${{" in step.get("run", "")], "what a stranger named must not reach the shell"
    for call in called:
        parser().parse_args(call)


def test_a_merge_request_shows_its_faults() -> None:
    """The faults are a report that GitLab shows beside the changed lines, kept when the check fails."""
    jobs = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    check = jobs["check"]
    called = commands("\n".join(check["script"]))
    assert ["check", "--format", "gitlab"] in called
    assert check["artifacts"]["reports"]["codequality"] in check["script"][0]
    assert check["artifacts"]["when"] == "always"
    for call in called + commands("\n".join(jobs["build"]["script"])):
        parser().parse_args(call)


# The page for editors

PAGE = ROOT / "content/editors/zamechaniya.md"


def test_page_names_what_there_is() -> None:
    """Every command of the page is understood, every task is in the menu, every word brings a snippet, every rule and severity exists."""
    text = PAGE.read_text(encoding="utf-8")
    for call in re.findall(r"`nastavnik ([^`]+)`", text):
        parser().parse_args(call.split())
    labels = {task["label"] for task in shipped("tasks.json")["tasks"]}
    table = text.partition("| Задача |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| ([А-Я][^|]+?) \|", table, re.MULTILINE)) < labels
    assert "«Установить программу»" in text
    words = {word for found in snippets({}).values() for word in found}
    offered = text.partition("выберите заготовку:")[2].partition(". ")[0]
    assert set(re.findall("«([^»]+)»", offered)) < words
    assert set(re.findall(r"\b[A-Z]\d{3}\b", text)) <= set(RULES)
    assert all(f"| {word} |" in text for word in SEVERITIES)
