"""Commands over gRPC (proto/notification/v1)."""

from typing import Final

import grpc

from services.notification.entrypoints.routes import ROUTES
from shared.contracts.notification.v1 import notification_pb2 as pb
from shared.serving.grpc import command_handlers
from shared.serving.reception import Reception

COMMANDS: Final = pb.DESCRIPTOR.services_by_name["NotificationCommands"]


def servicers(reception: Reception) -> list[grpc.GenericRpcHandler]:
    return [command_handlers(COMMANDS, [route.command for route in ROUTES], reception)]
