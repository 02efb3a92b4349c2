"""M4: topics from the party committee and from member units, and what became of each."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.meeting.domain import topic_refusals as refusals
from services.meeting.domain.topic import Topic, check_topics_of_one_meeting
from shared.kernel.errors import Refusal
from shared.kernel.ids import derive
from tests.unit.meeting import given
from tests.unit.meeting.given import COMMITTEE, DIRECTOR, EDUCATION, HOSPITAL, JUSTICE, PARTY
from tests.unit.meeting.office import STRANGER, SUPERIOR, Office
from tests.unit.meeting.test_http import MEETING, PATH, SUBJECT, Desk

TOPIC, INSTRUCTED = derive("topic"), derive("instructed topic")
OFFERED = {"subject": "青少年心理健康", "grounds": "多所学校反映，需要几个部门一起研究。"}


def instructed(topic_id: UUID = INSTRUCTED, **changes: Any) -> Topic:
    facts: dict[str, Any] = {
        "decision": given.decision(),
        "recording": given.recording(),
        "party_committee": PARTY,
    }
    return Topic.instruct(topic_id, COMMITTEE, "校园周边环境整治", "九月重点工作。", **(facts | changes))


def proposed(topic_id: UUID = TOPIC) -> Topic:
    return Topic.propose(topic_id, COMMITTEE, EDUCATION, OFFERED["subject"], OFFERED["grounds"])


@pytest.mark.accepts("M4")
def test_m4_an_instructed_topic_is_accepted_and_keeps_whose_word_it_was() -> None:
    [change] = instructed().pending_events
    assert (change.owner_unit, change.decision, PARTY in change.units) == (COMMITTEE, given.decision(), True)
    assert instructed().state == "accepted"


@pytest.mark.refuses("M4")
def test_m4_only_the_committees_own_party_committee_instructs_and_by_evidence() -> None:
    with pytest.raises(refusals.InstructedByAnother) as refused:
        instructed(decision=given.decision(COMMITTEE))
    assert refused.value.rule == "M4"
    with pytest.raises(refusals.InstructionEvidenceMissing):
        instructed(decision=given.decision(scan=None))
    with pytest.raises(refusals.InstructionDayImpossible):
        instructed(decision=given.decision(decided_on=date(2023, 9, 6)))
    instructed(decision=given.decision(words=None, scan=None), recording=given.recording(PARTY))


@pytest.mark.accepts("M4")
def test_m4_each_answer_concerns_the_unit_that_proposed() -> None:
    answers: list[Callable[[Topic], None]] = [
        lambda topic: topic.accept(""),
        lambda topic: topic.decline("已有专项部署。"),
        lambda topic: topic.merge(instructed(), "是同一件事。"),
    ]
    for answer in answers:
        topic = proposed()
        answer(topic)
        assert topic.pending_events[-1].units == {COMMITTEE, EDUCATION}


@pytest.mark.refuses("M4")
def test_m4_a_declined_topic_can_be_thought_over_and_a_merged_one_cannot() -> None:
    topic = proposed()
    topic.decline("条件还不成熟。")
    with pytest.raises(refusals.TopicAnswered):
        topic.decline("条件还不成熟。")
    topic.accept("四季度研究。")
    topic.merge(instructed(), "是同一件事。")
    for again in (lambda: topic.accept(""), lambda: topic.decline("不再研究。")):
        with pytest.raises(refusals.TopicAnswered):
            again()


@pytest.mark.refuses("M4")
@pytest.mark.parametrize(
    ("give", "code"),
    [
        (lambda: proposed().decline(" "), "topic_reason_missing"),
        (lambda: proposed().merge(instructed(), ""), "topic_reason_missing"),
        (lambda: proposed().merge(proposed(derive("other")), "同一件事。"), "topic_not_open_to_merge"),
        (lambda: instructed().merge(instructed(), "同一件事。"), "topic_not_open_to_merge"),
        (lambda: instructed().decline("不办。"), "topic_not_the_committees"),
        (lambda: proposed().take_up(MEETING, COMMITTEE), "topic_not_accepted"),
        (lambda: instructed().take_up(MEETING, STRANGER), "topic_elsewhere"),
    ],
)
def test_m4_what_a_topic_refuses_says_so(give: Callable[[], None], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        give()
    assert (refused.value.rule, refused.value.code) == ("M4", code)


@pytest.mark.refuses("M4")
def test_m4_a_topic_is_taken_up_by_one_meeting_and_free_again_when_put_back() -> None:
    topic = instructed()
    topic.take_up(MEETING, COMMITTEE)
    with pytest.raises(refusals.TopicElsewhere):
        topic.take_up(derive("other meeting"), COMMITTEE)
    with pytest.raises(refusals.TopicAnswered):
        topic.merge(instructed(derive("another")), "同一件事。")
    topic.put_back()
    topic.take_up(derive("other meeting"), COMMITTEE)
    assert topic.meeting_id == derive("other meeting")


@pytest.mark.refuses("M1")
def test_m1_a_joint_meeting_is_about_one_topic_and_another_meeting_about_several() -> None:
    two = [derive("one"), derive("two")]
    with pytest.raises(refusals.MoreThanOneTopic) as refused:
        given.draft().take_up_topics(two)
    assert refused.value.rule == "M1"
    given.not_joint().take_up_topics(two)
    with pytest.raises(refusals.TopicNamedTwice):
        check_topics_of_one_meeting([TOPIC, TOPIC], joint=False)


@pytest.mark.parametrize("make", [given.requested, given.approved, given.noticed])
def test_topics_stand_still_while_the_party_committee_has_them_and_after_it_agreed(make: Callable[[], Any]) -> None:
    with pytest.raises(Refusal):
        make().take_up_topics([TOPIC])


@pytest.mark.accepts("M4")
async def test_m4_a_member_unit_sees_what_became_of_its_topic(office: Office) -> None:
    clerk, liaison = Desk(office), Desk(office, EDUCATION, "liaison")
    await liaison.post("/topics/propose", topic_id=str(TOPIC), committee_id=str(COMMITTEE), **OFFERED)
    decision = await clerk.evidence("2023-09-01")
    body = {"topic_id": str(INSTRUCTED), "committee_id": str(COMMITTEE), "subject": "校园周边环境整治"}
    await clerk.post("/topics/instruct", **body, decision=decision)
    await clerk.post(f"/topics/{TOPIC}/accept", note="列入四季度。")
    await clerk.draft()
    await clerk.post(f"{PATH}/take-up-topics", topics=[str(TOPIC)])
    assert await liaison.get(f"/topics/{TOPIC}") == {
        "topic_id": str(TOPIC),
        "committee_id": str(COMMITTEE),
        "unit_id": str(EDUCATION),
        **OFFERED,
        "state": "accepted",
        "decision": None,
        "answer": {"reason": "列入四季度。", "into": None},
        "meeting_id": str(MEETING),
    }
    await liaison.get(PATH, 404)  # the meeting itself is still a draft
    await clerk.post(f"{PATH}/take-up-topics", topics=[str(INSTRUCTED)])
    assert (await liaison.get(f"/topics/{TOPIC}"))["meeting_id"] is None
    assert (await clerk.get(PATH))["topics"] == [str(INSTRUCTED)]
    [shown] = (await clerk.get("/topics", meeting=str(MEETING)))["items"]
    assert (shown["topic_id"], shown["decision"]) == (str(INSTRUCTED), decision)


@pytest.mark.accepts("M4")
async def test_m4_a_meeting_is_drafted_about_a_topic(office: Office) -> None:
    clerk, liaison = Desk(office), Desk(office, EDUCATION, "liaison")
    await liaison.post("/topics/propose", topic_id=str(TOPIC), committee_id=str(COMMITTEE), **OFFERED)
    await clerk.post(f"/topics/{TOPIC}/accept", note="列入四季度。")
    await clerk.draft(topics=[str(TOPIC)])
    assert (await clerk.get(PATH))["topics"] == [str(TOPIC)]
    assert (await liaison.get(f"/topics/{TOPIC}"))["meeting_id"] == str(MEETING)


@pytest.mark.refuses("M4")
@pytest.mark.refuses("M1")
async def test_m4_m1_a_topic_that_cannot_be_taken_up_leaves_no_meeting_behind(office: Office) -> None:
    clerk, liaison = Desk(office), Desk(office, EDUCATION, "liaison")
    await liaison.post("/topics/propose", topic_id=str(TOPIC), committee_id=str(COMMITTEE), **OFFERED)
    body = {"meeting_id": str(MEETING), "committee_id": str(COMMITTEE), "hosts": [str(COMMITTEE)], **SUBJECT}
    body |= {"kinds": ["thematic"], "joint": True}
    refused = await clerk.post("/meetings", 422, **body, topics=[str(TOPIC)])
    assert (refused["rule"], refused["code"]) == ("M4", "topic_not_accepted")
    refused = await clerk.post("/meetings", 422, **body, topics=[str(TOPIC), str(INSTRUCTED)])
    assert refused["rule"] == "M1"
    await clerk.post("/meetings", 404, **body, topics=[str(DIRECTOR)])
    await clerk.get(PATH, 404)


@pytest.mark.refuses("M4")
async def test_m4_only_member_units_propose_and_only_the_committee_answers(office: Office) -> None:
    offer = {"topic_id": str(TOPIC), "committee_id": str(COMMITTEE), **OFFERED}
    for unit in (HOSPITAL, STRANGER, COMMITTEE):
        await Desk(office, unit, "liaison").post("/topics/propose", 404, **offer)
    await Desk(office, EDUCATION, "auditor").post("/topics/propose", 403, **offer)
    await Desk(office, EDUCATION, "leader").post("/topics/propose", **offer)
    for unit in (EDUCATION, JUSTICE, PARTY, SUPERIOR):
        await Desk(office, unit).post(f"/topics/{TOPIC}/accept", 404)
    await Desk(office, JUSTICE, "liaison").get(f"/topics/{TOPIC}", 404)
    assert (await Desk(office, SUPERIOR).get(f"/topics/{TOPIC}"))["state"] == "proposed"


async def test_the_evidence_of_an_instruction_is_read_by_the_party_committee(office: Office) -> None:
    clerk = Desk(office)
    decision = await clerk.evidence("2023-09-01")
    body = {"topic_id": str(INSTRUCTED), "committee_id": str(COMMITTEE), "subject": "校园周边环境整治"}
    await Desk(office, EDUCATION).post("/topics/instruct", 404, **body, decision=decision)
    await clerk.post("/topics/instruct", **body, decision=decision)
    await office.settle()
    for unit, status in ((PARTY, 200), (EDUCATION, 404)):
        async with office.client(unit) as client:
            assert (await client.get(f"/documents/{decision['scan']}")).status_code == status


async def test_a_topic_that_is_not_there_takes_no_meeting_with_it(office: Office) -> None:
    clerk = Desk(office)
    await clerk.draft(**SUBJECT)
    await clerk.post(f"{PATH}/take-up-topics", 404, topics=[str(DIRECTOR)])
    assert (await office.store.head()).position == 1
