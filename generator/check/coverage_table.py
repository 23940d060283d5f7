"""Family B, the master table: every row leads to something there is, or says why it leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.check.bank import RESERVED
from generator.check.context import Context
from generator.check.guesser import Guesser
from generator.diagnostics import RULES, Diagnostic, Rule
from generator.schema import kind, kinds

COLUMNS = ("kb", "bank", "section")
TARGETS = ("page", "program", "practice", "act", "term", "role", "vocabulary", "field", "rule", "block", "url")
PATH = "content/regulation/coverage.yml"


class PointsNowhere(Rule, id="B011"):
    """Строка сводной таблицы ведёт на то, чего нет.

    Что проверяем: страницы и заголовки на них, словари и их значения, поля, правила и адреса, названные в
    content/regulation/coverage.yml, есть.

    Почему это важно: таблица обещает, что на каждое место Положения в банке есть ответ. Если страницу переименовали, а
    таблицу нет, обещание пустое.

    Как исправить: верните страницу или назовите в строке ту, где теперь это написано.

    Плохо:

        # файл: content/regulation/coverage.yml
        groups:
          - id: A
            title: Общие положения
            rows:
              - id: A1
                named: ответственный за наставничество
                clauses: [p-1-1]
                kb: [{page: knowledge/kurator}]
                bank: []
                section: [{block: curator}]

    Хорошо:

        # файл: content/regulation/coverage.yml
        groups:
          - id: A
            title: Общие положения
            rows:
              - id: A1
                named: ответственный за наставничество
                clauses: [p-1-1]
                kb: [{page: knowledge/index}]
                bank: []
                section: [{block: curator}]
    """


class RowWithoutAnything(Rule, id="B012"):
    """Строка сводной таблицы ничего не даёт.

    Что проверяем: в строке content/regulation/coverage.yml есть хотя бы одно место – страница, шаблон, поле, часть
    раздела, – или в none сказано, почему ничего не нужно; каждое место названо одним ключом.

    Почему это важно: пустая строка – это пункт Положения, о котором банк молчит. Читатель должен знать, что так и задумано.

    Как исправить: назовите место или напишите причину в none; лишние ключи уберите.

    Плохо:

        # файл: content/regulation/coverage.yml
        groups:
          - id: A
            title: Общие положения
            rows:
              - id: A1
                named: ответственный за наставничество
                clauses: [p-1-1]
                kb: []
                bank: []
                section: []

    Хорошо:

        # файл: content/regulation/coverage.yml
        groups:
          - id: A
            title: Общие положения
            rows:
              - id: A1
                named: ответственный за наставничество
                clauses: [p-1-1]
                kb: []
                bank: []
                section: []
                none: Имена должностных лиц банк не публикует.
    """


class SameRow(Rule, id="B013"):
    """Номер строки сводной таблицы повторяется.

    Что проверяем: у каждой части и каждой строки content/regulation/coverage.yml свой номер, и номер строки начинается с
    буквы её части.

    Почему это важно: по номеру на строку ссылаются, у неё есть адрес. Из двух одинаковых откроется первая.

    Как исправить: дайте строке следующий свободный номер.

    Плохо:

        # файл: content/regulation/coverage.yml
        groups:
          - id: A
            title: Общие положения
            rows:
              - {id: A1, named: ответственный, clauses: [p-1-1], kb: [{page: index}], bank: [], section: []}
              - {id: A1, named: практика, clauses: [p-1-2], kb: [], bank: [{field: practice.title}], section: []}

    Хорошо:

        # файл: content/regulation/coverage.yml
        groups:
          - id: A
            title: Общие положения
            rows:
              - {id: A1, named: ответственный, clauses: [p-1-1], kb: [{page: index}], bank: [], section: []}
              - {id: A2, named: практика, clauses: [p-1-2], kb: [], bank: [{field: practice.title}], section: []}
    """


def check(context: Context) -> Iterator[Diagnostic]:
    """All three rules."""
    for entry, facts in context.sound("coverage"):
        seen: set[str] = set()
        for at, group in enumerate(facts.whole["groups"]):
            for index, row in enumerate(group["rows"]):
                place = ("groups", at, "rows", index)
                if row["id"] in seen or not row["id"].startswith(group["id"]):
                    message = f"Строка {row['id']} уже есть." if row["id"] in seen else f"Строка {row['id']} стоит в части {group['id']}."
                    yield SameRow.at(context.place(entry.path, *place, "id"), message, f"Возьмите свободный номер, который начинается с {group['id']}.")
                seen.add(row["id"])
                yield from _row(context, entry.path, place, row)


def _row(context: Context, path: str, place: tuple[str | int, ...], row: Mapping[str, Any]) -> Iterator[Diagnostic]:
    empty = not any(row[column] for column in COLUMNS)
    if empty and not row.get("none"):
        hint = "Назовите место – page, program, field, block – или напишите причину в none."
        yield RowWithoutAnything.at(context.place(path, *place, "id"), f"У строки {row['id']} нет ни одного места.", hint)
    for column in COLUMNS:
        for index, pointer in enumerate(row[column]):
            here = (*place, column, index)
            named = [name for name in TARGETS if name in pointer]
            if len(named) != 1:
                message = f"Место названо сразу так: {', '.join(named)}." if named else "Не сказано, что это за место."
                yield RowWithoutAnything.at(context.place(path, *here), message, f"Оставьте один ключ из этих: {', '.join(TARGETS)}.")
            elif fault := _fault(context, named[0], pointer):
                key, message, hint = fault
                yield PointsNowhere.at(context.place(path, *here, key), message, hint)


def _fault(context: Context, name: str, pointer: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """Key, message and hint of a pointer to nothing. Ids of programs, practices, acts, terms and roles are looked after by other rules."""
    match name:
        case "page":
            return _page(context, pointer)
        case "vocabulary":
            return _vocabulary(context, pointer)
        case "field" if not _field(str(pointer["field"])):
            return "field", f"Поля «{pointer['field']}» нет.", "Пишут вид записи, точку и поле: practice.basis. Поля – в справочнике на сайте, help/fields/."
        case "rule" if pointer["rule"] not in RULES:
            return "rule", f"Правила «{pointer['rule']}» нет.", "Все правила – на сайте, help/."
        case "url" if str(pointer["url"]).partition("/")[0].partition("#")[0] not in RESERVED:
            return "url", f"Адреса, который начинается так: «{pointer['url']}», сайт сам не делает.", "На свою страницу ссылаются ключом page."
    return None


def _page(context: Context, pointer: Mapping[str, Any]) -> tuple[str, str, str] | None:
    pages = {entry.id: facts for entry, facts in context.of_kind("page")}
    facts = pages.get(str(pointer["page"]))
    if facts is None:
        close = Guesser({name: name for name in pages})(str(pointer["page"]))
        hint = f"Возможно, нужно «{close}»." if close else "Пишут путь внутри content без .md: knowledge/index."
        return "page", f"Страницы «{pointer['page']}» нет.", hint
    heading = str(pointer.get("heading", ""))
    if heading and heading not in facts.headings:
        close = Guesser({name: name for name in facts.headings})(heading)
        return "heading", f"На странице «{pointer['page']}» нет заголовка «{heading}».", f"Возможно, нужно «{close}»." if close else "Сверьте заголовок."
    return None


def _vocabulary(context: Context, pointer: Mapping[str, Any]) -> tuple[str, str, str] | None:
    name, value = str(pointer["vocabulary"]), str(pointer.get("value", ""))
    vocabulary = context.lens.vocabularies.get(name)
    if vocabulary is None and any(name == asked for item in kinds() for _, asked in item.vocabularies):
        return None  # a vocabulary that fields ask for: the rule about them says it is gone
    if vocabulary is None:
        return "vocabulary", f"Словаря «{name}» нет.", "Словари лежат в content/vocabulary."
    if value and value not in vocabulary.by_id:
        close = Guesser({term.id: term.id for term in vocabulary.terms})(value)
        return "value", f"В словаре «{name}» нет значения «{value}».", f"Возможно, нужно «{close}»." if close else "Сверьте значение."
    return None


def _field(dotted: str) -> bool:
    """True for a field or section of a kind of record: practice.basis, practice.steps, school.documents.signature."""
    name, *path = dotted.split(".")
    if name not in {item.name for item in kinds()}:
        return False
    schema = kind(name)
    if len(path) == 1 and any(spec.id == path[0] for spec in schema.sections):
        return True
    keys: list[str | int] = []
    for part in path:
        if schema.at(tuple(keys)).get("type") == "array":
            keys.append(0)
        keys.append(part)
        if "type" not in schema.at(tuple(keys)):
            return False
    return True
