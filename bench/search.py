"""How well and at what price each search engine finds things in Russian texts: ours and its peers in one run, by the same measures.

    .venv/bin/python -m bench.search                                the shipped bank's own documents, all engines
    .venv/bin/python -m bench.search CORPUS_DIR --documents 1000    any folder of `<id>.md` with id, title, description
    .venv/bin/python -m bench.search --questions                    real questions of teachers, with graded answers
    .venv/bin/python -m bench.search --engines nastavnik --quick    ours alone, without the costs

How to read the tables. All engines get the same documents and the same queries.

* MRR@10: the mean of one over the place of the document wanted, 0 when it is not among ten. recall@10: how often it is.
  macro: the mean of the classes, each as heavy as the other, those of abbreviations not among them.
* The queries are made from titles: as they are (exact), every word in another form (inflect), one slip of a finger (typo),
  the keyboard's other layout, the last word begun (prefix), words added that are not in the document (noise), one word
  changed for a kindred one that is not in the document (derive), both (inflect+typo), «ё» and «е» one for the other (yo);
  body2: two rare neighbours of the text, together in no other document; abbr->exp, exp->abbr: a document that has only the
  long name, or only the short one, looked for by the other, after the bank's glossary. `queries` says how many there were.
* KB and requests to the first result: bodies as the server sent them (gzip for text), the engine's code among them.
  first s: on the clock, with 1.6 Mbit/s, 150 ms to each answer and a processor four times slower.
* CPU×4: milliseconds of the page's thread on a processor four times slower than this one, to the first result and for
  a query once everything is warm. The clock of a busy machine does not sway them.
* build CPU s: user and system, with all processes started; for Material it is the whole site. files, MB: the index as
  it lies, without the engine's code (ours has it there); MB gz: what a server sends when all of it is fetched.
* `--questions`: nDCG@10 with gains 2^grade − 1 on tests/search/questions.tsv, by kind of question.

MiniSearch, FlexSearch, Orama and lunr leave Russian to their user, so they get Snowball stems and «ё» as «е»; lunr has its
queries put together word by word too. Pagefind and Material run as they come. The engines and pymorphy3, which makes the
queries, are installed into the work folder with the versions of package.json and search_tools.py, never into the project.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.search_browser import Cost, browser
from bench.search_corpus import Doc, Question, bank_corpus, read_corpus, read_questions
from bench.search_engines import ENGINES, OURS, Index, Job, make, write_down
from bench.search_measures import Score, macro, ndcg, rank_score, scores, table
from bench.search_queries import ABBREVIATIONS, Query, queries
from bench.search_tools import dictionary
from bench.tools import ROOT, MissingToolError, chromium, npm, say

QUESTIONS = ROOT / "tests" / "search" / "questions.tsv"
ASKED = (OURS, "minisearch", "pagefind", "material")
SAMPLE = 10  # queries of a class whose price is measured


@dataclass(frozen=True, slots=True)
class Task:
    """What is measured, and where the bench may write."""

    docs: Sequence[Doc]
    pairs: Sequence[tuple[str, str]]
    engines: Sequence[str]
    runs: int
    work: Path
    tools: Path


def main() -> None:
    """Read the arguments, measure, print the tables."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="bench-search-") as name:
        work = Path(name)
        tools: Path = (options.work or work / "tools").absolute()
        tools.mkdir(parents=True, exist_ok=True)
        try:
            text = _asked(options, work, tools) if options.questions else _known(options, work, tools)
        except MissingToolError as lack:
            say(f"bench: {lack}")
            raise SystemExit(2) from lack
    print(text)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, metavar="CORPUS_DIR", help="Markdown files; without it the shipped bank's documents")
    parser.add_argument("--questions", action="store_true", help="nDCG of the questions in tests/search, on the shipped bank")
    parser.add_argument("--engines", nargs="+", choices=tuple(ENGINES), metavar="NAME", help=f"which of {', '.join(ENGINES)}")
    parser.add_argument("--queries", type=Path, metavar="FILE", help="tab-separated queries in place of derived ones: qid, class, query, target, original")
    parser.add_argument("--documents", type=int, metavar="N", help="take the first N documents only")
    parser.add_argument("--targets", type=int, default=400, metavar="N", help="queries of a class (400)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the derived queries (1)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="times each cost is measured (3)")
    parser.add_argument("--quick", action="store_true", help="leave the browser's costs out, build once")
    parser.add_argument("--show", choices=tuple(ENGINES), metavar="NAME", help="also print what this engine does not find")
    parser.add_argument("--work", type=Path, metavar="DIR", help="install what is needed here and use it again")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the tables here too")
    options = parser.parse_args()
    if options.questions and (options.corpus or options.queries or options.documents):
        parser.error("--questions: they are about the shipped bank as a whole")
    if min(options.runs, options.targets, options.documents or 1) < 1:
        parser.error("--runs, --targets, --documents: at least one")
    options.engines = tuple(options.engines or (ASKED if options.questions else ENGINES))
    return options


# The two kinds of comparison -----------------------------------------------------------------------------------------


def _known(options: argparse.Namespace, work: Path, tools: Path) -> str:
    """Documents looked for by queries made from them."""
    own, pairs = bank_corpus(ROOT)
    docs = read_corpus(options.corpus, options.documents) if options.corpus else own[: options.documents]
    task = Task(docs, pairs, options.engines, 1 if options.quick else options.runs, work, tools)
    path = _browser_for(task)
    asked = _from_file(options.queries, docs) if options.queries else None
    if asked is None and path:
        say("making the queries")
        asked = queries(docs, dictionary(tools), targets=options.targets, seed=options.seed, pairs=pairs)
    indexes = _indexes(task)
    notes = [_about(docs, options), *_lacks(path)]
    if not path or not asked:
        return "\n".join([*notes, _totals(indexes, {}, {})])
    texts, sample = [query.text for query in asked], _sample(asked)
    results: dict[str, list[list[str]]] = {}
    costs: dict[str, Cost] = {}
    with browser(path, task.work / "adapters") as window:
        for index in indexes:
            name = index.engine.name
            say(f"{name}: {len(asked)} queries")
            if found := window.found(index, texts):
                results[name] = found
            if found and not options.quick:
                say(f"{name}: costs")
                costs[name] = window.cost(index, texts[0], sample, task.runs)
    by_engine = {name: scores((query.kind, query.target, shown) for query, shown in zip(asked, found, strict=True)) for name, found in results.items()}
    parts = [*notes, _totals(indexes, by_engine, costs)]
    if by_engine:
        parts += ["", _by_class("MRR@10", by_engine), "", _by_class("recall@10", by_engine)]
    if options.show in results:
        missed = (
            f"{query.kind}\t{query.text}\t{query.target}\t{' '.join(shown[:3])}"
            for query, shown in zip(asked, results[options.show], strict=True)
            if rank_score(query.target, shown) < 1
        )
        parts += ["", f"not first with {options.show}: class, query, document, what came first", *missed]
    return "\n".join(parts)


def _asked(options: argparse.Namespace, work: Path, tools: Path) -> str:
    """Real questions, each with several good answers."""
    docs, pairs = bank_corpus(ROOT)
    questions = read_questions(QUESTIONS, (doc.id for doc in docs))
    task = Task(docs, pairs, options.engines, 1, work, tools)
    path = _browser_for(task)
    if not path:
        raise MissingToolError("questions are asked in Chromium, and it is not installed: make chromium")
    marks: dict[str, list[float]] = {}
    with browser(path, task.work / "adapters") as window:
        for index in _indexes(task):
            found = window.found(index, [question.text for question in questions]) or [[] for _ in questions]
            marks[index.engine.name] = [ndcg(question.grades, shown) for question, shown in zip(questions, found, strict=True)]
    parts = [_about(docs, options), _by_kind(questions, marks)]
    if options.show in marks:
        poor = sorted((mark, question.id, question.text) for mark, question in zip(marks[options.show], questions, strict=True) if mark < 0.5)
        parts += ["", f"below 0.5 with {options.show}", *(f"{mark:.3f}\t{name}\t{text}" for mark, name, text in poor)]
    return "\n".join(parts)


def _browser_for(task: Task) -> str:
    """Where Chromium is; empty when it is missing and only ours is asked for, which can be built all the same."""
    alone = set(task.engines) == {OURS}
    if set(task.engines) - {OURS, "material"}:
        npm(task.tools)
    try:
        return chromium()
    except MissingToolError:
        if alone:
            return ""
        raise


def _indexes(task: Task) -> list[Index]:
    write_down(task.docs, task.pairs, task.work)
    made = []
    for name in task.engines:
        job = Job(task.docs, name, task.work, task.tools)
        job.folder.mkdir(parents=True)
        made.append(make(ENGINES[name], job, task.runs))
    return made


def _from_file(path: Path, docs: Sequence[Doc]) -> tuple[Query, ...]:
    """The queries of a file whose documents are among these."""
    known = {doc.id for doc in docs}
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:] if line]
    found = tuple(Query(kind, text, target, original) for _, kind, text, target, original in rows if target in known)
    if not found:
        raise SystemExit(f"bench: no query of {path.name} wants a document of this corpus")
    if len(found) < len(rows):
        say(f"{len(rows) - len(found)} queries want documents that are not there; they are left out")
    return found


def _sample(asked: Sequence[Query]) -> list[str]:
    """Some queries of every class."""
    kinds = dict.fromkeys(query.kind for query in asked)
    return [text for kind in kinds for text in [query.text for query in asked if query.kind == kind][:SAMPLE]]


# The tables ----------------------------------------------------------------------------------------------------------


def _about(docs: Sequence[Doc], options: argparse.Namespace) -> str:
    mean = statistics.mean(len(doc.text) for doc in docs)
    source = "the shipped bank" if options.corpus is None else options.corpus.name
    return f"{source}: {len(docs):,} documents of {mean:,.0f} characters; seed {options.seed}; Python {platform.python_version()}\n"


def _lacks(path: str) -> list[str]:
    return [] if path else ["Chromium is not installed (make chromium), so only building was measured.\n"]


def _totals(indexes: Sequence[Index], by_engine: Mapping[str, Mapping[str, Score]], costs: Mapping[str, Cost]) -> str:
    head = (
        "engine",
        "macro MRR",
        "macro recall",
        "KB to first",
        "requests",
        "first s",
        "CPU×4 to first",
        "CPU×4 a query",
        "build CPU s",
        "files",
        "MB",
        "MB gz",
        "as set up",
    )
    rows = []
    for index in indexes:
        name = index.engine.name
        mean = macro(_without_abbreviations(by_engine[name])) if name in by_engine else None
        cost = costs.get(name)
        rows.append(
            (
                name,
                *((f"{mean.mrr:.3f}", f"{mean.recall:.3f}") if mean else ("–", "–")),
                *((f"{cost.kilobytes:.0f}", f"{cost.requests}", f"{cost.first_wall / 1000:.1f}") if cost else ("–", "–", "–")),
                *((f"{cost.first_cpu:.0f}", f"{cost.query_cpu:.1f}") if cost else ("–", "–")),
                f"{index.seconds:.2f}",
                f"{index.files:,}",
                f"{index.size / 1e6:.2f}",
                f"{index.packed / 1e6:.2f}",
                index.engine.note,
            )
        )
    return table(head, rows)


def _by_class(title: str, by_engine: Mapping[str, Mapping[str, Score]]) -> str:
    first = next(iter(by_engine.values()))
    rows = [("queries", *(f"{score.queries}" for score in first.values()), f"{sum(score.queries for score in first.values())}")]
    for name, by_class in by_engine.items():
        values = [*by_class.values(), macro(_without_abbreviations(by_class))]
        rows.append((name, *(f"{score.mrr if title.startswith('MRR') else score.recall:.3f}" for score in values)))
    return table((title, *first, "macro"), rows)


def _by_kind(questions: Sequence[Question], marks: Mapping[str, Sequence[float]]) -> str:
    kinds = tuple(dict.fromkeys(question.kind for question in questions))
    places = {kind: [place for place, question in enumerate(questions) if question.kind == kind] for kind in kinds}
    rows = [("questions", *(f"{len(places[kind])}" for kind in kinds), f"{len(questions)}")]
    for name, values in marks.items():
        means = [statistics.mean(values[place] for place in places[kind]) for kind in kinds]
        rows.append((name, *(f"{mean:.3f}" for mean in means), f"{statistics.mean(values):.3f}"))
    return table(("nDCG@10", *kinds, "all"), rows)


def _without_abbreviations(by_class: Mapping[str, Score]) -> dict[str, Score]:
    return {kind: score for kind, score in by_class.items() if kind not in ABBREVIATIONS}


if __name__ == "__main__":
    main()
