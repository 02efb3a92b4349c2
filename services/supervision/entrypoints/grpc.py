"""Commands over gRPC (proto/supervision/v1); and what supervision asks of tasking."""

from typing import Final

import grpc

from services.supervision.entrypoints.routes import ROUTES
from shared.contracts.supervision.v1 import supervision_pb2 as pb
from shared.serving.grpc import command_handlers
from shared.serving.reception import Reception

COMMANDS: Final = pb.DESCRIPTOR.services_by_name["SupervisionCommands"]


def servicers(reception: Reception) -> list[grpc.GenericRpcHandler]:
    return [command_handlers(COMMANDS, [route.command for route in ROUTES], reception)]
