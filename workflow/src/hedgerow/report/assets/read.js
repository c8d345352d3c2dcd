// Reading a document: its numbers, its text with marks, and the sentences to rewrite first.
const HARD = 14;
const gradeOf = (words, sentences, syllables) => (words && sentences ? 0.39 * words / sentences + 11.8 * syllables / words - 15.59 : NaN);
const claimCss = { direct_causal: "direct_causal", conditional_causal: "conditional_causal", correlational: "correlational" };

// Marks may overlap: the text is cut at every boundary, and each piece has the classes of all marks over it.
const markedPieces = (text, start, end, marks) => {
  const inside = marks.filter((m) => m.start < end && m.end > start);
  const cuts = [...new Set([start, end, ...inside.flatMap((m) => [Math.max(m.start, start), Math.min(m.end, end)])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, k) => {
    const to = cuts[k + 1], over = inside.filter((m) => m.start <= from && m.end >= to);
    if (!over.length) return text.slice(from, to);
    const names = new Set(["m", ...over.map((m) => m.css), ...over.filter((m) => m.start === from).map((m) => `${m.css}-a`), ...over.filter((m) => m.end === to).map((m) => `${m.css}-z`)]);
    const tip = [...new Set(over.map((m) => m.tip).filter(Boolean))].join("; ");
    return make("span", { class: [...names].join(" "), title: tip || null }, text.slice(from, to));
  });
};
const marksOf = (index, doc) => {
  const roles = { hedge: "hedge", booster: "boost" };
  const cues = doc.cues.map((c) => ({ start: c.start, end: c.end, css: roles[index.cues[c.type][2]] || "soft", tip: index.cues[c.type][0].replaceAll("_", " ") }));
  const phrases = doc.phrases.map((p) => ({ start: p.start, end: p.end, css: p.odd ? "odd" : "phrase", tip: `phrase: ${p.phrase}${p.odd ? ` (${p.odd})` : ""}` }));
  const passages = doc.passages.map((p) => ({ start: p.start, end: p.end, css: "shared", tip: "wording shared with other documents" }));
  return [...cues, ...phrases, ...passages].sort((a, b) => a.start - b.start);
};
const TOGGLES = [["hedge", "Hedges", "may", true], ["boost", "Boosters", "clearly", true], ["soft", "Other cues", "often", false], ["claim", "Claims", "▌", true], ["source", "Sources", "src", false], ["advice", "Advice", "!", false], ["phrase", "Phrases", "phrase", true], ["shared", "Shared wording", "shared", false], ["hard", "Hard sentences", "long", false]];

const sentenceNode = (index, doc, slug, s, marks) => {
  const labels = labelsOf(index, s.code), classes = ["s"], tags = [];
  if (gradeOf(s.words, 1, s.syllables) >= HARD) classes.push("hard");
  if (claimCss[labels.claim] && labels.stance !== "denied") { classes.push("claim", claimCss[labels.claim]); tags.push(["tag-claim", index.words.claim[labels.claim]]); }
  if (labels.source !== "none") tags.push(["tag-source", index.words.source[labels.source] + (labels.named === "yes" ? ", named" : "")]);
  if (labels.advice !== "none") tags.push(["tag-advice", `${labels.advice} advice`]);
  return make("span", { class: classes.join(" "), id: `doc-${slug}-s${s.number}` }, markedPieces(doc.text, s.start, s.end, marks), tags.map(([css, word]) => make("span", { class: `tag ${css}` }, word)));
};
const textNode = (index, doc, slug) => {
  const marks = marksOf(index, doc);
  let next = 0;
  const blocks = doc.blocks.map((block) => {
    const near = marks.filter((m) => m.start < block.end && m.end > block.start);
    const pieces = [];
    let place = block.start, measured = false;
    while (next < doc.sentences.length && doc.sentences[next].end <= block.start) next += 1;
    for (; next < doc.sentences.length && doc.sentences[next].start < block.end; next += 1) {
      const s = doc.sentences[next];
      measured ||= s.words > 0;
      pieces.push(...markedPieces(doc.text, place, Math.max(place, s.start), near), sentenceNode(index, doc, slug, s, near));
      place = Math.min(s.end, block.end);
    }
    pieces.push(...markedPieces(doc.text, place, block.end, near));
    // Of a list, the items that state something are measured like prose.
    const zone = block.kind === "list item" && measured ? make("span", { class: "zone states", title: "This item states something and is measured like prose" }, "list item, measured") : make("span", { class: "zone" }, block.kind);
    return make("div", { class: `b b-${block.kind.replace(" ", "_")}` }, zone, make("div", { class: "btext" }, pieces));
  });
  return { blocks, marks };
};

const cardNode = (index, k) => {
  const rows = index.measures.map((m, column) => {
    const value = index.values[column][k];
    if (value === null) return null;
    const rank = index.included[k] && sortedValues(index, column).length > 4 ? rankOf(sortedValues(index, column), value) : NaN;
    const interval = m.key === "consensus_grade" && index.low[k] !== null ? ` (${index.low[k].toFixed(1)} to ${index.high[k].toFixed(1)})` : "";
    const fifth = Number.isNaN(rank) ? "" : `q${Math.min(4, Math.floor(5 * rank))}`;
    return make("div", { class: "fact" }, make("dt", {}, m.label), make("dd", {}, make("b", { class: fifth }, shownValue(m, value)), interval, Number.isNaN(rank) ? null : make("small", {}, ` above ${Math.round(100 * rank)} %`)));
  });
  return make("dl", { class: "card" }, rows.filter(Boolean));
};

// The grade moves with an edited sentence: its words and syllables take the place of the old ones.
const syllablesIn = (word) => {
  const w = word.toLowerCase().replace(/[^a-z]/g, "");
  if (!w) return 1;
  const groups = w.replace(/(?:[^laeiouy]es|[^dtaeiouy]ed|[^laeiouy]e)$/, (end) => end[0]).replace(/^y/, "").match(/[aeiouy]+/g) || [];
  const hiatus = (w.match(/i[ao](?!us|n)|eo|ua(?!r)|uo/g) || []).length;
  return Math.max(1, groups.length + hiatus);
};
const counted = (text) => {
  const words = (text.match(/[\p{L}][\p{L}'’-]*/gu) || []);
  return { words: words.length, syllables: words.reduce((sum, word) => sum + syllablesIn(word), 0), sentences: Math.max(1, (text.trim().match(/[.!?]+(?=\s+["“(]?[A-Z]|["”)]*\s*$)/g) || []).length) };
};
const editorNode = (doc, s, hardWords, total, slug, report) => {
  const before = doc.text.slice(s.start, s.end), old = counted(before);
  const area = make("textarea", { rows: 3, "aria-label": "Edit this sentence" });
  area.value = before;
  area.addEventListener("input", () => {
    const now = counted(area.value), empty = !area.value.trim();
    // What counting by hand gets wrong in both versions cancels out.
    report(s.number, empty ? { words: -s.words, syllables: -s.syllables, sentences: -1 } : { words: now.words - old.words, syllables: now.syllables - old.syllables, sentences: now.sentences - old.sentences });
  });
  return make("li", {}, area, make("p", { class: "facts" }, make("a", { href: `#doc-${slug}-s${s.number}` }, "in the text"), ` · ${s.gain.toFixed(2)} grades lower without it · ${plural(s.words, "word")}${hardWords ? ` · hard words: ${hardWords.split(" ").join(", ")}` : ""}`));
};
const rewriteNode = (doc, slug) => {
  const total = doc.sentences.reduce((t, s) => ({ words: t.words + s.words, syllables: t.syllables + s.syllables, sentences: t.sentences + (s.words > 0) }), { words: 0, syllables: 0, sentences: 0 });
  if (!doc.rewrites.length || !total.words) return null;
  const start = gradeOf(total.words, total.sentences, total.syllables), changes = new Map();
  const meter = make("output", { class: "meter", role: "status" });
  const show = () => {
    const now = [...changes.values()].reduce((t, c) => ({ words: t.words + c.words, syllables: t.syllables + c.syllables, sentences: t.sentences + c.sentences }), total);
    const grade = gradeOf(now.words, now.sentences, now.syllables), moved = grade - start;
    meter.replaceChildren(make("b", {}, Number.isNaN(grade) ? "–" : grade.toFixed(1)), changes.size ? ` was ${start.toFixed(1)}, ${moved > 0 ? "+" : "−"}${Math.abs(moved).toFixed(2)}` : "");
  };
  show();
  const list = make("ol", { class: "rewrites" }, doc.rewrites.map(([k, hard]) => editorNode(doc, doc.sentences[k], hard, total, slug, (number, change) => { changes.set(number, change); show(); })));
  return make("section", { class: "rewrite", "aria-label": "What to rewrite first" },
    make("h3", {}, "What to rewrite first"),
    make("p", { class: "meter-line" }, "Flesch-Kincaid grade of the document: ", meter),
    make("p", { class: "note" }, "Edit a sentence: the grade moves. Nothing is saved. Syllables of new words are estimated."),
    list, doc.words.length ? make("p", {}, "Words that raise the grade most: ", doc.words.map(([word, uses, cost]) => `${word} ${cost.toFixed(2)} (${plural(uses, "use")})`).join(", "), ".") : null);
};

const readerNode = (index, doc, slug) => {
  const { blocks, marks } = textNode(index, doc, slug);
  const counts = { phrase: marks.filter((m) => m.css === "phrase" || m.css === "odd").length };
  ["hedge", "boost", "soft", "shared"].forEach((css) => { counts[css] = marks.filter((m) => m.css === css).length; });
  const labels = doc.sentences.map((s) => labelsOf(index, s.code));
  counts.claim = labels.filter((l) => l.claim !== "none" && l.stance !== "denied").length;
  counts.source = labels.filter((l) => l.source !== "none").length;
  counts.advice = labels.filter((l) => l.advice !== "none").length;
  counts.hard = doc.sentences.filter((s) => gradeOf(s.words, 1, s.syllables) >= HARD).length;
  const reader = make("div", { class: "reader" });
  const shown = TOGGLES.filter(([key]) => counts[key]);
  shown.forEach(([key, , , on]) => { if (on) reader.classList.add(`show-${key}`); });
  reader.append(make("div", { class: "toggles", role: "group", "aria-label": "Marks in the text" }, shown.map(([key, label, sample, on]) => {
    const toggle = make("button", { type: "button", "aria-pressed": String(on) }, make("span", { class: `key key-${key}`, "aria-hidden": "true" }, sample), label, make("small", {}, ` ${commas(counts[key])}`));
    toggle.addEventListener("click", () => toggle.setAttribute("aria-pressed", String(reader.classList.toggle(`show-${key}`))));
    return toggle;
  })), make("p", { class: "legend" }, "Claims: ", make("span", { class: "key-line direct_causal" }, "direct causal"), " ", make("span", { class: "key-line conditional_causal" }, "conditional causal"), " ", make("span", { class: "key-line correlational" }, "correlational")), make("div", { class: "text", tabindex: 0, role: "group", "aria-label": "Text with its marks" }, blocks));
  return reader;
};
const articleNode = (index, doc, k) => {
  const url = index.url[k], slug = index.slug[k];
  const facts = [index.id[k] === index.title[k] ? null : index.id[k], index.grouped && index.group[k] ? `group ${index.group[k]}` : null, index.included[k] ? null : `left out: ${index.status[k]}`].filter(Boolean).join(" · ");
  return [
    make("h2", { tabindex: -1, id: `doc-${slug}` }, index.title[k]),
    make("p", { class: "docfacts" }, url ? make("a", { href: url, rel: "noreferrer" }, siteOf(url)) : null, url ? " · " : null, facts),
    index.why[k].length ? make("ul", { class: "reasons" }, index.why[k].map((why) => make("li", {}, why))) : null,
    make("details", { class: "more" }, make("summary", {}, "All measures and their place in the corpus"), cardNode(index, k)),
    doc.text ? make("div", { class: "desk" }, readerNode(index, doc, slug), rewriteNode(doc, slug)) : make("p", { class: "note" }, "No text was kept of this document."),
  ];
};

let reading = -1;
const readDocument = async (k) => {
  const index = await documents(), article = one("[data-read-article]");
  if (reading === k) return;
  reading = k;
  article.replaceChildren(make("p", { class: "note" }, "Unpacking …"));
  let nodes;
  try { nodes = articleNode(index, await documentAt(index, k), k); } catch (error) { reading = -1; nodes = [make("p", { class: "warning" }, error.message)]; }
  article.replaceChildren(...nodes.filter(Boolean));
  one("[data-read-pick]").value = index.title[k];
};
const startReading = once(async () => {
  if (!hasData || !one("[data-read]")) return;
  const index = await documents(), pick = one("[data-read-pick]");
  const names = once(() => one("#read-names").append(...index.title.slice(0, 3000).map((title, k) => make("option", { value: title }, index.id[k]))));
  pick.addEventListener("focus", names);
  pick.addEventListener("change", () => {
    const wanted = pick.value.trim().toLowerCase();
    if (!wanted) return;
    let k = index.title.findIndex((title) => title.toLowerCase() === wanted);
    if (k < 0) k = index.id.findIndex((id) => id.toLowerCase() === wanted);
    if (k < 0) k = index.title.findIndex((title, d) => title.toLowerCase().includes(wanted) || index.id[d].toLowerCase().includes(wanted));
    if (k >= 0) location.hash = `doc-${index.slug[k]}`; else said("No document has this in its title or file.");
  });
  all("[data-read-step]").forEach((b) => b.addEventListener("click", () => {
    const step = Number(b.dataset.readStep);
    location.hash = `doc-${index.slug[(reading + step + index.size) % index.size]}`;
  }));
});
starters.set("read", async () => {
  await startReading();
  if (reading < 0 && hasData && (await documents()).size) await readDocument(0);
});
// An address of a document, or of a sentence in it; false if there is no such document.
const showDocument = async (name) => {
  if (!hasData) return false;
  const index = await documents(), sentence = /-s\d+$/.exec(name);
  let k = index.place.get(name.slice(4));
  if (k === undefined && sentence) k = index.place.get(name.slice(4, sentence.index));
  if (k === undefined) return false;
  await startReading();
  await readDocument(k);
  await showView(one("#view-read"));
  const target = document.getElementById(name);
  if (target && target.classList.contains("s")) open(target);
  else { scrollTo(0, 0); const title = one("[data-read-article] h2"); if (title) title.focus({ preventScroll: true }); }
  return true;
};
