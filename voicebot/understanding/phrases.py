"""Phrase lists: how people say each intent, in the format of Rasa's NLU training files."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from voicebot.errors import ScenarioError
from voicebot.i18n import _

PhraseBook = Mapping[str, tuple[str, ...]]
"""Intent to its phrases, in the files' order, none twice."""

FORMAT_VERSION = "3.1"

OUT_OF_SCOPE = "out_of_scope"
"""The intent of talk that answers nothing."""

_Loader: type[yaml.CSafeLoader | yaml.SafeLoader] = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)
"""The C one where PyYAML was built with it: ten times faster."""


def answers(book: PhraseBook) -> tuple[str, ...]:
    """The phrases that mean something; unrelated talk left out."""
    return tuple(
        phrase
        for intent, phrases in book.items()
        if intent != OUT_OF_SCOPE
        for phrase in phrases
    )


def load_phrases(folder: Path) -> PhraseBook:
    """Read every `*.yml` of the folder.

    Raises:
        ScenarioError: no such folder, no phrases, or a malformed file (with file:line).
    """
    files = sorted(folder.glob("*.yml"))
    if not files:
        raise ScenarioError(
            _(
                "{folder}: there are no phrase files (*.yml) here; check the path"
            ).format(folder=folder)
        )
    book: dict[str, dict[str, None]] = {}
    for path in files:
        for intent, phrase in _phrases_of_file(path):
            book.setdefault(intent, {})[phrase] = None
    return {intent: tuple(phrases) for intent, phrases in book.items()}


def _phrases_of_file(path: Path) -> Iterator[tuple[str, str]]:
    root = _compose(path)
    sections = dict(_pairs(path, root))
    version = sections.get("version")
    if not isinstance(version, yaml.ScalarNode) or version.value != FORMAT_VERSION:
        raise _malformed(
            path, version or root, _('the first line must be: version: "3.1"')
        )
    nlu = sections.get("nlu")
    if not isinstance(nlu, yaml.SequenceNode):
        raise _malformed(path, nlu or root, _('there must be a list under "nlu:"'))
    for entry in nlu.value:
        yield from _phrases_of_entry(path, entry)


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
        raise _malformed(path, node, _('expected "key: value" pairs here'))
    for key, value in node.value:
        yield str(key.value), value


def _phrases_of_entry(path: Path, entry: yaml.Node) -> Iterator[tuple[str, str]]:
    fields = dict(_pairs(path, entry))
    intent = fields.get("intent")
    if not isinstance(intent, yaml.ScalarNode) or not intent.value:
        raise _malformed(path, intent or entry, _('an entry needs "intent: name"'))
    examples = fields.get("examples")
    if not isinstance(examples, yaml.ScalarNode):
        raise _malformed(
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
        yield intent.value, phrase


def _example_lines(examples: yaml.ScalarNode) -> Iterator[tuple[int, str | None]]:
    """Line number in the file and the phrase; None where the line is no phrase."""
    first = examples.start_mark.line + 2
    for offset, line in enumerate(examples.value.splitlines()):
        if not line.strip():
            continue
        phrase = line.strip().removeprefix("- ").strip()
        is_phrase = line.lstrip().startswith("- ") and bool(phrase)
        yield first + offset, phrase if is_phrase else None


def _malformed(path: Path, node: yaml.Node, problem: str) -> ScenarioError:
    line = node.start_mark.line + 1
    return ScenarioError(f"{path}:{line}: {problem}")
