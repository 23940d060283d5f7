"""Where in a schema each field is at home, for keys that stand on another level: `value` beside `duration`, not inside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.schema.kinds import Kind
from generator.schema.suggest import fold

MOST_HOMES = 3  # named in one message; a key that is at home in more places says little


@dataclass(frozen=True, slots=True)
class Home:
    """Where a field belongs, as the end of a sentence, and what to do."""

    where: str
    hint: str


class Levels:
    """Every key of a schema with the paths of the groups it is at home in, lists passed over."""

    def __init__(self, kind: Kind) -> None:
        self._homes: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for key, path in _fields(kind):
            self._homes.setdefault(fold(key), []).append((key, path))

    def home(self, key: str, path: tuple[str | int, ...]) -> Home | None:
        """Where a key belongs that is unknown at `path`; None when it is at home nowhere or almost everywhere."""
        here = tuple(part for part in path if isinstance(part, str))
        homes = [(name, home) for name, home in self._homes.get(fold(key), ()) if home != here]
        for name, home in homes:
            if not home:
                return Home("оно пишется на верхнем уровне", f"Перенесите его на отдельную строку без отступа: «{name}: …».")
        inner = [(name, home) for name, home in homes if home[: len(here)] == here] or homes
        if not 0 < len(inner) <= MOST_HOMES:
            return None
        *others, last = (f"«{home[-1]}»" for _, home in inner)
        groups = f"{', '.join(others)} или {last}" if others else last
        return Home(f"оно пишется внутри {groups}", f"Перенесите его внутрь {groups}.")


def _fields(kind: Kind) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Keys of the record and of the groups, and lists of groups, in it."""
    for key in kind.document["properties"]:
        yield key, ()
        field = kind.at((key,))
        group = field if "properties" in field else field.get("items", {})
        yield from ((inner, (key,)) for inner in group.get("properties", {}))
