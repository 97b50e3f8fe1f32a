// An order: what is ordered, and what its group of goods asks for.

import { call } from "../../call.js";
import { command } from "../../command.js";
import { ask } from "../../dialog.js";
import { findings } from "../../findings.js";
import { choice, field, fill, make } from "../../make.js";
import { t } from "../../words.js";
import { handIn } from "./documents.js";
import { asked } from "./fields.js";
import { sample } from "./sample.js";

export function orderForm(page, place) {
  const system = page.system();
  if (!system) {
    fill(place);
    return;
  }
  const { connection } = page;
  const body = make("div");
  const market = choice(system.markets.map(([id, group]) => [id, `${id} (${group})`]), system.markets[0]?.[0], (id) => load(id));
  fill(place, make("details", { class: "card" },
    make("summary", {}, t("orders.new_order"), " ", page.isSample() && sample()),
    field(t("orders.market"), market, t("orders.market.hint")), body));
  const load = (id) => page.attempt(async () => body.replaceChildren(...one(page, id, await call("orders.form", { connection, market: id }))), body);
  if (market.value) load(market.value);
}

function one(page, market, form) {
  const { connection } = page;
  const said = make("div", { "aria-live": "polite" });
  const lines = make("div");
  const products = [];
  const line = (gtin) => {
    const product = { gtin: make("input", { required: true, value: gtin, inputmode: "numeric", spellcheck: "false", autocomplete: "off" }),
      quantity: make("input", { required: true, type: "number", min: "1", max: "2000000", value: "500" }) };
    products.push(product);
    lines.append(make("div", { class: "fields" }, field(t("orders.gtin"), product.gtin, form.gtin ? t("orders.gtin.sample") : undefined), field(t("orders.quantity"), product.quantity)));
  };
  line(form.gtin ?? "");
  const kind = choice(form.cis_types.map((word) => [word, word]), form.cis_types.includes("UNIT") ? "UNIT" : form.cis_types[0]);
  const fields = asked(form.fields);
  const order = async (sends) => {
    const told = await call("orders.order", {
      connection, market, group: null, cis_type: kind.value || null, set: fields.said(),
      products: products.map(({ gtin, quantity }) => ({ gtin: gtin.value.trim(), quantity: Number(quantity.value) })),
    });
    const { document } = told;
    const drafted = [told.findings.length > 0 && findings(told.findings), command(told.command)];
    if (sends && form.at_once && !told.was_there && !(await ask(t("orders.at_once"), t("orders.order_now")))) {
      await call("orders.withdraw", { document });
      fill(said, make("p", {}, t("orders.not_ordered")));
      return;
    }
    if (sends) await handIn(page, document, said, drafted);
    else {
      await page.refresh();
      fill(page.said, make("p", { class: "good" }, t("orders.drafted", { document })), drafted);
    }
  };
  const submit = (event) => {
    event.preventDefault();
    page.attempt(() => order(true), said);
  };
  return [make("form", { onsubmit: submit }, lines,
    make("button", { type: "button", class: "plain", onclick: () => line("") }, t("orders.another")),
    form.cis_types.length > 1 && field(t("orders.cis_type"), kind),
    fields.element,
    make("div", { class: "row" },
      make("button", { class: "main" }, t("orders.order_deed")),
      make("button", { type: "button", onclick: () => page.attempt(() => order(false), said) }, t("orders.draft_deed"))),
    said)];
}
