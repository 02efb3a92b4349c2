"""The link in a notice's message: it opens one unit's receipt for one call to one meeting, and nothing else.

A token is the link's id and a mac over what it is bound to, so that it can neither be guessed nor turned to
another unit or meeting; nothing of it is stored. A link that was made anew leaves the former one void.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.notification.domain.refusals import LinkUnknown
from shared.kernel.ids import derive

PURPOSE: Final = "receipt-links"
_ID_BYTES: Final = 16
_MAC_BYTES: Final = 20


@dataclass(frozen=True, slots=True)
class Link:
    matter_id: str
    unit_id: str
    issuer_id: str
    round: int

    @property
    def id(self) -> UUID:
        return link_id(self.matter_id, self.unit_id, self.issuer_id)

    def token(self, key: bytes) -> str:
        return base64.urlsafe_b64encode(self.id.bytes + self._mac(key)).decode()

    def opens(self, token: str, key: bytes) -> bool:
        return hmac.compare_digest(self.token(key).encode(), token.encode())

    def _mac(self, key: bytes) -> bytes:
        bound = "\n".join((PURPOSE, self.matter_id, self.unit_id, self.issuer_id, str(self.round)))
        return hmac.digest(key, bound.encode(), hashlib.sha256)[:_MAC_BYTES]


def link_id(matter_id: str, unit_id: str, issuer_id: str) -> UUID:
    return derive("receipt-link", matter_id, unit_id, issuer_id)


def id_in(token: str) -> UUID:
    """Whose link it claims to be. Raises LinkUnknown."""
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise unknown() from None
    if len(raw) != _ID_BYTES + _MAC_BYTES:
        raise unknown()
    return UUID(bytes=raw[:_ID_BYTES])


def unknown() -> LinkUnknown:
    return LinkUnknown("这个链接无效，或已换成新的。请用最近一次通知里的链接，或登录后办理。")
