"""The scenarios that a phone dials by, read when a campaign's first call asks for one."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tts.errors import TtsError
from voicebot.conversation.equipment import Equipment
from voicebot.conversation.outgoing import Outgoing
from voicebot.errors import ScenarioError, VoicebotError
from voicebot.settings import Settings
from voicebot.speech_errors import speech_sentence

logger = logging.getLogger(__name__)

AGAIN_S = 10.0
"""For so long a scenario that could not be used is not tried again."""


class CampaignScenarios:
    """For one event loop. `pool`, of one thread, reads scenarios while calls go on.

    Tasks of `group` read and render them, which takes seconds, and follow their edits
    until `close`.
    """

    def __init__(
        self,
        settings: Settings,
        equipment: Equipment,
        pool: ThreadPoolExecutor,
        group: asyncio.TaskGroup,
    ) -> None:
        self._settings = settings
        self._equipment = equipment
        self._pool = pool
        self._group = group
        self._opened: dict[str, Outgoing] = {}
        self._failures: dict[str, str] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    @property
    def is_reading(self) -> bool:
        """Whether one is asked for that nobody can dial by yet."""
        return any(
            name not in self._opened and name not in self._failures
            for name in self._tasks
        )

    def ready(self, name: str) -> Outgoing | None:
        """The scenario of that name in the folder; None: it is being read from now on.

        Raises:
            ScenarioError: it could not be used a moment ago.
        """
        if name in self._failures:
            raise ScenarioError(self._failures[name])
        if name not in self._tasks:
            task = self._group.create_task(self._serve(name), name=f"scenario {name}")
            self._tasks[name] = task
        return self._opened.get(name)

    def renew(self, settings: Settings) -> None:
        """Calls that begin from now on go by these settings; live ones go on."""
        self.close()
        self._settings = settings

    def close(self) -> None:
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._opened.clear()
        self._failures.clear()

    async def _serve(self, name: str) -> None:
        """Read it and follow its edits; forget for a while that it could not be read."""
        loop = asyncio.get_running_loop()
        try:
            outgoing = await loop.run_in_executor(
                self._pool, _reading(name, self._settings, self._equipment, self._pool)
            )
        except (VoicebotError, TtsError) as error:
            await self._fail(name, _sentence(error))
        except Exception:
            logger.exception("scenario_not_read")
            await self._fail(name, "an internal error; see the log")
        else:
            self._opened[name] = outgoing
            await outgoing.watch()

    async def _fail(self, name: str, sentence: str) -> None:
        logger.error("scenario_refused", extra={"complaint": sentence})
        self._failures[name] = sentence
        await asyncio.sleep(AGAIN_S)
        del self._failures[name], self._tasks[name]


def _reading(
    name: str, settings: Settings, equipment: Equipment, pool: ThreadPoolExecutor
) -> Callable[[], Outgoing]:
    path = scenario_path(name, settings)
    return lambda: Outgoing(settings, path, equipment, pool=pool, tell=_log_edit)


def scenario_path(name: str, settings: Settings) -> Path:
    """`credit_lead` is `dialogs/credit_lead.yaml`."""
    return settings.folders.dialogs / f"{name}.yaml"


def _sentence(error: VoicebotError | TtsError) -> str:
    return speech_sentence(error) if isinstance(error, TtsError) else str(error)


def _log_edit(sentence: str) -> None:
    logger.warning("scenario_edit", extra={"sentence": sentence})
