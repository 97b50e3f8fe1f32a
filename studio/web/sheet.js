// A sheet of labels on which the free places are chosen.

import { fill, make } from "./make.js";
import { t } from "./words.js";

const ns = "http://www.w3.org/2000/svg";

function draw(tag, attributes, ...children) {
  const element = document.createElementNS(ns, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

/// Places as they are written: 2,9,14-20.
export function written(free) {
  const parts = [];
  for (const place of free) {
    const last = parts.at(-1);
    if (last && last[1] === place - 1) last[1] = place;
    else parts.push([place, place]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(",");
}

/// Shows a sheet of `output.about`; `changed` is told the free places as they are written, or null where all are free.
export function sheet({ width, height, places }, changed) {
  const isFree = places.map(() => true);
  const lines = [...new Set(places.map((place) => place.y))].sort((a, b) => a - b);
  const columns = [...new Set(places.map((place) => place.x))].sort((a, b) => a - b);
  const told = make("p", { role: "status" });
  const letters = Math.max(2.5, Math.min(6, ...places.map((place) => place.height / 2.5)));
  const boxes = places.map((place, number) => {
    const text = draw("text", { x: place.x + place.width / 2, y: place.y + place.height / 2 }, String(number + 1));
    text.style.fontSize = `${letters}px`;
    const box = draw("g", { class: "place", role: "checkbox", tabindex: number === 0 ? "0" : "-1",
      "aria-label": t("output.sheet.place", { place: number + 1, row: lines.indexOf(place.y) + 1, column: columns.indexOf(place.x) + 1 }) },
    draw("rect", { x: place.x, y: place.y, width: place.width, height: place.height, rx: 1 }), text);
    box.addEventListener("click", (event) => (event.shiftKey ? from(number) : turn(number)));
    box.addEventListener("keydown", (event) => pressed(event, number));
    return box;
  });

  function show() {
    boxes.forEach((box, number) => box.setAttribute("aria-checked", String(isFree[number])));
    const free = isFree.flatMap((is, number) => (is ? [number + 1] : []));
    told.textContent = free.length === 0 ? t("output.sheet.none") : t("output.sheet.places", { free: free.length, all: places.length });
    changed(free.length === places.length ? null : written(free));
  }

  function turn(number) {
    isFree[number] = !isFree[number];
    show();
  }

  function from(number) {
    isFree.forEach((_, other) => { isFree[other] = other >= number; });
    show();
  }

  function pressed(event, number) {
    const steps = { ArrowRight: 1, ArrowDown: columns.length, ArrowLeft: -1, ArrowUp: -columns.length };
    if (event.key === " " || event.key === "Enter") {
      if (event.shiftKey) from(number);
      else turn(number);
    } else if (boxes[number + steps[event.key]]) {
      const next = boxes[number + steps[event.key]];
      boxes[number].setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    } else if (!(event.key in steps)) return;
    event.preventDefault();
  }

  const paper = draw("rect", { class: "paper", width, height });
  const picture = draw("svg", { viewBox: `-1 -1 ${width + 2} ${height + 2}`, role: "group", "aria-label": t("output.sheet") }, paper, ...boxes);
  const all = make("button", { type: "button", onclick: () => from(0) }, t("output.sheet.all"));
  show();
  return fill(make("div", { class: "sheet" }), picture, make("div", { class: "row spread" }, told, all));
}
