"""Dates of every kind of record: nothing is updated before it was made, or in the future, or too long ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.check.context import Context
from generator.check.lens import Lens
from generator.diagnostics import Diagnostic, Rule, Severity
from generator.load import Source
from generator.model import Practice, Program
from generator.words import count, day, months_later


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


class ReviewPassed(Rule, id="P011", severity=Severity.WARNING):
    """Карточку пора пересмотреть.

    Что проверяем: у опубликованной карточки срок пересмотра (review_by) ещё не прошёл.

    Почему это важно: читатель верит опубликованному. Устаревшая ссылка или отменённый документ подведут того, кто
    повторит практику.

    Как исправить: перечитайте карточку, поправьте устаревшее, поставьте сегодняшнюю дату в updated и новый срок в
    review_by.

    Плохо:

        created: 2024-02-01
        updated: 2024-02-01
        review_by: 2026-02-01

    Хорошо:

        created: 2024-02-01
        updated: 2026-11-01
        review_by: 2028-11-01
    """


class Stale(Rule, id="O001", severity=Severity.WARNING):
    """Сведения об организации давно не обновляли.

    Что проверяем: дата в поле updated не старше срока из настроек сайта (обычно 12 месяцев).

    Почему это важно: раздел «Наставничество» виден на сайте школы. Прошлогодние программы и документы в нём подводят и
    родителей, и проверяющих.

    Как исправить: просмотрите документы, программы и числа, поправьте устаревшее и поставьте сегодняшнюю дату в
    updated.

    Плохо:

        # файл: content/schools/primer/index.md
        updated: 2025-06-01

    Хорошо:

        # файл: content/schools/primer/index.md
        updated: 2026-11-01
    """


def check_record(source: Source, record: Practice | Program, _lens: Lens) -> Iterator[Diagnostic]:
    """Dates of one record that contradict each other."""
    if record.updated < record.created:
        yield DatesOrder.at(source.spans.of(("updated",)), "Обновлено раньше, чем создано.", "Проверьте поля created и updated.")
    period = record.period if isinstance(record, Practice) else None
    if period and period.end and period.end < period.start:
        yield DatesOrder.at(source.spans.of(("period", "to")), "Практика закончилась раньше, чем началась.", "Поменяйте даты местами.")


def check(context: Context) -> Iterator[Diagnostic]:
    """Dates that contradict today."""
    today = context.today.isoformat()  # ISO dates are ordered as texts
    for name, rule, field in (
        ("practice", DatesOrder, "updated"), ("program", DatesOrder, "updated"), ("school", NotYet, "updated"), ("page", NotYet, "updated"), ("news", NotYet, "date"),
    ):  # fmt: skip
        for entry, facts in context.sound(name):
            when = facts.days.get(field, "")
            if when > today:
                place = context.place(entry.path, field)
                yield rule.at(place, f"Дата {day(date.fromisoformat(when))} ещё не наступила.", "Проверьте год или поставьте сегодняшнюю дату.")
    for entry, facts in context.sound("practice"):
        if facts.days.get("from", "") > today:
            hint = "Планы и идеи в банк не принимаются: вернитесь к карточке, когда будет опыт."
            yield DatesOrder.at(context.place(entry.path, "period", "from"), "Практика ещё не началась.", hint)
    yield from _passed(context)
    yield from _stale(context)


def _passed(context: Context) -> Iterator[Diagnostic]:
    """Cards and templates of the site that should have been read again."""
    today = context.today.isoformat()
    for name in ("practice", "program"):
        for entry, facts in context.sound(name):
            until = facts.days["review_by"]
            if until < today and facts.status == "published":
                message = f"Срок пересмотра прошёл: {day(date.fromisoformat(until))}."
                yield ReviewPassed.at(context.place(entry.path, "review_by"), message, "Перечитайте карточку, поправьте и передвиньте срок.")


def _stale(context: Context) -> Iterator[Diagnostic]:
    """Organisations that nobody has looked at for too long."""
    months = context.lens.settings.school_months
    for entry, facts in context.sound("school"):
        updated = date.fromisoformat(facts.days["updated"])
        if months_later(updated, months) < context.today:
            term = count(months, ("месяц", "месяца", "месяцев"))
            yield Stale.at(
                context.place(entry.path, "updated"),
                f"Сведения обновлены {day(updated)}, больше {term} назад.",
                "Проверьте сведения и поставьте сегодняшнюю дату в поле updated.",
            )
