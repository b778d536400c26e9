"""Many telephones that answer and listen, by sipp (Debian package sip-tester)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.e2e.front import free_ports

SCENARIO = Path(__file__).parents[1] / "sipp" / "answers_and_listens.xml"
_LOOPBACK = "127.0.0.1"


@asynccontextmanager
async def answering_crowd() -> AsyncIterator[str]:
    """Yields the SIP address that all of them have."""
    port = free_ports(1)
    process = await asyncio.create_subprocess_exec(
        *("sipp", "-sf", str(SCENARIO), "-nostdin", "-i", _LOOPBACK),
        *("-p", str(port), "-mi", _LOOPBACK),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield f"sip:anybody@{_LOOPBACK}:{port}"
    finally:
        process.kill()
        await process.wait()
