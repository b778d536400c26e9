"""What a phone says to a call that it cannot take: another phone's address, or when."""

import threading
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Self

from sip.doorman import Knock, Refusal
from voicebot.node.peers import Peer, Peers
from voicebot.setting_parts.node import NodeSettings
from voicebot.setting_parts.telephone import TrunkSettings

MOVED = 302
UNAVAILABLE = 503

SETTLES_S = 3.0
"""A caller who was sent on has arrived by then, and the peer's load shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Peers as last told, and whom callers were sent to since. Pure; time in seconds.

    >>> told = Directory().told(Peers(phones=(Peer(address="sip:robot@b", free=1),)), 0)
    >>> told.with_room(0)
    'sip:robot@b'
    >>> print(told.sent_to("sip:robot@b", 0).with_room(0))
    None
    """

    peers: tuple[Peer, ...] = ()
    sent: tuple[tuple[str, float], ...] = ()
    """Address and time of each caller who may not have arrived yet, oldest first."""

    def told(self, peers: Peers, now_s: float) -> Self:
        """Callers whom the news already counts, or who never came, are forgotten."""
        before = {peer.address: peer.free for peer in self.peers}
        now = {peer.address: peer.free for peer in peers.phones}
        arrived = {
            address: free - now.get(address, 0) for address, free in before.items()
        }
        waited_for = []
        for address, sent_s in self.sent:
            if arrived.get(address, 0) > 0:
                arrived[address] -= 1
            elif now_s - sent_s < SETTLES_S:
                waited_for.append((address, sent_s))
        return replace(self, peers=peers.phones, sent=tuple(waited_for))

    def with_room(self, now_s: float) -> str | None:
        """The address with most room left once all who were sent have arrived."""
        coming = [to for to, sent_s in self.sent if now_s - sent_s < SETTLES_S]
        room = {
            peer.address: peer.free - coming.count(peer.address) for peer in self.peers
        }
        freest = max(room, key=room.__getitem__, default=None)
        return freest if freest and room[freest] > 0 else None

    def sent_to(self, address: str, now_s: float) -> Self:
        return replace(self, sent=(*self.sent, (address, now_s)))


class Overflow:
    """Judges what knocks at one phone. Any thread may call; nothing waits long."""

    def __init__(
        self,
        settings: NodeSettings,
        count: Callable[[str], None],
        *,
        public_hosts: Collection[str] = (),
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """`count` is told what was done, by name, from any thread.

        Who calls by one of the `public_hosts` is behind a router from here, and gets
        the same host with the other phone's port.
        """
        self._settings = settings
        self._public_hosts = frozenset(public_hosts)
        self._count = count
        self._now_s = now_s
        self._lock = threading.Lock()
        self._directory = Directory()
        self._is_draining = False

    def hear(self, peers: Peers) -> None:
        with self._lock:
            self._directory = self._directory.told(peers, self._now_s())

    def drain(self) -> None:
        """From now on nothing is taken; a proxy that asks is told so."""
        self._is_draining = True

    def judge(self, knock: Knock) -> Refusal | None:
        """None takes the call; OPTIONS is refused only by a phone that drains."""
        if self._is_draining:
            return self._refusal(UNAVAILABLE)
        if knock.method == "OPTIONS":
            return None
        if knock.is_trunk_full:
            self._count("refused_trunk_full")
            return self._refusal(self._settings.full_code)
        if not knock.is_full:
            return None
        if self._settings.redirects and (address := self._sent_on()):
            self._count("redirected")
            return self._redirection(knock, address)
        self._count("refused_full")
        return self._refusal(self._settings.full_code)

    def _sent_on(self) -> str | None:
        now_s = self._now_s()
        with self._lock:
            address = self._directory.with_room(now_s)
            if address:
                self._directory = self._directory.sent_to(address, now_s)
        return address

    def _redirection(self, knock: Knock, address: str) -> Refusal:
        """To the same number at another phone."""
        host = knock.host if knock.host in self._public_hosts else ""
        place = _place(address, host)
        target = f"{knock.called}@{place}" if knock.called else place
        return Refusal(sip_code=MOVED, headers=(("Contact", f"<sip:{target}>"),))

    def _refusal(self, sip_code: int) -> Refusal:
        retry = ("Retry-After", str(self._settings.retry_after_s))
        return Refusal(sip_code=sip_code, headers=(retry,))


def _place(address: str, host: str) -> str:
    """Host, port and parameters of a phone's address, with another host if one is given.

    >>> _place("sip:voicebot@10.0.0.5:5061;transport=tcp", "192.0.2.1")
    '192.0.2.1:5061;transport=tcp'
    """
    place = address.rpartition("@")[2]
    return f"{host}:{place.partition(':')[2]}" if host else place


def public_hosts(trunks: Iterable[TrunkSettings]) -> frozenset[str]:
    """By which hosts trunks call this machine from beyond its router."""
    hosts = (trunk.nat.public_address.partition(":")[0] for trunk in trunks)
    return frozenset(filter(None, hosts))
