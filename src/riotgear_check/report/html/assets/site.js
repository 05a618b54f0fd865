/* The search box of the index page. The data is large and is fetched as a script when the box is first used. */
"use strict";

(() => {
  const WAIT = 200; // milliseconds without a key before the answer changes
  const SYMBOLS = { prohibited: "✖", controlled: "▲", "not-listed": "·", clue: "?" };
  const MOST_FINDINGS = 8, MOST_SUGGESTIONS = 12;
  const form = document.getElementById("search"), box = document.getElementById("q");
  const answer = document.getElementById("answer"), status = document.getElementById("status");
  let matcher = null, timer = 0;

  // --- the data ------------------------------------------------------------------------------------------------

  function load() {
    matcher ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = "assets/search-data.js";
      script.onload = () => resolve(globalThis.riotgearMatcher(globalThis.riotgearData));
      script.onerror = () => reject(new Error("assets/search-data.js is missing: copy the whole folder of the site"));
      document.head.append(script);
    });
    return matcher;
  }

  // --- elements: all text goes in as text, never as markup ----------------------------------------------------------

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }
  const measure = (value, conditional) => element(
    "span", { class: `measure ${value}` }, element("span", { "aria-hidden": "true" }, SYMBOLS[value]), ` ${value}${conditional ? " (with a condition)" : ""}`,
  );
  const entryPage = (id) => `entries/${id.replace(/[^A-Za-z0-9._-]/g, "-")}.html`;
  const kindPage = (id) => `kinds/${id.replace(/[^A-Za-z0-9._-]/g, "-")}.html`;

  function marked(name, spans) {
    const out = element("bdi", {});
    let reach = 0;
    for (const { start, end } of spans) {
      out.append(name.slice(reach, start), element("mark", {}, name.slice(start, end)));
      reach = end;
    }
    out.append(name.slice(reach));
    return out;
  }

  function separated(items, separator) {
    return items.flatMap((item, i) => (i ? [separator, item] : [item]));
  }

  // --- the answer ------------------------------------------------------------------------------------------------------

  function entryLink(number) {
    const [id, , , title] = globalThis.riotgearData.entries[number];
    return element("a", { href: entryPage(id), title }, id);
  }

  function verdicts(result) {
    return element("ul", { class: "verdicts" }, ...result.verdicts.map((verdict) => element(
      "li", {}, element("strong", {}, verdict.list.toUpperCase()), measure(verdict.measure, verdict.conditional), " ",
      ...separated(verdict.entries.map(entryLink), ", "),
    )));
  }

  function finding(result, found) {
    const kind = globalThis.riotgearData.kinds[found.kind];
    const out = element("div", {}, element("h3", {}, element("a", { href: kindPage(kind.id) }, kind.label)));
    const unlisted = !found.applying.length && !kind.group;
    if (unlisted) out.append(element("p", {}, "On no list on that date."));
    out.append(element("p", { class: "read-as" }, marked(result.name, found.spans)));
    if (found.level === "clue" && !unlisted) out.append(element("p", {}, measure("clue"), " too broad or too weak for a verdict: ask which product it is."));
    for (const reason of found.reasons) out.append(element("p", { class: "faint" }, reason[0].toUpperCase() + reason.slice(1) + "."));
    for (const cover of found.covers) {
      const state = { open: "To check", met: "Met by the name", unmet: "Not met by the name", none: "" }[cover.state];
      out.append(element("p", { class: "condition" }, element("strong", {}, `${state}: `), cover.condition, " (", entryLink(cover.entry), ")"));
    }
    return out;
  }

  /* Kinds of which the label, in any language, begins with or holds what was typed. */
  function suggestions(typed) {
    const wanted = typed.normalize("NFC").toLowerCase();
    const kinds = globalThis.riotgearData.kinds.filter((kind) => [kind.label, kind.id, ...kind.labels].some((label) => label.toLowerCase().includes(wanted)));
    return wanted.length < 2 ? [] : kinds.slice(0, MOST_SUGGESTIONS);
  }

  function show(result, typed) {
    const named = suggestions(typed);
    const parts = [element("h2", {}, element("bdi", {}, typed))];
    let said = "Nothing found.";
    if (result.level === "match") {
      parts.push(verdicts(result));
      said = result.verdicts.map((v) => `${v.list.toUpperCase()} ${v.measure}`).join(", ") + ".";
    } else if (result.level === "clue") {
      parts.push(element("p", {}, measure("clue"), " no list's measure follows from this name alone."));
      said = "A clue: no measure follows from this name alone.";
    } else if (result.findings.length) {
      said = "Recognised, and on no list on that date.";
    } else {
      parts.push(element("p", {}, "No listed thing recognised in this name. It may still be one: ",
        element("code", {}, "riotgear-check lookup"), " reads more, and a name is not the goods."));
    }
    parts.push(...result.findings.slice(0, MOST_FINDINGS).map((found) => finding(result, found)));
    const asides = new Map(result.aside.map((aside) => [`${aside.kind} ${aside.reason}`, aside]));
    for (const aside of asides.values()) {
      const kind = globalThis.riotgearData.kinds[aside.kind];
      parts.push(element("p", { class: "faint" }, "Set aside: ", element("a", { href: kindPage(kind.id) }, kind.label), `: ${aside.reason}.`));
    }
    if (named.length) {
      parts.push(element("p", {}, "Kinds with such a name: ",
        ...separated(named.map((kind) => element("a", { href: kindPage(kind.id) }, kind.label)), ", "), "."));
      said += ` ${named.length} kinds with such a name.`;
    }
    answer.replaceChildren(...parts);
    answer.hidden = false;
    status.textContent = said;
  }

  async function search() {
    const typed = box.value.trim();
    history.replaceState(null, "", typed ? `#q=${encodeURIComponent(typed)}` : location.pathname + location.search);
    if (!typed) {
      answer.hidden = true;
      answer.replaceChildren();
      status.textContent = "";
      return;
    }
    try {
      const match = await load();
      if (box.value.trim() === typed) show(match(typed), typed);
    } catch (error) {
      answer.replaceChildren(element("p", {}, error.message));
      answer.hidden = false;
    }
  }

  function fromAddress() {
    if (!location.hash.startsWith("#q=")) return;
    try {
      box.value = decodeURIComponent(location.hash.slice(3));
    } catch {
      return; // no address that this page made
    }
    search();
  }

  document.getElementById("without-script").remove();
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  box.addEventListener("focus", () => { load().catch(() => {}); }, { once: true });
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, WAIT);
  });
  addEventListener("hashchange", fromAddress);
  fromAddress();
})();
