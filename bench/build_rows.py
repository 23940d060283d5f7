"""Rows that take turns: each round runs every row once, so that a busy minute of the machine falls on all of them."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.build_edits import Stamps, size_of, stamps, written
from bench.build_run import run
from bench.build_tools import Tool
from bench.check import Cost
from bench.tools import say

ONCE = 60.0  # seconds; what takes longer runs in the first round only


@dataclass(slots=True)
class Row:
    """A command and what it cost in each round; None where it did not run. `prepare` brings the files to their state.

    `verify` looks at the result and returns what is wrong with it; `count` asks how many files were written. With `after`
    the row is that row's site, indexed: its cost is added to what that row cost in the same round. `look` says once what the site is like; `adjust` takes from a
    cost what does not belong to the row; None when that cannot be known.
    """

    name: str
    tool: Tool
    command: Sequence[str]
    prepare: Callable[[], object] = lambda: None
    verify: Callable[[], str] = lambda: ""
    count: bool = False
    after: Row | None = None
    adjust: Callable[[Cost], Cost | None] = lambda cost: cost
    costs: list[Cost | None] = field(default_factory=list)
    look: Callable[[], str] = lambda: ""
    fault: str = ""
    looked: str = ""
    written: int = 0
    files: int = 0
    bytes: int = 0

    def turn(self) -> None:
        """One round."""
        first = next((cost for cost in self.costs if cost), None)
        if self.fault or (first and first.wall > ONCE) or (self.after and not self.after.costs[-1]):
            self.costs.append(None)
            self.fault = self.fault or (self.after.fault if self.after and self.after.fault else "")
            return
        self.prepare()
        before: Stamps = stamps(self.tool.site) if self.count else {}
        cost = run(self.command, self.tool.folder, self.tool.env)
        if cost.code:
            last = (cost.said.strip().splitlines() or [""])[-1][:100]
            self.fault = f"failed, exit code {cost.code}: {last}"
        elif cost.code is None:
            self.fault = f"stopped after {cost.wall:.0f} s"
        else:
            self.fault = self.verify()
        kept = None if self.fault else self.adjust(cost)
        self.fault = self.fault or ("" if kept else "left out: the profile names no such stage")
        self.costs.append(self._with_base(kept) if kept else None)
        if not self.fault:
            self.looked = self.looked or self.look()  # at once: the next row, or a run that is broken off, may remove the site
            self.files, self.bytes = size_of(self.tool.site)
            self.written = written(before, stamps(self.tool.site)) if self.count else 0

    def _with_base(self, cost: Cost) -> Cost:
        base = self.after.costs[-1] if self.after else None
        return Cost(base.cpu + cost.cpu, base.wall + cost.wall, max(base.memory, cost.memory), 0, "") if base else cost

    def middle(self, name: str) -> float:
        """The median of one figure."""
        return float(statistics.median(getattr(cost, name) for cost in self.costs if cost))

    @property
    def runs(self) -> int:
        """How many rounds count."""
        return sum(cost is not None for cost in self.costs)


def rounds(rows: Sequence[Row], number: int, what: str) -> str:
    """Run the rounds; returns a word about how they ended, empty when all is well."""
    try:
        for index in range(1, number + 1):
            for row in rows:
                say(f"{what}, round {index} of {number}: {row.name}")
                row.turn()
    except KeyboardInterrupt:
        for row in rows:  # rounds that not all rows have are not compared
            del row.costs[index - 1 :]
        return f"Broken off in round {index} of {number}; what had run by then is shown."
    return ""


def ratio(ours: Row, other: Row, name: str) -> float | None:
    """Ours over the other: the median of the ratios in each round that both have."""
    found = [getattr(a, name) / getattr(b, name) for a, b in zip(ours.costs, other.costs, strict=False) if a and b and getattr(b, name)]
    return statistics.median(found) if found else None


def difference(whole: Row, part: Row, name: str) -> float:
    """How much more one row costs than another: the median over the rounds that both have."""
    return float(statistics.median(getattr(a, name) - getattr(b, name) for a, b in zip(whole.costs, part.costs, strict=False) if a and b))


def figures(ours: Row, row: Row) -> tuple[str, ...]:
    """Median CPU and wall seconds, ours over them, peak memory; dashes where there is nothing."""
    if not row.runs:
        return ("–",) * 5
    ratios = (ratio(ours, row, name) if row is not ours else None for name in ("cpu", "wall"))
    shown = [f"{value:.2f}" if value is not None else "–" for value in ratios]
    return f"{row.middle('cpu'):.2f}", f"{row.middle('wall'):.2f}", *shown, f"{row.middle('memory'):.0f}"


def note(row: Row, number: int) -> str:
    """What a reader must know of a row."""
    return row.fault or (f"{row.runs} of {number} rounds" if row.runs < number else "")


_STAGE = re.compile(r"^\s*(?P<name>\S(?:.*?\S)?)\s{2,}(?P<seconds>\d+[.,]\d+)\b", re.MULTILINE)


def share(said: str, *stages: str) -> float | None:
    """What part of the whole some stages take, after what `nastavnik build --profile` prints; None when it names none of them.

    A line of it is a name, two spaces or more, seconds with a point or a comma; a stage is known by a part of its name.
    """
    seconds = {match["name"].lower(): float(match["seconds"].replace(",", ".")) for match in _STAGE.finditer(said)}
    found = [spent for name, spent in seconds.items() if any(stage in name for stage in stages)]
    whole = max(max(seconds.values(), default=0.0), sum(spent for name, spent in seconds.items() if "всего" not in name))
    return sum(found) / whole if found and whole else None


def without(cost: Cost, *stages: str) -> Cost | None:
    """The same run less some stages."""
    part = share(cost.said, *stages)
    return None if part is None else Cost(cost.cpu * (1 - part), cost.wall * (1 - part), cost.memory, 0, "")


def has_site(site: Path) -> str:
    """Whether there is a first page."""
    return "" if (site / "index.html").is_file() else "ended well and made no site"
