"""Bodies that were renamed or abolished, and bodies written two ways.

Source: the reforms of 2003 to 2023 in ``lexicon/unit_aliases.tsv``, each with the date from which it held at each level. What
the text itself calls former (原国土资源局) stays; so does every name older than its reform. Undated documents count as of today's
names only where their work year is known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit
from textkit.extract.aliases import name_at
from textkit.lexicon import load

_LEVELS = {"national": "national", "province": "province", "city": "city", "county": "county", "township": "county"}
_BEFORE = re.compile(r"(?:^|[^\u4e00-\u9fff]|(?:[省市县区州盟旗]|自治区|国家|国务院))$")
_AFTER = re.compile(r"(?![门署分队件位落面势限史令数])")
_PAST = re.compile(r"(?:原|原来的?|撤销|改组|更名|整合|前身|时任|曾任)[^，。；]{0,12}$")
_UNSURE = re.compile(r"^(?:文化|旅游|建设|商业|贸易|人口|劳动|人事|卫生|监察|林业|粮食|农业|畜牧|农牧|规划建设|城建|交通|工商|食药|质监)")
_CURRENT = re.compile(r"^(?:金融监管总局|畜牧(?:兽医)?局)$")    # a short name in use; bodies that go on in some provinces
_BRIEF = re.compile(r"(?:局|厅|委|委员会|办|办公室|总局|会)$")


@lru_cache(maxsize=1)
def _former() -> tuple[tuple[re.Pattern[str], dict[str, str], str], ...]:
    """Patterns of former names that may be searched for, their dates by level, and the source."""
    out = []
    for row in load("unit_aliases"):
        since = {level: row[level] for level in ("national", "province", "city", "county")}
        if any(date[:1] == "2" for date in since.values()):
            core = row.pattern.removeprefix("^").removesuffix("$").replace("(?P<s>", "(?:")
            out.append((re.compile(core), since, row["source"]))
    return tuple(out)


def _renamed(manuscript: Manuscript) -> Iterator[Hit]:
    document, text = manuscript.document, manuscript.text
    on = document.date or (f"{document.work_year}" if document.work_year else "")
    level = _LEVELS.get(document.level)
    if not on or level is None:
        return
    when = on if len(on) == 10 else f"{on}-01-01" if len(on) == 4 else f"{on}-01"
    done: set[int] = set()
    for pattern, since, source in _former():
        date = since[level]
        if not date.startswith("2") or date > when:
            continue
        for found in pattern.finditer(text):
            if found.start() in done or not _BRIEF.search(found[0]) or _CURRENT.match(found[0]) or not _stands_alone(text, *found.span()) \
                    or manuscript.in_title(found.start()):
                continue
            own = text[found.start() - 1 : found.start()] in ("省", "市", "县", "区", "州", "盟", "旗")
            if _UNSURE.match(found[0]) and not own:
                continue
            start = found.start() - own
            now = name_at(text[start : found.end()], when, level=document.level, place=document.place)
            if now != text[start : found.end()]:
                done.update(range(*found.span()))
                yield hit(start, found.end(), now=now, date=date, source=source)


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 16) : start]
    return _BEFORE.search(before) is not None and _AFTER.match(text, end) is not None and not _PAST.search(before)


def _variants(manuscript: Manuscript) -> Iterator[Hit]:
    written: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for task in manuscript.document.tasks:
        for unit in task.units:
            if unit.unit_type == "body" and len(unit.canonical) > 3:
                written[unit.canonical].setdefault(unit.name, unit.span)
    for ways in written.values():
        plain = {re.sub(r"\s", "", name): span for name, span in ways.items()}
        ways_left = {name: span for name, span in plain.items()
                     if not any(name != other and other.endswith(name) for other in plain)}     # 司法局 beside 县司法局
        if len(ways_left) > 1:
            first, *others = sorted(ways_left, key=lambda name: ways_left[name])
            for other in others:
                yield hit(*ways_left[other], other=first)


_NEW = {"date": "2030-05-06", "place": "四川省海州县", "level": "county"}
RULES = (
    Rule(
        "unit.former", "warning", "历次机构改革方案（词表 unit_aliases 每行注明）",
        ("“{quote}”自 {date} 起已改为“{now}”（{source}）", "“{quote}” has been “{now}” since {date} ({source})"), _renamed, ("改为“{now}”", "write “{now}”"),
        fires=(Example("由县国土资源局牵头，县水利局配合。", _NEW), Example("县安监局、县环保局要加强检查。", _NEW)),
        silent=(Example("由县自然资源局牵头，县水利局配合。", _NEW), Example("原县国土资源局的档案要移交。", _NEW),
                Example("由县国土资源局牵头。", {**_NEW, "date": "2015-05-06"}), Example("县建设部署会召开，各农业部门要配合。", _NEW)),
    ),
    Rule(
        "unit.variants", "info", "公文校对惯例（同一机构名称前后一致）", ("与前面的“{other}”是同一单位，写法不同", "the same body as “{other}” above, written otherwise"),
        _variants, ("全文用一种写法", "write it one way"),
        fires=(Example("县发改局要在6月底前报送计划。县发展改革局要抓好项目入库。", _NEW),),
        silent=(Example("县水利局要抓好清淤。县水利局要备足物资。", _NEW), Example("县司法局要抓好普法。司法局要办好讲堂。", _NEW)),
    ),
)
