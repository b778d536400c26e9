"""Processes for supervisors to keep: small programs that report as a phone does."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from voicebot.node.child import NOTHING_MORE, Child

SCRIPT = """
import signal, sys, time
{setup}
print('{{"report":"Ready","address":"sip:test"}}', flush=True)
{body}
"""

ENDS_ON_TERM = "signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))"
SERVES = """
while True:
    print('{"report":"SpeechLoad","waiting":0,"working":0,"done":1,"refused":0}', flush=True)
    time.sleep(0.1)
"""

MakeChild = Callable[..., Child]


@pytest.fixture
def child(tmp_path: Path) -> MakeChild:
    """Makes a child of a program: `setup` before it is ready, `body` after."""

    def make(
        name: str = "phone-0",
        *,
        setup: str = ENDS_ON_TERM,
        body: str = SERVES,
        environment: Mapping[str, str] = NOTHING_MORE,
        is_needed: bool = True,
    ) -> Child:
        script = tmp_path / f"{name}.py"
        script.write_text(SCRIPT.format(setup=setup, body=body))
        return Child(name, (str(script),), environment, is_needed=is_needed)

    return make
