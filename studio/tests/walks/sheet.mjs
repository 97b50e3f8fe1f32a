// A customs warehouse relabels on sheets: the first one is half used, the printer is a file, and some papers jam. What was
// spoiled is printed again with a reason; in the end each code stands on good paper once, as the ledger and the papers say.

import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assert, browser, open, place, quietzone, root, shot, studio, walk } from "./studio.mjs";

const template = "uz-relabel-a4.toml";
/// Places of a sheet, and those of the first that are used already.
const places = 24;
const used = [1, 2, 3, 4, 5, 6, 10];

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
  for (const one of used) await page.locator(".sheet .place").nth(one - 1).click();
  await page.locator(".command code", { hasText: "--free 7-9,11-24" }).waitFor({ state: "attached" });
  await shot(page, "sheet-free");
  await page.getByRole("button", { name: "Print these labels" }).click();
  await page.getByRole("heading", { name: /Job 1/ }).waitFor();
  await page.getByRole("button", { name: "These are good" }).first().waitFor();
  await shot(page, "sheet-sent");
  console.log(JSON.stringify(job()), good);
  console.log(await page.locator("main").innerText());
  assert.deepEqual(page.wrong, []);
});
