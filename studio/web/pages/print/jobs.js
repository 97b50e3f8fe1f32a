// The jobs of the ledger, the latest first.

import { call } from "../../call.js";
import { findings } from "../../findings.js";
import { choice, field, fill, make } from "../../make.js";
import { t } from "../../words.js";
import { changed, live } from "./live.js";

export async function jobs(card) {
  let kind = "";
  const list = make("div");
  const show = changed((told) => fill(list, findings(told.findings),
    told.jobs.length === 0 ? make("p", {}, t("print.jobs.none")) : make("table", {},
      make("thead", {}, make("tr", {}, [t("print.jobs.job"), t("print.jobs.status"), t("print.jobs.template"), t("print.jobs.printer"), t("print.jobs.begun"), t("print.jobs.states")].map((head) => make("th", { scope: "col" }, head)))),
      make("tbody", {}, told.jobs.map(line))),
    told.count > told.jobs.length && make("p", { class: "hint" }, t("print.jobs.more", { shown: told.jobs.length, all: told.count }))));
  const look = async () => show(await call("print.jobs", { ...(kind && { kind }), from: 0, count: 100 }));
  const kinds = choice([["", t("print.jobs.all")], ["open", t("print.jobs.open")], ["doubt", t("print.jobs.doubt")], ["over", t("print.jobs.over")]], "", (chosen) => {
    kind = chosen;
    return look();
  });
  fill(card, make("div", { class: "row spread" }, make("h2", {}, t("print.jobs")), field(t("print.jobs.shown"), kinds)), list);
  return live(look);
}

function line(job) {
  const states = job.in_states.map(({ words, labels }) => `${labels} ${words}`).join(", ");
  return make("tr", {},
    make("td", {}, make("a", { href: `#/print/${job.job}` }, t("print.job", { job: job.job }))),
    make("td", {}, job.status_words, job.unsure > 0 && [" ", make("span", { class: "badge warning" }, "▲ ", t("print.unsure"))]),
    make("td", {}, job.template), make("td", {}, job.printer), make("td", {}, job.when), make("td", {}, states));
}
