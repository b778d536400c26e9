"""What the supervisor tells a phone: a line of JSON on its stdin each.

>>> write_peers(Peers(phones=(Peer(address="sip:voicebot@192.0.2.5:5061", free=3),)))
'{"phones":[{"address":"sip:voicebot@192.0.2.5:5061","free":3}]}'
>>> read_peers(_).phones[0].free
3
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import TypeAdapter

from voicebot.node.child import ChildStatus, Phase
from voicebot.node.reports import PhoneLoad

MOST_PEERS = 16
"""The freest of them: a phone needs one that has room, not the whole node."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A phone of the same node that serves, and how many calls it could take."""

    address: str
    free: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """All that have room, the freest first; each message replaces the last."""

    phones: tuple[Peer, ...] = ()


_ADAPTER = TypeAdapter(Peers)


class NotPeers(ValueError):
    """A line that no supervisor should write."""


def write_peers(peers: Peers) -> str:
    return _ADAPTER.dump_json(peers).decode()


def read_peers(line: str) -> Peers:
    """What `write_peers` wrote.

    Raises:
        NotPeers: it is something else.
    """
    try:
        return _ADAPTER.validate_json(line)
    except ValueError as error:
        raise NotPeers(line[:100]) from error


def peers_of(name: str, processes: Iterable[ChildStatus]) -> Peers:
    """Whom the phone `name` may point to: those with room, the freest first."""
    free = (
        Peer(address=one.address, free=one.load.room)
        for one in processes
        if one.name != name
        and one.phase is Phase.SERVING
        and isinstance(one.load, PhoneLoad)
        and not one.load.is_draining
    )
    with_room = sorted((peer for peer in free if peer.free > 0), key=_by_room)
    return Peers(phones=tuple(with_room[:MOST_PEERS]))


def _by_room(peer: Peer) -> int:
    return -peer.free
