"""«РџСЂР°РєС‚РёРєР°»: a Russian text that was read in a wrong encoding and saved so. Known pairs are turned back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Edit, Fix, Place
from generator.load import sign_rules
from generator.patterns import late


def _upper_half(codec: str) -> dict[int, str]:
    """What a codec makes of the bytes above ASCII; a byte it does not know is the sign of that number, as browsers have it."""
    return {byte: (bytes([byte]).decode(codec, "ignore") or chr(byte)) for byte in range(0x80, 0x100)}


@dataclass(frozen=True, slots=True)
class _Pair:
    """Bytes of `right` read as `wrong`: a cheap test, the pattern of the damage, and the way back."""

    hints: tuple[str, ...]
    pattern: re.Pattern[str]
    back: dict[str, int]
    right: str

    def turned(self, text: str) -> str | None:
        """The text as it was, or None when it does not turn back whole."""
        try:
            return bytes(ord(sign) if sign < "\x80" else self.back[sign] for sign in text).decode(self.right)
        except (KeyError, UnicodeDecodeError):
            return None


def _utf8_as(wrong: str) -> _Pair:
    half = _upper_half(wrong)
    first, rest = half[0xD0] + half[0xD1], "".join(half[byte] for byte in range(0x80, 0xC0))
    hints = tuple(half[one] + half[two] for one, two in ((0xD0, 0xBE), (0xD0, 0xB5), (0xD0, 0xB0), (0xD0, 0xB8)))  # о е а и
    return _Pair(hints, re.compile(f"(?:[{re.escape(first)}][{re.escape(rest)}]){{4,}}"), {sign: byte for byte, sign in half.items()}, "utf-8")


_PAIRS = (
    _utf8_as("cp1251"),
    _utf8_as("cp1252"),
    _utf8_as("cp866"),
    _Pair(("î", "å", "à"), late("[À-ÿ]{5,}"), {sign: byte for byte, sign in _upper_half("cp1252").items()}, "cp1251"),
)


def mojibake(path: str, text: str) -> tuple[list[Diagnostic], set[int]]:
    """One diagnostic for each way a text was damaged, and the damaged lines; the fix turns back the lines that turn back whole."""
    found: list[Diagnostic] = []
    lines: set[int] = set()
    for pair in _PAIRS:
        if any(hint in text for hint in pair.hints) and pair.pattern.search(text):
            found.append(_told(path, text, pair, lines))  # noqa: PERF401  # it notes the lines too
    return found, lines


def _told(path: str, text: str, pair: _Pair, lines: set[int]) -> Diagnostic:
    edits: list[Edit | None] = []
    first: tuple[Place, str] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        match = pair.pattern.search(line)
        if match is None:
            continue
        lines.add(number)
        whole = pair.turned(line)
        edits.append(Edit(Place(path, number, 1, number, len(line) + 1), whole) if whole is not None and "\n" not in whole else None)
        place = Place(path, number, match.start() + 1, number, match.end() + 1)
        first = first or (place, (whole or pair.turned(match.group()) or "…").strip())
    assert first is not None
    place, sample = first
    more = f" Таких строк: {len(edits)}." if len(edits) > 1 else ""
    sample = sample if len(sample) <= 60 else f"{sample[:59]}…"
    fix = Fix("Вернуть русские буквы", tuple(edit for edit in edits if edit)) if all(edits) else None
    message = f"Русский текст прочитан в чужой кодировке и так сохранён; было: «{sample}».{more}"
    return sign_rules.Mojibake.at(place, message, "Возьмите текст из исходного файла и откройте его в кодировке UTF-8.", fix)
