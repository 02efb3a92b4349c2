"""What the questions over HTTP share: how a unit and a day are named, who asks."""

from collections.abc import Callable
from datetime import date
from typing import Annotated

from fastapi import Path, Query

from shared.kernel.envelope import Actor
from shared.messaging.visibility import Viewer
from shared.serving.queries import Wait

WaitFor = Callable[..., Wait]
UnitText = Annotated[str, Path(min_length=1, max_length=200, description="单位的编号、代码或名称")]
On = Annotated[date | None, Query(description="哪一天，不填即今天")]


def viewer_of(caller: Actor) -> Viewer:
    return Viewer(unit_id=caller.unit_id, role=caller.role)
