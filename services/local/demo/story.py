"""The whole story, in its order."""

from services.local.demo.audit import audit
from services.local.demo.cast import Stage
from services.local.demo.meeting import joint_meeting, organisation
from services.local.demo.oversight import reporting, supervision
from services.local.demo.work import plan, work


async def tell(stage: Stage) -> str:
    """Plays every chapter; returns the digest of the final state. Raises StoryBroken."""
    for chapter in (organisation, joint_meeting, plan, work, supervision, reporting):
        await chapter(stage)
    return await audit(stage)
