"""Commands over gRPC, for the story's client: the stubs' descriptors, a bearer token, an idempotency key."""

from importlib import import_module
from typing import Any

import grpc.aio
import msgspec
from google.protobuf.json_format import ParseDict
from google.protobuf.message_factory import GetMessageClass

from shared.serving.grpc import bearer, method_of


async def command(
    channel: grpc.aio.Channel, service: str, name: str, token: str, key: str, fields: dict[str, Any]
) -> dict[str, Any]:
    """The same answer as over HTTP. Raises grpc.aio.AioRpcError."""
    contracts = import_module(f"shared.contracts.{service}.v1.{service}_pb2")
    descriptor = contracts.DESCRIPTOR.services_by_name[f"{service.capitalize()}Commands"]
    request = ParseDict(msgspec.to_builtins(fields), GetMessageClass(descriptor.methods_by_name[name].input_type)())
    metadata = (*bearer(token), ("idempotency-key", key))
    answer = await method_of(channel, descriptor, name)(request, metadata=metadata)
    body: dict[str, Any] = msgspec.json.decode(answer.body_json)
    return {**body, "id": answer.id, "version": answer.version, "position": answer.position}
