"""Whether a printed percentage is that of a share and its base."""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.audit.case import Total


def fits(total: Total, share: Total, base: Total) -> bool:
    """Whether a percentage is that of a share and its base, within half of its last printed digit; any
    is of a figure that was not read, and 0 alone of nothing."""
    if total.value is None or share.value is None or base.value is None:
        return True
    if base.value == 0:
        return total.value == 0
    exact = share.value * 100 / base.value
    return abs(total.value - exact) <= _half_unit(total)


def _half_unit(total: Total) -> Decimal:
    decimals = decimals_of(total)
    return Decimal(5).scaleb(-decimals - 1)


def decimals_of(total: Total) -> int:
    """How many decimals a figure is printed with."""
    found = re.search(r"\d[.](\d+)\s*%?\s*$", total.raw.strip())
    if found:
        return len(found.group(1))
    if re.fullmatch(r"\d+\s*%?", total.raw.strip()) or total.value is None:
        return 0
    exponent = total.value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
