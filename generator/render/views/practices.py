"""The catalogue, its listing pages, and the page of one card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from markupsafe import Markup

from generator.model import Practice
from generator.model.facets import Facet, FacetValue, values_of
from generator.model.records import Measure
from generator.render.files import attachment_meta
from generator.render.prose import Prose
from generator.render.site import Framed, World, card_embed_url, facet_url, practice_url, program_url, relative, school_url
from generator.render.structured import practice_data
from generator.render.terms import Terms
from generator.render.views.collections import collections_of
from generator.render.views.shapes import (
    STATUS_NOTES,
    Fact,
    FileLink,
    Item,
    Link,
    card_facts,
    card_list,
    clause_shape,
    clause_shapes,
    dated,
    duration,
    facet_lists,
    origin_label,
    page,
)  # fmt: skip
from generator.schema import kind
from generator.schema.body import Item as BodyItem
from generator.schema.body import Section
from generator.words import PRACTICES, count, first_sentence

TAB = "practices"
PER_PAGE = 60
NOTES = {
    "methodical": "Так этот метод знают в профессии. Это не отчёт школы: измеренных результатов здесь нет, проверьте метод у себя.",
    "reported": "Об этом рассказывает организация, которая так работала. Если результат измерен или карточку проверили эксперты, ниже сказано, как и когда.",
}
# Facts of the summary box: field and vocabulary.
FACTS = (
    ("mentee_group", "mentee_groups"), ("deficit", "deficits"), ("topic", "topics"), ("form", "forms"), ("kind", "kinds"), ("pair_model", "pair_models"),
    ("work_direction", "work_directions"), ("education_level", "education_levels"), ("school_context", "school_contexts"),
    ("subject", "subjects"), ("actors", "roles"), ("risks", "risks"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScaleView:
    """One of the four scales; they are never mixed into one mark."""

    label: str
    value: str
    steps: tuple[bool, ...]
    explain: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class LineView:
    """A labelled line of a step or a risk."""

    label: str
    value: Markup


@dataclass(frozen=True, slots=True)
class EntryView:
    """A step or a risk."""

    id: str
    title: str
    body: Markup
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of the card."""

    id: str
    title: str
    kind: str
    body: Markup
    entries: tuple[EntryView, ...] = ()


def catalogue_pages(world: World) -> Iterator[Framed]:
    """The catalogue."""
    yield from _listing(
        world, "practices/", "Практики", world.bank.published,
        lead="Выберите затруднение, тему или группу – или ищите словами.", crumbs=(),
    )  # fmt: skip


def facet_pages(world: World, facet: Facet, value: FacetValue) -> Iterator[Framed]:
    """The listing of the cards of one value."""
    here = facet_url(facet.field, value.term.id)
    yield from _listing(
        world, here, f"{facet.label}: {value.term.name}", value.cards,
        lead=value.term.definition or None, source=value.term.source, current=(facet.field, value.term.id),
        crumbs=(Link("Практики", relative(here, "practices/")),),
    )  # fmt: skip


def _listing(
    world: World, base: str, title: str, cards: tuple[Practice, ...], *,
    lead: str | None, crumbs: tuple[Link, ...], source: str = "", current: tuple[str, str] = ("", ""),
) -> Iterator[Framed]:  # fmt: skip
    total = max(1, -(-len(cards) // PER_PAGE))
    # The catalogue's address with this value chosen is its state (assets/js/choice.js).
    refined = f"practices/?{current[0]}={current[1]}" if current[0] else "practices/"
    urls = [base if number == 1 else f"{base}page-{number}/" for number in range(1, total + 1)]
    for index, here in enumerate(urls):
        clause = world.bank.clause_by_id.get(source)
        v = {
            "title": title,
            "lead": lead,
            "source": clause_shape(world, clause, here) if clause else None,
            "total_label": count(len(cards), PRACTICES),
            "search_url": relative(here, "search/"),
            "whole": here == "practices/",
            "refine_url": None if here == "practices/" else relative(here, refined),
            "active": [{"title": title, "remove_url": relative(here, "practices/")}] if current[0] else [],
            "groups": facet_lists(world, here, current),
            "cards": card_list(world, cards[index * PER_PAGE : (index + 1) * PER_PAGE], here),
            "pages": [{"title": str(n + 1), "url": relative(here, url), "current": n == index} for n, url in enumerate(urls)] if total > 1 else [],
            "add_url": world.settings.repository.new if world.settings.repository else None,
        }
        links = tuple(Link(link.title, relative(here, "practices/")) for link in crumbs)
        full = title if index == 0 else f"{title}, страница {index + 1}"
        yield page(
            world, "catalogue.html.j2", here, TAB, (Link("Главная", relative(here, "")), *links, Link(title)),
            title=full, description=lead or f"{title}: {count(len(cards), PRACTICES)}.", v=v,
        )  # fmt: skip


def practice_page(world: World, card: Practice) -> Framed:
    """The page of one card."""
    here = practice_url(card)
    bank = world.bank
    terms = Terms(world, here, card=True)
    school = bank.school_by_id.get(card.organization)
    license_term = bank.term("licenses", card.license)
    decisions = kind("practice").at(("review", 0, "decision"))["x-labels"]
    v = {
        "title": card.title,
        "summary": card.summary,
        "asked": card.asked,
        "origin": card.origin,
        "origin_label": origin_label(card),
        "origin_note": NOTES[card.origin],
        "status_note": STATUS_NOTES.get(card.status),
        "organization": Link(school.name_short, relative(here, school_url(school))) if school else None,
        "authors": ", ".join(f"{author.display} ({author.role})" if author.role else author.display for author in card.authors) or None,
        "facts": tuple(_facts(world, card, here)),
        "scales": tuple(_scales(world, card)),
        "scales_url": _page_url(world, here, "editors/shkala-dokazatelnosti"),
        "sections": tuple(_section(world, card, section, here, terms) for section in card.sections if section.id),
        "results": [_measure(world, row) for row in card.indicators],
        "reviews": [{"role": review.expert_role, "date": dated(review.date), "decision": decisions[review.decision]} for review in card.review],
        "replicated": [
            {"title": other.name_short, "url": relative(here, school_url(other)), "date": dated(row.date), "note": row.note or None}
            for row in card.replicated_in
            if (other := bank.school_by_id.get(row.organization))
        ],
        "awards": [{"title": f"{award.name}, {award.year}", "url": award.url or None, "result": award.result} for award in card.awards],
        "files": tuple(_files(world, card, here)),
        "templates": tuple(
            Item(program.title, relative(here, program_url(program)), program.summary) for name in card.templates if (program := bank.program_by_id.get(name))
        ),
        "links": [Link(link.title, link.url, f"проверено {dated(link.checked_at).text}" if link.checked_at else "") for link in card.links],
        "basis": clause_shapes(world, card.basis, here),
        "similar": tuple(_likeness(world, other, here) for other in world.similar(card)),
        "collections": collections_of(world, card, here),
        "adapted_from": _adapted(world, card, here),
        "contact": _contact(card),
        "license": Link(license_term.label, license_term.url or None),
        "citation": f"{card.title} // {world.settings.name}. {world.absolute(here)} (обновлено {dated(card.updated).text}).",
        "json_url": relative(here, f"api/v1/practices/{card.id}.json") if card.id in bank.practice_by_id else None,
        "data": practice_data(world, card),
        "updated": dated(card.updated),
        "review_by": dated(card.review_by),
        "edit_url": world.edit_url(card.path),
    }
    crumbs = (Link("Главная", relative(here, "")), Link("Практики", relative(here, "practices/")), Link(card.title))
    return page(world, "practice.html.j2", here, TAB, crumbs, title=card.title, description=card.summary, v=v, embed=card_embed_url(card.id))


def _page_url(world: World, here: str, page_id: str) -> str | None:
    return relative(here, f"{page_id}/") if any(item.id == page_id for item in world.bank.pages) else None


def _facts(world: World, card: Practice, here: str) -> Iterator[Fact]:
    bank, schema = world.bank, kind("practice")
    yield Fact("Срок одного цикла", (Link(duration(card.duration)),))
    if card.duration_reason:
        yield Fact("Почему такой срок", (Link(card.duration_reason),))
    if card.effort:
        mentor, mentee = _hours(card.effort.mentor_hours_month), _hours(card.effort.mentee_hours_month)
        yield Fact("Часов в месяц", (Link(f"наставник – {mentor}, наставляемый – {mentee}"),))
    for name, vocabulary in FACTS:
        links = tuple(
            Link(bank.term(vocabulary, value).name, relative(here, facet_url(name, value)) if (name, value) in world.listed else None)
            for value in values_of(card, name)
        )
        if links:
            yield Fact(schema.label((name,)), links)
    if card.period:
        until = f" – {dated(card.period.end).text}" if card.period.end else ", продолжается"
        yield Fact("Период реализации", (Link(dated(card.period.start).text + until),))
    if card.coverage:
        numbers = zip(("наставников", "наставляемых", "пар", "групп"), msgspec.structs.astuple(card.coverage), strict=True)
        yield Fact("Охват", tuple(Link(f"{title} {number}") for title, number in numbers if number))
    if card.keywords:
        yield Fact("Ключевые слова", tuple(Link(word) for word in card.keywords))


def _hours(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _scales(world: World, card: Practice) -> Iterator[ScaleView]:
    bank = world.bank
    if card.level:
        term = bank.term("levels", card.level)
        yield ScaleView("Уровень признания", term.name, _lit(world, "levels", card.level), term.definition)
    if card.stage:
        term = bank.term("stages", card.stage)
        yield ScaleView("Стадия внедрения", term.name, _lit(world, "stages", card.stage), term.definition)
    term = bank.term("evidence", str(card.evidence))
    yield ScaleView("Доказательность", f"{card.evidence} из 4 – {term.name}", tuple(n <= card.evidence for n in range(1, 5)), term.definition)
    if card.cost_level:
        term = bank.term("cost_levels", str(card.cost_level))
        yield ScaleView("Ресурсоёмкость", f"{card.cost_level} из 5 – {term.name}", tuple(n <= card.cost_level for n in range(1, 6)), term.definition)


def _lit(world: World, vocabulary: str, value: str) -> tuple[bool, ...]:
    ids = [term.id for term in world.bank.vocabularies[vocabulary].terms]
    return tuple(index <= ids.index(value) for index in range(len(ids))) if value in ids else ()


def _section(world: World, card: Practice, section: Section, here: str, terms: Terms) -> SectionView:
    prose, below = Prose(world, card.path, here, terms=terms), Prose(world, card.path, here, under=3, terms=terms)
    spec = next(spec for spec in kind("practice").sections if spec.id == section.id)
    if not spec.items:
        return SectionView(section.id, section.title, "prose", prose(section.text))
    lead = prose(section.lead)  # before the entries: terms are marked where they are read first
    entries = tuple(_entry(below, item, spec.items.lines, f"{section.id}-{number}") for number, item in enumerate(section.items, 1))
    return SectionView(section.id, section.title, section.id, lead, entries)


def _entry(prose: Prose, item: BodyItem, labels: tuple[tuple[str, str], ...], entry_id: str) -> EntryView:
    text = prose(item.text)
    lines = tuple(LineView(label, prose.inline(item.lines[key])) for key, label in labels if key in item.lines)
    return EntryView(entry_id, item.title, text, lines)


def _measure(world: World, row: Measure) -> dict[str, object]:
    return {
        "label": world.bank.term("indicators", row.indicator).name, "before": f"{row.before:g}".replace(".", ","),
        "after": f"{row.after:g}".replace(".", ","), "unit": row.unit, "n": f"{row.n} чел.", "method": row.method, "date": dated(row.date),
    }  # fmt: skip


def _files(world: World, card: Practice, here: str) -> Iterator[FileLink]:
    for item in card.attachments:
        path = f"practices/{card.id}/{item.file}"
        about = (attachment_meta(world, path), world.bank.term("product_kinds", item.kind).name, world.bank.term("licenses", item.license).name)
        yield FileLink(item.title, relative(here, path), "; ".join(about))


def _likeness(world: World, card: Practice, here: str) -> Item:
    return Item(card.title, relative(here, practice_url(card)), first_sentence(card.summary), "; ".join(card_facts(world.bank, card)))


def _adapted(world: World, card: Practice, here: str) -> Link | None:
    other = world.bank.practice_by_id.get(card.adapted_from)
    return Link(other.title, relative(here, practice_url(other))) if other else None


def _contact(card: Practice) -> Link | None:
    if not card.contact:
        return None
    labels = kind("practice").at(("contact", "kind"))["x-labels"]
    return Link(str(labels[card.contact.kind]), card.contact.url)
