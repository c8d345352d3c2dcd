// The index: where words stand. A position is a word's, a line break's or the end of a document's, all
// documents in one row; a posting is the positions of a word in order.
const numbersIn = (bytes, count, from = 0) => {
  const out = new Uint32Array(count);
  let place = from;
  for (let k = 0; k < count; k += 1) {
    let byte = bytes[place], value = byte & 127, bits = 7;
    place += 1;
    while (byte > 127) { byte = bytes[place]; place += 1; value += (byte & 127) * 2 ** bits; bits += 7; }
    out[k] = value;
  }
  return { out, place };
};
const summed = (steps) => { for (let k = 1; k < steps.length; k += 1) steps[k] += steps[k - 1]; return steps; };
const NONE = new Uint32Array(0);
// Union of sorted lists without a common entry.
const merged = (lists) => {
  if (lists.length < 2) return lists[0] || NONE;
  const out = new Uint32Array(lists.reduce((n, list) => n + list.length, 0));
  let place = 0;
  lists.forEach((list) => { out.set(list, place); place += list.length; });
  return out.sort();
};
// The place of the first entry that is not below a value.
const lowerBound = (list, value, from = 0) => { let a = from, b = list.length; while (a < b) { const m = (a + b) >> 1; if (list[m] < value) a = m + 1; else b = m; } return a; };
// A set of positions, a bit each.
const bitsOf = (list, size) => { const bits = new Uint32Array((size >> 5) + 1); for (let k = 0; k < list.length; k += 1) bits[list[k] >>> 5] |= 1 << (list[k] & 31); return bits; };
const holds = (bits, position) => (bits[position >>> 5] >>> (position & 31)) & 1;

const wordIndex = once(async () => {
  const raw = await bundle("words"), words = raw.words ? raw.words.split(" ") : [];
  const ends = summed(Uint32Array.from(raw.lengths));
  const at = (word) => { let a = 0, b = words.length; while (a < b) { const m = (a + b) >> 1; if (words[m] < word) a = m + 1; else b = m; } return a; };
  const place = (word) => { const k = at(word); return words[k] === word ? k : -1; };
  const matching = (piece) => {
    if (!piece.includes("*")) { const k = place(piece); return k < 0 ? [] : [k]; }
    const start = piece.split("*")[0], pattern = new RegExp(`^${pieceSource(piece)}$`, "u"), found = [];
    for (let k = start ? at(start) : 0; k < words.length && words[k].startsWith(start); k += 1) if (pattern.test(words[k])) found.push(k);
    return found;
  };
  const partOfWord = (k) => { const p = lowerBound(raw.parts, k); return raw.parts[p] === k ? p : p - 1; };
  // A part is kept with the place of each of its postings.
  const parts = new Map();
  const part = (p) => {
    if (!parts.has(p)) parts.set(p, bundle(`words-${p + 1}`, true).then((bytes) => {
      const head = numbersIn(bytes, 1), sizes = numbersIn(bytes, head.out[0], head.place);
      return { bytes, starts: summed(Uint32Array.from([sizes.place, ...sizes.out])) };
    }));
    return parts.get(p);
  };
  const posting = async (k) => {
    const p = partOfWord(k), { bytes, starts } = await part(p);
    return summed(numbersIn(bytes, raw.counts[k], starts[k - raw.parts[p]]).out);
  };
  const positions = async (piece) => {
    const found = matching(piece);
    found.forEach((k) => part(partOfWord(k)));
    return merged(await Promise.all(found.map(posting)));
  };
  const documentOf = (position, from = 0) => lowerBound(ends, position + 1, from);
  return {
    count: (word) => { const k = place(word); return k < 0 ? 0 : raw.counts[k]; },
    positions,
    size: ends.length ? ends[ends.length - 1] : 0,
    ends,
    first: (d) => (d ? ends[d - 1] : 0),
    documentOf,
    byDocument: async (word) => {
      const found = new Map();
      let k = 0;
      (await positions(word)).forEach((position) => { k = documentOf(position, k); found.set(k, (found.get(k) || 0) + 1); });
      return found;
    },
  };
});
const breaks = once(async () => {
  const { size } = await wordIndex(), bytes = await bundle("breaks", true), lists = [];
  for (let k = 0, from = 0; k < 2; k += 1) {
    const head = numbersIn(bytes, 1, from), list = numbersIn(bytes, head.out[0], head.place);
    lists.push(bitsOf(summed(list.out), size));
    from = list.place;
  }
  return { gaps: lists[0], joins: lists[1] };
});
// Sentences with labels: first positions, one past the last, labels, cues.
const sentenceIndex = once(async () => {
  const bytes = await bundle("sentences", true), head = numbersIn(bytes, 1), n = head.out[0], columns = [];
  for (let k = 0, from = head.place; k < 4; k += 1) { const column = numbersIn(bytes, n, from); columns.push(column.out); from = column.place; }
  const [starts, lengths, codes, cues] = columns;
  summed(starts);
  return { starts, codes, cues, ends: starts.map((start, k) => start + lengths[k]) };
});

// The words of a phrase, one after the other in one line: first positions.
const phraseStarts = (lists) => {
  let found = lists[0];
  for (let k = 1; k < lists.length; k += 1) {
    const next = lists[k], kept = new Uint32Array(found.length);
    let n = 0;
    for (let a = 0, b = 0; a < found.length && b < next.length;) {
      const wanted = found[a] + k;
      if (next[b] < wanted) b += 1;
      else { if (next[b] === wanted) { kept[n] = found[a]; n += 1; } a += 1; }
    }
    found = kept.subarray(0, n);
  }
  return found;
};
const withoutOverlap = (starts, length) => {
  if (length < 2) return starts;
  let free = 0;
  return starts.filter((start) => { if (start < free) return false; free = start + length; return true; });
};
// A star stands for a word, or for as many words as hyphens or apostrophes join, the more the better.
const starredStarts = (pieces, lists, size, { gaps, joins }) => {
  const sets = lists.map((list) => list && bitsOf(list, size));
  const endOf = (k, position) => {
    if (k === pieces.length) return position;
    if (pieces[k] !== "*") return holds(sets[k], position) ? endOf(k + 1, position + 1) : -1;
    if (holds(gaps, position)) return -1;
    let last = position;
    while (holds(joins, last)) last += 1;
    for (; last >= position; last -= 1) { const end = endOf(k + 1, last + 1); if (end >= 0) return end; }
    return -1;
  };
  const leading = pieces.findIndex((piece) => piece !== "*"), candidates = [];
  lists[leading].forEach((position) => {
    if (!leading) { candidates.push(position); return; }
    // The words before, as far as the stars can reach.
    for (let k = position - 1, left = leading; k >= 0 && !holds(gaps, k); k -= 1) {
      if (!holds(joins, k)) left -= 1;
      if (left < 0) break;
      candidates.push(k);
    }
  });
  const starts = Uint32Array.from(candidates).sort(), found = [];
  let free = 0;
  starts.forEach((start) => {
    if (start < free) return;
    const end = endOf(0, start);
    if (end >= 0) { found.push(start); free = end; }
  });
  return Uint32Array.from(found);
};
const startsOf = async (pieces) => {
  const index = await wordIndex();
  const lists = await Promise.all(pieces.map((piece) => (piece === "*" ? null : index.positions(piece))));
  return pieces.includes("*") ? starredStarts(pieces, lists, index.size, await breaks()) : withoutOverlap(phraseStarts(lists), pieces.length);
};
// Documents with a hit, from the index alone: how many they have, and where, as shares of the text.
const indexedDocuments = async ({ query, accepts, cue, labelled }, wanted) => {
  const words = await wordIndex(), perDocument = [];
  let starts = query.pieces.length ? await startsOf(query.pieces) : null;
  if (labelled) {
    const sentences = await sentenceIndex();
    const fits = (s) => accepts(sentences.codes[s]) && (!cue || cue.bits(sentences.cues[s]));
    if (starts) {
      let s = 0;
      starts = starts.filter((start) => {
        while (s < sentences.starts.length && sentences.starts[s] <= start) s += 1;
        return s > 0 && start < sentences.ends[s - 1] && fits(s - 1);
      });
    } else starts = sentences.starts.filter((_, s) => fits(s));
  }
  for (let first = 0, k = 0; first < starts.length;) {
    k = words.documentOf(starts[first], k);
    const next = lowerBound(starts, words.ends[k], first), from = words.first(k), length = words.ends[k] - from, at = starts.subarray(first, next);
    if (wanted(k)) perDocument.push({ k, hits: at.length, shares: () => Array.from(at, (position) => (position - from) / length) });
    first = next;
  }
  return perDocument;
};
