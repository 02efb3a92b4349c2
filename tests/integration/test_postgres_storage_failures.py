"""Storage that fails while a projection writes its rows is no fault of the event: nothing is parked, it goes again."""

from pathlib import Path

import psycopg
import pytest

from services.local.engine.postgres_server import PostgresServer
from shared.commands.bus import CommandBus
from shared.database.postgres import PostgresDatabase
from shared.eventstore.postgres import PostgresStore
from shared.kernel.clock import ManualClock
from shared.kernel.errors import Unavailable
from shared.kernel.ids import derive
from shared.messaging.projecting import ProjectionInbox
from tests.support import matters as m
from tests.support.postgres import database_named
from tests.support.two_services import START, context, tables

pytestmark = [pytest.mark.slow, pytest.mark.server]

# A trigger is how a table fails on demand; 58030 is what a bad disk says, XX000 what a quota does.
_FAILING = """
    CREATE FUNCTION views.fails() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'as a disk would' USING ERRCODE = '{code}'; END $$;
    CREATE TRIGGER fails BEFORE INSERT ON views.matters FOR EACH ROW EXECUTE FUNCTION views.fails()
"""
_MENDED = "DROP TRIGGER fails ON views.matters; DROP FUNCTION views.fails()"


@pytest.mark.parametrize("code", ["53100", "58030", "XX000", "55P03"])
async def test_storage_that_fails_under_a_projection_parks_nothing(
    postgres: PostgresServer, tmp_path: Path, code: str
) -> None:
    conninfo, view = database_named(postgres, tmp_path, code), m.matters_view()
    store = PostgresStore(PostgresDatabase(conninfo), "matters", m.MATTERS, ManualClock(START), tables(view))
    inbox = ProjectionInbox(view, store, store)
    bus = CommandBus(store, m.MATTER_HANDLERS, m.MATTER_PERMISSIONS)
    for number in range(3):
        await bus.handle(m.OpenMatter(matter_id=derive("matter", number), title="事"), context(str(number)))
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(_FAILING.format(code=code))
    with pytest.raises(Unavailable):
        await inbox.receive(await store.read(0, 10))
    assert await inbox.parked() == []
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(_MENDED)
    await inbox.receive(await store.read(0, 10))
    async with store.snapshot() as reader:
        assert len(await reader.all("SELECT id FROM {matters}")) == 3
    store.close()
