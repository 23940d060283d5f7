"""Family O, the lists of an organisation: documents with numbers, programmes with results, nothing written twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from generator.check.lens import Lens
from generator.diagnostics import Diagnostic, Rule, Severity
from generator.load import Source
from generator.model import School
from generator.words import count, months_later

LEAST_MONTHS, MOST_MONTHS = 3, 12
_LEEWAY = timedelta(days=14)  # terms are counted in school weeks, not in days


class ActWithoutNumber(Rule, id="O007", severity=Severity.WARNING):
    """У приказа нет номера.

    Что проверяем: у документов вида «приказ» заполнен номер.

    Почему это важно: без номера документ не найти и на него не сослаться, а в разделе он выглядит черновиком.

    Как исправить: добавьте number – номер, под которым приказ зарегистрирован.

    Плохо:

        # файл: content/schools/primer/index.md
        documents:
          - {title: Приказ о внедрении системы, kind: prikaz-vnedrenie, date: 2026-09-01,
             url: "https://school.example/1.pdf", format: PDF, size: 120}

    Хорошо:

        # файл: content/schools/primer/index.md
        documents:
          - {title: Приказ о внедрении системы, kind: prikaz-vnedrenie, number: 12-од, date: 2026-09-01,
             url: "https://school.example/1.pdf", format: PDF, size: 120}
    """


class NoResult(Rule, id="O008", severity=Severity.WARNING):
    """Программа завершена, а результата нет.

    Что проверяем: у программы в состоянии finished заполнен результат (result).

    Почему это важно: завершённая программа без результата – просто строка с датами. По ней не видно, помогло ли
    наставничество.

    Как исправить: напишите в result одно-два предложения без имён: что изменилось и что осталось в работе.

    Плохо:

        # файл: content/schools/primer/index.md
        programs:
          - {title: Первый год в школе, topic: metodika, from: 2025-09-01, to: 2026-05-31, state: finished}

    Хорошо:

        # файл: content/schools/primer/index.md
        programs:
          - {title: Первый год в школе, topic: metodika, from: 2025-09-01, to: 2026-05-31, state: finished,
             result: Все наставляемые ведут уроки сами; лист наблюдения остался в работе.}
    """


class ProgramLength(Rule, id="O010", severity=Severity.WARNING):
    """Срок программы необычный.

    Что проверяем: персонализированная программа идёт не меньше трёх и не больше двенадцати месяцев.

    Почему это важно: программу наставничества обычно рассчитывают на срок от трёх месяцев до года. Чаще всего в дате
    перепутан год.

    Как исправить: проверьте from и to. Одну встречу программой не называют, долгий маршрут – это другой документ.

    Плохо:

        # файл: content/schools/primer/index.md
        programs:
          - {title: Первый год в школе, topic: metodika, from: 2026-09-01, to: 2028-05-31, state: running}

    Хорошо:

        # файл: content/schools/primer/index.md
        programs:
          - {title: Первый год в школе, topic: metodika, from: 2026-09-01, to: 2027-05-31, state: running}
    """


class Twice(Rule, id="O011", severity=Severity.WARNING):
    """Запись повторяется.

    Что проверяем: в документах, материалах и ссылках нет двух записей с одним файлом или адресом, в программах – двух
    одинаковых, в числе пар – двух строк об одной теме, в мониторинге – двух значений показателя на одну дату.

    Почему это важно: в разделе появятся две одинаковые строки, а сумма по темам посчитается дважды.

    Как исправить: удалите повтор. Если записи разные, исправьте адрес, тему или дату у одной из них.

    Плохо:

        # файл: content/schools/primer/index.md
        pairs:
          - {topic: metodika, count: 6}
          - {topic: metodika, count: 7}

    Хорошо:

        # файл: content/schools/primer/index.md
        pairs:
          - {topic: metodika, count: 13}
    """


class OtherHost(Rule, id="O012", severity=Severity.WARNING):
    """Страница стоит не на сайте организации.

    Что проверяем: адреса section_url и curator_page – на том же сайте, что в поле site.

    Почему это важно: чаще всего адрес скопировали из карточки другой школы, и читатель уйдёт к чужому куратору.

    Как исправить: откройте свой сайт и скопируйте адрес нужной страницы или исправьте поле site.

    Плохо:

        # файл: content/schools/primer/index.md
        section_url: https://drugaya-shkola.example/nastavnichestvo/

    Хорошо:

        # файл: content/schools/primer/index.md
        section_url: https://school.example/nastavnichestvo/
    """


def check(source: Source, school: School, lens: Lens) -> Iterator[Diagnostic]:
    """The lists of one organisation."""
    for index, document in enumerate(school.documents):
        if document.kind.startswith("prikaz") and "приказ" in document.title.lower() and not document.number:
            yield ActWithoutNumber.at(
                source.spans.of(("documents", index, "title")),
                f"У документа «{document.title}» нет номера.",
                "Добавьте number: номер приказа, например «12-од».",
            )
    yield from _programs(source, school)
    yield from _twice(source, school, lens)
    home = _host(school.site)
    for name, url in (("section_url", school.section_url), ("curator_page", school.curator_page)):
        if url and home and not _same(_host(url), home):
            yield OtherHost.at(
                source.spans.of((name,)), f"Страница на сайте {_host(url)}, а сайт организации – {home}.", "Проверьте адрес или исправьте поле site."
            )


def _programs(source: Source, school: School) -> Iterator[Diagnostic]:
    for index, program in enumerate(school.programs):
        if program.state == "finished" and not program.result.strip():
            yield NoResult.at(
                source.spans.of(("programs", index, "state")),
                f"Программа «{program.title}» завершена, а результат не записан.",
                "Добавьте result: одно-два предложения без имён.",
            )
        if not program.end or program.end < program.start:
            continue
        short = program.end + _LEEWAY < months_later(program.start, LEAST_MONTHS)
        if short or program.end - _LEEWAY > months_later(program.start, MOST_MONTHS):
            long = count((program.end - program.start).days, ("день", "дня", "дней"))
            yield ProgramLength.at(
                source.spans.of(("programs", index, "to")),
                f"Программа «{program.title}» идёт {long}: {'меньше трёх' if short else 'больше двенадцати'} месяцев.",
                "Проверьте год в полях from и to.",
            )


def _twice(source: Source, school: School, lens: Lens) -> Iterator[Diagnostic]:
    """Whatever stands twice in one list."""
    lists: tuple[tuple[str, str, list[tuple[str, str]]], ...] = (
        ("documents", "title", [(item.file or item.url, item.title) for item in school.documents]),
        ("materials", "title", [(item.file or item.url, item.title) for item in school.materials]),
        ("links", "url", [(item.url.rstrip("/"), item.title) for item in school.links]),
        ("programs", "title", [(f"{item.title.lower()} {item.topic} {item.start}", item.title) for item in school.programs]),
        ("pairs", "topic", [(item.topic, _name(lens, "topics", item.topic)) for item in school.pairs]),
        ("monitoring", "indicator", [(f"{item.indicator} {item.date}", _name(lens, "indicators", item.indicator)) for item in school.monitoring]),
    )
    for name, field, items in lists:
        seen: dict[str, str] = {}
        for index, (key, title) in enumerate(items):
            if key in seen:
                first = seen[key]
                said = f"Запись «{title}» уже есть в этом списке" if first == title else f"Записи «{first}» и «{title}» ведут в одно место"
                yield Twice.at(source.spans.of((name, index, field)), f"{said}.", "Удалите повтор или исправьте одну из записей.")
            seen.setdefault(key, title)


def _name(lens: Lens, vocabulary: str, term: str) -> str:
    """How a value is called, where the bank has its vocabulary."""
    known = lens.vocabularies.get(vocabulary)
    return known[term].name if known and term in known.by_id else term


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _same(one: str, other: str) -> bool:
    """Whether two hosts are one site: the same, or one below the other."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
