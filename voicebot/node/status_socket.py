"""How `voicebot status` learns of the node that runs here: a Unix socket, one JSON object."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import TypeAdapter

from voicebot.errors import SettingsError
from voicebot.i18n import _
from voicebot.node.supervisor import NodeStatus
from voicebot.settings import Folders

ANSWERS_WITHIN_S = 3.0
_STATUS = TypeAdapter(NodeStatus)


def socket_path(folders: Folders) -> Path:
    return folders.run / "node.sock"


@asynccontextmanager
async def offering_status(
    path: Path, status: Callable[[], NodeStatus]
) -> AsyncIterator[None]:
    """Answer everybody who connects, inside the block.

    Raises:
        SettingsError: another node answers there already.
    """
    if _is_answered(path):
        raise SettingsError(
            _(
                "a node runs here already (voicebot status shows it); stop it,"
                " or give this one a folder of its own in folders.var"
            )
        )
    _forget(path)

    async def answer(
        _reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        writer.write(status_json(status()).encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_unix_server(answer, path)
    try:
        yield
    finally:
        server.close()
        _forget(path)


def status_json(status: NodeStatus) -> str:
    return _STATUS.dump_json(status).decode()


def ask_status(path: Path) -> NodeStatus:
    """The status of the node that runs here.

    Raises:
        SettingsError: none does.
    """
    try:
        with _connected(path) as peer:
            told = b"".join(iter(lambda: peer.recv(65536), b""))
    except OSError as error:
        raise SettingsError(_("no node runs here; start it: voicebot serve")) from error
    return _STATUS.validate_json(told)


def _forget(path: Path) -> None:
    path.unlink(missing_ok=True)


def _is_answered(path: Path) -> bool:
    try:
        _connected(path).close()
    except OSError:
        return False
    return True


def _connected(path: Path) -> socket.socket:
    peer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    peer.settimeout(ANSWERS_WITHIN_S)
    try:
        peer.connect(str(path))
    except OSError:
        peer.close()
        raise
    return peer
