"use strict";
// The side panel: what is known about a node or an edge, and the sentence that says each thing.

const Panel = (() => {
  const FIRST = 30;
  const holder = document.getElementById("panel");

  const from = (publisher, date) => [publisher && name(publisher), " ", date && element("time", {}, date)];

  function quote(id) {
    const [document_, start, end, exact] = DATA.quotes[id];
    const [title, date, publisher] = DATA.documents[document_];
    return element(
      "blockquote",
      {},
      element("p", { dir: "auto" }, exact),
      element(
        "footer",
        {},
        "《",
        name(title),
        "》",
        ...from(publisher, date),
        element("span", { class: "range" }, ` ${DATA.words.characters[0]} ${start}–${end}`),
      ),
    );
  }

  // The first few, the rest on request: a place may have hundreds of relations.
  function listed(items, make, first = FIRST) {
    const list = element(
      "ul",
      { class: "plain" },
      ...items.slice(0, first).map((item) => element("li", {}, ...make(item))),
    );
    if (items.length <= first) return list;
    const more = element(
      "button",
      { type: "button", class: "more" },
      word("more"),
      ` (${items.length - first})`,
    );
    more.addEventListener("click", () => {
      list.append(...items.slice(first).map((item) => element("li", {}, ...make(item))));
      more.remove();
    });
    return element("div", {}, list, more);
  }

  const quotes = (ids) =>
    ids.length ? listed(ids, (id) => [quote(id)], 3) : element("p", { class: "faint" }, word("no-quote"));
  const section = (title, count, ...content) =>
    element(
      "section",
      {},
      element("h3", {}, title, count == null ? "" : element("span", { class: "count" }, String(count))),
      ...content,
    );

  function link(id) {
    const node = Graph.nodes[id];
    return element(
      "button",
      { type: "button", class: "node", onclick: () => Graph.select({ node: id }) },
      swatch(node.type),
      name(node.label),
    );
  }

  function amount([indicator, value, unit, qualifier, period]) {
    const [whole, part] = value.split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? "." + part : "");
    const sign = DATA.words["qualifier-" + qualifier];
    return element(
      "p",
      { class: "number" },
      element("span", { class: "indicator" }, name(indicator)),
      element("strong", {}, sign ? sign[0] + " " : "", grouped, unit === "%" ? "%" : unit ? " " + unit : ""),
      period && element("span", { class: "faint" }, name(period)),
    );
  }

  function relations(id) {
    const groups = new Map();
    for (const edgeId of Graph.around[id]) {
      const edge = Graph.edges[edgeId];
      const out = edge.from === id;
      const key = `${out ? 0 : 1} ${edge.relation}`;
      if (!groups.has(key)) groups.set(key, { relation: edge.relation, out, ids: [] });
      groups.get(key).ids.push(edgeId);
    }
    return [...groups.keys()].sort().map((key) => {
      const { relation, out, ids } = groups.get(key);
      const other = (edgeId) => Graph.edges[edgeId][out ? "to" : "from"];
      ids.sort((a, b) => Graph.nodes[other(a)].label.localeCompare(Graph.nodes[other(b)].label, "zh"));
      const title = element(
        "summary",
        {},
        element("span", { class: "arrow" }, out ? "→" : "←"),
        words(term(relation)),
        element("span", { class: "count" }, String(ids.length)),
      );
      return element(
        "details",
        { open: true },
        title,
        listed(ids, (edgeId) => [
          link(other(edgeId)),
          ...badges(Graph.edges[edgeId]),
          quotes(Graph.edges[edgeId].quotes),
        ]),
      );
    });
  }

  const badges = (edge) =>
    edge.status ? [element("span", { class: "badge" }, word("award-" + edge.status))] : [];

  function heading(type, title, ...below) {
    const close = element(
      "button",
      {
        type: "button",
        class: "close",
        "aria-label": plain("close"),
        title: plain("close"),
        onclick: () => Graph.select(null),
      },
      "×",
    );
    return element(
      "div",
      { class: "head" },
      close,
      element("p", { class: "kind" }, ...type),
      element("h2", { dir: "auto" }, ...title),
      ...below,
    );
  }

  function node(id) {
    const { label, type, iri, aliases, pinyin, attributes, numbers, quotes: named, degree } = Graph.nodes[id];
    const parts = [
      heading(
        [swatch(type), words(term(type))],
        [name(label)],
        pinyin && element("p", { class: "pinyin", lang: "zh-Latn" }, pinyin),
        element("p", { class: "iri", dir: "ltr" }, iri),
      ),
    ];
    if (aliases.length)
      parts.push(
        section(
          word("aliases"),
          null,
          element("p", {}, ...aliases.flatMap((alias, i) => [i ? "、" : "", name(alias)])),
        ),
      );
    if (attributes.length)
      parts.push(
        section(
          word("attributes"),
          null,
          element(
            "dl",
            {},
            ...attributes.flatMap(([key, value, ids]) => [
              element("dt", {}, words(term(key))),
              element("dd", {}, name(value), ...(ids.length ? [quotes(ids)] : [])),
            ]),
          ),
        ),
      );
    if (numbers.length)
      parts.push(
        section(
          word("numbers"),
          numbers.length,
          listed(numbers, (number) => [amount(number), quotes(number[5])]),
        ),
      );
    const shown = Graph.around[id].length;
    const rest =
      degree > shown ? element("p", { class: "faint" }, `${degree - shown} `, word("not-here")) : "";
    if (shown || rest) parts.push(section(word("relations"), shown, ...relations(id), rest));
    if (named.length) parts.push(section(word("named-in"), named.length, quotes(named)));
    return parts;
  }

  function edge(id) {
    const { from, to, relation, quotes: said, confidence } = Graph.edges[id];
    return [
      heading([word("relation")], [words(term(relation))]),
      element(
        "div",
        { class: "triple" },
        link(from),
        element("p", {}, "↓ ", words(term(relation)), " ", ...badges(Graph.edges[id])),
        link(to),
      ),
      section(word("said-in"), said.length, quotes(said)),
      confidence == null ? "" : element("p", { class: "faint" }, word("confidence"), ` ${confidence}`),
    ];
  }

  function overview() {
    const top = Graph.nodes
      .map((_, id) => id)
      .filter((id) => Graph.nodes[id].degree)
      .sort((a, b) => Graph.nodes[b].degree - Graph.nodes[a].degree || a - b);
    const row = (id) => [link(id), element("span", { class: "count" }, String(Graph.nodes[id].degree))];
    const left = DATA.leftOut.reduce((sum, [, count]) => sum + count, 0);
    return [
      element("div", { class: "head" }, element("h2", {}, word("overview"))),
      element("p", {}, word("hint-click")),
      element("p", {}, word("hint-keys")),
      left
        ? section(
            word("left-out"),
            left,
            element("p", {}, word("left-out-why")),
            element(
              "ul",
              { class: "plain" },
              ...DATA.leftOut.map(([type, count]) =>
                element(
                  "li",
                  { class: "row" },
                  swatch(type),
                  words(term(type)),
                  element("span", { class: "count" }, String(count)),
                ),
              ),
            ),
          )
        : "",
      DATA.foci.length ? section(word("asked-for"), DATA.foci.length, listed(DATA.foci, row, 12)) : "",
      top.length &&
        section(
          word("most-linked"),
          null,
          element("ol", { class: "plain" }, ...top.slice(0, 12).map((id) => element("li", {}, ...row(id)))),
        ),
      section(
        word("documents"),
        DATA.documents.length,
        listed(
          DATA.documents,
          ([title, date, publisher]) => [
            element(
              "p",
              { class: "source" },
              "《",
              name(title),
              "》 ",
              element("span", { class: "faint" }, ...from(publisher, date)),
            ),
          ],
          8,
        ),
      ),
    ];
  }

  function show() {
    const { selected } = Graph;
    const parts =
      selected?.node != null
        ? node(selected.node)
        : selected?.edge != null
          ? edge(selected.edge)
          : overview();
    holder.replaceChildren(...parts.filter(Boolean));
    holder.classList.toggle("selected", Boolean(selected));
    holder.scrollTop = 0;
  }

  return { show };
})();
