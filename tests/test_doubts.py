"""Every reason that a parser gives for a doubtful amount is said in Thai, too."""

from __future__ import annotations

import re
from pathlib import Path

import pipelines.parse
from pipelines.audit.doubts import doubt_th

REASON = re.compile(r'\bdoubt\s*(?:=|or)\s*(?:\w+(?:\.\w+)*\s+or\s+)?"([a-z][^"{]+)"')


def test_every_reason_for_doubt_has_its_thai() -> None:
    folder = Path(pipelines.parse.__file__).parent
    reasons = {text for path in folder.glob("*.py") for text in REASON.findall(path.read_text("utf8"))}
    assert len(reasons) >= 8
    assert [text for text in sorted(reasons) if doubt_th(text) == text] == []
