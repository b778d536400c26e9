"""Tests in sound come to what they come to as text, when every word is heard."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import soundfile

from tests.rehearsal.rehearsing import SHOP, rehearse, suite
from tests.rehearsal.sounding import rehearse_in_sound
from voicebot.rehearsal.audio_run import is_timed
from voicebot.rehearsal.record import TalkRecord
from voicebot.rehearsal.suite import Suite
from voicebot.rehearsal.verdict import judge
from voicebot.scenario.events import SilenceKept

WEBHOOK = "webhook: {answers: {debt: 500}}"

TALKS = [
    "[{caller: yes}, {" + WEBHOOK + "}, {bot: Долг 500}]",
    "[{caller: {keys: 1}}, {webhook: failed}, {bot: сломалось}]",
    "[{caller: yes}, {webhook: timed_out}, {bot: сломалось}]",
    "[{caller: yes}]",
    "[{caller: no}, {bot: До свидания}]",
    "[{silence: 2}]",
    "[{silence: true}, {bot: не слышно}, {caller: no}]",
    "[{caller: operator}, {bot: Соединяю}]",
    "[{caller: operator}, {transfer: failed}, {bot: До свидания}]",
    "[{caller: operator}, {caller: {hangs_up: true}}]",
    "[{caller: {hangs_up: true}}]",
    "[{caller: {hangs_up: true, after: 500ms}}]",
    "[{caller: {says: call_later, after: 500ms}}, {bot: перезвоню}]",
    "[{caller: {keys: 1, after: 500ms}}, {" + WEBHOOK + "}]",
    "[{caller: repeat}, {bot: придёте}, {caller: who_is_it}, {caller: no}]",
    "[{bot: Здравствуйте}]",
    "[{caller: no}, {caller: yes}]",
    "[{transfer: failed}, {caller: yes}]",
    "[{caller: yes}, {caller: no}]",
]


def only(folder: Path, talk: str, test: str = "") -> Suite:
    return suite(folder, f"- test: the only one\n  talk: {talk}\n" + test, SHOP)


def told(record: TalkRecord) -> list[tuple[object, ...]]:
    """What the two ways of rehearsing must agree in."""
    return [
        (one.item, type(one.event), one.actions, one.state.path, one.is_interrupting)
        for one in record.exchanges
    ]


@pytest.mark.parametrize("talk", TALKS)
def test_a_talk_in_sound_goes_as_it_goes_in_text(tmp_path: Path, talk: str) -> None:
    shop = only(tmp_path, talk)
    [case] = shop.cases
    as_text = rehearse(case, shop.scenario)
    in_sound = rehearse_in_sound(case, shop.scenario, tmp_path)
    assert told(in_sound) == told(as_text)
    assert in_sound.stop == as_text.stop
    verdicts = [
        judge(case, record, shop.scenario).failures for record in (as_text, in_sound)
    ]
    assert verdicts[0] == verdicts[1]
    assert in_sound.mishearings == ()


def test_a_webhook_that_only_the_test_speaks_of_is_no_move(tmp_path: Path) -> None:
    shop = only(
        tmp_path,
        "[{caller: yes}, {bot: Долг 7}]",
        "  webhooks: {crm: {answers: {debt: 7}}}\n",
    )
    [case] = shop.cases
    record = rehearse_in_sound(case, shop.scenario, tmp_path)
    assert told(record) == told(rehearse(case, shop.scenario))
    assert len(record.exchanges) == 2


def test_a_line_that_is_misheard_is_told_with_what_was_heard(tmp_path: Path) -> None:
    shop = only(tmp_path, "[{caller: no}, {bot: До свидания}]")
    [case] = shop.cases
    record = rehearse_in_sound(case, shop.scenario, tmp_path, hears=["борщ"])
    [misheard] = record.mishearings
    assert (misheard.item, misheard.said, misheard.heard) == (0, "no", "борщ")
    assert (misheard.meant, misheard.taken_for) == ("no", "out_of_scope")
    assert misheard.sentence == "«no» (no) was said, «борщ» (out_of_scope) was heard"
    assert judge(case, record, shop.scenario).failures


def test_a_line_that_is_not_heard_at_all_is_told(tmp_path: Path) -> None:
    shop = only(tmp_path, "[{caller: no}, {bot: До свидания}]")
    [case] = shop.cases
    record = rehearse_in_sound(case, shop.scenario, tmp_path, hears=[""])
    assert isinstance(record.exchanges[1].event, SilenceKept)
    assert record.exchanges[1].item == 0
    [misheard] = record.mishearings
    assert misheard.sentence == "«no» was said, and not heard"


def test_a_caller_whom_a_prompt_lets_not_interrupt_is_told(tmp_path: Path) -> None:
    scenario = SHOP.replace(
        "on: {yes: booked", "barge_in: off\n        on: {yes: booked"
    )
    shop = suite(
        tmp_path,
        "- test: t\n  talk: [{caller: {says: 'no', after: 500ms}}]\n",
        scenario,
    )
    [case] = shop.cases
    record = rehearse_in_sound(case, shop.scenario, tmp_path)
    [failure] = judge(case, record, shop.scenario).failures
    assert "cannot interrupt" in failure.sentence


def test_the_reply_time_is_the_end_of_turn_when_work_counts_for_nothing(
    tmp_path: Path,
) -> None:
    shop = only(tmp_path, "[{caller: no}, {bot: {says: До свидания, within: 1s}}]")
    [case] = shop.cases
    record = rehearse_in_sound(case, shop.scenario, tmp_path)
    reply_s = record.exchanges[1].reply_s
    assert reply_s is not None
    assert 0.3 < reply_s < 0.7
    assert is_timed(case)


def test_work_that_counts_makes_the_robot_later(tmp_path: Path) -> None:
    shop = only(tmp_path, "[{caller: no}]")
    [case] = shop.cases
    with ThreadPoolExecutor(1) as pool:
        record = rehearse_in_sound(
            case, shop.scenario, tmp_path, pool=pool, counts_work=True
        )
    assert record.exchanges[1].reply_s is not None
    assert told(record) == told(rehearse(case, shop.scenario))


def test_a_call_that_breaks_is_no_talk_that_passes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shop = only(tmp_path, "[{caller: no}]")
    [case] = shop.cases
    fault: Sequence[Exception] = [RuntimeError("out of memory")]
    record = rehearse_in_sound(case, shop.scenario, tmp_path, hears=fault)
    [failure] = judge(case, record, shop.scenario).failures
    assert "internal error" in failure.sentence
    assert "call_failed" in caplog.text


def test_each_test_leaves_a_recording_where_it_is_found_again(tmp_path: Path) -> None:
    shop = only(tmp_path, "[{caller: no}]")
    [case] = shop.cases
    for _again in range(2):
        rehearse_in_sound(case, shop.scenario, tmp_path / "calls")
    [recording] = (tmp_path / "calls").glob("*/*/audio.flac")
    samples, _ = soundfile.read(recording, dtype="int16")
    assert abs(samples[:, 0]).max() > 1000
    assert abs(samples[:, 1]).max() > 1000
