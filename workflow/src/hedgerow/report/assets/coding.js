"use strict";
(() => {
  const { sheet, columns, questions, sentences } = JSON.parse(document.getElementById("data").textContent);
  const at = (id) => document.getElementById(id);
  const place = `hedgerow-coding-${sheet}`;
  const labels = questions.map((q) => q.label);
  const keys = new Map();
  for (const q of questions) for (const v of q.values) if (v.key) keys.set(v.key, [q.label, v.value]);
  let kept = { coder: "", now: 0, codes: {} };
  const undone = [];

  try {
    const saved = JSON.parse(localStorage.getItem(place));
    if (saved && saved.codes) kept = saved;
  } catch {
    say("This browser cannot keep the codes: export them before you close the page.");
  }
  kept.now = Math.min(Math.max(kept.now | 0, 0), sentences.length - 1);

  function say(text) { at("status").textContent = text; }

  function save() {
    try {
      localStorage.setItem(place, JSON.stringify(kept));
    } catch {
      say("The browser has no room left: export the codes now.");
    }
  }

  const code = (k = kept.now) => kept.codes[k] || {};
  const finished = () => Object.values(kept.codes).filter((c) => c.done).length;

  // A claim without a stance is asserted; whatever else is left unmarked has its preset value.
  function complete(c) {
    const full = { ...c };
    for (const q of questions) {
      if (full[q.label]) continue;
      const asserted = q.label === "stance" && full.claim && full.claim !== "none";
      full[q.label] = asserted ? "asserted" : q.preset;
    }
    return full;
  }

  function change(next) {
    undone.push([kept.now, kept.codes[kept.now]]);
    kept.codes[kept.now] = next;
    save();
    show();
  }

  function mark(label, value) {
    const next = { ...code() };
    if (next[label] === value) delete next[label];
    else next[label] = value;
    change(next);
    say(next[label] ? `${label}: ${value}` : `${label}: no mark`);
  }

  function toggle(name) {
    const next = { ...code() };
    if (next[name]) delete next[name];
    else next[name] = true;
    change(next);
  }

  function undo() {
    const last = undone.pop();
    if (!last) return say("There is nothing to undo.");
    kept.now = last[0];
    if (last[1] === undefined) delete kept.codes[last[0]];
    else kept.codes[last[0]] = last[1];
    save();
    show();
    say("Undone.");
  }

  function go(k) {
    kept.now = Math.min(Math.max(k, 0), sentences.length - 1);
    save();
    show();
    at("program").hidden = true;
    at("reveal").setAttribute("aria-expanded", "false");
  }

  function finish() {
    change({ ...complete(code()), done: true });
    const n = finished();
    if (n === sentences.length) say(`All ${n} sentences are finished. Export the codes.`);
    else say(`${n} of ${sentences.length} finished.`);
    if (kept.now < sentences.length - 1) go(kept.now + 1);
  }

  function nextOpen() {
    for (let step = 1; step <= sentences.length; step++) {
      const k = (kept.now + step) % sentences.length;
      if (!code(k).done) return go(k);
    }
    say("All sentences are finished.");
  }

  function reveal() {
    const shown = at("program").hidden;
    if (shown && !code().done && !code().seen) change({ ...code(), seen: true });
    at("program").hidden = !shown;
    at("reveal").setAttribute("aria-expanded", String(shown));
  }

  function show() {
    const s = sentences[kept.now];
    const c = code();
    at("place").textContent = `Sentence ${kept.now + 1} of ${sentences.length}` + (c.done ? ", finished" : "") + (s.title ? `, from “${s.title}”` : "");
    for (const name of ["before", "sentence", "after"]) at(name).textContent = s[name];
    at("program").textContent = "Program: " + labels.map((l) => `${l} ${s.program[l] ?? "unknown"}`).join(", ");
    for (const field of document.querySelectorAll("fieldset[data-label]"))
      for (const b of field.querySelectorAll("button"))
        b.setAttribute("aria-pressed", String(c[field.dataset.label] === b.dataset.value));
    at("unsure").setAttribute("aria-pressed", String(Boolean(c.unsure)));
    if (document.activeElement !== at("note")) at("note").value = c.note || "";
    at("progress").value = finished();
    at("done").textContent = `${finished()} of ${sentences.length}`;
  }

  // A cell that begins like a formula would be run by a spreadsheet.
  const quote = (value) => {
    const text = String(value ?? "");
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };

  function table() {
    const lines = [columns.join(",")];
    sentences.forEach((s, k) => {
      const c = code(k);
      const row = { ...s, not_sure: c.unsure ? "yes" : "", notes: [c.seen ? "[labels shown]" : "", c.note || ""].filter(Boolean).join(" ") };
      for (const l of labels) row[l] = c.done ? c[l] : "";
      lines.push(columns.map((name) => quote(row[name])).join(","));
    });
    return lines.join("\r\n") + "\r\n";
  }

  function save_file() {
    const name = (kept.coder || "coder").trim().replace(/[^\p{L}\p{N}_-]+/gu, "-") || "coder";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", table()], { type: "text/csv;charset=utf-8" }));
    link.download = `${name}.csv`;
    document.body.append(link);
    link.click();
    link.remove();
    say(`${finished()} of ${sentences.length} sentences exported as ${name}.csv.`);
  }

  for (const field of document.querySelectorAll("fieldset[data-label]"))
    field.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) mark(field.dataset.label, button.dataset.value);
    });
  const commands = {
    unsure: () => toggle("unsure"), back: () => go(kept.now - 1), forward: () => go(kept.now + 1),
    undo, next: finish, reveal, export: save_file,
  };
  for (const [id, command] of Object.entries(commands)) at(id).addEventListener("click", command);
  at("form").addEventListener("submit", (event) => event.preventDefault());
  at("coder").value = kept.coder;
  at("coder").addEventListener("input", () => { kept.coder = at("coder").value; save(); });
  at("note").addEventListener("input", () => {
    kept.codes[kept.now] = { ...code(), note: at("note").value };
    save();
  });

  const shortcuts = {
    Enter: finish, ArrowLeft: commands.back, ArrowRight: commands.forward, z: undo,
    q: commands.unsure, p: reveal, g: nextOpen, i: () => at("note").focus(),
  };
  document.addEventListener("keydown", (event) => {
    const writing = event.target.matches("input:not([type=checkbox]), textarea");
    if (writing) {
      if (event.key === "Escape" || event.key === "Enter") {
        event.preventDefault();
        event.target.blur();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !at("keys").checked) return;
    if (event.key === "Enter" && event.target.matches("button, summary")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const command = shortcuts[key] || (keys.has(key) && (() => mark(...keys.get(key))));
    if (!command) return;
    event.preventDefault();
    command();
  });
  show();
})();
