"""Runs a campaign to its end on a virtual clock: the true rules, sharing and graph.

What stands in for the database and the telephone is in memory; what decides is not
written a second time: `may_dial`, `after_attempt`, `after_refusal`, `Sharing`, breakers
and the interpreter are those that calls go by.
"""

import heapq
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import inf

from voicebot.campaign.after_attempt import after_attempt
from voicebot.campaign.after_refusal import CAMPAIGN_LACKS, after_refusal
from voicebot.campaign.attempt import Attempt
from voicebot.campaign.dialling import HOUSE, may_dial
from voicebot.campaign.pace import Pace
from voicebot.campaign.refusal import Refusal
from voicebot.campaign.ringing import ring_s
from voicebot.campaign.rules import CampaignRules, HouseRules
from voicebot.campaign.sharing import Contender, Grant, Sharing, TrunkRoom
from voicebot.campaign.state import ContactState, PhoneRecord
from voicebot.campaign.tally import NEVER, Tally
from voicebot.simulator.breaker_watch import BreakerWatch, TripSeen
from voicebot.simulator.contacts import SimulatedContact, people_of
from voicebot.simulator.dialled import Dialled
from voicebot.simulator.due import DueContacts
from voicebot.simulator.text_talk import TextScript

_TRUNK = "simulated"
_CAMPAIGN = 0
_HOUR = timedelta(hours=1)

Tell = Callable[[datetime, int], None]
"""Hears where the clock stands, and how many calls were made by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """Who is called by which rules, from `starts` until everybody is done or `ends`.

    `lines` are how many calls there may be at once, `calls_per_s` what the trunk bears;
    None is no limit.
    """

    rules: CampaignRules
    script: TextScript
    contacts: Sequence[SimulatedContact]
    starts: datetime
    ends: datetime
    lines: int
    calls_per_s: float | None = None
    house: HouseRules = HOUSE


@dataclass(slots=True)
class Run:
    """What came of it. `states` are the contacts at the end, in the order of the setup.

    `busy_s` is how long at least one line was in use. `halt` is what stopped the whole
    campaign, if anything did.
    """

    states: list[ContactState]
    dialled: list[Dialled] = field(default_factory=list)
    messages: Counter[str] = field(default_factory=Counter)
    trips: list[TripSeen] = field(default_factory=list)
    refused: int = 0
    peak_lines: int = 0
    busy_s: float = 0.0
    halt: Refusal | None = None


def _unheard(_moment: datetime, _calls: int) -> None:
    """Nobody waits for it."""


def simulate(setup: Setup, tell: Tell = _unheard) -> Run:
    """The same setup always gives the same run; `tell` hears of every hour that passed.

    Raises:
        ScenarioError: the contacts lack a slot that the scenario requires.
    """
    return _Simulation(setup, tell).run()


class _Simulation:
    """The virtual dialer at work."""

    def __init__(self, setup: Setup, tell: Tell) -> None:
        self._setup = setup
        self._tell = tell
        self._told_at = setup.starts
        self._rules, self._house = setup.rules, setup.house
        self._run = Run(states=[each.state for each in setup.contacts])
        self._people = people_of(setup.contacts)
        self._watch = BreakerWatch(setup.rules.breakers)
        self._now = setup.starts
        self._due = DueContacts()
        for contact, state in enumerate(self._run.states):
            self._due.add(contact, state)
        self._calls: list[tuple[datetime, int, Dialled]] = []
        self._begun = 0
        self._tallies: dict[str, Tally] = {}
        self._forbidden: set[str] = set()
        self._budget = replace(setup.rules.budget, trunks=())
        self._pace = Pace(calls_per_s=self._budget.calls_per_s)
        self._trunk_pace = Pace(calls_per_s=setup.calls_per_s)

    def run(self) -> Run:
        while self._run.halt is None:
            moment = self._next_moment()
            if moment is None or moment >= self._setup.ends:
                break
            if self._calls:
                self._run.busy_s += (moment - self._now).total_seconds()
            self._now = moment
            if moment - self._told_at >= _HOUR:
                self._told_at = moment
                self._tell(moment, len(self._run.dialled))
            self._end_calls()
            self._due.look(moment)
            self._dial()
        while self._calls:
            self._end_first()
        return self._run

    def _next_moment(self) -> datetime | None:
        """When something is to be done next; None: never again."""
        moments = [self._calls[0][0]] if self._calls else []
        if self._due.next_at is not None:
            moments.append(self._due.next_at)
        if self._due.is_any and self._has_room:
            moments.append(self._pace.earliest(self._trunk_pace.earliest(self._now)))
        return max(self._now, min(moments)) if moments else None

    @property
    def _has_room(self) -> bool:
        most = self._budget.lines
        return len(self._calls) < min(self._setup.lines, inf if most is None else most)

    def _dial(self) -> None:
        """Give lines to those who are due, as long as there are both."""
        while self._due.is_any and self._has_room and self._run.halt is None:
            grant = self._sharing().next_grant(self._now)
            if grant is None:
                return
            contact = self._first_allowed(grant)
            if contact is not None:
                self._begin(contact, grant)

    def _sharing(self) -> Sharing:
        live = len(self._calls)
        contender = Contender(
            campaign_id=_CAMPAIGN,
            live=live,
            urgency=self._due.urgency,
            waited_s=0.0,
            budget=self._budget,
            pace=self._pace,
        )
        room = TrunkRoom(
            name=_TRUNK, lines=self._setup.lines - live, pace=self._trunk_pace
        )
        return Sharing(contenders=(contender,), trunks=(room,))

    def _first_allowed(self, grant: Grant) -> int | None:
        """Of those who are due; whoever may not be dialled is put off or finished."""
        while self._due.is_any:
            contact = self._due.take()
            state = self._run.states[contact]
            number = state.phone.number
            record = PhoneRecord(
                dialled=self._tallies.get(number, NEVER),
                is_do_not_call=number in self._forbidden,
            )
            at = grant.dial_at
            refusal = may_dial(at, state, self._rules, record, self._house)
            if refusal is None:
                return contact
            if refusal.why in CAMPAIGN_LACKS:
                self._run.halt = refusal
                return None
            self._run.refused += 1
            self._keep(contact, after_refusal(state, refusal, self._now))
        return None

    def _begin(self, contact: int, grant: Grant) -> None:
        state = self._run.states[contact]
        attempt = self._people.called(
            state.phone.number,
            self._setup.script,
            grant.dial_at,
            ring_s=ring_s(state, self._rules),
            slots=self._setup.contacts[contact].slots,
        )
        call = Dialled(contact=contact, zones=state.phone.zones, attempt=attempt)
        self._begun += 1
        heapq.heappush(self._calls, (call.ends_at, self._begun, call))
        self._run.peak_lines = max(self._run.peak_lines, len(self._calls))
        self._pace = self._pace.after(grant.dial_at)
        self._trunk_pace = self._trunk_pace.after(grant.dial_at)

    def _end_calls(self) -> None:
        while self._calls and self._calls[0][0] <= self._now:
            self._end_first()

    def _end_first(self) -> None:
        _ends_at, _begun, call = heapq.heappop(self._calls)
        attempt = call.attempt
        self._note(call)
        state = self._run.states[call.contact]
        state = after_attempt(state, attempt, self._rules, self._house)
        if state.owed_messages:
            self._run.messages.update(state.owed_messages)
            state = replace(state, owed_messages=())
        self._keep(call.contact, state)

    def _note(self, call: Dialled) -> None:
        """What the whole system remembers of a call."""
        attempt: Attempt = call.attempt
        number = attempt.phone
        self._run.dialled.append(call)
        self._tallies[number] = self._tallies.get(number, NEVER).plus(attempt.at)
        if attempt.is_do_not_call:
            self._forbidden.add(number)
        self._run.trips += self._watch.notice(attempt)

    def _keep(self, contact: int, state: ContactState) -> None:
        self._run.states[contact] = state
        self._due.add(contact, state)


def horizon(starts: datetime, days: int) -> datetime:
    """When a simulation of so many days ends at the latest."""
    return starts + timedelta(days=days)
