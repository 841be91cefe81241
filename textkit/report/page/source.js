// The open source: a passage in its document, with the tasks, units, deadlines and targets around it marked.

const AROUND = 500;                      // characters shown on either side at first
const STEP = 3000;                       // … and with every step further
let dialog = null;

/** `source` in the address is table.row, or document.start.end of a passage of its own. */
function sourceOfRow(table, row) { return `${table}.${row}`; }
function sourceOfPassage(passage) { return `${passage.document}.${passage.start}.${passage.end}`; }

function openSource(source) { change({ source }, true); }

function dialogNode() {
  dialog = el("dialog", { id: "source", "aria-labelledby": "source-title" });
  dialog.addEventListener("close", () => { if (state.source) change({ source: "" }); });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  return dialog;
}

async function showSource() {
  if (!state.source) {
    if (dialog.open) dialog.close();
    return;
  }
  const wanted = state.source;
  const found = await passagesOf(wanted);
  if (state.source !== wanted) return;
  if (!found) { change({ source: "" }); return; }
  dialog.replaceChildren(...sourceContent(found));
  if (!dialog.open) dialog.showModal();
  dialog.querySelectorAll(".passage-text mark.quoted").forEach((mark) => {
    const box = mark.closest(".passage-text");
    if (mark === box.querySelector("mark.quoted")) box.scrollTop = Math.max(0, mark.offsetTop - box.offsetTop - box.clientHeight / 3);
  });
  dialog.querySelector("button.close").focus();
}

/** The passages of a source, and the row they are of; null where the address names none. */
async function passagesOf(source) {
  const parts = source.split(".");
  if (parts.length === 3) {
    const [number, start, end] = parts.map(Number);
    if (!report.documents[number] || !(end >= start)) return null;
    await textOf(number);
    return { passages: [{ label: say("source"), passage: { document: number, start, end, words: null } }] };
  }
  const about = aboutTable(parts[0]);
  const row = Number(parts[1]);
  if (!about || !(row >= 0 && row < about.size)) return null;
  const rows = await tableOf(about);
  const passages = rows.of("quote").map((column) => ({ label: column.label, passage: column.value(row) })).filter(({ passage }) => passage);
  await textsOf(passages.map(({ passage }) => passage.document));
  return { rows, row, passages };
}

function aboutTable(name) {
  return report.sections.flatMap((section) => section.tables).find((table) => table.name === name);
}

function sourceContent({ rows, row, passages }) {
  const pieces = rows?.aligned?.[row];
  const copy = el("button", { type: "button", click: async () => {
    await navigator.clipboard?.writeText(location.href);
    copy.textContent = say("copied");
  } }, say("copy"));
  return [
    el("header", {}, el("h2", { id: "source-title" }, rows ? rows.about.title : say("source")), copy,
      el("button", { type: "button", class: "close", click: () => dialog.close() }, say("close"))),
    rows ? rowFields(rows, row) : null,
    el("p", { class: "legend", "aria-label": say("legend") }, el("mark", { class: "quoted" }, say("quoted")),
      report.kinds.map((kind) => el("span", { class: `m-${kind}` }, say(kind))), pieces ? el("span", { class: "m-same" }, say("same")) : null),
    el("div", { class: `passages of-${Math.min(passages.length, 2)}` },
      passages.map(({ label, passage }, side) => passageView(label, passage, pieces && side < 2 ? same(pieces, passage, side) : []))),
  ].filter(Boolean);
}

/** What both sides of an aligned pair have in common, on one side, as places in its file. */
function same(pieces, passage, side) {
  const out = [];
  for (let i = 0; i < pieces.length; i += 4) out.push({ kind: "same", start: passage.start + pieces[i + 2 * side], end: passage.start + pieces[i + 2 * side + 1] });
  return out;
}

function rowFields(rows, row) {
  const fields = [...rows.columns.values()].filter((column) => column.kind !== "quote").map((column) => [column, shown(column, column.value(row))]);
  return el("dl", { class: "fields", "aria-label": say("row") }, fields.filter(([, text]) => text !== "").map(([column, text]) =>
    el("div", {}, el("dt", { title: column.meaning }, column.label), el("dd", {}, text))));
}

function passageView(label, passage, extra) {
  const text = texts[passage.document];
  const [title, place, year, path] = report.documents[passage.document];
  const box = el("div", { class: "passage-text", tabindex: "0", role: "region", "aria-label": `${label}：${title}` });
  let [from, to] = [Math.max(text.from, passage.start - AROUND), Math.min(text.to, passage.end + AROUND)];
  const draw = () => box.replaceChildren(
    from > text.from ? el("button", { type: "button", class: "further", click: () => { from = Math.max(text.from, from - STEP); draw(); } }, say("before")) : "",
    ...paragraphs(text, from, to, [...text.marks.map((mark) => ({ ...mark, kind: report.kinds[mark.kind] })), ...extra, { kind: "quoted", start: passage.start, end: passage.end }]),
    to < text.to ? el("button", { type: "button", class: "further", click: () => { to = Math.min(text.to, to + STEP); draw(); } }, say("after")) : "");
  draw();
  const where = [place >= 0 ? report.places[place][0] : null, year, path, say("characters", count(passage.start + 1), count(passage.end))].filter((part) => part !== null);
  return el("section", { class: "passage" }, el("h3", {}, label, el("span", {}, title)), el("p", { class: "where" }, where.join(" · ")), box);
}

/** The text from `from` to `to` as paragraphs; every stretch between two borders of marks carries the kinds that cover it. */
function paragraphs(text, from, to, marks) {
  const there = marks.filter((mark) => mark.start < to && mark.end > from && mark.end > mark.start);
  const borders = [...new Set([from, to, ...there.flatMap((mark) => [mark.start, mark.end])])].filter((at) => at >= from && at <= to).sort((a, b) => a - b);
  const lines = [el("p")];
  for (let i = 0; i + 1 < borders.length; i += 1) {
    const [start, end] = [borders[i], borders[i + 1]];
    const kinds = new Set(there.filter((mark) => mark.start <= start && mark.end >= end).map((mark) => mark.kind));
    text.slice(start, end).split(/\r\n|\r|\n/).forEach((part, number) => {
      if (number > 0) lines.push(el("p"));
      if (part) lines.at(-1).append(marked(part, kinds));
    });
  }
  return lines.filter((line) => line.hasChildNodes());
}

function marked(part, kinds) {
  if (!kinds.size) return document.createTextNode(part);
  const names = [...kinds].map((kind) => (kind === "quoted" ? "quoted" : `m-${kind}`));
  return el(kinds.has("quoted") ? "mark" : "span", { class: names.join(" ") }, part);
}
