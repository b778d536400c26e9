"""What a trunk's answers mean, and what to do about them."""

from collections.abc import Iterator, Sequence

from sip.leg import Ended, LegEvent
from sip.trunk import Trunk
from sip.trunk_health import Reply, TrunkState
from voicebot.doctor.finding import Finding
from voicebot.i18n import _

_NO_ANSWER = frozenset({0, 408})
_PASSWORD = frozenset({401, 407})
_FORBIDDEN = 403
_NOT_FOUND = 404
_MEDIA = frozenset({406, 415, 488, 606})
_OUT_OF_REACH = frozenset({502, 503})
_SUBSCRIBER = frozenset({480, 486, 487, 600, 603})


def replies_of(trunk: Trunk, state: TrunkState) -> Iterator[Finding]:
    """The certificate, the registration, OPTIONS, as far as each was asked for."""
    if state.tls_trouble:
        yield _certificate(trunk, state.tls_trouble)
    elif trunk.registers:
        yield _registration(trunk, state.registration)
    if not state.tls_trouble:
        yield _options(trunk, state.options, is_known=_is_registered(state))


def codec_finding(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Finding]:
    """Nothing where the trunk did not say which it takes."""
    spoken = [codec for codec in theirs if codec != "telephone-event"]
    if not spoken:
        return
    common = [codec for codec in ours if codec in spoken]
    yield Finding(
        part=_("codecs"),
        is_ok=bool(common),
        found=_("the trunk takes {theirs}, sip.codecs offers {ours}").format(
            theirs=", ".join(spoken), ours=", ".join(ours)
        ),
        advice=""
        if common
        else _("set sip.codecs to one that both know, or let the provider allow PCMA"),
    )


def call_finding(trunk: Trunk, first: LegEvent) -> Finding:
    """The first event of a test call."""
    if not isinstance(first, Ended):
        return Finding(part=_("call"), is_ok=True, found=_("it rings; hung up"))
    if first.sip_code in _SUBSCRIBER:
        return Finding(
            part=_("call"),
            is_ok=True,
            found=_("the subscriber answered {code} {reason}").format(
                code=first.sip_code, reason=first.reason
            ),
        )
    return Finding(
        part=_("call"),
        is_ok=False,
        found=_reply_words(Reply(code=first.sip_code, reason=first.reason)),
        advice=_call_advice(trunk, first.sip_code),
    )


def _certificate(trunk: Trunk, trouble: str) -> Finding:
    return Finding(
        part=_("TLS certificate"),
        is_ok=False,
        found=_("not accepted: {trouble}").format(trouble=trouble),
        advice=_(
            "set trunks.{name}.tls.ca to the authority that signed it, and"
            " trunks.{name}.host to the name that it is for"
        ).format(name=trunk.name),
    )


def _registration(trunk: Trunk, reply: Reply | None) -> Finding:
    answer = reply or Reply(code=0, reason="")
    if answer.is_success:
        return Finding(
            part=_("registration"),
            is_ok=True,
            found=_("registered as {username}").format(username=trunk.username),
        )
    return Finding(
        part=_("registration"),
        is_ok=False,
        found=_reply_words(answer),
        advice=_entry_advice(trunk, answer.code),
    )


def _options(trunk: Trunk, reply: Reply | None, *, is_known: bool) -> Finding:
    answer = reply or Reply(code=0, reason="")
    advice = ""
    if not answer.shows_life and is_known:
        advice = _(
            "it lets us in and answers no OPTIONS: set trunks.{name}.keep_alive_s: 0"
        ).format(name=trunk.name)
    elif not answer.shows_life:
        advice = _entry_advice(trunk, answer.code)
    return Finding(
        part="OPTIONS",
        is_ok=answer.shows_life,
        found=_reply_words(answer),
        advice=advice,
    )


def _is_registered(state: TrunkState) -> bool:
    return bool(state.registration and state.registration.is_success)


def _reply_words(reply: Reply) -> str:
    if reply.code in _NO_ANSWER:
        return _("no answer")
    if reply.code in _PASSWORD:
        return _("{code}: the password or user name is not accepted").format(
            code=reply.code
        )
    return f"{reply.code} {reply.reason}"


def _entry_advice(trunk: Trunk, code: int) -> str:
    """What to do when we are not let in."""
    if code in _NO_ANSWER or code in _OUT_OF_REACH:
        return _unreachable(trunk)
    if code in _PASSWORD:
        return _password(trunk)
    if code == _FORBIDDEN:
        return _(
            "the trunk knows us and refuses: ask the provider whether the account is"
            " blocked, or bound to another address than this machine's"
        )
    if code == _NOT_FOUND:
        return _(
            "it has no such user or domain: check trunks.{name}.username and host"
        ).format(name=trunk.name)
    return _("ask the provider what this answer means to them")


def _call_advice(trunk: Trunk, code: int) -> str:
    if code in _MEDIA:
        return _(
            "codec or encryption is refused: check sip.codecs and trunks.{name}.srtp"
        ).format(name=trunk.name)
    if code == _FORBIDDEN:
        return _(
            "check trunks.{name}.caller_id: it must be a number of yours; or the"
            " provider bars such calls"
        ).format(name=trunk.name)
    if code == _NOT_FOUND:
        return _(
            "the trunk knows no such number: check trunks.{name}.number_form"
        ).format(name=trunk.name)
    return _entry_advice(trunk, code)


def _password(trunk: Trunk) -> str:
    return _(
        "check trunks.{name}.username and password (VOICEBOT_TRUNKS__…__PASSWORD goes"
        " before the file), and realm where it is set"
    ).format(name=trunk.name)


def _unreachable(trunk: Trunk) -> str:
    return _(
        "check trunks.{name}.host with its port and transport ({transport}), and that"
        " the firewall lets it through both ways; some trunks are silent to addresses"
        " that they do not know"
    ).format(name=trunk.name, transport=trunk.transport)
