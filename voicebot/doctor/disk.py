"""Whether recordings have room."""

import os
import shutil
from pathlib import Path

from voicebot.doctor.finding import Finding
from voicebot.i18n import _

GIB = 1 << 30
LEAST_FREE_BYTES = GIB
"""Nine hours of uncompressed stereo at 8 kHz (1.92 MB a minute)."""


def check_disk(var_dir: Path) -> Finding:
    """Look at the disk that holds, or will hold, the folder `var_dir`."""
    folder = next(it for it in (var_dir, *var_dir.absolute().parents) if it.is_dir())
    free = shutil.disk_usage(folder).free
    part = _("disk")
    amount = _("{folder}: {free:.1f} GiB free").format(folder=var_dir, free=free / GIB)
    if not os.access(folder, os.W_OK):
        return Finding(
            part=part,
            is_ok=False,
            found=_("{folder} cannot be written").format(folder=folder),
            advice=_("give this user the right to write there, or set folders.var"),
        )
    if free < LEAST_FREE_BYTES:
        return Finding(
            part=part,
            is_ok=False,
            found=amount,
            advice=_("free at least 1 GiB, or set folders.var to another disk"),
        )
    return Finding(part=part, is_ok=True, found=amount)
