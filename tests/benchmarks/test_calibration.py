import pytest

from benchmarks.calibration import Bin, calibration_error, reliability
from tests.benchmarks.rows import answer, row

RIGHT, WRONG = row("yes"), row("no")


def test_answers_gather_by_confidence_and_empty_bins_are_left_out() -> None:
    answers = [
        answer(RIGHT, "yes", confidence=0.95),
        answer(WRONG, "yes", confidence=0.95),
        answer(WRONG, "yes", confidence=0.2),
    ]
    assert reliability(answers) == (
        Bin(count=1, confidence=0.2, accuracy=0.0),
        Bin(count=2, confidence=0.95, accuracy=0.5),
    )


def test_full_confidence_belongs_to_the_last_bin() -> None:
    answers = [
        answer(RIGHT, "yes", confidence=1.0),
        answer(RIGHT, "yes", confidence=0.9),
    ]
    assert len(reliability(answers)) == 1


def test_the_error_weighs_each_bin_by_its_answers() -> None:
    answers = [answer(RIGHT, "yes", confidence=0.95) for _ in range(3)]
    answers.append(answer(WRONG, "yes", confidence=0.35))
    assert calibration_error(answers) == pytest.approx((3 * 0.05 + 0.35) / 4)


def test_nothing_answered_has_no_error() -> None:
    assert calibration_error([]) == 0
