"""The proto file and the commands say the same; nothing a caller can send is served by another name."""

from services.notification.application import commands
from services.notification.entrypoints.grpc import COMMANDS
from shared.contracts.parity import differences
from shared.contracts.shapes import commands_in


def test_proto_and_commands_say_the_same() -> None:
    assert differences(COMMANDS, commands_in(commands)) == []
