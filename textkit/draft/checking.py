"""``draft.check``: every rule that holds for a document's kind, over one document or many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textkit.compare.inputs import Texts, as_documents
from textkit.draft.findings import Finding, Findings, Severity, rank
from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Hit, Rule
from textkit.draft.rules import check_rules
from textkit.draft.settings import Settings
from textkit.draft.suppression import Suppressions
from textkit.model import Document, Span, TextkitError
from textkit.report.labels import words

__all__ = ["check"]


def check(documents: Texts, *, settings: Settings | None = None, rules: Sequence[str] = (),
          corpus: Iterable[Document] = (), upper: Iterable[Document] = (), lang: str = "zh") -> Findings:
    """What a drafter should look at again, in the order of the text, as :class:`Findings`.

    ``documents``: one, several, a corpus, or a path to read.

    ``rules`` names the only rules to use (an id, or the family before its dot); ``settings`` come from a configuration
    file (:func:`textkit.draft.read_settings`). ``corpus`` are documents that a passage may have been taken from, ``upper``
    those of the superior whose demands a draft should answer; without them the rules that need them are silent, and
    the notes say so. Spans are half-open. ``lang`` is ``zh`` or ``en``. Raises TextkitError for an unknown rule.

    >>> import textkit as tk
    >>> [f.rule for f in check(tk.read_text("加强领导（含督查，抓好落实。"))]
    ['brackets.unpaired']
    """
    words(lang)
    settings = settings or Settings()
    wanted = _chosen(rules, settings)
    documents = as_documents(documents)
    beside, above = tuple(corpus), tuple(upper)
    found: list[Finding] = []
    suppressed = 0
    for document in documents:
        manuscript = Manuscript(document, tuple(d for d in beside if d.id != document.id), above, settings.lists)
        suppressions = Suppressions(document)
        for finding in _run(manuscript, wanted, settings, lang):
            if suppressions.covers(finding.rule, finding.source_span.start):
                suppressed += 1
            else:
                found.append(finding)
    notes = _notes(documents, wanted, suppressed, beside, above)
    options = {"rules": "、".join(rules) or "全部", "settings": settings.path or "默认", "lang": lang}
    return Findings(found, documents, notes=notes, options=options, lang=lang)


def _chosen(names: Sequence[str], settings: Settings) -> list[Rule]:
    known = {rule.id for rule in check_rules()}
    families = {rule.partition(".")[0] for rule in known}
    for name in (*names, *settings.off, *(rule for rule, _ in settings.severities)):
        if name not in known and name not in families:
            raise TextkitError(f"没有名为 {name} 的规则", path=settings.path, hint=f"已有：{'、'.join(sorted(known))}")

    def named(rule: Rule, among: Iterable[str]) -> bool:
        return any(rule.id == name or rule.id.startswith(f"{name}.") for name in among)

    return [rule for rule in check_rules() if (not names or named(rule, names)) and not named(rule, settings.off)]


def _run(manuscript: Manuscript, rules: Sequence[Rule], settings: Settings, lang: str) -> list[Finding]:
    severities = dict(settings.severities)
    found: dict[tuple[str, int, int], Finding] = {}
    for rule in rules:
        if rule.holds_for(manuscript):
            given = severities.get(rule.id) or severities.get(rule.id.partition(".")[0])
            for hit in rule.find(manuscript):
                finding = _finding(manuscript, rule, hit, given, lang)
                found.setdefault((rule.id, *finding.span), finding)
    return sorted(found.values(), key=lambda f: (f.span.start, rank(f.severity), f.rule, f.span.end))


def _finding(manuscript: Manuscript, rule: Rule, hit: Hit, given: Severity | None, lang: str) -> Finding:
    document, which = manuscript.document, words(lang)
    source = document.source_span(hit.start, hit.end)
    quote = " ".join(source.of(document.source.text).split())
    values = {"quote": manuscript.text[hit.start : hit.end], **hit.values}
    values = {key: value[which] if isinstance(value, tuple) else value for key, value in values.items()}
    return Finding(
        rule.id, given or hit.severity or rule.severity, Span(hit.start, hit.end), source, quote,
        rule.message[which].format(**values), rule.suggestion[which].format(**values), rule.basis, document,
        manuscript.section_at(hit.start),
    )


def _notes(documents: Sequence[Document], rules: Sequence[Rule], suppressed: int, corpus: Sequence[Document],
           upper: Sequence[Document]) -> list[str]:
    notes = [f"检查了 {len(documents)} 篇文档，用了 {len(rules)} 条规则；没有报告的不等于没有问题"]
    if suppressed:
        notes.append(f"{suppressed} 条因文中注明不查而未列")
    ids = {rule.id for rule in rules}
    if "copied.passage" in ids and not corpus:
        notes.append("没有给出对照的文件，未查整段照搬")
    if "upper.unanswered" in ids and not upper:
        notes.append("没有给出上级文件，未查上级要求有无对应任务")
    return notes
