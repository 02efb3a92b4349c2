"""gRPC beside HTTP: the same commands, codes and tokens. Handlers are made from descriptors, so none is written."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextvars import ContextVar
from time import perf_counter
from typing import Any, Final

import grpc
import grpc.aio
import msgspec
import structlog
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from google.protobuf.message import DecodeError, Message
from google.protobuf.message_factory import GetMessageClass
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from shared.access.errors import TokenInvalid
from shared.access.tokens import Pass, TokenVerifier, bearer_token
from shared.contracts.common.v1 import common_pb2
from shared.contracts.messages import plain
from shared.kernel.command import Command, CommandAnswer
from shared.kernel.envelope import Actor
from shared.kernel.errors import Refusal
from shared.kernel.limits import BODY_BYTES_MAX
from shared.kernel.trace import HEADER as TRACE_HEADER
from shared.serving.errors import INTERNAL, STATUS, MalformedBody, body_refusal
from shared.serving.grpc_errors import abort_internal, abort_with
from shared.serving.problems import json_bytes
from shared.serving.reception import Call, Reception, call_from, check_pass_is_for, correlation_of, trace_of
from shared.telemetry.logs import CORRELATION_HEADER, bind_correlation, log_failure, onward, unbind_correlation
from shared.telemetry.metrics import Metrics, ServiceMetrics

Context = Any  # grpc.aio.ServicerContext is generic in stubs only
_OPEN: Final = ("/grpc.health.v1.Health/", "/grpc.reflection.")
_COMMANDS: Final = "Commands/"  # services of commands are named so; their handlers go through a reception
_call: ContextVar[Call] = ContextVar("call")


def current_call() -> Call:
    """Who calls, for the code of a question; the interceptor has verified the token."""
    return _call.get()


def command_handlers(
    service: ServiceDescriptor, commands: Iterable[type[Command]], reception: Reception
) -> grpc.GenericRpcHandler:
    """Serves each RPC of the service by the command of its name; TypeError when the two lists differ."""
    by_name = {command.__name__: command for command in commands}
    if different := by_name.keys() ^ set(service.methods_by_name):
        raise TypeError(f"{service.full_name} and the commands differ: {sorted(different)}")
    methods = {
        name: _handler(method, _command_method(by_name[name], reception))
        for name, method in service.methods_by_name.items()
    }
    return grpc.method_handlers_generic_handler(service.full_name, methods)


def question_handlers(service: ServiceDescriptor, servicer: object) -> grpc.GenericRpcHandler:
    """Serves each RPC by the servicer's method of the same name: `async def GetStatement(self, request, context)`."""
    methods = {name: _handler(method, getattr(servicer, name)) for name, method in service.methods_by_name.items()}
    return grpc.method_handlers_generic_handler(service.full_name, methods)


def _command_method(command: type[Command], reception: Reception) -> Callable[[Message, Context], Awaitable[Message]]:
    async def method(request: Message, _: Context) -> Message:
        try:
            given = msgspec.convert(plain(request), command, strict=False)
        except msgspec.ValidationError as error:
            raise body_refusal(error) from error
        return answer_message(await reception.handle(given, current_call()))

    return method


def answer_message(answer: CommandAnswer) -> common_pb2.CommandAnswer:
    return common_pb2.CommandAnswer(
        id=str(answer.stream_id or ""),
        version=answer.version,
        position=str(answer.position),
        body_json=json_bytes(answer.body),
    )


def serialized(message: Message) -> bytes:
    return bytes(message.SerializeToString())


def _handler(method: MethodDescriptor, function: Callable[..., Any]) -> Any:
    make = grpc.unary_stream_rpc_method_handler if method.server_streaming else grpc.unary_unary_rpc_method_handler
    return make(function, GetMessageClass(method.input_type).FromString, serialized)


class TokenInterceptor(grpc.aio.ServerInterceptor):  # type: ignore[misc]
    """Around every call: token, correlation, log, metrics, and the error table. Health and reflection are open."""

    def __init__(self, verifier: TokenVerifier, times: "RpcTimes") -> None:
        self._verifier, self._times = verifier, times

    async def intercept_service(self, continuation: Callable[[Any], Awaitable[Any]], details: Any) -> Any:
        handler = await continuation(details)
        if handler is None or details.method.startswith(_OPEN):
            return handler
        if handler.unary_stream is not None:
            return grpc.unary_stream_rpc_method_handler(
                self._stream(handler, details.method), None, handler.response_serializer
            )
        return grpc.unary_unary_rpc_method_handler(
            self._unary(handler, details.method), None, handler.response_serializer
        )

    def _unary(self, handler: Any, method: str) -> Callable[[bytes, Context], Awaitable[Any]]:
        async def unary(payload: bytes, context: Context) -> Any:
            began, status = perf_counter(), grpc.StatusCode.CANCELLED
            try:
                answer = await handler.unary_unary(await self._received(handler, method, payload, context), context)
                status = grpc.StatusCode.OK
                return answer
            except Exception as error:  # noqa: BLE001 -- the last net: whatever it is becomes a status
                status = STATUS[error.kind].grpc if isinstance(error, Refusal) else INTERNAL.grpc
                await _ended(error, method, context)
            finally:
                self._times.observe(method, status, perf_counter() - began)
                unbind_correlation()

        return unary

    def _stream(self, handler: Any, method: str) -> Callable[[bytes, Context], AsyncIterator[Any]]:
        async def stream(payload: bytes, context: Context) -> AsyncIterator[Any]:
            try:
                request = await self._received(handler, method, payload, context)
                async for answer in handler.unary_stream(request, context):
                    yield answer
            except Exception as error:  # noqa: BLE001 -- the last net: whatever it is becomes a status
                await _ended(error, method, context)
            finally:
                unbind_correlation()

        return stream

    async def _received(self, handler: Any, method: str, payload: bytes, context: Context) -> Any:
        """The decoded request, after the caller was recognised. Raises Refusal."""
        headers = {key: value for key, value in context.invocation_metadata() if isinstance(value, str)}
        correlation = correlation_of(headers.get(CORRELATION_HEADER))
        # Of several, gRPC itself keeps one.
        traceparent = trace_of([headers.get(TRACE_HEADER, "")])
        bind_correlation(correlation, service_of(method), traceparent)
        await context.send_initial_metadata(((TRACE_HEADER, traceparent),))
        token = bearer_token(headers.get("authorization"))
        actor, only = await self._identified(token, takes_passes=_COMMANDS in method)
        check_pass_is_for(only, method.rpartition("/")[2])
        _call.set(call_from(headers, actor, correlation, traceparent, only))
        try:
            return handler.request_deserializer(payload)
        except DecodeError as error:
            raise MalformedBody("请求内容无法解读，请检查客户端的版本。") from error

    async def _identified(self, token: str, *, takes_passes: bool) -> tuple[Actor, Pass | None]:
        """A pass is no identity for questions; which command it is for, the reception asks. Raises Unauthenticated."""
        try:
            return await self._verifier.verify(token), None
        except TokenInvalid:
            if not takes_passes:
                raise
        only = await self._verifier.verify_pass(token)
        return only.actor, only


async def _ended(error: Exception, method: str, context: Context) -> None:
    if isinstance(error, grpc.aio.AbortError):
        raise error
    if isinstance(error, Refusal):
        await abort_with(context, error)
    log_failure("rpc_failed", error, method=method)
    bound = structlog.contextvars.get_contextvars()
    await abort_internal(context, str(bound.get("correlation_id", "")))


def service_of(method: str) -> str:
    """`tasking` for `/lianxi.tasking.v1.TaskingCommands/AcceptTask`."""
    parts = method.strip("/").split(".")
    return parts[1] if len(parts) > 2 else "unknown"


class RpcTimes:
    """Calls that have one answer; a stream may last for days, and that says nothing.

    `service` is whose process it is; "": each call counts for the service in its name.
    """

    def __init__(self, metrics: Metrics | None, service: str = "") -> None:
        self._metrics, self._service = metrics, service
        self._of: dict[str, ServiceMetrics] = {}

    def observe(self, method: str, status: grpc.StatusCode, seconds: float) -> None:
        if self._metrics is None:
            return
        service = self._service or service_of(method)
        if service not in self._of:
            self._of[service] = self._metrics.of(service)
        self._of[service].request("grpc", method, status.name, seconds)


class RpcServer:
    """A grpc.aio server over handlers of one or several services, with health and reflection.

    `metrics` and `service` are as in `RpcTimes`.
    """

    def __init__(
        self,
        handlers: Sequence[Any],
        services: Sequence[ServiceDescriptor],
        verifier: TokenVerifier,
        *,
        metrics: Metrics | None = None,
        service: str = "",
    ) -> None:
        self.server = grpc.aio.server(
            interceptors=(TokenInterceptor(verifier, RpcTimes(metrics, service)),),
            options=(("grpc.max_receive_message_length", BODY_BYTES_MAX), ("grpc.so_reuseport", 0)),
        )
        self._names = [service.full_name for service in services]
        self._health = health.aio.HealthServicer()
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self.server)
        self.server.add_generic_rpc_handlers(tuple(handlers))
        known = (health.SERVICE_NAME, reflection.SERVICE_NAME, *self._names)
        reflection.enable_server_reflection(known, self.server)

    async def start(self, address: str) -> int:
        """Binds (`127.0.0.1:0` takes a free port), starts, reports health; returns the port."""
        port = self.server.add_insecure_port(address)
        await self.server.start()
        for name in ("", *self._names):
            await self._health.set(name, health_pb2.HealthCheckResponse.SERVING)
        return int(port)

    async def stop(self, grace_seconds: float) -> None:
        """Reports itself unhealthy, takes no new calls, lets running ones end within the grace."""
        await self._health.enter_graceful_shutdown()
        await self.server.stop(grace_seconds)


def method_of(channel: grpc.aio.Channel, service: ServiceDescriptor, name: str) -> Any:
    """A client's callable for one RPC; where the server streams, its call is iterated over.

    >>> answer = await method_of(channel, QUESTIONS, "GetStatement")(request, metadata=bearer(token))
    """
    method = service.methods_by_name[name]
    answer = GetMessageClass(method.output_type)
    make = channel.unary_stream if method.server_streaming else channel.unary_unary
    return make(f"/{service.full_name}/{name}", serialized, answer.FromString)


def bearer(token: str) -> tuple[tuple[str, str], ...]:
    """The metadata of a call that carries its token and what it belongs to, nothing else."""
    return (("authorization", f"Bearer {token}"), *onward())
