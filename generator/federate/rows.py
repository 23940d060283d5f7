"""Cards of a region as results show them: files of sixteen, numbered as the region numbers its practices.

Their names carry no hash, so no list of them has to be fetched; a browser asks whether a file is still the same.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping

from generator.federate.published import Row
from generator.render.search.shards import compact

ROWS = 16  # cards in a file: about 2 KB to fetch


def name(region: str, number: int) -> str:
    """The path of a file of cards below the folder of the search."""
    return f"c/{region}/{number}.bin"


def rewritten(region: str, before: int, now: int, rows: Mapping[int, Row], read: Callable[[str], bytes]) -> dict[str, bytes]:
    """Files that change when `rows` do and the number of cards goes from `before` to `now`; raises what `read` raises."""
    touched = {number // ROWS for number in rows}
    if now < before and now:
        touched.add((now - 1) // ROWS)
    files = {}
    for number in sorted(touched):
        wanted = range(number * ROWS, min(now, (number + 1) * ROWS))
        if not wanted:
            continue
        path = name(region, number)
        old = json.loads(zlib.decompress(read(path))) if any(at not in rows for at in wanted) else []
        files[path] = zlib.compress(compact([_list(rows[at]) if at in rows else old[at - wanted.start] for at in wanted]), 9)
    return files


def _list(row: Row) -> list[str]:
    return [row.id, row.url, row.title, row.summary, row.meta, row.origin]
