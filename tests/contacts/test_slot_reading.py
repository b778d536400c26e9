import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicebot.contacts.slot_reading import slot_value
from voicebot.scenario.slot_type import SlotType


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (SlotType.NUMBER, "4 350,50", "4350.50"),
        (SlotType.NUMBER, "4350.5 руб.", "4350.5"),
        (SlotType.NUMBER, "12\xa0000 ₽", "12000"),
        (SlotType.NUMBER, "-5", "-5"),
        (SlotType.NUMBER, "много", "много"),
        (SlotType.DATE, "23.11.2026", "2026-11-23"),
        (SlotType.DATE, "23.11.26", "2026-11-23"),
        (SlotType.DATE, "2026-11-23", "2026-11-23"),
        (SlotType.DATE, "23.11.2026 00:00", "2026-11-23"),
        (SlotType.DATE, "31.02.2026", "31.02.2026"),
        (SlotType.TIME, "23.11.2026 14:30", "2026-11-23T14:30+05:00"),
        (SlotType.TIME, "2026-11-23T14:30+03:00", "2026-11-23T14:30+03:00"),
        (SlotType.YES_NO, "Да", "yes"),
        (SlotType.YES_NO, "0", "no"),
        (SlotType.PHONE, "8 800 100-20-30", "+78001002030"),
        (SlotType.DIGITS, "№ 00-42", "0042"),
        (SlotType.TEXT, " 4 350,50", " 4 350,50"),
    ],
)
def test_a_cell_gives_its_slot_the_form_of_its_type(
    kind: SlotType, text: str, value: str
) -> None:
    assert slot_value(kind, text, "Asia/Yekaterinburg") == value


@given(st.sampled_from(SlotType), st.text(min_size=1, max_size=60))
def test_any_cell_gives_some_text(kind: SlotType, text: str) -> None:
    assert isinstance(slot_value(kind, text, "Europe/Moscow"), str)
