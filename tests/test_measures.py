"""Matching names to standard measures; fictional localities, names from the shipped catalogue."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bench.matching.evaluate import judge, read
from normalize.catalogue import (
    Catalogue,
    CatalogueError,
    categories,
    framework_of_years,
    frameworks,
    ita_framework_of_year,
    merged,
    parse_catalogue,
    standard_catalogue,
)
from normalize.clusters import cluster_names
from normalize.measures import kind_of, match

LABELLED = Path(__file__).parent.parent / "bench" / "matching"
PLAN_66 = "nacc_lao_2566"
OWN = "องค์การบริหารส่วนตำบลหนองไผ่ทอง"
CONFUSED = dict(zip("ดคตถภบปนมชซทหรธี", "คดดภถปบมนซชหทธริ", strict=True)) | {"่": "", "้": "", "์": ""}


def misread(name: str, chance: float, dice: random.Random) -> str:
    """The name as a reader of a poor scan gives it: letters taken for their neighbours, lost, or parted."""
    letters: list[str] = []
    for char in name:
        luck = dice.random()
        if luck < chance:
            letters.append(CONFUSED.get(char, char))
        elif luck < chance * 1.2:
            continue
        else:
            letters.append(char + (" " if luck < chance * 1.35 else ""))
    return "".join(letters)


def plan_measures() -> list[tuple[str, str, str]]:
    return [
        (item.measure_id, item.framework_id, item.name)
        for item in standard_catalogue().measures
        if not item.framework_id.startswith("ita_")
    ]


def test_the_catalogue_is_whole() -> None:
    assert len(standard_catalogue()) == 120
    assert len(categories()) == 213
    known = {(item.framework_id, item.code) for item in categories()}
    assert all((item.framework_id, item.category_code) in known for item in standard_catalogue().measures)
    assert {item.framework_id for item in frameworks()} >= {PLAN_66, "nacc_lao_2561", "ita_2566", "ita_2568"}


def test_every_standard_name_is_matched_whatever_the_locality() -> None:
    for measure_id, framework_id, name in plan_measures():
        for locality in ("", "ของ" + OWN, "ของเทศบาลเมืองวังทองหลวง", "ของอบต.หนองไผ่ทอง"):
            found = match(name + locality, framework_id=framework_id, lao_name=OWN)
            assert (found.status, found.measure_id) == ("matched", measure_id), name + locality


@pytest.mark.parametrize(("chance", "least_right"), [(0.02, 0.97), (0.05, 0.93)])
def test_misread_names_are_still_found_and_never_matched_wrongly(chance: float, least_right: float) -> None:
    dice = random.Random(7)
    right = wrong = 0
    items = plan_measures() * 2
    for measure_id, framework_id, name in items:
        found = match(misread(name + "ของ" + OWN, chance, dice), framework_id=framework_id, lao_name=OWN)
        right += found.measure_id == measure_id
        wrong += found.status == "matched" and found.measure_id != measure_id
    assert right / len(items) >= least_right
    assert wrong / len(items) <= 0.01


@pytest.mark.parametrize("labels", ["sample.csv", "paraphrases.csv"])
def test_labelled_names_are_matched_rightly(labels: str) -> None:
    judged = [(*judge(row), row["name"]) for row in read(LABELLED / labels)]
    wrong = [name for found, right, name in judged if not right]
    assert len(wrong) <= 0.03 * len(judged), wrong
    certain = [name for found, right, name in judged if not right and found.status == "matched"]
    assert len(certain) <= 0.01 * len(judged), certain


@pytest.mark.parametrize(
    "name",
    [
        "โครงการพัฒนาระบบการให้บริการน้ำประปาผ่านระบบอิเล็กทรอนิกส์",
        "กิจกรรมสร้างเครือข่ายภาคประชาชนเพื่อเฝ้าระวังไฟป่า",
        "มาตรการบริหารจัดการความเสี่ยงด้านการเงิน",
        "มาตรการยกเลิกคำสั่งมอบหมาย",
        "โครงการจัดทำคู่มือสำหรับนักท่องเที่ยวผ่านสื่ออิเล็กทรอนิกส์",
    ],
)
def test_what_is_about_something_else_is_never_matched(name: str) -> None:
    assert match(name, framework_id=PLAN_66, lao_name=OWN).status != "matched"


@pytest.mark.parametrize(
    ("name", "measure_id"),
    [
        ("มาตรการ N0 Gift Po1icy", "M2566-2.2.2-01"),
        ("นโยบายไม่รับของขวัญ (No Gift Policy)", "M2566-2.2.2-01"),
        ("กิจกรรมจัดทำแผนตรวจสอบภายในประจำปีงบประมาณ พ.ศ. ๒๕๖๗ ตำบลหนองไผ่ทอง", "M2566-4.1.1-01"),
        ("โครงการสร้างภูมิคุ้มกันทางสังคมให้เด็กและเยาวชนตำบลหนองไผ่ทอง", "M2566-1.3.1-01"),
    ],
)
def test_whose_when_and_how_it_is_read_do_not_matter(name: str, measure_id: str) -> None:
    assert match(name, framework_id=PLAN_66, lao_name=OWN).measure_id == measure_id


def test_a_measure_that_is_not_in_the_catalogue_is_not_matched_to_its_neighbour() -> None:
    twins = {"M2566-1.1.2-01", "M2566-2.2.2-08"}  # one wording, told apart by their kind alone
    for measure_id, framework_id, name in plan_measures():
        rest = tuple(
            item
            for item in standard_catalogue().measures
            if item.name != name and item.framework_id == framework_id
        )
        found = match(name, framework_id=framework_id, catalogue=Catalogue(rest))
        assert found.status != "matched" or measure_id in twins, name


@pytest.mark.parametrize(
    ("name", "measure_id"),
    [
        ("โครงการป้องกันผลประโยชน์ทับซ้อน", "M2566-1.1.2-01"),
        ("มาตรการป้องกันผลประโยชน์ทับซ้อน", "M2566-2.2.2-08"),
        ("มาตรการ “จัดทำข้อตกลงการปฏิบัติราชการตามหลักธรรมาภิบาล”", "M2566-2.3.1-01"),
        ("กิจกรรมการจัดทำข้อตกลงการปฏิบัติราชการ", "M2566-2.3.1-02"),
        ("โครงการจัดทำคู่มือสำหรับประชาชนผ่านสื่ออิเล็กทรอนิกส์", "M2566-2.3.2-01"),
        ("โครงการจัดทำคู่มือหรือมาตรฐานการปฏิบัติงานสำหรับเจ้าหน้าที่", "M2566-2.3.2-02"),
        ("โครงการจัดทำมาตรฐานการให้บริการประชาชน", "M2566-2.3.2-03"),
        ("มาตรการเสริมสร้างความโปร่งใสในการบริหารงบประมาณ", "M2566-2.1.2-01"),
        ("มาตรการเสริมสร้างความโปร่งใสในการใช้ทรัพย์สินของทางราชการ", "M2566-2.2.2-09"),
        ("มาตรการส่งเสริมการปฏิบัติงานตามประมวลจริยธรรม", "M2566-1.1.1-04"),
    ],
)
def test_easily_confused_names(name: str, measure_id: str) -> None:
    found = match(name, framework_id=PLAN_66)
    assert (found.status, found.measure_id) == ("matched", measure_id)


@pytest.mark.parametrize(
    "name",
    [
        "โครงการวันเด็กแห่งชาติ",
        "โครงการก่อสร้างถนนคอนกรีตเสริมเหล็ก",
        "โครงการจัดทำคู่มือสำหรับผู้ปกครองของนักเรียน",
        "โครงการส่งเสริมการท่องเที่ยวชุมชน",
        "มาตรการส่งเสริมการปฏิบัติงานตามคู่มือการปฏิบัติงานป้องกันผลประโยชน์ทับซ้อน",
        "โครงการพัฒนาศักยภาพผู้นำชุมชน",
        "",
        "-",
    ],
)
def test_a_locality_s_own_items_stay_unmatched(name: str) -> None:
    found = match(name, framework_id=PLAN_66, lao_name=OWN)
    assert (found.status, found.measure_id, found.measure_name, found.score) == (
        "unmatched",
        None,
        None,
        None,
    )


def test_the_opposite_is_no_match() -> None:
    found = match("โครงการจัดทำคู่มือสำหรับเจ้าหน้าที่ผ่านสื่ออิเล็กทรอนิกส์", framework_id=PLAN_66)
    assert found.status != "matched"
    assert match("มาตรการไม่ส่งเสริมการปฏิบัติงานตามประมวลจริยธรรม", framework_id=PLAN_66).status != "matched"


def test_without_a_kind_the_category_decides_between_twins() -> None:
    assert match("ป้องกันผลประโยชน์ทับซ้อน", framework_id=PLAN_66).status == "review"
    found = match("ป้องกันผลประโยชน์ทับซ้อน", framework_id=PLAN_66, category_code="2.2.2")
    assert (found.status, found.measure_id) == ("matched", "M2566-2.2.2-08")
    found = match("ป้องกันผลประโยชน์ทับซ้อน", framework_id=PLAN_66, kind="project")
    assert found.measure_id == "M2566-1.1.2-01"


def test_the_framework_comes_from_the_years_of_the_plan() -> None:
    assert framework_of_years(2566, 2570) == PLAN_66
    assert framework_of_years(2564, 2564) == "nacc_lao_2561"
    assert framework_of_years(2565, 2567) == PLAN_66
    assert framework_of_years(2590, 2591) is None
    assert framework_of_years(None, None) is None
    assert ita_framework_of_year(2568) == "ita_2568"
    name = "กิจกรรมการใช้บัตรคิวในการติดต่อราชการ"
    assert match(name, framework_id="nacc_lao_2561").measure_id == "M2561-2.2.3-03"
    assert match(name, framework_id=PLAN_66).measure_id == "M2566-2.2.2-12"
    assert match(name).status == "review"


def test_candidates_have_scores_and_reasons() -> None:
    found = match("โครงการป้องกันผลประโยชน์ทับซ้อน", framework_id=PLAN_66)
    assert len(found.candidates) == 3
    scores = [candidate.score for candidate in found.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)
    assert "project, not measure" in found.candidates[1].reason


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("๑) โครงการวันเด็ก", "project"),
        ("- มาตรการ “X”", "measure"),
        ("กิจกรรม การลดขั้นตอน", "activity"),
        ("มารการป้องกัน", "measure"),
        ("มาตรฐานการให้บริการ", None),
        ("ส่งเสริมการมีส่วนร่วม", None),
    ],
)
def test_kind_of(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


def test_a_user_s_own_catalogue() -> None:
    own = parse_catalogue(
        "measure_id,name_th,kind,aliases_th\n"
        "X1,โครงการถนนสวย,project,ถนนสวยด้วยมือเรา | ถนนงามตา\n"
        "X2,มาตรการประหยัดไฟ,measure,\n"
    )
    assert match("กิจกรรมถนนสวยด้วยมือเรา", catalogue=own).measure_id == "X1"
    assert match("โครงการป้องกันผลประโยชน์ทับซ้อน", catalogue=own).status == "unmatched"
    both = merged(standard_catalogue(), own)
    assert len(both) == 122
    assert both.get("X2") is not None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("measure_id\nX1\n", "name_th"),
        ("measure_id,name_th\nX1,ก\nX1,ข\n", "line 3"),
        ("measure_id,name_th\n,ก\n", "line 2"),
        ("measure_id,name_th,kind\nX1,ก,road\n", "road"),
        ("measure_id,name_th\n", "no measure"),
    ],
)
def test_a_bad_catalogue_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(CatalogueError, match=message):
        parse_catalogue(text)


def test_clusters_of_local_names() -> None:
    items = [
        ("โครงการวันเด็กแห่งชาติ", "เทศบาลตำบลเวียง"),
        ("กิจกรรมวันเด็กแห่งชาติเทศบาลเมืองวังทองหลวง", "เทศบาลเมืองวังทองหลวง"),
        ("โครงการวันเด็กแห่งชาติ", OWN),
        ("โครงการถนนสวย", OWN),
        ("โครงการถนนสวย", OWN),
    ]
    (cluster,) = cluster_names(items)
    assert cluster.name == "โครงการวันเด็กแห่งชาติ"
    assert cluster.members == (0, 1, 2)
    assert cluster.n_localities == 3
