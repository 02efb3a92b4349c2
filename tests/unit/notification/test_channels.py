"""Channels against real servers on loopback: what they say, how they sign, what each failure means."""

import base64
import hashlib
import hmac
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from services.notification.adapters import mail as mail_adapter
from services.notification.adapters.mail import MailChannel
from services.notification.adapters.outside import NOT_ALLOWED, NOT_ENCRYPTED, Outside, Stopped, trusting
from services.notification.adapters.sms import SmsChannel
from services.notification.adapters.webhook import WINDOW_SECONDS, WebhookChannel, dingtalk, wecom
from services.notification.domain.sending import Address, Later, Message, Outcome, Refused, Sent
from services.notification.settings import SmsSettings
from tests.support.certificates import certified
from tests.support.mail_server import PASSWORD, USER, MailServer, Mood, mail_server
from tests.support.receiver import Receiver, Reply, receiving
from tests.unit.notification.sending import LOOPBACK, SECRET, SENDER, mail_settings

pytestmark = pytest.mark.server
NOW = 1_700_000_000.0
TLS = trusting(None)
TO = Address("lianluoyuan@jyj.example.cn")
MESSAGE = Message(
    delivery_id="0e3c2d1a-0000-5000-8000-000000000001.1",
    kind="meeting_called",
    subject="【会议通知】研究<未成年人>保护",
    text="定于2023年7月20日召开。\n回执：https://lianxi.example/r/abc",
    short="【联席】定于2023年7月20日召开",
    link="https://lianxi.example/r/abc",
)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as found:
        yield found


@pytest.fixture
async def mailbox() -> AsyncIterator[MailServer]:
    async with mail_server() as found:
        yield found


def outside() -> Outside:
    return Outside(TLS, LOOPBACK)


async def mailed(mailbox: MailServer) -> Outcome:
    settings = mail_settings(mailbox.port).mail
    assert settings is not None
    return await MailChannel(settings, TLS, lambda: NOW).send(TO, MESSAGE)


async def test_a_mail_says_who_what_when_and_which_one_it_is(mailbox: MailServer):
    assert await mailed(mailbox) == Sent()
    (mail,) = mailbox.taken
    assert (mail["From"], mail["To"], mail["Subject"]) == (SENDER, TO.address, MESSAGE.subject)
    assert mail["Message-ID"] == f"<{MESSAGE.delivery_id}@lianxi.test>"
    assert mail["Date"] == "Tue, 14 Nov 2023 22:13:20 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().replace("\r\n", "\n").strip() == MESSAGE.text


@pytest.mark.parametrize("from_the_first_byte", [False, True])
async def test_mail_goes_encrypted_and_signed_in(tmp_path: Path, from_the_first_byte: bool):
    certificate = certified(tmp_path)
    async with mail_server(certificate.context, from_the_first_byte=from_the_first_byte) as mailbox:
        tls = "tls" if from_the_first_byte else "starttls"
        settings = mail_settings(mailbox.port, tls=tls, user=USER, password=PASSWORD)
        assert settings.mail is not None
        channel = MailChannel(settings.mail, trusting(certificate.authority), lambda: NOW)
        assert await channel.send(TO, MESSAGE) == Sent()
        assert mailbox.encrypted == [True]


async def test_a_wrong_password_and_a_strange_certificate_wait_for_the_operator(tmp_path: Path):
    certificate = certified(tmp_path)
    async with mail_server(certificate.context) as mailbox:
        settings = mail_settings(mailbox.port, tls="starttls", user=USER, password="wrong").mail
        assert settings is not None
        known = await MailChannel(settings, trusting(certificate.authority), lambda: NOW).send(TO, MESSAGE)
        strange = await MailChannel(settings, TLS, lambda: NOW).send(TO, MESSAGE)
        assert known == Later("邮件服务器不接受本系统的登录，请管理员检查账号")
        assert strange == Later("邮件服务器的证书不可信，没有发送")
        assert mailbox.taken == []


@pytest.mark.parametrize(
    ("mood", "kind", "taken"),
    [
        ("greylists", Later, 0),
        ("drops", Later, 0),
        ("drops_after", Later, 1),
        ("refuses_recipient", Refused, 0),
        ("refuses_data", Refused, 0),
    ],
)
async def test_each_failure_of_a_mail_server_means_what_it_means(
    mailbox: MailServer, mood: Mood, kind: type, taken: int
):
    mailbox.moods.append(mood)
    outcome = await mailed(mailbox)
    assert isinstance(outcome, kind)
    assert TO.address not in str(outcome), "a server's words quote addresses: they are not passed on"
    assert len(mailbox.taken) == taken


async def test_a_mail_server_that_hangs_is_left(mailbox: MailServer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mail_adapter, "SECONDS_MAX", 0.2)
    mailbox.moods.append("hangs")
    assert await mailed(mailbox) == Later("连接不上邮件服务器，或连接中断")


async def test_a_mail_server_that_is_not_there(mailbox: MailServer):
    settings = mail_settings(1).mail
    assert settings is not None
    assert isinstance(await MailChannel(settings, TLS, lambda: NOW).send(TO, MESSAGE), Later)


def webhook(receiver: Receiver) -> Address:
    return Address(f"{receiver.url}/hook?to=us", SECRET)


async def posted(receiver: Receiver) -> Outcome:
    return await WebhookChannel(outside(), lambda: NOW).send(webhook(receiver), MESSAGE)


async def test_a_webhook_is_signed_so_that_a_receiver_can_check_it(receiver: Receiver):
    assert await posted(receiver) == Sent()
    (got,) = receiver.got
    assert (got.path, got.query) == ("/hook", "to=us")
    timestamp = got.headers["webhook-timestamp"]
    signed = b".".join([got.headers["webhook-id"].encode(), timestamp.encode(), got.body])
    mac = base64.b64encode(hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()).decode()
    assert got.headers["webhook-signature"] == f"v1,{mac}"
    assert abs(int(timestamp) - NOW) < WINDOW_SECONDS
    assert got.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert got.fields["id"] == got.headers["webhook-id"] == MESSAGE.delivery_id


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(500), Later("对方暂时不能接收（500）")),
        (Reply(429, headers={"retry-after": "120"}), Later("对方要求稍后再发", 120.0)),
        (Reply(429, headers={"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}), Later("对方要求稍后再发")),
        (Reply(410), Refused("对方不接收（410），请核对网址和密钥")),
        (Reply(302, headers={"location": "http://127.0.0.1:1/"}), Refused("对方要求转到别的网址，请填写最终的网址")),
        (Reply(cut=True), Later("与对方的连接中断")),
    ],
)
async def test_each_answer_of_a_receiver_means_what_it_means(receiver: Receiver, reply: Reply, expected: Outcome):
    receiver.replies.append(reply)
    assert await posted(receiver) == expected
    assert len(receiver.got) == 1


async def test_a_receiver_that_hangs_is_left(receiver: Receiver, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("services.notification.adapters.outside.SECONDS_MAX", 0.2)
    receiver.replies.append(Reply(hangs=True))
    assert await posted(receiver) == Later("对方没有按时答复")


async def test_an_endless_answer_is_not_read_to_its_end(receiver: Receiver):
    receiver.replies.append(Reply(body=b"x" * 5_000_000))
    answer = await outside().post(f"{receiver.url}/", b"{}", {})
    assert len(answer.body) == 64 * 1024


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://127.0.0.1/", NOT_ALLOWED),
        ("https://10.0.0.8/", NOT_ALLOWED),
        ("https://169.254.169.254/latest/meta-data", NOT_ALLOWED),
        ("https://[::1]/", NOT_ALLOWED),
        ("https://[::ffff:127.0.0.1]/", NOT_ALLOWED),
        ("https://localhost/", NOT_ALLOWED),
        ("http://203.0.113.7/", NOT_ENCRYPTED),
        ("http://127.0.0.1/", NOT_ENCRYPTED),
    ],
)
async def test_no_request_goes_where_it_must_not(url: str, expected: Outcome):
    with pytest.raises(Stopped) as stopped:
        await Outside(TLS).post(url, b"{}", {})
    assert stopped.value.outcome == expected


async def test_a_robot_of_dingtalk_gets_its_sign_and_text_that_is_only_text(receiver: Receiver):
    receiver.usual = Reply(body=b'{"errcode": 0, "errmsg": "ok"}')
    address = Address(f"{receiver.url}/robot/send?access_token=abc", "SEC123")
    assert await dingtalk(outside(), lambda: NOW).send(address, MESSAGE) == Sent()
    (got,) = receiver.got
    query = parse_qs(got.query)
    mac = hmac.new(b"SEC123", b"1700000000000\nSEC123", hashlib.sha256).digest()
    assert query == {"access_token": ["abc"], "timestamp": ["1700000000000"], "sign": [base64.b64encode(mac).decode()]}
    assert got.fields["msgtype"] == "markdown"
    assert got.fields["markdown"]["title"] == "【会议通知】研究＜未成年人＞保护"
    assert got.fields["markdown"]["text"].endswith("[打开回执](https://lianxi.example/r/abc)")


async def test_a_robot_of_wecom_gets_markdown_within_its_limit(receiver: Receiver):
    receiver.usual = Reply(body=b'{"errcode": 0, "errmsg": "ok"}')
    long = Message("a.1", "reminder", "催办", "很长" * 3000, "短")
    assert await wecom(outside()).send(Address(f"{receiver.url}/send?key=abc"), long) == Sent()
    (got,) = receiver.got
    assert len(got.fields["markdown"]["content"].encode()) <= 4096


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"errcode": 45009, "errmsg": "api freq out of limit"}', Later("群机器人发得太频繁，稍后再发", 60.0)),
        (b'{"errcode": 130101}', Later("群机器人发得太频繁，稍后再发", 600.0)),
        (b'{"errcode": 310000, "errmsg": "sign not match"}', Refused("群机器人不接收（310000），请核对网址和加签密钥")),
        (b"<html>", Later("机器人的答复看不懂")),
    ],
)
async def test_what_a_robot_says_counts_not_its_status(receiver: Receiver, body: bytes, expected: Outcome):
    receiver.usual = Reply(body=body)
    assert await wecom(outside()).send(Address(f"{receiver.url}/send?key=abc"), MESSAGE) == expected


async def test_an_sms_gateway_gets_the_form_that_the_operator_gave(receiver: Receiver):
    form = '{"template": "T1", "to": ["{phone}"], "params": {"content": "{text}"}, "id": "{id}"}'
    channel = SmsChannel(SmsSettings(f"{receiver.url}/sms", "token", form), TLS)
    message = Message("a.1", "reminder", "催办", "长", '【联席】请"尽快"办理')
    assert await channel.send(Address("13800000000"), message) == Sent()
    (got,) = receiver.got
    expected = {"template": "T1", "to": ["13800000000"], "params": {"content": message.short}, "id": "a.1"}
    assert got.fields == expected
    assert got.headers["authorization"] == "Bearer token"
