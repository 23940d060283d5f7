"""The line of a place with its span underlined: columns of a terminal, long lines cut around the span."""

from __future__ import annotations

from collections.abc import Mapping

from generator.diagnostics.diagnostic import Place
from generator.diagnostics.formats.signs import cells

WIDTH = 100  # columns of an excerpt
NEAR = 3 * WIDTH  # characters on each side of a place that may fall into it; marks of letters take no column
CUT = "…"
_UNREADABLE = 3  # so many signs that could not be decoded, and the file is no text or not in UTF-8


def lines_of(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """The lines of every file that is text: nobody is helped by a line of a picture."""
    return {path: text.split("\n") for path, text in texts.items() if text.count("\ufffd", 0, 4096) <= _UNREADABLE}


def excerpt(place: Place, lines: list[str]) -> tuple[str, str] | None:
    """The line as shown and the carets under the span; None for a whole file, for a line that is not there or empty."""
    if place == Place(place.path) or not 0 < place.line <= len(lines):
        return None
    line = lines[place.line - 1]
    end_line, end_column = place.end
    start = min(max(place.column - 1, 0), len(line))
    stop = max(start + 1, end_column - 1 if end_line == place.line else len(line))
    first, last = _window(line, start)
    shown = cells(line[first:last])
    if not "".join(text for text, _ in shown).strip():
        return None
    before = sum(width for _, width in shown[: start - first]) + len(CUT) * (first > 0)
    under = sum(width for _, width in shown[start - first : stop - first]) + len(CUT) * (last < min(stop, len(line)))
    more = f" до строки {end_line}" if end_line > place.line else ""
    left, right = CUT if first else "", CUT if last < len(line) else ""
    return f"{left}{''.join(text for text, _ in shown)}{right}", f"{' ' * before}{'^' * max(1, under)}{more}"


def _window(line: str, start: int) -> tuple[int, int]:
    """The part of a line to show: all of it when it fits, else a width of it in which the span begins after a third."""
    low, high = max(0, start - NEAR), min(len(line), start + NEAR)
    widths = [width for _, width in cells(line[low:high])]
    if low == 0 and high == len(line) and sum(widths) <= WIDTH:
        return 0, len(line)
    room = WIDTH - 2 * len(CUT)
    before = max(room // 3, room - sum(widths[start - low :]))
    first = start
    while first > low and before >= widths[first - 1 - low]:
        first -= 1
        before -= widths[first - low]
    while first < start and not widths[first - low]:  # a mark without its letter would stand on the cut
        first += 1
    last, used = first, 0
    while last < high and used + widths[last - low] <= room:
        used += widths[last - low]
        last += 1
    return first, last
