// Printers as cards: each with its state in words.

import { call } from "../../call.js";
import { command } from "../../command.js";
import { ask } from "../../dialog.js";
import { findings, refusal } from "../../findings.js";
import { choice, field, fill, make } from "../../make.js";
import { progress } from "../../progress.js";
import { t } from "../../words.js";
import { live } from "./live.js";

const signs = { ready: "✔", busy: "▶", prints: "▶", waits: "…", stopped: "✖", unreachable: "✖", silent: "?", file: "•", queue: "•" };

/// Shows them; `changed` is called when there are others.
export async function printers(card, changed) {
  let isShown = false;
  const [list, told] = [make("div", { class: "cards" }), make("div", { "aria-live": "polite" })];
  const looks = new Map();
  const again = async () => {
    const { printers } = await call("print.printers");
    looks.clear();
    fill(list, printers.map(one), printers.length === 0 && make("p", {}, t("print.printers.none")));
    looks.forEach((look) => look());
    if (isShown) await changed();
    isShown = true;
  };
  const edit = (printer) => form(printer, told, again);

  function one(printer) {
    const state = make("p", { role: "status" }, t("shell.loading"));
    const help = make("ul", { class: "told" });
    let asks = false;
    looks.set(printer.printer, async () => {
      if (asks) return;
      asks = true;
      try {
        const now = await call("print.printer.state", { name: printer.printer });
        const text = `${signs[now.state] ?? ""} ${now.sentence}`;
        if (state.textContent !== text) state.textContent = text;
        state.className = `printer-${now.state}`;
        fill(help, now.help.filter(Boolean).map((line) => make("li", {}, line)));
      } finally {
        asks = false;
      }
    });
    const test = async () => {
      if (!(await ask(t("print.test.ask", printer), t("print.test")))) return;
      try {
        const { task } = await call("print.printer.test", { name: printer.printer });
        const shown = await progress(told, task);
        fill(told, make("div", { class: "card" }, shown.sentences.map((line) => make("p", {}, line)), findings(shown.findings), command(shown.command)));
      } catch (error) {
        fill(told, refusal(error));
      }
    };
    const remove = async () => {
      if (!(await ask(t("print.remove.ask", printer), t("print.remove")))) return;
      fill(told, command((await call("print.printer.remove", { name: printer.printer })).command));
      await again();
    };
    const hasCount = printer.kind && /^(tcp:|device:)/.test(printer.address);
    return make("div", { class: "card" }, make("h3", {}, printer.printer), make("p", { class: "hint" }, printer.typed.address, " – ", printer.kind), state, help,
      make("div", { class: "row" }, make("button", { type: "button", onclick: () => edit(printer) }, t("print.edit")),
        hasCount && make("button", { type: "button", onclick: test }, t("print.test")), make("button", { type: "button", class: "danger", onclick: remove }, t("print.remove"))));
  }

  fill(card, make("div", { class: "row spread" }, make("h2", {}, t("print.printers")), make("button", { type: "button", class: "add", onclick: () => edit(null) }, t("print.add"))), told, list);
  await again();
  return live(async () => looks.forEach((look) => look().catch(() => {})), 5000);
}

/// A form for a printer, new or known.
function form(printer, place, saved) {
  const before = printer?.typed ?? { language: "zpl", peel: "no", separator: "no", confirm: "operator", reprint: "off", inverted: "no" };
  const controls = {};
  const text = (name, label, hint) => field(label, controls[name] = make("input", { value: before[name] ?? "", spellcheck: "false" }), hint);
  const pick = (name, label, options) => field(label, controls[name] = choice(options, before[name]));
  const tick = (name, label) => pick(name, label, [["no", t("print.no")], ["yes", t("print.yes")]]);
  const said = make("div", { "aria-live": "polite" });
  const keep = async (event) => {
    event.preventDefault();
    const settings = {};
    for (const [name, control] of Object.entries(controls)) {
      if (name !== "name" && name !== "address" && control.value !== (before[name] ?? "")) settings[name] = control.value.trim() || "none";
    }
    try {
      const { command: line } = await call("print.printer.save", { printer: { name: controls.name.value.trim(), address: controls.address.value.trim(), new: !printer, settings } });
      fill(place, command(line));
      await saved();
    } catch (error) {
      fill(said, refusal(error));
    }
  };
  const name = text("name", t("print.printer.name"), t("print.printer.name.hint"));
  controls.name.readOnly = Boolean(printer);
  fill(place, make("form", { class: "card", onsubmit: keep }, make("h3", {}, printer ? t("print.edit") : t("print.add")),
    make("div", { class: "fields" }, name, text("address", t("print.printer.address"), t("print.printer.address.hint")), text("dpi", t("print.printer.dpi"), t("print.printer.dpi.hint")),
      pick("language", t("print.printer.language"), [["zpl", "ZPL"], ["tspl", "TSPL"]])),
    make("details", {}, make("summary", {}, t("print.printer.more")), make("div", { class: "fields" },
      text("width", t("print.printer.width"), t("print.printer.width.hint")), text("shift", t("print.printer.shift"), t("print.printer.shift.hint")), text("scale", t("print.printer.scale"), t("print.printer.scale.hint")),
      text("cut", t("print.printer.cut"), t("print.printer.cut.hint")), tick("peel", t("print.printer.peel")), tick("separator", t("print.printer.separator")),
      text("gap", t("print.printer.gap")), tick("inverted", t("print.printer.inverted")),
      pick("confirm", t("print.printer.confirm"), [["operator", t("print.printer.operator")], ["counter", t("print.printer.counter")]]), text("confirm_every", t("print.printer.every")))),
    said, make("div", { class: "buttons" }, make("button", { type: "button", onclick: () => fill(place) }, t("shell.cancel")), make("button", { type: "submit", class: "main" }, t("print.save")))));
  (printer ? controls.address : controls.name).focus();
}
