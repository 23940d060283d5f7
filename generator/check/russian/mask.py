"""What of a text is Russian prose: everything else (code, addresses, links, marks) is covered, sign by sign, so places stay.

`THING` covers something that stands in a sentence as a word does, `EDGE` what parts one piece of prose from the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain, zip_longest

from generator.patterns import late
from generator.schema.outline import fenced

THING = "\ue000"
EDGE = "\ue001"

# A list's mark, a quotation's, a heading's, with the blanks around them.
_PREFIX = late(r"^(?:[ \t]*+(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])|#{1,6}(?=[ \t])))+[ \t]*+", re.MULTILINE)
_RULER = late(r"^[ \t]*+(?=[-|:=*_+])[-|:=*_+ \t]++$", re.MULTILINE)
_SET_IN = late(r" {4}| {0,3}\t")
_POINT_SET_IN = late(r"(?:[ \t]*+(?:>|[-*+]|\d{1,9}[.)]))+(?: {5}| {0,4}\t)")
# A line that ends its block: what is set in after it is code. A heading, a ruler, a row of a table, a fence, a definition.
_ENDS_BLOCK = late(rf"{EDGE}|(?:[ \t]*+(?:>|[-*+](?=[ \t])|\d{{1,9}}[.)](?=[ \t])))*[ \t]*+(?:#|\||`{{3}}|~{{3}}|\[[^\]\n]++\]:|[-=*_|:+ \t]*+$)|.*\|")
_TICKS = late("`+")
_TICKS_OR_ESCAPE = late(r"\\.|`+")
_DEFINITION = late(r"^[ ]{0,3}\[[^\[\]\n]+\]:.*$", re.MULTILINE)
_LABEL = late(r"\[[^\[\]\n]*+\]")
_MARK = late(
    r"<!--(?s:.*?)(?:-->|\Z)"
    r"|\\[!-/:-@\[-`{-~]"  # an escaped sign is meant as it is
    r"|&\#?\w{1,32};"
    r"|(?<=\])\([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*\)"  # a link's target, one pair of brackets in it
    r"|<[A-Za-z/!?][^<>\n]*+>"
    r"|\{[^{}\n]*+\}"  # {п:5.1} and {{key}}
)
_ADDRESS = late(
    r"(?:https?://|www\.|mailto:)[^\s<>«»\"|)\]\\]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+"
    r"|(?<![\w.-])(?:[\w-]{1,63}\.){1,8}(?:[a-z]{2,6}|рф|дети|москва|рус)(?![\w-]|://)"  # a site or a file
)
_BLOCK = late(rf"\n[ \t]*+\n|[{EDGE}|]+")


def masked(text: str) -> str:
    """The text with all that is no prose covered; of the same length."""
    if "```" in text or "~~~" in text:
        text = _without_fences(text)
    if "    " in text or "\t" in text:
        text = _without_indented(text)
    if "`" in text:
        text = _without_code(text)
    text = _RULER.sub(_edge, text)
    text = _PREFIX.sub(_edge, text)
    if "]:" in text and _DEFINITION.search(text):
        text = _LABEL.sub(_thing, _DEFINITION.sub(_edge, text))
    return _ADDRESS.sub(_thing, _MARK.sub(_thing, text))


def pieces(prose: str) -> Iterator[tuple[int, str]]:
    """Paragraphs, points, headings and cells of a masked text, each with where it begins."""
    start = 0
    for edge in _BLOCK.finditer(prose):
        if prose[start : edge.start()].strip():
            yield start, prose[start : edge.start()]
        start = edge.end()
    if prose[start:].strip():
        yield start, prose[start:]


def _thing(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", THING, match.group())


def _edge(match: re.Match[str]) -> str:
    return EDGE * len(match.group())


def _without_fences(text: str) -> str:
    lines = text.split("\n")
    return _cover(lines, {number for number, inside in enumerate(fenced(lines)) if inside})


def _without_indented(text: str) -> str:
    """Four blanks after an empty line may be code; a list's second paragraph stands so too and is passed over with it."""
    lines = text.split("\n")
    covered: set[int] = set()
    empty: list[int] = []  # the empty lines right before
    fresh, inside = True, False  # no paragraph goes on here; code goes on here
    for number, line in enumerate(lines):
        if not line.strip():
            empty.append(number)
            fresh = True
            continue
        inside = ((fresh or inside) and bool(_SET_IN.match(line))) or bool(_POINT_SET_IN.match(line))
        if inside:
            covered.update((*empty, number))
        empty, fresh = [], bool(_ENDS_BLOCK.match(line))
    return _cover(lines, covered)


def _cover(lines: list[str], covered: set[int]) -> str:
    """The text without some of its lines and the line ends between them: empty lines of code are no empty lines."""
    out = [EDGE * len(line) if number in covered else line for number, line in enumerate(lines)]
    ends = [EDGE if {number, number + 1} <= covered else "\n" for number in range(len(lines) - 1)]
    return "".join(chain.from_iterable(zip_longest(out, ends, fillvalue="")))


def _without_code(text: str) -> str:
    """Covers `code`. A backquote without its second one in the line covers the rest of the paragraph: code may go on there."""
    out: list[str] = []
    open_ = False
    for line in text.split("\n"):
        if open_ and line.strip():
            out.append(THING * len(line))
        else:
            left, open_ = _line_without_code(line) if "`" in line else (line, False)
            out.append(left)
    return "\n".join(out)


def _line_without_code(line: str) -> tuple[str, bool]:
    """A line without its code, and whether code goes on in the next one."""
    ends: dict[int, list[int]] = {}  # where the runs of backquotes end, by their length
    for run in _TICKS.finditer(line):
        ends.setdefault(run.end() - run.start(), []).append(run.end())
    out: list[str] = []
    at = 0
    while opened := _TICKS_OR_ESCAPE.search(line, at):
        out.append(line[at : opened.start()])
        at = opened.end()
        if opened.group()[0] == "\\":
            out.append(opened.group())
            continue
        same = ends.get(at - opened.start(), [])
        following = bisect_right(same, at)
        if following == len(same):
            return "".join(out) + THING * (len(line) - opened.start()), True
        at = same[following]
        out.append(THING * (at - opened.start()))
    return "".join([*out, line[at:]]), False
