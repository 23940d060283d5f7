"""Family P, the meaning of a card: dates, evidence, review, empty words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.check.context import Context
from generator.check.dates import months_later
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.load import Source
from generator.model import Practice, Program
from generator.words import count, day

MAX_CARD = 14_000  # characters of a body; domain practice is 4 000–9 000
_EMPTY = re.compile(r"(?:[-–—.…\s]*|нет|не имеется|отсутствует|отсутствуют|см\. (?:ссылку|файл|приложение)|будет (?:дополнено|позже))[.!\s]*\Z", re.IGNORECASE)
_BOILERPLATE = re.compile(r"^(?:персонализированная\s+)?программа наставничества|^практика наставничества|^наставничество в (?:школе|мбоу|мкоу|гбоу)", re.IGNORECASE)


class ReviewTooLate(Rule, id="P010"):
    """Срок пересмотра слишком далеко."""


class ReviewPassed(Rule, id="P011", severity=Severity.WARNING):
    """Карточку пора пересмотреть."""


class NeedsIndicators(Rule, id="P012"):
    """Доказательность не подтверждена показателями."""


class NeedsReplicas(Rule, id="P013"):
    """«Тиражируется», но не сказано где."""


class NeedsReviewers(Rule, id="P014"):
    """Опубликованный опыт без двух экспертов."""


class MethodEvidence(Rule, id="P015"):
    """У описания метода не может быть доказательности выше нуля."""


class NeedsReason(Rule, id="P016"):
    """Срок не объяснён."""


class DatesOrder(Rule, id="P017"):
    """Даты противоречат друг другу."""


class EmptyWords(Rule, id="P018"):
    """Вместо содержания – прочерк или отговорка."""


class BoilerplateTitle(Rule, id="P019", severity=Severity.WARNING):
    """Название ни о чём не говорит."""


class TooLong(Rule, id="P020", severity=Severity.WARNING):
    """Карточка слишком длинная."""


class UnsignedName(Rule, id="P021"):
    """Автор назван без номера согласия."""


def check(context: Context) -> Iterator[Diagnostic]:
    """All of family P about meaning."""
    for card in context.bank.practices:
        source = context.by_path[card.path]
        yield from _dates(card, source, context.bank.today)
        yield from _review_term(card, source, context)
        yield from _evidence(card, source)
        yield from _duration(card, source)
        yield from _words(card, source)
    for program in context.bank.programs:
        yield from _review_term(program, context.by_path[program.path], context)


def _dates(card: Practice, source: Source, today: date) -> Iterator[Diagnostic]:
    if card.updated < card.created:
        yield DatesOrder.at(source.spans.of(("updated",)), "Карточка обновлена раньше, чем создана.", "Проверьте поля created и updated.")
    if card.updated > today:
        yield DatesOrder.at(source.spans.of(("updated",)), f"Дата обновления {day(card.updated)} ещё не наступила.", "Поставьте сегодняшнюю дату.")
    if card.period and card.period.end and card.period.end < card.period.start:
        yield DatesOrder.at(source.spans.of(("period", "to")), "Практика закончилась раньше, чем началась.", "Поменяйте даты местами.")
    if card.period and card.period.start > today:
        yield DatesOrder.at(
            source.spans.of(("period", "from")), "Практика ещё не началась.", "Планы и идеи в банк не принимаются: вернитесь к карточке, когда будет опыт."
        )


def _review_term(card: Practice | Program, source: Source, context: Context) -> Iterator[Diagnostic]:
    limit = months_later(card.updated, context.settings.review_months)
    place = source.spans.of(("review_by",))
    if card.review_by > limit:
        months = count(context.settings.review_months, ("месяц", "месяца", "месяцев"))
        yield ReviewTooLate.at(place, f"Срок пересмотра дальше, чем через {months} после обновления.", f"Поставьте не позже {limit.isoformat()}.")
    elif card.review_by < context.bank.today and card.status == "published":
        yield ReviewPassed.at(place, f"Срок пересмотра прошёл: {day(card.review_by)}.", "Перечитайте карточку, поправьте и передвиньте срок.")


def _evidence(card: Practice, source: Source) -> Iterator[Diagnostic]:
    if card.origin == "methodical":
        if card.evidence:
            yield MethodEvidence.at(
                source.spans.of(("evidence",)), "У описания метода доказательность всегда 0.", "Поставьте 0: доказательность есть только у опыта организации."
            )
        return
    if card.evidence >= 2 and len(card.indicators) < 2:
        have = count(len(card.indicators), ("показатель", "показателя", "показателей"))
        yield NeedsIndicators.at(
            source.spans.of(("evidence",)),
            f"Доказательность {card.evidence}, а в карточке {have} с данными до и после; нужно два.",
            "Добавьте показатели в поле indicators или поставьте 0 или 1.",
        )
    if card.stage == "tirazhiruetsya" and not card.replicated_in:
        yield NeedsReplicas.at(source.spans.of(("stage",)), "Стадия «тиражируется», но не названо, где практику повторили.", "Заполните поле replicated_in.")
    agreed = [review for review in card.review if review.decision == "publish"]
    if card.status == "published" and len(agreed) < 2:
        yield NeedsReviewers.at(
            source.spans.of(("status",)),
            f"Карточка опубликована, а за публикацию {count(len(agreed), ('эксперт', 'эксперта', 'экспертов'))}; нужно два.",
            "Добавьте решения экспертов в поле review или верните статус review.",
        )
    for index, author in enumerate(card.authors):
        if not author.display.startswith(("Команда", "Коллектив", "Объединение")) and not (author.consent_ref or card.consent_ref):
            yield UnsignedName.at(
                source.spans.of(("authors", index, "display")), "Автор назван, а номера согласия нет.", "Напишите «Команда …» или добавьте consent_ref."
            )


def _duration(card: Practice, source: Source) -> Iterator[Diagnostic]:
    if not 3 <= round(card.duration.months, 1) <= 12 and not card.duration_reason:
        yield NeedsReason.at(
            source.spans.of(("duration",)), "Срок меньше трёх или больше двенадцати месяцев и не объяснён.", "Добавьте поле duration_reason: почему такой срок."
        )


def _words(card: Practice, source: Source) -> Iterator[Diagnostic]:
    if _BOILERPLATE.search(card.title):
        yield BoilerplateTitle.at(
            source.spans.of(("title",)), "Название похоже на заголовок приказа.", "Назовите то, что делают: «Взаимопосещение уроков с одним вопросом»."
        )
    for name in ("title", "summary"):
        if _EMPTY.match(getattr(card, name)):
            yield EmptyWords.at(source.spans.of((name,)), "Поле заполнено прочерком или отговоркой.", "Напишите по существу.")
    for section in card.sections:
        if section.text.strip() and _EMPTY.match(section.text.strip()):
            yield EmptyWords.at(
                source.place(section.line, 4, len(section.title)), f"Раздел «{section.title}» заполнен отговоркой.", "Напишите по существу или удалите раздел, если он не обязателен."
            )
        for item in section.items:
            for text in item.lines.values():
                if _EMPTY.match(text):
                    yield EmptyWords.at(source.place(item.line, 5, len(item.title)), f"В пункте «{item.title}» строка заполнена отговоркой.", "Напишите по существу.")
    if len(source.body) > MAX_CARD:
        yield TooLong.at(
            Place(source.path, source.body_line), f"В карточке {count(len(source.body), ('знак', 'знака', 'знаков'))}: её не дочитают.", "Вынесите приложения в файлы, оставьте суть."
        )
