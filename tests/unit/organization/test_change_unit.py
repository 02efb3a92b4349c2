import pytest

from services.organization.domain.refusals import (
    BeforeFounding,
    CodeMalformed,
    CodeUnchanged,
    HistoryRewritten,
    StatusUnchanged,
    UnitDissolved,
)
from services.organization.domain.unit import Unit
from tests.unit.organization.world import bureau, city, day


@pytest.mark.accepts("O1")
def test_o1_a_unit_is_renamed_from_a_date_on() -> None:
    renamed = bureau()
    renamed.rename("示例市教育和体育局", ("市教体局",), day("2023-06-01"))
    change = renamed.pending_events[-1]
    assert change.event == Unit.Renamed(name="示例市教育和体育局", short_names=("市教体局",), on=day("2023-06-01"))
    assert change.effective_on == day("2023-06-01")


@pytest.mark.refuses("O1")
def test_o1_no_change_precedes_the_founding() -> None:
    for change in (
        lambda u: u.rename("新名", (), day("2019-12-31")),
        lambda u: u.change_code("230300-jtj", day("2019-12-31")),
        lambda u: u.change_status("federated", day("2019-12-31")),
    ):
        with pytest.raises(BeforeFounding):
            change(bureau())


@pytest.mark.refuses("O1")
def test_o1_no_change_goes_before_a_recorded_later_one_of_the_same_attribute() -> None:
    changed = bureau()
    changed.rename("二名", (), day("2023-06-01"))
    with pytest.raises(HistoryRewritten):
        changed.rename("一名半", (), day("2022-06-01"))
    changed.change_code("230300-jtj", day("2022-06-01"))  # another attribute has a history of its own
    with pytest.raises(HistoryRewritten):
        changed.change_code("230300-jy", day("2022-05-31"))


@pytest.mark.refuses("O1")
def test_o1_a_code_change_keeps_to_the_form_and_changes_something() -> None:
    with pytest.raises(CodeMalformed):
        bureau().change_code("230300", day("2023-01-01"))
    with pytest.raises(CodeUnchanged):
        bureau().change_code("230300-jyj", day("2023-01-01"))


@pytest.mark.accepts("O1")
def test_o1_a_unit_changes_status_and_is_dissolved() -> None:
    changed = city()
    changed.change_status("federated", day("2022-01-01"))
    changed.change_status("dissolved", day("2023-01-01"))
    assert changed.status == "dissolved"


@pytest.mark.refuses("O1")
def test_o1_a_dissolved_unit_changes_no_more() -> None:
    dissolved = city()
    dissolved.change_status("dissolved", day("2023-01-01"))
    with pytest.raises(UnitDissolved):
        dissolved.rename("新名", (), day("2024-01-01"))
    with pytest.raises(UnitDissolved):
        dissolved.change_status("established", day("2024-01-01"))


@pytest.mark.refuses("O1")
def test_o1_a_status_that_is_already_so_is_refused() -> None:
    with pytest.raises(StatusUnchanged):
        city().change_status("established", day("2023-01-01"))
