"""The truth of a sample plan: localities, items, budgets, stated figures and planted inconsistencies."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal

from samples import material

KIND_WORDS = {"project": "โครงการ", "activity": "กิจกรรม", "measure": "มาตรการ"}


@dataclass
class Layout:
    """Everything about the looks of a plan that may differ between localities."""

    numerals: str = "thai"  # thai | arabic
    item_style: str = (
        "paren"  # paren `1)` | dash `-` with strategy headings | column (own number column) | plain
    )
    no_budget: str = "-"  # - | 000 | ไม่ใช้งบประมาณ
    decimals: bool = False
    dimension_as: str = "column"  # column (merged) | band (full-width row)
    mission_column: bool = True
    unit_column: bool = False
    total_column: bool = False
    note_column: bool = True
    years_under_header: bool = True  # ปีงบประมาณ spanning the years
    repeat_header: bool = True
    subtotals: bool = True
    plan_total: bool = True
    rules: str = "all"  # all | horizontal | none
    landscape: bool = True
    font: str = "Laksaman"
    font_pt: float = 14.0
    detail_words: int = 0  # which wording of the nine headings
    detail_budget: str = "single"  # single | years
    counts_by_kind: bool = True
    shared_cells: bool = False  # the items of one strategy share a row, each amount on its item's first line


@dataclass
class Item:
    """One item of the plan, as it really is on the page."""

    name: str
    kind: str
    strategy: str
    seq: int
    printed_seq: int
    budgets: dict[int, int]  # 0 = no budget
    detail_budgets: dict[int, int] | None = None  # None: as budgets
    unit: str = ""
    target: str = ""
    target_count: int = 0
    quarters: tuple[int, ...] = ()
    in_summary: bool = True
    in_detail: bool = True
    foreign: str | None = None
    duration: str | None = None  # None: the quarters
    rationale: str | None = None  # None: drawn from the stock of phrases

    @property
    def dimension(self) -> int:
        return int(self.strategy.split(".")[0])

    @property
    def mission(self) -> str:
        return ".".join(self.strategy.split(".")[:2])


@dataclass
class Planted:
    """An inconsistency that stands on the page, by the contract's codes."""

    check: str
    severity: str
    dimension: int | None = None
    year: int | None = None
    item: int | None = None  # index in Plan.items
    stated: Decimal | None = None
    expected: Decimal | None = None
    optional: bool = False


@dataclass
class Plan:
    """A whole action plan."""

    key: str
    lao_type: str
    place: str
    district: str
    province: str
    province_code: str
    framework: str
    years: list[int]
    items: list[Item]
    layout: Layout
    stated_dimension: dict[tuple[int, int], int] = field(default_factory=dict)  # (dimension, year) -> baht
    stated_plan: dict[int, int] = field(default_factory=dict)
    stated_counts: dict[int, int] = field(default_factory=dict)  # dimension -> items in the summary
    stated_plan_count: int | None = None  # printed with the plan total where set
    preface_counts: dict[int, dict[str, int]] = field(default_factory=dict)
    planted: list[Planted] = field(default_factory=list)
    risks: list[tuple[int, str, str, str, str, list[str]]] = field(default_factory=list)

    @property
    def lao_name(self) -> str:
        return self.lao_type + self.place

    @property
    def summary_items(self) -> list[Item]:
        return [item for item in self.items if item.in_summary]

    def recompute(self) -> None:
        """Set every stated figure to what the summary's items add up to."""
        dimensions = sorted({item.dimension for item in self.items})
        self.stated_dimension = {
            (d, y): sum(i.budgets[y] for i in self.summary_items if i.dimension == d)
            for d in dimensions
            for y in self.years
        }
        self.stated_plan = {y: sum(i.budgets[y] for i in self.summary_items) for y in self.years}
        self.stated_counts = {d: sum(i.dimension == d for i in self.summary_items) for d in dimensions}
        self.preface_counts = {
            d: {
                k: n
                for k in KIND_WORDS
                if (n := sum(i.dimension == d and i.kind == k for i in self.summary_items))
            }
            for d in dimensions
        }


FRAMEWORK_YEARS = {
    "nacc_lao_2566": [2566, 2567, 2568, 2569, 2570],
    "nacc_lao_2561": [2561, 2562, 2563, 2564],
}


def random_layout(rng: random.Random) -> Layout:
    """A layout drawn from what real plans do."""
    landscape = rng.random() < 0.8
    rules = rng.choices(["all", "horizontal"], [0.9, 0.1])[0]
    return Layout(
        numerals=rng.choice(["thai", "arabic"]),
        item_style=rng.choice(["paren", "dash", "column", "plain"]),
        no_budget=rng.choice(["-", "000", "-", "ไม่ใช้งบประมาณ" if landscape else "-"]),
        decimals=rng.random() < 0.2,
        dimension_as=rng.choice(["column", "column", "band"]),
        mission_column=rng.random() < 0.8,
        unit_column=landscape and rng.random() < 0.4,
        total_column=landscape and rng.random() < 0.25,
        note_column=rng.random() < 0.6,
        years_under_header=rng.random() < 0.7,
        repeat_header=rng.random() < 0.8,
        subtotals=rng.random() < 0.85,
        plan_total=rng.random() < 0.85,
        rules=rules,
        landscape=landscape,
        font=rng.choice(["Laksaman", "Norasi", "Garuda", "Loma", "Kinnari", "Sarabun", "Umpush"]),
        font_pt=rng.choice([12.0, 13.0, 14.0]),
        detail_words=rng.randrange(4),
        detail_budget=rng.choice(["single", "years"]),
        counts_by_kind=rng.random() < 0.5,
        shared_cells=rng.random() < 0.15,
    )


def _amount(rng: random.Random) -> int:
    if rng.random() < 0.45:
        return 0
    return rng.choice(
        [
            rng.randrange(1, 60) * 1000,
            rng.randrange(1, 40) * 5000,
            rng.randrange(1, 30) * 10_000,
            rng.randrange(1000, 99_999),
            rng.randrange(100_000, 1_900_000) // 100 * 100,
        ]
    )


def _budgets(rng: random.Random, years: list[int]) -> dict[int, int]:
    first = _amount(rng)
    if first == 0 or rng.random() < 0.6:
        return dict.fromkeys(years, first)
    return {year: first if rng.random() < 0.5 else _amount(rng) for year in years}


def _items(
    rng: random.Random, framework: str, years: list[int], offices: tuple[str, ...], count: int
) -> list[Item]:
    standard = rng.sample(material.standard_measures(framework), k=int(count * 0.7))
    strategies = sorted({m.strategy_code for m in material.standard_measures(framework)})
    local = rng.sample(material.LOCAL_PROJECTS, k=min(len(material.LOCAL_PROJECTS), count - len(standard)))
    pool = [(m.strategy_code, m.kind, m.name) for m in standard]
    pool += [(rng.choice(strategies), kind, name) for kind, name in local]
    pool.sort(key=lambda entry: [int(part) for part in entry[0].split(".")])
    items = []
    for n, (strategy, kind, name) in enumerate(pool, 1):
        quarters = tuple(sorted(rng.sample([1, 2, 3, 4], rng.choice([1, 2, 4]))))
        items.append(
            Item(
                name=name,
                kind=kind,
                strategy=strategy,
                seq=n,
                printed_seq=n,
                budgets=_budgets(rng, years),
                unit=rng.choice(offices),
                target=rng.choice(material.TARGETS),
                target_count=rng.choice([20, 30, 50, 80, 100, 120, 1000]),
                quarters=quarters,
            )
        )
    return items


def random_plan(
    seed: int, *, faults: int | None = None, layout: Layout | None = None, count: int | None = None
) -> Plan:
    """A plan from a seed. `faults` inconsistencies are planted (None: none in a third, else one to four)."""
    rng = random.Random(seed)
    place, district, province, code = rng.choice(material.PLACES)
    lao_type = rng.choice(list(material.TYPES))
    framework = rng.choices(list(FRAMEWORK_YEARS), [0.75, 0.25])[0]
    years = FRAMEWORK_YEARS[framework]
    offices = material.OFFICES["เทศบาล" if lao_type.startswith("เทศบาล") else lao_type]
    drawn = random_layout(rng)
    plan = Plan(
        key=f"plan-{seed:04d}",
        lao_type=lao_type,
        place=place,
        district=district,
        province=province,
        province_code=code,
        framework=framework,
        years=years,
        items=_items(rng, framework, years, offices, count or rng.randrange(9, 22)),
        layout=layout or drawn,
    )
    plan.recompute()
    plan.risks = _risks(rng, plan)
    wanted = faults if faults is not None else (0 if rng.random() < 1 / 3 else rng.randrange(1, 5))
    plant(rng, plan, wanted)
    return plan


def _risks(rng: random.Random, plan: Plan) -> list[tuple[int, str, str, str, str, list[str]]]:
    chosen = rng.sample(material.RISKS, k=rng.randrange(2, len(material.RISKS) + 1))
    rows = []
    for n, (step, issue) in enumerate(chosen, 1):
        level, code = rng.choice(material.RISK_LEVELS)
        controls = [item.name for item in rng.sample(plan.items, k=min(3, len(plan.items)))]
        rows.append((n, step, issue, level, code, controls))
    return rows


def plant(rng: random.Random, plan: Plan, wanted: int) -> None:
    """Plant inconsistencies, each of another kind, and note what an auditor must find."""
    planters = [
        plant_dimension_total,
        plant_plan_total,
        plant_dimension_count,
        plant_preface_count,
        plant_detail_budget,
        plant_missing_detail,
        plant_seq_duplicate,
        plant_foreign,
    ]
    for planter in rng.sample(planters, k=len(planters)):
        if len({p.check for p in plan.planted}) >= wanted:
            return
        planter(rng, plan)


def _wrong(rng: random.Random, right: int) -> int:
    return (
        right + rng.choice([1000, 5000, 10_000, 20_000]) if right == 0 or rng.random() < 0.5 else right + 9000
    )


def plant_dimension_total(rng: random.Random, plan: Plan) -> None:
    if not plan.layout.subtotals:
        return
    key = rng.choice(list(plan.stated_dimension))
    right = plan.stated_dimension[key]
    plan.stated_dimension[key] = _wrong(rng, right)
    plan.planted.append(
        Planted(
            "dimension_total",
            "error",
            key[0],
            key[1],
            None,
            Decimal(plan.stated_dimension[key]),
            Decimal(right),
        )
    )
    if plan.layout.plan_total:
        plan.planted.append(Planted("plan_total", "error", None, key[1], optional=True))
    _in_total_column(plan, key[0])


def _in_total_column(plan: Plan, dimension: int | None) -> None:
    """A wrong yearly total stands in the column of all years, too: it may be found there once more."""
    if plan.layout.total_column:
        if dimension is not None:
            plan.planted.append(Planted("dimension_total", "error", dimension, optional=True))
        if plan.layout.plan_total:
            plan.planted.append(Planted("plan_total", "error", optional=True))


def plant_plan_total(rng: random.Random, plan: Plan) -> None:
    taken = {p.year for p in plan.planted if p.check == "dimension_total"}
    free = [y for y in plan.years if y not in taken]
    if not plan.layout.plan_total or not free:
        return
    year = rng.choice(free)
    right = plan.stated_plan[year]
    plan.stated_plan[year] = _wrong(rng, right)
    plan.planted.append(
        Planted("plan_total", "error", None, year, None, Decimal(plan.stated_plan[year]), Decimal(right))
    )
    _in_total_column(plan, None)


def plant_dimension_count(rng: random.Random, plan: Plan) -> None:
    if not plan.layout.subtotals:
        return
    dimension = rng.choice(list(plan.stated_counts))
    right = plan.stated_counts[dimension]
    plan.stated_counts[dimension] = right + 1
    plan.planted.append(
        Planted("dimension_count", "error", dimension, None, None, Decimal(right + 1), Decimal(right))
    )
    plan.planted.append(Planted("preface_count", "error", dimension, optional=True))
    plan.planted.append(Planted("plan_count", "error", None, optional=True))


def plant_preface_count(rng: random.Random, plan: Plan) -> None:
    dimension = rng.choice(list(plan.preface_counts))
    kind = rng.choice(list(plan.preface_counts[dimension]))
    right = plan.preface_counts[dimension][kind]
    plan.preface_counts[dimension][kind] = right + 2
    plan.planted.append(
        Planted("preface_count", "error", dimension, None, None, Decimal(right + 2), Decimal(right))
    )
    plan.planted.append(Planted("preface_count", "error", None, optional=True))


def plant_detail_budget(rng: random.Random, plan: Plan) -> None:
    options = [
        i
        for i, item in enumerate(plan.items)
        if item.in_summary
        and item.in_detail
        and len(set(item.budgets.values())) == 1
        and next(iter(item.budgets.values())) > 0
    ]
    if not options:
        return
    index = rng.choice(options)
    item = plan.items[index]
    right = next(iter(item.budgets.values()))
    item.detail_budgets = dict.fromkeys(plan.years, right * 2)
    plan.planted.append(
        Planted("detail_budget", "error", item.dimension, None, index, Decimal(right * 2), Decimal(right))
    )


def plant_missing_detail(rng: random.Random, plan: Plan) -> None:
    index = rng.randrange(len(plan.items))
    if any(p.item == index for p in plan.planted):
        return
    plan.items[index].in_detail = False
    plan.planted.append(Planted("missing_detail", "warning", plan.items[index].dimension, None, index))


def plant_seq_duplicate(rng: random.Random, plan: Plan) -> None:
    if len(plan.items) < 5 or plan.layout.item_style in ("dash", "plain"):
        return
    index = rng.randrange(2, len(plan.items) - 1)
    plan.items[index].printed_seq = plan.items[index - 1].printed_seq
    dimension = plan.items[index].dimension
    plan.planted.append(Planted("seq_duplicate", "error", dimension, None, index))
    plan.planted.append(Planted("seq_gap", "warning", dimension, None, index, optional=True))


def plant_foreign(rng: random.Random, plan: Plan) -> None:
    options = [i for i, item in enumerate(plan.items) if item.in_detail and item.foreign is None]
    index = rng.choice(options)
    other = rng.choice([p for p in material.PLACES if p[0] != plan.place])
    plan.items[index].foreign = rng.choice(list(material.TYPES)) + other[0]
    plan.planted.append(Planted("foreign_locality", "warning", plan.items[index].dimension, None, index))
