"""The key of a form: ours, or a new one; it goes into a header of the command."""

import pytest

from services.console.entrypoints.forms.serving import KEY, key_in


def test_the_key_of_a_form_that_was_sent_again_is_the_same() -> None:
    assert key_in({KEY: "5312b28c14daf87178292f368044ff78"}) == "5312b28c14daf87178292f368044ff78"


@pytest.mark.parametrize("sent", ["", "钥匙", "a\r\nX-Unit: b", "a" * 201, "<script>", None, 7])
def test_what_is_no_key_of_ours_is_not_handed_on(sent: object) -> None:
    key = key_in({KEY: sent})
    assert key != sent
    assert len(key) == 32
    assert key.isalnum()
