"""Corpus → Report: every section that can be made, and of the others why not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType

from textkit.corpus import Corpus
from textkit.model import TextkitError
from textkit.report.comparative.model import Finding, Report, Section
from textkit.report.comparative.sections import (
    coverage,
    delivered,
    density,
    limits,
    lineage,
    methods,
    repeated,
    targets,
    tasks,
    themes,
    wording,
)
from textkit.report.comparative.study import Study
from textkit.report.provenance import options, version

__all__ = ["SECTIONS", "Progress", "assemble"]

Progress = Callable[[int, int, str], None]
SECTIONS: tuple[ModuleType, ...] = (coverage, density, targets, delivered, themes, lineage, repeated, wording, tasks, methods, limits)
_KEY = {"coverage": 1, "targets": 2, "delivery": 2, "attention": 2, "lineage": 2, "reuse": 1, "terms": 1, "tasks": 1}


def assemble(corpus: Corpus, *, lang: str, title: str | None, codes: str, progress: Progress, steps: int) -> Report:
    """The report; ``progress`` is told of each section before it is made, of ``steps`` in all.

    A comparison that cannot be made, or that fails, leaves a section that says so; the others go on.
    """
    study = Study(corpus, lang, codes)
    progress(0, steps, study.say("主题词", "themes"))
    _ = study.attention                                # a codebook that cannot be read is told at once
    made: list[Section] = []
    for number, module in enumerate(SECTIONS):
        name = study.say(*module.TITLE)
        progress(number + 1, steps, name)
        made.append(_section(study, module))
    return Report(
        title=title or _title(study), lang=lang, documents=study.documents, places={place: study.short(place) for place in study.places}, years=study.years,
        themes=study.themes, units=study.units, cards=_cards(study), key=_key(made), sections=tuple(made), made=_made(study),
    )


def _section(study: Study, module: ModuleType) -> Section:
    build: Callable[[Study], Section] = module.build
    try:
        return build(study)
    except TextkitError as error:
        reason = str(error)
    except Exception as error:
        # A fault of one comparison must not cost the reader the others; it is named in the report and by the command.
        reason = study.say(f"程序出错（{type(error).__name__}：{error}），请报告给 textkit", f"a fault of textkit ({type(error).__name__}: {error}); please report it")
    return Section(module.NAME, study.say(*module.TITLE), study.say(*module.LEAD), problem=reason)


def _title(study: Study) -> str:
    """``云岫市、砚川县、麓阳县等 4 地 2021—2024 年政策文本比较报告``"""
    places = [study.short(place) for place in study.places]
    years = study.years
    when = "" if not years else f"{years[0]}" if len(years) == 1 else f"{years[0]}—{years[-1]}"
    if study.lang == "en":
        where = ", ".join(places) if len(places) <= 3 else f"{len(places)} places"
        return " ".join(part for part in (where, when.replace("—", "–"), "policy documents compared") if part)
    where = "、".join(places) if len(places) <= 3 else f"{'、'.join(places[:2])}等 {len(places)} 地"
    return f"{where}{f' {when} 年' if when else ''}政策文本比较报告".strip()


def _cards(study: Study) -> tuple[tuple[str, str, str], ...]:
    """The figures at the head: number, what it counts, and of what."""
    say = study.say
    documents = study.documents
    tasks = [task for document in documents for task in document.tasks]
    whole = len(tasks)
    kinds = len({document.doc_type for document in documents})
    years = study.years
    with_unit, with_target = sum(bool(t.units) for t in tasks), sum(bool(t.targets) for t in tasks)
    return (
        (f"{len(documents):,}", say("份文件", "documents"), say(f"{kinds} 种文种，{sum(len(d.text) for d in documents):,} 字", f"{kinds} kinds, {sum(len(d.text) for d in documents):,} characters")),
        (f"{len(study.places):,}", say("个地方", "places"), say(f"{sum(not d.place for d in documents)} 份认不出地方", f"{sum(not d.place for d in documents)} documents name none")),
        (f"{len(years):,}", say("个年份", "years"), "" if not years else f"{years[0]}—{years[-1]}" if study.lang == "zh" else f"{years[0]}–{years[-1]}"),
        (f"{whole:,}", say("项任务", "tasks"), say(f"{with_unit:,} 项写明责任单位", f"{with_unit:,} name a unit")),
        (f"{with_target:,}", say("项有数字目标", "with a target"), say(f"占任务 {with_target / whole:.1%}" if whole else "", f"{with_target / whole:.1%} of tasks" if whole else "")),
    )


def _key(made: Sequence[Section]) -> tuple[tuple[str, Finding], ...]:
    """The findings of the overview, each with the section that it is of."""
    return tuple((section.name, finding) for section in made for finding in section.findings[:_KEY.get(section.name, 0)])


def _made(study: Study) -> tuple[tuple[str, str], ...]:
    say = study.say
    facts = [(say("程序", "Program"), f"textkit {version()}"), (say("主题词表", "Codebook of themes"), study.codes)]
    facts += [(say(f"读取选项 {name}", f"reading option {name}"), str(value)) for name, value in options(study.corpus).items()]
    for name, result in sorted(study.results.items()):
        given = [f"{key}={value}" for key, value in result.options.items() if value not in (None, "", ())]
        facts.append((say(f"比较 {name}", f"comparison {name}"), "；".join(given) or say("默认", "default")))
    return tuple(facts)
