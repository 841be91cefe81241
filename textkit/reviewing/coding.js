// Blind coding: one thing after another with its context, and the fields to be filled in.

const NOTE = "note"; // a remark of the coder, which is no code

function render({ model, el: node }) {
  let index = null; // the fields, and the items in the coder's order
  let done = new Set();
  let now = null; // the item that is open
  let goal = null; // the field that gets the next number key

  const page = frame({
    model, node, name: "coding", onmessage: (message, mine) => receive(message, mine),
    keys: [
      ["j → ↓", ["j", "ArrowRight", "ArrowDown"], "key.next", () => step(1)],
      ["k ← ↑", ["k", "ArrowLeft", "ArrowUp"], "key.previous", () => step(-1)],
      ["1–9", [..."123456789"], "key.choose", (key) => choose(Number(key) - 1)],
      ["g", ["g"], "jump", () => jump()],
      ["u", ["u"], "undo", () => page.send({ type: "undo" })],
      ["Enter Esc", [], "key.save"],
      ["?", ["?"], "key.help"],
    ],
  });
  const { words } = page;

  const coder = el("input", { type: "text", "aria-label": words.coder, size: 8, onchange: () => page.send({ type: "coder", name: coder.value.trim() }) });
  const bar = el("progress", { "aria-label": words.coding, max: 1, value: 0 });
  const count = el("span", { class: "count" });
  const about = el("p", { class: "where" });
  const text = el("div", { class: "text", tabindex: "0", role: "region", "aria-label": words.text });
  const fields = el("form", { class: "fields", "aria-label": words.coding, onsubmit: (event) => event.preventDefault() });
  page.body.append(
    el("header", {},
      el("div", { class: "line" },
        button("‹", "", () => step(-1), { "aria-label": words["key.previous"] }), button("›", "", () => step(1), { "aria-label": words["key.next"] }),
        bar, count, button(words.jump, "g", () => jump()), button(words.undo, "u", () => page.send({ type: "undo" })),
        el("label", {}, words.coder, coder), button(words.help, "?", page.showHelp)),
      page.alert),
    el("div", { class: "panes" }, el("div", { class: "left" }, about, text), el("div", { class: "right" }, fields)),
    page.status, page.help);

  function receive(message, mine) {
    if (!mine) return;
    if (message.type === "index") {
      index = message;
      done = new Set(message.done);
      coder.value = message.coder;
      page.path = message.path;
      progress();
      if (!index.items.length) {
        fields.replaceChildren(el("p", {}, words.coder_first));
        text.replaceChildren();
        return coder.focus({ preventScroll: true });
      }
      const kept = model.get("place").item;
      open(index.items.includes(kept) ? kept : index.items.find((item) => !done.has(item)) ?? index.items[0]);
    } else if (message.type === "item") {
      const same = now?.item === message.item;
      now = message;
      if (message.done) done.add(message.item);
      else done.delete(message.item);
      progress();
      draw(same);
      if (message.saved) page.say(`${words.saved} ${new Date().toLocaleTimeString([], { hour12: false })} · ${page.path}`);
      if (message.saved && done.size === index.items.length) page.say(words.done_all);
    } else if (message.type === "nothing") {
      page.say(words.nothing_undo);
    }
  }

  function progress() {
    bar.max = Math.max(index.items.length, 1);
    bar.value = done.size;
    count.textContent = fill(words.coded, done.size, index.items.length);
  }

  function open(item) {
    goal = null;
    page.send({ type: "item", item });
    model.set("place", { item });
    model.save_changes();
  }

  const at = () => index?.items.indexOf(now?.item) ?? -1;

  function step(by) {
    const next = index?.items[at() + by];
    if (next) open(next);
  }

  function jump() {
    const items = index?.items ?? [];
    const next = [...items.slice(at() + 1), ...items].find((item) => !done.has(item));
    if (next) open(next);
    else page.say(words.done_all);
  }

  function draw(same) {
    about.textContent = [fill(words.item, at() + 1, index.items.length), now.place, now.year, now.section].filter(Boolean).join(" · ");
    if (!same) {
      text.replaceChildren(el("span", { class: "context" }, now.before), el("mark", {}, now.text), el("span", { class: "context" }, now.after));
      text.scrollTop = 0;
      reveal(text, text.querySelector("mark"));
    }
    const empty = index.fields.find((field) => !now.codes[field.name])?.name;
    goal = empty ?? goal ?? index.fields[0].name;
    const focused = fields.contains(document.activeElement) || !same;
    fields.replaceChildren(...index.fields.map(field), remark());
    if (focused) text.focus({ preventScroll: true });
  }

  function field({ name, label, help, choices }) {
    const group = el("fieldset", { class: name === goal ? "goal" : "", "data-field": name }, el("legend", {}, label), help ? el("p", {}, help) : null);
    if (!choices.length) {
      group.append(box(name, label), button(words.empty, name === goal ? "2" : "", () => give(name, words.empty)));
      return group;
    }
    group.append(...choices.map(([code, shown], i) => button(shown, name === goal ? `${i + 1}` : "", () => give(name, code),
      { "aria-pressed": String(now.codes[name] === code) })));
    return group;
  }

  function box(name, label) {
    const value = now.codes[name];
    return input({ value, label, save: (said) => give(name, said), cancel: (_, left) => left || draw(true) });
  }

  const remark = () => el("fieldset", {}, el("legend", {}, words.note), box(NOTE, words.note));

  function give(name, value) {
    page.send({ type: "code", item: now.item, field: name, value });
  }

  /** A number key: the n-th code of the field that is next, or its input. */
  function choose(n) {
    const next = index?.fields.find((each) => each.name === goal);
    if (!now || !next) return;
    if (next.choices.length) {
      if (next.choices[n]) give(next.name, next.choices[n][0]);
    } else if (n === 1) {
      give(next.name, words.empty);
    } else {
      fields.querySelector(`[data-field="${next.name}"] input`)?.focus();
    }
  }

  page.send({ type: "index" });
  return page.end;
}

export default { render };
