// A job begun from the template and the codes that are chosen.

import { call, cancel, follow, said } from "../../call.js";
import { command } from "../../command.js";
import { refusal } from "../../findings.js";
import { lacks } from "../../lacks.js";
import { choice, field, fill, make } from "../../make.js";
import { sheet } from "../../sheet.js";
import { t } from "../../words.js";
import { work } from "../../work.js";
import { came } from "./came.js";
import { watch } from "./job.js";

/// `add` opens the form for a printer.
export async function begin(card, add) {
  const { template, data = [], order } = work.get();
  if (!template || (data.length === 0 && !order)) {
    fill(card, make("section", { class: "card" }, make("p", {}, t("print.lacks")), make("a", { href: "#/start" }, t("print.to_start"))));
    return;
  }
  const { printers } = await call("print.printers");
  const print = { printer: printers[0]?.printer ?? "" };
  const [line, told] = [make("div"), make("div", { "aria-live": "polite" })];
  const asked = () => ({ print: { ...said(print), work: work.get() } });
  const change = async (changes) => {
    Object.assign(print, changes);
    fill(line, command((await call("print.begin.command", asked())).command));
  };
  const text = (name, label, hint) => field(label, make("input", { spellcheck: "false", onchange: ({ target }) => change({ [name]: target.value.trim() || null }) }), hint);
  const tick = (name, label, value = true) => field(label, make("input", { type: "checkbox", onchange: ({ target }) => change({ [name]: target.checked ? value : null }) }));
  const go = make("button", { type: "submit", class: "main", disabled: printers.length === 0 }, t("print.begin"));
  const start = async (event) => {
    event.preventDefault();
    go.disabled = true;
    try {
      const { task } = await call("print.begin", asked());
      fill(told, make("p", { role: "status" }, t("print.begin.reads")), make("button", { type: "button", onclick: () => cancel(task) }, t("shell.cancel")));
      const result = await follow(task, ({ about }) => {
        // From here on the job's own page tells, also of a run that is over already.
        if (!about?.job || !card.isConnected) return;
        watch(about.job, task);
        location.hash = `#/print/${about.job}`;
      });
      fill(told, came(result));
    } catch (error) {
      fill(told, refusal(error));
    } finally {
      go.disabled = false;
    }
  };
  let places = null;
  try {
    places = (await call("output.about", { work: work.get() })).sheet;
  } catch (error) {
    fill(told, refusal(error));
  }
  const which = printers.length > 0
    ? field(t("print.jobs.printer"), choice(printers.map(({ printer, kind }) => [printer, `${printer} – ${kind}`]), print.printer, (printer) => change({ printer })))
    : make("div", { class: "row" }, t("print.printers.none"), make("button", { type: "button", onclick: add }, t("print.add")));
  const lacking = make("div");
  fill(card, lacking, make("form", { class: "card", onsubmit: start }, make("h2", {}, t("print.these")), make("p", {}, t("print.these.what", { template, data: order ?? data.join(", ") })),
    which,
    places && sheet(places, (free) => change({ free })),
    make("details", {}, make("summary", {}, t("print.printer.more")), make("div", { class: "fields" },
      text("group_by", t("print.group"), t("print.group.hint")), text("cut", t("print.printer.cut"), t("print.printer.cut.hint")),
      tick("peel", t("print.printer.peel")), tick("separator", t("print.printer.separator")), tick("rejects", t("print.skip"), "rejected.csv"), tick("later", t("print.later")))),
    make("div", { class: "buttons" }, go)), told, line);
  lacks(lacking, () => begin(card, add));
  await change({});
}
