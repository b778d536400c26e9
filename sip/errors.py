"""What goes wrong with a telephone line and can be mended.

SipError
├── PortTaken        another process holds the SIP port
├── AddressNotLocal  the bind address is none of this machine's
├── InvalidSipUri    no SIP address of a form that can be called
├── LineBusy         every call slot of this process is taken
└── LineClosed       the line was closed while something was asked of it
"""


class SipError(Exception):
    """One sentence: what was found, and what to do."""


class PortTaken(SipError):
    """Another process holds the SIP port."""


class AddressNotLocal(SipError):
    """The bind address is none of this machine's."""


class InvalidSipUri(SipError):
    """No SIP address of a form that can be called."""


class LineBusy(SipError):
    """Every call slot of this process is taken."""


class LineClosed(SipError):
    """The line was closed while something was asked of it."""
