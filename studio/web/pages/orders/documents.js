// Documents: what was drafted and handed in, what became of it, what to do.

import { call, save, upload } from "../../call.js";
import { command } from "../../command.js";
import { ask, askFor } from "../../dialog.js";
import { findings } from "../../findings.js";
import { fill, make } from "../../make.js";
import { progress } from "../../progress.js";
import { t } from "../../words.js";
import { sample } from "./sample.js";

export async function documents(page, place) {
  const told = await call("orders.documents");
  fill(place, told.documents.length > 0 && [
    make("h2", {}, t("orders.documents")),
    make("div", { class: "card wide" }, make("table", {},
      make("thead", {}, make("tr", {}, [t("orders.document"), t("orders.what"), t("orders.state"), t("orders.next")].map((text) => make("th", { scope: "col" }, text)))),
      make("tbody", {}, told.documents.map((one) => row(page, one)))), command(told.command))]);
}

/// Hands a document in, follows it to its end, and tells what became of it.
export async function handIn(page, document, said, more) {
  const { task } = await call("orders.hand", { document });
  const told = await progress(said, task);
  await page.refresh();
  outcome(page, told, more);
}

export function outcome(page, told, more) {
  fill(page.said,
    told.documents.map((one) => make("p", { class: one.accepted ? "good" : "" }, one.accepted ? "✔ " : "", t("orders.became", { document: one.document, what: one.words, state: one.state_words }))),
    told.words && make("p", {}, told.words),
    told.findings.length > 0 && findings(told.findings), more);
}

function row(page, one) {
  const said = make("div", { "aria-live": "polite" });
  const { document } = one;
  const goods = (one.products ?? []).map((product) => t("orders.goods", product));
  const deed = (text, work, kind) => make("button", { type: "button", class: kind, onclick: () => page.attempt(work, said) }, text);
  const withdraw = async () => {
    if (!(await ask(t("orders.withdraw.ask", { document }), t("orders.withdraw")))) return;
    await call("orders.withdraw", { document });
    await page.refresh();
  };
  const arrived = async () => {
    const id = await askFor(t("orders.arrived.ask"), t("orders.arrived"));
    if (id === null) return;
    await call("orders.looked", { document, arrived: id });
    await page.refresh();
  };
  const lost = async () => {
    if (!(await ask(t("orders.lost.ask"), t("orders.lost")))) return;
    await call("orders.looked", { document });
    await page.refresh();
  };
  const exported = async () => {
    const name = `document-${document}.json`;
    const told = await call("orders.sign.export", { document, name });
    await save(name);
    fill(said, make("p", {}, told.words), command(told.command));
  };
  const picker = make("input", { type: "file", hidden: true, onclick: () => { picker.value = ""; }, "aria-label": t("orders.sign.import"), onchange: () => page.attempt(async () => {
    const name = await upload(`signatures/${picker.files[0].name}`, picker.files[0]);
    const told = await call("orders.sign.import", { document, name });
    fill(said, make("p", { class: "good" }, told.words), command(told.command));
  }, said) });
  const isDraft = one.state === "drafted";
  const isOver = one.state === "over";
  return make("tr", { "data-document": document },
    make("td", { class: "number" }, String(document)),
    make("td", {}, one.words, " ", one.sample && sample(), make("div", { class: "hint" }, one.connection, " ", one.job && t("orders.of_job", { job: one.job, labels: one.labels }), goods.join("; "))),
    make("td", {}, one.accepted && "✔ ", one.state_words, (one.refused ?? []).length > 0 && make("div", { class: "badge error" }, t("orders.refused", { count: one.refused.length }))),
    make("td", {}, one.next && make("p", {}, one.next),
      make("div", { class: "row" },
        isDraft && deed(t("orders.hand"), () => handIn(page, document, said), "main"),
        !isDraft && !isOver && deed(t("orders.again"), () => handIn(page, document, said)),
        isDraft && !one.sample && [deed(t("orders.sign.export"), exported), deed(t("orders.sign.import"), () => picker.click()), picker],
        isDraft && deed(t("orders.withdraw"), withdraw),
        one.state === "in_doubt" && [deed(t("orders.arrived"), arrived), deed(t("orders.lost"), lost)]),
      said));
}
