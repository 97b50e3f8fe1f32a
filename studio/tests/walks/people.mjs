// From an empty folder to paper as three people do it: a drawing that is dropped is offered at once, a folder by the
// mouse is one batch, what codes do not say is typed or looked up, codes are given back, and a printer is tested.

import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assert, browser, open, place, program, quietzone, root, shot, studio, walk, workAt } from "./studio.mjs";

const codes = readFileSync(join(root, "samples/kz-pharma.txt"), "utf8").split(/\r?\n/).filter(Boolean);
const pause = (time) => new Promise((done) => setTimeout(done, time));

/// Drops a folder of files on an element, as a mouse does it from a window of files.
const dropFolder = (zone, folder, files) => zone.evaluate((target, { folder, files }) => {
  const of = (name, text) => ({ isFile: true, name, file: (done) => done(new File([text], name)) });
  let isRead = false;
  const entry = { isFile: false, name: folder, createReader: () => ({
    readEntries: (done) => { done(isRead ? [] : files.map(([name, text]) => of(name, text))); isRead = true; } }) };
  const event = new Event("drop", { bubbles: true, cancelable: true });
  event.dataTransfer = { items: [{ webkitGetAsEntry: () => entry }] };
  target.dispatchEvent(event);
}, { folder, files });

/// The market of the codes, where the page asks for it.
const pick = (page) => page.locator("section.card .plain button", { hasText: "Kazakhstan: medicines" }).click();
const printable = async (page) => Number((await page.locator(".page-start table tr", { hasText: "can be printed" }).first().locator("td").first().textContent()).replace(/\D/g, ""));
const toPage = async (page, name) => {
  await page.locator("nav a", { hasText: name }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
};

await walk(async () => {
  const at = place();
  const { address } = await studio(at);
  const { context } = await browser();
  const page = await open(context, address);

  // A designer drops a drawing: it can be begun with, and nothing has to be loaded again.
  copyFileSync(join(root, "templates/art/uz-pharma-folded.svg"), join(at.folder, "../carton.svg"));
  await page.locator("input[type=file]").first().setInputFiles(join(at.folder, "../carton.svg"));
  await page.getByText("Copied into the folder: carton.svg").waitFor();
  await page.getByRole("button", { name: "Begin with the drawing" }).waitFor();

  // A folder by the mouse is one batch; what systems leave in folders is no file of codes.
  const files = [["a.txt", codes.slice(0, 10).join("\n")], ["b.txt", codes.slice(10, 25).join("\n")], [".DS_Store", "x"], ["~$a.xlsx", "x"]];
  await dropFolder(page.locator(".drop"), "orders", files);
  await page.getByRole("heading", { name: "What orders holds" }).waitFor();
  await pick(page);
  await page.locator(".page-start table").waitFor();
  assert.equal(await printable(page), 25);
  assert.deepEqual(readdirSync(join(at.folder, "orders")).sort(), ["a.txt", "b.txt"]);
  // The same folder with another file in place of one: what was dropped is read, and not what stood there before.
  await dropFolder(page.locator(".page-start h2").first(), "orders", [["a.txt", codes.slice(30, 42).join("\n")], files[1]]);
  await page.getByRole("heading", { name: /orders\/a-2\.txt/ }).waitFor();
  await pick(page);
  await page.locator(".page-start table").waitFor();
  assert.equal(await printable(page), 27);
  await shot(page, "people-folder");

  // A text of codes alone: the label would lack batch and expiry, and the page says so.
  await page.locator("input[type=file]").first().setInputFiles(join(root, "samples/kz-pharma.txt"));
  await page.getByRole("heading", { name: "What kz-pharma.txt holds" }).waitFor();
  await pick(page);
  await page.locator(".template", { hasText: "kz-pharma-58x40-203" }).click();
  const lacking = page.locator("details", { hasText: "The codes do not say" });
  await lacking.locator("summary").first().waitFor();
  if (!(await lacking.evaluate((element) => element.open))) await lacking.locator("summary").click();
  await shot(page, "people-lacks");
  // What is wrong with a value is told here, and it can be taken back.
  await lacking.getByLabel("expiry").fill("soon");
  await lacking.getByRole("button", { name: "Use this" }).click();
  await page.getByRole("button", { name: "Take back: expiry: soon" }).waitFor();
  await page.locator("section .finding", { hasText: "not a date" }).first().waitFor();
  await shot(page, "people-wrong-date");
  await page.getByRole("button", { name: "Take back: expiry: soon" }).click();
  // A list of products says all three.
  await lacking.locator("summary").first().waitFor();
  if (!(await lacking.evaluate((element) => element.open))) await lacking.locator("summary").click();
  await lacking.locator("input[type=file]").setInputFiles(join(root, "samples/products.xlsx"));
  await page.waitForFunction(() => [...document.querySelectorAll("select")].some((select) => select.value === "products.xlsx"));
  await lacking.getByRole("button", { name: "Use this" }).click();
  await page.getByRole("button", { name: "Take back: List of products: products.xlsx" }).waitFor();
  assert.equal(await lacking.count(), 0);
  await toPage(page, "Output");
  await page.waitForFunction(() => document.querySelector(".command code")?.textContent.includes("--lookup products.xlsx --key gtin"));
  await page.getByRole("button", { name: "Make labels" }).click();
  await page.getByRole("heading", { name: "Done" }).waitFor();
  // Other codes lack other things: what was typed for these is not said of those.
  await toPage(page, "Start");
  await page.evaluate(() => sessionStorage.setItem("quietzone-work", JSON.stringify({ ...JSON.parse(sessionStorage.getItem("quietzone-work")), set: ["batch=OLD"] })));
  await page.locator("input[type=file]").first().setInputFiles(join(root, "samples/kz-pharma.xlsx"));
  await page.getByRole("heading", { name: "What kz-pharma.xlsx holds" }).waitFor();
  assert.equal(await page.evaluate(() => JSON.parse(sessionStorage.getItem("quietzone-work")).set), undefined);

  // A printer, from the place where it is missed; tested with somebody beside it.
  const papers = join(at.ledger, "../papers");
  mkdirSync(papers);
  const child = spawn(program, ["printer", "simulate", "--port", "0", "--speed", "20", "-o", papers, "--format", "json"], { stdio: ["pipe", "pipe", "inherit"] });
  process.on("exit", () => child.kill("SIGKILL"));
  let told = "";
  const zebra = await new Promise((done) => child.stdout.on("data", (piece) => {
    told += piece;
    const found = /"address": *"([^"]+)"/.exec(told);
    if (found) done(found[1]);
  }));
  await toPage(page, "Print");
  assert.ok(await page.getByRole("button", { name: "Print these labels" }).isDisabled());
  await page.getByRole("button", { name: "Add a printer" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("zebra-1");
  await page.getByLabel("Address").fill(zebra);
  await page.getByLabel("Dots per inch").fill("203");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator(".printer-ready").waitFor();
  await page.getByRole("button", { name: "Test its count" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Test its count" }).click();
  const beside = page.locator("ul.told li");
  await beside.filter({ hasText: /take .*labels out/i }).first().waitFor({ timeout: 20_000 });
  await shot(page, "people-test");
  child.stdin.write("paper out\n");
  await beside.filter({ hasText: /put .*labels/i }).first().waitFor({ timeout: 20_000 });
  child.stdin.write("paper in\n");
  await page.getByText("The printer counts what it prints.").waitFor({ timeout: 20_000 });
  await shot(page, "people-tested");

  // A job whose codes were wiped before its time has them again from the file, which is chosen where it is missed.
  await page.getByRole("button", { name: "Print these labels" }).click();
  await page.getByRole("heading", { name: /Job 1/ }).waitFor();
  for (let waited = 0; JSON.parse(quietzone(at, "job", "show", "1", "--format", "json")).running; waited += 1) {
    assert.ok(waited < 300, "waited for the job");
    await pause(100);
  }
  quietzone(at, "job", "confirm", "1", "--through", "60");
  quietzone(at, "job", "done", "1");
  quietzone(at, "ledger", "forget", "1");
  assert.ok(JSON.parse(quietzone(at, "job", "show", "1", "--format", "json")).forgotten, "the codes are wiped");
  await workAt(page, {});
  await page.getByRole("button", { name: "Give codes back" }).click();
  await page.getByRole("dialog").getByLabel("File of codes").selectOption("kz-pharma.xlsx");
  await shot(page, "people-remember");
  await page.getByRole("dialog").getByRole("button", { name: "Give codes back" }).click();
  await page.getByText("60 codes are known again").waitFor();
  assert.ok(!JSON.parse(quietzone(at, "job", "show", "1", "--format", "json")).forgotten);
  assert.deepEqual(page.wrong, []);
});
