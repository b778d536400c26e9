from voicebot.answering.rhythm import SHORT_ODDS, Rhythm


def spoken(*spans: tuple[float, float]) -> Rhythm:
    rhythm = Rhythm()
    for start_s, end_s in spans:
        rhythm.started(start_s)
        rhythm.paused(end_s)
    return rhythm


def test_a_short_hello_and_silence_is_how_people_answer() -> None:
    assert spoken((0.5, 1.0)).odds(1.7) == SHORT_ODDS


def test_a_hello_is_not_over_at_once() -> None:
    assert spoken((0.5, 1.0)).odds(1.2) == 0


def test_the_longer_one_breath_the_likelier_a_machine() -> None:
    odds = [spoken((0.0, end_s)).odds(end_s + 0.1) for end_s in (1.5, 2.5, 4.0, 6.0)]
    assert odds == sorted(odds)
    assert odds[0] == 0 < odds[1] < odds[3] < 3


def test_a_breath_between_words_does_not_end_a_stretch() -> None:
    assert spoken((0.0, 1.0), (1.2, 2.4)).run_s(2.4) == 2.4
    assert spoken((0.0, 1.0), (1.5, 2.4)).run_s(2.4) == 1.0


def test_speech_that_goes_on_counts_up_to_now() -> None:
    rhythm = Rhythm()
    rhythm.started(1.0)
    assert rhythm.run_s(4.0) == 3.0
    assert rhythm.silence_s(4.0) == 0.0
