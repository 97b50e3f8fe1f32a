// From an empty folder: a faulty file is mended by buttons, templates are chosen, begun by size and with a drawing, and
// 150 000 rows are looked through. What is told is held against the command line.

import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { assert, browser, open, place, quietzone, root, shot, studio, walk } from "./studio.mjs";

const looked = (at, ...words) => JSON.parse(quietzone(at, "inspect", "--format", "json", ...words)).row_counts;

/// The numbers of the table of sorts.
const told = async (page) => Object.fromEntries(await page.locator(".page-start table tr").evaluateAll((lines) =>
  lines.map((line) => [line.children[1].textContent, Number(line.children[0].textContent.replace(/\D/g, ""))])));

/// The codes fit several markets; whose they are is told by who knows.
const pick = (page) => page.locator("section.card .plain button", { hasText: "Kazakhstan: medicines" }).click();

await walk(async () => {
  const at = place();
  const { address } = await studio(at);
  const { context } = await browser();
  const page = await open(context, address);
  await shot(page, "start-empty");

  // A file of codes in which Cyrillic letters stand for Latin ones, below two titles and with a total.
  const codes = readFileSync(join(root, "samples/kz-pharma.txt"), "utf8").split("\n").filter(Boolean);
  const away = join(at.folder, "../faulty.csv");
  const cyrillic = { A: "А", E: "Е", K: "К", M: "М", H: "Н", O: "О", P: "Р", C: "С", T: "Т", X: "Х" };
  const cell = (text) => `"${text.replaceAll('"', '""')}"`;
  const faulty = codes.map((code, row) => (row === 4 ? code.slice(0, 18) + code.slice(18).replace(/[AEKMHOPCTX]/, (letter) => cyrillic[letter]) : code));
  writeFileSync(away, ["Заказ 77", "", "Код", ...faulty.map(cell), cell(codes[0])].join("\n"));
  await page.locator("input[type=file]").first().setInputFiles(away);
  await pick(page);
  await page.locator(".page-start table").waitFor();
  let counts = looked(at, "--data", "faulty.csv", "--market", "kz-pharma");
  let now = await told(page);
  assert.equal(now["can be printed"] ?? 0, counts.good);
  assert.equal(now["cannot be printed"] ?? 0, counts.bad);
  assert.ok(counts.bad > 0);
  await shot(page, "start-faulty");
  await page.getByRole("button", { name: "Take letters that look like Latin ones for them" }).click();
  await page.getByRole("button", { name: "letters that look alike are mended" }).waitFor();
  await page.waitForFunction(() => document.querySelector(".page-start table")?.textContent.includes("of these mended"));
  counts = looked(at, "--data", "faulty.csv", "--market", "kz-pharma", "--fix-lookalikes");
  now = await told(page);
  assert.equal(now["can be printed"], counts.good);
  assert.equal(now["cannot be printed"] ?? 0, counts.bad);

  // A ZIP, and a template by its picture.
  await page.locator("input[type=file]").first().setInputFiles(join(root, "samples/order.zip"));
  await page.getByRole("heading", { name: "What order.zip holds" }).waitFor();
  await pick(page);
  await page.locator(".page-start table").waitFor();
  counts = looked(at, "--data", "order.zip", "--market", "kz-pharma");
  assert.equal((await told(page))["can be printed"], counts.good);
  await page.locator(".template", { hasText: "kz-pharma-58x40-203" }).click();
  await page.getByText("Chosen: kz-pharma-58x40-203.toml").waitFor();
  assert.ok(existsSync(join(at.folder, "art/logo.svg")));
  await shot(page, "start-chosen");

  // One begun by its size breaks no rule.
  await page.getByLabel("Name").fill("my label");
  await page.getByLabel("Width in mm").fill("70");
  // What is typed stays though the page is drawn anew.
  await page.locator(".template", { hasText: "kz-pharma-carton" }).click();
  await page.getByText("Chosen: kz-pharma-carton.toml").waitFor();
  assert.equal(await page.getByLabel("Width in mm").inputValue(), "70");
  await page.getByRole("button", { name: "Begin", exact: true }).click();
  await page.getByText("Chosen: my label.toml").waitFor();
  assert.equal(JSON.parse(quietzone(at, "check", "my label.toml", "--format", "json")).errors, 0);

  // One with a drawing.
  cpSync(join(root, "templates/art/uz-pharma-folded.svg"), join(at.folder, "../carton.svg"));
  await page.locator("input[type=file]").first().setInputFiles(join(at.folder, "../carton.svg"));
  await page.getByText("Copied into the folder: carton.svg").waitFor();
  await page.getByRole("button", { name: "Begin with the drawing" }).click();
  await page.getByText("Begun: carton.toml").waitFor();
  await page.getByRole("button", { name: "Go on with it" }).click();
  await page.getByText("Chosen: carton.toml").waitFor();

  // A folder of two files is one batch.
  mkdirSync(join(at.folder, "two"));
  writeFileSync(join(at.folder, "two/a.txt"), codes.slice(0, 10).join("\n"));
  writeFileSync(join(at.folder, "two/b.txt"), codes.slice(10, 25).join("\n"));

  // The sample, and on to the label.
  await page.getByRole("button", { name: "Try it with a sample" }).click();
  await page.getByText("Chosen: kz-pharma-58x40-203.toml").waitFor();
  assert.equal((await told(page))["can be printed"], 60);
  await page.getByRole("link", { name: "Next: look at the label" }).click();
  await page.getByRole("heading", { name: "Label", level: 1 }).waitFor();

  // 150 000 rows: the last is there as soon as it is scrolled to.
  const [first] = codes;
  const many = Array.from({ length: 150_000 }, (_, row) => first.slice(0, 18) + String(row).padStart(13, "0") + first.slice(31));
  writeFileSync(join(at.folder, "many.txt"), many.join("\n"));
  await page.locator("nav a", { hasText: "Start" }).click();
  await page.getByRole("button", { name: "many.txt" }).click();
  await page.getByRole("heading", { name: "What many.txt holds" }).waitFor();
  const begun = Date.now();
  await page.locator(".page-start table").waitFor({ timeout: 120_000 });
  console.log(`150 000 rows looked at in ${Date.now() - begun} ms`);
  await page.locator(".page-start table").getByRole("button", { name: "Show them" }).first().click();
  await page.locator(".rows-line").nth(5).waitFor();
  const scrolled = Date.now();
  await page.locator(".rows-view").evaluate((view) => { view.scrollTop = view.scrollHeight; });
  await page.waitForFunction(() => [...document.querySelectorAll(".rows-line")].at(-1)?.textContent.startsWith("150000"));
  console.log(`the last row is shown ${Date.now() - scrolled} ms after it is scrolled to`);
  await shot(page, "start-many");
  assert.deepEqual(page.wrong, []);
});
