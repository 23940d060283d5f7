"""Family P, what a card's words say: results told as plans, another model of mentoring, tasks that are no list, the skeleton left as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from generator.check.lens import Lens
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.load import Source
from generator.model import Practice
from generator.patterns import late
from generator.schema import kind
from generator.schema.body import Section
from generator.words import count

LEAST_TASKS, MOST_TASKS, LONG_TASK = 2, 6, 150
_SHOWN = 60
_TASK = late(r"^ {0,3}(?:[-*+]|\d{1,2}[.)])\s+(?P<text>\S.*)$", re.MULTILINE)
_OTHER_LIST = late(r"^[ ]*[•·●▪‣○–—]", re.MULTILINE)
_NEXT_SENTENCE = late(r"(?<=[а-яё»)]{2})[.!?] +(?=[А-ЯЁ«])")

# A stem that is looked for first, and what it must belong to: a search for a plain word costs next to nothing.
_DONE = late(
    r"\bбуд[еу]т (?:про(?:вед|долж)|организова|разработа|созда|внедр|подготовл|опубликова|составл|обуч|представл|расшир|дополн)[её]?н[аоы]?\b", re.IGNORECASE
)
Phrases = tuple[tuple[str, re.Pattern[str]], ...]
_PLANS: Phrases = (
    ("ланируется", late(r"\b(?:за)?планируется\b", re.IGNORECASE)),
    ("редполагается", late(r"\bпредполагается\b", re.IGNORECASE)),
    ("жидается", late(r"\bожидается\b", re.IGNORECASE)),
    ("жидаемы", late(r"\bожидаемы[ейх]\b", re.IGNORECASE)),
    ("удет ", _DONE),
    ("удут ", _DONE),
)
_ROLES = late(r"\b(?:ученик|студент|работодатель|школьник) ?[-–] ?ученик\b", re.IGNORECASE)
_MENTOR = late(
    r"\b(?:школьник|ученик|обучающийся|старшеклассник)\w{0,3}\s?[-–]\s?наставник|\bнаставник\w{0,3}\s?[-–]\s?(?:школьник|ученик|старшеклассник)", re.IGNORECASE
)
_STUDENTS: Phrases = (
    ("145", late(r"\bР\s?[-–]\s?145\b")),
    ("-наставник", _MENTOR),
    ("аставник-", _MENTOR),
    ("– ученик", _ROLES),
    ("- ученик", _ROLES),
    ("-ученик", _ROLES),
    ("аставничеств", late(r"\bнаставничеств\w{1,2} (?:над )?(?:обучающихся|обучающимися|школьников|школьниками|учеников|учащихся|несовершеннолетних|подростков)\b", re.IGNORECASE)),
)  # fmt: skip
_OTHERWISE = late(r"\bне\b|отлич|в отличие|друг", re.IGNORECASE)
_AROUND = 60  # signs before and after a stem in which its phrase stands
_NEAR = 90  # signs before and after a phrase that say what it is about
_OWN: Phrases = (
    ("наше", late(r"\b(?:в|у|для) наше(?:й (?:школы?|школе|гимназии|организации)|м (?:лицее|колледже|техникуме|саду|детском саду|учреждении))\b", re.IGNORECASE)),
    ("нас в ", late(r"\bу нас в (?:школе|гимназии|лицее|колледже|саду|детском саду|организации)\b", re.IGNORECASE)),
    ("ам удалось", late(r"\bнам удалось\b", re.IGNORECASE)),
    ("оказател", late(r"\bпоказател[ьи] (?:\w+ )?(?:вырос|выросли|улучшил\w+|повысил\w+)\b", re.IGNORECASE)),
    ("спеваемост", late(r"\bуспеваемость (?:\w+ )?(?:выросла|повысилась|улучшилась)\b", re.IGNORECASE)),
)  # fmt: skip
_NOBODY = late(
    r"(?:ответственн\w+(?: лиц[ао]?)?|исполнител[ьи]|по назначению|по согласованию|по необходимости|по желанию|по возможности|кто-нибудь|кто-то|сотрудники|работники"
    r"|школа|организация|все желающие|заинтересованные(?: лица)?|будет назначен\w*|назначается|назначенн\w+(?: лиц[ао]?)?)[.\s]*",
    re.IGNORECASE,
)
_BARE = frozenset({"наставничество", "наставник", "наставники", "практика", "опыт", "школа", "образование", "педагог", "педагоги", "учитель", "учителя"})
_WORDS = late(r"\w+")


class ResultsAsPlans(Rule, id="P027", severity=Severity.WARNING):
    """Результаты рассказаны как планы.

    Что проверяем: в разделе «Результаты» нет слов «планируется», «ожидается», «предполагается», «будет проведено».

    Почему это важно: в банк берут то, что уже получилось. План можно не выполнить, а читатель примет его за результат.

    Как исправить: напишите, что произошло, прошедшим временем и с числами. О планах не пишите.

    Плохо:

        # файл: practices/opyt/index.md
        ## Результаты

        Демонстрационный текст. В анкете восемь наставляемых оценили свою уверенность в среднем на 3,4 балла из пяти.
        Планируется, что к концу года каждый проведёт не меньше четырёх общих уроков и покажет один из них коллегам из
        других школ.

    Хорошо:

        # файл: practices/opyt/index.md
        ## Результаты

        Демонстрационный текст. В анкете восемь наставляемых оценили свою уверенность в среднем на 3,4 балла из пяти.
        Каждый провёл не меньше четырёх общих уроков, двое планируют стать наставниками, пятеро показали урок коллегам
        из других школ.
    """


class StudentModel(Rule, id="P028", severity=Severity.WARNING):
    """Смешаны две модели наставничества.

    Что проверяем: в карточке нет слов из модели наставничества обучающихся: «ученик – ученик», «школьник-наставник»,
    «наставничество обучающихся», Р-145.

    Почему это важно: у наставничества педагогов и наставничества обучающихся разные документы, роли и согласия. Кто
    повторит смешанную практику, запутается в них.

    Как исправить: оставьте в карточке только работу педагога с педагогом. Если модель упомянута, чтобы показать
    разницу, так и скажите: «в отличие от».

    Плохо:

        ## Условия успеха

        Практика опирается на наставничество обучающихся, которое в школе уже есть.

    Хорошо:

        ## Условия успеха

        Это, в отличие от наставничества обучающихся, работа двух взрослых.
    """


class TaskList(Rule, id="P029", severity=Severity.WARNING):
    """Задачи записаны не списком или их не столько.

    Что проверяем: в разделе «Задачи» – список, в нём от двух до шести пунктов, каждый не длиннее 150 знаков.

    Почему это важно: задачи сверяют с шагами. Сплошной абзац и десяток пунктов сверить нельзя.

    Как исправить: начните каждую задачу с новой строки, дефиса и пробела; лишние соедините, длинные сократите.

    Плохо:

        ## Задачи

        Научиться записывать факты, а не оценки, и выбрать приёмы, которые останутся в работе.

    Хорошо:

        ## Задачи

        - Научиться записывать факты, а не оценки.
        - Выбрать приёмы, которые останутся в работе.
    """


class LongGoal(Rule, id="P030", severity=Severity.HINT):
    """Цель – не одно предложение.

    Что проверяем: в разделе «Цель» одно предложение.

    Почему это важно: цель одна. Остальные предложения – обычно задачи или обоснование, и за ними цели не видно.

    Как исправить: оставьте предложение о том, к чему придёт пара. Остальное перенесите в «Задачи» или «Идею».

    Плохо:

        ## Цель

        Наставляемый закрепляет два-три приёма. Для этого пара посещает уроки друг друга.

    Хорошо:

        ## Цель

        Наставляемый закрепляет два-три приёма, которые меняют одну сторону его урока.
    """


class MethodTellsExperience(Rule, id="P041", severity=Severity.WARNING):
    """В описании метода рассказан чей-то опыт.

    Что проверяем: в карточке с origin: methodical нет слов «в нашей школе», «нам удалось», «показатели выросли».

    Почему это важно: описание метода – общее знание профессии, у него нет ни школы, ни результатов. Читатель примет
    чужой неподтверждённый успех за свойство метода.

    Как исправить: расскажите без «мы» или оформите опыт отдельной карточкой: origin: reported.

    Плохо:

        ## Условия успеха

        Час для разговора в тот же день. В нашей школе для этого сдвинули расписание.

    Хорошо:

        ## Условия успеха

        Час для разговора в тот же день. Обычно для этого сдвигают расписание.
    """


class SummaryRepeats(Rule, id="P042", severity=Severity.WARNING):
    """Аннотация повторяет название или цель.

    Что проверяем: аннотация не начинается с названия практики отдельным предложением и не содержит цель слово в слово.

    Почему это важно: название, аннотация и цель стоят на странице рядом. Повтор читают трижды, а для кого практика и
    что в ней делают, так и не узнают.

    Как исправить: в аннотации скажите: для кого, что делают, что получается – другими словами.

    Плохо:

        ## Цель

        Пара оставляет в работе два-три приёма.

        # файл: practices/primer/index.md
        summary: >-
          Наставник и наставляемый по очереди посещают уроки друг друга, наблюдают только за одним заранее выбранным
          вопросом и в тот же день обсуждают записанные факты, не давая оценок ни уроку, ни друг другу. Пара оставляет
          в работе два-три приёма.

    Хорошо:

        ## Цель

        Наставляемый закрепляет два-три приёма, которые меняют одну сторону его урока.
    """


class BareKeyword(Rule, id="P043", severity=Severity.HINT):
    """Ключевое слово подходит к любой карточке.

    Что проверяем: среди ключевых слов нет одиночных «наставничество», «опыт», «педагог», «школа» и подобных.

    Почему это важно: по такому слову найдётся весь банк, а одно из семи мест занято.

    Как исправить: замените его словом, которым эту практику отличают от других: приём, предмет, затруднение.

    Плохо:

        keywords: [наставничество, обратная связь, лист наблюдения]

    Хорошо:

        keywords: [посещение уроков, обратная связь, лист наблюдения]
    """


class NobodyDoes(Rule, id="P044", severity=Severity.WARNING):
    """Не сказано, кто делает шаг.

    Что проверяем: в строке «Кто» названа роль, а не «ответственные», «по назначению», «школа».

    Почему это важно: шаг, который делают «ответственные», не делает никто. Повторяя практику, нужно знать, кого звать.

    Как исправить: напишите роль: наставник, наставляемый, пара, куратор, педагог-психолог.

    Плохо:

        ## Шаги

        ### Договоритесь о правилах

        Лист наблюдения остаётся у хозяина урока, гость не вмешивается в урок, разговор идёт в тот же день. Даты
        посещений сразу записывают в программу пары, переносить их можно один раз.

        - **Кто:** ответственные лица
        - **Когда:** первая неделя, 30 минут
        - **Продукт:** даты посещений и правила, записанные в программе

        ### Посетите уроки друг друга

        Сначала открывает урок наставник, через несколько дней – наставляемый. Наблюдатель записывает время и факты и
        держится одного вопроса.

        - **Кто:** наставник и наставляемый по очереди
        - **Когда:** два урока каждого круга
        - **Продукт:** два заполненных листа наблюдения

        ### Выберите одно действие

        Хозяин урока читает факты и говорит, что его удивило; вместе выбирают одно действие на ближайшую неделю.

        - **Кто:** наставник и наставляемый
        - **Когда:** в день посещения, 20 минут
        - **Продукт:** одно действие, записанное от первого лица

    Хорошо:

        ## Шаги

        ### Договоритесь о правилах

        Лист наблюдения остаётся у хозяина урока, гость не вмешивается в урок, разговор идёт в тот же день. Даты
        посещений сразу записывают в программу пары, переносить их можно один раз.

        - **Кто:** пара и куратор
        - **Когда:** первая неделя, 30 минут
        - **Продукт:** даты посещений и правила, записанные в программе

        ### Посетите уроки друг друга

        Сначала открывает урок наставник, через несколько дней – наставляемый. Наблюдатель записывает время и факты и
        держится одного вопроса.

        - **Кто:** наставник и наставляемый по очереди
        - **Когда:** два урока каждого круга
        - **Продукт:** два заполненных листа наблюдения

        ### Выберите одно действие

        Хозяин урока читает факты и говорит, что его удивило; вместе выбирают одно действие на ближайшую неделю.

        - **Кто:** наставник и наставляемый
        - **Когда:** в день посещения, 20 минут
        - **Продукт:** одно действие, записанное от первого лица
    """


class LeftSkeleton(Rule, id="P045"):
    """Осталась подсказка из заготовки.

    Что проверяем: аннотация – не образец, а разделы – не пояснения, с которыми создаётся новая карточка.

    Почему это важно: карточка выглядит заполненной, а на странице – слова о том, что здесь следовало написать.

    Как исправить: напишите своё. Необязательный раздел, которому нечего сказать, удалите вместе с заголовком.

    Плохо:

        ## Условия успеха

        Без чего не получится.

    Хорошо:

        ## Условия успеха

        Без общего часа в расписании посещения не состоятся.
    """


def check(source: Source, card: Practice, _lens: Lens) -> Iterator[Diagnostic]:
    """What the words of one card say."""
    yield from _left(source, card)
    yield from _goal_and_tasks(source, card)
    yield from _summary(source, card)
    for index, word in enumerate(card.keywords):
        if word.lower().strip() in _BARE:
            yield BareKeyword.at(
                source.spans.of(("keywords", index)), f"Ключевое слово «{word}» подходит к любой карточке.", "Замените его приёмом, предметом или затруднением."
            )
    students, own = _stirred(_STUDENTS, source.body), _stirred(_OWN, source.body) if card.origin == "methodical" else ()
    for section in card.sections:
        yield from _section(source, section)
        yield from _models(source, section, students, own)


def _section(source: Source, section: Section) -> Iterator[Diagnostic]:
    """Results that are plans, steps that nobody does."""
    text = section.text
    if section.id == "results":
        for found in islice(_found(_PLANS, text), 1):
            place = _spot(source, section, found)
            yield ResultsAsPlans.at(place, f"В «Результатах» рассказано о будущем: «{found.group()}».", "Напишите, что уже произошло, прошедшим временем.")
    if section.id == "steps":
        for item in section.items:
            who = item.lines.get("who", "")
            if who and _NOBODY.fullmatch(who):
                yield NobodyDoes.at(
                    source.place(item.line, 5, len(item.title)),
                    f"В шаге «{_short(item.title)}» в строке «Кто» стоит «{who}»: роль не названа.",
                    "Напишите, кто это делает: наставник, наставляемый, куратор.",
                )


def _models(source: Source, section: Section, students: Phrases, own: Phrases) -> Iterator[Diagnostic]:
    """Words of another model, and of somebody's experience."""
    text = section.text
    for found in islice((found for found in _found(students, text) if not _apart(text, found)), 1):
        yield StudentModel.at(
            _spot(source, section, found),
            f"Слова «{found.group()}» – из другой модели: эта карточка о наставничестве педагогов.",
            "Уберите их или скажите прямо, чем эта работа отличается.",
        )
    for found in islice((found for found in _found(own, text) if not _quoted(text, found.start())), 1):
        yield MethodTellsExperience.at(
            _spot(source, section, found),
            f"В описании метода рассказан чей-то опыт: «{found.group()}».",
            "Перепишите без «мы» или оформите опыт отдельной карточкой (origin: reported).",
        )


def _stirred(phrases: Phrases, body: str) -> Phrases:
    """The phrases whose stem a text has at all."""
    return tuple(phrase for phrase in phrases if phrase[0] in body)


def _found(phrases: Phrases, text: str) -> Iterator[re.Match[str]]:
    """What the patterns find around their stems."""
    for stem, pattern in phrases:
        at = text.find(stem)
        while at >= 0:
            if found := pattern.search(text, max(0, at - _AROUND), at + _AROUND):
                yield found
            at = text.find(stem, max(at + len(stem), found.end() if found else 0))


def _apart(text: str, found: re.Match[str]) -> bool:
    """Whether the words around say that something else is meant."""
    return bool(_OTHERWISE.search(text, max(0, found.start() - _NEAR), found.end() + _NEAR))


def _quoted(text: str, at: int) -> bool:
    """Whether a place stands in «…»: there somebody else speaks."""
    line = text.rfind("\n", 0, at) + 1
    return text.count("«", line, at) > text.count("»", line, at)


def _spot(source: Source, section: Section, found: re.Match[str]) -> Place:
    """Place of a match in the text of a section, which begins at the first line below the heading that is not empty."""
    lines = source.body.split("\n")
    start = section.line + 1
    while not lines[start]:
        start += 1
    before = section.text[: found.start()]
    return source.place(start + before.count("\n"), found.start() - (before.rfind("\n") + 1) + 1, len(found.group().split("\n")[0]))


def _goal_and_tasks(source: Source, card: Practice) -> Iterator[Diagnostic]:
    if (goal := card.section("goal")) and (more := len(_NEXT_SENTENCE.findall(goal.text))):
        yield LongGoal.at(
            source.place(goal.line, 4, len(goal.title)),
            f"В разделе «Цель» {count(more + 1, ('предложение', 'предложения', 'предложений'))}, а нужно одно.",
            "Оставьте одно предложение – к чему придёт пара, остальное перенесите в «Задачи».",
        )
    tasks = card.section("tasks")
    if not tasks or not tasks.text.strip():
        return
    place = source.place(tasks.line, 4, len(tasks.title))
    found = list(_TASK.finditer(tasks.text))
    if not found and not _OTHER_LIST.search(tasks.text):  # a list of other signs has a rule of its own, P094
        yield TaskList.at(place, "Раздел «Задачи» – не список.", "Начните каждую задачу с новой строки, дефиса и пробела: «- Научиться …».")
    elif found and not LEAST_TASKS <= len(found) <= MOST_TASKS:
        yield TaskList.at(
            place,
            f"В разделе «Задачи» {count(len(found), ('пункт', 'пункта', 'пунктов'))}, нужно от {LEAST_TASKS} до {MOST_TASKS}.",
            "Соедините похожие задачи." if len(found) > MOST_TASKS else "Если задача одна, удалите раздел: о ней уже сказано в «Цели».",
        )
    for task in found:
        if len(task["text"]) > LONG_TASK:
            yield TaskList.at(
                _spot(source, tasks, task),
                f"Задача «{_short(task['text'])}» – {count(len(task['text']), ('знак', 'знака', 'знаков'))}, нужно не больше {LONG_TASK}.",
                "Сократите или разделите на две.",
            )


def _summary(source: Source, card: Practice) -> Iterator[Diagnostic]:
    goal = card.section("goal")
    if card.summary.lower().startswith(card.title.lower()) and card.summary[len(card.title) : len(card.title) + 1] in ".!:":
        yield SummaryRepeats.at(source.spans.of(("summary",)), "Аннотация начинается с названия практики.", "Начните с того, для кого она и что в ней делают.")
    elif goal and (word := _WORDS.match(goal.text)) and word.group().lower() in card.summary.lower() and _plain(goal.text) in _plain(card.summary):
        yield SummaryRepeats.at(source.spans.of(("summary",)), "Аннотация повторяет цель слово в слово.", "Скажите в аннотации, что делают и что получается.")


def _plain(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower()))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"


@cache
def _samples() -> dict[str, str]:
    """What the skeleton of a new card writes, by field and section; its title is a card's own name already."""
    schema = kind("practice")
    return {"summary": str(schema.at(("summary",))["examples"][0])} | {spec.id: spec.description for spec in schema.sections}


def _left(source: Source, card: Practice) -> Iterator[Diagnostic]:
    samples = _samples()
    if card.summary == samples["summary"]:
        yield LeftSkeleton.at(source.spans.of(("summary",)), "В поле «Краткая аннотация» остался образец из заготовки.", "Напишите о своей практике.")
    for section in card.sections:
        sample = samples.get(section.id)
        if sample and section.text.strip() == sample:
            yield LeftSkeleton.at(
                source.place(section.line, 4, len(section.title)),
                f"В разделе «{section.title}» осталась подсказка из заготовки: «{_short(sample)}»",
                "Напишите своё или удалите раздел вместе с заголовком.",
            )
