"""A subset of SSML 1.1 (W3C, 2010) as a flat row of spans.

`<break time="500ms"/>`, `<prosody rate="slow">`, `<emphasis>`, `<p>`, `<s>` and
`<say-as interpret-as="telephone|date|time|cardinal|ordinal|characters">`.
Plain text is one span, so that everything downstream sees spans only.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from tts.errors import SsmlError


class SayAs(StrEnum):
    """How the text of a `<say-as>` is meant."""

    TELEPHONE = "telephone"
    DATE = "date"
    TIME = "time"
    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    CHARACTERS = "characters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Words at a speed: 1 is the voice's own, 2 twice as fast."""

    text: str
    rate: float = 1.0
    say_as: SayAs | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Silence, which no trimming takes away."""

    duration_s: float


Span = Spoken | Pause

RATES = {"x-slow": 0.6, "slow": 0.8, "medium": 1.0, "fast": 1.25, "x-fast": 1.5}
"""Named rates; SSML leaves the numbers to the engine."""

_BREAK_S = {"none": 0.0, "x-weak": 0.1, "weak": 0.2, "medium": 0.4, "strong": 0.7}
_BREAK_S["x-strong"] = 1.0
_LONGEST_BREAK_S = 10.0
_RATE_LIMITS = (0.5, 2.0)
_EMPHASIS_RATES = {"reduced": 1.1, "none": 1.0, "moderate": 0.9, "strong": 0.8}
"""Neither engine stresses a word on demand; slower speech is heard as stress."""

_TIME = re.compile(r"(\d+(?:\.\d+)?)(ms|s)")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_NAMESPACE = re.compile(r"^\{[^}]*\}")


def is_ssml(text: str) -> bool:
    return text.lstrip().startswith("<speak")


def parse_spans(text: str) -> tuple[Span, ...]:
    """Spans of plain text or of a `<speak>` document, in order; none is empty.

    Raises:
        SsmlError: the markup is malformed or holds an unknown tag or value.
    """
    if not is_ssml(text):
        return (Spoken(text=text),) if text.strip() else ()
    root = _root(text)
    return tuple(_joined(_spans(root, Spoken(text=""))))


def write_spans(spans: Sequence[Span]) -> str:
    """The shortest text that `parse_spans` reads as `spans`: plain if it can be.

    >>> write_spans([Spoken(text="Да."), Pause(duration_s=0.5)])
    '<speak>Да.<break time="500ms"/></speak>'
    """
    if all(
        span == Spoken(text=span.text) for span in spans if isinstance(span, Spoken)
    ):
        texts = [span.text for span in spans if isinstance(span, Spoken)]
        if len(texts) == len(spans):
            return "".join(texts)
    return f"<speak>{''.join(map(_written, spans))}</speak>"


def _root(text: str) -> ET.Element:
    if "<!" in text:
        raise SsmlError("SSML: <!…> is not allowed in a prompt; remove it")
    try:
        root = ET.fromstring(text.strip())
    except ET.ParseError as error:
        raise SsmlError(
            "SSML: not well-formed ({reason}); close every tag and write & as &amp;",
            reason=error,
        ) from error
    if _tag(root) != "speak":
        raise SsmlError(
            "SSML: the outer tag is <{tag}>; it must be <speak>", tag=_tag(root)
        )
    return root


def _spans(element: ET.Element, style: Spoken) -> Iterator[Span]:
    inner = _styled(element, style)
    if isinstance(inner, Pause):
        yield inner
        return
    yield _with_text(inner, element.text)
    for child in element:
        yield from _spans(child, inner)
        yield _with_text(inner, child.tail)


def _styled(element: ET.Element, style: Spoken) -> Span:
    match _tag(element):
        case "speak" | "p" | "s":
            return style
        case "break":
            return Pause(duration_s=_break_s(element))
        case "prosody":
            return Spoken(text="", rate=_clamped(style.rate * _rate(element)))
        case "emphasis":
            level = _value(element, "level", _EMPHASIS_RATES, "moderate")
            return Spoken(text="", rate=_clamped(style.rate * level))
        case "say-as":
            return Spoken(text="", rate=style.rate, say_as=_say_as(element))
        case unknown:
            raise SsmlError(
                "SSML: <{tag}> is not known here; there are break, prosody,"
                " emphasis, say-as, p and s",
                tag=unknown,
            )


def _break_s(element: ET.Element) -> float:
    written = element.get("time")
    if written is None:
        return _value(element, "strength", _BREAK_S, "medium")
    time = _TIME.fullmatch(written.strip())
    if not time:
        raise SsmlError(
            'SSML: break time="{written}" is no time; write 500ms or 1.5s',
            written=written,
        )
    seconds = float(time[1]) / (1000 if time[2] == "ms" else 1)
    if seconds > _LONGEST_BREAK_S:
        raise SsmlError(
            'SSML: break time="{written}" is too long; 10s at most', written=written
        )
    return seconds


def _rate(element: ET.Element) -> float:
    written = element.get("rate", "medium").strip()
    percent = _PERCENT.fullmatch(written)
    if percent:
        return float(percent[1]) / 100
    if written not in RATES:
        raise SsmlError(
            'SSML: prosody rate="{written}" is not known; write one of {known} or 80%',
            written=written,
            known=", ".join(RATES),
        )
    return RATES[written]


def _say_as(element: ET.Element) -> SayAs:
    written = element.get("interpret-as", "")
    try:
        return SayAs(written)
    except ValueError as error:
        raise SsmlError(
            'SSML: say-as interpret-as="{written}" is not known; there are {known}',
            written=written,
            known=", ".join(SayAs),
        ) from error


def _value(
    element: ET.Element, name: str, values: dict[str, float], usual: str
) -> float:
    written = element.get(name, usual)
    if written not in values:
        raise SsmlError(
            'SSML: {tag} {name}="{written}" is not known; there are {known}',
            tag=_tag(element),
            name=name,
            written=written,
            known=", ".join(values),
        )
    return values[written]


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Neighbours of one style become one span; what is empty disappears."""
    held: Spoken | None = None
    for span in spans:
        if isinstance(span, Spoken) and held and _same_style(held, span):
            held = _with_text(held, held.text + span.text)
            continue
        if held and held.text.strip():
            yield held
        held = span if isinstance(span, Spoken) else None
        if isinstance(span, Pause) and span.duration_s > 0:
            yield span
    if held and held.text.strip():
        yield held


def _same_style(one: Spoken, other: Spoken) -> bool:
    return (one.rate, one.say_as) == (other.rate, other.say_as)


def _with_text(style: Spoken, text: str | None) -> Spoken:
    return Spoken(text=text or "", rate=style.rate, say_as=style.say_as)


def _clamped(rate: float) -> float:
    slowest, fastest = _RATE_LIMITS
    return min(max(rate, slowest), fastest)


def _tag(element: ET.Element) -> str:
    return _NAMESPACE.sub("", element.tag)


def _written(span: Span) -> str:
    if isinstance(span, Pause):
        return f'<break time="{round(span.duration_s * 1000)}ms"/>'
    words = escape(span.text)
    if span.say_as:
        words = f'<say-as interpret-as="{span.say_as}">{words}</say-as>'
    if span.rate != 1.0:
        words = f'<prosody rate="{span.rate * 100:g}%">{words}</prosody>'
    return words
