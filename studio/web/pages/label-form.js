// The elements of a template and their usual values; what is changed here is changed in the text.

import { call } from "../call.js";
import { refusal } from "../findings.js";
import { choice, field, fill, make } from "../make.js";
import { t } from "../words.js";

const names = () => ({
  text: t("label.key.text"), data: t("label.key.data"), file: t("label.key.file"), symbology: t("label.key.symbology"),
  x: t("label.key.x"), y: t("label.key.y"), to_x: t("label.key.to_x"), to_y: t("label.key.to_y"),
  width: t("label.key.width"), height: t("label.key.height"), size: t("label.key.size"), font: t("label.key.font"),
  weight: t("label.key.weight"), align: t("label.key.align"), wrap: t("label.key.wrap"), shrink_to: t("label.key.shrink_to"),
  module: t("label.key.module"), thickness: t("label.key.thickness"), rotate: t("label.key.rotate"), fill: t("label.key.fill"),
  stroke: t("label.key.stroke"), ink: t("label.key.ink"), when: t("label.key.when"),
});
const kinds = () => ({
  text: t("label.kind.text"), datamatrix: t("label.kind.datamatrix"), barcode: t("label.kind.barcode"), qr: t("label.kind.qr"), line: t("label.kind.line"),
  rect: t("label.kind.rect"), ellipse: t("label.kind.ellipse"), image: t("label.kind.image"), window: t("label.kind.window"),
});

/// The form; `change` takes a new text, `choose` the name of what is chosen, `text` gives the text.
export function form({ change, choose, text }) {
  const list = make("select", { size: "7", class: "label-list", onchange: () => chosen(Number(list.value)) });
  const values = make("div");
  const wrong = make("div");
  let told = { elements: [], kinds: [] };
  let at = 0;
  let turn = 0;

  const alter = async (name, args) => {
    try {
      change((await call(name, { text: text(), ...args })).text);
      await read(text());
    } catch (error) {
      fill(wrong, refusal(error));
    }
  };
  const kind = make("select", { "aria-label": t("label.add.kind") });
  const buttons = make("div", { class: "row" }, kind,
    make("button", { type: "button", onclick: async () => {
      at = told.elements.length;
      await alter("label.add", { kind: kind.value });
      chosen(at);
    } }, t("label.add")),
    make("button", { type: "button", onclick: async () => {
      const from = at;
      at = told.elements.length;
      await alter("label.copy", { element: from });
      chosen(at);
    } }, t("label.copy")),
    make("button", { type: "button", class: "danger", onclick: () => alter("label.remove", { element: at }) }, t("label.remove")));

  const control = ({ key, value, takes, words, about }) => {
    const set = (next) => alter("label.set", { element: at, key, value: next });
    const label = names()[key] ?? key;
    if (words) return field(label, choice([["", t("label.usual")], ...words.map((word) => [word, word])], value ?? "", set), about);
    if (takes === "boolean") return field(label, make("input", { type: "checkbox", checked: value === true, onchange: (event) => set(event.target.checked ? true : null) }), about);
    return field(label, make("input", { value: value ?? "", spellcheck: "false", "data-key": key, onchange: (event) => set(event.target.value) }), about);
  };
  const chosen = (next) => {
    at = Math.max(0, Math.min(next, told.elements.length - 1));
    list.value = String(at);
    const element = told.elements[at];
    if (element) choose(element.id);
    fill(values, element && make("div", { class: "fields label-values" }, element.values.map(control)));
  };
  const read = async (of) => {
    turn += 1;
    const own = turn;
    try {
      const answer = await call("label.form", { text: of });
      if (own !== turn) return;
      told = answer;
      fill(wrong);
      const focused = values.contains(document.activeElement) ? document.activeElement.dataset.key : null;
      fill(list, told.elements.map(({ id, type }, number) => make("option", { value: String(number) }, t("label.entry", { id, kind: kinds()[type] ?? type }))));
      fill(kind, told.kinds.map((name) => make("option", { value: name }, kinds()[name] ?? name)));
      chosen(at);
      if (focused) values.querySelector(`[data-key="${focused}"]`)?.focus();
    } catch (error) {
      if (own === turn) fill(wrong, refusal(error));
    }
  };
  return {
    element: make("div", {}, field(t("label.elements"), list), buttons, wrong, values),
    read,
    choose(id) {
      const next = told.elements.findIndex((element) => element.id === id);
      if (next >= 0) chosen(next);
    },
  };
}
