"""The inboxes of a service's consumers: one for each log that a projection or a policy reads."""

from collections.abc import Mapping, Sequence

from shared.commands.bus import CommandBus
from shared.database.interface import Database
from shared.eventstore.interface import LogReader
from shared.kernel.clock import Clock
from shared.messaging.interface import Policy, Projection
from shared.messaging.policies import PolicyInbox
from shared.messaging.projecting import ProjectionInbox


def projection_inboxes(
    projections: Sequence[Projection], database: Database, logs: Mapping[str, LogReader]
) -> list[ProjectionInbox]:
    """Raises KeyError for a log nobody gave a reader of."""
    return [
        ProjectionInbox(projection, database, logs[log]) for projection in projections for log in projection.sources
    ]


def policy_inboxes(
    policies: Sequence[Policy],
    service: str,
    bus: CommandBus,
    database: Database,
    logs: Mapping[str, LogReader],
    clock: Clock,
) -> list[PolicyInbox]:
    """Raises KeyError for a log nobody gave a reader of."""
    return [PolicyInbox(policy, service, bus, database, logs[policy.log], clock) for policy in policies]


def check_names(service: str, projections: Sequence[Projection], policies: Sequence[Policy]) -> None:
    """Raises ValueError for a consumer's name used twice."""
    names = [one.name for one in projections] + [one.name for one in policies]
    if len(set(names)) < len(names):
        raise ValueError(f"two consumers of {service} share a name: their tracking would mix: {sorted(names)}")
