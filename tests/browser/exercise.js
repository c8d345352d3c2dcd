// Every control of a view used once, and what that did; run by exercising.py.
(() => {
const prepare = () => {
    const did = (window.did = { printed: 0, saved: 0, copied: 0 });
    window.print = () => { did.printed += 1; };
    const address = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => { did.saved += 1; return address(blob); };
    navigator.clipboard.writeText = async () => { did.copied += 1; };
    let changes = 0;
    new MutationObserver((records) => { changes += records.length; }).observe(document, {
        subtree: true, childList: true, attributes: true, characterData: true,
    });
    window.state = () => [changes, location.hash, scrollY, did.printed, did.saved, did.copied].join();
    // Links that leave the page are not followed; where they lead is noted.
    window.outside = new Set();
    document.addEventListener("click", (event) => {
        const link = event.target.closest("a[href]");
        if (!link || link.download || link.getAttribute("href").startsWith("#")) return;
        event.preventDefault();
        outside.add(link.getAttribute("href"));
    }, true);
    window.met = new Map();
    window.used = new Set();
    window.idle = new Set();
};
prepare();
window.useControls = async ([controls, view]) => {
    const wait = (ms) => new Promise((done) => setTimeout(done, ms));
    const quiet = async () => { for (let was = ""; was !== state();) { was = state(); await wait(8); } };
    const open = () => document.querySelectorAll(".view:not([hidden]) details:not([open])").forEach((fold) => { fold.open = true; });
    const back = async () => {
        if (location.hash !== view) { location.hash = view; await quiet(); }
        open();
        await quiet();
    };
    // A control that is drawn anew is the same one; of links to documents, one of each column.
    const keyOf = (node) => {
        const place = node.closest("[id]:not(html, a, button, .s)");
        const target = (node.getAttribute("href") || "").replace(/^#(doc|search=)-?.*/, "#$1");
        const column = node.closest("td, th") ? node.closest("td, th").cellIndex : "";
        const words = /^#(doc|search)/.test(target) || node.matches("textarea") ? "" : node.textContent;
        const name = node.matches("select") ? "" : words.replace(/[\d,]+/g, "0").trim();
        const data = JSON.stringify(Object.keys(node.dataset).filter((key) => key !== "place"));
        return [node.tagName, place ? place.id.replace(/^doc-.*/, "doc") : "", column, target, name, data].join("|");
    };
    const act = (node) => {
        const say = (...names) => names.forEach((name) => node.dispatchEvent(new Event(name, { bubbles: true })));
        if (node.matches("select")) {
            node.selectedIndex = (node.selectedIndex + 1) % node.options.length;
            say("input", "change");
        } else if (node.matches("textarea, input:not([type=checkbox])")) {
            node.value = "fennel ripens";
            say("input", "change");
            node.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
        } else node.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    };
    // Texts, choices and columns are undone, so that what they took away comes back.
    const undo = (node, chosen) => {
        if (node.matches("select")) { node.selectedIndex = chosen; node.dispatchEvent(new Event("change", { bubbles: true })); }
        if (node.matches("[type=checkbox]")) node.click();
        if (!node.matches("input[type=search]:not([data-query], [data-read-pick])")) return;
        node.value = "";
        node.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const next = () => {
        const shown = document.querySelectorAll(":is(.view:not([hidden]), header, nav, .skip, .foot)");
        const nodes = [...shown].flatMap((part) => [...(part.matches(controls) ? [part] : []), ...part.querySelectorAll(controls)]);
        // What is hidden is no control yet; what is disabled must become one before the end.
        const there = nodes.filter((node) => !node.closest("[hidden]")).map((node) => [keyOf(node), node]);
        there.forEach(([key, node]) => { if (!met.has(key)) met.set(key, node.outerHTML.slice(0, 160)); });
        return (there.find(([key, node]) => !node.disabled && !used.has(key)) || [])[1];
    };
    await back();
    for (let node = next(); node; node = next()) {
        const key = keyOf(node), chosen = node.selectedIndex;
        used.add(key);
        const before = state(), followed = outside.size, href = node.getAttribute("href");
        const known = href && outside.has(href);
        // A link to what is shown already has nothing left to do.
        const here = href === location.hash;
        act(node);
        for (let k = 0; k < 40 && before === state() && outside.size === followed; k += 1) await wait(10);
        if (before === state() && outside.size === followed && !known && !here) idle.add(node.outerHTML.slice(0, 160));
        undo(node, chosen);
        await quiet();
        await back();
    }
};
})()
