"""Which trunk an address belongs to."""

import ipaddress
from collections.abc import Iterable

from sip.trunk import Trunk, host_of

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class KnownPeers:
    """Addresses and networks by the trunks that call from them.

    Hosts that are names are learnt: when they are resolved at the start, and from
    each answer that a trunk gives. At most `MOST_LEARNT` a trunk, the oldest goes.
    """

    MOST_LEARNT = 64

    def __init__(self, trunks: Iterable[Trunk]) -> None:
        self._networks: dict[str, list[_Network]] = {}
        self._learnt: dict[str, list[_Network]] = {}
        for trunk in trunks:
            written = (*trunk.hosts, *trunk.peers)
            self._networks[trunk.name] = [
                network for each in written if (network := _network(each))
            ]
            self._learnt[trunk.name] = []

    def learn(self, name: str, address: str) -> None:
        """`address` is an IP address, with or without a port."""
        network = _network(host_of(address))
        learnt = self._learnt[name]
        if network and network not in learnt:
            learnt.append(network)
            del learnt[: -self.MOST_LEARNT]

    def trunks_at(self, address: str) -> list[str]:
        """The names of all trunks at `address`, IP with or without a port."""
        try:
            asked = ipaddress.ip_address(host_of(address))
        except ValueError:
            return []
        return [
            name
            for name in self._networks
            if any(
                asked in network
                for network in (*self._networks[name], *self._learnt[name])
            )
        ]


def _network(text: str) -> _Network | None:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None  # a name
