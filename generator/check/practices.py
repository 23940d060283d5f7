"""Family P, the meaning of a card: dates, evidence, review, empty words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.lens import Lens
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.load import Source
from generator.model import Practice, Program
from generator.patterns import late
from generator.schema import kind
from generator.schema.body import Section
from generator.schema.view import shown
from generator.words import count, months_later

MAX_CARD = 14_000  # characters of a body; domain practice is 4 000–9 000
# What people write instead of content. The first group is empty wherever it stands; of the second a whole field or section is.
_LATER = (
    r"н/д|нет данных|нет информации|информация отсутствует|уточня(?:ется|ются)|будет уточнено|(?:информация |раздел )?(?:в|на) (?:стадии )?(?:разработк[еи]|доработк[еи]|заполнени[ия])"
    r"|см\. (?:ссылку|файл|приложение|вложение|выше|ниже|сайт)|(?:смотрите|смотри) (?:ссылку|файл|приложение|вложение)"
    r"|(?:информация |раздел )?будет (?:дополнен[оа]?|заполнен[оа]?|добавлен[оа]?|позже)|(?:заполнить|дописать|добавить)(?: позже)?|lorem ipsum.*|todo|tbd|xxx+"
)
_EMPTY = late(
    rf"(?:[-–—.…_?\s]*|{_LATER}|нет|да|не имеется|не име[ею]т(?:ся)?|отсутству[ею]т|не требу[ею]тся|не предусмотрен[оы]?|текст|текст раздела|описание|пример|тест)[.…!\s]*\Z",
    re.IGNORECASE,
)
_EMPTY_LINE = late(rf" {{0,3}}(?:[-*+] |\d{{1,2}}[.)] )?(?:\*\*[^*]{{1,40}}\*\*:? ?)?(?P<text>{_LATER})[.…!\s]*\Z", re.IGNORECASE)
_SHORT_LINE = 70  # a longer line says something
_BOILERPLATE = late(
    r"(?:персонализированная )?(?:программа|практика|модель|опыт|система|организация|реализация|внедрение|развитие|целевая модель|описание (?:опыта|практики))"
    r" (?:(?:персонализированн|педагогическ|школьн|эффективн|лучш|реализаци|внедрени|организаци|развити|систем|программ|практик|модел)\w{0,4} ){0,3}наставничества\b"
    r"|наставничество в (?:школе|детском саду|колледже|лицее|гимназии|образовательной организации|мбоу|мкоу|гбоу|маоу|мбдоу)\b|наставничество\Z|лучшая практика\b",
    re.IGNORECASE,
)
_ORGANISATION = late(r"(?:МБОУ|МКОУ|МАОУ|МОУ|ГБОУ|ГАОУ|ГКОУ|МБДОУ|МКДОУ|МАДОУ|ОГБПОУ|ГБПОУ|СОГБПОУ|МБУ ДО|МБУДО)\b[^:–]{0,100}\Z")


class ReviewTooLate(Rule, id="P010"):
    """Срок пересмотра слишком далеко.

    Что проверяем: дата в поле review_by не дальше от даты обновления, чем разрешено в настройках сайта (обычно 24
    месяца).

    Почему это важно: документы и условия меняются. Карточка, которую не перечитывали пять лет, может советовать то,
    чего уже нельзя.

    Как исправить: поставьте дату не позже той, что названа в подсказке.

    Плохо:

        updated: 2026-11-01
        review_by: 2031-01-01

    Хорошо:

        updated: 2026-11-01
        review_by: 2028-11-01
    """


class NeedsIndicators(Rule, id="P012"):
    """Доказательность не подтверждена показателями.

    Что проверяем: при доказательности 2 и выше в карточке есть не меньше двух показателей с числами до и после.

    Почему это важно: оценка говорит читателю, насколько можно верить результату. Без чисел она ничем не отличается от
    отзыва.

    Как исправить: добавьте показатели в поле indicators или поставьте оценку 0 или 1 – это честно и не мешает
    публикации.

    Плохо:

        # файл: practices/opyt/index.md
        evidence: 2
        indicators:
          - {indicator: adaptaciya, before: 2.1, after: 3.4, unit: балла из 5, n: 8, method: анкета пар, date: 2025-05-20}

    Хорошо:

        # файл: practices/opyt/index.md
        evidence: 2
        indicators:
          - {indicator: adaptaciya, before: 2.1, after: 3.4, unit: балла из 5, n: 8, method: анкета пар, date: 2025-05-20}
          - {indicator: p-aktivnost, before: 3, after: 7, unit: раз, n: 8, method: анкета пар, date: 2025-05-20}
    """


class NeedsReplicas(Rule, id="P013"):
    """«Тиражируется», но не сказано где.

    Что проверяем: если стадия – «тиражируется», в поле replicated_in названа хотя бы одна организация, повторившая
    практику.

    Почему это важно: «тиражируется» значит, что у других тоже получилось. Читатель захочет узнать, у кого.

    Как исправить: назовите организации и даты в поле replicated_in. Если практику пока не повторяли, поставьте
    предыдущую стадию.

    Плохо:

        # файл: practices/opyt/index.md
        stage: tirazhiruetsya

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
        stage: tirazhiruetsya
        replicated_in:
          - {organization: sosed, date: 2025-10-01, note: провели в сокращённом виде}
    """


class NeedsReviewers(Rule, id="P014"):
    """Опубликованный опыт без двух экспертов.

    Что проверяем: у опубликованного опыта организации в поле review есть не меньше двух решений «опубликовать».

    Почему это важно: второй взгляд замечает то, к чему привык первый: чужие имена, пропущенный шаг, неподтверждённый
    вывод.

    Как исправить: добавьте решение второго эксперта. Пока его нет, верните карточке статус review.

    Плохо:

        # файл: practices/opyt/index.md
        status: published
        review:
          - {expert_role: методист, date: 2026-10-20, decision: publish}

    Хорошо:

        # файл: practices/opyt/index.md
        status: published
        review:
          - {expert_role: методист, date: 2026-10-20, decision: publish}
          - {expert_role: педагог-наставник, date: 2026-10-25, decision: publish}
    """


class MethodEvidence(Rule, id="P015"):
    """У описания метода не может быть доказательности выше нуля.

    Что проверяем: в карточке с origin: methodical стоит evidence: 0.

    Почему это важно: метод описан по профессиональному знанию, его результат никто не измерял. Ноль здесь – не низкая
    оценка, а честное «не измеряли».

    Как исправить: поставьте 0. Если есть измерения, опишите их отдельной карточкой как опыт организации.

    Плохо:

        origin: methodical
        evidence: 2

    Хорошо:

        origin: methodical
        evidence: 0
    """


class NeedsReason(Rule, id="P016"):
    """Срок не объяснён.

    Что проверяем: если практика короче трёх или длиннее двенадцати месяцев, в поле duration_reason сказано почему.

    Почему это важно: программу наставничества обычно рассчитывают на срок от трёх месяцев до года. Читателю нужно
    понять, как короткая практика в неё встраивается.

    Как исправить: добавьте поле duration_reason с одним предложением.

    Плохо:

        duration: {value: 1, unit: day}

    Хорошо:

        duration: {value: 1, unit: day}
        duration_reason: Практика занимает одну встречу и встраивается в программу пары.
    """


class EmptyWords(Rule, id="P018"):
    """Вместо содержания – прочерк или отговорка.

    Что проверяем: в полях, разделах и их строках нет записей вроде «нет», «н/д», «см. приложение», «уточняется», «будет
    дополнено», «в разработке», «lorem ipsum».

    Почему это важно: читатель откроет раздел и ничего не узнает, а карточка выглядит заполненной.

    Как исправить: напишите по существу хотя бы одно предложение. Необязательный раздел лучше удалить целиком.

    Плохо:

        ## Условия успеха

        Будет дополнено.

    Хорошо:

        ## Условия успеха

        Без общего часа в расписании посещения не состоятся.
    """


class BoilerplateTitle(Rule, id="P019", severity=Severity.WARNING):
    """Название ни о чём не говорит.

    Что проверяем: название не начинается словами «Программа наставничества», «Модель наставничества», «Опыт организации
    наставничества», «Наставничество в школе» и не состоит из одного названия организации.

    Почему это важно: так называется половина документов. По названию читатель должен понять, что делают именно здесь.

    Как исправить: назовите действие: кто что делает или чем эта практика отличается от других.

    Плохо:

        title: Программа наставничества молодых учителей

    Хорошо:

        title: Взаимопосещение уроков с одним вопросом
    """


class TooLong(Rule, id="P020", severity=Severity.WARNING):
    """Карточка слишком длинная.

    Что проверяем: весь текст карточки – не больше 14 000 знаков.

    Почему это важно: обычной карточке хватает 4 000–9 000 знаков. Длинную не дочитают до раздела «Как повторить».

    Как исправить: вынесите бланки, таблицы и сценарии в файлы рядом с карточкой, в тексте оставьте суть и ссылки.

    Плохо:

        # дописать в раздел: Шаги, 5500 знаков
        # дописать в раздел: Риски, 2500 знаков
        # дописать в раздел: Материалы, 3500 знаков

    Хорошо:

        # дописать в раздел: Материалы, 2000 знаков
    """


class UnsignedName(Rule, id="P021"):
    """Автор назван без номера согласия.

    Что проверяем: в подписи стоит «Команда…», «Коллектив…» или «Объединение…», а имя человека – только с номером
    согласия (consent_ref).

    Почему это важно: имя на открытом сайте – персональные данные, и без согласия человека публиковать их нельзя.

    Как исправить: подпишите карточку командой организации или добавьте номер согласия из журнала организации.

    Плохо:

        # файл: practices/opyt/index.md
        authors:
          - display: Имя и фамилия педагога

    Хорошо:

        # файл: practices/opyt/index.md
        authors:
          - display: Команда демонстрационной школы № 1
    """


def check(source: Source, card: Practice, lens: Lens) -> Iterator[Diagnostic]:
    """Dates of review, evidence, duration and empty words of one card."""
    yield from check_review_term(source, card, lens)
    yield from _evidence(card, source)
    yield from _duration(card, source)
    yield from _words(card, source)


def check_review_term(source: Source, record: Practice | Program, lens: Lens) -> Iterator[Diagnostic]:
    """The term after which a card or a template is read again."""
    limit = months_later(record.updated, lens.settings.review_months)
    if record.review_by > limit:
        months = count(lens.settings.review_months, ("месяц", "месяца", "месяцев"))
        yield ReviewTooLate.at(
            source.spans.of(("review_by",)), f"Срок пересмотра дальше, чем через {months} после обновления.", f"Поставьте не позже {limit.isoformat()}."
        )


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
        if not author.display.startswith(("Команда", "Коллектив", "Объединение")) and not author.consent_ref:
            yield UnsignedName.at(
                source.spans.of(("authors", index, "display")), "Автор назван, а номера согласия нет.", "Напишите «Команда …» или добавьте consent_ref."
            )


def _duration(card: Practice, source: Source) -> Iterator[Diagnostic]:
    if not 3 <= round(card.duration.months, 1) <= 12 and not card.duration_reason:
        yield NeedsReason.at(
            source.spans.of(("duration",)), "Срок меньше трёх или больше двенадцати месяцев и не объяснён.", "Добавьте поле duration_reason: почему такой срок."
        )


def _words(card: Practice, source: Source) -> Iterator[Diagnostic]:
    organisation = _ORGANISATION.match(card.title)
    if organisation or _BOILERPLATE.match(card.title):
        what = "состоит из названия организации" if organisation else "похоже на заголовок приказа"
        yield BoilerplateTitle.at(source.spans.of(("title",)), f"Название {what}.", "Назовите то, что делают: «Взаимопосещение уроков с одним вопросом».")
    for path, value in _short_fields(card):
        if _EMPTY.match(value):
            yield EmptyWords.at(
                source.spans.of(path),
                f"В поле «{kind('practice').label(path)}» вместо содержания – {_said(value)}.",
                "Напишите по существу хотя бы одно предложение.",
            )
    for section in card.sections:
        yield from _empty_section(source, section)
    if len(source.body) > MAX_CARD:
        yield TooLong.at(
            Place(source.path, source.body_line),
            f"В карточке {count(len(source.body), ('знак', 'знака', 'знаков'))}: её не дочитают.",
            "Вынесите приложения в файлы, оставьте суть.",
        )


def _short_fields(card: Practice) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Fields that hold a person's words and are filled, with their places."""
    yield ("title",), card.title
    yield ("summary",), card.summary
    if card.duration_reason:
        yield ("duration_reason",), card.duration_reason
    for index, measure in enumerate(card.indicators):
        yield ("indicators", index, "method"), measure.method
    for index, review in enumerate(card.review):
        yield ("review", index, "expert_role"), review.expert_role
    for index, replica in enumerate(card.replicated_in):
        if replica.note:
            yield ("replicated_in", index, "note"), replica.note
    for index, award in enumerate(card.awards):
        yield ("awards", index, "name"), award.name
        yield ("awards", index, "result"), award.result


def _empty_section(source: Source, section: Section) -> Iterator[Diagnostic]:
    """A section, its lines and its items that say nothing."""
    text = section.text.strip()
    if text and len(text) <= _SHORT_LINE and _EMPTY.match(text):
        yield EmptyWords.at(
            source.place(section.line, 4, len(section.title)),
            f"В разделе «{section.title}» вместо содержания – {_said(text)}.",
            "Напишите по существу или удалите раздел, если он не обязателен.",
        )
        return
    for item in section.items:
        for value in item.lines.values():
            if len(value) <= _SHORT_LINE and _EMPTY.match(value):
                yield EmptyWords.at(
                    source.place(item.line, 5, len(item.title)), f"В пункте «{item.title}» вместо содержания – {_said(value)}.", "Напишите по существу."
                )
    for line in () if section.items else text.split("\n"):
        if 2 < len(line) <= _SHORT_LINE and (found := _EMPTY_LINE.match(line)):
            yield EmptyWords.at(
                source.place(section.line, 4, len(section.title)),
                f"В разделе «{section.title}» есть строка, где вместо содержания – {_said(found['text'])}.",
                "Напишите по существу или удалите строку.",
            )


def _said(text: str) -> str:
    """What stands in place of content, as a message repeats it."""
    said = text.strip().rstrip(".…! ")
    return f"«{shown(said)}»" if any(map(str.isalnum, said)) else "прочерк"
