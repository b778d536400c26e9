"""Whether a trunk works, by what it last answered."""

from dataclasses import dataclass, replace
from http import HTTPStatus

REQUEST_TIMEOUT = 408
SERVER_ERROR = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The last answer to a request. Code 408 or 503 may be the stack's own for none."""

    code: int
    reason: str

    @property
    def is_success(self) -> bool:
        return HTTPStatus.OK <= self.code < HTTPStatus.MULTIPLE_CHOICES

    @property
    def shows_life(self) -> bool:
        """Whoever refuses OPTIONS lives; who has an inner error or says nothing, not."""
        return self.code < SERVER_ERROR and self.code not in (0, REQUEST_TIMEOUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrunkState:
    """What is known of one trunk. None: not asked, or not answered yet.

    `tls_trouble` is what was wrong with its certificate, in the stack's words.
    `codecs` are those its answer to OPTIONS offered, empty where it named none.
    """

    name: str
    registers: bool
    asks: bool
    registration: Reply | None = None
    options: Reply | None = None
    tls_trouble: str = ""
    codecs: tuple[str, ...] = ()

    @property
    def is_up(self) -> bool:
        """A trunk that was not heard of yet counts as up: a call will tell."""
        is_registered = not self.registration or self.registration.is_success
        is_alive = not self.options or self.options.shows_life
        return is_registered and is_alive

    @property
    def is_known(self) -> bool:
        """Every question was answered, or given up."""
        has_registered = self.registration is not None or not self.registers
        has_answered = self.options is not None or not self.asks
        return has_registered and has_answered

    @property
    def last_reply(self) -> Reply | None:
        """What made it up or down."""
        if self.registration and not self.registration.is_success:
            return self.registration
        return self.options or self.registration

    def registered(self, reply: Reply) -> "TrunkState":
        return replace(self, registration=reply)

    def troubled(self, tls_trouble: str) -> "TrunkState":
        return replace(self, tls_trouble=tls_trouble)

    def answered(self, reply: Reply, codecs: tuple[str, ...] = ()) -> "TrunkState":
        """A reply to OPTIONS; or none to INVITE, which says as much."""
        trouble = "" if reply.shows_life else self.tls_trouble
        return replace(self, options=reply, codecs=codecs, tls_trouble=trouble)
