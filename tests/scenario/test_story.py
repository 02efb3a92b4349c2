"""The whole story on the embedded engine: through HTTP and gRPC, to one digest that is the same everywhere."""

from pathlib import Path

import pytest

from tests.support.told import Told

DIGEST = Path(__file__).with_name("story.sha256")


@pytest.mark.slow
@pytest.mark.server
def test_the_story_ends_with_replay_equals_live_and_the_known_digest(told: Told) -> None:
    """A change of the story or of what a state document holds changes the digest; write it anew when that is meant."""
    assert told.digest == DIGEST.read_text("ascii").strip()
