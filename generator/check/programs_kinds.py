"""Family T, what a kind of document must have: its term, its parts, its requisites; and which blanks ask for personal data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from generator.check.lens import Lens
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.load import Source
from generator.model import Program
from generator.model.prose import BLANK
from generator.patterns import late

# From the fewest to the most months, by kind of document.
TERMS = {"programma": (3, 12), "iom": (48, 60)}
# The seven positions of the route, each by a word its heading cannot do without.
POSITIONS = (
    ("самоопределение", late(r"самоопределени|саморефлекси|образ себя", re.IGNORECASE)),
    ("достижения и ресурсы", late(r"достижени.*(?:достоинств|ресурс|сильн)|достоинств|сильные стороны", re.IGNORECASE)),
    ("затруднения и дефициты", late(r"затруднени|дефицит", re.IGNORECASE)),
    ("дорожная карта", late(r"дорожн", re.IGNORECASE)),
    ("реализация", late(r"реализаци|педагогическ\w+ продукт", re.IGNORECASE)),
    ("корректировка", late(r"корректи|изменени\w+ маршрута", re.IGNORECASE)),
    ("рефлексивный анализ", late(r"рефлексивн|рефлексия|итог", re.IGNORECASE)),
)
_HEADING = late(r"^#{2,6} +(?P<text>\S.*)$", re.MULTILINE)
_ROW = late(r"^\|.*\|[ \t]*$", re.MULTILINE)
_PLAN = late(r"мероприяти|что делаем|что сделаем|действи|содержание работы", re.IGNORECASE)
_TIME = late(r"срок|когда|дата", re.IGNORECASE)
_NEED = late(r"затруднени|дефицит|запрос", re.IGNORECASE)
_PERSONAL = late(
    r"фамили|\bф\. ?и\. ?о\b|\bфио\b|\bинициалы\b|дат[аы] рождения|год рождения|паспорт|снилс|домашний адрес|адрес (?:проживания|регистрации|жительства)"
    r"|(?:личн|мобильн|сотов|контактн)\w+ телефон|\bтелефон (?:наставник|наставляем|куратор|педагог|автор|работник|участник)"
    r"|(?:электронн\w+ почта|e-?mail)(?: (?:наставник|наставляем|куратор|педагог|автор|работник|участник)\w*)?\Z|\bподпись\b(?!:? (?:под )?(?:фото|рисун|материал|снимк))",
    re.IGNORECASE,
)
_TYPED = frozenset({"text", "longtext", "date"})  # a tick or a choice asks whether, not what
_DATE, _NUMBER = late(r"\bдата\b|\bдень\b", re.IGNORECASE), late(r"\bномер\b|№", re.IGNORECASE)
_ORDERS = late(r"приказываю", re.IGNORECASE)
_ADDRESS = late(r"адрес\w* (?:страниц|сайт|ресурс|информационн|в интернете)|\burl\b|ссылк|страниц\w+ сайта", re.IGNORECASE)
_WITHIN = 200  # signs before and after a blank in which a link would begin and end
_MOST_BLANKS = 20  # of one line that are looked at
_MOST_HEADINGS = 200
_LONG_HEADING = 200


class TermOfKind(Rule, id="T006", severity=Severity.WARNING):
    """Срок не такой, как у документа этого вида.

    Что проверяем: у персонализированной программы срок от 3 до 12 месяцев, у индивидуального образовательного маршрута –
    от 48 до 60.

    Почему это важно: короткую программу и долгий маршрут ведут по-разному. По сроку бланка человек понимает, какой из
    двух документов перед ним.

    Как исправить: поставьте в поле term названные числа или проверьте вид документа (kind).

    Плохо:

        # файл: content/programs/programma/index.md
        term: {min_months: 12, max_months: 36}

    Хорошо:

        # файл: content/programs/programma/index.md
        term: {min_months: 3, max_months: 9}
    """


class RoutePositions(Rule, id="T007", severity=Severity.WARNING):
    """В маршруте не все семь позиций или они не по порядку.

    Что проверяем: в бланке индивидуального образовательного маршрута есть заголовки всех семи позиций и стоят они по
    порядку: самоопределение, достижения, затруднения, дорожная карта, реализация, корректировка, рефлексивный анализ.

    Почему это важно: позиции следуют одна из другой: мероприятия без диагностики и анализ без начального образа ничего
    не дают.

    Как исправить: добавьте заголовок недостающей позиции или переставьте её на место.

    Плохо:

        # файл: content/vocabulary/document_kinds.yml
        terms:
          - {id: iom, label: индивидуальный образовательный маршрут}
          - {id: programma, label: персонализированная программа}
          - {id: prikaz-vnedrenie, label: приказ о внедрении}

        # файл: content/programs/programma/index.md
        kind: iom
        term: {min_months: 48, max_months: 60}

    Хорошо:

        # файл: content/vocabulary/document_kinds.yml
        terms:
          - {id: iom, label: индивидуальный образовательный маршрут}
          - {id: programma, label: персонализированная программа}
          - {id: prikaz-vnedrenie, label: приказ о внедрении}

        # файл: content/programs/programma/index.md
        kind: iom
        term: {min_months: 48, max_months: 60}

        # файл: content/programs/programma/index.md
        ## Документ

        ### 1. Самоопределение

        ### 2. Достижения и личные ресурсы

        ### 3. Затруднения и дефициты

        ### 4. Дорожная карта

        ### 5. Реализация

        ### 6. Корректировка

        ### 7. Рефлексивный анализ
    """


class PlanWithoutNeed(Rule, id="T008", severity=Severity.WARNING):
    """План не связан с затруднениями.

    Что проверяем: в таблице плана персонализированной программы есть столбец, где называют затруднение или запрос.

    Почему это важно: план без него превращается в перечень мероприятий для всех. Связь с затруднением – то, ради чего
    программу называют персонализированной.

    Как исправить: добавьте в таблицу плана столбец «Затруднение».

    Плохо:

        # файл: content/programs/programma/index.md
        ## План

        | № | Мероприятие | Срок |
        |---|---|---|
        | 1 | | |

    Хорошо:

        # файл: content/programs/programma/index.md
        ## План

        | № | Затруднение | Мероприятие | Срок |
        |---|---|---|---|
        | 1 | | | |
    """


class PersonalBlank(Rule, id="T009", severity=Severity.WARNING):
    """Поле с личными данными не помечено.

    Что проверяем: у поля, которое просит фамилию, телефон, адрес, дату рождения, паспорт, СНИЛС, подпись, стоит
    pii: true.

    Почему это важно: по этой пометке сайт предупреждает: заполняйте только в скачанной копии. Без неё человек может
    вписать личное в текст, который увидят все.

    Как исправить: поставьте pii: true. Если личного поле не спрашивает, назовите его точнее.

    Плохо:

        # файл: content/programs/programma/index.md
        fields:
          - {key: mentor_post, label: "Фамилия, имя, отчество наставника", type: text, required: true, pii: false}
          - {key: meeting_form, label: Форма встреч, type: text, required: true, pii: false}

    Хорошо:

        # файл: content/programs/programma/index.md
        fields:
          - {key: mentor_post, label: "Фамилия, имя, отчество наставника", type: text, required: true, pii: true}
          - {key: meeting_form, label: Форма встреч, type: text, required: true, pii: false}
    """


class OrderRequisites(Rule, id="T010", severity=Severity.WARNING):
    """В приказе некуда вписать дату или номер.

    Что проверяем: если в тексте бланка есть слово «приказываю», среди полей есть поле для даты и поле для номера.

    Почему это важно: дата и регистрационный номер – реквизиты приказа. Без них на него нельзя сослаться.

    Как исправить: добавьте в fields поля «Дата приказа» и «Номер приказа» и поставьте их в текст бланка.

    Плохо:

        # файл: content/programs/programma/index.md
        kind: prikaz-vnedrenie

        # файл: content/programs/programma/index.md
        ## Документ

        **ПРИКАЗЫВАЮ:** внедрить систему наставничества.

    Хорошо:

        # файл: content/programs/programma/index.md
        kind: prikaz-vnedrenie
        fields:
          - {key: mentor_post, label: Дата приказа, type: date, required: true, pii: false}
          - {key: meeting_form, label: Номер приказа, type: text, required: true, pii: false}

        # файл: content/programs/programma/index.md
        ## Документ

        **ПРИКАЗЫВАЮ:** внедрить систему наставничества.
    """


class ConsentAddress(Rule, id="T011", severity=Severity.WARNING):
    """В согласии некуда вписать адрес страницы.

    Что проверяем: в бланке согласия на распространение персональных данных есть поле для адреса страницы.

    Почему это важно: человек соглашается на публикацию на точно названных страницах. «На сайте школы» – не адрес.

    Как исправить: добавьте поле «Полный адрес страницы» и поставьте его в текст бланка.

    Плохо:

        # файл: content/vocabulary/document_kinds.yml
        terms:
          - {id: soglasie-rasprostranenie, label: согласие на распространение}
          - {id: programma, label: персонализированная программа}
          - {id: prikaz-vnedrenie, label: приказ о внедрении}

        # файл: content/programs/programma/index.md
        kind: soglasie-rasprostranenie

    Хорошо:

        # файл: content/vocabulary/document_kinds.yml
        terms:
          - {id: soglasie-rasprostranenie, label: согласие на распространение}
          - {id: programma, label: персонализированная программа}
          - {id: prikaz-vnedrenie, label: приказ о внедрении}

        # файл: content/programs/programma/index.md
        kind: soglasie-rasprostranenie
        fields:
          - {key: mentor_post, label: Должность наставника, type: text, required: true, pii: false}
          - {key: meeting_form, label: Полный адрес страницы, type: text, required: true, pii: false}
    """


class BlankInHeading(Rule, id="T012", severity=Severity.WARNING):
    """Пропуск стоит в заголовке или в ссылке.

    Что проверяем: пропусков {{имя}} нет в заголовках, в тексте ссылок и в их адресах.

    Почему это важно: заголовок с пропуском попадает в содержание пустым, а ссылка с пропуском никуда не ведёт.

    Как исправить: поставьте пропуск строкой ниже заголовка или рядом со ссылкой.

    Плохо:

        # файл: content/programs/programma/index.md
        ## Участники

        ### Наставник: {{mentor_post}}

        Кто ведёт встречи.

    Хорошо:

        # файл: content/programs/programma/index.md
        ## Участники

        ### Наставник

        Встречи ведёт {{mentor_post}}.
    """


class SameLabel(Rule, id="T013", severity=Severity.WARNING):
    """Два поля подписаны одинаково.

    Что проверяем: у каждого поля бланка своя подпись (label).

    Почему это важно: в форме подписи стоят рядом. Из двух «Дата подписи» не понять, чья которая.

    Как исправить: уточните подпись: «Дата подписи наставника», «Дата подписи куратора».

    Плохо:

        # файл: content/programs/programma/index.md
        fields:
          - {key: mentor_post, label: Форма встреч, type: text, required: true, pii: false}
          - {key: meeting_form, label: Форма встреч, type: text, required: true, pii: false}

    Хорошо:

        # файл: content/programs/programma/index.md
        fields:
          - {key: mentor_post, label: Форма первой встречи, type: text, required: true, pii: false}
          - {key: meeting_form, label: Форма остальных встреч, type: text, required: true, pii: false}
    """


class WrongOptions(Rule, id="T014", severity=Severity.WARNING):
    """Варианты ответа лишние или повторяются.

    Что проверяем: варианты (options) есть только у полей вида «выбор», и среди них нет одинаковых.

    Почему это важно: у поля другого вида варианты не показываются, а из двух одинаковых выбирать нечего.

    Как исправить: поставьте type: choice или удалите options; повтор удалите.

    Плохо:

        # файл: content/programs/programma/index.md
        fields:
          - {key: mentor_post, label: Должность наставника, type: text, required: true, pii: false}
          - {key: meeting_form, label: Форма встреч, type: text, options: [очно, онлайн], required: true, pii: false}

    Хорошо:

        # файл: content/programs/programma/index.md
        fields:
          - {key: mentor_post, label: Должность наставника, type: text, required: true, pii: false}
          - {key: meeting_form, label: Форма встреч, type: choice, options: [очно, онлайн], required: true, pii: false}
    """


def check(source: Source, program: Program, _lens: Lens) -> Iterator[Diagnostic]:
    """What one template must have."""
    yield from _term(source, program)
    yield from _fields(source, program)
    yield from _kind(source, program)
    yield from _blanks(source, program)


def _term(source: Source, program: Program) -> Iterator[Diagnostic]:
    if program.kind not in TERMS or not program.term or program.term.min_months > program.term.max_months:
        return
    least, most = TERMS[program.kind]
    if not least <= program.term.min_months <= program.term.max_months <= most:
        yield TermOfKind.at(
            source.spans.of(("term",)),
            f"Срок от {program.term.min_months} до {program.term.max_months} месяцев, а у такого документа – от {least} до {most}.",
            f"Напишите term: {{min_months: {least}, max_months: {most}}} или проверьте вид документа (kind).",
        )


def _fields(source: Source, program: Program) -> Iterator[Diagnostic]:
    labels = set[str]()
    keys = set[str]()
    for index, field in enumerate(program.fields):
        if not field.pii and field.type in _TYPED and _PERSONAL.search(field.label):
            yield PersonalBlank.at(
                source.spans.of(("fields", index, "pii")),
                f"Поле «{field.label}» просит личные данные, а стоит pii: false.",
                "Поставьте pii: true: такое поле заполняют только в скачанной копии.",
            )
        label = field.label.lower().strip()
        if label in labels and field.key not in keys:  # the same key twice is said by T003
            yield SameLabel.at(
                source.spans.of(("fields", index, "label")), f"Подпись «{field.label}» уже стоит у другого поля.", "Уточните, о чём каждое из них."
            )
        labels.add(label)
        keys.add(field.key)
        if field.options and field.type != "choice":
            yield WrongOptions.at(
                source.spans.of(("fields", index, "options")),
                f"У поля «{field.label}» есть варианты, а вид у него другой.",
                "Поставьте type: choice или удалите options.",
            )
        elif len(set(map(str.lower, field.options))) < len(field.options):
            yield WrongOptions.at(source.spans.of(("fields", index, "options")), f"У поля «{field.label}» варианты повторяются.", "Удалите повтор.")


def _kind(source: Source, program: Program) -> Iterator[Diagnostic]:
    """What only one kind of document has."""
    labels = [field.label for field in program.fields]
    if program.kind.startswith("prikaz") and _ORDERS.search(program.body):
        lacking = [name for name, pattern in (("даты", _DATE), ("номера", _NUMBER)) if not any(map(pattern.search, labels))]
        if lacking:
            yield OrderRequisites.at(
                source.spans.key(("fields",)),
                f"В бланке приказа нет поля для {' и '.join(lacking)}.",
                "Добавьте поля «Дата приказа» и «Номер приказа» и поставьте их в текст.",
            )
    elif program.kind == "soglasie-rasprostranenie" and not any(map(_ADDRESS.search, labels)):
        yield ConsentAddress.at(
            source.spans.key(("fields",)),
            "В согласии на распространение нет поля для адреса страницы.",
            "Добавьте поле «Полный адрес страницы» и поставьте его в текст.",
        )
    elif program.kind == "iom":
        yield from _positions(source, program)
    elif program.kind == "programma":
        yield from _plan(source, program)


def _positions(source: Source, program: Program) -> Iterator[Diagnostic]:
    headings = [found["text"][:_LONG_HEADING] for found in islice(_HEADING.finditer(program.body), _MOST_HEADINGS)]
    places = [(name, next((index for index, text in enumerate(headings) if pattern.search(text)), -1)) for name, pattern in POSITIONS]
    lacking = [f"«{name}»" for name, index in places if index < 0]
    start = Place(source.path, source.body_line)
    if lacking:
        yield RoutePositions.at(
            start,
            f"В маршруте не хватает позиций: {', '.join(lacking)}.",
            "Добавьте заголовок для каждой из них.",
        )
        return
    for (before, first), (after, second) in pairwise(places):
        if second < first:
            yield RoutePositions.at(start, f"Позиция «{after}» стоит раньше позиции «{before}».", "Расставьте семь позиций по порядку.")
            return


def _plan(source: Source, program: Program) -> Iterator[Diagnostic]:
    """The table of the plan: the first whose heads name both what is done and when; one of the fields, or one in the text."""
    for index, field in enumerate(program.fields):
        heads = " | ".join(column.label for column in field.columns)
        if _PLAN.search(heads) and _TIME.search(heads):
            if not _NEED.search(heads):
                yield PlanWithoutNeed.at(
                    source.spans.of(("fields", index, "columns")), "В таблице плана нет столбца для затруднения.", "Добавьте столбец «Затруднение»."
                )
            return
    before_end = -2
    for found in _ROW.finditer(program.body):
        head = found.start() != before_end + 1
        before_end = found.end()
        row = found.group()
        if head and _PLAN.search(row) and _TIME.search(row):
            if not _NEED.search(row):
                line = program.body.count("\n", 0, found.start())
                yield PlanWithoutNeed.at(source.place(line, 1, len(row)), "В таблице плана нет столбца для затруднения.", "Добавьте столбец «Затруднение».")
            return


def _blanks(source: Source, program: Program) -> Iterator[Diagnostic]:
    if "{{" not in program.body:
        return
    for number, line in enumerate(program.body.split("\n")):
        if "{{" not in line:
            continue
        heading = line.startswith("#") and line.lstrip("#").startswith(" ")
        if not heading and "](" not in line:
            continue
        for blank in islice(BLANK.finditer(line), _MOST_BLANKS):
            if heading or _linked(line, blank.start(), blank.end()):
                yield BlankInHeading.at(
                    source.place(number, blank.start() + 1, len(blank.group())),
                    f"Пропуск «{blank['key']}» стоит {'в заголовке' if heading else 'в ссылке'}.",
                    "Поставьте его строкой ниже заголовка." if heading else "Поставьте его рядом со ссылкой.",
                )
                break


def _linked(line: str, start: int, end: int) -> bool:
    """Whether a part of a line stands in the words of a link or in its address."""
    before, after = line[max(0, start - _WITHIN) : start], line[end : end + _WITHIN]
    words = before.rfind("[") > before.rfind("]") and after.partition("]")[2].startswith("(")
    return words or before.rfind("](") > before.rfind(")")
