// The label: its picture with what was found, which record it shows, and its design as a form and as text.

import { bytes, call, follow } from "../call.js";
import { findings, groups, refusal } from "../findings.js";
import { field, fill, make } from "../make.js";
import { t } from "../words.js";
import { work } from "../work.js";
import { editor } from "./label-editor.js";
import { form } from "./label-form.js";
import { picture } from "./label-picture.js";

const pause = 60;

export async function show(main) {
  styles();
  const { template, data = [], order } = work.get();
  const hasCodes = data.length > 0 || Boolean(order);
  if (!template) {
    fill(main, make("div", { class: "card" }, make("p", {}, t("label.lacks")), make("a", { href: "#/start" }, t("label.to_start"))));
    return undefined;
  }
  const state = { was: "", text: "", undo: [], view: "proof", plates: null, at: null, row: null, all: 0, told: null, instead: null };
  state.text = state.was = (await call("label.text", { template })).text;

  const asked = () => ({ work: work.get(), text: state.text, ...(state.row && { row: state.row }), view: state.view, ...(state.plates && { plates: state.plates }) });
  const found = make("section", { class: "card label-found", "aria-live": "polite" });
  const told = make("p", { class: "hint", role: "status" });
  const shown = picture({ onFinding: (number) => point(number), onElement: (id) => choose(id) });

  // The newest question alone is answered: an older answer is dropped.
  let turn = 0;
  let timer;
  const ask = async () => {
    turn += 1;
    const own = turn;
    const begun = performance.now();
    let list = [];
    try {
      const answer = await call("label.preview", asked());
      if (own !== turn) return;
      state.told = answer;
      state.instead = null;
      await shown.show(answer, state.view);
      shown.element.dataset.took = String(Math.round(performance.now() - begun));
      fill(found, heading(answer), findings(answer.findings, (one) => line(one)), answer.records.length > 0 && [make("h3", {}, t("label.records")), groups(answer.records)]);
      marks(answer.findings);
      plates();
    } catch (error) {
      if (own !== turn) return;
      list = error.findings ?? [];
      await undrawn();
      if (own !== turn) return;
      fill(found, error.findings ? make("div", { role: "alert" }, findings(list, (one) => line(one))) : refusal(error));
      marks(list);
    }
    shown.element.dataset.turn = String(own);
    lacks.read(state.text, list.some((one) => one.rule === "SRC02" && one.element));
  };
  /// The record cannot be drawn: what was seen last stays, or the design alone is shown.
  const undrawn = async () => {
    if (state.told) return shown.old(state.instead ?? t("label.old"));
    try {
      const { row, ...design } = asked();
      if (!row) return;
      state.told = await call("label.preview", design);
      state.instead = t("label.undrawn");
      await shown.show(state.told, state.view);
      shown.old(state.instead);
    } catch {
      // The design is as wrong, which is told below.
    }
  };
  const marks = (list) => {
    const own = list.filter((one) => one.place?.line && one.place.file === template);
    written.marks(own);
    filled.marks(own.filter((one) => one.severity === "error"));
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  };
  const heading = ({ findings: list, size }) => [
    make("h2", {}, t("label.found", { count: list.length })),
    size && make("p", { class: "hint" }, t("label.size", { width: size.width.toFixed(1), height: size.height.toFixed(1) })),
  ];
  const line = (one) => make("div", { class: "row", "data-number": one.number },
    one.at && make("button", { type: "button", class: "plain", onclick: () => shown.mark(one.number) }, t("label.frame", { number: one.number })),
    one.place?.line && make("button", { type: "button", class: "plain", onclick: () => goTo(one.place.line) }, t("label.line", { line: one.place.line })));
  const point = (number) => {
    const item = found.querySelector(`[data-number="${number}"]`)?.closest("li");
    item?.scrollIntoView({ block: "nearest" });
    item?.classList.add("chosen");
    setTimeout(() => item?.classList.remove("chosen"), 1500);
  };

  /// The text is another one; `from` is who changed it.
  const change = (text, from) => {
    if (text === state.text) return;
    state.undo.push(state.text);
    if (state.undo.length > 200) state.undo.shift();
    set(text, from);
  };
  const set = (text, from) => {
    state.text = text;
    if (from !== written) written.set(text);
    if (from !== filled && !filled.element.hidden) filled.read(text);
    buttons();
    soon();
  };
  const written = editor((text) => change(text, written));
  const filled = form({ change: (text) => change(text, undefined), choose: (id) => shown.choose(id), text: () => state.text, pictures: await beside(template) });
  const lacks = values(() => ask());
  const choose = (id) => {
    tab("form");
    filled.choose(id);
  };
  const goTo = (number) => {
    tab("text");
    written.go(number);
  };

  const undo = make("button", { type: "button", onclick: () => state.undo.length > 0 && set(state.undo.pop()) }, t("label.undo"));
  const save = make("button", { type: "button", class: "main", onclick: () => keep() }, t("label.save"));
  const buttons = () => {
    undo.disabled = state.undo.length === 0;
    save.disabled = state.text === state.was;
    told.textContent = state.text === state.was ? t("label.saved", { template }) : t("label.unsaved", { template });
  };
  const keep = async () => {
    try {
      state.was = (await call("label.save", { template, text: state.text, was: state.was })).text;
      buttons();
    } catch (error) {
      fill(found, refusal(error));
    }
  };

  // Tabs.
  const tabs = { form: make("button", { type: "button", role: "tab", id: "label-tab-form" }, t("label.form")), text: make("button", { type: "button", role: "tab", id: "label-tab-text" }, t("label.text")) };
  const tab = (name) => {
    for (const [own, button] of Object.entries(tabs)) button.setAttribute("aria-selected", String(own === name));
    filled.element.hidden = name !== "form";
    written.element.hidden = name !== "text";
    if (name === "form") filled.read(state.text);
  };
  Object.entries(tabs).forEach(([name, button]) => button.addEventListener("click", () => tab(name)));

  // Views and plates.
  const views = [["proof", t("label.view.proof")], ["plain", t("label.view.plain")], ["dots", t("label.view.dots")]];
  const view = make("div", { class: "row", role: "group", "aria-label": t("label.view") }, views.map(([name, words]) =>
    make("button", { type: "button", "data-view": name, "aria-pressed": String(name === state.view), onclick: () => {
      state.view = name;
      view.querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.view === name)));
      ask();
    } }, words)));
  const few = make("fieldset", { class: "label-plates" });
  const plates = () => {
    const all = state.told?.plates ?? [];
    few.hidden = state.view === "proof" || all.length < 2;
    if (few.dataset.all === all.join("\n")) return;
    few.dataset.all = all.join("\n");
    state.plates = null;
    const tick = (name) => field(name, make("input", { type: "checkbox", checked: true, value: name, onchange: () => {
      state.plates = [...few.querySelectorAll("input:checked")].map((input) => input.value);
      if (state.plates.length === all.length) state.plates = null;
      ask();
    } }));
    fill(few, make("legend", {}, t("label.plates")), make("div", { class: "row" }, all.map(tick)));
  };
  const keepPicture = async () => {
    const url = URL.createObjectURL(await bytes("label.overlay", { work: work.get(), text: state.text, ...(state.row && { row: state.row }) }));
    const link = make("a", { href: url, download: `${template.split("/").pop().replace(/\.toml$/, "")}-check.svg` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };

  // Which record.
  const record = make("input", { type: "number", min: "1", value: "1", class: "label-number", onchange: (event) => step(Number(event.target.value) - 1) });
  const where = make("span", { class: "hint", role: "status" });
  const step = async (at, why = "") => {
    const { all, rows } = await call("label.rows", { work: work.get(), from: Math.max(0, Math.min(at, Math.max(0, state.all - 1))), count: 1 });
    state.all = all;
    if (rows.length === 0) return alone();
    state.at = Math.max(0, Math.min(at, all - 1));
    state.row = rows[0].row;
    record.value = String(state.at + 1);
    record.max = String(all);
    where.textContent = `${t("label.record", { number: state.at + 1, all, place: rows[0].place })} ${why}`.trim();
    return ask();
  };
  const alone = () => {
    state.row = null;
    record.value = "";
    where.textContent = t("label.alone");
    return ask();
  };
  const peak = async (name) => {
    where.textContent = t("label.looking");
    try {
      const { task } = await call("label.peaks", { work: work.get(), text: state.text });
      const result = await follow(task);
      if (result[name] === null) return alone();
      await step(result[name], name === "widest" ? t("label.is_widest") : t("label.is_longest"));
    } catch (error) {
      where.textContent = "";
      fill(found, refusal(error));
    }
  };
  const button = (words, onclick) => make("button", { type: "button", onclick }, words);
  const steps = hasCodes && make("div", { class: "row", role: "group", "aria-label": t("label.steps") },
    button(t("label.first"), () => step(0)), button(t("label.before"), () => step((state.at ?? 0) - 1)),
    make("label", {}, t("label.number"), " ", record),
    button(t("label.next"), () => step((state.at ?? -1) + 1)), button(t("label.last"), () => step(state.all - 1)),
    button(t("label.widest"), () => peak("widest")), button(t("label.longest"), () => peak("longest")), button(t("label.design"), alone));

  fill(main, make("div", { class: "columns label-columns" },
    make("div", { class: "label-left" }, steps, where, make("div", { class: "row spread" }, view, shown.zooms), few, shown.element, make("div", { class: "row" }, button(t("label.keep"), keepPicture)), lacks.element, found),
    make("div", { class: "card" },
      make("div", { class: "row spread" }, make("div", { role: "tablist", "aria-label": t("label.design_as") }, Object.values(tabs)), make("div", { class: "row" }, undo, save)),
      told, filled.element, written.element)));
  written.set(state.text);
  tab("form");
  buttons();
  if (hasCodes) {
    try {
      await step(0);
    } catch (error) {
      await alone();
      found.prepend(refusal(error));
    }
  } else await alone();

  const leave = (event) => state.text !== state.was && event.preventDefault();
  window.addEventListener("beforeunload", leave);
  return () => {
    turn += 1;
    clearTimeout(timer);
    shown.end();
    window.removeEventListener("beforeunload", leave);
  };
}

/// Values for every label, for what the codes lack.
function values(changed) {
  const element = make("div");
  let before = "";
  const input = (said) => (name) => field(name, make("input", { value: said[name] ?? "", placeholder: t("label.from_data"), onchange: (event) => {
    const others = (work.get().set ?? []).filter((said) => !said.startsWith(`${name}=`));
    const value = event.target.value.trim();
    work.set({ set: value ? [...others, `${name}=${value}`] : others });
    changed();
  } }));
  return {
    element,
    /// Reads which fields a text prints; `open` where some of them are given by nothing.
    async read(text, open) {
      let told;
      try {
        told = await call("label.fields", { work: work.get(), text });
      } catch {
        // What is wrong with the template is told beside the picture.
        return;
      }
      const { fields, said, data } = told;
      // What is typed here stands here already.
      if (JSON.stringify([fields, data]) !== before) {
        before = JSON.stringify([fields, data]);
        const all = make("details", { open: element.querySelector("details")?.open }, make("summary", {}, t("label.values")),
          make("p", { class: "hint" }, t("label.values.hint")), make("div", { class: "fields" }, fields.map(input(said))));
        fill(element, data && fields.length > 0 && all);
      }
      if (open) element.querySelector("details")?.setAttribute("open", "");
    },
  };
}

/// The pictures beside a template and below it, as it names them.
async function beside(template) {
  const folder = template.slice(0, template.lastIndexOf("/") + 1);
  const { files } = await call("files");
  const names = files.map(({ name }) => name).filter((name) => name.startsWith(folder) && /\.(svg|png|jpe?g)$/i.test(name));
  return names.map((name) => name.slice(folder.length)).sort();
}

function styles() {
  const href = "/pages/label.css";
  if (!document.querySelector(`link[href="${href}"]`)) document.head.append(make("link", { rel: "stylesheet", href }));
}
