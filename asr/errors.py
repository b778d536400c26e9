"""The errors of recognition."""


class AsrError(Exception):
    """Audio or a model cannot be used; one sentence says which, why and what to do."""
