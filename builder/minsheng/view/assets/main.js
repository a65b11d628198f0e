"use strict";
// The legends, the counts and the start of the page.

const Legend = (() => {
  function legend(holder, title, kind, rows) {
    const all = element(
      "button",
      { type: "button", class: "all", onclick: () => Graph.showAll(kind) },
      word("show-all"),
    );
    const items = rows.map(([key, count, ...face]) => {
      const button = element(
        "button",
        {
          type: "button",
          "data-key": key,
          title: plain("filter-hint"),
          onclick: () => Graph.toggle(kind, key),
        },
        ...face,
        element("span", { class: "count" }, String(count)),
      );
      return element("li", {}, button);
    });
    holder.append(element("h2", {}, word(title)), element("ul", { class: "legend" }, ...items), all);
    const update = () => {
      for (const button of holder.querySelectorAll("[data-key]"))
        button.setAttribute("aria-pressed", String(!Graph.hidden[kind].has(button.dataset.key)));
      all.hidden = Graph.hidden[kind].size === 0;
    };
    Graph.listen(update);
    update();
  }

  function tally(values) {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
    return counts;
  }

  function start() {
    const types = tally(Graph.nodes.map((node) => node.type));
    legend(
      document.getElementById("classes"),
      "classes",
      "classes",
      Object.keys(DATA.classes)
        .filter((type) => types.has(type))
        .map((type) => [type, types.get(type), swatch(type), words(term(type))]),
    );
    const kinds = [...tally(Graph.edges.map((edge) => edge.relation))].sort(
      (a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1),
    );
    if (kinds.length)
      legend(
        document.getElementById("relations"),
        "relation-kinds",
        "relations",
        kinds.map(([key, count]) => [key, count, words(term(key))]),
      );
  }

  return { start };
})();

function counts() {
  const numbers = Graph.nodes.reduce((sum, node) => sum + node.numbers.length, 0);
  const rows = [
    ["entities", Graph.nodes.length],
    ["relations", Graph.edges.length],
    ["numbers", numbers],
    ["documents", DATA.documents.length],
  ];
  document
    .getElementById("counts")
    .append(
      ...rows.map(([key, count]) => element("span", {}, element("b", {}, String(count)), " ", word(key))),
    );
  const left = DATA.leftOut.reduce((sum, [, count]) => sum + count, 0);
  const notice = document.getElementById("notice");
  notice.hidden = left === 0;
  if (left) notice.append(word("left-out"), ` ${left} `, word("entities"));
}

function zoomButtons() {
  const button = (key, sign, act) =>
    element("button", { type: "button", "aria-label": plain(key), title: plain(key), onclick: act }, sign);
  document.getElementById("zoom").append(
    button("zoom-in", "+", () => Canvas.zoom(1.4)),
    button("zoom-out", "−", () => Canvas.zoom(1 / 1.4)),
    button("fit", "⤢", () => Canvas.fit()),
  );
}

for (const [id, key] of [
  ["stage", "canvas"],
  ["panel", "details"],
  ["side", "filters"],
])
  document.getElementById(id).setAttribute("aria-label", plain(key));
counts();
Legend.start();
Finder.start();
zoomButtons();
Canvas.start(() => {
  document.documentElement.dataset.ready = "true";
});
Graph.listen(Panel.show);
addEventListener("hashchange", Graph.restore);
Panel.show();
if (location.hash.length > 1) Graph.restore();
else if (DATA.foci.length === 1) Graph.select({ node: DATA.foci[0] }, false);
