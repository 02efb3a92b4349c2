"""A refusal as a gRPC status: the code from the one table, the rest as `google.rpc.ErrorInfo`, and back again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import grpc
import grpc.aio
from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.message import DecodeError
from google.rpc.error_details_pb2 import ErrorInfo
from google.rpc.status_pb2 import Status

from shared.kernel.errors import Refusal
from shared.serving.errors import INTERNAL, INTERNAL_CODE, INTERNAL_SENTENCE, STATUS

DETAILS_KEY: Final = "grpc-status-details-bin"
DOMAIN: Final = "lianxi"
# Trailers larger than 8 KiB are dropped on the way; a Chinese character is nine bytes in `grpc-message`.
_MESSAGE_CHARS_MAX: Final = 300
_DETAIL_CHARS_MAX: Final = 200
_DETAILS_MAX: Final = 8


@dataclass(frozen=True, slots=True)
class RpcFailure:
    """What a client learns from a failed call; `code` is the refusal's, or empty if the server sent none."""

    status: grpc.StatusCode
    code: str
    rule: str | None
    message: str
    details: Mapping[str, str]


async def abort_with(context: "grpc.aio.ServicerContext[object, object]", refusal: Refusal) -> None:
    """Ends the call; raises the library's AbortError."""
    metadata = {"rule": refusal.rule or "", **_texts(refusal.details)}
    await _abort(context, STATUS[refusal.kind].grpc, refusal.code, refusal.message, metadata)


async def abort_internal(context: "grpc.aio.ServicerContext[object, object]", correlation_id: str) -> None:
    metadata = {"correlation_id": correlation_id}
    await _abort(context, INTERNAL.grpc, INTERNAL_CODE, INTERNAL_SENTENCE, metadata)


async def _abort(
    context: "grpc.aio.ServicerContext[object, object]",
    code: grpc.StatusCode,
    reason: str,
    message: str,
    metadata: Mapping[str, str],
) -> None:
    text = message[:_MESSAGE_CHARS_MAX]
    packed = AnyMessage()
    packed.Pack(ErrorInfo(reason=reason, domain=DOMAIN, metadata=metadata))
    status = Status(code=code.value[0], message=text, details=[packed])
    await context.abort(code, text, ((DETAILS_KEY, status.SerializeToString()),))


def _texts(details: Mapping[str, object]) -> dict[str, str]:
    return {key: str(value)[:_DETAIL_CHARS_MAX] for key, value in list(details.items())[:_DETAILS_MAX]}


def failure_of(error: grpc.aio.AioRpcError) -> RpcFailure:
    """What a failed call says, for clients of a service."""
    info = _error_info(error)
    rule = info.metadata.pop("rule", "") or None
    return RpcFailure(error.code(), info.reason, rule, error.details() or "", dict(info.metadata))


def _error_info(error: grpc.aio.AioRpcError) -> ErrorInfo:
    info = ErrorInfo()
    for key, value in error.trailing_metadata() or ():
        if key == DETAILS_KEY and isinstance(value, bytes):
            try:
                for packed in Status.FromString(value).details:
                    if packed.Unpack(info):
                        return info
            except DecodeError:
                break
    return info
