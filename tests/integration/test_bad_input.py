"""Bad input to the running program: a clear answer in Chinese with a code, and the store as it was."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from services.local.demo.cast import CITY, EDUCATION, MEETING, PLAN
from services.local.example.registry import unit_id
from shared.access.issuer import LocalIssuer
from shared.kernel.limits import BODY_BYTES_MAX, UPLOAD_BYTES_MAX
from tests.integration.desk import Desk, check_refused
from tests.support.processes import serving
from tests.support.told import Told, copy_of

pytestmark = [pytest.mark.slow, pytest.mark.server]
STRANGER = unit_id("230100")  # the committee of another city
NOBODY = UUID("00000000-0000-4000-8000-000000000000")
MEETINGS = "/meeting/v1/meetings"


@pytest.fixture(scope="module")
def desk(told: Told, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    data = copy_of(told, tmp_path_factory.mktemp("bad-input") / "data")
    with serving(data, "--clock", "manual", "--no-example") as server:
        with httpx.Client(base_url=server.base_url, timeout=60) as http:
            yield Desk(server, http)
        assert server.terminate() == 0


def draft(**fields: Any) -> dict[str, Any]:
    return {
        "meeting_id": str(uuid4()),
        "committee_id": str(CITY),
        "hosts": [str(CITY)],
        "kinds": ["thematic"],
        "joint": True,
        "theme": "校园周边环境整治",
        "agenda": ["讨论责任分工"],
        "matters": ["责任分工"],
        **fields,
    }


def foreign_token() -> str:
    return LocalIssuer(ec.generate_private_key(ec.SECP256R1())).person_token(CITY, "clerk")


def unsigned_token(desk: Desk) -> str:
    claims = jwt.decode(desk.token(), options={"verify_signature": False})
    return jwt.encode(claims, "", "none")


def tampered_token(desk: Desk) -> str:
    """The claims of another unit under the signature of one's own."""
    mine, others = desk.token().split("."), desk.token(STRANGER).split(".")
    return ".".join([mine[0], others[1], mine[2]])


def test_no_wrong_or_expired_token_gets_in(desk: Desk) -> None:
    tokens = {
        "Bearer nonsense": "token_invalid",
        "Basic Y2xlcms6": "token_invalid",
        f"Bearer {foreign_token()}": "token_invalid",
        f"Bearer {unsigned_token(desk)}": "token_invalid",
        f"Bearer {tampered_token(desk)}": "token_invalid",
        f"Bearer {desk.server.issuer.person_token(CITY, 'clerk', seconds=-1)}": "token_expired",
        "": "token_missing",
    }
    with desk.nothing_stored():
        for header, code in tokens.items():
            headers = {"Authorization": header} if header else {}
            check_refused(desk.http.post(MEETINGS, json=draft(), headers=headers), 401, code)
            check_refused(desk.http.get(f"{MEETINGS}/{MEETING}", headers=headers), 401, code)


def test_an_unknown_unit_is_refused_wherever_it_is_named(desk: Desk) -> None:
    with desk.nothing_stored():
        answer = desk.http.get(f"/organization/v1/units/{NOBODY}", headers=desk.headers())
        check_refused(answer, 404, "unit_unknown")
        check_refused(desk.post(f"/organization/v1/units/{NOBODY}/rename", rename()), 404, "not_found")
        hosts = draft(hosts=[str(CITY), str(NOBODY)])
        check_refused(desk.post(MEETINGS, hosts), 422, "unknown_unit", "O1")
        by_nobody = draft(committee_id=str(NOBODY))
        check_refused(desk.post(MEETINGS, by_nobody, unit=NOBODY), 404, "unit_unknown")


def rename() -> dict[str, Any]:
    return {"name": "新名", "on": "2023-11-01"}


def test_another_tenants_matter_answers_like_one_that_does_not_exist(desk: Desk) -> None:
    headers = desk.headers(STRANGER)
    with desk.nothing_stored():
        for there, absent in (
            (f"{MEETINGS}/{MEETING}", f"{MEETINGS}/{NOBODY}"),
            (f"/tasking/v1/plans/{PLAN}", f"/tasking/v1/plans/{NOBODY}"),
        ):
            answers = [desk.http.get(path, headers=headers) for path in (there, absent)]
            check_refused(answers[0], 404, "not_found")
            assert answers[0].content == answers[1].content
        body = {"filed_on": "2023-11-01"}
        answers = [desk.http.post(f"{MEETINGS}/{each}/file", json=body, headers=headers) for each in (MEETING, NOBODY)]
        check_refused(answers[0], 404, "not_found")
        assert answers[0].content == answers[1].content


def test_a_refused_rule_names_itself_and_stores_nothing(desk: Desk) -> None:
    meeting = draft()
    desk.post(MEETINGS, meeting).raise_for_status()
    desk.settle()
    notice = {"held_at": "2023-12-01T01:00:00Z", "place": "会议室", "scope": "all_members"}
    with desk.nothing_stored():
        answer = desk.post(f"{MEETINGS}/{meeting['meeting_id']}/issue-notice", notice)
        check_refused(answer, 422, "meeting_not_approved", "M5")


def test_a_stale_version_is_refused_and_says_what_is_current(desk: Desk) -> None:
    meeting = draft()
    desk.post(MEETINGS, meeting).raise_for_status()
    path = f"{MEETINGS}/{meeting['meeting_id']}/revise"
    revised = {"theme": "新题目", "agenda": ["一"], "matters": ["二"]}
    assert desk.post(path, revised, If_Match='"1"').headers["etag"] == '"2"'
    desk.settle()
    with desk.nothing_stored():
        problem = check_refused(desk.post(path, revised, If_Match='"1"'), 409, "version_conflict")
        assert (problem["expected_version"], problem["current_version"]) == (1, 2)
        check_refused(desk.post(path, revised, If_Match="1"), 400, "bad_expected_version")


def test_a_key_stands_for_one_request_only(desk: Desk) -> None:
    key, meeting = str(uuid4()), draft()
    first = desk.post(MEETINGS, meeting, Idempotency_Key=key)
    desk.settle()
    with desk.nothing_stored():
        again = desk.post(MEETINGS, meeting, Idempotency_Key=key)
        assert (again.status_code, again.json()) == (200, first.json())
        other = desk.post(MEETINGS, draft(), Idempotency_Key=key)
        check_refused(other, 409, "idempotency_key_reused")
        check_refused(desk.post(MEETINGS, draft(), Idempotency_Key="k" * 201), 400, "bad_idempotency_key")


BROKEN = [
    b'{"theme":',
    b"{'a': 1}",
    b"\xff\xfe{}",
    b'{"theme": "\xc3"}',
    b'{"meeting_id": NaN}',
    b"\x00",
]
MISSHAPEN = [
    (b"[]", "field_invalid"),
    (b"[" * 100_000, "field_invalid"),
    (b'"text"', "field_invalid"),
    (b"null", "field_invalid"),
    (b"{}", "field_missing"),
    (json.dumps(draft(unheard_of=1)).encode(), "field_unknown"),
    (json.dumps(draft(meeting_id="x")).encode(), "field_invalid"),
    (json.dumps(draft(kinds="thematic")).encode(), "field_invalid"),
    (json.dumps(draft(planned_on="2023-02-30")).encode(), "field_invalid"),
]


@pytest.mark.parametrize("body", BROKEN, ids=range(len(BROKEN)))
def test_malformed_json_is_refused(desk: Desk, body: bytes) -> None:
    with desk.nothing_stored():
        headers = desk.headers(Content_Type="application/json")
        check_refused(desk.http.post(MEETINGS, content=body, headers=headers), 400, "malformed_body")


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_json_nested_without_end_is_refused(desk: Desk, opening: bytes) -> None:
    body = b'{"agenda": ' + opening * 100_000
    with desk.nothing_stored():
        headers = desk.headers(Content_Type="application/json")
        answer = desk.http.post(f"{MEETINGS}/{MEETING}/revise", content=body, headers=headers)
        check_refused(answer, 400, "malformed_body")


@pytest.mark.parametrize(("body", "code"), MISSHAPEN)
def test_json_of_another_shape_is_refused(desk: Desk, body: bytes, code: str) -> None:
    with desk.nothing_stored():
        headers = desk.headers(Content_Type="application/json")
        check_refused(desk.http.post(MEETINGS, content=body, headers=headers), 400, code)


def test_another_media_type_is_refused(desk: Desk) -> None:
    with desk.nothing_stored():
        headers = desk.headers(Content_Type="application/x-www-form-urlencoded")
        answer = desk.http.post(MEETINGS, content=b"theme=x", headers=headers)
        check_refused(answer, 415, "unsupported_media_type")


def chunks(size: int) -> Iterator[bytes]:
    for _ in range(size // 65_536 + 1):
        yield b" " * 65_536


def test_an_oversized_body_is_refused_declared_or_not(desk: Desk) -> None:
    headers = desk.headers(Content_Type="application/json")
    with desk.nothing_stored():
        declared = desk.http.post(MEETINGS, content=b" " * (BODY_BYTES_MAX + 1), headers=headers)
        check_refused(declared, 413, "body_too_large")
        chunked = desk.http.post(MEETINGS, content=chunks(BODY_BYTES_MAX), headers=headers)
        check_refused(chunked, 413, "body_too_large")
        check_refused(desk.upload("tasking", b" " * (UPLOAD_BYTES_MAX + 1)), 413, "body_too_large")
        check_refused(desk.post(MEETINGS, draft(theme="长" * 20_001)), 400, "invalid_request")


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800"], ids=ascii)
def test_control_characters_are_refused_everywhere(desk: Desk, character: str) -> None:
    headers = desk.headers(Content_Type="application/json")
    with desk.nothing_stored():
        for fields in (
            {"theme": f"题{character}目"},
            {"agenda": [f"{character}"]},
            {"kinds": [f"thematic{character}"]},
        ):
            body = json.dumps(draft(**fields)).encode()
            answer = desk.http.post(MEETINGS, content=body, headers=headers)
            assert check_refused(answer, 400, answer.json()["code"])["code"] in ("control_characters", "malformed_body")
        if character != "\ud800":
            name = {"name": f"市{character}局"}
            answer = desk.http.get("/organization/v1/resolve", params=name, headers=headers)
            check_refused(answer, 400, "control_characters")


def test_an_address_that_does_not_exist_is_a_problem_too(desk: Desk) -> None:
    with desk.nothing_stored():
        for path in ("/nowhere", "/meeting/v1/nowhere", "/meeting/v2/meetings", "//", "/meeting"):
            check_refused(desk.http.get(f"{desk.server.base_url}{path}", headers=desk.headers()), 404, "no_such_page")
        answer = desk.http.delete(f"{MEETINGS}/{MEETING}", headers=desk.headers())
        check_refused(answer, 405, "method_not_allowed")
        check_refused(desk.http.get(f"{MEETINGS}/not-a-uuid", headers=desk.headers()), 400, "field_invalid")


def test_a_member_unit_does_nothing_in_the_committees_name(desk: Desk) -> None:
    with desk.nothing_stored():
        answer = desk.http.post(
            f"{MEETINGS}/{MEETING}/file", json={"filed_on": "2023-11-01"}, headers=desk.headers(EDUCATION)
        )
        assert answer.json()["code"] in ("not_permitted", "not_found")
