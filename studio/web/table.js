// A list of any length: only the rows that are seen are there, and their pages come from the studio.

import { fill, make } from "./make.js";
import { t } from "./words.js";

/// Rows of a page.
const page = 100;
/// Browsers make no element taller than this.
const tallest = 8_000_000;

/// `pageOf(from, count)` gives items, `row(item, number)` the cells of one; each is `height` pixels high.
export function rows({ head, count, height = 32, pageOf, row, label }) {
  const pages = new Map();
  const body = make("div", { class: "rows-body", role: "rowgroup" });
  const space = make("div", { class: "rows-space" });
  const view = make("div", { class: "rows-view", tabindex: "0", role: "presentation" }, space, body);
  const table = make("div", { class: "rows", role: "table", "aria-label": label, "aria-rowcount": String(count + 1) },
    make("div", { class: "rows-line rows-head", role: "row" }, head.map((text) => make("span", { role: "columnheader" }, text))), view);
  const whole = count * height;
  space.style.height = `${Math.min(whole, tallest)}px`;

  const first = () => {
    const room = Math.min(whole, tallest) - view.clientHeight;
    const part = room > 0 ? Math.min(view.scrollTop / room, 1) : 0;
    return Math.max(0, Math.min(count - 1, Math.round((part * (whole - view.clientHeight)) / height)));
  };

  async function need(number) {
    if (pages.has(number)) return;
    pages.set(number, null);
    try {
      pages.set(number, await pageOf(number * page, page));
    } catch (error) {
      pages.delete(number);
      throw error;
    }
    // What lies far away is asked again when it is looked at.
    if (pages.size > 40) pages.delete(pages.keys().next().value);
    draw();
  }

  function draw() {
    const from = first();
    const seen = Math.ceil(view.clientHeight / height) + 1;
    const to = Math.min(count, from + seen);
    const lines = [];
    for (let number = from; number < to; number += 1) {
      const items = pages.get(Math.floor(number / page));
      const item = items?.[number % page];
      const cells = item ? row(item, number) : [t("shell.loading")];
      lines.push(make("div", { class: "rows-line", role: "row", "aria-rowindex": String(number + 2) }, cells.map((cell) => make("span", { role: "cell" }, cell))));
    }
    fill(body, lines);
    body.style.top = `${view.scrollTop}px`;
    for (let number = Math.floor(from / page); number <= Math.floor(Math.max(from, to - 1) / page); number += 1) {
      if (count > 0) need(number);
    }
  }

  let waits = false;
  view.addEventListener("scroll", () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      draw();
    });
  });
  new ResizeObserver(draw).observe(view);
  return table;
}
