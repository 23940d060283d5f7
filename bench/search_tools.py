"""What the comparison of search engines needs besides the project and its peers: a dictionary and a browser."""

from __future__ import annotations

import importlib.util
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from bench.search_queries import Word
from bench.tools import MissingToolError, pip

DICTIONARY = ("pymorphy3==2.0.6", "pymorphy3-dicts-ru==2.4.417150.4580142")
ODD_FORMS = frozenset({"V-oy", "V-ey", "V-be", "V-ie", "V-ej", "V-bi", "Infr", "Slng", "Arch", "Litr", "Erro", "Dist", "gen2", "loc2", "acc2", "voct", "Supr"})
"""Marks of forms that hardly anybody types."""


class Pymorphy:
    """The dictionary of pymorphy3."""

    def __init__(self, analyzer: Any) -> None:
        self.word = lru_cache(maxsize=None)(self._word)
        self._analyzer = analyzer

    def _word(self, text: str) -> Word:
        first = self._analyzer.parse(text)[0]
        forms = (form for form in first.lexeme if _kin_part(form.tag.POS) == _kin_part(first.tag.POS) and not ODD_FORMS & _marks(form.tag))
        return Word(first.normal_form, str(first.tag.POS), first.is_known, tuple(form.word for form in forms))


def dictionary(work: Path) -> Pymorphy:
    """pymorphy3, installed under the work folder when Python has none."""
    folder = work / "python"
    if importlib.util.find_spec("pymorphy3") is None:
        if not (folder / "pymorphy3").is_dir() and not pip(folder, *DICTIONARY):
            raise MissingToolError("pymorphy3 makes the queries and could not be installed; give queries with --queries FILE")
        sys.path.insert(0, str(folder))
    return Pymorphy(importlib.import_module("pymorphy3").MorphAnalyzer())


def _kin_part(part: str | None) -> str | None:
    return "INFN" if part == "VERB" else part


def _marks(tag: Any) -> frozenset[str]:
    return frozenset(str(tag).replace(" ", ",").split(","))
