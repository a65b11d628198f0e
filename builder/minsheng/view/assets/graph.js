"use strict";
// The nodes and edges of the page, what is hidden, and what is selected.

const Graph = (() => {
  const { nodes, edges } = DATA;
  const around = nodes.map(() => []);
  edges.forEach((edge, id) => {
    around[edge.from].push(id);
    if (edge.to !== edge.from) around[edge.to].push(id);
  });
  const byIri = new Map(nodes.map((node, id) => [node.iri, id]));
  const hidden = { classes: new Set(), relations: new Set() };
  const listeners = [];
  let selected = null; // {node: id} or {edge: id}

  const showsNode = (id) => !hidden.classes.has(nodes[id].type);
  const showsEdge = (id) => {
    const edge = edges[id];
    return !hidden.relations.has(edge.relation) && showsNode(edge.from) && showsNode(edge.to);
  };
  const tell = (event) => listeners.forEach((listener) => listener(event));

  function address() {
    const state = new URLSearchParams();
    if (selected?.node != null) state.set("focus", nodes[selected.node].iri);
    if (selected?.edge != null) state.set("edge", selected.edge);
    if (hidden.classes.size) state.set("hide", [...hidden.classes].sort().join(","));
    if (hidden.relations.size) state.set("without", [...hidden.relations].sort().join(","));
    return state.toString();
  }

  function select(choice, move = true) {
    const filtered = choice?.node != null && hidden.classes.delete(nodes[choice.node].type);
    selected = choice;
    if (location.hash.slice(1) !== address()) location.hash = address();
    tell({ move, filtered });
  }

  function toggle(kind, key) {
    if (!hidden[kind].delete(key)) hidden[kind].add(key);
    history.replaceState(null, "", "#" + address());
    tell({ move: false, filtered: true });
  }

  function showAll(kind) {
    hidden[kind].clear();
    history.replaceState(null, "", "#" + address());
    tell({ move: false, filtered: true });
  }

  function restore() {
    const hash = location.hash.slice(1);
    if (hash === address()) return;
    const state = new URLSearchParams(hash);
    const listed = (key) => (state.get(key) || "").split(",").filter(Boolean);
    hidden.classes = new Set(listed("hide").filter((type) => type in DATA.classes));
    hidden.relations = new Set(listed("without"));
    const focus = byIri.get(state.get("focus"));
    const edge = Number.parseInt(state.get("edge"), 10);
    selected = focus != null ? { node: focus } : edge in edges ? { edge } : null;
    if (focus != null) hidden.classes.delete(nodes[focus].type);
    tell({ move: true, filtered: true });
  }

  return {
    nodes,
    edges,
    around,
    hidden,
    showsNode,
    showsEdge,
    select,
    toggle,
    showAll,
    restore,
    listen: (listener) => listeners.push(listener),
    get selected() {
      return selected;
    },
    // A node with its neighbours, or both ends of an edge; null when nothing stands out.
    get lit() {
      if (!selected) return null;
      const ids = selected.edge != null ? [selected.edge] : around[selected.node].filter(showsEdge);
      const lit = new Set(ids.flatMap((id) => [edges[id].from, edges[id].to]));
      if (selected.node != null) lit.add(selected.node);
      return lit.size > 1 ? lit : null;
    },
  };
})();
