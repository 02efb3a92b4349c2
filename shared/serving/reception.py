"""Where every command arrives, whatever carried it: HTTP and gRPC differ only in how they fill a `Call`."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

import structlog

from shared.access.tokens import Pass, TokenVerifier
from shared.kernel.clock import Clock
from shared.kernel.command import Command, CommandAnswer, CommandContext
from shared.kernel.envelope import Actor
from shared.kernel.errors import Invalid, NotPermitted, Refusal
from shared.kernel.events import canonical_json
from shared.kernel.ids import derive, random_id
from shared.kernel.text import check_strings
from shared.kernel.trace import begun, beneath, of_command, received
from shared.serving.errors import INTERNAL_CODE
from shared.telemetry.metrics import ServiceMetrics

# Patterns that the OpenAPI document publishes as well. Versions stay below 2**53, so that JSON can carry them.
KEY_PATTERN = r"[!-~]{1,200}"
ETAG_PATTERN = r'"(0|[1-9][0-9]{0,14})"'


class BadIdempotencyKey(Invalid):
    code = "bad_idempotency_key"


class BadExpectedVersion(Invalid):
    code = "bad_expected_version"


class PassElsewhere(NotPermitted):
    code = "pass_elsewhere"


class Bus(Protocol):
    async def handle(self, command: Command, context: CommandContext) -> CommandAnswer: ...


@dataclass(frozen=True, slots=True)
class Call:
    """What a caller says beside the command; `only`: with a pass, which is good for that command alone."""

    actor: Actor
    correlation_id: UUID
    idempotency_key: str | None = None
    expected_version: int | None = None
    traceparent: str | None = None
    only: Pass | None = None


@dataclass(frozen=True, slots=True)
class Reception:
    """A service's door: who is there, what they want, what became of it.

    `passes` names the commands that a pass can be for, and the field that holds the matter it is about.
    """

    service: str
    bus: Bus
    clock: Clock
    verifier: TokenVerifier
    metrics: ServiceMetrics
    passes: Mapping[type[Command], str] = field(default_factory=dict)

    async def handle(self, command: Command, call: Call) -> CommandAnswer:
        """Raises Refusal. The bus counts what it judged; counted here is only what never came so far."""
        name = type(command).__name__
        try:
            check_pass(command, call.only, self.passes)
            check_strings(command)
        except Refusal as refusal:
            self.metrics.observe(name, refusal)
            raise
        try:
            return await self.bus.handle(command, self._context(command, call))
        except Refusal as refusal:
            structlog.get_logger().info("command_refused", command=name, code=refusal.code, rule=refusal.rule)
            raise
        except Exception:
            self.metrics.command(name, INTERNAL_CODE)
            raise

    def _context(self, command: Command, call: Call) -> CommandContext:
        command_id = self._command_id(call)
        return CommandContext(
            command_id=command_id,
            actor=call.actor,
            now=self.clock.now(),
            correlation_id=call.correlation_id,
            traceparent=of_command(command_id, call.traceparent, call.correlation_id),
            expected_version=call.expected_version,
            request_digest=request_digest(command, call.idempotency_key),
        )

    def _command_id(self, call: Call) -> UUID:
        if call.idempotency_key is None:
            return random_id()
        return derive(self.service, call.actor.unit_id, call.idempotency_key)


def check_pass_is_for(only: Pass | None, command: str) -> None:
    """Raises PassElsewhere."""
    if only is not None and only.command != command:
        raise PassElsewhere("这个链接不能办理这件事。")


def check_pass(command: Command, only: Pass | None, passes: Mapping[type[Command], str]) -> None:
    """Raises PassElsewhere: the service lets no pass give this command, or it is about another matter."""
    if only is None:
        return
    check_pass_is_for(only, type(command).__name__)
    matter = passes.get(type(command))
    if matter is None or getattr(command, matter) != only.about:
        raise PassElsewhere("这个链接不能办理这件事。")


def request_digest(command: Command, key: str | None) -> bytes:
    """Over the command's name and canonical content, so that white space makes no other request.

    The key, which is stored nowhere, is in it too: without it the digest of a command that carries a person's name
    would let that name be guessed after its erasure.
    """
    salted = (key or "").encode() + b"\0" + type(command).__name__.encode() + b"\0" + canonical_json(command)
    return hashlib.sha256(salted).digest() if key is not None else b""


def call_from(
    headers: Mapping[str, str], actor: Actor, correlation_id: UUID, traceparent: str, only: Pass | None = None
) -> Call:
    """Reads the headers or the gRPC metadata of a command; their names are the same, in lower case.

    Raises BadIdempotencyKey, BadExpectedVersion.
    """
    return Call(
        actor=actor,
        correlation_id=correlation_id,
        idempotency_key=_idempotency_key(headers.get("idempotency-key")),
        expected_version=_expected_version(headers.get("if-match")),
        traceparent=traceparent,
        only=only,
    )


def correlation_of(header: str | None) -> UUID:
    """The caller's correlation id if it is a UUID; otherwise a new one, for a log entry needs one."""
    try:
        return UUID(header or "")
    except ValueError:
        return random_id()


def trace_of(headers: Sequence[str]) -> str:
    """Where a request stands in its caller's trace, by all `traceparent` headers that it has.

    As W3C Trace Context says, a malformed one, and more than one, are ignored and never refused: a new trace begins.
    """
    parent = received(headers[0]) if len(headers) == 1 else None
    return beneath(parent, random_id()) if parent else begun(random_id(), random_id())


def _idempotency_key(text: str | None) -> str | None:
    if text is None:
        return None
    if not re.fullmatch(KEY_PATTERN, text):
        raise BadIdempotencyKey("Idempotency-Key应为1到200个英文字母、数字或符号，不含空格。", field="Idempotency-Key")
    return text


def _expected_version(text: str | None) -> int | None:
    if text is None:
        return None
    found = re.fullmatch(ETAG_PATTERN, text.strip())
    if found is None:
        raise BadExpectedVersion('If-Match应为读到的ETag，如"3"。', field="If-Match")
    return int(found.group(1))
