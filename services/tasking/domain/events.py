"""Every event this service stores."""

from services.tasking.domain.number import DocumentNumber
from services.tasking.domain.plan import Plan
from services.tasking.domain.task import Task
from shared.kernel.events import EventRegistry

EVENTS = EventRegistry(
    [
        Plan.Drafted,
        Plan.Imported,
        Plan.ItemPlaced,
        Plan.NameSettled,
        Plan.LeadSettled,
        Plan.Issued,
        DocumentNumber.Claimed,
        Task.Assigned,
        Task.Accepted,
        Task.Refused,
        Task.AssignmentUpheld,
        Task.RefusalAccepted,
        Task.ProgressReported,
        Task.PartFinished,
        Task.WholeReported,
        Task.Concluded,
        Task.Returned,
    ]
)
