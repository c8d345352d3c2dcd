// All is defined: what the address names is shown. The heat table is made ready for paper.
route().then(() => { if (views.length && hasData) (globalThis.requestIdleCallback || setTimeout)(() => startHeat()); });
