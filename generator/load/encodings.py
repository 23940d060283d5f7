"""Guesses the encoding of a Russian text by the pairs of letters that Russian is full of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.patterns import late

_CANDIDATES = (("windows-1251", "cp1251"), ("koi8-r", "koi8-r"), ("cp866", "cp866"), ("Mac Кириллица", "mac-cyrillic"), ("ISO-8859-5", "iso8859-5"))
_PAIRS = frozenset(re.findall("..", "стнотонаеновниравокопрропоосерреалголитьоткаетанолтавадеоратиеияльомласкнетеесасимит"))
_TURNED = late(r"[а-яё][А-ЯЁ]")
_STRANGE = late(r"[^\x00-\x7fА-Яа-яЁё«»–—…№„“”’•\u00a0]")
_SAMPLE = 20_000
_ENOUGH = 20  # letters beyond ASCII: fewer prove nothing


@dataclass(frozen=True, slots=True)
class Guess:
    """The likely encoding: its name for people, its name for Python, and whether there is no doubt."""

    name: str
    codec: str
    sure: bool


def guess(data: bytes) -> Guess:
    """The likely one-byte Russian encoding of `data`."""
    sample = data[:_SAMPLE]
    high = sum(byte > 0x7F for byte in sample)
    ranked = sorted(((_likeness(sample.decode(codec, "replace")) / (high or 1), name, codec) for name, codec in _CANDIDATES), reverse=True)
    (best, name, codec), (second, *_) = ranked[:2]
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return Guess(name, codec, sure=False)
    return Guess(name, codec, sure=high >= _ENOUGH and best > 0.25 and best - max(second, 0) > 0.1)


def _likeness(text: str) -> float:
    """How many pairs of letters are Russian ones, less what Russian texts have not."""
    low = text.lower()
    pairs = sum(low[index : index + 2] in _PAIRS for index in range(len(low)))
    return pairs - 2 * len(_TURNED.findall(text)) - 2 * len(_STRANGE.findall(text))


def without_mark(data: bytes) -> str:
    """«UTF-16-LE» or «UTF-16-BE» when a text without a mark is in one: every second byte is 0x00 (Latin) or 0x04 (Cyrillic)."""
    sample = data[:2000]
    if len(data) % 2 or len(sample) < 4:
        return ""
    for name, rest in (("UTF-16-LE", sample[1::2]), ("UTF-16-BE", sample[0::2])):
        if sum(byte in (0, 4) for byte in rest) > 0.8 * len(rest):
            return name
    return ""
