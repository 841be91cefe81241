"""Present names of bodies: reforms with their dates, abbreviations, and a place's own prefix."""

from __future__ import annotations

import pytest

from textkit.extract.aliases import canonical, name_at
from textkit.lexicon import load


@pytest.mark.parametrize(("name", "level", "place", "expected"), [
    ("县国土资源局", "county", None, "县自然资源局"),
    ("国土资源部", "national", None, "自然资源部"),
    ("省发展改革委", "province", None, "省发展和改革委员会"),
    ("发展改革委", "national", None, "国家发展和改革委员会"),
    ("国家发展改革委", "national", None, "国家发展和改革委员会"),
    ("文广新局", "county", None, "县文化和旅游局"),
    ("县食药监局", "county", None, "县市场监督管理局"),
    ("市工商局", "city", None, "市市场监督管理局"),
    ("省卫计委", "province", None, "省卫生健康委员会"),
    ("县卫生局", "county", None, "县卫生健康局"),
    ("县农业局", "county", None, "县农业农村局"),
    ("县环保局", "county", None, "县生态环境局"),
    ("省安监局", "province", None, "省应急管理厅"),
    ("县安监局", "county", None, "县应急管理局"),
    ("县扶贫办", "county", None, "县农业农村局"),
    ("省地方金融监管局", "province", None, "省地方金融管理局"),
    ("银保监会", "national", None, "国家金融监督管理总局"),
    ("县人社局", "county", None, "县人力资源和社会保障局"),
    ("县住建局", "county", None, "县住房和城乡建设局"),
    ("市卫健委", "city", None, "市卫生健康委员会"),
    ("组织部", "county", None, "县委组织部"),
    ("县法院", "county", None, "县人民法院"),
    ("省经信委", "province", None, "省经济和信息化厅"),
    ("市安监局", "province", "上海市", "市应急管理局"),
    ("省教育厅", "county", "四川省夹江县", "省教育厅"),
    ("县委", "county", None, "县委"),
    ("各乡镇", "county", None, "各乡镇"),
    ("王伟同志", "county", None, "王伟同志"),
])
def test_present_name(name: str, level: str, place: str | None, expected: str) -> None:
    assert canonical(name, level=level, place=place) == expected


@pytest.mark.parametrize(("place", "level", "names", "expected"), [
    ("四川省夹江县", "county", ["夹江县司法局", "县司法局", "司法局", "四川省夹江县司法局"], "县司法局"),
    ("四川省广元市利州区", "county", ["利州区环保局", "区环保局", "环保局", "区生态环境局"], "区生态环境局"),
    ("山东省", "province", ["山东省科技厅", "省科技厅", "科技厅", "省科学技术厅"], "省科学技术厅"),
    ("江苏省苏州市昆山市", "county", ["昆山市国土局", "市自然资源局", "国土局"], "市自然资源局"),
])
def test_one_body_under_its_names(place: str, level: str, names: list[str], expected: str) -> None:
    assert {canonical(name, level=level, place=place) for name in names} == {expected}


@pytest.mark.parametrize(("name", "on", "level", "expected"), [
    ("县国土资源局", "2015-05-01", "county", "县国土资源局"),
    ("县国土资源局", "2019-04-01", "county", "县自然资源局"),
    ("省国土资源厅", "2018-12-30", "province", "省国土资源厅"),
    ("县扶贫办", "2020-01-01", "county", "县扶贫办"),
    ("县扶贫办", "2022-01-01", "county", "县乡村振兴局"),
    ("县扶贫办", "2025-01-01", "county", "县农业农村局"),
    ("县发改局", "2015-01-01", "county", "县发展和改革局"),
])
def test_name_in_force(name: str, on: str, level: str, expected: str) -> None:
    assert name_at(name, on, level=level) == expected


def test_names_are_stable() -> None:
    for entry in load("unit_aliases"):
        for level in ("national", "province", "city", "county"):
            once = canonical(entry["example"], level=level)
            assert canonical(once, level=level) == once, (entry["example"], level)


def test_a_name_that_came_to_mean_another_body() -> None:
    assert canonical("省金融监管局", date="2020-01-01", level="province") == "省地方金融管理局"
    assert canonical("省金融监管局", date="2024-05-01", level="province") == "省金融监管局"
