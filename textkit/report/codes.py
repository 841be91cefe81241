"""What readers see of a table in Chinese: the headings of its columns and the words for the codes in them."""

from __future__ import annotations

from collections.abc import Mapping

from textkit.report.labels import known, words

__all__ = ["HEADINGS", "coded"]

_STAGE = {"prepare": "准备", "start": "开工", "progress": "推进", "finish": "完成", "behind": "滞后"}
#: Column → code → word. Those of documents, segments, roles and quantities stand in :mod:`textkit.report.labels`.
_CODES: Mapping[str, Mapping[str, str]] = {
    "relation": {"same": "照旧", "reworded": "改写", "raised": "提高", "lowered": "降低", "split": "拆分", "merged": "合并", "new": "新提",
                 "dropped": "未再提"},
    "specificity": {"quantified": "有数量", "deliverable": "有具体成果", "general": "一般要求"},
    "modality": {"must": "必须", "should": "应当", "encourage": "鼓励", "plan": "计划"},
    "unit_type": {"body": "机构", "post": "岗位", "person": "个人", "group": "群体"},
    "shared": {"shared": "共有", "own": "独有"},
    "kind": {"verbatim": "逐字相同", "names-swapped": "换了名称或数字", "edited": "改写", "relative": "相对目标", "target": "目标",
             "achievement": "已达", "other": "其他"},
    "outcome": {"met": "达到", "about_met": "接近", "not_met": "未达到", "not_comparable": "口径不同", "not_reported": "没有报告"},
    "status": {"done": "报告为完成", "partly": "只报告了一部分", "under_way": "报告为在推进", "behind": "报告为滞后或有差距",
               "planned_again": "只再次列为任务", "not_mentioned": "没有提到", "too_general": "总的要求，不作查找",
               "missing": "缺", "present": "有", "duplicate": "重复", "excerpt": "节选", "length_outlier": "长度异常", "year_conflict": "年份有出入"},
    "demand": _STAGE, "stage": _STAGE,
    "measure": {"growth": "增速", "level": "总量", "precision": "精确率", "recall": "召回率", "f1": "F1", "accuracy": "准确率"},
    "form": {"floor": "以上", "ceiling": "以内", "about": "左右", "point": "定值", "range": "区间", "relative": "相对", "slogan": "口号", "none": "无数值"},
    "comparator": {">=": "不低于", "<=": "不超过", ">": "超过", "<": "低于", "=": "等于", "about": "左右", "between": "区间", "relative": "相对"},
    "direction": {"increase": "增加", "decrease": "减少", "level": "达到"},
    "part": {"plan": "部署", "review": "回顾"},
    "severity": {"error": "错误", "warning": "警告", "info": "提示"},
    "hardness": {"hard": "硬约束", "general": "一般", "soft": "软约束"},
    "is_task": {"yes": "是", "no": "否"},
    "field": {"function": "功能", "is_task": "是任务", "units": "责任单位", "deadline": "截止日期", "targets": "目标值", "modality": "语气",
              "kind": "性质", "indicator": "指标", "low": "下限", "high": "上限", "unit": "单位"},
    "code": {"yes": "是", "no": "否"},
    "level": {"nominal": "名义", "ordinal": "次序", "interval": "间隔"},
}
_LIKE = {"target_comparator": "comparator", "report_function": "function"}

#: Headings of the columns of the seven tables, of coverage, of word counts and of words in context.
HEADINGS: Mapping[str, str] = {
    "document_id": "文档编号", "path": "文件", "title": "题目", "doc_type": "文种", "place": "地区", "place_code": "区划代码", "level": "层级",
    "date": "日期", "work_year": "工作年度", "speaker": "讲话人", "encoding": "编码", "sha256": "sha256", "source_start": "原文起",
    "source_end": "原文止", "characters": "字数", "edits": "清洗处数", "section": "章节序号", "parent": "上级章节", "label": "序号", "heading": "标题",
    "start": "正文起", "end": "正文止", "quote": "原文", "source_place": "位置", "segment": "语段序号", "function": "功能", "text": "文字",
    "rule": "规则", "task_id": "任务编号", "section_path": "章节", "action": "动作", "object": "对象", "modality": "语气", "lead": "牵头单位",
    "others": "责任（配合）单位", "deadline": "完成时限", "deadline_start": "时限起", "deadline_end": "截止日期", "recurrence": "周期", "targets": "目标值",
    "items": "分项数", "name": "名称", "canonical": "现名", "role": "角色", "unit_type": "类型", "item": "分项", "target": "目标", "unit": "单位",
    "specificity": "具体程度", "indicator": "指标", "low": "下限", "high": "上限", "comparator": "比较", "direction": "方向", "kind": "性质",
    "reference": "参照对象", "year": "年份", "status": "情况", "texts": "文本数", "others_texts": "其他文本", "duplicate": "有重复", "excerpt": "是节选",
    "length_outlier": "长度异常", "year_conflict": "年份有出入", "note": "说明", "field": "字段", "given": "目录所写", "term": "词", "theme": "主题",
    "count": "次数", "units": "出现单元数", "per_10k": "每万词", "left": "上文", "keyword": "词", "right": "下文", "tasks": "任务数", "file": "文件",
    "measure": "指标", "meaning": "含义", "class": "类别", "precision": "精确率", "recall": "召回率", "value": "值", "gold": "标准答案数",
    "coder": "编码员", "document": "文档编号", "score": "分数", "thread": "任务线", "first_year": "首年", "last_year": "末年", "reports": "报告数", "relations": "关系",
}


def coded(column: str, value: str, lang: str = "zh") -> str:
    """The word for a code of a column, in English and where there is none the code itself.

    ``coded("outcome", "not_met")`` is 未达到; ``coded("doc_type", "speech")`` is 讲话.
    """
    column = _LIKE.get(column, column.removeprefix("predicted_"))
    own = _CODES.get(column, {}).get(value) if words(lang) == 0 else None
    if own is None:
        own = known(f"{column}.{value}", lang)
    return value if own is None else own
