from services.audit.application.summaries.words import (
    OFFICES,
    RELATIONS,
    STATUSES,
    SUCCESSIONS,
    WAYS,
    Summary,
    because,
    by,
    day,
    excerpt,
    owner,
    quoted,
    unit,
    units,
    word,
)

SUMMARIES: dict[str, Summary] = {
    "organization.unit.registered": lambda d, e: f"{unit(d['registered_by'])}登记单位{d['name']}（代码{d['code']}）",
    "organization.unit.renamed": lambda d, e: f"单位自{day(d['on'])}起更名为{d['name']}",
    "organization.unit.code_changed": lambda d, e: f"{owner(e)}的代码自{day(d['on'])}起改为{d['code']}",
    "organization.unit.status_changed": lambda d, e: (
        f"{owner(e)}的状态自{day(d['on'])}起为{word(STATUSES, d['status'])}"
    ),
    "organization.unit.relation_begun": lambda d, e: (
        f"{owner(e)}自{day(d['on'])}起与{unit(d['target'])}建立关系：{word(RELATIONS, d['relation'])}"
    ),
    "organization.unit.relation_ended": lambda d, e: (
        f"{owner(e)}与{unit(d['target'])}的关系（{word(RELATIONS, d['relation'])}）自{day(d['on'])}起终止"
        + because(d["reason"])
    ),
    "organization.unit.superseded": lambda d, e: (
        f"{owner(e)}自{day(d['on'])}起由{units(d['successors'])}承接（{word(SUCCESSIONS, d['succession'])}）"
        + because(d["reason"])
    ),
    "organization.unit.succeeded": lambda d, e: (
        f"{owner(e)}自{day(d['on'])}起承接{units(d['predecessors'])}（{word(SUCCESSIONS, d['succession'])}）"
    ),
    "organization.founding_batch.planned": lambda d, e: (
        f"{unit(d['committee_id'])}安排建立{quoted(d['name'])}，计划{day(d['planned_on'])}前建立{len(d['entries'])}个单位"
    ),
    "organization.founding_batch.revised": lambda d, e: (
        f"{owner(e)}调整一批建立，计划{day(d['planned_on'])}前建立{len(d['entries'])}个单位" + because(d["reason"])
    ),
    "organization.founding_batch.condition_met": lambda d, e: (
        f"{owner(e)}确认{unit(d['unit_id'])}自{day(d['on'])}起具备条件：{excerpt(d['condition'])}"
    ),
    "organization.founding_batch.unit_founded": lambda d, e: (
        f"{owner(e)}登记{unit(d['unit_id'])}自{day(d['on'])}起成立（{word(WAYS, d['way'])}）"
    ),
    "organization.import.started": lambda d, e: f"{unit(d['unit_id'])}开始导入名册文件，共{d['rows']}行",
    "organization.import.advanced": lambda d, e: f"{owner(e)}的名册导入已办到第{d['entries']}项",
    "organization.import.finished": lambda d, e: f"{owner(e)}的名册导入办完，共{d['entries']}项",
    "organization.code.claimed": lambda d, e: f"代码{d['code']}自{day(d['on'])}起由{unit(d['unit_id'])}使用",
    "organization.code.released": lambda d, e: f"代码{d['code']}自{day(d['on'])}起不再由{unit(d['unit_id'])}使用",
    "organization.roster.appointed": lambda d, e: (
        f"{unit(d['unit_id'])}的一名同志自{day(d['on'])}起任{word(OFFICES, d['office'])}" + by(d.get("basis"))
    ),
    "organization.roster.term_ended": lambda d, e: (
        f"{unit(d['unit_id'])}的一名同志自{day(d['on'])}起不再任{word(OFFICES, d['office'])}" + because(d["reason"])
    ),
    "organization.roster.section_set": lambda d, e: (
        f"{unit(d['unit_id'])}的承办处（室）、科自{day(d['on'])}起为{d['section']}"
    ),
    "organization.group.defined": lambda d, e: f"{unit(d['committee_id'])}定义单位组“{d['name']}”",
    "organization.group.redefined": lambda d, e: f"{owner(e)}自{day(d['on'])}起调整一个单位组的范围",
    "organization.group_name.claimed": lambda d, e: f"{unit(d['committee_id'])}启用组名“{d['name']}”",
    "organization.group_name.released": lambda d, e: f"{unit(d['committee_id'])}停用组名“{d['name']}”",
    "organization.person.registered": lambda d, e: f"{unit(d['unit_id'])}登记一名人员",
    "organization.person.name_corrected": lambda d, e: f"{owner(e)}更正一名人员的姓名",
    "organization.person.erased": lambda d, e: f"{owner(e)}删除一名人员的姓名" + because(d["reason"]),
}
