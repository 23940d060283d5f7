"""Headings, labelled lines and lists written in other ways: what is said of them, where, and what a safe fix makes of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic
from generator.diagnostics.fixes import fixed
from generator.load.source import parse_source
from generator.load.walk import classify
from generator.schema import kind
from generator.schema.body import check_body, sections
from generator.schema.outline import fenced, outline
from tests.sites import ROOT

PRACTICE = kind("practice")
PATH = "practices/primer/index.md"
GOOD = (ROOT / "tests/banks/minimal/practices/primer/index.md").read_text(encoding="utf-8")
LABEL = "- **Что делать:**"


def checked(text: str) -> list[Diagnostic]:
    """What is said of the body of a card."""
    source, found = parse_source(classify(PATH), text.encode())
    assert source is not None, found
    return check_body(source, PRACTICE)


def line_of(text: str, part: str) -> int:
    """Line of a file on which a text stands."""
    return text[: text.index(part)].count("\n") + 1


def test_good_card_is_good() -> None:
    """The card the others are made of has no fault of its own."""
    assert checked(GOOD) == []
    assert "\n## Цель\n" in GOOD
    assert GOOD.count(LABEL) == 1


@pytest.mark.parametrize(
    ("heading", "rule"),
    [
        ("##Цель", "P090"), ("## ЦЕЛЬ:", "P002"), ("# Цель", "P090"), ("#Цель", None), ("### Цель", "P090"), ("#### Цель", "P090"), ("**Цель**", "P090"), ("**Цель:**", "P090"), ("**Цель**:", "P090"),
        ("Цель\n---", "P090"), ("Цель\n=====", "P090"), ("Цель", "P090"), ("Цель:", "P090"), ("## Цель:", "P002"), ("## 1. Цель", "P002"), ("## 2) Цель", "P002"), ("## Wtkm", "P002"),
        ("## «Цель»", "P002"), ("## Цeль", "P002"), ("## **Цель**", "P002"), ("##Цель:", "P090"), ("###Цель", "P090"), ("**1. Цель**", "P090"),
    ],
)  # fmt: skip
def test_heading_in_another_form(heading: str, rule: str | None) -> None:
    """A line meant as the heading of a section is told of once, on its line, and mended to what it should be."""
    text = GOOD.replace("## Цель", heading)
    found = checked(text)
    if rule is None:
        assert "P001" in {item.rule for item in found}
        return
    assert [item.rule for item in found] == [rule]
    assert found[0].place.line == line_of(text, heading)
    assert fixed(text, found) == GOOD


@pytest.mark.parametrize("heading", ["## Целей", "## Цел", "## Цеьл"])
def test_heading_that_is_only_guessed_is_not_changed(heading: str) -> None:
    """Another ending or a slip is a question to the author."""
    (found,) = checked(GOOD.replace("## Цель", heading))
    assert (found.rule, found.hint, found.fix) == ("P002", "Возможно, это «Цель».", None)


@pytest.mark.parametrize("line", ["**Цель**", "### Цель", "Цель:", "Цель\n---"])
def test_name_of_a_section_that_is_there_is_a_word(line: str) -> None:
    """Where the section is present, the same words elsewhere are text."""
    assert checked(GOOD.replace("\n## Ресурсы\n", f"\n## Ресурсы\n\n{line}\n")) == []


@pytest.mark.parametrize("line", ["Цель", "**Цель**", "##Цель", "# Цель", "Цель\n---"])
def test_heading_in_code_is_code(line: str) -> None:
    """What stands in fenced code is never taken for the heading of a missing section."""
    found = checked(GOOD.replace("## Цель", f"```\n\n{line}\n\n```"))
    assert "P090" not in {item.rule for item in found}
    assert "P001" in {item.rule for item in found}


def test_code_within_a_line_hides_no_heading() -> None:
    """Backquotes before and after words are no fence: a title below them is still seen."""
    assert "P090" in {item.rule for item in checked(GOOD.replace("## Цель", "```код``` в строке\n\nЦель"))}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("а|```|б|```|в", ".xxx."), ("```md|``|~~~|```` |б", "xxxx."), ("~~~|```|~~~", "xxx"), ("```код``` в строке|б", ".."), ("~~~ `код`|б", "xx"),
        ("```|``` б|```|в", "xxx."), ("    ```|б", ".."), ("   ```|б", "xx"), ("", "."), ("``|б", ".."), ("````|```|````|в", "xxx."),
    ],
)  # fmt: skip
def test_lines_of_fenced_code(text: str, code: str) -> None:
    """Fences and what stands between them are code (CommonMark, §4.5); a fence that nothing closes hides all below it."""
    assert "".join(".x"[inside] for inside in fenced(text.split("|"))) == code


@given(st.lists(st.sampled_from(["```", "````", "~~~", "``` б", "```в```", "   ~~~", "    ```", "## Цель", ""]), max_size=12))
def test_headings_are_seen_outside_code_only(lines: list[str]) -> None:
    """The two readers of fences agree: a heading is one where no code is, and a fence left open hides the last line."""
    code, seen = fenced(lines), outline("\n".join(lines))
    assert [head.line for head in seen.heads] == [number for number, line in enumerate(lines) if line == "## Цель" and not code[number]]
    assert seen.open_fence is None or code[-1]


def test_stuck_heading_of_an_unknown_section() -> None:
    """`##` without its space is told of whatever it says."""
    (found,) = checked(GOOD.replace("\n## Ресурсы\n", "\n## Ресурсы\n\n##Совсем иное\n"))
    assert (found.rule, found.hint) == ("P090", "Напишите: ## Совсем иное")


def test_hashtag_is_no_heading() -> None:
    """One sign glued to a word is a tag of social networks."""
    assert checked(GOOD.replace("\n## Ресурсы\n", "\n## Ресурсы\n\n#наставник\n")) == []


def test_second_heading_of_the_same_section_is_told_apart() -> None:
    """An unknown heading that stands for a section already there is no reason to make two of it."""
    found = checked(GOOD.replace("\n## Ресурсы\n", "\n## Цель:\n\nЕщё.\n\n## Ресурсы\n"))
    assert [(item.rule, item.fix) for item in found] == [("P002", None)]
    assert "уже есть" in found[0].hint


@pytest.mark.parametrize(
    ("section", "after", "hint"),
    [
        ("Цель", "Проблема", "между разделами «Проблема» и «Идея»"),
        ("Проблема", "", "перед разделом «Цель»"),
        ("Как повторить", "Риски", "после раздела «Риски»"),
    ],
)  # fmt: skip
def test_missing_section_is_said_where_it_belongs(section: str, after: str, hint: str) -> None:
    """The place is the end of the section before it, and the hint names its neighbours."""
    front, body = GOOD.split("\n---\n", 1)
    parts = body.split("\n## ")
    text = front + "\n---\n" + "\n## ".join(part for part in parts if not part.startswith(f"{section}\n"))
    (found,) = checked(text)
    assert found.rule == "P001"
    assert hint in found.hint
    if after:
        lines = text.split("\n")
        assert found.place.line > lines.index(f"## {after}")
        assert lines[found.place.line - 1].strip()
        assert not [line for line in lines[lines.index(f"## {after}") + 1 : found.place.line] if line.startswith("## ")]


@pytest.mark.parametrize(
    "line",
    [
        "- Что делать: {}", "- Что делать – {}", "- **Что делать** – {}", "**Что делать:** {}", "Что делать: {}", "- **Чтo дeлать:** {}", "* Что делать - {}", "– **Что делать:** {}",
        "• Что делать: {}", "- *Что делать:* {}", "- __Что делать:__ {}", "- **ЧТО ДЕЛАТЬ**: {}", "- **Действия:** {}", "Меры: {}", "- **Что делать: {}**", "-**Что делать:** {}",
        "- ** Что делать :** {}", "- **Что  делать:** {}", "  Что делать: {}",
    ],
)  # fmt: skip
def test_labelled_line_in_another_form(line: str) -> None:
    """A label without its bullet, its bold, its colon, in look-alike letters or by another name is mended; nothing of its text is lost."""
    old = next(one for one in GOOD.split("\n") if one.startswith(LABEL))
    text = GOOD.replace(old, line.format(old.removeprefix(LABEL).strip()))
    found = [item for item in checked(text) if item.rule != "P094"]
    if found:
        assert [item.rule for item in found] == ["P091"]
        assert found[0].place.line == line_of(GOOD, LABEL)
        assert fixed(text, found) == GOOD
    else:
        assert line in ("- **ЧТО ДЕЛАТЬ**: {}", "- ** Что делать :** {}"), "read as it is"


def test_empty_label_is_said_at_its_line() -> None:
    """A label without text is seen where it stands, not at the title of its item."""
    old = next(one for one in GOOD.split("\n") if one.startswith(LABEL))
    (found,) = (item for item in checked(GOOD.replace(old, LABEL)) if item.rule != "P004")
    assert (found.rule, found.place.line) == ("P005", line_of(GOOD, LABEL))
    assert "пустая" in found.message


@pytest.mark.parametrize("sentence", ["Как только: наставник", "Что делать учителю: решает он сам, потому что", "Кто угодно – тоже ответ"])
def test_sentence_is_no_label(sentence: str) -> None:
    """Words with a colon after them are a label only when they are one."""
    old = next(one for one in GOOD.split("\n") if one.startswith(LABEL))
    assert [item.rule for item in checked(GOOD.replace(old, sentence)) if item.rule != "P004"] == ["P005"]


@pytest.mark.parametrize(
    ("title", "rest"),
    [("1. {}", True), ("2) {}", True), ("Шаг 1. {}", True), ("Шаг 1: {}", True), ("шаг №3 – {}", True), ("Риск 2 {}", True), ("Шаг 1", False), ("12 недель вместе", None), ("5 минут тишины", None), ("Шаги навстречу", None)],
)  # fmt: skip
def test_numbered_titles(title: str, rest: bool | None) -> None:
    """A number before a title is taken away; one that belongs to the words stays; a title that is a number is not mended by guess."""
    old = next(line.removeprefix("### ") for line in GOOD.split("\n") if line.startswith("### "))
    text = GOOD.replace(f"### {old}", f"### {title.format(old)}", 1)
    found = checked(text)
    if rest is None:
        assert found == []
    else:
        assert [item.rule for item in found] == ["P093"]
        assert fixed(text, found) == (GOOD if rest else text)


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("• один\n• два", "- один\n- два"), ("•один", "- один"), ("– один\n– два", "- один\n- два"), ("— один\n— два", "- один\n- два"), ("-один\n-два", "- один\n- два"), ("1.Один\n2.Два", "1. Один\n2. Два"),
        ("  • один\n  • два", "  - один\n  - два"), ("– Что вы заметили?", None), ("текст\n– и ещё", None), ("1) один\n2) два", None), ("-5 градусов", None), ("1.5 часа", None), ("```\n• один\n```", None),
        ("- один\n- два", None), ("**Вопросы**", None), ("---", None),
    ],
)  # fmt: skip
def test_lists_of_other_signs(written: str, mended: str | None) -> None:
    """Lines with signs that make no list become one; speech, numbers and code stay."""
    text = GOOD.replace("\n## Ресурсы\n", f"\n## Ресурсы\n\n{written}\n")
    found = checked(text)
    assert [item.rule for item in found] == ([] if mended is None else ["P094"])
    assert fixed(text, found) == (text if mended is None else text.replace(written, mended))


@pytest.mark.parametrize(("old", "new"), [("\n## Риски\n", "\n```\n\n## Риски\n"), ("\n## Риски\n", "\n## Риски\n\n```\n")])
def test_open_fence_is_the_only_fault(old: str, new: str) -> None:
    """Sections that a forgotten fence swallows are not missing, and the one it stands in is not short: the fence is what is to be mended."""
    text = GOOD.replace(old, new)
    (found,) = checked(text)
    assert (found.rule, found.place.line) == ("P095", line_of(text, "```"))


def test_inline_code_at_a_line_start_opens_nothing() -> None:
    """Three backticks with others after them on the line are code within a line (CommonMark, §4.5)."""
    body = "## Проблема\n```код``` в строке\n## Цель\n"
    assert [section.id for section in sections(body, PRACTICE)] == ["problem", "goal"]


def test_hint_of_the_last_section_does_not_lead_to_itself() -> None:
    """«Материалы» too long are not sent to «Материалы»."""
    (found,) = checked(GOOD + "\n## Материалы\n\n" + "слово " * 900)
    assert found.rule == "P004"
    assert "«Материалы»." not in found.hint


def test_same_titles_are_told_apart() -> None:
    """Two steps of one name are seen at the second."""
    titles = [line for line in GOOD.split("\n") if line.startswith("### ")]
    text = GOOD.replace(titles[1], titles[0], 1)
    (found,) = checked(text)
    assert (found.rule, found.place.line) == ("P092", line_of(GOOD, titles[1]))


@given(
    st.lists(
        st.sampled_from(
            [
                "## Цель",
                "##Цель",
                "**Цель**",
                "Цель\n---",
                "### 1. Шаг",
                "## Риски",
                "- Кто: я",
                "**Кто:**",
                "• а",
                "– б",
                "```",
                "",
                "текст",
                "# Идея",
                "## Шаги",
                "- **Ктo:** он",
            ]
        ),
        max_size=25,
    )
)
def test_fixes_of_a_body_end(lines: list[str]) -> None:
    """Whatever a body is made of, fixing it a few times comes to rest, and loses no word."""
    text = "---\norigin: methodical\n---\n" + "\n".join(lines) + "\n"
    words = sorted(word for word in text.split() if word.isalpha() and word not in ("Кто", "Цель"))
    for _ in range(5):
        after = fixed(text, checked(text))
        if after == text:
            break
        text = after
    else:
        raise AssertionError(text)
    assert set(words) <= set(text.replace("**", " ").replace(":", " ").replace("#", " ").split())


def test_immense_bodies_are_checked() -> None:
    """Ten thousand headings, items, marks and a line of a hundred thousand signs are checked like any other."""
    source, _ = parse_source(classify(PATH), GOOD.encode())
    assert source is not None
    assert len(check_body(replace(source, body="## Чудо чудное\n\n" * 10_000), PRACTICE)) > 10_000
    assert check_body(replace(source, body="## Шаги\n" + "### 1. Шаг\n- Ктo: он\n" * 5_000), PRACTICE)
    for line in ("a", "*", "**a", "#", "• ", ":", " ", "`", "- **к", "=", "-", "Кто:", "\t", "~", "– "):
        check_body(replace(source, body=f"## Шаги\n### Первый\nтекст\n{line * 100_000}\n"), PRACTICE)
