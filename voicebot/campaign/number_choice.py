"""Which of a person's numbers is dialled next."""

from dataclasses import replace

from voicebot.campaign.state import ContactState


def numbers_left(state: ContactState) -> bool:
    return any(phone.number not in state.dead for phone in state.phones)


def at_number(state: ContactState, number: str) -> ContactState:
    """The contact, to be dialled at `number` if that is one of its own."""
    positions = (at for at, phone in enumerate(state.phones) if phone.number == number)
    return replace(state, next_phone=next(positions, state.next_phone))


def following_number(state: ContactState, number: str) -> ContactState:
    """The contact, to be dialled at the first number after `number` that is not dead."""
    last = at_number(state, number).next_phone
    count = len(state.phones)
    turns = ((last + step) % count for step in range(1, count + 1))
    alive = (at for at in turns if state.phones[at].number not in state.dead)
    return replace(state, next_phone=next(alive, state.next_phone))
