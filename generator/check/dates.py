"""Dates of every kind of record: nothing is updated before it was made, or in the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.check.context import Context
from generator.diagnostics import Diagnostic, Place, Rule
from generator.model.records import Page, Practice, Program, School
from generator.words import day


class DatesOrder(Rule, id="P017"):
    """Даты противоречат друг другу.

    Что проверяем: карточка или шаблон обновлены не раньше, чем созданы, и не в будущем; практика закончилась не раньше,
    чем началась, и уже началась.

    Почему это важно: по датам читатель судит, свежий ли опыт. Планы в банк не принимаются – только то, что уже делали.

    Как исправить: проверьте названные поля: чаще всего перепутаны год или две соседние строки.

    Плохо:

        created: 2026-11-10
        updated: 2026-11-01

    Хорошо:

        created: 2026-11-01
        updated: 2026-11-10
    """


class NotYet(Rule, id="O006"):
    """Дата ещё не наступила.

    Что проверяем: сведения об организации и страница базы знаний обновлены, а новость вышла не позже сегодняшнего дня.

    Почему это важно: запись с будущей датой месяцами стоит первой в списках, и настоящие новости под ней не видны.

    Как исправить: исправьте дату: чаще всего перепутан год. О том, что только будет, расскажите событием.

    Плохо:

        # файл: content/schools/primer/index.md
        updated: 2027-11-01

    Хорошо:

        # файл: content/schools/primer/index.md
        updated: 2026-11-01
    """


def check(context: Context) -> Iterator[Diagnostic]:
    """Dates that contradict each other or today."""
    bank = context.bank
    records: tuple[Practice | Program, ...] = (*bank.practices, *bank.programs)
    for record in records:
        place = context.place(record.path, "updated")
        if record.updated < record.created:
            yield DatesOrder.at(place, "Обновлено раньше, чем создано.", "Проверьте поля created и updated.")
        yield from _not_yet(DatesOrder, place, record.updated, bank.today)
    for card in bank.practices:
        yield from _period(context, card)
    shown_records: tuple[School | Page, ...] = (*bank.schools, *bank.pages)
    for shown in shown_records:
        if shown.updated:
            yield from _not_yet(NotYet, context.place(shown.path, "updated"), shown.updated, bank.today)
    for news in bank.news:
        yield from _not_yet(NotYet, context.place(news.path, "date"), news.date, bank.today)


def _not_yet(rule: type[Rule], place: Place, when: date, today: date) -> Iterator[Diagnostic]:
    if when > today:
        yield rule.at(place, f"Дата {day(when)} ещё не наступила.", "Проверьте год или поставьте сегодняшнюю дату.")


def _period(context: Context, card: Practice) -> Iterator[Diagnostic]:
    """When a practice ran."""
    if card.period and card.period.end and card.period.end < card.period.start:
        yield DatesOrder.at(context.place(card.path, "period", "to"), "Практика закончилась раньше, чем началась.", "Поменяйте даты местами.")
    if card.period and card.period.start > context.bank.today:
        yield DatesOrder.at(
            context.place(card.path, "period", "from"),
            "Практика ещё не началась.",
            "Планы и идеи в банк не принимаются: вернитесь к карточке, когда будет опыт.",
        )
