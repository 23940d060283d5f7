"""Help on the rules of the checker: the index and a page a rule, made from the rules' own docstrings."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from generator.diagnostics import RULES, Rule, Severity
from generator.diagnostics.rules import FAMILIES
from generator.render.site import Framed, World, relative
from generator.render.views.fields import KINDS
from generator.render.views.shapes import Link, page
from generator.schema import kind
from generator.words import first_upper

TAB = "editors"
LABELS = {
    Severity.ERROR: "ошибка: публиковать нельзя",
    Severity.WARNING: "предупреждение: публиковать можно",
    Severity.HINT: "подсказка: на публикацию не влияет",
}


def help_pages(world: World) -> Iterator[Framed]:
    """The index and every rule."""
    yield _index(world)
    ids = sorted(RULES)
    for index, rule_id in enumerate(ids):
        yield _rule(world, RULES[rule_id], ids[index - 1] if index else None, ids[index + 1] if index + 1 < len(ids) else None)


def _index(world: World) -> Framed:
    here = "help/"
    letters = []
    for letter, title in FAMILIES.items():
        rules = [RULES[rule_id] for rule_id in sorted(RULES) if rule_id[0] == letter]
        if rules:
            rows = [
                {
                    "id": rule.id,
                    "title": rule.title(),
                    "url": relative(here, f"help/rules/{rule.id}/"),
                    "severity": rule.severity.value,
                    "severity_label": LABELS[rule.severity].partition(":")[0],
                }
                for rule in rules
            ]
            letters.append({"letter": letter, "id": f"family-{letter.lower()}", "title": title, "rules": rows})
    v = {
        "title": "Правила проверки",
        "lead": "Что проверяет программа, почему это важно и как исправить. Номер правила стоит в каждом сообщении.",
        "letters": letters,
        "fields": [Link(kind(name).title, relative(here, f"help/fields/{name}/")) for name in KINDS],
    }
    crumbs = (Link("Главная", relative(here, "")), Link("Правила проверки"))
    return page(world, "help.html.j2", here, TAB, crumbs, title="Правила проверки", description=str(v["lead"]), v=v)


def _rule(world: World, rule: type[Rule], previous: str | None, following: str | None) -> Framed:
    here = f"help/rules/{rule.id}/"
    bad, good = rule.example("Плохо").text, rule.example("Хорошо").text
    v = {
        "id": rule.id,
        "title": rule.title(),
        "severity": rule.severity.value,
        "severity_label": LABELS[rule.severity],
        "family": Link(FAMILIES[rule.id[0]], relative(here, f"help/#family-{rule.id[0].lower()}")),
        "sections": [
            {"id": f"part-{number}", "title": heading, "body": Markup("<p>{}</p>").format(escape(first_upper(text)))}
            for number, (heading, text) in enumerate(rule.paragraphs(), 1)
        ],
        "bad": bad or None,
        "good": good or None,
        "waiver": f"<!-- разрешено {rule.id}: причина -->" if rule.waivable else None,
        "previous": Link(f"{previous}. {RULES[previous].title()}", relative(here, f"help/rules/{previous}/")) if previous else None,
        "next": Link(f"{following}. {RULES[following].title()}", relative(here, f"help/rules/{following}/")) if following else None,
    }
    crumbs = (Link("Главная", relative(here, "")), Link("Правила проверки", relative(here, "help/")), Link(rule.id))
    return page(world, "rule.html.j2", here, TAB, crumbs, title=f"{rule.id}. {rule.title()}", description=f"Правило проверки {rule.id}: {rule.title()}", v=v)
