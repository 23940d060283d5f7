"""Lines of a Word or LibreOffice document, one a paragraph; those of a list have their dash or their number before them.

Tags are found by one pattern in one pass and looked at by name: no XML parser sees the file. Numbers that Word counts
itself stand nowhere in the text, so they are counted here from the levels of the lists.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.check.files.archive import Member

_PIECE = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w.-]*(?::[\w.-]+)?)(?P<rest>[^<>]*)>|(?P<text>[^<]+)")
_ATTRIBUTE = re.compile(r'([\w.:-]+)="([^"<]*)"')
_DEEPEST = 9
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
# What stands in a document and is no part of its text.
_WORD_SKIPPED = frozenset({"w:del", "w:moveFrom", "mc:Fallback", "w:footnote", "w:instrText", "w:delText"})
_ODT_SKIPPED = frozenset({"office:annotation", "text:tracked-changes", "text:note", "office:forms", "text:table-of-content", "draw:frame"})


@dataclass(frozen=True, slots=True)
class _Piece:
    """A tag or the text between two; `kind` is «open», «close», «empty» or «text»."""

    kind: str
    name: str
    rest: str

    def attribute(self, name: str) -> str:
        return next((html.unescape(value) for key, value in _ATTRIBUTE.findall(self.rest) if key == name), "")


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered: `format` is empty for a bullet; `shape` is «%1.%2.» as Word writes it."""

    format: str = ""
    shape: str = ""
    start: int = 1


@dataclass
class _Counter:
    """Numbers of the lists met so far."""

    lists: Mapping[str, Mapping[int, _Level]]
    seen: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def mark(self, name: str, level: int) -> str:
        """What stands before the next item of a list at a level, with a space after it."""
        levels = self.lists.get(name, {})
        this = levels.get(level, _Level())
        if not this.format:
            return "– "
        numbers = self.seen[name]
        numbers[level] = numbers.get(level, this.start - 1) + 1
        for deeper in [key for key in numbers if key > level]:
            del numbers[deeper]

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            own = levels.get(at, _Level())
            return _written(numbers.get(at, own.start), own.format if at == level else "decimal")

        return re.sub(r"%([1-9])", shown, this.shape) + " "


def docx_lines(parts: tuple[Member, ...]) -> Iterator[str]:
    """Lines of word/document.xml."""
    counter = _Counter(_word_lists(_part(parts, "word/numbering.xml")))
    words: list[str] = []
    listed, level = "", 0
    for piece in _kept(_part(parts, "word/document.xml"), _WORD_SKIPPED):
        match piece.kind, piece.name:
            case "open", "w:p":
                words, listed, level = [], "", 0
            case _, "w:numId" if piece.kind != "close":
                listed = piece.attribute("w:val")
            case _, "w:ilvl" if piece.kind != "close":
                level = min(_number(piece.attribute("w:val")), _DEEPEST)
            case "text", "w:t":
                words.append(html.unescape(piece.rest))
            case _, "w:tab" | "w:br" | "w:cr" if piece.kind != "close":
                words.append(" ")
            case _, "w:noBreakHyphen" if piece.kind != "close":
                words.append("-")
            case "close", "w:p":
                line = "".join(words)
                yield counter.mark(listed, level) + line if listed not in ("", "0") and line.strip() else line
                words, listed = [], ""


def odt_lines(parts: tuple[Member, ...]) -> Iterator[str]:
    """Lines of content.xml."""
    text = _part(parts, "content.xml")
    counter = _Counter(_odt_lists(text + _part(parts, "styles.xml")))
    words: list[str] = []
    lists: list[str] = []
    waiting = False
    depth = 0
    for piece in _kept(text, _ODT_SKIPPED):
        match piece.kind, piece.name:
            case "open", "text:list":
                name = piece.attribute("text:style-name") or (lists[-1] if lists else "")
                if not lists and not piece.attribute("text:continue-numbering") and not piece.attribute("text:continue-list"):
                    counter.seen.pop(name, None)
                lists.append(name)
            case "close", "text:list":
                del lists[-1:]
            case "open", "text:list-item":
                waiting = True
            case "open", "text:p" | "text:h":
                depth += 1
                words = [counter.mark(lists[-1], min(len(lists) - 1, _DEEPEST))] if waiting and lists else []
                waiting = False
            case "text", _ if depth:
                words.append(html.unescape(piece.rest))
            case _, "text:s" | "text:tab" | "text:line-break" if piece.kind != "close":
                words.append(" ")
            case "close", "text:p" | "text:h":
                depth = max(0, depth - 1)
                yield "".join(words)
                words = []


def _part(parts: tuple[Member, ...], name: str) -> str:
    return next((part.data.decode("utf-8", "replace") for part in parts if part.name == name), "")


def _kept(text: str, skipped: frozenset[str]) -> Iterator[_Piece]:
    """Tags and texts in their order, without what lies inside the skipped; the name of a text is that of the tag before it."""
    depth, inside, last = 0, "", ""
    for match in _PIECE.finditer(text):
        name = match["name"]
        if name is None:
            if not depth:
                yield _Piece("text", last, match["text"])
            continue
        kind = "close" if match["close"] else "empty" if match["rest"].endswith("/") else "open"
        last = name if kind == "open" else ""
        if depth:
            depth += (kind == "open") - (kind == "close") if name == inside else 0
        elif name in skipped and kind == "open":
            depth, inside = 1, name
        else:
            yield _Piece(kind, name, match["rest"])


def _word_lists(text: str) -> dict[str, dict[int, _Level]]:
    """Levels of each list of word/numbering.xml."""
    abstract: dict[str, dict[int, _Level]] = {}
    used: dict[str, str] = {}
    here, number, level = "", "", 0
    told: dict[str, str] = {}
    for piece in _kept(text, frozenset({"w:lvlOverride"})):
        value = piece.attribute("w:val")
        if piece.kind == "close":
            if piece.name == "w:lvl" and here:
                form = told.get("w:numFmt", "bullet")
                abstract[here][level] = _Level("" if form in ("bullet", "none") else form, told.get("w:lvlText", ""), _number(told.get("w:start", "1")))
        elif piece.name == "w:abstractNum":
            here = piece.attribute("w:abstractNumId")
            abstract[here] = {}
        elif piece.name == "w:num":
            here, number = "", piece.attribute("w:numId")
        elif piece.name == "w:lvl":
            level, told = min(_number(piece.attribute("w:ilvl")), _DEEPEST), {}
        elif piece.name == "w:abstractNumId":
            used[number] = value
        elif piece.name in ("w:numFmt", "w:lvlText", "w:start"):
            told[piece.name] = value
    return {number: abstract.get(name, {}) for number, name in used.items()}


def _odt_lists(text: str) -> dict[str, dict[int, _Level]]:
    """Levels of each list style."""
    found: dict[str, dict[int, _Level]] = {}
    here = ""
    for piece in _kept(text, frozenset()):
        if piece.kind == "close":
            continue
        if piece.name == "text:list-style":
            here = piece.attribute("style:name")
            found[here] = {}
        elif piece.name == "text:list-level-style-number" and here:
            level = min(max(0, _number(piece.attribute("text:level")) - 1), _DEEPEST)
            form = {"1": "decimal", "i": "lowerRoman", "I": "upperRoman", "a": "russianLower", "А": "russianLower", "а": "russianLower"}.get(
                piece.attribute("style:num-format"), ""
            )
            several = max(1, min(_number(piece.attribute("text:display-levels") or "1"), level + 1))
            shape = ".".join(f"%{at + 1}" for at in range(level + 1 - several, level + 1))
            found[here][level] = _Level(form, shape + (piece.attribute("style:num-suffix") or "."), _number(piece.attribute("text:start-value") or "1"))
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _written(number: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman") and 0 < number < 40:
        out = ""
        for value, letter in _ROMAN:
            while number >= value:
                out, number = out + letter, number - value
        return out if form == "upperRoman" else out.lower()
    if form in ("russianLower", "lowerLetter") and 0 < number <= 28:
        return "абвгдежзиклмнопрстуфхцчшщэюя"[number - 1]
    return str(number)
