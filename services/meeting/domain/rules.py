"""Rules about what a meeting is and how it goes on (M1, M3, M8)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from services.meeting.domain import refusals
from services.meeting.domain.vocabulary import (
    CHAIRING_OFFICES,
    JOINT_KINDS,
    OTHER_KINDS,
    Delegation,
    Listing,
)
from shared.kernel.clock import require_utc
from shared.kernel.errors import TooLarge

NOTICE_HORIZON = timedelta(days=366)
HOSTS_MAX = 100


def check_not_blank(text: str, what: str) -> None:
    if not text.strip():
        raise refusals.TextMissing(f"请填写{what}。", field=what)


def day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def check_kinds(kinds: Sequence[str], joint: bool, added: Mapping[str, bool]) -> None:
    """Known, at least one, each once; a joint meeting has joint kinds only, another meeting none of them.

    `added` are the kinds that the committee or one above it added, and whether each is one of joint meetings.
    """
    if not kinds:
        raise refusals.MeetingKindMissing("没有选会议形式。请至少选一种，例如专题会议。")
    is_joint = dict.fromkeys(JOINT_KINDS, True) | dict.fromkeys(OTHER_KINDS, False) | dict(added)
    unknown = [kind for kind in kinds if kind not in is_joint]
    if unknown:
        names = "、".join([*JOINT_KINDS.values(), *OTHER_KINDS.values(), *added])
        raise refusals.UnknownMeetingKind(f"没有这样的会议形式：{'、'.join(unknown)}。可选：{names}。", kinds=unknown)
    if len(set(kinds)) != len(kinds):
        raise refusals.MeetingKindRepeated("同一种会议形式选了两次，请去掉重复的。")
    misfits = [kind for kind in kinds if is_joint[kind] != joint]
    if misfits:
        raise refusals.JointDoesNotFitKinds(_misfit_words(misfits, joint), kinds=misfits)


def _misfit_words(misfits: Sequence[str], joint: bool) -> str:
    names = "、".join((JOINT_KINDS | OTHER_KINDS).get(kind, kind) for kind in misfits)
    if joint:
        return f"{names}不是联席会议的形式。请另立一次会议，或不标为联席会议。"
    return f"{names}是联席会议的形式，须标为联席会议并会前向党委请示。"


def check_theme(theme: str, joint: bool) -> None:
    """Joint-meeting rules III.2: each one is about one major question or important matter."""
    if joint and not theme.strip():
        raise refusals.NotOneTheme("联席会议每次围绕一个重大问题或重要事项，请写明主题。")
    if len(theme.strip().splitlines()) > 1:
        raise refusals.NotOneTheme("会议主题只能有一个，请写成一行；其余内容写进议程。")


def check_hosts(hosts: Sequence[UUID], committee_id: UUID, known: frozenset[UUID]) -> None:
    """Several bodies can host together; the committee that prepares the meeting is one of them."""
    if committee_id not in hosts:
        raise refusals.CommitteeNotAmongHosts("召开单位里没有筹备会议的关工委，请补上。")
    if len(set(hosts)) != len(hosts):
        raise refusals.CommitteeNotAmongHosts("同一个召开单位写了两次，请去掉重复的。")
    if len(hosts) > HOSTS_MAX:
        raise TooLarge(f"一次会议最多由{HOSTS_MAX}个单位共同召开。", hosts=len(hosts))
    check_units_known(hosts, known)


def check_units_known(units: Sequence[UUID], known: frozenset[UUID]) -> None:
    unknown = [str(unit) for unit in units if unit not in known]
    if unknown:
        raise refusals.UnknownUnit("有单位没有登记，请先核对单位。", units=unknown)


def check_chair(
    chair: UUID,
    chair_offices: frozenset[str],
    delegation: Delegation | None,
    delegator_offices: frozenset[str],
    joint: bool,
) -> None:
    """Joint-meeting rules III.3: the director or executive director in office that day, or one they ask."""
    entitled = not chair_offices.isdisjoint(CHAIRING_OFFICES)
    if delegation is None:
        if joint and not entitled:
            raise refusals.ChairNotEntitled(
                "联席会议由关工委主任或常务主任主持。由他人主持的，请写明受谁委托和委托原因。",
                offices=sorted(chair_offices),
            )
        return
    if entitled:
        raise refusals.DelegationNotNeeded("主持人当日就是主任或常务主任，不需要委托，请去掉委托说明。")
    check_delegation(chair, delegation, delegator_offices)


def check_delegation(chair: UUID, delegation: Delegation, delegator_offices: frozenset[str]) -> None:
    if not delegation.reason.strip():
        raise refusals.DelegationIncomplete("请写明委托他人主持的原因。")
    if delegation.delegated_by == chair:
        raise refusals.DelegationIncomplete("委托人和主持人不能是同一人，请写明是谁委托的。")
    if delegator_offices.isdisjoint(CHAIRING_OFFICES):
        raise refusals.DelegatorNotEntitled("委托人当日不是关工委主任或常务主任，不能委托他人主持，请核对委托人。")


def check_called_for(held_at: datetime, now: datetime) -> datetime:
    """The moment in UTC; it lies ahead, and not so far that it can only be a slip of the pen."""
    if held_at <= now:
        raise refusals.NoticeDayImpossible("开会时间已经过去，请核对。", field="held_at")
    if held_at > now + NOTICE_HORIZON:
        raise refusals.NoticeDayImpossible("开会时间太远，请核对年份。", field="held_at")
    return require_utc(held_at)


def check_held_on(held_on: date, noticed_for: date, today: date) -> None:
    """A meeting can be put off, but neither lies ahead nor comes before the day it was called for."""
    if held_on > today:
        raise refusals.HeldDayImpossible("召开日期还没有到，请在会后再记录。", field="held_on")
    if held_on < noticed_for:
        raise refusals.HeldDayImpossible("召开日期早于通知的开会日期，请核对。", field="held_on")


def check_day(day: date, what: str, earliest: date, today: date) -> None:
    if day > today:
        raise refusals.ClosingDayImpossible(f"{what}还没有到，请核对。", field=what)
    if day < earliest:
        raise refusals.ClosingDayImpossible(f"{what}早于{earliest.isoformat()}，请核对。", field=what)


def check_listing(listing: Listing | None, party_committee: UUID | None, kinds: Mapping[UUID, str]) -> None:
    """A resolution is listed by the committee's own party committee or by a government.

    `kinds` are the kinds of the units the registry knows.
    """
    if listing is None:
        return
    if listing.supervised_by == "party_committee" and listing.listed_by != party_committee:
        raise refusals.ListedByAnother("列入党委督办的，列入单位须是本关工委所在的党委，请核对。")
    if listing.supervised_by == "government" and kinds.get(listing.listed_by) != "government":
        raise refusals.ListedByAnother("列入政府督办的，列入单位须是政府，请核对。")


def listing_of(supervised_by: str | None, listed_by: UUID | None) -> Listing | None:
    """Both or neither; raises ListedByAnother otherwise."""
    if supervised_by is None and listed_by is None:
        return None
    if supervised_by not in ("party_committee", "government") or listed_by is None:
        raise refusals.ListedByAnother("列入督办的议定事项，请同时写明由党委还是政府督办、列入单位是谁。")
    return Listing(
        supervised_by="party_committee" if supervised_by == "party_committee" else "government", listed_by=listed_by
    )
