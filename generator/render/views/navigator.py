"""From a difficulty to practices without a script: who, with what, how much time – each answer is a page with an address.

The order of cards is `model.navigator`'s; here it gets words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.model import Practice
from generator.model.gaps import Crossing, crossing
from generator.model.navigator import Choice, Spell, askable, best, by_spell, narrow, nearest, ranked, spell, weekly
from generator.render.site import Framed, World, facet_url, page_url, practice_url, relative
from generator.render.views.shapes import Card, Item, Link, card_shape, duration, page
from generator.render.views.starting_points import other_pages, other_ways
from generator.schema import Term
from generator.words import PRACTICES, SCHOOLS, count, first_upper

TAB = "practices"
ANY = "any"
OWN = frozenset({ANY, "risks", "clauses"})  # addresses that are no group's and no deficit's
FIRST, SHOWN, NEAR = 3, 10, 5
TITLE = "Навигатор: от затруднения к практикам"
EACH_GROUP, EACH_DEFICIT = "Любая группа", "Любое затруднение"
SPELLS = {
    Spell.MONTH: ("Месяц", "Один цикл занимает не больше месяца.", "укладывается в месяц"),
    Spell.QUARTER: ("Четверть", "Один цикл длиннее месяца, но не дольше трёх.", "укладывается в три месяца"),
    Spell.LONG: ("Полгода и больше", "Один цикл дольше трёх месяцев.", "дольше трёх месяцев"),
}
WEEKLY = ("chas", "Час в неделю", "Наставнику хватает четырёх часов в месяц, сколько бы месяцев цикл ни длился.")


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose: its name, what it means, and how many practices wait behind it."""

    title: str
    url: str
    about: str
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer given, and where to give another."""

    label: str
    title: str
    change_url: str


@dataclass(frozen=True, slots=True)
class TimeView:
    """What suits a length of time: `entries`, how many more there are, and `note` where there is none."""

    id: str
    title: str
    about: str
    entries: tuple[Item, ...] = ()
    rest: str = ""
    note: str = ""


def choice_url(choice: Choice) -> str:
    """Address of the list for both answers."""
    return f"{group_url(choice.group)}{_name(choice.deficit)}/"


def group_url(group: str) -> str:
    """Address of the second question, asked about a group."""
    return f"navigator/{_name(group)}/"


def add_url(world: World, here: str) -> str | None:
    """Where to write a new card: in the repository, else the editors' first page says how."""
    if world.settings.repository:
        return world.settings.repository.new
    return relative(here, page_url("editors/index")) if any(item.id == "editors/index" for item in world.bank.pages) else None


def navigator_pages(world: World) -> Iterator[Framed]:
    """The questions, a list for every pair of answers, and the ways from a risk and from a clause."""
    if askable(world.bank):
        by_field = {facet.field: facet for facet in world.facets}
        found = crossing(by_field["deficit"], by_field["mentee_group"])
        yield _who(world, found)
        for group in (None, *found.columns):
            yield _what(world, found, group)
            for deficit in (None, *found.rows):
                yield _list(world, group, deficit)
    yield from other_pages(world)


def _name(value: str) -> str:
    """An id as a part of an address: «any» where nothing was chosen; no id can take an address of the navigator's own."""
    return f"{value}-" if value in OWN else value or ANY


def _crumbs(here: str, *links: Link) -> tuple[Link, ...]:
    return (Link("Главная", relative(here, "")), *links)


def _option(title: str, url: str, about: str, number: int) -> Option:
    return Option(title, url, about, number, count(number, PRACTICES) if number else "пока ни одной, есть близкие")


def _who(world: World, found: Crossing) -> Framed:
    here = "navigator/"
    v = {
        "title": TITLE,
        "lead": "Три вопроса – кому помогаем, что трудно и сколько есть времени – и короткий список практик с пояснением, почему именно они.",
        "step": "Вопрос 1 из 3",
        "question": "Кому нужна помощь?",
        "answers": (),
        "options": [
            _option(first_upper(term.name), relative(here, group_url(term.id)), term.definition, number)
            for term, number in zip(found.columns, found.column_totals, strict=True)
        ],
        "skip": _option("Не знаю или не важно", relative(here, group_url("")), "Сразу ко второму вопросу.", len(world.bank.published)),
        "ways": other_ways(world, here),
    }
    crumbs = _crumbs(here, Link("Навигатор"))
    return page(world, "navigator.html.j2", here, TAB, crumbs, title=TITLE, description=str(v["lead"]), v=v)


def _what(world: World, found: Crossing, group: Term | None) -> Framed:
    group_id = group.id if group else ""
    here = group_url(group_id)
    column = found.columns.index(group) if group else None
    numbers = found.row_totals if column is None else tuple(row[column] for row in found.counts)
    whole = len(ranked(world.bank, Choice(group_id)))
    name = first_upper(group.name) if group else EACH_GROUP
    v = {
        "title": f"{name}: что трудно?",
        "lead": (group.definition if group else "") or "Выберите затруднение: дальше – практики по порядку и почему они подходят.",
        "step": "Вопрос 2 из 3",
        "question": "С чем нужна помощь?",
        "answers": (Answer("Кому", name, relative(here, "navigator/")),),
        "options": [
            _option(first_upper(term.name), relative(here, choice_url(Choice(group_id, term.id))), term.definition, number)
            for term, number in zip(found.rows, numbers, strict=True)
        ],
        "skip": _option("Не знаю или всё сразу", relative(here, choice_url(Choice(group_id))), "Практики для любого затруднения.", whole),
        "ways": (),
    }
    crumbs = _crumbs(here, Link("Навигатор", relative(here, "navigator/")), Link(name))
    return page(world, "navigator.html.j2", here, TAB, crumbs, title=str(v["title"]), description=str(v["lead"]), v=v)


def _list(world: World, group: Term | None, deficit: Term | None) -> Framed:
    choice = Choice(group.id if group else "", deficit.id if deficit else "")
    here = choice_url(choice)
    cards = ranked(world.bank, choice)
    who = first_upper(group.name) if group else EACH_GROUP
    what = first_upper(deficit.name) if deficit else EACH_DEFICIT
    title = f"{who}\u00a0– затруднения: {deficit.name}" if deficit else f"{who}: любое затруднение"
    v = {
        "title": title,
        "lead": deficit.definition if deficit else group.definition if group else None,
        "answers": (
            Answer("Кому", who, relative(here, "navigator/")),
            Answer("Что трудно", what, relative(here, group_url(choice.group))),
        ),
        "total_label": count(len(cards), PRACTICES) if cards else "Пока ни одной практики",
        "first_title": "Начните с этих трёх" if len(cards) > FIRST else "Что подойдёт",
        "first": [_first(world, card, choice, here) for card in cards[:FIRST]],
        "times": list(_times(world, cards, here)) if cards else [],
        "near": list(_near(world, choice, here)) if len(cards) < FIRST else [],
        "all": _all(cards, choice, here),
        "add_url": add_url(world, here),
    }
    crumbs = _crumbs(here, Link("Навигатор", relative(here, "navigator/")), Link(who, relative(here, group_url(choice.group))), Link(what))
    said = f"{title}. {count(len(cards), PRACTICES)} банка по порядку и почему они подходят." if cards else f"{title}. Практик пока нет, вот ближайшие."
    return page(world, "navigator_list.html.j2", here, TAB, crumbs, title=title, description=said, v=v)


def _first(world: World, card: Practice, choice: Choice, here: str) -> Card:
    """A card with the reasons why it stands here in the place of its facts."""
    return replace(card_shape(world, card, here), facts=tuple(_reasons(world, card, choice)))


def _reasons(world: World, card: Practice, choice: Choice) -> Iterator[str]:
    if choice.group:
        yield "написана именно для этой группы" if narrow(card, "mentee_group") else "подходит этой группе"
    if choice.deficit:
        yield "целиком об этом затруднении" if narrow(card, "deficit") else "помогает с этим затруднением"
    if card.evidence:
        yield f"доказательность {card.evidence} из 4 – {world.bank.term('evidence', str(card.evidence)).name}"
    if card.replicated_in:
        yield "повторили: " + count(len(card.replicated_in), SCHOOLS)
    yield f"{duration(card.duration)} – {SPELLS[spell(card)][2]}"
    if card.effort:
        yield f"наставнику {hours(card.effort.mentor_hours_month)} в месяц"


def hours(value: float) -> str:
    """«5 часов», «4,5 часа»."""
    forms = ("час", "часа", "часов")
    return count(int(value), forms) if value == int(value) else f"{value:g}".replace(".", ",") + "\u00a0" + forms[1]


def _line(world: World, card: Practice, here: str) -> Item:
    """A card as one line: how long and how many hours."""
    facts = [duration(card.duration)]
    if card.effort:
        facts.append(f"наставнику {hours(card.effort.mentor_hours_month)} в месяц, наставляемому {hours(card.effort.mentee_hours_month)}")
    return Item(card.title, relative(here, practice_url(card)), meta="; ".join(facts))


def _times(world: World, cards: tuple[Practice, ...], here: str) -> Iterator[TimeView]:
    """The third question, answered by every answer at once: a time is a place of the page."""
    shortest = min(cards, key=lambda card: card.duration.months)
    yield _time(world, TimeView(*WEEKLY, note=_lightest(cards)), weekly(cards), here)
    for each, found in by_spell(cards).items():
        title, about, _ = SPELLS[each]
        note = f"Короче всех – «{shortest.title}»: {duration(shortest.duration)}."
        yield _time(world, TimeView(each.value, title, about, note=note), found, here)


def _time(world: World, empty: TimeView, cards: tuple[Practice, ...], here: str) -> TimeView:
    """A length of time with its cards; what is said of none of them goes where there are some."""
    rest = f"и ещё {len(cards) - SHOWN}" if len(cards) > SHOWN else ""
    entries = tuple(_line(world, card, here) for card in cards[:SHOWN])
    return replace(empty, entries=entries, rest=rest, note="" if cards else f"Такой пока нет. {empty.note}")


def _lightest(cards: tuple[Practice, ...]) -> str:
    known = [(card.effort.mentor_hours_month, card.title) for card in cards if card.effort]
    if not known:
        return "Сколько часов нужно, карточки не говорят."
    value, title = min(known)
    return f"Меньше всех – «{title}»: {hours(value)} в месяц."


def _near(world: World, choice: Choice, here: str) -> Iterator[dict[str, object]]:
    """What to take where little suits both answers: one of them is let go."""
    found, bank = nearest(world.bank, choice), world.bank
    if found.deficit:
        entries = [_beside(world, card, "Кому", (bank.term("mentee_groups", name).name for name in card.mentee_group), here) for card in found.deficit[:NEAR]]
        yield {
            "id": "to-zhe-zatrudnenie",
            "title": "То же затруднение у других",
            "entries": entries,
            "all_url": relative(here, choice_url(Choice(deficit=choice.deficit))),
        }
    if found.group:
        entries = [_beside(world, card, "Что трудно", (bank.term("deficits", name).name for name in card.deficit), here) for card in found.group[:NEAR]]
        yield {
            "id": "ta-zhe-gruppa",
            "title": "Та же группа, другие затруднения",
            "entries": entries,
            "all_url": relative(here, choice_url(Choice(group=choice.group))),
        }
    if not (found.deficit or found.group):
        yield {
            "id": "legkie",
            "title": "С чего можно начать",
            "entries": [_line(world, card, here) for card in best(bank.published)[:NEAR]],
            "all_url": relative(here, "practices/"),
        }


def _beside(world: World, card: Practice, label: str, names: Iterable[str], here: str) -> Item:
    return replace(_line(world, card, here), summary=f"{label}: {', '.join(names)}.")


def _all(cards: tuple[Practice, ...], choice: Choice, here: str) -> Link | None:
    """The listing of the catalogue, where more suit than stand here; it is of one answer, the narrower one."""
    if not cards:
        return None
    if choice.deficit:
        return Link("Все практики об этом затруднении", relative(here, facet_url("deficit", choice.deficit)))
    if choice.group:
        return Link("Все практики для этой группы", relative(here, facet_url("mentee_group", choice.group)))
    return Link("Все практики", relative(here, "practices/"))
