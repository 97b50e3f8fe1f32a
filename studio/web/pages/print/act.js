// What an operator says of labels: which are meant, what it would do, and only then it is done.

import { call } from "../../call.js";
import { command } from "../../command.js";
import { ask, tell } from "../../dialog.js";
import { field, make } from "../../make.js";
import { t } from "../../words.js";

const deeds = () => ({
  confirm: [t("print.confirm"), t("print.confirm.which")],
  reprint: [t("print.reprint"), t("print.reprint.which")],
  void: [t("print.void"), t("print.void.which")],
  apply: [t("print.apply"), t("print.apply.which")],
  done: [t("print.done")],
  cancel: [t("print.cancel")],
  forget: [t("print.forget")],
});

/// Asks which labels are meant (these, if no others are typed), if any may be named, tells what it would do, and does it; nothing where it was cancelled.
export async function act(job, what, labels = "") {
  const [deed, question] = deeds()[what];
  const asked = { job: job.job, what };
  if (question) {
    const typed = form(job, what, labels);
    if (!(await ask(question, t("print.next"), typed.element))) return null;
    Object.assign(asked, typed.value());
  }
  const told = await call("print.ask", { act: asked });
  if (told.idle) {
    await tell(t("print.idle"));
    return null;
  }
  const [first, ...more] = told.sentences;
  if (!(await ask(first, deed, [...more.map((sentence) => make("p", {}, sentence)), command(told.command)]))) return null;
  return call("print.act", { act: asked });
}

/// Fields by which labels are named.
function form(job, what, labels) {
  const press = (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    event.target.closest("dialog").querySelector("button.main").click();
  };
  const input = (more = {}) => make("input", { spellcheck: "false", autocomplete: "off", onkeydown: press, ...more });
  const fields = { labels: [t("print.which.labels"), t("print.which.labels.hint"), input({ autofocus: true, value: labels })] };
  if (job.sheets !== null) {
    fields.page = [t("print.which.page"), t("print.which.page.hint"), input()];
    fields.place = [t("print.which.place"), t("print.which.place.hint"), input()];
  }
  if (what === "confirm" || what === "apply") fields.except = [t("print.which.except"), t("print.which.except.hint"), input()];
  const reason = what === "reprint" || what === "void" ? input({ required: true }) : null;
  const element = make("div", {}, Object.values(fields).map(([label, hint, control]) => field(label, control, hint)),
    reason && field(t("print.reason"), reason, t("print.reason.hint")));
  const value = () => {
    const said = Object.entries(fields).map(([name, [, , control]]) => [name, control.value.trim()]).filter(([, text]) => text);
    return { which: Object.fromEntries(said), ...(reason && { reason: reason.value }), ...(what === "reprint" && { later: true }) };
  };
  return { element, value };
}
