"""The Markdown of a template laid out as a document: tables in place of their names, titles, what lies on a sheet across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markdown_it.token import Token

from generator.model.programs import Field
from generator.render.blanks import is_wide
from generator.render.site import World


def laid_out(world: World, fields: Mapping[str, Field], blocks: Sequence[Token]) -> Sequence[Token]:
    """The blocks of a document with its form.

    A paragraph that holds nothing but the name of a table becomes the table; the blank a document begins with says whose it is; a paragraph in
    bold capitals is a title, and so is a bold one under it.
    """
    out: list[Token] = []
    titled = False
    for block in blocks:
        types = [token.type for token in block.children or []]
        begun = block.type == "inline" and out[-1].type == "paragraph_open"  # the words of a paragraph
        if begun and types == ["blank"] and _is_table(fields, block):
            field = fields[(block.children or [])[0].content]
            out[-1] = Token("blank_table", "", 0, content=field.key)
            if is_wide(world, field):
                _across(out)
        elif begun and ((len(out) == 1 and types == ["blank"]) or _is_title(block.children or [], under=titled)):
            titled = titled or types != ["blank"]
            out[-1] = Token("paragraph_open", "p", 1, attrs={"class": "title"})
            out.append(block)
        elif block.type != "paragraph_close" or out[-1].type not in ("blank_table", "across_close"):
            out.append(block)
            titled = titled and block.type in ("paragraph_open", "paragraph_close")
    return out


def _is_table(fields: Mapping[str, Field], block: Token) -> bool:
    field = fields.get((block.children or [])[0].content)
    return field is not None and field.type == "table"


def _across(out: list[Token]) -> None:
    """The last block, a wide table, on a sheet of its own with the heading it stands under; a document that begins with it lies across whole."""
    ends = ("heading_open", "across_close", "blank_table")
    start = next((index for index in range(len(out) - 2, -1, -1) if out[index].type in ends), 0)
    if out[start].type in ends[1:]:
        start = len(out) - 1
    out.insert(start, Token("across_open", "div", 1, attrs={"class": "across"}, block=True))
    out.append(Token("across_close", "div", -1, block=True))


def _is_title(inside: Sequence[Token], *, under: bool) -> bool:
    """Whether a paragraph is nothing but bold capitals, or nothing but bold `under` such a one; blanks do not count."""
    said = [token for token in inside if token.type != "text" or token.content]
    bold = bool(said) and said[0].type == "strong_open" and said[-1].type == "strong_close" and {token.type for token in said[1:-1]} <= {"text", "blank"}
    return bold and (under or "".join(token.content for token in said[1:-1] if token.type == "text").isupper())
