"""nastavnik: a bank of mentoring practices as Markdown, checked and built into a static site."""

__version__ = "0.1.0"
