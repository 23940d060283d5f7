"""What an office document carries besides its text: people in its properties, changes, comments, the hidden, programs, outside parts.

Only marks of the formats are looked for, by one pass each; nothing is parsed as XML, so no trick of XML can do harm.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from generator.check.files.archive import Member, photographs
from generator.check.files.people import hidden, names_somebody
from generator.patterns import late

# Where properties stand, and what they are called for a reader.
_PROPERTIES = {
    "docProps/core.xml": {b"creator": "автор", b"lastModifiedBy": "последний редактор"},
    "docProps/app.xml": {b"Company": "организация", b"Manager": "руководитель"},
    "meta.xml": {b"initial-creator": "автор", b"creator": "последний редактор", b"printed-by": "кто печатал"},
}
_SIGNATURES = late(r"_xmlsignatures/|META-INF/\w*signatures\.xml")
_TEXT_PARTS = late(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml|content\.xml")
_CHANGES = late(rb"<w:(?:ins|del|moveFrom|moveTo)[ >]|<text:changed-region[ >]")
_COMMENT_PARTS = late(r"(?:word/comments|xl/comments|ppt/comments/|xl/threadedComments/|xl/comments/)[^/]*\.xml")
_COMMENT = late(rb"<(?:w:comment|comment|p:cm|p188:cm|threadedComment)[ >]")
_ANNOTATION = b"<office:annotation "
_HIDDEN_SHEET = late(rb"<(?:\w{1,9}:)?sheet [^<>]*state=\"(?:hidden|veryHidden)\"")
_HIDDEN_TABLE = late(rb"<style:table-properties [^<>]*table:display=\"false\"")
_HIDDEN_SLIDE = late(rb"<p:sld [^<>]*show=\"(?:0|false)\"")
_HIDDEN_PAGE = late(rb"presentation:visibility=\"hidden\"")
_VANISH = late(rb"<w:vanish(?: w:val=\"(?:1|true|on)\")?\s?/>")
_HIDDEN_TEXT = late(rb"<text:hidden-(?:text|paragraph) |<style:text-properties [^<>]*text:display=\"none\"")
_RUN_REACH = 4_000
_PROPERTIES_REACH = 100_000
_MOST_MARKS = 1_000
_MACROS = late(r".*vbaProject\.bin|xl/macrosheets/.+|word/activeX/.+|Basic/[^/]+/(?!script-lb|dialog-lb)[^/]+\.xml|Scripts/(?:python|javascript|beanshell)/.+")
_RELATION = late(rb"<Relationship [^<>]*>")
_HREF = late(
    rb"<(?:draw:image|draw:object|draw:plugin|table:table-source|meta:template|text:section-source)[ ][^<>]*xlink:href=\"((?:[a-z]{2,9}:|\.\./|/)[^\"<>]*)\""
)
_SHOWN = 3


def properties(parts: tuple[Member, ...]) -> list[str]:
    """Properties that name a person, each as «автор – Ив…»."""
    found = []
    for part in parts:
        for name, title in _PROPERTIES.get(part.name, {}).items():
            for match in _element(name).finditer(part.data[:_PROPERTIES_REACH]):
                value = html.unescape(match["value"].decode("utf-8", "replace"))
                if names_somebody(value):
                    found.append(f"{title} – «{hidden(value)}»")
    return found


def cleaned(parts: tuple[Member, ...]) -> tuple[Member, ...] | None:
    """The same document with those properties empty and its photographs without coordinates; None for a signed document."""
    if any(_SIGNATURES.match(part.name) for part in parts):
        return None
    pictures = photographs(parts)
    return tuple(replace(part, data=pictures.get(part.name) or _emptied(part)) for part in parts)


def _emptied(part: Member) -> bytes:
    data = part.data
    for name in _PROPERTIES.get(part.name, {}):
        data = _element(name).sub(rb"\g<open>\g<close>", data)
    return data


def _element(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?P<open><(?:\w{1,12}:)?" + name + rb"(?: [^<>]*)?>)(?P<value>[^<]*)(?P<close></)")


def has_changes(parts: tuple[Member, ...]) -> bool:
    """True when changes were recorded and neither taken nor refused."""
    return any(_TEXT_PARTS.fullmatch(part.name) and _CHANGES.search(part.data) for part in parts)


def comments(parts: tuple[Member, ...]) -> int:
    """How many comments stand in it."""
    found = 0
    for part in parts:
        if _COMMENT_PARTS.fullmatch(part.name):
            found += sum(1 for _ in islice(_COMMENT.finditer(part.data), _MOST_MARKS))
        elif part.name == "content.xml":
            found += part.data.count(_ANNOTATION)
    return found


def hidden_parts(parts: tuple[Member, ...]) -> list[str]:
    """What is hidden, in words for a sentence."""
    found = []
    for part in parts:
        if part.name == "xl/workbook.xml" and _HIDDEN_SHEET.search(part.data):
            found.append("скрытые листы")
        elif part.name == "content.xml":
            found += [
                words
                for pattern, words in ((_HIDDEN_TABLE, "скрытые листы"), (_HIDDEN_PAGE, "скрытые слайды"), (_HIDDEN_TEXT, "скрытый текст"))
                if pattern.search(part.data)
            ]
        elif part.name.startswith("ppt/slides/") and _HIDDEN_SLIDE.search(part.data):
            found.append("скрытые слайды")
        elif _TEXT_PARTS.fullmatch(part.name) and any(_vanished(part.data)):
            found.append("скрытый текст")
    return list(dict.fromkeys(found))


def _vanished(data: bytes) -> Iterator[bool]:
    """For each mark of the hidden: whether it hides words. Styles, marks of paragraphs and index entries hide none."""
    for match in islice(_VANISH.finditer(data), _MOST_MARKS):
        run = data[match.end() : match.end() + _RUN_REACH].partition(b"</w:r>")[0]
        yield b"</w:pPr>" not in run and b"</w:style>" not in run and re.search(rb"<w:t[ >]", run) is not None


def has_macros(parts: tuple[Member, ...]) -> bool:
    """True when a program is inside."""
    return any(_MACROS.fullmatch(part.name) or (part.name == "[Content_Types].xml" and b"macroEnabled" in part.data) for part in parts)


def outside(parts: tuple[Member, ...]) -> list[str]:
    """Kinds of the parts that are fetched from elsewhere, in words for a sentence."""
    found = []
    for part in parts:
        if part.name.endswith(".rels"):
            found += [_relation(match.group()) for match in islice(_RELATION.finditer(part.data), _MOST_MARKS)]
        elif part.name in ("content.xml", "meta.xml"):
            found += ["шаблон" if match.group().startswith(b"<meta") else "картинка или таблица" for match in islice(_HREF.finditer(part.data), _MOST_MARKS)]
    return list(dict.fromkeys(filter(None, found)))[:_SHOWN]


def _relation(tag: bytes) -> str:
    """What a relation to something outside fetches; empty for a link that a reader clicks."""
    if b'TargetMode="External"' not in tag:
        return ""
    said = re.search(rb"Type=\"[^\"<>]*/(\w+)\"", tag)
    kind = said.group(1).decode() if said else ""
    if kind == "hyperlink":
        return ""
    return {"attachedTemplate": "шаблон", "image": "картинка", "externalLinkPath": "другая таблица", "video": "видео", "audio": "звук"}.get(kind, "другой файл")


def only_pictures(parts: tuple[Member, ...], kind: str) -> bool:
    """True for a text document without a word but with a picture: a scan in a frame."""
    words = {"docx": ("word/document.xml", rb"<w:t(?: [^<>]*)?>\s*[^\s<]"), "odt": ("content.xml", rb"<text:(?:p|h|span|a)(?: [^<>]*)?>\s*[^\s<]")}
    if kind not in words:
        return False
    name, pattern = words[kind]
    pictured = any(part.name.startswith(("word/media/", "Pictures/")) for part in parts)
    return pictured and any(part.name == name and not re.search(pattern, part.data) for part in parts)
