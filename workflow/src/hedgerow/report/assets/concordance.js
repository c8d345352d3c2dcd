// Searching the texts: the query, the documents that can match, the hits, collocates.
const FILTERS = { claim: "claim", source: "source", advice: "advice", stance: "stance", direction: "direction", named: "named", hedged: "hedged", question: "question" };
const WORD_END = "(?![\\p{L}\\p{N}])", GAP = "[^\\p{L}\\p{N}\\n]+", ANY = "[\\p{L}\\p{N}]+(?:['’\\-][\\p{L}\\p{N}]+)*";
const endsInWord = (text) => /[\p{L}\p{N}]$/u.test(text);

const parseQuery = (text) => {
  const query = { pieces: [], labels: [], cues: [], groups: [], titles: [], problem: "" };
  const tokens = text.toLowerCase().replace(/\*+/g, "*").match(/[a-z]+:"[^"]*"|\S+/g) || [];
  tokens.forEach((token) => {
    const [, key, raw] = /^([a-z]+):(.+)$/.exec(token) || [];
    const value = raw && raw.replaceAll('"', "");
    if (key && FILTERS[key]) query.labels.push([FILTERS[key], value]);
    else if (key === "cue") query.cues.push(value);
    else if (key === "group") query.groups.push(value);
    else if (key === "title") query.titles.push(value);
    else if (key && !/^https?$/.test(key)) query.problem = `There is no label “${key}:”. Labels are ${[...Object.keys(FILTERS), "cue", "group", "title"].join(", ")}.`;
    else query.pieces.push(...(token === "*" ? ["*"] : token.match(/[\p{L}\p{N}*]+/gu) || []));
  });
  return query;
};
// A label is named by the beginning of its class: claim:direct is direct_causal.
const codeFilter = (index, query) => {
  const wanted = query.labels.map(([name, value]) => {
    const classes = index.labels[name].filter((label) => label === value || label.replaceAll("_", " ").startsWith(value) || label.startsWith(value));
    if (!classes.length) query.problem = `“${value}” is not a class of ${name}: ${index.labels[name].map((x) => x.replaceAll("_", " ")).join(", ")}.`;
    return [name, new Set(classes)];
  });
  const known = new Map();
  return (code) => {
    if (!known.has(code)) { const labels = labelsOf(index, code); known.set(code, wanted.every(([name, classes]) => classes.has(labels[name]))); }
    return known.get(code);
  };
};
const escaped = (text) => text.replace(/[\\^$.|?+()[\]{}/-]/g, "\\$&");
const pieceSource = (piece) => (piece === "*" ? ANY : escaped(piece).replaceAll("*", "[\\p{L}\\p{N}]*"));
// Finds the places of the words of a query in a text in lower case: [start, end, start, end, ...].
const finder = (pieces) => {
  const source = pieces.map(pieceSource).join(GAP) + WORD_END;
  const literal = pieces[0] === "*" ? "" : pieces[0].split("*")[0];
  if (!literal) {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${source}`, "gu");
    return (text) => { const found = []; for (const match of text.matchAll(pattern)) found.push(match.index, match.index + match[0].length); return found; };
  }
  const pattern = new RegExp(source, "uy");
  return (text) => {
    const found = [];
    for (let k = text.indexOf(literal); k >= 0;) {
      let next = k + 1;
      if (k === 0 || !endsInWord(text.slice(Math.max(0, k - 2), k))) {
        pattern.lastIndex = k;
        const match = pattern.exec(text);
        if (match) { found.push(k, pattern.lastIndex); next = pattern.lastIndex; }
      }
      k = text.indexOf(literal, next);
    }
    return found;
  };
};

const lowered = (text) => { const low = text.toLowerCase(); return low.length === text.length ? low : Array.from(text, (c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join(""); };
const searchable = new Map();
const searchText = async (index, k) => {
  if (!searchable.has(k)) {
    const raw = await packedDocument(index, k), flat = raw[2], n = flat.length / 7;
    const starts = new Int32Array(n), ends = new Int32Array(n), codes = new Int32Array(n), numbers = new Int32Array(n);
    for (let s = 0, place = 0, number = 0; s < n; s += 1) { number += flat[7 * s]; place += flat[7 * s + 1]; starts[s] = place; ends[s] = place + flat[7 * s + 2]; codes[s] = flat[7 * s + 6]; numbers[s] = number; }
    searchable.set(k, { text: raw[0], lower: lowered(raw[0]), starts, ends, codes, numbers, cues: once(() => opened(raw[4], 3)) });
  }
  return searchable.get(k);
};
// The sentence of prose that holds a place; -1 for headings and lists that state nothing.
const sentenceAt = (doc, place) => {
  let a = 0, b = doc.starts.length;
  while (a < b) { const m = (a + b) >> 1; if (doc.starts[m] <= place) a = m + 1; else b = m; }
  return a && place < doc.ends[a - 1] ? a - 1 : -1;
};
// Sentences with cues of all the types asked for: as bits of the index, and in an opened text.
const cueTest = (index, query) => {
  if (!query.cues.length) return null;
  const types = query.cues.map((name) => index.cues.map((cue, k) => (cue[0].startsWith(name) ? k : -1)).filter((k) => k >= 0));
  if (types.some((own) => !own.length)) query.problem = `Types of cue are ${index.cues.map((cue) => cue[0]).join(", ")}.`;
  return {
    bits: (bits) => types.every((own) => own.some((k) => (bits >>> k) & 1)),
    text: (doc, s) => types.every((own) => doc.cues().some((cue) => own.includes(cue.more[0]) && cue.start >= doc.starts[s] && cue.end <= doc.ends[s])),
  };
};
// What a search asks for; the texts of a page that holds them are scanned, others found by the index.
const searchCorpus = async (text) => {
  const index = await documents(), query = parseQuery(text);
  const accepts = codeFilter(index, query), cue = cueTest(index, query);
  const labelled = query.labels.length > 0 || cue !== null;
  if (!query.pieces.some((piece) => piece !== "*")) query.pieces = [];
  if (!query.problem && !query.pieces.length && !labelled) query.problem = "Type a word, a phrase or a label.";
  if (query.problem) return { problem: query.problem };
  const wanted = (k) => query.groups.every((g) => index.group[k].toLowerCase().includes(g)) && query.titles.every((t) => index.title[k].toLowerCase().includes(t));
  const result = { query, index, accepts, cue, labelled, find: query.pieces.length ? finder(query.pieces) : null };
  result.perDocument = textsInside ? await scannedDocuments(result, wanted) : await indexedDocuments(result, wanted);
  result.total = result.perDocument.reduce((n, d) => n + d.hits, 0);
  return result;
};
// The hits of a document in its text, by a plain scan; as many as the index has.
const hitsIn = (result, doc, k) => {
  const { query, accepts, cue, labelled } = result, hits = [];
  const fits = (s) => s >= 0 && accepts(doc.codes[s]) && (!cue || cue.text(doc, s));
  if (query.pieces.length) {
    const found = result.find(doc.lower);
    for (let m = 0; m < found.length; m += 2) if (!labelled || fits(sentenceAt(doc, found[m]))) hits.push({ k, start: found[m], end: found[m + 1] });
  } else for (let s = 0; s < doc.codes.length; s += 1) if (fits(s)) hits.push({ k, start: doc.starts[s], end: doc.ends[s], whole: true });
  return hits;
};
// Documents with a hit, how many they have, and where: as shares of the text.
const scannedDocuments = async (result, wanted) => {
  const { index } = result, perDocument = [];
  index.parts.forEach((_, part) => bundle(`texts-${part + 1}`));
  for (let k = 0; k < index.size; k += 1) {
    if (!wanted(k)) continue;
    // Waiting for what is there already would cost a turn of the event loop for each document.
    const doc = searchable.get(k) || (await searchText(index, k)), found = hitsIn(result, doc, k);
    if (found.length) perDocument.push({ k, hits: found.length, found, shares: () => found.map((hit) => hit.start / doc.text.length) });
  }
  return perDocument;
};
// Occurrences of words in the texts: of each, and of one by document.
const scannedWords = async (index) => {
  const counts = new Map();
  for (let k = 0; k < index.size; k += 1) ((await searchText(index, k)).lower.match(/[\p{L}\p{N}]+/gu) || []).forEach((word) => counts.set(word, (counts.get(word) || 0) + 1));
  return {
    count: (word) => counts.get(word) || 0,
    byDocument: async (word) => {
      const find = finder([word]), found = new Map();
      for (let k = 0; k < index.size; k += 1) { const n = find(searchable.get(k).lower).length / 2; if (n) found.set(k, n); }
      return found;
    },
  };
};
const corpusWords = once(async () => (textsInside ? scannedWords(await documents()) : wordIndex()));
const AHEAD = 6;
// The first hits, as many as are asked for, with their texts unpacked; the next parts are fetched ahead.
const firstHits = async (result, count, tell = () => {}) => {
  const { index, perDocument } = result, hits = [];
  const needed = [...new Set(perDocument.map((d) => partOf(index, d.k)))];
  for (let d = 0, p = -1; d < perDocument.length && hits.length < count; d += 1) {
    const { k } = perDocument[d];
    if (!searchable.has(k)) {
      if (needed[p] !== partOf(index, k)) {
        p = needed.indexOf(partOf(index, k));
        if (count > LINES) { needed.slice(p, p + AHEAD).forEach((part) => bundle(`texts-${part + 1}`)); tell(p / needed.length); }
      }
      await searchText(index, k);
    }
    perDocument[d].found ||= hitsIn(result, searchable.get(k), k);
    hits.push(...perDocument[d].found);
  }
  return hits.slice(0, count);
};

// Evenness over all documents of the corpus: deviation of proportions (Gries 2008), scaled to 0 to 1.
const dispersion = (index, perDocument, total) => {
  const words = index.values[index.number.get("words")].map((n) => n || 0), all = words.reduce((a, b) => a + b, 0);
  if (!all || !total) return NaN;
  const own = new Map(perDocument.map((d) => [d.k, d.hits]));
  let sum = 0, least = 1;
  words.forEach((n, k) => { if (n || own.has(k)) { sum += Math.abs((own.get(k) || 0) / total - n / all); if (n) least = Math.min(least, n / all); } });
  return least < 1 ? Math.min(1, sum / 2 / (1 - least)) : NaN;
};

const WINDOW = 5, COLLOCATES = 20, RESAMPLES = 400;
const logDice = (both, a, b) => (both ? 14 + Math.log2(2 * both / (a + b)) : NaN);
const wordsNear = (text, start, end) => {
  const left = text.slice(Math.max(0, start - 90), start), right = text.slice(end, end + 90);
  const cut = (part) => part.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) || [];
  const before = cut(left.slice(left.lastIndexOf("\n") + 1)), stop = right.indexOf("\n");
  return [...before.slice(-WINDOW), ...cut(stop < 0 ? right : right.slice(0, stop)).slice(0, WINDOW)];
};
const collocates = async (result, tell) => {
  const { index, perDocument, total } = result, indexed = await corpusWords(), both = new Map(), nodes = new Map(perDocument.map((d) => [d.k, d.hits]));
  for (const hit of await firstHits(result, Infinity, tell)) {
    wordsNear(searchable.get(hit.k).lower, hit.start, hit.end).forEach((word) => {
      if (word.length < 2 || /['’-]/.test(word)) return;
      if (!both.has(word)) both.set(word, new Map());
      both.get(word).set(hit.k, (both.get(word).get(hit.k) || 0) + 1);
    });
  }
  const sum = (counts) => { let n = 0; counts.forEach((x) => { n += x; }); return n; };
  const ranked = [...both].map(([word, counts]) => ({ word, counts, both: sum(counts), all: indexed.count(word) }))
    .filter((c) => c.both >= 3 && c.counts.size >= Math.min(2, perDocument.length))
    .map((c) => ({ ...c, dice: logDice(c.both, total, Math.max(c.all, c.both)) }))
    .sort((a, b) => b.dice - a.dice || (a.word < b.word ? -1 : 1)).slice(0, COLLOCATES);
  for (const c of ranked) {
    // Occurrences by document, so that documents can be drawn anew.
    c.by = await indexed.byDocument(c.word);
  }
  let seed = 1;
  const random = () => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return seed / 4294967296; };
  const drawn = ranked.map(() => []);
  for (let r = 0; r < RESAMPLES; r += 1) {
    const times = new Uint16Array(index.size);
    for (let k = 0; k < index.size; k += 1) times[Math.floor(random() * index.size)] += 1;
    let node = 0;
    nodes.forEach((n, k) => { node += n * times[k]; });
    ranked.forEach((c, m) => {
      let near = 0, all = 0;
      c.counts.forEach((n, k) => { near += n * times[k]; });
      c.by.forEach((n, k) => { all += n * times[k]; });
      const dice = logDice(near, node, all);
      if (!Number.isNaN(dice)) drawn[m].push(dice);
    });
  }
  ranked.forEach((c, m) => {
    const sorted = drawn[m].sort((a, b) => a - b), at = (q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
    if (index.size >= 10) { c.low = at(0.025); c.high = at(0.975); }
  });
  return ranked;
};
