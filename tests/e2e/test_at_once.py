"""An answer that comes with no pause after the question."""

from pathlib import Path

import pytest

from tests.e2e.conftest import Caller, Speak

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(180)]

QUESTION = """
scenario: at_once
about: Это робот для проверки.
defaults: {barge_in: "off", complete_timeout: 300ms}
nodes:
  question:
    ask: Вам удобно говорить?
    on: {yes: agreed, no: hang_up}
  agreed: {say: Спасибо., outcome: agreed, hang_up: true}
"""


def test_a_yes_right_after_the_last_word_is_heard(
    call: Caller, speak: Speak, tmp_path: Path
) -> None:
    scenario = tmp_path / "at_once.yaml"
    scenario.write_text(QUESTION)
    ended = call(
        *("--pause", "100ms", "--reply", str(speak("Да."))),
        scenario=scenario,
        options=(),
    )
    assert ended.robot["outcome"] == "agreed"
