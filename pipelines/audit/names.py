"""Item names in a form that can be compared: no spaces, marks, kind words or filler prefixes."""

from __future__ import annotations

import re

_KIND = re.compile(r"^(?:โครงการ|กิจกรรม|มาตรการ)+")
_FILLER = re.compile(r"^(?:การ|ความ)")
_MARKS = re.compile(r"[\s“”\"'‘’()\[\]{}.,:;/\-–—]+")


def comparable(name: str, locality: str | None = None) -> str:
    """The name without what varies between two prints of it.

    >>> comparable("มาตรการการออกคำสั่งมอบหมาย") == comparable("มาตรการ “ออกคำสั่งมอบหมาย”")
    True
    """
    text = _MARKS.sub("", name)
    if locality:
        text = text.replace(_MARKS.sub("", locality), "")
    text = _KIND.sub("", text)
    return _FILLER.sub("", text)
