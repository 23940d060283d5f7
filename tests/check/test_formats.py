"""Reports for other programs and for a terminal: addresses are addresses, one line stays one line."""

from __future__ import annotations

import json

from generator.diagnostics import RULES, Place
from generator.diagnostics.formats import FORMATS, Report

PATH = "content/имя с пробелом#1.md"


def _report(text: str, help_url: str = "", column: int = 1) -> Report:
    return Report([RULES["L009"].at(Place(PATH, 1, column, 1, column + 3), "Тег.", "Удалите.")], 1, {PATH: text}, help_url)


def test_sarif_addresses() -> None:
    """The uri of an artefact is percent-encoded (SARIF 2.1.0, §3.4.3); without a site there is no helpUri."""
    (run,) = json.loads(FORMATS["sarif"](_report("<b>")))["runs"]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.startswith("content/%D0%B8")
    assert uri.endswith("%20%D0%BF%D1%80%D0%BE%D0%B1%D0%B5%D0%BB%D0%BE%D0%BC%231.md")
    assert "helpUri" not in run["tool"]["driver"]["rules"][0]
    (run,) = json.loads(FORMATS["sarif"](_report("<b>", "https://bank.example/")))["runs"]
    assert run["tool"]["driver"]["rules"][0]["helpUri"] == "https://bank.example/help/rules/L009/"


def test_excerpt_is_one_line() -> None:
    """Signs that end a line elsewhere, or steer a terminal, are shown as a box; carets stand under the span all the same."""
    shown = FORMATS["text"](_report("а\u2028б\x85\ufeffв\x1b<b>", column=8)).split("\n")
    line = next(number for number, row in enumerate(shown) if row.startswith("    1 | "))
    assert shown[line] == "    1 | а□б□\ufeffв□<b>"
    assert shown[line + 1].rstrip() == "      | " + " " * 6 + "^^^"
