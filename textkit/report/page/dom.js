// Elements. Text becomes text nodes only: nothing of a document is ever parsed as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes (class, aria-…; functions listen to events) and children; strings and numbers become text. */
function el(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** What the page says, with {0}, {1} … filled in. */
function say(key, ...values) {
  return values.reduce((text, value, number) => text.replaceAll(`{${number}}`, value), report.words[key]);
}

function count(number) {
  return number.toLocaleString("en-US");
}

/** Wait until the browser has drawn. */
function drawn() {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
