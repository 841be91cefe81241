"""Two wordings of one thing: what they share stands in both, once, in order."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textkit.compare.copying.aligning import pieces_of
from textkit.model import fold


@pytest.mark.parametrize(("one", "other", "shared"), [
    ("改造老旧小区13个", "改造城镇老旧小区14个", ["改造", "老旧小区", "个"]),
    ("新建高标准农田5万亩", "新建高标准农田4万亩，改造提升2万亩", ["新建高标准农田", "万亩"]),
    ("改造农村公路120公里，新建停车位1000个", "新建停车位1200个；改造农村公路150公里", ["改造农村公路", "公里", "新建停车位", "个"]),
    ("全面推行河长制", "全面推行河长制。", ["全面推行河长制"]),
    ("清淤３０公里", "清淤30公里", ["清淤３０公里"]),
    ("抓好春灌", "推进招商", []),
    ("", "清淤", []),
])
def test_pieces(one: str, other: str, shared: list[str]) -> None:
    assert [one[start:end] for start, end, _, _ in pieces_of(one, other)] == shared


@given(st.text("县水利局要新建改造3016公里，。 ", max_size=40), st.text("县水利局要新建改造3016公里，。 ", max_size=40))
@settings(max_examples=300, deadline=None)
def test_pieces_stand_in_both(one: str, other: str) -> None:
    pieces = pieces_of(one, other)
    for start, end, begin, stop in pieces:
        words, others = ("".join(c for c in fold(text) if c.isalnum()) for text in (one[start:end], other[begin:stop]))
        assert words == others != ""
    for spans in ([(a, b) for a, b, _, _ in pieces], sorted((c, d) for _, _, c, d in pieces)):
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
