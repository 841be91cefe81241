"""The role of a unit in the clause that puts it to work: who leads, who supports, who answers in person.

After the annotation guide, section Tasks: 牵头 and 抓总 lead, 配合 and 协助 support, 分管领导 oversees, 第一责任人 answers in
person; whoever is named beside a 牵头 supports.
"""

from __future__ import annotations

import re

from textkit.extract.unit_names import Name
from textkit.model import Role, Span

__all__ = ["ranked", "role_of"]

_LEADING, _SUPPORTING = re.compile("牵头|抓总|主办|负总责"), re.compile("配合|协助|协办|参加|参与")
_ACCOUNTABLE = re.compile(r"(?:是|为|作为|当好|履行|担负|担当|扛起|落实)[^，。；]{0,44}第一责任人")
_TOTAL = re.compile(r"牵头抓总|总牵头|牵头揽总")
_TO_LEAD = re.compile(r"(?:[、，]?[^，。；]{0,40}?)(?:要|须|应|应当|必须)(?:主动|切实|认真)?牵头(?!单位|部门|作用)")
_HELP = re.compile(r".{0,8}(?:配合|协助)")
_MUTUAL = re.compile(r"(?:密切|紧密|相互|协同|互相|协调|通力)配合")
_HELPING = re.compile(r"配合|协助|协同|支持|参与")
_HEADS_LEAD = re.compile(r"牵头(?:单位|部门)$")
_HEADS_SUPPORT = re.compile(r"(?:责任|配合|参与|协办|成员)(?:单位|部门)$")
_HEADS_LEADER = re.compile(r"(?:分管|责任|牵头|联系|包抓|包保)(?:领导|负责同志|负责人|领导同志)$")


def ranked(verb: str) -> Role:
    """The role that the word after a subject gives it: 牵头, 配合, 负责."""
    return "lead" if _LEADING.match(verb) else "support" if _SUPPORTING.match(verb) else "responsible"


def role_of(text: str, name: Name, clause: Span, given: Role, led: bool) -> Role:
    """The role of one name in its clause; ``given`` is what the word that put it to work says, ``led`` that another leads."""
    after = name.span.end
    if name.unit_type != "body" and _ACCOUNTABLE.search(text, after, clause.end):
        return "accountable"
    if given != "responsible":
        return given
    written = name.span.of(text).strip("“”\"")
    if _HEADS_LEADER.search(written):
        return "leader"
    if _HEADS_LEAD.search(written) or _TOTAL.search(text, after, clause.end) or _TO_LEAD.match(text, after, clause.end):
        return "lead"
    if led or (_HEADS_SUPPORT.search(written) and _HELPING.search(text, after, clause.end)):
        return "support"
    if _HELP.match(text, after, clause.end) and not _MUTUAL.search(text, after, clause.end):
        return "support"
    return given
