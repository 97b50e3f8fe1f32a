// What walks share: a studio that runs, a browser that looks at it, and the program beside it.
//
//     node studio/tests/walks/NAME.mjs
//
// Needs: npm install playwright-core, where node finds it or in NODE_PATH, and a Chromium.
// QUIETZONE is the program, CHROMIUM the browser (/usr/bin/chromium), SHOTS a folder for pictures of the screen.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const { chromium } = createRequire(import.meta.url)("playwright-core");

/// The repository, where samples and templates stand.
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
export const program = process.env.QUIETZONE ?? join(root, "target/debug/quietzone");
export { assert };

/// A folder to work in, with a ledger of its own beside it.
export function place() {
  const all = mkdtempSync(join(tmpdir(), "quietzone-walk-"));
  const [folder, ledger] = ["folder", "ledger"].map((name) => join(all, name));
  mkdirSync(folder);
  process.on("exit", () => rmSync(all, { recursive: true, force: true }));
  return { folder, ledger };
}

/// Runs the program in a folder; what it told on standard output, whatever its exit code.
export function quietzone({ folder, ledger }, ...words) {
  try {
    return execFileSync(program, words, { cwd: folder, env: { ...process.env, QUIETZONE_LEDGER: ledger, QUIETZONE_LANG: "en" }, stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 28 }).toString();
  } catch (error) {
    return error.stdout.toString();
  }
}

const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/// Starts a studio; its process and its address.
export async function studio({ folder, ledger }, ...more) {
  const child = spawn(program, ["studio", "--no-open", ...more, folder], { env: { ...process.env, QUIETZONE_LEDGER: ledger, USER: "walker" }, stdio: ["ignore", "pipe", "inherit"] });
  running.add(child);
  child.on("exit", () => running.delete(child));
  const [address] = await new Promise((done) => createInterface(child.stdout).once("line", (line) => done([line])));
  return { child, address };
}

/// A browser, light or dark, of a language; `zoom` as the user sets it.
export async function browser({ dark = false, zoom = 1, width = 1280, height = 720, locale = "en-GB" } = {}) {
  const chrome = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  const context = await chrome.newContext({
    colorScheme: dark ? "dark" : "light",
    viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
    deviceScaleFactor: zoom,
    locale,
    acceptDownloads: true,
  });
  return { chrome, context };
}

const pages = [];

/// A page of the studio, on which no script may fail and nothing be asked of elsewhere.
export async function open(context, address) {
  const page = await context.newPage();
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => message.type() === "error" && !/status of 422/.test(message.text()) && wrong.push(message.text()));
  page.on("request", (request) => {
    const url = request.url();
    if (!/^(blob:)?http:\/\/127\.0\.0\.1:/.test(url) && !url.startsWith("data:")) wrong.push(`asked elsewhere: ${url}`);
  });
  page.wrong = wrong;
  pages.push(page);
  await page.goto(address);
  await page.locator("h1").waitFor();
  return page;
}

/// What has the focus, in words.
export const focused = (page) => page.evaluate(() => {
  const at = document.activeElement;
  const label = at?.id && document.querySelector(`label[for="${at.id}"]`);
  return at === document.body ? "" : (label?.textContent || at?.getAttribute("aria-label") || at?.textContent || "").trim();
});

/// Presses Tab until this has the focus.
export async function reach(page, name) {
  for (let pressed = 0; pressed < 250; pressed += 1) {
    const now = await focused(page);
    if (typeof name === "string" ? now === name : name.test(now)) {
      assert.ok(await page.evaluate(() => document.activeElement.matches(":focus-visible")), `${now}: the focus is not seen`);
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`“${name}” is not reached by Tab`);
}

/// A picture of the screen, where SHOTS names a folder.
export async function shot(page, name) {
  if (!process.env.SHOTS) return;
  mkdirSync(process.env.SHOTS, { recursive: true });
  await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) });
}

/// Says what is worked at without the page “Start”.
export async function workAt(page, work) {
  await page.evaluate((work) => sessionStorage.setItem("quietzone-work", JSON.stringify(work)), work);
}

/// Runs a walk, and ends with 1 where it fails.
export async function walk(steps) {
  try {
    await steps();
    console.log("walked");
    process.exit(0);
  } catch (error) {
    console.error(error);
    // What was seen last tells most.
    for (const page of pages) console.error(page.wrong, await page.locator("body").innerText().catch(String));
    process.exit(1);
  }
}
