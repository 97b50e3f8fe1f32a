// Labels ticked off as a scanner types their codes: an answer at once, by word and colour, and kept at once.

import { call } from "../../call.js";
import { refusal, findings } from "../../findings.js";
import { field, fill, make } from "../../make.js";
import { t } from "../../words.js";

const words = () => ({
  good: [t("print.scan.good"), "good"], twice: [t("print.scan.twice"), "warning"], unfit: [t("print.scan.aside"), "error"],
  other_job: [t("print.scan.aside"), "error"], unknown: [t("print.scan.aside"), "error"], unreadable: [t("print.scan.unread"), "error"],
});

/// A field for a scanner; `changed` is called when a label was ticked off.
export function scan(job, changed) {
  const told = make("div", { role: "status", "aria-live": "assertive", class: "scanned" });
  const layout = make("input", { type: "checkbox" });
  const input = make("input", { size: 50, spellcheck: "false", autocomplete: "off", onkeydown: separator });
  let queue = Promise.resolve();
  const one = async (text) => {
    try {
      const came = await call("print.scan", { job, text, fix_layout: layout.checked });
      const [word, kind] = words()[came.scan];
      fill(told, make("p", { class: `scan-word ${kind}` }, word), make("p", {}, came.sentence), came.findings && findings(came.findings));
      if (came.scan === "good") changed();
    } catch (error) {
      fill(told, refusal(error));
    }
  };
  const take = (event) => {
    event.preventDefault();
    const text = input.value;
    input.value = "";
    // Scans are told in the order in which they were made.
    if (text) queue = queue.then(() => one(text));
  };
  return make("section", { class: "card" }, make("h2", {}, t("print.scan")), make("p", { class: "hint" }, t("print.scan.hint")),
    make("form", { onsubmit: take }, field(t("print.scan.field"), input), field(t("print.scan.layout"), layout)), told);
}

/// Scanners type the separator of a code as Ctrl+], which a browser would swallow.
function separator(event) {
  if (!event.ctrlKey || event.key !== "]") return;
  event.preventDefault();
  event.target.setRangeText("\u001d", event.target.selectionStart, event.target.selectionEnd, "end");
}
