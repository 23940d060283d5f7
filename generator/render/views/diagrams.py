"""Diagrams made from data: the two contours and the way of a card through review."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.render.site import World, relative
from generator.render.views.shapes import svg
from generator.words import first_upper

MOST = 8  # boxes on a side
CONTOURS = 2


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a diagram."""

    label: str
    url: str | None = None
    note: str = ""


def contours(world: World, here: str) -> Markup | None:
    """The two contours: the first two groups of the roles, each box a link; None where roles are not grouped."""
    roles = world.bank.vocabularies.get("roles")
    groups: dict[str, list[Box]] = {}
    for term in roles.terms if roles else ():
        clause = world.bank.clause_by_id.get(term.source)
        if term.group and clause:
            groups.setdefault(term.group, []).append(Box(term.name, relative(here, world.clause_url(clause))))
    if len(groups) < CONTOURS:
        return None
    (inner_title, inner), (outer_title, outer) = list(groups.items())[:CONTOURS]
    return svg(
        world, "contours", inner=inner[:MOST], outer=outer[:MOST], link="помощь, курсы, обмен опытом", title="Два контура системы наставничества",
        desc="Внутри – те, кто работает с парой в организации; снаружи – те, кто помогает организации.",
        inner_title=first_upper(inner_title), outer_title=first_upper(outer_title),
    )  # fmt: skip


def review(world: World, here: str) -> Markup:
    """The way of a card from a draft to its next review."""
    months = world.settings.review_months
    steps = (
        Box("Черновик", None, "автор пишет карточку по шаблону"),
        Box("Проверка", relative(here, "help/"), "программа находит ошибки и говорит, как исправить"),
        Box("Экспертиза", None, "два эксперта решают, публиковать ли"),
        Box("Публикация", relative(here, "practices/"), "карточка появляется на сайте и в разделах школ"),
        Box("Пересмотр", None, f"не позже чем через {months} мес."),
    )
    return svg(
        world, "review", steps=steps, back="доработать", title="Путь карточки",
        desc="Пять шагов от черновика до пересмотра; с экспертизы карточку могут вернуть на доработку.",
    )  # fmt: skip


DIAGRAMS = {"contours": contours, "review": review}
