"""The errors of speech."""


class TtsError(Exception):
    """No sound can be made; one sentence says which, why and what to do."""


class SsmlError(TtsError):
    """Markup is malformed, or asks for what this subset of SSML does not have."""
