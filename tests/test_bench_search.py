"""The comparison of search engines: its measures, its queries and its corpora, without any engine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.search_corpus import Doc, name_of, read_corpus, read_questions, write_corpus
from bench.search_measures import macro, ndcg, rank_score, scores
from bench.search_queries import ABBREVIATIONS, CLASSES, Query, Word, fold, kindred, queries, slip
from generator.render.search import Document
from tests.sites import ROOT

NOUNS = {
    "дневник": "дневник дневника дневники",
    "наставник": "наставник наставника наставники",
    "журнал": "журнал журнала журналы",
    "учёба": "учёба учёбы учёбу",
    "школа": "школа школы школу",
    "урок": "урок урока уроки",
    "беседа": "беседа беседы беседу",
    "родитель": "родитель родителя родители",
    "маршрут": "маршрут маршрута маршруты",
    "ёлка": "ёлка ёлки ёлку",
    "праздник": "праздник праздника праздники",
    "костёр": "костёр костра костры",
    "полянка": "полянка полянки полянку",
}
ADJECTIVES = {"журнальный": "журнальный журнальная", "школьный": "школьный школьная", "личный": "личный личная"}

DOCS = (
    Doc("a", "Дневник наставника", "Что записать после урока.", "Записи короткие. Беседа идёт легче. Рядом журнал."),
    Doc("b", "Журнал за учебу", "Кто ведёт журнал.", "Маршрут длинный. Костёр родителя."),
    Doc("c", "Беседа с родителем", "Как начать.", "Костёр далеко, журнала нет."),
    Doc("d", "Личный маршрут школы", "Маршрут на год.", "Маршрут пишут вдвоём. Полянка журнала рядом."),
    Doc("e", "Праздник: ёлка и костёр", "Ёлку ставят рано.", "Полянка готова. Родителя костёр греет."),
)


class Few:
    """A dictionary of a few words."""

    def __init__(self, words: Mapping[str, tuple[str, str]]) -> None:
        self.forms = {fold(form): (lemma, part, forms.split()) for lemma, (part, forms) in words.items() for form in forms.split()}

    def word(self, text: str) -> Word:
        """A word of the list, or a guess."""
        lemma, part, forms = self.forms.get(fold(text), (text, "NOUN", [text]))
        return Word(lemma, part, fold(text) in self.forms, tuple(forms))


WORDS = Few({word: ("NOUN", forms) for word, forms in NOUNS.items()} | {word: ("ADJF", forms) for word, forms in ADJECTIVES.items()})


def made(seed: int = 1) -> dict[str, list[Query]]:
    """The queries about the documents above, by class."""
    found: dict[str, list[Query]] = {}
    for query in queries(DOCS, WORDS, targets=10, seed=seed):
        found.setdefault(query.kind, []).append(query)
    return found


BY_CLASS = made()


def text_of(name: str) -> list[str]:
    """The words of a document, «ё» as «е»."""
    text = next(doc.text for doc in DOCS if doc.id == name)
    return fold("".join(sign if sign.isalpha() else " " for sign in text)).split()


def test_rank_score_is_one_over_the_place() -> None:
    """The second place is worth a half, the eleventh nothing."""
    assert rank_score("b", ["a", "b"]) == 0.5
    assert rank_score("b", [*"0123456789", "b"]) == 0


def test_scores_by_class_and_their_mean() -> None:
    """Classes are as heavy as each other, however many queries they have."""
    found = scores([("exact", "a", ["a"]), ("exact", "a", ["b", "a"]), ("exact", "a", ["a"]), ("typo", "a", [])])
    assert found["exact"].mrr == pytest.approx(5 / 6)
    assert (found["exact"].recall, found["exact"].queries, found["typo"].mrr) == (1, 3, 0)
    assert macro(found).mrr == pytest.approx(5 / 12)
    assert (macro(found).recall, macro(found).queries) == (0.5, 4)


def test_ndcg_by_hand() -> None:
    """Grades 3 and 1 in the wrong order: (1 + 7 / 1.585) / (7 + 1 / 1.585)."""
    assert ndcg({"a": 3, "b": 1}, ["a", "b"]) == 1
    assert ndcg({"a": 3, "b": 1}, ["b", "a"]) == pytest.approx((1 + 7 / 1.58496) / (7 + 1 / 1.58496), abs=1e-4)
    assert ndcg({"a": 3}, ["x", "y"]) == 0


@given(st.dictionaries(st.sampled_from("abcdefghijkl"), st.integers(1, 3), min_size=1), st.lists(st.sampled_from("abcdefghijklmn"), max_size=15))
def test_ndcg_stays_between_nothing_and_one(grades: dict[str, int], found: list[str]) -> None:
    """Whatever an engine shows, twice the same document too."""
    assert 0 <= ndcg(grades, found) <= 1 + 1e-9


def test_exact_is_the_words_of_the_title() -> None:
    """The words of a title that tell its document from the others, as they stand."""
    assert [(query.text, query.target) for query in BY_CLASS["exact"] if query.target == "a"] == [("дневник наставника", "a")]
    assert all(query.text == query.original for query in BY_CLASS["exact"])


def test_inflect_changes_forms_and_keeps_words() -> None:
    """Same words in the same order, and never the form of the title."""
    assert BY_CLASS["inflect"]
    for query in BY_CLASS["inflect"]:
        was, now = query.original.split(), query.text.split()
        assert [WORDS.word(word).lemma for word in was] == [WORDS.word(word).lemma for word in now]
        assert all(fold(one) != fold(other) for one, other in zip(was, now, strict=True))


@pytest.mark.parametrize("kind", ["typo", "inflect+typo"])
def test_a_typo_is_no_word(kind: str) -> None:
    """One word is neither in the documents nor in the dictionary; the others are."""
    assert BY_CLASS[kind]
    for query in BY_CLASS[kind]:
        wrong = [word for word in query.text.split() if not WORDS.word(word).known]
        assert len(wrong) == 1
        assert not any(fold(wrong[0]) in text_of(doc.id) for doc in DOCS)


def test_a_typo_is_no_word_of_another_document() -> None:
    """Every way to lose a letter of the word stands there, so another slip is made, whatever the seed."""
    lost = {"наставника"[:place] + "наставника"[place + 1 :] for place in range(1, 10)}
    docs = (*DOCS, Doc("g", "Опись", "Слова.", " ".join(sorted(lost))))
    found = {
        query.text.split()[1] for seed in range(20) for query in queries(docs, WORDS, targets=10, seed=seed) if (query.kind, query.target) == ("typo", "a")
    }
    assert found
    assert not found & lost


@given(st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", min_size=2, max_size=20), st.integers())
def test_a_slip_is_one_edit(word: str, seed: int) -> None:
    """The first letter stays, the length changes by one at most, and few letters differ."""
    wrong = slip(word, Random(seed))
    assert wrong[0] == word[0]
    assert abs(len(wrong) - len(word)) <= 1
    same = next((place for place, (one, other) in enumerate(zip(word, wrong, strict=False)) if one != other), min(len(word), len(wrong)))
    tail = word[same + 2 :] if len(wrong) == len(word) else word[same + (len(word) > len(wrong)) :]
    assert wrong.endswith(tail)


def test_layout_is_typed_with_the_same_keys() -> None:
    """Latin only, and each key gives the letter back."""
    assert {query.text for query in BY_CLASS["layout"] if query.target == "a"} == {"lytdybr yfcnfdybrf"}


def test_prefix_begins_the_last_word() -> None:
    """The other words are whole."""
    assert BY_CLASS["prefix"]
    for query in BY_CLASS["prefix"]:
        was, now = query.original.split(), query.text.split()
        assert was[:-1] == now[:-1]
        assert was[-1].startswith(now[-1])
        assert 3 <= len(now[-1]) < len(was[-1])


def test_noise_is_not_in_the_document() -> None:
    """Words are added, and long ones stand nowhere in the document."""
    assert BY_CLASS["noise"]
    for query in BY_CLASS["noise"]:
        added = query.text.split()[: -len(query.original.split())]
        assert added
        assert not [word for word in added if len(word) > 3 and word in text_of(query.target)]


def test_derive_brings_a_kindred_word_that_the_document_lacks() -> None:
    """«Журнал» gives way to «журнальный»."""
    assert {query.text for query in BY_CLASS["derive"] if query.target == "b"} == {"журнальный учебу"}
    for query in BY_CLASS["derive"]:
        new = [word for word in query.text.split() if word not in query.original.split()]
        assert len(new) == 1
        assert new[0] not in text_of(query.target)
    both = Doc("g", "Журнал урока", "Какой лист брать.", "Журнальная полоса.")
    assert not [query for query in queries((*DOCS, both), WORDS, targets=10, seed=1) if (query.kind, query.target) == ("derive", "g")]


def test_kindred_words_are_those_of_the_dictionary() -> None:
    """What rules make and nobody says is left out."""
    assert kindred("журнала", WORDS) == ["журнальный"]
    assert kindred("полянка", WORDS) == []


def test_yo_both_ways() -> None:
    """«ё» of the text typed as «е», «е» of a title typed as «ё»."""
    assert [(query.text, query.target) for query in BY_CLASS["yo:ё-for-е"]] == [("журнал учёбу", "b")]
    assert any(query.target == "e" for query in BY_CLASS["yo:е-for-ё"])
    assert all("ё" in query.original and "ё" not in query.text for query in BY_CLASS["yo:е-for-ё"])


def test_body_pairs_stand_side_by_side_in_one_document_only() -> None:
    """Both words are in other documents too, together in this one alone; two documents have «костёр» with «родителя»."""
    assert BY_CLASS["body2"]
    for query in BY_CLASS["body2"]:
        pair = [fold(word) for word in query.text.split()]
        assert f" {' '.join(pair)} " in f" {' '.join(text_of(query.target))} "
        assert [doc.id for doc in DOCS if set(pair) <= set(text_of(doc.id))] == [query.target]


def test_abbreviations_go_both_ways() -> None:
    """A document with the long name only is asked for by the short one, and the other way round."""
    docs = (*DOCS, Doc("f", "ЛМШ и беседы", "О чём говорить.", "Коротко."))
    found = list(queries(docs, WORDS, targets=0, seed=1, pairs=[("ЛМШ", "Личный маршрут школы"), ("ЁП", "Ёлка")]))
    assert [(query.kind, query.text, query.target) for query in found] == [
        (ABBREVIATIONS[0], "ёп праздник", "e"),
        (ABBREVIATIONS[1], "личный маршрут школы беседы", "f"),
    ]


def test_a_seed_gives_the_same_queries_whatever_else_is_there() -> None:
    """The query of a document and a class does not hang on which others are made."""
    assert made() == BY_CLASS
    fewer = queries(DOCS, WORDS, targets=2, seed=1)
    assert set(fewer) <= {query for found in BY_CLASS.values() for query in found}
    assert made(seed=2) != BY_CLASS


def test_every_class_is_covered_here() -> None:
    """The documents above give at least one query of each class."""
    assert set(BY_CLASS) == set(CLASSES)


@given(st.builds(Doc, st.just("one"), st.text(), st.text(), st.just("Текст.")))
def test_a_corpus_comes_back_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, doc: Doc) -> None:
    """Titles hold quotes, colons and line breaks."""
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus([doc], folder)
    assert read_corpus(folder) == (doc,)


def test_plain_front_matter_is_read_too(tmp_path: Path) -> None:
    """Other fields are passed over."""
    (tmp_path / "x.md").write_text('---\nid: x\ntitle: План: начало\ntags: [a]\ndescription: "О «плане»"\n---\n\nТекст.\n', encoding="utf-8")
    assert read_corpus(tmp_path) == (Doc("x", "План: начало", "О «плане»", "Текст."),)


def test_documents_are_called_by_kind_and_id() -> None:
    """As the list of questions calls them, wherever they stand."""
    assert name_of(Document(id="knowledge/riski", url="risks/", kind="page", title="", summary="")) == "page/knowledge/riski"


def test_a_question_about_an_unknown_document_stops_the_bench(tmp_path: Path) -> None:
    """It would count as never found."""
    path = tmp_path / "questions.tsv"
    path.write_text("id\tclass\tquestion\trelevant\nq1\twish\tкак\tpractice/a:3 page/b/index:1\n", encoding="utf-8")
    (question,) = read_questions(path, ["practice--a", "page--b"])
    assert question.grades == {"practice--a": 3, "page--b": 1}
    with pytest.raises(SystemExit, match="page--b"):
        read_questions(path, ["practice--a"])


def test_versions_of_peers_are_exact() -> None:
    """A figure can be made again."""
    text = (ROOT / "bench" / "package.json").read_text(encoding="utf-8")
    assert not [sign for sign in "^~*<>" if sign in text]
