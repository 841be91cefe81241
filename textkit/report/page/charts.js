// Charts: matrices and bars are tables with shaded cells or drawn bars, lines are small drawings of one scale.

const ROWS = 40;                         // rows of a chart that are drawn before somebody asks for all

function chartNode(chart) {
  const body = el("div", { class: "chart-body" });
  const pick = choiceOf(chart);
  const all = { shown: false };
  const draw = () => body.replaceChildren(...DRAW[chart.kind](chart, pick.value(), all, draw));
  const node = el("figure", { class: `chart ${chart.kind}`, id: `chart-${chart.name}` }, el("figcaption", {}, el("h3", {}, chart.title), pick.node),
    body, chart.note ? el("p", { class: "note" }, chart.note) : null);
  pick.listen(draw);
  onChange((changed) => { if (["place", "year", `show-${chart.name}`].some((name) => changed.has(name))) { pick.follow(); draw(); } });
  draw();
  return node;
}

/** What the chart shows, where there is something to choose; kept in the address as show-<chart>. */
function choiceOf(chart) {
  const labels = (chart.measures ?? chart.choices)?.map((choice) => choice.label ?? choice[0]) ?? [];
  if (labels.length < 2) return { node: null, value: () => 0, listen: () => {}, follow: () => {} };
  const key = `show-${chart.name}`;
  const at = () => Math.max(0, labels.indexOf(state[key]));
  const select = el("select", {}, labels.map((label) => el("option", { value: label }, label)));
  select.selectedIndex = at();
  return {
    node: el("label", { class: "measure" }, `${say("measure")} `, select), value: at,
    listen: (draw) => select.addEventListener("change", () => { change({ [key]: select.selectedIndex ? select.value : "" }); draw(); }),
    follow: () => { select.selectedIndex = at(); },
  };
}

/** The numbers of the rows that the filters leave. */
function keptRows(chart) {
  return chart.rows.map((_, row) => row).filter((row) => (!state.place || !chart.rowPlaces || chart.rowPlaces[row] === state.place)
    && (!state.year || !chart.rowYears || String(chart.rowYears[row]) === state.year));
}

function cut(kept, all, draw) {
  if (all.shown || kept.length <= ROWS) return [kept, null];
  return [kept.slice(0, ROWS), el("button", { type: "button", class: "all", click: () => { all.shown = true; draw(); } }, say("show_all", count(kept.length)))];
}

function nothing() { return [el("p", { class: "empty" }, say("none"))]; }

// ------------------------------------------------------------------ matrices
function matrix(chart, choice, all, draw) {
  const measure = chart.measures[choice];
  const columns = chart.columns.map((_, column) => column).filter((column) => !state.year || !chart.columnYears || String(chart.columnYears[column]) === state.year);
  const kept = keptRows(chart);
  if (!kept.length || !columns.length) return nothing();
  const [rows, more] = cut(kept, all, draw);
  const known = measure.values.flat().filter((value) => value !== null);
  const scale = [Math.min(...known, measure.scale === "amount" ? Infinity : 0), Math.max(...known, measure.scale === "status" ? 1 : 0)];
  const head = el("tr", {}, el("td"), columns.map((column) => el("th", { scope: "col" }, chart.columns[column])));
  const body = rows.map((row) => el("tr", {}, el("th", { scope: "row" }, chart.rows[row]), columns.map((column) => cell(chart, measure, row, column, scale))));
  return [el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": chart.title },
    el("table", { class: "grid" }, el("caption", { class: "aside" }, `${chart.title}：${measure.label}`), el("thead", {}, head), el("tbody", {}, body))), legend(chart, measure, scale), more].filter(Boolean);
}

function cell(chart, measure, row, column, scale) {
  const value = measure.values[row][column];
  const words = measure.words[row][column];
  const passage = measure.passages?.[row][column];
  const status = measure.scale === "status" && words ? words.split(" ", 1)[0] : null;
  const content = status ? [el("span", { "aria-hidden": "true" }, status), el("span", { class: "aside" }, words.slice(status.length + 1))] : words;
  const inside = passage && words ? el("button", { type: "button", "aria-label": `${chart.rows[row]} ${chart.columns[column]} ${words}`, title: say("open"),
    click: () => openSource(sourceOfPassage({ document: passage[0], start: passage[1], end: passage[2] })) }, content) : content;
  return el("td", { class: shade(value, scale), title: `${chart.rows[row]} ${chart.columns[column]}：${words}` }, inside);
}

/** Nine shades of one colour, from light to dark as numbers grow; none where nothing is known. */
function shade(value, [low, high]) {
  if (value === null) return "unknown";
  return `s${high > low ? Math.round((8 * (value - low)) / (high - low)) : 4}`;
}

function legend(chart, measure, [low, high]) {
  if (measure.scale === "status") return el("p", { class: "key" }, chart.legend.map(([value, words]) => el("span", {}, el("i", { class: shade(value, [0, 1]) }), words)));
  if (!(high > low)) return null;
  const write = (value) => (measure.scale === "share" ? `${Math.round(100 * value)}%` : count(Math.round(100 * value) / 100));
  return el("p", { class: "key" }, el("span", {}, write(low)), el("span", { class: "ramp", "aria-hidden": "true" }, [0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => el("i", { class: `s${n}` }))), el("span", {}, write(high)));
}

// ------------------------------------------------------------------ bars
function bars(chart, _choice, all, draw) {
  const kept = keptRows(chart);
  if (!kept.length) return nothing();
  const [rows, more] = cut(kept, all, draw);
  const widest = Math.max(...kept.map((row) => total(chart.values[row])), 1);
  const key = el("p", { class: "key" }, chart.parts.map(([label, colour]) => el("span", {}, el("i", { class: `c${colour}` }), label)));
  const body = rows.map((row) => el("tr", {}, el("th", { scope: "row" }, chart.rows[row]), el("td", { class: "drawn" }, bar(chart, row, widest)), el("td", { class: "number" }, count(total(chart.values[row])))));
  const head = el("tr", {}, el("td"), el("td"), el("th", { scope: "col", class: "number" }, say("total")));
  return [key, el("table", { class: "bars" }, el("caption", { class: "aside" }, chart.title), el("thead", {}, head), el("tbody", {}, body)), more].filter(Boolean);
}

function total(values) { return values.reduce((sum, value) => sum + value, 0); }

function bar(chart, row, widest) {
  const values = chart.values[row];
  const words = chart.parts.map(([label], part) => [label, values[part]]).filter(([, value]) => value).map(([label, value]) => `${label} ${count(value)}`).join("，");
  let at = 0;
  const parts = values.map((value, part) => {
    const [x, width] = [at, (100 * value) / widest];
    at += width;
    return value ? svg("rect", { x: `${x}%`, y: 0, width: `${width}%`, height: 16, class: `c${chart.parts[part][1]}` }, svg("title", {}, `${chart.parts[part][0]} ${count(value)}`)) : null;
  });
  let from = 0;
  const figures = values.map((value, part) => {
    const middle = from + (50 * value) / widest;
    from += (100 * value) / widest;
    return (100 * value) / widest > 4.5 ? svg("text", { x: `${middle}%`, y: 12, class: `on-c${chart.parts[part][1]}` }, count(value)) : null;
  });
  return svg("svg", { role: "img", "aria-label": words, width: "100%", height: 16 }, parts, figures);
}

// ------------------------------------------------------------------ small multiples
const [WIDE, HIGH, LEFT, RIGHT, TOP, LOW] = [210, 118, 34, 8, 8, 20];

function lines(chart, choice) {
  const panels = chart.choices[choice][1].filter(([, place]) => !state.place || !place || place === state.place);
  if (!panels.length) return nothing();
  const points = panels.flatMap(([, , series]) => series.flat()).filter(([, y]) => y !== null);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const scale = axis(Math.min(...ys), Math.max(...ys));
  const frame = { first: Math.min(...xs), last: Math.max(...xs), ...scale };
  const key = chart.series.length > 1 ? el("p", { class: "key" }, chart.series.map(([label, colour]) => el("span", {}, el("i", { class: `c${colour}` }), label))) : null;
  return [key, el("div", { class: "panels" }, panels.map((one) => panel(chart, one, frame)))].filter(Boolean);
}

/** A scale that begins at nought unless the values lie far from it. */
function axis(low, high) {
  const from = low > 0 && low > 0.6 * high ? low - (high - low) * 0.25 : Math.min(low, 0);
  const step = niceStep((high - from) / 3 || Math.abs(high) || 1);
  const [bottom, top] = [Math.floor(from / step) * step, Math.ceil(high / step) * step || step];
  const ticks = [];
  for (let tick = bottom; tick <= top + step / 2; tick += step) ticks.push(Math.round(tick * 1e6) / 1e6);
  return { bottom, top: ticks.at(-1), ticks };
}

function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].find((times) => times * power >= rough) * power;
}

function panel(chart, [title, , series], frame) {
  const x = (year) => LEFT + ((WIDE - LEFT - RIGHT) * (frame.last > frame.first ? (year - frame.first) / (frame.last - frame.first) : 0.5));
  const y = (value) => TOP + (HIGH - TOP - LOW) * (1 - (value - frame.bottom) / (frame.top - frame.bottom));
  const grid = frame.ticks.map((tick) => [svg("line", { x1: LEFT, x2: WIDE - RIGHT, y1: y(tick), y2: y(tick), class: "grid" }), svg("text", { x: LEFT - 5, y: y(tick) + 3.5, class: "tick end" }, String(tick))]);
  const years = [...new Set([frame.first, frame.last])].map((year, number) => svg("text", { x: x(year), y: HIGH - 5, class: `tick ${number ? "end" : "start"}` }, String(year)));
  const drawing = series.map((points, number) => curve(points.filter(([, value]) => value !== null), chart.series[number][1], x, y));
  const words = series.map((points, number) => `${chart.series[number][0]}：${points.filter(([, value]) => value !== null).map(([year, value]) => `${year} ${round(value)}${chart.unit}`).join("，")}`).join("；");
  return el("figure", { class: "panel" }, el("figcaption", {}, title), svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": `${title}。${words}` }, grid, years, drawing));
}

function curve(points, colour, x, y) {
  return [svg("polyline", { points: points.map(([year, value]) => `${x(year)},${y(value)}`).join(" "), class: `l${colour}` }),
    points.map(([year, value]) => svg("circle", { cx: x(year), cy: y(value), r: 2.8, class: `c${colour}` }, svg("title", {}, `${year}：${round(value)}`)))];
}

function round(value) { return Math.round(value * 100) / 100; }

const DRAW = { matrix, bars, lines };
