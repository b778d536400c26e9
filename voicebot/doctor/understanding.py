"""Whether the Rasa server that the settings choose answers, and soon enough."""

import statistics
import time
from collections.abc import Iterator

from voicebot.doctor.finding import Finding
from voicebot.i18n import _
from voicebot.settings import NluSettings

READINGS = 5
TEXT = "алло, я слушаю"


def check_understanding(nlu: NluSettings) -> Iterator[Finding]:
    """Nothing where the embedded understanding is chosen: it needs nothing."""
    if nlu.engine == "rasa":
        yield _rasa(nlu)


def _rasa(nlu: NluSettings) -> Finding:
    from voicebot.nlu.opinion import Silent
    from voicebot.nlu.rasa import RasaServer

    server = RasaServer(nlu.url, timeout_s=nlu.timeout_ms / 1000)
    took_ms = []
    try:
        for _reading in range(READINGS):
            began_s = time.perf_counter()
            opinion = server.ask(TEXT)
            if isinstance(opinion, Silent):
                return _silent(nlu, opinion.reason)
            took_ms.append((time.perf_counter() - began_s) * 1000)
    finally:
        server.close()
    return Finding(
        part=_("understanding"),
        is_ok=True,
        found=_("rasa at {url}: a reading takes {took:.0f} ms").format(
            url=nlu.url, took=statistics.median(took_ms)
        ),
    )


def _silent(nlu: NluSettings, reason: str) -> Finding:
    return Finding(
        part=_("understanding"),
        is_ok=False,
        found=_("rasa at {url}: {reason}").format(url=nlu.url, reason=reason),
        advice=_(
            "start it by `make rasa`, or correct nlu.url; meanwhile the embedded"
            " classifier answers in its place"
        ),
    )
