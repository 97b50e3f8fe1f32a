// What a run, or a deed done to a job, came to.

import { command } from "../../command.js";
import { findings, groups } from "../../findings.js";
import { make } from "../../make.js";
import { t } from "../../words.js";

export function came({ sentence, sentences = [], known = [], findings: found = [], design = [], rows = [], command: line }) {
  return make("section", { class: "card" }, sentences.concat(sentence ?? []).map((words) => make("p", {}, words)),
    known.map((other) => make("p", {}, make("a", { href: `#/print/${other}` }, t("print.job", { job: other })))),
    findings([...found, ...design]), groups(rows), line && command(line));
}
