"""The whole story on each engine: through HTTP and gRPC, to one digest that is the same everywhere."""

from pathlib import Path

import pytest

from tests.support.told import Told

DIGEST = Path(__file__).with_name("story.sha256")


@pytest.mark.slow
@pytest.mark.server
@pytest.mark.parametrize("engine", ["told", "told_distributed"])
def test_the_story_ends_with_replay_equals_live_and_the_known_digest(
    engine: str, request: pytest.FixtureRequest
) -> None:
    """A change of the story or of what a state document holds changes the digest; write it anew when that is meant."""
    told: Told = request.getfixturevalue(engine)
    assert told.digest == DIGEST.read_text("ascii").strip()
