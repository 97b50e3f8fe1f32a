// The text of a template, with its lines numbered and what is wrong marked at its line.

import { make } from "../make.js";
import { t } from "../words.js";

export function editor(changed) {
  const gutter = make("div", { class: "label-gutter", "aria-hidden": "true" });
  const area = make("textarea", { class: "label-text", spellcheck: "false", wrap: "off", "aria-label": t("label.text.of") });
  const told = make("p", { class: "label-wrong", role: "status" });
  let ends = "\n";
  let marked = new Map();

  const number = () => {
    const lines = area.value.split("\n").length;
    gutter.replaceChildren(...Array.from({ length: lines }, (_, at) => {
      const found = marked.get(at + 1);
      return make("div", { class: found ? `marked ${found.severity}` : "", title: found?.message }, String(at + 1), found ? " ◀" : "");
    }));
  };
  const follow = () => {
    gutter.scrollTop = area.scrollTop;
  };
  area.addEventListener("scroll", follow);
  area.addEventListener("input", () => {
    number();
    changed(ends === "\n" ? area.value : area.value.replaceAll("\n", ends));
  });
  return {
    element: make("div", {}, told, make("div", { class: "label-editor" }, gutter, area)),
    set(text) {
      ends = text.includes("\r\n") ? "\r\n" : "\n";
      area.value = text;
      number();
      follow();
    },
    /// Marks the lines of findings.
    marks(list) {
      marked = new Map();
      for (const found of list) if (found.place?.line && !marked.has(found.place.line)) marked.set(found.place.line, found);
      const [first] = list.filter((found) => found.severity === "error" && found.place?.line);
      told.textContent = first ? t("label.wrong", { line: first.place.line, message: first.message }) : "";
      number();
      follow();
    },
    /// Goes to a line.
    go(line) {
      const lines = area.value.split("\n");
      const begin = lines.slice(0, line - 1).reduce((all, one) => all + one.length + 1, 0);
      area.focus();
      area.setSelectionRange(begin, begin + (lines[line - 1]?.length ?? 0));
      area.scrollTop = Math.max(0, (area.scrollHeight / lines.length) * (line - 6));
      follow();
    },
  };
}
