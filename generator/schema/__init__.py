"""What a record must look like, as data (`*.yml`), and the code that reads it."""

from generator.schema.kinds import Kind, SectionSpec, kind, kinds
from generator.schema.vocabulary import Term, Vocabularies, Vocabulary, read_vocabularies

__all__ = ["Kind", "SectionSpec", "Term", "Vocabularies", "Vocabulary", "kind", "kinds", "read_vocabularies"]
