"""Short messages by an HTTP gateway that the operator chose: one POST of JSON, its form a setting (settings.py)."""

import json
import ssl
from collections.abc import Mapping
from typing import Any, Final

import httpx

from services.notification.adapters.outside import Answer
from services.notification.domain.sending import Address, Later, Message, Outcome, Sent
from services.notification.settings import SmsSettings

SECONDS_MAX: Final = 15.0


class SmsChannel:
    def __init__(self, settings: SmsSettings, tls: ssl.SSLContext) -> None:
        self._settings, self._tls = settings, tls

    async def send(self, to: Address, message: Message) -> Outcome:
        values = {"{phone}": to.address, "{text}": message.short, "{id}": message.delivery_id}
        body = json.dumps(_filled(json.loads(self._settings.body), values), ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": message.delivery_id}
        if self._settings.secret:
            headers["Authorization"] = f"Bearer {self._settings.secret}"
        try:
            async with httpx.AsyncClient(verify=self._tls, trust_env=False, timeout=SECONDS_MAX) as client:
                response = await client.post(self._settings.url, content=body, headers=headers, follow_redirects=False)
        except httpx.HTTPError:
            return Later("连接不上短信网关")
        return Answer(response.status_code, b"", None).outcome() or Sent()


def _filled(form: Any, values: Mapping[str, str]) -> Any:
    """Values go into the strings of the decoded form, so that no text can change its shape."""
    if isinstance(form, str):
        for name, value in values.items():
            form = form.replace(name, value)
        return form
    if isinstance(form, Mapping):
        return {key: _filled(value, values) for key, value in form.items()}
    return [_filled(one, values) for one in form] if isinstance(form, list) else form
