// The data of the page: unpacked when they are first needed.
const bytesOf = (text) => {
  const raw = atob(text.trim());
  const bytes = new Uint8Array(raw.length);
  for (let k = 0; k < raw.length; k += 1) bytes[k] = raw.charCodeAt(k);
  return bytes;
};

// Inflating by hand (RFC 1951), for browsers without DecompressionStream.
const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const BACK = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const BACK_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const codeBook = (lengths) => {
  const counts = new Uint16Array(16), firsts = new Uint16Array(16), symbols = new Uint16Array(lengths.length);
  lengths.forEach((n) => { counts[n] += 1; });
  counts[0] = 0;
  for (let n = 1; n < 16; n += 1) firsts[n] = firsts[n - 1] + counts[n - 1];
  lengths.forEach((n, symbol) => { if (n) { symbols[firsts[n]] = symbol; firsts[n] += 1; } });
  return { counts, symbols };
};
const inflateByHand = (bytes) => {
  let out = new Uint8Array(Math.max(1024, bytes.length * 4)), size = 0, place = 0, held = 0, count = 0;
  const bits = (n) => {
    while (count < n) { held |= bytes[place] << count; place += 1; count += 8; }
    const value = held & ((1 << n) - 1);
    held >>>= n; count -= n;
    return value;
  };
  const symbol = ({ counts, symbols }) => {
    let code = 0, first = 0, index = 0;
    for (let n = 1; n < 16; n += 1) {
      code |= bits(1);
      if (code - counts[n] < first) return symbols[index + (code - first)];
      index += counts[n]; first = (first + counts[n]) << 1; code <<= 1;
    }
    throw new Error("The data of this page are damaged.");
  };
  const put = (byte) => {
    if (size === out.length) { const larger = new Uint8Array(size * 2); larger.set(out); out = larger; }
    out[size] = byte; size += 1;
  };
  const fixed = [...Array(288).keys()].map((k) => (k < 144 ? 8 : k < 256 ? 9 : k < 280 ? 7 : 8));
  const readBooks = () => {
    const literals = bits(5) + 257, distances = bits(5) + 1, codes = bits(4) + 4;
    const lengths = new Array(19).fill(0);
    for (let k = 0; k < codes; k += 1) lengths[CODE_ORDER[k]] = bits(3);
    const book = codeBook(lengths), all = [];
    while (all.length < literals + distances) {
      const next = symbol(book);
      if (next < 16) all.push(next);
      else {
        const value = next === 16 ? all[all.length - 1] : 0;
        const times = next === 16 ? 3 + bits(2) : next === 17 ? 3 + bits(3) : 11 + bits(7);
        for (let k = 0; k < times; k += 1) all.push(value);
      }
    }
    return [codeBook(all.slice(0, literals)), codeBook(all.slice(literals))];
  };
  for (let last = 0; !last;) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) {
      held = 0; count = 0;
      const length = bytes[place] | (bytes[place + 1] << 8);
      place += 4;
      for (let k = 0; k < length; k += 1) put(bytes[place + k]);
      place += length;
      continue;
    }
    const [literals, distances] = kind === 1 ? [codeBook(fixed), codeBook(new Array(30).fill(5))] : readBooks();
    for (let next = symbol(literals); next !== 256; next = symbol(literals)) {
      if (next < 256) { put(next); continue; }
      const length = LENGTHS[next - 257] + bits(LENGTH_BITS[next - 257]);
      const far = symbol(distances), back = BACK[far] + bits(BACK_BITS[far]);
      for (let k = 0; k < length; k += 1) put(out[size - back]);
    }
  }
  return out.subarray(0, size);
};
const inflate = async (bytes) => {
  if (typeof DecompressionStream === "function") {
    let stream = null;
    try { stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")); } catch { /* an older browser */ }
    if (stream) return new Uint8Array(await new Response(stream).arrayBuffer());
  }
  return inflateByHand(bytes);
};

// Data are in the page, or in scripts beside it, which a page opened from a file may load.
const waiting = new Map();
globalThis.hedgerowData = (name, text) => { const done = waiting.get(name); if (done) done(text); };
const loadBeside = (name) => new Promise((done, failed) => {
  waiting.set(name, done);
  const script = make("script", { src: `report-data/${name}.js` });
  script.addEventListener("error", () => failed(new Error(`The file report-data/${name}.js is not beside this page. Unpack the whole archive, or copy the whole folder.`)));
  document.head.append(script);
});
const bundles = new Map();
const bundle = (name, raw = false) => {
  if (!bundles.has(name)) bundles.set(name, (async () => {
    const inside = one(`template[data-bundle="${name}"]`);
    const text = inside?.content.textContent || await loadBeside(name);
    if (inside) inside.remove();
    const bytes = await inflate(bytesOf(text));
    return raw ? bytes : JSON.parse(new TextDecoder().decode(bytes));
  })());
  return bundles.get(name);
};
const textsInside = Boolean(one('template[data-bundle^="texts-"]'));
const hasData = Boolean(one('template[data-bundle="documents"]'));

// The documents: places of their names, and measures as arrays.
const documents = once(async () => {
  const index = await bundle("documents");
  index.place = new Map(index.slug.map((slug, k) => [slug, k]));
  index.size = index.slug.length;
  index.number = new Map(index.measures.map((m, k) => [m.key, k]));
  index.ranked = [];
  return index;
});
// The unit of a measure, where its name does not say it.
const unitOf = (m) => (m.unit === "share" ? "%" : m.unit === "grade" || m.label.toLowerCase().includes(m.unit) ? "" : m.unit);
const shownValue = (measure, value) => {
  if (value === null || value === undefined) return "–";
  if (measure.unit === "share") return `${(100 * value).toFixed(measure.digits)}\u202f%`;
  return value.toLocaleString("en", { minimumFractionDigits: measure.digits, maximumFractionDigits: measure.digits }).replace("-", "−");
};
// The values of a measure in order, sorted when they are first needed.
const sortedValues = (index, k) => (index.ranked[k] ||= Float64Array.from(index.values[k].filter((v, d) => v !== null && index.included[d])).sort());
// The share of the corpus below a value, ties counted half: 0 to 1.
const rankOf = (sorted, value) => {
  const bound = (above) => { let a = 0, b = sorted.length; while (a < b) { const m = (a + b) >> 1; if (sorted[m] < value || (above && sorted[m] === value)) a = m + 1; else b = m; } return a; };
  return sorted.length ? (bound(false) + bound(true)) / 2 / sorted.length : NaN;
};
