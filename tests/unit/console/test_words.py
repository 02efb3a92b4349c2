from datetime import date
from typing import get_args

import pytest

from services.console.application import words
from services.console.application.meeting_page import TONES, called
from services.meeting.domain import vocabulary
from services.organization.domain.vocabulary import OFFICE_WORDS
from shared.access.roles import ROLES


def test_days_and_moments_read_as_an_office_writes_them():
    assert words.day_words(date(2026, 3, 5)) == "2026年3月5日"
    assert words.day_words("2026-03-05", weekday=True) == "2026年3月5日（周四）"
    assert words.moment_words("2026-03-05T01:30:00Z") == "2026年3月5日（周四）上午9:30"
    assert words.moment_words("2026-03-05T04:00:00Z") == "2026年3月5日（周四）下午12:00"
    assert words.moment_words("2026-03-04T16:05:00Z") == "2026年3月5日（周四）上午0:05"
    assert words.moment_words("2026-03-05T11:30:00Z") == "2026年3月5日（周四）晚上7:30"
    assert words.day_words(None) == words.moment_words("") == ""


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (words.ROLES, ROLES),
        (words.JOINT_KINDS, vocabulary.JOINT_KINDS),
        (words.OTHER_KINDS, vocabulary.OTHER_KINDS),
        (words.OFFICES, OFFICE_WORDS),
    ],
)
def test_a_term_has_one_translation(here: dict[str, str], there: dict[str, str]):
    assert dict(here) == dict(there)


def test_every_stage_has_words_and_a_tone():
    assert set(words.STAGES) == set(get_args(vocabulary.Stage)) == set(TONES)


def test_a_meeting_is_called_by_its_kinds():
    joint = {"joint": True, "kinds": ["thematic", "briefing"], "enlarged": False}
    assert called(joint) == "联席会议（专题会议、情况通报会议）"
    assert called({"joint": False, "kinds": ["directors_office"], "enlarged": True}) == "主任办公会（扩大）"
