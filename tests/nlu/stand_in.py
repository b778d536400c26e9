"""An HTTP server on loopback that plays Rasa, well or badly, on a thread of its own."""

import asyncio
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager

from tests.conversation.http_server import (
    Asked,
    Behaviour,
    HookServer,
    answers,
    serving,
)

_Started = tuple[asyncio.AbstractEventLoop, asyncio.Event, "HookServer"]


def ranking(**confidences: float) -> dict[str, object]:
    """A reply of `POST /model/parse`, as Rasa 3.6 writes it."""
    ranked = [
        {"name": name, "confidence": confidence}
        for name, confidence in sorted(confidences.items(), key=lambda one: -one[1])
    ]
    return {
        "text": "…",
        "intent": ranked[0],
        "entities": [],
        "text_tokens": [[0, 1]],
        "intent_ranking": ranked,
    }


def says(**confidences: float) -> Behaviour:
    """Answers every request with these intents."""
    return answers(ranking(**confidences))


def knows(intents: Mapping[str, str], otherwise: str = "out_of_scope") -> Behaviour:
    """Answers by the text that it is asked about, and surely."""

    async def behave(asked: Asked, writer: asyncio.StreamWriter) -> None:
        intent = intents.get(asked.body["text"], otherwise)
        await says(**{intent: 0.97})(asked, writer)

    return behave


def late(delay_s: float, behaviour: Behaviour) -> Behaviour:
    """The same, after a while."""

    async def behave(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(delay_s)
        await behaviour(asked, writer)

    return behave


def speaks_no_http() -> Behaviour:
    async def behave(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-OpenSSH_9.2\r\n")
        writer.close()

    return behave


class StandIn:
    """The server, as a test on another thread sees it."""

    def __init__(self, hooks: HookServer) -> None:
        self._hooks = hooks

    @property
    def url(self) -> str:
        return self._hooks.url.removesuffix("/hook")

    @property
    def texts(self) -> list[str]:
        """What it was asked about, in order."""
        return [one.body["text"] for one in self._hooks.posts]

    @property
    def paths(self) -> set[str]:
        return {one.path for one in self._hooks.posts}

    def becomes(self, behaviour: Behaviour) -> None:
        self._hooks.behave = behaviour


@contextmanager
def standing_in(behaviour: Behaviour) -> Iterator[StandIn]:
    started: Future[_Started] = Future()
    thread = threading.Thread(target=lambda: asyncio.run(_serve(behaviour, started)))
    thread.start()
    loop, is_over, hooks = started.result()
    try:
        yield StandIn(hooks)
    finally:
        loop.call_soon_threadsafe(is_over.set)
        thread.join()


async def _serve(behaviour: Behaviour, started: "Future[_Started]") -> None:
    is_over = asyncio.Event()
    async with serving(behaviour) as hooks:
        started.set_result((asyncio.get_running_loop(), is_over, hooks))
        await is_over.wait()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


def dead_url() -> str:
    """An address of this machine where nobody listens."""
    with standing_in(says(yes=1.0)) as gone:
        return gone.url
