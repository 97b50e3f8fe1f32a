// Connections as cards: opened by a token, asked, forgotten; a new one; a trial.

import { call } from "../../call.js";
import { command } from "../../command.js";
import { ask } from "../../dialog.js";
import { choice, field, fill, make } from "../../make.js";
import { t } from "../../words.js";
import { work } from "../../work.js";
import { sample } from "./sample.js";

export function connections(page, place) {
  const { all } = page;
  fill(place,
    all.trial ? onTrial(page) : trial(page, all.connections.length === 0),
    all.connections.length > 0 && [make("h2", {}, t("orders.connections")), make("div", { class: "cards ways" }, all.connections.map((one) => card(page, one)))],
    !all.trial && make("details", { class: "card", open: false }, make("summary", {}, t("orders.new")), connect(page)));
}

function trial(page, isFirst) {
  const begin = (country) => page.attempt(async () => {
    await call("orders.try", { country });
    work.set({ order: null });
    location.reload();
  });
  return make("div", { class: "card" },
    make("h2", {}, isFirst ? t("orders.try.first") : t("orders.try")),
    make("p", {}, t("orders.try.about")),
    make("div", { class: "row" }, page.all.systems.map((system) =>
      make("button", { type: "button", onclick: () => begin(system.country) }, t("orders.try.with", { system: system.words })))));
}

function onTrial(page) {
  const running = page.all.connections.filter((one) => !one.over).map((one) => one.country);
  const others = page.all.systems.filter((system) => !running.includes(system.country));
  const begin = (country) => page.attempt(async () => {
    const { connection } = await call("orders.try", { country });
    await page.choose(connection);
  });
  const end = () => page.attempt(async () => {
    if (!(await ask(t("orders.try.end.ask"), t("orders.try.end")))) return;
    await call("orders.try.end");
    // Codes of the trial are not in the other ledger.
    work.set({ order: null });
    location.reload();
  });
  return make("div", { class: "card trial" },
    make("h2", {}, sample(), " ", t("orders.try.on")),
    make("p", {}, t("orders.try.apart")),
    make("div", { class: "row" },
      others.map((system) => make("button", { type: "button", onclick: () => begin(system.country) }, t("orders.try.with", { system: system.words }))),
      make("button", { type: "button", onclick: end }, t("orders.try.end"))));
}

function card(page, one) {
  const said = make("div", { "aria-live": "polite" });
  const isChosen = one.name === page.connection;
  const system = page.all.systems.find((known) => known.family === one.family && known.country === one.country);
  const ping = () => page.attempt(async () => {
    const told = await call("orders.ping", { connection: one.name });
    fill(said, make("p", { class: "good" }, `✔ ${told.words}`), told.version && make("p", {}, t("orders.version", told)), command(told.command));
  }, said);
  const forget = () => page.attempt(async () => {
    if (!(await ask(t("orders.forget.ask", one), t("orders.forget")))) return;
    await call("orders.disconnect", { connection: one.name });
    await page.refresh();
  }, said);
  const lock = () => page.attempt(async () => {
    await call("orders.close", { connection: one.name });
    await page.refresh();
  }, said);
  const state = one.over ? t("orders.over") : one.open ? t("orders.open") : t("orders.shut");
  return make("article", { class: isChosen ? "card way chosen" : "card way", "aria-label": one.name },
    make("h3", {}, one.name, " ", one.sample && sample()),
    make("p", {}, one.system),
    make("p", { class: "hint" }, one.url),
    make("p", {}, one.open ? "● " : "○ ", state),
    one.open && make("div", { class: "row" },
      make("button", { type: "button", "aria-pressed": String(isChosen), onclick: () => page.choose(one.name) }, isChosen ? t("orders.chosen") : t("orders.choose")),
      make("button", { type: "button", onclick: ping }, t("orders.ping")),
      !one.sample && make("button", { type: "button", onclick: lock }, t("orders.lock"))),
    !one.open && !one.over && opener(page, one, system, said),
    !one.sample && make("div", { class: "row" }, make("button", { type: "button", class: "plain", onclick: forget }, t("orders.forget"))),
    said);
}

/// A token, or a name and a password: typed once, sent once, and wiped from the page.
function opener(page, one, system, said) {
  const token = make("input", { type: "password", autocomplete: "off", spellcheck: "false" });
  const login = make("input", { autocomplete: "off", spellcheck: "false" });
  const password = make("input", { type: "password", autocomplete: "off" });
  const open = (event) => {
    event.preventDefault();
    const key = login.value ? { login: login.value, password: password.value } : { token: token.value };
    [token, password].forEach((input) => { input.value = ""; });
    page.attempt(async () => {
      await call("orders.open", { connection: one.name, ...key });
      await page.choose(one.name);
    }, said);
  };
  return make("form", { onsubmit: open },
    field(t("orders.token"), token, system?.token),
    !system?.owned && make("details", {}, make("summary", {}, t("orders.by_login")), field(t("orders.login"), login), field(t("orders.password"), password)),
    make("button", { class: "main" }, t("orders.open.deed")),
    make("p", { class: "hint" }, t("orders.token.kept")));
}

function connect(page) {
  const { systems } = page.all;
  let system = systems[0];
  const said = make("div", { "aria-live": "polite" });
  const name = make("input", { required: true, value: "plant-1", spellcheck: "false" });
  const url = make("input", { required: true, value: system.url, spellcheck: "false" });
  const owner = make("input", { spellcheck: "false", autocomplete: "off" });
  const owned = field(t("orders.oms_id"), owner, t("orders.oms_id.hint"));
  const which = choice(systems.map((one) => [one.country, one.words]), system.country, (country) => {
    system = systems.find((one) => one.country === country);
    url.value = system.url;
    owned.hidden = !system.owned;
  });
  const keep = (event) => {
    event.preventDefault();
    page.attempt(async () => {
      const told = await call("orders.connect", { name: name.value.trim(), family: system.family, country: system.country, url: url.value, oms_id: system.owned ? owner.value : "" });
      await page.refresh();
      fill(page.said, make("p", { class: "good" }, t("orders.kept", told)), command(told.command));
    }, said);
  };
  return make("form", { onsubmit: keep },
    make("div", { class: "fields" }, field(t("orders.system"), which), field(t("orders.name"), name, t("orders.name.hint")), field(t("orders.url"), url), owned),
    make("button", { class: "main" }, t("orders.keep")), said);
}
