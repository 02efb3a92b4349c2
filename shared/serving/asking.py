"""Asking another service over gRPC: the channel opens at the first question, and an answer takes bounded time."""

from collections.abc import Callable
from typing import Any, Final

import grpc.aio
from google.protobuf.descriptor import ServiceDescriptor
from google.protobuf.message import Message

from shared.serving.grpc import bearer, method_of
from shared.serving.service import Channels

ANSWER_SECONDS_MAX: Final = 5.0  # a person waits for it


class Unanswered(Exception):
    """`code` is the gRPC status: the other service is away, too slow, or refused to answer."""

    def __init__(self, code: grpc.StatusCode) -> None:
        super().__init__(code.name)
        self.code = code


class Asker:
    """One service's questions to another, under its own identity."""

    def __init__(
        self, service: str, questions: ServiceDescriptor, channel_to: Channels, own_token: Callable[[], str]
    ) -> None:
        self._service, self._questions = service, questions
        self._channel_to, self._own_token = channel_to, own_token
        self._channel: grpc.aio.Channel | None = None

    async def ask(self, name: str, request: Message, seconds_max: float = ANSWER_SECONDS_MAX) -> Any:
        """Raises Unanswered, whatever the reason."""
        # Opened at the first question: at start the other service may not be there yet.
        self._channel = self._channel or self._channel_to(self._service)
        call = method_of(self._channel, self._questions, name)
        try:
            return await call(request, metadata=bearer(self._own_token()), timeout=seconds_max)
        except grpc.aio.AioRpcError as error:
            raise Unanswered(error.code()) from error
