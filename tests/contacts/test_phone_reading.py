import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicebot.campaign.regions import region_of_code
from voicebot.contacts.phone_reading import read_phones
from voicebot.contacts.reason import Reason

ONE = "+79161234567"


@pytest.mark.parametrize(
    "text",
    [
        "89161234567",
        "79161234567",
        "9161234567",
        "+7 (916) 123-45-67",
        "8 916 123 45 67",
        "8-916-123-45-67",
        "8.916.123.45.67",
        "+7\xa0916\xa0123‑45‑67",
        "\u202a+7 916 123-45-67\u202c",
        "7.9161234567E10",
        "7,9161234567e+10",
        "79161234567.0",
        "79161234567,0",
        "89161234567 (Анна)",
        "моб. 8 916 123 45 67",
        "007 916 123 45 67",
    ],
)
def test_one_number_is_read_however_it_is_written(text: str) -> None:
    assert read_phones(text).numbers == (ONE,)
    assert read_phones(text).faults == ()


@pytest.mark.parametrize(
    "text",
    [
        "89161234567; 84951234567",
        "89161234567, 8 (495) 123-45-67",
        "89161234567/84951234567",
        "8 916 123 45 67 8 495 123 45 67",
        "9161234567 4951234567",
        "моб: 89161234567\nраб: (495)1234567",
        "8 916 123-45-67 или 8 495 123-45-67",
        "89161234567, 84951234567, 8-916-123-45-67",
    ],
)
def test_several_numbers_of_one_cell_are_told_apart(text: str) -> None:
    assert read_phones(text).numbers == (ONE, "+74951234567")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("нет", Reason.BROKEN_NUMBER),
        ("-", Reason.BROKEN_NUMBER),
        ("112", Reason.SHORT_NUMBER),
        ("0", Reason.SHORT_NUMBER),
        ("30-12-34", Reason.NO_AREA_CODE),
        ("223-33-22", Reason.NO_AREA_CODE),
        ("+7 916 123 45 6", Reason.TOO_FEW_DIGITS),
        ("7916123456", Reason.TOO_FEW_DIGITS),
        ("79991234567890123456", Reason.TOO_MANY_DIGITS),
        ("8 300 123 45 67", Reason.UNKNOWN_CODE),
        ("8 809 123 45 67", Reason.PAID_NUMBER),
        ("8 803 123 45 67", Reason.PAID_NUMBER),
        ("+1 900 555 0123", Reason.PAID_NUMBER),
        ("7,91612E+10", Reason.ROUNDED_NUMBER),
        ("7.92E+10", Reason.ROUNDED_NUMBER),
        ("1e400", Reason.TOO_MANY_DIGITS),
        ("٨٩١٦١٢٣٤٥٦٧", Reason.BROKEN_NUMBER),
    ],
)
def test_what_cannot_be_dialled_is_told_with_its_reason(
    text: str, reason: Reason
) -> None:
    read = read_phones(text)
    assert read.numbers == ()
    assert [fault.reason for fault in read.faults] == [reason]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+375 29 123-45-67", "+375291234567"),
        ("375291234567", "+375291234567"),
        ("8 10 375 29 123 45 67", "+375291234567"),
        ("+7 701 123 45 67", "+77011234567"),
        ("8 800 100 20 30", "+78001002030"),
        ("+86 138 1234 5678", "+8613812345678"),
    ],
)
def test_numbers_of_other_countries_keep_their_codes(text: str, number: str) -> None:
    assert read_phones(text).numbers == (number,)


def test_an_extension_is_told_of_and_the_number_taken() -> None:
    read = read_phones("(495) 123-45-67 доб. 123")
    assert read.numbers == ("+74951234567",)
    assert [fault.reason for fault in read.faults] == [Reason.EXTENSION]


def test_an_empty_cell_holds_neither_a_number_nor_a_fault() -> None:
    assert read_phones("").numbers == ()
    assert read_phones("").faults == ()


@given(st.from_regex(r"[34589][0-9]{9}", fullmatch=True))
def test_five_digits_tell_what_the_numbering_plan_says_of_ten(national: str) -> None:
    number = phonenumbers.parse(f"+7{national}", None)
    is_known = phonenumbers.is_valid_number(number)
    is_paid = phonenumbers.number_type(number) in (
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.SHARED_COST,
    )
    is_region = region_of_code(national) is not None
    taken = bool(read_phones(f"+7{national}").numbers)
    assert taken is (is_region or (is_known and not is_paid))


@given(st.text(max_size=200) | st.text("0123456789+-() .,;eE\n", max_size=60))
def test_any_text_is_read_and_what_is_taken_is_a_number(text: str) -> None:
    for number in read_phones(text).numbers:
        assert number.startswith("+")
        assert 8 <= len(number) <= 16
        assert number[1:].isdecimal()
