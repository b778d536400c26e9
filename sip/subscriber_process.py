"""The simulated subscriber as a process of its own, for tests and demonstrations.

async with SubscriberProcess("--busy") as phone:
    leg = await line.place(phone.uri, ring_s=5)
    report = await phone.report()
"""

import asyncio
import json
import sys
from types import TracebackType
from typing import Any, Self

from sip.errors import SipError

STOP_S = 5.0
"""How long the process may take to end its calls when it is told to stop."""


class SubscriberFailed(SipError):
    """The subscriber's process ended before it was ready or before it reported."""

    def __init__(self, *, complaint: str) -> None:
        self.complaint = complaint
        super().__init__(
            f"the simulated subscriber stopped ({complaint}); correct its options"
        )


class SubscriberProcess:
    """Started and ready when entered; told to stop, and waited for, when left."""

    def __init__(self, *options: str) -> None:
        self._options = options
        self._uri = ""

    @property
    def uri(self) -> str:
        return self._uri

    async def report(self) -> dict[str, Any]:
        """The next finished call's report; waits for it.

        Raises:
            SubscriberFailed: the process ended without one.
        """
        return await self._next_object()

    def kill(self) -> None:
        """Vanish without a word to the peers, as a telephone that lost its power."""
        self._process.kill()

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "sip.phone",
            *self._options,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            self._uri = (await self._next_object())["ready"]
        except BaseException:
            await self._stop()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stop()

    async def _stop(self) -> None:
        if self._process.returncode is None:
            self._process.terminate()
        try:
            async with asyncio.timeout(STOP_S):
                await self._process.communicate()
        except TimeoutError:
            self._process.kill()
            await self._process.communicate()

    async def _next_object(self) -> dict[str, Any]:
        if not self._process.stdout or not self._process.stderr:
            raise SubscriberFailed(complaint="no pipes")
        line = await self._process.stdout.readline()
        if not line:
            complaint = (await self._process.stderr.read()).decode()
            raise SubscriberFailed(complaint=complaint.strip())
        found: dict[str, Any] = json.loads(line)
        return found
