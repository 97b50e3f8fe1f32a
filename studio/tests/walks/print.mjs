// Printing as an operator does it: a printer without paper, a studio that is killed, two tabs, a scanner.
// What the ledger and the printer know in the end must agree: no label twice, none lost.

import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { assert, browser, open, place, program, quietzone, root, shot, studio, walk, workAt } from "./studio.mjs";

const template = "kz-pharma-58x40-203.toml";
const labels = 60;

/// A folder with a template and codes.
function desk() {
  const at = place();
  mkdirSync(join(at.folder, "art"));
  copyFileSync(join(root, "templates", template), join(at.folder, template));
  copyFileSync(join(root, "templates/art/logo.svg"), join(at.folder, "art/logo.svg"));
  copyFileSync(join(root, "samples/kz-pharma.xlsx"), join(at.folder, "kz-pharma.xlsx"));
  return at;
}

/// A printer of ours; what comes out of it is put into a folder, a file a paper.
async function printer(at) {
  const papers = join(at.ledger, "../papers");
  mkdirSync(papers);
  const child = spawn(program, ["printer", "simulate", "--port", "0", "--speed", "20", "-o", papers, "--format", "json"], { stdio: ["pipe", "pipe", "inherit"] });
  process.on("exit", () => child.kill("SIGKILL"));
  let told = "";
  const address = await new Promise((done) => child.stdout.on("data", (piece) => {
    told += piece;
    const found = /"address": *"([^"]+)"/.exec(told);
    if (found) done(found[1]);
  }));
  return { address, say: (line) => child.stdin.write(`${line}\n`), papers: () => readdirSync(papers).sort().map((name) => ({ name, isTorn: name.includes("torn"), bytes: readFileSync(join(papers, name)).toString("latin1") })) };
}

/// The labels of job 1 by the command line: number and state.
function ledger(at) {
  const file = join(at.folder, "witness.json");
  quietzone(at, "job", "report", "1", "-o", file);
  return JSON.parse(readFileSync(file, "utf8"));
}

const shown = (at) => JSON.parse(quietzone(at, "job", "show", "1", "--format", "json"));
const pause = (time) => new Promise((done) => setTimeout(done, time));

async function until(what, is, limit = 60_000) {
  for (const begun = Date.now(); !(await is()); await pause(50)) assert.ok(Date.now() - begun < limit, `waited for ${what}`);
}

/// Does an act with its two questions: which labels, and whether it is meant.
async function act(page, name, fields, deed = name) {
  await page.getByRole("button", { name, exact: true }).first().click();
  const dialog = page.getByRole("dialog");
  if (fields) {
    for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value);
    await dialog.getByRole("button", { name: "Go on" }).click();
  }
  await dialog.locator(".command").waitFor();
  await shot(page, `print-ask-${deed.replaceAll(" ", "-").toLowerCase()}`);
  await dialog.getByRole("button", { name: deed, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

await walk(async () => {
  const at = desk();
  const zebra = await printer(at);
  let { child, address } = await studio(at);
  const { context } = await browser();
  let page = await open(context, address);
  const base = () => address.split("#")[0];

  // A printer, and its state in words.
  await page.locator("nav a", { hasText: "Print" }).click();
  await page.getByRole("button", { name: "Add a printer" }).click();
  await page.getByLabel("Name", { exact: true }).fill("zebra-1");
  await page.getByLabel("Address").fill(zebra.address);
  await page.getByLabel("Dots per inch").fill("203");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator(".printer-ready").waitFor();
  await shot(page, "print-printers");

  // A job, and a printer that runs out of labels in the midst of it.
  await workAt(page, { template, data: ["kz-pharma.xlsx"] });
  await page.locator("nav a", { hasText: "Start" }).click();
  await page.locator("nav a", { hasText: "Print" }).click();
  await page.getByLabel("Printer", { exact: true }).selectOption("zebra-1");
  assert.match(await page.locator(".command code").first().textContent(), /^quietzone print kz-pharma-58x40-203.toml --data kz-pharma.xlsx --printer zebra-1$/);
  await page.getByRole("button", { name: "Print these labels" }).click();
  await page.getByRole("heading", { name: "being printed" }).waitFor();
  await until("ten papers", () => zebra.papers().length >= 10);
  zebra.say("paper out");
  await page.getByText("the printer has no labels").first().waitFor();
  await shot(page, "print-paper-out");

  // Another tab sees the same, and cannot print it too.
  const other = await open(context, address);
  await other.goto(`${base()}#/print/1`);
  await other.getByText("the printer has no labels").first().waitFor();
  await other.getByRole("button", { name: "Stop it" }).waitFor();
  assert.equal(await other.getByRole("button", { name: "Print what waits" }).count(), 0);
  zebra.say("paper in");
  await until("it goes on", () => zebra.papers().length >= 25);

  // The studio is killed. Its successor tells what is in doubt, and what to do.
  child.kill("SIGKILL");
  let papers = 0;
  await until("the printer is through", async () => {
    const before = papers;
    papers = zebra.papers().length;
    if (papers === before) return true;
    await pause(1500);
    return false;
  });
  await Promise.all([page.close(), other.close()]);
  ({ child, address } = await studio(at));
  page = await open(context, address);
  await page.goto(`${base()}#/print/1`);
  await page.getByText("in doubt. Look which of them came out").waitFor();
  await shot(page, "print-in-doubt");

  // Papers come out in the order of the labels: what is whole is good, what is torn or missing is printed again.
  const torn = zebra.papers().flatMap(({ isTorn }, index) => (isTorn ? [index + 1] : []));
  await act(page, "These are good", { "Labels, by their numbers": `1-${papers}`, ...(torn.length > 0 && { "But not these": torn.join(",") }) });
  await page.getByText(/labels changed/).waitFor();
  const lost = ledger(at).filter(({ state }) => state === "in_doubt" || state === "spoiled").map(({ label }) => label);
  if (lost.length > 0) {
    await page.getByText("Reports and more").click();
    await act(page, "Print again", { "Labels, by their numbers": lost.join(","), Why: "the studio was killed" });
  }
  await page.getByRole("button", { name: "Print what waits" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Print what waits" }).click();
  await until("all are sent", () => shown(at).states.waiting === 0 && !shown(at).running);
  await page.getByRole("button", { name: "These are good" }).first().waitFor();
  await act(page, "These are good", {});
  await until("all are good", () => shown(at).states.confirmed + shown(at).states.printed === labels);
  const whole = zebra.papers().filter(({ isTorn }) => !isTorn).map(({ bytes }) => bytes);
  assert.equal(whole.length, labels, "as many whole papers as labels");
  assert.equal(new Set(whole).size, labels, "no label twice, none lost");

  // A pack is destroyed with its label.
  const more = page.locator("details", { hasText: "Reports and more" });
  if (!(await more.evaluate((element) => element.open))) await page.getByText("Reports and more").click();
  await act(page, "Retire codes", { "Labels, by their numbers": "60", Why: "pack destroyed" });
  await until("it is void", () => shown(at).states.void === 1);

  // A scanner: good, twice, none of ours, and one whose code was retired. It types the separator as Ctrl+].
  quietzone(at, "convert", "--data", "kz-pharma.xlsx", "--market", "kz-pharma", "-o", "codes.txt");
  const scanned = readFileSync(join(at.folder, "codes.txt"), "utf8").split(/\r?\n/).filter(Boolean);
  await page.getByRole("button", { name: "Tick off by scanner" }).click();
  const scan = async (code, word) => {
    const parts = code.split("\u001d");
    for (const [index, part] of parts.entries()) {
      if (index > 0) await page.keyboard.press("Control+]");
      await page.keyboard.type(part);
    }
    await page.keyboard.press("Enter");
    await page.locator(".scan-word", { hasText: word }).waitFor();
  };
  await scan(scanned[0], "Good");
  await shot(page, "print-scan");
  await scan(scanned[0], "Scanned before");
  await scan(scanned[59], "Put it aside");
  await scan("4601234567890", "Not read");
  await scan(scanned[1], "Good");
  assert.equal(shown(at).states.applied, 2, "each scan is kept at once");

  // Search by serial; a report; on goods; over; wiped.
  const { unit: [, serial] } = ledger(at)[6];
  await page.getByRole("searchbox").fill(serial);
  await page.getByRole("searchbox").press("Enter");
  await page.getByText(`label 7: GTIN`).waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Report (CSV)" }).click();
  assert.equal((await download).suggestedFilename(), "job-1-report.csv");
  const report = join(at.folder, "job-1-report.csv");
  const lines = () => readFileSync(report, "utf8").trim().split("\n").length;
  assert.equal(lines(), labels + 1);
  // What somebody wrote into it is replaced when that is said.
  writeFileSync(report, "remarks");
  const again = async (answer) => {
    await page.getByRole("button", { name: "Report (CSV)" }).click();
    await page.getByText("would be replaced: job-1-report.csv").waitFor();
    await shot(page, "print-replace");
    await page.getByRole("dialog").getByRole("button", { name: answer }).click();
  };
  await again("Cancel");
  assert.equal(lines(), 1);
  const replaced = page.waitForEvent("download");
  await again("Replace them");
  await replaced;
  assert.equal(lines(), labels + 1);
  await act(page, "On goods", {});
  await until("all are on goods", () => shown(at).states.applied === labels - 1);
  await act(page, "End the job");
  await act(page, "Wipe the codes");
  await until("the codes are wiped", () => shown(at).forgotten);
  await page.getByText("What was done").click();
  await page.getByText("codes wiped").waitFor();
  await shot(page, "print-over");
  assert.deepEqual(page.wrong, []);
  child.kill("SIGTERM");
});
