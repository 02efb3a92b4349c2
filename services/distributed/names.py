"""The services, by name; each is built by its own bootstrap, and a process builds only those it is about."""

from collections.abc import Callable
from importlib import import_module
from typing import Final

from shared.kernel.errors import Invalid
from shared.serving.service import Dependencies, ServiceParts

SERVICES: Final = ("organization", "meeting", "tasking", "supervision", "reporting", "audit")
TITLES: Final = dict(zip(SERVICES, "单位与组织 联席会议 任务分工 督促检查 报告与汇总 审计".split(), strict=True))
LOGS: Final = SERVICES[:-1]  # audit has no events of its own


class ServiceUnknown(Invalid):
    code = "service_unknown"


def builder_of(service: str) -> Callable[[Dependencies], ServiceParts]:
    build: Callable[[Dependencies], ServiceParts] = import_module(f"services.{service}.bootstrap").build
    return build


def check_service(service: str, known: tuple[str, ...] = SERVICES) -> None:
    """Raises ServiceUnknown."""
    if service not in known:
        raise ServiceUnknown(f"没有服务“{service}”，可用的有：{'、'.join(known)}。", service=service)
