"""Plain Markdown straight to HTML, by a parser in Rust; any doubt sends the text to the one in `prose`, forty times slower.

Cards are paragraphs, lists, bold words, links and tables, and there the two cannot differ: both keep to CommonMark, and every
sign about which writers of parsers disagree is a doubt. A test holds that both give the same.
"""

from __future__ import annotations

import re
from functools import cache

import pyromark
import re2

_SPACE = r"\x{a0}\x{1680}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}"
_DOUBT = re2.compile(
    r"(?m)[`<\\&\t_~\r\x00\x0b\x0c\x1c-\x1f\x{85}\x{2028}\x{2029}\x{fffd}]"  # code, tags, escapes, entities; signs that only one parser takes for a line's end
    r"|\]:|!\[|\{\{"  # definitions, pictures, blanks
    rf"|[ {_SPACE}]$|^ *[{_SPACE}]|^ {{4}}"  # space that may mean something
    r"|^ *(?:[=-]{2,}|(?:[-*+] *){3,}) *$|^ *>"  # underlines, rules, quotes
    rf"|^ *#+(?:$|[^# ]| [ #{_SPACE}]| [^\n]*#)|^ *#{{7}}"  # odd headings
    rf"|^ *(?:[-*+]|[0-9]+[.)])(?:$| (?:[ >#|+{_SPACE}-]|\*$|\*[^*]|[0-9]+[.)]))"  # items of lists that begin with a block, or with nothing
)
_BOLD = re.compile(r"(?<![^\s(«])\*\*(?=[\w«])[^*\n|\[\]]*(?<=[\w.!?:»)…])\*\*(?=[\s.,;:!?)»–]|\Z)")
_LINK = re.compile(r"\[(?=[^\s\]])[^\[\]*|!{}\n]*\]\([A-Za-z0-9._~:/?#@$+,;=-]+\)")
_BRACKETS = re.compile(r"[\[\]*]")
_TABLE = re.compile(r"(?:(?<=\n\n)|(?<!.)(?<!\n))(?:\|[^|\n]*){2,}\|\n(?:\| ?-{3,} ?){2,}\|(?:\n(?:\|[^|\n]*){2,}\|)+(?=\n\n|\n?\Z)")


@cache
def _parser() -> pyromark.Markdown:
    return pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES)


def quick_html(text: str) -> str | None:
    """HTML of a whole text as the parser of `prose` would write it; None when that parser must be asked."""
    if _DOUBT.search(text):
        return None
    if "*" in text or "[" in text or "]" in text:
        rest = _BOLD.sub("", _LINK.sub("", text))
        if _BRACKETS.search(rest):
            return None
    if "|" not in text:
        return _parser().html(text)
    if "|" in _TABLE.sub("", text) or not all(_even(table.group()) for table in _TABLE.finditer(text)):
        return None
    html = _parser().html(text)
    for old, new in _TABLE_LINES:
        html = html.replace(old, new)
    return html


_TABLE_LINES = (
    ("<table><thead><tr>", "<table>\n<thead>\n<tr>\n"),
    ("</tr></thead><tbody>", "</tr>\n</thead>\n<tbody>"),
    ("<tr><td>", "<tr>\n<td>"),
    ("</td>", "</td>\n"),
    ("</th>", "</th>\n"),
    ("</tbody></table>", "</tbody>\n</table>"),
)
"""Line ends as the other parser puts them."""


def _even(table: str) -> bool:
    """Whether all rows have as many cells."""
    return len({row.count("|") for row in table.split("\n")}) == 1
