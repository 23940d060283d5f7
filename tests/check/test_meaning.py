"""Faults that the examples of the rules' help pages have no room for: waivers, dates, addresses, tags, retired values."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check.links import words
from generator.diagnostics import RULES
from generator.diagnostics.waivers import blank
from generator.schema.suggest import nearest
from tests.rule_examples import diagnose

PAGE = "---\ntitle: Своя страница\nsummary: Страница, которую написал человек и которую нельзя молча потерять.\n---\n\nСвоя страница.\n"
PHONE = "Горячая линия: 8 (000) 000-00-00."


def _rules(example: str, folder: Path) -> list[str]:
    return [item.rule for item in diagnose(example, folder)]


def test_only_rules_about_meaning_are_waivable() -> None:
    """What cannot be read, shown or built is mended, not waived."""
    waivable = {rule for rule in RULES if RULES[rule].waivable}
    assert waivable >= {"P010", "P021", "T001", "O001", "E001", "L001", "C001", "B002"}
    assert not {rule for rule in waivable if rule[0] in "FVSW" or rule in ("P001", "P009", "B001", "B003", "B004")}


@pytest.mark.parametrize(
    ("comment", "rules"),
    [
        ("<!-- разрешено C001: номер горячей линии -->", []),
        ("<!--разрешено C001:номер горячей линии-->", []),
        ("<!-- разрешено С001: номер горячей линии -->", ["C001", "F022"]),  # Cyrillic
        ("<!-- разрешено\nC001: номер горячей линии -->", ["C001", "F022"]),
        ("<!-- разрешено C001: номер\nгорячей линии -->", ["C001", "F022"]),
        ("<!-- разрешено: номер горячей линии -->", ["C001", "F022"]),
        ("<!-- Разрешено C001: номер горячей линии -->", ["C001", "F022"]),
        ("<!-- разрешено C01: номер горячей линии -->", ["C001", "F022"]),
        ("<!-- разрешено C001: номер горячей линии", ["C001", "F022"]),
        ("<!-- разрешено C001 -->", ["C001", "F019"]),
        ("<!-- разрешено C001: -->", ["C001", "F019"]),
        ("<!-- разрешено F101: номер горячей линии -->", ["C001", "F021"]),
        ("<!-- разрешено P001: номер горячей линии -->", ["C001", "F021"]),
        ("<!-- разрешено C999: номер горячей линии -->", ["C001", "F021"]),
        ("<!-- разрешено C002: номер горячей линии -->", ["C001", "F018"]),
        ("`<!-- разрешено С001: образец -->`", ["C001"]),
        ("<!-- номер горячей линии -->", ["C001", "L009"]),
    ],
)
def test_waiver(comment: str, rules: list[str], tmp_path: Path) -> None:
    """A waiver silences one rule about meaning; whatever only looks like one silences nothing and is told of."""
    assert sorted(_rules(f"## Материалы\n\n{comment}\n\n{PHONE}", tmp_path)) == rules


def test_waiver_of_a_missing_field_silences_nothing(tmp_path: Path) -> None:
    """A card without its title stays a card without a title."""
    assert sorted(_rules("# без поля: title\n## Материалы\n\n<!-- разрешено F101: так решили -->\nЛист наблюдения урока.", tmp_path)) == ["F021", "F101"]


def test_waivers_keep_places() -> None:
    """A blanked waiver leaves every other character where it stood."""
    text = "а <!-- разрешено C001: линия --> б\n<!-- разрешено\nС001 -->в\n<!-- иное -->"
    kept = blank(text)
    assert len(kept) == len(text)
    assert [line.strip() for line in kept.split("\n")] == ["а" + " " * 32 + "б", "", "в", "<!-- иное -->"]


@pytest.mark.parametrize(
    ("example", "rules"),
    [
        ("created: 2027-01-01\nupdated: 2027-02-01\nreview_by: 2028-01-01", ["P017"]),
        ("# файл: content/programs/programma/index.md\nupdated: 2020-01-01\nreview_by: 2021-01-01", ["P017", "P011"]),
        ("# файл: content/programs/programma/index.md\nupdated: 2027-01-01\nreview_by: 2028-01-01", ["P017"]),
        ("# файл: content/schools/primer/index.md\nupdated: 2026-11-22", []),
        ("# файл: content/schools/primer/index.md\nupdated: 2026-11-23", ["O006"]),
        ("# файл: content/knowledge/index.md\nupdated: 2027-01-01", ["O006"]),
    ],
)
def test_dates(example: str, rules: list[str], tmp_path: Path) -> None:
    """Made, then updated, and both by today: for every kind."""
    assert sorted(_rules(example, tmp_path)) == sorted(rules)


def test_news_of_tomorrow(tmp_path: Path) -> None:
    """News tells of what was."""
    text = "# файл: content/schools/primer/news/2026-11-23-krug.md\n---\ntitle: Наставники собрались на круг\ndate: 2026-11-23\n---\n\nОбсудили вопросы."
    assert _rules(text, tmp_path) == ["O006"]


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("content/practices/index.md", True), ("content/programs/svoe.md", True), ("content/schools/index.md", True), ("content/regulation/svoj.md", True),
        ("content/glossary/index.md", True), ("content/acts.md", True), ("content/events/list/index.md", True), ("content/embed/v1.md", True),
        ("content/help.md", True), ("content/help/index.md", True), ("content/help/rules/p.md", True), ("content/help/sajty.md", False), ("content/search/index.md", True), ("content/api/v1/index.md", True), ("content/assets/index.md", True),
        ("content/404.md", True), ("content/feed.atom.md", True), ("content/knowledge.md", True), ("content/helpful.md", False), ("content/knowledge/help.md", False),
    ],
)  # fmt: skip
def test_address_of_a_page(path: str, taken: bool, tmp_path: Path) -> None:
    """No page of a person stands where the site makes one, or where another page stands."""
    assert bool({"B004", "F038"} & set(_rules(f"# файл: {path}\n{PAGE}", tmp_path))) is taken


@pytest.mark.parametrize(("alias", "taken"), [("topic", True), ("education-level", True), ("page-2", True), ("page-two", False), ("staroe", False)])
def test_address_of_a_card(alias: str, taken: bool, tmp_path: Path) -> None:
    """Lists of cards stand beside the cards, former addresses too."""
    assert ("B004" in _rules(f"aliases: [{alias}]", tmp_path)) is taken


def test_code_is_blank_in_words() -> None:
    """Code holds examples; every other character keeps its line and column."""
    text = "а `<b>` <i>\n\n```\n<b>\n```\n\n    <u>\n\n| `<a>` <q> |\n|--|\n| ``<x> ` `` <y> |\n\n- м `<z>\n  <w>` н"
    shown = words(text)
    assert [line.split() for line in shown if line.strip()] == [["а", "<i>"], ["|", "<q>", "|"], ["|", "<y>", "|"], ["-", "м"], ["н"]]
    assert shown[0].index("<i>") == text.index("<i>")


@pytest.mark.parametrize(("written", "meant"), [("ноо", "noo"), ("соо", "soo"), ("спо", "spo"), ("до", "do"), ("nxo", "noo"), ("sop", None), ("xyz", None)])
def test_short_codes(written: str, meant: str | None) -> None:
    """Codes of two to four letters, in Cyrillic or with one slip; of two equally near ones none is guessed."""
    assert nearest(written, {code: code for code in ("do", "noo", "ooo", "soo", "spo")}) == meant


def test_pattern_holds_for_the_whole_text(tmp_path: Path) -> None:
    """A line break at the end of a value is a part of it."""
    assert _rules('aliases: ["staroe\\n"]', tmp_path / "a") == ["F108"]
    assert _rules('aliases: ["staroe"]', tmp_path / "b") == []


def test_school_may_have_two_mentors(tmp_path: Path) -> None:
    """Five is said only where five is asked for."""
    (found,) = diagnose("# файл: content/schools/primer/index.md\nshmo: {about: Объединение собирается раз в месяц., members: 1}", tmp_path / "a")
    assert (found.rule, "меньше пяти" in found.hint) == ("F107", False)
    assert _rules("# файл: content/schools/primer/index.md\nshmo: {about: Объединение собирается раз в месяц., members: 2}", tmp_path / "b") == []
