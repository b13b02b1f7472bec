"""How long this machine has been up."""

import os
import time
from pathlib import Path

from mailflow.domain.clock import Uptime

BOOT_ID = "MAILFLOW_BOOT_ID"
"""Where a service that is shut in is told the boot's name by its manager, which systemd calls ``%b``."""
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def uptime() -> Uptime:
    """The time since this machine was started, sleep included. Where nothing names its boots, `boot` is empty."""
    return Uptime(_boot().replace("-", ""), time.clock_gettime(time.CLOCK_BOOTTIME))


def _boot() -> str:
    told = os.environ.get(BOOT_ID, "")
    if told:
        return told
    try:
        return _BOOT_ID.read_text().strip()
    except OSError:
        return ""
