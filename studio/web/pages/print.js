// Printers, jobs, and one job.

import { call } from "../call.js";
import { refusal } from "../findings.js";
import { add, fill, make } from "../make.js";
import { t } from "../words.js";
import { begin } from "./print/begin.js";
import { job } from "./print/job.js";
import { jobs } from "./print/jobs.js";
import { named } from "./print/labels.js";
import { printers } from "./print/printers.js";

export async function show(main, [id] = []) {
  const [first, parts, found] = [make("div"), make("div"), make("div", { "aria-live": "polite" })];
  fill(main, search(found), found, first, parts);
  if (id) return job(parts, Number(id));
  const jobsCard = make("section", { class: "card" });
  const printersCard = make("section", { class: "card" });
  add(parts, jobsCard, printersCard);
  const addPrinter = () => printersCard.querySelector("button.add").click();
  // Its button is there before anything is loaded: the card above presses it.
  const known = printers(printersCard, () => begin(first, addPrinter));
  await begin(first, addPrinter);
  const leaves = [await jobs(jobsCard), await known];
  return () => leaves.forEach((leave) => leave?.());
}

/// A field for a serial or a scanned code.
function search(found) {
  const input = make("input", { type: "search", size: 40, spellcheck: "false", autocomplete: "off", "aria-label": t("print.search"), placeholder: t("print.search") });
  const look = async (event) => {
    event.preventDefault();
    if (!input.value.trim()) return fill(found);
    try {
      const { labels, sentence } = await call("print.find", { what: input.value });
      fill(found, make("section", { class: "card" }, sentence && make("p", {}, sentence),
        labels.map((label) => make("p", {}, make("a", { href: `#/print/${label.job}` }, t("print.job", { job: label.job })), " ", named(label)))));
    } catch (error) {
      fill(found, refusal(error));
    }
    input.select();
  };
  return make("form", { class: "row", role: "search", onsubmit: look }, input, make("button", { type: "submit" }, t("print.search.do")));
}
