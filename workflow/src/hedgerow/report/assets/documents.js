// The heat table: a row a document, a column a measure.
const HEAT_ROWS = 2 * FEW, HEAT_PAGE = 100;
const documentName = (index, k) => [
  make("a", { href: `#doc-${index.slug[k]}` }, index.title[k]),
  " ", make("small", { class: "file" }, index.id[k] === index.title[k] ? "" : index.id[k], index.url[k] ? " · " : "", index.url[k] ? make("a", { href: index.url[k], rel: "noreferrer" }, siteOf(index.url[k])) : null),
];
const siteOf = (url) => { try { return new URL(url).hostname.replace(/^www\./, ""); } catch { return ""; } };

const startHeat = once(async () => {
  const box = one("[data-heat]");
  if (!box || !hasData) return;
  const index = await documents();
  const state = { words: [], only: "", chosen: index.measures.filter((m) => m.first).map((m) => m.key), sort: "", down: true, page: 0, unfolded: false };
  const head = one("thead", box), body = one("tbody", box);
  const haystack = once(() => index.id.map((id, k) => `${id} ${index.title[k]} ${index.url[k] || ""} ${index.group[k]} ${index.focus[k]}`.toLowerCase()));

  const only = one("[data-heat-only]", box);
  const kinds = [["", "all documents"], ["included", "in the statistics"], ["out", "left out"], ["failed", "with a criterion failed"]];
  if (index.grouped) [...new Set(index.group)].sort().forEach((group) => kinds.push([`group:${group}`, `group ${group}`]));
  only.append(...kinds.map(([value, text]) => make("option", { value }, text)));

  const failed = index.values[index.number.get("failed")] || [];
  const accepts = (k) => {
    const { only: rule, words } = state;
    if (rule === "included" && !index.included[k]) return false;
    if (rule === "out" && index.included[k]) return false;
    if (rule === "failed" && !failed[k]) return false;
    if (rule.startsWith("group:") && index.group[k] !== rule.slice(6)) return false;
    return words.every((word) => haystack()[k].includes(word));
  };
  const chosen = () => {
    const order = [...index.slug.keys()].filter(accepts);
    const sign = state.down ? -1 : 1;
    if (state.sort === "name") order.sort((a, b) => sign * index.title[a].localeCompare(index.title[b], "en", { numeric: true }));
    else if (state.sort) {
      const values = index.values[index.number.get(state.sort)];
      order.sort((a, b) => (values[a] === null) - (values[b] === null) || sign * (values[a] - values[b]) || a - b);
    }
    return order;
  };
  const heat = (column, k) => {
    const value = index.values[column][k];
    if (value === null || !index.included[k] || sortedValues(index, column).length < 5) return null;
    const rank = rankOf(sortedValues(index, column), value);
    return { fifth: Math.min(4, Math.floor(5 * rank)), rank };
  };
  const cell = (key, k) => {
    const column = index.number.get(key), measure = index.measures[column], value = index.values[column][k];
    const place = heat(column, k);
    const tip = place ? `${measure.label}: above ${Math.round(100 * place.rank)} % of the corpus` : null;
    return make("td", { class: `num${place ? ` q${place.fifth}` : ""}`, title: tip, "data-head": measure.label }, shownValue(measure, value));
  };
  const heading = (key, text, unit) => {
    const th = make("th", { scope: "col", class: key === "name" ? "" : "num" });
    if (state.sort === key) th.setAttribute("aria-sort", state.down ? "descending" : "ascending");
    const sort = () => { state.down = state.sort === key ? !state.down : key !== "name"; state.sort = key; state.page = 0; draw(); one(`[data-sort="${key}"]`, head).focus(); };
    th.append(make("button", { type: "button", class: "sort", onclick: sort, "data-sort": key }, text, unit ? make("small", {}, ` ${unit}`) : null));
    return th;
  };
  const draw = () => {
    const order = chosen(), size = state.unfolded ? HEAT_PAGE : HEAT_ROWS;
    const pages = state.unfolded ? Math.max(1, Math.ceil(order.length / size)) : 1;
    state.page = Math.min(state.page, pages - 1);
    const shown = order.slice(state.page * size, (state.page + 1) * size);
    head.replaceChildren(make("tr", {}, heading("name", "document"), state.chosen.map((key) => { const m = index.measures[index.number.get(key)]; return heading(key, m.label, unitOf(m)); })));
    body.replaceChildren(...shown.map((k) => make("tr", { class: index.included[k] ? "" : "out" },
      make("td", { class: "id" }, documentName(index, k), index.included[k] ? null : make("small", { class: "file" }, `left out: ${index.status[k]}`)),
      state.chosen.map((key) => cell(key, k)))));
    const all = index.size === order.length ? "" : ` of ${commas(index.size)}`;
    one("[data-heat-count]", box).textContent = `${commas(order.length)}${all} documents${shown.length < order.length ? `, ${commas(shown.length)} shown` : ""}`;
    const pager = one("[data-heat-pager]", box);
    pager.replaceChildren();
    if (order.length > HEAT_ROWS) {
      const again = (act) => () => { act(); draw(); };
      pager.append(button(state.unfolded ? "Show fewer" : "Show more", again(() => { state.unfolded = !state.unfolded; state.page = 0; })));
      if (pages > 1) {
        const back = button("Previous", again(() => { state.page -= 1; })), on = button("Next", again(() => { state.page += 1; }));
        back.disabled = state.page === 0;
        on.disabled = state.page >= pages - 1;
        pager.append(back, make("span", {}, `page ${state.page + 1} of ${pages}`), on);
      }
    }
  };
  const columns = one("[data-heat-columns]", box);
  columns.append(...index.measures.map((m) => {
    const tick = make("input", { type: "checkbox", checked: m.first === 1 });
    tick.addEventListener("change", () => {
      state.chosen = index.measures.map((x) => x.key).filter((key) => (key === m.key ? tick.checked : state.chosen.includes(key)));
      draw();
    });
    return make("label", {}, tick, ` ${m.label}`);
  }));
  one("[data-heat-filter]", box).addEventListener("input", (event) => { state.words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean); state.page = 0; draw(); });
  only.addEventListener("change", () => { state.only = only.value; state.page = 0; draw(); });
  one("[data-heat-csv]", box).addEventListener("click", () => {
    const heads = ["document", "file", "address", "group", "status", ...index.measures.map((m) => m.label)];
    const lines = chosen().map((k) => [index.title[k], index.id[k], index.url[k], index.group[k], index.status[k], ...index.values.map((values) => values[k])]);
    save("documents.csv", "text/csv", csvLines([heads, ...lines]));
  });
  draw();
  startScatter(index);
});
starters.set("documents", startHeat);
