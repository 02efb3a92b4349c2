"""Which streams are their owner's draft, told from event names: audit shows nobody else what is in one."""

from typing import Final

BEGINS: Final = frozenset({"meeting.meeting.drafted", "meeting.paper.drafted", "tasking.plan.drafted"})
ENDS: Final = frozenset({"meeting.meeting.notice_issued", "meeting.paper.issued", "tasking.plan.issued"})
