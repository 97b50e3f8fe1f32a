// One job: how it stands, what may be done next, its labels, what was done.

import { call, save, view } from "../../call.js";
import { command } from "../../command.js";
import { ask } from "../../dialog.js";
import { refusal } from "../../findings.js";
import { add, choice, facts, field, fill, make } from "../../make.js";
import { progress } from "../../progress.js";
import { sheet } from "../../sheet.js";
import { t } from "../../words.js";
import { codes, work } from "../../work.js";
import { act } from "./act.js";
import { came } from "./came.js";
import { labels } from "./labels.js";
import { changed, live } from "./live.js";
import { scan } from "./scan.js";

/// The tasks whose end the page of a job is to tell, by job.
const watched = new Map();

export const watch = (id, task) => watched.set(id, task);

export async function job(place, id) {
  const [head, now, next, last, list, done] = ["div", "div", "div", "div", "section", "section"].map((tag) => make(tag, tag === "section" ? { class: "card" } : {}));
  last.setAttribute("aria-live", "polite");
  const telling = make("div", { "aria-live": "polite" });
  const showLabels = labels(list);
  let task = watched.get(id) ?? null;
  watched.delete(id);
  let scanner = null;
  let latest = null;
  const [todo, more] = [make("div"), make("div")];

  const attempt = async (deed) => {
    try {
      const result = await deed();
      if (result) fill(last, came(result));
    } catch (error) {
      fill(last, refusal(error));
    }
    await look();
  };
  const run = (asked) => attempt(async () => {
    ({ task } = await call("print.resume", asked));
    return null;
  });
  const doing = { attempt, run, openScan };
  const showHead = changed((told) => fill(head, make("section", { class: "card" }, make("h2", {}, t("print.job", { job: id }), " – ", told.status_words),
      bar(told), facts([[t("print.jobs.template"), told.template], [t("print.codes"), told.data], [t("print.jobs.printer"), told.printer], [t("print.jobs.begun"), told.when], [t("print.operator"), told.operator]]),
    told.files.map((file) => make("div", { class: "row" }, button(t("output.view", { file }), () => view(file)), button(t("output.save", { file }), () => save(file)))))));
  const showSteps = changed((steps) => fill(todo, steps.map((step) => stepOf(step, () => latest, doing))));
  const showOthers = changed(() => fill(more, others(latest, attempt), command(latest.command)));
  const showTelling = changed((lines) => fill(telling, lines.length > 0 && make("section", { class: "card says" }, make("h2", {}, t("print.says")), make("ul", {}, lines.map((line) => make("li", {}, line))))));
  const showList = changed(() => showLabels(latest));
  function show(told) {
    latest = told;
    const { in_states: states, next: steps, running, status, sheets, market, forgotten } = told;
    showHead(told);
    showSteps(steps);
    showOthers({ running, status, sheets, market, forgotten, waits: told.states.waiting > 0 });
    // While labels are printed each second changes some; the list is shown anew when that is over.
    showList(running || { states, applied: told.states.applied });
  }
  function openScan() {
    scanner ??= scan(id, look);
    fill(now, scanner);
    scanner.querySelector("input").focus();
  }
  async function look() {
    const told = await call("print.job", { job: id });
    task = told.task ?? task;
    if (task !== null) {
      const at = await call("task", { task });
      showTelling(at.ended ? [] : at.told.slice(-6));
      if (at.ended) {
        task = null;
        if (at.findings) fill(last, refusal({ findings: at.findings }));
        else if (at.result) fill(last, came(at.result));
      }
    }
    show(told);
  }
  const back = make("p", {}, make("a", { href: "#/print" }, t("print.back")));
  fill(next, make("section", { class: "card" }, make("h2", {}, t("print.todo")), todo, more));
  fill(place, back, head, telling, last, next, now, list, done);
  history(done, id);
  return live(look);
}

/// The states of the labels: a bar, and the same in words and numbers.
function bar(told) {
  const parts = told.in_states.map(({ state, labels }) => {
    const part = make("span", { class: `part state-${state}` });
    part.style.flexGrow = labels;
    return part;
  });
  const legend = told.in_states.map(({ state, words, labels }) => make("li", {}, make("span", { class: `part dot state-${state}`, "aria-hidden": "true" }), t("print.states", { labels, state: words })));
  return [make("div", { class: "states", "aria-hidden": "true" }, parts), make("ul", { class: "legend" }, legend,
    told.states.reprinted > 0 && make("li", {}, t("print.states", { labels: told.states.reprinted, state: t("print.reprinted") })),
    told.states.applied > 0 && make("li", {}, t("print.states", { labels: told.states.applied, state: t("print.applied") })))];
}

const button = (text, onclick, kind = "") => make("button", { type: "button", class: kind, onclick }, text);

/// What may be done next, with the buttons that do it.
function stepOf({ key, sentence, labels }, told, { attempt, run, openScan }) {
  const does = (what) => () => attempt(() => act(told(), what, labels ?? ""));
  const buttons = {
    running: () => [button(t("print.stop"), () => attempt(() => call("print.stop", { job: told().job })))],
    doubt: () => [button(t("print.confirm"), does("confirm"), "main"), button(t("print.reprint"), does("reprint"))],
    sent: () => [button(t("print.confirm"), does("confirm"), "main"), button(t("print.reprint"), does("reprint"))],
    waiting: () => [button(t("print.resume"), () => resume(told(), run), "main")],
    apply: () => [button(t("print.scan"), openScan), button(t("print.apply"), does("apply"))],
    done: () => [button(t("print.done"), does("done"), "main")],
    forget: () => [button(t("print.forget"), does("forget"), "danger")],
    forgotten: () => [button(t("print.remember"), () => attempt(() => remember(told())))],
  };
  return make("div", { class: "step" }, make("p", {}, sentence), labels && make("p", {}, make("strong", {}, t("print.these.labels", { labels }))), make("div", { class: "row" }, buttons[key]?.()));
}

/// What can be done at any time.
function others(told, attempt) {
  const does = (what) => () => attempt(() => act(told, what));
  const report = (form) => () => attempt(() => filed("print.report", { job: told.job, form }));
  const list = (form) => () => attempt(() => filed("print.control_list", { job: told.job, form }));
  return make("details", {}, make("summary", {}, t("print.more")), make("div", { class: "row" },
    button(t("print.report.csv"), report("csv")), button(t("print.report.xlsx"), report("xlsx")),
    told.sheets !== null && [button(t("print.list.pdf"), list("pdf")), button(t("print.list.xlsx"), list("xlsx"))],
    told.market === "tr-its" && button(t("print.report.its"), report("its")),
    !told.running && [button(t("print.reprint"), does("reprint")), button(t("print.void"), does("void"), "danger"),
      told.status === "open" && told.states.waiting > 0 && button(t("print.cancel"), does("cancel"), "danger")]));
}

async function filed(name, asked) {
  let written = await call(name, asked);
  if (written.there) {
    if (!(await ask(t("output.replace", { files: written.there }), t("output.replace.do")))) return null;
    written = await call(name, { ...asked, replace: true });
  }
  await save(written.name);
  return written;
}

/// Asks for printer and free places, and prints what waits.
async function resume(told, run) {
  const { printers } = await call("print.printers");
  const printer = choice([["", t("print.resume.same", { printer: told.printer })], ...printers.map(({ printer }) => [printer, printer])], "");
  let free = null;
  const places = told.sheets !== null && (await call("print.sheet", { job: told.job })).sheet;
  const alone = make("input", { type: "checkbox" });
  const fields = [field(t("print.jobs.printer"), printer), places && sheet(places, (now) => { free = now; }), field(t("print.others"), alone, t("print.others.hint"))];
  if (!(await ask(t("print.resume.ask"), t("print.resume"), fields))) return;
  await run({ job: told.job, ...(printer.value && { printer: printer.value }), ...(free !== null && { free }), others_print: alone.checked });
}

/// Gives wiped codes back from a file of the folder: the one that is worked at, read as it is there, or another.
async function remember(told) {
  const given = work.get();
  const now = (given.data ?? []).join(", ");
  const others = (await call("files")).files.map(({ name }) => name).filter((name) => codes.test(name) && name !== now);
  const files = [...(now ? [now] : []), ...others];
  const file = choice(files.map((name) => [name, name]), files[0]);
  if (!(await ask(t("print.remember.ask"), t("print.remember"), files.length > 0 ? field(t("print.remember.file"), file) : make("p", {}, t("print.remember.none"))))) return null;
  const { set, lookup, key } = given;
  const asked = file.value === now ? given : { data: file.value ? [file.value] : [], set, lookup, key };
  const { task } = await call("print.remember", { job: told.job, work: asked });
  return progress(make("div"), task);
}

/// What was done, when it is asked for.
function history(card, id) {
  const list = make("div");
  const open = make("details", { ontoggle: async () => {
    if (!open.open) return;
    const { events, stacks } = await call("print.events", { job: id });
    const line = ({ when, words, operator, printer, reason }) => make("tr", {}, [when, words, operator, printer, reason].map((text) => make("td", {}, text ?? "")));
    fill(list, stacks.map((stack) => make("p", {}, stack)), make("table", {}, make("tbody", {}, events.map(line))));
  } }, make("summary", {}, t("print.events")), list);
  add(card, open);
}
