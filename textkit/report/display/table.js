// Sorting, filtering and the rows that wait packed. Without it the table is plain and its rows still open.
(() => {
  const text = (cell) => cell.dataset.k ?? cell.textContent;
  const make = (tag, more) => Object.assign(document.createElement(tag), more);

  function ready(box) {
    const words = JSON.parse(box.dataset.words), table = box.querySelector("table");
    const heads = [...table.tHead.rows[0].cells], scroll = table.parentElement;
    const bar = make("div", { className: "tk-bar" }), count = make("span", { className: "tk-count" });
    const search = make("input", { type: "search", placeholder: words.search });
    const held = +box.dataset.held, picks = [];
    let waiting = box.dataset.rest, coming = null, order = null;
    search.setAttribute("aria-label", words.search);
    count.setAttribute("role", "status");

    // The rest of the rows: gzip in base64, HTML that was escaped where it was made.
    const unpack = () => coming ??= (async () => {
      if (!waiting) return;
      const bytes = Uint8Array.from(atob(waiting), (c) => c.charCodeAt(0));
      waiting = "";
      delete box.dataset.rest;
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      table.insertAdjacentHTML("beforeend", await new Response(stream).text());
    })();
    const rows = () => [...table.tBodies];
    const tell = () => {
      const chosen = search.value || picks.some((pick) => pick.value), seen = rows().filter((row) => !row.hidden).length;
      count.textContent = chosen ? words.count.replace("{}", seen).replace("{}", held) : words.total;
      count.classList.toggle("tk-none", chosen && !seen);
    };
    const filter = async () => {
      await unpack();
      const wanted = search.value.trim().toLowerCase();
      for (const row of rows()) {
        const cells = row.rows[0].cells;
        row.hidden = picks.some((pick) => pick.value && cells[pick.at].textContent !== pick.value)
          || wanted !== "" && !(row.words ??= row.textContent.toLowerCase()).includes(wanted);
      }
      tell();
    };
    const sort = async (at) => {
      await unpack();
      const head = heads[at], down = head.ariaSort === "ascending", number = head.classList.contains("n");
      order ??= rows();
      const back = head.ariaSort === "descending";
      for (const other of heads) if (other.ariaSort) other.ariaSort = "none";
      if (!back) head.ariaSort = down ? "descending" : "ascending";
      const key = (row) => { const k = text(row.rows[0].cells[at]).trim(); return number && k !== "" ? parseFloat(k) : k; };
      const keys = new Map(order.map((row) => [row, key(row)]));
      const compare = (a, b) => {
        const x = keys.get(a), y = keys.get(b);
        if (x === "" || y === "") return (x === "") - (y === "");       // what is not there comes last, either way
        const by = number ? x - y : x.localeCompare(y, "zh-CN", { numeric: true });
        return down ? -by : by;
      };
      table.append(...(back ? order : [...order].sort(compare)));
    };

    heads.forEach((head, at) => {
      if (head.classList.contains("o")) return;
      const button = make("button", { type: "button", title: words.sort });
      button.append(...head.childNodes);
      head.append(button);
      head.ariaSort = "none";
      button.addEventListener("click", () => sort(at));
      if (!head.dataset.pick) return;
      const pick = make("select", { at });
      pick.setAttribute("aria-label", button.textContent);
      pick.append(new Option(`${button.textContent}${words.all}`, ""), ...JSON.parse(head.dataset.pick).map((v) => new Option(v, v)));
      pick.addEventListener("change", filter);
      picks.push(pick);
    });
    search.addEventListener("input", filter);
    bar.append(search, ...picks);
    bar.append(count);
    scroll.addEventListener("scroll", () => { if (scroll.scrollTop + scroll.clientHeight > scroll.scrollHeight - 200) unpack(); });
    table.addEventListener("click", (event) => {
      const row = event.target.closest("tr.r"), own = row?.querySelector("details");
      if (own && !event.target.closest("a,button,summary") && getSelection().isCollapsed) own.open = !own.open;
    });
    new ResizeObserver(() => scroll.style.setProperty("--tk-wide", `${Math.max(scroll.clientWidth - 56, 240)}px`)).observe(scroll);
    box.querySelector(".tk-static")?.remove();
    if (held > words.few) scroll.before(bar);
    tell();
  }

  for (const box of document.querySelectorAll(".tk-table:not([data-ready])")) {
    box.dataset.ready = "";
    ready(box);
  }
})();
