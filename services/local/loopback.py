"""Addresses on this machine: whether a port is free, and reaching one past the proxies an office may have set."""

from collections.abc import Callable

import grpc.aio
import httpx

from shared.serving.listener import bound

HOST = "127.0.0.1"
_NAMES = frozenset({HOST, "localhost", "::1"})


def check_port_free(port: int, option: str) -> None:
    """Asked before anything is opened: gRPC itself only says that it failed. Raises PortTaken."""
    bound(HOST, port, option).close()


def channel(address: str) -> grpc.aio.Channel:
    return grpc.aio.insecure_channel(address, options=[("grpc.enable_http_proxy", 0)])


def all_at(port: int) -> Callable[[str], str]:
    """Service → address, where one port of this machine takes every service's RPCs."""
    return lambda service: f"{HOST}:{port}"


def heeds_proxies(base: str) -> bool:
    """Whether the environment's proxies count for this address: never for this machine itself."""
    return httpx.URL(base).host not in _NAMES
