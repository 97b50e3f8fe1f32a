// A customs warehouse relabels on sheets: the first one is half used, the printer is a file, and some papers jam. What was
// spoiled is printed again with a reason; in the end each code stands on good paper once, as the ledger and the papers say.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { assert, browser, open, place, quietzone, root, shot, studio, walk } from "./studio.mjs";

const template = "uz-relabel-a4.toml";
/// Places of a sheet, and those of the first that are used already.
const places = 24;
const used = [1, 2, 3, 4, 5, 6, 10];

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/// The labels of job 1 by the command line: serial, state, sheet and place.
function stood(at) {
  const file = join(at.folder, "witness.json");
  quietzone(at, "job", "report", "1", "-o", file);
  return JSON.parse(readFileSync(file, "utf8")).map(({ unit, state, sheet, place }) => ({ serial: unit[1], state, stand: `${sheet}/${place}` }));
}

/// The labels of a control list: sheet and place, serial.
const rows = `
import json, sys, openpyxl
from openpyxl.utils.escape import unescape
rows = openpyxl.load_workbook(sys.argv[1]).active.iter_rows(values_only=True)
print(json.dumps([[f"{row[2]}/{row[3]}", unescape(row[7])] for row in rows if row[0] == "☐" and isinstance(row[1], int)]))`;

/// The serials on the pages of a file, as poppler draws them and zxing-cpp reads them, in the order of their places.
function read(file) {
  const drawn = `${file}-pages`;
  mkdirSync(drawn);
  execFileSync("pdftoppm", ["-r", "200", "-gray", "-png", file, join(drawn, "page")]);
  const pages = readdirSync(drawn).sort().map((name) => join(drawn, name));
  const lines = execFileSync("python3", [join(root, "tests/judges/zxing.py"), ...pages]).toString().trim().split("\n");
  return lines.map((line) => JSON.parse(line).symbols.map(({ hex }) => Buffer.from(hex, "hex").toString().slice(18).split("\u001d")[0]));
}

await walk(async () => {
  const at = place();
  copyFileSync(join(root, "templates", template), join(at.folder, template));
  const { address } = await studio(at);
  const { context } = await browser();
  const page = await open(context, address);
  const toPage = async (name) => {
    await page.locator("nav a", { hasText: name }).click();
    await page.getByRole("heading", { name, level: 1 }).waitFor();
  };
  const dialog = page.getByRole("dialog");
  const job = () => JSON.parse(quietzone(at, "job", "show", "1", "--format", "json"));

  /// Does an act with its two questions: which labels, and whether it is meant.
  const act = async (deed, fields) => {
    await page.getByRole("button", { name: deed, exact: true }).last().click();
    if (fields) {
      for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label, { exact: true }).fill(value);
      await dialog.getByRole("button", { name: "Go on" }).click();
    }
    await dialog.locator(".command").waitFor();
    await shot(page, `sheet-ask-${deed.replaceAll(" ", "-").toLowerCase()}`);
    await dialog.getByRole("button", { name: deed, exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  };

  // Codes, and the template of the folder.
  await page.locator("input[type=file]").first().setInputFiles(join(root, "samples/uz-pharma.xlsx"));
  await page.getByRole("heading", { name: "What uz-pharma.xlsx holds" }).waitFor();
  await page.getByRole("button", { name: template, exact: true }).click();
  await page.getByText(`Chosen: ${template}`).waitFor();
  const { good } = JSON.parse(quietzone(at, "inspect", "--data", "uz-pharma.xlsx", "--market", "uz-pharma", "--format", "json")).row_counts;

  // A printer of sheets that is a file.
  await toPage("Print");
  await page.getByRole("button", { name: "Add a printer" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("laser-1");
  await page.getByLabel("Address").fill("file:sheets.pdf");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("labels are written into a file").waitFor();
  await page.locator(".sheet .place").first().waitFor();
  // A sheet without a free place is not taken for a whole one.
  const slot = (one) => page.locator(".sheet .place").nth(one - 1);
  for (const one of range(1, places)) await slot(one).click();
  await page.getByRole("button", { name: "Print these labels" }).click();
  await page.locator(".finding", { hasText: "names no places of a sheet" }).waitFor();
  await page.getByRole("button", { name: "All free" }).click();
  for (const one of used) await slot(one).click();
  await page.locator(".command code", { hasText: "--free 7-9,11-24" }).waitFor({ state: "attached" });
  await shot(page, "sheet-free");
  await page.getByRole("button", { name: "Print these labels" }).click();
  await page.getByRole("heading", { name: /Job 1/ }).waitFor();
  await page.getByRole("button", { name: "These are good" }).first().waitFor();
  await shot(page, "sheet-sent");
  const free = range(1, places).filter((one) => !used.includes(one));
  let known = stood(at);
  assert.deepEqual(known.map(({ stand }) => stand), [...free.map((one) => `1/${one}`), ...range(1, good - free.length).map((one) => `2/${one}`)]);
  

  // The second sheet jams: what lies at its places from 6 on is spoiled. The rest is good.
  await page.getByText("Reports and more").click();
  await act("Print again", { Sheets: "2", "Places on them": "6-", Why: "paper jam" });
  const spoiled = good - free.length - 5;
  await page.waitForFunction((count) => document.querySelector(".legend")?.textContent.includes(`${count} waiting`), spoiled);
  assert.deepEqual([job().states.waiting, job().states.sent], [spoiled, good - spoiled]);
  await shot(page, "sheet-jam");
  await act("These are good", {});
  await page.waitForFunction((count) => document.querySelector(".legend")?.textContent.includes(`${count} confirmed`), good - spoiled);

  // What was spoiled is printed once more, onto another sheet that is half used.
  await page.getByRole("button", { name: "Print what waits" }).click();
  for (const one of range(2, 19)) await dialog.locator(".sheet .place").nth(one - 1).click();
  await shot(page, "sheet-resume");
  await dialog.getByRole("button", { name: "Print what waits" }).click();
  await page.getByRole("button", { name: "Save sheets-2.pdf" }).waitFor();
  await shot(page, "sheet-again");
  known = stood(at);
  const again = [1, ...range(20, 24)].map((one) => `3/${one}`).concat(range(1, spoiled - 6).map((one) => `4/${one}`));
  assert.deepEqual(known.slice(good - spoiled).map(({ stand }) => stand), again);
  await act("These are good", {});
  await page.getByRole("button", { name: "End the job" }).waitFor();

  // A control list says what stands where, as the ledger does.
  await page.getByText("Reports and more").click();
  const list = page.waitForEvent("download");
  await page.getByRole("button", { name: "Control list (Excel)" }).click();
  const listed = join(at.folder, (await list).suggestedFilename());
  const cells = JSON.parse(execFileSync("python3", ["-c", rows, listed]).toString());
  assert.deepEqual(cells, known.map(({ serial, stand }) => [stand, serial]));

  await act("End the job");
  await page.getByRole("heading", { name: "Job 1 – over" }).waitFor();
  await shot(page, "sheet-over");
  const { status, states } = job();
  assert.deepEqual([status, states.confirmed, states.reprinted], ["done", good, spoiled]);
  assert.ok(stood(at).every(({ state }) => state === "confirmed"));

  // The papers as they lie there: of the second sheet the first five labels are good.
  const papers = [...read(join(at.folder, "sheets.pdf")), ...read(join(at.folder, "sheets-2.pdf"))];
  papers[1].splice(5);
  assert.deepEqual(papers.flat(), known.map(({ serial }) => serial));
  assert.equal(new Set(papers.flat()).size, good, "each code is on good paper once");
  assert.deepEqual(page.wrong, []);
});
