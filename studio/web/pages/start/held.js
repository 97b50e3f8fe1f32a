// What the files of codes hold: market, rows by sort, what was found with what mends it, and the rows.

import { call } from "../../call.js";
import { finding, groups, refusal } from "../../findings.js";
import { add, choice, field, fill, make } from "../../make.js";
import { progress } from "../../progress.js";
import { rows } from "../../table.js";
import { t } from "../../words.js";
import { work } from "../../work.js";

const picked = "quietzone-picked";

/// The work as it is looked at: with the market that was picked, where no template says one.
function looked() {
  const all = work.get();
  const market = sessionStorage.getItem(picked);
  return market && !all.market ? { ...all, market } : all;
}

/// Shows what the codes hold; gives their market, where it is known. `again` looks anew.
export async function held(place, again) {
  const { data = [], order } = work.get();
  const title = make("h2", {}, order ? t("start.holds.order", { order }) : t("start.holds", { files: data.join(", ") }));
  const body = make("div");
  fill(place, title, body);
  let came;
  try {
    came = await progress(body, (await call("start.look", { work: looked() })).task);
  } catch (error) {
    fill(body, refusal(error));
    return null;
  }
  if (came.refused) {
    const list = came.refused.map((found) => finding(found, mends(found, again)));
    fill(body, set(again), make("ul", { class: "findings" }, list), await markets(again));
    return null;
  }
  if (came.fitting) {
    const one = (fit) => make("li", {}, make("button", { type: "button", onclick: () => pick(fit.market, again) }, fit.title), " ", fit.told);
    fill(body, set(again), make("p", {}, t("start.several")), make("ul", { class: "plain" }, came.fitting.map(one)), await markets(again));
    return null;
  }
  const list = make("div");
  const shown = (sorts, count) => fill(list, table(came, sorts, count));
  const line = (sort) => make("tr", {}, make("td", { class: "number" }, sort.count.toLocaleString(document.documentElement.lang)), make("td", {}, sort.what),
    make("td", {}, sort.listed > 0 && make("button", { type: "button", class: "plain", onclick: () => shown(sort.sorts, sort.listed) }, t("start.rows.show"))));
  add(fill(body),
    make("p", {}, make("strong", {}, came.market.title), " ", make("code", {}, came.market.id), " ", came.market.found && t("start.found")),
    came.sentences.map((sentence) => make("p", { class: came.bad === 0 ? "good" : "" }, sentence)),
    set(again),
    make("table", {}, make("tbody", {}, came.sorts.map(line))),
    groups(came.findings, (group) => mends(group, again)),
    make("details", {}, make("summary", {}, t("start.rows.all")), make("button", { type: "button", class: "plain", onclick: () => shown([], came.listed) }, t("start.rows.show"))),
    list, await markets(again));
  return came.market.id;
}

/// Buttons that mend what was found.
function mends(found, again) {
  const change = async (set) => {
    work.set(set);
    await again();
  };
  return (found.mends ?? []).map((mend) => {
    if (mend.set) return make("button", { type: "button", onclick: () => change(mend.set) }, mend.label);
    const put = (value) => {
      if (!value) return;
      const key = mend.ask;
      const whole = mend.before + value;
      const isList = key === "column" || key === "width";
      change({ [key]: isList ? [...(work.get()[key] ?? []), whole] : key === "header_row" ? Number(value) : whole });
    };
    const control = mend.choices.length > 0
      ? choice([["", ""], ...mend.choices.map((one) => [one, one])], "", put)
      : make("input", { onchange: (event) => put(event.target.value.trim()) });
    return field(mend.label, control);
  });
}

/// How the file is read besides what it says of itself, to be taken back.
function set(again) {
  const all = work.get();
  const names = { fix_lookalikes: t("start.set.lookalikes"), fix_layout: t("start.set.layout"), no_header: t("start.set.no_header"), header_row: t("start.set.header_row"), hidden: t("start.set.hidden"), sheet: t("start.set.sheet"), encoding: t("start.set.encoding"), column: t("start.set.column"), width: t("start.set.width"), where: t("start.set.where"), rows: t("start.set.rows") };
  const there = Object.keys(names).filter((name) => all[name] !== undefined);
  const back = async (name) => {
    work.set({ [name]: null });
    await again();
  };
  return there.length > 0 && make("ul", { class: "chips" }, there.map((name) =>
    make("li", {}, make("button", { type: "button", onclick: () => back(name) }, all[name] === true ? names[name] : `${names[name]}: ${all[name]}`, " ✕"))));
}

async function pick(market, again) {
  sessionStorage.setItem(picked, market);
  await again();
}

/// Another market than the one that was found.
async function markets(again) {
  const { markets: all } = await call("start.markets");
  const options = [["", t("start.market.found")], ...all.map(({ id, title }) => [id, `${title} (${id})`])];
  return make("details", {}, make("summary", {}, t("start.market.other")),
    field(t("start.market"), choice(options, sessionStorage.getItem(picked) ?? "", async (market) => {
      if (market) sessionStorage.setItem(picked, market);
      else sessionStorage.removeItem(picked);
      await again();
    })));
}

function table(came, sorts, count) {
  const asked = looked();
  return rows({
    head: [t("start.rows.row"), t("start.rows.what"), ...came.fields, t("start.rows.found")],
    count,
    label: t("start.rows.all"),
    pageOf: async (from, count) => (await call("start.rows", { work: asked, from, count, sorts })).rows,
    row: (item) => [String(item.row), sortNames()[item.sort] ?? item.sort, ...came.fields.map((name) => item.says[name] ?? ""), item.finding?.message ?? ""],
  });
}

const sortNames = () => ({ good: t("start.sort.good"), mended: t("start.sort.mended"), bad: t("start.sort.bad"), twice: t("start.sort.twice"), header: t("start.sort.header"), title: t("start.sort.title"), total: t("start.sort.total"), hidden: t("start.sort.hidden"), left_out: t("start.sort.left_out") });
