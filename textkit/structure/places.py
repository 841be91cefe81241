"""Administrative divisions, and the place a text speaks for: by who speaks in it, and by what it names.

The divisions are those of ``lexicon/divisions.tsv`` (GB/T 2260), read when first needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from textkit.model import Level

__all__ = ["Division", "Place", "divisions", "full_name", "place_of"]

MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")


class Division(NamedTuple):
    """One place: its six-digit code, its name, its name without its kind, and its level (province, city, county)."""

    code: str
    name: str
    short: str
    level: Level


class Place(NamedTuple):
    """A place with the rule that found it; ``name`` None where the text only shows the level."""

    name: str | None
    level: Level
    rule: str


class _Index(NamedTuple):
    by_code: Mapping[str, Division]
    by_name: Mapping[str, tuple[Division, ...]]
    by_short: Mapping[str, tuple[Division, ...]]


@lru_cache(maxsize=1)
def divisions() -> _Index:
    """All divisions by code, by name and by short name."""
    by_code: dict[str, Division] = {}
    by_name: dict[str, tuple[Division, ...]] = {}
    by_short: dict[str, tuple[Division, ...]] = {}
    text = (files("textkit.lexicon") / "divisions.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    next(rows)
    for name, codes, level, short, *_ in rows:
        for code in codes.split("/"):
            division = Division(code, name, short, level)      # type: ignore[arg-type]
            by_code[code] = division
            by_name[name] = (*by_name.get(name, ()), division)
            by_short[short] = (*by_short.get(short, ()), division)
    return _Index(by_code, by_name, by_short)


def _province(division: Division) -> Division | None:
    return divisions().by_code.get(division.code[:2] + "0000")


def _city(division: Division) -> Division | None:
    return divisions().by_code.get(division.code[:4] + "00")


def full_name(division: Division, text: str) -> str:
    """The fullest name of a division that ``text`` supports: the places above it that the text names too.

    >>> d = divisions().by_name["平昌县"][0]
    >>> full_name(d, "法治巴中"), full_name(d, "四川"), full_name(d, "")
    ('四川省巴中市平昌县', '四川省平昌县', '平昌县')
    """
    if division.level == "province":
        return division.name
    province, city = _province(division), _city(division)
    above = ""
    city_named = division.level == "county" and city is not None and city.short in text
    if province and (province.short in text or city_named):
        above = province.name
    if division.level == "county" and city is not None and city_named:
        above += city.name
    return above + division.name


# Who speaks: what a document calls its own place.
_SELF: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("county", re.compile(r"[我全](?:县|旗)|县委|县政府|县人民政府|县级(?:相关)?部门|县直")),
    ("district", re.compile(r"[我全]区|区委|区政府|区人民政府|区级(?:相关)?部门|区直")),
    ("city", re.compile(r"[我全]市|市委|市政府|市人民政府|市直|市级部门")),
    ("prefecture", re.compile(r"[我全]州(?!区)|州委|州政府|州人民政府|州直|州级部门")),
    ("league", re.compile(r"[我全]盟|盟委|盟行署|盟直")),
    ("province", re.compile(r"[我全]省|省委|省政府|省人民政府|省直|省级部门")),
    ("region", re.compile(r"[我全]区|自治区(?:党委|政府|人民政府)")),
)
_OWN = {"county": re.compile(r"[我全](?:县|旗)"), "district": re.compile(r"[我全]区"), "city": re.compile(r"[我全]市"),
        "prefecture": re.compile(r"[我全]州"), "league": re.compile(r"[我全]盟"), "province": re.compile(r"[我全]省")}
_REPORT = re.compile(
    r"(?:代表|受)(?P<who>[\u4e00-\u9fff]{0,16}?)(?P<kind>省|自治区|市|州|盟|地区|县|区|旗|镇|乡|街道)?"
    r"(?P<body>人民政府|政府|行署|行政公署|国务院|人大常委会|县委|市委|省委|区委)"
)
_CONGRESS = re.compile(r"(?P<who>[\u4e00-\u9fff]{2,14}?(?:省|自治区|市|州|盟|县|区|旗))(?:委)?第?[一二三四五六七八九十]{1,3}届")
_NAMED = re.compile(r"[\u4e00-\u9fff]{2,15}?(?:特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|州|盟|县|区|旗)")
_NATIONAL = re.compile(r"国务院|中央|全国人大|全国人民代表大会|国家[\u4e00-\u9fff]{1,6}[委局部]|各省、(?:市、)?自治区")
_TOWN = re.compile(r"[我全](?:镇|乡|街道)")
# A place that the list does not know (renamed, new): only where a line above the body names it in full.
_UNLISTED = re.compile(
    r"(?:^(?:中共)?|(?<=[\n\s在年（(共])|(?P<about>(?<=关于)))(?P<name>(?:[\u4e00-\u9fff]{2,5}[省市州])?[\u4e00-\u9fff]{2,6}?(?P<kind>省|自治区|市|州|盟|县|区|旗|镇|乡))"
    r"(?=(?(about)|(?:人民政府|政府|第[一二三四五六七八九十]{1,3}届|[12]\d{3}年|委|人大|代?[县市区州省镇乡]长|[\u4e00-\u9fff]{2,14}(?:局|办公室|办|委员会|组)(?:关于|印发|[12]\d{3}年))))",
    re.MULTILINE,
)
_KINDS: Mapping[str, Level] = {"省": "province", "自治区": "province", "市": "city", "州": "city", "盟": "city", "镇": "township", "乡": "township"}
_NOT_NAMES = re.compile(r"^(?:全|我|本|各|该)|自治区$|^(?:现代|社会|党的|中共|高新|开发|经济)|[XxＸ×某]")


def _matches(words: str) -> tuple[Division, ...]:
    """The divisions whose name ends (or is abbreviated at the end of) a run of characters: 在海州省 → 海州省."""
    index = divisions()
    for start in range(len(words)):
        found = index.by_name.get(words[start:])
        if found:
            return found
    short = re.sub(r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|州|盟|县|区|旗)$", "", words)
    kind = words[len(short):]
    for start in range(len(short) - 1):
        found = index.by_short.get(short[start:])
        same = tuple(d for d in found or () if d.name.endswith(kind) or kind == "州" and d.name.endswith("自治州"))
        if same:
            return same
    return ()


def _match_name(words: str, text: str = "", above: Division | None = None) -> Division | None:
    """The one division that a run of characters ends in; of places that share a name, the one below ``above``, or the
    one whose province or prefecture the text names."""
    found = _matches(words)
    if len(found) > 1 and above is not None:
        found = tuple(d for d in found if d.code.startswith(above.code.rstrip("0"))) or found
    if len(found) > 1:
        found = tuple(d for d in found if any(a and a.short in text for a in (_province(d), _city(d))))
    return found[0] if len(found) == 1 else None


_BEFORE = r"(?:法治|平安|美丽|魅力|幸福|健康|数字|活力|现代化|推进|加快|建设|打造|谱写|我们|中国式|文明|生态|富裕|大美|实力)"
_AFTER = r"(?:县|区|市|旗|州|盟|实际|发展|人民|大地|篇章|实践|建设|精神|特色|作为|贡献|新|经济|全面|依法|治理|高质量)"


_WORDS = ("会同", "和平", "安全", "长远")          # names of counties that are words


def _present(names: Iterable[Division], text: str) -> list[Division]:
    """Those of the divisions whose short name a text holds (by its first two characters first: there are thousands)."""
    pairs = set(pairwise(text))
    return [d for d in names if len(d.short) > 1 and (d.short[0], d.short[1]) in pairs and d.short in text]


def _named_locally(names: Iterable[Division], text: str) -> tuple[Division, int] | None:
    """The county that a text names as its own. Short names of two characters also arise by chance (长远安排), so only
    a name in a context that takes a place counts, and one whose province or prefecture is named counts more."""
    best: tuple[int, int, Division] | None = None
    for division in _present(names, text):
        name = re.escape(division.short)
        count = 3 * text.count(division.name) if division.name != division.short else text.count(division.name)
        count += len(re.findall(rf"{_BEFORE}{name}(?![省市])", text)) + len(re.findall(rf"(?<![长省市])作?{name}{_AFTER}", text))
        if not count:
            continue
        above = sum(2 for d in (_province(division), _city(division)) if d and d is not division and d.short in text)
        if not above and (count < 2 or division.short in _WORDS):
            continue
        if best is None or (count * (1 + above), count) > best[:2]:
            best = (count * (1 + above), count, division)
    return (best[2], best[1]) if best else None


def _count(names: Iterable[Division], text: str, tail: str) -> tuple[Division, int] | None:
    """The division that the text names most; its own name weighs more than its short one, a closing slogan most."""
    best: tuple[int, Division] | None = None
    for division in _present(names, text):
        count = text.count(division.short)
        if not count:
            continue
        if division.short != division.name:
            count += text.count(division.name)
        count += 4 * tail.count(division.short)
        if best is None or count > best[0]:
            best = (count, division)
    return (best[1], best[0]) if best else None


def speaks_as(text: str) -> str | None:
    """What the text calls its own place (county, district, city, prefecture, league, province), by how often."""
    own = {kind: len(p.findall(text)) for kind, p in _OWN.items()}
    kinds = sorted(own, key=lambda k: -own[k])
    if own[kinds[0]]:
        return kinds[0]
    counts = {kind: len(p.findall(text)) for kind, p in _SELF}
    best = max(counts, key=lambda k: counts[k])
    if counts[best] >= 2:
        return best
    ruled = re.search(r"依法治([县市区州省])", text)
    if ruled:
        return {"县": "county", "市": "city", "区": "district", "州": "prefecture", "省": "province"}[ruled[1]]
    return None


_KIND_LEVEL: Mapping[str, Level] = {"county": "county", "district": "county", "city": "city", "prefecture": "city", "league": "city",
                                    "province": "province", "region": "province"}


def place_of(title: str, head: str, text: str, tail: str) -> Place:
    """The place that a document speaks for.

    ``title`` and ``head`` (the lines above the body, the issuers below it) are looked at first: 在…省第十四届人民代表大会,
    …市人民政府, 代表…政府; then what the text calls itself (我县, 全市) with the place of that level that it names most.
    Names that a publisher has blotted out (XX县) give a level only.
    """
    if re.match(r"(?:中共中央|国务院|全国人大|中华人民共和国|国家[\u4e00-\u9fff]{1,8}[委局部]|最高人民)", title):
        return Place(None, "national", "title")
    for source, rule in ((title, "title"), (head, "head")):
        place = _named(source, text, rule)
        if place:
            return place
    opening = text[:1200]
    blotted = re.search(r"(?:[XxＸ×*＊]{1,4}|某某?)(?P<kind>省|市|州|县|区|旗|镇|乡)", title + head)
    if blotted:
        return Place(None, _BLOTTED_LEVEL.get(blotted["kind"], "county"), "blotted-name")
    report = _REPORT.search(opening)
    if report:
        if report["body"] == "国务院":
            return Place(None, "national", "report-opening")
        if report["who"] and report["kind"]:
            division = _match_name(report["who"] + report["kind"], text)
            if division:
                return Place(full_name(division, text), division.level, "report-opening")
    if _NATIONAL.search(title + head) or opening.startswith("各省、自治区、直辖市"):
        return Place(None, "national", "head")
    congress = _CONGRESS.search(opening)
    if congress:
        division = _match_name(congress["who"], text)
        if division:
            return Place(full_name(division, text), division.level, "congress")
    kind = speaks_as(text)
    if report and report["kind"]:
        kind = {"省": "province", "自治区": "region", "市": "city", "州": "prefecture", "盟": "league", "地区": "city", "县": "county",
                "区": "district", "旗": "county", "镇": "town", "乡": "town", "街道": "town"}[report["kind"]]
    if kind == "town" or len(_TOWN.findall(text)) > sum(len(p.findall(text)) for p in _OWN.values()):
        return _town(title + head + text)
    if kind is None:
        national = len(_NATIONAL.findall(text[:3000])) >= 3 or text[:6000].count("我国") >= 5
        level: Level = "national" if national else "unknown"
        return Place(None, level, "self-reference")
    return _most_named(kind, text, tail)


def _named(source: str, text: str, rule: str) -> Place | None:
    """A place that a heading line names: the lowest level of the first chain (四川省夹江县)."""
    best: Division | None = None
    for match in _NAMED.finditer(source):
        division = _match_name(match.group(), text, best)
        if division is None:
            continue
        if best is None or (division.level != best.level and division.code.startswith(best.code.rstrip("0"))):
            best = division
    if best is None:
        for size in range(4, 1, -1):
            for match in re.finditer(r"[\u4e00-\u9fff]{2,14}", source):
                for start in range(len(match.group()) - size + 1):
                    found = divisions().by_short.get(match.group()[start : start + size])
                    if found and found[0].level == "province":
                        return Place(found[0].name, "province", rule)
    if best is None:
        for match in _UNLISTED.finditer(source):
            about = match["about"] is not None and text.count(match["name"][:-1]) < 3
            if not about and not _NOT_NAMES.search(match["name"]):
                return Place(match["name"], _KINDS.get(match["kind"], "county"), rule)
        return None
    return Place(full_name(best, source + text), best.level, rule)


_TOWNS = re.compile(r"(?P<above>[\u4e00-\u9fff]{2,8}[县区市旗])?(?P<town>[\u4e00-\u9fff]{2,3}(?:镇|乡|街道))(?=党委|政府|人民政府|党工委|办事处|[12]\d{3}年|第)")


def _town(text: str) -> Place:
    """A town, with the county above it where the text names that: towns are too many for a list."""
    for match in _TOWNS.finditer(text):
        town = re.sub(r"^(?:我|全|本|各|在|和|是|县)+", "", match["town"])
        if len(town) < 3 or town.startswith(("代表", "人民")):
            continue
        county = _match_name(match["above"], text) if match["above"] else None
        return Place((full_name(county, text) if county else "") + town, "township", "town")
    return Place(None, "township", "self-reference")


_BLOTTED_LEVEL: Mapping[str, Level] = {"省": "province", "市": "city", "州": "city", "镇": "township", "乡": "township"}
_BLOTTED = re.compile(r"(?:[XxＸ×*＊]{1,4}|某某?)(?:县|市|区|乡|镇|州)|(?:法治|平安|建设|美丽)[XxＸ×]{2}")


def _by_cities(text: str) -> Division | None:
    """The province whose cities a text names: at least three of them, and hardly any others."""
    count: dict[str, int] = {}
    for division in _present(divisions().by_code.values(), text):
        if division.level == "city":
            count[division.code[:2]] = count.get(division.code[:2], 0) + 1
    if not count:
        return None
    best = max(count, key=lambda code: count[code])
    return divisions().by_code.get(best + "0000") if count[best] >= 3 and count[best] >= 0.75 * sum(count.values()) else None


def _most_named(kind: str, text: str, tail: str) -> Place:
    level = _KIND_LEVEL[kind]
    every = divisions().by_code.values()
    suffix = {"county": ("县", "旗", "市"), "district": ("区",), "city": ("市", "地区"), "prefecture": ("州",), "league": ("盟",),
              "province": ("省",), "region": ("自治区",)}[kind]
    pool = [d for d in every if d.level == level and d.name.endswith(suffix)]
    if kind == "city":                                         # 市 is said of municipalities and of counties too
        pool += [d for d in every if d.name in MUNICIPALITIES or d.level == "county" and d.name.endswith("市")]
    if kind == "district":
        pool += [d for d in every if d.name.endswith("自治区")]
    found = _named_locally(pool, text) if level == "county" else _count(pool, text, tail)
    if level == "county" and found and _BLOTTED.search(text) and full_name(found[0], text) == found[0].name:
        found = None                                           # anonymised: a stray name is not the place
    if found and found[1] >= 2:
        division = found[0]
        return Place(full_name(division, text), division.level, "self-reference")
    if kind == "province":
        province = _by_cities(text)
        if province:
            return Place(province.name, "province", "cities")
    return Place(None, level, "self-reference")
