"""Which addresses of the web a call may send to."""

import ipaddress
import re
from urllib.parse import urlsplit

_OWN_SUFFIXES = (".internal", ".local", ".lan", ".home.arpa")
"""Names that no public name server knows (RFC 6762, RFC 8375, ICANN's `.internal`)."""

_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
"""A token (RFC 9110, section 5.6.2)."""

_HEADER_VALUE = re.compile(r"[!-~]([ \t!-~]*[!-~])?")

_OURS = frozenset(
    {
        *("accept", "accept-encoding", "authorization", "connection"),
        *("content-length", "content-type", "host", "idempotency-key"),
        *("transfer-encoding", "user-agent"),
    }
)
"""Headers that every request carries, or that the connection itself decides."""


def checked_url(url: str) -> str:
    """The same address, if a call may send to it.

    Raises:
        ValueError: no address, one with a password, or one whose plain http would
            carry personal data over the internet.
    """
    parts = urlsplit(url)
    is_clean = url.isprintable() and " " not in url
    if parts.scheme not in {"https", "http"} or not parts.hostname or not is_clean:
        raise ValueError("write an address like https://crm.example.com/voicebot")
    if parts.username is not None:
        raise ValueError("an address holds no password; write it as token or headers")
    _ = parts.port  # raises where it is no port
    if parts.scheme == "http" and not _is_own_network(parts.hostname):
        raise ValueError("plain http may not leave the own network; write https://")
    return url


def is_url(written: str) -> bool:
    """An address, and no name of the settings."""
    return "://" in written


def checked_scenario_url(url: str) -> str:
    """As `checked_url`, but https alone: a scenario's author decides no exception.

    Raises:
        ValueError: a call may not send there.
    """
    if not url.startswith("https://"):
        raise ValueError("a scenario writes https:// addresses only")
    return checked_url(url)


def checked_header_name(name: str) -> str:
    """The same name, if an admin may set this header.

    Raises:
        ValueError: no header is called so, or it is set by the robot itself.
    """
    if not _HEADER_NAME.fullmatch(name):
        raise ValueError(f'"{name}" is no name of a header')
    if name.lower() in _OURS:
        raise ValueError(f'"{name}" is set by the robot; write a secret as token')
    return name


def checked_header_value(value: str) -> str:
    """The same value, if it may stand in a header: visible ASCII.

    Raises:
        ValueError: it may not; the message does not repeat it.
    """
    if not _HEADER_VALUE.fullmatch(value):
        raise ValueError("write visible ASCII characters on one line")
    return value


def _is_own_network(host: str) -> bool:
    """Loopback, a private address, or a name that only the own network can know."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        is_bare = "." not in host and host[0].isalpha()  # 134744072 is 8.8.8.8
        return is_bare or host.endswith(_OWN_SUFFIXES)
    return address.is_loopback or (address.is_private and not address.is_unspecified)
