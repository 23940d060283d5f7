"""Rules about meaning, one module a family. A rule is a function from the whole bank to diagnostics; it renders nothing."""

from generator.check.context import Context
from generator.check.run import check

__all__ = ["Context", "check"]
