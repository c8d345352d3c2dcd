// Two measures against each other: a point a document, which opens it.
const SVG = "http://www.w3.org/2000/svg";
const drawn = (name, properties = {}, ...children) => {
  const node = document.createElementNS(SVG, name);
  Object.entries(properties).forEach(([key, value]) => { if (value !== undefined && value !== null) node.setAttribute(key, value); });
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
};
const ticks = (low, high, count = 5) => {
  const rough = (high - low || 1) / count, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((k) => k * power).find((s) => s >= rough);
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k += 1) found.push(k * step);
  return found;
};
const meanRank = (values) => {
  const order = values.map((v, k) => k).sort((a, b) => values[a] - values[b]), ranks = new Array(values.length);
  for (let k = 0; k < order.length;) {
    let end = k;
    while (end < order.length && values[order[end]] === values[order[k]]) end += 1;
    for (let m = k; m < end; m += 1) ranks[order[m]] = (k + end - 1) / 2;
    k = end;
  }
  return ranks;
};
const signed = (value) => value.toFixed(2).replace("-", "−");
// Spearman's correlation and its interval by Fisher's z with the variance of Bonett and Wright (2000).
const spearman = (a, b) => {
  const n = a.length, x = meanRank(a), y = meanRank(b), middle = (n - 1) / 2;
  let xy = 0, xx = 0, yy = 0;
  for (let k = 0; k < n; k += 1) { xy += (x[k] - middle) * (y[k] - middle); xx += (x[k] - middle) ** 2; yy += (y[k] - middle) ** 2; }
  if (!xx || !yy || n < 5) return null;
  const r = xy / Math.sqrt(xx * yy), half = 1.96 * Math.sqrt((1 + r * r / 2) / (n - 3)), z = Math.atanh(Math.max(-0.9999, Math.min(0.9999, r)));
  return { r, low: Math.tanh(z - half), high: Math.tanh(z + half), n };
};
const startScatter = (index) => {
  const box = one("[data-scatter]");
  const across = one("[data-scatter-x]", box), up = one("[data-scatter-y]", box);
  [across, up].forEach((choice) => choice.append(...index.measures.map((m) => make("option", { value: m.key }, m.label))));
  across.value = "consensus_grade";
  up.value = index.number.has("hedge_rate") ? "hedge_rate" : index.measures[0].key;
  const groups = [...new Set(index.group)].sort();
  const draw = () => {
    const [a, b] = [across, up].map((choice) => index.number.get(choice.value));
    const kept = [...index.slug.keys()].filter((k) => index.included[k] && index.values[a][k] !== null && index.values[b][k] !== null);
    const xs = kept.map((k) => index.values[a][k]), ys = kept.map((k) => index.values[b][k]);
    const picture = one("[data-scatter-picture]", box), note = one("[data-scatter-note]", box);
    if (kept.length < 2) { picture.replaceChildren(); note.textContent = "Fewer than two documents have both measures."; return; }
    // A narrow screen has a narrow drawing, whose letters keep their size.
    const wide = picture.clientWidth > 520, most = wide ? 5 : 3;
    const width = wide ? 720 : 360, height = wide ? 420 : 340, left = 62, bottom = 48, top = 12, right = 14;
    const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const px = (v) => left + (width - left - right) * (x1 > x0 ? (v - x0) / (x1 - x0) : 0.5);
    const py = (v) => height - bottom - (height - bottom - top) * (y1 > y0 ? (v - y0) / (y1 - y0) : 0.5);
    const [mx, my] = [index.measures[a], index.measures[b]];
    const label = (m) => `${m.label}${unitOf(m) ? `, ${unitOf(m)}` : ""}`;
    const plain = (m, v) => ((m.unit === "share" ? 100 * v : v) || 0).toLocaleString("en", { maximumFractionDigits: 2 });
    const svg = drawn("svg", { viewBox: `0 0 ${width} ${height}`, class: "scatter", role: "group", "aria-label": `${mx.label} against ${my.label}, a point for each of ${kept.length} documents` });
    ticks(x0, x1, most).forEach((v) => svg.append(drawn("line", { class: "grid", x1: px(v), x2: px(v), y1: top, y2: height - bottom }), drawn("text", { x: px(v), y: height - bottom + 16, "text-anchor": "middle" }, plain(mx, v))));
    ticks(y0, y1, most).forEach((v) => svg.append(drawn("line", { class: "grid", x1: left, x2: width - right, y1: py(v), y2: py(v) }), drawn("text", { x: left - 6, y: py(v) + 4, "text-anchor": "end" }, plain(my, v))));
    svg.append(drawn("text", { x: (left + width) / 2, y: height - 8, "text-anchor": "middle" }, label(mx)), drawn("text", { x: 14, y: height / 2 - 16, "text-anchor": "middle", transform: `rotate(-90 14 ${height / 2 - 16})` }, label(my)));
    // A thousand stops of the Tab key help nobody: with many points the table is the way by keyboard.
    const few = kept.length <= 60;
    kept.forEach((k, n) => {
      const text = `${index.title[k]}: ${shownValue(mx, xs[n])}, ${shownValue(my, ys[n])}`;
      const group = groups.indexOf(index.group[k]) % 6;
      const link = drawn("a", { href: `#doc-${index.slug[k]}`, "aria-label": text, tabindex: few ? undefined : -1 }, drawn("circle", { class: `point g${index.grouped ? group : 0}`, cx: px(xs[n]), cy: py(ys[n]), r: few ? 6 : 4 }, drawn("title", {}, text)));
      svg.append(link);
    });
    picture.replaceChildren(svg);
    if (index.grouped && groups.length <= 6) picture.append(make("p", { class: "legend" }, groups.flatMap((g, k) => [make("span", { class: `dot g${k}` }), `${g}  `])));
    const found = spearman(xs, ys);
    note.textContent = found ? `Rank correlation (Spearman) ${signed(found.r)}, 95 % interval ${signed(found.low)} to ${signed(found.high)}, n = ${commas(found.n)} documents. Click a point to read its document.` : `n = ${commas(kept.length)} documents.`;
  };
  across.addEventListener("change", draw);
  up.addEventListener("change", draw);
  box.addEventListener("toggle", () => { if (box.open) draw(); });
};
