"""Which of a person's numbers is dialled next."""

from dataclasses import replace

from voicebot.campaign.state import ContactState


def numbers_left(state: ContactState) -> bool:
    return any(phone.number not in state.dead for phone in state.phones)


def at_number(state: ContactState, number: str) -> ContactState:
    """The contact, to be dialled at `number` if that is one of its own."""
    return _at(state, _position(state, number))


def following_number(state: ContactState, number: str) -> ContactState:
    """The contact, to be dialled at the first number after `number` that is not dead."""
    last = _position(state, number)
    count = len(state.phones)
    turns = ((last + step) % count for step in range(1, count + 1))
    alive = (at for at in turns if state.phones[at].number not in state.dead)
    return _at(state, next(alive, state.next_phone))


def _position(state: ContactState, number: str) -> int:
    """Of `number` among the contact's; that of the next one if it is none of them."""
    positions = (at for at, phone in enumerate(state.phones) if phone.number == number)
    return next(positions, state.next_phone)


def _at(state: ContactState, position: int) -> ContactState:
    is_there = state.next_phone == position
    return state if is_there else replace(state, next_phone=position)
