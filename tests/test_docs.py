"""What the documents promise is there: commands, folders, settings, rules of the fields."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.checker import CheckRequest, check, written
from generator.cli import parser
from generator.commands import NEW_KINDS
from generator.diagnostics import RULES
from generator.schema import kind
from tests.sites import ROOT, day_of, replaced

EDITORS = tuple(f"content/editors/{path.name}" for path in sorted((ROOT / "content/editors").glob("*.md")))


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


@pytest.mark.parametrize("path", ["README.md", "README.ru.md", ".github/CONTRIBUTING.md", *EDITORS])
def test_commands_are_understood(path: str) -> None:
    """Every `nastavnik …`, in a block of code or in a line of text, is a command the parser takes."""
    text = read(path)
    blocks = "\n".join(re.findall(r"```\w*\n(.*?)```", text, re.DOTALL))
    called = re.findall(r"^(?:\$ )?(?:\.venv/bin/)?nastavnik (.+?)(?:\s{2,}.*|\s+#.*)?$", blocks, re.MULTILINE)
    called += re.findall(r"`(?:\.venv/bin/)?nastavnik ([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    for line in called:
        try:
            parser().parse_args(line.split())
        except SystemExit as end:  # `--help` ends too, and well
            assert not end.code, line


def test_every_setting_is_described() -> None:
    """The table of README.ru.md names every key of site_config.yml and no other."""
    table = read("README.ru.md").partition("### Поля `site_config.yml`")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z_]+)", table, re.MULTILINE)) == set(kind("site").document["properties"])


def test_architecture_has_its_contents() -> None:
    """The line of contents names the headings below it in their order, and the words of the code stand where it says."""
    text = read("generator/ARCHITECTURE.md")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert re.findall(r"\[(.+?)\]\(#(.+?)\)", text.partition("\n## ")[0]) == [(heading, heading.lower().replace(" ", "-")) for heading in headings]
    words = re.findall(r"^\| (\w+) \| `(.+?)` \|", text.partition("## Words of the code")[2].partition("\n## ")[0], re.MULTILINE)
    assert words
    for word, path in words:
        assert re.search(rf"^class {word}\b|\bself\.{word.lower()}\b", read(f"generator/{path}"), re.MULTILINE), word


def test_architecture_names_every_folder() -> None:
    """The table of folders is the tree."""
    text = read("generator/ARCHITECTURE.md")
    for folder in (ROOT / "generator").iterdir():
        if folder.is_dir() and folder.name != "__pycache__":
            assert f"`{folder.name}/`" in text, folder.name


def test_rules_named_in_documents_exist() -> None:
    """Ids in the pages for editors are ids of rules."""
    for path in ("README.md", "README.ru.md", *EDITORS):
        assert set(re.findall(r"\b[FPTOEVLCBRSW]\d{3}\b", read(path))) <= set(RULES), path


def test_new_kinds_have_schemas() -> None:
    """What `nastavnik new` offers has a schema to make it from."""
    assert all(kind(name).document["required"] for name in NEW_KINDS)


README_FAULTS = {
    "pervye-sto-dnej": ("molodoj]", "ьщдщвщо]"),
    "videoanaliz-uroka": ("title: ", 'title: "'),
    "kejs-klub": ("## Идея", "Наставляемая Примерова А. П. не справлялась с дисциплиной.\n\n## Идея"),
}
README_RU_FAULTS = {
    "zdorovyj-urok": (
        "topic: [urochnaya, metodika]\ndeficit:", "topic: [методика]\ndefecit:",
        "created: 2026-11-22", "created: 22.11.2026",
        "## Цель", "Вопросы – по телефону +7 (000) 000-00-00.\n\n## Цель",
    ),
}  # fmt: skip
EDITORS_FAULTS = {"odna-statya-v-mesyac": ("topic: [metodika]", "topic: [методика]")}


@pytest.mark.parametrize(
    ("document", "faults", "shown"),
    [
        ("README.md", README_FAULTS, "practices"),
        ("README.ru.md", README_RU_FAULTS, "practices/zdorovyj-urok"),
        ("content/editors/zamechaniya.md", EDITORS_FAULTS, "practices/odna-statya-v-mesyac"),
    ],
)
def test_reports_in_documents_are_true(document: str, faults: dict[str, tuple[str, ...]], shown: str, tmp_path: Path) -> None:
    """The report that a document shows, and every place it explains, is what the command prints; how many files a bank has may change."""
    for part in ("content", "practices"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "site_config.yml", tmp_path)
    for card, edits in faults.items():
        path = tmp_path / f"practices/{card}/index.md"
        for old, new in zip(edits[::2], edits[1::2], strict=True):
            replaced(path, {old: new})
    report, _ = check(tmp_path, CheckRequest(day_of(tmp_path), (tmp_path / shown,), cache=False))
    printed = written(report, "text").strip()
    assert _uncounted(printed) in _uncounted(read(document))
    for place in re.findall(r"`((?:[\w./-]+:)?\d+:\d+)`", read(document)):
        assert f"{place} " in printed, place


def _uncounted(text: str) -> str:
    return re.sub(r"Проверено \d+\s\w+", "Проверено", text)
