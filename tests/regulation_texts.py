"""An invented order of an invented region: its retelling by clauses, its text, and the same text as Word and LibreOffice documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from html import escape

from generator.model import Clause


def _clause(*named: str) -> Clause:
    """A clause of its id, kind, heading, citation, and where it has them its number and the clause around it."""
    id_, kind, heading, cite, number, parent = (*named, "", "")[:6]
    return Clause(id=id_, kind=kind, heading=heading, summary=f"Пересказ: {heading.lower()}.", cite=cite, number=number, parent=parent)


CLAUSES = (
    _clause("o", "order", "Приказ об Уставе", "приказ", "7-К"),
    _clause("o-1", "clause", "Устав принят", "п. 1 приказа № 7-К", "", "o"),
    _clause("s1", "section", "Общее", "раздел 1", "1"),
    _clause("c1", "clause", "Что такое артель", "п. 1.2 (первый)", "1.2", "s1"),
    _clause("c2", "clause", "На чём стоит артель", "п. 1.2 (второй)", "1.2", "s1"),
    _clause("c2-1", "bullet", "Доверие", "п. 1.2 (второй), 1-й дефис", "", "c2"),
    _clause("c2-2", "bullet", "Общее дело", "п. 1.2 (второй), 2-й дефис", "", "c2"),
    _clause("c2-vozhatyj", "definition", "Кто ведёт артель", "п. 1.2 (второй), «Вожатый»", "", "c2"),
    _clause("s2", "section", "Кто и что делает", "раздел 2", "2"),
    _clause("s2-vvod", "paragraph", "О чём раздел", "раздел 2, вводные абзацы", "", "s2"),
    _clause("d1", "clause", "Внутри школы", "п. 2.1", "2.1", "s2"),
    _clause("zavuch", "paragraph", "Завуч", "п. 2.1, «Завуч школы»", "", "d1"),
    _clause("zavuch-1", "bullet", "Часы для встреч", "п. 2.1, «Завуч школы», 1-й дефис", "", "zavuch"),
    _clause("zavuch-2", "bullet", "Журнал встреч", "п. 2.1, «Завуч школы», 2-й дефис", "", "zavuch"),
    _clause("put", "paragraph", "Путь артели", "п. 2.1, «Путь артели»", "", "d1"),
    _clause("put-1", "position", "Договор", "п. 2.1, «Путь артели», поз. 1", "", "put"),
    _clause("put-2", "position", "Итог", "п. 2.1, «Путь артели», поз. 2", "", "put"),
    _clause("put-2-1", "bullet", "Рассказ", "п. 2.1, «Путь артели», поз. 2, 1-й дефис", "", "put-2"),
)

LINES = (
    "СОВЕТ ЗАРЕЧНОГО КРАЯ",
    "Приказ № 7-К",
    "1. Принять Устав учительских артелей.",
    "Устав учительских артелей",
    "1. Общее",
    "1.2. **Артель** – несколько учителей, которые помогают друг другу.",
    "1.2. Артель стоит на трёх вещах, из которых здесь названы две:",
    "- доверие между участниками;",
    "- общее дело, которое видно ученикам.",
    "Вожатый – учитель, который собирает артель и ведёт её встречи.",
    "2. Кто и что делает в школе",
    "Дела артели распределены между всеми, кто",
    "работает в школе.",
    "2.1. Внутри школы",
    "Завуч школы:",
    "- находит в расписании часы для встреч;",
    "- ведёт журнал встреч.",
    "Путь артели состоит из двух шагов.",
    "1. Договор – что и к какому дню сделают.",
    "2. Итог, в который входят:",
    "- рассказ о том, что вышло.",
    "Артель живёт не ради отчёта.",
)

# Ids of the clauses and the beginnings of their paragraphs.
EXPECTED: Mapping[str, tuple[str, ...]] = {
    "o": ("СОВЕТ ЗАРЕЧНОГО КРАЯ", "Приказ № 7-К"),
    "o-1": ("1. Принять", "Устав учительских"),
    "s1": ("1. Общее",),
    "c1": ("1.2. Артель –",),
    "c2": ("1.2. Артель стоит",),
    "c2-1": ("доверие",),
    "c2-2": ("общее дело",),
    "c2-vozhatyj": ("Вожатый –",),
    "s2": ("2. Кто и что",),
    "s2-vvod": ("Дела артели распределены между всеми, кто работает в школе.",),
    "d1": ("2.1. Внутри",),
    "zavuch": ("Завуч школы:",),
    "zavuch-1": ("находит",),
    "zavuch-2": ("ведёт журнал",),
    "put": ("Путь артели состоит", "Артель живёт"),
    "put-1": ("1. Договор",),
    "put-2": ("2. Итог",),
    "put-2-1": ("рассказ",),
}


def text(lines: Iterable[str] = LINES) -> bytes:
    """Plain text with an empty line after each paragraph."""
    return "\n\n".join(lines).encode()


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


_NUMBERING = (
    '<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num></w:numbering>'
)


def docx(lines: Iterable[str] = LINES, counted: Iterable[tuple[int, str]] = ()) -> bytes:
    """A Word document: items are those of a bulleted list; `counted` are paragraphs at levels of a list that Word numbers itself."""
    body = "".join(_word(line.removeprefix("- "), (1, 0) if line.startswith("- ") else None) for line in lines)
    body += "".join(_word(line, (2, level)) for level, line in counted)
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<?xml version="1.0"?><w:document><w:body>{body}<w:p><w:del><w:r><w:t>вычеркнуто</w:t></w:r></w:del></w:p></w:body></w:document>',
            "word/numbering.xml": _NUMBERING,
        }
    )


def _word(line: str, listed: tuple[int, int] | None) -> str:
    place = f'<w:pPr><w:numPr><w:ilvl w:val="{listed[1]}"/><w:numId w:val="{listed[0]}"/></w:numPr></w:pPr>' if listed else ""
    words = escape(line.replace("**", "")).split(" ")
    runs = "".join(f'<w:r><w:t xml:space="preserve">{word} </w:t></w:r>' for word in words)
    return f"<w:p>{place}{runs}</w:p>"


def odt(lines: Iterable[str] = LINES) -> bytes:
    """A LibreOffice document with a bulleted list for each item."""
    body = "".join(
        f'<text:list text:style-name="L1"><text:list-item><text:p>{escape(line.removeprefix("- "))}</text:p></text:list-item></text:list>'
        if line.startswith("- ")
        else f"<text:p>{escape(line.replace('**', '')).replace(' ', '<text:s/>', 1)}</text:p>"
        for line in lines
    )
    styles = '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1"/></text:list-style>'
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content>{styles}<office:text>{body}</office:text></office:document-content>",
        }
    )
