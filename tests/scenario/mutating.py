"""Slips of authors, drawn at random: in the text of a scenario, and in its tree."""

import copy
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from hypothesis import strategies as st

from tests.scenario.talking import DIALOGS
from voicebot.scenario.reading.document import read_document
from voicebot.scenario.reading.files import scenarios_in

Tree = dict[str, Any]
Drawn = TypeVar("Drawn")

Spot = tuple[Any, Any]
"""A mapping or a list, and a key or a position in it."""

SHIPPED = {
    path.name: path.read_text(encoding="utf-8")
    for path in [*scenarios_in(DIALOGS), Path("tests/scenario/korean.yaml")]
}
"""Texts of scenarios by their files' names; they may be each other's subdialogs."""

SPLICED = [
    *"{}[]:,-|>&*#!'\"?",
    "true",
    "null",
    "5",
    "1.5",
    "hang_up",
    "say:",
    "goto:",
    "on:",
    "{time}",
    "{question}",
    "{first}",
    "{client_name | case dative}",
    "{callback_at | spoken}",
    "{ client_name",
    "яЪ",
    "\n",
    "\t",
    "\x00",
    "\u2028",
]

ODD_VALUES: list[Any] = [
    None,
    True,
    5,
    -1,
    1.5,
    "",
    "hang_up",
    "5s",
    "ы",
    "score > 3",
    [],
    {},
    ["а", "б?"],
    [{"go": "hang_up"}],
    {"say": "а", "go": "hang_up"},
    "{time | in 2 hours}",
]

GRAFTS: list[Tree] = [
    {"goto": "?"},
    {"hang_up": True},
    {"return": True},
    {"return": "refused"},
    {"choose": [{"when": "graft == 'да'", "go": "?"}]},
    {"choose": [{"when": "graft", "go": "?"}, {"go": "?"}]},
    {"choose": [{"when": "not graft", "go": "?"}, {"when": "graft", "go": "?"}]},
    {"choose": [{"when": "now > '2026-11-20T14:10+03:00'", "go": "?"}, {"go": "?"}]},
    {"set": {"graft": "{graft | else да}"}},
    {"set": {"graft": "{text}"}},
    {"webhook": {"to": "crm", "take": {"graft": "a.0"}, "failed": "?"}},
    {"webhook": {"to": "crm", "failed": "?", "timed_out": "?"}},
    {"webhook": "crm"},
    {"hold": {"audio": "hold.wav", "for": "2s"}},
    {"collect": "graft"},
    {"collect": {"slot": "graft", "confirm": "{graft}, да?", "on": {"no": "?"}}},
    {"collect": {"slot": "number", "min": 1, "max": 3}},
    {"collect": {"slot": "number", "confirm": "{number}?", "on": {"key 1": "?"}}},
    {"collect": {"slot": "moment", "confirm": "{moment | spoken}, верно?"}},
    {"scale": {"slot": "number", "words": {"плохо": 1}, "on": {"no": "?"}}},
    {"transfer": {"to": "managers", "failed": "?"}},
    {"transfer": {"to": "managers", "how": "attended", "after": "?"}},
    {"on": {"yes": "?", "no": "?", "key 1": "?"}},
    {"on_noinput": [{"go": "?"}]},
    {"on_noinput": []},
    {"on_nomatch": [{"go": "?"}]},
    {"on_nomatch": []},
    {"message": "Ждём {graft}", "fields": {"status": "{graft}"}},
    {"subdialog": {"src": "satisfaction.yaml"}},
    {"subdialog": {"src": "satisfaction.yaml", "on": {"refused": "?"}}},
    {"callback": "{time | in 2 hours}"},
    {"ask": ["Что?", "Как?"]},
]
"""Steps that are put into a node; `?` becomes the name of one."""

CLOSING = {"on", "goto", "transfer", "hang_up", "choose", "return"}
"""Steps of which a node has one, as a rule."""

GRAFTED_SLOTS = {
    "graft": {"type": "text"},
    "number": {"type": "number"},
    "moment": {"type": "time"},
}


@st.composite
def spoilt_texts(draw: st.DrawFn, texts: Sequence[str]) -> str:
    """A file with a few lines moved, lost or doubled and characters changed."""
    lines = draw(st.sampled_from(texts)).split("\n")
    for _time in range(draw(st.integers(1, 4))):
        index = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        line = lines[index]
        column = draw(st.integers(0, len(line)))
        match draw(
            st.sampled_from(["drop", "double", "swap", "cut", "insert", "indent"])
        ):
            case "drop" if len(lines) > 1:
                del lines[index]
            case "double":
                lines.insert(other, line)
            case "swap":
                lines[index], lines[other] = lines[other], line
            case "cut":
                lines[index] = line[:column]
            case "insert":
                spliced = draw(st.sampled_from(SPLICED))
                lines[index] = line[:column] + spliced + line[column:]
            case _:
                lines[index] = " " * draw(st.integers(0, 6)) + line.lstrip()
    return "\n".join(lines)


def tree_of(text: str) -> Tree:
    tree = _as_lists(read_document(text).value)
    assert isinstance(tree, dict)
    return tree


def text_of(tree: Tree) -> str:
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)


@st.composite
def spoilt_trees(draw: st.DrawFn, tree: Tree, most: int = 4) -> Tree:
    """A scenario that is still YAML, with keys and values changed.

    Steps that the shipped scenarios lack are put in, so that the graphs are unlike
    theirs.
    """
    spoilt = copy.deepcopy(tree)
    for _time in range(draw(st.integers(1, most))):
        kinds = ["retarget", "retarget", "graft", "graft", "graft", "drop", "drop"]
        kinds += ["rename", "double", "retype", "splice", "swap"]
        _change(draw, spoilt, draw(st.sampled_from(kinds)))
    return spoilt


@st.composite
def rewired_trees(draw: st.DrawFn, tree: Tree) -> Tree:
    """A scenario whose steps and ways were changed, each into another that may be."""
    rewired = copy.deepcopy(tree)
    nodes = rewired["nodes"]
    targets = st.sampled_from([*nodes, *nodes, "hang_up"])
    for _time in range(draw(st.integers(1, 8))):
        if draw(st.booleans()):
            _graft(draw, rewired, nodes, targets)
        else:
            leading = [spot for spot in _spots(nodes) if _value(spot) in nodes]
            if leading:
                parent, key = _one_of(draw, leading)
                parent[key] = draw(targets)
    return rewired


def _change(draw: st.DrawFn, tree: Tree, kind: str) -> None:
    nodes = tree.get("nodes")
    names = [*nodes] if isinstance(nodes, dict) and nodes else ["?"]
    targets = st.sampled_from([*names, "hang_up"])
    if kind == "graft" and isinstance(nodes, dict) and nodes:
        _graft(draw, tree, nodes, targets)
        return
    spots = list(_spots(tree))
    if kind == "retarget":
        leading = [spot for spot in spots if _value(spot) in {*names, "hang_up"}]
        parent, key = _one_of(draw, leading or spots)
        parent[key] = draw(targets)
    elif kind == "swap":
        _swap(_one_of(draw, spots), _one_of(draw, spots))
    else:
        keys = [spot[1] for spot in spots if isinstance(spot[1], str)]
        _change_one(draw, kind, _one_of(draw, spots), [*keys, *names, "on", "x"])


def _change_one(draw: st.DrawFn, kind: str, spot: Spot, keys: Sequence[str]) -> None:
    parent, key = spot
    match kind:
        case "drop":
            del parent[key]
        case "rename" if isinstance(parent, dict):
            parent[_one_of(draw, keys)] = parent.pop(key)
        case "double" if isinstance(parent, dict):
            parent[f"{key}2"] = copy.deepcopy(parent[key])
        case "double":
            parent.insert(key, copy.deepcopy(parent[key]))
        case "splice" if isinstance(parent[key], str):
            at = draw(st.integers(0, len(parent[key])))
            parent[key] = parent[key][:at] + _one_of(draw, SPLICED) + parent[key][at:]
        case _:
            parent[key] = copy.deepcopy(_one_of(draw, ODD_VALUES))


def _swap(one: Spot, other: Spot) -> None:
    mine, theirs = copy.deepcopy(one[0][one[1]]), copy.deepcopy(other[0][other[1]])
    one[0][one[1]] = theirs
    other[0][other[1]] = mine


def _one_of(draw: st.DrawFn, values: Sequence[Drawn]) -> Drawn:
    """By its position: values that change after they were drawn are drawn again."""
    return values[draw(st.integers(0, len(values) - 1))]


def _graft(
    draw: st.DrawFn, tree: Tree, nodes: Tree, targets: st.SearchStrategy[str]
) -> None:
    slots = tree.setdefault("slots", {})
    if isinstance(slots, dict):
        slots.update(copy.deepcopy(GRAFTED_SLOTS))
    node = nodes[draw(st.sampled_from([*nodes]))]
    graft = copy.deepcopy(_one_of(draw, GRAFTS))
    if isinstance(node, dict):
        if draw(st.booleans()):
            for key in CLOSING:
                node.pop(key, None)
            if CLOSING.isdisjoint(graft):
                graft["goto"] = "?"
        node.update(_aimed(draw, graft, targets))


def _aimed(draw: st.DrawFn, value: Any, targets: st.SearchStrategy[str]) -> Any:
    match value:
        case dict():
            return {key: _aimed(draw, each, targets) for key, each in value.items()}
        case list():
            return [_aimed(draw, each, targets) for each in value]
        case "?":
            return draw(targets)
        case _:
            return value


def _value(spot: Spot) -> str | None:
    value = spot[0][spot[1]]
    return value if isinstance(value, str) else None


def _spots(value: Any) -> Iterator[Spot]:
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _spots(value[key])


def _as_lists(value: Any) -> Any:
    match value:
        case dict():
            return {key: _as_lists(each) for key, each in value.items()}
        case tuple():
            return [_as_lists(each) for each in value]
        case _:
            return value
