"""`python -m bench.audit`: what the audit finds, and what it says of misread figures.

    python -m bench.audit plans FOLDER [--count 102] [--seed 5000] [--grades text,light,typical] [--jobs 1]
    python -m bench.audit mutation SCAN.pdf [SCAN.pdf ...] [--text PLAN.pdf] [--pool FOLDER] [--every 1]
    python -m bench.audit report OUT INPUTS [--documents 500] [--keep FOLDER]
    python -m bench.audit simulated [--count 120] [--seed 5000]

`plans` generates plans, and reports of the same localities, with inconsistencies of every kind (a third of
them clean) as text and scans, converts them, and holds the findings against what was planted; cut off, it
goes on where it stopped.
`mutation` changes one digit of one reading at a time over whole plans. `report` measures time and size of the
report of a finished run, its documents repeated. `simulated` measures reconciliation and checks apart from
reading.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.audit import mutation, plans, report, simulated


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    whole = commands.add_parser("plans", help="generated plans from end to end")
    whole.add_argument("folder", type=Path)
    whole.add_argument("--count", type=int, default=102)
    whole.add_argument("--grades", default=",".join(plans.GRADES))
    whole.add_argument("--jobs", type=int, default=1)
    changed = commands.add_parser("mutation", help="one digit of one reading changed at a time")
    changed.add_argument("scans", type=Path, nargs="*")
    changed.add_argument("--text", type=Path, action="append", default=[], help="a text PDF, likewise")
    changed.add_argument("--pool", type=Path, help="folder of `plans`: how misread digits were really read")
    changed.add_argument("--every", type=int, default=1, help="change every nth digit of scans only")
    many = commands.add_parser("report", help="time and size of the report")
    many.add_argument("out", type=Path)
    many.add_argument("inputs", type=Path)
    many.add_argument("--documents", type=int, default=500)
    many.add_argument("--keep", type=Path, help="write it here and keep it")
    apart = commands.add_parser("simulated", help="reconciliation and checks apart from reading")
    apart.add_argument("--count", type=int, default=120)
    for command in (whole, apart):
        command.add_argument("--seed", type=int, default=5000)
    options = parser.parse_args()
    if options.command == "plans":
        plans.run(options.folder, options.count, options.seed, options.grades.split(","), options.jobs)
    elif options.command == "mutation":
        mutation.run(options.scans, options.text, options.pool, options.every)
    elif options.command == "report":
        report.run(options.out, options.inputs, options.documents, options.keep)
    else:
        simulated.run(options.count, options.seed)


if __name__ == "__main__":
    main()
