"""Settings of one process of one service: read once from the environment, typed from then on.

| variable | what |
| --- | --- |
| LIANXI_DATABASE | PostgreSQL, with the service's name in braces: postgresql://lianxi_writer@db/lianxi_{service} |
| LIANXI_DATABASE_ADMIN | for `provision` alone: who may create databases and roles |
| LIANXI_KAFKA | host:port of one or more brokers, separated by commas |
| LIANXI_TOPIC_PARTITIONS | for `provision` alone: how many partitions a new topic gets |
| LIANXI_INSTANCE | this worker's permanent name in its group; two workers never share one |
| LIANXI_HTTP | host:port to listen on: the service's interface (api), health and metrics (all processes) |
| LIANXI_GRPC | host:port to listen on (api) |
| LIANXI_GRPC_PEERS | where the services' gRPC is: {service}:8421, or each by name: meeting=host:port,tasking=… |
| LIANXI_HTTP_PEERS | for `gateway` alone: where the services' HTTP is, in either form: http://{service}:8420 |
| LIANXI_ISSUER_KEY | the file with the key that signs tokens |
| LIANXI_CLOCK | system, or manual: a clock that is moved by hand, for demonstrations and tests |
| LIANXI_PROFILE | production refuses what is for demonstrations only |

What a single service reads beside these is told in its own `settings.py` and handed on as it stands (`of_services`).
LIANXI_DATABASE and LIANXI_DATABASE_ADMIN hold passwords: LIANXI_DATABASE_FILE and LIANXI_DATABASE_ADMIN_FILE may name
files that hold them instead, as orchestrators mount secrets.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from services.distributed.names import chosen
from shared.kernel.errors import Invalid
from shared.kernel.limits import PARTITIONS

Clock = Literal["system", "manual"]
PREFIX = "LIANXI_"
_TOPIC_PARTITIONS = 8


class SettingNotValid(Invalid):
    code = "setting_not_valid"


@dataclass(frozen=True, slots=True)
class Address:
    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"

    @classmethod
    def parse(cls, text: str, name: str) -> "Address":
        """Raises SettingNotValid."""
        host, _, port = text.rpartition(":")
        if not host or not port.isdecimal() or int(port) > 65535:
            raise SettingNotValid(f"{name} 应写作 主机:端口，现在是“{text}”。", setting=name)
        return cls(host, int(port))


@dataclass(frozen=True, slots=True)
class ProcessSettings:
    database: str
    kafka: str
    issuer_key: Path
    http: Address = Address("127.0.0.1", 8420)
    grpc: Address = Address("127.0.0.1", 8421)
    grpc_peers: str = "{service}:8421"
    http_peers: str = "http://{service}:8420"
    instance: str = "1"
    clock: Clock = "system"
    profile: Literal["development", "production"] = "development"
    database_admin: str = field(default="", repr=False)
    topic_partitions: int = _TOPIC_PARTITIONS
    of_services: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def own_url(self) -> str:
        """Where this very process answers those on its machine or in its container."""
        return f"http://127.0.0.1:{self.http.port}"

    def database_of(self, service: str) -> str:
        return self.database.replace("{service}", service)

    def grpc_of(self, service: str) -> str:
        """Raises SettingNotValid."""
        return _peer(self.grpc_peers, service, "LIANXI_GRPC_PEERS")

    def http_of(self, service: str) -> str:
        """Raises SettingNotValid."""
        return _peer(self.http_peers, service, "LIANXI_HTTP_PEERS")

    def to_environment(self) -> dict[str, str]:
        """The variables that give these settings to a process of its own."""
        return {
            **self.of_services,
            "LIANXI_DATABASE": self.database,
            "LIANXI_DATABASE_ADMIN": self.database_admin,
            "LIANXI_KAFKA": self.kafka,
            "LIANXI_TOPIC_PARTITIONS": str(self.topic_partitions),
            "LIANXI_INSTANCE": self.instance,
            "LIANXI_HTTP": str(self.http),
            "LIANXI_GRPC": str(self.grpc),
            "LIANXI_GRPC_PEERS": self.grpc_peers,
            "LIANXI_HTTP_PEERS": self.http_peers,
            "LIANXI_ISSUER_KEY": str(self.issuer_key),
            "LIANXI_CLOCK": self.clock,
            "LIANXI_PROFILE": self.profile,
        }


def settings_from(environment: Mapping[str, str] = os.environ) -> ProcessSettings:
    """Raises SettingNotValid, which names the variable."""
    clock = _one_of(environment, "LIANXI_CLOCK", ("system", "manual"))
    profile = _one_of(environment, "LIANXI_PROFILE", ("development", "production"))
    if profile == "production" and clock == "manual":
        raise SettingNotValid("生产环境不能用可拨动的时钟（LIANXI_CLOCK=manual）。", setting="LIANXI_CLOCK")
    return ProcessSettings(
        database=_secret(environment, "LIANXI_DATABASE") or _required(environment, "LIANXI_DATABASE"),
        kafka=_required(environment, "LIANXI_KAFKA"),
        issuer_key=Path(_required(environment, "LIANXI_ISSUER_KEY")),
        http=_address(environment, "LIANXI_HTTP", "127.0.0.1:8420"),
        grpc=_address(environment, "LIANXI_GRPC", "127.0.0.1:8421"),
        grpc_peers=environment.get("LIANXI_GRPC_PEERS", "{service}:8421"),
        http_peers=environment.get("LIANXI_HTTP_PEERS", "http://{service}:8420"),
        instance=environment.get("LIANXI_INSTANCE", "1"),
        clock="manual" if clock == "manual" else "system",
        profile="production" if profile == "production" else "development",
        database_admin=_secret(environment, "LIANXI_DATABASE_ADMIN"),
        topic_partitions=_partitions(environment),
        of_services=chosen(environment),
    )


def _peer(peers: str, service: str, name: str) -> str:
    """A pattern for all services, or each by its name."""
    if "{service}" in peers:
        return peers.replace("{service}", service)
    for named in peers.split(","):
        known, _, address = named.strip().partition("=")
        if known == service and address:
            return address
    raise SettingNotValid(f"{name} 里没有服务“{service}”的地址。", setting=name)


def _required(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "")
    if not value:
        raise SettingNotValid(f"请用环境变量 {name} 写明（见 docs/operations.md）。", setting=name)
    return value


def _secret(environment: Mapping[str, str], name: str) -> str:
    """The variable itself, else what the file holds that `{name}_FILE` names, else nothing."""
    file = environment.get(f"{name}_FILE", "")
    if environment.get(name) or not file:
        return environment.get(name, "")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingNotValid(f"{name}_FILE 所指的文件 {file} 读不了。", setting=f"{name}_FILE") from None


def _one_of(environment: Mapping[str, str], name: str, values: tuple[str, ...]) -> str:
    value = environment.get(name, values[0])
    if value not in values:
        raise SettingNotValid(f"{name} 只能是 {'、'.join(values)}，现在是“{value}”。", setting=name)
    return value


def _address(environment: Mapping[str, str], name: str, default: str) -> Address:
    return Address.parse(environment.get(name, default), name)


def _partitions(environment: Mapping[str, str]) -> int:
    text = environment.get("LIANXI_TOPIC_PARTITIONS", str(_TOPIC_PARTITIONS))
    if not text.isdecimal() or not 1 <= int(text) <= PARTITIONS:
        raise SettingNotValid(
            f"LIANXI_TOPIC_PARTITIONS 应在1到{PARTITIONS}之间，现在是“{text}”。", setting="LIANXI_TOPIC_PARTITIONS"
        )
    return int(text)
