"""Family P, what a reported card claims: evidence, stage, coverage, figures, reviews, replicas must bear each other out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.check.lens import Lens
from generator.diagnostics import Diagnostic, Rule, Severity
from generator.load import Source
from generator.model import Practice
from generator.model.records import Measure
from generator.patterns import late
from generator.words import count, day, months_later

LATE = 6  # months after the end of a practice in which its results may still be measured
EARLY = 1  # months before its beginning
LASTING = 18  # months: two school years with the summer between them, one begun late
OPINION = 24  # months for which a decision to publish holds
_SCHOOL_YEAR = 9
_DAYS = 30
_ASKED = late(r"анкет|опрос|отзыв|рефлекси|интервью|бесед|спросил|спрашивал|ответил|отметил|оценил|самооцен|признал|считают|назвал", re.IGNORECASE)
_NUMBER = late(
    r"\d|\b(?:оба|обе|обоих|дво[ей]|двух|трое|тр[её]х|три|четыре|четверо|пят[ьие]|шест[ьие]|сем[ьие]|сем[еь]ро|восем[ьие]|восьм|девят|десят)", re.IGNORECASE
)
_COMPARED = late(
    r"сравн|сопостав|контрольн|без наставник|не участвовал|прошл\w+ (?:год|цикл|набор)|предыдущ\w+ (?:год|цикл|набор)|(?:друг|остальн|параллельн|соседн)\w+ (?:пар|груп|школ|класс|организац)"
    r"|(?:два|двух|три|трёх|второ\w+|кажд\w+) (?:цикл|учебн)",
    re.IGNORECASE,
)
_OUTSIDE = late(
    r"центр|цнппм|институт|университет|академи|вуз|колледж|кафедр|совет|омо\b|областн|регион|муниципал|рецензент|независим|внешн|тьютор|другой", re.IGNORECASE
)
_PERCENT = late(r"(?:%|процент|доля в %)")
_GROWTH = late(r"рост|прирост|изменени|динамик|относительно|к уровню|от плана|от нормы", re.IGNORECASE)
_OUT_OF = late(r"\bиз (\d{1,3})(?:-ти|-и)?\s*(?:балл\w*|возможн\w*)?\s*\Z")


class NobodyAsked(Rule, id="P022", severity=Severity.WARNING):
    """Доказательность «отзывы», а отзывов нет.

    Что проверяем: при доказательности 1 в разделе «Результаты» сказано, что участников спросили – анкетой, беседой,
    рефлексией, – и скольких.

    Почему это важно: единица значит «так говорят сами участники». Читателю нужно знать, кто это сказал и сколько их
    было: мнение двоих и мнение двадцати весят по-разному.

    Как исправить: добавьте в «Результаты» одну фразу: кого, скольких и как спросили. Если не спрашивали, поставьте 0.

    Плохо:

        # файл: practices/opyt/index.md
        # без поля: indicators
        ## Результаты

        Демонстрационный текст. Уроки стали спокойнее, замысел урока теперь виден в тетрадях, а на консультациях реже
        звучит вопрос «что дать на уроке» и чаще – «как понять, что дети научились». Молодые учителя охотно открывают
        свои уроки.

    Хорошо:

        # файл: practices/opyt/index.md
        # без поля: indicators
        ## Результаты

        Демонстрационный текст. В конце года восемь наставляемых заполнили анкету: семеро пишут, что готовят урок
        увереннее. На консультациях реже звучит вопрос «что дать на уроке» и чаще – «как понять, что дети научились».
        Молодые учителя охотно открывают свои уроки.
    """


class NothingCompared(Rule, id="P023", severity=Severity.WARNING):
    """Доказательность «сопоставление», а сравнить не с чем.

    Что проверяем: при доказательности 3 в «Результатах» или в описании измерения названо, с чем сравнивали: с другими
    парами, с другой школой, с прошлым циклом, – или один показатель измерен в разные годы.

    Почему это важно: после года работы результат растёт и сам собой. Сравнение показывает, что дело в практике.

    Как исправить: напишите, с кем или с чем сравнили и что вышло у них. Если сравнения не было, поставьте 2.

    Плохо:

        # файл: practices/opyt/index.md
        evidence: 3
        indicators:
          - {indicator: adaptaciya, before: 2.1, after: 3.4, unit: балла из 5, n: 8, method: анкета пар, date: 2025-05-20}
          - {indicator: p-aktivnost, before: 3, after: 7, unit: раз, n: 8, method: анкета пар, date: 2025-05-20}

    Хорошо:

        # файл: practices/opyt/index.md
        evidence: 3
        indicators:
          - {indicator: adaptaciya, before: 2.1, after: 3.4, unit: балла из 5, n: 8, method: анкета пар, date: 2025-05-20}
          - {indicator: p-aktivnost, before: 3, after: 7, unit: раз, n: 8, date: 2025-05-20,
             method: анкета; сравнили с группой прошлого года}
    """


class NoOutsider(Rule, id="P024", severity=Severity.WARNING):
    """Доказательность «внешняя экспертиза», а внешнего взгляда нет.

    Что проверяем: при доказательности 4 за публикацию высказался эксперт не из своей организации – центра, вуза,
    совета, объединения, – или в replicated_in сказано, что получилось у повторивших.

    Почему это важно: четвёрка – самая высокая оценка. Она значит, что результат подтвердил тот, кому он не выгоден.

    Как исправить: в expert_role напишите, откуда эксперт («методист регионального центра»), или добавьте note к
    организации, которая повторила практику. Иначе поставьте 2 или 3.

    Плохо:

        # файл: practices/opyt/index.md
        evidence: 4
        indicators:
          - {indicator: adaptaciya, before: 2.1, after: 3.4, unit: балла из 5, n: 8, method: анкета пар, date: 2025-05-20}
          - {indicator: p-aktivnost, before: 3, after: 7, unit: раз, n: 8, method: анкета пар, date: 2025-05-20}

    Хорошо:

        # файл: practices/opyt/index.md
        evidence: 4
        indicators:
          - {indicator: adaptaciya, before: 2.1, after: 3.4, unit: балла из 5, n: 8, method: анкета пар, date: 2025-05-20}
          - {indicator: p-aktivnost, before: 3, after: 7, unit: раз, n: 8, method: анкета пар, date: 2025-05-20}
        review:
          - {expert_role: методист регионального центра, date: 2026-10-20, decision: publish}
          - {expert_role: педагог-наставник, date: 2026-10-25, decision: publish}
    """


class StageTooEarly(Rule, id="P025", severity=Severity.WARNING):
    """Стадия не подтверждена сроком.

    Что проверяем: практика на стадии «внедрена» или «тиражируется» шла не меньше одного своего цикла, «устойчивая» – не
    меньше двух учебных лет. Если окончания нет, считаем до дня обновления карточки.

    Почему это важно: стадия обещает, что трудное начало позади. Если цикл не пройден, это ещё апробация.

    Как исправить: поставьте стадию «апробация» или проверьте период (period) и срок одного цикла (duration).

    Плохо:

        # файл: practices/opyt/index.md
        period: {from: 2025-02-01, to: 2025-05-31}

    Хорошо:

        # файл: practices/opyt/index.md
        period: {from: 2024-09-01, to: 2025-05-31}
    """


class ImpossibleCoverage(Rule, id="P026", severity=Severity.WARNING):
    """Охват, которого не может быть.

    Что проверяем: пар не больше, чем сочетаний наставников и наставляемых; групп не больше, чем наставляемых.

    Почему это важно: по охвату судят, потянет ли практику своя школа. Одно невозможное число подрывает доверие ко всем.

    Как исправить: пересчитайте: mentors и mentees – люди, pairs и groups – пары и группы, а не встречи.

    Плохо:

        # файл: practices/opyt/index.md
        coverage: {mentors: 2, mentees: 8, pairs: 20}

    Хорошо:

        # файл: practices/opyt/index.md
        coverage: {mentors: 2, mentees: 8, pairs: 8}
    """


class SameReviewer(Rule, id="P031", severity=Severity.WARNING):
    """Одна экспертиза записана дважды.

    Что проверяем: среди решений «опубликовать» нет двух с одной ролью эксперта и одной датой.

    Почему это важно: нужны два независимых взгляда. Одно решение, записанное дважды, второго взгляда не добавляет.

    Как исправить: удалите повтор. Если экспертов и правда двое, уточните роли: «методист центра», «методист школы».

    Плохо:

        # файл: practices/opyt/index.md
        review:
          - {expert_role: методист, date: 2026-10-20, decision: publish}
          - {expert_role: методист, date: 2026-10-20, decision: publish}

    Хорошо:

        # файл: practices/opyt/index.md
        review:
          - {expert_role: методист центра, date: 2026-10-20, decision: publish}
          - {expert_role: методист школы, date: 2026-10-20, decision: publish}
    """


class ReviewBeforeCard(Rule, id="P032", severity=Severity.WARNING):
    """Экспертиза раньше самой карточки.

    Что проверяем: решение «опубликовать» принято не раньше дня, когда карточка создана (created).

    Почему это важно: эксперт не мог читать того, чего не было. Скорее всего, перепутан год или решение перенесли из
    чужой карточки.

    Как исправить: проверьте дату решения и поле created.

    Плохо:

        # файл: practices/opyt/index.md
        review:
          - {expert_role: методист, date: 2025-10-20, decision: publish}
          - {expert_role: педагог-наставник, date: 2026-10-25, decision: publish}

    Хорошо:

        # файл: practices/opyt/index.md
        review:
          - {expert_role: методист, date: 2026-10-20, decision: publish}
          - {expert_role: педагог-наставник, date: 2026-10-25, decision: publish}
    """


class ReviewOld(Rule, id="P033", severity=Severity.WARNING):
    """После экспертизы карточку переписали.

    Что проверяем: у опубликованной карточки последнее решение «опубликовать» не старше последней правки больше чем на
    два года.

    Почему это важно: эксперты отвечают за тот текст, который читали. За два года карточка стала другой.

    Как исправить: покажите карточку экспертам ещё раз и добавьте их решения в поле review.

    Плохо:

        # файл: practices/opyt/index.md
        review:
          - {expert_role: методист, date: 2023-10-20, decision: publish}
          - {expert_role: педагог-наставник, date: 2023-10-25, decision: publish}
        created: 2023-10-01

    Хорошо:

        # файл: practices/opyt/index.md
        review:
          - {expert_role: методист, date: 2023-10-20, decision: publish}
          - {expert_role: педагог-наставник, date: 2026-10-25, decision: publish}
        created: 2023-10-01
    """


class MeasuredOutside(Rule, id="P034", severity=Severity.WARNING):
    """Измерили не тогда, когда шла практика.

    Что проверяем: дата измерения показателя – не раньше чем за месяц до начала практики и не позже чем через полгода
    после её окончания.

    Почему это важно: число, полученное через два года после практики или до неё, говорит о чём-то другом.

    Как исправить: проверьте год в дате измерения и период реализации.

    Плохо:

        # файл: practices/opyt/index.md
        indicators:
          - {indicator: adaptaciya, before: 2.1, after: 3.4, unit: балла из 5, n: 8, method: анкета пар, date: 2023-05-20}

    Хорошо:

        # файл: practices/opyt/index.md
        indicators:
          - {indicator: adaptaciya, before: 2.1, after: 3.4, unit: балла из 5, n: 8, method: анкета пар, date: 2025-05-20}
    """


class OverTheTop(Rule, id="P035", severity=Severity.WARNING):
    """Значение показателя больше возможного.

    Что проверяем: доля в процентах – от 0 до 100; оценка «из пяти» не больше пяти.

    Почему это важно: такое число – описка, и читатель перестаёт верить остальным.

    Как исправить: проверьте значения before и after. Если это прирост, напишите в единице «% прироста».

    Плохо:

        # файл: practices/opyt/index.md
        indicators:
          - {indicator: adaptaciya, before: 2.1, after: 34, unit: балла из 5, n: 8, method: анкета пар, date: 2025-05-20}

    Хорошо:

        # файл: practices/opyt/index.md
        indicators:
          - {indicator: adaptaciya, before: 2.1, after: 3.4, unit: балла из 5, n: 8, method: анкета пар, date: 2025-05-20}
    """


class NothingMeasured(Rule, id="P036", severity=Severity.WARNING):
    """Показатель – ноль до и ноль после.

    Что проверяем: у показателя хотя бы одно из значений «до» и «после» не ноль.

    Почему это важно: два нуля значат, что не измеряли или мерили не то. На странице это выглядит как провал.

    Как исправить: впишите измеренные числа или удалите показатель.

    Плохо:

        # файл: practices/opyt/index.md
        indicators:
          - {indicator: adaptaciya, before: 0, after: 0, unit: балла из 5, n: 8, method: анкета пар, date: 2025-05-20}

    Хорошо:

        # файл: practices/opyt/index.md
        indicators:
          - {indicator: adaptaciya, before: 0, after: 3.4, unit: балла из 5, n: 8, method: анкета пар, date: 2025-05-20}
    """


class OwnReplica(Rule, id="P037", severity=Severity.WARNING):
    """Практику «повторила» своя же организация.

    Что проверяем: среди организаций, повторивших практику (replicated_in), нет той, чья это карточка.

    Почему это важно: повторение у себя – это второй цикл. О том, что метод работает и в чужих условиях, говорит только
    другая организация.

    Как исправить: удалите свою организацию из replicated_in, о втором цикле расскажите в «Результатах».

    Плохо:

        # файл: practices/opyt/index.md
        replicated_in:
          - {organization: primer, date: 2025-10-01}

    Хорошо:

        # файл: content/schools/sosed/index.md
        ---
        name_full: Муниципальное общеобразовательное учреждение «Демонстрационная школа № 2»
        name_short: Демонстрационная школа № 2
        municipality: primersk
        type: obshcheobrazovatelnaya
        education_level: [ooo]
        site: https://school.example/
        curator_page: https://school.example/sveden/managers
        updated: 2026-11-01
        ---

        # файл: practices/opyt/index.md
        replicated_in:
          - {organization: sosed, date: 2025-10-01}
    """


class BeforePractice(Rule, id="P038", severity=Severity.WARNING):
    """Повторили или наградили раньше, чем практика началась.

    Что проверяем: даты в replicated_in и годы наград – не раньше начала практики (period, from).

    Почему это важно: читатель решит, что перепутаны даты или награда получена за другое.

    Как исправить: проверьте год. Награду, полученную за прежнюю работу, из карточки уберите.

    Плохо:

        # файл: practices/opyt/index.md
        awards:
          - {name: Региональный конкурс наставников, year: 2023, result: лауреат}

    Хорошо:

        # файл: practices/opyt/index.md
        awards:
          - {name: Региональный конкурс наставников, year: 2025, result: лауреат}
    """


def check(source: Source, card: Practice, _lens: Lens) -> Iterator[Diagnostic]:
    """What a reported card says of itself, each claim against the others."""
    if card.origin == "methodical":
        return
    yield from _evidence(source, card)
    yield from _stage(source, card)
    yield from _coverage(source, card)
    for index, measure in enumerate(card.indicators):
        yield from _measure(source, card, index, measure)
    yield from _reviews(source, card)
    yield from _others(source, card)


def _evidence(source: Source, card: Practice) -> Iterator[Diagnostic]:
    """The three values of the scale that the schema and the indicators cannot vouch for."""
    if card.evidence not in (1, 3, 4):
        return
    results = card.section("results")
    words = " ".join([results.text if results else "", *(measure.method for measure in card.indicators)])
    if card.evidence == 1:
        asked = _ASKED.search(words)
        if not asked or not (card.indicators or _NUMBER.search(words)):
            what = "скольких участников спросили" if asked else "что участников спросили"
            yield NobodyAsked.at(
                source.spans.of(("evidence",)),
                f"Доказательность 1 – «отзывы участников», а в «Результатах» не сказано, {what}.",
                "Допишите в «Результаты», кого, скольких и как спросили, или поставьте 0.",
            )
    elif card.evidence == 3 and not _COMPARED.search(words) and not _repeated(card.indicators):
        yield NothingCompared.at(
            source.spans.of(("evidence",)),
            "Доказательность 3 – «сопоставление», а с чем сравнивали, не сказано.",
            "Допишите в «Результаты», с кем или с каким годом сравнили и что вышло, или поставьте 2.",
        )
    elif card.evidence == 4:
        outside = any(review.decision == "publish" and _OUTSIDE.search(review.expert_role) for review in card.review)
        if not outside and not any(replica.note for replica in card.replicated_in):
            yield NoOutsider.at(
                source.spans.of(("evidence",)),
                "Доказательность 4 – «внешняя экспертиза», а ни внешнего эксперта, ни результата у повторивших в карточке нет.",
                "Напишите в expert_role, откуда эксперт, или добавьте note в replicated_in; иначе поставьте 2 или 3.",
            )


def _repeated(measures: tuple[Measure, ...]) -> bool:
    """Whether one indicator was measured at the ends of two cycles."""
    return len({measure.indicator for measure in measures}) < len({(measure.indicator, measure.date.year) for measure in measures})


def _stage(source: Source, card: Practice) -> Iterator[Diagnostic]:
    if not card.period or card.stage not in ("vnedrena", "ustojchivaya", "tirazhiruetsya"):
        return
    end = card.period.end or card.updated
    if end < card.period.start:  # said by P017
        return
    ran = (end - card.period.start).days
    if card.stage == "ustojchivaya":
        if months_later(card.period.start, LASTING) > end:
            yield StageTooEarly.at(
                source.spans.of(("stage",)),
                f"Стадия «устойчивая», а практика идёт {count(round(ran / _DAYS), ('месяц', 'месяца', 'месяцев'))} – меньше двух учебных лет.",
                "Поставьте stage: vnedrena или проверьте поле period.",
            )
        return
    cycle = card.duration.value * _SCHOOL_YEAR if card.duration.unit == "year" else card.duration.months
    if ran < int(cycle * _DAYS * 0.9):
        yield StageTooEarly.at(
            source.spans.of(("stage",)),
            f"Практика шла {count(ran, ('день', 'дня', 'дней'))}, а один её цикл длиннее: ни один не пройден до конца.",
            "Поставьте stage: aprobaciya или проверьте поля period и duration.",
        )


def _coverage(source: Source, card: Practice) -> Iterator[Diagnostic]:
    if not (covered := card.coverage):
        return
    if covered.pairs > covered.mentors * covered.mentees:
        yield ImpossibleCoverage.at(
            source.spans.of(("coverage", "pairs")),
            f"Пар {covered.pairs}, а наставников {covered.mentors} и наставляемых {covered.mentees}: столько пар не составить.",
            f"Впишите число пар не больше {covered.mentors * covered.mentees}.",
        )
    if covered.groups > covered.mentees:
        yield ImpossibleCoverage.at(
            source.spans.of(("coverage", "groups")),
            f"Групп {covered.groups}, а наставляемых только {covered.mentees}.",
            "Впишите, сколько было групп, а не встреч.",
        )


def _measure(source: Source, card: Practice, index: int, measure: Measure) -> Iterator[Diagnostic]:
    """One indicator."""
    if measure.before == 0 and measure.after == 0:
        yield NothingMeasured.at(
            source.spans.of(("indicators", index, "after")), "Показатель равен нулю и до, и после.", "Впишите измеренные числа или удалите показатель."
        )
    least, most = _bounds(measure)
    for name, value in (("before", measure.before), ("after", measure.after)):
        if not least <= value <= most:
            yield OverTheTop.at(
                source.spans.of(("indicators", index, name)),
                f"Значение {value:g}".replace(".", ",") + f" не может быть в единице «{measure.unit}».",
                f"Впишите число от {least:g} до {most:g} или уточните единицу (unit).",
            )
    if card.period:
        end = card.period.end
        if measure.date < months_later(card.period.start, -EARLY) or (end and end >= card.period.start and measure.date > months_later(end, LATE)):
            yield MeasuredOutside.at(
                source.spans.of(("indicators", index, "date")),
                f"Показатель измерен {day(measure.date)}, а практика шла {_when(card.period.start, end)}.",
                "Проверьте год в дате измерения и поле period.",
            )


def _bounds(measure: Measure) -> tuple[float, float]:
    """The least and the greatest value a unit allows."""
    unit = measure.unit.lower()
    if _GROWTH.search(unit) or _GROWTH.search(measure.method):
        return float("-inf"), float("inf")
    if _PERCENT.match(unit):
        return 0, 100
    if "балл" in unit and (top := _OUT_OF.search(unit)):
        return 0, int(top[1])
    return float("-inf"), float("inf")


def _when(start: date, end: date | None) -> str:
    return f"с {day(start)} по {day(end)}" if end else f"с {day(start)}"


def _reviews(source: Source, card: Practice) -> Iterator[Diagnostic]:
    agreed = [(index, review) for index, review in enumerate(card.review) if review.decision == "publish"]
    seen = set[tuple[str, date]]()
    for index, review in agreed:
        name = (" ".join(review.expert_role.lower().split()), review.date)
        if name in seen:
            yield SameReviewer.at(
                source.spans.of(("review", index, "expert_role")),
                f"Решение эксперта «{review.expert_role}» от {day(review.date)} записано дважды.",
                "Удалите повтор; если экспертов двое, уточните их роли.",
            )
        seen.add(name)
        if review.date < card.created:
            yield ReviewBeforeCard.at(
                source.spans.of(("review", index, "date")),
                f"Решение принято {day(review.date)}, а карточка создана {day(card.created)}.",
                "Проверьте год в дате решения и поле created.",
            )
    if agreed and card.status == "published":
        index, last = max(agreed, key=lambda pair: pair[1].date)
        if last.date >= card.created and months_later(last.date, OPINION) < card.updated:
            yield ReviewOld.at(
                source.spans.of(("review", index, "date")),
                f"Последнее решение «опубликовать» – {day(last.date)}, а карточку правили {day(card.updated)}.",
                "Покажите карточку экспертам ещё раз и добавьте их решения в поле review.",
            )


def _others(source: Source, card: Practice) -> Iterator[Diagnostic]:
    """Replicas and awards."""
    start = card.period.start if card.period else date.min
    for index, replica in enumerate(card.replicated_in):
        if replica.organization == card.organization:
            yield OwnReplica.at(
                source.spans.of(("replicated_in", index, "organization")),
                "В поле «Где уже повторили» стоит своя же организация.",
                "Удалите её; о втором цикле расскажите в «Результатах».",
            )
        if replica.date < start:
            yield BeforePractice.at(
                source.spans.of(("replicated_in", index, "date")),
                f"Практику повторили {day(replica.date)}, а началась она {day(start)}.",
                "Проверьте обе даты.",
            )
    for index, award in enumerate(card.awards):
        if award.year < start.year:
            yield BeforePractice.at(
                source.spans.of(("awards", index, "year")),
                f"Награда «{award.name}» – за {award.year} год, а практика началась {day(start)}.",
                "Проверьте год; награду за другую работу удалите.",
            )
