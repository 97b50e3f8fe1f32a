// Orders of a connection, with the days their codes live; pulled, and used for labels.

import { call } from "../../call.js";
import { command } from "../../command.js";
import { findings, refusal } from "../../findings.js";
import { fill, make } from "../../make.js";
import { progress } from "../../progress.js";
import { t } from "../../words.js";
import { work } from "../../work.js";
import { sample } from "./sample.js";

export function orders(page, place) {
  const said = make("div", { "aria-live": "polite" });
  const table = make("div");
  const look = () => page.attempt(async () => {
    const { task } = await call("orders.list", { connection: page.connection });
    const told = await progress(said, task);
    fill(table, told.orders.length === 0 ? make("p", {}, t("orders.none")) : rows(page, told, said), command(told.command));
  }, said);
  page.look = page.connection ? look : () => {};
  fill(place,
    page.connection && [
      make("div", { class: "row spread" }, make("h2", {}, t("orders.of", { connection: page.connection }), " ", page.isSample() && sample()),
        make("button", { type: "button", onclick: look }, t("orders.look"))),
      said, table],
    stored(page));
  page.look();
}

function rows(page, told, said) {
  const head = [t("orders.order"), t("orders.product"), t("orders.state"), t("orders.codes"), t("orders.days"), t("orders.stored"), ""];
  return make("div", { class: "card wide" }, make("table", {},
    make("thead", {}, make("tr", {}, head.map((text) => make("th", { scope: "col" }, text)))),
    make("tbody", {}, told.orders.flatMap((order) => (order.parts.length ? order.parts : [{}]).map((part, number) => row(page, order, part, number, told.sample, said))))));
}

function row(page, order, part, number, isSample, said) {
  const isStored = part.stored > 0;
  const canPull = number === 0 && order.parts.some((one) => one.available > 0 || (one.handed_out ?? 0) > (one.stored ?? 0)) || (number === 0 && order.status === "PENDING");
  return make("tr", { "data-order": order.order },
    make("td", {}, number === 0 && [make("code", {}, order.order.slice(0, 8)), make("span", { class: "hint" }, ` ${order.group ?? ""} `), isSample && sample()]),
    make("td", {}, make("code", {}, part.gtin ?? ""), part.product && make("div", {}, part.product)),
    make("td", {}, part.words ?? order.words, (part.reason ?? order.reason) && make("div", { class: "hint" }, part.reason ?? order.reason)),
    make("td", { class: "number" }, part.total == null ? "" : t("orders.counts", { available: part.available ?? 0, total: part.total })),
    make("td", {}, part.dies && make("span", { class: part.soon ? "badge error" : "" }, part.soon ? "▲ " : "", part.dies)),
    make("td", { class: "number" }, String(part.stored ?? "")),
    make("td", {}, make("div", { class: "row" },
      canPull && make("button", { type: "button", onclick: () => pull(page, order.order, said) }, t("orders.pull")),
      number === 0 && isStored && make("button", { type: "button", class: "main", onclick: () => use(order.order) }, t("orders.use")))));
}

/// Fetches the codes of an order; it ends between two blocks, and goes on when it is asked again.
export function pull(page, order, said, more = {}) {
  return page.attempt(async () => {
    let told;
    try {
      const { task } = await call("orders.pull", { connection: page.connection, order, ...more });
      told = await progress(said, task);
    } catch (error) {
      if (!error.findings?.some((found) => found.rule === "OMS13")) throw error;
      fill(said, refusal(error), make("div", { class: "row" },
        make("button", { type: "button", onclick: () => pull(page, order, said, { taken: "fetch" }) }, t("orders.taken.fetch")),
        make("button", { type: "button", onclick: () => pull(page, order, said, { taken: "skip" }) }, t("orders.taken.skip"))));
      return;
    }
    await page.refresh();
    fill(page.said, make("p", { class: "good" }, "✔ ", told.words), told.findings.length > 0 && findings(told.findings), command(told.command),
      make("button", { type: "button", class: "main", onclick: () => use(order) }, t("orders.use")));
  }, said);
}

/// Works with the codes of an order on the other pages.
function use(order) {
  work.codes({ order });
  location.hash = "#/start";
}

/// What the ledger has, also where no system answers.
function stored(page) {
  const { orders: parts, trial } = page.all;
  if (parts.length === 0) return false;
  return make("details", { class: "card" }, make("summary", {}, t("orders.ledger", { count: parts.length })),
    make("table", {}, make("tbody", {}, parts.map((part) => make("tr", {},
      make("td", {}, make("code", {}, part.order.slice(0, 8)), " ", trial && sample()),
      make("td", {}, make("code", {}, part.gtin), part.product && make("div", {}, part.product)),
      make("td", {}, part.words),
      make("td", {}, part.codes > 0 && make("button", { type: "button", onclick: () => use(part.order) }, t("orders.use"))))))));
}
