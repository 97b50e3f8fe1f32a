// What the label prints and the codes do not say: typed for every label, or taken from a list of products.

import { call, upload } from "./call.js";
import { findings, refusal } from "./findings.js";
import { choice, field, fill, make } from "./make.js";
import { t } from "./words.js";
import { work } from "./work.js";

const tables = /\.(xlsx|xls|ods|csv|tsv|txt)$/i;

/// Shows what is lacking and what was said of it; `again` is called when more is said. Nothing where there is neither.
export async function lacks(place, again) {
  const asked = work.get();
  const { template, data = [], order, set = [], lookup } = asked;
  if (!template || (data.length === 0 && !order)) return fill(place);
  const change = async (changes) => {
    work.set(changes);
    await again();
  };
  let lacking;
  try {
    lacking = await call("start.lacks", { work: asked });
  } catch (error) {
    return fill(place, refusal(error));
  }
  const { needed, free, findings: others } = lacking;
  const back = (said, changes) => make("li", {}, make("button", { type: "button", "aria-label": t("lacks.said.back", { said }), onclick: () => change(changes) }, said, " ✕"));
  const said = [...set.map((one) => back(one.replace("=", ": "), { set: set.filter((other) => other !== one) })),
    ...(lookup ? [back(`${t("lacks.list")}: ${lookup}`, { lookup: null, key: null })] : [])];
  const isLacking = needed.length > 0 || free.length > 0;
  if (!isLacking && others.length === 0 && said.length === 0) return fill(place);
  return fill(place, make("section", { class: "card" },
    said.length > 0 && [make("h2", {}, t("lacks.said")), make("ul", { class: "chips" }, said)],
    others.length > 0 && findings(others),
    isLacking && make("details", { open: needed.length > 0 || others.length > 0 }, make("summary", {}, t("lacks.title", { fields: [...needed, ...free].join(", ") })),
      await form(needed, free, change))));
}

async function form(needed, free, change) {
  const { set = [], data = [] } = work.get();
  const inputs = [...needed, ...free].map((name) => [name, make("input", { spellcheck: "false", autocomplete: "off" })]);
  const all = (await call("files")).files.map((file) => file.name).filter((name) => tables.test(name) && !data.includes(name));
  const list = choice([["", t("lacks.list.none")], ...all.map((name) => [name, name])], "");
  const picker = make("input", { type: "file", hidden: true, onclick: () => { picker.value = ""; }, onchange: async () => {
    const name = await upload(picker.files[0].name, picker.files[0]);
    list.append(make("option", { value: name }, name));
    list.value = name;
  } });
  const use = (event) => {
    event.preventDefault();
    const typed = inputs.map(([name, input]) => [name, input.value.trim()]).filter(([, value]) => value).map(([name, value]) => `${name}=${value}`);
    return change({ set: [...set, ...typed], ...(list.value && { lookup: list.value, key: "gtin" }) });
  };
  const shown = ([name, input]) => field(needed.includes(name) ? t("lacks.needed", { field: name }) : name, input);
  return make("form", { onsubmit: use },
    make("p", {}, needed.length > 0 ? t("lacks.about") : t("lacks.about.free")), make("p", {}, t("lacks.how")),
    make("div", { class: "fields" }, inputs.map(shown), field(t("lacks.list"), list)),
    make("div", { class: "row" }, make("button", { class: "main" }, t("lacks.use")), make("button", { type: "button", onclick: () => picker.click() }, t("lacks.list.other")), picker));
}
