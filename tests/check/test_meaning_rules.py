"""Rules about meaning where the examples of their help pages have no room: near misses, other wordings, limits, hostile texts."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check import practices_evidence, programs_kinds, schools_lists
from generator.check.lens import Lens
from generator.check.practices import EmptyWords
from generator.load import Source
from generator.load.source import parse_source
from generator.load.walk import classify
from generator.model import Practice, Program, School
from generator.model.build import record_of
from generator.model.records import Period
from generator.settings import read_settings
from tests.rule_examples import MINIMAL, diagnose
from tests.sites import ROOT, check_folder, day_of

REPORTED = "# файл: practices/opyt/index.md\n"
SCHOOL = "# файл: content/schools/primer/index.md\n"
TEMPLATE = "# файл: content/programs/programma/index.md\n"
T = TypeVar("T", Practice, Program, School)
SETTINGS, _ = read_settings(MINIMAL)
assert SETTINGS
LENS = Lens(SETTINGS, {})
STAGES = (
    "# файл: content/vocabulary/stages.yml\nterms:\n  - {id: aprobaciya, label: апробация}\n  - {id: vnedrena, label: внедрена}\n"
    "  - {id: ustojchivaya, label: устойчивая}\n  - {id: tirazhiruetsya, label: тиражируется}\n\n"
)
NEUTRAL = "Демонстрационный текст. Уроки стали спокойнее, замысел урока виден в тетрадях, а на переменах чаще говорят о детях. "


def _rules(example: str, folder: Path) -> list[str]:
    return sorted(item.rule for item in diagnose(example, folder))


def _said(example: str, rule: str, folder: Path) -> str:
    return " ".join(item.message + " " + item.hint for item in diagnose(example, folder) if item.rule == rule)


def _minimal(path: str, kind: type[T], old: str = "", new: str = "") -> tuple[Source, T]:
    """A file of the minimal bank, changed in one place, and its record."""
    source, found = parse_source(classify(path), (MINIMAL / path).read_text(encoding="utf-8").replace(old, new, 1).encode())
    assert source
    assert not found
    record = record_of(source)
    assert isinstance(record, kind)
    return source, record


def _measure(**changes: object) -> str:
    values = {
        "indicator": "adaptaciya",
        "before": "2.1",
        "after": "3.4",
        "unit": "балла из 5",
        "n": "8",
        "method": "анкета пар",
        "date": "2025-05-20",
    } | changes
    return "{" + ", ".join(f"{key}: {value}" for key, value in values.items()) + "}"


def test_the_banks_that_people_wrote_are_silent() -> None:
    """The shipped cards and templates give nothing of these families but gaps that the rules about a whole bank count."""
    for folder in (ROOT, MINIMAL, ROOT / "tests" / "banks" / "full"):
        assert not [item for item in check_folder(folder, day_of(folder)) if item.rule[0] in "PTOEV"]


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("Шестеро наставляемых ответили на вопросы анкеты.", []),
        ("В беседе 7 из 8 сказали, что готовить урок легче.", []),
        ("Наставники признали, что экономят время, так сказали трое.", []),
        ("Наставники заполнили анкету.", ["P022"]),  # how many?
        ("За год проведено 24 урока.", ["P022"]),  # who said so?
    ],
)
def test_opinions_of_somebody(words: str, rules: list[str], tmp_path: Path) -> None:
    """Evidence 1 wants that people were asked, and how many."""
    assert _rules(f"{REPORTED}# без поля: indicators\n## Результаты\n\n{NEUTRAL * 2}{words}", tmp_path) == rules


@pytest.mark.parametrize("words", ["Для сравнения взяли две группы без наставника.", "В параллельных классах такого сдвига нет.", "Так было в каждом цикле."])
def test_comparison_in_words(words: str, tmp_path: Path) -> None:
    """Evidence 3 is satisfied by a comparison told in the results."""
    two = f"evidence: 3\nindicators:\n  - {_measure()}\n  - {_measure(indicator='p-aktivnost', unit='раз')}"
    body = f"{REPORTED}## Результаты\n\n{NEUTRAL * 2}{words}"
    assert _rules(f"{REPORTED}{two}\n\n{body}", tmp_path) == []


def test_comparison_of_two_cycles(tmp_path: Path) -> None:
    """One indicator measured in two years is a comparison by itself."""
    two = f"evidence: 3\nperiod: {{from: 2023-09-01, to: 2025-05-31}}\nindicators:\n  - {_measure()}\n  - {_measure(date='2024-05-20')}"
    assert _rules(f"{REPORTED}{two}", tmp_path) == []


def test_outside_review_by_those_who_repeated(tmp_path: Path) -> None:
    """Evidence 4 is satisfied by what a replica tells."""
    school = (MINIMAL / "content/schools/primer/index.md").read_text(encoding="utf-8").replace("practices: [opyt]\n", "")
    example = (
        f"# файл: content/schools/sosed/index.md\n{school}\n\n{REPORTED}evidence: 4\nindicators:\n  - {_measure()}\n"
        f"  - {_measure(indicator='p-aktivnost', unit='раз')}\nreplicated_in:\n  - {{organization: sosed, date: 2025-10-01"
    )
    assert _rules(f"{example}}}", tmp_path / "bare") == ["P024"]
    assert _rules(f"{example}, note: у всех четверых получилось}}", tmp_path / "told") == []


@pytest.mark.parametrize(
    ("stage", "period", "duration", "rules"),
    [
        ("ustojchivaya", "{from: 2023-09-01, to: 2025-05-31}", "{value: 9, unit: month}", []),
        ("ustojchivaya", "{from: 2024-09-01, to: 2025-05-31}", "{value: 9, unit: month}", ["P025"]),
        ("ustojchivaya", "{from: 2024-09-01}", "{value: 9, unit: month}", []),  # till it was updated, November 2026
        ("aprobaciya", "{from: 2025-02-01, to: 2025-05-31}", "{value: 9, unit: month}", []),
        ("vnedrena", "{from: 2024-09-02, to: 2025-05-24}", "{value: 9, unit: month}", []),  # a school year is shorter
        ("vnedrena", "{from: 2024-09-01, to: 2025-05-31}", "{value: 1, unit: year}", []),  # «a year» is a school year
        ("tirazhiruetsya", "{from: 2025-03-01, to: 2025-05-31}", "{value: 9, unit: month}", ["P013", "P025"]),
    ],
)
def test_stage_and_period(stage: str, period: str, duration: str, rules: list[str], tmp_path: Path) -> None:
    """A stage promises a cycle or two school years."""
    assert _rules(f"{STAGES}{REPORTED}stage: {stage}\nperiod: {period}\nduration: {duration}", tmp_path) == rules


@pytest.mark.parametrize(
    ("coverage", "rules"),
    [
        ("{mentors: 2, mentees: 8, pairs: 16}", []),
        ("{mentors: 2, mentees: 8, pairs: 17}", ["P026"]),
        ("{mentors: 2, mentees: 8, groups: 8}", []),
        ("{mentors: 2, mentees: 8, groups: 9}", ["P026"]),
    ],
)
def test_coverage(coverage: str, rules: list[str], tmp_path: Path) -> None:
    """Pairs and groups are counted from people."""
    assert _rules(f"{REPORTED}coverage: {coverage}", tmp_path) == rules


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"before": 40, "after": 100, "unit": '"%"'}, []),
        ({"before": 40, "after": 101, "unit": '"%"'}, ["P035"]),
        ({"before": 40, "after": 140, "unit": "процентов"}, ["P035"]),
        ({"before": 0, "after": 140, "unit": '"% прироста"'}, []),
        ({"before": 0, "after": 140, "unit": '"%"', "method": "прирост числа выступлений"}, []),
        ({"before": 3, "after": 12, "unit": "раз из 10"}, []),  # not a scale: times
        ({"before": 3, "after": 5.5, "unit": "балла из 5"}, ["P035"]),
        ({"before": 0, "after": 0}, ["P036"]),
        ({"before": 2, "after": 0, "unit": "жалоб"}, []),
        ({"date": "2024-08-20"}, []),  # the diagnosis before the year
        ({"date": "2024-06-20"}, ["P034"]),
        ({"date": "2025-09-20"}, []),  # summed up in autumn
        ({"date": "2026-01-20"}, ["P034"]),
    ],
)
def test_indicators(changes: dict[str, object], rules: list[str], tmp_path: Path) -> None:
    """An indicator stays within its unit and its time."""
    assert _rules(f"{REPORTED}indicators:\n  - {_measure(**changes)}", tmp_path) == rules


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("Двое планируют сами стать наставниками.", []),
        ("Теперь планируемые результаты урока пишут все.", []),
        ("Раньше дети не знали, что будет дальше.", []),
        ("В мае будет проведён итоговый урок.", ["P027"]),
        ("Ожидается рост успеваемости.", ["P027"]),
        ("Будут созданы новые группы.", ["P027"]),
    ],
)
def test_plans_among_results(words: str, rules: list[str], tmp_path: Path) -> None:
    """Results are told in the past; what people mean to do next may be one of them."""
    assert _rules(f"{REPORTED}## Результаты\n\n{NEUTRAL * 2}{words}", tmp_path) == rules


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("Практика повторяет форму «ученик – ученик».", ["P028"]),
        ("Помогает старшеклассник-наставник из десятого класса.", ["P028"]),
        ("Основание – методология Р-145.", ["P028"]),
        ("Нужен педагог-наставник, который знает учеников.", []),
        ("Это не наставничество школьников, а работа двух взрослых.", []),
        ("Диалог идёт по линии учитель – ученик.", []),
    ],
)
def test_two_models(words: str, rules: list[str], tmp_path: Path) -> None:
    """Mentoring of students is told from mentoring of teachers, unless the card says so itself."""
    assert _rules(f"## Условия успеха\n\n{words}", tmp_path) == rules


@pytest.mark.parametrize(
    ("tasks", "rules", "said"),
    [
        ("- Научиться наблюдать.\n- Научиться спрашивать.", [], ""),
        ("1. Научиться наблюдать.\n2. Научиться спрашивать.", [], ""),
        ("- Научиться наблюдать.", ["P029"], "1\u00a0пункт"),
        ("\n".join(f"- Сделать дело номер {number}." for number in range(7)), ["P029"], "7\u00a0пунктов"),
        (f"- Научиться наблюдать.\n- Научиться {'очень ' * 30}спрашивать.", ["P029"], "не больше 150"),
        ("Научиться наблюдать.", ["P029"], "не список"),
    ],
)
def test_tasks(tasks: str, rules: list[str], said: str, tmp_path: Path) -> None:
    """Tasks are a list of two to six short items."""
    assert _rules(f"## Задачи\n\n{tasks}", tmp_path / "a") == rules
    assert said in _said(f"## Задачи\n\n{tasks}", "P029", tmp_path / "b")


@pytest.mark.parametrize(
    ("goal", "rules"),
    [
        ("Наставляемый ведёт урок сам, т. е. без подсказок, и видит работу класса.", []),
        ("Наставляемый ведёт урок сам (к маю 2027 г. Без подсказок).", []),
        ("Наставляемый ведёт урок сам. Он видит работу класса!", ["P030"]),
    ],
)
def test_one_goal(goal: str, rules: list[str], tmp_path: Path) -> None:
    """A full stop within a sentence ends no goal."""
    assert _rules(f"## Цель\n\n{goal}", tmp_path) == rules


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("Нам удалось найти общий час.", ["P041"]),
        ("За полгода нам удалось найти общий час.", ["P041"]),
        ("Скажите прямо: «В нашей школе так не делают».", []),
        ("За год показатели заметно выросли, а уроки стали спокойнее.", ["P041"]),
        ("Обычно показатели растут к весне.", []),
    ],
)
def test_somebody_s_experience(words: str, rules: list[str], tmp_path: Path) -> None:
    """A method has no school and no results; what somebody says in «…» is not the card's own word."""
    assert _rules(f"## Условия успеха\n\n{words}", tmp_path) == rules


@pytest.mark.parametrize("words", ["н/д", "–", "…", "Нет.", "См. приложение", "Уточняется", "В стадии разработки", "Lorem ipsum dolor sit amet.", "текст"])
def test_empty_words(words: str, tmp_path: Path) -> None:
    """Whatever stands for nothing is named."""
    found = [item for item in diagnose(f"## Условия успеха\n\n{words}", tmp_path) if item.rule == EmptyWords.id]
    assert len(found) == 1
    assert words.rstrip(".… –") in found[0].message


@pytest.mark.parametrize("words", ["Нет спешки.", "Текст приказа готовит куратор.", "Приказ уточняется каждую осень.", "- да\n- нет", "| Сделано | нет |"])
def test_words_that_say_something(words: str, tmp_path: Path) -> None:
    """The same words within a sentence, a list of answers or a table are content."""
    assert EmptyWords.id not in _rules(f"## Условия успеха\n\n{words}", tmp_path)


def test_empty_line_of_a_full_section(tmp_path: Path) -> None:
    """A part that was left for later is found among written ones."""
    section = "## Ресурсы\n\n- Кадровые: наставник, который готов открыть и неудачный урок.\n- **Финансовые:** уточняется.\n- Методические: лист наблюдения."
    assert "«уточняется»" in _said(section, "P018", tmp_path)


@pytest.mark.parametrize(
    ("title", "rules"),
    [
        ("Персонализированная программа наставничества молодого учителя", ["P019"]),
        ("Модель наставничества в сельской школе", ["P019"]),
        ("Опыт организации наставничества в начальной школе", ["P019"]),
        ("Система школьного наставничества", ["P019"]),
        ("МБОУ «Демонстрационная школа № 1»", ["P019"]),
        ("Наставничество", ["P019"]),
        ("Программа первых ста дней для нового учителя", []),
        ("Система вопросов после посещённого урока", []),
        ("Опыт первого урока разбирают втроём", []),
    ],
)
def test_titles_of_orders(title: str, rules: list[str], tmp_path: Path) -> None:
    """A title says what is done; the words of orders are not forbidden in it."""
    assert _rules(f"title: {title}", tmp_path) == rules


@pytest.mark.parametrize(
    ("who", "rules"), [("по назначению", ["P044"]), ("школа", ["P044"]), ("все участники", []), ("ответственный за расписание", []), ("вдвоём", [])]
)
def test_who_does_it(who: str, rules: list[str], tmp_path: Path) -> None:
    """A step is done by somebody one can call."""
    path = "practices/primer/index.md"
    text = (MINIMAL / path).read_text(encoding="utf-8").replace("- **Кто:** наставник и наставляемый по очереди", f"- **Кто:** {who}")
    assert _rules(f"# файл: {path}\n# весь файл\n{text}", tmp_path) == rules


@pytest.mark.parametrize(
    ("field", "rules"),
    [
        ("label: Телефон наставника, type: text", ["T009"]),
        ("label: Подпись куратора, type: text", ["T009"]),
        ("label: СНИЛС, type: text", ["T009"]),
        ("label: Дата рождения, type: date", ["T009"]),
        ("label: Дата подписи куратора, type: date", []),
        ("label: Телефон организации, type: text", []),
        ("label: Подпись под фотографией, type: text", []),
        ("label: Адрес рубрики на сайте, type: text", []),
        ("label: Разрешаю назвать фамилию, type: checkbox", []),
    ],
)
def test_personal_blanks(field: str, rules: list[str], tmp_path: Path) -> None:
    """A blank that asks for what belongs to a person is marked; one that only sounds like it is not."""
    fields = f"fields:\n  - {{key: mentor_post, {field}, required: true, pii: false}}\n  - {{key: meeting_form, label: Форма встреч, type: text, required: true, pii: false}}"
    assert _rules(f"{TEMPLATE}{fields}", tmp_path) == rules


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ("Смотрите [{{mentor_post}}](../programma/index.md).", ["T012"]),
        ("[Форма](../programma/index.md): {{mentor_post}}.", []),
        ("{{mentor_post}}, [форма](../programma/index.md).", []),
        ("[Раз] {{mentor_post}} [форма](../programma/index.md).", []),
    ],
)
def test_blanks_in_links(line: str, rules: list[str], tmp_path: Path) -> None:
    """A blank beside a link is not in it."""
    assert _rules(f"{TEMPLATE}## Участники\n\n{line}", tmp_path) == rules


def test_route_in_another_order(tmp_path: Path) -> None:
    """The seven positions are there, two of them change places."""
    kinds = "# файл: content/vocabulary/document_kinds.yml\nterms:\n  - {id: iom, label: маршрут}\n  - {id: prikaz-vnedrenie, label: приказ}\n  - {id: programma, label: программа}\n\n"
    names = ["Самоопределение", "Достижения и ресурсы", "Затруднения", "Реализация", "Дорожная карта", "Корректировка", "Рефлексивный анализ"]
    body = "\n\n".join(f"### {name}" for name in names)
    assert "«реализация» стоит раньше" in _said(
        f"{kinds}{TEMPLATE}kind: iom\nterm: {{min_months: 48, max_months: 60}}\n\n{TEMPLATE}## Документ\n\n{body}", "T007", tmp_path
    )


@pytest.mark.parametrize(
    ("program", "rules"),
    [
        ("from: 2026-09-01, to: 2026-11-22, state: running", []),  # ends today; two weeks of leeway
        ("from: 2026-08-01, to: 2026-11-21, state: running", ["O009"]),
        ("from: 2026-11-01, state: planned", ["O009"]),
        ("from: 2026-11-22, state: planned", []),
        ("from: 2026-09-01, to: 2027-05-31, state: finished, result: Все остались в школе.", ["O009"]),
        ("from: 2026-11-01, to: 2026-12-25, state: running", ["O010"]),
        ("from: 2026-09-01, to: 2027-09-10, state: running", []),
        ("from: 2026-09-01, to: 2026-05-31, state: running", ["O002"]),
    ],
)
def test_programmes_of_a_school(program: str, rules: list[str], tmp_path: Path) -> None:
    """A programme is what its days say, today."""
    assert _rules(f"{SCHOOL}programs:\n  - {{title: Первый год в школе, topic: metodika, {program}}}", tmp_path) == rules


@pytest.mark.parametrize(
    ("fields", "rules"),
    [
        ("section_url: https://www.school.example/nastavnichestvo/", []),
        ("section_url: https://metod.school.example/", []),
        ("section_url: https://notschool.example/", ["O012"]),
        ("introduced: 2019-01-01", []),
        ("introduced: 2026-12-01", ["O013"]),
        ('links:\n  - {title: Сайт, url: "https://example.org/"}\n  - {title: Он же, url: "https://example.org"}', ["O011"]),
        ('links:\n  - {title: Сайт, url: "https://example.org/a"}\n  - {title: Сайт, url: "https://example.org/b"}', []),
    ],
)
def test_lists_of_a_school(fields: str, rules: list[str], tmp_path: Path) -> None:
    """Sites, days and links of an organisation."""
    assert _rules(f"{SCHOOL}{fields}", tmp_path) == rules


def test_retired_value_of_a_finished_programme(tmp_path: Path) -> None:
    """What was right in its time stays; what goes on is told of."""
    topics = "# файл: content/vocabulary/topics.yml\nterms:\n  - {id: metodika, label: методика}\n  - {id: urochnaya, label: уроки, retired: true}\n\n"
    past = "{title: Первый год в школе, topic: urochnaya, from: 2025-09-01, to: 2026-05-31, state: finished, result: Все остались.}"
    present = "{title: Второй год в школе, topic: urochnaya, from: 2026-09-01, to: 2027-05-31, state: running}"
    assert _rules(f"{topics}{SCHOOL}programs:\n  - {past}", tmp_path / "past") == []
    assert _rules(f"{topics}{SCHOOL}programs:\n  - {present}", tmp_path / "present") == ["V005"]


@pytest.mark.parametrize(("name", "rules"), [("2026-10-12-krug", []), ("2026-10-13-krug", ["E005"]), ("krug-2026-10-13", []), ("2026-13-45-krug", [])])
def test_names_with_dates(name: str, rules: list[str], tmp_path: Path) -> None:
    """Only a date at the beginning of a name, and only a day of the calendar, is compared."""
    text = "---\ntitle: Наставники собрались на первый круг\ndate: 2026-10-12\n---\n\nОбсудили вопросы для посещения уроков."
    assert _rules(f"# файл: content/schools/primer/news/{name}.md\n{text}", tmp_path) == rules


def test_numbers_tell_events_apart(tmp_path: Path) -> None:
    """Meeting 1 and meeting 2 on one day are two events."""
    text = "---\ntitle: Встреча наставников {}\nsummary: Для наставников первого года, разбираем один урок.\nkind: seminar\ndate: 2027-02-03\n---\n\nНачало в 15:00."
    parts = [f"# файл: content/events/2027-02-03-{number}.md\n{text.format(number)}" for number in (1, 2)]
    assert _rules("\n\n".join(parts), tmp_path) == []


@pytest.mark.parametrize(
    ("terms", "rules"),
    [
        ("{id: metodika, label: методика}, {id: urochnaya, label: уроки, aliases: [Методика]}", ["V006"]),
        ("{id: metodika, label: методика, short: метод}, {id: urochnaya, label: уроки, aliases: [метод]}", ["V006"]),
        ("{id: metodika, label: методика, aliases: [Методика]}, {id: urochnaya, label: уроки}", []),  # its own name
        ("{id: metodika, label: методика, aliases: [приём]}, {id: urochnaya, label: уроки, aliases: [приёмы]}", []),
    ],
)
def test_names_that_lead_two_ways(terms: str, rules: list[str], tmp_path: Path) -> None:
    """Another name belongs to one value of a vocabulary."""
    assert _rules(f"# файл: content/vocabulary/topics.yml\nterms: [{terms}]", tmp_path) == rules


def test_term_of_the_glossary_twice(tmp_path: Path) -> None:
    """The glossary says what a word means once."""
    terms = "\n".join(f"  - {{id: {name}, term: Наставник, definition: Педагог, который помогает коллеге расти.}}" for name in ("nastavnik", "nastavnik-2"))
    assert "V002" in _rules(f"# файл: content/glossary/terms.yml\nterms:\n{terms}", tmp_path)


def test_future_of_a_year(tmp_path: Path) -> None:
    """An award of this year is fine, one of the next is not."""
    for year, rules in ((2026, []), (2027, ["P039"])):
        assert _rules(f"{REPORTED}awards:\n  - {{name: Конкурс наставников, year: {year}, result: лауреат}}", tmp_path / str(year)) == rules


def test_unchecked_link_of_a_draft(tmp_path: Path) -> None:
    """What readers do not see waits; only the collection that names the card says so."""
    links = 'links:\n  - {url: "https://example.org/metodika", title: Описание метода, checked_at: 2025-06-01}'
    assert _rules(f"status: draft\n{links}", tmp_path) == ["L032"]


DAYS = st.dates(date(2015, 1, 1), date(2035, 1, 1))


@given(start=DAYS, end=st.none() | DAYS, measured=DAYS, values=st.tuples(*[st.floats(-1e6, 1e6)] * 2), unit=st.text(max_size=40))
def test_any_indicator_has_words(start: date, end: date | None, measured: date, values: tuple[float, float], unit: str) -> None:
    """Whatever the numbers and days, the rules answer, and a measurement within the practice is never out of its time."""
    source, card = _minimal("practices/opyt/index.md", Practice)
    measure = msgspec.structs.replace(card.indicators[0], before=values[0], after=values[1], unit=unit, date=measured)
    changed = msgspec.structs.replace(card, period=Period(start=start, end=end), indicators=(measure,))
    found = list(practices_evidence.check(source, changed, LENS))
    if start <= measured <= (end or measured):
        assert "P034" not in {item.rule for item in found}
    assert all(item.message.endswith(".") for item in found)


@given(first=DAYS, days=st.integers(0, 2000))
def test_length_of_a_programme(first: date, days: int) -> None:
    """From a hundred days to a year nothing is odd; under ten weeks and over four hundred days something is."""
    source, school = _minimal("content/schools/primer/index.md", School)
    program = msgspec.structs.replace(school.programs[0], start=first, end=first + timedelta(days=days))
    found = schools_lists.check(source, msgspec.structs.replace(school, programs=(program,)), LENS)
    odd = "O010" in {item.rule for item in found}
    if days < 70 or days > 400:
        assert odd
    elif 100 <= days <= 365:
        assert not odd


HOSTILE = (
    "[" * 90_000 + "{{a}}](",
    "## " + "достижени" * 9_000,
    "## " + " " * 90_000,
    "|" * 90_000 + "x",
    "| срок " * 12_000 + "|",
    "{{mentor_post}}" * 6_000 + "](",
)


@pytest.mark.parametrize("line", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", ["iom", "programma"])
def test_hostile_templates(line: str, name: str) -> None:
    """A line made to be slow is answered at once: a pattern that is not linear would never return."""
    source, program = _minimal("content/programs/programma/index.md", Program, "## Участники", f"{line}\n\n## Участники")
    assert all(item.rule.startswith("T") for item in programs_kinds.check(source, msgspec.structs.replace(program, kind=name), LENS))
