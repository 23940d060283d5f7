"""Search over the bank: what is indexed (`documents`), how text becomes keys (`chain`), and the index as files (`index`)."""

from generator.render.search.documents import KINDS, Document, documents
from generator.render.search.index import search_files

__all__ = ["KINDS", "Document", "documents", "search_files"]
