// What the pages share. Text from documents is only ever set as text; nothing is loaded from anywhere.

/** An element: attributes (on… are listeners, false and null are left out), then children (strings become text). */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value === true ? "" : value);
  }
  put(node, children);
  return node;
}

/** Give a node these children and no others; what is null or false is left out. */
function put(node, children) {
  node.replaceChildren(...children.filter((child) => child !== null && child !== undefined && child !== false));
}

/** A button that says which key does the same. */
function button(label, key, action, attributes = {}) {
  return el("button", { type: "button", onclick: action, "aria-keyshortcuts": key || null, ...attributes },
    label, key ? el("kbd", { "aria-hidden": "true" }, key) : null);
}

const fill = (words, ...values) => values.reduce((said, value) => said.replace("{}", value), words);

const SILENT_AFTER = 10_000; // milliseconds without an answer until the reader is told

/**
 * The frame of a page: a root that keeps its keys from the notebook, lines for what was saved and what went wrong,
 * a table of keys, and the way to the kernel and back.
 */
function frame({ model, node, name, keys, onmessage }) {
  const words = model.get("words");
  const view = `${Date.now()}-${Math.random()}`; // two views of one widget do not take each other's answers
  const status = el("p", { class: "status", role: "status" });
  const alert = el("p", { class: "alert", role: "alert", hidden: true });
  const help = el("dialog", { class: "help", "aria-label": words.help });
  const body = el("div", { class: "body", style: `--height:${model.get("height")}px` });
  const root = el("section", {
    class: `textkit-page ${name}`, lang: model.get("lang"), "aria-label": words[name], "data-lm-suppress-shortcuts": "true",
  }, body);
  let timer = null;

  const warn = (message) => {
    alert.textContent = message;
    alert.hidden = !message;
  };
  const say = (message) => {
    status.textContent = message;
  };
  const send = (message) => {
    clearTimeout(timer);
    timer = setTimeout(() => warn(words.silent), SILENT_AFTER);
    model.send({ ...message, view });
  };
  const receive = (message) => {
    if (!message || !message.type) return;
    if (message.view === view) {
      clearTimeout(timer);
      warn(message.type === "error" ? message.message : "");
    }
    onmessage(message, message.view === view);
  };

  help.append(
    el("h3", {}, words.help),
    el("dl", {}, ...keys.map(([shown, , said]) => el("div", {}, el("dt", {}, el("kbd", {}, shown)), el("dd", {}, words[said])))),
    button(words.close, "Esc", () => help.close()),
  );
  const showHelp = () => (help.open ? help.close() : help.showModal());

  const actions = new Map(keys.flatMap(([, names, , action]) => names.map((key) => [key, action ?? showHelp])));
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return; // the notebook's and the browser's
    if (event.key === "Enter" && event.shiftKey) return; // runs the cell
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return; // an input method is at work
    if (event.target.closest("input, textarea, select")) return;
    if (help.open && event.key !== "?") return;
    const action = actions.get(event.key);
    if (!action) return;
    event.preventDefault();
    action(event.key);
  });
  // Lumino looks at these too; a page in an output must not move the notebook.
  for (const type of ["keyup", "keypress", "contextmenu"]) root.addEventListener(type, (event) => event.stopPropagation());

  model.on("msg:custom", receive);
  node.append(root);
  const end = () => {
    clearTimeout(timer);
    model.off("msg:custom", receive);
  };
  return { root, body, words, send, say, showHelp, status, alert, help, end };
}

/** Scroll `pane` alone, so that the notebook around it stays where it is. */
function reveal(pane, target, share = 0.3) {
  if (!target) return;
  const inside = target.getBoundingClientRect();
  const around = pane.getBoundingClientRect();
  if (inside.top >= around.top + 8 && inside.bottom <= around.bottom - 8) return;
  pane.scrollTop += inside.top - around.top - share * around.height;
}

/**
 * An input that saves with Enter or when it is left, and gives up with Escape; Enter that ends a composition does not count.
 * Both are called with the text, and whether the input was left for something else.
 */
function input({ value, label, hint, save, cancel }) {
  let done = false;
  const field = el("input", { type: "text", "aria-label": label, placeholder: hint || null, maxlength: 2000, autocomplete: "off" });
  field.value = value;
  const finish = (action, left) => {
    if (done) return;
    done = true;
    action(field.value.trim(), left);
  };
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey) finish(save, false);
    else if (event.key === "Escape") finish(cancel, false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  field.addEventListener("blur", () => finish((text) => (text === value ? cancel : save)(text, true), true));
  return field;
}
