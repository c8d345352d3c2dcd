// The search: results as lines of context, by document, and collocates.
const LINES = 20, MORE_LINES = 200, SIDE = 70, SORTED = 20000;
const contextOf = (hit) => {
  const { text } = searchable.get(hit.k);
  const left = text.slice(Math.max(0, hit.start - SIDE), hit.start), right = text.slice(hit.end, hit.end + SIDE);
  const stop = right.indexOf("\n"), start = left.lastIndexOf("\n") + 1;
  const cutLeft = start === 0 && hit.start > SIDE ? `… ${left.slice(left.indexOf(" ") + 1)}` : left.slice(start);
  const cutRight = stop < 0 && text.length > hit.end + SIDE ? `${right.slice(0, right.lastIndexOf(" ") + 1)}…` : stop < 0 ? right : right.slice(0, stop);
  return { left: hit.whole ? "" : cutLeft, hit: text.slice(hit.start, hit.end), right: hit.whole ? "" : cutRight };
};
const addressOf = (index, hit) => {
  const doc = searchable.get(hit.k), s = sentenceAt(doc, hit.start);
  return `#doc-${index.slug[hit.k]}${s < 0 ? "" : `-s${doc.numbers[s]}`}`;
};
const sortKey = (kind, hit) => {
  const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}'’-]+/gu) || [];
  const c = contextOf(hit);
  if (kind === "left") return words(c.left).reverse().slice(0, 4).join(" ");
  return kind === "right" ? words(c.right).slice(0, 4).join(" ") : c.hit.toLowerCase();
};
const sortedHits = (hits, kind) => {
  if (kind === "place") return hits;
  const keyed = hits.map((hit) => [sortKey(kind, hit), hit]);
  return keyed.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)).map(([, hit]) => hit);
};
const lineNode = (index, hit) => {
  const c = contextOf(hit);
  return make("tr", {}, make("td", { class: "kwic-left" }, make("bdi", {}, c.left)), make("td", { class: "kwic-hit" }, make("a", { href: addressOf(index, hit) }, c.hit)), make("td", { class: "kwic-right" }, c.right), make("td", { class: "kwic-source" }, index.title[hit.k]));
};
// Where the hits are in a document, from its beginning to its end.
const barNode = (shares) => {
  const svg = drawn("svg", { viewBox: "0 0 200 12", class: "bar", role: "img", "aria-label": `${plural(shares.length, "hit")}, at ${shares.slice(0, 8).map((x) => `${Math.round(100 * x)} %`).join(", ")} of the text` }, drawn("line", { class: "axis", x1: 0, x2: 200, y1: 6, y2: 6 }));
  shares.slice(0, 400).forEach((share) => { const x = (200 * share).toFixed(1); svg.append(drawn("line", { class: "tick", x1: x, x2: x, y1: 1, y2: 11 })); });
  return svg;
};
const perDocumentNode = ({ index, perDocument }) => {
  const words = index.values[index.number.get("words")];
  const listed = perDocument.slice().sort((a, b) => b.hits - a.hits).slice(0, MORE_LINES);
  const row = (d) => make("tr", {}, make("td", { class: "id" }, documentName(index, d.k)), make("td", { class: "num", "data-head": d.hits === 1 ? "hit" : "hits" }, commas(d.hits)), make("td", { class: "num", "data-head": "per 1,000 words" }, words[d.k] ? (1000 * d.hits / words[d.k]).toFixed(1) : "–"), make("td", {}, barNode(d.shares())));
  const body = make("tbody", {}, listed.slice(0, 8).map(row));
  const more = listed.length > 8 ? button(`Show ${listed.length === perDocument.length ? "all" : "the first"} ${commas(listed.length)}`, () => { body.replaceChildren(...listed.map(row)); more.remove(); }) : "";
  return make("figure", { class: "table" }, make("figcaption", {}, make("strong", {}, "Hits by document"), " ", make("span", { class: "facts" }, ` most first; the bar runs from the beginning of the text to its end`)),
    make("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": "Hits by document" }, make("table", { class: "hits" }, make("thead", {}, make("tr", {}, ["document", "hits", "per 1,000 words", "where"].map((h, k) => make("th", { scope: "col", class: k === 1 || k === 2 ? "num" : "" }, h)))), body)), make("p", { class: "pager" }, more));
};
const collocatesNode = (result) => {
  const fold = make("details", { class: "more" }, make("summary", {}, `Collocates: words within ${WINDOW} words`));
  fold.addEventListener("toggle", async () => {
    if (!fold.open || fold.children.length > 1) return;
    const waitingLine = make("p", { class: "note" }, "Counting …");
    fold.append(waitingLine);
    const found = await collocates(result, (share) => { waitingLine.textContent = `Counting … ${Math.round(100 * share)} %`; });
    const rows = found.map((c) => make("tr", {}, make("td", {}, make("a", { href: `#search=${encodeURIComponent(c.word)}` }, c.word)), make("td", { class: "num" }, c.dice.toFixed(2) + (c.low === undefined ? "" : ` (${c.low.toFixed(2)} to ${c.high.toFixed(2)})`)), make("td", { class: "num" }, commas(c.both)), make("td", { class: "num" }, commas(c.all)), make("td", { class: "num" }, commas(c.counts.size))));
    waitingLine.replaceWith(found.length ? make("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": "Collocates" }, make("table", { class: "collocates" }, make("thead", {}, make("tr", {}, ["word", "log Dice (95 % interval)", "near a hit", "in all", "documents"].map((h, k) => make("th", { scope: "col", class: k ? "num" : "" }, h)))), make("tbody", {}, rows))) : make("p", { class: "note" }, "No word is near a hit three times."),
      make("p", { class: "note" }, "Log Dice (Rychlý 2008): 14 at most; one more is twice as strong; it does not depend on the size of the corpus. Intervals by resampling documents, from ten documents on. Words with an apostrophe or a hyphen are left out."));
  });
  return fold;
};
const tellShare = (share) => { one("[data-query-status]").textContent = `Reading the texts … ${Math.round(100 * share)} %`; };
const orderedHits = async (result, sort, count) => (sort === "place" ? firstHits(result, count, tellShare) : sortedHits(await firstHits(result, SORTED, tellShare), sort));
const concordanceNode = async (result, sort) => {
  const columns = result.query.pieces.length ? ["side", "middle", "side", "source"] : ["whole", "source"];
  const { index, total, query } = result, most = sort === "place" ? total : Math.min(total, SORTED);
  let shown = LINES, ordered = await orderedHits(result, sort, shown);
  const body = make("tbody", {}), pager = make("p", { class: "pager" });
  const draw = () => {
    body.replaceChildren(...ordered.slice(0, shown).map((hit) => lineNode(index, hit)));
    pager.replaceChildren();
    if (shown < most) pager.append(button(`Show ${commas(Math.min(MORE_LINES, most - shown))} more`, async () => { shown += MORE_LINES; if (ordered.length < Math.min(shown, most)) ordered = await firstHits(result, shown); draw(); }), make("span", {}, ` ${commas(shown)} of ${commas(most)} lines`));
  };
  draw();
  return make("figure", { class: "table" }, make("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": "Hits in their context" }, make("table", { class: `concordance${query.pieces.length ? "" : " whole"}` }, make("colgroup", {}, columns.map((name) => make("col", { class: name }))), make("thead", { class: "sr" }, make("tr", {}, ["left", "hit", "right", "document"].map((h) => make("th", { scope: "col" }, h)))), body)), pager);
};
const csvOf = async (result, sort) => csvLines([["document", "file", "address", "group", "left", "hit", "right", "place"], ...(await orderedHits(result, sort, Infinity)).map((hit) => { const c = contextOf(hit); return [result.index.title[hit.k], result.index.id[hit.k], result.index.url[hit.k], result.index.group[hit.k], c.left, c.hit, c.right, hit.start]; })]);

let latest = null, asked = 0;
const summaryOf = ({ total, perDocument, index }, sort) => {
  const words = index.values[index.number.get("words")].reduce((a, b) => a + (b || 0), 0), even = dispersion(index, perDocument, total);
  return `${plural(total, "hit")} in ${commas(perDocument.length)} of ${commas(index.size)} documents; ${(1e6 * total / words).toLocaleString("en", { maximumFractionDigits: 0 })} per million words of prose, headings and lists searched too${Number.isNaN(even) ? "" : `; dispersion DPnorm ${even.toFixed(2)} (0 even, 1 in one document)`}.${sort !== "place" && total > SORTED ? ` The first ${commas(SORTED)} are sorted.` : ""}`;
};
const runSearch = async () => {
  const box = one("[data-searching]"), status = one("[data-query-status]", box), place = one("[data-query-results]", box);
  const text = one("[data-query]", box).value.trim(), sort = one("[data-query-sort]", box).value, mine = (asked += 1);
  latest = null;
  if (!text) { status.textContent = ""; place.replaceChildren(); return; }
  status.textContent = "Searching …";
  const begun = performance.now();
  let result, lines;
  try {
    result = await searchCorpus(text);
    if (result.total) lines = await concordanceNode(result, sort);
  } catch (error) { result = { problem: error.message }; }
  if (mine !== asked) return;
  if (result.problem || !result.total) { status.textContent = result.problem || "Nothing found."; place.replaceChildren(); } else {
    latest = result;
    status.textContent = summaryOf(result, sort);
    place.replaceChildren(lines, perDocumentNode(result), result.query.pieces.length ? collocatesNode(result) : "");
  }
  box.dataset.milliseconds = String(Math.round(performance.now() - begun));
};
const withCsv = async (act, done) => {
  if (!latest) { one("[data-query-status]").textContent = "There are no lines yet: search for a word first."; return; }
  const result = latest, sort = one("[data-query-sort]").value;
  await act(await csvOf(result, sort));
  one("[data-query-status]").textContent = `${plural(result.total, "line")} ${done}.`;
};
const startSearch = once(() => {
  const box = one("[data-searching]");
  if (!box || !hasData) return;
  const query = one("[data-query]", box);
  const go = () => {
    const target = `#search=${encodeURIComponent(query.value.trim())}`;
    if (location.hash === target) return runSearch();
    location.hash = target;
    return undefined;
  };
  query.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); });
  one("[data-query-go]", box).addEventListener("click", go);
  one("[data-query-sort]", box).addEventListener("change", runSearch);
  one("[data-query-csv]", box).addEventListener("click", () => withCsv((text) => save("concordance.csv", "text/csv", text), "saved"));
  one("[data-query-copy]", box).addEventListener("click", () => withCsv(copyText, "copied"));
  // What a search reads first is unpacked while the reader types.
  (globalThis.requestIdleCallback || setTimeout)(async () => {
    if (!textsInside) { wordIndex(); return; }
    (await documents()).parts.forEach((_, k) => bundle(`texts-${k + 1}`));
  });
});
starters.set("search", startSearch);
const showSearch = async (text) => {
  await showView(one("#view-search"));
  one("[data-query]").value = text;
  await runSearch();
};
