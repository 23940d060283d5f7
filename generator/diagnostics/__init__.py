"""What is wrong, where, and what to do about it. Knows nothing of the bank."""

from generator.diagnostics.diagnostic import Diagnostic, Edit, Fix, Place, Severity
from generator.diagnostics.rules import RULES, Example, Rule

__all__ = ["RULES", "Diagnostic", "Edit", "Example", "Fix", "Place", "Rule", "Severity"]
