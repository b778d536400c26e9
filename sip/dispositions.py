"""SIP final responses and Q.850 causes, as what they mean for the attempt."""

import re
from http import HTTPStatus

from sip.leg import Disposition

_BY_SIP_CODE = {
    403: Disposition.REJECTED,
    404: Disposition.INVALID_NUMBER,
    408: Disposition.NO_ANSWER,
    410: Disposition.INVALID_NUMBER,
    416: Disposition.INVALID_NUMBER,
    480: Disposition.UNAVAILABLE,
    484: Disposition.INVALID_NUMBER,
    486: Disposition.BUSY,
    487: Disposition.NO_ANSWER,
    600: Disposition.BUSY,
    603: Disposition.REJECTED,
    604: Disposition.INVALID_NUMBER,
    607: Disposition.REJECTED,
    608: Disposition.REJECTED,
}
"""RFC 3261 §21, RFC 8197 (607), RFC 8688 (608); every other code is `failed`."""

_BY_Q850_CAUSE = {
    1: Disposition.INVALID_NUMBER,  # unallocated number
    17: Disposition.BUSY,
    18: Disposition.NO_ANSWER,  # no user responding
    19: Disposition.NO_ANSWER,  # alerted, no answer
    20: Disposition.UNAVAILABLE,  # subscriber absent
    21: Disposition.REJECTED,
    22: Disposition.INVALID_NUMBER,  # number changed
    27: Disposition.UNAVAILABLE,  # destination out of order
    28: Disposition.INVALID_NUMBER,  # address incomplete
}
"""ITU-T Q.850 §2.2.7, carried by the Reason header (RFC 3326).

A trunk's gateway knows the subscriber's network better than the SIP code it chose
says, so a cause listed here wins over the code.
"""

_REASON_CAUSE = re.compile(
    r"^Reason:[^\r\n]*\bQ\.850\s*;[^\r\n,]*?cause\s*=\s*(\d+)",
    re.IGNORECASE | re.MULTILINE,
)


def q850_cause(message: str) -> int | None:
    r"""The Q.850 cause in a SIP message's Reason header, if it carries one.

    >>> q850_cause('SIP/2.0 480 Gone\r\nReason: Q.850;cause=19;text="x"\r\n\r\n')
    19
    """
    found = _REASON_CAUSE.search(message)
    return int(found[1]) if found else None


def disposition_of(sip_code: int, cause: int | None = None) -> Disposition:
    """What a final response means; 0 (none ever came) and unlisted codes: failed.

    >>> [str(disposition_of(480, cause)) for cause in (None, 19)]
    ['unavailable', 'no_answer']
    """
    if HTTPStatus.OK <= sip_code < HTTPStatus.MULTIPLE_CHOICES:
        return Disposition.ANSWERED
    by_cause = _BY_Q850_CAUSE.get(cause) if cause is not None else None
    return by_cause or _BY_SIP_CODE.get(sip_code, Disposition.FAILED)
