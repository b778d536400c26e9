import pytest
from hypothesis import given
from hypothesis import strategies as st

from sip.errors import InvalidSipUri
from sip.uri import checked_uri, masked


@pytest.mark.parametrize(
    "uri",
    [
        "sip:79261234567@trunk.example",
        "sip:+79261234567@10.0.0.1:5060",
        "sip:10.0.0.1",
        "sip:user@[::1]:5060",
        "sip:user@host;transport=udp",
    ],
)
def test_an_address_that_can_be_called_passes_unchanged(uri: str) -> None:
    assert checked_uri(uri) == uri


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "79261234567",
        "tel:+79261234567",
        "sips:user@host",
        "sip:",
        "sip:@host",
        "sip:user@",
        "sip:user@host:70000",
        "sip:user@host:port",
        "sip:us er@host",
        "sip:user@host>\r\nX: y",
        "sip:user@-host",
    ],
)
def test_anything_else_is_refused_with_what_was_found(uri: str) -> None:
    with pytest.raises(InvalidSipUri) as refused:
        checked_uri(uri)
    assert refused.value.uri == uri


@given(number=st.from_regex(r"[0-9]{7,15}", fullmatch=True))
def test_no_phone_number_is_left_in_a_masked_line(number: str) -> None:
    line = masked(f"INVITE sip:+{number}@10.0.0.1 SIP/2.0")
    assert number not in line
    assert number[:-2] not in line
    assert f"{number[-2:]}@10.0.0.1" in line
