/* Search, filters, sorting and printing of a report. Everything is on the page without this script; it only hides rows,
   moves them, opens them, and asks the browser to print. */
"use strict";
(() => {
  const table = document.querySelector("table.findings");
  const form = document.querySelector("form.filters");
  if (!table || !form) return;
  const status = form.querySelector(".status");
  const sheets = [...document.querySelectorAll(".sheet")];
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  // A row is a <tbody>: what it says and, below, why.
  const rows = [...table.tBodies].map((body) => ({ body, head: body.rows[0], text: null, matches: true, ...body.dataset }));
  // In the order of the table; only the first `limit` that match are laid out, as thousands take a browser seconds.
  let order = [...rows];
  const atOnce = Number(table.dataset.atOnce);
  let limit = atOnce;
  const more = document.querySelector(".more");

  const has = (words, word) => !word || (words || "").split(" ").includes(word);
  const byMeasure = (row, list, measure) => {
    if (!list && !measure) return true;
    const said = row.m.split(" ").map((pair) => pair.split(":"));
    return said.some(([name, what]) => (!list || name === list) && (measure ? what === measure : what !== "not-listed"));
  };
  const searched = ({ head, body }) => [head, ...body.querySelectorAll("summary, .words, .cells")].map((part) => part.textContent).join(" ");
  const bySearch = (row, words) => {
    if (!words.length) return true;
    row.text ??= folded(searched(row));
    return words.every((word) => row.text.includes(word));
  };

  const number = (count) => count.toLocaleString("en");
  const show = () => {
    let matching = 0;
    for (const row of order) {
      matching += row.matches ? 1 : 0;
      row.body.hidden = !row.matches;
      row.body.classList.toggle("beyond", row.matches && matching > limit);
    }
    if (more) more.hidden = matching <= limit;
    const onScreen = matching > limit ? `, the first ${number(limit)} are shown` : "";
    const others = matching < rows.length && sheets.length ? "; below are the sheets of these" : "";
    status.textContent = `${number(matching)} of ${number(rows.length)} ${form.dataset.of}${onScreen}${others}`;
  };

  const filter = () => {
    const chosen = Object.fromEntries(new FormData(form));
    const words = folded(chosen.q).split(/\s+/).filter(Boolean);
    for (const row of rows) {
      row.matches = has(row.level, chosen.level) && has(row.kind, chosen.kind)
        && (!chosen.group || row.group === chosen.group) && (!chosen.country || row.country === chosen.country)
        && byMeasure(row, chosen.list, chosen.measure) && bySearch(row, words);
    }
    const open = new Set(rows.filter((row) => row.matches).map((row) => row.group));
    for (const sheet of sheets) sheet.hidden = !open.has(sheet.id.slice("sheet-".length));
    limit = atOnce;
    show();
  };

  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const sort = (column, numeric, descending) => {
    const keyOf = (row) => {
      const cell = row.head.cells[column];
      const text = cell.dataset.sort ?? cell.textContent.trim();
      return numeric ? Number(text) : text;
    };
    const keyed = rows.map((row, place) => ({ row, place, key: keyOf(row) }));
    const compare = numeric ? (a, b) => a - b : collator.compare;
    const sign = descending ? -1 : 1;
    keyed.sort((a, b) => sign * compare(a.key, b.key) || a.place - b.place);
    order = keyed.map(({ row }) => row);
    limit = atOnce;
    show();
    table.append(...order.map(({ body }) => body));
  };

  [...table.tHead.rows[0].cells].forEach((cell, column) => {
    const button = document.createElement("button");
    button.type = "button";
    cell.dataset.title = cell.textContent.trim();
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener("click", () => {
      const numeric = "order" in cell.dataset;
      const first = cell.dataset.order === "strictest" ? "descending" : "ascending";
      const second = first === "ascending" ? "descending" : "ascending";
      const order = cell.getAttribute("aria-sort") === first ? second : first;
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      cell.setAttribute("aria-sort", order);
      sort(column, numeric, order === "descending");
    });
  });

  const print = (what, sheet) => {
    document.documentElement.dataset.printing = what;
    sheet?.classList.add("chosen");
    window.addEventListener("afterprint", () => {
      delete document.documentElement.dataset.printing;
      sheet?.classList.remove("chosen");
    }, { once: true });
    window.print();
  };
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.dataset.print) print(button.dataset.print, button.closest(".sheet"));
    if (button?.dataset.more) {
      limit = button.dataset.more === "all" ? Infinity : limit + atOnce;
      show();
    }
  });

  const opener = form.querySelector("[data-open]");
  opener?.addEventListener("click", () => {
    const open = opener.dataset.open === "all";
    for (const { body } of rows) if (!body.hidden && !body.classList.contains("beyond")) body.querySelector("details").open = open;
    opener.dataset.open = open ? "none" : "all";
    opener.textContent = open ? "Close all reasons" : "Open all reasons";
  });

  let waiting = 0;
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, event.target.name === "q" ? 120 : 0);
  });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  for (const button of document.querySelectorAll("button[data-print]")) button.hidden = false;
  filter();
})();
