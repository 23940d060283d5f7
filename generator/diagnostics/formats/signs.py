"""Characters as a reader sees them: those that steer a terminal, hide or reorder text become a box; widths in columns.

Everything a report takes from a file goes through here. Widths follow Unicode's East Asian Width and emoji sequences
(UAX #11, UTS #51); terminals differ for rare scripts, and no report is spoiled by that: a caret stands a column aside.
"""

from __future__ import annotations

import unicodedata

from generator.patterns import late

BOX = "\u25a1"
TAB = "    "
_PLAIN = late("[ -~\u00a0«»\u0400-\u0482\u048a-\u04ff\u2013\u2014\u2026\u2116]*")  # what nearly every line of a card is made of
JOINER = "\u200d"
AS_EMOJI = "\ufe0f"  # variation selector 16: the sign before it is drawn as a picture, two columns wide


def visible(text: str) -> str:
    """`text` on one line, with a box for every sign that cannot be seen or is no part of a line."""
    return text if _PLAIN.fullmatch(text) else "".join(shown for shown, _ in cells(text))


def columns(text: str) -> int:
    """How many columns `text` takes."""
    return sum(width for _, width in cells(text))


def cells(text: str) -> list[tuple[str, int]]:
    """For every character what is shown for it and how many columns that takes."""
    if _PLAIN.fullmatch(text):
        return [(char, 1) for char in text]
    made: list[tuple[str, int]] = []
    joined = False
    for index, char in enumerate(text):
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        if char == JOINER and _pictured(before) and _pictured(after):
            made.append((char, 0))
            joined = True
            continue
        made.append((char, 0) if joined and _pictured(char) else _cell(char, before))
        joined = False
    return made


def _cell(char: str, before: str) -> tuple[str, int]:
    if _PLAIN.fullmatch(char):
        return char, 1
    category = unicodedata.category(char)
    if char == "\t":
        cell = TAB, len(TAB)
    elif char == AS_EMOJI:
        cell = char, int(before in "#*0123456789\u203c\u2049\u2139\u3030" or _narrow_picture(before)) if before else 0
    elif (_is_tone(char) and _pictured(before)) or (_is_tag(char) and (before == "\U0001f3f4" or _is_tag(before))):
        cell = char, 0
    elif category in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        cell = BOX, 1
    elif category in ("Mn", "Me") or "\u1160" <= char <= "\u11ff":
        cell = char, 0
    else:
        cell = char, 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return cell


def _pictured(char: str) -> bool:
    """Whether a sign can be a part of an emoji sequence."""
    return bool(char) and (char == AS_EMOJI or _is_tone(char) or unicodedata.category(char) in ("So", "Sm"))


def _narrow_picture(char: str) -> bool:
    return unicodedata.category(char) in ("So", "Sm") and unicodedata.east_asian_width(char) not in "WF"


def _is_tone(char: str) -> bool:
    return "\U0001f3fb" <= char <= "\U0001f3ff"


def _is_tag(char: str) -> bool:
    return "\U000e0020" <= char <= "\U000e007f"


def whole(text: str) -> str:
    """`text` for a program: as it is, but for halves of a pair, which no encoding of Unicode can write."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
