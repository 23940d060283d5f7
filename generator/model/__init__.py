"""A bank is a value: frozen records and the relations among them."""

from generator.model.bank import Bank
from generator.model.build import build_bank
from generator.model.law import Act, Clause, Document, GlossaryTerm
from generator.model.programs import Program
from generator.model.records import Attachment, Collection, Event, News, Page, Practice, School, SchoolFile

__all__ = [
    "Act", "Attachment", "Bank", "Clause", "Collection", "Document", "Event", "GlossaryTerm", "News", "Page", "Practice", "Program",
    "School", "SchoolFile", "build_bank",
]  # fmt: skip
