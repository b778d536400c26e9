"""Many callers at once, by sipp (Debian package sip-tester): C, so that they cost little."""

import asyncio
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

SCENARIO = Path(__file__).parents[1] / "sipp" / "follows_redirect.xml"
_LOOPBACK = "127.0.0.1"
_LOGGED = re.compile(r"^(200|302|486|503)(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """What the callers were told, by SIP code, and the Retry-After of each refusal.

    `complaint` is empty when every call went as the scenario says.
    """

    codes: Counter[str]
    retry_after: tuple[str, ...]
    complaint: str


async def crowd(address: str, *, calls: int, rate: int = 100) -> Crowd:
    """So many calls to `sip:100@address`, `rate` of them a second, for 8 s each."""
    there = address.rpartition("@")[2]
    with TemporaryDirectory() as folder:
        process = await asyncio.create_subprocess_exec(
            *("sipp", there, "-sf", str(SCENARIO), "-nostdin", "-i", _LOOPBACK),
            *("-mi", _LOOPBACK, "-m", str(calls), "-l", str(calls), "-r", str(rate)),
            *("-timeout", "40s", "-trace_logs", "-trace_err"),
            *("-log_file", f"{folder}/log", "-error_file", f"{folder}/errors"),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await process.wait()
        finally:
            if process.returncode is None:
                process.kill()
        return _read(Path(folder), has_failed=process.returncode != 0)


def _read(folder: Path, *, has_failed: bool) -> Crowd:
    lines = _LOGGED.findall((folder / "log").read_text())
    errors = folder / "errors"
    return Crowd(
        codes=Counter(code for code, _rest in lines),
        retry_after=tuple(rest for code, rest in lines if code in ("486", "503")),
        complaint=errors.read_text() if has_failed and errors.exists() else "",
    )
