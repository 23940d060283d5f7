"""Pelican as a bank of cards: every document is a page; facets.py adds the listings."""

import json
from pathlib import Path

HERE = Path(__file__).resolve().parent
SITE = json.loads((HERE / "site.json").read_text(encoding="utf-8"))
FACETS = json.loads((HERE / "facets.json").read_text(encoding="utf-8"))

SITENAME = SITE["name"]
SITEURL = ""
TIMEZONE = "UTC"
DEFAULT_LANG = "ru"
THEME = str(HERE / "theme")
PATH = str(HERE / "content")
OUTPUT_PATH = str(HERE / "output")
PLUGIN_PATHS = [str(HERE)]
PLUGINS = ["facets"]
PAGE_PATHS = [""]
ARTICLE_PATHS: list[str] = []
STATIC_PATHS = [""]
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.meta": {},
        "markdown.extensions.tables": {},
        "markdown.extensions.sane_lists": {},
        "markdown.extensions.toc": {},
    },
    "output_format": "html5",
}
DIRECT_TEMPLATES: list[str] = []
ARCHIVES_SAVE_AS = AUTHORS_SAVE_AS = AUTHOR_SAVE_AS = CATEGORIES_SAVE_AS = CATEGORY_SAVE_AS = TAGS_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
