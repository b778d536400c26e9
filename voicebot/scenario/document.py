"""YAML with the 1.2 rule for scalars, and the line of every key and item."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from voicebot.i18n import _
from voicebot.scenario.problem import Place, Problem

_MOST_VALUES = 100_000
"""A document larger than this once its aliases are followed is refused."""

_KINDS = (
    ("bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), "tTfF"),
    ("null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]),
    ("int", re.compile(r"^[-+]?[0-9]{1,18}$"), "-+0123456789"),
    (
        "float",
        re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?$"),
        "-+.0123456789",
    ),
)
"""The core schema of YAML 1.2 (section 10.3.2), without octal, hex, inf and nan."""


class _Yaml12Loader(yaml.SafeLoader):
    """Composes nodes; scalars resolve by YAML 1.2, so `on`, `yes`, `no` are text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  # PyYAML declares it as a plain attribute


for _kind, _pattern, _firsts in _KINDS:
    _Yaml12Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_kind}", _pattern, list(_firsts)
    )


@dataclass(slots=True)
class Document:
    """A file's values, lists as tuples, and the line of each place; lines from 1."""

    value: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, place: Place) -> int:
        return line_of(self.lines, place)


def line_of(lines: Mapping[Place, int], place: Place) -> int:
    """The line of the deepest part of `place` that the file holds.

    Other parts (an expanded shorthand, a union's tag) are stepped over.
    """
    return lines.get(known_place(lines, place), 1)


def known_place(lines: Mapping[Place, int], place: Place) -> Place:
    """Those parts of `place` that the file holds."""
    known: Place = ()
    for part in place:
        if (*known, part) in lines:
            known = (*known, part)
    return known


def read_document(text: str) -> Document:
    """Read one YAML document; what is wrong with it stands in its `problems`."""
    document = Document()
    try:
        root = _compose(text)
        if root is not None:
            document.value = _Builder(document).build(root, ())
    except yaml.MarkedYAMLError as error:
        document.problems.append(_syntax_problem(error))
    except yaml.YAMLError as error:
        reason = str(error).splitlines()[0]
        document.problems.append(_syntax(1, _not_yaml(reason)))
    except RecursionError:
        message = _("the file is nested too deeply; write it flatter")
        document.problems.append(_syntax(1, message))
    return document


def _compose(text: str) -> yaml.Node | None:
    loader = _Yaml12Loader(text)
    try:
        root: yaml.Node | None = loader.get_single_node()
    finally:
        loader.dispose()
    return root


def _syntax(line: int, message: str) -> Problem:
    return Problem(line=line, message=message, rule="syntax")


def _not_yaml(reason: str) -> str:
    return _("this is not valid YAML: {reason}").format(reason=reason)


def _syntax_problem(error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    reason = error.problem or error.context or _("the text cannot be read")
    return _syntax(mark.line + 1 if mark else 1, _not_yaml(reason))


class _Builder:
    """Turns composed nodes into values, noting lines, duplicates and foreign tags."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._values = 0

    def build(self, node: yaml.Node, place: Place) -> Any:
        self._values += 1
        if self._values > _MOST_VALUES:
            raise yaml.MarkedYAMLError(
                problem=_("the file holds too many values"),
                problem_mark=node.start_mark,
            )
        self._document.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            items = enumerate(node.value)
            return tuple(self.build(item, (*place, index)) for index, item in items)
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = self._key(key_node, line)
            if key in values:
                self._complain(line, _('"{key}" stands here twice'), key=key)
                continue
            self._document.lines[(*place, key)] = line
            values[key] = self.build(value_node, (*place, key))
        return values

    def _key(self, node: yaml.Node, line: int) -> str:
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        self._complain(line, _("a key must be one word or text"))
        return ""

    def _scalar(self, node: yaml.Node) -> Any:
        text = str(node.value)
        match node.tag.rpartition(":")[2]:
            case "null":
                return None
            case "bool":
                return text.lower() == "true"
            case "int":
                return int(text)
            case "float":
                return float(text)
            case "str":
                return text
            case _:
                line = node.start_mark.line + 1
                message = _("the tag {tag} means nothing here")
                self._complain(line, message, tag=node.tag)
                return text

    def _complain(self, line: int, message: str, **names: str) -> None:
        self._document.problems.append(_syntax(line, message.format(**names)))
