// The page: theme, printing, views, and addresses that always lead somewhere.
const root = document.documentElement;
root.classList.add("js");
const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
const one = (selector, from = document) => from.querySelector(selector);

// An element with properties and children; a string is a text, null is left out.
const make = (name, properties = {}, ...children) => {
  const node = document.createElement(name);
  Object.entries(properties).forEach(([key, value]) => {
    if (value === undefined || value === null || value === false) return;
    if (key === "class") node.className = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  });
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
};
const button = (text, act, name = "quiet") => make("button", { type: "button", class: name, onclick: act }, text);
const once = (act) => { let made; return () => (made ||= act()); };
const said = (text) => { const line = one("[data-status]"); if (line) line.textContent = text; };
const commas = (n) => n.toLocaleString("en");
const plural = (n, noun) => `${commas(n)} ${noun}${n === 1 ? "" : "s"}`;

const save = (name, type, content) => {
  const link = make("a", { href: URL.createObjectURL(new Blob([type === "text/csv" ? "\ufeff" : "", content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
// A cell that a spreadsheet would take for a formula gets an apostrophe.
const csvField = (value) => {
  let text = value === null || value === undefined ? "" : String(value).trim().replace(/\s+/g, " ");
  if (typeof value !== "number" && /^[=+\-@]/.test(text)) text = `'${text}`;
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const csvLines = (rows) => rows.map((row) => row.map(csvField).join(",")).join("\r\n");

// Light and dark: the system's choice until the reader makes one.
const store = {
  get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } },
};
const system = matchMedia("(prefers-color-scheme: dark)");
const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
const nameTheme = () => all("[data-theme-switch]").forEach((b) => { b.textContent = dark() ? "Light" : "Dark"; });
const kept = store.get("hedgerow-theme");
if (kept === "dark" || kept === "light") root.dataset.theme = kept;
nameTheme();
system.addEventListener("change", nameTheme);
all("[data-theme-switch]").forEach((b) => b.addEventListener("click", () => {
  root.dataset.theme = dark() ? "light" : "dark";
  store.set("hedgerow-theme", root.dataset.theme);
  nameTheme();
}));
all("[data-print]").forEach((b) => b.addEventListener("click", () => print()));

// Views: one at a time. A view that needs work first has it done when it is first shown.
const views = all("main > .view");
const starters = new Map();
const entries = new Map(all("nav.views a").map((a) => [a.hash.slice(1), a]));
const showView = (view) => {
  views.forEach((other) => { other.hidden = other !== view; });
  entries.forEach((a, id) => { if (id === view.id) a.setAttribute("aria-current", "page"); else a.removeAttribute("aria-current"); });
  const entry = entries.get(view.id);
  if (entry && entry.parentElement.parentElement.scrollWidth > innerWidth) entry.scrollIntoView({ block: "nearest", inline: "center" });
  all("table.data", view).forEach(prepareOpen);
  const start = starters.get(view.dataset.view);
  return start ? start() : undefined;
};
const viewOf = (node) => node.closest(".view");
const open = (target) => {
  for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
  all(".found").forEach((node) => node.classList.remove("found"));
  if (target.classList.contains("s")) target.classList.add("found");
  target.scrollIntoView({ block: target.classList.contains("s") ? "center" : "start" });
};
const decoded = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
// What follows the # decides what is shown; what is unknown leads to the overview, with a message.
const route = async () => {
  const raw = location.hash.slice(1), name = decoded(raw);
  if (!views.length) { const target = name && document.getElementById(name); if (target) open(target); return; }
  if (name.startsWith("doc-") && (await showDocument(name))) return;
  if (raw.startsWith("search=")) { await showSearch(decoded(raw.slice(7))); return; }
  const target = name && document.getElementById(name);
  // The content as a whole, where the skip link leads, is in the view that is shown.
  const view = (target && (viewOf(target) || views.find((each) => !each.hidden))) || views[0];
  await showView(view);
  if (target && target !== view) open(target);
  else { scrollTo(0, 0); if (name) one("[data-start]", view).focus({ preventScroll: true }); }
  if (name && !target) said("That place is not in this report; this is its overview.");
};
addEventListener("hashchange", route);
document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest('a[href^="#"]');
  if (link && link.getAttribute("href") === location.hash) route();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable) return;
  const query = one("[data-query]");
  if (!query) return;
  event.preventDefault();
  location.hash = "view-search";
  requestAnimationFrame(() => query.focus());
});

// On paper: the views that can be read without a screen; of a long table its first rows.
let closed = [];
addEventListener("beforeprint", () => {
  closed = all("details.print:not([open])");
  closed.forEach((d) => { d.open = true; });
  all(".view:not([data-view=read], [data-view=search]) table.data").forEach((table) => { if (!table.closest("details:not([open])")) prepare(table).print(true); });
});
addEventListener("afterprint", () => {
  closed.forEach((d) => { d.open = false; });
  tables.forEach((table) => table.print(false));
});

// A figure as a file of its own, with the ink and ground of paper.
all("[data-picture]").forEach((b) => b.addEventListener("click", () => {
  const svg = one("svg", b.closest("figure")).cloneNode(true);
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("color", "#20302b");
  save(`${b.dataset.picture}.svg`, "image/svg+xml", new XMLSerializer().serializeToString(svg));
}));

const copyText = async (text) => {
  try { await navigator.clipboard.writeText(text); } catch {
    // Without leave to use the clipboard: the way of older browsers.
    const area = make("textarea", { class: "sr" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  said("Copied.");
};
all("[data-copy]").forEach((b) => b.addEventListener("click", () => copyText(document.getElementById(b.dataset.copy).textContent)));

all("[data-later]").forEach((b) => b.addEventListener("click", () => {
  const list = b.previousElementSibling;
  list.classList.add("whole");
  const first = one(".later", list);
  first.tabIndex = -1;
  first.focus();
  b.remove();
}));
