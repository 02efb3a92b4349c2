"""Settings of the embedded program, in one place; nothing reads the environment behind its back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

DEFAULT_DATA = Path("data")


@dataclass(frozen=True, slots=True)
class LocalSettings:
    """`manual_from` is where a movable clock begins in an empty data directory; port 0 takes a free one.

    `of_services` is what services read of the environment (mail server and the like). A clock
    "as_left" is the one the directory was last run with; it fires no timers and sends nothing: for reading files.
    """

    data: Path = DEFAULT_DATA
    http_port: int = 8420
    grpc_port: int = 8421
    clock: Literal["system", "manual", "as_left"] = "system"
    manual_from: datetime | None = None
    load_example: bool = True
    of_services: Mapping[str, str] = field(default_factory=dict, repr=False)
