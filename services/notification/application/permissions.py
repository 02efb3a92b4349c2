"""Who may give which command: {(role, relation to the matter)}."""

from services.notification.application import commands as c
from shared.commands.interface import Permissions

# A unit keeps its own addresses; nobody else sees or changes them.
KEEPERS = frozenset({("clerk", "own"), ("liaison", "own")})

PERMISSIONS: Permissions = {
    c.SetContact: KEEPERS,
    c.RemoveContact: KEEPERS,
    c.ChooseChannels: KEEPERS,
    c.ResendNotice: frozenset({("clerk", "issuer"), ("director", "issuer"), ("supervisor", "issuer")}),
    c.RenewReceiptLink: KEEPERS | {("clerk", "issuer"), ("director", "issuer")},
}
