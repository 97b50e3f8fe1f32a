// Fields that a system asks for, as the studio gives them.

import { choice, field, make } from "../../make.js";
import { t } from "../../words.js";

/// The fields, and what is said in them: {element, said()}.
export function asked(list) {
  const inputs = list.map((one) => [one, control(one)]);
  const shown = ([one, input]) => field(one.must ? t("orders.must", { field: one.words }) : one.words, input, one.hint);
  const needed = inputs.filter(([one, input]) => one.must || input.value);
  const others = inputs.filter((pair) => !needed.includes(pair));
  const element = [
    make("div", { class: "fields" }, needed.map(shown)),
    others.length > 0 && make("details", {}, make("summary", {}, t("orders.more")), make("div", { class: "fields" }, others.map(shown))),
  ];
  const said = () => inputs.map(([one, input]) => [one.name, input.value.trim()]).filter(([, value]) => value !== "");
  return { element, said };
}

function control(one) {
  if (one.options) return choice([["", t("orders.unsaid")], ...one.options.map((word) => [word, word])], one.value ?? "");
  return make("input", { type: one.input, value: one.value ?? "", spellcheck: "false", autocomplete: "off" });
}
