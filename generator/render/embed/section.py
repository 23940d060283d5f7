"""A school's «Наставничество» section as a value: which blocks it has, in which order, in words ready to show.

The page, the fragment and data.json are all made of this one value, so they can never say different things. Blocks
with nothing in them are not there; numbers about fewer than five people are not there either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import reduce
from itertools import islice
from operator import or_
from urllib.parse import urlsplit

from generator.model import Act, Bank, Event, Practice, School, SchoolFile
from generator.model.bits import add, bits, descending
from generator.model.law import numbered
from generator.model.records import Observation, Pairs, SchoolProgram
from generator.render.embed.data import Block, Entry, Section
from generator.render.files import file_meta, file_url, requisites
from generator.render.site import World, event_url, practice_url, program_url, school_url
from generator.render.views.shapes import duration
from generator.schema import kind
from generator.words import count, day, first_upper, months_later

TITLE = "Наставничество"
LEAST = 5
NEWS, UPCOMING, PAST, REGIONAL, RECOMMENDED = 5, 5, 3, 3, 3
DEMO = "Демонстрационная организация: она выдумана, чтобы показать, как устроен раздел. Документы, числа и адреса в нём учебные."
_PEOPLE = ("человек", "человека", "человек")
_DEAD = frozenset({"repealed", "historic"})


def section_of(world: World, school: School) -> Section:
    """The section of a school."""
    blocks = (
        _about(world, school),
        Block("documents", "Документы организации", entries=tuple(_documents(world, school))),
        Block("curator", "Куратор и объединение наставников", entries=tuple(_people(school, _curator(world)))),
        _pairs(world, school),
        Block("programme", "Персонализированные программы", entries=tuple(_programs(world, school))),
        Block("practices", "Практики", "cards", entries=tuple(_practices(world, school))),
        _events(world, school),
        _news(world, school),
        Block("materials", "Методические материалы и бланки", entries=tuple(_materials(world, school))),
        _monitoring(world, school),
        Block("incentives", "Поощрение наставников", text=school.incentives),
        Block("acts", "Нормативные документы", entries=tuple(_acts(world)), more=_register(world)),
        Block("links", "Полезные ссылки", entries=tuple(Entry(title, url) for title, url in useful_links(world, school))),
    )
    return Section(
        title=TITLE,
        school=school.id,
        school_name=school.name_short,
        notice=notice(world, school),
        updated=school.updated,
        updated_text=updated_text(school, world.bank.today, world.settings.school_months),
        home=world.settings.url,
        page=world.absolute(school_url(school)),
        page_text="страница организации",
        bank=world.settings.name,
        blocks=tuple(block for block in blocks if block.text or block.entries),
    )


def notice(world: World, school: School) -> str:
    """What must be known before reading: that an organisation is made up, that it is no more."""
    after = world.bank.school_by_id.get(school.successor)
    closed = ""
    if school.closed and school.is_closed(world.bank.today):
        closed = f"Организация закрыта или реорганизована {day(school.closed)}; раздел больше не обновляется."
    return " ".join(filter(None, (closed, f"Её работу продолжает {after.name_short}." if closed and after else "", DEMO if school.demo else "")))


def updated_text(school: School, today: date, months: int) -> str:
    """When the section was brought up to date, and a plain warning when that was long ago."""
    text = f"Обновлено {day(school.updated)}."
    if school.is_closed(today) or months_later(school.updated, months) >= today:
        return text
    return f"{text} С тех пор прошло больше {count(months, ('месяца', 'месяцев', 'месяцев'))}: сверьте сведения с организацией."


def shown_pairs(school: School) -> tuple[Pairs, ...]:
    """Topics with at least five people."""
    return tuple(row for row in school.pairs if row.count >= LEAST)


def shown_monitoring(school: School) -> tuple[Observation, ...]:
    """Figures measured on at least five people."""
    return tuple(row for row in school.monitoring if row.n >= LEAST)


def useful_links(world: World, school: School) -> Iterator[tuple[str, str]]:
    """Title and address of the region's links and then the school's, each address once."""
    seen: set[str] = set()
    for title, url in (*((link.title, link.url) for link in world.settings.useful_links), *((link.title, link.url) for link in school.links)):
        key = urlsplit(url)._replace(scheme="").geturl().rstrip("/")
        if key not in seen:
            seen.add(key)
            yield title, url


def _about(world: World, school: School) -> Block:
    bank = world.bank
    since = f"Система наставничества введена {day(school.introduced)}." if school.introduced else ""
    entries = []
    role = bank.term("roles", "kurator")
    if bank.document and (clause := bank.clause_names.get(role.source)):
        clause = bank.page_clause(clause)
        entries.append(Entry(f"{bank.document.short}, {clause.cite} «{clause.heading}»", world.absolute(world.clause_url(clause))))
    return Block("about", "О системе наставничества", text=" ".join(filter(None, (school.about, since))), entries=tuple(entries))


def _documents(world: World, school: School) -> Iterator[Entry]:
    for file in school.documents:
        yield _file(world, school, file, requisites(file))


def _acts(world: World) -> Iterator[Entry]:
    """The region's acts, then the country's. They are the same for every school, so they stand at the end."""
    for level, group in (("regional", "Региональные документы"), ("federal", "Федеральные документы")):
        for act in world.bank.acts:
            if act.level == level and _shown(world.bank, act):
                yield Entry(act.title, act.url or world.absolute(f"acts/#{act.id}"), _requisites(act), group=group)


def _shown(bank: Bank, act: Act) -> bool:
    """A school shows acts whose requisites were compared with a source, and the order itself."""
    return act.status not in _DEAD and (act.checked or (bank.document is not None and act.id == bank.document.act))


def _requisites(act: Act) -> str:
    parts = [first_upper(act.type), act.issuer, day(act.date) if act.date else "", numbered(act)]
    notes = ["с изменениями" if act.status == "amended" else "", "сверяйте с официальным текстом" if act.status == "check" or not act.checked else ""]
    return "; ".join(filter(None, (", ".join(filter(None, parts)), *notes)))


def _register(world: World) -> Entry | None:
    return Entry("Реестр документов о наставничестве с пояснениями", world.absolute("acts/")) if world.bank.acts else None


def _curator(world: World) -> str:
    roles = world.bank.vocabularies.get("roles")
    term = roles.by_id.get("kurator") if roles else None
    return term.label if term else "куратор"


def _people(school: School, role: str) -> Iterator[Entry]:
    yield Entry(f"{first_upper(role)}: страница руководства на сайте организации", school.curator_page)
    if school.shmo:
        members = count(school.shmo.members, ("участник", "участника", "участников")) if school.shmo.members else ""
        yield Entry("Объединение педагогов-наставников", "", members, school.shmo.about)
        if school.shmo.plan:
            yield Entry("План работы объединения", school.shmo.plan)


def _pairs(world: World, school: School) -> Block:
    rows = tuple(Entry(f"{first_upper(world.bank.term('topics', row.topic).label)} – {count(row.count, _PEOPLE)}") for row in shown_pairs(school))
    note = "Показаны темы, по которым занимаются не меньше пяти человек; имён здесь нет." if rows else ""
    return Block("pairs", "Пары и группы по темам", text=note, entries=rows)


def _programs(world: World, school: School) -> Iterator[Entry]:
    labels = kind("school").at(("programs", 0, "state"))["x-labels"]
    order = {"running": 0, "planned": 1, "finished": 2}
    for program in sorted(school.programs, key=lambda item: order.get(item.state, 3)):
        topic = world.bank.term("topics", program.topic).label
        late = program.state != "finished" and program.end is not None and program.end < world.bank.today
        state = "срок истёк, итог ещё не записан" if late else labels[program.state]
        yield Entry(program.title, "", f"{state}; {_period(program)}; тема: {topic}", program.result)


def _period(program: SchoolProgram) -> str:
    return f"с {day(program.start)}" + (f" по {day(program.end)}" if program.end else "")


def _practices(world: World, school: School) -> Iterator[Entry]:
    bank = world.bank
    own, used = bank.practices_of(school)
    for group, cards in (("Опыт организации", own), ("Чем пользуется организация", used), ("Рекомендует банк практик", recommended(bank, school))):
        for card in cards:
            facts = [duration(card.duration), *(bank.term("topics", name).name for name in card.topic[:2])]
            if card.status == "outdated":
                facts.append("карточка требует обновления")
            yield Entry(card.title, world.absolute(practice_url(card)), ", ".join(facts), group=group)


def recommended(bank: Bank, school: School) -> list[Practice]:
    """Cards on the school's topics and for its levels that it has not named itself; the more shared topics the better, then the newer."""
    known = {card.id for cards in bank.practices_of(school) for card in cards}
    fit = _united(bank.bits_by_value.get(("education_level", level), 0) for level in school.education_level)
    shared: list[int] = []
    for topic in {*(row.topic for row in shown_pairs(school)), *(program.topic for program in school.programs)}:
        add(shared, bank.bits_by_value.get(("topic", topic), 0) & fit, 1)
    found = (bank.lately[place] for _, group in descending(shared) for place in bits(group))
    return list(islice((card for card in found if card.status == "published" and card.id not in known), RECOMMENDED))


def _united(groups: Iterable[int]) -> int:
    return reduce(or_, groups, 0)


def _events(world: World, school: School) -> Block:
    bank = world.bank
    mine, region = bank.events_of(school), [event for event in bank.events_of(None) if event.last >= bank.today]
    ahead = [event for event in mine if event.last >= bank.today][:UPCOMING]
    past = [event for event in reversed(mine) if event.last < bank.today][:PAST]
    entries = [event_entry(world, event, "В организации", demo=school.demo) for event in ahead]
    entries += [replace(event_entry(world, event, "В регионе"), detail="") for event in region[:REGIONAL]]
    entries += [event_entry(world, event, "Прошедшие события организации", demo=school.demo) for event in past]
    more = Entry("Все события в календаре банка", world.absolute("events/")) if len(region) > REGIONAL else None
    return Block("events", "События", entries=tuple(entries), more=more)


def event_entry(world: World, event: Event, group: str, *, demo: bool = False) -> Entry:
    """An event in a line; `demo` where its organisation is made up."""
    when = f"{day(event.date)} – {day(event.last)}" if event.last != event.date else day(event.date)
    parts = (when, event.time, event.place, world.bank.term("event_kinds", event.kind).name, "демонстрационное событие" if event.demo or demo else "")
    return Entry(event.title, event.url or world.absolute(event_url(event)), ", ".join(filter(None, parts)), event.summary, group)


def _news(world: World, school: School) -> Block:
    news = world.bank.news_of(school)
    page = school_url(school)
    entries = tuple(Entry(item.title, world.absolute(f"{page}#news-{item.id}"), day(item.date), item.summary) for item in news[:NEWS])
    return Block("news", "Новости", entries=entries, more=Entry("Все новости организации", world.absolute(f"{page}#novosti")) if len(news) > NEWS else None)


def _materials(world: World, school: School) -> Iterator[Entry]:
    for file in school.materials:
        yield _file(world, school, file, "", "Материалы организации")
    for name in school.templates:
        if program := world.bank.program_by_id.get(name):
            yield Entry(program.title, world.absolute(program_url(program)), group="Бланки, которыми пользуется организация")


def _file(world: World, school: School, file: SchoolFile, meta: str, group: str = "") -> Entry:
    about = file_meta(world, school, file)
    return Entry(f"{file.title} ({about})" if about else file.title, file_url(world, school, file), meta, group=group)


def _monitoring(world: World, school: School) -> Block:
    rows = tuple(
        Entry(first_upper(world.bank.term("indicators", row.indicator).label), "", f"{row.value}; {count(row.n, _PEOPLE)}; {day(row.date)}")
        for row in shown_monitoring(school)
    )
    return Block("monitoring", "Мониторинг", text="Сводные числа; группы меньше пяти человек не показываем." if rows else "", entries=rows)
