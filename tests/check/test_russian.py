"""Typography hints: what is mended and how, what stays as it is, and that a mending changes looks only."""

from __future__ import annotations

import re
from itertools import zip_longest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.check.russian import typography
from generator.checker import ROUNDS
from generator.diagnostics import Diagnostic, Severity
from generator.diagnostics.fixes import fixed
from generator.load.source import Source, parse_source
from generator.load.walk import classify
from generator.model.prose import parser

# Rule, text, text after the mending. A text is the body of a card.
MENDED = [
    # Straight quotes
    ("R001", 'Пара проводит "Урок вдвоём" сегодня.', "Пара проводит «Урок вдвоём» сегодня."),
    ("R001", '"Урок"', "«Урок»"),
    ("R001", '("Урок")', "(«Урок»)"),
    ("R001", 'Слова "да" и "нет".', "Слова «да» и «нет»."),
    ("R001", '**"Урок вдвоём"** начался', "**«Урок вдвоём»** начался"),
    ("R001", '"**Урок** вдвоём", сказал он', "«**Урок** вдвоём», сказал он"),
    ("R001", 'Он ответил: "Хорошо".', "Он ответил: «Хорошо»."),
    ("R001", 'Он спросил: "Зачем?"', "Он спросил: «Зачем?»"),
    ("R001", 'Клуб "Школа «Мост»" открыт', "Клуб «Школа „Мост“» открыт"),
    ("R001", 'Клуб «Школа "Мост"» открыт', "Клуб «Школа „Мост“» открыт"),
    ("R001", 'Клуб "Школа "Мост"" открыт', "Клуб «Школа „Мост“» открыт"),
    ("R001", 'Правило "трёх\nвопросов" помогает', "Правило «трёх\nвопросов» помогает"),
    ("R001", '- "да"\n- "нет"', "- «да»\n- «нет»"),
    ("R001", '| "да" | "нет" |\n|---|---|\n| а | б |', "| «да» | «нет» |\n|---|---|\n| а | б |"),
    ("R001", '# Урок "вдвоём"', "# Урок «вдвоём»"),
    ("R001", '> Сказано "да"', "> Сказано «да»"),
    ("R001", '["Урок"](https://e.example/a "b")', '[«Урок»](https://e.example/a "b")'),
    ("R001", '"Письмо от {п:5.1}"', "«Письмо от {п:5.1}»"),
    ("R001", 'Сервис "Урок QR-кода"', "Сервис «Урок QR-кода»"),
    ("R001", '"Урок" – это `print("да")`', '«Урок» – это `print("да")`'),
    ("R001", 'Роль "наставник"/"куратор"', "Роль «наставник»/«куратор»"),
    ("R001", '"…слово…"', "«…слово…»"),
    # Quotes of other kinds
    ("R002", "Урок “вдвоём” начался", "Урок «вдвоём» начался"),
    ("R002", "Урок „вдвоём” начался", "Урок «вдвоём» начался"),
    ("R002", "„Урок“ начался", "«Урок» начался"),
    ("R002", "Урок ‘вдвоём’ начался", "Урок «вдвоём» начался"),
    ("R002", "Клуб «Школа “Мост”» открыт", "Клуб «Школа „Мост“» открыт"),
    ("R002", "Клуб «Школа «Мост»» открыт", "Клуб «Школа „Мост“» открыт"),
    ("R002", "Клуб «Школа «Мост» села» открыт", "Клуб «Школа „Мост“ села» открыт"),
    ("R002", "“Да”, – сказал он.", "«Да», – сказал он."),
    # Quotes without a pair: a person must look
    ("R003", "Учитель слышит «всё хорошо и молчит.", None),
    ("R003", "Учитель слышит всё хорошо» и молчит.", None),
    ("R003", "- «да\n- нет", None),
    ("R003", "Клуб «Школа «Мост» открыт", None),
    # Dashes
    ("R004", "Цель - помочь", "Цель – помочь"),
    ("R004", "Цель — помочь", "Цель – помочь"),
    ("R004", "Цель -- помочь", "Цель – помочь"),
    ("R004", "Цель --- помочь", "Цель – помочь"),
    ("R004", "— Да, – сказал он.", "– Да, – сказал он."),
    ("R004", "«Урок» - «игра»", "«Урок» – «игра»"),
    ("R004", "**Кто:** - наставник", "**Кто:** – наставник"),
    ("R004", "- пункт - второй", "- пункт – второй"),
    ("R004", "5 классов - мало", "5 классов – мало"),
    ("R004", "Цель\u00a0- помочь", "Цель\u00a0– помочь"),
    ("R004", "Москва—Тверь", "Москва–Тверь"),
    ("R004", "Раз - два - три", "Раз – два – три"),
    ("R004", "[урок](a.md) - вдвоём", "[урок](a.md) – вдвоём"),
    ("R004", "пункт {п:5.1} - главный", "пункт {п:5.1} – главный"),
    # Ranges
    ("R005", "в 5-8 классах", "в 5–8 классах"),
    ("R005", "2-3 раза в месяц", "2–3 раза в месяц"),
    ("R005", "2025-2026 учебный год", "2025–2026 учебный год"),
    ("R005", "рост на 10-15 % за год", "рост на 10–15 % за год"),
    ("R005", "рост на 10-15% за год", "рост на 10–15% за год"),
    ("R005", "(15-20 минут)", "(15–20 минут)"),
    ("R005", "по 1-2 ч в неделю", "по 1–2 ч в неделю"),
    # Blanks
    ("R006", "Пара  обсуждает", "Пара обсуждает"),
    ("R006", "Пара   обсуждает  урок", "Пара обсуждает урок"),
    ("R006", "Пара \u00a0обсуждает", "Пара\u00a0обсуждает"),
    ("R006", "Конец.  Начало.", "Конец. Начало."),
    ("R006", "- **Кто:**  наставник", "- **Кто:** наставник"),
    ("R007", "урок , который", "урок, который"),
    ("R007", "урок .", "урок."),
    ("R007", "урок  , который", "урок, который"),
    ("R007", "урок ,который", "урок, который"),
    ("R007", "урок : разбор", "урок: разбор"),
    ("R007", "урок ; разбор", "урок; разбор"),
    ("R007", "Какой урок ?", "Какой урок?"),
    ("R007", "Какой урок ! Новый", "Какой урок! Новый"),
    ("R007", "«Урок» , разбор", "«Урок», разбор"),
    ("R007", "урок\u00a0, разбор", "урок, разбор"),
    ("R008", "урок ( вдвоём) идёт", "урок (вдвоём) идёт"),
    ("R008", "урок (вдвоём ) идёт", "урок (вдвоём) идёт"),
    ("R008", "урок « вдвоём » идёт", "урок «вдвоём» идёт"),
    ("R008", "(урок вдвоём! )", "(урок вдвоём!)"),
    ("R009", "урок,разбор", "урок, разбор"),
    ("R009", "урок;разбор", "урок; разбор"),
    ("R009", "урок:разбор", "урок: разбор"),
    ("R009", "Урок!Разбор", "Урок! Разбор"),
    ("R009", "Какой урок?Разбор", "Какой урок? Разбор"),
    ("R009", "Идёт урок.Потом разбор", "Идёт урок. Потом разбор"),
    # Abbreviations
    ("R010", "ведём записи, т.к. забываем", "ведём записи, т.\u00a0к. забываем"),
    ("R010", "вдвоём, т.е. парой", "вдвоём, т.\u00a0е. парой"),
    ("R010", "листы, карты и т.д.", "листы, карты и т.\u00a0д."),
    ("R010", "листы, карты и т.п.", "листы, карты и т.\u00a0п."),
    ("R010", "листы и т.д", "листы и т.\u00a0д."),
    ("R010", "листы и т. д, потом", "листы и т.\u00a0д., потом"),
    ("R010", "листы, в т.ч. новые", "листы, в т.\u00a0ч. новые"),
    ("R010", "т.н. окно", "т.\u00a0н. окно"),
    # Dots and repeated signs
    ("R011", "я заметил...", "я заметил…"),
    ("R011", "«я заметил...»", "«я заметил…»"),
    ("R011", "...и замолчал", "…и замолчал"),
    ("R011", "(...)", "(…)"),
    ("R012", "Оценок нет!!!", "Оценок нет!"),
    ("R012", "Зачем??", "Зачем?"),
    ("R012", "урок,, разбор", "урок, разбор"),
    ("R012", "урок;; разбор", "урок; разбор"),
    # Words written twice
    ("R013", "урок в в тот день", "урок в тот день"),
    ("R013", "урок на\nна тот день", "урок на тот день"),
    ("R013", "В в тот день", "В тот день"),
    ("R013", "урок и и и разбор", "урок и разбор"),
    ("R013", "урок в  в тот день", "урок в тот день"),
    ("R013", "наставник наставник ведёт", None),
    # Latin letters
    ("R014", "cтатус", "статус"),
    ("R014", "статуc", "статус"),
    ("R014", "учитeль", "учитель"),
    ("R014", "Hаставник", "Наставник"),
    ("R014", "нaстaвник", "наставник"),
    ("R014", "OВЗ и другие", "ОВЗ и другие"),
    ("R014", "один-eдинственный", "один-единственный"),
    # Capitals
    ("R015", "СДАВАТЬ ЛИСТЫ НАБЛЮДЕНИЯ ВОВРЕМЯ!", None),
    ("R015", "Просим СДАВАТЬ ЛИСТЫ НАБЛЮДЕНИЯ куратору", None),
    # Layout
    ("R016", "урок \nразбор", "урок\nразбор"),
    ("R016", "урок\n \nразбор", "урок\n\nразбор"),
    ("R016", "урок  \n\nразбор", "урок\n\nразбор"),
    ("R016", "урок\t\nразбор", "урок\nразбор"),
    ("R017", "урок\tразбор", "урок разбор"),
    ("R017", "урок \t разбор", "урок разбор"),
    ("R018", "урок\n\n\n\nразбор", "урок\n\n\nразбор"),
    ("R018", "урок\n\n\n\n\n\n\nразбор", "урок\n\n\nразбор"),
]  # fmt: skip

UNTOUCHED = [
    # Quotes
    "Пара проводит «Урок вдвоём».", "Клуб «Школа „Мост“» открыт", "«Урок» и «игра»", 'Сервис "Moodle" работает', 'экран 17"',
    '`"урок"`', '```\n"урок"\n```', '~~~\nурок - "да" ,нет\n~~~', '    "урок" - код', '[урок](a.md "Название")', '<a title="урок">', '\\"урок\\"',
    "Урок ”вдвоём начался", "Д’Артаньян", 'Он сказал " и замолчал', "&quot;урок&quot;", "«Первый абзац.\n\nВторой абзац».", '``a "урок" ` b``', '<!-- "урок" -->',
    '[a]: https://e.example "урок"',
    # Dashes
    "Цель – помочь", "знаки « » — – рядом", "кое-где и что-то", "- пункт\n- пункт", "* * *", "---", "урок\n---", "| а | - | б |\n|---|---|---|\n| - | – | - |",
    "10 - 5 = 5", "двух- и трёхлетний", "  - вложенный", "-5 градусов", "`а - б`", "> - цитата", "1. пункт\n   - ещё", "--- ---",
    "| -- | -- |\n| -- | -- |", "[план](a - b.md)", "https://e.example/а—б",
    # Numbers that are no ranges
    "2026-11-01", "приказ № 12-34", "8-800-100-10-10", "тел. 12-34 утром", "5-а класс", "Р-145", "273-ФЗ", "п. 5-8 положения", "код 10-20 знаков",
    "ГОСТ 10-20 лет", "модель 1-1-3", "ISO 9001-2015", "5–8 классы", "{п:p-5-8-oo}", "счёт 3-1", "школа 8-3 корпус", "счёт 1-3", "01-02 раза", "12:30-13:30",
    "пункты 3-5 приказа", "кабинет 12-14 занят",
    # Blanks
    "урок  \nразбор", "| а     | б   |\n|-------|-----|\n| урок  | игра |", "- пункт\n\n  второй абзац", "файл .docx", "поставьте знак ? в графе",
    "12:30", "1,5 часа", "3,14", "и т. д.", "и т.\u00a0д., и т. п.", "т. к. и т. е.", "nastavnik@e.example", "https://e.example/а,б;в", "школа.рф",
    "Яндекс.Учебник", "И.О. Фамилия", "И.И.Примеров", "план.docx", "{{key}}, {{other}}", "( )", "( V ) да", ":)", "урок :)", "а,б,в",
    "учитель(ница)", "![рисунок](a.png)", "урок ![рисунок](a.png)", "роль:\nкуратор", "сайт edu.gov.ru.", "н. э.", "- [ ] задача", "в 9.Б", "п.5.1",
    # Dots and repeated signs
    "я заметил…", "Как?..", "Стой!..", "Неужели?!", "Имя ............", "../../план.md", "1...5", "..", "f(...args)",
    # Words
    "очень очень важно", "едва-едва", "что что-то", "да да", "лицом к лицу", "| нет | нет |\n|---|---|\n| да | да |", "день за днём", "с с-образным", "А А",
    "- в\n- в", "в\n\nв",
    # Letters
    "IT-специалист", "SMS-ка", "QR-код", "Zoomе", "Moodle", "web-страница", "тег <b>", "COVIDа", "видеоDVD", "`cтатус`", "[урок](cтатус.md)",
    # Capitals
    "ФГОС НОО ООО СОО", "МБОУ СОШ № 5", "ВАЖНО", "**СВОДНАЯ ТАБЛИЦА ПОКАЗАТЕЛЕЙ НАСТАВНИЧЕСТВА**", "# ПРОГРАММА ПЕРВОЙ НЕДЕЛИ УЧИТЕЛЯ",
    # Layout
    "урок\n\n\nразбор", "урок\\\nразбор", "\tурок", "```\nа\n\n\n\n\nб \n```",
]  # fmt: skip

FIELDS = [
    ('title: Клуб "Мост" вдвоём', "title: Клуб «Мост» вдвоём"),
    ("title: 'Клуб \"Мост\" вдвоём'", "title: 'Клуб «Мост» вдвоём'"),
    ('title: "Цель - помочь"', 'title: "Цель – помочь"'),
    ("keywords: [цель - помочь, 'урок - игра']", "keywords: [цель – помочь, 'урок – игра']"),
    ("summary: >-\n  Первая строка - начало.\n  Вторая строка ,конец.", "summary: >-\n  Первая строка – начало.\n  Вторая строка, конец."),
    ("summary: |\n  Первая строка - начало.\n\n  Вторая: cтатус.", "summary: |\n  Первая строка – начало.\n\n  Вторая: статус."),
    ("summary: первая строка\n  вторая строка...", "summary: первая строка\n  вторая строка…"),
    ("steps:\n  - {who: наставник - один}\n  - who: урок  вдвоём", "steps:\n  - {who: наставник – один}\n  - who: урок вдвоём"),
]

# Found, and left to the editor: the place in the file is not the text itself, or the change would be read as YAML.
FIELDS_SHOWN = [
    ('title: "Клуб \\"Мост\\" вдвоём"', "R001", "«Мост»"),
    ("title: урок:разбор", "R009", "урок: разбор"),
    ("title: 'Цель - не \"д''Артаньян\"'", "R004", "Цель – не"),
]

FIELDS_UNTOUCHED = [
    "id: p-5-8", "date: 2026-11-01", "license: cc-by-4.0", 'title: "Урок вдвоём"', "title: 'Урок вдвоём'", "steps:\n  - who: наставник\n  - who: куратор",
    "keywords: [урок, урок]", "file: plan.docx", "url: https://e.example/а,б", "title: Урок # заметка - о нём", "number: 235-ОД",
]  # fmt: skip


def _source(body: str, fields: str = "title: Урок") -> Source | None:
    return parse_source(classify("practices/primer/index.md"), f"---\n{fields}\n---\n\n{body}\n".encode())[0]


def _card(body: str, fields: str = "title: Урок") -> Source:
    source = _source(body, fields)
    assert source
    return source


def _check(body: str) -> list[Diagnostic]:
    return list(typography(_card(body)))


def _mended(body: str) -> str:
    source = _card(body)
    whole = fixed(source.text, typography(source))
    return whole.removeprefix("---\ntitle: Урок\n---\n\n").removesuffix("\n")


@pytest.mark.parametrize(("rule", "before", "after"), MENDED)
def test_mended(rule: str, before: str, after: str | None) -> None:
    """A fault is found by its own rule alone and mended so; where only a person can tell, nothing is changed."""
    found = _check(before)
    assert {diagnostic.rule for diagnostic in found} == {rule}
    assert _mended(before) == (after if after is not None else before)
    assert any(diagnostic.fix for diagnostic in found) == (after is not None)


@pytest.mark.parametrize("text", UNTOUCHED)
def test_untouched(text: str) -> None:
    """What is right, or is no Russian prose, gives no hint."""
    assert not _check(text)


@pytest.mark.parametrize(("before", "after"), FIELDS)
def test_field_is_mended(before: str, after: str) -> None:
    """A field is mended where it stands, in every style of YAML, and reads back as the mended value."""
    source = _card("Урок.", before)
    mended = fixed(source.text, typography(source))
    assert mended == source.text.replace(before, after)
    assert _card("Урок.", after).values == parse_source(source.entry, mended.encode())[0].values  # type: ignore[union-attr]


@pytest.mark.parametrize(("field", "rule", "words"), FIELDS_SHOWN)
def test_field_is_shown(field: str, rule: str, words: str) -> None:
    """A field that cannot be mended safely is left as it is; the hint says what to write."""
    found = list(typography(_card("Урок.", field)))
    assert rule in {diagnostic.rule for diagnostic in found}
    for diagnostic in found:
        assert diagnostic.fix is None
        assert diagnostic.place.line == 2
    assert any(words in diagnostic.hint for diagnostic in found)


@pytest.mark.parametrize("field", FIELDS_UNTOUCHED)
def test_field_is_untouched(field: str) -> None:
    """Ids, dates, addresses, and text that is right give no hint."""
    assert not list(typography(_card("Урок.", f"x: 1\n{field}")))


def test_yaml_file_is_mended() -> None:
    """Files of YAML alone are looked at as fields are."""
    source, _ = parse_source(classify("content/glossary/terms.yml"), "terms:\n  - text: Урок - игра\n".encode())
    assert source
    assert fixed(source.text, typography(source)) == "terms:\n  - text: Урок – игра\n"


def test_one_diagnostic_a_rule_and_line() -> None:
    """Ten faults of one kind in a line are told once, with all the edits; the sentence says how many."""
    (found,) = _check(" и ".join(['"урок"'] * 10))
    assert found.fix
    assert len(found.fix.edits) == 20
    assert "10\u00a0мест в строке" in found.message


def test_lines_are_told_apart() -> None:
    """The same fault on two lines gives two diagnostics, each at its place."""
    found = _check("Цель - помочь.\nДело  - за нами.")
    assert [(one.rule, one.place.line, one.place.column) for one in found if one.rule == "R004"] == [("R004", 5, 5), ("R004", 6, 5)]


def test_place_after_a_waiver() -> None:
    """A waiver in the text shifts no place, and the blanks that stand for it in the body are no fault."""
    source = _card("Цель <!-- разрешено C001: номер горячей линии --> есть, cтатус тоже. <!-- разрешено C002: адрес организации -->")
    (found,) = typography(source)
    line = source.text.split("\n")[found.place.line - 1]
    assert line[found.place.column - 1 : found.place.end[1] - 1] == "cтатус"


def test_severities() -> None:
    """Looks are hints; a Latin letter hides the word from the search and is a warning."""
    found = {one.rule: one.severity for one in _check('cтатус "урок" - да')}
    assert found == {"R014": Severity.WARNING, "R001": Severity.HINT, "R004": Severity.HINT}


def test_several_faults_are_mended_at_once() -> None:
    """Faults beside one another do not hinder one another."""
    assert _mended('Пара ( "Мост" ) - это  cоюз , т.е. двое...') == "Пара ( «Мост» ) – это союз, т.\u00a0е. двое…"


def test_hints_are_sentences() -> None:
    """Message and hint end with a full stop and hold the mended words, not the whole line."""
    for rule, before, _ in MENDED:
        for found in _check(before):
            assert re.fullmatch(r"[А-ЯЁ].*\.", found.message, re.DOTALL), rule
            assert re.fullmatch(r"[А-ЯЁ].*\.", found.hint, re.DOTALL), rule
            assert "{}" not in found.hint


_PIECES = st.sampled_from(
    [
        '"', "«", "»", "“", "”", "„", "‘", "’", " ", "  ", " - ", "-", "--", "—", "–", ",", ".", ";", ":", "!", "?", "...", "!!!", "(", ")", "[", "](a.md)",
        "\n", "\n\n", "\n\n\n\n", "\n- ", "\n  ", "\n    ", "\n1. ", "\n> ", "\n# ", "\n---\n", "\n```\n", "\n|---|\n", "|", "`", "``", "*", "**", "_",
        "\t", "\\", "&quot;", "{п:5.1}", "{{key}}", "<!--", "-->", "\u00a0", "урок", "Урок", "в", "на", "cтатус", "т.к.", "и т.д", "5-8", " классы",
        "word", "c", "с", "<b>", "https://e.example/а,б",
    ]
)  # fmt: skip
# A text that begins like a field is taken for a part of the front matter, which is another matter.
_TEXTS = st.lists(_PIECES, max_size=30).map("".join).filter(lambda text: _source(text) is not None)
# Everything typography is about, and the second of two equal words.
_LOOKS = re.compile(r"[\s\"«»“”„‘’—–\-.…,;:!?]")
_TWINS = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")


def _blocks(text: str) -> list[tuple[str, str, object]]:
    """What a Markdown text is made of: blocks, marks within them, targets of links."""
    out: list[tuple[str, str, object]] = []
    for block in parser().parse(text):
        out.append((block.type, block.tag, ""))
        out += [
            (token.type, token.tag, (token.attrs, token.content)) for token in block.children or [] if token.type not in ("text", "softbreak", "text_special")
        ]
        if block.type in ("fence", "code_block"):
            out.append(("code", "", block.content))
    return out


@settings(max_examples=500, deadline=None)
@given(_TEXTS)
def test_mending_comes_to_rest(text: str) -> None:
    """After the rounds that `--fix` makes there is nothing left to mend: changes that meet wait for the next round."""
    for _ in range(ROUNDS):
        text = _mended(text)
    assert _mended(text) == text


@settings(max_examples=500, deadline=None)
@given(_TEXTS)
def test_mending_keeps_the_words(text: str) -> None:
    """Without quotes, dashes, blanks and dots the text is the same, but for a word written twice."""
    found = [one for one in _check(text) if one.rule != "R013"]
    source = _card(text)
    before, after = source.text, fixed(source.text, found)
    for one, two in zip_longest(_LOOKS.sub("", before).translate(_TWINS), _LOOKS.sub("", after).translate(_TWINS)):
        assert one == two


@settings(max_examples=500, deadline=None)
@given(_TEXTS)
def test_mending_keeps_the_structure(text: str) -> None:
    """Blocks, emphasis, links and code of a Markdown text are the same after a mending."""
    assert _blocks(_mended(text)) == _blocks(text)
