"""Texts to draw: numbers of every kind, administrative Thai, names, Latin words and random stacks.

Words come from pythainlp's lists, `data/admin_words.tsv` (words and frequencies counted in public
administrative documents) and `data/phrases.txt` (written for this project). Sentences are put together at
random and digits are shuffled, so that the network reads what it sees instead of guessing a likely word.
"""

from __future__ import annotations

import bisect
import csv
import itertools
import random
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from normalize.months import MONTH_NAMES

DATA = Path(__file__).parent / "data"
THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
TO_THAI = str.maketrans("0123456789", THAI_DIGITS)
SHORT_MONTHS = [
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
]
LATIN = [
    "ITA",
    "EIT",
    "IIT",
    "OIT",
    "E-Service",
    "e-Service",
    "NO",
    "Gift",
    "Policy",
    "No",
    "CPI",
    "LPA",
    "QR",
    "Code",
    "Facebook",
    "Line",
    "LINE",
    "Website",
    "www.example.go.th",
    "http://www.nacc.go.th",
    "https://itas.nacc.go.th",
    "E-mail",
    "e-Plan",
    "e-GP",
    "e-LAAS",
    "LTAX",
    "GIS",
    "PDCA",
    "SMART",
    "Good",
    "Governance",
    "Stop",
    "Service",
    "Center",
    "Call",
    "STRONG",
    "Test",
    "Kit",
    "COVID-19",
    "Integrity",
    "Transparency",
    "Assessment",
    "Internal",
    "External",
    "Open",
    "Data",
    "OA",
    "Index",
    "Corruption",
    "Perceptions",
    "Do",
    "Don't",
    "SWOT",
    "PDF",
    "Excel",
    "Word",
    "Google",
    "Form",
    "Check",
    "List",
    "TOR",
    "KPI",
    "B",
    "C",
    "X",
    "A",
    "D",
    "km",
    "cm",
    "kg",
    "mm",
    "ISO",
    "Zoom",
    "YouTube",
    "Banner",
    "Infographic",
    "Big",
    "Cleaning",
    "Day",
    "One",
    "Stop",
    "Service",
    "Clean",
    "Food",
    "Taste",
    "OTOP",
    "Model",
    "Download",
    "Social",
    "Network",
    "Application",
    "Fraud",
    "Risk",
    "Conflict",
    "of",
    "Interest",
    "and",
    "the",
    "for",
    "in",
    "to",
    "by",
    "with",
    "Smart",
    "City",
    "Zero",
    "Waste",
]

CONSONANTS = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
TONES = "่้๊๋"
ABOVE = "ิีึืั็"
BELOW = "ุู"
LEADING = "เแโใไ"

# classes of the two networks; index 0 of a network's output is the CTC blank
GENERAL_CHARS = (
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_abcdefghijklmnopqrstuvwxyz{|}~"
    + "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮฯะัาำิีึืฺุู฿เแโใไๅๆ็่้๊๋์ํ๎๏"
    + THAI_DIGITS
    + "๚๛“”‘’–•…°×√✓"
)
NUMBER_CHARS = " 0123456789,.-/()%" + THAI_DIGITS + "จำนวบาท#"
NOT_A_NUMBER = "#"


def canonical(text: str) -> str:
    """The one spelling of what looks the same: NFC, sara am composed, tone after vowel, one space."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub("ํ([่-๋]?)า", r"\1ำ", text)
    text = re.sub("([่-๋])([ัิีึืฺุู็])", r"\2\1", text)
    text = text.replace("เเ", "แ").replace("—", "–").replace("‐", "-").replace("−", "-")
    return re.sub(r"\s+", " ", text).strip()


class _Weighted:
    """A list of words drawn by frequency."""

    def __init__(self, words: list[str], weights: list[float]) -> None:
        self.words = words
        self.sums = list(itertools.accumulate(weights))

    def draw(self, rng: random.Random) -> str:
        return self.words[bisect.bisect(self.sums, rng.random() * self.sums[-1])]


@cache
def _admin() -> _Weighted:
    rows = [line.split("\t") for line in (DATA / "admin_words.tsv").read_text("utf8").splitlines()]
    return _Weighted([r[0] for r in rows], [float(r[1]) ** 0.6 for r in rows])


@cache
def _phrases() -> list[str]:
    return (DATA / "phrases.txt").read_text("utf8").split("\n")[:-1]


@cache
def _common() -> _Weighted:
    from pythainlp.corpus import tnc

    rows = [(w, n) for w, n in tnc.unigram_word_freqs().items() if n > 3 and re.fullmatch("[ก-๎]+", w)]
    rows = sorted((w, n) for w, n in rows if not re.match("[ะ-ฺ็-๎]", w))
    return _Weighted([w for w, _ in rows], [float(n) ** 0.5 for _, n in rows])


@cache
def _rare() -> list[str]:
    from pythainlp import corpus

    words = set(corpus.thai_words()) | set(corpus.thai_syllables()) | set(corpus.thai_family_names())
    words |= set(corpus.thai_male_names()) | set(corpus.thai_female_names()) | set(corpus.provinces())
    words |= set(corpus.thai_wikipedia_titles())
    fit = re.compile("[ก-๎฿.() A-Za-z0-9-]{1,40}")
    return sorted(w for w in words if fit.fullmatch(w) and not re.match("[ะ-ฺ็-๎]", w))


def thai(rng: random.Random, text: str, chance: float = 0.5) -> str:
    """Swap Arabic digits for Thai ones with a chance."""
    return text.translate(TO_THAI) if rng.random() < chance else text


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def amount(rng: random.Random) -> str:
    """An amount of money: round ones as budgets have them, and digit-shuffled ones."""
    kind = rng.random()
    if kind < 0.35:
        value = (
            rng.choice("123456789") + _digits(rng, rng.randint(0, 2)) + "0" * rng.choice((2, 3, 3, 4, 4, 5))
        )
    elif kind < 0.9:
        value = rng.choice("123456789") + _digits(rng, rng.randint(0, 8))
    else:
        value = str(rng.randint(0, 9999))
    grouped = f"{int(value):,}" if rng.random() < 0.9 else value
    tail = rng.random()
    if tail < 0.12:
        grouped += ".00"
    elif tail < 0.2:
        grouped += "." + _digits(rng, 2)
    elif tail < 0.26:
        grouped += ".-"
    elif tail < 0.28:
        grouped += "/-"
    return grouped


def number(rng: random.Random) -> str:
    """What stands in a cell of numbers, Arabic digits; half get Thai digits."""
    kind = rng.random()
    if kind < 0.50:
        text = amount(rng)
    elif kind < 0.60:
        text = _digits(rng, rng.choice((1, 1, 1, 2, 2, 3, 4, 5, 6)))
    elif kind < 0.64:
        text = rng.choice(("-", "-", "-", "0", "00", "000", "0000", "0.00", "--", "- -", "-0-"))
    elif kind < 0.69:
        text = rng.choice(
            (
                f"25{_digits(rng, 2)}",
                _digits(rng, 4),
                f"25{_digits(rng, 2)}-25{_digits(rng, 2)}",
                f"25{_digits(rng, 2)} - 25{_digits(rng, 2)}",
                f"25{_digits(rng, 2)}/25{_digits(rng, 2)}",
            )
        )
    elif kind < 0.75:
        value = rng.choice(
            (f"{rng.randint(0, 100)}", f"{rng.random() * 100:.2f}", f"{rng.random() * 100:.1f}", "100")
        )
        text = value + rng.choice(("", "%", " %"))
    elif kind < 0.80:
        d, m, y = rng.randint(1, 31), rng.randint(1, 12), f"25{_digits(rng, 2)}"
        text = rng.choice(
            (f"{d}/{m}/{y}", f"{d}/{m:02}/{y[2:]}", f"{d:02}-{m:02}-{y}", f"{m}/{y}", f"{d}-{m}")
        )
    elif kind < 0.87:
        n = rng.randint(1, 99)
        text = rng.choice(
            (
                f"{n})",
                f"({n})",
                f"{n}.",
                f"{n}.{rng.randint(1, 20)}",
                f"{rng.randint(1, 4)}.{rng.randint(1, 9)}.{rng.randint(1, 9)}",
                f"{n}.)",
                f"-{n}-",
                f"- {n} -",
                f"{n}/{_digits(rng, 2)}",
            )
        )
    elif kind < 0.92:
        text = rng.choice(
            ("จำนวน {}", "{} บาท", "จำนวน {} บาท", "{}บาท", "({})", "{}.- บาท", "({} บาท)")
        ).format(amount(rng))
    elif kind < 0.96:
        text = " ".join(amount(rng) for _ in range(rng.choice((2, 2, 3))))
    else:
        text = "".join(rng.choice("0123456789,.-/()% ") for _ in range(rng.randint(1, 10)))
    return canonical(thai(rng, text)) or "-"


def stack(rng: random.Random) -> str:
    """A random legal cluster: leading vowel, consonant, marks in order, following vowel."""
    out = rng.choice(LEADING) if rng.random() < 0.2 else ""
    out += rng.choice(CONSONANTS)
    mark = rng.random()
    if mark < 0.35:
        out += rng.choice(ABOVE) + (rng.choice(TONES) if rng.random() < 0.5 else "")
    elif mark < 0.5:
        out += rng.choice(BELOW) + (rng.choice(TONES) if rng.random() < 0.4 else "")
    elif mark < 0.6:
        out += rng.choice(TONES)
    elif mark < 0.65:
        out += rng.choice(("์", "ิ์", "ุ์"))
    elif mark < 0.7:
        out += (rng.choice(TONES) if rng.random() < 0.5 else "") + "ำ"
    if rng.random() < 0.15:
        out += rng.choice(("ะ", "า", "า", "ฯ", "ๆ"))
    return out


def _date(rng: random.Random) -> str:
    day, year = rng.randint(1, 31), f"2{_digits(rng, 3)}" if rng.random() < 0.3 else f"25{_digits(rng, 2)}"
    i = rng.randrange(12)
    return thai(
        rng,
        rng.choice(
            (
                f"{day} {MONTH_NAMES[i]} {year}",
                f"วันที่ {day} {MONTH_NAMES[i]} พ.ศ. {year}",
                f"{day} {SHORT_MONTHS[i]} {year[2:]}",
                f"{SHORT_MONTHS[i]} - {rng.choice(SHORT_MONTHS)} {year}",
                f"{MONTH_NAMES[i]} {year}",
                f"พ.ศ. {year}",
                f"ไตรมาส {rng.randint(1, 4)}",
                f"ปีงบประมาณ พ.ศ. {year} - {year[:2]}{_digits(rng, 2)}",
                f"ปี {year}",
            )
        ),
        0.6,
    )


RARE_LETTERS = frozenset("ฆฌญฎฏฐฑฒซฬฮฤฦใ")
"""Letters that look like others and that running text seldom uses."""


@cache
def _rare_letters() -> list[str]:
    """Words with rare letters or with letters in doubles."""
    words = {w for w in (*_rare(), *_common().words) if len(w) < 16}
    return sorted(w for w in words if RARE_LETTERS & set(w) or re.search(r"([ก-ฮ])\1", w))


@cache
def _places() -> list[str]:
    """Names of subdistricts and districts (public domain lists of the package)."""
    folder = DATA.parent.parent / "normalize" / "data"
    names: set[str] = set()
    for name in ("subdistricts.csv", "districts.csv"):
        with (folder / name).open(encoding="utf-8-sig", newline="") as handle:
            names |= {row["name_th"] for row in csv.DictReader(handle)}
    return sorted(names)


@cache
def _titles() -> list[str]:
    """Names of the model plan's measures, headings and missions."""
    folder = DATA.parent.parent / "normalize" / "data"
    found: set[str] = set()
    for name in ("standard_measures.csv", "categories.csv"):
        with (folder / name).open(encoding="utf-8-sig", newline="") as handle:
            found |= {canonical(row["name_th"]) for row in csv.DictReader(handle)}
    return sorted(found)


def word(rng: random.Random) -> str:
    """One word: administrative, common, with rare letters, a name of a place, rare, Latin, random stacks."""
    kind = rng.random()
    if kind < 0.60:
        return _admin().draw(rng)
    if kind < 0.77:
        return _common().draw(rng)
    if kind < 0.85:
        return rng.choice(_rare_letters())
    if kind < 0.89:
        return rng.choice(("ตำบล", "อำเภอ", "เทศบาลตำบล", "อบต.", "บ้าน", "")) + rng.choice(_places())
    if kind < 0.95:
        return rng.choice(_rare())
    if kind < 0.975:
        return rng.choice(LATIN)
    return "".join(stack(rng) for _ in range(rng.randint(1, 4)))


def _item(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.70:
        return word(rng)
    if kind < 0.82:
        return rng.choice(_phrases())
    if kind < 0.86:
        return _date(rng)
    if kind < 0.93:
        return thai(rng, number(rng).translate({ord(t): str(i) for i, t in enumerate(THAI_DIGITS)}), 0.6)
    if kind < 0.95:
        return rng.choice(
            ("“{}”", "({})", '"{}"', "‘{}’", "[{}]", "{}ฯ", "{}ๆ", "{} ๆ", "{}:", "{},", "{};", "{}/")
        ).format(word(rng))
    return rng.choice(("ที่ ", "ข้อ ", "จำนวน ", "ร้อยละ ", "หมู่ที่ ", "ครั้งที่ ", "มิติที่ ", "โทร. ")) + thai(
        rng, _digits(rng, rng.randint(1, 5)), 0.6
    )


def prose(rng: random.Random, length: int) -> str:
    """A line of about `length` characters, words mostly joined as Thai is written."""
    parts: list[str] = []
    size = 0
    if rng.random() < 0.15:
        n = rng.randint(1, 30)
        parts.append(
            thai(
                rng,
                rng.choice((f"{n}. ", f"{n}) ", f"({n}) ", f"{n}.{n % 7 + 1} ", "- ", "• ", "-", "✓ ", "* ")),
            )
        )
    for item in running(rng):
        if size >= length:
            break
        parts.append(item)
        size += len(item)
    return cut(canonical("".join(parts)), length)


def running(rng: random.Random) -> Iterator[str]:
    """Endless running text in pieces between which a line may break, spaces in front of them."""
    while True:
        item = _item(rng)
        yield (" " if rng.random() < 0.18 or item[:1].isascii() else "") + item


def title(rng: random.Random) -> str:
    """What stands in a cell of a table: the name of a measure or project, an office, a few words."""
    kind = rng.random()
    if kind < 0.3:
        return rng.choice(_titles())
    if kind < 0.45:
        return rng.choice(_phrases())
    lead = rng.choice(("โครงการ", "กิจกรรม", "มาตรการ", "การ", "")) if kind < 0.8 else ""
    return cut(lead + prose(rng, rng.randint(5, 90)).lstrip(), 130)


def cut(text: str, length: int) -> str:
    """At most `length` characters, never ending or beginning inside a cluster."""
    if len(text) > length:
        end = length
        while end < len(text) and (unicodedata.category(text[end]) == "Mn" or text[end] in "ำาะ"):
            end += 1
        text = text[:end]
    return text.strip()


def letters(rng: random.Random) -> str:
    """A random string: it can only be read, not guessed."""
    if rng.random() < 0.6:
        stacks = (stack(rng) + (" " if rng.random() < 0.1 else "") for _ in range(rng.randint(1, 14)))
        return canonical("".join(stacks))
    pool = GENERAL_CHARS[1:94] if rng.random() < 0.5 else "".join(LATIN)
    return canonical("".join(rng.choice(pool) for _ in range(rng.randint(1, 16)))) or "-"


def general(rng: random.Random) -> str:
    """A text for the general network."""
    kind = rng.random()
    if kind < 0.34:
        text = prose(rng, rng.randint(35, 105))
    elif kind < 0.58:
        text = prose(rng, rng.randint(6, 40))
    elif kind < 0.67:
        text = rng.choice(_phrases()) if rng.random() < 0.4 else word(rng)
    elif kind < 0.84:
        text = number(rng)
    elif kind < 0.89:
        text = _date(rng)
    elif kind < 0.96:
        text = letters(rng)
    else:
        text = " ".join(rng.choice(LATIN) for _ in range(rng.randint(1, 6)))
    text = canonical(text)
    return "".join(c for c in text if c in GENERAL_CHARS).strip() or "-"


def number_label(text: str) -> str:
    """What the number network should say of a text: its numbers, and one `#` per run of other letters."""
    kept = re.sub("จำนวน|บาท", lambda m: m.group().translate(_HIDE), text)
    kept = "".join(c if c in NUMBER_CHARS[:28] or c in _SHOWN else NOT_A_NUMBER for c in kept)
    kept = re.sub("#+", NOT_A_NUMBER, kept)
    return canonical("".join(_SHOWN.get(c, c) for c in kept))


_HIDE = {ord(c): chr(0xE000 + i) for i, c in enumerate("จำนวบาท")}
_SHOWN = {hidden: chr(plain) for plain, hidden in _HIDE.items()}


def for_number_net(rng: random.Random) -> tuple[str, str]:
    """(text to draw, label): a number, or words of which the label keeps only the numbers."""
    if rng.random() < 0.015:
        return rng.choice(".·'"), ""  # a speck of dirt is no number
    if rng.random() < 0.88:
        text = number(rng)
        text = "".join(c for c in text if c in NUMBER_CHARS).strip() or "-"
        return text, text
    text = general(rng)
    text = cut(text, 40) if len(text) > 40 else text
    return text, number_label(text)
