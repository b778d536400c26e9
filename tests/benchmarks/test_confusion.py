from benchmarks.confusion import confusion
from tests.benchmarks.rows import answer, row


def test_an_accepted_answer_counts_as_its_own_label() -> None:
    matrix = confusion([answer(row("no", accept="not_interested"), "not_interested")])
    assert matrix.labels == ("no",)
    assert matrix.rows == {"no": (1,)}


def test_a_row_is_a_label_and_a_column_what_was_understood() -> None:
    matrix = confusion(
        [answer(row("no"), "yes"), answer(row("no"), "no"), answer(row("no"), "no")]
    )
    assert matrix.labels == ("no", "yes")
    assert matrix.rows == {"no": (2, 1)}


def test_what_was_not_heard_is_silence() -> None:
    assert confusion([answer(row("no"), None)]).labels == ("no", "silence_or_noise")
