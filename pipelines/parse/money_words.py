"""Where the running text of an item speaks of money: lines that state a budget, amounts behind a name."""

from __future__ import annotations

import re

from normalize.chars import canonical, fold, without_marks
from normalize.digits import to_arabic
from normalize.found_amounts import find_amounts
from normalize.money import FoundAmount, is_no_budget, says_nothing
from normalize.named_amounts import names_amount

_LABEL = r"(?:งบประมาณ|วงเงิน|เป็นเงิน|จำนวนเงิน)"
_YEAR = r"(?:ใน)?(?:ประจำ)?ปี(?:งบประมาณ)?\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*[2๒][5๕][\d๐-๙]{2}"
_BEHIND_NAME = re.compile(
    rf"\s*[-–:,(]*\s*(?:โดย)?(?:ใช้|ตั้ง)?\s*(?:{_LABEL}(?:ที่)?(?:ตั้ง)?(?:ไว้)?)?\s*"
    rf"(?:{_YEAR})?\s*(?:จำนวน|ปีละ)?\s*:?\s*$"
)
_STATED = re.compile(rf"\s*[-–•(]*\s*(?:โดย)?(?:ใช้|ตั้ง)?\s*(?:จาก)?{_LABEL}")
_OF_A_YEAR = re.compile(rf"\s*[-–•(]*\s*{_YEAR}")
_AMOUNT_LINE = re.compile(r"\s*(?:จำนวน\s*)?\d\S*\s*บาท(?:ถ้วน)?\s*(?:\(.*\))?\s*")
_SHORT = 40
_SET_ASIDE = re.compile(
    r"\s*[-–•(]*\s*(?:(?:วงเงิน)?งบประมาณ|วงเงิน)(?!\s*รายจ่าย|ประจำปี)\s*(?:ที่)?(?=[ก-ฮเ-ไ:\s])"
)
_USES = r"\s*[-–•(]*\s*(?:โดย)?(?:ได้)?"
_USED = re.compile(rf"{_USES}ใช้(?:จ่าย)?")
_GRANTED_OR_SPENT = re.compile(
    rf"{_USES}(?:เบิก(?:จ่าย)?|รับ(?:การ)?(?:จัดสรร)?(?:เงิน)?งบประมาณ|ตั้ง(?:เงิน)?งบประมาณ)"
)
SPENT = re.compile(r"เบิก|ใช้จ่าย|งบประมาณที่ใช้|ใช้จริง|ใช้ไป|จ่าย(?:จริง|ไป|แล้ว)|คงเหลือ")
"""Words for what was spent of a budget."""
PLANNED = re.compile(r"ตั้งไว้|ได้รับ(?:จัดสรร)?|ตามแผน|วงเงิน")
"""Words for what an item was to cost."""
_PLANNED_WORDS = frozenset(
    without_marks(fold(word))
    for word in ("ตั้งไว้", "ได้รับ", "ได้รับจัดสรร", "จัดสรร", "ตามแผน", "วงเงิน", "งบประมาณ")
)
_WORD_BEFORE = re.compile(r"\s*(?P<word>[ก-๙]{3,14})\s*:?\s*(?P<rest>[\d๐-๙].*)", re.S)
_LABEL_OF_SPENT = re.compile(r"\s*(?:งบประมาณ)?(?:ที่)?$")
"""`งบประมาณที่ใช้ไป …`: words that belong to what was spent."""
_NOT_YET = re.compile(r"(?:ไม่|รอ|ค้าง)(?:ได้|มี)?(?:การ)?(?:เบิก|ใช้|จ่าย)")
_LEFT = re.compile(r"[\s(,]*คงเหลือ")
_NUMBER = r"\d[\d,]*(?:\.\d+)?\s*(?:บาท|\.-)?"
_SET = r"(?:วงเงิน)?\s*(?:งบประมาณ|วงเงิน|ตั้งไว้|ได้รับ(?:จัดสรร|อนุมัติ)?|จัดสรร|ตามแผน|ที่)"
_SPENT_OF = re.compile(
    rf"[^\d]{{0,30}}?(?P<spent>{_NUMBER})\s*[,(]?\s*(?:จาก|ของ|{_SET})\s*(?:{_SET}\s*)*"
    rf"(?:ทั้งสิ้น|ทั้งหมด|รวม|จำนวน|\s|:)*(?!2[45]\d\d(?![\d,.]|\s*บาท))(?P<planned>{_NUMBER})\s*\)?\s*"
    r"(?:[,(]?\s*(?:คิด)?(?:เป็น)?\s*(?:ร้อยละ\s*\d+(?:\.\d+)?|\d+(?:\.\d+)?\s*%)\s*\)?\s*)?"
)
_OF_BUDGET = re.compile(r"งบ|วงเงิน|ตั้งไว้")
_REACH = 45
"""Letters at most between the first word about money and the amount."""


def states_budget(text: str) -> bool:
    """Whether a line below an item says what it costs (in a year), or that it costs nothing.

    >>> states_budget("ใช้งบประมาณ 5,000 บาท"), states_budget("จัดประชุม 5,000 คน")
    (True, False)
    """
    if _OF_A_YEAR.match(text) and find_amounts(text, no_budget=True):
        return True
    if _STATED.match(text) or (len(text) < _SHORT and is_no_budget(text)):
        return True
    return _AMOUNT_LINE.fullmatch(to_arabic(text)) is not None and bool(find_amounts(text))


def behind_label(text: str) -> str | None:
    """What a line says of a budget that it names first (`งบประมาณตั้งไว้ 37,500 บาท`); None for lines that
    begin otherwise or state no amount soon.

    >>> behind_label("งบประมาณตั้งไว้ 37,500 บาท เบิกจ่าย 34,625 บาท")
    'ตั้งไว้ 37,500 บาท เบิกจ่าย 34,625 บาท'
    >>> behind_label("งบประมาณที่ได้รับ : -"), behind_label("งบประมาณที่ได้รับ : ตามระเบียบ")
    ('-', None)
    """
    label = _SET_ASIDE.match(text)
    if label is None or _amount_soon(text):
        return text[label.end() :].strip() if label is not None else None
    words, colon, told = text.partition(":")
    none = bool(colon) and len(words) < _SHORT and (is_no_budget(told) or says_nothing(told.strip()))
    return told.strip() if none else None


def tells_use(text: str) -> bool:
    """Whether a line begins by telling what was used, and states an amount soon.

    >>> tells_use("ใช้งบประมาณ 5,000 บาท"), tells_use("ใช้ห้องประชุม")
    (True, False)
    """
    return _USED.match(text) is not None and _amount_soon(text)


def tells_grant_or_use(text: str) -> bool:
    """The same of what was granted, spent or used.

    >>> tells_grant_or_use("เบิกจ่ายแล้ว 5,000 บาท"), tells_grant_or_use("ได้รับจัดสรรงบประมาณ 5,000 บาท")
    (True, True)
    """
    return tells_use(text) or (_GRANTED_OR_SPENT.match(text) is not None and _amount_soon(text))


def _amount_soon(text: str) -> bool:
    found = find_amounts(text)
    return bool(found) and found[0].start <= _REACH


_SPENT_BEFORE = re.compile(
    r"(?:เบิก(?:จ่าย)?|ใช้(?:จ่าย)?(?:จริง|ไป|แล้ว)|จ่าย(?:จริง|ไป|แล้ว))(?:จริง|ไป|แล้ว|ทั้งสิ้น|\s)*"
    r"(?:จำนวน|เป็นเงิน|งบประมาณ|เงิน|:|\s)*$"
)


def was_spent(text: str, found: FoundAmount) -> bool:
    """Whether the words right before an amount of a text say that it was spent.

    >>> texts = "เบิกจ่ายจริง จำนวน 500 บาท", "ใช้งบประมาณ 500 บาท", "เบิกจ่ายจากงบกลาง 500 บาท"
    >>> [was_spent(text, find_amounts(text)[0]) for text in texts]
    [True, False, False]
    """
    return _SPENT_BEFORE.search(text[: found.start]) is not None


_OTHER_BEFORE = re.compile(
    r"(?:เกิน(?:กว่า)?|กว่า|(?<!ปี)ละ|มูลค่า|รางวัล|(?<!กอง)ทุน|ราคา|เงินเดือน|กู้(?:ยืม)?|ค่าธรรมเนียม|บริจาค|ค่าปรับ|ดอกเบี้ย|ตั้งแต่|ถึง|ปรับ|ขั้นต่ำ|สูงสุด)\s*(?:จำนวน|เป็นเงิน)?\s*$"
)
_LABEL_BEFORE = re.compile(rf"{_LABEL}[^\d๐-๙]{{0,15}}$")
_OTHER_BEHIND = re.compile(r"\s*(?:ขึ้นไป|จำนวน\s*\d+\s*(?!บาท|ปี)[ก-ฮเ-ไ])")


def speaks_of_other_money(text: str, found: FoundAmount) -> bool:
    """Whether the words beside an amount tell a limit, a prize or the share of each one of several, and so
    perhaps not what an item costs.

    >>> texts = "มาตรการตรวจงานจ้างวงเงินเกิน 500,000 บาท", "แจกทุน 500 บาท จำนวน 20 ทุน", "ปีละ 500 บาท"
    >>> [speaks_of_other_money(text, find_amounts(text)[0]) for text in texts]
    [True, True, False]
    """
    before = text[: found.start]
    labelled = _LABEL_BEFORE.search(before) is not None
    behind = not labelled and _OTHER_BEHIND.match(to_arabic(text), found.end) is not None
    return behind or _OTHER_BEFORE.search(before) is not None


def name_and_money(text: str) -> tuple[str, str]:
    """A name without the amounts behind it, and these with their words; the second is empty for a name alone.

    >>> name_and_money("โครงการอบรมธรรมะ งบประมาณ 15,000 บาท")
    ('โครงการอบรมธรรมะ', 'งบประมาณ 15,000 บาท')
    >>> name_and_money("โครงการอบรมธรรมะ (งบประมาณปีละ 15,000 บาท)")[0]
    'โครงการอบรมธรรมะ'
    >>> name_and_money("โครงการอบรมธรรมะ งบประมาณปี 2567 จำนวน 15,000 บาท")[0]
    'โครงการอบรมธรรมะ'
    """
    clean = canonical(text)
    found = [amount for amount in find_amounts(clean, no_budget=True) if amount.unit is None]
    if found and speaks_of_other_money(clean, found[0]):
        return text, ""
    name = _BEHIND_NAME.sub("", clean[: found[0].start]).rstrip() if found else ""
    if not fold(name):
        return text, ""
    return name, clean[len(name) :].strip(" -–:,(")


def before_spending(text: str) -> str:
    """What a text about a budget says before it tells what was spent of it.

    >>> before_spending("ตั้งไว้ 20,000 บาท เบิกจ่าย 18,500 บาท")
    'ตั้งไว้ 20,000 บาท'
    """
    spent = SPENT.search(text)
    return text if spent is None else _LABEL_OF_SPENT.sub("", text[: spent.start()]).rstrip()


def may_be_spent(text: str) -> bool:
    """Whether words of spending behind the amount of a text may be about this very amount: they have none of
    their own, or tell what is left, and no word before it says that it was set aside. Also where a text says
    that no budget is used, and what was spent.

    >>> may_be_spent("5,000 บาท (ใช้จริง)"), may_be_spent("5,000 บาท ยังไม่ได้เบิกจ่าย")
    (True, False)
    >>> may_be_spent("ไม่ใช้งบประมาณ (เบิกค่าพาหนะ 500 บาท)"), may_be_spent("ตั้งไว้ 5,000 บาท คงเหลือ 500 บาท")
    (True, False)
    """
    told = before_spending(text)
    behind = text[len(told) :]
    if told == text or not told.strip(" -–•("):
        return False
    if is_no_budget(told) or says_nothing(told.strip(" (")):
        return names_amount(behind)
    if not names_amount(told) or _NOT_YET.search(told + behind) or PLANNED.search(told):
        return False
    return _LEFT.match(behind) is not None or not names_amount(behind)


def spent_of(text: str) -> tuple[str, str] | None:
    """What was spent, and of how much, where a text tells these two in this order and no more.

    >>> spent_of("42,300 บาท จากงบประมาณ 50,000 บาท"), spent_of("ใช้ไป 900 (ตั้งไว้ 1,000)")
    (('42,300 บาท', '50,000 บาท'), ('900', '1,000'))
    >>> spent_of("42,300 บาท จากเงินสะสม 50,000 บาท")
    """
    match = _SPENT_OF.fullmatch(to_arabic(canonical(text)).replace("\n", " "))
    return (match["spent"].strip(), match["planned"].strip()) if match is not None else None


def without_label(text: str) -> str:
    """A text about what was set aside without the word before its amount, also where a scan lost or changed
    marks of it.

    >>> without_label("ตังไว้ 20,000 บาท"), without_label("โอนไป 20,000 บาท")
    ('20,000 บาท', 'โอนไป 20,000 บาท')
    """
    match = _WORD_BEFORE.match(canonical(text))
    known = match is not None and without_marks(fold(match["word"])) in _PLANNED_WORDS
    return match["rest"] if match is not None and known else text


def planned_in(text: str) -> list[FoundAmount]:
    """The amounts in the sentences of an item that it says were set aside, or that none is used.

    >>> [found.money.amount for found in planned_in("จัดอบรมแล้ว งบประมาณที่ตั้งไว้ 9,000 บาท เบิกจ่าย 8,500 บาท")]
    [Decimal('9000')]
    """
    clean = canonical(text).replace("\n", " ")
    planned = []
    end = 0
    for found in find_amounts(clean, no_budget=True):
        before = clean[max(end, found.start - _REACH) : found.start]
        set_aside = _OF_BUDGET.search(before) and PLANNED.search(before) and not SPENT.search(before)
        if found.money.status == "no_budget" or set_aside:
            planned.append(found)
        end = found.end
    return planned
