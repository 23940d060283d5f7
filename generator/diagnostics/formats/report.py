"""What every format gets: the diagnostics and what may be shown beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.diagnostics.diagnostic import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a format may show. `texts` maps paths to whole files; `help_url` is the address of the rules' pages."""

    found: Sequence[Diagnostic]
    files: int
    texts: Mapping[str, str]
    help_url: str = ""
    colour: bool = False

    @property
    def errors(self) -> int:
        """How many diagnostics are errors."""
        return sum(diagnostic.severity is Severity.ERROR for diagnostic in self.found)

    @property
    def warnings(self) -> int:
        """How many are warnings."""
        return len(self.found) - self.errors

    def url(self, diagnostic: Diagnostic) -> str:
        """Address of the help page of the diagnostic's rule."""
        return f"{self.help_url}help/rules/{diagnostic.rule}/"
