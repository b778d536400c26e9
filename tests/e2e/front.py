"""A real Kamailio (Debian package kamailio) before a node, as its administrator runs it."""

import asyncio
import os
import random
import re
import shutil
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.e2e.running_node import voicebot

_LOOPBACK = "127.0.0.1"
_UNPRIVILEGED = ("-u", "nobody", "-g", "nogroup")
_TOOLS = "/usr/sbin:/usr/bin"
_PHONE = re.compile(r"URI: sip:(\S+).*?FLAGS: (\w\w)", re.DOTALL)


def free_ports(count: int) -> int:
    """The first of so many neighbouring UDP ports that were free a moment ago."""
    for _attempt in range(100):
        first = random.randrange(20000, 60000)
        probes = [
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(count)
        ]
        try:
            for offset, probe in enumerate(probes):
                probe.bind((_LOOPBACK, first + offset))
        except OSError:
            continue
        else:
            return first
        finally:
            for probe in probes:
                probe.close()
    raise AssertionError("no free ports")


class Front:
    """A running Kamailio."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address = address
        self._folder = folder

    async def phones(self) -> dict[str, str]:
        """Each phone's `host:port` and what Kamailio thinks of it: A… is in service."""
        process = await asyncio.create_subprocess_exec(
            *(_tool("kamcmd"), "-s", f"unix:{self._folder}/kamailio_ctl"),
            "dispatcher.list",
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        out, _err = await process.communicate()
        return dict(_PHONE.findall(out.decode()))

    async def until_in_service(self, *ports: int) -> None:
        """Exactly the phones on these ports get calls, and the others are known."""
        wanted = {f"{_LOOPBACK}:{port}" for port in ports}
        while True:
            phones = await self.phones()
            in_service = {phone for phone, flags in phones.items() if flags[0] == "A"}
            if phones and in_service == wanted:
                return


@asynccontextmanager
async def kamailio(folder: Path, nodes: Sequence[str]) -> AsyncIterator[Front]:
    """Configured by `voicebot kamailio-config` with the settings of `folder`."""
    port = free_ports(1)
    with _run_dir() as run:
        written = await voicebot(
            *("kamailio-config", "--listen", f"udp:{_LOOPBACK}:{port}"),
            *(part for node in nodes for part in ("--node", node)),
            *("--run-dir", str(run), "-o", str(run / "kamailio.cfg")),
            folder=folder,
        )
        _out, complaint = await written.communicate()
        assert written.returncode == 0, complaint.decode()
        async with _running(run):
            yield Front(f"sip:100@{_LOOPBACK}:{port}", run)


@contextmanager
def _run_dir() -> Iterator[Path]:
    """A folder that whoever Kamailio runs as may write to."""
    with TemporaryDirectory(prefix="front-") as name:
        Path(name).chmod(0o777)
        yield Path(name)


@asynccontextmanager
async def _running(run: Path) -> AsyncIterator[None]:
    """Unprivileged where root starts it."""
    as_whom = _UNPRIVILEGED if os.geteuid() == 0 else ()
    process = await asyncio.create_subprocess_exec(
        *(_tool("kamailio"), "-f", str(run / "kamailio.cfg"), "-DD", "-E"),
        *("-w", str(run), "-Y", str(run), "-P", str(run / "pid"), *as_whom),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


def _tool(name: str) -> str:
    found = shutil.which(name, path=_TOOLS)
    assert found, "make test-peers installs kamailio"
    return found
