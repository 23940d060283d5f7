"""Family R: the typography of Russian text."""

from generator.check.russian.typography import typography

__all__ = ["typography"]
