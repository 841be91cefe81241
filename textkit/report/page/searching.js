// Full-text search: all texts are unpacked once, then every place of the words is known to the tables and listed here.

const LISTED = 12;                       // documents of the list that are shown before somebody asks for more
const EACH = 3;                          // places of a document
let found = null;                        // { words, pattern, places: number of a document → its places }

function hitsNow() { return state.q && found?.words === state.q ? found : null; }

async function search() {
  const words = state.q ?? "";
  const pattern = patternOf(words);
  if (!pattern) { found = null; return; }
  if (found?.words === words) return;
  for (let i = 0; i < report.documents.length; i += 20) {
    await textsOf(report.documents.map((_, number) => number).slice(i, i + 20));
    await drawn();
    if ((state.q ?? "") !== words) return;
  }
  const places = new Map();
  texts.forEach((text, number) => {
    const here = text.find(pattern);
    if (here.length) places.set(number, here);
  });
  found = { words, pattern, places };
}

/** The list of what was found, in the documents that the filters of place and year leave. */
function drawResults(node) {
  const hits = hitsNow();
  node.hidden = !state.q;
  if (!state.q) return;
  const heading = el("h2", { id: "results-title" }, `${say("results")}：${state.q}`);
  if (!hits) { node.replaceChildren(heading, el("p", { class: "empty", role: "status" }, say("reading"))); return; }
  const numbers = [...hits.places.keys()].filter((number) => {
    const [, place, year] = report.documents[number];
    return (!state.place || (place >= 0 && report.places[place][0] === state.place)) && (!state.year || String(year) === state.year);
  });
  const whole = numbers.reduce((sum, number) => sum + hits.places.get(number).length, 0);
  let most = LISTED;
  const draw = () => node.replaceChildren(heading, el("p", { role: "status" }, whole ? say("hits", count(numbers.length), count(whole)) : say("no_hits")),
    el("ol", { class: "results" }, numbers.slice(0, most).map((number) => resultNode(number, hits.places.get(number)))),
    numbers.length > most ? el("button", { type: "button", class: "all", click: () => { most += 50; draw(); } }, say("more")) : "");
  draw();
}

function resultNode(number, places) {
  const [title, place, year] = report.documents[number];
  const where = [place >= 0 ? report.places[place][1] : null, year].filter((part) => part !== null).join(" ");
  return el("li", {}, el("p", { class: "where" }, el("b", {}, title), ` ${where} · ${count(places.length)}`), el("ul", {}, places.slice(0, EACH).map(([start, end]) =>
    el("li", {}, el("button", { type: "button", click: () => openSource(sourceOfPassage({ document: number, start, end })) }, snippet(texts[number], start, end))))));
}

function snippet(text, start, end) {
  return [`…${oneLine(text.slice(Math.max(text.from, start - 30), start))}`, el("mark", {}, oneLine(text.slice(start, end))), `${oneLine(text.slice(end, end + 50))}…`];
}
