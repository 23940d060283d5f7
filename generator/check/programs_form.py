"""Family T, what a form in the browser needs: tables that can be drawn, fields that name each other, versions that are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from generator.check.lens import Lens
from generator.diagnostics import Diagnostic, Rule, Severity
from generator.load import Source
from generator.model import Program
from generator.model.programs import Column, Field
from generator.model.prose import BLANK
from generator.schema import kind
from generator.schema.suggest import nearest


class TableInText(Rule, id="T015"):
    """Таблица стоит внутри текста.

    Что проверяем: поле вида «таблица» занимает в документе отдельную строку, до и после которой пусто.

    Почему это важно: таблицу нельзя поместить в середину фразы или в клетку другой таблицы – на её месте останется одна
    подпись.

    Как исправить: вынесите {{ключ}} на отдельную строку и отделите её пустыми.

    Плохо:

        # файл: content/programs/programma/index.md
        fields:
          - {key: mentor_post, label: Должность наставника, type: text, required: true, pii: false}
          - {key: meeting_form, label: Форма встреч, type: text, required: true, pii: false}
          - key: plan
            label: План
            type: table
            rows: 3
            columns: [{key: what, label: Что делаем, type: text}]
            required: true
            pii: false
        # файл: content/programs/programma/index.md
        ## Встречи

        Встречи проводит {{mentor_post}} в форме {{meeting_form}}, план: {{plan}}.

    Хорошо:

        # файл: content/programs/programma/index.md
        fields:
          - {key: mentor_post, label: Должность наставника, type: text, required: true, pii: false}
          - {key: meeting_form, label: Форма встреч, type: text, required: true, pii: false}
          - key: plan
            label: План
            type: table
            rows: 3
            columns: [{key: what, label: Что делаем, type: text}]
            required: true
            pii: false
        # файл: content/programs/programma/index.md
        ## Встречи

        Встречи проводит {{mentor_post}} в форме {{meeting_form}}. План:

        {{plan}}
    """


class TableShape(Rule, id="T016"):
    """Таблица описана не до конца.

    Что проверяем: у поля вида «таблица» есть столбцы (columns) с разными ключами и строки – либо сколько их пустых (rows),
    либо как они названы (lines или lines_of); у полей другого вида ничего этого нет.

    Почему это важно: по этому описанию рисуют и бланк, и форму в браузере.

    Как исправить: добавьте недостающее или удалите лишнее.

    Плохо:

        # файл: content/programs/programma/index.md
        fields:
          - {key: mentor_post, label: Должность наставника, type: text, required: true, pii: false}
          - {key: meeting_form, label: Форма встреч, type: text, rows: 3, required: true, pii: false}

    Хорошо:

        # файл: content/programs/programma/index.md
        fields:
          - {key: mentor_post, label: Должность наставника, type: text, required: true, pii: false}
          - {key: meeting_form, label: Форма встреч, type: text, required: true, pii: false}
    """


class UnknownField(Rule, id="T017"):
    """Правило бланка называет поле, которого нет.

    Что проверяем: поля, на которые ссылаются срок (term: from, to), сравнение дат (after, required_after) и подбор из банка
    (from_bank), есть в бланке и того вида, что нужен: дата или таблица со столбцом. Практики подбирают по полю карточки, у
    которого есть страницы-списки.

    Почему это важно: иначе форма промолчит там, где должна подсказать.

    Как исправить: напишите ключ существующего поля.

    Плохо:

        # файл: content/programs/programma/index.md
        term: {min_months: 3, max_months: 12, from: date_from, to: date_to}

    Хорошо:

        # файл: content/programs/programma/index.md
        term: {min_months: 3, max_months: 12}
    """


class UnknownVocabulary(Rule, id="T018"):
    """Варианты взяты из словаря, которого нет.

    Что проверяем: имя в полях vocabulary и lines_of – это имя файла из content/vocabulary/ без окончания.

    Почему это важно: без словаря выбирать будет не из чего.

    Как исправить: исправьте опечатку или перечислите варианты в options.

    Плохо:

        # файл: content/programs/programma/index.md
        fields:
          - {key: mentor_post, label: Должность наставника, type: text, required: true, pii: false}
          - {key: meeting_form, label: Форма встреч, type: choice, vocabulary: form, required: true, pii: false}

    Хорошо:

        # файл: content/programs/programma/index.md
        fields:
          - {key: mentor_post, label: Должность наставника, type: text, required: true, pii: false}
          - {key: meeting_form, label: Форма встреч, type: choice, vocabulary: forms, required: true, pii: false}
    """


class UntoldVersion(Rule, id="T019", severity=Severity.WARNING):
    """В истории нет этой версии.

    Что проверяем: первая запись истории (history) – о нынешней версии бланка, а дальше даты идут от новых к старым.

    Почему это важно: тот, кто работает по прежней версии, узнаёт из истории, что ему поправить.

    Как исправить: добавьте сверху запись с номером из поля version.

    Плохо:

        # файл: content/programs/programma/index.md
        version: "1.1"
        history:
          - {version: "1.0", date: 2026-11-22, what: Первая версия.}

    Хорошо:

        # файл: content/programs/programma/index.md
        version: "1.1"
        history:
          - {version: "1.1", date: 2026-11-23, what: Добавлена форма встреч.}
          - {version: "1.0", date: 2026-11-22, what: Первая версия.}
    """


def check(source: Source, program: Program, lens: Lens) -> Iterator[Diagnostic]:
    """What the form of one template needs."""
    by_key = {field.key: field for field in program.fields}
    yield from _in_text(source, program, by_key)
    for index, field in enumerate(program.fields):
        yield from _shape(source, ("fields", index), field)
        yield from _lists(source, ("fields", index), field, lens)
        for name, key in (("after", field.after), ("required_after", field.required_after)):
            yield from _dates(source, ("fields", index, name), key, by_key)
    if program.term:
        for name, key in (("from", program.term.start), ("to", program.term.end)):
            yield from _dates(source, ("term", name), key, by_key)
    yield from _from_bank(source, program, by_key)
    told = program.history
    if told and (told[0].version != program.version or any(new.date < old.date for new, old in pairwise(told))):
        yield UntoldVersion.at(
            source.spans.of(("history",)), f"Первой в истории должна стоять версия {program.version}, дальше – от новых к старым.", "Допишите историю сверху."
        )


def _in_text(source: Source, program: Program, by_key: Mapping[str, Field]) -> Iterator[Diagnostic]:
    lines = program.body.split("\n")
    for number, line in enumerate(lines):
        for match in BLANK.finditer(line):
            field = by_key.get(match["key"])
            if field is None or field.type != "table":
                continue
            beside = (lines[number - 1] if number else "") + (lines[number + 1] if number + 1 < len(lines) else "")
            if line.strip() != match.group() or beside.strip():
                yield TableInText.at(
                    source.place(number, match.start() + 1, len(match.group())),
                    f"Таблица «{field.label}» стоит внутри текста.",
                    f"Поставьте {{{{{field.key}}}}} на отдельную строку между пустыми.",
                )


def _shape(source: Source, where: tuple[str | int, ...], field: Field) -> Iterator[Diagnostic]:
    rowed = bool(field.rows) + bool(field.lines) + bool(field.lines_of)
    keys = [column.key for column in field.columns]
    if field.type != "table":
        if field.columns or rowed or field.numbered or field.min_filled or field.lines_label:
            yield TableShape.at(
                source.spans.of((*where, "type")), f"У поля «{field.label}» описана таблица, а вид у него другой.", "Поставьте type: table или удалите лишнее."
            )
    elif not field.columns:
        yield TableShape.at(source.spans.of((*where, "type")), f"У таблицы «{field.label}» нет столбцов.", "Добавьте columns.")
    elif rowed != 1:
        yield TableShape.at(
            source.spans.of((*where, "type")),
            f"У таблицы «{field.label}» {'не сказано, какие в ней строки' if not rowed else 'строки описаны дважды'}.",
            "Оставьте одно из трёх: rows, lines или lines_of.",
        )
    elif (field.lines or field.lines_of) and not field.lines_label:
        yield TableShape.at(source.spans.of((*where, "type")), f"У таблицы «{field.label}» нет подписи над названиями строк.", "Добавьте lines_label: Область.")
    elif len(set(keys)) < len(keys):
        yield TableShape.at(source.spans.of((*where, "columns")), f"У таблицы «{field.label}» ключ столбца повторяется.", "Дайте второму столбцу другой ключ.")


def _lists(source: Source, where: tuple[str | int, ...], field: Field, lens: Lens) -> Iterator[Diagnostic]:
    named = [((*where, "vocabulary"), field.vocabulary), ((*where, "lines_of"), field.lines_of)]
    named += [((*where, "columns", index, "vocabulary"), column.vocabulary) for index, column in enumerate(field.columns)]
    for place, name in named:
        if name and name not in lens.vocabularies:
            close = nearest(name, {known: known for known in lens.vocabularies})
            hint = f"Возможно, это «{close}»." if close else "Словари лежат в content/vocabulary/."
            yield UnknownVocabulary.at(source.spans.of(place), f"Словаря «{name}» нет.", hint)
    for index, column in enumerate(field.columns):
        if column.type == "choice" and not choices(column):
            yield TableShape.at(
                source.spans.of((*where, "columns", index, "type")), f"У столбца «{column.label}» не из чего выбирать.", "Добавьте options или vocabulary."
            )


def choices(field: Field | Column) -> bool:
    """Whether there is something to choose from."""
    return bool(field.options or field.vocabulary)


def _dates(source: Source, where: tuple[str | int, ...], key: str, by_key: Mapping[str, Field]) -> Iterator[Diagnostic]:
    if key and (key not in by_key or by_key[key].type != "date"):
        fault = "это не дата" if key in by_key else "такого поля нет"
        yield UnknownField.at(source.spans.of(where), f"Здесь нужен ключ поля с датой, а «{key}» – {fault}.", "Напишите ключ поля вида date.")


def _from_bank(source: Source, program: Program, by_key: Mapping[str, Field]) -> Iterator[Diagnostic]:
    rule = program.from_bank
    if rule is None:
        return
    facets = kind("practice").facets
    if rule.facet not in facets:
        yield UnknownField.at(
            source.spans.of(("from_bank", "facet")), f"Практики нельзя подобрать по полю «{rule.facet}».", f"Напишите одно из: {', '.join(facets)}."
        )
    chosen, _, ticked = rule.chosen.partition(".")
    wanted = [(("from_bank", "table"), rule.table, ""), *((("from_bank", "fill", name), rule.table, name) for name in rule.fill)]
    if rule.chosen:
        wanted.append((("from_bank", "chosen"), chosen, ticked))
    for where, key, column in wanted:
        field = by_key.get(key)
        if field is None or field.type != "table":
            yield UnknownField.at(source.spans.of(where), f"Таблицы «{key}» в бланке нет.", "Напишите ключ поля вида table.")
        elif column and column not in {item.key for item in field.columns}:
            yield UnknownField.at(source.spans.of(where), f"В таблице «{field.label}» нет столбца «{column}».", "Напишите ключ одного из её столбцов.")
