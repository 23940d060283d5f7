"""Bytes become `Source`s: text and values that remember their places. No meaning yet."""

from generator.load.source import Source, Spans, Value, read_source
from generator.load.walk import Entry, Tree, walk

__all__ = ["Entry", "Source", "Spans", "Tree", "Value", "read_source", "walk"]
