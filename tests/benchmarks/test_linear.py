"""Time grows linearly with length, also for texts that nobody would write."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from textkit.corpus import documents_of
from textkit.model import Document
from textkit.read import from_text

pytestmark = pytest.mark.timing

Shape = Callable[[int], str]

REPORT = (Path(__file__).resolve().parents[2] / "corpus/yanchuan-2024-report.txt").read_text(encoding="utf-8")
ONE_LINE = "".join(REPORT.split())
LABELS = ("{}、", "（{}）", "{}.", "（{}）", "第{}，", "{}是")


def repeated(text: str, *, before: str = "", after: str = "") -> Shape:
    return lambda size: before + (text * (size // len(text) + 1))[:size] + after


def nested(count: int) -> str:
    """Enumerators one below the other: 一、 （一） 1. （1） 第一， 一是, then 二、 …"""
    lines = []
    for number in range(count):
        depth, ordinal = number % len(LABELS), number // len(LABELS)
        label = str(ordinal % 99 + 1) if depth in (2, 3) else "一二三四五六七八九十"[ordinal % 10]
        lines.append(LABELS[depth].format(label) + "抓好水利。\n")
    return "".join(lines)


SHAPES: dict[str, Shape] = {
    "报告": repeated(REPORT + "\n"),
    "一行": repeated(ONE_LINE),
    "一行，没有句号": repeated(ONE_LINE.replace("。", "，").replace("；", "，").replace("！", "，")),
    "一行，只有汉字": repeated("".join(c for c in ONE_LINE if "\u4e00" <= c <= "\u9fff")),
    "标点": repeated("。，；：！？、“”（）《》…—\n"),
    "没有配对的括号": repeated("（责任单位："),
    "左括号": repeated("（"),
    "套在一起的括号": lambda size: "（" * (size // 2) + "）" * (size // 2),
    "没有配对的引号": repeated("“县"),
    "空白": repeated("县 　\n"),
    "嵌套编号": lambda size: nested(size // 8),
    "编号连着编号": repeated("一是"),
    "一字一行": repeated("1\n"),
    "页码打断": repeated("坚决坚\n2、定不移抓好。"),
    "数量": repeated("增长5%"),
    "数字": repeated("一万二千三百四十五"),
    "分别": repeated("分别增长5%、6%，"),
    "目标一句到底": repeated("粮食产量达到60万吨；", before="到2031年，实现以下目标："),
    "没有数字的目标": repeated("收入与经济增长同步，"),
    "时限": repeated("2031年6月底前"),
    "单位一句到底": repeated("由县财政局牵头，县住建局配合，"),
    "单位名单": repeated("县水利局、"),
    "每项有责任单位": repeated("一、抓好工作\n各乡镇要抓好水利工作。（责任单位：县水利局）\n"),
    "每项前有责任单位": repeated("牵头单位：县水利局\n各乡镇要抓好水利工作。\n"),
    "全篇一个责任单位": repeated("各乡镇要抓好水利工作。", after="（责任单位：县水利局）"),
    "许多篇": repeated("关于护林的通知\n各乡镇人民政府：\n一、压实 责任 。各乡镇要巡 山。\n青禾县人民政府\n2031年1月2日\n"),
    "网页杂质": repeated("首页 > 要闻 > 正文\n下载\n打印\n发布时间：2031-02-03 10:11\n"),
}
SIZE = 8_000
#: How many times the time of a report of the same length a text may take.
SLOWER = 8


def seconds(text: str) -> float:
    """Processor time of one run; collecting garbage of other tests is not part of it."""
    gc.collect()
    begun = time.process_time()
    documents_of(from_text(text))
    return time.process_time() - begun


@pytest.mark.parametrize("name", SHAPES)
def test_four_times_the_text_takes_about_four_times_as_long(name: str) -> None:
    shape = SHAPES[name]
    documents_of(from_text(shape(300)))                    # word lists and expressions
    tries = []
    for _ in range(3):                                     # a busy machine may spoil one
        one, four = seconds(shape(SIZE)), seconds(shape(4 * SIZE))
        if four <= 6 * one + 0.05:
            return
        tries.append(f"{one:.2f} → {four:.2f} 秒")
    pytest.fail(f"{name}：{SIZE} 字到 {4 * SIZE} 字，{'；'.join(tries)}")


def test_no_text_is_much_slower_than_a_report() -> None:
    """Searches that are bounded but start anew at every character are linear too, and as bad."""
    sized = {name: shape(SIZE) for name, shape in SHAPES.items()}
    fair = min(seconds(sized["报告"]) for _ in range(3))
    slow = {name: min(seconds(text) for _ in range(2)) / fair for name, text in sized.items()}
    assert {name: round(times, 1) for name, times in slow.items() if times > SLOWER} == {}


def read(text: str) -> list[Document]:
    return documents_of(from_text(text))


def test_a_line_of_five_megabytes() -> None:
    words = "".join(c for c in ONE_LINE if "\u4e00" <= c <= "\u9fff")      # not one stop: a single segment
    assert len(read(words * (5_000_000 // len(words.encode()) + 1))) == 1


def test_nothing_but_punctuation() -> None:
    text = "。，；：！？、“”（）《》…—\n"
    documents = read(text * (1_000_000 // len(text.encode()) + 1))
    assert not any(document.tasks or document.quantities for document in documents)


def test_ten_thousand_nested_enumerators() -> None:
    documents = read(nested(10_000))
    assert sum(len(document.sections) for document in documents) > 5_000


def test_ten_thousand_enumerators_in_one_line() -> None:
    assert read("".join(f"（{n}）抓好水利，" for n in range(1, 10_001)))
