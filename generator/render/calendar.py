"""calendar.ics: the events of the region and of the schools as iCalendar (RFC 5545); year.ics: the year of work, the same every year.

Days are dates, times are «floating» - the hour on the wall of the place - so no time zones are needed. DTSTAMP is the
newest date of the content, so that the same bank gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit

from generator.model import Event
from generator.model.people import YearItem, busy, by_month, year_of
from generator.render.site import World, event_url, year_url
from generator.render.whole import words
from generator.words import MONTHS, count

PATH = "calendar.ics"
SEPTEMBER = 9
TASKS = ("дело", "дела", "дел")
_OCTETS = 75
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def calendar_files(world: World) -> dict[str, bytes]:
    """The calendar of all events, by date."""
    events = sorted(world.bank.events, key=lambda event: (event.date, event.time, event.school, event.id))
    return {PATH: _file(f"{world.settings.name}: события", (line for event in events for line in _event(world, event)))}


def year_path(role: str = "") -> str:
    """Where the year of work lies as a calendar: all of it, or that of a role."""
    return f"year-{role}.ics" if role else "year.ics"


def year_files(world: World) -> dict[str, bytes]:
    """The year of work and that of each role: on the first day of a month what is to be done in it, every year again."""
    bank, roles = world.bank, world.bank.vocabularies.get("roles")
    if not bank.calendar:
        return {}
    named = busy(bank.calendar)
    chosen = ("", *(term.id for term in (roles.terms if roles else ()) if term.id in named))
    titles = {role: f"Год наставничества: {bank.term('roles', role).name}" if role else "Год наставничества" for role in chosen}
    return {
        year_path(role): _file(
            f"{world.settings.name}: {titles[role]}",
            (line for month, items in by_month(year_of(bank.calendar, role)) for line in _month(world, role, titles[role], month, items)),
        )
        for role in chosen
    }


def _file(name: str, lines: Iterable[str]) -> bytes:
    frame = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//nastavnik//calendar v1//RU", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{escaped(name)}")
    return "".join(folded(line) + "\r\n" for line in (*frame, *lines, "END:VCALENDAR")).encode()


def _month(world: World, role: str, title: str, month: int, items: tuple[YearItem, ...]) -> Iterator[str]:
    """A month as a day that comes again; it begins in the school year of the newest content, so that nobody's clock is asked."""
    newest = world.bank.newest
    start = date(newest.year - (newest.month < SEPTEMBER) + (month < SEPTEMBER), month, 1)
    yield "BEGIN:VEVENT"
    yield f"UID:{month:02}.{f'role-{role}' if role else 'all'}.year@{urlsplit(world.settings.url).hostname}"
    yield f"DTSTAMP:{_day(newest)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(start)}"
    yield f"DTEND;VALUE=DATE:{_day(start.replace(day=2))}"
    yield "RRULE:FREQ=YEARLY"
    yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{escaped(f'{title}, {MONTHS[month - 1].lower()} – {count(len(items), TASKS)}')}"
    yield f"DESCRIPTION:{escaped(chr(10).join(f'• {item.title}. {words(world, item.about)}' for item in items))}"
    yield f"URL:{world.absolute(year_url(role, month))}"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    r"""A value of type TEXT: backslashes, semicolons, commas and line breaks escaped, control characters left out.

    >>> print(escaped("а, б; в"))
    а\, б\; в
    """
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def folded(line: str) -> str:
    """A line cut into pieces of at most 75 octets, never inside a character; each further piece begins with a space."""
    pieces, piece, size = [], "", 0
    for char in line:
        length = len(char.encode())
        if size + length > _OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece += char
        size += length
    return "\r\n".join([*pieces, piece])


def uid(world: World, event: Event) -> str:
    """The identity of an event: it stays when the text, the date or the file's order change. No id holds a dot."""
    return f"{event.school}.{event.id}".lstrip(".") + f"@{urlsplit(world.settings.url).hostname}"


def _event(world: World, event: Event) -> Iterator[str]:
    bank = world.bank
    school = bank.school_by_id.get(event.school)
    demo = event.demo or (school is not None and school.demo)
    yield "BEGIN:VEVENT"
    yield f"UID:{uid(world, event)}"
    yield f"DTSTAMP:{_day(bank.newest)}T000000Z"
    yield from _when(event)
    yield f"SUMMARY:{escaped(event.title + (' (демонстрационное событие)' if demo else ''))}"
    yield f"DESCRIPTION:{escaped(_description(world, event))}"
    if event.place:
        yield f"LOCATION:{escaped(event.place)}"
    yield f"CATEGORIES:{escaped(bank.term('event_kinds', event.kind).label)}"
    yield f"URL:{''.join(event.url.split()) or world.absolute(event_url(event))}"
    yield "END:VEVENT"


def _when(event: Event) -> Iterator[str]:
    """One day at an hour begins at that hour, and how long it lasts is not known; anything else takes whole days."""
    if event.time and event.last == event.date:
        yield f"DTSTART:{_day(event.date)}T{event.time.replace(':', '')}00"
        return
    yield f"DTSTART;VALUE=DATE:{_day(event.date)}"
    yield f"DTEND;VALUE=DATE:{_day(date.fromordinal((event.end or event.date).toordinal() + 1))}"
    yield "TRANSP:TRANSPARENT"


def _description(world: World, event: Event) -> str:
    bank = world.bank
    school = bank.school_by_id.get(event.school)
    organizer = school.name_short if school else bank.term("roles", event.organizer).label if event.organizer else ""
    parts = (
        event.summary,
        f"Начало в {event.time}." if event.time and event.last != event.date else "",
        f"Проводит: {organizer}." if organizer else "",
        "Для кого: " + ", ".join(bank.term("roles", name).name for name in event.audience) + "." if event.audience else "",
    )
    return "\n".join(filter(None, parts))


def _day(value: date) -> str:
    return value.strftime("%Y%m%d")
