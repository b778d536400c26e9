"""The trunks of this endpoint: their states, the ways through them, their callers."""

import logging
import time
from collections.abc import Callable

import pjsua2 as pj

from sip.ask_again import TrunkTooSoon
from sip.config import SipConfig
from sip.known_peers import KnownPeers
from sip.number import bare_number
from sip.pjsip_thread import PjsipThread
from sip.transports import Transports
from sip.trunk import Through, Trunk
from sip.trunk_account import TakeCall, TrunkAccount, with_room
from sip.trunk_budget import BudgetOf
from sip.trunk_health import REQUEST_TIMEOUT, Reply, TrunkState
from sip.trunk_setup import trunk_account
from sip.uri import host_and_port_of
from sip.ways import Way

_log = logging.getLogger("sip.trunk")

REFUSED_RETRY_S = 300.0
"""Between attempts to register where we were refused: more often looks like an attack."""

_NO_RIGHT = frozenset({401, 403, 404, 407})

_TAKEN_MEANWHILE_S = 0.01
"""Until a trunk is asked again whose channel or turn another process was taking."""


class Trunks:
    """In order of preference. All runs on the stack's thread, but for `states`."""

    def __init__(
        self,
        config: SipConfig,
        thread: PjsipThread,
        budget_of: BudgetOf,
        tell: Callable[[TrunkState], None],
    ) -> None:
        """`tell` is called with each change of a trunk's state."""
        self._config = config
        self._budget_of = budget_of
        self._thread = thread
        self._tell = tell
        self._local: pj.Account | None = None
        self._accounts: dict[str, TrunkAccount] = {}
        self._peers = KnownPeers(config.trunks)
        neighbours = Trunk(name="", host="", peers=config.accepts_from)
        self._neighbours = KnownPeers([neighbours])
        self._tls_trouble = ""
        self._is_closing = False
        self._states = {
            trunk.name: TrunkState(
                name=trunk.name,
                registers=trunk.registers and config.registers,
                asks=trunk.keep_alive_s > 0,
            )
            for trunk in config.trunks
        }

    @property
    def states(self) -> tuple[TrunkState, ...]:
        """As they are now; any thread may ask."""
        return tuple(self._states[trunk.name] for trunk in self._config.trunks)

    def open(self, transports: Transports, local: pj.Account, take: TakeCall) -> None:
        """Register and send the first OPTIONS.

        Raises:
            SipError: a trunk's own port cannot be bound, its certificate is not there.
        """
        self._local = local
        for trunk in self._config.trunks:
            number = transports.for_trunk(trunk)
            account = TrunkAccount(trunk, self._budget_of(trunk), self, take)
            self._accounts[trunk.name] = account
            account.create(
                trunk_account(
                    trunk, self._config, number, transports.address_of(number)
                )
            )
            if trunk.keep_alive_s:
                self._keep_alive(trunk)

    # Calls

    def begin(self, target: str, through: Through | None = None) -> tuple[Way, ...]:
        """By which a number or an address is called, the best first; by that it counts.

        A number goes `through` one trunk alone where that is said.

        Raises:
            TrunksBusy: every trunk's channels are taken.
            TrunkTooSoon: the trunk whose turn it is would be called too fast.
        """
        ways = self._ways(target, through)
        if not self.take(ways[0]):
            raise TrunkTooSoon(name=ways[0].trunk, wait_s=_TAKEN_MEANWHILE_S)
        return ways

    def _ways(self, target: str, through: Through | None) -> tuple[Way, ...]:
        number = bare_number(target)
        if number is None:
            return (self._straight(target),)
        if through is not None:
            only = with_room([self._accounts[through.trunk]])
            return tuple(one.way(number, through.shown_name) for one in only)
        up_first = sorted(
            self._accounts.values(),
            key=lambda account: not self._states[account.trunk.name].is_up,
        )
        return tuple(account.way(number) for account in with_room(up_first))

    def take(self, way: Way) -> bool:
        """Count a call that is placed; False where its trunk has no room for it."""
        account = self._accounts.get(way.trunk)
        return account is None or account.budget.take(time.monotonic())

    def has_channel(self, name: str) -> bool:
        """Whether the trunk may place one more call; "" is none."""
        account = self._accounts.get(name)
        return account is None or account.budget.free != 0

    def occupy(self, name: str) -> bool:
        """Count a call that a trunk placed; False where it has no channel left."""
        account = self._accounts.get(name)
        return account is None or account.budget.occupy()

    def give_back(self, name: str) -> None:
        if account := self._accounts.get(name):
            account.budget.give_back()

    def gave_no_answer(self, name: str) -> None:
        """INVITE was not answered at all: calls avoid the trunk until OPTIONS is."""
        account = self._accounts.get(name)
        if account and account.trunk.keep_alive_s:
            silence = Reply(code=REQUEST_TIMEOUT, reason="no answer to INVITE")
            self._change(self._states[name].answered(silence))

    # Callers

    def learn(self, name: str, address: str) -> None:
        self._peers.learn(name, address)

    def account_for(self, address: str, called: str) -> pj.Account:
        """Whose an inbound request is, by where it came from."""
        return self._accounts.get(self.trunk_at(address, called), self._local)

    def trunk_at(self, address: str, called: str) -> str:
        """The trunk at an address; of several, whose user was called. "" is none."""
        names = self._peers.trunks_at(address)
        for name in names:
            trunk = self._accounts[name].trunk
            if called in (trunk.username, trunk.caller_id):
                return name
        return names[0] if names else ""

    def is_welcome(self, name: str, address: str) -> bool:
        """Whether a call from there is taken."""
        is_known = bool(name) or bool(self._neighbours.trunks_at(address))
        return is_known or self._config.accepts_anyone

    # What trunks answer

    def registered(self, name: str, reply: Reply, address: str) -> None:
        if self._is_closing:
            return
        if address:
            self.learn(name, address)
        if reply.code in _NO_RIGHT:
            self._thread.later(REFUSED_RETRY_S, lambda: self._register_again(name))
        self._change(self._states[name].registered(reply))

    def answered(
        self, name: str, reply: Reply, address: str, codecs: tuple[str, ...]
    ) -> None:
        if self._is_closing:
            return
        if address:
            self.learn(name, address)
        self._change(self._states[name].answered(reply, codecs))

    def tls_failed(self, trouble: str) -> None:
        """A certificate was refused; the stack does not say whose."""
        self._tls_trouble = trouble

    # The end

    def leave(self) -> None:
        """Take the registrations back."""
        self._is_closing = True
        for account in self._accounts.values():
            if account.getInfo().regIsActive:
                account.setRegistration(False)

    @property
    def has_left(self) -> bool:
        return not any(
            account.getInfo().regIsActive for account in self._accounts.values()
        )

    def destroy(self) -> None:
        for account in self._accounts.values():
            account.shutdown()
        self._accounts.clear()
        self._local = None

    def _straight(self, uri: str) -> Way:
        host = host_and_port_of(uri)
        for account in self._accounts.values():
            if account.trunk.host == host:
                with_room([account])
                return account.way_to(uri)
        return Way(account=self._local, uri=uri)

    def _keep_alive(self, trunk: Trunk) -> None:
        """No timer holds an account: it must die on this thread, before the stack."""
        if self._is_closing:
            return
        self._accounts[trunk.name].ask()
        self._thread.later(trunk.keep_alive_s, lambda: self._keep_alive(trunk))

    def _register_again(self, name: str) -> None:
        registration = self._states[name].registration
        if not self._is_closing and registration and not registration.is_success:
            self._accounts[name].setRegistration(True)

    def _change(self, state: TrunkState) -> None:
        before = self._states[state.name]
        if not state.is_up and self._tls_trouble:
            state = state.troubled(self._tls_trouble)
        self._states[state.name] = state
        if before.is_up != state.is_up:
            reply = state.last_reply
            _log.log(
                logging.INFO if state.is_up else logging.WARNING,
                "trunk_up" if state.is_up else "trunk_down",
                extra={"trunk": state.name, "code": reply.code if reply else 0},
            )
        self._tell(state)
