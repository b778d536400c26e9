import pytest

from voicebot.answering.verdict import Announcement, Answerer
from voicebot.answering.wording import joined, wording_of


@pytest.mark.parametrize(
    ("text", "announcement"),
    [
        ("абонент временно недоступен", Announcement.UNAVAILABLE),
        ("набранный вами номер не существует", Announcement.NO_SUCH_NUMBER),
        ("абонент сейчас разговаривает", Announcement.BUSY),
        ("the subscriber is not available", Announcement.UNAVAILABLE),
    ],
)
def test_an_intercept_says_what_is_with_the_number(
    text: str, announcement: Announcement
) -> None:
    wording = wording_of(text)
    assert wording.likeliest is Answerer.INTERCEPT
    assert wording.announcement is announcement


@pytest.mark.parametrize(
    "misheard",
    [
        "обонент временна недаступен",
        "я помощника бонента",
        "голосавая почта абанента",
        "астафьте сообщение посли сигнала",
    ],
)
def test_what_was_misheard_still_counts(misheard: str) -> None:
    assert wording_of(misheard).machine > 3


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("please leave a message after the tone", Answerer.MACHINE),
        ("record your name and the reason for your call", Answerer.SCREENING),
        ("thank you for calling press one for sales", Answerer.MENU),
        ("the number you have dialed is not in service", Answerer.INTERCEPT),
        ("натан праймор из визии плез трайган лейдер", Answerer.INTERCEPT),
        ("абонент тимчасово недоступний зателефонуйте пізніше", Answerer.INTERCEPT),
        ("абонент уақытша байланыс аясынан тыс жерде", Answerer.INTERCEPT),
    ],
    ids=["mail", "screen", "menu", "number", "as Russian hears it", "uk", "kk"],
)
def test_other_languages_are_known(text: str, kind: Answerer) -> None:
    wording = wording_of(text)
    assert wording.total > 3
    assert wording.likeliest is kind


def test_other_readings_count_less_than_the_first() -> None:
    first = wording_of("абонент временно недоступен").machine
    other = wording_of("а бант весит", ["абонент временно недоступен"]).machine
    assert 3 < other < first


def test_what_forbids_a_cue_weakens_it_in_other_readings_too() -> None:
    other = ["телефон выключен"]
    forbidden = wording_of("телефон у него выключен", other).machine
    assert forbidden < 3 < wording_of("телефон уного выклучен", other).machine


def test_a_machine_says_why() -> None:
    assert wording_of("оставьте сообщение после сигнала").why == (
        "asks to leave a message"
    )


def test_evidence_of_two_readings_is_not_counted_twice() -> None:
    one = wording_of("говорите после сигнала")
    assert joined(one, one) == one


def test_nothing_said_speaks_for_nobody() -> None:
    assert wording_of("").machine == wording_of("").person == 0
