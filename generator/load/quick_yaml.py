"""The fast way to read sound data: libyaml composes the tree in C and no places are noted.

It answers only for data in which nothing could be amiss, and gives up (None) on anything else; `marked_yaml` then reads
it with places and says what is wrong. Both agree on what they both answer for: a test holds that.
"""

from __future__ import annotations

from typing import Any

import yaml

from generator.load.marked_yaml import MAX_DEPTH, Value
from generator.load.slips import suspicious
from generator.patterns import late

try:
    from yaml._yaml import CParser as _Parser  # the C parser alone: its resolver, YAML 1.1 in Python, costs most of the time
except ImportError:  # PyYAML without libyaml
    _Parser = None  # type: ignore[assignment, misc]  # then only the slow way is left

# Letters and signs of ordinary data: no anchors, tags, comments, tabs, control signs, other alphabets.
_ORDINARY = late(r"[ \nA-Za-zА-Яа-яЁё0-9_.,:;()«»„“…–—№%+?/|>\"'\[\]{}\u00a0-]*")
_ODD_BLANK = late(r"(?<![\w.,»)])\u00a0|\u00a0(?![\w«(–])")  # a no-break space that is not between words
_BLOCKS = ("|", ">")
_NESTED = ("- - - -", "[[[[", "{{{{", "\n" + " " * 40)  # the C parser has no bound on nesting
_KEY = late(r"[a-z][a-z0-9_]*\Z")
_INT = late(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_FLOAT = late(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}\Z")
_TEXT = late(r"[А-Яа-яЁё«A-Za-z]|[0-9][^А-Яа-яЁё]*[А-Яа-яЁё]|[0-9]{1,3}\)\Z|\d{4}-\d\d-\d\d\Z")  # no number holds a Russian letter
_READ_OTHERWISE = frozenset({"true", "false", "null", "y", "yes", "n", "no", "on", "off"})


class _Odd(Exception):  # noqa: N818  # not an error: only not for this way
    """The data holds something that the slow way must look at."""


class _Composer(_Parser or object):  # type: ignore[misc]
    """The C parser without PyYAML's resolver: every scalar keeps its text."""

    def resolve(self, _kind: object, _value: object, _implicit: object) -> None:
        """No tag."""

    def descend_resolver(self, _parent: object, _index: object) -> None:
        """Nothing to resolve by."""

    def ascend_resolver(self) -> None:
        """The same."""


def read_quickly(text: str) -> dict[str, Value] | None:
    """The mapping that `text` holds, or None when `read_yaml` should be asked."""
    if _Parser is None or not _ORDINARY.fullmatch(text) or _is_odd(text) or suspicious(text):
        return None
    try:
        node = _Composer(text).get_single_node()
        value = _value(node, 0)
    except (yaml.YAMLError, _Odd):
        return None
    return value if isinstance(value, dict) else None


def _is_odd(text: str) -> bool:
    return text.count("[") + text.count("{") > 400 or any(deep in text for deep in _NESTED) or ("\u00a0" in text and bool(_ODD_BLANK.search(text)))


def _value(node: Any, depth: int) -> Value:
    kind = type(node)
    if kind is yaml.ScalarNode:
        return _scalar(node)
    if depth >= MAX_DEPTH or node is None:
        raise _Odd
    if kind is yaml.SequenceNode:
        return [_value(item, depth + 1) for item in node.value]
    mapping: dict[str, Value] = {}
    for key, item in node.value:
        name = key.value
        if type(key) is not yaml.ScalarNode or name in mapping or not _KEY.match(name):
            raise _Odd
        mapping[name] = _value(item, depth + 1)
    return mapping


def _scalar(node: Any) -> Value:
    text: str = node.value
    if node.end_mark.line != node.start_mark.line and node.style not in _BLOCKS:
        raise _Odd  # a value that goes on below may have swallowed its neighbours
    if node.style or (_TEXT.match(text) and text.lower() not in _READ_OTHERWISE):
        return text
    if _INT.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    if text in ("true", "false"):
        return text == "true"
    if not text:
        return None
    raise _Odd
