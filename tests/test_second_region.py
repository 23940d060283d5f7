"""Another region runs the same code: its bank is all that differs."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sites import ROOT, Site, copied, words

NAME = "Копилка наставника Заречного края"
FOREIGN = re.compile(r"смоленск|соиро|smolensk", re.IGNORECASE)
# Ids and labels of the other banks that this region does not use.
OTHERS = re.compile(r"pedagog-pedagog|tradicionnoe|primersk|obshcheobrazovatelnaya|Примерск|Всякая область")


@pytest.fixture(scope="module")
def site(built: Callable[[str], Site]) -> Site:
    """The site of the second region."""
    return built("second_region")


def test_builds_from_the_command_line(tmp_path: Path) -> None:
    """`nastavnik -C BANK build -o FOLDER` is all a region has to type."""
    root = copied("second_region", tmp_path / "bank")
    command = [sys.executable, "-m", "generator", "-C", str(root), "build", "-o", str(tmp_path / "out"), "--today", "2026-11-22"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "2 карточки, 1 шаблон, 1 организация" in done.stdout.replace("\u00a0", " ")
    assert (tmp_path / "out" / "index.html").is_file()


def test_has_no_fault(site: Site) -> None:
    """Its vocabularies, clauses and numbering pass every rule."""
    from tests.sites import TODAY, check_folder

    assert check_folder(site.root, TODAY) == []


def test_shows_its_own_names(site: Site) -> None:
    """Every page carries the region's name of the site; its vocabulary, act and numbering are on the pages they belong to."""
    for path, data in site.files.items():
        if path.endswith(".html") and not path.startswith(("embed/v1/", "embed/preview/")):
            assert NAME in data.decode(), path
    card = words(site.page("practices/artel-tempa"))
    for own in ("равный – равному", "артель", "темп урока", "распутица и бездорожье", "статья II.3", "Сад-школа «Зарека»", "прижилось", "окружной"):
        assert own in card, own
    assert "№ 7-К" in words(site.page("regulation"))
    assert "статья II.3, часть «а»" in words(site.page("regulation/st-2-3"))
    assert "город Верхнереченск" not in words(site.page("schools"))
    assert "Луговой округ" in words(site.page("schools"))


def test_shows_nothing_of_another_region(site: Site) -> None:
    """Nothing of the banks this code was written beside stands on its site; the rules' help speaks of invented places only."""
    for path, data in site.files.items():
        if path.endswith((".html", ".json", ".atom", ".xml", ".ics", ".txt")):
            text = data.decode()
            assert not FOREIGN.search(text), path
            if not path.startswith(("help/", "api/v1/schema/", "search/")):
                assert not OTHERS.search(text), (path, OTHERS.search(text))


def test_menu_calls_the_order_by_its_name(site: Site) -> None:
    """The menu names the order as `document.yml` does: here it is «Уклад», there is no «Положение» in this region."""
    menu = re.search(r'<a[^>]*href="regulation/"[^>]*>(.*?)</a>', site.page(""), re.DOTALL)
    assert menu
    assert words(menu[1]) == "Уклад"


def test_pages_exist_for_its_own_facets(site: Site) -> None:
    """Listings are made of the region's own values, under the ids it chose."""
    for url in ("form/ravnyj-ravnomu", "kind/tandem", "deficit/raznye-vozrasta", "education-level/nachalnaya", "stage/prizhilos", "level/okruzhnoj"):
        assert site.page(f"practices/{url}")
    assert not (site.out / "practices" / "form" / "pedagog-pedagog").exists()


@pytest.mark.parametrize("folder", ["generator", "theme"])
def test_code_and_theme_name_no_region(folder: str) -> None:
    """The region is data: neither the generator nor the theme holds its name."""
    named = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and FOREIGN.search(path.read_bytes().decode("utf-8", "replace"))
    ]
    assert named == []
