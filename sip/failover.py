"""After which failures a call goes to the next trunk."""

from sip.dispositions import disposition_of
from sip.leg import Disposition

UNAUTHORIZED = 401
PROXY_AUTHENTICATION = 407
REQUEST_TIMEOUT = 408
_FIRST_SERVER_ERROR = 500
_AFTER_SERVER_ERRORS = 600

_SUBSCRIBERS_OWN = frozenset(
    {
        Disposition.BUSY,
        Disposition.NO_ANSWER,
        Disposition.UNAVAILABLE,
        Disposition.REJECTED,
        Disposition.INVALID_NUMBER,
    }
)


def is_trunks_failure(sip_code: int, cause: int | None) -> bool:
    """Whether the trunk failed rather than the subscriber answered.

    0 (no response), 408, 5xx, and 401 and 407, which mean that it does not take our
    password. A Q.850 cause that tells of the subscriber wins: 503 with «user busy».

    >>> [is_trunks_failure(code, None) for code in (0, 408, 503, 486, 404, 603)]
    [True, True, True, False, False, False]
    >>> is_trunks_failure(503, 17)
    False
    """
    if cause is not None and disposition_of(0, cause) in _SUBSCRIBERS_OWN:
        return False
    is_server_error = _FIRST_SERVER_ERROR <= sip_code < _AFTER_SERVER_ERRORS
    return is_server_error or sip_code in (
        0,
        REQUEST_TIMEOUT,
        UNAUTHORIZED,
        PROXY_AUTHENTICATION,
    )
