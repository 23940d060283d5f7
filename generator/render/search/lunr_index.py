"""The index for lunr.js, which a small bank may choose (`search.engine: lunr`): the same documents and files, but for the shards.

lunr's own Russian is not used: its trimmer loses «ф» and «ё», and it wants data of nltk. Documents come to it as keys of our
chain, and it only counts and weighs; the browser (`theme/assets/js/search/lunr.js`) makes keys of a query by the same chain.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from importlib import metadata
from pathlib import Path
from typing import Any

from lunr import __TARGET_JS_VERSION__ as TARGET
from lunr.builder import Builder

from generator.memo import FORGETFUL, Memo
from generator.render.minified import minified
from generator.render.search.documents import Document
from generator.render.search.inverted import Tally
from generator.render.search.shards import commonest, compact, ending, hashed, packed
from generator.render.search.weigh import CLASSES, PLACES, WEIGHTS, counted

FIELDS = ("title", "keywords", "labels", "summary", "asked", "body")
"""Of `Document.texts`, in their order."""
SCRIPT = "lunr.js"

_OWN = re.compile(r"w\d+-|lexicon-|more-|index\.json$")  # files of the own index that lunr's takes the place of


def lunr_files(files: Mapping[str, bytes], documents: Sequence[Document], kept: frozenset[str], memo: Memo = FORGETFUL) -> dict[str, bytes]:
    """Every file of the index by its name; `files` are those of the own index of the same documents."""
    manifest = json.loads(files["index.json"])
    more = json.loads(zlib.decompress(files[f"more-{manifest['more']}.bin"]))
    texts = [document.texts for document in documents]
    parts = (metadata.version("lunr"), *sorted(kept), "", *(text for document in texts for text in document))
    index = json.loads(memo("lunr", parts, partial(_indexed, texts, kept)))
    data = compact({**more, "lunr": {**index, "classes": CLASSES, "places": PLACES}})
    own = {name: content for name, content in files.items() if not _OWN.match(name)}
    told = {"engine": "lunr", "firsts": "", "words": "", "lexicon": "", "more": hashed(data)}
    return {**own, "index.json": compact({**manifest, **told}), f"more-{hashed(data)}.bin": packed(data), SCRIPT: script()}


def _indexed(texts: Sequence[Sequence[str]], kept: frozenset[str]) -> bytes:
    """The index, packed, and for each term what makes its commonest word of it."""
    found = [counted(document, kept) for document in texts]
    tally = Tally()
    for document in found:
        tally.add(document)
    forms = tally.forms(kept)
    index = packed_index(serialised([Counter(text).elements() for text in document.counts] for document in found))
    return compact({**index, "endings": [ending(name, commonest(forms[name])) for name in index["terms"]]})


def serialised(documents: Iterable[Sequence[Iterable[str]]]) -> dict[str, Any]:
    """The index as lunr.js loads it. A document is the keys of each of its texts, and its number is its name there.

    lunr.js takes terms only in the order of UTF-16 code units, in which an emoji stands before U+F0B7, a bullet of Word; lunr.py
    sorts by code points. No key of our chain holds either sign – it lets through Russian and Latin letters, digits, points and
    hyphens –, but an index that cannot be opened is no place to rely on that.
    """
    builder = Builder()
    for name, weight in zip(FIELDS, WEIGHTS, strict=True):
        builder.field(name, boost=weight)
    number = -1
    for number, texts in enumerate(documents):
        builder.add({"id": number, **{name: list(keys) for name, keys in zip(FIELDS, texts, strict=True)}})
    if number < 0:  # lunr.py would divide by their number
        return {"version": TARGET, "fields": list(FIELDS), "fieldVectors": [], "invertedIndex": [], "pipeline": []}
    made: dict[str, Any] = builder.build().serialize()
    made["invertedIndex"].sort(key=lambda entry: entry[0].encode("utf-16-be", "surrogatepass"))
    return made


def packed_index(index: Mapping[str, Any]) -> dict[str, Any]:
    """The same in two fifths of the bytes: vectors alone, because postings follow from them.

    `vectors`: for each text of each document, in their order, the numbers of its terms as steps from one to the next, and after
    each its weight in tenths. `terms` stand in the order of their numbers.
    """
    terms = [term for term, _ in index["invertedIndex"]]
    place = {posting["_index"]: number for number, (_, posting) in enumerate(index["invertedIndex"])}
    vectors = [list(_steps(vector, place)) for _, vector in index["fieldVectors"]]
    return {"version": index["version"], "fields": index["fields"], "terms": terms, "vectors": vectors}


def _steps(vector: Sequence[float], place: Mapping[int, int]) -> Iterable[int]:
    last = 0
    for number, weight in sorted((place[int(term)], weight) for term, weight in zip(vector[::2], vector[1::2], strict=True)):
        yield number - last
        yield max(1, round(weight * 10))
        last = number


@cache
def script() -> bytes:
    """lunr.js of the version that lunr.py writes for, as an installed package brings it, minified but for its licence: asked for before work is dealt out (`minified`)."""
    mark = f'lunr.version = "{TARGET}"'
    for distribution in sorted(metadata.distributions(), key=lambda item: item.metadata["Name"] or ""):
        for file in distribution.files or ():
            if file.name == SCRIPT:
                text = Path(str(distribution.locate_file(file))).read_text(encoding="utf-8")
                if mark in text:
                    licence = text[: text.index("*/") + 2]
                    return f"{licence}\n{minified('application/javascript', text)}\n".encode()
    raise FileNotFoundError(f"ни один из установленных пакетов не приносит lunr.js {TARGET}")
