"""The official text of the order, read from a file people have and laid out by the clauses of the bank's retelling.

`reading` turns bytes into paragraphs (`office` those of Word and LibreOffice), `matching` finds the clause of each, `writing`
makes content/regulation/text.yml and the report. Pure: the file is read and written by the command.
"""

from generator.regulation.matching import Layout, lay_out
from generator.regulation.reading import Paragraph, Unreadable, read_paragraphs
from generator.regulation.writing import Loaded, report, text_file

__all__ = ["Layout", "Loaded", "Paragraph", "Unreadable", "lay_out", "read_paragraphs", "report", "text_file"]
