"""calendar.ics: RFC 5545 to the octet, so that no calendar program has to guess."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import msgspec
import pytest
import render_worlds as worlds
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Event
from generator.render.calendar import calendar_files, escaped, folded
from generator.render.site import World

Properties = dict[str, str]


def event(**values: Any) -> Event:
    """An event of the region."""
    given_values = {"id": "vstrecha", "path": "", "school": "", "body": "", "body_line": 0, "title": "Встреча", "summary": "", "kind": "seminar"}
    return Event(**{**given_values, "date": date(2026, 12, 31), **values})


def raw(base: World) -> str:
    """The file as text."""
    (data,) = calendar_files(base).values()
    return data.decode()


def unfolded(text: str) -> list[str]:
    """Content lines with their folds undone."""
    return text.replace("\r\n ", "").split("\r\n")


def events(base: World) -> list[Properties]:
    """The properties of each event by name; parameters stay in the name."""
    found: list[Properties] = []
    for line in unfolded(raw(base)):
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line not in ("END:VEVENT", "END:VCALENDAR", ""):
            name, _, value = line.partition(":")
            assert name not in found[-1], f"{name} twice"
            found[-1][name] = value
    return found


def only(**values: Any) -> Properties:
    """The properties of one event."""
    (found,) = events(worlds.with_bank(worlds.minimal(), events=(event(**values),)))
    return found


def test_frame_of_the_file() -> None:
    """The file opens and closes as the standard wants and names who made it."""
    lines = unfolded(raw(worlds.minimal()))
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//nastavnik//calendar v1//RU"]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(worlds.minimal().bank.events) == 2


def test_lines_end_with_crlf_and_are_short() -> None:
    """No bare line breaks; no line over 75 octets; every line is whole UTF-8 by itself."""
    base = worlds.with_bank(worlds.minimal(), events=(event(title="Очень длинное название " * 20, summary="а" * 500, place="ab" * 90),))
    (data,) = calendar_files(base).values()
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    pieces = data.split(b"\r\n")
    assert max(len(piece) for piece in pieces) in (74, 75)
    assert all(piece.decode() or True for piece in pieces)


def test_days_take_an_exclusive_end() -> None:
    """An event of two days ends on the third; over a new year too; a day blocks nobody's time."""
    found = only(end=date(2027, 1, 1))
    assert found["DTSTART;VALUE=DATE"] == "20261231"
    assert found["DTEND;VALUE=DATE"] == "20270102"
    assert found["TRANSP"] == "TRANSPARENT"


def test_one_day_without_time() -> None:
    """A day is a day."""
    found = only()
    assert (found["DTSTART;VALUE=DATE"], found["DTEND;VALUE=DATE"]) == ("20261231", "20270101")


def test_time_floats() -> None:
    """An hour is the hour on the wall: neither UTC nor a zone, and no invented end."""
    found = only(time="09:30")
    assert found["DTSTART"] == "20261231T093000"
    assert not [name for name in found if name.startswith("DTEND")]


def test_several_days_with_time_stay_days() -> None:
    """The hour of the first day is said in words: when the last day ends is not known."""
    found = only(end=date(2027, 1, 1), time="10:00")
    assert found["DTSTART;VALUE=DATE"] == "20261231"
    assert "Начало в 10:00." in found["DESCRIPTION"]


def test_identity_stays() -> None:
    """The UID holds when the words and the day change, and differs between schools."""
    assert only()["UID"] == only(title="Другая", date=date(2027, 5, 5))["UID"] == "vstrecha@bank.example"
    assert only(school="primer")["UID"] == "primer.vstrecha@bank.example"


def test_identities_never_meet() -> None:
    """Hyphens of ids do not make two events one, nor does a school called `region`."""
    pairs = (("a-b", "c"), ("a", "b-c"), ("region", "c"), ("", "region-c"), ("", "c"))
    base = worlds.with_bank(worlds.minimal(), events=tuple(event(school=school, id=name) for school, name in pairs))
    assert len({found["UID"] for found in events(base)}) == len(pairs)


def test_stamp_is_of_the_content() -> None:
    """No clock: the stamp is the newest date of the bank, whatever the day of the build."""
    assert only()["DTSTAMP"] == "20261101T000000Z" == f"{worlds.minimal().bank.newest:%Y%m%d}T000000Z"
    assert raw(worlds.minimal()) == raw(worlds.minimal(date(2030, 1, 1)))


def test_text_is_escaped() -> None:
    """Commas, semicolons, backslashes and line breaks of a text are not the file's own."""
    found = only(title="а, б; в\\г\nд\r\nе")
    assert found["SUMMARY"] == "а\\, б\\; в\\\\г\\nд\\nе"


def test_nothing_can_be_slipped_in() -> None:
    """A text or an address with line breaks makes no property of its own."""
    base = worlds.with_bank(worlds.minimal(), events=(event(title="Т\r\nATTACH:http://e.example", url="https://e.example/\r\nATTACH:x", place="\x00М"),))
    lines = unfolded(raw(base))
    assert not [line for line in lines if line.startswith("ATTACH")]
    assert "LOCATION:М" in lines


@pytest.mark.parametrize(("demo", "school"), [(True, ""), (False, "primer")])
def test_demonstration_is_named(demo: bool, school: str) -> None:
    """A made-up event, or one of a made-up school, says so in its title."""
    assert "демонстрационное" in only(demo=demo, school=school)["SUMMARY"]
    assert "демонстрационное" not in only()["SUMMARY"]


def test_events_lead_to_their_place() -> None:
    """The address is the event's own page, else its place in the bank."""
    assert only()["URL"] == "https://bank.example/events/#event-vstrecha"
    assert only(url="https://e.example/x")["URL"] == "https://e.example/x"


def test_order_is_of_dates() -> None:
    """Events stand by day, hour, school and id, however the files were read."""
    given_events = (event(id="b"), event(id="a", date=date(2026, 12, 1)), event(id="c", school="primer"))
    forward, backward = (raw(worlds.with_bank(worlds.minimal(), events=order)) for order in (given_events, given_events[::-1]))
    assert forward == backward
    assert re.findall(r"UID:(\S+)@", forward) == ["a", "b", "primer.c"]


def test_unknown_school_is_no_fault() -> None:
    """An event whose school is not in the bank is the checker's business; the file stays sound."""
    base = worlds.with_bank(worlds.minimal(), schools=(), events=(msgspec.structs.replace(event(), school="net"),))
    assert len(events(base)) == 1


@given(st.text(alphabet=st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])))
def test_folding_loses_nothing(line: str) -> None:
    """Any line folds into pieces of at most 75 octets and unfolds into itself."""
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert all(piece.startswith(" ") for piece in pieces[1:])


@given(st.text(alphabet=st.sampled_from("а,;\\n\n ")))
def test_escaping_can_be_undone(text: str) -> None:
    """An escaped text gives itself back and holds no line break."""
    undone = re.sub(r"\\(.)", lambda match: "\n" if match.group(1) == "n" else match.group(1), escaped(text))
    assert undone == text
    assert "\n" not in escaped(text)
