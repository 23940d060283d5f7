"""The nearest known word to an unknown one, among ids, Russian labels and aliases alike."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from generator.schema.vocabulary import Term, Vocabulary

SHORT = range(3, 5)  # of a code so short one slip of the finger is a third of it
_LATIN = str.maketrans(
    {"а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "j", "к": "k", "л": "l", "м": "m", "н": "n",
     "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
     "э": "e", "ю": "yu", "я": "ya"},
)  # fmt: skip
_LOOKALIKE = str.maketrans("асеорхкіё", "aceopxkie")


def nearest(word: str, names: Mapping[str, str]) -> str | None:
    """The value of `names` whose key is closest to `word`, or None when nothing is close.

    `names` maps every spelling (id, label, alias) to the id it stands for.
    """
    wanted = _fold(word)
    table = {_fold(name): target for name, target in names.items()}
    for same in (wanted, wanted.translate(_LOOKALIKE), wanted.translate(_LATIN)):
        if same in table:
            return table[same]
    close = difflib.get_close_matches(wanted, table, n=1, cutoff=0.72)
    if close:
        return table[close[0]]
    if len(wanted) in SHORT:
        codes = [name for name in table if len(name) in SHORT]
        slips = difflib.get_close_matches(wanted, codes, n=2, cutoff=0.65)
        return table[slips[0]] if len(slips) == 1 else None
    stem = wanted[: max(4, len(wanted) - 3)]
    starts = sorted((name for name in table if len(stem) >= 4 and name.startswith(stem)), key=len)
    return table[starts[0]] if starts else None


def spellings(terms: Iterable[Term]) -> dict[str, str]:
    """Every spelling of the terms, each pointing at its id."""
    return {name: term.id for term in terms for name in (*term.aliases, term.short, term.label, term.id) if name}


def did_you_mean(word: str, vocabulary: Vocabulary) -> str:
    """A hint for a value that is not in a vocabulary."""
    found = nearest(word, spellings(vocabulary.terms))
    if found:
        return f"Возможно, нужно «{found}» ({vocabulary[found].name})."
    ids = [term.id for term in vocabulary.terms if not term.retired]
    shown = ", ".join(ids[:8]) + (" и другие" if len(ids) > 8 else "")
    return f"Выберите из списка: {shown}."


def _fold(word: str) -> str:
    folded = " ".join(word.lower().replace("_", "-").split())
    return folded.translate(_LOOKALIKE) if any(char.isascii() and char.isalpha() for char in folded) else folded.replace("ё", "е")
