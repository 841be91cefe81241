// The page: head, contents, filters, sections. A section's tables are unpacked when it comes near.

async function start() {
  const root = document.getElementById("report");
  if (typeof DecompressionStream === "undefined") { root.textContent = root.dataset.old; return; }
  report = await unpack("head");
  report.shortPlaces = new Map(report.places);
  state = fromAddress();
  const results = el("section", { id: "results", "aria-labelledby": "results-title", hidden: true });
  root.append(el("a", { class: "skip", href: "#overview", click: toMain }, say("skip")), masthead(), el("div", { class: "frame" }, contents(),
    el("main", { tabindex: "-1" }, filterBar(), results, overview(), report.sections.map(sectionNode), colophon())), dialogNode());
  onChange(async (changed) => {
    if (changed.has("source")) showSource();
    if (["q", "place", "year"].some((name) => changed.has(name))) {
      drawResults(results);
      const before = hitsNow();
      await search();
      if (hitsNow() !== before) { drawResults(results); redrawTables(); }
    }
    if (changed.has("s")) goTo(state.s);
  });
  watch();
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
  if (state.q) { drawResults(results); await search(); drawResults(results); redrawTables(); }
  if (state.s) goTo(state.s);
  if (state.source) await showSource();
  document.documentElement.dataset.ready = "yes";
}

function toMain(event) {
  event.preventDefault();
  document.querySelector("main").focus();
}

function masthead() {
  return el("header", { class: "masthead" }, el("h1", {}, report.title), el("p", {}, say("by", report.made[0][1])));
}

function contents() {
  const link = (name, title, number) => el("li", {}, el("a", { href: address({ ...state, s: name, source: "" }), click: (event) => {
    event.preventDefault();
    if (state.s === name) goTo(name); else change({ s: name }, true);
  } }, el("span", { class: "number" }, number), title));
  return el("nav", { class: "contents", "aria-label": say("contents") }, el("ol", {}, link("overview", say("overview"), ""), report.sections.map((section, at) => link(section.name, section.title, at + 1))));
}

function goTo(name) {
  const section = document.getElementById(name);
  section?.scrollIntoView();
  section?.querySelector("h2")?.focus({ preventScroll: true });
}

// ------------------------------------------------------------------ filters
function filterBar() {
  const choose = (name, options) => field(name, el("select", { id: `filter-${name}`, change: (event) => change(cleared({ [name]: event.target.value })) },
    el("option", { value: "" }, say("all")), options.map(([value, label]) => el("option", { value }, label))));
  const type = (name, attributes) => field(name, el("input", { id: `filter-${name}`, autocomplete: "off", ...attributes, input: later((event) => change(cleared({ [name]: event.target.value.trim() }))) }));
  const fields = [
    type("q", { type: "search", placeholder: say("search_hint") }), choose("place", report.places), choose("year", report.years.map((year) => [String(year), String(year)])),
    type("unit", { type: "search", list: "units" }), choose("theme", report.themes.map((theme) => [theme, theme])),
  ];
  const clear = el("button", { type: "button", click: () => change(cleared(Object.fromEntries(FILTERS.map((name) => [name, ""])))) }, say("clear"));
  const follow = () => {
    FILTERS.forEach((name) => {
      const input = document.getElementById(`filter-${name}`) ?? fields.map((one) => one.querySelector(`#filter-${name}`)).find(Boolean);
      if (input !== document.activeElement || input.value.trim() !== (state[name] ?? "")) input.value = state[name] ?? "";
    });
    clear.disabled = !filtering();
    details.classList.toggle("on", filtering());
  };
  const details = el("details", { class: "filters", open: innerWidth >= 900 }, el("summary", {}, say("filters")),
    el("form", { role: "search", submit: (event) => event.preventDefault() }, fields, el("datalist", { id: "units" }, report.units.map((unit) => el("option", { value: unit }))), clear));
  onChange(follow);
  follow();
  return details;
}

function field(name, input) {
  return el("div", { class: `field f-${name}` }, el("label", { for: input.id }, say(name === "q" ? "search" : name)), input);
}

/** A filter begins on the first page of every table. */
function cleared(values) {
  return { ...Object.fromEntries(Object.keys(state).filter((name) => name.startsWith("page-")).map((name) => [name, ""])), ...values };
}

function later(listen) {
  let timer = 0;
  return (event) => { clearTimeout(timer); timer = setTimeout(() => listen(event), 200); };
}

// ------------------------------------------------------------------ sections
function overview() {
  return el("section", { id: "overview", "aria-labelledby": "overview-title" }, el("h2", { id: "overview-title", tabindex: "-1" }, say("overview")),
    el("dl", { class: "cards" }, report.cards.map(([number, of, more]) => el("div", {}, el("dt", {}, of), el("dd", {}, el("b", {}, number), more ? el("span", {}, more) : null)))),
    el("h3", {}, say("key")), el("ul", { class: "findings" }, report.key.map(([name, sentence, basis]) => finding(sentence, basis, name))));
}

function finding(sentence, basis, name) {
  const section = name && report.sections.find((one) => one.name === name);
  const link = section ? el("a", { href: address({ s: name }), click: (event) => {
    event.preventDefault();
    if (state.s === name) goTo(name); else change({ s: name }, true);
  } }, section.title) : null;
  return el("li", {}, el("p", {}, sentence), el("p", { class: "basis" }, basis, link ? " · " : null, link));
}

function sectionNode(section, at) {
  const heading = el("h2", { id: `${section.name}-title`, tabindex: "-1" }, el("span", { class: "number" }, at + 1), section.title);
  const node = el("section", { id: section.name, class: "part", "aria-labelledby": heading.id }, heading, el("p", { class: "lead" }, section.lead));
  if (section.problem) { node.append(el("p", { class: "problem" }, el("b", {}, say("cannot")), section.problem)); return node; }
  node.append(...[
    section.findings.length ? el("ul", { class: "findings" }, section.findings.map(([sentence, basis]) => finding(sentence, basis, null))) : null,
    section.paragraphs.length ? el("ol", { class: "limits" }, section.paragraphs.map((text) => el("li", {}, text))) : null,
    ...section.charts.map(chartNode), ...section.tables.map((table) => tableNode(table, hitsNow)),
    section.name === "documents" ? madeNode() : null,
    section.notes.length ? el("details", { class: "notes" }, el("summary", {}, say("notes")), el("ul", {}, section.notes.map((note) => el("li", {}, note)))) : null,
  ].filter(Boolean));
  return node;
}

function madeNode() {
  return el("details", { class: "notes", open: true }, el("summary", {}, say("made")), el("dl", { class: "made" }, report.made.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))));
}

function colophon() { return el("footer", { class: "colophon" }, el("p", {}, say("printed"))); }

/** Tables are drawn when they come near, and all of them while the reader reads the beginning. */
function watch() {
  const waiting = new Set(document.querySelectorAll(".table"));
  const draw = (node) => { if (waiting.delete(node)) return node.draw(); return null; };
  const near = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => { near.unobserve(entry.target); draw(entry.target); }), { rootMargin: "600px" });
  waiting.forEach((node) => near.observe(node));
  const rest = async () => {
    for (const node of [...waiting]) { await draw(node); await drawn(); }
    document.documentElement.dataset.whole = "yes";
  };
  (window.requestIdleCallback ?? setTimeout)(() => setTimeout(rest, 300));
}

function redrawTables() { document.querySelectorAll(".table").forEach((node) => node.draw()); }

start();
