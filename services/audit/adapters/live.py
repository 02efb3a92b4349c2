"""What the services show, asked over gRPC with audit's own identity."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import msgspec

from shared.contracts.common.v1 import common_pb2 as common
from shared.serving.grpc import bearer, method_of
from shared.serving.grpc_log import UNIT_STATE_SERVICE
from shared.serving.service import Channels


class GrpcLiveStates:
    """`LiveStates` of services/audit/application/replaying.py."""

    def __init__(self, channel_to: Channels, token: Callable[[], str]) -> None:
        self._channel_to, self._token = channel_to, token

    async def of_all(self, service: str) -> AsyncIterator[dict[str, Any]]:
        call = method_of(self._channel_to(service), UNIT_STATE_SERVICE, "StreamUnitStates")
        async for part in call(common.StreamUnitStatesRequest(service=service), metadata=bearer(self._token())):
            yield msgspec.json.decode(part.body_json)

    async def of_unit(self, service: str, unit: str) -> AsyncIterator[dict[str, Any]]:
        call = method_of(self._channel_to(service), UNIT_STATE_SERVICE, "GetUnitState")
        request = common.GetUnitStateRequest(service=service, unit_id=unit)
        answer = msgspec.json.decode((await call(request, metadata=bearer(self._token()))).body_json)
        yield {"tracking": answer["tracking"]}
        for view, documents in answer["documents"].items():
            yield {"view": view, "documents": documents}
