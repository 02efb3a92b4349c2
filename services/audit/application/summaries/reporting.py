from services.audit.application.summaries.words import Summary, because, day, excerpt, owner, quoted, unit, units

SUMMARIES: dict[str, Summary] = {
    "reporting.request.opened": lambda d, e: (
        f"{unit(d['committee_id'])}请{units(d['units'])}在{day(d['due_on'])}前报送{quoted(d['subject'])}"
    ),
    "reporting.report.submitted": lambda d, e: (
        f"{unit(d['unit_id'])}于{day(d['submitted_on'])}报送报告（第{d['round']}次"
        f"{'，逾期' if d['late'] else ''}）：{excerpt(d['text'])}"
    ),
    "reporting.report.accepted": lambda d, e: f"{owner(e)}的报告于{day(d['accepted_on'])}被接受",
    "reporting.report.returned": lambda d, e: f"{owner(e)}的报告于{day(d['returned_on'])}被退回" + because(d["reason"]),
}
