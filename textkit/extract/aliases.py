"""The present full name of a unit: 省发展改革委 is 省发展和改革委员会, 县国土资源局 is 县自然资源局 since March 2019.

The table ``lexicon/unit_aliases.tsv`` holds abbreviations and the reforms of 2003, 2008, 2013, 2018 and 2023 with the
dates from which they held for the centre, provinces, cities and counties; every row names its plan. A place's own
prefix is made one: 夹江县司法局, 县司法局 and 司法局 in a document of 夹江县 are all 县司法局.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from textkit.lexicon import load

__all__ = ["canonical", "name_at"]

_LEVELS = {"national": 0, "province": 1, "city": 2, "county": 3, "township": 3}
_OWN = {"province": "省", "city": "市", "county": "县"}
_FULL = {"委": "委员会", "办": "办公室"}
_BY_LEVEL = ("部", "厅", "局", "局")
_PREFIX = re.compile(
    r"^(?P<level>国家|中央|全国|国务院|自治区|[省市县区州盟旗镇乡])(?P<party>委)?(?=[\u4e00-\u9fff]{2})(?P<core>.+)$"
)
_NAMED = re.compile(r"^(?P<place>[\u4e00-\u9fff]{2,6}?(?:省|自治区|市|自治州|州|盟|县|旗|区))(?P<party>委)?(?P<core>.{2,})$")
_GENERAL = re.compile(r"^(?:各|有关|相关|全|本|同级|上级|下级|当地|属地|试点)|等$")
_OFFICE = re.compile(r"^(?![省市县区]|地方)([\u4e00-\u9fff]{2,4}(?<![省市县区]))(?:银保监局|银监局|金融监管局)$")
_SUPERVISION = re.compile(r"^[省市县区]?金融监管局$")
_COMMITTEE = re.compile(r"^[省市县区州盟旗]委(?:办|办公室|办公厅)?$")


@dataclass(frozen=True, slots=True)
class _Row:
    pattern: re.Pattern[str]
    name: str
    organ: str
    since: tuple[str, str, str, str]


@lru_cache(maxsize=None)
def _rows() -> tuple[_Row, ...]:
    columns = ("national", "province", "city", "county")
    return tuple(
        _Row(re.compile(e.pattern), e["name"], e["organ"], (e[columns[0]], e[columns[1]], e[columns[2]], e[columns[3]]))
        for e in load("unit_aliases")
    )


@lru_cache(maxsize=4096)
def _core(core: str, level: int, on: str) -> tuple[str, str]:
    """The full name of a body without its place, and what kind of organ it is (empty where the table has no row)."""
    organ = ""
    for _ in range(4):                            # 扶贫办 → 乡村振兴局 → 农业农村局
        for row in _rows():
            since = row.since[level]
            match = row.pattern.match(core) if since and (since == "-" or since <= on) else None
            if not match:
                continue
            suffix = match.groupdict().get("s") or ""
            full = row.name.replace("{s}", _FULL.get(suffix, suffix)).replace("{L}", _BY_LEVEL[level])
            full = full.replace("{W}", "局" if level == 3 else "委员会")
            if full.endswith("委员会厅") or full == core:
                organ = organ or row.organ
                continue
            core, organ = full, row.organ
            break
        else:
            break
    return core, organ


_DIVISIONS = re.compile(
    r"^(?:(?P<province>.{2,7}?(?:省|自治区)))?(?:(?P<city>.{2,7}?(?:市|自治州|地区|盟|州(?=$|.+[县市区旗]$))))?"
    r"(?:(?P<county>.{1,8}?(?:自治县|县|区|市|旗)))?(?:(?P<township>.{1,6}(?:镇|乡|街道)))?$"
)


def _own_names(place: str | None) -> tuple[list[str], str]:
    """How the place names itself, longest first, and the letter of its own level."""
    match = _DIVISIONS.match(place) if place else None
    if not place or not match:
        return ([place] if place else []), ""
    last = match["township"] or match["county"] or match["city"] or match["province"] or place
    kind = re.search(r"(?:自治区|自治州|自治县|地区|省|市|州|盟|县|旗|区|镇|乡|街道)$", last)
    letter = kind[0] if kind else ""
    short = last[: -len(letter)] if letter else last
    names = [place, last] + ([short] if len(short) >= 2 else [])
    own = {"自治州": "州", "自治县": "县", "街道": "", "地区": "地区"}.get(letter, letter)
    return list(dict.fromkeys(names)), own


def canonical(name: str, *, date: str | None = None, level: str = "unknown", place: str | None = None) -> str:
    """The present full name of the unit ``name``, with the prefix of its own level where it is the place's own.

    ``level`` and ``place`` are the document's (a level of :data:`textkit.model.Level`, the fullest name of the place);
    ``date`` is its ISO date: a short name that a later reform gave to another body is left alone from then on
    (省金融监管局 of 2024 is no 地方金融监管局 of 2019). What the table does not know comes back as written.

    >>> canonical("县国土资源局", level="county"), canonical("省发展改革委", level="province")
    ('县自然资源局', '省发展和改革委员会')
    >>> canonical("夹江县司法局", level="county", place="四川省夹江县"), canonical("司法局", level="county", place="四川省夹江县")
    ('县司法局', '县司法局')
    """
    if date and date >= "2023-07" and _SUPERVISION.search(name):
        return name
    return name_at(name, "9999-12-31", level=level, place=place)


@lru_cache(maxsize=4096)
def name_at(name: str, on: str, *, level: str = "unknown", place: str | None = None) -> str:
    """The name that held on the ISO date ``on``: 县国土资源局 in 2015, 县自然资源局 from 31 March 2019."""
    plain = re.sub(r"[“”\"\s]", "", name)
    if len(plain) < 2 or _GENERAL.match(plain) or _COMMITTEE.match(plain) or "、" in plain:
        return plain or name
    if (office := _OFFICE.match(plain)) and on >= "2023-07-20":
        return f"国家金融监督管理总局{office[1]}监管局"
    own_names, own = _own_names(place)
    own = own or _OWN.get(level, "")
    rank = _LEVELS.get(level, -1)
    if rank == 1 and own == "市":                 # 直辖市 name their bodies 局, as cities do
        rank = 2
    for mine in own_names:
        if plain.startswith(mine) and len(plain) - len(mine) >= 2:
            rest = plain[len(mine) :]
            party = "委" if rest.startswith("委") and len(rest) > 2 else ""
            core, organ = _core(rest[len(party) :], max(rank, 0) if rank >= 0 else _guess(mine), on)
            return _prefixed(own, party, core, organ)
    prefix = _PREFIX.match(plain)
    if prefix:
        letter, party, rest = prefix["level"], prefix["party"] or "", prefix["core"]
        mine_too = rank == 3 and letter in "县区市旗" and own in ("县", "区", "市", "旗") and _rank(letter) >= 2 and letter == own
        core, organ = _core(rest, 3 if mine_too else _rank(letter), on)
        return _prefixed(letter, party, core, organ)
    named = _NAMED.match(plain)
    if named:
        core, organ = _core(named["core"], _guess(named["place"]), on)
        if organ:
            return f"{named['place']}{named['party'] or ''}{core}"
    core, organ = _core(plain, rank if rank >= 0 else 3, on)
    if organ == "none":
        return "国家" + core if core == "金融监督管理总局" else core if core.startswith("中国") else "中国" + core
    if rank == 0:
        return _national(core, organ)
    if organ in ("gov", "party"):
        return _prefixed(own, "委" if organ == "party" else "", core, organ)
    if own and not organ and re.search(r"(?:局|厅)$", core) and not named:
        return own + core
    return core


def _national(core: str, organ: str) -> str:
    """发展改革委 of a State Council document is 国家发展和改革委员会; ministries carry no prefix."""
    if organ == "gov" and re.search(r"(?:委员会|局)$", core) and not core.startswith(("国家", "国务院", "中国")):
        return ("国务院" if core.startswith("国有资产") else "国家") + core
    if organ == "party":
        return "中央" + core
    return core


def _prefixed(letter: str, party: str, core: str, organ: str) -> str:
    if letter in ("国家", "国务院") and core.endswith("部"):
        return core
    if letter == "国务院" and core.endswith("局"):
        return "国家" + core
    if organ == "party" and letter in ("省", "市", "县", "区", "州", "盟", "旗"):
        return f"{letter}委{core}"
    return f"{letter}{party}{core}"


def _rank(letter: str) -> int:
    return {"国家": 0, "中央": 0, "全国": 0, "国务院": 0, "省": 1, "自治区": 1, "市": 2, "州": 2, "盟": 2}.get(letter, 3)


def _guess(place: str) -> int:
    """The level that the kind of a place's name speaks for."""
    if place.endswith(("省", "自治区")):
        return 1
    return 2 if place.endswith(("市", "自治州", "州", "盟")) else 3
