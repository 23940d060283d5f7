"""Terms of the glossary are found in any form, marked once a page, and nothing but links is added to a text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from generator.model import GlossaryTerm
from generator.render.compose import parts
from generator.render.inflections import pattern
from generator.render.lexicon import Lexicon
from generator.render.prose import Prose
from generator.render.site import World
from generator.render.terms import MEANINGS, MOST, Terms, term_files
from tests.render.render_worlds import ROOT, framed, minimal, with_bank, world

SHIPPED = tuple(msgspec.convert(item, GlossaryTerm) for item in yaml.safe_load((ROOT / "content/glossary/terms.yml").read_text(encoding="utf-8"))["terms"])
LEXICON = Lexicon(SHIPPED)
MARK = re.compile(r'<a class="term" href="[^"]*#([^"]*)">(.*?)</a>', re.DOTALL)


def marks(html: str, lexicon: Lexicon = LEXICON, most: int = 1000) -> list[tuple[str, str]]:
    """Term and words of every mark in a text."""
    return MARK.findall(lexicon.mark(html, set(), lambda term, words: f'<a class="term" href="#{term}">{words}</a>', most))


def own(**values: object) -> Lexicon:
    """A glossary of one term."""
    return Lexicon([GlossaryTerm(**{"id": "t", "term": "Куратор", "definition": "Кто ведёт наставничество.", **values})])  # type: ignore[arg-type]


# A sentence; the term it names, and the words that name it. Many cases and numbers of many terms.
FORMS = [
    ("Наставник ведёт встречу.", "nastavnik", "Наставник"),
    ("Скажите наставнику о сроке.", "nastavnik", "наставнику"),
    ("Встреча с наставником и завучем.", "nastavnik", "наставником"),
    ("О наставниках говорят мало.", "nastavnik", "наставниках"),
    ("Двух наставников довольно.", "nastavnik", "наставников"),
    ("Помогите наставляемому.", "nastavlyaemyj", "наставляемому"),
    ("Урок наставляемой был вторым.", "nastavlyaemyj", "наставляемой"),
    ("Список наставляемых закрыт.", "nastavlyaemyj", "наставляемых"),
    ("Разговор с наставляемыми – в мае.", "nastavlyaemyj", "наставляемыми"),
    ("В системе наставничества есть два контура.", "sistema-nastavnichestva", "системе наставничества"),
    ("Занятия наставничеством не сразу дают плод.", "nastavnichestvo", "наставничеством"),
    ("Не путайте с наставничеством обучающихся.", "nastavnichestvo-obuchayushchihsya", "наставничеством обучающихся"),
    ("Речь о персонализированной программе наставничества.", "personalizirovannaya-programma", "персонализированной программе наставничества"),
    ("Десять персонализированных программ – много.", "personalizirovannaya-programma", "персонализированных программ"),
    ("Молодому педагогу нужен месяц.", "molodoj-specialist", "Молодому педагогу"),
    ("Льготы молодых специалистов прежние.", "molodoj-specialist", "молодых специалистов"),
    ("Молодого (начинающего) педагога приняли.", None, ""),
    ("Решают кураторы.", "kurator", "кураторы"),
    ("Передайте кураторам анкету.", "kurator", "кураторам"),
    ("Бумагу отнесите куратору реализации программ наставничества.", "kurator", "куратору реализации программ наставничества"),
    ("Спросите куратора программ\nнаставничества.", "kurator", "куратора программ\nнаставничества"),
    ("Пишет школьным&nbsp;куратором.", "kurator", "школьным&nbsp;куратором"),
    ("Маршрут (ИОМ) хранят дома.", "iom", "ИОМ"),
    ("По индивидуальным образовательным маршрутам учатся годами.", "iom", "индивидуальным образовательным маршрутам"),
    ("Заседание ШМО – в среду.", "shmo", "ШМО"),
    ("Совет школьного учебно-методического объединения педагогов-наставников.", "shmo", "школьного учебно-методического объединения педагогов-наставников"),
    ("Опыт собирает ОМО.", "omo", "ОМО"),
    ("На стажировочной площадке показывают уроки.", "stazhirovochnaya-ploshchadka", "стажировочной площадке"),
    ("Пять стажировочных площадок ждут.", "stazhirovochnaya-ploshchadka", "стажировочных площадок"),
    ("Дело тьюторства тонкое.", "tyutorstvo", "тьюторства"),
    ("Работа с тьюторами центра.", "tyutor", "тьюторами"),
    ("Спросите тьютора ЦНППМ ПР.", "tyutor", "тьютора ЦНППМ ПР"),
    ("Запись в ЦНППМ открыта.", "cnppm", "ЦНППМ"),
    ("Без дорожной карты не начинают.", "dorozhnaya-karta", "дорожной карты"),
    ("Три дела в дорожной карте школы.", "dorozhnaya-karta-shkoly", "дорожной карте школы"),
    ("Срок стоит в дорожной карте программы.", "dorozhnaya-karta-programmy", "дорожной карте программы"),
    ("Пробы вносят в дорожную карту ИОМ.", "dorozhnaya-karta-iom", "дорожную карту ИОМ"),
    ("Подбором пары занят психолог.", "zakreplenie-pary", "Подбором пары"),
    ("В локальных нормативных актах этого нет.", "lokalnyj-akt", "локальных нормативных актах"),
    ("По коллективному договору – доплата.", "kollektivnyj-dogovor", "коллективному договору"),
    ("Внутренним контуром правит школа.", "vnutrennij-kontur", "Внутренним контуром"),
    ("Задача Координационного совета.", "koordinacionnyj-sovet", "Координационного совета"),
    ("О профессиональных дефицитах не спорят.", "deficit", "профессиональных дефицитах"),
    ("С затруднениями коллег осторожно.", "zatrudnenie", "затруднениями"),
    ("Итоговые аналитические отчеты сданы.", "itogovyj-otchet", "Итоговые аналитические отчеты"),
    ("В отчётах кураторов нет имён.", "itogovyj-otchet", "отчётах кураторов"),
    ("Найдите рубрику «Наставничество».", "rubrika", "рубрику «Наставничество»"),
    ("О «точках роста» мало сказано.", None, ""),
    ("Назовите «точки роста» округа.", "tochki-rosta", "«точки роста»"),
    ("Мониторингом влияния кончают год.", "monitoring-vliyaniya", "Мониторингом влияния"),
    ("Доли по ВПР считают в процентах.", "vpr", "ВПР"),
    ("Средний балл ЕГЭ не берут.", "ege", "ЕГЭ"),
    ("На ОГЭ смотрят так же.", "oge", "ОГЭ"),
    ("Согласие на обработку персональных данных.", "pdn", "персональных данных"),
    ("Базу ПДн закрыли.", "pdn", "ПДн"),
    ("Запросы о ФГОС повторяются.", "fgos", "ФГОС"),
    ("Дети с ОВЗ учатся вместе.", "ovz", "Дети с ОВЗ"),
    ("Категорию «педагог-наставник» дают на аттестации.", "pedagog-nastavnik", "Категорию «педагог-наставник»"),
    ("Часть ЕФС НМС.", "efs-nms", "ЕФС НМС"),
]
# What only looks like a term.
STRANGERS = [
    "Наставническая деятельность растёт.", "Наставничать трудно.", "Кураторство – труд.", "Кураторская группа.", "Сокуратор ушёл.", "Куратор-методист.",
    "Совет педагогов-наставников собран.", "Тьюторская служба.", "иом и шмо строчными", "ИОМы", "ИОМ-2", "Впр.", "Точка роста открыта.", "точки роста кожи",
    "Дефицит времени у всех.", "О дефиците времени.", "Встреча с куратором группы.", "Условия и ресурсы школы.", "Пара туфель.", "Продукты в столовой.",
    "Подборка пар.", "Дорожная сумка.", "Региональный центр туризма.", "Колледж рядом.", "ИОМ\u0301.",
]  # fmt: skip


@pytest.mark.parametrize(("text", "term", "words"), FORMS)
def test_any_form_is_found(text: str, term: str | None, words: str) -> None:
    """The term of a sentence is marked, with all the words that name it and no others."""
    assert marks(f"<p>{text}</p>")[:1] == ([(term, words)] if term else [])


@pytest.mark.parametrize("text", STRANGERS)
def test_other_words_are_left_alone(text: str) -> None:
    """A word that only begins alike, an abbreviation in small letters, an expression with another meaning."""
    assert not marks(f"<p>{text}</p>")


@pytest.mark.parametrize("term", SHIPPED, ids=lambda term: term.id)
def test_every_term_is_found_as_it_is_written(term: GlossaryTerm) -> None:
    """Each term of the shipped glossary that is looked for is found by its own names."""
    names = (term.term, *term.aliases) if term.hover is None else term.hover
    lexicon = Lexicon([term])
    for name in (*names, *term.forms):
        said = re.sub(r"\s*\([^)]*\)", "", name)
        assert marks(f"<p>{said}.</p>", lexicon) == [(term.id, said)]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("критерий", "критериев"), ("список", "списку"), ("площадка", "площадок"), ("роль", "ролью"), ("музей", "музеев"), ("статья", "статье"),
        ("окно", "окон"), ("ёлка", "елками"), ("урок", "уроком"), ("конференция", "конференций"), ("рабочая группа", "рабочих групп"),
        ("меры", "мер"), ("документ", "документами"), ("учёный совет", "ученого совета"),
    ],
)  # fmt: skip
def test_classes_of_words(name: str, form: str) -> None:
    """Words that no shipped term has: every class of nouns and adjectives, with a vowel that comes and goes."""
    assert marks(f"{form},", own(term=name)) == [("t", form)]
    assert re.fullmatch(pattern(name), form)


def test_forms_are_found_letter_for_letter() -> None:
    """What is written down under `forms` is found so and not otherwise; what is `unlike` is not found at all."""
    lexicon = own(term="Ребёнок", hover=["ребёнок"], forms=["дети", "детей"], unlike=["дети капитана"])
    assert marks("О, дети! Детей и детям.", lexicon, 1) == [("t", "дети")]
    assert not marks("детям, детский, дети капитана", lexicon)
    assert marks("дети капитана и дети", lexicon) == [("t", "дети")]


def test_nothing_is_looked_for() -> None:
    """An empty `hover` takes the abbreviation with it; a bank without terms marks nothing."""
    assert not marks("Куратор и ИОМ", own(hover=[], abbreviation="ИОМ"))
    assert not marks("Куратор", Lexicon([]))


QUIET = [
    "<a href='x'>куратор</a>", '<a class="clause" href="../x/" title="п. 5.1: куратор">п. 5.1</a>', "<h3>Куратор</h3>", '<h2 id="a">О <em>кураторе</em></h2>',
    "<code>куратор</code>", "<pre><code>куратор</code></pre>", '<table><thead><tr><th scope="col">Куратор</th></tr></thead></table>',
    '<span class="blank">куратор</span>', '<img src="x" alt="куратор > школа">', '<img src="x" alt="ведёт куратор">', '<p class="куратор">нет</p>',
    '<a href="x">кто такой <strong>куратор</strong></a>',
]  # fmt: skip


@pytest.mark.parametrize("html", [text.replace("'", '"') for text in QUIET])
def test_some_places_are_quiet(html: str) -> None:
    """Links, headings, code, heads of tables, blanks and attributes hold no marks; the next mention beside them does."""
    assert marks(f"{html} и куратор") == [("kurator", "куратор")]
    assert LEXICON.mark(html, set(), lambda *_: "!", 1000) == html


def test_the_longest_name_wins() -> None:
    """«Куратор» within its own longer name, and a term within another one, are not marked by themselves."""
    assert marks("куратором программ наставничества") == [("kurator", "куратором программ наставничества")]
    assert marks("тьютор ЦНППМ ПР, ЦНППМ") == [("tyutor", "тьютор ЦНППМ ПР"), ("cnppm", "ЦНППМ")]
    assert marks("куратор программирования") == [("kurator", "куратор")]


def shipped_terms(base: World) -> World:
    """A world with the shipped glossary."""
    return with_bank(base, glossary=SHIPPED)


def test_once_a_page() -> None:
    """The first mention in all the pieces of a page is marked, whatever its form, and a dozen terms at most."""
    terms = Terms(shipped_terms(minimal()), "knowledge/zapusk/")
    first = terms(Markup("<p>Маршрут – ИОМ.</p>"))
    assert first == '<p>Маршрут – <a class="term" href="../../glossary/#iom">ИОМ</a>.</p>'
    assert terms(Markup("<p>Индивидуальный образовательный маршрут</p>")) == "<p>Индивидуальный образовательный маршрут</p>"
    rest = terms(Markup("; ".join(term.abbreviation or term.term for term in SHIPPED)))
    assert len(MARK.findall(rest)) == MOST - 1
    assert terms.text("ЕГЭ & <b>") == "ЕГЭ &amp; &lt;b&gt;"


def test_a_card_leaves_alone_what_every_card_says() -> None:
    """On a card «наставник» is a word, on other pages a term; the dozen is as large."""
    base = shipped_terms(minimal())
    text = Markup("наставник, куратор")
    assert [term for term, _ in MARK.findall(Terms(base, "practices/a/", card=True)(text))] == ["kurator"]
    assert [term for term, _ in MARK.findall(Terms(base, "roles/a/")(text))] == ["nastavnik", "kurator"]
    many = Terms(base, "practices/a/", card=True)(Markup("; ".join(term.abbreviation or term.term for term in SHIPPED if not term.common)))
    assert len(MARK.findall(many)) == MOST


class _Seen(HTMLParser):
    """What is open round every mark of a page, where no mark should be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.nested: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        mark = tag == "a" and ("class", "term") in attrs
        if mark and set(self.open) & {"a", "h1", "h2", "h3", "h4", "code", "pre", "th", "span"}:
            self.nested.append(str(self.open))
        if tag not in {"br", "hr", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


WORDS = st.sampled_from(
    ["куратор", "Куратору", "наставник", "ИОМ", "дорожная карта", "дорожной карты школы", "«точки роста»", "программа наставничества", "урок", "и", "–", "&", "<", ">", '"', "'",
     "\xa0", "\u0301", "-", "педагог-", "é", "👩\u200d🏫", "&nbsp;", "a", "#", "]]>"]
)  # fmt: skip
INLINE = st.lists(WORDS, max_size=6).map(" ".join)
BLOCK = st.one_of(
    INLINE, INLINE.map("## {}".format), INLINE.map("- {}".format), INLINE.map("`{}`".format), INLINE.map("[{}](https://x.example)".format), INLINE.map("**{}**".format),
    INLINE.map("| {0} | б |\n|---|---|\n| {0} | в |".format), INLINE.map("    {}".format), INLINE.map("> {}".format), INLINE.map("![{}](a.png)".format), st.text(max_size=30),
)  # fmt: skip


@pytest.fixture(scope="module")
def full() -> World:
    """The full bank with the shipped glossary."""
    return shipped_terms(world(ROOT / "tests" / "banks" / "full"))


@given(blocks=st.lists(BLOCK, max_size=6))
def test_marks_add_links_and_nothing_else(full: World, blocks: list[str]) -> None:
    """Whatever a text is: without the marks it is what it was, and no mark stands in a link, a heading, code, a head or a blank."""
    path, here, text = "practices/metod/index.md", "practices/metod/", "\n\n".join(blocks)
    for way in (Prose.__call__, Prose.inline):
        before = str(way(Prose(full, path, here), text))
        after = str(way(Prose(full, path, here, terms=Terms(full, here)), text))
        assert MARK.sub(lambda match: match[2], after) == before
        seen = _Seen()
        seen.feed(after)
        assert not seen.nested
        found = [term for term, _ in MARK.findall(after)]
        assert len(found) == len(set(found)) <= MOST


@given(st.text())
def test_any_bytes(text: str) -> None:
    """No text, however odd, breaks the search or loses a letter."""
    assert MARK.sub(lambda match: match[2], LEXICON.mark(text, set(), lambda term, words: f'<a class="term" href="#{term}">{words}</a>', 1000)) == text


def test_pages_have_marks_and_data_has_none() -> None:
    """Cards, pages and answers link their terms; what other programs get (API, embeds, feeds) is as it was."""
    base = world(ROOT / "tests" / "banks" / "full")
    pages = {url: str(page.body) for url, page in framed(base).items()}
    assert [term for term, _ in MARK.findall(pages["practices/metod/"])] == ["nastavnik"]
    assert not MARK.findall(pages["glossary/"])
    for part in parts(base):
        for item in part.make():
            if isinstance(item, tuple):
                assert b'class="term"' not in item[1], item[0]


def test_a_blank_has_no_marks() -> None:
    """How to fill a template in names terms; the document itself, which is printed and signed, does not."""
    base = world(ROOT / "tests" / "banks" / "full")
    body = "## Как заполнять\n\nСпросите наставника.\n\n## Документ\n\nНаставник и ИОМ.\n"
    changed = with_bank(base, programs=tuple(msgspec.structs.replace(item, body=body) for item in base.bank.programs))
    pages = [str(page.body).partition('<div class="paper">') for url, page in framed(changed).items() if url.startswith("programs/") and "kak" in page.body]
    assert pages
    for how, _, paper in pages:
        assert [term for term, _ in MARK.findall(how)] == ["nastavnik"]
        assert "ИОМ" in paper
        assert not MARK.findall(paper)


def test_meanings() -> None:
    """The script gets every term with its definition and clause; a bank without a glossary has no such file."""
    base = world(ROOT / "tests" / "banks" / "full")
    found = msgspec.json.decode(term_files(base)[MEANINGS])
    terms = {term.id: term for term in base.bank.glossary}
    assert found.keys() == terms.keys()
    assert found["iom"][0] == "Индивидуальный образовательный маршрут (ИОМ)"
    assert found["iom"][1] == terms["iom"].definition
    assert found["nastavnik"][2] == base.bank.clause_by_id["p-1-nastavnik"].cite
    assert not term_files(with_bank(base, glossary=()))
