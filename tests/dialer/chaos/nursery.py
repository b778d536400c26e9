"""Bears the processes that are killed: forked, for importing takes a second of a core.

Each line on stdin is a role and its stage; the child's id is told on stdout.
"""

import asyncio
import json
import logging
import os
import signal
import sys
import time
from datetime import UTC, datetime

from tests.dialer.chaos.actors import ROLES, Stage
from tests.dialer.chaos.scene import TEXTS, contact_of
from voicebot.campaign.dialling import may_dial
from voicebot.errors import StoreError
from voicebot.store.campaigns import rules_of
from voicebot.store.revision import newest_revision

AWAY_S = 0.2
logger = logging.getLogger(__name__)


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    logging.basicConfig(level=logging.ERROR)
    warm_up()
    for line in sys.stdin:
        role, stage = json.loads(line)
        child = os.fork()
        if child == 0:
            _live(role, Stage(**stage))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


def warm_up() -> None:
    """What every process would do first is done once, before they are born."""
    newest_revision()
    now = datetime.now(UTC)
    state = contact_of(0, now)
    for text in TEXTS:
        may_dial(now, state, rules_of(text))


def _live(role: str, stage: Stage) -> None:
    """Until it is killed: nothing else ends it, not even a database that is away."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.close(0)
    os.dup2(2, 1)
    while True:
        try:
            asyncio.run(ROLES[role](stage))
        except StoreError:
            time.sleep(AWAY_S)
        except BaseException:
            logger.exception("an actor left the stage")
            os._exit(1)


if __name__ == "__main__":
    main()
