"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));

  // Light and dark: the system's choice until the reader makes one.
  const store = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } },
  };
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const label = () => all("[data-theme-switch]").forEach((b) => { b.textContent = dark() ? "Light" : "Dark"; });
  const kept = store.get("hedgerow-theme");
  if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  label();
  system.addEventListener("change", label);
  all("[data-theme-switch]").forEach((button) => button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    store.set("hedgerow-theme", root.dataset.theme);
    label();
  }));

  // Printing opens everything; of a long table it shows the first rows.
  all("[data-print]").forEach((button) => button.addEventListener("click", () => print()));
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    closed.forEach((d) => { d.open = true; });
    all("table.data").forEach((table) => make(table).print(true));
  });
  addEventListener("afterprint", () => {
    closed.forEach((d) => { d.open = false; });
    tables.forEach((table) => table.print(false));
  });

  // A link into something folded opens it.
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    all(".found").forEach((node) => node.classList.remove("found"));
    if (target.classList.contains("s")) target.classList.add("found");
    target.scrollIntoView({ block: target.classList.contains("s") ? "center" : "start" });
  };
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) reveal();
  });

  // Contents: folded on a phone, the section in view is marked.
  const contents = document.querySelector(".toc details");
  if (contents && matchMedia("(max-width: 1023px)").matches) contents.open = false;
  const entries = new Map(all(".toc a").map((a) => [a.hash.slice(1), a]));
  if (entries.size && "IntersectionObserver" in window) {
    const seen = new IntersectionObserver((changes) => changes.forEach((change) => {
      if (!change.isIntersecting) return;
      entries.forEach((a) => a.removeAttribute("aria-current"));
      entries.get(change.target.id).setAttribute("aria-current", "true");
    }), { rootMargin: "-15% 0px -75% 0px" });
    entries.forEach((a, id) => { const part = document.getElementById(id); if (part) seen.observe(part); });
  }

  // What is marked in a text.
  all("[data-reader]").forEach((reader) => all("[data-show]", reader).forEach((button) => {
    button.addEventListener("click", () => {
      const on = reader.classList.toggle(`show-${button.dataset.show}`);
      button.setAttribute("aria-pressed", String(on));
    });
  }));

  all("[data-later]").forEach((button) => button.addEventListener("click", () => {
    const list = button.previousElementSibling;
    list.classList.add("whole");
    const first = list.querySelector(".later");
    first.tabIndex = -1;
    first.focus();
    button.remove();
  }));

  // Tables: sorting, searching, unfolding, paging, saving.
  const FEW = 10, PRINTED = 40;
  const tables = new Map();
  const number = (cell) => (cell.dataset.v === undefined ? NaN : Number(cell.dataset.v));
  const order = (a, b) => a.localeCompare(b, "en", { numeric: true, sensitivity: "base" });
  const made = (name, text, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = name;
    button.textContent = text;
    button.addEventListener("click", act);
    return button;
  };

  const prepare = (table) => {
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    const heads = Array.from(table.tHead.rows[0].cells);
    const page = Number(table.dataset.page) || rows.length;
    const state = { rows, page: 0, words: [], column: -1, down: false, open: rows.length <= FEW + 3, printing: false };
    let texts = null, pager = null;

    const matches = (row) => {
      texts ||= new Map(rows.map((each) => [each, each.textContent.toLowerCase()]));
      return state.words.every((word) => texts.get(row).includes(word));
    };
    const rowsAtOnce = () => (state.printing ? PRINTED : state.open || state.words.length ? page : FEW);
    const makePager = () => {
      pager = document.createElement("p");
      pager.className = "pager";
      pager.append(
        made("unfold", "", () => { state.open = !state.open; state.page = 0; draw(); }),
        made("back", "Previous", () => { state.page -= 1; draw(); }),
        document.createElement("span"),
        made("on", "Next", () => { state.page += 1; draw(); }),
      );
      pager.children[2].setAttribute("aria-live", "polite");
      table.parentElement.after(pager);
    };
    const draw = () => {
      const wanted = state.words.length ? state.rows.filter(matches) : state.rows;
      const size = rowsAtOnce();
      const folded = !state.open && !state.words.length;
      const pages = folded || state.printing ? 1 : Math.max(1, Math.ceil(wanted.length / size));
      state.page = Math.min(state.page, pages - 1);
      body.replaceChildren(...wanted.slice(state.page * size, (state.page + 1) * size));
      if (!pager && rows.length > FEW + 3) makePager();
      if (!pager) return;
      const [unfold, back, where, on] = pager.children;
      table.closest("figure").classList.toggle("long", !folded && wanted.length > FEW);
      unfold.textContent = state.open ? "Show fewer rows" : `Show all ${rows.length} rows`;
      unfold.setAttribute("aria-expanded", String(state.open));
      unfold.hidden = state.words.length > 0;
      back.hidden = on.hidden = pages < 2;
      back.disabled = state.page === 0;
      on.disabled = state.page >= pages - 1;
      const found = state.words.length ? `${wanted.length} of ${rows.length} rows` : "";
      const paged = pages > 1 ? `page ${state.page + 1} of ${pages}` : "";
      const printed = state.printing && wanted.length > size ? `The first ${size} of ${wanted.length} rows are printed.` : "";
      where.textContent = printed || [found, paged].filter(Boolean).join(", ");
    };

    heads.forEach((head, column) => {
      const button = made("sort", "", () => sort());
      button.append(...head.childNodes);
      head.append(button);
      const numeric = head.classList.contains("num");
      const sort = () => {
        state.down = state.column === column ? !state.down : numeric;
        state.column = column;
        const sign = state.down ? -1 : 1;
        state.rows = rows.slice().sort((a, b) => {
          const x = a.cells[column], y = b.cells[column];
          if (!numeric) return sign * order(x.textContent, y.textContent);
          const p = number(x), q = number(y);
          if (Number.isNaN(p) || Number.isNaN(q)) return Number.isNaN(p) - Number.isNaN(q);
          return sign * (p - q);
        });
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
        state.page = 0;
        draw();
      };
    });
    draw();
    return {
      print: (printing) => { state.printing = printing; if (pager) draw(); },
      search: (text) => { state.words = text.toLowerCase().split(/\s+/).filter(Boolean); state.page = 0; draw(); },
      csv: () => {
        // A cell that a spreadsheet would take for a formula gets an apostrophe.
        const field = (cell) => {
          let text = cell.textContent.trim().replace(/\s+/g, " ");
          if (cell.dataset.v === undefined && /^[=+\-@]/.test(text)) text = `'${text}`;
          return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
        };
        return [table.tHead.rows[0], ...state.rows].map((row) => Array.from(row.cells).map(field).join(",")).join("\r\n");
      },
    };
  };
  const make = (table) => {
    if (!tables.has(table)) tables.set(table, prepare(table));
    return tables.get(table);
  };
  // A table in something folded is made ready when it is unfolded.
  all("table.data").forEach((table) => { if (!table.closest("details:not([open])")) make(table); });
  all("details").forEach((details) => details.addEventListener("toggle", () => {
    all("table.data", details).forEach((table) => { if (!table.closest("details:not([open])")) make(table); });
  }));
  const of = (name) => make(document.querySelector(`#${CSS.escape(`table-${name}`)} table.data`));
  all("[data-search]").forEach((input) => input.addEventListener("input", () => of(input.dataset.search).search(input.value)));
  all("[data-csv]").forEach((button) => button.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", of(button.dataset.csv).csv()], { type: "text/csv" }));
    link.download = `${button.dataset.csv}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }));

  reveal();
})();
