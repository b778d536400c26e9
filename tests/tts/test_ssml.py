import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.errors import SsmlError
from tts.ssml import Pause, SayAs, Spoken, parse_spans, write_spans


def test_plain_text_is_one_span_and_stays_plain() -> None:
    assert parse_spans("Да & нет") == (Spoken(text="Да & нет"),)
    assert write_spans(parse_spans("Да & нет")) == "Да & нет"


def test_tags_become_a_flat_row_of_spans() -> None:
    spans = parse_spans(
        '<speak>Раз <break time="1.5s"/><prosody rate="80%">два'
        " <emphasis>три</emphasis></prosody>"
        '<say-as interpret-as="telephone">112</say-as></speak>'
    )
    assert spans == (
        Spoken(text="Раз "),
        Pause(duration_s=1.5),
        Spoken(text="два ", rate=0.8),
        Spoken(text="три", rate=0.8 * 0.9),
        Spoken(text="112", say_as=SayAs.TELEPHONE),
    )


def test_a_standard_header_and_paragraphs_are_accepted() -> None:
    header = '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis">'
    assert parse_spans(f"{header}<p><s>Да.</s></p></speak>") == (Spoken(text="Да."),)


def test_a_speed_is_kept_within_what_people_understand() -> None:
    nested = (
        '<speak><prosody rate="x-slow"><prosody rate="x-slow">а</prosody>'
        "</prosody></speak>"
    )
    assert parse_spans(nested) == (Spoken(text="а", rate=0.5),)


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ("<speak>Да", "not well-formed"),
        ("<speak>Да & нет</speak>", "&amp;"),
        ("<speaker>Да</speaker>", "must be <speak>"),
        ("<speak><audio src='a.wav'/></speak>", "<audio> is not known"),
        ("<speak><break time='5 минут'/></speak>", "500ms or 1.5s"),
        ("<speak><break time='20s'/></speak>", "10s at most"),
        ("<speak><break strength='huge'/></speak>", "x-weak"),
        ("<speak><prosody rate='quick'>а</prosody></speak>", "x-slow"),
        ("<speak><emphasis level='big'>а</emphasis></speak>", "moderate"),
        ("<speak><say-as interpret-as='money'>1</say-as></speak>", "telephone"),
        ("<speak><!DOCTYPE x [<!ENTITY a 'b'>]>&a;</speak>", "not allowed"),
    ],
)
def test_what_is_wrong_is_named_in_one_sentence(markup: str, complaint: str) -> None:
    with pytest.raises(SsmlError) as caught:
        parse_spans(markup)
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)


_TEXT = st.text("абв <>&\"' .", min_size=1).filter(
    lambda text: text.strip() and not text.lstrip().startswith("<speak")
)
_SPOKEN = st.builds(Spoken, text=_TEXT, rate=st.sampled_from([0.5, 0.8, 1.0, 1.5]))
_PAUSE = st.builds(Pause, duration_s=st.integers(1, 10_000).map(lambda ms: ms / 1000))


@given(st.lists(st.one_of(_SPOKEN, _PAUSE), max_size=6))
def test_what_is_written_is_read_back(spans: list[Spoken | Pause]) -> None:
    alternating = [
        span
        for index, span in enumerate(spans)
        if index == 0 or span != spans[index - 1] or isinstance(span, Pause)
    ]
    apart = [
        span
        for index, span in enumerate(alternating)
        if isinstance(span, Pause)
        or index == 0
        or isinstance(alternating[index - 1], Pause)
    ]
    assert list(parse_spans(write_spans(apart))) == apart
