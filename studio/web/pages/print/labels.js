// The labels of a job, as many as there are.

import { call } from "../../call.js";
import { choice, field, fill, make } from "../../make.js";
import { rows } from "../../table.js";
import { t } from "../../words.js";

/// A label in a line.
export function named(label) {
  const place = label.sheet ? t("print.labels.stands", { sheet: label.sheet, place: label.place }) : "";
  return t("print.labels.line", { label: label.label, gtin: label.gtin, serial: label.serial, state: label.words, copy: label.copy, when: label.when, place, applied: label.applied ? t("print.labels.applied.is") : "" });
}

/// The list, with a choice of the state that is shown; `show(job)` shows it anew.
export function labels(card) {
  let state = "";
  let latest;
  const list = make("div");
  const filter = make("div");
  const draw = () => {
    const one = latest.in_states.find((known) => known.state === state);
    const count = one ? one.labels : state ? 0 : latest.labels;
    const at = list.querySelector(".rows-view")?.scrollTop ?? 0;
    fill(list, rows({
      label: t("print.labels"),
      head: [t("print.labels.label"), t("print.labels.row"), t("print.labels.gtin"), t("print.labels.serial"), t("print.labels.state"), t("print.labels.copy"), t("print.labels.applied"), ...(latest.sheets === null ? [] : [t("print.labels.place")])],
      count,
      pageOf: async (from, count) => (await call("print.labels", { job: latest.job, ...(state && { state }), from, count })).labels,
      row: (label) => [label.label, label.row, label.gtin, label.serial, label.words, label.copy, label.applied ? t("print.yes") : "", ...(latest.sheets === null ? [] : [label.sheet ? `${label.sheet} / ${label.place}` : ""])].map(String),
    }));
    list.querySelector(".rows-view").scrollTop = at;
  };
  return (job) => {
    latest = job;
    if (!job.in_states.some((known) => known.state === state)) state = "";
    const options = [["", t("print.labels.all", { labels: job.labels })], ...job.in_states.map((known) => [known.state, `${known.words} (${known.labels})`])];
    fill(filter, field(t("print.labels.shown"), choice(options, state, (chosen) => {
      state = chosen;
      draw();
    })));
    fill(card, make("div", { class: "row spread" }, make("h2", {}, t("print.labels")), filter), list);
    draw();
  };
}
