"""Before the first start and after each release: key, databases, tables, topics. May be repeated at any time."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from psycopg.conninfo import conninfo_to_dict

from services.distributed import clock
from services.distributed.names import LOGS, SERVICES
from services.distributed.settings import ProcessSettings, SettingNotValid
from shared.access.issuer import LocalIssuer
from shared.database.postgres import PostgresDatabase
from shared.database.postgres_provision import provision_database, provision_roles
from shared.eventstore.postgres_schema import COMPONENT, GRANTS, MIGRATIONS
from shared.messaging.kafka.topics import TOPICS, provision_topic

Say = Callable[[str], None]


async def provision(
    settings: ProcessSettings, say: Say, clock_begins: datetime | None = None, *, with_topics: bool = True
) -> None:
    """`clock_begins`: where a clock that is moved by hand stands first. Raises SettingNotValid, TopicDrift.

    Topics wait until a backup is back in its databases: how many partitions they have is written there.
    """
    LocalIssuer.from_file(settings.issuer_key, make=True)
    await asyncio.to_thread(provision_databases, settings, say, clock_begins)
    for service in LOGS if with_topics else ():
        await _topic(service, settings, say)


def provision_databases(settings: ProcessSettings, say: Say, clock_begins: datetime | None = None) -> None:
    """Roles, databases and the tables of the logs. Raises SettingNotValid."""
    if not settings.database_admin:
        raise SettingNotValid("请用 LIANXI_DATABASE_ADMIN 写明可以建库的数据库连接。", setting="LIANXI_DATABASE_ADMIN")
    admin = settings.database_admin
    password = conninfo_to_dict(settings.database_of("x")).get("password")
    provision_roles(admin, str(password) if password is not None else None)
    for service in SERVICES:
        provision_database(admin, _name_of(settings, service), COMPONENT, MIGRATIONS, GRANTS)
        say(f"数据库 {_name_of(settings, service)} 已就绪")
    if settings.clock == "manual":
        provision_database(admin, _name_of(settings, clock.DATABASE), clock.COMPONENT, clock.MIGRATIONS, clock.GRANTS)
        if clock_begins is not None:
            begun = clock.DatabaseClock(settings.database_of(clock.DATABASE), clock_begins)
            begun.begin(clock_begins)
            begun.close()


def _name_of(settings: ProcessSettings, service: str) -> str:
    return str(conninfo_to_dict(settings.database_of(service))["dbname"])


async def _topic(service: str, settings: ProcessSettings, say: Say) -> None:
    database = PostgresDatabase(settings.database_of(service), "lianxi-provision")
    try:
        database.create_tables([TOPICS])
        partitions = await provision_topic(database, settings.kafka, service, settings.topic_partitions)
        say(f"主题 lianxi.{service}.events 已就绪（{partitions} 个分区）")
    finally:
        database.close()
