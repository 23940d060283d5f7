"""Diagrams made from data: the contours of the system and the way of a card through review."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from markupsafe import Markup

from generator.render.site import World, relative
from generator.render.views.shapes import role_link, svg
from generator.schema import Term
from generator.words import first_upper

WIDTH, EDGE, GAP, PAD = 792, 20, 12, 12  # of the drawing; from its edge to the boxes; between boxes; from a box to its words
ACROSS, LETTERS, LINE = 3, 18, 27  # boxes in a row; letters in a line of a box; from line to line
HEAD, BETWEEN, CONTOURS = 52, 56, 2  # the name of a contour; the arrow between two; how many there are at least


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a diagram."""

    label: str
    url: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its place in the drawing and its words in lines."""

    box: Box
    x: int
    y: int
    width: int
    height: int
    lines: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Contour:
    """A group of roles as a ring with its boxes; `arrow` is where the arrow to the next one begins, None after the last."""

    title: str
    inner: bool
    y: int
    height: int
    boxes: tuple[Placed, ...]
    arrow: int | None = None


def contours(world: World, here: str) -> Markup | None:
    """Everyone of the system by group of the roles: the first group inside, the others around; None where roles are not grouped.

    A box leads to the page of its role, or else to the clause that names it.
    """
    groups = role_groups(world)
    if len(groups) < CONTOURS:
        return None
    drawn: list[Contour] = []
    y = 2
    for number, (title, roles) in enumerate(groups.items()):
        placed, height = _boxes([_box(world, role, here) for role in roles], y + HEAD)
        last = number == len(groups) - 1
        drawn.append(Contour(first_upper(title), not number, y, height + HEAD, placed, None if last else y + height + HEAD))
        y += height + HEAD + BETWEEN
    return svg(
        world, "contours", width=WIDTH, height=y - BETWEEN + 2, contours=drawn, link="граница подвижна: чего нет внутри, берут снаружи",
        title="Контуры системы наставничества", desc="Внутри – те, кто работает с парой в организации; снаружи – те, кто помогает организации.",
    )  # fmt: skip


def role_groups(world: World) -> dict[str, list[Term]]:
    """Roles that are still chosen, by group, in the order of the vocabulary."""
    roles = world.bank.vocabularies.get("roles")
    groups: dict[str, list[Term]] = {}
    for term in roles.terms if roles else ():
        if term.group and not term.retired:
            groups.setdefault(term.group, []).append(term)
    return groups


def _box(world: World, role: Term, here: str) -> Box:
    link, clause = role_link(world, role.id, here), world.bank.clause_by_id.get(role.source)
    return Box(role.name, link.url or (relative(here, world.clause_url(clause)) if clause else None))


def _boxes(boxes: list[Box], top: int) -> tuple[tuple[Placed, ...], int]:
    """Boxes in rows below `top`, each row as high as its longest name wants, and the height of all of them."""
    width = (WIDTH - 2 * EDGE - (ACROSS - 1) * GAP) // ACROSS
    placed: list[Placed] = []
    y = top
    for start in range(0, len(boxes), ACROSS):
        row = [(box, wrap(box.label, LETTERS)) for box in boxes[start : start + ACROSS]]
        height = max(len(lines) for _, lines in row) * LINE + 2 * PAD
        for number, (box, lines) in enumerate(row):
            x, first = EDGE + number * (width + GAP), y + (height - len(lines) * LINE) // 2 + LINE - 7
            words = tuple((x + PAD, first + place * LINE, line) for place, line in enumerate(lines))
            placed.append(Placed(box, x, y, width, height, words))
        y += height + GAP
    return tuple(placed), y - top + EDGE - GAP


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
