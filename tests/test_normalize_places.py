"""Places and local governments."""

from __future__ import annotations

import pytest

from normalize import places
from normalize.chars import fold
from normalize.lao import Lao, base_names, cover_names, find_mentions, lao_id, parse_lao, without_lao


def test_the_lists_are_complete() -> None:
    assert len(places.provinces()) == 77
    assert places.province("จังหวัดนครราชสีมา") == places.Province("TH-30", "นครราชสีมา")
    assert places.province("กรุงเทพฯ") is None
    assert places.province("บึงกาฬ") == places.Province("TH-38", "บึงกาฬ")
    assert len(places.district_names()) > 850
    assert len(places.subdistrict_names()) > 5500


@pytest.mark.parametrize(
    ("text", "subdistrict", "district", "province"),
    [
        ("ตำบลเวียง อำเภอเชียงของ จังหวัดเชียงราย", "เวียง", "เชียงของ", "เชียงราย"),
        ("ต.เวียง อ.เชียงของ จ.เชียงราย", "เวียง", "เชียงของ", "เชียงราย"),
        ("อำเภอเมือง จังหวัดสกลนคร", None, "เมืองสกลนคร", "สกลนคร"),
        ("อำเภอเมืองสกลนคร จังหวัดสกลนคร โทร. 042", None, "เมืองสกลนคร", "สกลนคร"),
        ("เขตพระนคร กรุงเทพมหานคร", None, "พระนคร", "กรุงเทพมหานคร"),
        ("องค์การบริหารส่วนตำบลเวียง อำเภอเชียงของ จังหวัดเชียงราย", None, "เชียงของ", "เชียงราย"),
    ],
)
def test_find_place(text: str, subdistrict: str | None, district: str, province: str) -> None:
    place = places.find_place(text)
    assert place is not None
    assert (place.subdistrict, place.district, place.province) == (subdistrict, district, province)
    assert not place.fuzzy


def test_a_misread_name_is_mended_within_its_parent_and_says_so() -> None:
    place = places.find_place("อำเภอเชียงชอง จังหวัดเชียงราย")
    assert place is not None
    assert (place.district, place.fuzzy) == ("เชียงของ", True)


def test_ambiguous_names_are_not_guessed() -> None:
    found = places.resolve(subdistrict="ในเมือง")
    assert len(found) > 3
    merged = places.common(found)
    assert merged.ambiguous
    assert (merged.subdistrict, merged.province) == ("ในเมือง", None)
    assert places.resolve("ในเมือง", "เมืองขอนแก่น", "ขอนแก่น")[0].province_code == "TH-40"


def test_names_that_fit_no_place_together() -> None:
    assert places.resolve(district="เชียงของ", province_name="ภูเก็ต") == ()
    assert places.find_place("ไม่มีที่ใด") is None
    with pytest.raises(ValueError, match="no places"):
        places.common([])


@pytest.mark.parametrize(
    ("text", "name", "lao_type"),
    [
        ("อบต. หนองไผ่ทอง", "องค์การบริหารส่วนตำบลหนองไผ่ทอง", "อบต."),
        ("องค์การบริหารส่วน ตำบลหนองไผ่ทอง", "องค์การบริหารส่วนตำบลหนองไผ่ทอง", "อบต."),
        ("องค์กรบริหารส่วนตำบลหนองไผ่ทอง", "องค์การบริหารส่วนตำบลหนองไผ่ทอง", "อบต."),
        ("อบจ.เชียงราย", "องค์การบริหารส่วนจังหวัดเชียงราย", "อบจ."),
        ("เทศบาลเมืองวังทองหลวง", "เทศบาลเมืองวังทองหลวง", "เทศบาลเมือง"),
        ("ทต.เวียง", "เทศบาลตำบลเวียง", "เทศบาลตำบล"),
        ("เทศบาลนครขอนแก่น", "เทศบาลนครขอนแก่น", "เทศบาลนคร"),
        ("กรุงเทพมหานคร", "กรุงเทพมหานคร", "กรุงเทพมหานคร"),
        ("เมืองพัทยา", "เมืองพัทยา", "เมืองพัทยา"),
    ],
)
def test_parse_lao(text: str, name: str, lao_type: str) -> None:
    lao = parse_lao(text)
    assert lao is not None
    assert (lao.name, lao.lao_type) == (name, lao_type)


def test_no_lao() -> None:
    assert parse_lao("เทศบาลตำบล") is None
    assert parse_lao("โรงเรียนบ้านเวียง") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ขององค์การบริหารส่วนตำบลหนองไผ่ทอง จำนวน 50 คน", ["องค์การบริหารส่วนตำบลหนองไผ่ทอง"]),
        ("เทศบาลตำบลเวียงได้จัดทำแผน", ["เทศบาลตำบลเวียง"]),
        ("องค์การบริหารส่วนตำบลมอบหมายให้รองปลัดองค์การบริหารส่วนตำบล และหัวหน้าส่วน", []),
        ("ปลัดองค์การบริหารส่วนตำบลและสมาชิกสภา", []),
        ("ข้อบัญญัติของ อบต.เวียง", ["องค์การบริหารส่วนตำบลเวียง"]),
        ("ประกาศเทศบาลเมืองศรีสะเกษ”", ["เทศบาลเมืองศรีสะเกษ"]),
        ("พนักงานเทศบาลและลูกจ้าง", []),
        ("ความชอบต่อหน้าที่ ระบอบ", []),
        ("ขององค์การบริหารส่วนตำบลโนนแก่นทองได้แจ้งแก่ประชาชน", ["องค์การบริหารส่วนตำบลโนนแก่นทอง"]),
    ],
)
def test_mentions(text: str, names: list[str]) -> None:
    assert [mention.lao.name for mention in find_mentions(text)] == names


def test_a_title_names_the_municipality_it_belongs_to() -> None:
    (mention,) = find_mentions("นายกเทศมนตรีตำบลเวียง")
    assert mention.title
    assert mention.lao == Lao("เทศบาลตำบล", "เวียง")


def test_names_the_document_repeats_end_names_that_no_list_has() -> None:
    texts = ["เทศบาลเมืองวังทองหลวง", "แผนของเทศบาลเมืองวังทองหลวง", "เทศบาลเมืองวังทองหลวงมีนโยบาย"]
    own, count = base_names(texts).most_common(1)[0]
    assert own.name == "เทศบาลเมืองวังทองหลวง"
    assert count >= 2
    (mention,) = find_mentions("เทศบาลเมืองวังทองหลวงยกย่องคนดี", known=[own.base_name])
    assert (mention.lao, mention.certain) == (own, True)


def test_ids_are_stable() -> None:
    lao = Lao("อบต.", "หนองไผ่ทอง")
    assert lao_id(lao, "TH-30") == "TH-30-อบต-หนองไผ่ทอง"
    assert lao_id(lao, None) == "TH-อบต-หนองไผ่ทอง"
    assert lao_id(Lao("เมืองพัทยา", ""), "TH-20") == "TH-20-เมืองพัทยา"


def test_without_lao() -> None:
    own = Lao("อบต.", "หนองไผ่ทอง")
    name = "มาตรการกระจายอำนาจขององค์การบริหารส่วนตำบลหนองไผ่ทองอย่างเป็นธรรม"
    assert without_lao(name, [own]) == "มาตรการกระจายอำนาจอย่างเป็นธรรม"
    assert without_lao("โครงการวันเด็กแห่งชาติ") == "โครงการวันเด็กแห่งชาติ"


def test_a_misread_province_beside_its_district() -> None:
    place = places.find_place("อำเภอบางละมุง จังหวัดซลบุรี")
    assert place is not None
    assert (place.district, place.province, place.fuzzy) == ("บางละมุง", "ชลบุรี", True)
    assert places.find_place("อำเภอบางละมุง จังหวัดเชียงราย") == places.find_place("จังหวัดเชียงราย")


def test_listed_names_are_indexed_by_their_folded_form() -> None:
    names = places.subdistrict_names() | places.district_names()
    assert names == {fold(name) for name in names}
    assert fold("ห้วยน้ำขาว") in places.subdistrict_names()


@pytest.mark.parametrize("name", ["โคกสว่างงาม", "คำเตยสว่าง", "ทุ่งว่างเปล่า"])
@pytest.mark.parametrize("before", ["", "ของ", "ของ "])
def test_a_name_on_a_cover_ends_with_its_line(name: str, before: str) -> None:
    lines = [f"{before}องค์การบริหารส่วนตำบล{name}", "อำเภอเมืองนครพนม จังหวัดนครพนม"]
    assert cover_names(lines) == {name}
    assert [m.lao.base_name for m in find_mentions(f"องค์การบริหารส่วนตำบล{name} อำเภอเมืองนครพนม")] == [name]
