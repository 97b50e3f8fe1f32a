// Codes from order management systems: connections, orders, documents, reports, and a trial without an account.

import { call } from "../call.js";
import { refusal } from "../findings.js";
import { fill, make } from "../make.js";
import { t } from "../words.js";
import { connections } from "./orders/connections.js";
import { documents } from "./orders/documents.js";
import { orders } from "./orders/list.js";
import { orderForm } from "./orders/form.js";
import { reports } from "./orders/reports.js";

const chosen = "quietzone-connection";

export async function show(main) {
  if (!(await call("orders.here")).here) {
    fill(main, make("p", { class: "card" }, t("orders.without")));
    return;
  }
  const said = make("div", { class: "said", "aria-live": "polite" });
  const places = { ways: make("section"), orders: make("section"), form: make("section"), reports: make("section"), documents: make("section") };
  fill(main, said, Object.values(places));

  const page = {
    said,
    /// The connection that is worked with.
    connection: null,
    all: null,
    async refresh() {
      page.all = await call("orders.all");
      const names = page.all.connections.filter((one) => one.open).map((one) => one.name);
      const before = sessionStorage.getItem(chosen);
      page.connection = names.includes(before) ? before : names.at(-1) ?? null;
      connections(page, places.ways);
      orders(page, places.orders);
      orderForm(page, places.form);
      await Promise.all([reports(page, places.reports), documents(page, places.documents)]);
    },
    choose(name) {
      sessionStorage.setItem(chosen, name);
      return page.refresh();
    },
    /// What is known of the system of the connection.
    system() {
      const own = page.all.connections.find((one) => one.name === page.connection);
      return own && page.all.systems.find((one) => one.family === own.family && one.country === own.country);
    },
    isSample() {
      return page.all.connections.some((one) => one.name === page.connection && one.sample);
    },
    /// Does something, and tells what it was refused for.
    async attempt(deed, place = said) {
      try {
        fill(place);
        await deed();
        if (said.hasChildNodes()) said.scrollIntoView({ block: "nearest" });
      } catch (error) {
        fill(place, refusal(error));
        place.scrollIntoView({ block: "nearest" });
      }
    },
  };
  await page.refresh();
}

