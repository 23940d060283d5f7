"""What every format gets: the diagnostics and what may be shown beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.diagnostics.diagnostic import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a format may show. `texts` maps paths to whole files; `help_url` is the address of the rules' pages.

    Reports for people (text, github, markdown) leave hints out where `hints_shown` is False; those for programs hold everything.
    """

    found: Sequence[Diagnostic]
    files: int
    texts: Mapping[str, str]
    help_url: str = ""
    colour: bool = False
    hints_shown: bool = True

    @property
    def errors(self) -> int:
        """How many diagnostics are errors."""
        return self._number(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many are warnings."""
        return self._number(Severity.WARNING)

    @property
    def hints(self) -> int:
        """How many are hints, shown or not."""
        return self._number(Severity.HINT)

    @property
    def fixable(self) -> int:
        """How many of those shown mend themselves."""
        return sum(diagnostic.fix is not None for diagnostic in self.shown)

    @property
    def shown(self) -> list[Diagnostic]:
        """The diagnostics that a report for people prints."""
        return [diagnostic for diagnostic in self.found if self.hints_shown or diagnostic.severity is not Severity.HINT]

    def url(self, diagnostic: Diagnostic) -> str:
        """Address of the help page of the diagnostic's rule."""
        return f"{self.help_url}help/rules/{diagnostic.rule}/"

    def _number(self, severity: Severity) -> int:
        return sum(diagnostic.severity is severity for diagnostic in self.found)
