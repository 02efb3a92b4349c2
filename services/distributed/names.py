"""The services, by name; each is built by its own bootstrap, and a process builds only those it is about."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from shared.kernel.errors import Invalid
from shared.serving.service import Dependencies, ServiceParts

TITLES: Final = {
    "organization": "单位与组织",
    "meeting": "联席会议",
    "tasking": "任务分工",
    "supervision": "督促检查",
    "reporting": "报告与汇总",
    "notification": "通知与提醒",
    "audit": "审计",
}
SERVICES: Final = tuple(TITLES)
WITHOUT_LOG: Final = frozenset({"notification", "audit"})  # they have no events of their own
LOGS: Final = tuple(service for service in SERVICES if service not in WITHOUT_LOG)


def settings_of(service: str, environment: Mapping[str, str]) -> Any:
    """What a service reads of the environment; None: nothing. Raises what its `settings` module raises."""
    if find_spec(f"services.{service}.settings") is None:
        return None
    return import_module(f"services.{service}.settings").settings_from(environment)


def chosen(environment: Mapping[str, str]) -> dict[str, str]:
    """What services read of the environment, as it stands there."""
    names = [name for service in SERVICES for name in _variables(service)]
    return {name: environment[name] for name in names if environment.get(name)}


def _variables(service: str) -> Sequence[str]:
    if find_spec(f"services.{service}.settings") is None:
        return ()
    variables: Sequence[str] = import_module(f"services.{service}.settings").VARIABLES
    return variables


class ServiceUnknown(Invalid):
    code = "service_unknown"


def builder_of(service: str) -> Callable[[Dependencies], ServiceParts]:
    build: Callable[[Dependencies], ServiceParts] = import_module(f"services.{service}.bootstrap").build
    return build


def check_service(service: str, known: tuple[str, ...] = SERVICES) -> None:
    """Raises ServiceUnknown."""
    if service not in known:
        raise ServiceUnknown(f"没有服务“{service}”，可用的有：{'、'.join(known)}。", service=service)
