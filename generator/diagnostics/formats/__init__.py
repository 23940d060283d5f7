"""One module a format; each turns diagnostics into the text of a report."""

from collections.abc import Callable, Mapping

from generator.diagnostics.formats import contract, github, gitlab, rdjsonl, sarif, summary, text
from generator.diagnostics.formats.report import Report

__all__ = ["FORMATS", "Report"]

# All formats by the name that `--format` takes.
FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": text.render,
    "json": contract.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "sarif": sarif.render,
    "rdjsonl": rdjsonl.render,
    "markdown": summary.render,
}
