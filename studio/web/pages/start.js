// Codes and a template: what files hold, with what mends it, and templates to begin with.

import { call, upload } from "../call.js";
import { refusal } from "../findings.js";
import { fill, make } from "../make.js";
import { t } from "../words.js";
import { lacks } from "../lacks.js";
import { codes, work } from "../work.js";
import { held } from "./start/held.js";
import { templates } from "./start/templates.js";

/// What systems and programs leave in folders beside what is meant.
const left = /(^|\/)(\.|~\$)/;

export async function show(main) {
  const files = make("div");
  const holds = make("section", { class: "card", "aria-live": "polite" });
  const begun = make("section");
  const lacking = make("section");
  const next = make("div", { class: "buttons" });

  async function choose(data) {
    work.codes({ data });
    sessionStorage.removeItem("quietzone-picked");
    await look();
  }

  let turn = 0;
  async function look() {
    turn += 1;
    const own = turn;
    const { data = [], order, template } = work.get();
    const hasCodes = data.length > 0 || Boolean(order);
    fill(next, template && make("a", { class: "button main", href: "#/label" }, t("start.next")));
    holds.hidden = !hasCodes;
    fill(lacking);
    const market = hasCodes ? await held(holds, look) : null;
    // Something else may have been chosen meanwhile.
    if (own === turn) await templates(begun, market, look);
    if (own === turn && market) await lacks(lacking, look);
  }

  const told = make("div", { "aria-live": "polite" });
  async function take(list) {
    if (list.length === 0) return;
    fill(told, make("p", { role: "status" }, t("start.copying")));
    try {
      const names = [];
      for (const [name, file] of list.filter(([name]) => !left.test(name))) names.push(await upload(name, file));
      const found = names.filter((name) => codes.test(name));
      if (found.length > 0) {
        fill(told);
        await choose(await asFolder(found));
      } else {
        // Templates and drawings are offered below as soon as they are here.
        await look();
        fill(told, make("p", {}, t("start.copied", { files: names.join(", ") })));
      }
      await listed();
    } catch (error) {
      fill(told, refusal(error));
    }
  }

  /// A folder by its name, where it holds these files and no others; else the files.
  async function asFolder(found) {
    const folders = [...new Set(found.map((name) => name.split("/")[0]))];
    if (found.length === 1 || folders.length > 1 || !found[0].includes("/")) return found;
    const there = (await call("files")).files.filter((file) => file.name.startsWith(`${folders[0]}/`));
    return there.every((file) => found.includes(file.name)) ? folders : found;
  }

  async function listed() {
    const all = (await call("files")).files.filter((file) => codes.test(file.name));
    const chosen = work.get().data ?? [];
    const one = (file) => make("li", {}, make("button", { type: "button", "aria-pressed": String(chosen.includes(file.name)), onclick: () => choose([file.name]).then(listed) }, file.name));
    fill(files, all.length > 0 && [make("h3", {}, t("start.there")), make("ul", { class: "chips" }, all.slice(0, 30).map(one)),
      all.length > 30 && make("p", { class: "hint" }, t("shell.more", { count: all.length - 30 }))]);
  }

  // Emptied when they are pressed: who mends a file and chooses it again is heard too.
  const input = make("input", { type: "file", multiple: true, hidden: true, onclick: () => { input.value = ""; }, onchange: () => take([...input.files].map((file) => [file.name, file])) });
  const folder = make("input", { type: "file", webkitdirectory: true, hidden: true, onclick: () => { folder.value = ""; }, onchange: () => take([...folder.files].map((file) => [file.webkitRelativePath, file])) });
  const zone = make("div", { class: "drop" }, make("p", {}, t("start.drop")),
    make("div", { class: "row" }, make("button", { type: "button", class: "main", onclick: () => input.click() }, t("start.choose")),
      make("button", { type: "button", onclick: () => folder.click() }, t("start.choose.folder")),
      make("button", { type: "button", onclick: sample }, t("start.sample"))), input, folder);
  // Anywhere on the page: who misses the zone means it all the same.
  main.addEventListener("dragover", () => zone.classList.add("over"));
  main.addEventListener("dragleave", (event) => main.contains(event.relatedTarget) || zone.classList.remove("over"));
  main.addEventListener("drop", async (event) => {
    zone.classList.remove("over");
    await take(await dropped(event.dataTransfer));
  });

  async function sample() {
    const taken = await call("start.take", { name: "kz-pharma-58x40-203", sample: true });
    work.begin({ template: taken.template, data: [taken.codes] });
    sessionStorage.removeItem("quietzone-picked");
    await listed();
    await look();
  }

  fill(main, make("section", { class: "card" }, make("h2", {}, t("start.codes")), zone, told, files), holds, begun, lacking, next);
  await listed();
  await look();
}

/// Files that were dropped, those of folders by their paths.
async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const all = [];
  const visit = async (entry, before) => {
    if (entry.isFile) {
      all.push([before + entry.name, await new Promise((done, failed) => entry.file(done, failed))]);
      return;
    }
    const reader = entry.createReader();
    // A reader gives a hundred at a time.
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (some.length === 0) return;
      for (const inner of some) await visit(inner, `${before}${entry.name}/`);
    }
  };
  for (const entry of entries) await visit(entry, "");
  return all;
}
