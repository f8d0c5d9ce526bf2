"use strict";
(() => {
  // Everything is in the page already: this only hides what is not looked for, and collects what is marked wrong.
  const LIMIT = 25;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const tools = document.querySelector(".tools");
  const search = tools.querySelector("input");
  const selects = all("select", tools);
  const texts = new Map();
  const textOf = (row) => {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase().replace(/\s+/g, " "));
    return texts.get(row);
  };

  // Lists: each knows its rows, how many match, and whether all of those are shown.
  const lists = all("section tbody, section .groups").filter((list) => !list.closest(".bars")).map((list) => {
    const rows = [...list.children];
    const more = document.createElement("button");
    more.type = "button";
    more.className = "more";
    const told = document.createElement("p");
    told.setAttribute("role", "status");
    const after = list.closest("table") || list;
    after.after(told, more);
    const state = { rows, more, told, whole: false };
    more.addEventListener("click", () => {
      const first = rows.find((row) => row.hidden && matches(row));
      state.whole = true;
      show(state);
      // The button is gone: go on with the first row that it showed.
      const next = first && first.querySelector("summary, button");
      if (next) next.focus();
    });
    return state;
  });

  const matches = (row) => {
    for (const select of selects) {
      if (!select.value) continue;
      const values = row.dataset[select.dataset.by];
      if (values === undefined || !values.split("|").includes(select.value)) return false;
    }
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    return words.every((word) => textOf(row).includes(word));
  };
  const show = (list) => {
    const asked = search.value.trim() || selects.some((select) => select.value);
    let found = 0;
    for (const row of list.rows) {
      const fits = matches(row);
      found += fits;
      row.hidden = !fits || (!list.whole && found > LIMIT);
    }
    const shown = list.whole ? found : Math.min(found, LIMIT);
    list.told.textContent = asked ? (found ? `${found} of ${list.rows.length} match` : "nothing here matches") : "";
    list.told.hidden = !asked;
    list.more.hidden = shown >= found;
    list.more.textContent = `Show all ${found}`;
  };
  const update = () => lists.forEach(show);
  let waiting;
  search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(update, 120); });
  selects.forEach((select) => select.addEventListener("change", update));
  tools.querySelector("button").addEventListener("click", () => {
    search.value = "";
    selects.forEach((select) => { select.value = ""; });
    update();
    search.focus();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); search.focus(); }
    if (event.key === "Escape" && event.target === search) { search.value = ""; update(); }
  });
  // What a link leads to must not be hidden; and in print all is shown.
  window.addEventListener("beforeprint", () => lists.forEach((list) => { list.whole = true; show(list); }));
  tools.hidden = false;
  update();

  // Names that are marked wrong. They outlast a reload where the browser lets a page keep anything.
  const bar = document.querySelector(".marked");
  const [download, clear] = all("button", bar);
  const buttons = all("[data-form]");
  const forms = [...new Set(buttons.map((button) => button.dataset.form))];
  const key = "newsclean:" + document.title + ":" + forms.join("|").length;
  let marked = new Set();
  try { marked = new Set(JSON.parse(localStorage.getItem(key) || "[]").filter((form) => forms.includes(form))); } catch { /* then not */ }
  const tell = () => {
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(marked.has(button.dataset.form))));
    bar.hidden = marked.size === 0;
    bar.querySelector("p").textContent = marked.size === 1 ? "1 form marked wrong" : `${marked.size} forms marked wrong`;
    try { localStorage.setItem(key, JSON.stringify([...marked])); } catch { /* then not */ }
  };
  buttons.forEach((button) => button.addEventListener("click", () => {
    const form = button.dataset.form;
    if (!marked.delete(form)) marked.add(form);
    tell();
  }));
  clear.addEventListener("click", () => { marked.clear(); tell(); });
  download.addEventListener("click", () => {
    const head = "# Forms that newsclean must leave as they are, one a line.\n" +
      "# names.Gazetteer.default().forbid(report.read_exceptions(\"newsclean-exceptions.txt\"))\n";
    const file = new Blob([head, ...forms.filter((form) => marked.has(form)).map((form) => form + "\n")], { type: "text/plain" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = "newsclean-exceptions.txt";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  tell();
})();
