"""The fonts the generator draws with: where they come from, their families, weights and held-out families.

Debian's `fonts-thai-tlwg` and `fonts-arundina` are used where they lie; npm packages are packed with the
ordinary client, and their script subsets (woff2) are merged into one TTF per face. Nothing is committed:
`python -m training.fonts FOLDER` fills FOLDER again.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

SARABUN_NEW = "font-th-sarabun-new"
FONTSOURCE = (
    "sarabun", "niramit", "kanit", "prompt", "mitr", "k2d", "chakra-petch", "bai-jamjuree", "krub",
    "kodchasan", "trirong", "taviraj", "maitree", "pridi", "athiti", "mali", "charm", "itim", "fahkwang",
    "noto-serif-thai", "noto-sans-thai", "noto-sans-thai-looped", "ibm-plex-sans-thai",
    "ibm-plex-sans-thai-looped",
)  # fmt: skip
DEBIAN_FOLDERS = (Path("/usr/share/fonts/truetype/tlwg"), Path("/usr/share/fonts/truetype/arundina"))

HELD_OUT = frozenset({"krub", "trirong"})
"""A looped sans and a looped serif that training never draws with: the test of unseen faces."""

# How often a family is drawn, relative to 1. The government's standard face and its kin first; the old
# office faces (Angsana, Browallia, Cordia, Dillenia) are represented by their free relatives; faces
# without loops, which plans seldom use, and handwriting-like ones rarely.
WEIGHTS = {
    "thsarabunnew": 14.0, "sarabun": 5.0, "laksaman": 4.0, "niramit": 3.0,
    "kinnari": 6.0, "norasi": 6.0, "garuda": 5.0, "loma": 4.0, "umpush": 5.0, "waree": 2.0,
    "arundinasans": 1.5, "arundinaserif": 1.5, "sawasdee": 1.5, "tlwgtypewriter": 1.2, "tlwgtypist": 1.0,
    "tlwgtypo": 1.0, "tlwgmono": 0.8, "taviraj": 2.0, "maitree": 1.5, "bai-jamjuree": 2.0, "k2d": 1.5,
    "kodchasan": 1.0, "chakra-petch": 0.8, "noto-serif-thai": 1.5, "noto-sans-thai-looped": 2.0,
    "ibm-plex-sans-thai-looped": 2.0, "noto-sans-thai": 1.0, "ibm-plex-sans-thai": 0.8, "kanit": 0.5,
    "prompt": 0.5, "mitr": 0.4, "athiti": 0.6, "pridi": 0.6, "fahkwang": 0.5, "mali": 0.4, "itim": 0.3,
    "charm": 0.2, "purisa": 0.2,
}  # fmt: skip


@dataclass(frozen=True)
class Face:
    """One font file: its family, path, whether it is bold, and which digits and letters it holds."""

    family: str
    path: str
    bold: bool
    codepoints: frozenset[int]

    def covers(self, text: str) -> bool:
        """Whether every character of `text` can be drawn (spaces aside)."""
        return all(ord(c) in self.codepoints for c in text if not c.isspace())


def fetch(folder: Path) -> None:
    """Pack the npm packages into `folder` and write merged TTFs to `folder/ttf`.

    Raises `subprocess.CalledProcessError` when npm fails.
    """
    packs = folder / "npm"
    packs.mkdir(parents=True, exist_ok=True)
    for package in (SARABUN_NEW, *(f"@fontsource/{name}" for name in FONTSOURCE)):
        stem = package.replace("@", "").replace("/", "-")
        if not list(packs.glob(f"{stem}-[0-9]*.tgz")):
            subprocess.run(["npm", "pack", "--silent", package], cwd=packs, check=True)
    target = folder / "ttf"
    target.mkdir(exist_ok=True)
    for pack in sorted(packs.glob("*.tgz")):
        _unpack(pack, packs, target)


def _unpack(pack: Path, packs: Path, target: Path) -> None:
    home = packs / pack.stem
    if not home.exists():
        with tarfile.open(pack) as archive:
            archive.extractall(home, filter="data")
    if pack.name.startswith(SARABUN_NEW):
        for ttf in home.rglob("*.ttf"):
            style = ttf.stem.removeprefix("THSarabunNew").removesuffix("-webfont").strip("_") or "regular"
            (target / f"thsarabunnew__{style}.ttf").write_bytes(ttf.read_bytes())
        return
    family = re.sub(r"^fontsource-(.+?)-\d+\..*$", r"\1", pack.stem)
    for thai in sorted(home.rglob(f"{family}-thai-*.woff2")):
        weight, style = thai.stem.removeprefix(f"{family}-thai-").split("-")
        if int(weight) in {300, 400, 500, 600, 700} and (style == "normal" or int(weight) in {400, 700}):
            latin = thai.with_name(f"{family}-latin-{weight}-{style}.woff2")
            _merge(latin, thai, target / f"{family}__{weight}{style}.ttf")


def _merge(latin: Path, thai: Path, target: Path) -> None:
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont

    if target.exists() or not latin.exists():
        return
    parts = []
    for part in (thai, latin):
        font = TTFont(part)
        font.flavor = None
        plain = target.with_suffix(f".{part.stem.split('-')[-3]}.part")
        font.save(plain)
        parts.append(str(plain))
    try:
        Merger().merge(parts).save(target)
    finally:
        for name in parts:
            Path(name).unlink(missing_ok=True)


def load_faces(folder: Path) -> list[Face]:
    """Every usable face of Debian's folders and of `folder/ttf`, sorted by path."""
    from fontTools.ttLib import TTFont

    faces = []
    paths = [p for root in DEBIAN_FOLDERS for p in root.glob("*.ttf")] + list((folder / "ttf").glob("*.ttf"))
    paths += list((folder / "deb").rglob("*.ttf"))
    for path in sorted(paths):
        family = (
            re.split(r"__|-", path.stem)[0].lower() if "__" not in path.stem else path.stem.split("__")[0]
        )
        if family not in WEIGHTS and family not in HELD_OUT:
            continue
        codepoints = frozenset(TTFont(path, lazy=True).getBestCmap())
        bold = bool(re.search(r"bold|[67]00", path.stem, re.IGNORECASE))
        faces.append(Face(family, str(path), bold, codepoints))
    return faces


def main() -> None:
    """Fetch the fonts and list the families."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    fetch(folder)
    faces = load_faces(folder)
    for family in sorted({f.family for f in faces}):
        held = " (held out)" if family in HELD_OUT else ""
        print(f"{family}: {sum(f.family == family for f in faces)} faces{held}")


if __name__ == "__main__":
    main()
