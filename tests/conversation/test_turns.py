"""Turn-taking, told by drawn calls.

A drawing has one character per 100 ms: `#` the caller speaks, `.` the caller is
silent, a digit or `*` presses that key, `H` the key `#`. The robot's prompt lasts for the first `prompt_s` seconds of it.
"""

import pytest

from voicebot.conversation.turns import HOLD_ON_S, Completeness, Move, TurnTaking
from voicebot.scenario.actions import BargeIn, DigitInput, Listen

STEP_S = 0.1
KEYS = {key: key for key in "0123456789*"} | {"H": "#"}


def question(
    barge_in: BargeIn = BargeIn.SPEECH,
    max_speech_s: float = 15,
    digits: DigitInput | None = None,
) -> Listen:
    return Listen(
        node="greeting",
        intents=("yes", "no"),
        keys=frozenset("1"),
        barge_in=barge_in,
        noinput_s=2.0,
        complete_timeout_s=0.3,
        incomplete_timeout_s=1.0,
        max_speech_s=max_speech_s,
        digits=digits,
    )


def moves(
    drawing: str,
    *,
    prompt_s: float = 0.0,
    reading: Completeness = Completeness.COMPLETE,
    barge_in: BargeIn = BargeIn.SPEECH,
    max_speech_s: float = 15,
) -> list[tuple[float, Move]]:
    """Moves with the second at which each was made; readings come 100 ms late."""
    turn = TurnTaking(question(barge_in, max_speech_s), now_s=0.0)
    return follow(turn, drawing, prompt_s=prompt_s, reading=reading)


def follow(
    turn: TurnTaking,
    drawing: str,
    *,
    prompt_s: float,
    reading: Completeness,
    was_speech: bool = False,
) -> list[tuple[float, Move]]:
    made: list[tuple[float, Move]] = []
    reading_due = False
    for step, mark in enumerate(drawing):
        now_s = round(step * STEP_S, 3)
        found: list[Move] = []
        if reading_due:
            found += turn.transcribed(reading, now_s)
            reading_due = False
        is_speech = mark == "#"
        if is_speech and not was_speech:
            found += turn.speech_started(now_s)
        if was_speech and not is_speech:
            found += turn.speech_paused(now_s)
        if mark in KEYS:
            found += turn.key_pressed(KEYS[mark], now_s)
        if now_s >= prompt_s:
            found += turn.prompt_ended(now_s)
        found += turn.tick(now_s)
        reading_due = Move.TRANSCRIBE in found
        was_speech = is_speech
        made += [(now_s, move) for move in found]
    return made


def test_a_complete_answer_ends_the_turn_after_the_short_timeout() -> None:
    assert moves("..###........") == [
        (0.5, Move.TRANSCRIBE),
        (0.8, Move.DROP_PROMPT),
        (0.8, Move.TAKE_TURN),
    ]


def test_an_incomplete_answer_waits_for_the_long_timeout() -> None:
    made = moves("..###..............", reading=Completeness.INCOMPLETE)
    assert made[-1] == (1.5, Move.TAKE_TURN)


def test_a_callback_without_a_time_gets_a_little_more_patience() -> None:
    made = moves("..###..............", reading=Completeness.OPEN_ENDED)
    assert made[-1] == (1.2, Move.TAKE_TURN)


def test_going_on_after_a_breath_is_one_turn_read_again() -> None:
    assert moves("..###..###......") == [
        (0.5, Move.TRANSCRIBE),
        (1.0, Move.TRANSCRIBE),
        (1.3, Move.DROP_PROMPT),
        (1.3, Move.TAKE_TURN),
    ]


def test_silence_after_the_prompt_is_taken_once() -> None:
    assert moves("." * 60, prompt_s=1.0) == [(3.0, Move.TAKE_SILENCE)]


def test_noise_does_not_put_off_the_end_of_a_silence() -> None:
    made = moves("....##" + "." * 30, reading=Completeness.NO_WORDS)
    assert made == [
        (0.6, Move.TRANSCRIBE),
        (0.7, Move.FORGET_SPEECH),
        (2.0, Move.TAKE_SILENCE),
    ]


def test_long_talk_without_a_word_is_a_turn_and_not_noise() -> None:
    made = moves("." + "#" * 14 + "." * 20, reading=Completeness.NO_WORDS)
    assert made[-1][1] is Move.TAKE_TURN


def test_speech_over_the_prompt_holds_it_at_once_and_then_drops_it() -> None:
    assert moves("...##........", prompt_s=5.0) == [
        (0.3, Move.HOLD_PROMPT),
        (0.5, Move.TRANSCRIBE),
        (0.8, Move.DROP_PROMPT),
        (0.8, Move.TAKE_TURN),
    ]


def test_likely_speech_holds_the_prompt_and_none_lets_it_go_on() -> None:
    turns = TurnTaking(question(), now_s=0.0)
    assert turns.speech_is_likely(True) == (Move.HOLD_PROMPT,)
    assert turns.speech_is_likely(True) == ()
    assert turns.speech_is_likely(False) == (Move.RESUME_PROMPT,)
    assert turns.speech_is_likely(False) == ()


def test_likely_speech_that_begins_holds_the_prompt_once_and_resumes_as_any() -> None:
    turns = TurnTaking(question(), now_s=0.0)
    turns.speech_is_likely(True)
    assert turns.speech_started(1.0) == ()
    assert turns.speech_is_likely(False) == ()
    assert turns.speech_paused(1.3) == (Move.TRANSCRIBE,)
    made = turns.transcribed(Completeness.NO_WORDS, 1.5)
    assert made == (Move.FORGET_SPEECH, Move.RESUME_PROMPT)


@pytest.mark.parametrize("barge_in", [BargeIn.OFF, BargeIn.KEYPAD_ONLY, BargeIn.PHRASE])
def test_likely_speech_holds_nothing_that_speech_would_not(barge_in: BargeIn) -> None:
    turns = TurnTaking(question(barge_in), now_s=0.0)
    assert turns.speech_is_likely(True) == ()
    assert turns.speech_is_likely(False) == ()


def test_a_key_in_a_moment_of_likely_speech_is_not_undone_by_its_end() -> None:
    turns = TurnTaking(question(), now_s=0.0)
    turns.speech_is_likely(True)
    assert Move.DROP_PROMPT in turns.key_pressed("1", 1.0)
    assert turns.speech_is_likely(False) == ()


def test_a_false_barge_in_resumes_the_prompt() -> None:
    made = moves("...##........", prompt_s=5.0, reading=Completeness.NO_WORDS)
    assert made == [
        (0.3, Move.HOLD_PROMPT),
        (0.5, Move.TRANSCRIBE),
        (0.6, Move.FORGET_SPEECH),
        (0.6, Move.RESUME_PROMPT),
    ]


def test_the_prompts_own_words_do_not_interrupt_it_however_long() -> None:
    made = moves("..#############....", prompt_s=5, reading=Completeness.PROMPT_WORDS)
    assert [move for _, move in made] == [
        Move.HOLD_PROMPT,
        Move.TRANSCRIBE,
        Move.FORGET_SPEECH,
        Move.RESUME_PROMPT,
    ]


def test_the_prompts_own_words_after_it_are_the_callers() -> None:
    made = moves("..##" + "." * 12, reading=Completeness.PROMPT_WORDS)
    assert made[-1][1] is Move.TAKE_TURN


@pytest.mark.parametrize("barge_in", [BargeIn.OFF, BargeIn.KEYPAD_ONLY])
def test_a_voice_that_may_not_interrupt_is_not_heard(barge_in: BargeIn) -> None:
    made = moves("..###.........", prompt_s=8.0, barge_in=barge_in)
    assert made == [(1.2, Move.FORGET_SPEECH)]


@pytest.mark.parametrize("barge_in", [BargeIn.OFF, BargeIn.KEYPAD_ONLY])
def test_an_answer_over_the_last_syllables_counts_in_every_mode(
    barge_in: BargeIn,
) -> None:
    made = moves("..###...........", prompt_s=0.8, barge_in=barge_in)
    assert made == [
        (0.8, Move.TRANSCRIBE),
        (0.9, Move.DROP_PROMPT),
        (0.9, Move.TAKE_TURN),
    ]


def test_an_answer_begun_over_the_prompt_is_whole_with_what_follows_a_breath() -> None:
    made = moves("..##..###......", prompt_s=0.7, barge_in=BargeIn.OFF)
    assert [move for _, move in made] == [
        Move.TRANSCRIBE,
        Move.DROP_PROMPT,
        Move.TAKE_TURN,
    ]
    assert made[0] == (0.9, Move.TRANSCRIBE)


def test_short_talk_that_is_never_read_is_a_turn_and_not_a_silence() -> None:
    made = moves("..###...###...###" + "." * 20, reading=Completeness.NO_WORDS)
    assert made[-1] == (2.0, Move.TAKE_UNREAD)
    assert Move.TAKE_SILENCE not in [move for _, move in made]


def test_music_puts_off_the_end_of_a_silence() -> None:
    turn = TurnTaking(question(), now_s=0.0)
    turn.prompt_ended(0.0)
    for tenth in range(80):
        turn.music_plays(tenth / 10)
        assert turn.tick(tenth / 10) == ()
    assert turn.tick(9.8) == ()
    assert turn.tick(10.0) == (Move.TAKE_SILENCE,)


def test_who_asks_the_robot_to_wait_is_waited_for() -> None:
    made = moves("..###" + "." * 240, reading=Completeness.HOLD_ON)
    assert made == [
        (0.5, Move.TRANSCRIBE),
        (1.5, Move.DROP_PROMPT),
        (1.5, Move.FORGET_SPEECH),
        (round(1.5 + HOLD_ON_S + 2.0, 3), Move.TAKE_SILENCE),
    ]


def test_who_asks_it_over_the_prompt_is_waited_for_without_the_prompt() -> None:
    made = moves("..###" + "." * 30, prompt_s=9.0, reading=Completeness.HOLD_ON)
    assert [move for _, move in made] == [
        Move.HOLD_PROMPT,
        Move.TRANSCRIBE,
        Move.DROP_PROMPT,
        Move.FORGET_SPEECH,
    ]


def test_whoever_returns_from_a_wait_is_answered_at_once() -> None:
    turn = TurnTaking(question(), now_s=0.0)
    follow(turn, ".##" + "." * 12, prompt_s=0.0, reading=Completeness.HOLD_ON)
    turn.speech_started(9.0)
    assert turn.speech_paused(9.4) == (Move.TRANSCRIBE,)
    assert turn.transcribed(Completeness.COMPLETE, 9.5) == ()
    assert turn.tick(9.75) == (Move.DROP_PROMPT, Move.TAKE_TURN)


def unreadable(drawing: str, *, prompt_s: float) -> tuple[Move, ...]:
    """What is done when nothing can read what was said to the drawing's end."""
    turn = TurnTaking(question(), now_s=0.0)
    follow(turn, drawing, prompt_s=prompt_s, reading=Completeness.COMPLETE)
    return turn.unreadable()


def test_what_no_recognizer_can_read_is_asked_again_however_short() -> None:
    assert unreadable(".##.", prompt_s=0.0)[-1] is Move.TAKE_UNREAD
    assert unreadable(".############.", prompt_s=9.0)[-1] is Move.TAKE_UNREAD


def test_a_cough_that_no_recognizer_can_read_resumes_the_prompt() -> None:
    assert unreadable(".##.", prompt_s=9.0)[-1] is Move.RESUME_PROMPT


def test_who_speaks_on_meanwhile_is_read_again() -> None:
    assert unreadable(".##..#", prompt_s=0.0) == ()


def left_over(drawing: str, *, prompt_s: float) -> list[tuple[float, Move]]:
    """Moves of a question that begins in the middle of somebody's speech."""
    turn = TurnTaking(question(max_speech_s=2.0), now_s=0.0)
    turn.speech_goes_on(0.0)
    return follow(
        turn, drawing, prompt_s=prompt_s, reading=Completeness.COMPLETE, was_speech=True
    )


def test_speech_left_over_from_before_does_not_interrupt_the_question() -> None:
    assert left_over("#####.........", prompt_s=5.0) == [(1.2, Move.FORGET_SPEECH)]


def test_speech_left_over_that_outlasts_the_question_answers_it() -> None:
    made = left_over("########......", prompt_s=0.5)
    assert made[-1] == (1.1, Move.TAKE_TURN)


def test_babble_that_never_ends_is_cut_again_and_again() -> None:
    made = left_over("#" * 40, prompt_s=1.0)
    assert made[0] == (2.0, Move.TRANSCRIBE)
    assert made[-1][1] is Move.TAKE_TURN


def test_an_answer_that_outlasts_an_uninterruptible_prompt_counts() -> None:
    made = moves("..#####......", prompt_s=0.5, barge_in=BargeIn.OFF)
    assert made[-1] == (1.0, Move.TAKE_TURN)


def test_phrase_mode_plays_on_and_yields_to_a_complete_reply_only() -> None:
    heard = moves("..##........", prompt_s=9.0, barge_in=BargeIn.PHRASE)
    assert [move for _, move in heard] == [
        Move.TRANSCRIBE,
        Move.DROP_PROMPT,
        Move.TAKE_TURN,
    ]
    ignored = moves(
        "..##........",
        prompt_s=9.0,
        barge_in=BargeIn.PHRASE,
        reading=Completeness.INCOMPLETE,
    )
    assert [move for _, move in ignored] == [Move.TRANSCRIBE, Move.FORGET_SPEECH]


def test_endless_speech_is_cut_and_taken_as_it_stands() -> None:
    made = moves("." + "#" * 40, max_speech_s=2.0, reading=Completeness.INCOMPLETE)
    assert made == [
        (2.1, Move.TRANSCRIBE),
        (2.2, Move.DROP_PROMPT),
        (2.2, Move.TAKE_TURN),
    ]


def test_a_key_drops_the_prompt_but_in_off_mode() -> None:
    taken = [(0.5, Move.DROP_PROMPT), (0.5, Move.TAKE_KEYS)]
    assert moves(".....1", prompt_s=9, barge_in=BargeIn.KEYPAD_ONLY) == taken
    assert moves(".....1", prompt_s=9, barge_in=BargeIn.OFF) == []
    assert moves(".....1", prompt_s=0.3, barge_in=BargeIn.OFF) == taken


def entered(
    drawing: str, *, most: int = 4, prompt_s: float = 0.0
) -> tuple[str, list[tuple[float, Move]]]:
    """What was taken of keys, `1` being a branch and numbers ending by `#`."""
    digits = DigitInput(most=most, gap_s=0.5, end_key="#")
    turn = TurnTaking(question(digits=digits), now_s=0.0)
    made = follow(turn, drawing, prompt_s=prompt_s, reading=Completeness.COMPLETE)
    return turn.keys, made


def test_a_number_is_taken_at_its_last_possible_key() -> None:
    keys, made = entered(".2.3.1.4.5")
    assert keys == "2314"
    assert made == [(0.1, Move.DROP_PROMPT), (0.7, Move.TAKE_KEYS)]


def test_a_number_may_be_ended_by_a_key_that_is_no_part_of_it() -> None:
    assert entered(".2.3H") == (
        "23",
        [(0.1, Move.DROP_PROMPT), (0.4, Move.TAKE_KEYS)],
    )


def test_a_number_ends_when_no_further_key_comes() -> None:
    keys, made = entered(".2....3.......")
    assert keys == "23"
    assert made[-1] == (1.1, Move.TAKE_KEYS)


def test_a_key_that_leads_somewhere_does_so_only_as_the_first() -> None:
    assert entered(".1.2.3") == (
        "1",
        [(0.1, Move.DROP_PROMPT), (0.1, Move.TAKE_KEYS)],
    )
    assert entered(".2.1.1.1")[0] == "2111"


def test_the_end_key_alone_is_an_answer_that_means_nothing() -> None:
    assert entered("H") == ("#", [(0.0, Move.DROP_PROMPT), (0.0, Move.TAKE_KEYS)])


def test_a_number_of_one_key_does_not_wait_for_another() -> None:
    assert entered(".7....", most=1)[1][-1] == (0.1, Move.TAKE_KEYS)


def test_what_is_said_while_a_number_is_entered_does_not_count() -> None:
    keys, made = entered("2###3.4.5")
    assert keys == "2345"
    assert [move for _, move in made] == [Move.DROP_PROMPT, Move.TAKE_KEYS]


def test_a_key_after_speech_begins_a_number_and_the_reading_is_forgotten() -> None:
    keys, made = entered(".##2.3H")
    assert keys == "23"
    assert made == [
        (0.3, Move.TRANSCRIBE),
        (0.3, Move.DROP_PROMPT),
        (0.6, Move.TAKE_KEYS),
    ]


def test_the_first_key_of_a_number_drops_the_prompt() -> None:
    keys, made = entered("...2.3H", prompt_s=9.0)
    assert (keys, made[0]) == ("23", (0.3, Move.DROP_PROMPT))


def test_nothing_moves_once_the_turn_is_taken() -> None:
    turn = TurnTaking(question(), now_s=0.0)
    turn.key_pressed("1", 0.0)
    assert turn.key_pressed("2", 0.1) == ()
    assert turn.speech_started(1.0) == ()
    assert turn.speech_paused(1.5) == ()
    assert turn.transcribed(Completeness.COMPLETE, 2.0) == ()
    assert turn.tick(30.0) == ()
