"""Diagrams made from data: the two contours and the way of a card through review."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.render.site import World, relative
from generator.render.views.shapes import svg

MOST = 8  # boxes on a side


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a diagram."""

    label: str
    url: str | None = None
    note: str = ""


def contours(world: World, here: str) -> Markup | None:
    """The two contours with the actors of each; None where the bank names no groups of roles."""
    roles = world.bank.vocabularies.get("roles")
    if roles is None:
        return None
    groups = {"внутренний контур": [], "внешний контур": []}  # type: dict[str, list[Box]]
    for term in roles.terms:
        if term.group in groups and term.source in world.bank.clause_by_id:
            clause = world.bank.clause_by_id[term.source]
            groups[term.group].append(Box(term.name, relative(here, world.clause_url(clause))))
    inner, outer = groups["внутренний контур"][:MOST], groups["внешний контур"][:MOST]
    if not inner or not outer:
        return None
    return svg(
        world, "contours", inner=inner, outer=outer, link="помощь, курсы, обмен опытом", title="Два контура системы наставничества",
        desc="Внутри – те, кто работает с парой в организации; снаружи – те, кто помогает организации.",
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
