"""The months' names, and dates as people write them: nothing else to load."""

from __future__ import annotations

import datetime as dt

ERA_OFFSET = 543
"""A year of the Buddhist Era less the same year of the Common Era."""

MONTH_NAMES = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
_ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def english_date(day: dt.date) -> str:
    """A date as English readers write it, in the Common Era.

    >>> english_date(dt.date(2023, 1, 31))
    '31 January 2023'
    """
    return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"


def thai_date(day: dt.date) -> str:
    """A date as Thai readers write it.

    >>> thai_date(dt.date(2023, 1, 31))
    '31 มกราคม 2566'
    """
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year + ERA_OFFSET}"
