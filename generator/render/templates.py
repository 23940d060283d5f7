"""The Jinja2 environment of theme/: autoescape on, a variable that is not there is an error."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_states: dict[Path, str] = {}


def renew(theme: Path, state: str) -> None:
    """Forget the templates of a theme that is in another `state` now: a program that goes on may see it edited."""
    if _states.setdefault(theme, state) != state:
        environment.cache_clear()
        macros.cache_clear()
        _states[theme] = state


@cache
def environment(theme: Path) -> Environment:
    """The environment of a theme folder."""
    return Environment(
        loader=FileSystemLoader([theme, theme / "pages"]), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
    )


def render(theme: Path, name: str, **values: Any) -> Markup:
    """One template of `theme`, filled in; safe to put into another."""
    return Markup(environment(theme).get_template(name).render(**values))  # noqa: S704  # autoescape made it


@cache
def macros(theme: Path) -> Any:
    """The shared pieces of pages, each a function that gives Markup."""
    return environment(theme).get_template("pages/_macros.html.j2").module
