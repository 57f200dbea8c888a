"""Plans and reports as HTML: one flow per orientation, cut into pages by `static/paginate.js`."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from itertools import groupby

from samples import material
from samples.plan import KIND_WORDS, Item, Layout, Plan

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
DETAIL_WORDS = (
    (
        "ชื่อโครงการ",
        "หลักการและเหตุผล",
        "วัตถุประสงค์",
        "เป้าหมาย/กลุ่มเป้าหมาย",
        "พื้นที่ดำเนินการ",
        "วิธีดำเนินการ",
        "ระยะเวลาดำเนินการ",
        "งบประมาณดำเนินการ",
        "ผู้รับผิดชอบโครงการ",
        "ตัวชี้วัด/ผลลัพธ์",
    ),
    (
        "ชื่อโครงการ",
        "หลักการและเหตุผล/ที่มาของโครงการ",
        "วัตถุประสงค์",
        "กลุ่มเป้าหมาย",
        "สถานที่ดำเนินการ",
        "วิธีการดำเนินงาน",
        "ระยะเวลาในการดำเนินงาน",
        "งบประมาณที่ใช้",
        "ผู้รับผิดชอบ",
        "ผลผลิต/ผลลัพธ์",
    ),
    (
        "โครงการ/กิจกรรม",
        "เหตุผลความจำเป็น",
        "วัตถุประสงค์ของโครงการ",
        "เป้าหมาย",
        "พื้นที่เป้าหมาย",
        "ขั้นตอนการดำเนินงาน",
        "ระยะเวลา",
        "งบประมาณ",
        "หน่วยงานที่รับผิดชอบ",
        "ผลที่คาดว่าจะได้รับ",
    ),
    (
        "ชื่อ",
        "หลักการและเหตุผล",
        "วัตถุประสงค์",
        "กลุ่มเป้าหมายและจำนวน",
        "สถานที่",
        "กิจกรรมและวิธีดำเนินการ",
        "กำหนดการ",
        "งบประมาณและแหล่งที่มา",
        "ส่วนราชการที่รับผิดชอบ",
        "ตัวชี้วัดความสำเร็จ",
    ),
)
TITLE = "แผนปฏิบัติการป้องกันการทุจริตเพื่อยกระดับคุณธรรมและความโปร่งใส"


class Writer:
    """Writes the HTML of one plan in its layout."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.layout: Layout = plan.layout
        self.titles = material.categories(plan.framework)
        self.years = f"(พ.ศ. {plan.years[0]} - {plan.years[-1]})"

    def num(self, text: str) -> str:
        """The text in the numerals of the layout, escaped."""
        return html.escape(text.translate(THAI) if self.layout.numerals == "thai" else text)

    def p(self, text: str, cls: str = "", **data: object) -> str:
        attributes = "".join(f' data-{k}="{html.escape(str(v))}"' for k, v in data.items())
        return f'<p class="{cls}"{attributes}>{self.num(text)}</p>'

    def money(self, value: int) -> str:
        if value == 0:
            return self.layout.no_budget
        return f"{value:,}.00" if self.layout.decimals else f"{value:,}"

    def document(self) -> str:
        flows = [
            ("portrait", self.memo()),
            ("portrait", self.cover()),
            ("portrait", self.preface()),
            ("portrait", self.risk_table()),
            ("landscape" if self.layout.landscape else "portrait", self.summary()),
            ("portrait", self.details()),
        ]
        return page(self.layout, flows)

    def memo(self) -> list[str]:
        plan = self.plan
        return [
            self.p("บันทึกข้อความ", "h1"),
            self.p(f"ส่วนราชการ หน่วยตรวจสอบภายใน {plan.lao_name}"),
            self.p(f"ที่ ทส 71001/45 วันที่ 12 กันยายน {plan.years[0] - 1}"),
            self.p(f"เรื่อง ขออนุมัติใช้{TITLE} {len(plan.years)} ปี {self.years}"),
            self.p(f"เรียน {head_of(plan)}"),
            self.p(
                f"ด้วย{plan.lao_name}ได้จัดทำ{TITLE} {self.years} เพื่อใช้เป็นกรอบในการดำเนินงาน "
                + material.PROSE[3],
                "indent",
            ),
            self.p("จึงเรียนมาเพื่อโปรดพิจารณา", "indent"),
        ]

    def cover(self) -> list[str]:
        plan = self.plan
        kind = "อำเภอ"
        return [
            '<div class="gap"></div>',
            self.p(TITLE, "h1"),
            self.p(self.years, "h1"),
            '<div class="gap"></div>',
            self.p(plan.lao_name, "h1"),
            self.p(f"{kind}{plan.district} จังหวัด{plan.province}", "h1"),
        ]

    def preface(self) -> list[str]:
        out = [
            self.p("คำนำ", "h1"),
            self.p(material.PROSE[0] + " " + material.PROSE[1], "indent"),
            self.p(f"{self.plan.lao_name} จึงได้จัดทำ{TITLE} {self.years} ประกอบด้วย 4 มิติ ดังนี้", "indent"),
        ]
        for dimension, counts in self.plan.preface_counts.items():
            if self.layout.counts_by_kind:
                parts = " / ".join(f"{n} {KIND_WORDS[k]}" for k, n in counts.items())
            else:
                parts = f"{sum(counts.values())} โครงการ"
            out.append(self.p(f"มิติที่ {dimension} {self.titles[str(dimension)]} จำนวน {parts}", "indent"))
        return [*out, self.p(self.plan.lao_name, "right")]

    def risk_table(self) -> list[str]:
        head = ["ลำดับที่", "ขั้นตอนการดำเนินงาน", "ประเด็นความเสี่ยงการทุจริต", "ระดับความเสี่ยง", "มาตรการควบคุมความเสี่ยง"]
        body = []
        for seq, step, issue, level, _code, controls in self.plan.risks:
            lines = "".join(f"<div>{self.num(f'{n}. {c}')}</div>" for n, c in enumerate(controls, 1))
            body.append(
                "<tr>"
                + "".join(f"<td>{self.num(t)}</td>" for t in (str(seq), step, issue, level))
                + f"<td>{lines}</td></tr>"
            )
        thead = "<tr>" + "".join(f"<th>{h}</th>" for h in head) + "</tr>"
        return [
            self.p("ส่วนที่ 1 บทนำ", "h1"),
            self.p("1. การวิเคราะห์ความเสี่ยงในการเกิดการทุจริต", "h2"),
            table("risk", thead, body, [8, 20, 32, 12, 28]),
            self.p(material.PROSE[5], "indent"),
        ]

    # ------------------------------------------------------------------ summary table
    def columns(self) -> list[tuple[str, str, float]]:
        """(role, heading, width) of the stub columns, then years, then the rest."""
        layout, out = self.layout, []
        if layout.item_style == "column":
            out.append(("seq", "ที่", 4.0))
        if layout.dimension_as == "column":
            out.append(("dimension", "มิติ", 10.0))
        if layout.mission_column:
            out.append(("mission", "ภารกิจตามมิติ", 16.0))
        out.append(("item", "โครงการ/กิจกรรม/มาตรการ", 32.0))
        return out

    def tail_columns(self) -> list[tuple[str, str, float]]:
        out = [("total", "รวม", 12.0)] if self.layout.total_column else []
        if self.layout.unit_column:
            out.append(("unit", "หน่วยงานที่รับผิดชอบ", 12.0))
        if self.layout.note_column:
            out.append(("note", "หมายเหตุ", 6.0))
        return out

    def summary(self) -> list[str]:
        years = self.plan.years
        stub, tail = self.columns(), self.tail_columns()
        if self.layout.years_under_header:
            first = (
                "".join(f'<th rowspan="3">{h}</th>' for _, h, _ in stub)
                + f'<th colspan="{len(years)}">ปีงบประมาณ</th>'
            )
            first += "".join(f'<th rowspan="3">{h}</th>' for _, h, _ in tail)
            thead = (
                f"<tr>{first}</tr><tr>" + "".join(f"<th>{self.num(str(y))}</th>" for y in years) + "</tr><tr>"
            )
            thead += "<th>งบประมาณ (บาท)</th>" * len(years) + "</tr>"
        else:
            first = "".join(f'<th rowspan="2">{h}</th>' for _, h, _ in stub)
            first += "".join(f"<th>{self.num(f'ปี {y}')}</th>" for y in years)
            first += "".join(f'<th rowspan="2">{h}</th>' for _, h, _ in tail)
            thead = f"<tr>{first}</tr><tr>" + "<th>งบประมาณ (บาท)</th>" * len(years) + "</tr>"
        widths = (
            [w for _, _, w in stub]
            + [11.5 if self.layout.landscape else 16.0] * len(years)
            + [w for _, _, w in tail]
        )
        return [
            self.p(TITLE, "h2"),
            self.p(f"{self.years} {self.plan.lao_name}", "h2"),
            table(
                "summary",
                thead,
                list(self.summary_rows(stub, tail)),
                widths,
                repeat=self.layout.repeat_header,
            ),
        ]

    def summary_rows(
        self, stub: list[tuple[str, str, float]], tail: list[tuple[str, str, float]]
    ) -> Iterable[str]:
        width = len(stub) + len(self.plan.years) + len(tail)
        for dimension, in_dimension in groupby(self.plan.summary_items, key=lambda i: i.dimension):
            items = list(in_dimension)
            if self.layout.dimension_as == "band":
                yield f'<tr><td colspan="{width}" class="band">{self.num(f"มิติที่ {dimension} {self.titles[str(dimension)]}")}</td></tr>'
            fresh_dimension = True
            for mission, in_mission in groupby(items, key=lambda i: i.mission):
                fresh_mission = True
                for strategy, in_strategy in groupby(in_mission, key=lambda i: i.strategy):
                    for group, heading in self.row_groups(list(in_strategy), strategy):
                        stubs = {
                            "dimension": (
                                f"{dimension}. {self.titles[str(dimension)]}" if fresh_dimension else "",
                                f"d{dimension}",
                            ),
                            "mission": (
                                f"{mission} {self.titles[mission]}" if fresh_mission else "",
                                f"m{mission}",
                            ),
                        }
                        fresh_dimension = fresh_mission = False
                        yield self.item_row(group, heading, stubs, stub, tail)
            if self.layout.subtotals:
                counts = self.plan.stated_counts[dimension]
                yield self.total_row(
                    "รวม",
                    counts,
                    {y: self.plan.stated_dimension[dimension, y] for y in self.plan.years},
                    stub,
                    tail,
                )
        if self.layout.plan_total:
            yield self.total_row("รวมทั้งสิ้น", self.plan.stated_plan_count, self.plan.stated_plan, stub, tail)

    def row_groups(self, items: list[Item], strategy: str) -> Iterable[tuple[list[Item], str | None]]:
        heading = f"{strategy} {self.titles[strategy]}" if self.layout.item_style == "dash" else None
        if self.layout.shared_cells:
            yield items, heading
            return
        if heading:
            yield [], heading
        for item in items:
            yield [item], None

    def position(self, item: Item) -> int:
        """The item's index in the plan; an item listed twice is two."""
        return next(n for n, other in enumerate(self.plan.items) if other is item)

    def label(self, item: Item) -> str:
        prefix = {"paren": f"{item.printed_seq}) ", "dash": "-", "column": "", "plain": ""}[
            self.layout.item_style
        ]
        return prefix + item.name

    def item_row(
        self,
        group: list[Item],
        heading: str | None,
        stubs: dict[str, tuple[str, str]],
        stub: list[tuple[str, str, float]],
        tail: list[tuple[str, str, float]],
    ) -> str:
        def column(values: Sequence[str], cls: str = "") -> str:
            inner = "".join(f'<div data-k="{k}"{nowrap(v)}>{self.num(v)}</div>' for k, v in enumerate(values))
            return f'<td class="{cls}{" follow" if len(values) > 1 or (heading and values) else ""}">{inner}</td>'

        cells = []
        for role, _, _ in stub:
            if role in stubs:
                text, key = stubs[role]
                cells.append(f'<td data-merge="{key}">{self.num(text)}</td>')
            elif role == "seq":
                cells.append(column([str(i.printed_seq) for i in group], "center"))
            else:
                head = f"<div>{self.num(heading)}</div>" if heading else ""
                inner = head + "".join(
                    f'<div class="lead" data-k="{k}" data-item="{self.position(i)}">{self.num(self.label(i))}</div>'
                    for k, i in enumerate(group)
                )
                cells.append(f"<td>{inner}</td>")
        cells += [column([self.money(i.budgets[y]) for i in group], "money") for y in self.plan.years]
        for role, _, _ in tail:
            if role == "total":
                cells.append(column([self.money(sum(i.budgets.values())) for i in group], "money"))
            else:
                cells.append(column([i.unit for i in group] if role == "unit" else []))
        return "<tr>" + "".join(cells) + "</tr>"

    def total_row(
        self,
        word: str,
        count: int | None,
        sums: dict[int, int],
        stub: list[tuple[str, str, float]],
        tail: list[tuple[str, str, float]],
    ) -> str:
        counted = f"จำนวน {count} โครงการ" if count is not None else ""
        if len(stub) == 1:
            cells = [f'<td class="total">{self.num((word + " " + counted).strip())}</td>']
        else:
            cells = [
                f'<td colspan="{len(stub) - 1}" class="total">{word}</td><td class="total">{self.num(counted)}</td>'
            ]
        cells += [
            f'<td class="money total nowrap">{self.num(f"{sums[y]:,}" + (".00" if self.layout.decimals else ""))}</td>'
            for y in self.plan.years
        ]
        for role, _, _ in tail:
            text = (
                f"{sum(sums.values()):,}" + (".00" if self.layout.decimals else "") if role == "total" else ""
            )
            cells.append(f'<td class="money total nowrap">{self.num(text)}</td>')
        return "<tr>" + "".join(cells) + "</tr>"

    # ------------------------------------------------------------------ detail sections
    def details(self) -> list[str]:
        out = [self.p("ส่วนที่ 3 รายละเอียดโครงการ/กิจกรรม/มาตรการ", "h1")]
        last: tuple[int, str] | None = None
        for index, item in enumerate(self.plan.items):
            if not item.in_detail:
                continue
            if last is None or last[0] != item.dimension:
                out.append(self.p(f"มิติที่ {item.dimension} {self.titles[str(item.dimension)]}", "h2"))
            if last is None or last[1] != item.strategy:
                out.append(self.p(f"{item.strategy} {self.titles[item.strategy]}", "b"))
            last = (item.dimension, item.strategy)
            out += self.detail(index, item)
        return out

    def detail(self, index: int, item: Item) -> list[str]:
        words = DETAIL_WORDS[self.layout.detail_words]
        out = []
        if self.layout.item_style != "dash":
            out.append(self.p(f"ลำดับที่ {item.printed_seq}", "center b"))
        out.append(self.p(f"1. {words[0]} : {item.name}", "b", detail=index))
        out.append(self.p(f"2. {words[1]}", "b"))
        prose = [material.PROSE[(index * 3 + k) % len(material.PROSE)] for k in range(3)]
        owner = item.foreign or self.plan.lao_name
        rationale = f"{prose[0]} {prose[1]} {owner}จึงได้จัดทำ{item.name}ขึ้น {prose[2]}"
        out.append(self.p(item.rationale or rationale, "indent"))
        out.append(self.p(f"3. {words[2]}", "b"))
        out += [
            self.p(f"{n}) {t}", "indent")
            for n, t in enumerate(material.OBJECTIVES[index % 2 : index % 2 + 2], 1)
        ]
        out.append(self.p(f"4. {words[3]}", "b"))
        out.append(self.p(f"{item.target} จำนวน {item.target_count:,} คน", "indent"))
        out.append(self.p(f"5. {words[4]}", "b"))
        out.append(
            self.p(f"{self.plan.lao_name} อำเภอ{self.plan.district} จังหวัด{self.plan.province}", "indent")
        )
        out.append(self.p(f"6. {words[5]}", "b"))
        out += [self.p(f"{n}) {t}", "indent") for n, t in enumerate(material.METHODS[: 3 + index % 3], 1)]
        out.append(self.p(f"7. {words[6]}", "b"))
        out.append(self.p(item.duration or " ".join(f"ไตรมาส {q}" for q in item.quarters), "indent"))
        out.append(self.p(f"8. {words[7]}", "b"))
        out += [self.p(t, "indent") for t in self.budget_lines(item)]
        out.append(self.p(f"9. {words[8]}", "b"))
        out.append(self.p(f"{item.unit} {self.plan.lao_name}", "indent"))
        out.append(self.p(f"10. {words[9]}", "b"))
        out.append(self.p(material.OUTPUTS[index % 2], "indent"))
        return out

    def budget_lines(self, item: Item) -> list[str]:
        budgets = item.detail_budgets or item.budgets
        values = set(budgets.values())
        if values == {0}:
            return ["ไม่ใช้งบประมาณในการดำเนินงาน"]
        if len(values) == 1 and self.layout.detail_budget == "single":
            return [f"{values.pop():,} บาท"]
        return [
            f"ปี {y} จำนวน {budgets[y]:,} บาท" if budgets[y] else f"ปี {y} ไม่ใช้งบประมาณ"
            for y in self.plan.years
        ]


def nowrap(text: str) -> str:
    """The class that keeps a figure on one line."""
    return ' class="nowrap"' if text[:1].isdigit() else ""


def head_of(plan: Plan) -> str:
    """The title of the locality's head, e.g. นายกเทศมนตรีตำบล…"""
    if plan.lao_type.startswith("เทศบาล"):
        return "นายกเทศมนตรี" + plan.lao_type.removeprefix("เทศบาล") + plan.place
    return "นายก" + plan.lao_name


def table(name: str, thead: str, rows: Sequence[str], widths: Sequence[float], *, repeat: bool = True) -> str:
    total = sum(widths)
    cols = "".join(f'<col style="width:{100 * w / total:.2f}%">' for w in widths)
    return (
        f'<table class="data" data-table="{name}" data-repeat="{int(repeat)}"><colgroup>{cols}</colgroup>'
        f"<thead>{thead}</thead><tbody>{''.join(rows)}</tbody></table>"
    )


def page(layout: Layout, flows: Sequence[tuple[str, Sequence[str]]]) -> str:
    """A whole HTML file: style, flows and the paginating script."""
    border = {
        "all": "td,th{border:0.8pt solid #000}",
        "horizontal": "td,th{border-top:0.8pt solid #000;border-bottom:0.8pt solid #000}",
        "none": "",
    }[layout.rules]
    style = f"""
    @page portrait {{ size: 595pt 842pt; margin: 0 }} @page landscape {{ size: 842pt 595pt; margin: 0 }}
    body {{ margin: 0; font-family: '{layout.font}'; font-size: {layout.font_pt}pt; line-height: 1.35; color: #000 }}
    .sheet {{ box-sizing: border-box; overflow: hidden; position: relative; break-after: page; padding: 48pt 50pt 56pt 60pt }}
    .portrait {{ page: portrait; width: 595pt; height: 842pt }} .landscape {{ page: landscape; width: 842pt; height: 595pt }}
    p {{ margin: 1pt 0; overflow-wrap: break-word }} .indent {{ text-indent: 36pt }} .right {{ text-align: right }} .center {{ text-align: center }}
    .h1 {{ font-weight: bold; font-size: 1.2em; text-align: center }} .h2 {{ font-weight: bold; text-align: center }} .b {{ font-weight: bold }}
    .gap {{ height: 90pt }} .foot {{ position: absolute; left: 0; right: 0; bottom: 24pt; text-align: center; margin: 0 }}
    table {{ border-collapse: collapse; width: 100%; table-layout: fixed; margin: 6pt 0; font-size: {"0.86em" if layout.landscape else "0.74em"}; line-height: 1.25 }}
    td,th {{ padding: 1.5pt 3pt; vertical-align: top; overflow-wrap: break-word; position: relative }} th {{ vertical-align: middle }}
    {border} .money {{ text-align: right }} .nowrap {{ white-space: nowrap }} .center {{ text-align: center }} .total, .band {{ font-weight: bold }}
    """
    body = "".join(f'<div class="flow" data-orientation="{o}">{"".join(blocks)}</div>' for o, blocks in flows)
    numerals = "thai" if layout.numerals == "thai" else "arabic"
    return f'<!doctype html><html lang="th"><meta charset="utf-8"><style>{style}</style><body data-numerals="{numerals}">{body}</body></html>'
