"""How good a list of ten results is, as numbers, and tables of numbers as Markdown."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SHOWN = 10  # results that count


@dataclass(frozen=True, slots=True)
class Score:
    """Means over the queries of a class: reciprocal rank of the one document wanted, and how often it is shown at all."""

    mrr: float
    recall: float
    queries: int


def rank_score(target: str, found: Sequence[str]) -> float:
    """One over the place of the document wanted, 0 when it is not shown."""
    shown = list(found[:SHOWN])
    return 1 / (shown.index(target) + 1) if target in shown else 0.0


def scores(rows: Iterable[tuple[str, str, Sequence[str]]]) -> dict[str, Score]:
    """By class, from rows of class, document wanted and documents found; classes stand as they come."""
    ranks: dict[str, list[float]] = defaultdict(list)
    for kind, target, found in rows:
        ranks[kind].append(rank_score(target, found))
    return {kind: Score(_mean(values), _mean(value > 0 for value in values), len(values)) for kind, values in ranks.items()}


def macro(by_class: Mapping[str, Score]) -> Score:
    """The mean of the classes, each as heavy as the other."""
    parts = by_class.values()
    return Score(_mean(part.mrr for part in parts), _mean(part.recall for part in parts), sum(part.queries for part in parts))


def ndcg(grades: Mapping[str, int], found: Sequence[str]) -> float:
    """nDCG@10 with gains 2^grade − 1: 1 when the best documents stand first, in the order of their grades.

    A document shown twice is worth nothing the second time.
    """
    best = _discounted(sorted(grades.values(), reverse=True))
    shown = list(dict.fromkeys(found[:SHOWN]))
    return _discounted([grades.get(name, 0) for name in shown]) / best if best else 0.0


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, numbers to the right."""
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def _discounted(grades: Sequence[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:SHOWN]))


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0
