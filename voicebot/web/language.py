"""In which language a request wants its sentences."""

from voicebot.settings import interface_language

KNOWN = ("ru", "en")


def language_asked(accept: str) -> str:
    """What an Accept-Language (RFC 9110, section 12.5.4) likes best of what there is.

    >>> language_asked("de, en-GB;q=0.8, ru;q=0.5"), language_asked("de")
    ('en', 'ru')
    """
    wishes = [_wish(part) for part in accept.split(",")]
    liked = [wish for wish in wishes if wish[1] in KNOWN and wish[0] > 0]
    return max(liked, key=lambda wish: wish[0])[1] if liked else interface_language()


def _wish(part: str) -> tuple[float, str]:
    tag, _semicolon, weight = part.partition(";")
    try:
        q = float(weight.strip().removeprefix("q=") or 1)
    except ValueError:
        q = 0.0
    return q, tag.strip().lower().partition("-")[0]
