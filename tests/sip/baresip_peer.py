"""baresip (Debian package baresip-core) as the called party: TLS and SRTP of others."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

_LOOPBACK = "127.0.0.1"
_CONFIG = """\
sip_listen {loopback}:{port}
net_interface {loopback}
sip_certificate {folder}/certificate.pem
audio_source aufile,{sound}
audio_srate 8000-8000
audio_channels 1-1
module_path /usr/lib/baresip/modules
module g711.so
module aufile.so
module srtp.so
module_tmp account.so
module_app menu.so
"""
_ACCOUNT = "<sip:{user}@{loopback}>;regint=0;answermode=auto;mediaenc=srtp-mand\n"


@asynccontextmanager
async def baresip(
    folder: Path, *, user: str, certificate: tuple[str, str], sound: str
) -> AsyncIterator[str]:
    """Answers `user` by TLS and SRTP only, and plays `sound`; yields its host:port."""
    port = _port_before_a_free_one()
    _write(
        folder,
        certificate,
        config=_CONFIG.format(
            loopback=_LOOPBACK, port=port, folder=folder, sound=sound
        ),
        accounts=_ACCOUNT.format(user=user, loopback=_LOOPBACK),
    )
    process = await asyncio.create_subprocess_exec(
        *("baresip", "-f", str(folder)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        assert process.stdout
        while b"baresip is ready" not in (line := await process.stdout.readline()):
            assert line, "baresip ended before it was ready"
        yield f"{_LOOPBACK}:{port + 1}"
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


def _write(
    folder: Path, certificate: tuple[str, str], *, config: str, accounts: str
) -> None:
    folder.mkdir()
    both = "".join(Path(path).read_text("ascii") for path in certificate)
    (folder / "certificate.pem").write_text(both, "ascii")
    (folder / "config").write_text(config)
    (folder / "accounts").write_text(accounts)
    (folder / "contacts").write_text("")


def _port_before_a_free_one() -> int:
    """It takes TLS on the port after the one that it is told."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((_LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port - 1
