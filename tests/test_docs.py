"""What the documents promise is there: commands, folders, settings, rules of the fields."""

from __future__ import annotations

import re

import pytest

from generator.cli import parser
from generator.commands import NEW_KINDS
from generator.diagnostics import RULES
from generator.schema import kind
from tests.sites import ROOT


def read(path: str) -> str:
    """A document of the repository."""
    return (ROOT / path).read_text(encoding="utf-8")


def test_make_targets_exist() -> None:
    """Every `make …` that a document names is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    for path in ("README.md", "README.ru.md", ".github/CONTRIBUTING.md"):
        assert set(re.findall(r"\bmake ([a-z-]+)", read(path))) <= targets, path


def test_links_of_documents_lead_somewhere() -> None:
    """Every relative link of a document is a file."""
    for path in ("README.md", "README.ru.md", ".github/CONTRIBUTING.md", "generator/ARCHITECTURE.md", "theme/README.md"):
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", read(path)):
            assert ((ROOT / path).parent / target).exists(), (path, target)


@pytest.mark.parametrize("path", ["README.md", "README.ru.md", ".github/CONTRIBUTING.md"])
def test_commands_are_understood(path: str) -> None:
    """Every `nastavnik …` in a block of code is a command the parser takes."""
    for block in re.findall(r"```\w*\n(.*?)```", read(path), re.DOTALL):
        for line in re.findall(r"^(?:\$ )?(?:\.venv/bin/)?nastavnik (.+?)(?:\s{2,}.*|\s+#.*)?$", block, re.MULTILINE):
            parser().parse_args(line.split())


def test_every_setting_is_described() -> None:
    """README.ru.md names every key of site_config.yml and no other."""
    table = set(re.findall(r"^\| `([a-z_]+)", read("README.ru.md"), re.MULTILINE))
    assert set(kind("site").document["properties"]) <= table


def test_architecture_names_every_folder() -> None:
    """The table of folders is the tree."""
    text = read("generator/ARCHITECTURE.md")
    for folder in (ROOT / "generator").iterdir():
        if folder.is_dir() and folder.name != "__pycache__":
            assert f"`{folder.name}/`" in text, folder.name


def test_rules_named_in_documents_exist() -> None:
    """Ids in the pages for editors are ids of rules."""
    for path in ("README.md", "README.ru.md", *(f"content/editors/{path.name}" for path in sorted((ROOT / "content/editors").glob("*.md")))):
        assert set(re.findall(r"\b[FPTOEVLCBRSW]\d{3}\b", read(path))) <= set(RULES), path


def test_new_kinds_have_schemas() -> None:
    """What `nastavnik new` offers has a schema to make it from."""
    assert all(kind(name).document["required"] for name in NEW_KINDS)
