"""The whole story on the embedded engine: through HTTP and gRPC, to one digest that is the same everywhere."""

from pathlib import Path

import pytest

from services.local.demo.play import play

DIGEST = Path(__file__).with_name("story.sha256")


@pytest.mark.slow
@pytest.mark.server
async def test_the_story_ends_with_replay_equals_live_and_the_known_digest(tmp_path: Path) -> None:
    """A change of the story or of what a state document holds changes the digest; write it anew when that is meant."""
    outcome = await play(tmp_path, quiet=True)
    assert outcome["digest"] == DIGEST.read_text("ascii").strip()
