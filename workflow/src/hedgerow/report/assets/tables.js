// Tables: sorting, searching, unfolding, paging, saving.
// Rows of a folded table; on a phone they are cards.
const FEW = 3, PRINTED = 5;
const tables = new Map();
const number = (cell) => (cell.dataset.v === undefined ? NaN : Number(cell.dataset.v));
const order = (a, b) => a.localeCompare(b, "en", { numeric: true, sensitivity: "base" });
const quotation = (text, source) => {
  const [name, file, site] = [one("a", source), one(".file", source), one(".file a", source)];
  return `“${text.trim()}” (${[name ? name.textContent : "", site ? site.href : file ? file.textContent : ""].filter(Boolean).join(", ")})`;
};
const csvCell = (cell) => {
  const text = (cell.classList.contains("quote") && one("a", cell) || cell).textContent.trim();
  return cell.dataset.v === undefined ? text : { toString: () => text };
};
const prepared = (table) => {
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const heads = Array.from(table.tHead.rows[0].cells);
  const page = Number(table.dataset.page) || rows.length;
  const state = { rows, page: 0, words: [], column: -1, down: false, open: rows.length <= FEW + 3, printing: false };
  let texts = null, pager = null;

  // On a phone a row is a card, and each cell needs its heading.
  const label = (row) => {
    if (row.cells[0] && row.cells[0].dataset.head !== undefined) return;
    const quote = one("td.quote a", row), source = one("td.id", row);
    // A quote is copied with its document, and with its address if that is known.
    if (quote && source) quote.parentElement.append(" ", button("Copy quote", () => copyText(quotation(quote.textContent, source)), "quiet copy"));
    Array.from(row.cells).forEach((cell, k) => { cell.dataset.head = heads[k].textContent; });
  };
  const matches = (row) => {
    texts ||= new Map(rows.map((each) => [each, each.textContent.toLowerCase()]));
    return state.words.every((word) => texts.get(row).includes(word));
  };
  const rowsAtOnce = () => (state.printing ? PRINTED : state.open || state.words.length ? page : FEW);
  const makePager = () => {
    pager = document.createElement("p");
    pager.className = "pager";
    pager.append(
      button("", () => { state.open = !state.open; state.page = 0; draw(); }, "unfold"),
      button("Previous", () => { state.page -= 1; draw(); }, "back"),
      document.createElement("span"),
      button("Next", () => { state.page += 1; draw(); }, "on"),
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
    wanted.slice(state.page * size, (state.page + 1) * size).forEach(label);
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
    const names = [...head.childNodes];
    head.append(button("", () => sort(), "sort"));
    head.lastChild.append(...names);
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
    csv: () => csvLines([table.tHead.rows[0], ...state.rows].map((row) => Array.from(row.cells).map(csvCell))),
  };
};
const prepare = (table) => {
  if (!tables.has(table)) tables.set(table, prepared(table));
  return tables.get(table);
};
// A table is made ready when it is seen: in a view that is shown, in a fold that is open.
const prepareOpen = (table) => { if (!table.closest("details:not([open]), .view[hidden]")) prepare(table); };
all("details").forEach((details) => details.addEventListener("toggle", () => all("table.data", details).forEach(prepareOpen)));
const tableOf = (name) => prepare(one(`#${CSS.escape(`table-${name}`)} table.data`));
all("[data-search]").forEach((input) => input.addEventListener("input", () => tableOf(input.dataset.search).search(input.value)));
all("[data-csv]").forEach((b) => b.addEventListener("click", () => save(`${b.dataset.csv}.csv`, "text/csv", tableOf(b.dataset.csv).csv())));
