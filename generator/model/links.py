"""Links of a Markdown text with their places.

Most texts are plain enough for one pattern to find their links; any doubt sends the whole text to the Markdown parser,
which costs thirty times more. A test holds that both find the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from generator.model.prose import CLAUSE_LINK, tokens
from generator.patterns import late

# What may change the meaning of brackets around it: code, escapes, entities, tags, definitions, a wide indent.
_DOUBT = ("`", "<", "\\", "&", "\t", "~~~", "\n    ", "]:")
_BRACKETS = late(r"\[([^\[\]]*)\](?:\(([A-Za-z0-9._~:/?#@$+,;=-]*)\))?")  # begins with a letter of its own: found fast
_ODD_WORDS = late(r"[*_|!{}\u00a0]|\n")
MOST_BRACKETS = 3_000  # of a doubtful text: the parser takes seconds for more, and no writer of ours needs them
_SEARCHED = 12  # lines below its block's first in which a link's address is looked for


@dataclass(frozen=True, slots=True)
class ProseLink:
    """A link or picture in a text: `kind` is link, image or clause; `text` is what a reader sees.

    `line` counts from 0, `column` from 1; both are those of the target, `length` long, or of the block where it cannot be told.
    """

    kind: str
    target: str
    text: str
    line: int
    column: int = 1
    length: int = 1


def links(text: str) -> tuple[ProseLink, ...]:
    """Every link, picture and clause link of a Markdown text, in the order they stand."""
    if "](" not in text and "{п:" not in text and "<" not in text and "]:" not in text:
        return ()
    found = _quickly(text)
    if found is None and text.count("[") < MOST_BRACKETS:
        return tuple(_parsed(text))
    return found or ()


def _quickly(text: str) -> tuple[ProseLink, ...] | None:
    """The links of a text in which nothing but brackets tells of them; None when the parser must be asked."""
    if text.startswith("    ") or any(sign in text for sign in _DOUBT):
        return None
    found: list[tuple[int, ProseLink]] = []
    line, start, at, brackets = 0, 0, 0, 0
    for match in _BRACKETS.finditer(text):
        words, target = match.groups()
        brackets += 1
        if target is None:
            if text.startswith("(", match.end()):
                return None
            continue
        if _ODD_WORDS.search(words):
            return None
        spot = match.start(2)
        image = text.startswith("!", match.start() - 1) if match.start() else False
        line, start, at = _advance(text, line, start, at, spot)
        found.append((spot, ProseLink("image" if image else "link", target, words.strip(), line, spot - start + 1, max(1, len(target)))))
    if text.count("[") != brackets or text.count("]") != brackets:
        return None
    return _with_clauses(text, found)


def _with_clauses(text: str, found: list[tuple[int, ProseLink]]) -> tuple[ProseLink, ...]:
    """The links and the marks of clauses in the order they stand."""
    if "{п:" in text:
        line, start, at = 0, 0, 0
        for match in CLAUSE_LINK.finditer(text):
            line, start, at = _advance(text, line, start, at, match.start())
            mark = match.group(1)
            found.append((match.start(), ProseLink("clause", mark, f"п. {mark}", line, match.start() - start + 1, len(match.group()))))
        found.sort(key=lambda pair: pair[0])
    return tuple(link for _, link in found)


def _advance(text: str, line: int, start: int, at: int, spot: int) -> tuple[int, int, int]:
    """Line of `spot` and where that line starts, from those of the earlier place `at`."""
    passed = text.count("\n", at, spot)
    return line + passed, text.rfind("\n", at, spot) + 1 if passed else start, spot


def _parsed(text: str) -> Iterator[ProseLink]:
    """The same by the Markdown parser."""
    lines = text.split("\n")
    line = 0
    for block in tokens(text):
        if block.map:
            line = block.map[0]
        if block.type == "inline":
            for link in _inline(block.children or [], line):
                yield _placed(link, lines)


def _placed(link: ProseLink, lines: list[str]) -> ProseLink:
    """The link with the place of its target, where that can be found."""
    needle = f"{{п:{link.target}}}" if link.kind == "clause" else link.target
    for number in range(link.line, min(link.line + _SEARCHED, len(lines))):
        column = lines[number].find(needle)
        if needle and column >= 0:
            return ProseLink(link.kind, link.target, link.text, number, column + 1, len(needle))
    return link


def _inline(children: list[Token], line: int) -> Iterator[ProseLink]:
    target, words = "", ""
    for token in children:
        if token.type in ("softbreak", "hardbreak"):
            line += 1
        elif token.type == "link_open":
            target, words = str(token.attrs.get("href", "")), ""
        elif token.type == "link_close":
            yield ProseLink("link", target, words.strip(), line)
        elif token.type == "image":
            words += token.content
            yield ProseLink("image", str(token.attrs.get("src", "")), token.content, line)
        elif token.type == "clause":
            yield ProseLink("clause", token.content, f"п. {token.content}", line)
        else:
            words += token.content
