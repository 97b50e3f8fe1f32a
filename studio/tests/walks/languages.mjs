// Every page in every language: the browser's is taken, another can be chosen, nothing is cut off, no English is left;
// and pictures and pages of the command line hold their sentences.

import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assert, browser, open, place, quietzone, root, shot, studio, walk, workAt } from "./studio.mjs";

const LANGUAGES = { en: "en-GB", ru: "ru-RU", kk: "kk-KZ", uz: "uz-Latn-UZ", tr: "tr-TR" };
const PAGES = ["start", "label", "output", "print", "orders"];
const allowed = new Set(readFileSync(join(root, "languages/tests/latin.txt"), "utf8").split("\n").filter((line) => !line.startsWith("#")).join(" ").split(/\s+/));
// Names that this walk gives, and what the system says.
["walker", "near", "notice", "code", "zebra", "Connection", "refused", "error"].forEach((word) => allowed.add(word));

/// Words of small Latin letters that a page shows outside of code, file names, addresses and what was typed.
const latin = (page) => page.evaluate(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const words = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const place = node.parentElement;
    if (place.closest("code, pre, svg, textarea, input, option[lang], .mark, [data-outside]") || !place.checkVisibility()) continue;
    const spoken = node.data.replace(/«[^»]*»|“[^”]*”/g, " ");
    for (const word of spoken.split(/[\s(),;!?…—]+/).map((word) => word.replace(/[.:]+$/, "")))
      if (/^[A-Za-z]+$/.test(word) && /[a-z].*[a-z].*[a-z]/.test(word)) words.push(`${word}: ${node.data.trim().slice(0, 80)}`);
  }
  return words;
});

/// What stands out of the window, or is cut off in its box.
const cutOff = (page) => page.evaluate(() => {
  const wide = document.scrollingElement.scrollWidth > innerWidth ? [`the page is ${document.scrollingElement.scrollWidth} wide`] : [];
  const boxes = [...document.querySelectorAll("button, a, th, label, h1, h2, h3, legend, summary, .badge")].filter((box) => box.checkVisibility());
  return wide.concat(boxes.filter((box) => box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible").map((box) => `${box.tagName} ${box.textContent.trim().slice(0, 60)}`));
});

/// Texts of a picture that leave it.
const outside = (page) => page.evaluate(() => {
  const frame = document.querySelector("svg").getBoundingClientRect();
  return [...document.querySelectorAll("svg [aria-label]")].map((text) => [text.getAttribute("aria-label"), text.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1)).map(([text]) => text);
});

await walk(async () => {
  const at = place();
  copyFileSync(join(root, "samples/kz-pharma.xlsx"), join(at.folder, "kz-pharma.xlsx"));
  // A design with findings, and codes with faults.
  const text = readFileSync(join(root, "templates/kz-pharma-carton.toml"), "utf8");
  writeFileSync(join(at.folder, "carton.toml"), text.replace(/(id = "code"\n)/, "$1") + '\n[[element]]\ntype = "text"\nid = "near"\nx = "16 mm"\ny = "8 mm"\nwidth = "12 mm"\ntext = "ABC"\nsize = "6 pt"\n');
  writeFileSync(join(at.folder, "codes.txt"), readFileSync(join(root, "samples/kz-pharma.txt"), "utf8") + "not a code\n0104870999000117211323424679\n");
  quietzone(at, "printer", "add", "zebra", "tcp://127.0.0.1:9", "--dpi", "300");
  const { address } = await studio(at);
  const missing = [];
  for (const [tag, locale] of Object.entries(LANGUAGES)) {
    const { chrome, context } = await browser({ width: 1280, locale });
    const page = await open(context, address);
    assert.equal(await page.evaluate(() => document.documentElement.lang), tag, "the browser's language is taken");
    await workAt(page, { template: "carton.toml", data: ["codes.txt"], market: "kz-pharma" });
    for (const name of PAGES) {
      await page.goto(`${address.split("#")[0]}#/${name}`);
      await page.reload();
      await page.locator(`.page-${name}`).waitFor();
      await page.waitForLoadState("networkidle");
      await page.waitForTimeout(400);
      await shot(page, `${name}-${tag}`);
      for (const cut of await cutOff(page)) missing.push(`${tag} ${name} is cut off: ${cut}`);
      if (tag === "ru" || tag === "kk") {
        for (const word of await latin(page)) if (!allowed.has(word.split(":")[0])) missing.push(`${tag} ${name} has English: ${word}`);
      }
    }
    await chrome.close();
  }

  // Another language is chosen, and stays.
  const { chrome, context } = await browser({ locale: "ru-RU" });
  const page = await open(context, address);
  await page.locator("footer select").selectOption("tr");
  await page.waitForFunction(() => document.documentElement.lang === "tr");
  await page.reload();
  await page.locator("h1").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "tr");

  // Pages and pictures of the command line.
  for (const tag of Object.keys(LANGUAGES)) {
    quietzone(at, "check", "carton.toml", "--overlay", `${tag}.svg`, "--lang", tag);
    writeFileSync(join(at.folder, `${tag}.html`), quietzone(at, "check", "carton.toml", "--data", "codes.txt", "--format", "html", "--lang", tag));
    const own = await context.newPage();
    await own.goto(`file://${join(at.folder, `${tag}.html`)}`);
    assert.equal(await own.evaluate(() => document.documentElement.lang), tag);
    await shot(own, `check-${tag}`);
    for (const width of [1100, 420]) {
      await own.setViewportSize({ width, height: 800 });
      for (const cut of await cutOff(own)) missing.push(`${tag} check at ${width} is cut off: ${cut}`);
    }
    await own.setViewportSize({ width: 1100, height: 1100 });
    await own.goto(`file://${join(at.folder, `${tag}.svg`)}`);
    await shot(own, `overlay-${tag}`);
    for (const text of await outside(own)) missing.push(`${tag} overlay: ${text}`);
    await own.close();
  }
  await chrome.close();
  assert.equal([...new Set(missing)].join("\n"), "");
});
