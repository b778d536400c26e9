"""HTTP downloads that go on where they were cut off."""

import re
from dataclasses import dataclass
from pathlib import Path

import requests
import urllib3

from voicebot.i18n import _
from voicebot.weights.failure import SourceFailed
from voicebot.weights.watcher import Watcher

CONNECT_S = 5.0
"""A machine without a way out shall learn it soon; the next source is tried then."""

READ_S = 30.0
MOST_ATTEMPTS = 20
CHUNK_BYTES = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """A download under way: what has come, and the version of the file it is of."""

    file: Path

    @property
    def version_file(self) -> Path:
        return self.file.with_name(self.file.name + ".version")

    @property
    def have_bytes(self) -> int:
        return self.file.stat().st_size if self.file.exists() else 0

    @property
    def headers(self) -> dict[str, str]:
        """Ask for the rest, but for the whole where the file has changed since."""
        headers = {"Accept-Encoding": "identity"}
        if self.have_bytes:
            headers["Range"] = f"bytes={self.have_bytes}-"
            if self.version_file.exists():
                headers["If-Range"] = self.version_file.read_text("utf-8")
        return headers

    def remember_version(self, reply: requests.Response) -> None:
        """Keep the strong validator (RFC 9110 §13.1.5), or forget an old one."""
        version = reply.headers.get("ETag", "")
        if version and not version.startswith("W/"):
            self.version_file.write_text(version, "utf-8")
        else:
            self.version_file.unlink(missing_ok=True)

    def forget(self) -> None:
        self.file.unlink(missing_ok=True)
        self.version_file.unlink(missing_ok=True)


def download(url: str, target: Path, watcher: Watcher) -> None:
    """Fetch `url` into `target`; what a cut connection brought is kept and gone on from.

    Each attempt must bring something, and there are at most MOST_ATTEMPTS, so that a
    server that cuts every connection ends in an error. A partial file survives that
    error: the next call goes on from it.

    Raises:
        SourceFailed: the address is out of reach, refuses, or sends nothing more.
    """
    partial = Partial(file=target.with_name(target.name + ".part"))
    for _attempt in range(MOST_ATTEMPTS):
        had_bytes = partial.have_bytes
        try:
            is_complete = _go_on(url, partial, watcher)
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            if partial.have_bytes <= had_bytes:
                raise SourceFailed(_sentence(url, error)) from error
            continue
        if is_complete:
            partial.version_file.unlink(missing_ok=True)
            partial.file.replace(target)
            return
    raise SourceFailed(
        _("{url}: the connection was cut {count} times").format(
            url=url, count=MOST_ATTEMPTS
        )
    )


def _go_on(url: str, partial: Partial, watcher: Watcher) -> bool:
    """Fetch what is missing; False where the partial file had to be given up."""
    with requests.get(
        url, headers=partial.headers, stream=True, timeout=(CONNECT_S, READ_S)
    ) as reply:
        if reply.status_code == requests.codes.requested_range_not_satisfiable:
            is_complete = _content_range_total(reply) == partial.have_bytes
            if not is_complete:
                partial.forget()
            return is_complete
        reply.raise_for_status()
        start = _start_of(reply)
        if start not in (0, partial.have_bytes):
            partial.forget()
            return False
        partial.remember_version(reply)
        _append(reply, partial, start, watcher)
        return True


def _start_of(reply: requests.Response) -> int:
    """Where the reply's first byte belongs: 0 where the server sends the whole."""
    match = re.match(r"bytes (\d+)-", reply.headers.get("Content-Range", ""))
    is_part = reply.status_code == requests.codes.partial_content
    return int(match.group(1)) if match and is_part else 0


def _content_range_total(reply: requests.Response) -> int | None:
    match = re.search(r"/(\d+)$", reply.headers.get("Content-Range", ""))
    return int(match.group(1)) if match else None


def _append(
    reply: requests.Response, partial: Partial, start: int, watcher: Watcher
) -> None:
    length = reply.headers.get("Content-Length")
    total = start + int(length) if length else None
    name = partial.file.name.removesuffix(".part")
    done = start
    with partial.file.open("ab" if start else "wb") as file:
        # Not iter_content: it drops a chunk that the cut left incomplete.
        while chunk := reply.raw.read1(CHUNK_BYTES):
            file.write(chunk)
            done += len(chunk)
            watcher.progress(name, done, total)


def _sentence(url: str, error: Exception) -> str:
    if isinstance(error, requests.HTTPError) and error.response is not None:
        why = f"HTTP {error.response.status_code}"
    elif isinstance(error, (requests.Timeout, urllib3.exceptions.TimeoutError)):
        why = _("no answer in time")
    else:
        why = _("out of reach")
    return f"{url}: {why}"
