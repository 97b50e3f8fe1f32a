// Labels as files: what is made, how, and what it came to.

import { call, said, save, view } from "../call.js";
import { command } from "../command.js";
import { ask } from "../dialog.js";
import { findings, groups, refusal } from "../findings.js";
import { lacks } from "../lacks.js";
import { add, choice, facts, field, fill, make } from "../make.js";
import { progress } from "../progress.js";
import { sheet } from "../sheet.js";
import { t } from "../words.js";
import { work } from "../work.js";

const viewed = /\.(pdf|png|svg|txt|csv|zpl|tspl)$/i;

export async function show(main) {
  const { template, data = [], order } = work.get();
  if (!template || (data.length === 0 && !order)) {
    fill(main, make("div", { class: "card" }, make("p", {}, t("output.lacks")), make("a", { href: "#/start" }, t("output.to_start"))));
    return;
  }
  const about = await call("output.about", { work: work.get() });
  const stem = template.split("/").pop().replace(/\.toml$/, "");
  const output = { name: `${stem}.pdf` };
  const told = make("div");
  const line = make("div");
  const came = make("div", { "aria-live": "polite" });

  const change = async (changes) => {
    Object.assign(output, changes);
    const { command: told } = await call("output.command", { output: { ...said(output), work: work.get() } });
    fill(line, command(told));
  };

  const name = make("input", { value: output.name, size: 40, spellcheck: "false", onchange: () => change({ name: name.value }) });
  const pattern = make("small", { class: "hint" });
  const more = make("div");
  const formats = () => [
    ["pdf", t("output.pdf")],
    ...(about.sheet ? [["svg", t("output.svg.sheet")], ["png", t("output.png.sheet")]]
      : [["zpl", t("output.zpl")], ["tspl", t("output.tspl")], ["svg", t("output.svg")], ["png", t("output.png")]]),
  ];
  const chosen = (kind) => {
    const isOne = kind === "svg" || kind === "png";
    const each = about.sheet ? "{sheet}" : "{serial}";
    name.value = isOne ? `${stem}/${each}.${kind}` : `${stem}.${kind}`;
    pattern.textContent = isOne ? t("output.name.pattern", { fields: "{row}, {serial}, {gtin}, {batch}, {sheet}" }) : "";
    fill(more, settings(kind, about, change));
    return change({ name: name.value, part_size: null, marks: null, slug: null, date: null, svg_technical: null, zpl_comments: null, zpl_fixed: null, control_list: null });
  };

  const button = make("button", { class: "main", type: "submit" }, t("output.make"));
  const begin = async (event) => {
    event.preventDefault();
    fill(came);
    button.disabled = true;
    try {
      const asked = { output: { ...said(output), work: work.get() } };
      const { there } = await call("output.there", asked);
      if (there.length > 0 && !(await ask(t("output.replace", { files: there.join(", ") }), t("output.replace.do")))) return;
      const { task } = await call("output.make", asked);
      fill(came, ended(await progress(told, task)));
    } catch (error) {
      fill(came, refusal(error));
    } finally {
      button.disabled = false;
      came.scrollIntoView({ block: "nearest" });
    }
  };

  const form = make("form", { class: "card", onsubmit: begin },
    field(t("output.format"), choice(formats(), "pdf", chosen)),
    field(t("output.name"), name), pattern,
    field(t("output.skip"), make("input", { type: "checkbox", onchange: (event) => change({ skip_bad: event.target.checked || null }) }), t("output.skip.hint")),
    make("details", {}, make("summary", {}, t("output.more")), more),
    make("div", { class: "buttons" }, button));
  const places = about.sheet && make("div", { class: "card" }, make("h2", {}, t("output.sheet")), make("p", { class: "hint" }, t("output.sheet.hint")),
    sheet(about.sheet, (free) => change({ free })));
  const lacking = make("div");
  fill(main, lacking, make("div", { class: places ? "columns" : "" }, make("div", {}, form, told, came, line), places));
  // Of a large file this takes a while, and the page is there meanwhile.
  lacks(lacking, () => show(main));
  await chosen("pdf");
}

/// What few need, as far as it suits what is made.
function settings(kind, about, change) {
  const text = (label, name, hint) =>
    field(label, make("input", { onchange: (event) => change({ [name]: event.target.value.trim() || null }) }), hint);
  const number = (label, name, hint) =>
    field(label, make("input", { type: "number", min: "1", onchange: (event) => change({ [name]: Number(event.target.value) || null }) }), hint);
  const tick = (label, name, value = true) =>
    field(label, make("input", { type: "checkbox", onchange: (event) => change({ [name]: event.target.checked ? value : null }) }));
  const isDots = kind === "zpl" || kind === "tspl" || kind === "png";
  const heads = [["", t("output.device.own")], ["203", "203 dpi"], ["300", "300 dpi"], ["600", "600 dpi"]];
  const device = choice(heads, work.get().dpi ?? "", (dpi) => {
    work.set({ dpi });
    change({});
  });
  return add(make("div", { class: "fields" }),
    isDots && field(t("output.device"), device),
    field(t("output.sort"), make("input", { placeholder: t("output.sort.file"), onchange: (event) => change({ sort: event.target.value.trim() ? [event.target.value.trim()] : null }) }), t("output.sort.hint")),
    text(t("output.group"), "group_by", t("output.group.hint")),
    kind !== "svg" && kind !== "png" && number(t("output.part"), "part_size", t("output.part.hint", { part: "{part}" })),
    number(t("output.copies"), "copies", t("output.copies.hint")),
    kind === "pdf" && !about.sheet && [tick(t("output.marks"), "marks"), text(t("output.slug"), "slug")],
    kind === "pdf" && field(t("output.date"), make("input", { type: "date", onchange: (event) => change({ date: event.target.value || null }) })),
    kind === "svg" && tick(t("output.technical"), "svg_technical"),
    kind === "zpl" && [tick(t("output.comments"), "zpl_comments"), tick(t("output.inline"), "zpl_fixed", "inline")],
    tick(t("output.manifest"), "manifest", "labels.csv"),
    about.sheet && tick(t("output.control"), "control_list", "control-list.pdf"));
}

/// What it came to.
function ended(result) {
  const files = result.files.map((file) => make("div", { class: "row" },
    viewed.test(file) && make("button", { type: "button", class: "main", onclick: () => view(file) }, t("output.view", { file })),
    make("button", { type: "button", onclick: () => save(file) }, t("output.save", { file }))));
  return make("section", { class: "card" },
    make("h2", { class: result.written ? "good" : "" }, result.written ? t("output.done") : t("output.nothing")),
    result.sentences.map((sentence) => make("p", {}, sentence)),
    facts(result.facts),
    files,
    result.allowed.length > 0 && make("p", {}, t("output.allowed", { allowed: result.allowed.join("; ") })),
    findings([...result.design, ...result.notes]),
    groups(result.findings),
    result.written && make("p", { class: "hint" }, t("output.proves"), " ", make("a", { href: "#/print" }, t("output.to_print"))));
}
