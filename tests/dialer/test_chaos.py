"""kill -9 of anything at any moment: no contact lost, none called twice."""

import os
from pathlib import Path

import pytest

from tests.dialer.chaos.running import Play, play

KILLS = int(os.environ.get("VOICEBOT_CHAOS_KILLS", "200"))
"""More of them take longer: about a minute for each three hundred."""


@pytest.mark.live
@pytest.mark.timeout(180 + KILLS)
def test_whatever_is_killed_every_contact_is_called_by_its_rules_and_none_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    how = Play(kills=KILLS, contacts=round(KILLS * 2.25), servers=KILLS // 50)
    played = play(tmp_path, how)
    with capsys.disabled():
        print(f"\n{played}")  # noqa: T201  # the proof's own figures
    assert played.verdict.faults == []
    assert sum(played.kills.values()) == KILLS
    assert played.verdict.dials > how.contacts
    assert played.messages > 0
    assert played.messages_twice == 0
