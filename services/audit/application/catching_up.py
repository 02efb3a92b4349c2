"""Waiting, with a bound, until audit's copy holds what was stored when somebody asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.audit.application import copying
from services.audit.domain.refusals import CopyBehind
from services.organization.client import RegistryProjection
from shared.eventstore.interface import LogReader
from shared.kernel.envelope import LogPosition
from shared.serving.service import Progress

SERVICE: Final = "audit"
WAIT_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class CatchingUp:
    logs: Mapping[str, LogReader]
    progress: Progress

    async def to_heads(self) -> None:
        """Raises CopyBehind."""
        for log, reader in self.logs.items():
            head = await reader.head()
            place = LogPosition(log=log, generation=head.generation, position=head.position)
            await self.to(place)
            if log in RegistryProjection.sources:
                await self._wait(RegistryProjection.name, place)

    async def to(self, place: LogPosition) -> None:
        """Raises CopyBehind."""
        await self._wait(copying.NAME, place)

    async def _wait(self, consumer: str, place: LogPosition) -> None:
        if place.position and not await self.progress.wait_for(SERVICE, consumer, place, WAIT_SECONDS):
            raise CopyBehind("审计服务的副本还没有跟上，请稍后再试。", position=str(place))
