"""Addresses of people: seen by their own unit, in no log or answer, gone with the person or by a wish."""

from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from services.notification.settings import NotificationSettings
from shared.kernel.events import canonical_json
from shared.kernel.ids import derive
from tests.support.golden_logs import GoldenLog, record
from tests.support.histories import GoldenEvent
from tests.unit.notification.sending import RecordingChannel, Sending
from tests.unit.notification.world import COMMITTEE, COUNTY, EDUCATION, PARTY, World

ADDRESS = "lianluoyuan@jyj.example.cn"
PLACE = f"/units/{EDUCATION}/contacts"


@pytest.fixture
def sending(world: World) -> Sending:
    return Sending(world, NotificationSettings(), {"mail": RecordingChannel()})


async def test_only_clerk_and_liaison_of_the_unit_see_and_write_its_addresses(sending: Sending):
    await sending.world.settle()
    await sending.contact("mail", ADDRESS)
    for unit, role in ((EDUCATION, "leader"), (EDUCATION, "auditor"), (COMMITTEE, "clerk"), (COUNTY, "liaison")):
        answer = await sending.world.get(unit, PLACE, role, status=403)
        assert ADDRESS not in str(answer)
    body = {"address": "other@example.cn"}
    await sending.world.post(COMMITTEE, f"{PLACE}/liaison/mail", body, status=404)
    await sending.world.post(EDUCATION, f"{PLACE}/liaison/mail", body, role="leader", status=403)
    (item,) = (await sending.world.get(EDUCATION, PLACE, "liaison"))["items"]
    assert (item["address"], item["wanted"], item["outdated"]) == (ADDRESS, True, False)


async def test_a_webhooks_address_is_as_good_as_a_key_and_not_shown_again(sending: Sending):
    await sending.world.settle()
    await sending.contact("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abcdef")
    (item,) = (await sending.world.get(EDUCATION, PLACE))["items"]
    assert item["address"] == "https://qyapi.weixin.qq.com/…"


@pytest.mark.refuses("O2")
async def test_o2_an_address_needs_somebody_who_holds_the_office(sending: Sending):
    await sending.world.settle()
    body = {"address": "ld@sw.example.cn"}
    told = await sending.world.post(PARTY, f"/units/{PARTY}/contacts/leader/mail", body, status=422)
    assert (told["rule"], told["code"]) == ("O2", "office_vacant")


@pytest.mark.parametrize(
    ("channel", "address", "secret", "field"),
    [
        ("mail", "no address", "", "address"),
        ("mail", "a@b.cn\nBcc: c@d.cn", "", "address"),
        ("mail", ADDRESS, "not wanted here", "secret"),
        ("sms", "12345", "", "address"),
        ("webhook", "ftp://oa.example.cn/", "s" * 16, "address"),
        ("webhook", "https://user:word@oa.example.cn/", "s" * 16, "address"),
        ("webhook", "https://oa.example.cn/", "short", "secret"),
        ("wecom", "https://qyapi.weixin.qq.com/x#y", "", "address"),
        ("dingtalk", "https://[::1", "", "address"),
        ("mail", "x" * 600 + "@example.cn", "", "address"),
    ],
)
async def test_what_cannot_work_is_refused_where_it_is_typed(
    sending: Sending, channel: str, address: str, secret: str, field: str
):
    await sending.world.settle()
    body = {"address": address, "secret": secret}
    told = await sending.world.post(EDUCATION, f"{PLACE}/liaison/{channel}", body, status=400)
    assert (told["code"], told["field"]) == ("address_not_valid", field)


async def test_an_address_is_in_no_line_of_a_log_and_in_no_stored_answer(
    sending: Sending, capsys: pytest.CaptureFixture[str]
):
    class Failing:
        async def send(self, to: object, message: object) -> None:
            raise RuntimeError(f"could not reach {ADDRESS}")

    broken = Sending(sending.world, NotificationSettings(), {"mail": Failing()})  # type: ignore[dict-item]
    await sending.world.settle()
    await sending.contact("mail", ADDRESS)
    sending.world.calls(EDUCATION)
    await sending.world.settle()
    await broken.dispatcher.run_once()
    (row,) = await broken.outbox()
    assert (row["state"], row["last_error"]) == ("waiting", "本系统内部出错，请管理员查看日志")
    said = capsys.readouterr()
    assert "delivery_failed" in said.out + said.err
    assert ADDRESS not in said.out + said.err
    assert ADDRESS not in str(await sending.world.rows("SELECT * FROM {outbox}"))
    assert ADDRESS not in str(await sending.world.rows("SELECT * FROM {notices}"))


@pytest.mark.files
async def test_a_removed_address_is_legible_nowhere(sending: Sending):
    await sending.world.settle()
    await sending.contact("mail", ADDRESS)
    await sending.world.post(EDUCATION, f"{PLACE}/liaison/mail/remove")
    assert (await sending.world.get(EDUCATION, PLACE))["items"] == []
    sending.world.store.close()
    assert ADDRESS.encode() not in everything_in(sending.world.directory)


def everything_in(directory: Path) -> bytes:
    return b"".join(file.read_bytes() for file in directory.iterdir())


async def test_who_is_erased_is_erased_here_too(sending: Sending):
    await sending.world.settle()
    await sending.contact("mail", ADDRESS)
    person = UUID((await sending.world.rows("SELECT person_id FROM {contacts}"))[0]["person_id"])
    erase(sending.world, person)
    await sending.world.settle()
    assert await sending.world.rows("SELECT * FROM {contacts}") == []


def erase(world: World, person: UUID) -> None:
    registry = world.logs["organization"]
    assert isinstance(registry, GoldenLog)
    of_person = next(e for e in registry.events if e.envelope.type == "organization.person.registered")
    last = registry.events[-1]
    tail = max(e.position for e in registry.events if e.envelope.partition == of_person.envelope.partition)
    envelope = msgspec.structs.replace(
        of_person.envelope, id=derive("erased", person), type="organization.person.erased", stream_id=person
    )
    data = canonical_json({"person_id": str(person), "reason": "本人要求"})
    registry.events.append(
        record("organization", last.position + 1, last.recorded_at, GoldenEvent(envelope, data), tail)
    )


async def test_channels_that_are_not_chosen_rest(sending: Sending):
    await sending.world.settle()
    await sending.contact("mail", ADDRESS)
    await sending.contact("sms", "13800000000")
    await sending.world.post(EDUCATION, f"{PLACE}/liaison", {"channels": ["mail"]})
    sending.world.calls(EDUCATION)
    await sending.world.settle()
    await sending.dispatcher.run_once()
    assert [row["channel"] for row in await sending.outbox()] == ["mail"]
