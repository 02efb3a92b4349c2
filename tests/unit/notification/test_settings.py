"""What is read of the environment: valid or refused with the variable's name, never with its value."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from services.notification.settings import SMS_BODY, VARIABLES, NotificationSettings, SettingNotValid, settings_from

MAIL = {"LIANXI_MAIL_SERVER": "mail.example:587", "LIANXI_MAIL_FROM": "a@example.cn"}


def test_without_anything_desks_alone_tell():
    assert settings_from({}) == NotificationSettings()


def test_everything_that_can_be_said(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("word\n", encoding="utf-8")
    found = settings_from(
        {
            **MAIL,
            "LIANXI_MAIL_USER": "u",
            "LIANXI_MAIL_PASSWORD_FILE": str(secret),
            "LIANXI_SMS_URL": "https://sms.example/send",
            "LIANXI_NOTICE_NETWORKS": "10.1.0.0/16, 10.2.3.0/24",
            "LIANXI_PUBLIC_URL": "https://lianxi.example/",
        }
    )
    assert found.mail is not None
    assert (found.mail.host, found.mail.port, found.mail.tls, found.mail.password) == (
        "mail.example",
        587,
        "starttls",
        "word",
    )
    assert found.sms is not None
    assert found.sms.body == SMS_BODY
    assert found.networks == (ip_network("10.1.0.0/16"), ip_network("10.2.3.0/24"))
    assert found.public_url == "https://lianxi.example"
    assert "word" not in repr(found), "a secret stays out of whatever prints settings"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({**MAIL, "LIANXI_MAIL_SERVER": "mail.example"}, "LIANXI_MAIL_SERVER"),
        ({**MAIL, "LIANXI_MAIL_TLS": "ssl"}, "LIANXI_MAIL_TLS"),
        ({**MAIL, "LIANXI_MAIL_TLS": "none"}, "LIANXI_MAIL_TLS"),
        ({**MAIL, "LIANXI_MAIL_FROM": "@"}, "LIANXI_MAIL_FROM"),
        ({**MAIL, "LIANXI_MAIL_USER": "u"}, "LIANXI_MAIL_USER"),
        ({**MAIL, "LIANXI_MAIL_USER": "u", "LIANXI_MAIL_PASSWORD_FILE": "nowhere"}, "LIANXI_MAIL_PASSWORD_FILE"),
        ({"LIANXI_SMS_URL": "http://sms.example/"}, "LIANXI_SMS_URL"),
        ({"LIANXI_SMS_URL": "https://sms.example/", "LIANXI_SMS_BODY": "{phone}"}, "LIANXI_SMS_BODY"),
        ({"LIANXI_NOTICE_NETWORKS": "10.1.0.1/16"}, "LIANXI_NOTICE_NETWORKS"),
        ({"LIANXI_NOTICE_CA_FILE": "nowhere"}, "LIANXI_NOTICE_CA_FILE"),
        ({"LIANXI_PUBLIC_URL": "lianxi.example"}, "LIANXI_PUBLIC_URL"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_name(given: dict[str, str], name: str):
    with pytest.raises(SettingNotValid) as refused:
        settings_from(given)
    assert refused.value.details["setting"] == name
    assert name in VARIABLES
