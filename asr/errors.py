"""The errors of recognition."""

from typing_extensions import override


class AsrError(Exception):
    """Audio or a model cannot be used; one sentence says which, why and what to do."""

    def __init__(self, sentence: str, /, **facts: object) -> None:
        """`sentence` names its facts in braces, so that a reader's language can too."""
        super().__init__(sentence)
        self.sentence = sentence
        self.facts = facts

    @override
    def __str__(self) -> str:
        return self.sentence.format(**self.facts)
