"""Leftovers of other programs among the fields: marks of a conflict of edits, and codes of web pages such as &nbsp;."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from generator.load import sign_rules
from generator.load.values import Slip
from generator.patterns import late

_ENTITY = late(r"&(?:nbsp|laquo|raquo|mdash|ndash|hellip|shy|bdquo|ldquo|rdquo|quot|apos|amp|lt|gt|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_PLAIN = late(r"[\w «»„“”–—…№\u00a0\u00ad]?\Z")


def entities(lines: Sequence[str]) -> Iterator[Slip]:
    """Codes of web pages in the fields, where they stay codes."""
    for number, line in enumerate(lines):
        if "&" not in line or ";" not in line:
            continue
        matches = list(_ENTITY.finditer(line))
        if not matches:
            continue
        signs = [html.unescape(match.group()).replace("\u00ad", "") for match in matches]
        edits = tuple((number, match.start(), match.end(), sign) for match, sign in zip(matches, signs, strict=True) if _PLAIN.match(sign))
        first, sign = matches[0], signs[0]
        message = f"Код «{first.group()}» с веб-страницы так и останется кодом."
        hint = f"Наберите вместо него сам знак: «{sign}»." if sign.strip() else "Наберите вместо него обычный пробел." if sign else "Удалите его."
        safe = "Заменить код знаком" if len(edits) == len(matches) else ""
        yield Slip(sign_rules.Entity, number, first.start(), first.end(), message, hint, edits or ((number, 0, 0, ""),), safe)


def conflicts(lines: Sequence[str]) -> Iterator[Slip]:
    """Mendings without a word, `signs` has told of them: of a conflict the first version stays."""
    theirs = False
    inside = False
    for number, line in enumerate(lines):
        mark = line[:7] if line[7:8] in ("", " ") else ""
        if mark == "<<<<<<<":
            inside, theirs = True, False
        elif inside and mark in ("|||||||", "======="):
            theirs = True
        if theirs or mark in ("<<<<<<<", ">>>>>>>"):
            yield Slip(sign_rules.Conflict, number, 0, 0, "", "", ((number, 0, len(line), ""),))
        if mark == ">>>>>>>":
            inside = theirs = False
