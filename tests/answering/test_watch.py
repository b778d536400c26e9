"""The watch is told a drawn call: `#` is speech, `.` silence, 0.1 s each."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.answering.tones import cadence, silence, tone
from voicebot.answering.tone import Samples, ToneDetector
from voicebot.answering.verdict import Announcement, Answerer, Verdict
from voicebot.answering.watch import (
    AnswerWatch,
    GreetingOver,
    Notice,
    ReadSpeech,
    WatchSettings,
)

STEP_S = 0.1

INFORMATION_TONES = np.concatenate([tone(hz, 0.33) for hz in (950, 1400, 1800)])


class Listened:
    """A watch that has heard a drawn call; each reading takes one of `texts`."""

    def __init__(
        self, drawn: str, *texts: str, watch: AnswerWatch | None = None
    ) -> None:
        self.watch = watch or AnswerWatch()
        self.notices: list[Notice] = []
        self._texts = list(texts)
        self._now_s = 0.0
        self._was_speech = False
        for mark in drawn:
            self._step(is_speech=mark == "#")

    def _step(self, *, is_speech: bool) -> None:
        if is_speech and not self._was_speech:
            self._take(self.watch.speech_started(self._now_s))
        elif self._was_speech and not is_speech:
            self._take(self.watch.speech_paused(self._now_s))
        self._was_speech = is_speech
        self._now_s += STEP_S
        self._take(self.watch.tick(self._now_s))

    def _take(self, notices: tuple[Notice, ...]) -> None:
        self.notices += notices
        if ReadSpeech() in notices and self._texts:
            self._take(self.watch.read(self._texts.pop(0), (), now_s=self._now_s))

    @property
    def verdict(self) -> Verdict:
        assert self.watch.verdict
        return self.watch.verdict

    def of(self, kind: type[Notice]) -> list[Notice]:
        return [notice for notice in self.notices if isinstance(notice, kind)]


def test_a_short_hello_is_a_persons_after_a_moment_of_silence() -> None:
    heard = Listened("..#####..........", "алло")
    assert heard.verdict.answerer is Answerer.PERSON
    assert heard.verdict.at_s < 2.0


def test_an_announcement_is_known_while_it_still_goes_on() -> None:
    heard = Listened("." + "#" * 28, "аппарат абонента выключен или")
    assert heard.verdict.answerer is Answerer.INTERCEPT
    assert heard.verdict.announcement is Announcement.UNAVAILABLE
    assert heard.verdict.at_s <= 0.1 + 2.5


def test_a_long_hello_stays_a_persons() -> None:
    said = "алло здравствуйте слушаю вас кто это"
    heard = Listened("." + "#" * 45 + "....", said, said, said)
    assert heard.verdict.answerer is Answerer.PERSON


def test_without_any_reading_the_deadline_makes_a_person() -> None:
    heard = Listened("." + "#" * 40)
    assert heard.verdict.answerer is Answerer.PERSON
    assert heard.verdict.at_s < 0.1 + 2.5 + 1.5


def test_nobody_who_speaks_is_silence_and_a_late_hello_a_person() -> None:
    heard = Listened("." * 45)
    assert heard.verdict.answerer is Answerer.SILENCE
    assert not heard.verdict.is_machine
    late = Listened("." * 45 + "####" + "." * 12, "алло")
    assert late.verdict.answerer is Answerer.PERSON


def test_sound_without_words_is_no_talk() -> None:
    assert Listened("#" * 30, "", "").verdict.answerer is Answerer.SILENCE


def test_a_person_is_revised_when_a_machine_shows_itself() -> None:
    heard = Listened(
        "####" + "." * 12 + "#" * 12 + "..", "алло", "оставьте сообщение после сигнала"
    )
    kinds = [one.answerer for one in heard.of(Verdict) if isinstance(one, Verdict)]
    assert kinds == [Answerer.PERSON, Answerer.MACHINE]


def test_a_person_who_answered_the_question_stays_one() -> None:
    heard = Listened("####" + "." * 12, "алло")
    heard.watch.took_part(2.0)
    assert heard.watch.read("оставьте сообщение", (), now_s=3.0) == ()
    assert heard.verdict.answerer is Answerer.PERSON


def test_who_answers_the_question_before_any_verdict_is_a_person() -> None:
    watch = AnswerWatch()
    watch.speech_started(0.0)
    assert [type(one) for one in watch.took_part(0.8)] == [Verdict]
    assert watch.verdict
    assert watch.verdict.answerer is Answerer.PERSON


def test_an_assistant_that_answers_questions_gives_itself_away() -> None:
    heard = Listened("####" + "." * 12, "слушаю вас")
    heard.watch.took_part(2.0)
    said = "я виртуальный помощник абонента что ему передать"
    heard.watch.read(said, (), now_s=6.0)
    assert heard.verdict.answerer is Answerer.SECRETARY


def test_after_the_watch_nothing_is_revised() -> None:
    brief = AnswerWatch(WatchSettings(watch_s=3.0))
    heard = Listened(
        "####" + "." * 40 + "#" * 10 + "..",
        *("алло", "оставьте сообщение после сигнала"),
        watch=brief,
    )
    assert heard.verdict.answerer is Answerer.PERSON


def test_readings_are_few() -> None:
    heard = Listened("#" * 100, *["алло я вас слушаю"] * 9)
    assert len(heard.of(ReadSpeech)) == 3


def test_a_beep_ends_a_machines_greeting_once() -> None:
    heard = Listened("#" * 25 + ".", "оставьте сообщение после сигнала")
    beep = hear(heard.watch, tone(1000, 0.5), began_s=2.6)
    assert [type(one) for one in beep] == [GreetingOver]
    assert isinstance(beep[0], GreetingOver)
    assert beep[0].after_beep
    assert hear(heard.watch, tone(1000, 0.5), began_s=3.5) == []


def test_without_a_beep_silence_ends_the_greeting() -> None:
    heard = Listened("#" * 25 + "." * 32, "оставьте сообщение", "")
    (over,) = heard.of(GreetingOver)
    assert isinstance(over, GreetingOver)
    assert not over.after_beep


def test_a_secretary_listens_after_a_short_pause() -> None:
    text = "здравствуйте я виртуальный помощник"
    heard = Listened("#" * 25 + "." * 9, text, text)
    assert heard.verdict.answerer is Answerer.SECRETARY
    assert len(heard.of(GreetingOver)) == 1


def test_a_beep_to_a_person_means_nothing() -> None:
    heard = Listened("####" + "." * 12, "алло")
    assert hear(heard.watch, tone(1000, 0.5), began_s=2.0) == []


def test_whom_a_screen_puts_through_is_a_person() -> None:
    heard = Listened(
        "#" * 25 + "." * 10 + "####" + "....",
        *("представьтесь и назовите цель звонка", ""),
        "да слушаю",
    )
    assert heard.verdict.answerer is Answerer.PERSON


@pytest.mark.parametrize(
    ("samples", "answerer"),
    [
        (tone(425, 2.0), Answerer.TONE),
        (cadence(425, 0.35, 0.35, 4), Answerer.TONE),
        (cadence(425, 0.175, 0.175, 6), Answerer.TONE),
        (tone(2100, 2.0), Answerer.FAX),
        (cadence(1100, 0.5, 3.0, 2), Answerer.FAX),
        (INFORMATION_TONES, Answerer.INTERCEPT),
    ],
    ids=["dial", "busy", "congestion", "ced", "cng", "sit"],
)
def test_tones_after_the_answer_are_no_person(
    samples: Samples, answerer: Answerer
) -> None:
    watch = AnswerWatch()
    hear(watch, samples, began_s=0.0)
    assert watch.verdict
    assert watch.verdict.answerer is answerer


def test_busy_after_somebody_spoke_is_a_person_who_hung_up() -> None:
    heard = Listened("####" + "." * 12, "алло")
    assert hear(heard.watch, cadence(425, 0.35, 0.35, 4), began_s=2.0) == []
    assert heard.verdict.answerer is Answerer.PERSON


def test_a_tone_that_sounds_like_speech_is_a_tone() -> None:
    heard = Listened("####" + "." * 3 + "####", "")
    hear(heard.watch, cadence(425, 0.35, 0.35, 4), began_s=0.0)
    assert heard.verdict.answerer is Answerer.TONE


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="#.", min_size=60, max_size=60),
    st.sampled_from([(), ("",), ("алло",), ("алло", "оставьте сообщение")]),
)
def test_a_verdict_falls_by_the_deadline_whatever_is_heard(
    drawn: str, texts: tuple[str, ...]
) -> None:
    """Never a mute robot: 2.5 s of speech, or 4 s of silence, and a late reading's 1.2 s."""
    heard = Listened(drawn, *texts)
    first = next(one for one in heard.notices if isinstance(one, Verdict))
    spoke_s = drawn.find("#") * STEP_S if "#" in drawn else 4.0
    assert first.at_s <= max(min(spoke_s, 4.0) + 2.5 + 1.2, 4.0) + STEP_S


class TestBeforeTheAnswer:
    @pytest.mark.parametrize(
        ("samples", "announcement"),
        [
            (cadence(425, 0.175, 0.175, 6), Announcement.UNAVAILABLE),
            (INFORMATION_TONES, Announcement.UNAVAILABLE),
        ],
        ids=["congestion", "sit"],
    )
    def test_network_tones_say_that_nobody_can_be_reached(
        self, samples: Samples, announcement: Announcement
    ) -> None:
        early = AnswerWatch(is_early=True)
        hear(early, samples, began_s=0.0)
        assert early.verdict
        assert early.verdict.announcement is announcement

    @pytest.mark.parametrize(
        "sung", ["я не могу без тебя", "позвони мне позвони", "добро пожаловать в лето"]
    )
    def test_a_song_in_place_of_ringing_decides_nothing(self, sung: str) -> None:
        early = AnswerWatch(is_early=True)
        Listened("#" * 60, *[sung] * 4, watch=early)
        assert early.verdict is None

    def test_an_announcement_counts(self) -> None:
        early = AnswerWatch(is_early=True)
        heard = Listened("#" * 28, "абонент временно недоступен", watch=early)
        assert heard.verdict.announcement is Announcement.UNAVAILABLE

    def test_a_busy_tone_counts_and_ringing_does_not(self) -> None:
        early = AnswerWatch(is_early=True)
        assert hear(early, cadence(425, 1.0, 4.0, 2), began_s=0.0) == []
        hear(early, cadence(425, 0.35, 0.35, 4), began_s=10.0)
        assert early.verdict
        assert early.verdict.announcement is Announcement.BUSY

    def test_nothing_is_decided_by_time(self) -> None:
        early = AnswerWatch(is_early=True)
        Listened("#" * 60 + "." * 60, "песня", "о любви", "", watch=early)
        assert early.verdict is None


def hear(watch: AnswerWatch, samples: Samples, *, began_s: float) -> list[Notice]:
    detector = ToneDetector(starts_at_s=began_s)
    found = (*detector.hear(samples), *detector.hear(silence(0.2)))
    return [notice for one in found for notice in watch.hear_tone(one)]
