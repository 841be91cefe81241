"""The place a text speaks for: by who speaks in it, and by what it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

from textkit.model import Level
from textkit.structure.divisions import Division, Place, as_division, divisions, former, place_code, prefix, resolve

__all__ = ["Division", "Place", "divisions", "full_name", "place_code", "place_of", "resolve"]

MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")


@lru_cache(maxsize=1)
def _known() -> tuple[Division, ...]:
    """All places of today, and those that have gone since 2000 under a name that is no word and no place of today."""
    index = divisions()
    gone = (as_division(c) for changes in former().by_name.values() for c in changes)
    return (*index.by_code.values(), *(d for d in gone if d.name not in index.by_name and d.name not in _COMMON))


def _province(division: Division) -> Division | None:
    return divisions().by_code.get(division.code[:2] + "0000")


def _city(division: Division) -> Division | None:
    code = division.code[:4] + "00"
    gone = former().by_code.get(code)
    return divisions().by_code.get(code) or (as_division(gone[-1]) if gone else None)


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
_NAMED = re.compile(r"[\u4e00-\u9fff]{2,15}?(?:特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|州|盟|县|区|旗)(?![场域])")
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
    index, gone = divisions(), former().by_name
    for start in range(len(words)):
        name = words[start:]
        past = tuple(as_division(c) for c in gone.get(name, ()) if name not in _COMMON)
        found = index.by_name.get(name, ()) + past
        if found:
            return found
    short = re.sub(r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|州|盟|县|区|旗)$", "", words)
    kind = words[len(short):]
    for start in range(len(short) - 1):
        same = tuple(d for d in index.by_short.get(short[start:], ()) if d.name.endswith(kind) or kind == "州" and d.name.endswith("自治州"))
        if same:
            return same
    return ()


def _match_name(words: str, text: str = "", above: Division | None = None) -> Division | None:
    """The one division that a run of characters ends in; of places that share a name, the one below ``above``, or the
    one whose province or prefecture the text names."""
    found = _matches(words)
    if len(found) > 1 and above is not None:
        found = tuple(d for d in found if d.code.startswith(prefix(above.code))) or found
    if len(found) > 1:
        found = tuple(d for d in found if any(a and a.short in text for a in (_province(d), _city(d)) if a != d))
    if len(found) > 1:                                          # 巢湖市, 三元区: that of today before that of old
        found = tuple(d for d in found if divisions().by_code.get(d.code) == d) if len({d.code[:2] for d in found}) == 1 else found
    return found[0] if len(found) == 1 else None


# Places that a text names but does not speak for: where people come from, whom one visits or works with, long lists of others;
# and 会同 that means "together with" (县委办会同县财政局), not the county in 怀化.
_ELSEWHERE = re.compile(
    r"(?:籍贯|祖籍|原籍|出生于|生于|出生地|来自)[是为：:]?[\u4e00-\u9fff]{2,16}"
    r"|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,14}(?:人|籍)(?=[，,、）)])"
    r"|(?:[与同和赴到向]|学习|借鉴|对标|支援|帮扶|结对)(?:[\u4e00-\u9fff]{2,10}、){0,10}[\u4e00-\u9fff]{2,10}?"
    r"[^，。；\n]{0,10}?(?:合作|协作|签约|签订|签署|对接|结对|考察|学习|交流|帮扶|共建|友好|招商|挂职)"
    r"|(?<![\u4e00-\u9fff、])(?:[\u4e00-\u9fff]{2,16}、){2,12}[\u4e00-\u9fff]{2,8}?等(?:\d{1,3}|[一二三四五六七八九十]{1,2})?(?:个|座)?(?:地|省|市|县|区|城市|兄弟)"
    r"|会同(?=[省市县区])(?<!怀化市会同)(?<!怀化会同)(?<!湖南省会同)(?<!湖南会同)(?<!中共会同)(?<!关于会同)(?<!在会同)(?<![\n]会同)",
)


def _speaking(text: str) -> str:
    """The text without the places that it names but does not speak for."""
    return _ELSEWHERE.sub("　", "\n" + text)                # a title opens with 会同县, a clause with the verb


def _said(division: Division, text: str) -> int:
    """How often a text names a division in full: 合作市, not 合作市场."""
    return len(re.findall(re.escape(division.name) + "(?![场域])", text)) if division.word else text.count(division.name)


_BEFORE = r"(?:法治|平安|美丽|魅力|幸福|健康|数字|活力|现代化|推进|加快|建设|打造|谱写|我们|中国式|文明|生态|富裕|大美|实力)"
_AFTER = r"(?:县|区|市|旗|州|盟|实际|发展|人民|大地|篇章|实践|建设|精神|特色|作为|贡献|新|经济|全面|依法|治理|高质量)"


_COMMON = frozenset(("郊区", "城区", "市区", "新区", "矿区", "市郊区"))   # names of districts that no text means by them


def _present(names: Iterable[Division], text: str) -> list[Division]:
    """Those of the divisions whose short name a text holds (by its first two characters first: there are thousands)."""
    pairs = set(pairwise(text))
    return [d for d in names if len(d.short) > 1 and (d.short[0], d.short[1]) in pairs and d.short in text]


def _named_locally(names: Iterable[Division], text: str) -> tuple[Division, int] | None:
    """The county that a text names as its own. Short names of two characters also arise by chance (长远安排), so only
    a name in a context that takes a place counts, and one whose province or prefecture is named counts more."""
    best: tuple[int, int, Division] | None = None
    for division in _present(names, text):
        if division.name in _COMMON:
            continue
        name = re.escape(division.short)
        count = _said(division, text) * (3 if division.name != division.short else 1)
        count += len(re.findall(rf"{_BEFORE}{name}(?![省市])", text)) + len(re.findall(rf"(?<![长省市])作?{name}{_AFTER}", text))
        if not count:
            continue
        above = sum(2 for d in (_province(division), _city(division)) if d and d is not division and d.short in text)
        if not above and (count < 2 or division.word):
            continue
        if best is None or (count * (1 + above), count) > best[:2]:
            best = (count * (1 + above), count, division)
    return (best[2], best[1]) if best else None


def _count(names: Iterable[Division], text: str, tail: str) -> tuple[Division, int] | None:
    """The division that the text names most; its own name weighs more than its short one, a closing slogan most."""
    best: tuple[int, Division] | None = None
    for division in _present(names, text):
        count = _said(division, text) if division.word else text.count(division.short)
        if not count:
            continue
        if division.short != division.name:
            count += text.count(division.name)
        count += 4 * tail.count(division.name if division.word else division.short)
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
    source = _speaking(source)
    best: Division | None = None
    for match in _NAMED.finditer(source):
        division = _match_name(match.group(), text, best)
        if division is None:
            continue
        if best is None or (division.level != best.level and division.code.startswith(prefix(best.code))):
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
    for match in _UNLISTED.finditer(source):                   # a county that no list knows, below a place that it does
        if best.level != "county" and match["about"] is None and match["name"].startswith(best.name) and match["name"] != best.name:
            return Place(match["name"], _KINDS.get(match["kind"], "county"), rule)
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
    for division in _present(_known(), text):
        if division.level == "city":
            count[division.code[:2]] = count.get(division.code[:2], 0) + 1
    if not count:
        return None
    best = max(count, key=lambda code: count[code])
    return divisions().by_code.get(best + "0000") if count[best] >= 3 and count[best] >= 0.75 * sum(count.values()) else None


@lru_cache(maxsize=None)
def _pool(kind: str) -> tuple[Division, ...]:
    """The places that may call themselves 我县, 我市 …, of today and of old."""
    level, every = _KIND_LEVEL[kind], _known()
    suffix = {"county": ("县", "旗", "市"), "district": ("区",), "city": ("市", "地区"), "prefecture": ("州",), "league": ("盟",),
              "province": ("省",), "region": ("自治区",)}[kind]
    pool = [d for d in every if d.level == level and d.name.endswith(suffix)]
    if kind == "city":                                         # 市 is said of municipalities and of counties too
        pool += [d for d in every if d.name in MUNICIPALITIES or d.level == "county" and d.name.endswith("市")]
    if kind == "district":
        pool += [d for d in every if d.name.endswith("自治区")]
    return tuple(pool)


def _most_named(kind: str, text: str, tail: str) -> Place:
    level, pool = _KIND_LEVEL[kind], _pool(kind)
    heard = _speaking(text)
    found = _named_locally(pool, heard) if level == "county" else _count(pool, heard, _speaking(tail))
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
