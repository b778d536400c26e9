"""SIP addresses: checked before they are called, masked before they are logged."""

import re

from sip.errors import InvalidSipUri

_CALLABLE = re.compile(
    r"sip:(?:[^\s@<>;?]+@)?"
    r"(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)"
    r"(?::(?P<port>\d{1,5}))?(?:[;?][^\s<>]*)?"
)
_LAST_PORT = 65535
_NUMBER = re.compile(r"\d{5,}")
_DIGITS_SHOWN = 2


def checked_uri(uri: str) -> str:
    """Return `uri` as it is.

    Raises:
        InvalidSipUri: not `sip:[user@]host[:port][;parameters]`.
    """
    found = _CALLABLE.fullmatch(uri)
    if not found or int(found["port"] or 0) > _LAST_PORT:
        raise InvalidSipUri(uri=uri)
    return uri


def user_of(uri: str) -> str:
    """The user part; empty where there is none.

    >>> user_of("sip:+74951234567@10.0.0.1:5060;user=phone"), user_of("sip:10.0.0.1")
    ('+74951234567', '')
    """
    user, at, _host = uri.partition(":")[2].partition("@")
    return user if at else ""


def called_user(message: str) -> str:
    r"""The user part of a request's own address.

    >>> called_user("INVITE sip:100@10.0.0.1 SIP/2.0\r\nTo: <sip:200@10.0.0.1>")
    '100'
    """
    _method, _space, rest = message.partition(" ")
    return user_of(rest.partition(" ")[0])


def host_and_port_of(uri: str) -> str:
    """The host, with its port where one is written.

    >>> host_and_port_of("sip:100@10.0.0.1:5061;transport=tls"), host_and_port_of("sip:x")
    ('10.0.0.1:5061', 'x')
    """
    rest = re.split("[;?]", uri.partition(":")[2])[0]
    return rest.rpartition("@")[2]


def host_of(uri: str) -> str:
    """The host, without user, port and parameters.

    >>> host_of("sip:+74951234567@10.0.0.1:5060;user=phone"), host_of("sip:example.org")
    ('10.0.0.1', 'example.org')
    """
    _user, _at, place = uri.partition(":")[2].rpartition("@")
    return re.split(r"[:;?]", place, maxsplit=1)[0]


def named(uri: str, name: str) -> str:
    r"""An address with a display name (RFC 3261 §25.1), whatever letters that has.

    >>> print(named("sip:100@10.0.0.1", 'OOO "Romashka"'))
    "OOO \"Romashka\"" <sip:100@10.0.0.1>
    """
    printable = "".join(filter(str.isprintable, name))
    quoted = printable.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{uri}>'


def masked(text: str) -> str:
    """Hide all but the last two digits of every number of five digits or more.

    >>> masked("INVITE sip:+79261234567@10.0.0.1:5060")
    'INVITE sip:+*********67@10.0.0.1:5060'
    """
    return _NUMBER.sub(
        lambda run: run[0][-_DIGITS_SHOWN:].rjust(len(run[0]), "*"), text
    )
