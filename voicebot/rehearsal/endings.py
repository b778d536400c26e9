"""Holds what a talk came to against a test's `expect`."""

from collections.abc import Callable, Iterator
from datetime import datetime

from voicebot.i18n import _
from voicebot.rehearsal import outcome
from voicebot.rehearsal.cases import Case
from voicebot.rehearsal.expectation import Expectation, MessageSent
from voicebot.rehearsal.failure import Failure
from voicebot.rehearsal.record import TalkRecord
from voicebot.rehearsal.wording import is_path, says
from voicebot.scenario.actions import SendMessage
from voicebot.scenario.model import Scenario
from voicebot.scenario.slot import SlotType

Difference = tuple[str, str, str]
"""What is compared, what was expected, what happened."""


def unmet(case: Case, record: TalkRecord, scenario: Scenario) -> Iterator[Failure]:
    """A failure for each written expectation that does not hold."""
    for key in Expectation.model_fields:
        if key not in case.expect.model_fields_set:
            continue
        for name, expected, happened in _COMPARED[key](case.expect, record, scenario):
            yield Failure(
                line=case.line_of("expect", key),
                sentence=_("{what} is not as expected").format(what=name),
                expected=expected,
                happened=happened,
            )


def _outcome(
    expect: Expectation, record: TalkRecord, _scenario: Scenario
) -> Iterator[Difference]:
    if record.state.outcome != expect.outcome:
        yield "outcome", _shown(expect.outcome), _shown(record.state.outcome)


def _callback_at(
    expect: Expectation, record: TalkRecord, _scenario: Scenario
) -> Iterator[Difference]:
    promised = outcome.callback_at(record)
    if promised != (expect.callback_at or None):
        yield "callback_at", _moment(expect.callback_at), _moment(promised)


def _path(
    expect: Expectation, record: TalkRecord, _scenario: Scenario
) -> Iterator[Difference]:
    if not is_path(record.state.path, expect.path or ()):
        yield "path", " → ".join(expect.path or ()), " → ".join(record.state.path)


def _slots(
    expect: Expectation, record: TalkRecord, scenario: Scenario
) -> Iterator[Difference]:
    values = outcome.slots(record)
    for name, expected in expect.slots.items():
        value = values.get(name) or None
        slot = scenario.slots.get(name)
        if not _is_same(value, expected or None, slot.type if slot else None):
            yield f"slots.{name}", _shown(expected), _shown(value)


def _fields(
    expect: Expectation, record: TalkRecord, _scenario: Scenario
) -> Iterator[Difference]:
    written = outcome.fields(record)
    for name, expected in expect.fields.items():
        if written.get(name) != expected:
            yield f"fields.{name}", expected, _shown(written.get(name))


def _transferred_to(
    expect: Expectation, record: TalkRecord, _scenario: Scenario
) -> Iterator[Difference]:
    to = outcome.transferred_to(record)
    if to != (expect.transferred_to or None):
        yield "transferred_to", _shown(expect.transferred_to), _shown(to)


def _do_not_call(
    expect: Expectation, record: TalkRecord, _scenario: Scenario
) -> Iterator[Difference]:
    is_listed = outcome.is_on_do_not_call(record)
    if is_listed != bool(expect.do_not_call):
        yield "do_not_call", _truth(not is_listed), _truth(is_listed)


def _messages(
    expect: Expectation, record: TalkRecord, _scenario: Scenario
) -> Iterator[Difference]:
    sent = outcome.messages(record)
    expected = expect.messages or ()
    is_alike = len(sent) == len(expected) and all(map(_is_message, sent, expected))
    if not is_alike:
        yield (
            "messages",
            _shown("; ".join(message.text for message in expected)),
            _shown("; ".join(_message(message) for message in sent)),
        )


def _hung_up_by(
    expect: Expectation, record: TalkRecord, _scenario: Scenario
) -> Iterator[Difference]:
    leaving = outcome.hung_up_by(record)
    if leaving != expect.hung_up_by:
        yield "hung_up_by", _shown(expect.hung_up_by), _shown(leaving)


_COMPARED: dict[
    str, Callable[[Expectation, TalkRecord, Scenario], Iterator[Difference]]
] = {
    "outcome": _outcome,
    "callback_at": _callback_at,
    "path": _path,
    "slots": _slots,
    "fields": _fields,
    "transferred_to": _transferred_to,
    "do_not_call": _do_not_call,
    "messages": _messages,
    "hung_up_by": _hung_up_by,
}


def _is_same(value: str | None, expected: str | None, kind: SlotType | None) -> bool:
    """Times are compared as moments, numbers as numbers, all else as text."""
    if value == expected or value is None or expected is None:
        return value == expected
    try:
        match kind:
            case SlotType.TIME:
                moments = (
                    datetime.fromisoformat(value),
                    datetime.fromisoformat(expected),
                )
                return moments[0] == moments[1]
            case SlotType.NUMBER:
                return float(value) == float(expected)
            case _:
                return False
    except ValueError:
        return False


def _is_message(sent: SendMessage, expected: MessageSent) -> bool:
    return (
        says(sent.text, expected.text)
        and expected.channel in {None, sent.channel}
        and expected.to in {None, sent.to}
    )


def _message(sent: SendMessage) -> str:
    return f"{sent.channel} {sent.to or ''}: {sent.text}"


def _moment(value: datetime | bool | None) -> str:
    return (
        value.isoformat(timespec="minutes")
        if isinstance(value, datetime)
        else _shown(value)
    )


def _truth(value: bool) -> str:
    """As the file has it."""
    return "true" if value else "false"


def _shown(value: object) -> str:
    match value:
        case None | False | "":
            return _("none")
        case _:
            return str(value)
