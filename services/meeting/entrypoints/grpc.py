"""The commands over gRPC: proto/meeting/v1."""

from collections.abc import Sequence

import grpc

from services.meeting.application.permissions import PERMISSIONS
from shared.contracts.meeting.v1 import meeting_pb2
from shared.serving.grpc import command_handlers
from shared.serving.reception import Reception

COMMANDS = meeting_pb2.DESCRIPTOR.services_by_name["MeetingCommands"]


def servicers(reception: Reception) -> Sequence[grpc.GenericRpcHandler]:
    return [command_handlers(COMMANDS, PERMISSIONS, reception)]
