// What becomes of codes is told to the order system by mouse, in a trial: labels that are void drop out, and a list of scans
// says what stands in which package. The system accepts both; ledger and documents of the command line say the same.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assert, browser, open, place, quietzone, shot, studio, walk } from "./studio.mjs";

await walk(async () => {
  const at = place();
  const { address } = await studio(at);
  const { context } = await browser();
  const page = await open(context, address);
  const trial = { ...at, ledger: join(at.ledger, "trial") };
  const told = (...words) => JSON.parse(quietzone(trial, ...words, "--format", "json"));
  const toPage = async (name) => {
    await page.locator("nav a", { hasText: name }).click();
    await page.getByRole("heading", { name, level: 1 }).waitFor();
  };

  /// Does an act with its two questions: which labels, and whether it is meant.
  const act = async (deed, fields) => {
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: deed, exact: true }).first().click();
    for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label, { exact: true }).fill(value);
    await dialog.getByRole("button", { name: "Go on" }).click();
    await dialog.locator(".command").waitFor();
    await dialog.getByRole("button", { name: deed, exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  };

  // Milk that is ready in a trial of Russia.
  await toPage("Orders");
  await page.getByRole("button", { name: "Try: Russia" }).click();
  await page.getByRole("heading", { name: "A trial goes on" }).waitFor();
  await page.locator("tr[data-order]").first().waitFor();
  const row = page.locator("tr[data-order]").filter({ has: page.getByRole("button", { name: "Fetch codes" }) }).filter({ hasText: "milk" }).first();
  await row.waitFor({ timeout: 60_000 });
  const order = await row.getAttribute("data-order");
  await row.getByRole("button", { name: "Fetch codes" }).click();
  await page.locator(".said", { hasText: "codes of the order are in the ledger" }).waitFor({ timeout: 60_000 });
  await page.locator(".said").getByRole("button", { name: "Use for labels" }).click();
  await page.getByRole("heading", { name: `What order ${order} holds` }).waitFor();
  // The codes fit more markets than are offered; theirs is among the others.
  const holds = page.locator(".page-start section.card").nth(1);
  await holds.getByText("Another market").click();
  await holds.getByLabel("Market", { exact: true }).selectOption("ru-milk");
  await page.getByText("Templates for these codes").waitFor();
  await page.getByLabel("Name").fill("milk");
  await page.getByLabel("Width in mm").fill("100");
  await page.getByRole("button", { name: "Begin", exact: true }).click();
  await page.getByText("Chosen: milk.toml").waitFor();

  // All is printed but for three labels, which are void.
  await toPage("Print");
  await page.getByRole("button", { name: "Add a printer" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("paper");
  await page.getByLabel("Address").fill("file:printed.zpl");
  await page.getByLabel("Dots per inch").fill("203");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("labels are written into a file").waitFor();
  await page.getByRole("button", { name: "Print these labels" }).click();
  await page.getByRole("heading", { name: /Job 1/ }).waitFor();
  await page.getByRole("button", { name: "These are good" }).first().waitFor();
  await act("These are good", { "But not these": "78-80" });
  await page.getByText("Reports and more").click();
  await act("Retire codes", { "Labels, by their numbers": "78-80", Why: "torn" });
  await act("On goods", {});
  const { labels, states } = told("job", "show", "1");
  assert.deepEqual([labels, states.applied, states.void], [80, 77, 3]);

  // What is void drops out.
  await toPage("Orders");
  const card = page.locator("details", { has: page.locator("summary", { hasText: "Report what became of codes" }) });
  const choose = async (what) => {
    if (!(await card.evaluate((element) => element.open))) await card.locator("summary").first().click();
    await card.getByLabel("What is reported").selectOption({ label: what });
  };
  /// Reports, and gives what the command line says of it when the system accepted it.
  const report = async (document) => {
    await card.getByRole("button", { name: "Report now" }).click();
    await page.locator(".said", { hasText: new RegExp(`Document ${document}, .*accepted`) }).waitFor({ timeout: 60_000 });
    return told("oms", "documents").documents.find((one) => one.document === document);
  };
  await choose("Codes of void labels that drop out");
  await card.getByText("3 void labels to be reported").waitFor();
  await card.getByLabel("Why the codes drop out (needed)").selectOption("DEFECT");
  await shot(page, "reports-dropout");
  const dropped = await report(1);
  await shot(page, "reports-dropped");
  assert.deepEqual([dropped.kind, dropped.status, dropped.job, dropped.labels, dropped.refused], ["dropout", "SUCCESS", 1, 3, []]);

  // A label drops out once.
  await choose("Codes of void labels that drop out");
  await card.getByText("0 void labels to be reported").waitFor();

  // What a scanner read when four of the others were packed; a list without its package is refused with the line.
  quietzone(trial, "job", "report", "1", "-o", "labels.json");
  const units = JSON.parse(readFileSync(join(at.folder, "labels.json"), "utf8")).map(({ unit: [gtin, serial] }) => `01${gtin}21${serial}`);
  const scans = units.slice(0, 4).map((unit) => `]d2${unit}\u001d93Ab1c`);
  const scanned = async (lines) => {
    writeFileSync(join(at.folder, "../scans.txt"), lines.join("\n"));
    await card.locator("input[type=file]").setInputFiles(join(at.folder, "../scans.txt"));
  };
  await choose("What stands in which package");
  await card.getByLabel("Group of goods").selectOption("milk");
  await shot(page, "reports-packages");
  await scanned(scans);
  await card.getByRole("button", { name: "Report now" }).click();
  await card.getByRole("alert").waitFor();
  await shot(page, "reports-no-package");
  await card.getByText("a code stands in no package").waitFor();
  await scanned(["]C100095201234567891235", ...scans]);
  const packed = await report(2);
  await shot(page, "reports-packed");
  assert.deepEqual([packed.kind, packed.status, packed.refused], ["aggregation", "SUCCESS", []]);
  assert.equal(told("oms", "documents").documents.length, 2);
  assert.deepEqual(page.wrong, []);
});
