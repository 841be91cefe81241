// Which rows fulfil the filters and the search.

/** The pattern of what is searched: its characters in order, spaces and line breaks between them ignored. */
function patternOf(words) {
  const characters = Array.from(words.replace(/\s+/g, ""), (c) => c.replace(/[\\^$.*+?()[\]{}|/-]/gu, "\\$&"));
  return characters.length ? new RegExp(characters.join("\\s*"), "giu") : null;
}

/** The numbers of the rows that are wanted, in their own order, before sorting. */
function matching(rows, hits) {
  const tests = [placeTest(rows), yearTest(rows), listTest(rows, "units", state.unit, true), listTest(rows, "themes", state.theme, false), wordTest(rows, hits)].filter(Boolean);
  const found = [];
  for (let row = 0; row < rows.size; row += 1) if (tests.every((test) => test(row))) found.push(row);
  return found;
}

function placeTest(rows) {
  const columns = rows.of("place");
  if (!state.place || !columns.length) return null;
  return (row) => columns.some((column) => column.value(row) === state.place);
}

function yearTest(rows) {
  const columns = rows.of("year");
  if (!state.year || !columns.length) return null;
  return (row) => columns.some((column) => String(column.value(row)) === state.year);
}

/** Units hold what is typed; a theme is the one that is chosen. */
function listTest(rows, kind, wanted, part) {
  const columns = rows.of(kind);
  if (!wanted || !columns.length) return null;
  const fits = columns.map((column) => column.values.map((value) => (part ? value.includes(wanted) : value === wanted)));
  return (row) => columns.some((column, number) => column.lists[row].some((at) => fits[number][at]));
}

/** A row has the searched words where one of its passages holds a hit, or one of its cells. */
function wordTest(rows, hits) {
  if (!hits) return null;
  const pattern = new RegExp(hits.pattern.source, "iu");
  const passages = rows.of("quote").map((column) => (row) => {
    const passage = column.value(row);
    return passage !== null && (passage.words !== null ? pattern.test(passage.words) : within(hits.places.get(passage.document), passage));
  });
  const cells = [...rows.columns.values()].filter((column) => column.values).map((column) => {
    const fits = column.values.map((value) => pattern.test(value));
    return column.lists ? (row) => column.lists[row].some((at) => fits[at]) : (row) => column.at[row] >= 0 && fits[column.at[row]];
  });
  const all = [...passages, ...cells];
  return (row) => all.some((test) => test(row));
}

/** Whether one of the sorted places lies within the passage. */
function within(places, passage) {
  if (!places) return false;
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle][0] < passage.start) low = middle + 1; else high = middle;
  }
  return low < places.length && places[low][1] <= passage.end;
}

/** The names of the filters that are set and that no column of the table can answer. */
function untouched(rows) {
  const kinds = { place: "place", year: "year", unit: "units", theme: "themes" };
  return Object.entries(kinds).filter(([name, kind]) => state[name] && !rows.of(kind).length).map(([name]) => say(name));
}

/** Sorted by the column that the reader chose, empty cells last; as they came where none is chosen. */
function sorted(rows, found, by, down) {
  const column = rows.columns.get(by);
  if (!column) return found;
  const keys = new Map(found.map((row) => [row, sortKey(column, row)]));
  const compare = new Intl.Collator("zh-Hans-CN", { numeric: true }).compare;
  return [...found].sort((a, b) => {
    const [x, y] = [keys.get(a), keys.get(b)];
    if (x === null || y === null) return (x === null) - (y === null) || a - b;
    const order = typeof x === "number" ? x - y : compare(x, y);
    return (down ? -order : order) || a - b;
  });
}

function sortKey(column, row) {
  const value = column.value(row);
  if (value === null || value === undefined) return null;
  if (column.kind === "quote") return quoted(value);
  if (Array.isArray(value)) return value.length ? value.join("、") : null;
  return value;
}
