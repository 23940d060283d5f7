"""Family E: events, and the dates in the names of their files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.check.context import Context
from generator.check.lens import Lens
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.load import Source
from generator.model import Event, News
from generator.patterns import late
from generator.words import count, day

MOST_DAYS = 60
_WORDS = late(r"\w+")
_NAME = late(r"(\d{4}-\d{2}-\d{2})(?:-|\Z)")
_ONLINE = late(r"\s*(?:дистанционно|онлайн|он-лайн|в интернете|удал[её]нно|вебинар|видеосвязь|zoom)[.\s]*\Z", re.IGNORECASE)


class EndsBefore(Rule, id="E001"):
    """Событие заканчивается раньше, чем начинается.

    Что проверяем: последний день события (end) не раньше первого (date).

    Почему это важно: такое событие сразу окажется в прошедших, и календарь его не покажет.

    Как исправить: поменяйте даты местами или исправьте год. Если день один, поле end не нужно.

    Плохо:

        # файл: content/events/2027-02-10-seminar.md
        date: 2027-02-10
        end: 2027-02-09

    Хорошо:

        # файл: content/events/2027-02-10-seminar.md
        date: 2027-02-10
        end: 2027-02-11
    """


class SameEvent(Rule, id="E002", severity=Severity.WARNING):
    """Событие записано дважды.

    Что проверяем: нет двух событий с одним названием и одной датой.

    Почему это важно: в календаре и в ленте событие появится дважды, и читатель решит, что это разные встречи.

    Как исправить: удалите один из файлов. Если встречи разные, уточните названия: место, тема, для кого.

    Плохо:

        # файл: content/schools/primer/events/2027-02-10-seminar.md
        ---
        title: Семинар «Разбор видеоурока»
        summary: Для наставников первого года – учимся разбирать запись урока вместе.
        kind: seminar
        date: 2027-02-10
        ---

        Начало в 15:00.

    Хорошо:

        # файл: content/schools/primer/events/2027-02-17-seminar.md
        ---
        title: Школьный семинар «Разбор видеоурока»
        summary: Для наставников школы – повторяем на своих записях то, чему научились на областном семинаре.
        kind: seminar
        date: 2027-02-17
        ---

        Начало в 15:00.
    """


class TooManyDays(Rule, id="E003", severity=Severity.WARNING):
    """Событие длится больше двух месяцев.

    Что проверяем: от первого дня события до последнего – не больше шестидесяти дней.

    Почему это важно: обычно это описка в годе. Событие год стоит в календаре первым и заслоняет остальные.

    Как исправить: проверьте год в поле end. Долгий курс запишите отдельными событиями: начало, встречи, итог.

    Плохо:

        # файл: content/events/2027-02-10-seminar.md
        end: 2028-02-11

    Хорошо:

        # файл: content/events/2027-02-10-seminar.md
        end: 2027-02-11
    """


class OnlineNowhere(Rule, id="E004", severity=Severity.HINT):
    """Событие дистанционное, а адреса нет.

    Что проверяем: у события, которое проходит только дистанционно, есть адрес страницы (url). Демонстрационные события
    не проверяем.

    Почему это важно: прочитать о встрече и не узнать, как на неё попасть, – обиднее, чем не прочитать.

    Как исправить: добавьте url – страницу, где есть ссылка на подключение. Саму ссылку на видеовстречу не публикуйте.

    Плохо:

        # файл: content/events/2027-02-10-seminar.md
        demo: false

    Хорошо:

        # файл: content/events/2027-02-10-seminar.md
        demo: false
        url: https://example.org/seminar
    """


class OtherDate(Rule, id="E005", severity=Severity.WARNING):
    """Дата в имени файла другая.

    Что проверяем: если имя файла новости или события начинается с даты, в поле date стоит она же.

    Почему это важно: одна из двух дат неверна. Файл чаще всего копируют с прошлого раза и забывают исправить дату.

    Как исправить: проверьте, когда состоится событие, и исправьте поле date или имя файла.

    Плохо:

        # файл: content/events/2027-02-10-seminar.md
        date: 2027-03-10
        end: 2027-03-11

    Хорошо:

        # файл: content/events/2027-02-10-seminar.md
        date: 2027-02-10
        end: 2027-02-11
    """


def check(source: Source, event: Event, _lens: Lens) -> Iterator[Diagnostic]:
    """One event."""
    if event.end and event.end < event.date:
        yield EndsBefore.at(source.spans.of(("end",)), "Событие заканчивается раньше, чем начинается.", "Поменяйте date и end местами.")
    elif (event.last - event.date).days > MOST_DAYS:
        long = count((event.last - event.date).days + 1, ("день", "дня", "дней"))
        yield TooManyDays.at(source.spans.of(("end",)), f"Событие длится {long}.", "Проверьте год в поле end.")
    if not event.demo and not event.url and _ONLINE.match(event.place):
        yield OnlineNowhere.at(source.spans.of(("place",)), "Событие дистанционное, а где о нём узнать, не сказано.", "Добавьте url: страницу события.")


def check_name(source: Source, record: Event | News, _lens: Lens) -> Iterator[Diagnostic]:
    """The date with which the name of a file of an event or of a news item begins."""
    said = _NAME.match(record.id)
    if not said or said[1] == record.date.isoformat():
        return
    try:
        named = date.fromisoformat(said[1])
    except ValueError:
        return
    yield OtherDate.at(
        source.spans.of(("date",)),
        f"В имени файла {day(named)}, а в поле date – {day(record.date)}.",
        "Исправьте ту дату, которая неверна.",
    )


def check_twice(context: Context) -> Iterator[Diagnostic]:
    """Events of the bank that stand in two files."""
    seen: dict[tuple[str, str], str] = {}
    for entry, facts in context.sound("event"):
        name = (" ".join(_WORDS.findall(facts.title.lower())), facts.days["date"])
        if name in seen:
            yield SameEvent.at(
                Place(entry.path),
                f"Такое же событие с той же датой уже есть в файле {seen[name]}.",
                "Удалите один из файлов или уточните названия.",
            )
        seen.setdefault(name, entry.path)
