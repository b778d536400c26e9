"""Guesses what each column of a base is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from voicebot.contacts.columns import Column, Known, Use, read_use
from voicebot.contacts.heading import Heading
from voicebot.contacts.looks import (
    looks_like_name,
    looks_like_phone,
    looks_like_place,
    share,
)
from voicebot.contacts.title_words import (
    is_phone_title,
    is_place_title,
    is_zone_title,
    means_slot,
    plain,
)
from voicebot.contacts.unusable import UnusableBase
from voicebot.i18n import _
from voicebot.scenario.reading.similar import did_you_mean

_MOSTLY = 0.7
_HARDLY = 0.2
"""A column of so few numbers has a title that lies, if another is full of them."""
_LONGEST_NAME = 100
_LONGEST_EXAMPLE = 40


def guessed_columns(
    headings: Sequence[Heading],
    slots: Sequence[str],
    told: Mapping[str, str] | None = None,
) -> tuple[Column, ...]:
    """`slots` are the scenario's names; `told` are uses by title or number.

    Raises:
        UnusableBase: no column holds telephone numbers, or `told` names one that is not
            there.
    """
    fixed = _told(headings, told or {})
    free = [heading for heading in headings if heading.position not in fixed]
    taken = {column.slot for column in fixed.values()}
    has_phones = any(column.use is Use.PHONE for column in fixed.values())
    phones = frozenset() if has_phones else _phone_positions(free, slots)
    guessed = dict(_guessed(free, phones, [one for one in slots if one not in taken]))
    columns = tuple((fixed | guessed)[heading.position] for heading in headings)
    if not any(column.use is Use.PHONE for column in columns):
        names = ", ".join(f"«{heading.name}»" for heading in headings)
        raise UnusableBase(
            _(
                "no column of telephone numbers was found among {names}; name it:"
                " --map COLUMN=phone"
            ).format(names=names or "—")
        )
    return columns


def later_column(position: int, title: str) -> Column:
    """One that the beginning of the base did not have."""
    name = title or _("column {number}").format(number=position + 1)
    return Column(position=position, name=name, use=Use.SLOT, slot=name[:_LONGEST_NAME])


def _told(headings: Sequence[Heading], told: Mapping[str, str]) -> dict[int, Column]:
    columns = {}
    for name, written in told.items():
        heading = _named(headings, name)
        use, slot = read_use(written)
        columns[heading.position] = replace(
            _column(heading, use, Known.TOLD),
            slot=slot or (_rest_slot(heading) if use is Use.REGION else ""),
        )
    return columns


def _named(headings: Sequence[Heading], name: str) -> Heading:
    """By its title, else by its number from 1.

    Raises:
        UnusableBase: there is none.
    """
    by_title = {plain(heading.name): heading for heading in reversed(headings)}
    found = by_title.get(plain(name))
    if found is not None:
        return found
    if name.isdecimal() and 0 < int(name[:6]) <= len(headings):
        return headings[int(name) - 1]
    names = [heading.name for heading in headings]
    raise UnusableBase(
        _("the base has no column «{name}»; it has {names}").format(
            name=name, names=", ".join(f"«{one}»" for one in names) or "—"
        )
        + did_you_mean(name, names)
    )


def _phone_positions(
    headings: Sequence[Heading], slots: Sequence[str]
) -> frozenset[int]:
    """By titles that their values bear out; where there are none, by values alone."""
    named = {plain(slot) for slot in slots}
    others = [one for one in headings if plain(one.title) not in named]
    titled = [one for one in others if is_phone_title(one.title)]
    full = {
        one.position for one in others if share(looks_like_phone, one.sample) >= _MOSTLY
    }
    proven = [one for one in titled if share(looks_like_phone, one.sample) >= _HARDLY]
    if proven:
        return frozenset(one.position for one in titled if _is_borne_out(one))
    return frozenset(full) or frozenset(one.position for one in titled)


def _is_borne_out(heading: Heading) -> bool:
    """An empty column of further numbers is one as well."""
    return not heading.sample or share(looks_like_phone, heading.sample) >= _HARDLY


def _guessed(
    headings: Sequence[Heading], phones: frozenset[int], slots: list[str]
) -> Iterator[tuple[int, Column]]:
    places = _place_positions(headings, slots)
    named = _slots_by_title(headings, slots, phones)
    for heading in headings:
        at = heading.position
        if at in phones:
            known = Known.TITLE if is_phone_title(heading.title) else Known.CONTENT
            yield at, _column(heading, Use.PHONE, known)
        elif at in named:
            slot, known = named[at]
            yield at, replace(_column(heading, Use.SLOT, known), slot=slot)
        elif at in places:
            column = _column(heading, places[at], Known.TITLE)
            yield at, replace(column, slot=_rest_slot(heading))
        elif heading.title or heading.sample:
            column = _column(heading, Use.SLOT, Known.REST)
            yield at, replace(column, slot=_rest_slot(heading))
        else:
            yield at, _column(heading, Use.SKIP, Known.CONTENT)


def _place_positions(
    headings: Sequence[Heading], slots: Sequence[str]
) -> Mapping[int, Use]:
    """One column tells the zone: the one that says so, else the first of a region."""
    for says, use in ((is_zone_title, Use.ZONE), (is_place_title, Use.REGION)):
        for one in headings:
            if says(one.title) and share(looks_like_place, one.sample) >= _MOSTLY:
                return {one.position: use}
    return {}


def _slots_by_title(
    headings: Sequence[Heading], slots: list[str], phones: frozenset[int]
) -> Mapping[int, tuple[str, Known]]:
    """A slot's own name counts first, then a word that means it; each is given once."""
    free = [one for one in headings if one.position not in phones]
    named: dict[int, tuple[str, Known]] = {}
    left = list(slots)
    for fits in (_is_same, means_slot):
        for heading in free:
            if heading.position in named or not heading.title:
                continue
            slot = next((one for one in left if fits(heading.title, one)), None)
            if slot is not None:
                named[heading.position] = (slot, Known.TITLE)
                left.remove(slot)
    return named | _name_by_content(free, left, named)


def _name_by_content(
    headings: Sequence[Heading], slots: list[str], named: Mapping[int, object]
) -> dict[int, tuple[str, Known]]:
    """Where no title tells who is called, a column of names does."""
    slot = next((one for one in slots if means_slot("имя", one)), None)
    if slot is None:
        return {}
    for one in headings:
        is_free = one.position not in named and not one.title
        if is_free and share(looks_like_name, one.sample) >= _MOSTLY:
            return {one.position: (slot, Known.CONTENT)}
    return {}


def _is_same(title: str, slot: str) -> bool:
    return plain(title) == plain(slot)


def _rest_slot(heading: Heading) -> str:
    return heading.name[:_LONGEST_NAME]


def _column(heading: Heading, use: Use, known: Known) -> Column:
    example = next(iter(heading.sample), "")
    return Column(
        position=heading.position,
        name=heading.name,
        use=use,
        known=known,
        example=example[:_LONGEST_EXAMPLE],
    )
