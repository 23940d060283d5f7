"""What VS Code reads in a bank's folder: tasks that check it, snippets, hints for the YAML files, settings.

A pure function of the schemas and the bank's vocabularies; the files are kept in the repository and a test keeps them fresh.
"""

from __future__ import annotations

import json
from typing import Any

from generator.schema.export import public_schema
from generator.schema.kinds import Schema, kind
from generator.schema.snippets import snippets
from generator.schema.vocabulary import Vocabularies

FOLDER = ".vscode"

# Files that are YAML and nothing else. A pattern of the YAML extension knows only «*», so sections are named by digits:
# `content/regulation/*.yml` would lay the schema of a section over acts.yml too.
YAML = {
    "acts": ["content/regulation/acts.yml"],
    "calendar": ["content/calendar/year.yml"],
    "coverage": ["content/regulation/coverage.yml"],
    "document": ["content/regulation/document.yml"],
    "faq": ["content/faq/questions.yml"],
    "glossary": ["content/glossary/terms.yml"],
    "regulation": [f"content/regulation/{digit}*.yml" for digit in range(10)],
    "site": ["site_config.yml"],
    "vocabulary": ["content/vocabulary/*.yml"],
}

# The editor knows English words of severity only, and takes them from the output; so each of ours has a matcher of its own.
SEVERITIES = {"ошибка": "error", "предупреждение": "warning", "подсказка": "info"}

# Keywords whose complaint the editor would word in English and with a regular expression in it.
_STRICT = ("pattern", "format")


def files(vocabularies: Vocabularies) -> dict[str, str]:
    """Every file by its path in the bank."""
    made: dict[str, Any] = {
        "tasks.json": _tasks(),
        "settings.json": _settings(),
        # Ids of the Marketplace: completion in YAML files, and the editor's own menus in Russian.
        "extensions.json": {"recommendations": ["redhat.vscode-yaml", "ms-ceintl.vscode-language-pack-ru"]},
    }
    made |= {f"{name}.code-snippets": found for name, found in snippets(vocabularies).items()}
    made |= {f"schemas/{name}.json": yaml_schema(name, vocabularies) for name in YAML}
    return {f"{FOLDER}/{path}": json.dumps(value, ensure_ascii=False, indent=2) + "\n" for path, value in sorted(made.items())}


def matchers() -> list[dict[str, Any]]:
    """Problem matchers of our text format: «path:line:column  ошибка F104», the sentence on the next line."""
    return [
        {
            "owner": "nastavnik",
            "source": "nastavnik",
            "severity": severity,
            "applyTo": "allDocuments",
            "fileLocation": ["relative", "${workspaceFolder}"],
            "pattern": [
                {"regexp": rf"^(\S.*):(\d+):(\d+)\s+{word}\s+([A-Z]\d{{3}})\b", "file": 1, "line": 2, "column": 3, "code": 4},
                {"regexp": r"^\s+(\S.*)$", "message": 1},
            ],
        }
        for word, severity in SEVERITIES.items()
    ]


def _tasks() -> dict[str, Any]:
    check = {"problemMatcher": matchers()}
    return {
        "version": "2.0.0",
        # The program of this folder, or the one that is installed for all.
        "options": {"env": {"PATH": "${workspaceFolder}/.venv/bin:${env:PATH}"}},
        "tasks": [
            _task("Проверить банк", ["check"], "Найти ошибки во всех файлах", **check, group={"kind": "build", "isDefault": True}),
            _task("Проверить этот файл", ["check", "${relativeFile}"], "Показать замечания к открытому файлу", **check, group="build"),
            _task("Исправить, что можно", ["check", "--fix"], "Исправить то, что исправляется само, и показать остальное", **check),
            _task("Показать, что исправится", ["check", "--diff"], "Ничего не меняя, показать исправления"),
            _task("Объяснить замечание", ["explain", "${input:rule}"], "Рассказать о правиле по его номеру"),
            _task("Посмотреть сайт", ["serve"], "Собрать сайт и открыть его по адресу http://127.0.0.1:8000/", isBackground=True),
            _task("Установить программу", ["setup"], "Нужно один раз, на своём компьютере", command="make"),
        ],
        "inputs": [{"id": "rule", "type": "promptString", "description": "Номер замечания, например F104"}],
    }


def _task(label: str, arguments: list[str], detail: str, **more: Any) -> dict[str, Any]:
    # A process, not a shell: a file name reaches the program as it is.
    shown = {"reveal": "always", "clear": True, "panel": "dedicated"}
    return {"label": label, "detail": detail, "type": "process", "command": "nastavnik", "args": arguments, "problemMatcher": [], "presentation": shown} | more


def _settings() -> dict[str, Any]:
    suggest = {
        "editor.quickSuggestions": {"other": "on", "comments": "off", "strings": "on"},
        "editor.wordBasedSuggestions": "off",
        "editor.formatOnSave": False,
    }
    return {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "files.exclude": dict.fromkeys((".venv", "build", "**/__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis"), True),
        "editor.rulers": [],
        "editor.snippetSuggestions": "top",
        # Else every Russian word with «а» or «с» in it, and every dash, is marked as a look-alike of a Latin sign.
        "editor.unicodeHighlight.allowedLocales": {"ru": True},
        "editor.unicodeHighlight.allowedCharacters": {"–": True},
        "[markdown]": {"editor.wordWrap": "on", **suggest},
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, **suggest},
        "yaml.schemas": {f"./{FOLDER}/schemas/{name}.json": patterns for name, patterns in YAML.items()},
        # Only our schemas: nothing is fetched, and nothing is guessed from a file's name.
        "yaml.schemaStore.enable": False,
        "yaml.format.enable": False,
        "redhat.telemetry.enabled": False,
    }


def yaml_schema(name: str, vocabularies: Vocabularies) -> Schema:
    """The schema of a kind as editors read it: draft 7, Russian names beside the values, no x- keys."""
    schema: Schema = _plain(public_schema(kind(name), vocabularies), vocabularies)
    # The extension reads draft 7 in full and later drafts in part; these schemas use nothing that is newer.
    return {**schema, "$schema": "http://json-schema.org/draft-07/schema#"}


def _plain(node: Any, vocabularies: Vocabularies) -> Any:
    if isinstance(node, list):
        return [_plain(item, vocabularies) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: _plain(value, vocabularies) for key, value in node.items() if not key.startswith("x-") and key != "$id"}
    if "properties" in node:  # names of fields are no keywords
        made["properties"] = {key: _plain(value, vocabularies) for key, value in node["properties"].items()}
    names = _names(node, vocabularies)
    if names:
        made["enumDescriptions"] = [names.get(value, "") for value in node["enum"]]
    if isinstance(node.get("title"), str) and any(key in node for key in _STRICT):
        made["errorMessage"] = f"Поле «{node['title']}» записано не по образцу."
    return made


def _names(node: Schema, vocabularies: Vocabularies) -> dict[str, str]:
    """Russian names of the values a field may take."""
    if not isinstance(node.get("enum"), list):
        return {}
    vocabulary = vocabularies.get(str(node.get("x-vocabulary", "")))
    return {term.id: term.name for term in vocabulary.terms} if vocabulary else dict(node.get("x-labels", {}))
