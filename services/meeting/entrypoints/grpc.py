"""Commands and questions over gRPC: proto/meeting/v1."""

from collections.abc import Sequence

import grpc

from services.meeting.application.dossier_queries import DossierQueries
from services.meeting.application.papers.permissions import PAPER_PERMISSIONS
from services.meeting.application.permissions import PERMISSIONS
from services.meeting.application.transmittal_queries import TransmittalQueries
from services.meeting.entrypoints.grpc_questions import (
    DOSSIER_QUESTIONS,
    TRANSMITTAL_QUESTIONS,
    DossierAnswers,
    TransmittalAnswers,
)
from shared.contracts.meeting.v1 import meeting_pb2, papers_pb2
from shared.database.interface import Database
from shared.serving.grpc import command_handlers, question_handlers
from shared.serving.reception import Reception

COMMANDS = meeting_pb2.DESCRIPTOR.services_by_name["MeetingCommands"]
PAPER_COMMANDS = papers_pb2.DESCRIPTOR.services_by_name["PaperCommands"]
SERVICES = (COMMANDS, PAPER_COMMANDS, TRANSMITTAL_QUESTIONS, DOSSIER_QUESTIONS)


def servicers(
    reception: Reception, database: Database, transmittals: TransmittalQueries, dossiers: DossierQueries
) -> Sequence[grpc.GenericRpcHandler]:
    return [
        command_handlers(COMMANDS, PERMISSIONS, reception),
        command_handlers(PAPER_COMMANDS, PAPER_PERMISSIONS, reception),
        question_handlers(TRANSMITTAL_QUESTIONS, TransmittalAnswers(transmittals, database)),
        question_handlers(DOSSIER_QUESTIONS, DossierAnswers(dossiers, database)),
    ]
