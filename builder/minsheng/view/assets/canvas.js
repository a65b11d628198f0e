"use strict";
// Drawing: vis-network draws the lines and tells what was clicked; shapes and names are drawn here,
// so that they keep their size on the screen and names never lie on top of each other.

const Canvas = (() => {
  const FONT = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif';
  const holder = document.getElementById("canvas");
  const drawn = DATA.network.nodes;
  const order = drawn.map((_, id) => id).sort((a, b) => drawn[b].size - drawn[a].size || a - b);
  // Size of a node with five relations or more.
  const MAJOR = 15;
  const FADED = "#e4e9ee";
  const foci = new Set(DATA.foci);
  const crowded = drawn.length > 800;
  const widths = new Map();
  let network = null;
  let hovered = null;
  let lit = null;

  // However far away, a node keeps a few pixels: fewer where there are many.
  const least = Math.min(0.45, Math.max(0.24, 7.5 / Math.sqrt(drawn.length)));
  const radius = (id) => Math.max(drawn[id].size, (drawn[id].size * least) / network.getScale());

  function trace(ctx, shape, x, y, r) {
    ctx.beginPath();
    const corners = SHAPES[shape];
    if (corners) corners.forEach(([dx, dy], i) => ctx[i ? "lineTo" : "moveTo"](x + dx * r, y + dy * r));
    else ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.closePath();
  }

  function shape({ ctx, id, x, y, state }) {
    const { shape: kind, color } = DATA.classes[Graph.nodes[id].type];
    const size = network ? radius(id) : drawn[id].size;
    const drawNode = () => {
      ctx.save();
      ctx.globalAlpha = lit && !lit.has(id) ? 0.18 : 1;
      if (foci.has(id) || state.selected) {
        ctx.beginPath();
        ctx.arc(x, y, size * 1.7, 0, 2 * Math.PI);
        ctx.fillStyle = state.selected ? "rgba(11,92,173,.22)" : "rgba(11,92,173,.12)";
        ctx.fill();
      }
      trace(ctx, kind, x, y, size);
      ctx.fillStyle = color;
      ctx.fill();
      ctx.lineWidth = Math.min(1.5, size * 0.16);
      ctx.strokeStyle = state.selected || state.hover ? "#102a43" : "#ffffff";
      ctx.stroke();
      ctx.restore();
    };
    return { drawNode, nodeDimensions: { width: size * 2, height: size * 2 } };
  }

  const short = (text, most) => {
    const letters = Array.from(text.replace(/\s+/g, " "));
    return letters.length > most ? letters.slice(0, most - 1).join("") + "…" : letters.join("");
  };

  // Rectangles taken so far, in squares of 64 pixels: a name is drawn where no other name is, and only
  // that of a well connected node over other nodes.
  function ground() {
    const squares = new Map();
    const covered = ([left, top, right, bottom]) => {
      const keys = [];
      for (let i = left >> 6; i <= right >> 6; i++)
        for (let j = top >> 6; j <= bottom >> 6; j++) keys.push(i * 4096 + j);
      return keys;
    };
    return {
      free: (box) =>
        !covered(box).some((key) =>
          (squares.get(key) || []).some(
            (other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3],
          ),
        ),
      take: (box) => covered(box).forEach((key) => squares.set(key, [...(squares.get(key) || []), box])),
    };
  }

  function write(ctx, text, x, y, { font, color, alpha = 1 }) {
    ctx.font = font;
    ctx.globalAlpha = alpha;
    ctx.lineWidth = 3;
    ctx.strokeStyle = "rgba(255,255,255,.92)";
    ctx.strokeText(text, x, y);
    ctx.fillStyle = color;
    ctx.fillText(text, x, y);
    ctx.globalAlpha = 1;
  }

  function measured(ctx, font, text) {
    const key = font + text;
    if (!widths.has(key)) {
      ctx.font = font;
      widths.set(key, ctx.measureText(text).width);
    }
    return widths.get(key);
  }

  function names(ctx, place, taken, scale) {
    const chosen = Graph.selected?.node;
    const urgent = order.filter((id) => id === chosen || id === hovered);
    const near = lit ? order.filter((id) => lit.has(id)) : order;
    const rest = lit ? order.filter((id) => !lit.has(id)) : [];
    const far = crowded && scale < 0.5;
    const most = far ? 10 : 16;
    const gap = far ? 8 : 2;
    for (const id of new Set([...urgent, ...near, ...rest])) {
      if (!Graph.showsNode(id)) continue;
      const strong = id === chosen || id === hovered;
      const [x, y] = place(drawn[id]);
      if (x < -80 || y < -30 || x > ctx.canvas.clientWidth + 80 || y > ctx.canvas.clientHeight + 30) continue;
      const big = strong || drawn[id].size > MAJOR;
      const font = `${big ? "600 13px" : "12px"} ${FONT}`;
      const text = short(Graph.nodes[id].label, strong ? 40 : most);
      const half = measured(ctx, font, text) / 2;
      const off = radius(id) * scale * 1.15 + 3;
      const at = (top) => [x - half - gap, top - 1, x + half + gap, top + 15];
      const free = (box) => taken.names.free(box) && (drawn[id].size > MAJOR || taken.nodes.free(box));
      // Below the node, or above it.
      const top = [y + off, y - off - 14].find((one) => free(at(one))) ?? (strong ? y + off : null);
      if (top === null) continue;
      taken.names.take(at(top));
      write(ctx, text, x, top, { font, color: "#1f2933", alpha: lit && !lit.has(id) && !strong ? 0.25 : 1 });
    }
  }

  function relationNames(ctx, place, taken, scale) {
    const { selected, edges, around } = Graph;
    let ids = [];
    if (selected?.edge != null) ids = [selected.edge];
    else if (selected) ids = around[selected.node].length <= 24 ? around[selected.node] : [];
    else if (edges.length <= 40 && scale > 0.55) ids = edges.map((_, id) => id);
    for (const id of ids.filter(Graph.showsEdge)) {
      const middle = network.body.edges[id]?.edgeType?.getPoint?.(0.5);
      if (!middle) continue;
      const [x, y] = place(middle);
      const text = term(edges[id].relation)[0];
      const font = `11px ${FONT}`;
      const half = measured(ctx, font, text) / 2;
      const box = [x - half - 1, y - 7, x + half + 1, y + 7];
      if (!taken.names.free(box)) continue;
      taken.names.take(box);
      write(ctx, text, x, y - 6, { font, color: selected ? "#0b5cad" : "#7b8794" });
    }
  }

  function overlay(ctx) {
    const scale = network.getScale();
    const centre = network.getViewPosition();
    const { clientWidth, clientHeight, width } = ctx.canvas;
    const place = ({ x, y }) => [
      (x - centre.x) * scale + clientWidth / 2,
      (y - centre.y) * scale + clientHeight / 2,
    ];
    const ratio = width / clientWidth;
    const taken = { names: ground(), nodes: ground() };
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    ctx.lineJoin = "round";
    for (const id of order) {
      if (!Graph.showsNode(id)) continue;
      const [x, y] = place(drawn[id]);
      const r = radius(id) * scale * 0.8;
      taken.nodes.take([x - r, y - r, x + r, y + r]);
    }
    names(ctx, place, taken, scale);
    relationNames(ctx, place, taken, scale);
    ctx.restore();
  }

  function refresh({ move, filtered }) {
    lit = Graph.lit;
    if (filtered) {
      views.nodes.refresh();
      views.edges.refresh();
    }
    const { selected } = Graph;
    network.unselectAll();
    // The lines of the selection keep their colour; the others step back.
    const { color } = DATA.network.options.edges;
    network.setOptions({ edges: { color: lit ? { ...color, color: FADED } : color } });
    if (selected?.node != null) network.selectNodes([selected.node]);
    if (selected?.edge != null && Graph.showsEdge(selected.edge)) network.selectEdges([selected.edge]);
    if (move && selected) fit(motion(), lit ? [...lit] : [selected.node]);
    network.redraw();
  }

  const motion = () =>
    matchMedia("(prefers-reduced-motion: reduce)").matches || crowded ? false : { duration: 350 };

  const views = {
    nodes: new vis.DataView(
      // The well connected last, and so on top.
      new vis.DataSet(
        order.toReversed().map((id) => ({ ...drawn[id], shape: "custom", ctxRenderer: shape })),
      ),
      { filter: (node) => Graph.showsNode(node.id) },
    ),
    edges: new vis.DataView(new vis.DataSet(DATA.network.edges), {
      filter: (edge) => Graph.showsEdge(edge.id),
    }),
  };

  function start(ready) {
    network = new vis.Network(holder, views, DATA.network.options);
    network.on("afterDrawing", overlay);
    network.on("hoverNode", ({ node }) => {
      hovered = node;
    });
    network.on("blurNode", () => {
      hovered = null;
    });
    network.on("dragEnd", () => {
      for (const [id, { x, y }] of Object.entries(network.getPositions())) Object.assign(drawn[id], { x, y });
    });
    network.on("click", ({ nodes, edges }) => {
      if (nodes.length) Graph.select({ node: nodes[0] }, false);
      else Graph.select(edges.length ? { edge: edges[0] } : null, false);
    });
    network.once("afterDrawing", () => requestAnimationFrame(ready));
    Graph.listen(refresh);
    fit(false);
  }

  // Names reach further out than their nodes: leave them room.
  function fit(animation = motion(), ids = drawn.map((_, id) => id).filter(Graph.showsNode)) {
    if (!ids.length) return;
    const { clientWidth, clientHeight } = holder;
    const range = (axis) =>
      ids.reduce(
        ([low, high], id) => [Math.min(low, drawn[id][axis]), Math.max(high, drawn[id][axis])],
        [Infinity, -Infinity],
      );
    const [left, right] = range("x");
    const [top, bottom] = range("y");
    const room = Math.min(90, clientWidth / 8);
    const scale = Math.min(
      drawn.length < 16 ? 1.5 : 1.1,
      (clientWidth - 2 * room) / (right - left + 1),
      (clientHeight - 110) / (bottom - top + 1),
    );
    network.moveTo({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 },
      scale: Math.max(scale, 0.02),
      animation,
    });
  }
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: motion() });

  return { start, fit, zoom, place: (id) => network.canvasToDOM(drawn[id]) };
})();
