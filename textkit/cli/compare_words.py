"""``textkit compare terms | trends | kwic | similarity | topics``: in which words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from textkit.cli import compare
from textkit.cli.outputs import Force, Language, Output, Paths, allow, deliver, read_all
from textkit.cli.shell import Lang, orderly, say

__all__ = ["kwic", "similarity", "terms", "topics", "trends"]


class Tokenizer(StrEnum):
    """What cuts texts into words."""

    jieba = "jieba"
    rjieba = "rjieba"


Cutter = Annotated[Tokenizer, typer.Option("--tokenizer", help="分词器。结果里记下名称和版本。")]
Own = Annotated[list[str] | None, typer.Option("--term", metavar="词", help="自己的词，或一个 .tsv 词表；分词时不拆开。可以写多次。")]
Only = Annotated[bool, typer.Option("--only-terms", help="只比政策词。")]
By = Annotated[list[str] | None, typer.Option("--by", metavar="字段", help="按什么分组：place、year、doc_type、level，或目录表里的列。可以写多次。")]


@compare.app.command("terms")
def terms(
    paths: Paths,
    by: By = None,
    target: Annotated[list[str] | None, typer.Option("--target", metavar="组", help="只看这一组（可以写多次，合为一组）；不写则每组与其余相比。")] = None,
    against: Annotated[list[str] | None, typer.Option("--against", metavar="组", help="与这一组相比；不写则与其余相比。")] = None,
    top: Annotated[int, typer.Option(min=1, help="每组每个方向至多列几个词。")] = 30,
    least: Annotated[int, typer.Option(min=1, help="合计不到几次的词不看。")] = 5,
    output: Output = None, tokenizer: Cutter = Tokenizer.jieba, own: Own = None, only_terms: Only = False, lang: Language = Lang.zh, force: Force = False,
) -> None:
    """各组文件的特征词：次数、对数似然、对数比、离散度、例句。

    例：[bold]textkit compare terms 各县报告/ --by place -o 特征词.xlsx -o 特征词.png[/bold]
    """
    with orderly():
        from textkit.compare import terms as compare_terms

        allow(output)
        corpus, failed = read_all(paths)
        result = compare_terms(corpus, by=by or ["place"], target=target, against=against, top=top, least=least,
                               tokenizer=tokenizer.value, terms=tuple(own or ()), only_terms=only_terms)
        deliver(result, output, force, failed, lang=lang)


@compare.app.command("trends")
def trends(
    paths: Paths,
    words: Annotated[list[str] | None, typer.Option("--word", metavar="词", help="看这个词（可以写多次）；不写则列升降最明显的词。")] = None,
    top: Annotated[int, typer.Option(min=1, help="升、降各至多列几个词。")] = 20,
    output: Output = None, tokenizer: Cutter = Tokenizer.jieba, own: Own = None, only_terms: Only = False, lang: Language = Lang.zh, force: Force = False,
) -> None:
    """历年用词的升降：每年每万词次数、肯德尔 τ、每年变化、首末例句。

    例：[bold]textkit compare trends 历年报告/ --only-terms -o 用词趋势.xlsx -o 用词趋势.png[/bold]
    """
    with orderly():
        from textkit.compare import trends as compare_trends

        allow(output)
        corpus, failed = read_all(paths)
        result = compare_trends(corpus, words, top=top, tokenizer=tokenizer.value, terms=tuple(own or ()), only_terms=only_terms)
        deliver(result, output, force, failed, lang=lang)


@compare.app.command("kwic")
def kwic(
    paths: Paths,
    words: Annotated[list[str], typer.Option("--word", metavar="词", help="要查的词，可以写多次。")],
    window: Annotated[int, typer.Option(min=0, help="前后各几个字。")] = 20,
    regex: Annotated[bool, typer.Option("--regex", help="词是正则表达式。")] = False,
    output: Output = None, lang: Language = Lang.zh, force: Force = False,
) -> None:
    """一个词在哪些文件的哪些地方，连同上下文。

    例：[bold]textkit compare kwic 各县报告/ --word 法律七进 -o 检索.xlsx[/bold]
    """
    with orderly():
        from textkit.compare import kwic as concordance

        allow(output, figures=False)
        corpus, failed = read_all(paths)
        deliver(concordance(corpus, words, window=window, regex=regex), output, force, failed, lang=lang)


@compare.app.command("similarity")
def similarity(
    paths: Paths,
    by: By = None,
    clusters: Annotated[int | None, typer.Option(min=2, help="分成几类；不写则不分，只说各种类数的轮廓系数。")] = None,
    nearest: Annotated[int, typer.Option(min=1, help="每份文件列最像的几份。")] = 5,
    map_: Annotated[bool, typer.Option("--map", help="图画成散点（像的站得近），不画热图。")] = False,
    all_words: Annotated[bool, typer.Option("--all-words", help="连普通词一起比，不只比政策词。")] = False,
    output: Output = None, tokenizer: Cutter = Tokenizer.jieba, own: Own = None, lang: Language = Lang.zh, force: Force = False,
) -> None:
    """哪些文件用词最像：余弦、共有的词、分类、图。

    例：[bold]textkit compare similarity 各县报告/ --clusters 4 -o 相似度.xlsx -o 相似度.png[/bold]
    """
    with orderly():
        from textkit.compare import similarity as compare_similarity

        allow(output)
        corpus, failed = read_all(paths)
        result = compare_similarity(corpus, by=by or None, clusters=clusters, nearest=nearest, only_terms=not all_words,
                                    tokenizer=tokenizer.value, terms=tuple(own or ()))
        deliver(result, output, force, failed, lang=lang, kind="map" if map_ else "heatmap")
        if clusters is None:
            say("类数与轮廓系数：" + "、".join(f"{int(k)} 类 {s:.3f}" for k, s in zip(result.choices["clusters"], result.choices["silhouette"], strict=True)))


@compare.app.command("topics")
def topics(
    paths: Paths,
    k: Annotated[list[int] | None, typer.Option("--k", min=2, help="几个主题；可以写多次。不写则 5、10、15、20 都算，由你选。")] = None,
    seeds: Annotated[int, typer.Option(min=1, help="稳定性换几个随机起点来看。")] = 5,
    seed: Annotated[int, typer.Option(help="起点；同一起点结果相同。")] = 0,
    shortest: Annotated[int, typer.Option(min=1, help="不到几个词的段落不看。")] = 20,
    output: Output = None, tokenizer: Cutter = Tokenizer.jieba, own: Own = None, only_terms: Only = False, lang: Language = Lang.zh, force: Force = False,
) -> None:
    """文件都在讲哪些主题，各占多少；各种主题数的一致性、独有性、稳定性。

    例：[bold]textkit compare topics 各县报告/ --k 10 -o 主题.xlsx -o 主题.png[/bold]
    """
    with orderly():
        from textkit.compare import topics as compare_topics

        allow(output)
        corpus, failed = read_all(paths)
        result = compare_topics(corpus, k or (5, 10, 15, 20), seeds=seeds, seed=seed, shortest=shortest, tokenizer=tokenizer.value, terms=tuple(own or ()),
                                only_terms=only_terms)
        deliver(result, output, force, failed, lang=lang)
        for row in result.numbers.itertuples():
            say(f"{row.k} 个主题：一致性 {row.coherence:.3f}，独有性 {row.exclusivity:.3f}，稳定性 {row.stability:.3f}")
