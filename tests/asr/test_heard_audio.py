import numpy as np

from asr.heard_audio import HeardAudio, Question, Stretch


def stretch(began_sample: int, length: int) -> Stretch:
    return Stretch(began_sample=began_sample, samples=np.zeros(length, np.int16))


def test_what_waits_is_taken_once_and_in_order() -> None:
    waiting = HeardAudio()
    waiting.append(stretch(0, 10))
    waiting.append(stretch(10, 5))
    question, stretches = waiting.take()
    assert question is None
    assert [each.began_sample for each in stretches] == [0, 10]
    assert waiting.take() == (None, ())


def test_a_new_question_forgets_what_waited_for_the_old_one() -> None:
    waiting = HeardAudio()
    waiting.append(stretch(0, 10))
    waiting.begin(["да", "нет"])
    waiting.append(stretch(50, 10))
    question, stretches = waiting.take()
    assert question == Question(phrases=("да", "нет"))
    assert [each.began_sample for each in stretches] == [50]


def test_the_oldest_is_dropped_and_counted_when_nobody_takes() -> None:
    waiting = HeardAudio(capacity_samples=20)
    for began in (0, 10, 20):
        waiting.append(stretch(began, 10))
    assert waiting.dropped_samples == 10
    assert [each.began_sample for each in waiting.take()[1]] == [10, 20]
