"""Rules of plans (T1, T2, T4, T11): each check raises one named refusal."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from services.tasking.domain import refusals as no
from services.tasking.domain.values import Consent, Due, Item, Named

YEAR_MIN, YEAR_MAX = 1949, 2999  # nobody counts working days beyond
ITEMS_MAX = 300  # with its own two events an issue stays far below a batch of 500


def check_consented(consent: Consent | None, resolution_id: UUID, committee_id: UUID) -> Consent:
    """T1: only what the party committee consented to becomes a plan, and of the committee it consented for."""
    if consent is None or consent.committee_id != committee_id:
        raise no.ResolutionNotConsented(
            "这项议定事项还没有党委同意安排部署的记录，不能据此起草方案。请先在会议中登记党委的同意意见。",
            resolution_id=str(resolution_id),
        )
    return consent


def check_title(title: str) -> None:
    if not title.strip():
        raise no.PlanUntitled("请填写方案的标题。")


def check_item(item: Item) -> None:
    if item.number < 1 or not item.text.strip():
        raise no.ItemEmpty("任务项要有序号（从1起）和内容。", number=item.number)
    check_due(item.due)


def check_due(due: Due) -> None:
    """T4: the words stay beside the value, and a value says what its kind needs."""
    if due.kind != "none" and not due.text.strip():
        raise no.DueWithoutWords("请把文件里写时限的原话一并填上，例如“9月底前”。")
    if due.kind == "date" and due.date is None:
        raise no.DueMalformed("时限写明了日期，请填上是哪一天；说不准的请选“大致时间”。", text=due.text)
    if due.kind == "window" and (due.start is None or due.date is None):
        raise no.DueMalformed("起止时间要有开始和结束两个日期。", text=due.text)
    if any(day is not None and not YEAR_MIN <= day.year <= YEAR_MAX for day in (due.start, due.date)):
        raise no.DueMalformed("时限的年份不对，请填四位公历年份，例如2026。", text=due.text)
    if due.start is not None and due.date is not None and due.start > due.date:
        raise no.DueMalformed("时限的开始日期晚于结束日期，请核对。", text=due.text)


def check_number_free(items: Iterable[Item], placed: Item) -> None:
    if any(item.number == placed.number and item.item_id != placed.item_id for item in items):
        raise no.ItemNumberTaken(f"方案里已经有第{placed.number}项，请换一个序号。", number=placed.number)


def check_room(count: int) -> None:
    if count > ITEMS_MAX:
        raise no.TooManyItems(f"一个方案最多{ITEMS_MAX}项，请分成几个方案。", items=count)


def check_issuable(items: Sequence[Item]) -> None:
    """What must be settled before a plan can be issued."""
    if not items:
        raise no.PlanHasNoItems("方案里还没有任务项，请先导入文件或逐项填写。")
    check_numbers_differ(items)
    check_names_settled(items)
    for item in items:
        check_one_lead(item)


def check_numbers_differ(items: Iterable[Item]) -> None:
    repeated = sorted(number for number, times in Counter(item.number for item in items).items() if times > 1)
    if repeated:
        numbers = "、".join(map(str, repeated))
        raise no.ItemNumberTaken(f"序号{numbers}出现了不止一次，请改正后再印发。", numbers=repeated)


def check_names_settled(items: Iterable[Item]) -> None:
    """T11: what the registry does not know, or knows twice, waits for the clerk's answer."""
    unknown = unsettled_names(items)
    if unknown:
        raise no.NameUnsettled(
            f"还有{len(unknown)}个单位名称没有对上：{'、'.join(unknown[:5])}。请在“待确认名称”中逐一确认后再印发。",
            names=unknown,
        )


def check_one_lead(item: Item) -> None:
    """T2: exactly one lead unit, which answers for the whole."""
    if not item.leads:
        raise no.NoLead(f"第{item.number}项没有牵头单位，请先确定一个。", number=item.number)
    if len(item.leads) > 1:
        names = "、".join(lead.name for lead in item.leads)
        raise no.SeveralLeads(
            f"第{item.number}项写了{len(item.leads)}个牵头单位（{names}），请先确定由哪一个牵头。", number=item.number
        )
    if item.leads[0].group_id is not None:
        raise no.LeadIsGroup(
            f"第{item.number}项的牵头单位“{item.leads[0].name}”是一组单位，请确定其中一个单位牵头。",
            number=item.number,
        )


def check_may_lead(item: Item, unit_id: UUID) -> None:
    """Where the document names lead units, the clerk chooses among them; else any unit."""
    named = {lead.unit_id for lead in item.leads if lead.unit_id is not None}
    if named and unit_id not in named:
        raise no.LeadNotNamed(
            f"文件没有把这个单位列为第{item.number}项的牵头单位，请在文件列出的牵头单位中选一个。",
            number=item.number,
            leads=sorted(map(str, named)),
        )


def check_answer(items: Iterable[Item], name: str, unit_ids: Sequence[UUID], group_id: UUID | None) -> None:
    if not any(named.name == name for item in items for named in item.names()):
        raise no.NameNotInPlan(f"方案里没有“{name}”这个名称。", name=name)
    if bool(unit_ids) == (group_id is not None) or len(set(unit_ids)) != len(unit_ids):
        raise no.AnswerUnclear(f"请说明“{name}”是哪个（哪些）单位，或者是哪一组单位，二者选一。", name=name)


def check_issue_day(issued_on: date, today: date) -> None:
    """T1: a document bears the day on which it is issued, and groups are expanded as of that day."""
    if issued_on > today:
        raise no.IssueDayImpossible("印发日期还没有到，请核对。", field="issued_on")


def check_groups_filled(items: Iterable[Item], expansions: Mapping[UUID, Sequence[UUID]]) -> None:
    """O6: a group that stands for nobody would drop a name silently."""
    for item in items:
        for named in item.responsible:
            if named.group_id is not None and not expansions.get(named.group_id):
                raise no.GroupIsEmpty(
                    f"第{item.number}项的“{named.name}”目前不含任何单位，请先在单位库里补全或改选单位。",
                    number=item.number,
                    name=named.name,
                )


def unsettled_names(items: Iterable[Item]) -> list[str]:
    """Names without an answer, in the document's order, each once."""
    return list(dict.fromkeys(named.name for named in all_names(items) if not named.settled))


def all_names(items: Iterable[Item]) -> list[Named]:
    return [named for item in items for named in item.names()]
