// Codes from an order system, without an account: ordered, fetched, printed and reported, all marked as samples; a
// token that is refused; and a studio that is killed while it fetches, with an emulator beside it that counts.

import { spawn } from "node:child_process";
import { copyFileSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { assert, browser, open, place, program, quietzone, root, shot, studio, walk } from "./studio.mjs";

/// An emulator as a process of its own, and what it told of itself.
async function emulator(...words) {
  const child = spawn(program, ["oms", "emulate", "--format", "json", ...words], { stdio: ["pipe", "pipe", "inherit"] });
  process.on("exit", () => child.kill("SIGKILL"));
  let text = "";
  return new Promise((done) => createInterface(child.stdout).on("line", (line) => {
    text += line;
    try {
      done(JSON.parse(text));
    } catch {
      // More lines come.
    }
  }));
}

const toOrders = async (page) => {
  await page.locator("nav a", { hasText: "Orders" }).click();
  await page.getByRole("heading", { name: "Orders", level: 1 }).waitFor();
};

/// Orders 500 codes of a market over the connection that is chosen, and fetches them.
async function ordered(page, market) {
  const form = page.locator("details", { has: page.locator("summary", { hasText: "Order codes" }) });
  await form.locator("summary").first().click();
  await form.getByLabel("Market", { exact: true }).selectOption(market);
  await form.getByLabel("How many codes").waitFor();
  await page.waitForTimeout(300);
  assert.equal(await form.getByLabel("How many codes").inputValue(), "500");
  await form.getByRole("button", { name: "Order now" }).click();
  const dialog = page.getByRole("dialog");
  if (market.startsWith("kz")) await dialog.getByRole("button", { name: "Order" }).click();
  await page.locator(".said", { hasText: "Document" }).waitFor({ timeout: 60_000 });
  const row = page.locator("tr[data-order]", { hasText: "500 of 500" });
  await row.waitFor({ timeout: 60_000 });
  await row.getByRole("button", { name: "Fetch codes" }).click();
  await page.locator(".said", { hasText: "500 codes of the order are in the ledger" }).waitFor({ timeout: 120_000 });
}

await walk(async () => {
  const at = place();
  copyFileSync(join(root, "templates/kz-pharma-carton.toml"), join(at.folder, "kz-pharma-carton.toml"));
  const first = await studio(at);
  const { context } = await browser();
  const page = await open(context, first.address);
  const answers = [];
  page.on("response", async (response) => {
    if (response.url().includes("/call/")) answers.push(await response.text().catch(() => ""));
  });

  // Both countries, without an account.
  await toOrders(page);
  await shot(page, "orders-empty");
  await page.getByRole("button", { name: "Try: Russia" }).click();
  await page.getByRole("heading", { name: "A trial goes on" }).waitFor();
  await page.getByText("SAMPLE: a trial goes on").waitFor();
  await page.locator("tr[data-order]").first().waitFor();
  await shot(page, "orders-trial");
  await ordered(page, "ru-milk");
  await shot(page, "orders-fetched");
  await page.getByRole("button", { name: "Try: Kazakhstan" }).click();
  await page.getByRole("heading", { name: /Orders of sample-kz/ }).waitFor();
  await ordered(page, "kz-pharma");
  assert.ok(await page.locator("article.way .sample").count() >= 2, "cards are marked");

  // Labels of them: the work of this tab is the order, and the command line says so.
  await page.locator(".said").getByRole("button", { name: "Use for labels" }).click();
  const order = await page.evaluate(() => JSON.parse(sessionStorage.getItem("quietzone-work")).order);
  assert.match(order, /^[0-9a-f-]{36}$/);
  await page.evaluate((order) => sessionStorage.setItem("quietzone-work", JSON.stringify({ template: "kz-pharma-carton.toml", order, set: ["batch=A1", "expiry=2027-12-31"] })), order);
  await page.goto(`${first.address.split("#")[0]}#/start`);
  await page.locator("nav a", { hasText: "Output" }).click();
  await page.getByLabel("What is made").selectOption("svg").catch(() => {});
  await page.waitForFunction(() => document.querySelector(".command code")?.textContent.includes("--stored"));

  // What the ledger of the trial says is what the emulator handed out: each code once.
  const ledger = join(at.ledger, "trial");
  quietzone({ ...at, ledger }, "render", "kz-pharma-carton.toml", "--order", order, "--stored", "--set", "batch=A1", "--set", "expiry=2027-12-31", "--rows", "2", "--market", "kz-pharma", "-o", "{row}.svg");
  const drawn = readdirSync(at.folder).filter((name) => name.endsWith(".svg"));
  assert.ok(drawn.length > 0, "a label is made");
  assert.match(readFileSync(join(at.folder, drawn[0]), "utf8"), /SAMPLE \/ ОБРАЗЕЦ/);

  // Print into a file, apply, report: what is handed in is accepted.
  quietzone({ ...at, ledger }, "print", "kz-pharma-carton.toml", "--order", order, "--stored", "--set", "batch=A1", "--set", "expiry=2027-12-31", "--rows", "2-21", "--printer", "file:labels.zpl", "--dpi", "203");
  quietzone({ ...at, ledger }, "job", "confirm", "1", "--through", "20");
  quietzone({ ...at, ledger }, "job", "apply", "1", "--all");
  await toOrders(page);
  const card = page.locator("details", { has: page.locator("summary", { hasText: "Report what became of codes" }) });
  await card.waitFor();
  await card.locator("summary").first().click();
  await shot(page, "orders-report");
  await card.getByText("20 labels on goods to be reported").waitFor();
  await card.getByRole("button", { name: "Report now" }).click();
  await page.locator(".said", { hasText: "accepted" }).waitFor({ timeout: 60_000 });
  await shot(page, "orders-accepted");

  // The trial ends, and the own ledger is as it was.
  await page.getByRole("button", { name: "End the trial" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End the trial" }).click();
  await page.getByRole("heading", { name: "Try it without an account" }).waitFor();

  // A system beside the studio: a token that is refused is told in words, and never told back.
  const oms = await emulator("--codes", "40", "--delay", "150", "--seed", "5");
  await page.getByText("A new connection").click();
  await page.getByLabel("What you call it").fill("beside");
  await page.getByLabel("Address").fill(oms.address);
  await page.getByLabel("omsId").fill(oms.oms_id);
  await page.getByRole("button", { name: "Keep the connection" }).click();
  const own = page.getByRole("article", { name: "beside" });
  await own.getByLabel("Token", { exact: true }).fill("5b7e0f6a-9c1d-4e2b-8d11-00d0fadedbad");
  await own.getByRole("button", { name: "Open" }).click();
  await own.getByRole("alert").waitFor();
  await shot(page, "orders-token-refused");
  await own.getByLabel("Token", { exact: true }).fill(oms.token);
  await own.getByRole("button", { name: "Open" }).click();
  await page.getByRole("heading", { name: "Orders of beside" }).waitFor();
  const wanted = oms.orders.find((one) => one.group === "pharma").order;
  await page.locator(`tr[data-order="${wanted}"]`).waitFor({ timeout: 60_000 });

  // Killed in the middle of a pull of small blocks, and gone on with: no code is lost.
  const begun = await page.evaluate(async ([order]) => {
    const { call } = await import("/call.js");
    return call("orders.pull", { connection: "beside", order, block: 5 });
  }, [wanted]);
  assert.ok(begun.task > 0);
  await page.waitForTimeout(2500);
  first.child.kill("SIGKILL");
  const second = await studio(at);
  const again = await open(context, second.address);
  again.on("response", async (response) => {
    if (response.url().includes("/call/")) answers.push(await response.text().catch(() => ""));
  });
  await toOrders(again);
  const beside = again.getByRole("article", { name: "beside" });
  await beside.getByLabel("Token", { exact: true }).fill(oms.token);
  await beside.getByRole("button", { name: "Open" }).click();
  const row = again.locator(`tr[data-order="${wanted}"]`).first();
  await row.waitFor({ timeout: 60_000 });
  await row.getByRole("button", { name: "Fetch codes" }).click();
  await again.locator(".said", { hasText: "40 codes of the order are in the ledger" }).waitFor({ timeout: 200_000 });
  quietzone(at, "oms", "pull", wanted, "--token-command", `echo ${oms.token}`, "-o", "codes.txt");
  const codes = readFileSync(join(at.folder, "codes.txt"), "utf8").trim().split("\n");
  assert.deepEqual([codes.length, new Set(codes).size], [40, 40]);

  // No token and no tail in any answer.
  const told = answers.join("\n");
  assert.ok(answers.length > 20 && !told.includes(oms.token) && !told.includes("00d0fadedbad"));
  for (const code of codes) assert.ok(!told.includes(code.split("\u001d").pop()), "a tail is told");
  assert.deepEqual(page.wrong.concat(again.wrong).filter((line) => !/ERR_CONNECTION_REFUSED/.test(line)), []);
});
