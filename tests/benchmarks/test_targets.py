from benchmarks.corpus import Answer
from benchmarks.measured import Measured, by_condition
from benchmarks.targets import Aim, aims
from tests.benchmarks.rows import answer, row

AT_TWO = {"kind": "at", "value": "2026-03-12T14:00:00+03:00"}


def measured(*answers: Answer) -> Measured:
    return Measured(
        answers=by_condition((), answers, lambda one: one.row.condition),
        times={},
        parties={},
        asked={},
        question=None,
    )


def aim(name: str, found: Measured) -> Aim:
    return next(each for each in aims(found) if each.name == name)


def test_what_was_not_measured_is_neither_met_nor_missed() -> None:
    found = aims(measured())
    assert all(each.is_met is None and each.cells["reached"] == "—" for each in found)
    assert len(found) == 15


def test_a_share_is_met_from_what_is_asked_on() -> None:
    rows = [row("no", utterance=f"u{number}") for number in range(25)]
    answers = [answer(each, "no") for each in rows[:24]] + [answer(rows[24], "yes")]
    clean = aim("audio → intent, clean", measured(*answers))
    assert (clean.reached, clean.is_met) == (0.96, True)
    assert clean.cells["reached"] == "96.0 %"
    assert clean.cells["95 %"] == "80.5-99.3 %"


def test_losses_of_quiet_and_noisy_lines_are_one_figure() -> None:
    found = measured(
        answer(row("no", condition="clean_loss3"), "no"),
        answer(row("no", condition="snr20_loss3"), "yes"),
    )
    assert aim("audio → intent, 3 % of packets lost", found).reached == 0.5


def test_a_false_yes_counts_among_all_audio_that_is_no_yes_and_no_text() -> None:
    found = measured(
        answer(row("no", condition="snr10"), "yes"),
        answer(row("repeat", condition="clean"), "repeat"),
        answer(row("yes", condition="clean"), "yes"),
        answer(row("no", condition="text"), "yes"),
    )
    false = aim("taken for «да» of all that is none, all audio", found)
    assert (false.reached, false.of, false.is_met) == (0.5, 2, False)
    assert false.cells["asked"] == "≤ 0.20 %"


def test_a_time_counts_where_it_stands_in_the_slot() -> None:
    timed = row("call_later", slots={**AT_TWO, "now": "ignored"})
    found = measured(
        answer(timed, "call_later", slots=AT_TWO), answer(timed, "out_of_scope")
    )
    assert aim("spoken time → moment, clean audio", found).reached == 0.5


def test_waits_are_those_of_replies_that_were_timed() -> None:
    found = measured(
        answer(row("yes"), "yes", wait_s=0.1),
        answer(row("yes"), "yes", wait_s=0.2),
        answer(row("yes"), None, wait_s=0.0),
        answer(row("yes"), "yes"),
    )
    half = aim("work after the end of speech, p50", found)
    most = aim("work after the end of speech, p95", found)
    assert (half.reached, half.of, half.is_met) == (100, 2, True)
    assert (most.cells["reached"], most.is_met) == ("200 ms", False)
