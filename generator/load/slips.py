"""Slips of people who do not know YAML, found line by line: what was meant is plain, so most of them mend themselves.

A *silent* slip is read by YAML without a word as something else; the others make it refuse the file. Slips of the second
sort are looked for only in a file that was refused, so that odd but sound data is never blamed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.load import field_rules
from generator.load.values import Slip, Value, scan, value_slip
from generator.patterns import late
from generator.words import Forms, count

SPACES: Forms = ("пробел", "пробела", "пробелов")

# Spots worth a look in data that YAML reads: a colon without a blank, odd blanks, other signs of a list. Each begins with a
# line break, which is found fast.
_SUSPECT = late(r"\n *(?:(?:- +)?[A-Za-zА-Яа-яЁё_][\w-]*(?::[^\s:/\\]|[：﹕︰])|[^ -~\nА-Яа-яЁё«]|\d{1,2}[.)][ \u00a0]|[-–—][A-Za-zА-Яа-яЁё«\"\u00a0])")
_ODD_BLANK = late(r":[\u00a0\u2000-\u200b\u202f\u3000\ufeff]")
_IN_BRACES = late(r"[{,] *[a-z_]+:[^\s/:,}\]]")
_BLANKS = "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
_ZERO = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_LEADING = late(f"[ {_BLANKS}{_ZERO}]*")
_COLON = late(r":(?=[ \t]|$)")
_TIGHT = late(rf"(?P<key>[A-Za-z_][\w-]*|[А-Яа-яЁё][\w-]*)(?P<gap>[ {_ZERO}]*(?::[{_BLANKS}{_ZERO}]+|:(?=[^\s:/\\])|[：﹕︰]\s*))(?P<value>.*)")
_INSTEAD = late(r"(?P<key>[a-z_][a-z0-9_]*)(?P<gap>\s*(?:=>|=|;|\s[–—-]|\s*[—–])\s*)(?P<value>\S.*)")
# These three are told apart by `match.re`.
_LABEL = re.compile(r"(?P<key>[А-ЯЁ][а-яё]+)(?P<gap>\s+[–—=-]\s+)(?P<value>\S.*)")
_NO_COLON = re.compile(r"(?P<key>[a-z]+(?:_[a-z]+)*)(?P<gap> +)(?P<value>\S.*)", re.ASCII)  # «status published»
_WORD_FIRST = re.compile(r"(?P<key>[a-z][a-z0-9_]{2,30})(?P<gap>\s+)(?P<value>[А-ЯЁа-яё«\d\[\"].*)")
_SCHEMES = frozenset({"http", "https", "ftp", "file", "mailto", "tel", "doi", "urn", "isbn", "arxiv", "data", "javascript"})
_BULLET = late(r"(?P<sign>[–—−‐•·*●○▪◦]|\d{1,2}[.)])(?P<blank>[ \u00a0]+)(?=\S)|(?P<tight>[-–—])\u00a0*(?=[A-Za-zА-Яа-яЁё«\"])")
_NAME = late(r"[\w-]+\Z")
_DASH = late(r"-(?: +|$)")
_BLOCK = late(r"[|>][+-]?\d?[+-]?\s*(?:#.*)?$")
_FLOW_TIGHT = late(r"[{,]\s*[a-z_][a-z0-9_]*(?P<colon>:)(?=[^\s/:,}\]])")


def suspicious(text: str) -> bool:
    """True when data that YAML reads may still hold a silent slip; a cheap test.

    It does not see a list below a value: YAML reads both as one text of several lines.
    """
    return (
        _SUSPECT.search("\n" + text) is not None
        or ((":\u00a0" in text or not text.isascii()) and _ODD_BLANK.search(text) is not None)
        or ("{" in text and _IN_BRACES.search(text) is not None)
    )


def slips(lines: Sequence[str]) -> Iterator[Slip]:
    """Every slip of a block of data, top to bottom."""
    return _Reader(lines).read()


@dataclass(slots=True)
class _Last:
    """The last field or item: where its value's lines must be deeper than, its name, and what its value is."""

    indent: int = -1
    name: str = ""
    value: Value = "open"
    item: bool = False
    line: int = 0


class _Reader:
    """Reads lines as an editor of ours means them."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.last = _Last()
        self.levels: list[tuple[int, bool]] = []  # indents that are open, and whether they are of items
        self.block: int | None = None  # indent of the first line of a block of text; -1 before it
        self.skip = 0  # lines before this belong to a value that began above
        self.base: list[tuple[int, int]] = []  # lines of the outermost fields, and their indents
        self.bullets: int | None = None  # indent of items marked by another sign

    def read(self) -> Iterator[Slip]:
        for number, line in enumerate(self.lines):
            if number >= self.skip and line.strip():
                yield from self._line(number, line)

    def _line(self, number: int, line: str) -> Iterator[Slip]:
        leading = _LEADING.match(line)
        assert leading is not None
        blank = leading.group()
        indent = len(blank.expandtabs(2)) if "\t" in blank else len(blank)
        if self.last.value == "block":
            inside, found = self._of_block(number, line, len(blank))
            yield from found
            if inside:
                return
        content = line[len(blank) :]
        if not content or content.startswith("#"):
            return
        if blank.strip(" "):
            plain = "".join("  " if sign == "\t" else "" if sign in _ZERO else " " for sign in blank)
            indent = len(plain)
            item = bool(_DASH.match(content))
            if self.last.indent < 0 and not item:
                indent, plain = 0, ""
            elif "\t" in blank and (item or _field(content)) and not self._fits(indent, item=item):
                indent = self._settled(indent, item=item)
                plain = " " * indent
            if self.last.value != "plain" or indent <= self.last.indent or _field(content):
                yield _odd_indent(number, blank, plain)
        yield from self._structure(number, line, indent, len(blank))

    def _of_block(self, number: int, line: str, indent: int) -> tuple[bool, list[Slip]]:
        """Whether a line belongs to the block of text above, and what is wrong with its indent."""
        if indent > self.last.indent and "\t" not in line[:indent]:
            if self.block is None:
                self.block = indent
            if indent >= self.block:
                return True, []
            edits = ((number, 0, indent, " " * self.block),)
            message = f"Строка текста поля «{self.last.name}» сдвинута меньше, чем его первая строка: {indent} вместо {self.block}."
            return True, [
                Slip(field_rules.Indent, number, 0, max(indent, 1), message, f"Поставьте в начале {count(self.block, SPACES)}.", edits, "Выровнять отступ")
            ]
        content = line.strip()
        if _field(content) or content.startswith(("- ", "#", "---")) or _TIGHT.match(content) or _INSTEAD.match(content):
            return False, []
        width = self.block or self.last.indent + 2
        if self.block is None:
            self.block = width
        message = f"Строка продолжает текст поля «{self.last.name}», но стоит без отступа."
        edits = ((number, 0, indent, " " * width),)
        return True, [
            Slip(field_rules.Continuation, number, 0, len(line), message, f"Поставьте в начале строки {count(width, SPACES)}.", edits, "Добавить отступ")
        ]

    def _structure(self, number: int, line: str, indent: int, start: int) -> Iterator[Slip]:
        last, content = self.last, line[start:]
        if bullet := self._bullet(content, indent):
            yield self._bulleted(number, start, bullet)
            self._open(indent, item=True)
            self._become(number, indent, "", "plain", item=True)
            return
        self.bullets = None
        dash = _DASH.match(content)
        if not dash and last.value == "plain" and indent > last.indent and not _field(content):
            return  # the value goes on
        if dash:
            yield from self._item(number, line, indent, start, dash.end())
            return
        if found := _field(content):
            yield from self._placed(number, line, indent, start, item=False)
            yield from self._field(number, line, self._settled(indent, item=False), start + found[1], found[0])
        else:
            yield from self._no_field(number, line, indent, start)

    def _item(self, number: int, line: str, indent: int, start: int, width: int) -> Iterator[Slip]:
        last = self.last
        if last.value == "plain" and indent > last.indent and not last.item:
            message = f"Список стоит под полем «{last.name}», у которого уже есть значение, и сливается с ним в одну строку."
            hint = "Перенесите это значение в список отдельным пунктом или удалите."
            yield Slip(field_rules.ListSign, number, start, start + 1, message, hint, silent=True)
            return
        yield from self._placed(number, line, indent, start, item=True)
        indent = self._settled(indent, item=True)
        inner = start + width
        rest = line[inner:]
        if _DASH.match(rest):
            self._open(indent, item=True)
            self._become(number, indent, "", "open", item=True)
            yield from self._item(number, line, indent + width, inner, 2) if len(self.levels) < 30 else ()
        elif found := _field(rest):
            self._open(indent, item=True)
            self._open(indent + width, item=False)
            yield from self._field(number, line, indent + width, inner + found[1], found[0])
        elif (tight := _tight(rest)) and rest[0] not in "\"'[{":
            self._open(indent, item=True)
            self._open(indent + width, item=False)
            yield from self._mistyped(number, inner, tight, indent + width, silent=True)
        elif (bare := _NO_COLON.match(rest)) and self._fields_below(number, inner):
            self._open(indent, item=True)
            self._open(indent + width, item=False)
            yield from self._mistyped(number, inner, bare, indent + width, silent=False)
        else:
            self._open(indent, item=True)
            yield from self._value(number, line, inner, indent, "", item=True)

    def _fields_below(self, number: int, column: int) -> bool:
        """True when the next line has a field that begins in this column: then so does this one."""
        below = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        return len(below) - len(below.lstrip(" ")) == column and bool(_field(below[column:]))

    def _field(self, number: int, line: str, indent: int, at: int, key: str) -> Iterator[Slip]:
        self._open(indent, item=False)
        if len(self.levels) == 1:
            self.base.append((number, indent))
        yield from self._value(number, line, at, indent, key, item=False)

    def _value(self, number: int, line: str, at: int, indent: int, name: str, *, item: bool) -> Iterator[Slip]:
        """Look at the value that begins at `at`, and remember what it is."""
        at += len(line[at:]) - len(line[at:].lstrip())
        text = line[at:].rstrip()
        if _BLOCK.match(text):
            self._become(number, indent, name, "block", item=item)
            self.block = None
            return
        if not text or text.startswith("#"):
            self._become(number, indent, name, "open", item=item)
            return
        self._become(number, indent, name, "plain", item=item)
        if text[0] in "\"'[{":
            self.skip = scan(self.lines, number, at, indent).line + 1
        for match in _FLOW_TIGHT.finditer(text) if text[0] == "{" else ():
            column = at + match.start("colon")
            message, hint = "После двоеточия нет пробела, и поле не узнать.", "Поставьте после двоеточия пробел."
            edits = ((number, column + 1, column + 1, " "),)
            yield Slip(field_rules.Separator, number, column, column + 1, message, hint, edits, "Поставить пробел после двоеточия", silent=True)
        if found := value_slip(self.lines, number, at, indent, name):
            yield found

    def _no_field(self, number: int, line: str, indent: int, start: int) -> Iterator[Slip]:
        """A line that is neither a field nor an item: what was it meant to be?"""
        content, last = line[start:], self.last
        known = indent <= last.indent or last.value != "plain"
        if known and (tight := _tight(content)):
            yield from self._placed(number, line, indent, start, item=False)
            self._open(indent, item=False)
            yield from self._mistyped(number, start, tight, indent, silent=True)
            return
        instead = _INSTEAD.match(content) or _LABEL.match(content) or _WORD_FIRST.match(content) or _NO_COLON.match(content)
        if known and instead and (instead.re is not _LABEL or last.value == "open"):
            yield from self._placed(number, line, indent, start, item=False)
            self._open(indent, item=False)
            yield from self._mistyped(number, start, instead, indent, silent=False)
            return
        if last.indent < 0 or last.value == "open":
            if content[0] in "\"'[{":
                yield from self._value(number, line, start, indent, last.name, item=last.item)
            else:
                self._become(number, max(last.indent, -1), last.name, "plain", item=last.item)
            return
        edits = ((number, 0, start, " " * (last.indent + 2)),) if last.value == "plain" else ()
        message = f"В строке нет двоеточия: это не поле, а на продолжение поля «{last.name}» не похоже – нет отступа."
        hint = "Если это продолжение, поставьте в начале два пробела; если отдельное поле, запишите его так: «имя: значение»."
        if content[0] in "%@`":
            message, hint = f"Строка начинается со служебного знака «{content[0]}».", "Удалите этот знак или всю строку."
        yield Slip(field_rules.Continuation, number, start, len(line), message, hint, edits)

    def _mistyped(self, number: int, start: int, match: re.Match[str], indent: int, *, silent: bool) -> Iterator[Slip]:
        """A field with something else than a colon and a blank after its name."""
        key, gap, value = match["key"], match["gap"], match["value"]
        at = start + match.start("gap")
        shown = value if len(value) <= 40 else f"{value[:39]}…"
        message = f"После названия поля «{key}» стоит «{gap.strip()}» вместо двоеточия с пробелом."
        if match.re in (_WORD_FIRST, _NO_COLON):
            message = f"После названия поля «{key}» нет двоеточия."
        elif gap.strip(_ZERO + " ") == ":":
            message = f"После двоеточия в поле «{key}» нет пробела."
        elif gap.strip(_ZERO + " ").startswith(":"):
            message = f"После двоеточия в поле «{key}» стоит не обычный пробел, а похожий на него знак."
        edits = ((number, at, start + match.start("value"), ": "),)
        fix = "" if match.re in (_WORD_FIRST, _LABEL, _NO_COLON) else "Поставить двоеточие с пробелом"
        yield Slip(field_rules.Separator, number, at, max(at + len(gap), at + 1), message, f"Запишите так: {key}: {shown}", edits, fix, silent=silent)
        value_open = not value.strip()
        self._become(number, indent, key, "open" if value_open else "block" if _BLOCK.match(value) else "plain", item=False)
        self.block = None

    def _bullet(self, content: str, indent: int) -> re.Match[str] | None:
        """An item marked by another sign, where an item may stand."""
        last = self.last
        expected = (last.value == "open" and last.indent >= 0 and indent >= last.indent) or self.bullets == indent
        if not expected and not (last.item and last.indent == indent):
            return None
        match = _BULLET.match(content)
        return None if match is None or (match["tight"] and _field(content) and self.bullets != indent and not last.item) else match

    def _bulleted(self, number: int, start: int, match: re.Match[str]) -> Slip:
        self.bullets = start
        sign = match["sign"] or match["tight"]
        message = f"Пункт списка начат знаком «{sign}»."
        if match["tight"] == "-":
            message = "После дефиса в начале пункта нет пробела."
        hint = "Каждый пункт начинайте с дефиса и пробела: «- »."
        edits = ((number, start, start + match.end(), "- "),)
        return Slip(field_rules.ListSign, number, start, start + len(sign), message, hint, edits, "Начать пункт с «- »", silent=True)

    def _placed(self, number: int, line: str, indent: int, start: int, *, item: bool) -> Iterator[Slip]:
        """A field or an item that stands at an indent nobody opened."""
        if self._fits(indent, item=item):
            return
        if indent == 0 and not item and self.levels and self.levels[0][0] > 0:
            yield from self._whole_shifted()
            return
        right = self._settled(indent, item=item)
        last = self.last
        neighbour = f"соседнее поле «{last.name}»" if last.name and not last.item else "соседний пункт"
        message = f"Отступ строки – {indent}, а {neighbour} стоит с отступом {right}."
        hint = f"Поставьте в начале строки столько же пробелов: {right}." if right else "Уберите пробелы в начале строки."
        silent = item and last.item and last.value == "plain" and indent > last.indent
        edits = ((number, 0, start, " " * right),)
        yield Slip(field_rules.Indent, number, 0, max(start, 1), message, hint, edits, "Выровнять отступ", silent=silent)

    def _whole_shifted(self) -> Iterator[Slip]:
        """The first fields stand deeper than the rest."""
        for number, start in self.base:
            message = f"Отступ строки – {start}, а поля ниже стоят без отступа."
            edits = ((number, 0, start, ""),)
            yield Slip(field_rules.Indent, number, 0, start, message, "Уберите пробелы в начале строки.", edits, "Выровнять отступ")
        self.levels, self.base = [], []

    def _fits(self, indent: int, *, item: bool) -> bool:
        last = self.last
        if last.indent < 0:
            return True
        if last.value == "open" and (indent > last.indent or (item and indent == last.indent)):
            return True
        return (indent, item) in self.levels

    def _settled(self, indent: int, *, item: bool) -> int:
        """The indent a line is meant to have: its own where that is open, else that of its neighbours."""
        if self._fits(indent, item=item):
            return indent
        deeper = [level for level, of_items in self.levels if of_items == item and level > indent]
        lower = [level for level, of_items in self.levels if of_items == item and level < indent]
        return deeper[0] if deeper and indent > 0 and not (lower and indent - lower[-1] < deeper[0] - indent) else lower[-1] if lower else indent

    def _open(self, indent: int, *, item: bool) -> None:
        """From here on lines of this indent belong together; deeper ones are closed."""
        while self.levels and (self.levels[-1][0] > indent or (self.levels[-1][0] == indent and self.levels[-1][1] and not item)):
            self.levels.pop()
        if (indent, item) not in self.levels:
            self.levels.append((indent, item))

    def _become(self, number: int, indent: int, name: str, value: Value, *, item: bool) -> None:
        self.last = _Last(indent, name or (self.last.name if item else ""), value, item, number)


def _field(content: str) -> tuple[str, int] | None:
    """Name of a field and where its value begins, when a line is a field as YAML sees it."""
    if not content or content[0] in "[]{},#&*!|>%@`" or (content[0] in "-?:" and content[1:2] in ("", " ")):
        return None
    if content[0] in "\"'":
        end = content.find(content[0], 1)
        match = re.compile(r" *:(?=[ \t]|$)").match(content, end + 1) if end > 0 else None
        return (content[1:end], match.end()) if match else None
    colon = _COLON.search(content)
    comment = content.find(" #")
    if colon is None or 0 <= comment < colon.start():
        return None
    key = content[: colon.start()].strip()
    # A blank is missing after an earlier colon, or another sign stands where the colon should: then this colon is of the value.
    if not _NAME.match(key) and (_tight(content) or (_INSTEAD.match(content) and not key.startswith(("-", "?")))):
        return None
    return key, colon.end()


def _tight(content: str) -> re.Match[str] | None:
    match = _TIGHT.match(content)
    return match if match and match["key"].lower() not in _SCHEMES else None


def _odd_indent(number: int, blank: str, plain: str) -> Slip:
    """Signs other than blanks in front of a line. Of those without width alone `signs` has told."""
    edits = ((number, 0, len(blank), plain),)
    message, hint = "В начале строки стоит невидимый знак вместо обычного пробела.", "Удалите его и поставьте обычные пробелы."
    if "\t" in blank:
        message, hint = "Отступ сделан табуляцией.", "Замените табуляцию двумя пробелами."
    elif not blank.strip(" " + _ZERO):
        message = ""
    return Slip(field_rules.Indent, number, 0, len(blank), message, hint, edits, "Исправить отступ", silent="\t" not in blank)
