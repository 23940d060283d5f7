"""What a PDF is to its reader: pages with text or pictures of text, tags, a title, a language, people in its properties."""

from __future__ import annotations

from dataclasses import dataclass

from generator.check.files.marks import xmp_values
from generator.check.files.pdf import Name, Pdf, Reference, Value, read_pdf
from generator.check.files.people import hidden, names_somebody
from generator.patterns import late

MOST_PAGES = 20
_MOST_NODES = 2_000
_MOST_FORMS = 200
_MOST_DEPTH = 4
_SHOWS_TEXT = late(rb"(?<![A-Za-z])T[jJ](?![A-Za-z])|[)>]\s{0,9}['\"]")
_PAINTS = late(rb"(?<![A-Za-z])(?:[fFBbsS]\*?|sh|EI)(?![A-Za-z*])")
_DO = late(rb"/([^\s\0()<>\[\]{}/%]{1,100})\s{1,9}Do(?![A-Za-z])")
_NOTES = frozenset({"Text", "Highlight", "Underline", "StrikeOut", "Squiggly", "Caret", "FreeText"})
_TAIL = 8_192
_XMP_MOST = 200_000


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF as its reader meets it. `bare` are the numbers of pages where something is drawn and nothing written."""

    bare: tuple[int, ...]
    worded: bool
    tagged: bool
    title: bool
    language: bool
    people: tuple[str, ...]
    notes: int


# Of a PDF too large to be looked through nothing is said.
UNKNOWN = Paper(bare=(), worded=True, tagged=True, title=True, language=True, people=(), notes=0)


def is_locked(pdf: Pdf) -> bool:
    """True when the PDF is encrypted, even if it opens without a password: then its text cannot be looked at."""
    return pdf.trailer.get("Encrypt") is not None


def read_paper(data: bytes, pdf: Pdf) -> Paper | None:
    """None when the PDF is damaged: broken off, or without pages."""
    root = _root(pdf)
    pages = _pages(pdf, root)
    if not pdf.is_known:
        return UNKNOWN
    if not pages or b"%%EOF" not in data.rstrip(b"\0\r\n\t ")[-_TAIL:]:
        return None
    looks = [_Look(pdf).at(page) for page in pages]
    info = pdf.mapping(pdf.trailer.get("Info"))
    packet = (pdf.stream(root.get("Metadata")) or b"")[:_XMP_MOST]
    xmp = packet.decode("utf-16" if packet[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "ignore")
    names = [_text(pdf.get(info.get("Author"))), *xmp_values(xmp, "dc:creator"), *xmp_values(xmp, "pdf:Author")]
    return Paper(
        bare=tuple(number for number, (text, drawn) in enumerate(looks, 1) if drawn and not text),
        worded=any(text for text, _ in looks),
        tagged=pdf.get(root.get("StructTreeRoot")) is not None and pdf.mapping(root.get("MarkInfo")).get("Marked") is not False,
        title=any(value.strip() for value in (_text(pdf.get(info.get("Title"))), *xmp_values(xmp, "dc:title"))),
        language=bool(_text(pdf.get(root.get("Lang"))).strip()),
        people=tuple(dict.fromkeys(hidden(name) for name in names if names_somebody(name))),
        notes=sum(_notes(pdf, page) for page in pages),
    )


def _root(pdf: Pdf) -> dict[str, Value]:
    root = pdf.mapping(pdf.trailer.get("Root"))
    if "Pages" in root:
        return root
    found = (pdf.mapping(Reference(number)) for number in pdf.numbers()[:_MOST_NODES])
    return next((value for value in found if value.get("Type") == "Catalog"), {})


def _pages(pdf: Pdf, root: dict[str, Value]) -> list[dict[str, Value]]:
    """The first pages, each with the resources it inherits."""
    found: list[dict[str, Value]] = []
    seen: set[int] = set()
    stack: list[tuple[Value, Value]] = [(root.get("Pages"), None)]
    while stack and len(found) < MOST_PAGES and len(seen) < _MOST_NODES:
        value, inherited = stack.pop()
        if isinstance(value, Reference):
            if value.number in seen:
                continue
            seen.add(value.number)
        node = pdf.mapping(value)
        resources = node.get("Resources", inherited)
        if "Kids" in node:
            stack += [(kid, resources) for kid in reversed(pdf.items(node["Kids"])[:_MOST_NODES])]
        elif node:
            found.append(node | {"Resources": resources})
    return found


@dataclass(slots=True)
class _Look:
    """Looks through one page and the forms it draws."""

    pdf: Pdf
    forms: int = 0

    def at(self, page: dict[str, Value]) -> tuple[bool, bool]:
        """Whether there is text, and whether anything is drawn. What cannot be read is taken for text."""
        parts = [self.pdf.stream(item) for item in self.pdf.items(page.get("Contents"))]
        if any(part is None for part in parts):
            return True, True
        return self._content(b"\n".join(filter(None, parts)), page.get("Resources"), 0)

    def _content(self, content: bytes, resources: Value, depth: int) -> tuple[bool, bool]:
        text, drawn = bool(_SHOWS_TEXT.search(content)), bool(_PAINTS.search(content))
        forms = self.pdf.mapping(self.pdf.mapping(resources).get("XObject"))
        for match in _DO.finditer(content):
            if text:
                break
            self.forms += 1
            if self.forms > _MOST_FORMS or depth > _MOST_DEPTH:
                return True, True
            form = forms.get(match.group(1).decode("latin-1"))
            head = self.pdf.mapping(form)
            if head.get("Subtype") != Name("Form"):
                drawn = drawn or bool(head)
                continue
            inside = self.pdf.stream(form)
            if inside is None:
                return True, True
            inner = self._content(inside, head.get("Resources", resources), depth + 1)
            text, drawn = text or inner[0], drawn or inner[1]
        return text, drawn


def _notes(pdf: Pdf, page: dict[str, Value]) -> int:
    """Notes of a discussion on a page: those with words or the name of who wrote them."""
    notes = [pdf.mapping(item) for item in pdf.items(page.get("Annots"))[:_MOST_FORMS]]
    return sum(1 for note in notes if note.get("Subtype") in _NOTES and any(_text(pdf.get(note.get(key))).strip() for key in ("Contents", "T")))


def _text(value: Value) -> str:
    """A text of a PDF."""
    if not isinstance(value, bytes):
        return ""
    if value[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return value.decode("utf-16", "replace")
    if value[:3] == b"\xef\xbb\xbf":
        return value[3:].decode("utf-8", "replace")
    cyrillic = sum(byte >= 0xC0 for byte in value) > len(value) / 3  # old Russian programs wrote windows-1251
    return value.decode("cp1251" if cyrillic else "latin-1", "replace")


def look(data: bytes) -> tuple[bool, Paper | None]:
    """Whether a PDF is locked, and what it is to its reader."""
    pdf = read_pdf(data)
    return (True, None) if is_locked(pdf) else (False, read_paper(data, pdf))
