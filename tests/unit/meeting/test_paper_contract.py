"""What the service promises of papers: proto file, handlers, permission rows and routes say the same."""

from services.meeting.application.papers import commands
from services.meeting.application.papers.handlers import PAPER_HANDLERS
from services.meeting.application.papers.permissions import PAPER_PERMISSIONS
from services.meeting.domain.paper_kinds import KINDS, RESERVED_WORDS, PaperKindName
from services.meeting.entrypoints.grpc import PAPER_COMMANDS
from services.meeting.entrypoints.paper_routes import PAPER_ROUTES
from shared.access.matrix import matrix
from shared.contracts.parity import differences
from shared.contracts.shapes import commands_in


def test_the_proto_file_says_what_the_commands_say() -> None:
    assert differences(PAPER_COMMANDS, commands_in(commands)) == []


def test_each_command_has_one_handler_one_row_and_one_route() -> None:
    known = {command.__name__ for command in commands_in(commands)}
    assert {command.__name__ for command in PAPER_HANDLERS} == known
    assert {command.__name__ for command in PAPER_PERMISSIONS} == known
    assert sorted(route.command.__name__ for route in PAPER_ROUTES) == sorted(known)


def test_only_the_committees_own_office_acts() -> None:
    allowed = {(cell.command, cell.role, cell.relation) for cell in matrix(PAPER_PERMISSIONS, []) if cell.allowed}
    assert allowed == {(command, role, "own") for command in PAPER_PERMISSIONS for role in ("clerk", "director")}


def test_kinds_have_names_and_words_of_their_own() -> None:
    assert set(KINDS) == set(PaperKindName.__args__)  # type: ignore[attr-defined]
    words = [kind.word for kind in KINDS.values() if kind.numbered]
    assert len(set(words)) == len(words)
    assert not {word for word in words if word.endswith(tuple(RESERVED_WORDS))}
