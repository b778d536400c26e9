"""One phrase file: Rasa's NLU training format, read with its line numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from voicebot.errors import ScenarioError
from voicebot.i18n import _

FORMAT_VERSION = "3.1"

_Loader: type[yaml.CSafeLoader | yaml.SafeLoader] = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)
"""The C one where PyYAML was built with it: ten times faster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One phrase and its intent; `scenario` and `question` where it holds only there."""

    intent: str
    text: str
    line: int
    scenario: str | None = None
    question: str | None = None


def read_examples(path: Path) -> Iterator[Example]:
    """Every phrase of the file, in its order.

    An intent's `examples` are lines "- phrase" of one block, or a list of
    `{text, metadata: {scenario, question}}`.

    Raises:
        ScenarioError: a malformed file (with file:line).
    """
    root = _compose(path)
    sections = dict(_pairs(path, root))
    version = sections.get("version")
    if not isinstance(version, yaml.ScalarNode) or version.value != FORMAT_VERSION:
        raise malformed(
            path, version or root, _('the first line must be: version: "3.1"')
        )
    nlu = sections.get("nlu")
    if not isinstance(nlu, yaml.SequenceNode):
        raise malformed(path, nlu or root, _('there must be a list under "nlu:"'))
    for entry in nlu.value:
        yield from _examples_of_entry(path, entry)


def malformed(path: Path, node: yaml.Node, problem: str) -> ScenarioError:
    line = node.start_mark.line + 1
    return ScenarioError(f"{path}:{line}: {problem}")


def _compose(path: Path) -> yaml.Node:
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ScenarioError(
            _("{path}:{line}: not valid YAML: {problem}; correct this line").format(
                path=path, line=line, problem=error.problem
            )
        ) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ScenarioError(
            _("{path}: cannot be read: {problem}; save it as UTF-8 text").format(
                path=path, problem=error
            )
        ) from error
    if root is None:
        raise ScenarioError(
            _("{path}:1: the file is empty; write phrases or remove it").format(
                path=path
            )
        )
    return root


def _pairs(path: Path, node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        raise malformed(path, node, _('expected "key: value" pairs here'))
    for key, value in node.value:
        yield str(key.value), value


def _examples_of_entry(path: Path, entry: yaml.Node) -> Iterator[Example]:
    fields = dict(_pairs(path, entry))
    intent = fields.get("intent")
    if not isinstance(intent, yaml.ScalarNode) or not intent.value:
        raise malformed(path, intent or entry, _('an entry needs "intent: name"'))
    examples = fields.get("examples")
    if isinstance(examples, yaml.SequenceNode):
        for one in examples.value:
            yield _single(path, one, intent.value)
        return
    if not isinstance(examples, yaml.ScalarNode):
        raise malformed(
            path,
            examples or entry,
            _('an intent needs "examples: |" and lines "- phrase"'),
        )
    for line, phrase in _example_lines(examples):
        if phrase is None:
            raise ScenarioError(
                _('{path}:{line}: a phrase line must look like "- phrase"').format(
                    path=path, line=line
                )
            )
        yield Example(intent=intent.value, text=phrase, line=line)


def _single(path: Path, node: yaml.Node, intent: str) -> Example:
    fields = dict(_pairs(path, node))
    text = fields.get("text")
    if not isinstance(text, yaml.ScalarNode) or not text.value.strip():
        raise malformed(path, text or node, _('a phrase in a list needs "text: …"'))
    metadata = fields.get("metadata")
    told = dict(_pairs(path, metadata)) if metadata else {}
    return Example(
        intent=intent,
        text=text.value.strip(),
        line=node.start_mark.line + 1,
        scenario=_place(path, told.get("scenario")),
        question=_place(path, told.get("question")),
    )


def _place(path: Path, node: yaml.Node | None) -> str | None:
    if node is None:
        return None
    if not isinstance(node, yaml.ScalarNode) or not node.value:
        raise malformed(path, node, _("a scenario or question is told by its name"))
    return str(node.value)


def _example_lines(examples: yaml.ScalarNode) -> Iterator[tuple[int, str | None]]:
    """Line number in the file and the phrase; None where the line is no phrase."""
    first = examples.start_mark.line + 2
    for offset, line in enumerate(examples.value.splitlines()):
        if not line.strip():
            continue
        phrase = line.strip().removeprefix("- ").strip()
        is_phrase = line.lstrip().startswith("- ") and bool(phrase)
        yield first + offset, phrase if is_phrase else None
