"""What the page itself says, in both languages."""

from __future__ import annotations

from textkit.report.labels import words

__all__ = ["page_words"]

_WORDS: dict[str, tuple[str, str]] = {
    "skip": ("跳到正文", "Skip to the text"),
    "contents": ("目录", "Contents"),
    "overview": ("概览", "Overview"),
    "key": ("主要发现", "Key findings"),
    "filters": ("筛选", "Filter"),
    "place": ("地方", "Place"),
    "year": ("年份", "Year"),
    "unit": ("责任单位", "Unit"),
    "theme": ("主题", "Theme"),
    "all": ("全部", "All"),
    "search": ("全文检索", "Search"),
    "search_hint": ("词或句子，空格不计", "words; spaces are ignored"),
    "clear": ("清除筛选", "Clear"),
    "results": ("检索结果", "Search results"),
    "hits": ("{0} 份文件中共 {1} 处", "{1} places in {0} documents"),
    "no_hits": ("没有找到", "Nothing found"),
    "reading": ("正在读入…", "Reading…"),
    "cannot": ("这一节做不出来：", "This section cannot be made: "),
    "notes": ("依据与缺漏", "What it rests on, and what is missing"),
    "rows": ("第 {0}–{1} 行，共 {2} 行", "rows {0}–{1} of {2}"),
    "none": ("没有符合条件的行", "No row fulfils the conditions"),
    "more": ("更多", "More"),
    "first": ("首页", "First"),
    "previous": ("上一页", "Previous"),
    "next": ("下一页", "Next"),
    "last": ("末页", "Last"),
    "usual": ("默认", "Usual"),
    "sort": ("按“{0}”排序", "Sort by {0}"),
    "not_by": ("此表没有{0}一栏，不受该筛选影响", "This table has no column {0}; that filter does not touch it"),
    "measure": ("显示", "Show"),
    "show_all": ("显示全部 {0} 行", "Show all {0} rows"),
    "source": ("原文", "Source"),
    "close": ("关闭", "Close"),
    "row": ("这一行", "This row"),
    "before": ("显示上文", "Show what is before"),
    "after": ("显示下文", "Show what is after"),
    "characters": ("第 {0}–{1} 字", "characters {0}–{1}"),
    "copy": ("复制链接", "Copy link"),
    "copied": ("已复制", "Copied"),
    "open": ("打开原文", "Open the source"),
    "legend": ("标记", "Marks"),
    "quoted": ("所引文字", "passage"),
    "task": ("任务", "task"),
    "deadline": ("时限", "deadline"),
    "target": ("数字目标", "target"),
    "same": ("两边相同", "same on both sides"),
    "made": ("怎么做的", "How it was made"),
    "total": ("合计", "Total"),
    "no_script": ("这份报告需要浏览器运行网页脚本才能显示；内容也在同一文件夹的 Word 文件和 Excel 工作簿里。",
                  "This page needs JavaScript; the same is in the Word file and the workbook beside it."),
    "old_browser": ("这个浏览器太旧，打不开报告里压缩的数据。请用较新的 Chrome、Edge、Firefox 或 Safari，或看同一文件夹的 Word 文件和 Excel 工作簿。",
                    "This browser is too old to unpack the data. Use a newer one, or the Word file and the workbook beside this page."),
    "printed": ("表格打印当前显示的行，完整的在 数据.xlsx。", "Tables are printed as shown; all rows are in data.xlsx."),
    "by": ("由 {0} 生成。每个数都能点回原文；不联网。", "Made by {0}. Every figure leads to its source; nothing is loaded from a network."),
}


def page_words(lang: str) -> dict[str, str]:
    """Key → what the page says in ``lang``."""
    which = words(lang)
    return {key: pair[which] for key, pair in _WORDS.items()}
