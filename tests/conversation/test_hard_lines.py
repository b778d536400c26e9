"""Whole calls over hard lines, with the true ear, recognizer and voice; no telephone."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from sip.leg import RATE_HZ, AudioTick, Leg, LegEvent, Samples, TransferResult
from tests.conversation.sounds import Wave, music, samples_of
from voicebot.conversation.call import Call
from voicebot.conversation.report import CallReport
from voicebot.conversation.script import Script
from voicebot.rehearsal.a_law import through_a_law
from voicebot.rehearsal.caller import Act, Heard
from voicebot.rehearsal.channel import PhoneChannel, in_telephone_band
from voicebot.rehearsal.cues import Leave, Speak
from voicebot.rehearsal.line_condition import LineCondition
from voicebot.rehearsal.studio import Studio, open_studio
from voicebot.rehearsal.studio_leg import StudioLeg
from voicebot.rehearsal.virtual_loop import run_virtually
from voicebot.scenario.reading.loader import load_scenario
from voicebot.settings import Settings

pytestmark = pytest.mark.model

NOW = datetime(2026, 11, 20, 14, 10, tzinfo=ZoneInfo("Europe/Moscow"))
SCENARIO = """\
scenario: hard_lines
title: Звонок по плохой линии
language: ru
slots: {}
defaults:
  barge_in: speech
  noinput: 5s
  complete_timeout: 350ms
  incomplete_timeout: 1200ms
  max_speech: 12s
  on_noinput: [Вы меня слышите?, {say: Перезвоню позже. До свидания., go: silent}]
  on_nomatch: ["Извините, не удалось понять. {question}", {go: unclear}]
start: greeting
nodes:
  greeting:
    say: >
      Добрый день! Это робот компании «Кредитная компания». Вы подали заявку на кредит,
      и она прошла предварительное одобрение.
    ask: "Готовы пообщаться с менеджером? Скажите: да, нет или перезвонить позже."
    on:
      yes: agreed
      no: rejected
      call_later: later
  agreed: {say: Хорошо., outcome: interested, hang_up: true}
  rejected: {say: "Понял вас, спасибо.", outcome: rejected, hang_up: true}
  later: {say: Хорошо., outcome: later, hang_up: true}
  silent: {outcome: no_input, hang_up: true}
  unclear: {say: До свидания., outcome: no_match, hang_up: true}
"""
NEWS = (
    "Сегодня в Москве ожидается облачная погода без осадков, температура воздуха до "
    "пяти градусов, ветер западный, слабый, на дорогах местами гололедица."
)


class Scene:
    """A far end that does what it was told at given seconds, whatever the robot says."""

    def __init__(self, *acts: tuple[float, Act]) -> None:
        self._acts = sorted(acts, key=lambda one: one[0])
        self._now_s = 0.0

    def hear(self, heard: Heard) -> Act | None:
        self._now_s += 0.02
        if self._acts and self._acts[0][0] <= self._now_s:
            return self._acts.pop(0)[1]
        return None


class EchoingLeg:
    """Implements `sip.leg.Leg`: what the robot plays comes back, delayed and weaker."""

    remote_uri = "sip:echo@studio.invalid"
    call_id = "echo"

    def __init__(self, leg: Leg, *, level_db: float, delay_s: float) -> None:
        self._leg = leg
        self._gain = 10 ** (level_db / 20)
        self._on_the_way = np.zeros(round(delay_s * RATE_HZ), np.int16)

    def events(self) -> AsyncIterator[LegEvent]:
        return self._leg.events()

    async def audio(self) -> AsyncIterator[AudioTick]:
        async for tick in self._leg.audio():
            sent = np.concatenate([self._on_the_way, tick.played])
            echo, self._on_the_way = sent[: len(tick.heard)], sent[len(tick.heard) :]
            heard = tick.heard + self._gain * through_a_law(echo)
            yield AudioTick(heard=through_a_law(samples_of(heard)), played=tick.played)

    def play(self, samples: Samples) -> None:
        self._leg.play(samples)

    def discard(self) -> int:
        return self._leg.discard()

    @property
    def waiting_samples(self) -> int:
        return self._leg.waiting_samples

    async def answer(self) -> None:
        await self._leg.answer()

    async def hang_up(self) -> None:
        await self._leg.hang_up()

    async def press(self, keys: str) -> None:
        await self._leg.press(keys)

    async def transfer(self, uri: str, *, ring_s: float) -> TransferResult:
        return await self._leg.transfer(uri, ring_s=ring_s)

    async def call_agent(self, uri: str, *, ring_s: float, wait_s: float) -> Leg:
        return await self._leg.call_agent(uri, ring_s=ring_s, wait_s=wait_s)

    async def bridge(self, agent: Leg) -> None:
        await self._leg.bridge(agent)


class Stage:
    """Calls to a scene."""

    def __init__(self, studio: Studio, recordings: Path) -> None:
        self._studio = studio
        self._recordings = recordings
        self._scenario = recordings / "hard_lines.yaml"
        self._scenario.write_text(SCENARIO)

    def says(self, text: str) -> Speak:
        said = np.concatenate(
            [self._studio.prompts.speech(part).samples for part in self._cut(text)]
        )
        return Speak(text=text, samples=in_telephone_band(said))

    def sounds(self, wave: Wave) -> Speak:
        return Speak(text="", samples=in_telephone_band(samples_of(wave)))

    def _cut(self, text: str) -> tuple[str, ...]:
        return self._studio.prompts.cut(text)

    def __call__(
        self, scene: Scene, spoil: Callable[[Leg], Leg] = lambda leg: leg
    ) -> CallReport:
        scenario = load_scenario(self._scenario)
        script = Script(
            scenario,
            slots={},
            understander=self._studio.understander(scenario),
            agents={"managers": "sip:managers@127.0.0.1:9"},
            now=lambda: NOW,
        )
        robot = self._studio.robot(scenario)
        leg = spoil(StudioLeg(scene, PhoneChannel(LineCondition())))
        return run_virtually(Call(robot, script, self._recordings).answer(leg))


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with open_studio(Settings()) as opened:
        yield opened


@pytest.fixture
def stage(studio: Studio, tmp_path: Path) -> Stage:
    return Stage(studio, tmp_path)


def happened(report: CallReport) -> list[str]:
    lines = report.timeline.read_text().splitlines()
    return [line.split('"event": "')[1].split('"')[0] for line in lines]


def at_s(report: CallReport, event: str) -> float:
    """When it first happened."""
    line = next(
        line
        for line in report.timeline.read_text().splitlines()
        if f'"{event}"' in line
    )
    return float(line.split('"at_s": ')[1].split(",")[0])


@pytest.mark.parametrize(("level_db", "delay_s"), [(-10.0, 0.15), (-20.0, 0.3)])
def test_a_robot_that_hears_itself_talks_on_and_hears_nobody(
    stage: Stage, level_db: float, delay_s: float
) -> None:
    report = stage(
        Scene(), lambda leg: EchoingLeg(leg, level_db=level_db, delay_s=delay_s)
    )
    assert report.outcome == "no_input"
    assert {"PromptHeld", "TurnTaken"}.isdisjoint(happened(report))


def test_a_caller_over_the_echo_interrupts_within_a_third_of_a_second(
    stage: Stage,
) -> None:
    scene = Scene((4.0, stage.says("Да, конечно, я готов поговорить.")))
    report = stage(scene, lambda leg: EchoingLeg(leg, level_db=-10, delay_s=0.1))
    assert 4.0 < at_s(report, "PromptHeld") < 4.35
    assert report.outcome == "interested"


def test_music_on_hold_burns_no_reprompts_and_the_answer_after_it_counts(
    stage: Stage,
) -> None:
    scene = Scene(
        (0.5, stage.sounds(music(40, seed=3))),
        (42.0, stage.says("Нет, спасибо, мне это не интересно.")),
    )
    report = stage(scene)
    assert report.outcome == "rejected"
    assert "MusicNoticed" in happened(report)
    assert "SilenceTaken" not in happened(report)


def test_endless_music_is_waited_through_for_a_minute_and_ends_politely(
    stage: Stage,
) -> None:
    report = stage(Scene((0.5, stage.sounds(music(200, seed=5)))))
    assert report.end.hung_up_by == "robot"
    assert 60 < report.duration_s < 110


def test_a_television_that_never_stops_ends_politely_and_agrees_to_nothing(
    stage: Stage,
) -> None:
    news = stage.says(NEWS).samples.astype(np.float64)
    scene = Scene((1.0, stage.sounds(np.tile(news, 20))), (150.0, Leave()))
    report = stage(scene)
    assert report.end.hung_up_by == "robot"
    assert report.outcome != "interested"


def test_a_far_television_alone_never_answers(stage: Stage) -> None:
    news = stage.says(NEWS).samples.astype(np.float64) * 10 ** (-12 / 20)
    scene = Scene((0.5, stage.sounds(np.tile(news, 8))), (90.0, Leave()))
    assert stage(scene).outcome in {"no_input", "no_match", "hung_up"}


@pytest.mark.parametrize("second_s", [0.15, 0.35])
def test_two_people_who_disagree_in_one_turn_agree_to_nothing(
    stage: Stage, second_s: float
) -> None:
    asked_s = 14.5
    one, other = stage.says("Да.").samples, stage.says("Нет, не надо.").samples
    both = np.zeros(round(second_s * RATE_HZ) + len(other) + len(one))
    both[: len(one)] += one
    at = round(second_s * RATE_HZ)
    both[at : at + len(other)] += 0.5 * other
    report = stage(Scene((asked_s, stage.sounds(both)), (60.0, Leave())))
    assert report.outcome != "interested"
    assert "SpeechRead" in happened(report)


def test_who_asks_for_a_minute_and_lets_music_play_is_waited_for(stage: Stage) -> None:
    scene = Scene(
        (14.5, stage.says("Минуточку.")),
        (17.0, stage.sounds(music(20, seed=3))),
        (41.0, stage.says("Да, конечно, я готов.")),
    )
    report = stage(scene)
    assert report.outcome == "interested"
    assert "SilenceTaken" not in happened(report)
    assert happened(report).count("TurnTaken") == 1


def test_an_answer_over_the_last_syllable_is_heard_whole(stage: Stage) -> None:
    silent = stage(Scene((60.0, Leave())))
    asked_s = at_s(silent, "SilenceTaken") - 5.0
    scene = Scene((asked_s - 0.3, stage.says("Нет, спасибо, мне это не интересно.")))
    assert stage(scene).outcome == "rejected"
