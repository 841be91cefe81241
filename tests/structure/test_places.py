"""Names to divisions: by code, by what stands above, by date; and the place of a document against what it only names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from textkit.clean import clean
from textkit.model import Document, Source
from textkit.structure import parse
from textkit.structure.divisions import former, prefix
from textkit.structure.places import divisions, place_code, resolve

CASES = Path(__file__).parents[1] / "cases" / "places.tsv"


def rows() -> list[tuple[str, ...]]:
    return [tuple(line.split("\t")) for line in CASES.read_text(encoding="utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("name", "within", "on", "expected", "code", "level"), rows())
def test_resolve(name: str, within: str, on: str, expected: str, code: str, level: str) -> None:
    place = resolve(name, within=within or None, on=on or None)
    found = (place.name, place.code or "—", place.level) if place else ("—", "—", "—")
    assert found == (expected, code, level)


def test_change_and_zone_are_told() -> None:
    old, zone, corps = resolve("襄樊市"), resolve("成都高新区"), resolve("兵团第八师")
    assert old and old.change and (old.change.kind, old.change.year) == ("renamed", 2010) and old.change.source
    assert zone and zone.zone and corps and corps.zone
    today = resolve("襄阳市")
    assert today and today.change is None and not today.zone
    assert resolve("我县", within=resolve("511923")) == resolve("我县", within="平昌县")


def test_prefix() -> None:
    assert [prefix(code) for code in ("500000", "511000", "511002")] == ["50", "5110", "511002"]


def test_every_division_resolves_to_itself() -> None:
    for code, division in divisions().by_code.items():
        place = resolve(code)
        assert place and place.code == code and place.level == division.level
        assert place.name and place_code(place.name) == code, place.name


def test_every_change_has_a_source_and_an_heir() -> None:
    changes = [c for several in former().by_code.values() for c in several]
    assert len(changes) >= 400
    for change in changes:
        assert 2000 <= change.year <= 2026 and re.search(r"〔\d{4}〕|\d{4}年", change.source), change
        assert change.kind in ("renamed", "relevelled", "merged", "moved", "abolished")
        assert (change.new is None) == (change.kind == "abolished")
        heir, then = resolve(change.code), resolve(change.code, on=change.year - 1)
        assert then and then.name and then.name.endswith(change.name), change
        assert heir and (heir.code in divisions().by_code or change.new is None), change


def document(text: str) -> Document:
    return parse(Source("case.txt", text.replace("⏎", "\n"), "utf-8", ""))[0]


@pytest.mark.parametrize(("text", "place", "level", "code"), [
    ("县委依法治县办会同县财政局关于护林的通知⏎各乡镇人民政府：⏎现通知如下。全县要抓好落实。", None, "county", None),
    ("在全县会议上的讲话⏎同志们：⏎我县由林业局会同县公安局护林，会同县财政局拨款，湖南的同志讲了经验。", None, "county", None),
    ("会同县2031年护林工作要点⏎一、总体要求", "会同县", "county", "431225"),
    ("在全市会议上的讲话⏎同志们：⏎我市要与成都、重庆、西安等地加强合作，和成都市签订协议，向成都学习。对外合作、合作市场要扩大。", None, "city", None),
    ("在全县会议上的讲话⏎县长 王明（四川省平昌县人）⏎同志们：⏎我县要抓好落实。王明，四川平昌人，生于巴中市平昌县。", None, "county", None),
    ("关于赴浙江省杭州市考察学习的报告⏎我县组团考察，全县要行动。", None, "county", None),
    ("关于开拓东方市场的意见⏎各市：⏎现提出意见。", None, "unknown", None),
    ("在全区会议上的讲话⏎同志们：⏎我区城区面貌一新，振兴发展，同心实践。城区发展，振兴实践。", None, "county", None),
    ("砚川县人民政府关于护林的通知⏎各乡镇人民政府：⏎现印发给你们。", "砚川县", "county", None),
    ("四川省砚川县2031年护林工作要点⏎一、总体要求", "四川省砚川县", "county", None),
    ("中共云岫市委关于护林的意见⏎各县：⏎现提出意见。", "云岫市", "city", None),
    ("襄樊市2008年护林工作要点⏎一、总体要求", "襄樊市", "city", "420600"),
    ("巢湖市2009年护林工作要点⏎一、总体要求⏎安徽要发展。", "安徽省巢湖市", "city", "341400"),
    ("巢湖市2019年护林工作要点⏎一、总体要求⏎安徽要发展。", "安徽省巢湖市", "county", "340181"),
    ("重庆市江北区2020年护林工作要点⏎一、总体要求", "重庆市江北区", "county", "500105"),
    ("内江市市中区2031年护林工作要点⏎一、总体要求", "四川省内江市市中区", "county", "511002"),
])
def test_place_of_a_document(text: str, place: str | None, level: str, code: str | None) -> None:
    found = document(text)
    assert (found.place, found.level, place_code(found.place, found.date or found.work_year)) == (place, level, code)


# Two files of the reference corpus hold the report of a place that only shares its name with the file's.
OTHERWISE = {"恩施": "422801", "黄山": "341003"}


@pytest.mark.parametrize("folder", ["provinces-2025-text", "provinces-2026", "prefectures-2024", "shanghai"])
def test_codes_of_the_reference_corpus(shared: Path, folder: str) -> None:
    for path in sorted((shared / "corpus" / folder).glob("*.txt")):
        source = Source(path.name, path.read_bytes().decode("utf-8"), "utf-8", "")
        found = parse(source, tuple(clean(source)))[0]
        name = re.sub(r"^\d{4}年|(?:市|省|(?:回族|维吾尔)?自治区)?政府工作报告$", "", path.stem)
        answers = [d for d in divisions().by_short[name] if d.level == "province" or folder == "prefectures-2024" and d.level == "city"]
        wanted = OTHERWISE.get(name) or next((d.code for d in answers if d.level == ("city" if name == "吉林" else d.level)), None)
        assert wanted and place_code(found.place, found.date or found.work_year) == wanted, path.name


def test_documents_table_holds_the_code() -> None:
    from textkit.corpus.tables import frame

    table = frame("documents", [document("四川省平昌县2031年护林工作要点⏎一、总体要求"), document("砚川县2031年护林工作要点⏎一、总体要求")])
    assert table["place_code"].tolist()[0] == "511923" and table["place_code"].isna().tolist() == [False, True]
