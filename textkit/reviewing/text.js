// The text of a document with its tasks marked, and from a point of a selection back to an offset of it.

/** The text as paragraphs of pieces; `starts` says where in the text each text node begins. */
function paragraphs(text, headings, tasks) {
  const starts = new WeakMap();
  const pieces = new Map(); // task → its pieces
  const marks = tasks.flatMap((task) => task.marks.map(([start, end, kind]) => ({ start, end, kind })));
  const heads = headings.map(([start, end]) => ({ start, end, kind: "heading" }));
  const spans = [...tasks.map((task) => ({ start: task.start, end: task.end, task })), ...marks, ...heads]
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const cuts = [...new Set([0, text.length, ...spans.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
  const out = [];
  let line = null;
  let active = [];
  let coming = 0;
  const piece = (from, to) => {
    const content = document.createTextNode(text.slice(from, to));
    starts.set(content, from);
    line ??= el("p");
    if (!active.length) return line.append(content);
    const owner = active.findLast((span) => span.task)?.task;
    const kinds = active.filter((span) => span.kind).map((span) => span.kind);
    const mark = el("span", { class: [owner ? "task" : "", ...kinds].join(" ").trim(), "data-task": owner?.id });
    mark.append(content);
    line.append(mark);
    if (owner) pieces.set(owner.id, [...(pieces.get(owner.id) ?? []), mark]);
  };
  for (let i = 0; i + 1 < cuts.length; i++) {
    active = active.filter((span) => span.end > cuts[i]);
    while (coming < spans.length && spans[coming].start <= cuts[i]) {
      if (spans[coming].end > cuts[i]) active.push(spans[coming]);
      coming++;
    }
    for (let at = cuts[i]; at < cuts[i + 1];) {
      const stop = text.indexOf("\n", at);
      const to = stop < 0 || stop >= cuts[i + 1] ? cuts[i + 1] : stop;
      if (to > at) piece(at, to);
      if (to < cuts[i + 1]) {
        out.push(line);
        line = null;
      }
      at = to < cuts[i + 1] ? to + 1 : to;
    }
  }
  out.push(line);
  return { nodes: out.filter(Boolean), starts, pieces };
}

/** Where in the text a point of a selection is; null outside of it. */
function offset(pane, starts, node, at) {
  if (!pane.contains(node)) return null;
  if (node.nodeType === Node.TEXT_NODE) return starts.has(node) ? starts.get(node) + at : null;
  const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
  let before = null;
  for (let next = walker.nextNode(); next; next = walker.nextNode()) {
    const where = node.childNodes[at];
    if (where && (where === next || where.contains(next) || where.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
    if (!where && !node.contains(next) && node.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING) break;
    before = next;
  }
  return before ? starts.get(before) + before.length : 0;
}

