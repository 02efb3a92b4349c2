"""Addresses on this machine: whether a port is free, and reaching one past the proxies an office may have set."""

import errno
import socket

import grpc.aio
import httpx

from shared.kernel.errors import Invalid

HOST = "127.0.0.1"
_NAMES = frozenset({HOST, "localhost", "::1"})
_WHY = {errno.EADDRINUSE: "已被别的程序占用", errno.EACCES: "要有管理员权限才能用"}


class PortTaken(Invalid):
    code = "port_taken"


def bound(port: int, option: str) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises PortTaken, which names the option to choose another with."""
    try:
        return socket.create_server((HOST, port), backlog=2048)
    except OSError as error:
        why = _WHY.get(error.errno or 0, f"不能用（{error.strerror}）")
        raise PortTaken(f"端口 {port} {why}，请用 {option} 换一个，如 {option} 0（任选空闲的）。", port=port) from error


def check_port_free(port: int, option: str) -> None:
    """Asked before anything is opened: gRPC itself only says that it failed. Raises PortTaken."""
    bound(port, option).close()


def channel(port: int) -> grpc.aio.Channel:
    return grpc.aio.insecure_channel(f"{HOST}:{port}", options=[("grpc.enable_http_proxy", 0)])


def heeds_proxies(base: str) -> bool:
    """Whether the environment's proxies count for this address: never for this machine itself."""
    return httpx.URL(base).host not in _NAMES
