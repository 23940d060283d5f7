"""Dates of every kind of record: nothing is updated before it was made, or in the future, or too long ago."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from generator.check.context import Context
from generator.check.facts import Path
from generator.check.lens import Lens
from generator.diagnostics import Diagnostic, Rule, Severity
from generator.load import Source
from generator.model import Practice, Program
from generator.model.bank import VISIBLE
from generator.words import count, day, months_later

LINK_MONTHS = 12
FIRST_SYSTEMS = "2019-01-01"
CARD_LISTS = {
    "links": "Дата проверки ссылки", "awards": "Год награды", "replicated_in": "Дата повторения", "indicators": "Дата измерения", "review": "Дата экспертизы",
}  # fmt: skip
SCHOOL_DAYS = {"introduced": "День внедрения системы", "documents": "Дата документа", "monitoring": "Дата мониторинга"}


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


class FutureFact(Rule, id="P039", severity=Severity.WARNING):
    """Рассказано о том, чего ещё не было.

    Что проверяем: измерения, экспертизы, повторения, награды и проверки ссылок в карточке – не в будущем.

    Почему это важно: карточка рассказывает о случившемся. Будущая дата – описка, и из-за неё не верят остальным.

    Как исправить: проверьте год. О том, что только будет, расскажите, когда оно состоится.

    Плохо:

        # файл: practices/opyt/index.md
        review:
          - {expert_role: методист, date: 2026-10-20, decision: publish}
          - {expert_role: педагог-наставник, date: 2027-10-25, decision: publish}

    Хорошо:

        # файл: practices/opyt/index.md
        review:
          - {expert_role: методист, date: 2026-10-20, decision: publish}
          - {expert_role: педагог-наставник, date: 2026-10-25, decision: publish}
    """


class LinkUnchecked(Rule, id="P040", severity=Severity.WARNING):
    """Ссылку давно не проверяли.

    Что проверяем: у карточек, которые видны на сайте, внешние ссылки открывали не больше двенадцати месяцев назад.

    Почему это важно: страницы переезжают и исчезают, а на их месте бывает реклама. Мёртвая ссылка портит и карточку.

    Как исправить: откройте ссылку. Если страница та же, поставьте сегодняшнюю дату в checked_at; если нет – замените
    или удалите ссылку.

    Плохо:

        links:
          - {url: "https://example.org/metodika", title: Описание метода, checked_at: 2025-06-01}

    Хорошо:

        links:
          - {url: "https://example.org/metodika", title: Описание метода, checked_at: 2026-11-01}
    """


class StateOutdated(Rule, id="O009", severity=Severity.WARNING):
    """Состояние программы устарело.

    Что проверяем: у идущей программы (running) день окончания не прошёл, у готовящейся (planned) не прошёл день начала,
    а завершённая (finished) не заканчивается в будущем.

    Почему это важно: раздел показывает, сколько программ идёт сейчас. Прошлогодняя программа среди идущих – неверный
    ответ на первый же вопрос проверяющего.

    Как исправить: поставьте нынешнее состояние или исправьте даты. Завершённой добавьте результат.

    Плохо:

        # файл: content/schools/primer/index.md
        programs:
          - {title: Первый год в школе, topic: metodika, from: 2025-09-01, to: 2026-05-31, state: running}

    Хорошо:

        # файл: content/schools/primer/index.md
        programs:
          - {title: Первый год в школе, topic: metodika, from: 2026-09-01, to: 2027-05-31, state: running}
    """


class OddDay(Rule, id="O013", severity=Severity.WARNING):
    """Дата не может быть такой.

    Что проверяем: документы и мониторинг организации – не в будущем; систему наставничества внедрили не раньше 2019 года
    и не в будущем.

    Почему это важно: это описка в годе. По ней раздел не пройдёт проверку, а документ не найдут.

    Как исправить: проверьте год по самому документу.

    Плохо:

        # файл: content/schools/primer/index.md
        introduced: 2002-09-01

    Хорошо:

        # файл: content/schools/primer/index.md
        introduced: 2022-09-01
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
        ("practice", DatesOrder, "updated"), ("program", DatesOrder, "updated"), ("school", NotYet, "updated"), ("page", NotYet, "updated"), ("collection", NotYet, "updated"), ("news", NotYet, "date"),
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
    yield from _in_cards(context)
    yield from _in_schools(context)


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
        closed = facts.days.get("closed", "")
        if months_later(updated, months) < context.today and not "" < closed <= context.today.isoformat():
            term = count(months, ("месяца", "месяцев", "месяцев"))
            yield Stale.at(
                context.place(entry.path, "updated"),
                f"Сведения обновлены {day(updated)}, больше {term} назад.",
                "Проверьте сведения и поставьте сегодняшнюю дату в поле updated.",
            )


def _in_cards(context: Context) -> Iterator[Diagnostic]:
    """Days inside the lists of a card."""
    today = context.today.isoformat()
    old = months_later(context.today, -LINK_MONTHS).isoformat()
    for entry, facts in context.sound("practice"):
        for place, when in facts.dated:
            if when > today:
                told = day(date.fromisoformat(when)) if len(when) > len("2026") else when
                yield FutureFact.at(
                    context.place(entry.path, *place),
                    f"{CARD_LISTS[str(place[0])]} в будущем: {told}.",
                    "Проверьте год или поставьте день, когда это случилось.",
                )
            elif place[-1] == "checked_at" and when < old and facts.status in VISIBLE:
                yield LinkUnchecked.at(
                    context.place(entry.path, *place),
                    f"Ссылку последний раз проверяли {day(date.fromisoformat(when))}, больше года назад.",
                    "Откройте её и поставьте сегодняшнюю дату в checked_at.",
                )


def _in_schools(context: Context) -> Iterator[Diagnostic]:
    """Days inside the lists of an organisation."""
    today = context.today.isoformat()
    for entry, facts in context.sound("school"):
        said = dict(facts.dated)
        for place, value in facts.dated:
            if place[-1] == "state":
                yield from _state(context, entry.path, place[:-1], value, said)
            elif place[0] != "programs" and (value > today or (place == ("introduced",) and value < FIRST_SYSTEMS)):
                told = day(date.fromisoformat(value))
                if value > today:
                    yield OddDay.at(context.place(entry.path, *place), f"{SCHOOL_DAYS[str(place[0])]} в будущем: {told}.", "Проверьте год.")
                else:
                    message = f"Система наставничества внедрена {told} – раньше, чем такие системы появились."
                    yield OddDay.at(context.place(entry.path, *place), message, "Проверьте год по приказу о внедрении.")


def _state(context: Context, path: str, place: Path, state: str, said: Mapping[Path, str]) -> Iterator[Diagnostic]:
    """The state of one programme against its days."""
    today = context.today.isoformat()
    start, end = said.get((*place, "from"), ""), said.get((*place, "to"), "")
    if end and end < start:  # said by O002
        return
    message = hint = ""
    if state == "running" and end and end < today:
        message, hint = f"Программа идёт, а закончиться должна была {day(date.fromisoformat(end))}.", "Поставьте state: finished и добавьте result."
    elif state == "planned" and start and start < today:
        message, hint = f"Программа готовится, а начаться должна была {day(date.fromisoformat(start))}.", "Поставьте state: running или перенесите from."
    elif state == "finished" and end > today:
        message, hint = f"Программа завершена, а закончится только {day(date.fromisoformat(end))}.", "Поставьте state: running или исправьте to."
    if message:
        yield StateOutdated.at(context.place(path, *place, "state"), message, hint)
