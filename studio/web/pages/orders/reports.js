// Reports: codes on goods, codes that drop out, packages.

import { call, upload } from "../../call.js";
import { command } from "../../command.js";
import { choice, field, fill, make } from "../../make.js";
import { progress } from "../../progress.js";
import { t } from "../../words.js";
import { outcome } from "./documents.js";
import { asked } from "./fields.js";
import { sample } from "./sample.js";

const kinds = () => [["utilisation", t("orders.utilisation")], ["dropout", t("orders.dropout")], ["aggregation", t("orders.aggregation")]];

export async function reports(page, place) {
  const system = page.system();
  if (!system) {
    fill(place);
    return;
  }
  const { jobs } = await call("orders.jobs");
  const body = make("div");
  let kind = "utilisation";
  let job = jobs[0]?.job ?? null;
  const groups = system.groups.filter((one) => one.aggregation).map((one) => one.word);
  let group = groups[0] ?? null;
  const load = () => page.attempt(async () => {
    if (kind !== "aggregation" && job === null) {
      fill(body, make("p", {}, t("orders.no_jobs")));
      return;
    }
    const of = kind === "aggregation" ? { group } : { job };
    fill(body, one(await call("orders.report.form", { connection: page.connection, kind, ...of })));
  }, body);

  const one = (form) => {
    const said = make("div", { "aria-live": "polite" });
    const fields = asked(form.fields);
    const send = (draft) => page.attempt(async () => {
      const of = kind === "aggregation" ? { units: await units(), group } : { job };
      const { task } = await call("orders.report", { connection: page.connection, kind, set: fields.said(), draft, ...of });
      const told = await progress(said, task);
      await page.refresh();
      outcome(page, told, command(told.command));
    }, said);
    const submit = (event) => {
      event.preventDefault();
      send(false);
    };
    const known = jobs.find((own) => own.job === job);
    return make("form", { onsubmit: submit },
      kind !== "aggregation" && known && make("p", {}, known.words[kind]),
      fields.element,
      make("div", { class: "row" }, make("button", { class: "main" }, t("orders.report.deed")),
        make("button", { type: "button", onclick: () => send(true) }, t("orders.report.draft"))), said);
  };

  // Emptied when it is pressed: who mends the list and chooses it again is heard too.
  const list = make("input", { type: "file", accept: ".txt,.csv", onclick: () => { list.value = ""; } });
  const units = async () => (list.files[0] ? upload(list.files[0].name, list.files[0]) : null);
  const ofJob = field(t("orders.job"), choice(jobs.map((own) => [String(own.job), t("orders.job.option", { job: own.job, labels: own.labels, template: own.template })]), String(job), (number) => { job = Number(number); load(); }));
  const ofUnits = make("div", { class: "fields", hidden: true }, field(t("orders.units"), list, t("orders.units.hint")),
    field(t("orders.group"), choice(groups.map((word) => [word, word]), group, (word) => { group = word; load(); })));
  const which = choice(kinds(), kind, (now) => {
    kind = now;
    ofUnits.hidden = kind !== "aggregation";
    ofJob.hidden = kind === "aggregation" || jobs.length === 0;
    load();
  });
  ofJob.hidden = jobs.length === 0;
  fill(place, make("details", { class: "card" }, make("summary", {}, t("orders.reports"), " ", page.isSample() && sample()),
    field(t("orders.report"), which), ofJob, ofUnits, body));
  await load();
}
