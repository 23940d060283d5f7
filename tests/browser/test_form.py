"""A template filled in the browser: the personal programme of the shipped bank, as a mentor, a curator and a screen reader meet it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.browser.fixtures import audit
from tests.sites import SHIPPED, Site

pytestmark = pytest.mark.browser

PROGRAM = "programs/programma/"
FORM = f"{PROGRAM}fill/"
SCHOOL = "Школа на холме"
OPEN_ALL = "for (const details of document.querySelectorAll('details.form__part')) details.open = true"
Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def site(built: Callable[[str], Site], serve: Callable[[Path], str]) -> str:
    """The address of the shipped bank's site."""
    return serve(built(SHIPPED).out)


@pytest.fixture
def opened(visitor: Callable[..., Any], site: str) -> Opened:
    """`opened(url, …)` is a page of a `visitor`, with every part of the form open."""

    def new(url: str = FORM, *, scripts: bool = True, **options: Any) -> Any:
        page = visitor(scripts=scripts, **options).new_page()
        page.goto(site + url, wait_until="networkidle")
        if scripts and "/fill/" in url:
            page.evaluate(OPEN_ALL)
        return page

    return new


def fill(page: Any, **answers: str) -> None:
    """Answers fields by their keys."""
    for key, answer in answers.items():
        page.fill(f"#f-{key}", answer)


def says(page: Any, selector: str, words: str) -> None:
    """Wait until a place says something."""
    page.locator(selector, has_text=words).wait_for(state="attached", timeout=5000)


def printed(page: Any) -> str:
    """The text of the pages as they are printed, without the breaks of lines."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    return re.sub(r"\s+", " ", " ".join(sheet.get_textpage().get_text_range() for sheet in document))


def test_the_document_follows_the_form(opened: Opened) -> None:
    """What is typed, chosen and ticked stands in the document at once; nothing is asked of any server meanwhile."""
    page = opened()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    fill(page, org_name=SCHOOL, date_from="2026-09-01", goal="Первое\nВторое")
    page.check("#f-topic_2")
    page.select_option("#f-mentee_group", label="молодой педагог")
    says(page, "[data-paper]", SCHOOL)
    paper = page.inner_text("[data-paper]")
    assert "с 01.09.2026 по" in paper
    assert "Первое\nВторое" in paper
    assert "☒ методика обучения" in paper.replace("\xa0", " ")
    assert "группе: молодой педагог\n" in paper
    assert not asked


def test_answers_outlive_a_reload_and_can_be_wiped(opened: Opened) -> None:
    """They are in this browser until the reader clears the form, or says not to remember."""
    page = opened()
    fill(page, org_name=SCHOOL)
    page.fill("[data-field=plan] [data-input=what]", "Разобрать урок")
    says(page, "[data-paper]", "Разобрать урок")
    page.reload()
    says(page, "[data-form-status]", "прежние ответы")
    assert page.input_value("#f-org_name") == SCHOOL
    assert page.input_value("[data-field=plan] [data-input=what]") == "Разобрать урок"
    page.uncheck("[data-form-keep]")
    assert page.evaluate("localStorage.length") == 0
    page.check("[data-form-keep]")
    page.wait_for_function("() => localStorage.length === 1")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("[data-form-clear]")
    says(page, "[data-form-status]", "Стёрто")
    assert page.input_value("#f-org_name") == ""
    assert SCHOOL not in page.inner_text("[data-paper]")
    assert page.evaluate("localStorage.length") == 0


def test_printed_with_the_answers_and_nothing_else(opened: Opened) -> None:
    """On paper: the document with what was written, the plan on a sheet laid across, no form and no header of the site."""
    page = opened()
    fill(page, org_name=SCHOOL, goal="Учитель сам подводит итог урока")
    page.fill("[data-field=plan] [data-input=what]", "Разобрать запись урока")
    says(page, "[data-paper]", "Разобрать запись")
    text = printed(page)
    assert text.count(SCHOOL) == 1
    assert "Учитель сам подводит итог урока" in text
    assert "Разобрать запись урока" in text
    assert "УТВЕРЖДЕНО" in text
    for outside in ("Заполняйте анкету", "Настройки чтения", "Что ещё поправить", "не выбрано"):
        assert outside not in text
    sheets = [sheet.get_size() for sheet in pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))]
    assert {(round(width), round(height)) for width, height in sheets} == {(595, 842), (842, 595)}


def test_lines_without_an_answer_may_be_left_out(opened: Opened) -> None:
    """A wish that nobody wrote leaves no ruled lines in a letter that is written; the empty blank has them."""
    page = opened("programs/blagodarstvennoe-pismo/fill/")
    wish = page.locator("[data-paper] [data-key=wish]")
    assert wish.is_visible()
    fill(page, org_name=SCHOOL)
    says(page, "[data-paper]", SCHOOL)
    assert not wish.is_visible()
    fill(page, wish="Новых учеников")
    says(page, "[data-paper]", "Новых учеников")
    assert wish.is_visible()


def test_without_scripts_the_blank_prints(opened: Opened) -> None:
    """No form is shown that could not work; the empty document is there, on the page of the template too."""
    for url in (FORM, PROGRAM):
        page = opened(url, scripts=False)
        assert not page.locator("[data-form-fields]").is_visible() if url == FORM else True
        assert page.locator(".paper").is_visible()
        text = printed(page)
        assert "ПЕРСОНАЛИЗИРОВАННАЯ ПРОГРАММА НАСТАВНИЧЕСТВА" in text
        assert "Полное название организации" in text


def test_rules_are_checked_as_one_types(opened: Opened) -> None:
    """A span too short or too long, dates in the wrong order, a half-written row, a result that is due: each is said at its field."""
    page = opened()
    assert page.locator(".form__error:visible").count() == 0, "nothing is blamed before it is touched"
    fill(page, date_from="2025-09-01", date_to="2025-10-01")
    says(page, "#e-date_to", "не меньше, чем 3 месяца, то есть до 01.12.2025")
    fill(page, date_to="2027-09-01")
    says(page, "#e-date_to", "не больше, чем 12 месяцев, то есть до 01.09.2026")
    fill(page, date_to="2024-09-01")
    says(page, "#e-date_to", "Дата раньше, чем «Начало срока» (01.09.2025)")
    fill(page, date_from="0001-01-01")
    fill(page, date_to="0001-02-01")
    says(page, "#e-date_to", "до 01.04.0001 или позже")
    fill(page, date_from="2025-09-01", date_to="2026-01-31")
    page.wait_for_selector("#e-date_to", state="hidden")
    says(page, "[data-form-missing]", "Заполните: 31.01.2026 уже прошло")
    page.fill("[data-field=plan] [data-input=what]", "Разобрать урок")
    says(page, "#e-plan", "Строка 1: заполните «Затруднение»")
    page.click(".form__faults a:has-text('План мероприятий')")
    assert page.evaluate("document.activeElement.id") == "f-plan"


def test_rows_come_and_go(opened: Opened) -> None:
    """A row more, a row less; the document has the rows that were written, and its empty ones when none was."""
    page = opened()
    rows = page.locator("[data-field=changes] [data-row]")
    paper = page.locator("[data-paper] table[data-key=changes] tbody tr")
    empty = paper.count()
    assert (rows.count(), empty > 1) == (1, True)
    page.click("[data-field=changes] [data-row-add]")
    assert rows.count() == 2
    assert page.evaluate("document.activeElement.closest('[data-row]').querySelector('legend').textContent") == "Строка 2"
    rows.nth(1).locator("[data-input=what]").fill("Перенесли встречу")
    says(page, "[data-paper]", "Перенесли встречу")
    assert paper.count() == 1
    page.get_by_role("button", name="Удалить строку 2").click()
    page.wait_for_function(f"() => document.querySelectorAll('[data-paper] table[data-key=changes] tbody tr').length === {empty}")
    assert rows.count() == 1


def test_the_plan_takes_steps_of_the_bank(opened: Opened) -> None:
    """Practices for the difficulty ticked above; their steps become rows that say which practice they come from."""
    page = opened()
    ticked = page.locator("[data-field=needs] [data-row]").nth(2)
    ticked.locator("[data-input=take]").check()
    page.click("[data-bank]")
    says(page, "[data-bank-status]", "В анкете отмечено")
    name = ticked.locator("legend").inner_text()
    assert page.input_value("#bank-value") == name
    first = page.locator("[data-bank-list] details").first
    title = first.locator("summary").inner_text()
    first.locator("summary").click()
    first.locator("input").first.uncheck()
    wanted = first.locator("input:checked").count()
    first.get_by_role("button", name="Добавить в план").click()
    says(page, "[data-bank-status]", f"Добавлено строк: {wanted}")
    rows = page.locator("[data-field=plan] [data-row]")
    assert rows.count() == wanted
    assert rows.first.locator("[data-input=need]").input_value() == name
    assert title in rows.first.locator("[data-input=comment]").input_value()
    says(page, "[data-paper] table[data-key=plan]", title)


def test_a_file_of_answers_comes_back(opened: Opened, tmp_path: Path) -> None:
    """Saved on one machine, loaded on another: the same document."""
    page = opened()
    fill(page, org_name=SCHOOL, date_from="2026-09-01")
    page.fill("[data-field=plan] [data-input=what]", "Разобрать урок")
    page.check("#f-topic_2")
    says(page, "[data-paper]", "Разобрать урок")
    with page.expect_download() as wait:
        page.click("[data-form-save]")
    kept = tmp_path / wait.value.suggested_filename
    wait.value.save_as(kept)
    assert re.fullmatch(r"programma-\d{4}-\d\d-\d\d\.json", kept.name)
    other = opened()
    other.set_input_files("[data-form-load]", kept)
    says(other, "[data-form-status]", "Ответы загружены")
    says(other, "[data-paper]", "Разобрать урок")
    assert other.inner_text("[data-paper]") == page.inner_text("[data-paper]")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda _: "не файл", "не удалось прочитать"),
        (lambda _: "[]", "не файл с ответами этого сайта"),
        (lambda data: json.dumps({**data, "program": "iom"}), "ответы для другого бланка"),
        (lambda data: json.dumps({**data, "format": 2}), "более новой версией"),
        (lambda data: json.dumps({**data, "version": "0.1", "answers": {"org_name": "Школа"}}), "Файл сделан по версии 0.1"),
        (lambda data: json.dumps({**data, "answers": []}), "не файл с ответами этого сайта"),
        (lambda data: json.dumps({**data, "answers": {}}), "нет ни одного ответа"),
        (lambda data: json.dumps({**data, "answers": {"lishnee": "x" * 1_100_000}}), "слишком велик"),
        (lambda data: json.dumps({**data, "answers": {f"key{number}": "x" for number in range(20_000)}}), "незнакомые поля: key0, key1, key2, key3, key4."),
        (lambda data: json.dumps({**data, "answers": {"net_takogo": "слово", "plan": [{"what": "дело", "lishnee": 1}]}}), "net_takogo, plan.lishnee"),
        (lambda data: json.dumps({**data, "answers": {"plan": "не таблица", "org_name": ["не строка"], "needs": [7, None]}}), "нет ответов для этого бланка"),
    ],
)
def test_odd_files_are_told_in_words(opened: Opened, tmp_path: Path, change: Callable[[dict[str, Any]], str], told: str) -> None:
    """What is no file of ours, of another template or of another version, or holds what there is no place for: said, and nothing breaks."""
    file = tmp_path / "ответы.json"
    file.write_text(change({"kind": "nastavnik-answers", "format": 1, "program": "programma", "version": "1.1", "answers": {}}), encoding="utf-8")
    page = opened()
    page.set_input_files("[data-form-load]", file)
    says(page, "[data-form-status]", told)


def test_a_file_asks_before_it_replaces(opened: Opened, tmp_path: Path) -> None:
    """What is already written is not lost to a wrong press."""
    file = tmp_path / "ответы.json"
    answers = {"kind": "nastavnik-answers", "format": 1, "program": "programma", "version": "1.1", "answers": {"org_name": "Другая школа"}}
    file.write_text(json.dumps(answers), encoding="utf-8")
    page = opened()
    fill(page, org_name=SCHOOL)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.set_input_files("[data-form-load]", file)
    page.wait_for_timeout(300)
    assert page.input_value("#f-org_name") == SCHOOL
    page.once("dialog", lambda dialog: dialog.accept())
    page.set_input_files("[data-form-load]", file)
    says(page, "[data-form-status]", "Ответы загружены")
    assert page.input_value("#f-org_name") == "Другая школа"


def test_another_tab_is_told_of(opened: Opened) -> None:
    """Two tabs with one form: the other one says that it is no more alone."""
    page = opened()
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_load_state("networkidle")
    fill(other, org_name=SCHOOL)
    says(page, "[data-form-status]", "в другой вкладке")


def test_keyboard_alone(opened: Opened) -> None:
    """From the first field on with Tab, typing and Space; the focus can always be seen where the document shows the answer."""
    page = opened()
    page.focus("#f-org_name")
    page.keyboard.type(SCHOOL)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "f-date_from"
    assert page.locator("[data-paper] .is-here").get_attribute("data-key") == "date_from"
    page.focus("#f-topic_1")
    page.keyboard.press("Space")
    says(page, "[data-paper]", "☒")
    page.focus("[data-field=changes] [data-row-add]")
    page.keyboard.press("Enter")
    page.keyboard.type("2026-10-01")
    assert page.evaluate("document.activeElement.dataset.input") == "date"


@pytest.mark.parametrize("width", [1280, 360])
def test_accessible_and_no_wider_than_the_screen(opened: Opened, width: int) -> None:
    """The axe rules find nothing in the form with everything open and faults shown; nothing scrolls sideways."""
    page = opened(width=width)
    fill(page, date_from="2026-09-01", date_to="2026-10-01")
    says(page, "#e-date_to", "не меньше")
    page.click("[data-bank]")
    page.locator("[data-bank-list] summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    audit(page, "article")


def test_every_template_has_its_form(opened: Opened, built: Callable[[str], Site], site: str) -> None:
    """Each of the bank's templates opens in its form without an error, and every blank of its document follows a field."""
    page = opened()
    for path in sorted((built(SHIPPED).out / "programs").glob("*/fill/index.html")):
        html = path.read_text(encoding="utf-8")
        form, _, document = html.partition("data-paper")
        assert set(re.findall(r' data-key="(\w+)"', document)) == set(re.findall(r'data-field="(\w+)"', form)), path
        page.goto(f"{site}programs/{path.parent.parent.name}/fill/")
        says(page, "[data-form-total]", ".")
        assert page.inner_text("[data-form-total]").startswith(("Ещё не заполнено", "Всё заполнено")), path
