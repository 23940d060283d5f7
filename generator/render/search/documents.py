"""What can be found: every page and every named place of a page, with its text sorted by how much a hit in it means.

A document is made when it is asked for: a mark, which costs nothing, tells whether that is needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

import msgspec

from generator.model import Act, Bank, Clause, Collection, Event, GlossaryTerm, Page, Practice, Program, School
from generator.model.bank import Shown
from generator.model.facets import facets, values_of
from generator.model.paths import url_of
from generator.model.people import Question, YearItem
from generator.model.prose import BLANK, CLAUSE_LINK, plain
from generator.model.sections import pack
from generator.render.site import World, collection_url, event_url, practice_url, program_url, question_url, school_url, year_url
from generator.render.views.shapes import card_facts
from generator.schema import Term
from generator.sums import sum_of
from generator.words import MONTHS, day, first_upper

KINDS: Mapping[str, str] = {
    "practice": "Практика", "program": "Шаблон", "collection": "Подборка", "page": "База знаний", "guide": "Авторам", "term": "Термин", "question": "Вопрос", "task": "Календарь года", "clause": "Пункт положения",
    "school": "Организация", "event": "Событие", "act": "Документ",
}  # fmt: skip
"""Kinds of documents and what one of each is called."""

PRIORS: Mapping[str, float] = {
    "program": 1.1, "collection": 1.1, "page": 1.1, "guide": 0.7, "term": 1.1, "question": 1.1, "task": 0.9, "clause": 0.9, "school": 0.8, "event": 0.8, "act": 0.9, "practice": 1.25,
}  # fmt: skip
"""Kinds in the order of the documents, and how likely each is what a reader wants. Practices stand last: there a new card moves nothing."""

GUIDES = frozenset({"editors"})
"""Folders of pages for those who write, whom a reader's question seldom means."""

SILENT = frozenset({"origin", "evidence"})
"""Facets whose values every other card shares: their words would only be noise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One thing to find. `id` is the record's; `url` is relative to the site; `title`, `summary` and `meta` are shown.

    `heading` is the title as it is looked into, where that is not the title itself. `labels` are words of the
    vocabularies, which the author did not write. `asked` are phrases of readers. `body` can be long: the reader's browser
    fetches it, and the phrases, for excerpts only.
    """

    id: str
    url: str
    kind: str
    title: str
    summary: str
    meta: str = ""
    keywords: str = ""
    origin: str = ""
    labels: str = ""
    asked: str = ""
    body: str = ""
    heading: str = ""

    @property
    def texts(self) -> tuple[str, str, str, str, str, str]:
        """What is looked into: title, keywords, labels, summary, phrases of readers, body."""
        return (self.heading or self.title, self.keywords, self.labels, self.summary, self.asked, self.body)

    @property
    def long(self) -> str:
        """What excerpts are taken from."""
        return "\n".join(filter(None, (self.asked, self.body)))


@dataclass(frozen=True, slots=True)
class Source:
    """A document to be made. When `mark` (16 bytes) is that of another day, what it was then is what `make` gives now."""

    kind: str
    mark: bytes
    make: Callable[[], Document]


def documents(world: World) -> tuple[Document, ...]:
    """Everything of the bank that can be found, in a fixed order."""
    return tuple(source.make() for source in sources(world))


def sources(world: World) -> tuple[Source, ...]:
    """The same, not made yet."""
    bank, text, labels, mark = world.bank, _Text(world), _Labels(world.bank), _Marks(world)
    news = defaultdict(list)
    for item in bank.news:
        news[item.school].append(item)
    found: Mapping[str, Iterable[Source]] = {
        "program": (Source("program", mark("program", program), partial(_program, program, bank, text)) for program in bank.templates),
        "collection": (
            Source("collection", mark("collection", item, *_picked(bank, item)), partial(_collection, item, bank, text)) for item in bank.shown_collections
        ),
        "page": chain(
            (Source("page", mark("page", page), partial(_page, page, "page", text)) for page in bank.pages if page.folder not in GUIDES),
            (Source("page", mark("made", None, made.id), partial(_as_it_is, made)) for made in _made(bank)),
        ),
        "guide": (Source("guide", mark("guide", page), partial(_page, page, "guide", text)) for page in bank.pages if page.folder in GUIDES),
        "term": (Source("term", mark("term", None, term.id), partial(_term, term)) for term in bank.glossary),
        "question": (Source("question", mark("question", None, pack(item)), partial(_question, item, bank, text)) for item in bank.faq),
        "task": (Source("task", mark("task", None, pack(item)), partial(_task, item, bank, text)) for item in bank.calendar),
        "clause": (Source("clause", mark("clause", None, clause.id), partial(_clause, clause, world)) for clause in bank.clauses),
        "school": (Source("school", mark("school", school, *map(world.own, news[school.id])), partial(_school, school, bank, text)) for school in bank.schools),
        "event": (Source("event", mark("event", event, _host(bank, event)), partial(_event, event, bank, text)) for event in bank.events),
        "act": (Source("act", mark("act", None, act.id), partial(_act, act)) for act in bank.acts),
        "practice": (Source("practice", mark("practice", card), partial(_practice, card, labels, bank, text)) for card in in_order(bank)),
    }
    return tuple(source for kind in PRIORS for source in found[kind])


def in_order(bank: Bank) -> list[Practice]:
    """Practices as they stand among the documents: the newest comes last."""
    return sorted(bank.published, key=lambda card: (card.created, card.id))


class _Marks:
    """Digests of a record, of what else its document shows, and of what any document may name."""

    def __init__(self, world: World) -> None:
        self._own = world.own
        self._ground = ground(world.bank)

    def __call__(self, kind: str, record: Shown | None, *more: str | bytes) -> bytes:
        told = (kind, *((self._own(record), record.path) if record else ()), *more)
        return sum_of(self._ground, msgspec.msgpack.encode(told))


def ground(bank: Bank) -> bytes:
    """A digest of the vocabularies and of the law."""
    return sum_of(msgspec.msgpack.encode((bank.vocabularies, bank.document, bank.clauses, bank.acts, bank.glossary, bank.wording)))


def _picked(bank: Bank, collection: Collection) -> Iterator[str]:
    for card, _ in bank.picks_of(collection):
        yield card.id
        yield card.title


def _host(bank: Bank, event: Event) -> str:
    school = bank.school_by_id.get(event.school)
    return school.name_short if school else ""


def _as_it_is(document: Document) -> Document:
    return document


class _Text:
    """Markdown of the bank as words: clause links as they are cited, blanks as they are labelled."""

    def __init__(self, world: World) -> None:
        self._clauses = world.bank.clause_names

    def __call__(self, markdown: str, blanks: Mapping[str, str] | None = None) -> str:
        if "{" not in markdown:
            return plain(markdown)
        named = blanks or {}
        cited = CLAUSE_LINK.sub(lambda match: self._cite(match[1]), markdown)
        return plain(BLANK.sub(lambda match: named.get(match["key"], ""), cited))

    def _cite(self, name: str) -> str:
        clause = self._clauses.get(name)
        return clause.cite if clause else f"п. {name}"


def _practice(card: Practice, labels: _Labels, bank: Bank, text: _Text) -> Document:
    return Document(
        id=card.id,
        url=practice_url(card),
        kind="practice",
        title=card.title,
        summary=card.summary,
        meta="; ".join(card_facts(bank, card)),
        origin=card.origin,
        keywords=_join(card.keywords),
        labels=_join(name for term in labels(card) for name in _names(term)),
        asked="\n".join(card.asked),
        body="\n".join(text(f"{section.title}\n\n{section.text}") for section in card.sections),
    )


def _program(program: Program, bank: Bank, text: _Text) -> Document:
    kinds = (bank.term("document_kinds", program.kind), *(bank.term("roles", role) for role in program.filled_by))
    return Document(
        id=program.id,
        url=program_url(program),
        kind="program",
        title=program.title,
        summary=program.summary,
        labels=_join((KINDS["program"], *(name for term in kinds for name in _names(term)))),
        asked="\n".join(program.asked),
        body=text(program.body, {field.key: field.label for field in program.fields}),
    )


def _collection(collection: Collection, bank: Bank, text: _Text) -> Document:
    picked = bank.picks_of(collection)
    return Document(
        id=collection.id,
        url=collection_url(collection),
        kind="collection",
        title=collection.title,
        summary=collection.summary,
        labels=_join(card.title for card, _ in picked),
        body="\n".join(line for line in (*(pick.why for _, pick in picked), text(collection.body)) if line),
    )


def _page(page: Page, kind: str, text: _Text) -> Document:
    return Document(
        id=page.id,
        url=url_of(page.path),
        kind=kind,
        title=page.title,
        summary=page.summary,
        keywords=page.menu,
        asked="\n".join(page.asked),
        body=text(page.body),
    )


def _made(bank: Bank) -> Iterator[Document]:
    """Pages that no file stands behind, each where the site has it."""
    pages = (
        ("navigator", "Навигатор", "Три вопроса – кому, что трудно и сколько есть времени – и короткий список практик с пояснением.", bank.published),
        ("gaps", "Карта пробелов", "Где практик много, а где пока нет ни одной: затруднения и группы наставляемых, темы и уровни образования.", bank.published),
        ("collections", "Подборки", "Практики, которые редакторы поставили по порядку для одной задачи.", bank.shown_collections),
        ("practices", "Каталог практик", "Все практики банка с отбором по признакам.", bank.published),
        ("programs", "Шаблоны документов", "Все бланки и образцы: приказы, положения, программы, анкеты, отчёты.", bank.templates),
        ("schools", "Организации", "Школы и другие организации, их разделы о наставничестве.", bank.schools),
        ("events", "События", "Что и когда проходит: встречи, семинары, конкурсы.", bank.events),
        ("glossary", "Глоссарий", "Слова, которые употребляет банк, и сокращения.", bank.glossary),
        ("faq", "Вопросы и ответы", "О чём спрашивают чаще всего и что на это отвечает банк.", bank.faq),
        ("year", "Календарь года", "Что в наставничестве делают из года в год и в каком месяце.", bank.calendar),
        ("acts", "Реестр документов", "Нормативные документы, на которые ссылается банк.", bank.acts),
        ("saved", "Избранное", "Карточки, которые вы отметили в этом браузере.", bank.published),
    )
    for name, title, summary, records in pages:
        if records:
            yield Document(id=name, url=f"{name}/", kind="page", title=title, summary=summary)


def _term(term: GlossaryTerm) -> Document:
    title = f"{term.term} ({term.abbreviation})" if term.abbreviation else term.term
    return Document(id=term.id, url=f"glossary/#{term.id}", kind="term", title=title, summary=term.definition, keywords=_join(term.aliases), body=term.note)


def _question(item: Question, bank: Bank, text: _Text) -> Document:
    answer = text(item.answer)
    return Document(
        id=item.id,
        url=question_url(item),
        kind="question",
        title=item.question,
        summary=answer.partition("\n")[0],
        labels=_roles(bank, item.roles),
        body=answer.partition("\n")[2],
    )


def _task(item: YearItem, bank: Bank, text: _Text) -> Document:
    labels = _join((*(MONTHS[month - 1] for month in item.months), _roles(bank, item.roles)))
    return Document(id=item.id, url=f"{year_url()}#item-{item.id}", kind="task", title=item.title, summary=text(item.about), labels=labels)


def _roles(bank: Bank, roles: Iterable[str]) -> str:
    return _join(name for role in roles for name in _names(bank.term("roles", role)))


def _clause(clause: Clause, world: World) -> Document:
    """A clause is found by the number printed before it; a part of it only mentions that number."""
    own = clause.number if clause.kind in ("section", "clause", "definition", "order") else ""
    title = clause.heading if clause.kind == "order" else f"{first_upper(clause.cite)}. {clause.heading}"
    return Document(
        id=clause.id,
        url=world.clause_url(clause),
        kind="clause",
        title=title,
        heading=f"{own} {clause.heading}",
        summary=clause.summary,
        keywords=_join(clause.aliases),
        body=_join((clause.cite, clause.note, *world.bank.official.get(clause.id, ()))),
    )


def _school(school: School, bank: Bank, text: _Text) -> Document:
    vocabularies = (("municipalities", (school.municipality,)), ("school_types", (school.type,)), ("school_contexts", school.school_context))
    terms = (bank.term(vocabulary, name) for vocabulary, names in vocabularies for name in names)
    news = (line for item in bank.news_of(school) for line in (item.title, item.summary, text(item.body)))
    files = (file.title for file in (*school.documents, *school.materials))
    return Document(
        id=school.id,
        url=school_url(school),
        kind="school",
        title=school.name_short,
        summary=school.about,
        keywords=school.name_full,
        labels=_join(name for term in terms for name in _names(term)),
        body="\n".join(line for line in (school.shmo.about if school.shmo else "", text(school.body), *files, *news, school.incentives) if line),
    )


def _event(event: Event, bank: Bank, text: _Text) -> Document:
    terms = (bank.term("event_kinds", event.kind), *(bank.term("roles", role) for role in (*event.audience, event.organizer) if role))
    return Document(
        id=event.id,
        url=event_url(event),
        kind="event",
        title=event.title,
        summary=f"{day(event.date)}. {event.summary}",
        keywords=_join((_host(bank, event), event.place)),
        labels=_join(name for term in terms for name in _names(term)),
        body=text(event.body),
    )


def _act(act: Act) -> Document:
    return Document(
        id=act.id,
        url=f"acts/#{act.id}",
        kind="act",
        title=f"{act.title} ({act.number})" if act.number else act.title,
        summary=act.about,
        keywords=_join(act.aliases),
        body=_join((act.issuer, act.type, day(act.date) if act.date else "")),
    )


class _Labels:
    """The vocabulary terms of a card: of each facet in the order of its vocabulary."""

    def __init__(self, bank: Bank) -> None:
        told = (facet for facet in facets(replace(bank, practices=())) if facet.field not in SILENT and not facet.derived)
        self._terms = [(facet.field, {value.term.id: (number, value.term) for number, value in enumerate(facet.values)}) for facet in told]

    def __call__(self, card: Practice) -> Iterator[Term]:
        for field, terms in self._terms:
            found = sorted({terms[name][0]: name for name in values_of(card, field) if name in terms}.items())
            yield from (terms[name][1] for _, name in found)


def _names(term: Term) -> Iterator[str]:
    """What people call a value of a vocabulary."""
    yield term.label
    yield from term.aliases


def _join(texts: Iterable[str]) -> str:
    return ". ".join(text for text in texts if text)
