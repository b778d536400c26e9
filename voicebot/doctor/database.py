"""Whether the embedded PostgreSQL can be started on this machine."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from voicebot.doctor.finding import Finding
from voicebot.i18n import _

LONGEST_START_S = 60.0


def check_database(var_dir: Path) -> Finding:
    """Create a database under `var_dir`, ask it one thing, and remove it.

    As root, PostgreSQL runs as the system user `pgserver`, which the library makes,
    and the folders above `var_dir` are opened for reading to it.
    """
    started = time.monotonic()
    try:
        var_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="doctor-", dir=var_dir) as folder:
            answer = _ask_version(Path(folder) / "postgres")
    except (OSError, subprocess.SubprocessError) as error:
        return _cannot_start(var_dir, _last_line(error))
    took_s = time.monotonic() - started
    return Finding(
        part=_("database"),
        is_ok=True,
        found=_("{version} starts and answers ({took:.1f} s)").format(
            version=answer, took=took_s
        ),
    )


def _ask_version(folder: Path) -> str:
    probe = subprocess.run(
        [sys.executable, "-m", "voicebot.doctor.postgres_probe", str(folder)],
        capture_output=True,
        text=True,
        timeout=LONGEST_START_S,
        check=True,
    )
    words = probe.stdout.partition("PostgreSQL ")[2].split()
    return f"PostgreSQL {words[0]}" if words else "PostgreSQL"


def _last_line(error: OSError | subprocess.SubprocessError) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        lines: list[str] = (error.stderr or "").strip().splitlines()
        return lines[-1] if lines else str(error)
    return str(error)


def _cannot_start(var_dir: Path, why: str) -> Finding:
    return Finding(
        part=_("database"),
        is_ok=False,
        found=_("PostgreSQL does not start: {why}").format(why=why),
        advice=_(
            "check that {folder} can be written; calls work without a database,"
            " campaigns will not"
        ).format(folder=var_dir),
    )
