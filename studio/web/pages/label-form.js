// The elements of a template and their usual values; what is changed here is changed in the text.

import { call } from "../call.js";
import { refusal } from "../findings.js";
import { choice, field, fill, make } from "../make.js";
import { t } from "../words.js";

const names = () => ({
  text: t("label.key.text"), data: t("label.key.data"), file: t("label.key.file"), symbology: t("label.key.symbology"),
  x: t("label.key.x"), y: t("label.key.y"), to_x: t("label.key.to_x"), to_y: t("label.key.to_y"),
  width: t("label.key.width"), height: t("label.key.height"), font: t("label.key.font"),
  weight: t("label.key.weight"), align: t("label.key.align"), wrap: t("label.key.wrap"), shrink_to: t("label.key.shrink_to"),
  module: t("label.key.module"), thickness: t("label.key.thickness"), rotate: t("label.key.rotate"), fill: t("label.key.fill"),
  stroke: t("label.key.stroke"), ink: t("label.key.ink"), when: t("label.key.when"),
});
/// What the values are, for who designs packaging.
const hints = () => ({
  text: t("label.hint.text"), data: t("label.hint.data"), file: t("label.hint.file"), symbology: t("label.hint.symbology"),
  x: t("label.hint.x"), y: t("label.hint.y"), to_x: t("label.hint.x"), to_y: t("label.hint.y"), width: t("label.hint.width"), height: t("label.hint.height"),
  font: t("label.hint.font"), wrap: t("label.hint.wrap"), shrink_to: t("label.hint.shrink_to"), module: t("label.hint.module"),
  thickness: t("label.hint.thickness"), rotate: t("label.hint.rotate"), when: t("label.hint.when"),
});
/// Values that are something else in a kind of element: their names and hints.
const others = () => ({
  "barcode.text": [t("label.key.digits"), t("label.hint.digits")],
  "text.size": [t("label.key.letters"), t("label.hint.letters")],
  "datamatrix.size": [t("label.key.size"), t("label.hint.size")],
  "barcode.height": [t("label.key.bars"), t("label.hint.height")],
});
const kinds = () => ({
  text: t("label.kind.text"), datamatrix: t("label.kind.datamatrix"), barcode: t("label.kind.barcode"), qr: t("label.kind.qr"), line: t("label.kind.line"),
  rect: t("label.kind.rect"), ellipse: t("label.kind.ellipse"), image: t("label.kind.image"), window: t("label.kind.window"),
});

/// What is so as long as nothing else is said.
const ticked = ["barcode.text"];
/// Values that name an ink.
const inked = ["fill", "stroke", "ink"];

/// The form; `change` takes a new text, `choose` the name of what is chosen, `text` gives the text, `pictures` are
/// those beside the template.
export function form({ change, choose, text, pictures }) {
  const list = make("select", { size: "7", class: "label-list", onchange: () => chosen(Number(list.value)) });
  const values = make("div");
  const wrong = make("div");
  const known = make("datalist", { id: "label-pictures" }, pictures.map((name) => make("option", { value: name })));
  let told = { elements: [], kinds: [], inks: [] };
  let marked = [];
  let at = 0;
  let turn = 0;

  /// Changes the text, and chooses the element at `next` then.
  const alter = async (name, args, next = at) => {
    try {
      const answer = await call(name, { text: text(), ...args });
      at = next;
      change(answer.text);
      await read(text());
    } catch (error) {
      fill(wrong, refusal(error));
    }
  };
  const kind = make("select", { "aria-label": t("label.add.kind") });
  const added = () => ({ kind: kind.value, ...(kind.value === "image" && pictures.length > 0 && { file: pictures[0] }) });
  const buttons = make("div", { class: "row" }, kind,
    make("button", { type: "button", onclick: () => alter("label.add", added(), told.elements.length) }, t("label.add")),
    make("button", { type: "button", onclick: () => alter("label.copy", { element: at }, told.elements.length) }, t("label.copy")),
    make("button", { type: "button", class: "danger", onclick: () => alter("label.remove", { element: at }) }, t("label.remove")));

  /// What was found at a line of the text.
  const faults = (line) => marked.filter((found) => line !== null && found.place.line === line).map((found) => found.message);
  const control = (type) => ({ key, value, takes, words, line }) => {
    const set = (next) => alter("label.set", { element: at, key, value: next });
    const [label, hint] = others()[`${type}.${key}`] ?? [names()[key] ?? key, hints()[key]];
    const wrong = faults(line);
    const about = wrong.length > 0 ? make("span", { class: "label-fault" }, wrong.join(" ")) : hint;
    const of = { "data-key": key, "aria-invalid": wrong.length > 0 ? "true" : null };
    if (takes === "boolean") {
      const usual = ticked.includes(`${type}.${key}`);
      const tick = make("input", { ...of, type: "checkbox", checked: value ?? usual, onchange: () => set(tick.checked === usual ? null : tick.checked) });
      return field(label, tick, about);
    }
    const list = words ?? (inked.includes(key) ? [...new Set([...told.inks, ...(value ? [value] : [])])] : null);
    if (list) return field(label, choice([["", t("label.usual")], ...list.map((word) => [word, word])], value ?? "", set, of), about);
    return field(label, make("input", { ...of, value: value ?? "", spellcheck: "false", list: key === "file" ? known.id : null, onchange: (event) => set(event.target.value) }), about);
  };
  /// Whether something was found between the line of an element and that of the next.
  const isWrong = (number) => {
    const end = told.elements[number + 1]?.line ?? Infinity;
    return marked.some((found) => found.place.line >= told.elements[number].line && found.place.line < end);
  };
  const entries = () => {
    fill(list, told.elements.map(({ id, type }, number) => {
      const entry = { id, kind: kinds()[type] ?? type };
      return make("option", { value: String(number) }, isWrong(number) ? t("label.entry.wrong", entry) : t("label.entry", entry));
    }));
    if (kind.options.length === 0) fill(kind, told.kinds.map((name) => make("option", { value: name }, kinds()[name] ?? name)));
    const focused = values.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    chosen(at);
    if (focused) values.querySelector(`[data-key="${focused}"]`)?.focus();
  };
  const chosen = (next) => {
    at = Math.max(0, Math.min(next, told.elements.length - 1));
    list.value = String(at);
    const element = told.elements[at];
    if (element) choose(element.id);
    fill(values, element && [
      faults(element.line).map((fault) => make("p", { class: "label-fault" }, fault)),
      make("div", { class: "fields label-values" }, element.values.map(control(element.type)))]);
  };
  const read = async (of) => {
    turn += 1;
    const own = turn;
    try {
      const answer = await call("label.form", { text: of });
      if (own !== turn) return;
      told = answer;
      fill(wrong);
      entries();
    } catch (error) {
      if (own === turn) fill(wrong, refusal(error));
    }
  };
  return {
    element: make("div", {}, field(t("label.elements"), list), buttons, wrong, known, values),
    read,
    /// Marks what findings are about, by their lines in the text.
    marks(found) {
      if (JSON.stringify(found) === JSON.stringify(marked)) return;
      marked = found;
      entries();
    },
    choose(id) {
      const next = told.elements.findIndex((element) => element.id === id);
      if (next >= 0) chosen(next);
    },
  };
}
