// Texts: a document as the page packs it, opened into spans.
const opened = (flat, width) => {
  const rows = [];
  for (let k = 0, place = 0; k < flat.length; k += width) {
    place += flat[k];
    rows.push({ start: place, end: place + flat[k + 1], more: flat.slice(k + 2, k + width) });
  }
  return rows;
};
const LABELS = ["claim", "source", "advice", "stance", "direction", "named", "hedged", "question"];
const labelsOf = (index, code) => {
  const labels = {};
  let rest = code;
  LABELS.forEach((name) => { const classes = index.labels[name]; labels[name] = classes[rest % classes.length]; rest = Math.floor(rest / classes.length); });
  return labels;
};
const unpackDocument = (index, raw) => {
  const [text, blocks, sentences, rewrites, cues, phrases, passages, names, words] = raw;
  const doc = { text, blocks: [], sentences: [], rewrites, words };
  for (let k = 0, place = 0; k < blocks.length; k += 3) {
    place += blocks[k + 1];
    doc.blocks.push({ kind: index.words.zone[blocks[k]], start: place, end: place + blocks[k + 2] });
  }
  for (let k = 0, number = 0, place = 0; k < sentences.length; k += 7) {
    number += sentences[k];
    place += sentences[k + 1];
    doc.sentences.push({ number, start: place, end: place + sentences[k + 2], words: sentences[k + 3], syllables: sentences[k + 4], gain: sentences[k + 5] / 100, code: sentences[k + 6] });
  }
  doc.cues = opened(cues, 3).map((c) => ({ start: c.start, end: c.end, type: c.more[0] }));
  doc.phrases = opened(phrases, 4).map((p) => ({ start: p.start, end: p.end, phrase: names[0][p.more[0]], odd: p.more[1] ? names[1][p.more[1] - 1] : null }));
  doc.passages = opened(passages, 2);
  return doc;
};
// Which part holds a document, and the packed document.
const partOf = (index, k) => { let part = 0; while (part + 1 < index.parts.length && index.parts[part + 1] <= k) part += 1; return part; };
const packedDocument = async (index, k) => {
  const part = partOf(index, k);
  return (await bundle(`texts-${part + 1}`))[k - index.parts[part]];
};
const documentAt = async (index, k) => unpackDocument(index, await packedDocument(index, k));
