"""Administrative divisions by name, code and date: what a name means, and what became of it.

The divisions are those of ``lexicon/divisions.tsv`` (GB/T 2260), what changed since 2000 those of
``lexicon/division_changes.tsv``; both are read when first needed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

from textkit.model import Level

__all__ = ["Change", "Division", "Place", "divisions", "former", "place_code", "prefix", "resolve"]

ChangeKind = Literal["renamed", "relevelled", "merged", "moved", "abolished"]


class Division(NamedTuple):
    """One place: its six-digit code, its name, its name without its kind, its level (province, city, county), and whether
    its short name is a word that speeches use too (合作, 同心, 振兴)."""

    code: str
    name: str
    short: str
    level: Level
    word: bool = False


class Change(NamedTuple):
    """What became of a place: 襄樊市 (420600) is 襄阳市 (420600), renamed in 2010. ``new`` is None where there is no one heir;
    ``year`` is the first in which the code tables no longer hold the old place."""

    name: str
    code: str
    new: str | None
    new_code: str | None
    kind: ChangeKind
    year: int
    source: str


class Place(NamedTuple):
    """A place with the rule that found it; ``name`` None where a text only shows the level.

    ``code`` has six digits, None for a place that the list does not know. ``zone``: a development zone, new area or
    division of the 兵团, which has no code of its own, so ``code`` is that of the place above. ``change``: the name given
    is a former one.
    """

    name: str | None
    level: Level
    rule: str
    code: str | None = None
    zone: bool = False
    change: Change | None = None


class _Index(NamedTuple):
    by_code: Mapping[str, Division]
    by_name: Mapping[str, tuple[Division, ...]]
    by_short: Mapping[str, tuple[Division, ...]]


class _Former(NamedTuple):
    by_code: Mapping[str, tuple[Change, ...]]
    by_name: Mapping[str, tuple[Change, ...]]
    by_short: Mapping[str, tuple[Change, ...]]
    made: Mapping[tuple[str, str], int]


def _table(name: str) -> list[list[str]]:
    text = (files("textkit.lexicon") / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]


@lru_cache(maxsize=1)
def divisions() -> _Index:
    """All divisions of today by code, by name and by short name."""
    by_code: dict[str, Division] = {}
    by_name: dict[str, tuple[Division, ...]] = {}
    by_short: dict[str, tuple[Division, ...]] = {}
    for name, codes, level, short, word, *_ in _table("divisions"):
        for code in codes.split("/"):
            division = Division(code, name, short, cast("Level", level), bool(word))
            by_code[code] = division
            by_name[name] = (*by_name.get(name, ()), division)
            by_short[short] = (*by_short.get(short, ()), division)
    return _Index(by_code, by_name, by_short)


_KIND = re.compile(r"(?<=..)(?:自治区|自治州|自治县|自治旗|地区|新区|特区|矿区|省|市|州|盟|县|区|旗)$")


@lru_cache(maxsize=1)
def former() -> _Former:
    """The changes since 2000 by old code, old name and old short name; ``made``: (code, name) of today → year it began."""
    by_code: dict[str, tuple[Change, ...]] = {}
    by_name: dict[str, tuple[Change, ...]] = {}
    by_short: dict[str, tuple[Change, ...]] = {}
    made: dict[tuple[str, str], int] = {}
    for name, code, new, new_code, kind, year, source, *_ in _table("division_changes"):
        change = Change(name, code, new or None, new_code or None, cast("ChangeKind", kind), int(year), source)
        by_code[code] = (*by_code.get(code, ()), change)
        by_name[name] = (*by_name.get(name, ()), change)
        short = _KIND.sub("", name)
        by_short[short] = (*by_short.get(short, ()), change)
        if kind in ("renamed", "relevelled", "moved"):
            made[new_code, new] = int(year)
    return _Former(by_code, by_name, by_short, made)


def as_division(change: Change) -> Division:
    """The old place of a change: 襄樊市, 420600, 襄樊, city."""
    level: Level = "city" if change.code.endswith("00") else "county"
    return Division(change.code, change.name, _KIND.sub("", change.name), level)


def prefix(code: str) -> str:
    """The digits that all places below a place begin with: 500000 → 50, 511000 → 5110, 511002 → 511002."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


# ------------------------------------------------------------------ what a name may mean
class _Hit(NamedTuple):
    """A place that a name may mean: as it is (``origin``: the code under the name given) and what changed."""

    division: Division
    origin: str
    change: Change | None


def _heir(change: Change, year: int | None) -> Division:
    """What a former place is on a date (None: today), through several changes; itself where it has no one heir."""
    last = as_division(change)
    for _ in range(4):
        if change.new_code is None or change.new is None:
            return last
        now = divisions().by_code.get(change.new_code)
        if now is not None and now.name == change.new:
            return now
        following = [c for c in former().by_code.get(change.new_code, ()) if c.name == change.new and c.year >= change.year]
        if not following:                                          # only its code was given anew since
            same = [d for d in divisions().by_name.get(change.new, ()) if d.code[:2] == change.code[:2]]
            return same[0] if len(same) == 1 else last
        last, change = as_division(following[0]), following[0]
        if year is not None and year < change.year:
            return last
    return last


def _dated(now: tuple[Division, ...], past: tuple[Change, ...], year: int | None) -> list[_Hit]:
    made = former().made
    if year is None:
        return [_Hit(d, d.code, None) for d in now] + [_Hit(_heir(c, None), c.code, c) for c in past]
    hits = [_Hit(d, d.code, None) for d in now if made.get((d.code, d.name), 0) <= year]
    hits += [_Hit(as_division(c), c.code, c) for c in past if made.get((c.code, c.name), 0) <= year < c.year]
    return hits or [_Hit(_heir(c, year), c.code, c) for c in past if c.year <= year]


def _named(words: str, year: int | None) -> list[_Hit]:
    """By full name, else 凉山州 for 凉山彝族自治州, else by short name; a date that none fits is let go."""
    index, past = divisions(), former()
    stem = _KIND.sub("", words)
    same = tuple(d for d in index.by_short.get(stem, ()) if d.name.endswith("自治" + words[len(stem) :].removeprefix("自治"))) if stem != words else ()
    for now, then in (
        (index.by_name.get(words, ()), past.by_name.get(words, ())),
        (same, ()),
        (index.by_short.get(words, ()), past.by_short.get(words, ())),
    ):
        hits = _dated(now, then, year) or (_dated(now, then, None) if year is not None else [])
        if hits:
            return hits
    return []


@lru_cache(maxsize=4096)
def _search(words: str, year: int | None) -> tuple[_Hit, ...]:
    """All that a name may mean; names above it narrow it down: 内江市市中区, 四川省凉山州."""
    if not 2 <= len(words) <= 40:
        return ()
    for start in range(len(words) - 1):
        hits = _named(words[start:], year)
        if hits and start:
            above = _search(words[:start], year) or _search(words[:start], None)
            hits = [h for h in hits if any(_below(h, a) for a in above)]
        if hits:
            return tuple({(h.division.code, h.division.name, h.origin): h for h in reversed(hits)}.values())
    return ()


def _below(hit: _Hit, above: _Hit) -> bool:
    return any(code.startswith(prefix(top)) for code in (hit.division.code, hit.origin) for top in (above.division.code, above.origin))


def _one(hits: tuple[_Hit, ...], name: str) -> _Hit | None:
    today = {h.division.code[:2] for h in hits if h.change is None}       # 巢湖市 of today before that of old, in one province
    hits = tuple(h for h in hits if h.change is None or h.division.code[:2] not in today)
    if len({(h.division.code, h.division.name) for h in hits}) == 1:
        return hits[0]
    if len(hits) > 1 and all(h.division.short == name for h in hits):     # a bare 河南 is the province, no county of that name
        upper = [h for h in hits if h.division.level != "county"]
        hits = tuple(upper) if len(upper) == 1 and upper[0].division.level == "province" else hits
    return hits[0] if len(hits) == 1 else None


# ------------------------------------------------------------------ the public questions
def _year(on: str | int | None) -> int | None:
    match = re.match(r"\d{4}", str(on)) if on is not None else None
    return int(match[0]) if match else None


def _name_at(code: str, year: int | None) -> str | None:
    past = [c for c in former().by_code.get(code, ()) if year is not None and year < c.year]
    if past:
        return min(past, key=lambda c: c.year).name
    now = divisions().by_code.get(code)
    return now.name if now else None


def _full(division: Division, year: int | None) -> str:
    codes = dict.fromkeys(code for code in (division.code[:2] + "0000", division.code[:4] + "00") if code != division.code)
    return "".join(_name_at(code, year) or "" for code in codes) + division.name


def _place(hit: _Hit, year: int | None, rule: str) -> Place:
    return Place(_full(hit.division, year), hit.division.level, rule, hit.division.code, False, hit.change)


_OWN = re.compile(r"(?:我|全|本|该)(省|自治区|市|州|盟|地区|县|区|旗)")
_OWN_LEVEL: Mapping[str, tuple[Level, ...]] = {
    "省": ("province",), "自治区": ("province",), "市": ("county", "city", "province"), "州": ("city",), "盟": ("city",),
    "地区": ("city",), "县": ("county",), "旗": ("county",), "区": ("county", "province"),
}
_ZONE = re.compile(r"[\u4e00-\u9fff]{0,8}?(?:(?:经济|产业|工业|技术|旅游|农业)?(?:技术|产业)?(?:开发区|示范区|园区|度假区)|高新区|经开区|保税区|合作区|管理区|新区)$")
_CORPS = re.compile(r"(?:新疆生产建设)?(?:兵团)?第?(?P<number>十?[一二三四五六七八九]|十)师(?P<city>[\u4e00-\u9fff]{2,5}市)?$")
_CITIES = {"一": "659002", "二": "659006", "三": "659003", "四": "659008", "五": "659007", "六": "659004", "七": "659010",
           "八": "659001", "九": "659012", "十": "659005", "十三": "659011", "十四": "659009"}
_ZONE_LEVEL: Mapping[Level, Level] = {"province": "city", "city": "county", "county": "township"}


def resolve(name: str, *, within: str | Place | None = None, on: str | int | None = None) -> Place | None:
    """The place that a name (or a six-digit code) means, with its fullest name, level and code; None where it is unknown or ambiguous.

    ``within`` is a place above it (or a document's own place), ``on`` an ISO date or a year. A name that several places
    share (朝阳区) needs ``within`` or the places above it in the name. A former name gives what became of it, with
    ``change``; with ``on`` before the change, the place as it then was. Zones, new areas and divisions of the 兵团 give
    the code of the place above and ``zone``; 我县, 全市 and the like the place of that level at or above ``within``.

    >>> resolve("内江市市中区").code, resolve("朝阳区"), resolve("朝阳区", within="长春市").code
    ('511002', None, '220104')
    >>> resolve("襄樊市").name, resolve("襄樊市", on="2008-03-01").name, resolve("襄樊市").change.source[-5:]
    ('湖北省襄阳市', '湖北省襄樊市', '末两版对照')
    >>> resolve("全市", within="四川省巴中市平昌县").name
    '四川省巴中市'

    Source: GB/T 2260 and the yearly changes that the Ministry of Civil Affairs publishes (民政部行政区划变更).
    """
    words, year = re.sub(r"\s+", "", name), _year(on)
    outer = (within.name or "") if isinstance(within, Place) else re.sub(r"\s+", "", within or "")
    above = _coded(outer, year) or _search(outer, year) or _search(outer, None)
    coded = _coded(words, year)
    if coded:
        return _place(coded[0], year, "code")
    own = _OWN.fullmatch(words)
    if own:
        return _own(own[1], outer, above, year)
    if words == "市辖区":
        top = above[0].division if len(above) == 1 and above[0].division.level != "county" else None
        code = None if top is None else top.code[:2] + "0100" if top.code.endswith("0000") else top.code[:4] + "01"
        return Place(_full(top, year) + words, "county", "districts", code) if top and (top.level == "city" or top.name.endswith("市")) else None
    hits = _search(words, year)
    if above:
        hits = tuple(h for h in hits if any(_below(h, a) for a in above))
        inner = tuple(h for h in hits if all(h.division != a.division for a in above))
        hits = inner or hits                                              # 吉林 in 吉林省 is the city
    hit = _one(hits, words)
    if hit:
        return _place(hit, year, "name" if words.endswith(hit.division.name) or hit.change else "short")
    return None if hits else _corps(words) or _zone(words, above, year)


def _coded(words: str, year: int | None) -> tuple[_Hit, ...]:
    if not re.fullmatch(r"[1-9][0-9]{5}", words):
        return ()
    past = former().by_code.get(words, ())
    if year is not None:
        then = [c for c in past if year < c.year]
        if then:
            oldest = min(then, key=lambda c: c.year)
            return (_Hit(as_division(oldest), words, oldest),)
    now = divisions().by_code.get(words)
    if now:
        return (_Hit(now, words, None),)
    return (_Hit(_heir(past[-1], year), words, past[-1]),) if past else ()


def _own(kind: str, outer: str, above: tuple[_Hit, ...], year: int | None) -> Place | None:
    if len(above) != 1:
        known: Level | None = {"省": "province", "市": "city", "州": "city", "县": "county", "区": "county", "旗": "county"}.get(kind)  # type: ignore[assignment]
        return Place(outer, known, "own") if known and outer.endswith(kind) else None
    code = above[0].division.code
    for level in _OWN_LEVEL[kind]:
        at = {"county": code, "city": code[:4] + "00", "province": code[:2] + "0000"}[level]
        division = above[0].division if at == code else divisions().by_code.get(at)
        if division and division.level == level and (division.name.endswith(kind) or kind == "县" and division.name.endswith("旗")):
            return Place(_full(division, year), level, "own", division.code)
    return None


def _corps(words: str) -> Place | None:
    if words in ("新疆生产建设兵团", "生产建设兵团", "兵团"):
        return Place("新疆生产建设兵团", "province", "corps", "650000", True)
    match = _CORPS.fullmatch(words)
    city = divisions().by_code.get(_CITIES.get(match["number"], "")) if match else None
    if match is None or city is None or match["city"] not in (None, city.name):
        return None
    return Place(f"新疆生产建设兵团第{match['number']}师{city.name}", "city", "corps", city.code, True)


@lru_cache(maxsize=1)
def _areas() -> dict[str, str]:
    return {name: parent for name, parent, *_ in _table("division_zones")}


def _zone(words: str, above: tuple[_Hit, ...], year: int | None) -> Place | None:
    if not _ZONE.search(words):
        return None
    for name, parent in _areas().items():
        if words.endswith(name):
            top = divisions().by_code[parent]
            rest = words[: -len(name)]
            if not rest or any(prefix(parent).startswith(prefix(h.division.code)) for h in _search(rest, None)):
                return Place(_full(top, year) + name, _ZONE_LEVEL[top.level], "zone", parent, True)
    for end in range(len(words) - 2, 1, -1):
        hit = _one(_search(words[:end], year), words[:end]) if _ZONE.fullmatch(words[end:]) else None
        if hit and (hit.division.level != "county" or words[:end].endswith(hit.division.name)):
            return Place(_full(hit.division, year) + words[end:], _ZONE_LEVEL[hit.division.level], "zone", hit.division.code, True)
    if len(above) == 1 and _ZONE.fullmatch(words):
        top = above[0].division
        return Place(_full(top, year) + words, _ZONE_LEVEL[top.level], "zone", top.code, True)
    return None


def place_code(place: str | None, on: str | int | None = None) -> str | None:
    """The six-digit code of a document's place on its date; None for places that the list does not know.

    >>> place_code("安徽省巢湖市", "2009-02-01"), place_code("安徽省巢湖市", 2020), place_code("砚川县")
    ('341400', '340181', None)
    """
    found = resolve(place, on=on) if place else None
    return found.code if found else None
