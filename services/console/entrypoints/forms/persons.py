"""The forms about a person whom the unit registered: the name alone, which stands in the vault and nowhere else."""

from typing import Any, Final

from services.console.entrypoints.forms.fields import Field
from services.console.entrypoints.forms.form import Form
from services.console.entrypoints.visit import Visit


def present_name(_: Visit, person: Any) -> str:
    return str(person["name"])


CORRECT: Final = Form(
    "correct-name",
    "更正姓名",
    "更正",
    "姓名已经更正。",
    "organization",
    "/persons/{person_id}/correct-name",
    (Field("name", "姓名", hint="只更正写错的字；换了人，请登记离任和任职。", start=present_name),),
    why="姓名单独保存，更正以后，以前的记录里显示的也是更正后的姓名；已经印发的公文不变。",
    checks_version=False,
    command="CorrectPersonName",
)
ERASE: Final = Form(
    "erase",
    "删除姓名",
    "删除",
    "姓名已经删除。",
    "organization",
    "/persons/{person_id}/erase",
    (Field("reason", "原因", hint="如本人要求、已经离任。请不要写姓名。"),),
    why="删除以后不能恢复：以前的记录都在，只是不再显示是谁。已经印发的公文不变。",
    checks_version=False,
    command="ErasePerson",
)
EVERY: Final = (CORRECT, ERASE)
BY_NAME: Final = {form.name: form for form in EVERY}
