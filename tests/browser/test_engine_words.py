"""What the search engine makes of words: layouts, slips, abbreviations, numbers, phrases; and how well it answers readers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from generator.model.facets import facets
from generator.render.search import Document, chain
from tests.browser.engines import ALL, asked, ids, laid, one, opened
from tests.search import shipped
from tests.sites import ROOT

pytestmark = pytest.mark.browser

LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
LATIN, RUSSIAN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.", "ёйцукенгшщзхъфывапролджэячсмитьбю"
OTHER_LAYOUT = str.maketrans(RUSSIAN, LATIN)
SOUNDS = {
    **dict(zip("абвгдезийклмнопрстуфыь", "abvgdeziyklmnoprstufy'", strict=True)),
    "ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The shipped index beside the scripts, below a path that is not the root of its host."""
    folder = tmp_path_factory.mktemp("engine")
    laid(folder / "bank" / "site", shipped.files())
    return serve(folder) + "bank/site/"


@pytest.fixture(scope="module")
def page(chromium: Any, site: str) -> Iterator[Any]:
    """A page with the engine loaded, for tests that only ask."""
    context = chromium.new_context()
    yield opened(context.new_page(), site)
    context.close()


def title_words(least: int) -> list[str]:
    """Long words of the cards' titles, once each."""
    return sorted({word for document in shipped.found() if document.kind == "practice" for word in re.findall(f"[а-яё]{{{least},}}", document.title.lower())})


def holding(name: str) -> set[str]:
    """Documents with a word of this key."""
    return {f"{document.kind}/{document.id}" for document in shipped.found() if any(name in chain.keys(text) for text in document.texts)}


# What a reader meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("yfcnfdybr", "наставник"),
        ("vjkjljq gtlfuju", "молодой педагог"),
        ("jvj", "омо"),
        ("nastavnik", "наставник"),
        ("molodoy pedagog", "молодой педагог"),
        ("Yfcnfdybr", "наставник"),
    ],
)
def test_another_layout_or_latin_letters(page: Any, typed: str, meant: str) -> None:
    """The answer is that of the word meant, and says so."""
    answer, wanted = asked(page, [typed, meant])
    assert answer["shown"] == meant
    assert ids(answer) == ids(wanted)


def test_every_title_word_in_the_other_layout(page: Any) -> None:
    """The keys of QWERTY for every long word of a title, «;» and «'» among them."""
    words = title_words(5)
    answers = asked(page, [word.translate(OTHER_LAYOUT) for word in words], limit=1)
    missed = [word for word, answer in zip(words, answers, strict=True) if chain.fold(answer["shown"]) != chain.fold(word)]
    assert not missed


def test_most_title_words_in_latin_letters(page: Any) -> None:
    """There is no one way to write them, so nearly all."""
    words = title_words(5)
    answers = asked(page, ["".join(SOUNDS.get(letter, letter) for letter in word) for word in words], limit=1, kind="practice")
    missed = [word for word, answer in zip(words, answers, strict=True) if not answer["total"]]
    assert len(missed) <= len(words) * 0.04, missed


def slips(word: str, dice: Random) -> list[str]:
    """A letter left out, doubled up, changed, swapped with the next: each at a place of its own."""
    one, two, three, four = (dice.randrange(len(word) - 1) for _ in range(4))
    found = (
        word[:one] + word[one + 1 :],
        word[:two] + dice.choice(LETTERS) + word[two:],
        word[:three] + dice.choice(LETTERS) + word[three + 1 :],
        word[:four] + word[four + 1] + word[four] + word[four + 2 :],
    )
    return [slip for slip in found if slip != word]


@pytest.fixture(scope="module")
def slipped() -> list[tuple[Document, str, str]]:
    """A card, a long word of its title, the word with a slip; four for each word, the same in every run."""
    cards = (document for document in shipped.found() if document.kind == "practice")
    return [(card, word, slip) for card in cards for word in re.findall("[А-Яа-яё]{7,}", card.title) for slip in slips(word, Random(word))]


def test_a_title_with_a_slip_finds_its_card(page: Any, slipped: list[tuple[Document, str, str]]) -> None:
    """One slip in any long word of the title as it is printed: the card stays among the first three."""
    answers = asked(page, [card.title.replace(word, slip, 1) for card, word, slip in slipped], limit=3)
    missed = {(card.id, slip) for (card, _, slip), answer in zip(slipped, answers, strict=True) if f"practice/{card.id}" not in ids(answer)}
    assert not missed


def test_a_word_with_a_slip_finds_what_the_word_finds(page: Any, slipped: list[tuple[Document, str, str]]) -> None:
    """A single word gives less to go by, and a slip can make another word of it: nearly all."""
    whole = dict(zip(words := sorted({word for _, word, _ in slipped}), asked(page, words, kind="practice", limit=3), strict=True))
    cases = [(card, word, slip) for card, word, slip in slipped if f"practice/{card.id}" in ids(whole[word])]
    answers = asked(page, [slip for _, _, slip in cases], kind="practice", limit=3)
    missed = [slip for (card, _, slip), answer in zip(cases, answers, strict=True) if f"practice/{card.id}" not in ids(answer)]
    assert len(missed) <= len(cases) * 0.08, missed


def test_what_was_put_right_is_told(page: Any) -> None:
    """The word as typed, and what it was taken for."""
    (word,) = one(page, "дисциплна")["words"]
    assert word == {"word": "дисциплна", "found": False, "fixed": "дисциплина", "near": []}
    assert one(page, "дисциплна")["shown"] == "дисциплина"


def test_exactly_means_as_it_is_typed(page: Any) -> None:
    """Nothing is put right and no other name is searched."""
    for typed in ("дисциплна", "yfcnfdybr", "dnevnika"):
        answer = one(page, typed, exact=True)
        assert (answer["shown"], answer["total"]) == (typed, 0)
    wide, narrow = one(page, "иом"), one(page, "иом", exact=True)
    assert wide["also"]
    assert narrow["also"] == []
    assert 0 < narrow["total"] <= wide["total"]
    assert {f"{result['kind']}/{result['id']}" for result in one(page, "иом", exact=True, limit=ALL)["results"]} <= holding("иом") | holding(chain.key("иом"))


# Abbreviations, numbers, phrases


EARLY, FOUND = 0.95, 0.95  # mean recall
ABBREVIATED = [term for term in shipped.world().bank.glossary if term.abbreviation]


def spelt(text: str) -> set[str]:
    """Documents in which a name stands as it is written."""
    written = re.compile(rf"\b{re.escape(text)}\b".replace("\\ ", r"\s+"), re.IGNORECASE)
    return {f"{document.kind}/{document.id}" for document in shipped.found() if any(written.search(part) for part in document.texts)}


def pairs(term: Any) -> list[tuple[str, str]]:
    """What is typed, and what the documents say."""
    bare = re.sub(r"\s*\([^)]*\)", "", term.term)
    return [(term.abbreviation, bare), (bare, term.abbreviation)]


@pytest.mark.parametrize("term", ABBREVIATED, ids=lambda term: term.id)
def test_an_abbreviation_and_its_expansion_find_each_other(page: Any, term: Any) -> None:
    """Both ways: the term itself comes among the first, beside what is called by it, and the reader is told what else is searched."""
    for typed, _ in pairs(term):
        answer = one(page, typed)
        assert f"term/{term.id}" in ids(answer)[:5], typed
        assert len(answer["also"]) > 0, typed


def test_documents_with_the_other_name_are_found(page: Any) -> None:
    """Over all abbreviations and expansions: those that have the other name in the title come early, those that have it anywhere are found."""
    early, found = {}, {}
    for typed, other in (pair for term in ABBREVIATED for pair in pairs(term)):
        keys = {word if other.isupper() else chain.key(word) for word in chain.words(other) if word not in chain.STOP}
        named = {f"{document.kind}/{document.id}" for document in shipped.found() if keys <= {*chain.words(document.texts[0]), *chain.keys(document.texts[0])}}
        results = ids(one(page, typed, limit=ALL))
        early[typed] = len(named & set(results[:10])) / min(10, len(named))
        found[typed] = len(spelt(other) & set(results)) / len(spelt(other))
    for recalls, floor in ((early, EARLY), (found, FOUND)):
        assert sum(recalls.values()) / len(recalls) >= floor, {typed: round(recall, 2) for typed, recall in recalls.items() if recall < 1}


def numbered() -> dict[str, set[str]]:
    """The clauses before which each number is printed: the order has two 2.2."""
    found: dict[str, set[str]] = {}
    for clause in shipped.world().bank.clauses:
        if "." in clause.number:
            found.setdefault(clause.number, set()).add(f"clause/{clause.id}")
    return found


def test_a_clause_is_found_by_its_number(page: Any) -> None:
    """«п. 5.1», «пункт 5.1» and «5.1»: every clause first of all."""
    known = numbered()
    assert any(len(names) > 1 for names in known.values())
    for form in ("п. {}", "пункт {}", "{}", "П.{}"):
        answers = asked(page, [form.format(number) for number in known], limit=2)
        first = {number: set(ids(answer)[: len(known[number])]) for number, answer in zip(known, answers, strict=True)}
        assert first == known, form


def test_an_order_is_found_by_its_number(page: Any) -> None:
    """«235-ОД» leads to documents that name it, also with another hyphen, without one, and in small letters."""
    answers = asked(page, ["235-ОД", "235\u2011од", "235-од"])
    assert ids(answers[0]) == ids(answers[1]) == ids(answers[2])
    assert set(ids(answers[0])[:2]) <= holding("235-од")
    assert ids(answers[0])[0] in ids(one(page, "235 од"))


def test_hyphens_and_spaces(page: Any) -> None:
    """A hyphened word is found by its parts and with any of the hyphens people type."""
    answers = asked(
        page,
        ["учебно-методическое объединение", "учебно\u2010методическое объединение", "учебно\u2011методическое объединение", "учебно методическое объединение"],
    )
    assert ids(answers[0]) == ids(answers[1]) == ids(answers[2])
    assert len(set(ids(answers[0])[:5]) & set(ids(answers[3])[:5])) >= 4


def test_letters_written_in_another_way(page: Any) -> None:
    """ё as е, capitals, letters and their marks apart, stress marks, soft hyphens: one answer."""
    answers = asked(
        page, ["приём детей", "прием детей", "ПРИЁМ ДЕТЕЙ", "прие\u0308м дете\u0306й".replace("\u0306й", "й"), "приём дете\u0301й", "при\u00adём де\u00adтей"]
    )
    assert all(ids(answer) == ids(answers[0]) for answer in answers)


def test_a_phrase_in_quotes_stands_together(page: Any) -> None:
    """Every result has the words side by side; any quotes do."""
    quoted, plain = one(page, "«внутренний контур»", limit=ALL), one(page, "внутренний контур", limit=ALL)
    assert 0 < quoted["total"] <= plain["total"]
    keys = " ".join(chain.keys("внутренний контур"))
    spoken = {
        f"{document.kind}/{document.id}": " ".join(map(chain.key, chain.words("\n".join((document.title, document.summary, document.body)))))
        for document in shipped.found()
    }
    assert all(keys in spoken[name] for name in ids(quoted))
    for signs in ('"{}"', "“{}”", "„{}“"):
        assert ids(one(page, signs.format("внутренний контур"), limit=ALL)) == ids(quoted)


def test_a_word_nobody_has_leads_on(page: Any) -> None:
    """It is told, with words that begin like it; words of a facet's value lead to the value."""
    (word,) = one(page, "наставнотека")["words"]
    assert not word["found"]
    assert word["near"] or word["fixed"]
    answer = one(page, "щыщыщы молодой педагог")
    assert [word["found"] for word in answer["words"]] == [False, True, True]
    assert ("mentee_group", "molodoj") in [(value["field"], value["id"]) for value in answer["near"]][:4]
    known = {(facet.field, value.term.id): len(value.cards) for facet in facets(shipped.world().bank) for value in facet.used}
    assert all(known[value["field"], value["id"]] == value["count"] for value in answer["near"])


# How good it is


FLOOR = 0.605  # nDCG@10 over all questions; what was measured less 0.03 (it was .507 before records had phrases of readers, `asked`)
FLOOR_OF_LAYOUT = 0.8


def test_questions_of_readers_are_answered(page: Any) -> None:
    """nDCG@10 of tests/search/questions.tsv does not fall; what is typed in the wrong layout is understood."""
    lines = (ROOT / "tests" / "search" / "questions.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    scores: dict[str, list[float]] = {}
    for (_, kind, _, relevant), answer in zip(cells, asked(page, [cell[2] for cell in cells], limit=10), strict=True):
        grades = {name: int(grade) for name, _, grade in (part.rpartition(":") for part in relevant.split(" "))}
        gained = [2 ** grades.get(name, 0) - 1 for name in ids(answer)]
        best = [2**grade - 1 for grade in sorted(grades.values(), reverse=True)[:10]]
        scores.setdefault(kind, []).append(discounted(gained) / discounted(best))
    every = [score for group in scores.values() for score in group]
    told = {kind: round(sum(group) / len(group), 3) for kind, group in scores.items()}
    assert sum(every) / len(every) >= FLOOR, told
    assert told["layout"] >= FLOOR_OF_LAYOUT, told


def discounted(gains: list[int]) -> float:
    """Gains, each less by how far down it stands."""
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))
