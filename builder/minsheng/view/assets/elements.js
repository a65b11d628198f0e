"use strict";
// What the page shows comes from texts that anyone may have written: it only ever becomes text.

const DATA = JSON.parse(document.getElementById("data").textContent);

function element(tag, options = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (name === "class") made.className = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child != null && child !== ""));
  return made;
}

// A name in its own direction, so that a mark of direction inside it ends with it.
const name = (text) => element("bdi", {}, text);

// Chinese first, English beside it.
function words([zh, en]) {
  const made = element("span", {}, zh);
  if (en && en !== zh) made.append(" ", element("span", { class: "en", lang: "en" }, en));
  return made;
}

const word = (key) => words(DATA.words[key]);
const plain = (key) => DATA.words[key].join(" · ");
const term = (key) => DATA.terms[key] || [key, ""];

// Corners of each shape in a circle of radius 1; the canvas and the legend draw from the same.
const SHAPES = (() => {
  const ring = (corners, turn, radius = () => 1) =>
    Array.from({ length: corners }, (_, i) => {
      const angle = turn + (2 * Math.PI * i) / corners;
      return [Math.cos(angle) * radius(i), Math.sin(angle) * radius(i)];
    });
  const up = -Math.PI / 2;
  return {
    dot: null,
    square: ring(4, Math.PI / 4, () => 1.2),
    diamond: ring(4, 0, () => 1.2),
    triangle: ring(3, up, () => 1.25),
    triangleDown: ring(3, -up, () => 1.25),
    star: ring(10, up, (i) => (i % 2 ? 0.58 : 1.35)),
    hexagon: ring(6, 0, () => 1.12),
    pentagon: ring(5, up, () => 1.12),
  };
})();

function swatch(type) {
  const { color, shape } = DATA.classes[type];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "-1.5 -1.5 3 3");
  svg.setAttribute("class", "swatch");
  svg.setAttribute("aria-hidden", "true");
  const corners = SHAPES[shape];
  const drawn = document.createElementNS(svg.namespaceURI, corners ? "polygon" : "circle");
  if (corners) drawn.setAttribute("points", corners.map((corner) => corner.join(",")).join(" "));
  else drawn.setAttribute("r", "1");
  drawn.setAttribute("fill", color);
  svg.append(drawn);
  return svg;
}
