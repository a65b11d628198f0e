"use strict";
// Search by name, other name, pinyin or its initials, with the keyboard alone if one likes.

const Finder = (() => {
  const MOST = 12;
  const bare = (text) =>
    text
      .toLowerCase()
      .normalize("NFKC")
      .replace(/[\s·・“”"'‘’-]/g, "");
  const keys = DATA.nodes.map(({ label, aliases, pinyin }) => {
    const syllables = pinyin
      .toLowerCase()
      .split(/[^a-z0-9ü]+/)
      .filter(Boolean);
    return {
      names: [label, ...aliases].map(bare),
      sound: syllables.join(""),
      initials: syllables.map((syllable) => syllable[0]).join(""),
    };
  });
  let found = [];
  let active = -1;

  // Smaller is better; null is no match.
  function rank({ names, sound, initials }, asked) {
    if (names[0] === asked) return 0;
    if (names[0].startsWith(asked)) return 1;
    if (names.some((one) => one.startsWith(asked))) return 2;
    if (names.some((one) => one.includes(asked))) return 3;
    if (sound.startsWith(asked) || initials.startsWith(asked)) return 4;
    return asked.length > 1 && (sound.includes(asked) || initials.includes(asked)) ? 5 : null;
  }

  function search(text) {
    const asked = bare(text);
    if (!asked) return [];
    return keys
      .map((key, id) => ({ id, rank: rank(key, asked) }))
      .filter((hit) => hit.rank !== null)
      .sort((a, b) => a.rank - b.rank || DATA.nodes[b.id].degree - DATA.nodes[a.id].degree || a.id - b.id)
      .slice(0, MOST)
      .map((hit) => hit.id);
  }

  function start() {
    const list = element("ul", { id: "found", role: "listbox", "aria-label": plain("search"), hidden: true });
    const input = element("input", {
      id: "search",
      type: "search",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      placeholder: DATA.words.search[0],
      "aria-label": plain("search"),
      "aria-controls": "found",
      "aria-expanded": "false",
      "aria-autocomplete": "list",
    });

    const choose = (id) => {
      close();
      input.value = "";
      Graph.select({ node: id });
      document.getElementById("panel").focus({ preventScroll: true });
    };
    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const mark = (index) => {
      active = found.length ? (index + found.length) % found.length : -1;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
      if (active >= 0) {
        input.setAttribute("aria-activedescendant", `found-${active}`);
        list.children[active].scrollIntoView({ block: "nearest" });
      }
    };
    const show = () => {
      found = search(input.value);
      if (!input.value.trim()) return close();
      list.replaceChildren(
        ...found.map((id, i) =>
          element(
            "li",
            {
              id: `found-${i}`,
              role: "option",
              onmousedown: (event) => {
                event.preventDefault();
                choose(id);
              },
            },
            swatch(DATA.nodes[id].type),
            name(DATA.nodes[id].label),
          ),
        ),
      );
      if (!found.length) list.append(element("li", { class: "faint" }, word("search-none")));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      return mark(0);
    };

    input.addEventListener("input", show);
    input.addEventListener("focus", show);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown") mark(active + 1);
      else if (event.key === "ArrowUp") mark(active - 1);
      else if (event.key === "Enter" && active >= 0) choose(found[active]);
      else if (event.key === "Escape") {
        input.value = "";
        input.blur();
      } else return;
      event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      if (event.target === input || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "/") {
        event.preventDefault();
        input.focus();
      }
      if (event.key === "Escape") Graph.select(null);
    });
    document.getElementById("finder").append(input, list);
  }

  return { start };
})();
