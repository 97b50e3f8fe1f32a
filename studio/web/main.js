// The frame of all pages: what they are, which is shown, and what is worked at.

import { call, takeKey } from "./call.js";
import { refusal } from "./findings.js";
import { fill, make } from "./make.js";
import { choose, loadWords, t } from "./words.js";
import { work } from "./work.js";
import * as label from "./pages/label.js";
import * as orders from "./pages/orders.js";
import * as output from "./pages/output.js";
import * as print from "./pages/print.js";
import * as start from "./pages/start.js";

const pages = { start, label, output, print, orders };
const titles = () => ({
  start: [t("shell.start"), t("shell.start.about")],
  label: [t("shell.label"), t("shell.label.about")],
  output: [t("shell.output"), t("shell.output.about")],
  print: [t("shell.print"), t("shell.print.about")],
  orders: [t("shell.orders"), t("shell.orders.about")],
});

const main = make("main", { id: "page", tabindex: "-1" });
const nav = make("nav");
let leave;
let turn = 0;

/// The page that the address names: #/print/7 is page "print" with 7.
const named = () => location.hash.replace(/^#\/?/, "").split("/");

async function show(isMoved) {
  const [name, ...rest] = named();
  const page = pages[name] ? name : "start";
  turn += 1;
  const own = turn;
  leave?.();
  leave = undefined;
  menu(page);
  document.title = `${titles()[page][0]} – ${t("shell.title")}`;
  const place = make("div", { class: `page page-${page}` });
  fill(main, make("h1", {}, titles()[page][0]), place);
  // At once: who goes on by Tab while the page is loaded is not thrown back.
  if (isMoved) main.focus();
  try {
    const left = await pages[page].show(place, rest.map(decodeURIComponent));
    if (own === turn) leave = left;
    else left?.();
  } catch (error) {
    if (own === turn) fill(place, refusal(error), make("button", { type: "button", onclick: () => show(true) }, t("shell.retry")));
  }
}

function menu(page) {
  const entry = ([name, [title, about]]) =>
    make("li", {}, make("a", { href: `#/${name}`, "aria-current": name === page ? "page" : undefined }, make("strong", {}, title), make("small", {}, about)));
  const { template, data = [], order } = work.get();
  const codes = order ?? data.join(", ");
  fill(nav,
    make("div", { class: "mark" }, make("img", { src: "/icon.svg", alt: "" }), "quietzone"),
    make("ul", { "aria-label": t("shell.pages") }, Object.entries(titles()).map(entry)),
    make("dl", { class: "worked-at" },
      make("dt", {}, t("shell.template")), make("dd", {}, template ?? t("shell.none")),
      make("dt", {}, t("shell.codes")), make("dd", {}, codes || t("shell.none"))),
    about);
}

let about = null;

/// The languages, each by its own name.
const languages = (all) =>
  make("label", {}, t("shell.language"),
    make("select", { onchange: (event) => choose(event.target.value) },
      all.map(({ tag, name }) => make("option", { value: tag, lang: tag, selected: tag === document.documentElement.lang || undefined }, name))));

async function begin() {
  const hasKey = takeKey();
  await loadWords();
  if (!hasKey) {
    fill(document.body, make("p", { class: "alert", role: "alert" }, t("shell.no_key")));
    return;
  }
  const told = await call("about");
  about = make("footer", {}, told.trial && make("p", { class: "sample" }, t("shell.trial")), make("p", {}, t("shell.folder", told)), make("p", {}, t("shell.operator", told)), make("p", {}, t("shell.version", told)), languages(told.languages));
  fill(document.body, make("a", { class: "skip", href: "#page", onclick: (event) => { event.preventDefault(); main.focus(); } }, t("shell.skip")), nav, main);
  window.addEventListener("hashchange", () => show(true));
  // A file that is dropped beside the place for it would take the page's place.
  for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
  window.addEventListener("work", () => menu(pages[named()[0]] ? named()[0] : "start"));
  window.addEventListener("unhandledrejection", ({ reason }) => {
    if (reason?.name === "AbortError") return;
    const bar = make("div", { class: "alert", role: "alert" }, refusal(reason instanceof Error ? reason : new Error(t("shell.internal", { error: String(reason) }))),
      make("button", { type: "button", onclick: () => bar.remove() }, t("shell.close")));
    document.querySelector("main > .alert")?.remove();
    main.prepend(bar);
  });
  await show();
}

begin();
