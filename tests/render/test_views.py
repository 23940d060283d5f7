"""What views make of records that few banks have: odd bodies, archived cards, orders of another shape."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
import render_worlds as worlds

from generator.model import Practice
from generator.model.programs import Term
from generator.model.records import Attachment, Author
from generator.render.embed.section import section_of
from generator.render.views.moved import moved_pages
from generator.render.views.practices import practice_page
from generator.render.views.programs import _cut, _term
from generator.render.views.regulation import regulation_pages
from generator.render.views.schools import school_page
from generator.schema import kind
from generator.schema.body import sections


def card_page(card: Practice, alone: bool = False) -> str:
    """The page of a card in the small bank, or in a bank of this card only."""
    base = worlds.minimal()
    others = () if alone else tuple(other for other in base.bank.practices if other.id != card.id)
    shown = worlds.with_bank(base, practices=(*others, card))
    return practice_page(shown, card).body


def opyt(**values: object) -> Practice:
    """The reported card of the small bank, changed."""
    return msgspec.structs.replace(worlds.minimal().bank.practice_by_id["opyt"], **values)


def test_archived_card_links_to_listings_there_are() -> None:
    """A value no published card has is shown without a link; the aliases of an archived card lead to it."""
    card = opyt(status="archived", aliases=("prezhnij",))
    assert "practices/topic/" not in card_page(card, alone=True)
    shown = worlds.with_bank(worlds.minimal(), practices=(card,))
    assert [page.canonical for page in moved_pages(shown) if page.url == "practices/prezhnij/"] == ["practices/opyt/"]


def test_text_before_steps_is_cut_at_the_first_step() -> None:
    """Neither a deeper heading nor code with a heading in it cuts the text; a section the schema does not know is skipped."""
    body = "## Шаги\n\n#### Сначала\n\n```\n### не шаг\n```\n\nконец вступления\n\n### Шаг\n\nтекст шага\n\n- **Кто:** пара\n\n## Неизвестный раздел\n\nтекст"
    html = card_page(opyt(sections=sections(body, kind("practice"))))
    assert html.count("конец вступления") == html.count("текст шага") == 1
    assert "<h3>Сначала</h3>" in html
    assert "Неизвестный раздел" not in html


def test_people_and_files_are_named_in_full() -> None:
    """Roles of authors, experts with their decisions, kind and licence of a file."""
    card = opyt(
        authors=(Author(display="Команда", role="методисты"),), attachments=(Attachment(file="a.pdf", title="Лист", kind="metodika", license="cc-by-4.0"),)
    )
    html = card_page(card)
    assert "Команда (методисты)" in html
    assert worlds.minimal().bank.term("licenses", "cc-by-4.0").name in html
    assert ("Кто проверил" in html) == bool(card.review)
    assert "Кто проверил" not in card_page(msgspec.structs.replace(card, review=()))


def test_school_page_and_section_name_the_same_practices() -> None:
    """A school's own card is on its page though the school does not list it, and numbers about few people are not."""
    shown = worlds.with_school(
        worlds.minimal(), id=worlds.minimal().bank.practice_by_id["opyt"].organization, practices=(), about="", body="## Раздел\n\nТекст."
    )
    page = school_page(shown, shown.bank.schools[0]).body
    block = next(block for block in section_of(shown, shown.bank.schools[0]).blocks if block.id == "practices")
    for entry in block.entries:
        if entry.group != "Рекомендует банк практик":
            assert entry.text in page
    assert "Опыт организации" in page
    assert "<li>практики</li>" not in page
    assert "<h3>Раздел</h3>" in page


def test_order_without_sections_is_shown() -> None:
    """An order of clauses only has every one of them on its page; clauses around each other do not hang the build."""
    base = worlds.minimal()
    clauses = tuple(msgspec.structs.replace(clause, parent="", kind="clause") for clause in base.bank.clauses)
    shown = worlds.with_bank(base, clauses=clauses)
    whole = next(page.body for page in regulation_pages(shown) if page.url == "regulation/")
    assert all(f'id="{clause.id}"' in whole for clause in clauses)
    one, other = (msgspec.structs.replace(clauses[0], id=name, kind="bullet", parent=parent) for name, parent in (("a", "b"), ("b", "a")))
    assert worlds.with_bank(base, clauses=(one, other)).bank.page_clause(one) in (one, other)


def test_nothing_of_a_template_is_lost() -> None:
    """Headings besides the three known ones stay; code with a heading in it cuts nothing."""
    how, document, more = _cut("а\n\n## Как заполнять\n\nб\n\n## Документ\n\n```\n## код\n```\n\nв\n\n## Своё\n\nг\n\n## После заполнения\n\nд\n")
    assert [word for word in "абд" if word in how] == list("абд")
    assert "## код" in document
    assert "в" in document
    assert more.split() == ["##", "Своё", "г"]
    assert _cut("## Бланк\n\nтекст") == ("", "## Бланк\n\nтекст", "")


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(3, 12, "3–12 месяцев"), (6, 24, "6–24 месяца"), (12, 24, "1–2 года"), (12, 12, "1 год"), (1, 1, "1 месяц"), (12, 60, "1–5 лет"), (1, 21, "1–21 месяц")],
)
def test_term_in_words(low: int, high: int, text: str) -> None:
    """Months stay months; years are said only when both ends are whole years."""
    assert _term(Term(min_months=low, max_months=high)).replace("\u00a0", " ") == text


def test_newest_day_does_not_depend_on_the_clock() -> None:
    """A bank without dates has a fixed one; a page counts, an event does not: it is written before it happens."""
    bank = worlds.minimal().bank
    bare = worlds.with_bank(worlds.minimal(), practices=(), programs=(), schools=(), news=(), collections=(), pages=()).bank
    assert bare.newest == date(2000, 1, 1)
    page = msgspec.structs.replace(bank.pages[0], updated=date(2026, 11, 20))
    assert worlds.with_bank(worlds.minimal(), pages=(page,)).bank.newest == date(2026, 11, 20)
