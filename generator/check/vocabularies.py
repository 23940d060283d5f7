"""Family V: ids inside vocabularies, clauses, acts, the glossary, the year and the questions stand once."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.context import Context
from generator.check.facts import Path, values_at
from generator.check.lens import Lens
from generator.diagnostics import Diagnostic, Rule, Severity
from generator.load import Source
from generator.model import Event, Practice, Program, School
from generator.model.bank import VISIBLE
from generator.schema import kind

LISTS = {"vocabulary": "terms", "regulation": "clauses", "acts": "acts", "glossary": "terms", "calendar": "items", "faq": "questions"}


class RepeatedId(Rule, id="V001"):
    """Идентификатор в словаре повторяется.

    Что проверяем: у каждого значения словаря, пункта, документа и термина свой идентификатор.

    Почему это важно: по идентификатору карточки ссылаются на значение. Если их два, непонятно, какое показать.

    Как исправить: дайте новому значению другой идентификатор. Старый не меняйте: на него уже ссылаются карточки.

    Плохо:

        # файл: content/vocabulary/topics.yml
        terms:
          - id: metodika
            label: методика преподавания
          - id: metodika
            label: урочная деятельность

    Хорошо:

        # файл: content/vocabulary/topics.yml
        terms:
          - id: metodika
            label: методика преподавания
          - id: urochnaya
            label: урочная деятельность
    """


class RepeatedLabel(Rule, id="V002"):
    """Два значения словаря названы одинаково.

    Что проверяем: в одном словаре нет двух значений с одинаковым названием, в глоссарии – двух одинаковых терминов.

    Почему это важно: в фильтре появятся две одинаковые строки, и карточки разойдутся между ними. Термин с двумя
    определениями читатель поймёт по-своему.

    Как исправить: оставьте одно значение, а если они разные – уточните названия.

    Плохо:

        # файл: content/vocabulary/topics.yml
        terms:
          - id: metodika
            label: методика преподавания
          - id: urochnaya
            label: методика преподавания

    Хорошо:

        # файл: content/vocabulary/topics.yml
        terms:
          - id: metodika
            label: методика преподавания
          - id: urochnaya
            label: урочная деятельность
    """


class ClauseLoop(Rule, id="V004"):
    """Пункт вложен сам в себя.

    Что проверяем: по полю parent от каждого пункта можно дойти до раздела.

    Почему это важно: у пункта, который вложен сам в себя, нет места в тексте, и страницу о нём не построить.

    Как исправить: поставьте в parent пункт, который его окружает, или удалите поле, если это раздел.

    Плохо:

        # файл: content/regulation/1.yml
        clauses:
          - {id: p-1, kind: section, heading: Общие положения, summary: О чём это положение и кому., cite: раздел 1}
          - {id: p-1-1, number: "1.1", kind: clause, parent: p-1-1,
             heading: Кто, summary: Кто и за что отвечает., cite: п. 1.1}
          - {id: p-1-2, kind: clause, parent: p-1, heading: Кто помогает, summary: Кто и чем помогает школе., cite: п. 1.2}

    Хорошо:

        # файл: content/regulation/1.yml
        clauses:
          - {id: p-1, kind: section, heading: Общие положения, summary: О чём это положение и кому., cite: раздел 1}
          - {id: p-1-1, number: "1.1", kind: clause, parent: p-1,
             heading: Кто, summary: Кто и за что отвечает., cite: п. 1.1}
          - {id: p-1-2, kind: clause, parent: p-1, heading: Кто помогает, summary: Кто и чем помогает школе., cite: п. 1.2}
    """


class NoVocabulary(Rule, id="V003"):
    """Словаря нет, и проверить значение не по чему.

    Что проверяем: для каждого поля со значениями из словаря есть файл этого словаря.

    Почему это важно: без словаря любая опечатка станет новым значением, и карточку не найдут.

    Как исправить: верните файл в content/vocabulary или удалите поле.

    Плохо:

        # без файла: content/vocabulary/topics.yml

    Хорошо:

        topic: [metodika]
    """


class RetiredValue(Rule, id="V005", severity=Severity.WARNING):
    """Значение больше не выбирают.

    Что проверяем: в карточках, шаблонах, организациях и событиях, которые видны на сайте, нет значений, помеченных в
    словаре словом retired.

    Почему это важно: от такого значения отказались: его соединили с другим или оно перестало быть точным. Карточку по
    нему ищут всё реже.

    Как исправить: выберите в словаре другое значение. Пометку retired ставит редактор банка, о замене спросите его.

    Плохо:

        # файл: content/vocabulary/topics.yml
        terms:
          - {id: metodika, label: методика преподавания}
          - {id: urochnaya, label: урочная деятельность, retired: true}

        # файл: practices/primer/index.md
        topic: [urochnaya]

    Хорошо:

        # файл: content/vocabulary/topics.yml
        terms:
          - {id: metodika, label: методика преподавания}
          - {id: urochnaya, label: урочная деятельность, retired: true}

        # файл: practices/primer/index.md
        topic: [metodika]
    """


def check(context: Context) -> Iterator[Diagnostic]:
    """Family V about the bank. Ids of clauses are unique over all sections, the others within their file."""
    clauses: dict[str, str] = {}
    for entry, facts in (pair for name in LISTS for pair in context.of_kind(name)):
        name = LISTS[entry.kind]
        items = facts.whole.get(name)
        ids: dict[str, str] = clauses if entry.kind == "regulation" else {}
        labels: set[str] = set()
        for index, item in enumerate(items if isinstance(items, list) else ()):
            if not isinstance(item, dict):
                continue
            key = str(item.get("id"))
            if key in ids:
                place = context.place(entry.path, name, index, "id")
                yield RepeatedId.at(place, f"Идентификатор «{key}» уже есть в файле {ids[key]}.", "Дайте значению другой идентификатор.")
            ids.setdefault(key, entry.path)
            title = {"vocabulary": "label", "glossary": "term"}.get(entry.kind, "")
            where = "этом словаре" if entry.kind == "vocabulary" else "глоссарии"
            label = str(item.get(title, "")).lower()
            if label and label in labels:
                yield RepeatedLabel.at(
                    context.place(entry.path, name, index, title),
                    f"Название «{item[title]}» уже есть в {where}.",
                    "Соедините два значения или уточните название.",
                )
            labels.add(label)
    yield from _missing(context)
    yield from _loops(context)


def check_record(source: Source, record: Practice | Program | School | Event, lens: Lens) -> Iterator[Diagnostic]:
    """Values in a record of the site that are chosen no more."""
    if not any(lens.retired.values()) or (isinstance(record, Practice | Program) and record.status not in VISIBLE):
        return
    for path, name in kind(source.entry.kind).vocabularies:
        retired = lens.retired.get(name)
        for place, value in values_at(source.values, path) if retired else ():
            if retired and str(value) in retired and not _past(record, place):
                term = retired[str(value)]
                yield RetiredValue.at(source.spans.of(place), f"Значение «{term.id}» ({term.name}) больше не выбирают.", "Выберите в словаре другое.")


def _past(record: Practice | Program | School | Event, place: Path) -> bool:
    """Whether a value belongs to a programme of the past: it was right in its time."""
    return isinstance(record, School) and place[0] == "programs" and isinstance(place[1], int) and record.programs[place[1]].state == "finished"


def _loops(context: Context) -> Iterator[Diagnostic]:
    """Clauses from which the way up never ends."""
    parents = {clause.id: clause.parent for clause in context.law.clauses}
    for entry, facts in context.of_kind("regulation"):
        for place, value in values_at(facts.whole, ("clauses", "*", "id")):
            seen: set[str] = set()
            name = str(value)
            while name in parents and name not in seen:
                seen.add(name)
                name = parents[name]
            if name in seen and name == value:
                where = context.place(entry.path, *place[:-1], "parent")
                yield ClauseLoop.at(where, f"Пункт «{name}» вложен сам в себя.", "Поставьте в parent пункт, который его окружает.")


def _missing(context: Context) -> Iterator[Diagnostic]:
    """Values of vocabularies the bank does not have: one diagnostic a vocabulary."""
    told = set()
    for entry in context.tree.records:
        for name, path in context.facts[entry.path].missing:
            if name not in told:
                told.add(name)
                yield NoVocabulary.at(
                    context.place(entry.path, *path), f"Нет словаря content/vocabulary/{name}.yml.", "Верните его: без него значения не проверить."
                )
