"""A file with an official text as paragraphs: its encoding guessed, lines joined that a page or a narrow window broke.

The file comes from strangers: it is read by what its bytes are, within bounds, and nothing in it is parsed as XML.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.check.files import archive, office
from generator.check.files.sniff import TITLES, sniff
from generator.load.encodings import guess, without_mark
from generator.regulation.office import docx_lines, odt_lines

MOST_TEXT = 3_000_000
MOST_DOCUMENT = 20_000_000
MOST_PARAGRAPHS = 20_000
_NARROW = 120  # signs: a text whose lines are all shorter was broken to fit a window
_FULL = 0.6  # a line that fills so much of the widest goes on in the next
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_STARS = re.compile(r"(\*{1,3})(?=\S)([^*]*[^*\s])\1")
_DASH = re.compile(r"[-–—‒−•·●▪■○◦*➢✓]\s+(?=\S)")
_NUMBER = re.compile(
    r"(?i:(?:раздел|глава|статья|пункт|часть|параграф|п\.|ст\.|гл\.|§)\s*)?(?P<number>\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,6}(?:\.\d{1,3}){0,4}|[а-яa-z](?=\)))"
    r"(?:[.):]+(?:\s|$)|\s+(?=[А-ЯЁA-Z«]))"
)
_PAGE = re.compile(r"(?:[-–—]\s*)?\d{1,4}(?:\s*[-–—])?|(?:стр\.|страница)\s*\d{1,4}", re.IGNORECASE)
_END = re.compile(r"[.;:!?…]\s*[»”\")\]]*$")


class Unreadable(Exception):  # noqa: N818  # a state of the file, not a fault of the program
    """The file cannot be taken for an official text; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `line` counts from 1 (in a document, paragraphs), `item` says it stood behind a dash, `number` what was printed before it."""

    line: int
    text: str
    item: bool = False
    number: str = ""

    @property
    def ended(self) -> bool:
        """True when it ends as sentences and items do."""
        return bool(_END.search(self.text))


def read_paragraphs(data: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs of a file; raises Unreadable."""
    kind = sniff(data)
    if not kind and (data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or without_mark(data)):
        kind = "text"
    if not data.strip(b" \t\r\n\0"):
        raise Unreadable("файл пустой. Скопируйте его ещё раз и проверьте, что он открывается.")
    if kind == "zip":
        kind, lines = _document(data)
    elif kind == "text":
        lines = list(enumerate(_lines(data), 1))
    else:
        raise Unreadable(_instead(kind))
    found = tuple(_joined(_paragraphs(lines)))
    if not found:
        raise Unreadable("в файле нет текста. Если это скан, распознайте его и сохраните как документ Word, LibreOffice или простой текст.")
    if len(found) > MOST_PARAGRAPHS:
        raise Unreadable(f"в файле больше {MOST_PARAGRAPHS} абзацев: это не одно положение.")
    return found


def _document(data: bytes) -> tuple[str, list[tuple[int, str]]]:
    if len(data) > MOST_DOCUMENT:
        raise Unreadable(f"документ больше {MOST_DOCUMENT // 1_000_000} МБ. Уберите из него картинки и сохраните заново.")
    try:
        parts = archive.members(data)
    except archive.Locked as fault:
        raise Unreadable("документ закрыт паролем. Снимите пароль и сохраните его заново.") from fault
    except archive.TooLarge as fault:
        raise Unreadable(f"после распаковки документ займёт больше {archive.MOST_BYTES // 1_000_000} МБ. Сохраните из него один текст.") from fault
    except archive.Damaged as fault:
        raise Unreadable("документ повреждён: его части не распаковываются. Откройте исходный файл и сохраните заново.") from fault
    kind = archive.kind(parts)
    if kind not in ("docx", "odt"):
        raise Unreadable(_instead(kind))
    if any(part.name == "META-INF/manifest.xml" and b"encryption-data" in part.data for part in parts):
        raise Unreadable("документ закрыт паролем. Снимите пароль и сохраните его заново.")
    if office.only_pictures(parts, kind):
        raise Unreadable("в документе нет текста, одни изображения: это скан. Распознайте его и сохраните как документ или простой текст.")
    lines = docx_lines(parts) if kind == "docx" else odt_lines(parts)
    return kind, list(enumerate(lines, 1))


def _instead(kind: str) -> str:
    how = {
        "pdf": "Откройте его в Word или LibreOffice и сохраните как документ; если страницы – скан, сначала распознайте текст.",
        "ole": "Откройте его и сохраните как документ Word (.docx).",
        "rtf": "Откройте его и сохраните как документ Word (.docx).",
        "html": "Скопируйте с неё текст и сохраните как простой текст (.txt).",
    }
    picture = "На картинке нет текста, который можно прочитать: распознайте его и сохраните как документ или простой текст."
    hint = how.get(kind, picture if "артинка" in TITLES.get(kind, "") or "снимок" in TITLES.get(kind, "") else "Подойдут .txt, .docx и .odt.")
    return f"внутри – {TITLES.get(kind, TITLES[''])}. {hint}"


def _lines(data: bytes) -> list[str]:
    if len(data) > MOST_TEXT:
        raise Unreadable(f"текст больше {MOST_TEXT // 1_000_000} МБ: это не одно положение.")
    for mark, codec in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(codec, "replace").splitlines()
    try:
        return data.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        likely = guess(data)
        codec = without_mark(data) or (likely.codec if likely.sure else "")
    if not codec:
        raise Unreadable("в какой кодировке текст, понять не удалось. Сохраните его в кодировке UTF-8.")
    return data.decode(codec, "replace").splitlines()


def _paragraphs(lines: Iterable[tuple[int, str]]) -> Iterator[Paragraph]:
    """A paragraph a line; in a text broken to fit a window, lines are put together first."""
    for number, line in _unbroken([(number, _UNSEEN.sub("", line).rstrip()) for number, line in lines]):
        text = _STARS.sub(r"\2", _SPACES.sub(" ", line).strip())
        if not text or _PAGE.fullmatch(text):
            continue
        dash = _DASH.match(text)
        if dash:
            text = text[dash.end() :]
        printed = None if dash else _NUMBER.match(text)
        yield Paragraph(number, text, item=bool(dash), number=printed["number"] if printed else "")


def _unbroken(lines: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    widest = max((len(line) for _, line in lines), default=0)
    filled = sum(1 for _, line in lines if len(line) > _FULL * widest)
    if not 40 <= widest <= _NARROW or filled < 3:
        yield from lines
        return
    held: tuple[int, str] | None = None
    before = ""
    for number, line in lines:
        text = line.strip()
        goes_on = held and text and len(before) > _FULL * widest and not _DASH.match(text) and not _NUMBER.match(text)
        if held and goes_on:
            held = (held[0], f"{held[1]} {text}")
        else:
            if held:
                yield held
            held = (number, text) if text else None
        before = line if text else ""
    if held:
        yield held


def _joined(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Sentences that the end of a page cut in two are whole again: the first half has no end, the second begins with a small letter."""
    held: Paragraph | None = None
    for paragraph in paragraphs:
        if held and not held.ended and not paragraph.item and not paragraph.number and paragraph.text[:1].islower():
            held = replace(held, text=f"{held.text} {paragraph.text}")
            continue
        if held:
            yield held
        held = paragraph
    if held:
        yield held
