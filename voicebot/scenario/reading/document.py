"""YAML with the 1.2 rule for scalars, and where every key and value stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from typing_extensions import override
from yaml.composer import Composer
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.resolver import Resolver
from yaml.scanner import Scanner

from voicebot.i18n import _
from voicebot.scenario.reading.problem import Mark, Place, Problem

_MOST_VALUES = 100_000
"""A document larger than this once its aliases are followed is refused."""

_DEEPEST = 50
"""Levels of nesting; the C parser would crash on some ten thousand."""

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


class _PurePythonParser(Reader, Scanner, Parser):
    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


_Parser: type[Any] = getattr(getattr(yaml, "cyaml", None), "CParser", _PurePythonParser)
"""The C one where PyYAML was built with it: five times faster."""


class _Yaml12Loader(Composer, _Parser, Resolver):  # type: ignore[misc]  # either parser has the same methods
    """Composes nodes; scalars resolve by YAML 1.2, so `on`, `yes`, `no` are text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  # PyYAML declares it as a plain attribute

    def __init__(self, text: str) -> None:
        _Parser.__init__(self, text)
        Composer.__init__(self)
        Resolver.__init__(self)
        self._depth = 0

    @override
    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _too_deep(self.peek_event().start_mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        self._depth -= 1
        return node


for _kind, _pattern, _firsts in _KINDS:
    _Yaml12Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_kind}", _pattern, list(_firsts)
    )


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: its key, and its value. An item of a list has no key."""

    key: Mark
    value: Mark


@dataclass(slots=True)
class Document:
    """A file's values, lists as tuples, and the spot of each place."""

    value: Any = None
    spots: dict[Place, Spot] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def mark_of(self, place: Place) -> Mark:
        return mark_of(self.spots, place)


def mark_of(
    spots: Mapping[Place, Spot], place: Place, *, is_value: bool = False
) -> Mark:
    """The key of the deepest part of `place` that the file holds, or its value.

    Other parts (an expanded shorthand, a union's tag) are stepped over.
    """
    spot = spots.get(known_place(spots, place))
    if spot is None:
        return Mark()
    return spot.value if is_value else spot.key


def known_place(spots: Mapping[Place, Spot], place: Place) -> Place:
    """Those parts of `place` that the file holds."""
    known: Place = ()
    for part in place:
        if (*known, part) in spots:
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
        document.problems.append(_syntax(Mark(), _not_yaml(reason)))
    return document


def _compose(text: str) -> yaml.Node | None:
    loader = _Yaml12Loader(text)
    try:
        root: yaml.Node | None = loader.get_single_node()
    finally:
        loader.dispose()
    return root


def _syntax(mark: Mark, message: str) -> Problem:
    return Problem(line=mark.line, column=mark.column, message=message, rule="syntax")


def _not_yaml(reason: str) -> str:
    return _("this is not valid YAML: {reason}").format(reason=reason)


def _too_deep(mark: Any) -> yaml.MarkedYAMLError:
    reason = _("the file is nested too deeply; write it flatter")
    return yaml.MarkedYAMLError(problem=reason, problem_mark=mark)


def _syntax_problem(error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    reason = error.problem or error.context or _("the text cannot be read")
    return _syntax(_mark(mark) if mark else Mark(), _not_yaml(reason))


def _mark(mark: Any) -> Mark:
    """PyYAML's marks count from 0; those of its two parsers are of different classes."""
    return Mark(mark.line + 1, mark.column + 1)


class _Builder:
    """Turns composed nodes into values, noting spots, duplicates and foreign tags."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._values = 0

    def build(self, node: yaml.Node, place: Place, key: Mark | None = None) -> Any:
        self._values += 1
        if self._values > _MOST_VALUES:
            raise yaml.MarkedYAMLError(
                problem=_("the file holds too many values"),
                problem_mark=node.start_mark,
            )
        if len(place) > _DEEPEST:  # an alias to what it stands in
            raise _too_deep(node.start_mark)
        value = _mark(node.start_mark)
        self._document.spots[place] = Spot(key or value, value)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            items = enumerate(node.value)
            return tuple(self.build(item, (*place, index)) for index, item in items)
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            mark = _mark(key_node.start_mark)
            key = self._key(key_node, mark)
            if key in values:
                self._complain(mark, _('"{key}" stands here twice'), key=key)
                continue
            values[key] = self.build(value_node, (*place, key), mark)
        return values

    def _key(self, node: yaml.Node, mark: Mark) -> str:
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        self._complain(mark, _("a key must be one word or text"))
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
                mark = _mark(node.start_mark)
                message = _("the tag {tag} means nothing here")
                self._complain(mark, message, tag=node.tag)
                return text

    def _complain(self, mark: Mark, message: str, **names: str) -> None:
        self._document.problems.append(_syntax(mark, message.format(**names)))
