"""Figures of tasks over years and places: every kind is drawn, in Chinese, with what it is asked for; nothing warns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from textkit.compare import Places, Years, places, years
from textkit.corpus import Corpus
from textkit.model import TextkitError
from textkit.report.figures.names import fitted, last_name, tile_name


@pytest.fixture(scope="module")
def side(reports_of_all: Corpus) -> Places:
    return places(reports_of_all, 2024)


@pytest.fixture(scope="module")
def lines(reports_of_all: Corpus) -> Years:
    return years(reports_of_all)


def _words(fig: object) -> str:
    return " ".join(text.get_text() for text in fig.findobj(lambda artist: hasattr(artist, "get_text")))  # type: ignore[attr-defined]


def test_lineage(lines: Years) -> None:
    fig, (top, below) = lines.plot(place="砚川县", threads=6)
    assert top.get_title(loc="left").startswith("云岫市砚川县") and len(below.get_yticklabels()) == 6
    assert "未再提" in _words(fig) and [label.get_text() for label in top.get_xticklabels()] == ["2022", "2023", "2024"]
    with pytest.raises(TextkitError, match="结果里没有"):
        lines.plot(place="长陵县")


def test_bars_add_up_to_the_rows(lines: Years) -> None:
    _, (top, _) = lines.plot(place="云岫市")
    assert sum(abs(bar.get_height()) for bar in top.patches) == sum(row["place"] == "云岫市" for row in lines.rows)


@pytest.mark.parametrize("kind", ["fields", "tasks", "coverage", "tiles"])
def test_places(side: Places, kind: str) -> None:
    fig, _ = side.plot(kind=kind)
    assert "2024 年" in _words(fig) and "砚川" in _words(fig)


def test_tiles_of_a_field_and_what_is_refused(side: Places) -> None:
    assert "农业农村占任务的 %" in _words(side.plot(kind="tiles", field="农业农村")[0])
    assert "进出口总额" in _words(side.plot(kind="tiles", indicator="进出口总额")[0])
    for wrong in ({"kind": "globe"}, {"kind": "tiles", "field": "海洋"}, {"kind": "tiles", "indicator": "幸福指数"}):
        with pytest.raises(TextkitError):
            side.plot(**wrong)


def test_a_map_only_on_the_users_boundaries(side: Places, tmp_path: Path) -> None:
    square = [[[0, 0], [1, 0], [1, 1], [0, 0]]]
    file = tmp_path / "mine.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"properties": {"name": "砚川县"}, "geometry": {"type": "Polygon", "coordinates": square}},
        {"properties": {"name": "别处"}, "geometry": {"type": "MultiPolygon", "coordinates": [square]}},
        {"properties": {}, "geometry": None}]}), encoding="utf-8")
    fig, _ = side.plot(kind="map", boundaries=file, key="name")
    assert "（1 个地方）" in _words(fig)
    with pytest.raises(TextkitError, match="adcode"):
        side.plot(kind="map", boundaries=file)
    file.write_text("[]", encoding="utf-8")
    with pytest.raises(TextkitError, match="GeoJSON"):
        side.plot(kind="map", boundaries=file)


@pytest.mark.parametrize(("place", "short", "tile"), [
    ("内蒙古自治区", "内蒙古自治区", "内蒙古"), ("西藏自治区", "西藏自治区", "西藏"), ("广西壮族自治区来宾市", "来宾市", "来宾"), ("四川省凉山彝族自治州", "凉山彝族自治州", "凉山"),
    ("云岫市砚川县", "砚川县", "砚川"), ("上海市", "上海市", "上海"), ("黑龙江省", "黑龙江省", "黑龙江"), ("安徽省黄山市黄山区", "黄山区", "黄山"), ("全国", "全国", "全国"),
    ("内蒙古自治区锡林郭勒盟", "锡林郭勒盟", "锡林郭勒"), ("山东省济南市市中区", "市中区", "市中"),
    ("贵州省黔南布依族苗族自治州", "黔南布依族苗族自治州", "黔南"), ("新疆维吾尔自治区", "新疆维吾尔自治区", "新疆"),
])
def test_names(place: str, short: str, tile: str) -> None:
    assert (last_name(place), tile_name(place)) == (short, tile)
    assert fitted(place, 3) in (place, place[:2] + "…")
