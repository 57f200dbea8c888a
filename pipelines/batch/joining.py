"""Which files of a run are parts of one document: those the user names, and those whose content says so."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from normalize.digits import to_arabic
from pipelines.batch.store import Store, short_hash
from pipelines.batch.work import DocumentJob, file_document

Groups = list[list[int]]
"""Files by index, in the order of their parts; a file alone is a group of its own."""


_COUNTED = re.compile(
    r"(?P<stem>.*?)[\s_\-.(]*(?:ส่วนที่|ตอนที่|เล่มที่|ไฟล์ที่|part)?[\s_\-.(]*(?<!\d)(?P<number>\d{1,2})\)?$",
    re.IGNORECASE,
)


def chains(names: Sequence[str]) -> list[list[int]]:
    """Files (by index) whose names count on in one folder: candidates for the parts of one document.

    >>> chains(["ก/แผน 1.pdf", "ก/แผน 2.pdf", "ก/แผน 4.pdf", "ข/แผน 3.pdf", "x.pdf", "x (2).pdf"])
    [[0, 1], [4, 5]]
    """
    plain = {_stem(name): index for index, name in enumerate(names)}
    stems: dict[str, dict[int, int]] = {}
    for index, name in enumerate(names):
        path = PurePosixPath(name)
        match = _COUNTED.fullmatch(to_arabic(path.stem))
        if match is not None:
            stem = f"{path.parent}/{match['stem']}{path.suffix.lower()}"
            stems.setdefault(stem, {}).setdefault(int(match["number"]), index)
    found = []
    for stem, members in stems.items():
        if 1 not in members and stem in plain:
            members[1] = plain[stem]
        chain: list[int] = []
        for number in sorted(members):
            if chain and number - 1 not in members:
                found.append(chain)
                chain = []
            chain.append(members[number])
        found.append(chain)
    return sorted(chain for chain in found if len(chain) > 1)


def _stem(name: str) -> str:
    path = PurePosixPath(name)
    return f"{path.parent}/{to_arabic(path.stem)}{path.suffix.lower()}"


def named_groups(names: Sequence[str], patterns: Sequence[str]) -> list[list[int]]:
    """Files (by index) that the user calls parts of one document: those of a folder that match one pattern.

    They come in the order of the numbers in their names; a file belongs to the first pattern that it matches.

    >>> named_groups(["ก/s10.pdf", "ก/s9.pdf", "ข/s1.pdf", "ข/s2.pdf", "x.pdf"], ["s*.pdf"])
    [[1, 0], [2, 3]]
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for index, name in enumerate(names):
        path = PurePosixPath(name)
        for pattern in patterns:
            if fnmatchcase(name, pattern) or fnmatchcase(path.name, pattern):
                groups.setdefault((pattern, str(path.parent)), []).append(index)
                break
    ordered = [sorted(group, key=lambda index: _natural(names[index])) for group in groups.values()]
    return sorted(group for group in ordered if len(group) > 1)


def _natural(name: str) -> list[tuple[int, str]]:
    """A key that puts `10` behind `9`."""
    return [
        (int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", to_arabic(name))
    ]


def joined_hash(hashes: Sequence[str]) -> str:
    """What stands for the content of several files together."""
    return hashlib.sha256(":".join(hashes).encode()).hexdigest()


def groups_unit(store: Store, jobs: Sequence[DocumentJob]) -> Groups:
    """Cut a chain of read files into documents, by content, and keep what was found."""
    from pipelines.parse.joined import (
        file_groups,
    )  # here, so that reading pages does not wait for the parsers

    groups = file_groups([file_document(store, job, job.parts[0]) for job in jobs])
    if not any(part.failures for job in jobs for part in job.parts):
        store.save_part(_name(jobs), {"key": _key(jobs), "groups": groups}, "chain")
    return groups


def kept_groups_unit(store: Store, jobs: Sequence[DocumentJob]) -> Groups | None:
    """What `groups_unit` found in an earlier run."""
    kept = store.load_part(_name(jobs), _key(jobs), "chain")
    return None if kept is None else kept["groups"]


def _name(jobs: Sequence[DocumentJob]) -> str:
    return jobs[0].document_id


def _key(jobs: Sequence[DocumentJob]) -> str:
    return short_hash(*(job.key for job in jobs))
