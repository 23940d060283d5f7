"""The search engine in Chromium over the shipped bank's index: its answers, facets, order, files, and what breaks elsewhere."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.model.facets import facets
from generator.render.search import Document, chain
from generator.render.search.index import Extra, index_files
from tests.browser.engines import ALL, asked, ids, laid, one, opened
from tests.search import shipped

pytestmark = pytest.mark.browser

FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])

TOGETHER = """async (queries) => Promise.all(queries.map((query) => window.engine.find(query)))"""
SUGGEST = """async (texts) => {
    const lists = [];
    for (const text of texts) lists.push(await window.engine.suggest(text));
    return lists;
}"""
FAILS = """async ([query, options]) => { try { await window.engine.find(query, options); return false; } catch { return true; } }"""
SHOWN = """async (query) => {
    const { entry } = await import(new URL("assets/js/results.js", location));
    const { results } = await window.engine.find(query);
    document.body.replaceChildren(...results.map((result) => entry(result)));
    return document.body.textContent;
}"""


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


def test_the_answer_has_the_promised_shape(page: Any) -> None:
    """What pages rely on, for a query with words, facets and nothing."""
    for query, options in (("наставник", {}), ("", {"facets": {}}), ("урок", {"facets": {}, "kind": "practice"})):
        answer = one(page, query, **options)
        assert set(answer) >= {"query", "shown", "words", "also", "total", "kinds", "counts", "near", "results"}
        assert answer["query"] == query
        assert answer["total"] >= len(answer["results"]) > 0
        documents = {(document.kind, document.id): document for document in shipped.found()}
        for result in answer["results"]:
            document = documents[result["kind"], result["id"]]
            assert (result["title"], result["url"], result["meta"]) == (document.title, document.url, document.meta)
            for text in ("title", "excerpt"):
                ranges = result["marks"][text]
                assert ranges == sorted(ranges)
                assert all(0 <= start < end <= len(result[text]) for start, end in ranges)
                assert all(before[1] <= after[0] for before, after in pairwise(ranges))


def test_kinds_are_counted_whatever_kind_is_asked_for(page: Any) -> None:
    """The tabs add up, and each gives only its own."""
    whole = one(page, "наставник", limit=ALL)
    assert sum(whole["kinds"].values()) == whole["total"] == len(whole["results"])
    for kind, number in whole["kinds"].items():
        part = one(page, "наставник", kind=kind, limit=ALL)
        assert part["kinds"] == whole["kinds"]
        assert part["total"] == number == len(part["results"])
        assert {result["kind"] for result in part["results"]} == {kind}


# Facets, sorting, pages


VALUES = {facet.field: {value.term.id: {card.id for card in value.cards} for value in facet.used} for facet in facets(shipped.world().bank) if facet.used}
CHOICES = st.dictionaries(st.sampled_from(sorted(VALUES)), st.integers(0, 2**40), max_size=4).map(
    lambda picked: {field: Random(seed).sample(sorted(VALUES[field]), min(len(VALUES[field]), seed % 4)) for field, seed in picked.items()},
)


def left(cards: set[str], chosen: Mapping[str, list[str]], but: str = "") -> set[str]:
    """Cards that have one of the values of every field, counted one by one."""
    fields = {field: ids_ for field, ids_ in chosen.items() if ids_ and field != but}
    return {card for card in cards if all(any(card in VALUES[field][id_] for id_ in ids_) for field, ids_ in fields.items())}


@FEW
@given(choices=st.lists(CHOICES, min_size=10, max_size=30), query=st.sampled_from(["", "наставник", "урок", "родители", "щыщыщы"]))
def test_facets_are_counted_as_one_counts(page: Any, choices: list[dict[str, list[str]]], query: str) -> None:
    """OR within a field, AND between fields, a field's counts without its own choice, whatever is asked for."""
    practices = {card.id for card in shipped.world().bank.published}
    base = {result["id"] for result in one(page, query, facets={}, limit=ALL)["results"] if result["kind"] == "practice"}
    assert base == practices if not query else base <= practices
    for chosen in choices:
        answer = one(page, query, facets=chosen, kind="practice", limit=ALL)
        wanted = left(base, chosen)
        assert {result["id"] for result in answer["results"]} == wanted, chosen
        assert answer["total"] == len(wanted)
        counts = {field: {id_: len(left(base, chosen, field) & cards) for id_, cards in values.items()} for field, values in VALUES.items()}
        assert answer["counts"] == counts, chosen


def test_fields_are_offered(page: Any) -> None:
    """What can be chosen, with the numbers of the whole bank."""
    told = page.evaluate("async () => window.engine.facets")
    assert {field["field"]: {value["id"]: value["count"] for value in field["values"]} for field in told} == {
        field: {id_: len(cards) for id_, cards in values.items()} for field, values in VALUES.items()
    }


def test_values_that_are_not_there_find_nothing(page: Any) -> None:
    """An address typed by hand or kept from another year breaks nothing."""
    assert one(page, "", facets={"deficit": ["no-such"]})["total"] == 0
    assert one(page, "урок", facets={"no-such": ["x"]}, sort="no-such")["total"] in (0, one(page, "урок", facets={})["total"])


@pytest.mark.parametrize("facets_", [{}, None])
@pytest.mark.parametrize("query", ["", "наставник", "родители"])
def test_sorting_changes_the_order_only(page: Any, query: str, facets_: dict[str, list[str]] | None) -> None:
    """By title, newest, shortest and lightest: the same results, practices in that order."""
    bank = shipped.world().bank
    given = {} if facets_ is None else {"facets": facets_}
    plain = one(page, query, kind="practice", limit=ALL, **given)
    by: dict[str, Callable[[str], Any]] = {
        "title": lambda id_: chain.fold(bank.practice_by_id[id_].title),
        "new": [card.id for card in bank.published].index,
        "light": lambda id_: sum((effort.mentor_hours_month, effort.mentee_hours_month)) if (effort := bank.practice_by_id[id_].effort) else math.inf,
    }
    for sort, of in by.items():
        answer = one(page, query, kind="practice", sort=sort, limit=ALL, **given)
        assert sorted(ids(answer)) == sorted(ids(plain))
        order = [of(result["id"]) for result in answer["results"]]
        assert order == sorted(order), sort
        assert answer["total"] == plain["total"]


@pytest.mark.parametrize("options", [{}, {"kind": "practice"}, {"facets": {}, "sort": "title"}])
def test_pages_of_results_do_not_overlap(page: Any, options: dict[str, Any]) -> None:
    """Steps give, one after another, what the whole gives at once."""
    for query in ("наставник", "как помочь молодому учителю"):
        whole = ids(one(page, query, limit=ALL, **options))
        assert len(whole) > 14
        stepped = [name for start in range(0, len(whole) + 7, 7) for name in ids(one(page, query, limit=7, **{"from": start}, **options))]
        assert stepped == whole
        assert len(set(whole)) == len(whole)


# Completions


def test_completions(page: Any) -> None:
    """Words of the bank that begin so, behind what was typed before; then titles with their addresses; never more than asked for."""
    lists = page.evaluate(SUGGEST, ["настав", "молодой пед", "yfcnfd", ""])
    for start, told in zip(("настав", "молодой пед", "настав"), lists, strict=False):
        words = [item["text"] for item in told if item["kind"] == "word"]
        assert words
        assert all(word.startswith(start) and word != start for word in words)
        assert len(told) <= 8
        urls = {document.url: document.title for document in shipped.found()}
        titles = [item for item in told if item["kind"] == "title"]
        assert titles
        assert all(urls[item["url"]] == item["text"] for item in titles)
        assert len({(item["kind"], item["text"], item.get("url")) for item in told}) == len(told)
    assert lists[3] == []


# A bad line, an old browser, hostile queries


def test_queries_at_once_do_not_disturb_each_other(chromium: Any, site: str, page: Any) -> None:
    """Asked of an engine that has fetched nothing yet, they are answered as one by one."""
    queries = ["наставник", "yfcnfdybr", "дисциплна", "иом", "родители урок", "п. 5.1", "молодой", "щыщыщы", "«внутренний контур»", "наставник"] * 2
    context = chromium.new_context()
    together = opened(context.new_page(), site).evaluate(TOGETHER, queries)
    context.close()
    assert together == asked(page, queries)


@pytest.mark.parametrize("kind", ["w", "c", "t", "lexicon", "more", "facets", "order"])
def test_a_failed_file_is_asked_for_again(chromium: Any, site: str, page: Any, kind: str) -> None:
    """A line that breaks fails one query; the next one is answered as if nothing had been."""
    query, options = "дисциплна молодой урок", {"facets": {}, "sort": "title"}
    context = chromium.new_context()
    broken = opened(context.new_page(), site)
    broken.route(re.compile(rf"/search/{kind}[^/]*\.bin$"), lambda route: route.abort())
    assert broken.evaluate(FAILS, [query, options])
    broken.unroute_all(behavior="wait")
    broken.wait_for_timeout(200)  # other files of the failed query may still be on their way to fail
    assert asked(broken, [query], **options) == asked(page, [query], **options)
    context.close()


def test_a_line_that_never_came_is_told(chromium: Any, site: str) -> None:
    """Without index.json there is no engine, and nobody waits for it."""
    context = chromium.new_context()
    made = context.new_page()
    made.route("**/search/index.json", lambda route: route.fulfill(status=404, body="<!doctype html>"))
    with pytest.raises(Exception, match="Error"):
        opened(made, site)
    context.close()


def test_files_are_fetched_once(chromium: Any, site: str) -> None:
    """What was fetched answers again when the line is gone, and no file is asked for twice; nothing is fetched from elsewhere."""
    queries = ["наставник", "дисциплна", "иом", "родители урок", "п. 5.1"]
    context = chromium.new_context()
    made = opened(context.new_page(), site)
    fetched: list[str] = []
    made.on("request", lambda request: fetched.append(request.url))
    first = asked(made, queries, facets={}, sort="title")
    assert len(fetched) == len(set(fetched)) > 0
    assert all(url.startswith(site) for url in fetched)
    context.set_offline(True)
    assert asked(made, queries, facets={}, sort="title") == first
    context.close()


def test_an_old_browser_unpacks_by_itself(chromium: Any, site: str, page: Any) -> None:
    """Without DecompressionStream the answers are the same."""
    queries = ["наставник", "дисциплна", "молодой урок"]
    context = chromium.new_context()
    context.add_init_script("delete globalThis.DecompressionStream")
    old = context.new_page()
    fetched: list[str] = []
    old.on("request", lambda request: fetched.append(request.url))
    assert asked(opened(old, site), queries, facets={}) == asked(page, queries, facets={})
    assert any(url.endswith("inflate.js") for url in fetched)
    context.close()


HOSTILE = (
    "а" * 10_000, "щыв" * 3_333, "ab" * 5_000, "наставник" * 1_100, "слово " * 1_600, "а-" * 5_000, "ь" * 9_999 + "н", "1." * 5_000, "x'" * 5_000, "\u0301" * 10_000,
    " ".join(map(str, range(2_000))), "«" * 5_000, '"наставник" ' * 800, ".,;:!?–()[]{}", "   ", "\x00\n\t", "(((((", "[а-", "a{99999}", "(a+)+$", ".*+?^${}()|[]\\", "\\", "$&", "__proto__",
    "constructor", "toString hasOwnProperty", "<script>alert(1)</script>", "&lt;b&gt;", "%D0%B0%FF", "../../etc/passwd", "🙂🙂", "\uf0b7", "наставник\u202e", "а\u0300\u0301\u0308", "İßΣς",
)  # fmt: skip


def test_no_query_is_too_much(page: Any) -> None:
    """Ten thousand letters, nothing but punctuation, signs of regular expressions, markup: an answer, and at once."""
    outer = page.evaluate("document.documentElement.outerHTML")
    slow = {}
    for query in HOSTILE:
        before = time.perf_counter()
        for options in ({}, {"exact": True}, {"facets": {}}):
            answer = one(page, query, **options)
            assert answer["query"] == query
        page.evaluate(SUGGEST, [query])
        if (spent := time.perf_counter() - before) > 8:
            slow[query[:20]] = spent
    assert not slow
    assert page.evaluate("document.documentElement.outerHTML") == outer


@FEW
@given(
    queries=st.lists(
        st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('наставик «»"-.,5<>\\[]()*')), max_size=40), min_size=10, max_size=30
    )
)
def test_any_query_is_answered(page: Any, queries: list[str]) -> None:
    """Whatever is typed: an answer that keeps its promises, and completions."""
    for query, answer in zip(queries, asked(page, queries, limit=5), strict=True):
        assert answer["query"] == query
        assert len(answer["results"]) == min(5, answer["total"])
        assert sum(answer["kinds"].values()) == answer["total"]
    page.evaluate(SUGGEST, queries)


def test_texts_never_become_markup(chromium_page: Any, serve: Callable[[Path], str], tmp_path: Path) -> None:
    """A title with tags is read as it is written, marks inside of it too."""
    title = "<img src=x onerror=alert(1)> урок <b>и</b> &amp; журнал"
    made = [Document(id="x", url="x/", kind="page", title=title, summary="<script>урок</script>", meta="<i>3 месяца</i>", body="<style>урок журнал</style>")]
    files = {f"search/{name}": data for name, data in index_files(made, Extra({"page": 1.0})).items()}
    page = opened(chromium_page, serve(laid(tmp_path / "site", files)))
    text = page.evaluate(SHOWN, "урок журнал <b>")
    assert title in text
    assert "<i>3 месяца</i>" in text
    assert page.locator("img, script, b, i, style").count() == 0
    assert page.locator("h2 mark").all_text_contents()[-1] == "журнал"


def test_an_empty_bank_finds_nothing(chromium_page: Any, serve: Callable[[Path], str], tmp_path: Path) -> None:
    """A region that has just begun has a search that answers."""
    files = {
        f"search/{name}": data
        for name, data in index_files([], Extra({"page": 1.0}, choices=b"\x0d" + b'{"fields":[]}', orders={"new": [], "title": []})).items()
    }
    page = opened(chromium_page, serve(laid(tmp_path / "site", files)))
    for query, options in (("наставник", {}), ("yfcnfdybr", {}), ("", {"facets": {}}), ("", {"facets": {}, "sort": "title"}), ("«урок»", {"facets": {}})):
        assert one(page, query, **options)["total"] == 0
    assert page.evaluate(SUGGEST, ["нас"]) == [[]]
