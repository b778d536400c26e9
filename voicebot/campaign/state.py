"""How far a contact has come in its campaign."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from voicebot.campaign.phone import Phone
from voicebot.campaign.tally import NEVER, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryProgress:
    """Of one retry rule: `made` attempts of the series at position `series`.

    `day` is the contact's own date of that series' first attempt; `total` counts the
    rule's attempts whatever was begun anew.
    """

    series: int = 0
    made: int = 0
    total: int = 0
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactState:
    """A person in a campaign; `phones` in the order in which they are to be dialled.

    `next_at` is when to dial next, None when never again; `promised_at` is set while a
    promised callback is to be kept, and equals `next_at` until it was tried. `list` is
    where the contact ended, or waits to be called anew. `progress` is by retry rule's
    name. `dead` are numbers that are not to be dialled again: they do not
    exist, or all attempts at them are spent. `owed_messages` are names of messages to be
    sent; who sent them moves them to `sent_messages`.
    """

    phones: tuple[Phone, ...]
    next_at: datetime | None
    next_phone: int = 0
    """Position in `phones`."""
    priority: int = 0
    promised_at: datetime | None = None
    promises: int = 0
    """How many callbacks were promised so far."""
    callback_tries: int = 0
    """How often the promised call was tried that is to be kept now."""
    retried_by: str | None = None
    """The name of the retry rule that set `next_at`."""
    list: str | None = None
    finished_at: datetime | None = None
    progress: Mapping[str, RetryProgress] = field(default_factory=dict)
    dialled: Tally = NEVER
    dead: frozenset[str] = frozenset()
    owed_messages: tuple[str, ...] = ()
    sent_messages: tuple[str, ...] = ()

    @property
    def phone(self) -> Phone:
        """The one to dial next."""
        return self.phones[self.next_phone]

    @property
    def home_zone(self) -> str:
        """Whose dates are the contact's days."""
        return self.phones[0].zones[0]

    @property
    def urgency(self) -> tuple[int, int]:
        """Who is dialled first: the lowest. Promises go before every priority."""
        return (0, 0) if self.promised_at is not None else (1, -self.priority)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneRecord:
    """What the whole system knows of one phone; `dialled` counts every campaign."""

    dialled: Tally = NEVER
    is_do_not_call: bool = False
