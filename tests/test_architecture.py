"""The house of generator/: who may import whom, who may name the engine, speak or stop the program, and how long a module is."""

from __future__ import annotations

import ast
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites import ROOT

GENERATOR = ROOT / "generator"
MODULES = sorted(GENERATOR.rglob("*.py"))
MOST = 400

# Each part and what it may import, beside itself and the leaves. Two deviations from the order of folders are meant:
# `settings` stands above `schema`, because site_config.yml is checked like any other record; `commands` and
# `builder` stand between `verbs` and what they use, so that what a command does can be used without printing.
LEAVES = {"words", "spelling", "atomic", "memo", "boards", "sums", "workers", "stopwatch", "patterns", "folders", "disk", "terminal", "__init__"}
BELOW = {"model", "settings", "schema", "load", "diagnostics"}
ALLOWED = {
    "words": set(),
    "spelling": set(),
    "atomic": set(),
    "memo": set(),
    "boards": set(),
    "sums": set(),
    "workers": set(),
    "stopwatch": set(),
    "patterns": set(),
    "folders": set(),
    "disk": set(),
    "terminal": set(),
    "diagnostics": set(),
    "load": {"diagnostics"},
    "schema": {"load", "diagnostics"},
    "settings": {"schema", "load", "diagnostics"},
    "model": {"schema", "load", "diagnostics"},
    "check": BELOW,
    "regulation": {"check"} | BELOW,
    "ledger": {"check"},
    "shelf": {"model"},
    "survey": {"ledger", "shelf", "check"} | BELOW,
    "alike": {"model"},
    "render": BELOW,
    "publish": {"render"} | BELOW,
    "pipeline": {"survey", "alike", "publish", "render"} | BELOW,
    "preview": {"pipeline", "check", "render"} | BELOW,
    "misuse": set(),
    "done": set(),
    "checker": {"misuse", "survey"} | BELOW,
    "federate": {"publish", "render"} | BELOW,  # beside pipeline: it reads sites, not banks
    "commands": {"misuse", "survey", "publish", "federate", "regulation"} | BELOW,
    "builder": {"misuse", "done", "survey", "pipeline", "publish", "render"} | BELOW,
    "verbs": {"checker", "commands", "builder", "preview", "done", "misuse", "publish"},
    "cli": {"verbs", "commands", "done", "misuse", "diagnostics"},
    "__main__": {"cli"},
    "__init__": {"survey", "diagnostics"},
}
NAMES_THE_ENGINE = {"publish/engine.py", "publish/stage.py"}
OFFERS_THE_ENGINE = {"cli.py", "settings.py"}  # the value of an option, and its default


def _name(path: Path) -> str:
    return path.relative_to(GENERATOR).as_posix()


def _part(module: str) -> str:
    """The part of the house of a dotted name below `generator`."""
    return [*module.split("."), "__init__"][1]


def _imports(path: Path) -> Iterator[str]:
    """Dotted names of every module of ours that a module imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "generator")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{_name(path)}: imports here are absolute"
            if node.module == "generator":
                yield from (f"generator.{alias.name}" for alias in node.names if alias.name != "__version__")
            elif node.module and node.module.startswith("generator."):
                yield node.module


def _docstrings(tree: ast.Module) -> dict[ast.Constant, ast.AST]:
    """Every docstring and what it belongs to."""
    found: dict[ast.Constant, ast.AST] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
                found[first.value] = node
    return found


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_imports_go_down(path: Path) -> None:
    """A module imports only its own part, the parts below it and the leaves."""
    own = _part(f"generator.{_name(path).removesuffix('.py').replace('/', '.')}")
    for module in _imports(path):
        part = _part(module)
        assert part == own or part in ALLOWED[own] | LEAVES, f"{_name(path)} imports {module}"


def test_siblings_do_not_know_each_other() -> None:
    """Check and render never import each other; publish puts out what render made and never looks at the rules' code."""
    for one, other in (("check", "render"), ("render", "check"), ("publish", "check"), ("check", "publish"), ("render", "publish")):
        assert other not in ALLOWED[one]


def test_every_part_has_its_place() -> None:
    """A new part of the house is put into the table above, or this test says so."""
    assert {_part(f"generator.{_name(path).removesuffix('.py').replace('/', '.')}") for path in MODULES} == set(ALLOWED)


def test_only_two_modules_know_the_engine() -> None:
    """Swapping the engine costs one folder: nothing else names MkDocs, except where it is the value of the option."""
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = _docstrings(tree)
        words = {str(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in docstrings and isinstance(node.value, str)}
        words |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        words |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names}
        named = {word for word in words if "mkdocs" in word.lower()}
        if _name(path) in OFFERS_THE_ENGINE:
            named -= {"mkdocs"}
        assert not named or _name(path) in NAMES_THE_ENGINE, f"{_name(path)}: {named}"


def test_only_the_engine_starts_programs() -> None:
    """No other module can run a command."""
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        modules |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert "subprocess" not in modules or _name(path) == "publish/engine.py", _name(path)


def test_only_cli_prints_or_exits() -> None:
    """Everything else returns values: no print and no exit outside `cli` and `verbs`; `python -m generator` hands over its code."""
    for path in MODULES:
        if _name(path) in ("cli.py", "verbs.py", "terminal.py", "__main__.py", "workers.py"):  # the last ends processes of its own
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in ("print", "exit", "quit", "sys.exit", "os._exit", "sys.stdout.write", "sys.stderr.write"), f"{_name(path)}:{node.lineno}"
            if isinstance(node, ast.Raise) and node.exc is not None:
                assert "SystemExit" not in ast.unparse(node.exc), f"{_name(path)}:{node.lineno}"


def test_only_the_top_reads_the_clock() -> None:
    """Today is passed in: below `commands` nobody asks what day it is."""
    for path in MODULES:
        if _name(path) in ("cli.py", "verbs.py", "commands.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                assert ast.unparse(node.func) not in ("date.today", "datetime.now", "datetime.today", "datetime.utcnow", "time.time"), (
                    f"{_name(path)}:{node.lineno}"
                )


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_module_is_short(path: Path) -> None:
    """Past four hundred lines a module holds two ideas. Help pages of rules are texts, not code, and do not count."""
    text = path.read_text(encoding="utf-8")
    pages = [
        docstring
        for docstring, owner in _docstrings(ast.parse(text)).items()
        if isinstance(owner, ast.ClassDef) and any(ast.unparse(base) == "Rule" for base in owner.bases)
    ]
    code = text.count("\n") - sum((page.end_lineno or page.lineno) - page.lineno for page in pages)
    assert code <= MOST, f"{code} lines"


@pytest.mark.parametrize("path", sorted([*ROOT.glob("theme/**/*.js"), *ROOT.glob("theme/**/*.css")]), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_script_and_style_are_short(path: Path) -> None:
    """The same for scripts and styles of the theme."""
    assert path.read_text(encoding="utf-8").count("\n") <= MOST


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_module_says_what_it_is(path: Path) -> None:
    """Every module and package opens with a docstring."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring
    assert docstring.split("\n")[0].rstrip().endswith((".", ":", "?"))


def test_every_folder_is_a_package() -> None:
    """A folder of modules has its `__init__`, which says what the folder is for."""
    for folder in {path.parent for path in MODULES}:
        assert (folder / "__init__.py").is_file(), folder


def test_no_leftovers() -> None:
    """No comment says that something is still to be done."""
    for path in MODULES:
        with path.open("rb") as stream:
            comments = [token.string for token in tokenize.tokenize(stream.readline) if token.type == tokenize.COMMENT]
        assert not [comment for comment in comments if any(word in comment for word in ("TODO", "FIXME", "XXX", "HACK"))], _name(path)


def test_no_possessive_groups() -> None:
    """Python 3.11 before 3.11.5 (Debian 12 has 3.11.2) matches some groups with `*+` and `++` without end (CPython issue 106052)."""
    for path in MODULES:
        if _name(path) not in ("publish/outline.py", "diagnostics/formats/github.py"):  # groups without choices inside, tried with 3.11.2; no patterns
            assert ")*+" not in path.read_text(encoding="utf-8"), _name(path)
            assert ")++" not in path.read_text(encoding="utf-8"), _name(path)
