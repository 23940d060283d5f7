"""A whole bank of N made-up Russian cards for the benchmarks: the same seed gives the same bytes.

    .venv/bin/python bench/corpus.py 2000 /tmp/bank                 2,000 cards and 100 schools
    .venv/bin/python bench/corpus.py 2000 /tmp/bank --schools 600   more schools
    .venv/bin/python bench/corpus.py 2000 /tmp/bank --no-school     no schools at all: every card describes a method

What is in it. The shipped bank (settings, pages, vocabularies, order, glossary, templates, schools, cards) is copied as it
is; cards of our own are added until there are N, and schools with documents, news and events besides. A card has 5,000–6,500
characters (8–11 KB; `--size 2` gives 10–15 KB, as the shipped ones have), every field that applies to it, links to other
cards, to templates and to clauses, a table and lists; every third is «reported».

Where the words come from. Sentences of the shipped cards are parted at a comma, a dash or a colon and joined anew, the
beginning of one with the end of another, section by section, so words have the frequencies of real cards; topics, grades,
numbers and rare compound words are put into slots, the n-th of a list about n times rarer than the first. About one sentence
in sixteen is a shipped one; of 10,000 cards four sentences of five are in no other. They read like Russian and mean nothing.
No two titles share more than one of their four parts (two beyond 10,201 cards). People are never named; every school is a
«Демонстрационная школа № N», and its texts say that it is invented.

Dates of our cards are set about TODAY below. The shipped files may be newer, so such a bank is looked at on the day that
`day_of` names: the command prints it, give it to `--today` (bench/check.py and bench/build.py do).
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("content", "practices", "site_config.yml")
TODAY = date(2026, 11, 22)
PRIME = 101  # titles are code words of four letters out of an alphabet of this many
REPORTED = 3  # every third card
FILE = "prikaz-o-vnedrenii.pdf"
PER_SCHOOL = 20  # cards for each school, unless told otherwise

LEVELS = (["noo"], ["ooo"], ["ooo", "soo"], ["noo", "ooo"], ["noo", "ooo", "soo"], ["doshkolnoe"], ["spo"], ["dopolnitelnoe"], ["soo"])
FORMS = ("pedagog-pedagog", "pedagog-pedagog", "pedagog-pedagog", "rukovoditel-pedagog", "partner-pedagog", "pedagog-vuza-molodoj")
UNITS = ((4, "month"), (6, "month"), (9, "month"), (3, "month"), (10, "month"), (6, "week"))
ACTORS = ("kurator", "shmo", "psiholog", "cnppm", "rukovoditel", "omo", "tyutor", "soobshchestva")
INDICATORS = ("adaptaciya", "v-motivaciya", "v-rezultaty", "p-aktivnost", "p-proekty", "p-programma")
CONDITIONS = ("Кадровые", "Методические", "Материальные", "Финансовые", "Психологические")

DEEDS = (
    "Разбор", "Проба", "Мастерская", "Карта", "Дневник", "Копилка", "Практикум", "Лаборатория", "Диалог", "Сравнение", "Тренажёр", "Конструктор",
    "Клуб", "Маршрут", "Эскиз", "Обмен", "Круг", "Репетиция", "Взгляд", "Хроника", "Поиск", "Проект", "Обзор", "Настройка", "Экскурсия", "Чек-лист",
)  # fmt: skip
THINGS = ("уроков", "заданий", "вопросов", "наблюдений")
SUBJECTS = (
    "дроби", "причастный оборот", "электрический ток", "строение клетки", "смутное время", "окружность", "сложное предложение", "климат", "ритм стиха",
    "алгоритмы", "сила трения", "кислоты", "местоимения", "проценты", "устный счёт", "реформы", "карта полушарий", "пейзаж", "симметрия", "фотосинтез",
    "степени", "диалог", "описание", "графики", "таблицы", "насекомые", "давление", "корень слова", "скорость", "площадь", "баллада", "почвы", "оптика",
    "растворы", "векторы", "модуль", "басня", "архитектура", "импульс", "экосистема", "наречие", "логарифмы", "натюрморт", "парламент", "вероятность",
    "звук", "былины", "кровообращение", "деление", "аккорд", "магнит", "обращение", "треугольники", "спирты", "рассуждение", "объём", "координаты",
    "сказка", "города", "плавание", "падежи", "уравнения", "растения", "повесть", "энергия", "функция", "цитата", "реки", "металлы", "множества",
    "деепричастие", "интонация", "выборы", "пропорции", "наследственность", "ударение", "сонет", "волны", "чертёж", "налоги", "пирамида", "горы", "рифма",
    "отряды птиц", "сложение", "гравюра", "союзы", "прогрессия", "тепловые явления", "конспект", "аргумент", "микроскоп", "летопись", "перенос слов",
    "планеты", "метафора", "призма", "частицы", "соли", "эпоха дворцов", "суффиксы",
)  # fmt: skip
CIRCLES = ("в малой группе", "в паре через одного", "по видеосвязи", "за один месяц", "на перемене", "с чистого листа", "без лишних бумаг",
           "по четвергам", "в три шага", "на соседней параллели")  # fmt: skip
FOR_WHOM = ("для новых коллег", "для первого года", "для смены предмета", "для классных руководителей", "для малых школ", "для мастеров", "для воспитателей",
            "для кружка", "для сложного класса", "для возвращения в профессию", "для тех, кто готовится к конкурсу")  # fmt: skip
FIRST = ("читательско", "предметно", "проектно", "игро", "цифро", "письменно", "устно", "лабораторно", "музейно", "спортивно", "семейно", "сезонно",
         "задачно", "словарно", "знаково", "полевая", "клубно", "ступенчато", "речевая", "образно")  # fmt: skip
SECOND = ("методическая", "практическая", "смысловая", "сравнительная", "поисковая", "ролевая", "тематическая", "обзорная", "групповая", "домашняя",
          "творческая", "опорная", "итоговая", "сетевая", "оценочная", "наглядная", "стартовая", "текстовая", "графическая", "подготовительная")  # fmt: skip
STATUSES = {7: "draft", 11: "review", 17: "outdated", 23: "archived"}  # by the remainder of a card's number modulo 41

_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[«А-ЯЁ])")
_MARKUP = re.compile(r'[\[\]{}|*_<>#"`№@\\]|\d{3}|://')
_WRITTEN = re.compile(r"^(?:updated|created|date): (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
_LABEL = re.compile(r"- \*\*(?P<label>[^*]+):\*\* (?P<text>.+)")
_JOINT = re.compile(r", | – |: |; ")
_PLAIN = re.compile(r"[А-Яа-яёЁA-Za-z][^:#\"'\[\]{},&*!|>%@`]*\Z")


@dataclass
class Lexicon:
    """The shipped sentences: whole, their beginnings and their ends, by the section or the label they stood in."""

    whole: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    heads: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    tails: list[str] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    municipalities: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Corpus:
    """What one run writes."""

    seed: int
    names: tuple[str, ...]  # of the cards to be written, in order
    known: tuple[str, ...]  # published cards that come with the shipped bank
    schools: int
    words: Lexicon
    size: float

    def published(self) -> list[str]:
        """Cards that may be linked to."""
        return [*self.known, *(name for number, name in enumerate(self.names) if status(number) == "published")]

    def dice(self, *what: object) -> random.Random:
        """A source of chance of one record: records do not depend on each other."""
        return random.Random(f"{self.seed}:{what}")


def main() -> None:
    """Read the arguments and write the bank."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cards", type=int, metavar="N", help="how many cards, the shipped ones among them")
    parser.add_argument("out", type=Path, metavar="OUT", help="a folder that does not exist yet, or is empty")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--schools", type=int, metavar="M", help=f"how many schools besides the shipped ones (N/{PER_SCHOOL})")
    parser.add_argument("--no-school", action="store_true", help="no schools, neither ours nor the shipped ones")
    parser.add_argument(
        "--size",
        type=float,
        default=1.0,
        metavar="X",
        help="how many times longer than need be the sections are (1); at 2 cards are about as long as the shipped ones",
    )
    options = parser.parse_args()
    if options.out.exists() and any(options.out.iterdir()):
        parser.error(f"{options.out} is not empty")
    schools = write(
        options.out,
        options.cards,
        seed=options.seed,
        schools=0 if options.no_school else options.schools,
        shipped_schools=not options.no_school,
        size=options.size,
    )
    print(f"{options.out}: {options.cards} cards, {schools} schools, seed {options.seed}; check it with --today {day_of(options.out)}")


def day_of(bank: Path) -> date:
    """The day a bank is looked at: TODAY, or the last on which something was written there. What is to come does not count."""
    paths = (path for part in ("content", "practices") for path in (bank / part).rglob("*.md") if "events" not in path.parts)
    written = (found for path in paths for found in _WRITTEN.findall(path.read_text(encoding="utf-8")))
    return max([TODAY, *map(date.fromisoformat, written)])


def write(out: Path, cards: int, *, seed: int = 1, schools: int | None = None, shipped_schools: bool = True, size: float = 1.0) -> int:
    """Write a bank of `cards` cards into `out`; returns how many schools of ours it has."""
    out.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        (shutil.copytree if (ROOT / part).is_dir() else shutil.copy)(ROOT / part, out / part)
    if not shipped_schools:
        shutil.rmtree(out / "content" / "schools")
    shipped = sorted(path.parent.name for path in (out / "practices").glob("*/index.md"))
    known = tuple(name for name in shipped if "\nstatus: published\n" in (out / "practices" / name / "index.md").read_text(encoding="utf-8"))
    if cards < len(shipped):
        raise SystemExit(f"corpus: the shipped bank alone has {len(shipped)} cards")
    names = tuple(f"praktika-{number // 1000}-{number % 1000:03}" for number in range(cards - len(shipped)))
    schools = cards // PER_SCHOOL if schools is None else schools
    corpus = Corpus(seed, names, known, schools, harvest(ROOT), size)
    published = corpus.published()
    pdf = next((ROOT / "content" / "schools").rglob("*.pdf")).read_bytes()
    for number, name in enumerate(names):
        put(out / "practices" / name / "index.md", card(corpus, number, published))
        if has_file(number):
            (out / "practices" / name / FILE).write_bytes(pdf)
    write_schools(out, corpus, pdf)
    return schools


def write_schools(out: Path, corpus: Corpus, pdf: bytes) -> None:
    """Write the schools, each with its news; every third has an event, every fifth a document as a file."""
    owned: dict[int, list[str]] = defaultdict(list)
    for number, name in enumerate(corpus.names):
        if is_reported(corpus, number) and status(number) == "published":
            owned[number % corpus.schools].append(name)
    for number in range(corpus.schools):
        folder = out / "content" / "schools" / school_id(number)
        put(folder / "index.md", school(corpus, number, owned[number]))
        if number % 5 == 0:
            (folder / FILE).write_bytes(pdf)
        for index in range(2 + number % 3):
            when = TODAY - timedelta(days=10 + 31 * index + number % 9)
            put(folder / "news" / f"{when}-vstrecha-{index + 1}.md", news(corpus, number, index, when))
        if number % 3 == 0:
            put(folder / "events" / "otkrytye-uroki.md", event(corpus, number))


def put(path: Path, text: str) -> None:
    """Write one file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# The records ------------------------------------------------------------------------------------------------------


def card(corpus: Corpus, number: int, published: Sequence[str]) -> str:
    """One practice card."""
    dice, words = corpus.dice("card", number), Words(corpus.words, corpus.dice("words", number))
    reported = is_reported(corpus, number)
    value, unit = UNITS[number % len(UNITS)]
    created = TODAY - timedelta(days=dice.randrange(60, 420))
    updated = created + timedelta(days=dice.randrange(1, 58))
    title = title_of(number)
    school_number = number % corpus.schools if reported else 0
    lines = [
        f"title: {quoted(title)}",
        "summary: >-",
        *folded(words.text("Проблема", 210, first="Демонстрационное описание." if reported else "")),
        f"origin: {'reported' if reported else 'methodical'}",
        f"keywords: [{', '.join(dict.fromkeys([words.subject(), words.rare(), words.subject(), words.subject(), 'обратная связь']))}]",
    ]
    if reported:
        lines.append(f"organization: {school_id(school_number)}")
    lines.append(f"education_level: [{', '.join(dice.choice(LEVELS))}]")
    if number % 4 == 0:
        lines.append(f"school_context: [{dice.choice(('selskaya', 'gorodskaya', 'malokomplektnaya'))}]")
    form = dice.choice(FORMS)
    lines += [f"form: {form}", f"kind: {some(dice, ('tradicionnoe', 'gruppovoe', 'situacionnoe', 'setevoe', 'virtualnoe', 'reversivnoe'), 2)}"]
    if form == "pedagog-pedagog":
        lines.append(f"pair_model: {dice.choice(('opytnyj-molodoj', 'opytnyj-neopytnyj-predmetnik', 'lider-problemy', 'novator-konservator'))}")
    lines += [
        f"mentee_group: {some(dice, ('molodoj', 'opytnyj-novoe', 'novyj-v-kollektive', 'nepedagogicheskoe', 'novaya-dolzhnost', 'starshij-vozrast'), 2)}",
        f"work_direction: {some(dice, ('molodye-specialisty', 'adaptaciya', 'novaya-dolzhnost', 'itogi-attestacii', 'novye-tehnologii', 'obmen-opytom'), 2)}",
        f"topic: {some(dice, ('predmetnoe', 'metodika', 'vospitatelnaya', 'urochnaya', 'psiholog', 'roditeli', 'dopolnitelnoe'), 3)}",
        f"deficit: {some(dice, ('predmetnye', 'psihologo-pedagogicheskie', 'metodicheskie', 'ikt', 'cifrovizaciya', 'vneurochnaya'), 3)}",
        f"subject: {some(dice, ('uchitel-nachalnyh-klassov', 'uchitel-predmetnik', 'vospitatel', 'klassnyj-rukovoditel', 'metodist'), 2)}",
        f"duration: {{value: {value}, unit: {unit}}}",
    ]
    if unit == "week":
        lines.append("duration_reason: Один блок программы пары; через четверть его повторяют с новыми вопросами.")
    lines.append(f"effort: {{mentor_hours_month: {dice.randint(2, 8)}, mentee_hours_month: {dice.randint(2, 8)}}}")
    evidence = number // REPORTED % 3 if reported else 0
    if reported:
        lines += reported_fields(corpus, number, dice, created, evidence)
    lines += [
        *optional_fields(corpus, number, dice, updated),
        f"evidence: {evidence}",
        f"risks: {some(dice, ('neponimanie', 'nagruzka', 'motivaciya-nastavnikov', 'formalizm', 'motivaciya-nastavlyaemyh', 'slabaya-svyaz'), 3)}",
        f"templates: {some(dice, corpus.words.templates, 3)}",
        f"basis: {some(dice, corpus.words.clauses, 4)}",
        f"actors: {some(dice, ACTORS, 3)}",
        "license: cc-by-4.0",
        f"status: {status(number)}",
        f"created: {created}",
        f"updated: {updated}",
        f"review_by: {updated + timedelta(days=dice.randrange(480, 700))}",
    ]
    return "\n".join(["---", *lines, "---", "", *body(corpus, number, words, published)])


def optional_fields(corpus: Corpus, number: int, dice: random.Random, updated: date) -> list[str]:
    """Fields that some cards have and others do not."""
    lines = [f"cost_level: {dice.randint(1, 5)}"] if number % 2 else []
    if has_file(number):
        lines += ["attachments:", f"  - {{file: {FILE}, title: Образец приказа о внедрении, kind: metodika, license: cc-by-4.0}}"]
    if number % 6 == 2:
        lines += ["links:", f'  - {{url: "https://metodika.example/{number}", title: Описание метода в сборнике № {number}, checked_at: 2026-09-01}}']
    if number % 9 == 5 and status(number - 5) == "published":
        lines.append(f"adapted_from: {corpus.names[number - 5]}")
    if number % 12 == 7:
        lines.append(f"aliases: [prezhnee-imya-{number}]")
    return lines


def reported_fields(corpus: Corpus, number: int, dice: random.Random, created: date, evidence: int) -> list[str]:
    """What only an organisation can know."""
    owner = number % corpus.schools
    start = date(created.year - 1, 9, 1)
    ends = start.year + 1
    pairs = dice.randint(2, 9)
    stage = ("aprobaciya", "vnedrena", "ustojchivaya", "tirazhiruetsya")[number // REPORTED % 4 if corpus.schools > 1 else 1]
    if stage in ("ustojchivaya", "tirazhiruetsya"):  # two school years
        start = start.replace(year=start.year - 1)
    lines = [
        f"period: {{from: {start}, to: {ends}-05-29}}",
        f"stage: {stage}",
        f"coverage: {{mentors: {pairs}, mentees: {pairs + dice.randint(0, 6)}, pairs: {pairs}, groups: 1}}",
    ]
    if evidence:
        lines.append("indicators:")
        for name in dice.sample(INDICATORS, 2):
            before = dice.randint(18, 30)
            lines += [
                f'  - {{indicator: {name}, before: {before / 10}, after: {(before + dice.randint(3, 15)) / 10}, unit: балла из 5, "n": {dice.randint(6, 40)},',
                f"     method: анкета наставляемого в начале и в конце года, date: {ends}-05-20}}",
            ]
    if stage == "tirazhiruetsya":
        lines += [
            "replicated_in:",
            f"  - {{organization: {school_id((owner + 1) % corpus.schools)}, date: {ends}-06-01, note: провели в сокращённом виде}}",
        ]
    reviewed = created + timedelta(days=1)
    return [
        *lines,
        f"level: {('shkolnaya', 'municipalnaya', 'regionalnaya')[number // REPORTED % 3]}",
        "authors:",
        f"  - display: Команда демонстрационной школы № {owner + 1}",
        f'contact: {{kind: curator_page, url: "{site_of(owner)}sveden/managers"}}',
        f"consent_ref: Д-{number + 1}/{created.year}",
        "review:",
        f"  - {{expert_role: методист, date: {reviewed}, decision: publish}}",
        f"  - {{expert_role: педагог-наставник, date: {reviewed}, decision: publish}}",
    ]


def body(corpus: Corpus, number: int, words: Words, published: Sequence[str]) -> list[str]:
    """The sections of a card."""
    dice, reported = words.dice, is_reported(corpus, number)

    def many(least: int, most: int) -> int:
        return min(most, round(least * corpus.size))

    lines = ["## Проблема", "", words.text("Проблема", many(310, 1400)), "", "## Цель", "", words.sentence("Цель", most=220), ""]
    if number % 2:
        lines += ["## Задачи", "", *(f"- {line}" for line in words.lines("Задачи", 3, most=150)), ""]
    lines += [
        "## Идея",
        "",
        words.text("Идея", many(160, 850)),
        "",
        f"**{words.rare().capitalize()} – не отчёт.** {words.text('Идея', many(145, 850))} {clause(corpus, dice)}",
        "",
    ]
    if reported and number % 4 == 1:
        lines += ["## Новизна", "", words.text("Идея", 90), ""]
    lines += ["## Шаги", ""]
    for title in words.titles("Шаги/###", 3 if corpus.size < 1.5 else dice.randint(3, 6)):
        lines += [f"### {title}", "", words.text("Шаги", many(70, 500)), ""]
        lines += [f"- **{label}:** {words.label(f'Шаги/{label}')}" for label in ("Кто", "Когда", "Продукт")] + [""]
    lines += ["## Ресурсы", "", *(f"- {name}: {words.ending()}." for name in dice.sample(CONDITIONS, 3)), f"- {template(corpus, dice)}", ""]
    if reported:
        pairs = dice.randint(5, 30)
        lines += ["## Результаты", "", "Демонстрационный текст. "
                  f"По листам встреч {pairs} наставляемых провели не меньше {dice.randint(5, 9)} уроков с одним вопросом. {words.text('Как понять, что получилось', many(130, 1400))}", ""]  # fmt: skip
    else:
        lines += ["## Как понять, что получилось", "", *(f"- {line}" for line in words.lines("Как понять, что получилось", 4, least=many(160, 1200))), ""]
    lines += ["## Риски", ""]
    for title in words.titles("Риски/###", 2):
        lines += [f"### {title}", "", *(f"- **{label}:** {words.label(f'Риски/{label}')}" for label in ("Как проявляется", "Что делать")), ""]
    if number % 3 == 2:
        lines += ["## Условия успеха", "", words.text("Условия успеха", 80), ""]
    near = [f"[{name_of(target)}](../{target}/index.md)" for target in dice.sample(published, 2) if target != (corpus.names[number])]
    lines += ["## Как повторить", "", f"{words.text('Как повторить', many(210, 850))} Рядом по смыслу: {' и '.join(near)}.", ""]
    if number % 2 == 0:
        lines += [
            "## Материалы",
            "",
            f"**Вопросы о теме «{words.subject()}»**",
            "",
            *(f"{index}. {line}" for index, line in enumerate(words.lines("Материалы", 3), 1)),
            "",
        ]
        lines += ["| Время | Что сделал учитель | Что сделали дети |", "|---|---|---|"]
        lines += [f"| {minute} мин | {words.subject()} | {words.rare()} |" for minute in (5, 15, 30)] + [""]
    return lines


def school(corpus: Corpus, number: int, cards: Sequence[str]) -> str:
    """The record of one school."""
    dice, words = corpus.dice("school", number), Words(corpus.words, corpus.dice("school words", number))
    site, name = site_of(number), school_name(number)
    municipality = corpus.words.municipalities[number % len(corpus.words.municipalities)]
    lines = [
        f"name_full: Муниципальное бюджетное общеобразовательное учреждение «{name}»",
        f"name_short: МБОУ «{name}»",
        "demo: true",
        f"municipality: {municipality}",
        "type: obshcheobrazovatelnaya",
        f"education_level: [{', '.join(LEVELS[number % 5])}]",
        f"school_context: [{'selskaya' if number % 3 else 'gorodskaya'}]",
        f"site: {site}",
        f"section_url: {site}nastavnichestvo/",
        f"curator_page: {site}sveden/managers",
        f"introduced: {2022 + number % 4}-09-01",
        "about: >-",
        *folded(f"Демонстрационная школа: такой нет. {words.text('Идея', 120)}"),
        "documents:",
        "  - title: Приказ о внедрении системы наставничества педагогических работников",
        "    kind: prikaz-vnedrenie",
        f'    number: "{number + 1}"',
        f"    date: {2022 + number % 4}-08-29",
    ]
    if number % 5 == 0:
        lines += [f"    file: {FILE}", "    signature: simple"]
    else:
        lines += [f"    url: {site}files/prikaz-o-vnedrenii.pdf", "    format: PDF", f"    size: {dice.randint(90, 400)}", "    signature: scan"]
    lines += [
        "programs:",
        f"  - {{title: {quoted(title_of(number * 7 + 3))}, topic: metodika, from: 2026-09-14, to: 2027-05-21, state: running}}",
        "pairs:",
        f"  - {{topic: metodika, count: {dice.randint(5, 14)}}}",
        *([f"practices: [{', '.join(cards[:12])}]"] if cards else []),
        f"templates: {some(dice, corpus.words.templates, 4)}",
        "monitoring:",
        f'  - {{indicator: adaptaciya, value: "3,{dice.randint(1, 9)} балла из 5 (демонстрационное значение)", "n": {dice.randint(6, 20)}, date: 2026-05-18}}',
        f"updated: {TODAY - timedelta(days=dice.randrange(5, 200))}",
    ]
    return "\n".join(["---", *lines, "---", "", f"Эта школа выдумана. {words.text('Проблема', 200)}", ""])


def news(corpus: Corpus, number: int, index: int, when: date) -> str:
    """One news item of a school."""
    words = Words(corpus.words, corpus.dice("news", number, index))
    lines = [f"title: {quoted(f'Встреча наставников: тема «{words.subject()}»')}", f"date: {when}", "summary: >-", *folded(words.text("Идея", 60))]
    return "\n".join(["---", *lines, "---", "", f"{words.text('Шаги', 160)} Это демонстрационная новость.", ""])


def event(corpus: Corpus, number: int) -> str:
    """One event of a school."""
    dice, words = corpus.dice("event", number), Words(corpus.words, corpus.dice("event words", number))
    lines = [
        f"title: {quoted(f'Открытые уроки: тема «{words.subject()}»')}",
        "summary: >-",
        *folded(words.text("Цель", 60)),
        "kind: seminar",
        f"date: {TODAY + timedelta(days=dice.randrange(5, 200))}",
        'time: "14:30"',
        f"place: МБОУ «{school_name(number)}»",
        "organizer: shmo",
        "audience: [nastavnik, nastavlyaemyj]",
        "demo: true",
    ]
    return "\n".join(["---", *lines, "---", "", f"Демонстрационное событие. {words.text('Идея', 100)}", ""])


# Names ------------------------------------------------------------------------------------------------------------


def status(number: int) -> str:
    """Nine cards of ten are published."""
    return STATUSES.get(number % 41, "published")


def has_file(number: int) -> bool:
    """Whether a card has a file to be downloaded."""
    return number % 25 == 4


def is_reported(corpus: Corpus, number: int) -> bool:
    """Whether a card tells of a school's experience."""
    return bool(corpus.schools) and number % REPORTED == 0


def title_of(number: int) -> str:
    """A title that shares at most one of its four parts with any other of the first 10,201, two with the later ones."""
    c, rest = divmod(number, PRIME**2)
    a, b = divmod(rest, PRIME)
    deeds = [f"{deed} {thing}" for thing in THINGS for deed in DEEDS]
    circles = [f"{circle} {whom}" for circle in CIRCLES for whom in FOR_WHOM]
    first, second, third = (a + x * b + x * x * c for x in (1, 2, 3))
    return f"{deeds[first % PRIME]} «{SUBJECTS[b % PRIME]}» {circles[second % PRIME]}, тема «{SUBJECTS[third % PRIME]}»"


def school_id(number: int) -> str:
    """The folder of a school."""
    return f"demo-shkola-{number + 1:04}"


def school_name(number: int) -> str:
    """The name of a school."""
    return f"Демонстрационная школа № {number + 1}"


def site_of(number: int) -> str:
    """The address of a school's own site."""
    return f"https://{school_id(number)}.example/"


def name_of(target: str) -> str:
    """The text of a link to a card."""
    return (
        f"карточка {target}"
        if not target.startswith("praktika-")
        else title_of(int(target.removeprefix("praktika-").replace("-", ""))).partition(",")[0].lower()
    )


def clause(corpus: Corpus, dice: random.Random) -> str:
    """A sentence with a link to a clause."""
    return f"Так сказано и в Положении ({{п:{dice.choice(corpus.words.clauses)}}})."


def template(corpus: Corpus, dice: random.Random) -> str:
    """A line with a link to a template."""
    return f"Документы: [бланк этой работы](../../content/programs/{dice.choice(corpus.words.templates)}/index.md), который заполняют вместе."


# Words ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Words:
    """Makes texts of one record out of the lexicon; never says the same sentence twice in a record."""

    words: Lexicon
    dice: random.Random
    said: set[str] = field(default_factory=set)

    def sentence(self, section: str, most: int = 200) -> str:
        """A sentence in the manner of a section: now and then a shipped one, most often joined of two."""
        for _ in range(50):
            made = self.dice.choice(self.words.whole[section]) if self.dice.random() < 0.06 else self._joined(section)
            if made not in self.said and 30 <= len(made) <= most:
                break
        self.said.add(made)
        return made

    def _joined(self, section: str) -> str:
        heads = self.words.heads[section]
        if len(heads) < 100 and self.dice.random() < 0.7:  # a section with few sentences borrows beginnings
            heads = self.words.heads["Идея"]
        head, tail = self.dice.choice(heads), self.dice.choice(self.words.tails)
        slot = self.dice.random()
        if slot < 0.35:
            head += f" на теме «{self.subject()}»"
        elif slot < 0.55:
            head += f" в {self.dice.randint(1, 11)} классе"
        elif slot < 0.75:
            head += f" ({self.rare()})"
        return head + tail

    def text(self, section: str, least: int, first: str = "") -> str:
        """Sentences until there are enough characters, hardly more."""
        made = [first] if first else []
        size = len(first)
        while size < least:
            made.append(self.sentence(section, most=max(70, min(200, least - size + 40))))
            size += len(made[-1]) + 1
        return " ".join(made)

    def lines(self, section: str, number: int, least: int = 0, most: int = 200) -> list[str]:
        """Sentences one a line, at most so long."""
        made = [self.sentence(section, most) for _ in range(number)]
        while sum(map(len, made)) < least:
            made.append(self.sentence(section, most))
        return made

    def label(self, name: str) -> str:
        """The text of a labelled line."""
        text = self.dice.choice(self.words.whole[name])
        return f"{text}, темы «{self.subject()}» и «{self.subject()}»" if self.dice.random() < 0.5 else f"{text} ({self.rare()}, тема «{self.subject()}»)"

    def titles(self, name: str, number: int) -> list[str]:
        """Headings of items, all different."""
        return [f"{title} – {self.subject()} и {self.subject()}" for title in self.dice.sample(self.words.whole[name], number)]

    def ending(self) -> str:
        """The end of a sentence, to stand after a colon."""
        return f"{self.dice.choice(self.words.tails).lstrip(',–:; ').rstrip('.')}, тема «{self.subject()}»"

    def subject(self) -> str:
        """A topic, frequent ones more often."""
        return self.dice.choices(SUBJECTS, cum_weights=_ZIPF[: len(SUBJECTS)])[0]

    def rare(self) -> str:
        """A rare compound word."""
        first, second = (self.dice.choices(part, cum_weights=_ZIPF[: len(part)])[0] for part in (FIRST, SECOND))
        return f"{first}-{second} работа"


_ZIPF = list(accumulate(1 / rank for rank in range(1, 400)))


def harvest(root: Path) -> Lexicon:
    """Sentences, titles and labelled lines of the shipped cards; ids that cards may name."""
    found = Lexicon()
    for path in sorted((root / "practices").glob("*/index.md")):
        section = ""
        for line in path.read_text(encoding="utf-8").split("---\n", 2)[2].split("\n"):
            if line.startswith("## "):
                section = line[3:]
            elif line.startswith("### "):
                found.whole[f"{section}/###"] += clean([line[4:].rstrip(".")])
            elif match := _LABEL.match(line):
                found.whole[f"{section}/{match['label']}"] += clean([match["text"].rstrip(".")])
            elif line and line[0] not in "|#`>":
                for sentence in clean(_SENTENCE.split(re.sub(r"^(?:- |\d+\. )", "", line))):
                    add(found, section, sentence)
    found.templates = sorted(path.parent.name for path in (root / "content" / "programs").glob("*/index.md"))
    found.clauses = sorted(ids(root / "content" / "regulation", r"  - id: (p-[45]-\S+)"))
    found.municipalities = sorted(ids(root / "content" / "vocabulary", r"  - id: (\S+)", "municipalities.yml"))
    return found


def add(lexicon: Lexicon, section: str, sentence: str) -> None:
    """Keep a sentence and its two parts."""
    if not 30 <= len(sentence) <= 200 or sentence[-1] != "." or ": " in sentence:
        return
    lexicon.whole[section].append(sentence)
    for match in _JOINT.finditer(sentence):
        head, tail = sentence[: match.start()], sentence[match.start() :]
        if len(head) >= 18 and len(tail) >= 18 and whole(head) and whole(tail):
            lexicon.heads[section].append(head)
            lexicon.tails.append(tail)


def clean(texts: Iterable[str]) -> list[str]:
    """Texts that can stand anywhere: no markup, no numbers of documents, both marks of every pair."""
    return [text.strip() for text in texts if len(text) >= 4 and not _MARKUP.search(text) and whole(text)]


def whole(text: str) -> bool:
    """True when quotes and brackets are closed."""
    return text.count("«") == text.count("»") and text.count("(") == text.count(")")


def ids(folder: Path, pattern: str, name: str = "*.yml") -> list[str]:
    """Ids of records in YAML files, found by a pattern."""
    return [match for path in sorted(folder.glob(name)) for match in re.findall(rf"^{pattern}$", path.read_text(encoding="utf-8"), re.MULTILINE)]


def some(dice: random.Random, values: Sequence[str], most: int) -> str:
    """A list of one to `most` of the values, as YAML."""
    return f"[{', '.join(dice.sample(values, dice.randint(1, min(most, len(values)))))}]"


def quoted(text: str) -> str:
    """A YAML scalar."""
    return text if _PLAIN.match(text) else f'"{text}"'


def folded(text: str) -> list[str]:
    """The lines of a folded YAML scalar, indented."""
    return textwrap.wrap(text, 118, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


if __name__ == "__main__":
    main()
