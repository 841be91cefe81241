// What the page carries: blocks of gzip in base64, unpacked once, when they are looked at.

let report = null;                       // the head of the report, after start()
const unpacked = new Map();

function unpack(name) {
  if (!unpacked.has(name)) unpacked.set(name, unpackNow(name));
  return unpacked.get(name);
}

async function unpackNow(name) {
  const packed = atob(document.getElementById(`block-${name}`).textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i += 1) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(new TextDecoder("utf-16le").decode(await new Response(stream).arrayBuffer()));
}

/** A document's text. Offsets count code points of the file as decoded, half-open; `from` is where this text begins there. */
class Text {
  constructor(block) {
    this.text = block.text;
    this.from = block.from;
    this.points = /[\ud800-\udfff]/.test(block.text) ? Array.from(block.text) : null;
    this.marks = [];
    let at = block.from;
    for (let i = 0; i < block.marks.length; i += 3) {
      at += block.marks[i + 1];
      this.marks.push({ kind: block.marks[i], start: at, end: at + block.marks[i + 2] });
    }
  }

  get to() { return this.from + (this.points ?? this.text).length; }

  slice(start, end) {
    const [a, b] = [Math.max(start - this.from, 0), Math.max(end - this.from, 0)];
    return this.points ? this.points.slice(a, b).join("") : this.text.slice(a, b);
  }

  /** All places of a pattern, as [start, end] in the file. */
  find(pattern) {
    const found = [];
    for (const match of this.text.matchAll(pattern)) {
      const start = this.points ? Array.from(this.text.slice(0, match.index)).length : match.index;
      found.push([this.from + start, this.from + start + (this.points ? Array.from(match[0]).length : match[0].length)]);
    }
    return found;
  }
}

const texts = [];                        // number of a document → Text, once it is unpacked

async function textOf(number) {
  texts[number] ??= new Text(await unpack(`document-${number}`));
  return texts[number];
}

/** The texts of several documents, so that what follows need not wait. */
async function textsOf(numbers) {
  await Promise.all([...new Set(numbers)].filter((number) => number >= 0 && !texts[number]).map(textOf));
}

/** A table: columns by name; `value(row)` of a column gives what stands there, a passage for a quote. */
class Rows {
  constructor(about, block) {
    this.about = about;
    this.size = block.size;
    this.aligned = block.aligned ?? null;
    this.columns = new Map(about.columns.map(([name, label, kind, meaning, where]) => [name, { name, label, kind, meaning, where, ...read(kind, block.columns[name]) }]));
  }

  of(kind) { return [...this.columns.values()].filter((column) => column.kind === kind); }
}

function read(kind, packed) {
  if (kind === "quote") return quotes(packed);
  if (packed.lists) return { values: packed.values, lists: packed.lists, value: (row) => packed.lists[row].map((at) => packed.values[at]) };
  if (packed.at) return { values: packed.values, at: packed.at, value: (row) => packed.values[packed.at[row]] ?? null };
  return { numbers: packed.numbers, value: (row) => packed.numbers[row] };
}

function quotes(packed) {
  const starts = new Int32Array(packed.starts.length);
  let at = 0;
  packed.starts.forEach((step, row) => { at += step; starts[row] = at; });
  const value = (row) => packed.documents[row] < 0 ? null
    : { document: packed.documents[row], start: starts[row], end: starts[row] + packed.lengths[row], words: packed.words[row] ?? null };
  return { documents: packed.documents, value };
}

const tables = new Map();

async function tableOf(about) {
  if (!tables.has(about.name)) tables.set(about.name, new Rows(about, await unpack(`table-${about.name}`)));
  return tables.get(about.name);
}

/** What a reader sees of a passage, on one line; its text must be unpacked. */
function quoted(passage) {
  return oneLine(passage.words ?? texts[passage.document].slice(passage.start, passage.end));
}

function oneLine(text) {
  return text.replace(/\s*\n\s*/g, "").replace(/\s+/g, " ").trim();
}
