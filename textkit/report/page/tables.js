// Tables: filtered, sorted, twenty rows at a time (ten on a telephone). Every row opens its source.

const PAGE = innerWidth < 900 ? 10 : 20;

function tableNode(about, hits) {
  const body = el("div", { class: "table-body" }, el("p", { class: "empty" }, say("reading")));
  const node = el("div", { class: "table", id: `table-${about.name}` }, el("h3", {}, about.title), body);
  const draw = async () => {
    const drawnFor = state;
    const rows = await tableOf(about);
    if (state === drawnFor) await drawTable(rows, body, hits());
  };
  const own = [`sort-${about.name}`, `page-${about.name}`, `only-${about.name}`];
  onChange((changed) => { if ([...FILTERS, ...own].some((name) => changed.has(name))) draw(); });
  node.draw = draw;
  return node;
}

async function drawTable(rows, body, hits) {
  const { name, facet, hidden } = rows.about;
  const found = matching(rows, hits);
  const only = state[`only-${name}`] ?? "";
  const column = facet ? rows.columns.get(facet) : null;
  const kept = column ? found.filter((row) => (only ? only === "*" || column.value(row) === only : !hidden.includes(column.value(row)))) : found;
  const [by, direction] = (state[`sort-${name}`] ?? "").split(" ");
  if (rows.columns.get(by)?.kind === "quote") await textsOf(kept.map((row) => rows.columns.get(by).documents[row]));
  const order = sorted(rows, kept, by, direction === "down");
  const pages = Math.max(1, Math.ceil(order.length / PAGE));
  const page = Math.min(pages, Math.max(1, Number(state[`page-${name}`] ?? 1) || 1));
  const shownRows = order.slice((page - 1) * PAGE, page * PAGE);
  const quotes = rows.of("quote");
  await textsOf(shownRows.flatMap((row) => quotes.map((quote) => quote.documents[row])));
  const focused = body.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  body.replaceChildren(...[
    column ? facetNode(rows, column, found, only) : null,
    untouched(rows).length ? el("p", { class: "note" }, untouched(rows).map((filter) => say("not_by", filter)).join("；")) : null,
    order.length ? grid(rows, shownRows, by, direction) : el("p", { class: "empty" }, say("none")),
    pager(name, page, pages, order.length),
  ].filter(Boolean));
  if (focused) body.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

/** Buttons for the values of a column, with how many rows each has under the present filters. */
function facetNode(rows, column, found, only) {
  const counts = new Map();
  found.forEach((row) => counts.set(column.value(row), (counts.get(column.value(row)) ?? 0) + 1));
  const { name, hidden } = rows.about;
  const usual = found.filter((row) => !hidden.includes(column.value(row))).length;
  const button = (value, label, number) => el("button", { type: "button", "aria-pressed": String(only === value), "data-key": `only ${value}`,
    click: () => change({ [`only-${name}`]: value, [`page-${name}`]: "" }) }, label, el("span", {}, count(number)));
  const each = column.values.filter((value) => counts.has(value)).sort((a, b) => hidden.includes(a) - hidden.includes(b) || counts.get(b) - counts.get(a));
  return el("div", { class: "facet", role: "group", "aria-label": column.label }, el("span", { class: "label" }, column.label),
    button("", hidden.length ? say("usual") : say("all"), usual), each.map((value) => button(value, value, counts.get(value))), hidden.length ? button("*", say("all"), found.length) : null);
}

function grid(rows, numbers, by, direction) {
  const columns = [...rows.columns.values()].filter((column) => column.where === "table");
  const head = columns.map((column) => {
    const sortedBy = column.name === by ? (direction === "down" ? "descending" : "ascending") : null;
    return el("th", { scope: "col", role: "columnheader", class: column.kind, "aria-sort": sortedBy, title: column.meaning },
      el("button", { type: "button", "data-key": `sort ${column.name}`, "aria-label": say("sort", column.label), click: () => sortBy(rows.about.name, column.name, sortedBy) },
        column.label, el("span", { "aria-hidden": "true" }, sortedBy ? (direction === "down" ? "▼" : "▲") : "")));
  });
  const body = numbers.map((row) => el("tr", { role: "row", click: (event) => { if (!event.target.closest("button") && !String(getSelection())) openRow(rows, row); } },
    columns.map((column) => cellNode(rows, column, row))));
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": rows.about.title },
    el("table", { class: "rows", role: "table" }, el("caption", { class: "aside" }, rows.about.title), el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, head)), el("tbody", { role: "rowgroup" }, body)));
}

/** First up, then down, then as it came. */
function sortBy(table, column, sortedBy) {
  const next = sortedBy === null ? column : sortedBy === "ascending" ? `${column} down` : "";
  change({ [`sort-${table}`]: next, [`page-${table}`]: "" });
}

function openRow(rows, row) {
  if (rows.of("quote").some((column) => column.value(row))) openSource(sourceOfRow(rows.about.name, row));
}

function cellNode(rows, column, row) {
  const value = column.value(row);
  const attributes = { role: "cell", class: column.kind, "data-label": column.label };
  if (column.kind === "quote" && value) {
    const words = quoted(value);
    return el("td", attributes, el("button", { type: "button", "data-key": `row ${column.name} ${row}`, title: say("open"), click: () => openRow(rows, row) },
      words.length < 2 ? say("open") : words.length > 300 ? `${words.slice(0, 300)}…` : words));
  }
  const text = column.kind === "quote" ? "" : shown(column, value);
  return el("td", { ...attributes, class: `${column.kind}${text === "" ? " blank" : ""}` }, text.length > 300 ? `${text.slice(0, 300)}…` : text);
}

/** A value as it is read. */
function shown(column, value) {
  if (value === null || value === undefined) return "";
  if (column.kind === "share") return `${(100 * value).toFixed(1)}%`;
  if (column.kind === "place") return report.shortPlaces.get(value) ?? value;
  if (column.kind === "number") return amount(value);
  return Array.isArray(value) ? value.join("、") : String(value);
}

/** 70亿, 12.5万 in Chinese; 7,000,000,000 in English. */
function amount(value) {
  const [size, sign] = report.lang !== "zh" ? [1, ""] : Math.abs(value) >= 1e8 ? [1e8, "亿"] : Math.abs(value) >= 1e5 ? [1e4, "万"] : [1, ""];
  return Number((value / size).toPrecision(6)).toLocaleString("en-US", { maximumFractionDigits: 6 }) + sign;
}

function pager(name, page, pages, size) {
  const to = (wanted) => () => change({ [`page-${name}`]: wanted === 1 ? "" : String(wanted) });
  const button = (key, wanted) => el("button", { type: "button", "data-key": `page ${key}`, disabled: wanted < 1 || wanted > pages || wanted === page, click: to(wanted) }, say(key));
  return el("div", { class: "pager" }, el("p", { role: "status" }, say("rows", count(size ? (page - 1) * PAGE + 1 : 0), count(Math.min(size, page * PAGE)), count(size))),
    pages > 1 ? [button("first", 1), button("previous", page - 1), button("next", page + 1), button("last", pages)] : null);
}
