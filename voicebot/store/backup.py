"""The whole database as one file, by PostgreSQL's own programs."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import URL

from voicebot.errors import StoreError
from voicebot.i18n import _
from voicebot.store.embedded import program


def backup(url: URL, file: Path) -> None:
    """Write `file` in pg_dump's custom format; it is whole, or as it was before.

    Raises:
        StoreError: the folder is not there, or the database cannot be read.
    """
    if not file.parent.is_dir():
        raise StoreError(
            _("{file}: there is no folder for the backup; make it first").format(
                file=file
            )
        )
    part = file.with_name(f"{file.name}.part")
    try:
        _run("pg_dump", url, ("--format=custom", "--no-owner", f"--file={part}"))
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def restore(url: URL, file: Path) -> None:
    """Put the tables of `file` in the place of those that are there, all or none.

    Raises:
        StoreError: the file is not there or is no backup, or cannot be put there.
    """
    if not file.is_file():
        raise StoreError(
            _("{file}: there is no such backup; check the path").format(file=file)
        )
    how = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
    _run("pg_restore", url, (*how, str(file)))


def _run(name: str, url: URL, words: Sequence[str]) -> None:
    address, password = _for_libpq(url)
    # The password goes by the environment, for arguments are seen by every user.
    variables = os.environ | ({"PGPASSWORD": password} if password else {})
    done = subprocess.run(
        [_found(name), f"--dbname={address}", *words],
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise StoreError(
            _("{program} failed: {why}; correct this and run it again").format(
                program=name, why=lines[0] if lines else done.returncode
            )
        )


def _found(name: str) -> str:
    """The embedded server's program, else one of the system's."""
    own = program(name)
    return own if Path(own).is_file() else shutil.which(name) or name


def _for_libpq(url: URL) -> tuple[str, str | None]:
    bare = url.set(drivername="postgresql")
    without = URL.create(
        "postgresql",
        username=bare.username,
        host=bare.host,
        port=bare.port,
        database=bare.database,
        query=bare.query,
    )
    password = None if bare.password is None else str(bare.password)
    return without.render_as_string(hide_password=False), password
