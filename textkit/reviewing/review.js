// The review of tasks: the text on one side, the tasks and the fields of the present one on the other.

const ORDER = ["lead", "support", "responsible", "accountable", "leader", "deadline", "task"];
const SIGNS = { open: "○", reviewed: "✓", rejected: "✕" };
const FILTERS = {
  all: () => true,
  open: (task) => task.status === "open",
  reviewed: (task) => task.status === "reviewed",
  rejected: (task) => task.status === "rejected",
  corrected: (task) => task.moved || Object.values(task.fields).some((field) => field.state === "set"),
  added: (task) => task.added,
  no_unit: (task) => !task.unit && task.status !== "rejected",
  no_deadline: (task) => !field(task, "deadline").value && task.status !== "rejected",
};

/** A field as the kernel sent it; those that are empty and untouched it leaves out. */
const field = (task, name) => task.fields[name] ?? { value: "", state: "", old: "" };

/** The wording of a task: the words of the text, unless a person set another. */
const wording = (task) => field(task, "task").value || task.words;

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

function render({ model, el: node }) {
  let documents = [];
  let now = null; // the document that is open, as the kernel sent it
  let view = null; // its paragraphs
  let current = null; // id of the present task
  let shown = []; // the tasks that the filter lets through
  let items = new Map(); // … and their lines in the list, by id
  let editing = null; // the field that is being edited; no answer of the kernel takes it from under a person's hands
  let sent = null; // what was asked last: { action, task, field, value }

  const page = frame({
    model, node, name: "review", onmessage: (message, mine) => receive(message, mine),
    keys: [
      ["j ↓", ["j", "ArrowDown"], "key.next", () => step(1)],
      ["k ↑", ["k", "ArrowUp"], "key.previous", () => step(-1)],
      ["a", ["a"], "key.accept", () => act("accept")],
      ["r", ["r"], "key.reject", () => act("reject")],
      ["e 1–7", ["e", ...ORDER.map((_, i) => `${i + 1}`)], "key.edit", (key) => edit(key === "e" ? null : ORDER[key - 1])],
      ["n", ["n"], "key.add", () => onMarked("add")],
      ["b", ["b"], "key.span", () => onMarked("span")],
      ["u U", ["u", "U"], "key.undo", (key) => send(key === "u" ? "undo" : "redo")],
      ["[ ]", ["[", "]"], "key.document", (key) => turn(key === "[" ? -1 : 1)],
      ["/", ["/"], "key.filter", () => filter.focus()],
      ["d", ["d"], "key.complete", () => complete()],
      ["Enter Esc", [], "key.save"],
      ["?", ["?"], "key.help"],
    ],
  });
  const { root, words } = page;

  // the page

  const choose = el("select", { "aria-label": words.document, onchange: () => open(Number(choose.value)) });
  const filter = el("select", { "aria-label": words.filter, onchange: () => listTasks(now.tasks.find((task) => task.id === current && FILTERS[filter.value](task))?.id) },
    ...Object.keys(FILTERS).map((name) => el("option", { value: name }, words[name])));
  const who = el("input", { type: "text", "aria-label": words.who, size: 8, onchange: () => page.send({ type: "who", name: who.value }) });
  const bar = el("progress", { "aria-label": words.reviewed, max: 1, value: 0 });
  const count = el("span", { class: "count" });
  const text = el("div", { class: "text", tabindex: "0", role: "region", "aria-label": words.text });
  const list = el("ul", { class: "tasks", tabindex: "0", role: "listbox", "aria-label": words.tasks });
  const card = el("div", { class: "card", role: "region", "aria-label": words.task, tabindex: "0" });
  const note = el("div", { class: "whole" });
  const marking = [
    button(words.add, "n", () => onMarked("add"), { onmousedown: (event) => event.preventDefault() }),
    button(words.span_set, "b", () => onMarked("span"), { onmousedown: (event) => event.preventDefault() }),
  ];
  page.body.append(
    el("header", {},
      el("div", { class: "line" },
        button("‹", "", () => turn(-1), { "aria-label": words.previous, title: `${words.previous} [` }), choose,
        button("›", "", () => turn(1), { "aria-label": words.next, title: `${words.next} ]` }),
        el("label", {}, words.filter, filter)),
      el("div", { class: "line" },
        bar, count, el("label", {}, words.who, who),
        button(words.undo, "u", () => send("undo")), button(words.redo, "U", () => send("redo")),
        button(words.help, "?", page.showHelp)),
      page.alert),
    el("div", { class: "panes" },
      el("div", { class: "left" }, el("div", { class: "line tools" }, ...marking), text),
      el("div", { class: "right" }, card, note, list)),
    page.status, page.help);

  // what the kernel says

  function receive(message, mine) {
    if (message.type === "index" && mine) {
      documents = message.documents;
      who.value = message.who;
      page.path = message.path;
      listDocuments();
      open(Math.min(model.get("place").document ?? 0, documents.length - 1));
    } else if (message.type === "document" && (mine || message.number === now?.number)) {
      if (mine && message.number !== now?.number) filter.value = model.get("place").filter ?? filter.value;
      if (message.number !== now?.number) editing = null;
      now = message;
      drawText();
      progress(message);
      const place = model.get("place");
      listTasks(goal(message, mine) ?? (place.document === now.number ? place.task : null));
      if (message.saved) saved();
    } else if (message.type === "changed" && message.number === now?.number) {
      change(message, mine);
    } else if (message.type === "nothing" && mine) {
      page.say(words.nothing_undo);
    } else if (message.type === "error" && mine && sent?.task) {
      editing = sent.field ? { task: sent.task, field: sent.field, text: sent.value } : null;
      go(sent.task);
      if (editing) card.querySelector("input").focus();
      sent = null;
    }
  }

  /** The task to be at after an answer: where something came back or is new; else the reader stays. */
  function goal(message, mine) {
    const jump = mine && !editing && ["undo", "redo", "add"].includes(sent?.action);
    if (mine) sent = null;
    return jump && message.at ? message.at : current;
  }

  function change(message, mine) {
    const removed = new Set(message.removed);
    const byId = new Map(now.tasks.filter((task) => !removed.has(task.id)).map((task) => [task.id, task]));
    const redraw = removed.size || message.tasks.some((task) => {
      const before = byId.get(task.id);
      return !before || JSON.stringify([before.start, before.end, before.marks]) !== JSON.stringify([task.start, task.end, task.marks]);
    });
    for (const task of message.tasks) byId.set(task.id, task);
    now.tasks = [...byId.values()].sort((a, b) => a.start - b.start || a.end - b.end);
    if (redraw) drawText();
    else message.tasks.forEach(shade);
    progress(message);
    const at = goal(message, mine);
    if (!redraw && message.tasks.every((task) => items.has(task.id) && FILTERS[filter.value](task))) {
      for (const task of message.tasks) {           // the list stays; long ones are costly to build
        const next = item(task, items.get(task.id).dataset.number);
        items.get(task.id).replaceWith(next);
        items.set(task.id, next);
      }
      shown = shown.map((task) => byId.get(task.id));
      go(at);
    } else {
      listTasks(at);
    }
    if (mine) saved();
  }

  const saved = () => page.say(`${words.saved} ${new Date().toLocaleTimeString([], { hour12: false })} · ${page.path}`);

  function progress({ reviewed, total, complete }) {
    const row = documents[now.number];
    if (row) Object.assign(row, { reviewed, total, complete });
    Object.assign(now, { reviewed, total, complete });
    bar.max = Math.max(total, 1);
    bar.value = reviewed;
    count.textContent = fill(words.progress, reviewed, total);
    const option = choose.options[now.number];
    if (option && row) option.textContent = label(row, now.number);
    note.replaceChildren();
    if (now.lost) note.append(el("p", {}, fill(words.lost, now.lost)));
    if (complete) note.append(el("p", {}, words.is_complete), button(words.reopen, "", () => setComplete(false)));
    else if (reviewed === total) note.append(el("p", {}, words.all_seen), button(words.complete, "d", () => setComplete(true)));
  }

  const label = (row, number) => `${row.complete ? "✓ " : ""}${number + 1}. ${row.title}（${row.about}） ${row.reviewed}/${row.total}`;

  function listDocuments() {
    choose.replaceChildren(...documents.map((row, number) => el("option", { value: number }, label(row, number))));
  }

  // moving about

  function open(number) {
    choose.value = number;
    page.send({ type: "document", document: number });
  }

  function turn(by) {
    const number = now ? now.number + by : 0;
    if (documents[number]) open(number);
  }

  function step(by) {
    const at = shown.findIndex((task) => task.id === current);
    const next = shown[at < 0 ? 0 : Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (next) go(next.id);
  }

  /** The task to go to after the present one has been dealt with. */
  function following() {
    const at = shown.findIndex((task) => task.id === current);
    return (shown.slice(at + 1).find((task) => task.status === "open") ?? shown[at + 1] ?? shown[at])?.id ?? null;
  }

  function go(id) {
    const held = card.contains(document.activeElement);
    for (const piece of view.pieces.get(current) ?? []) piece.classList.remove("now");
    list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    current = id;
    const line = items.get(id);
    line?.setAttribute("aria-selected", "true");
    if (line) list.setAttribute("aria-activedescendant", line.id);
    else list.removeAttribute("aria-activedescendant");
    const pieces = view.pieces.get(id) ?? [];
    for (const piece of pieces) piece.classList.add("now");
    reveal(text, pieces[0]);
    reveal(list, line, 0.4);
    if (editing?.task !== id) editing = null;
    if (!editing || !card.querySelector("input")) drawCard();
    if (held && !editing) list.focus({ preventScroll: true });
    model.set("place", { document: now.number, task: id, filter: filter.value });
    model.save_changes();
  }

  // drawing

  function drawText() {
    view = paragraphs(now.text, now.headings, now.tasks);
    text.replaceChildren(...view.nodes);
    now.tasks.forEach(shade);
  }

  /** Give the pieces of a task the class of its status. */
  function shade(task) {
    for (const piece of view.pieces.get(task.id) ?? []) {
      for (const status of Object.keys(SIGNS)) piece.classList.toggle(status, task.status === status);
    }
  }

  function listTasks(at) {
    shown = now.tasks.filter((task) => FILTERS[filter.value](task) || task.id === at);
    const numbers = new Map(now.tasks.map((task, i) => [task.id, i + 1]));
    items = new Map(shown.map((task) => [task.id, item(task, numbers.get(task.id))]));
    list.replaceChildren(...items.values());
    if (!shown.length) list.append(el("li", { role: "option", class: "none", "aria-selected": "false" }, words.none_here));
    go(items.has(at) ? at : shown[0]?.id ?? null);
  }

  const item = (task, number) => el("li", {
    role: "option", id: `tk-${task.id}`, "data-task": task.id, "data-number": number, class: task.status, "aria-selected": String(task.id === current),
  },
  el("span", { class: "sign", title: words[task.status], "aria-label": words[task.status], role: "img" }, SIGNS[task.status]),
  el("span", { class: "number" }, `${number}`),
  el("span", { class: "words" }, task.added ? el("em", {}, words.added) : null, wording(task)),
  el("span", { class: "facts" }, [task.names, task.due].filter(Boolean).join(" · ")));

  function drawCard() {
    const task = now.tasks.find((each) => each.id === current);
    if (!task) return card.replaceChildren();
    const given = ORDER.filter((name) => ["deadline", "task", editing?.field].includes(name) || task.fields[name]);
    const open = ORDER.filter((name) => !given.includes(name));
    const dropped = task.status === "rejected";
    put(card, [
      el("div", { class: "line" },
        el("strong", {}, `${SIGNS[task.status]} ${words[task.status]}${task.added ? ` · ${words.added}` : ""}${task.moved ? ` · ${words.span_moved}` : ""}`),
        button(dropped ? words.restore : words.accept, "a", () => act("accept"), { class: "yes" }),
        dropped ? null : button(words.reject, "r", () => act("reject"), { class: "no" })),
      el("p", { class: "where" }, task.section),
      ...given.map((name) => row(task, name)),
      task.targets ? el("div", { class: "row" }, el("span", { class: "name" }, words.targets), el("span", { class: "value" }, task.targets)) : null,
      open.length && !dropped ? el("div", { class: "line more" },
        ...open.map((name) => button(`＋${words[`field.${name}`]}`, `${ORDER.indexOf(name) + 1}`, () => edit(name)))) : null,
    ]);
  }

  function row(task, name) {
    const said = field(task, name);
    const held = name === "task" ? wording(task) : said.value;
    const title = words[`field.${name}`];
    const key = `${ORDER.indexOf(name) + 1}`;
    if (editing?.field === name) {
      const box = input({
        value: editing.text ?? held, label: title, hint: name === "deadline" ? words.hint_deadline : name === "task" ? "" : words.hint_several,
        save: (value, left) => set(name, value, left), cancel: (_, left) => stop(left),
      });
      return el("div", { class: "row" }, el("span", { class: "name" }, title), box);
    }
    const value = name === "deadline" && task.due ? task.due : held;
    return el("div", { class: `row ${said.state}` },
      el("span", { class: "name" }, title, el("kbd", { "aria-hidden": "true" }, key)),
      el("span", { class: value ? "value" : "value none", ondblclick: () => edit(name) }, value || words.empty,
        said.state === "set" ? el("small", {}, ` ${words.was} ${said.old || words.empty}`) : null),
      task.status === "rejected" ? null : el("span", { class: "tools" },
        button("✓", "", () => set(name, held), { "aria-label": `${title}：${words.right}`, title: words.right, "aria-pressed": String(said.state === "right") }),
        button("✎", "", () => edit(name), { "aria-label": `${title}：${words.edit}`, title: `${words.edit} ${key}` }),
        name !== "task" && held ? button("✕", "", () => set(name, ""), { "aria-label": `${title}：${words.clear}`, title: words.clear }) : null));
  }

  // what a person does

  function send(action, more = {}) {
    if (!now) return;
    sent = { action, ...more };
    page.send({ type: "act", document: now.number, ...sent });
  }

  /** The reader goes on at once; an error leads back. */
  function act(action) {
    if (!current) return;
    const next = following();
    send(action, { task: current });
    if (next) go(next);
  }

  function edit(name) {
    const task = now?.tasks.find((each) => each.id === current);
    if (!task || task.status === "rejected") return;
    editing = { task: current, field: name ?? ORDER.find((each) => field(task, each).value) ?? "lead" };
    drawCard();
    const box = card.querySelector("input");
    box.focus();
    box.select();
  }

  function stop(left) {
    editing = null;
    drawCard();
    if (!left) list.focus({ preventScroll: true });
  }

  function set(field, value, left) {
    if (field === "task" && !value) return stop(left); // to say that it is no task there is a key of its own
    editing = null;
    send("set", { task: current, field, value });
    stop(left);
  }

  /** The stretch of text that is marked, or null. */
  function marked() {
    const selection = root.getRootNode().getSelection?.() ?? document.getSelection();
    if (!view || !selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const start = offset(text, view.starts, range.startContainer, range.startOffset);
    const end = offset(text, view.starts, range.endContainer, range.endOffset);
    return start !== null && end !== null && end > start ? { start, end } : null;
  }

  function onMarked(action) {
    const stretch = marked();
    if (!stretch) return page.say(words.mark_first);
    send(action, { ...(action === "span" ? { task: current } : {}), ...stretch });
    (root.getRootNode().getSelection?.() ?? document.getSelection()).removeAllRanges();
    list.focus({ preventScroll: true });
  }

  const setComplete = (yes) => send("complete", { yes });
  const complete = () => now && setComplete(!now.complete);

  list.addEventListener("click", (event) => {
    const line = event.target.closest("[data-task]");
    if (line) go(line.dataset.task);
  });
  text.addEventListener("click", (event) => {
    const piece = event.target.closest("[data-task]");
    if (piece && !marked()) go(piece.dataset.task);
  });

  page.send({ type: "index" });
  return page.end;
}

export default { render };
