// Codes of an order without an account, from the page “Orders” to paper on the page “Print”: what the order holds is told,
// what its codes do not say is typed, and the label is seen and printed as a sample.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assert, browser, open, place, quietzone, shot, studio, walk } from "./studio.mjs";

await walk(async () => {
  const at = place();
  const { address } = await studio(at);
  const { context } = await browser({ dark: true, zoom: 1.25 });
  const page = await open(context, address);
  const toPage = async (name) => {
    await page.locator("nav a", { hasText: name }).click();
    await page.getByRole("heading", { name, level: 1 }).waitFor();
  };

  await toPage("Orders");
  await page.getByRole("button", { name: "Try: Kazakhstan" }).click();
  await page.getByRole("heading", { name: "A trial goes on" }).waitFor();
  // An order that is ready.
  const row = page.locator("tr[data-order]").filter({ has: page.getByRole("button", { name: "Fetch codes" }) }).filter({ hasText: "pharma" }).first();
  await row.waitFor({ timeout: 60_000 });
  await shot(page, "ordered-orders");
  const order = await row.getAttribute("data-order");
  await row.getByRole("button", { name: "Fetch codes" }).click();
  await page.locator(".said", { hasText: "codes of the order are in the ledger" }).waitFor({ timeout: 60_000 });
  await page.locator(".said").getByRole("button", { name: "Use for labels" }).click();

  // What it holds, and a template for it.
  await page.getByRole("heading", { name: `What order ${order} holds` }).waitFor();
  const market = page.locator("section.card .plain button", { hasText: "Kazakhstan: medicines" });
  await Promise.race([market.waitFor().then(() => market.click()), page.locator(".page-start table").waitFor()]);
  await page.locator(".page-start table").waitFor();
  await page.locator(".template", { hasText: "kz-pharma-58x40-203" }).click();
  await page.getByText("Chosen: kz-pharma-58x40-203.toml").waitFor();
  const lacking = page.locator("details", { hasText: "The codes do not say" });
  await lacking.locator("summary").click();
  await lacking.getByLabel("batch").fill("A1");
  await lacking.getByLabel("expiry").fill("2027-12-31");
  await lacking.getByLabel("product", { exact: true }).fill("Paracetamol");
  await lacking.getByRole("button", { name: "Use this" }).click();
  await page.getByRole("button", { name: "Take back: batch: A1" }).waitFor();
  await shot(page, "ordered-start");

  // The label is a sample where it is looked at, and where it is printed.
  await toPage("Label");
  await page.waitForFunction(() => document.querySelector(".label-picture")?.dataset.turn);
  await page.getByRole("button", { name: "As printed" }).click();
  await page.locator(".label-stage img").waitFor();
  await shot(page, "ordered-label");
  const sample = await page.evaluate(async () => {
    const { call } = await import("/call.js");
    const work = JSON.parse(sessionStorage.getItem("quietzone-work"));
    const { rows } = await call("label.rows", { work, from: 0, count: 1 });
    return (await call("label.preview", { work, row: rows[0].row, view: "plain" })).picture.svg;
  });
  assert.match(sample, /SAMPLE \/ ОБРАЗЕЦ/);
  await toPage("Print");
  await page.getByRole("button", { name: "Add a printer" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("paper");
  await page.getByLabel("Address").fill("file:printed.zpl");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("labels are written into a file").waitFor();
  await shot(page, "ordered-print");
  await page.getByRole("button", { name: "Print these labels" }).click();
  await page.getByRole("heading", { name: /Job 1/ }).waitFor();
  await page.getByRole("button", { name: "These are good" }).first().waitFor();
  const trial = { ...at, ledger: join(at.ledger, "trial") };
  const { labels, states } = JSON.parse(quietzone(trial, "job", "show", "1", "--format", "json"));
  assert.ok(labels > 0 && states.sent === labels, "each code of the order has a label");
  assert.ok(readFileSync(join(at.folder, "printed.zpl"), "latin1").length > 1000);
  assert.deepEqual(page.wrong, []);
});
