"""Family B: the bank as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.context import Context
from generator.diagnostics import Diagnostic, Rule, Severity


class TakenName(Rule, id="B001"):
    """Прежний идентификатор занят другой записью."""


class SameTitle(Rule, id="B002", severity=Severity.WARNING):
    """Две карточки называются одинаково."""


class NoDocument(Rule, id="B003"):
    """Нет реквизитов Положения."""


def check(context: Context) -> Iterator[Diagnostic]:
    """All of family B."""
    for kind in ("practice", "program", "school"):
        yield from _aliases(context, kind)
    titles: dict[str, str] = {}
    for card in context.bank.practices:
        folded = re.sub(r"[^а-яa-z0-9]+", " ", card.title.lower().replace("ё", "е")).strip()
        if folded in titles:
            yield SameTitle.at(context.place(card.path, "title"), f"Так же называется карточка {titles[folded]}.", "Назовите точнее, чем эта практика отличается.")
        titles.setdefault(folded, card.path)
    if context.bank.clauses and context.bank.document is None and not any(context.of_kind("document")):
        place = next(context.of_kind("regulation")).spans.of(())
        yield NoDocument.at(type(place)(place.path), "Есть пункты Положения, но нет файла content/regulation/document.yml.", "Создайте его: название, реквизиты, как ссылаться.")


def _aliases(context: Context, kind: str) -> Iterator[Diagnostic]:
    taken = {source.entry.id: source.path for source in context.of_kind(kind)}
    for source in context.of_kind(kind):
        aliases = source.values.get("aliases")
        for index, alias in enumerate(aliases if isinstance(aliases, list) else ()):
            owner = taken.get(str(alias))
            if owner:
                yield TakenName.at(source.spans.of(("aliases", index)), f"Имя «{alias}» уже занято: {owner}.", "Уберите его из aliases.")
            taken.setdefault(str(alias), source.path)
