"""The simulated subscriber itself, as users and other tests rely on it."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from sip.leg import RATE_HZ, Answered, AudioTick
from sip.subscriber_process import SubscriberFailed, SubscriberProcess
from tests.sip.calling import line_and_phone, live, place
from tests.sip.sounds import babble, delay_samples, saved, tone

pytestmark = pytest.mark.live


def test_replies_are_given_in_turn_as_the_robot_falls_silent(tmp_path: Path) -> None:
    question, first = babble(0.5, seed=4), babble(0.4, seed=3)
    record = tmp_path / "talk.flac"

    async def scene() -> list[dict[str, float | str]]:
        options = (
            *("--ring", "100ms", "--pause", "300ms", "--record", str(record)),
            *("--reply", saved(tmp_path / "first.wav", first), "--press-reply", "7"),
        )
        async with line_and_phone(*options) as (line, phone):
            call = await place(line, phone.uri)
            await call.until(Answered)
            call.leg.play(question)
            await call.until_ticks(lambda ticks: loud_s(ticks) > 0.3)
            call.leg.play(tone(0.5))
            await call.until_ticks(lambda _ticks: len(call.events) > 2)
            await call.leg.hang_up()
            spoken: list[dict[str, float | str]] = (await phone.report())["spoken"]
            return spoken

    assert [told["what"] for told in live(scene)] == ["first.wav", "7"]

    stereo, _rate = soundfile.read(record, dtype="int16")
    said, heard = stereo[:, 0], stereo[:, 1]
    first_phrase_end = delay_samples(question, heard) + len(question)
    pause_s = (delay_samples(first, said) - first_phrase_end) / RATE_HZ
    assert pause_s == pytest.approx(0.3, abs=0.15)


def loud_s(ticks: list[AudioTick]) -> float:
    loud = sum(np.count_nonzero(np.abs(tick.heard) > 200) for tick in ticks)
    return loud / RATE_HZ


def test_a_subscriber_can_hang_up_while_the_robot_speaks() -> None:
    async def scene() -> dict[str, float]:
        options = ("--ring", "100ms", "--hang-up-in-phrase", "1")
        async with line_and_phone(*options) as (line, phone):
            call = await place(line, phone.uri)
            await call.until(Answered)
            call.leg.play(tone(5.0))
            await call.ended()
            return await phone.report()

    assert live(scene)["duration_s"] < 2.0


def test_a_subscriber_serves_as_many_calls_as_it_was_told_and_leaves(
    tmp_path: Path,
) -> None:
    async def scene() -> None:
        record = tmp_path / "call.wav"
        options = ("--ring", "0ms", "--hang-up-after", "200ms", "--calls", "2")
        async with line_and_phone(*options, "--record", str(record)) as (line, phone):
            for name in ("call.wav", "call-2.wav"):
                call = await place(line, phone.uri)
                await call.ended()
                report = await phone.report()
                assert report["record"] == str(tmp_path / name)
                assert soundfile.info(tmp_path / name).duration == pytest.approx(
                    report["duration_s"]
                )
            with pytest.raises(SubscriberFailed):
                await phone.report()

    live(scene)


def test_a_subscriber_with_wrong_options_says_what_is_wrong() -> None:
    async def scene() -> None:
        with pytest.raises(SubscriberFailed, match=r"no-such\.wav"):
            await SubscriberProcess("--say", "no-such.wav").__aenter__()

    live(scene)
