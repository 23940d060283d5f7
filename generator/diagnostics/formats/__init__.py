"""One module a format; each turns diagnostics into the text of a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


Format = Callable[[Report], str]


def formats() -> Mapping[str, Format]:
    """All formats by the name that `--format` takes."""
    from generator.diagnostics.formats import exchange, github, gitlab, text

    return {
        "text": text.render,
        "json": exchange.as_json,
        "github": github.render,
        "gitlab": gitlab.render,
        "sarif": exchange.as_sarif,
        "rdjsonl": exchange.as_rdjsonl,
    }
