"""Hints at what a 合法性审查 of a normative document looks for. Each names the article that it rests on; none is a judgement.

Source: 国办发〔2018〕37号, 《行政许可法》, 《行政处罚法》, 《行政强制法》, 《公平竞争审查条例》; the wordings are ``lexicon/check_legality.tsv``,
repealed bases ``lexicon/check_repealed.tsv``. Only for 规范性文件: notices, opinions, and what its title calls 办法, 规定, 细则, 通告.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import ISSUED, Example, Hit, Rule, hit
from textkit.lexicon import load

_NORMATIVE = re.compile(r"(?:办法|规定|细则|规则|通告|公告|决定)(?:[（(][^）)]{1,12}[）)])?(?:的通知)?$")
_DENIED = re.compile(r"(?:不得|严禁|禁止|防止|取消|废止|清理|纠正|杜绝|避免|不再|查处|整治|破除|不应|不能)[^。；]{0,24}$")


def _normative(manuscript: Manuscript) -> bool:
    document = manuscript.document
    return document.doc_type in ISSUED or _NORMATIVE.search((document.title or "").rstrip("》”")) is not None


def _wordings(manuscript: Manuscript) -> Iterator[Hit]:
    if not _normative(manuscript):
        return
    for row in load("check_legality", manuscript.words("check_legality")):
        for found in re.finditer(row.pattern, manuscript.text):
            sentence = manuscript.sentence_at(found.start())
            if not _DENIED.search(manuscript.text[sentence.start : found.start()]):
                yield hit(*found.span(), concern=(row["concern"], row["concern_en"]), article=row["source"])


def _repealed(manuscript: Manuscript) -> Iterator[Hit]:
    document = manuscript.document
    on = document.date or (str(document.work_year) if document.work_year else "")
    if not on or not _normative(manuscript):
        return
    for row in load("check_repealed", manuscript.words("check_repealed")):
        if on >= row["since"][: len(on)] and on[:4] >= row["since"][:4]:
            for found in re.finditer(row.pattern, manuscript.text):
                if not re.search(r"(?:废止|原|修订前)[^。；]{0,16}$", manuscript.text[max(0, found.start() - 16) : found.start()]):
                    yield hit(*found.span(), now=row["now"], since=row["since"], article=row["source"])


_NOTICE = {"doc_type": "notice", "date": "2030-05-06", "title": "关于加强市场管理的通知"}
RULES = (
    Rule("legality.hint", "info", "国办发〔2018〕37号等，各行所注", ("合法性审查可能会问：{concern}（{article}）", "a legality review may ask: {concern} ({article})"),
         _wordings,
         ("写明上位法依据，或删改", "name the statute it rests on, or change it"),
         fires=(Example("未取得经营许可的，处以500元罚款。", _NOTICE), Example("参加投标的企业须在本县注册。", _NOTICE), Example("申请人须提供无犯罪证明和居住证明的证明。", _NOTICE)),
         silent=(Example("不得要求参加投标的企业在本县注册。", _NOTICE), Example("未取得许可的，处以500元罚款。", {"doc_type": "speech"}))),
    Rule("legality.repealed", "info", "各行所注", ("“{quote}”自 {since} 起已由“{now}”取代（{article}）", "{quote} has been superseded by {now} since {since} ({article})"),
         _repealed, ("改用现行依据", "cite what is in force"),
         fires=(Example("根据《中华人民共和国合同法》，现通知如下。", _NOTICE),),
         silent=(Example("根据《中华人民共和国民法典》，现通知如下。", _NOTICE), Example("根据《中华人民共和国合同法》，现通知如下。", {**_NOTICE, "date": "2019-05-06"}))),
)
