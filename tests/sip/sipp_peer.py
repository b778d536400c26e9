"""sipp (Debian package sip-tester) as the called party."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

_SCENARIOS = Path(__file__).parent.parent / "sipp"
_LOOPBACK = "127.0.0.1"


@asynccontextmanager
async def sipp(scenario: str, *options: str) -> AsyncIterator[str]:
    """Serve one call by `tests/sipp/<scenario>.xml`; yields the address to call.

    On leaving, the scenario must have gone through to its last line. `options` are
    sipp's own.
    """
    port = _free_port()
    process = await asyncio.create_subprocess_exec(
        *("sipp", "-sf", str(_SCENARIOS / f"{scenario}.xml"), "-m", "1", "-nostdin"),
        *("-i", _LOOPBACK, "-p", str(port), "-mi", _LOOPBACK, "-timeout", "15s"),
        *options,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield f"sip:sipp@{_LOOPBACK}:{port}"
        _nothing, complaint = await process.communicate()
        assert process.returncode == 0, complaint.decode()
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


def _free_port() -> int:
    """Sipp cannot tell which port it got, so one that was free a moment ago."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((_LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port
