"""How far two words are apart, in slips of the finger (Damerau and Levenshtein, optimal string alignment)."""

from __future__ import annotations


def distance(one: str, other: str, limit: int) -> int:
    """Slips between two words: a letter put in, left out, changed, or two that changed places; past `limit`, limit + 1."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        first, last = max(1, i - limit), min(len(other), i + limit)
        now = [limit + 1] * (len(other) + 1)
        if i <= limit:
            now[0] = i
        for j in range(first, last + 1):
            cost = min(row[j] + 1, now[j - 1] + 1, row[j - 1] + (letter != other[j - 1]))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]:
                cost = min(cost, before[j - 2] + 1)
            now[j] = cost
        if min(now[first - 1 : last + 1]) > limit:
            return limit + 1
        before, row = row, now
    return min(row[-1], limit + 1)
