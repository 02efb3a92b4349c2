"""Who is asked to a meeting (M6)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from services.meeting.domain import refusals
from services.meeting.domain.rules import check_units_known
from services.meeting.domain.vocabulary import Invitation, MemberUnit, Scope
from shared.kernel.errors import TooLarge
from shared.kernel.limits import UNITS_CONCERNED_MAX


def invite(
    scope: Scope,
    members: Sequence[UUID],
    observers: Sequence[UUID],
    units: Mapping[UUID, MemberUnit],
    joint: bool,
) -> tuple[Invitation, ...]:
    """The invitations, members first, each in the order in which the clerk named them.

    `units` are all member units of the day and whoever else is named; no members named with `all_members`
    means all of them, in the order in which they come.
    """
    check_units_known([*members, *observers], frozenset(units))
    if scope == "all_members" and not members:
        members = [unit.unit_id for unit in units.values() if unit.is_member]
    check_invited_once(members, observers, units)
    check_somebody_invited(members, joint)
    check_members_are_members(members, units)
    check_observers_are_no_members(observers, units)
    check_all_members_covered(scope, members, units)
    check_liaison_officers(members, units)
    seats = [member_invitation(units[unit]) for unit in members]
    return (*seats, *(observer_invitation(units[unit]) for unit in observers))


def check_invited_once(members: Sequence[UUID], observers: Sequence[UUID], units: Mapping[UUID, MemberUnit]) -> None:
    asked = [*members, *observers]
    if len(asked) >= UNITS_CONCERNED_MAX:
        raise TooLarge(f"一次通知最多发{UNITS_CONCERNED_MAX - 1}个单位。", units=len(asked))
    twice = [units[unit] for unit, times in Counter(asked).items() if times > 1]
    if twice:
        raise refusals.InvitedTwice(
            f"{_names(twice)}在通知里出现两次，请去掉重复的。", units=[str(unit.unit_id) for unit in twice]
        )


def check_somebody_invited(members: Sequence[UUID], joint: bool) -> None:
    if joint and not members:
        raise refusals.NobodyInvited("联席会议须有成员单位参加，请选参会的成员单位。")


def check_members_are_members(members: Sequence[UUID], units: Mapping[UUID, MemberUnit]) -> None:
    others = [units[unit] for unit in members if not units[unit].is_member]
    if others:
        raise refusals.NotAMemberUnit(
            f"{_names(others)}当日不是成员单位，只能列席，请移到列席单位。",
            units=[str(unit.unit_id) for unit in others],
        )


def check_observers_are_no_members(observers: Sequence[UUID], units: Mapping[UUID, MemberUnit]) -> None:
    members = [units[unit] for unit in observers if units[unit].is_member]
    if members:
        raise refusals.MemberAsObserver(
            f"{_names(members)}是成员单位，应当参加而不是列席，请移到参会单位。",
            units=[str(unit.unit_id) for unit in members],
        )


def check_all_members_covered(scope: Scope, members: Sequence[UUID], units: Mapping[UUID, MemberUnit]) -> None:
    left_out = [unit for unit in units.values() if unit.is_member and unit.unit_id not in set(members)]
    if scope == "all_members" and left_out:
        raise refusals.MembersLeftOut(
            f"这次会议请全体成员单位参加，还缺：{_names(left_out)}。请补上，或改为部分成员单位参加。",
            units=[str(unit.unit_id) for unit in left_out],
        )


def check_liaison_officers(members: Sequence[UUID], units: Mapping[UUID, MemberUnit]) -> None:
    """A notice nobody receives is no notice, so the clerk is told before it goes out."""
    without = [units[unit] for unit in members if units[unit].liaison_officer is None]
    if without:
        raise refusals.LiaisonOfficerMissing(
            f"{_names(without)}还没有联络员，通知送不到。请先让该单位指定联络员。",
            units=[str(unit.unit_id) for unit in without],
        )


def member_invitation(unit: MemberUnit) -> Invitation:
    return Invitation(
        unit_id=unit.unit_id,
        part="member",
        office="liaison_officer",
        person_id=unit.liaison_officer,
        seat_person_id=unit.leader_in_charge,
    )


def observer_invitation(unit: MemberUnit) -> Invitation:
    """A unit beside the members need not have a liaison officer: then the notice goes to the unit itself."""
    return Invitation(
        unit_id=unit.unit_id,
        part="observer",
        office="liaison_officer" if unit.liaison_officer else None,
        person_id=unit.liaison_officer,
        seat_person_id=None,
    )


def _names(units: Sequence[MemberUnit]) -> str:
    return "、".join(unit.name for unit in units)
