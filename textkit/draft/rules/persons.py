"""A post with two holders, a person with two posts that exclude each other.

Source: 公文校对惯例 (人名、职务准确一致). Only posts that one person holds at a time; 原, 时任 and 前任 name another time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范石廖贾夏韦付方邹熊孟秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_POST = r"(?P<post>(?<![副原])(?:省|市|县|区|州)(?:委书记|委副书记、(?:省|市|县|区|州)长|长|人大常委会主任|政协主席))"
_HELD = re.compile(rf"(?P<former>原|时任|前任|老)?{_POST}(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?=同志|主持|出席|指出|强调|讲话|说|作了?|任|担任|带队|[，。、；）\n]|$)")
_APART = ({"委书记", "长"},)


def _held(manuscript: Manuscript) -> list[tuple[str, str, int, int]]:
    return [(m["post"].rpartition("、")[2], m["name"], *m.span()) for m in _HELD.finditer(manuscript.text) if not m["former"]]


def _holders(manuscript: Manuscript) -> Iterator[Hit]:
    first: dict[str, str] = {}
    for post, name, start, end in _held(manuscript):
        other = first.setdefault(post, name)
        if other != name:
            yield hit(start, end, post=post, other=other, name=name)


def _posts(manuscript: Manuscript) -> Iterator[Hit]:
    first: dict[str, str] = {}
    for post, name, start, end in _held(manuscript):
        other = first.setdefault(name, post)
        if other != post and other[0] == post[0] and {other[1:], post[1:]} in _APART:
            yield hit(start, end, post=post, other=other, name=name)


RULES = (
    Rule("person.holders", "warning", "公文校对惯例（人名、职务一致）", ("{post}前面是{other}，这里是{name}", "{post} was {other} above and is {name} here"),
         _holders, ("核对人名", "check the name"),
         fires=(Example("县长王海出席会议。会上，县长王梅同志讲话。"),),
         silent=(Example("县长王海出席会议，县委书记李山主持。县长王海强调了三点。"), Example("原县长王海出席，县长李山讲话。"))),
    Rule("person.posts", "warning", "公文校对惯例（人名、职务一致）", ("{name}前面是{other}，这里是{post}", "{name} was {other} above and is {post} here"),
         _posts, ("核对职务", "check the post"),
         fires=(Example("县委书记王海出席会议。会上，县长王海同志讲话。"),), silent=(Example("县委书记王海出席会议，县长李山同志讲话。"),)),
)
