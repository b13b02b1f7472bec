"""How long this machine has been up."""

import time
from pathlib import Path
from uuid import uuid4

from mailflow.domain.clock import Uptime

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_UNNAMED = uuid4().hex


def uptime() -> Uptime:
    """The time since this machine was started, sleep included. Where a system does not name its boots, each process
    is taken for one."""
    try:
        boot = _BOOT_ID.read_text().strip()
    except OSError:
        boot = _UNNAMED
    return Uptime(boot, time.clock_gettime(time.CLOCK_BOOTTIME))
