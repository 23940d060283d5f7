"""What other sites show of this one.

A section is a value (`data`), made of a school (`section`, `brief`) or of the bank (`region`); it is written in every way another
site can take it: a frame page, markup, JSON, oEmbed, an archive (`files`, `frame`, `oembed`, `archive`), and as lines to paste (`lines`).
"""

from __future__ import annotations

from generator.render.embed.files import card_files, embed_files, facet_files, main_files, school_folders

__all__ = ["card_files", "embed_files", "facet_files", "main_files", "school_folders"]
