"""Free ports of this machine for servers that keep theirs."""

import errno
import random
import socket
from pathlib import Path

from services.local.loopback import HOST

_LOW, _HIGH = 15_000, 32_768
_RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
_TRIES = 200


def free_port() -> int:
    """Below the range from which outgoing connections take theirs.

    A client that tries a stopped server's port again and again would else meet itself one day: the system gives it
    that very port, it is connected to itself, and the server cannot come back.
    """
    high = min(_HIGH, int(_RANGE.read_text().split()[0])) if _RANGE.exists() else _HIGH
    low = min(_LOW, max(1024, high - 10_000))
    for _ in range(_TRIES):
        port = random.randrange(low, high)  # noqa: S311 - any free one will do
        if is_free(port):
            return port
    raise OSError(errno.EADDRINUSE, "no free port was found")


def is_free(port: int) -> bool:
    try:
        socket.create_server((HOST, port)).close()
    except OSError:
        return False
    return True
