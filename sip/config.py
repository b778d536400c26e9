"""What one SIP endpoint needs to know."""

from dataclasses import dataclass

from sip.trunk import NO_TLS_FILES, Srtp, TlsFiles, Transport, Trunk

STACK_CALLS = 4
"""PJSUA_MAX_CALLS of the pjsua2 wheel; a fifth call can abort the process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JitterBuffer:
    """How long arriving audio waits, in milliseconds (pjmedia's adaptive buffer).

    Every millisecond here is one of a reply's time. `first_ms` is the delay a call
    starts with; the buffer then adapts between `least_ms` and `most_ms`.
    """

    first_ms: int = 20
    least_ms: int = 20
    most_ms: int = 120
    capacity_ms: int = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class SipConfig:
    """One endpoint: its address, its name, its limits.

    `port` 0 takes a free one; ask the line which. `max_calls` beyond what the stack
    was built for is cut down to it. `rings_by_itself` sends 180 for an inbound call
    as it arrives. `follows_transfers` obeys a REFER by calling where it points;
    leave it off where strangers could make the robot dial. `kept_for_agents` slots are
    not given to callers, but to those who are called for them (`Leg.call_agent`).

    `transport`, `tls` and `srtp` are the line's own, for calls that need no trunk.
    `codecs` in their order, `rtp_ports` first and last, `stun` as `host:port`: the
    stack has one of each for all trunks. A request is given up after `no_response_s`.
    Only one process of a node `registers` with the `trunks`. Unless it
    `accepts_anyone`, calls come from trunks and from `accepts_from` (addresses,
    networks); others get 403.
    """

    bind: str = "0.0.0.0"  # a telephone listens on every interface
    port: int = 5060
    caller_id: str = "voicebot"
    rtp_silence_s: float = 20.0
    max_calls: int = STACK_CALLS
    jitter_buffer: JitterBuffer = JitterBuffer()
    rings_by_itself: bool = True
    follows_transfers: bool = False
    transport: Transport = Transport.UDP
    tls: TlsFiles = NO_TLS_FILES
    srtp: Srtp = Srtp.OFF
    codecs: tuple[str, ...] = ("PCMA", "PCMU")
    rtp_ports: tuple[int, int] | None = None
    stun: str = ""
    no_response_s: float = 8.0
    trunks: tuple[Trunk, ...] = ()
    registers: bool = True
    accepts_anyone: bool = True
    accepts_from: tuple[str, ...] = ()
    kept_for_agents: int = 0

    @property
    def call_slots(self) -> int:
        return min(self.max_calls, STACK_CALLS)
