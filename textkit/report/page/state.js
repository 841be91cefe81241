// Where the reader is: filters, search, sorting, pages and the open source, all in the address after #.

const FILTERS = ["place", "year", "unit", "theme", "q"];
const listeners = [];
let state = {};

function fromAddress() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

function address(wanted) {
  return `#${new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== "" && value !== null && value !== undefined))}`;
}

/** Change the state; with `visit` the way back is the browser's. */
function change(values, visit = false) {
  const next = { ...state, ...values };
  for (const [name, value] of Object.entries(next)) if (value === "" || value === null) delete next[name];
  const before = state;
  state = next;
  history[visit ? "pushState" : "replaceState"](null, "", address(state));
  tell(before);
}

function tell(before) {
  const changed = new Set([...Object.keys(before), ...Object.keys(state)].filter((name) => before[name] !== state[name]));
  if (changed.size) listeners.forEach((listen) => listen(changed));
}

function onChange(listen) { listeners.push(listen); }

window.addEventListener("popstate", arrived);
window.addEventListener("hashchange", arrived);

function arrived() {
  const before = state;
  state = fromAddress();
  tell(before);
}

function filtering() { return FILTERS.some((name) => state[name]); }
