"""Family L, references by id: whatever the schema marks `x-ref` must exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.check.context import Context
from generator.check.facts import values_at
from generator.check.guesser import Guesser
from generator.diagnostics import Diagnostic, Rule

NOUNS = {
    "practice": "практики", "program": "шаблона", "school": "организации", "clause": "пункта", "act": "документа", "term": "термина",
}  # fmt: skip


class NoSuchRecord(Rule, id="L001"):
    """Ссылка на то, чего нет.

    Что проверяем: идентификаторы в полях – практики, шаблоны, организации, пункты Положения, документы, термины – есть
    в банке.

    Почему это важно: на месте такой ссылки читатель увидит пустоту, а связь между карточками потеряется.

    Как исправить: исправьте идентификатор по подсказке. Это имя папки или поле id в нужном файле.

    Плохо:

        basis: [p-9-9]

    Хорошо:

        basis: [p-1-1]
    """


def check(context: Context) -> Iterator[Diagnostic]:
    """Every reference to nothing, with the nearest id there is."""
    known = _known(context)
    guess = {target: Guesser(names) for target, names in known.items()}
    for entry in context.tree.records:
        for reference in context.facts[entry.path].references:
            target, value = reference.target, reference.value
            if value not in known[target]:
                close = guess[target](value)
                hint = f"Возможно, нужно «{close}»." if close else _where(target)
                yield NoSuchRecord.at(context.place(entry.path, *reference.path), f"В банке нет {NOUNS[target]} «{value}».", hint)


def _known(context: Context) -> Mapping[str, Mapping[str, str]]:
    """Ids by kind, each pointing at itself."""
    known: dict[str, dict[str, str]] = {name: {} for name in NOUNS}
    for entry in context.tree.records:
        if entry.kind in known:
            known[entry.kind][entry.id] = entry.id
    for kind, list_name, target in (("regulation", "clauses", "clause"), ("acts", "acts", "act"), ("glossary", "terms", "term")):
        for _, facts in context.of_kind(kind):
            for _, value in values_at(facts.whole, (list_name, "*", "id")):
                known[target][str(value)] = str(value)
    return known


def _where(target: str) -> str:
    places = {
        "practice": "Идентификатор практики – имя её папки в practices.",
        "program": "Идентификатор шаблона – имя его папки в content/programs.",
        "school": "Идентификатор организации – имя её папки в content/schools.",
        "clause": "Идентификаторы пунктов – в content/regulation, например p-5-1.",
        "act": "Идентификаторы документов – в content/regulation/acts.yml.",
        "term": "Идентификаторы терминов – в content/glossary/terms.yml.",
    }
    return places[target]
