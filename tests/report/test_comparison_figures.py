"""The figures of targets, tasks, panels and attention: each kind is drawn, in Chinese, with what it is to show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import textkit as tk
from textkit.compare import attention, delivery, panel, pmc, task_delivery
from textkit.model import Document, TextkitError
from textkit.report.figures.names import amount, place_names
from textkit.report.figures.saving import save

FILES = ("yanchuan-2022-report.txt", "yanchuan-2023-report.txt", "luyang-2022-report.txt", "luyang-2023-report.txt", "yanchuan-2024-report.txt")


@pytest.fixture(scope="module")
def reports(embedded: Path) -> list[Document]:
    return [tk.read(embedded / name)[0] for name in FILES]


def words(fig: Any) -> str:
    from matplotlib.text import Text

    return "\n".join(text.get_text() for text in fig.findobj(Text))


def test_delivery_of_one_and_of_several_reports(reports: list[Document], tmp_path: Path) -> None:
    fig, axes = delivery(reports[0], reports[1]).plot()
    assert "地区生产总值" in words(fig) and "目标 7.5%" in words(fig) and len(axes) == 2
    fig.savefig(tmp_path / "one.png")
    fig, ax = delivery(reports).plot()
    said = words(fig)
    assert "砚川县 2022" in said and "没有报告（不等于未完成）" in said and ax is not None
    with pytest.raises(TextkitError, match="pair"):
        delivery(reports).plot(kind="pie")


def test_tasks(reports: list[Document]) -> None:
    result = task_delivery(reports)
    fig, ax = result.plot()
    assert "没有提到不等于没有完成" in words(fig)
    assert len(ax.get_yticks()) == 3
    assert "没有提到" not in [t.get_text() for t in result.plot(told=True)[0].legends[0].get_texts()]


def test_panel_of_one_indicator_of_several_and_over_years(reports: list[Document]) -> None:
    fig, axes = panel(reports, ["GDP"]).plot()
    assert "地区生产总值目标与实绩" in words(fig) and axes.shape == (1, 2)
    fig, _ = panel(reports, ["GDP"]).plot(year=2023)
    assert "砚川县" in words(fig) and "2023" in words(fig)
    fig, axes = panel(reports).plot()
    assert "固定资产投资" in words(fig) and axes.shape[1] == 3
    with pytest.raises(TextkitError, match="1999"):
        panel(reports).plot(year=1999)
    with pytest.raises(TextkitError, match="没有可以画的数字目标"):
        panel(reports, ["GDP"]).plot(indicator="没有的指标")


def test_attention_as_table_strips_and_lines(reports: list[Document]) -> None:
    result = attention(reports)
    fig, axes = result.plot()
    assert axes.shape == (2, 3) and "麓阳县" in words(fig)
    for kind in ("table", "strips"):
        assert "生态文明建设" in words(result.plot(kind=kind)[0])
    assert "每千字命中" in words(result.plot(kind="table", measure="density")[0])
    for options in ({"kind": "pie"}, {"measure": "size"}):
        with pytest.raises(TextkitError):
            result.plot(**options)
    with pytest.raises(TextkitError, match="同一年有几篇"):
        attention(
            [reports[0], tk.read_text("砚川县2022年工作要点\n\n一、重点任务\n要抓好春灌。", place=reports[0].place, date="2022-03-01"), reports[1], reports[4]]).plot(kind="lines")


def test_pmc(reports: list[Document]) -> None:
    fig, _ = pmc(reports[:2]).plot()
    assert "X7\n政策评价" in words(fig) and "满分 9" in words(fig)


def test_names_and_amounts() -> None:
    assert place_names(["四川省凉山彝族自治州", "四川省泸州市", None]) == {"四川省凉山彝族自治州": "凉山", "四川省泸州市": "泸州", None: "（地名不详）"}
    assert place_names(["吉林省", "吉林省吉林市"]) == {"吉林省": "吉林省", "吉林省吉林市": "吉林市"}
    assert amount(460000, "人") == "46万人" and amount(5.4, "%") == "5.4%" and amount(6e11, "元") == "6000亿元" and amount(None, "元") == ""


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_a_figure_is_replaced_only_where_textkit_wrote_it(tmp_path: Path, suffix: str) -> None:
    from matplotlib.figure import Figure

    fig = Figure()
    fig.subplots().plot([1, 2])
    path = tmp_path / f"图{suffix}"
    save(fig, path)
    first = path.read_bytes()
    save(fig, path)
    assert path.read_bytes() == first
    fig.savefig(path)                              # another program's
    with pytest.raises(TextkitError, match="不是 textkit 写的"):
        save(fig, path)
    save(fig, path, overwrite=True)
    assert path.read_bytes() == first
    with pytest.raises(TextkitError, match=r"\.svg"):
        save(fig, tmp_path / "图.gif")
