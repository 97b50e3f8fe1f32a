// The label while it is designed: its pictures are the command line's, errors stand at their line, the form edits the text.

import { copyFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assert, browser, open, place, quietzone, root, shot, studio, walk, workAt } from "./studio.mjs";

/// The bytes of the picture that is shown. The page may not fetch its own pictures, so they are noted as they are made.
const shownBytes = (page) => page.locator(".label-stage img").evaluate(async (image) => [...new Uint8Array(await window.noted.get(image.src).arrayBuffer())]).then(Buffer.from);
const noting = () => {
  window.noted = new Map();
  const make = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (blob) => {
    const url = make(blob);
    window.noted.set(url, blob);
    return url;
  };
};

/// Does something, and waits until the picture is that of the latest question.
async function seen(page, deed) {
  const before = await page.locator(".label-picture").getAttribute("data-turn");
  await deed();
  await page.waitForFunction((before) => document.querySelector(".label-picture")?.dataset.turn !== before, before);
}

/// The names that new elements get, by how they are called on the page.
const ids = { text: "text", DataMatrix: "datamatrix", line: "line", rectangle: "rect", ellipse: "ellipse", "linear barcode": "barcode", "QR code": "qr", picture: "image", "window for codes that come later": "window" };

await walk(async () => {
  const at = place();
  for (const name of ["kz-pharma-58x40-203.toml", "uz-pharma-folded.toml"]) copyFileSync(join(root, "templates", name), join(at.folder, name));
  cpSync(join(root, "templates/art"), join(at.folder, "art"), { recursive: true });
  for (const name of ["kz-pharma.xlsx", "uz-pharma.xlsx", "order.zip"]) copyFileSync(join(root, "samples", name), join(at.folder, name));
  const { address } = await studio(at);
  const show = async (page, work) => {
    await page.goto(`${address.split("#")[0]}#/start`);
    await workAt(page, work);
    await page.locator("nav a", { hasText: "Label" }).click();
    await page.waitForFunction(() => document.querySelector(".label-picture")?.dataset.turn);
  };
  const looks = [{}, { dark: true }, { zoom: 1.25 }];
  for (const look of looks.slice(1)) {
    const { chrome, context } = await browser(look);
    const page = await open(context, address);
    await show(page, { template: "kz-pharma-58x40-203.toml", data: ["kz-pharma.xlsx"] });
    await shot(page, `label-${look.dark ? "dark" : "zoom"}`);
    assert.deepEqual(page.wrong, []);
    await chrome.close();
  }

  const { context } = await browser();
  await context.addInitScript(noting);
  const page = await open(context, address);
  await show(page, { template: "kz-pharma-58x40-203.toml", data: ["kz-pharma.xlsx"] });
  await shot(page, "label");

  // Steps through the records; the dots are those that the command line writes.
  await page.getByText("Record 1 of 60").waitFor();
  await seen(page, () => page.getByRole("button", { name: "Next" }).click());
  await page.getByText("Record 2 of 60").waitFor();
  await seen(page, () => page.getByRole("button", { name: "In dots" }).click());
  await page.getByRole("button", { name: "Each dot" }).click();
  const row = /row (\d+)/.exec(await page.getByText("Record 2 of 60").textContent())[1];
  quietzone(at, "render", "kz-pharma-58x40-203.toml", "--data", "kz-pharma.xlsx", "--rows", row, "-o", "one.png");
  assert.deepEqual(await shownBytes(page), readFileSync(join(at.folder, "one.png")));
  await shot(page, "label-dots");
  await seen(page, () => page.getByRole("button", { name: "As printed" }).click());
  quietzone(at, "render", "kz-pharma-58x40-203.toml", "--data", "kz-pharma.xlsx", "--rows", row, "-o", "one.svg");
  assert.deepEqual(await shownBytes(page), readFileSync(join(at.folder, "one.svg")));
  await seen(page, () => page.getByRole("button", { name: "With findings" }).click());
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save this picture" }).click()]);
  quietzone(at, "check", "kz-pharma-58x40-203.toml", "--data", "kz-pharma.xlsx", "--rows", row, "--overlay", "one-check.svg");
  assert.deepEqual(readFileSync(await download.path()), readFileSync(join(at.folder, "one-check.svg")));

  await seen(page, () => page.getByRole("button", { name: "Longest text" }).click());
  const longest = await page.getByText("It has the longest text.").textContent();
  assert.equal(/Record (\d+) of 60/.exec(longest)[1], await page.getByLabel("Record", { exact: true }).inputValue());

  // A broken text is told at its line, and the last good picture stays.
  const whole = readFileSync(join(at.folder, "kz-pharma-58x40-203.toml"), "utf8");
  await page.getByRole("tab", { name: "Text" }).click();
  const area = page.getByLabel("Text of the template");
  const line = whole.split("\n").indexOf('y = "11 mm"') + 1;
  await seen(page, () => area.fill(whole.replace('y = "11 mm"', 'y = "11 mn"')));
  await page.getByText(`Line ${line}:`).waitFor();
  await page.getByText("This is the label before the last change").waitFor();
  await shot(page, "label-broken");
  await seen(page, () => page.getByRole("button", { name: "Undo" }).click());
  assert.equal(await area.inputValue(), whole);

  // Moved in the form until the quiet zone is broken: a numbered frame, what to do, and the label all the same.
  await page.getByRole("tab", { name: "Form" }).click();
  await page.getByLabel("Elements, the lowest first").selectOption({ label: "product – text" });
  await seen(page, async () => {
    await page.getByLabel("From the left").fill("20.2");
    await page.getByLabel("From the left").press("Tab");
  });
  const broken = page.locator(".label-found .finding", { hasText: "QZ" }).first();
  await broken.waitFor();
  await broken.getByText(/move it .* mm right/).waitFor();
  await page.locator(".label-finding").first().waitFor();
  await shot(page, "label-quiet-zone");

  // What is saved is the text with this one value changed.
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("is saved.").waitFor();
  const lines = whole.split("\n");
  const product = lines.indexOf('id = "product"') + 1;
  lines[product] = 'x = "20.2 mm"';
  assert.equal(readFileSync(join(at.folder, "kz-pharma-58x40-203.toml"), "utf8"), lines.join("\n"));

  // What somebody else saved meanwhile is not lost.
  writeFileSync(join(at.folder, "kz-pharma-58x40-203.toml"), whole);
  await page.getByRole("tab", { name: "Text" }).click();
  await seen(page, () => area.fill(`${whole}\n# mine\n`));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("was changed by somebody else meanwhile").waitFor();
  assert.equal(readFileSync(join(at.folder, "kz-pharma-58x40-203.toml"), "utf8"), whole);

  // From an edit to the new picture, as the browser sees it.
  const times = [];
  for (let number = 0; number < 10; number += 1) {
    await seen(page, () => area.fill(whole.replace('x = "23 mm"', `x = "23.${number}25 mm"`)));
    times.push(Number(await page.locator(".label-picture").getAttribute("data-took")));
  }
  console.log(`from an edit to its picture: ${times.sort((a, b) => a - b)[5]} ms in the middle, ${times.at(-1)} ms at most`);

  // Elements are added, duplicated and removed with the form; each is drawn at once.
  await show(page, { template: "kz-pharma-58x40-203.toml", data: ["kz-pharma.xlsx"] });
  const elements = page.getByLabel("Elements, the lowest first");
  const count = () => elements.locator("option").count();
  const all = await count();
  const kinds = await page.getByLabel("What is added").locator("option").allTextContents();
  assert.equal(kinds.length, 9);
  const add = async (kind) => {
    await page.getByLabel("What is added").selectOption(kind);
    await seen(page, () => page.getByRole("button", { name: "Add", exact: true }).click());
    await page.locator(`.label-element.chosen[data-id="${ids[kind]}"]`).waitFor({ state: "attached" });
    assert.equal(await page.locator(".label-old").isVisible(), false, kind);
  };
  const remove = () => seen(page, () => page.getByRole("button", { name: "Remove", exact: true }).click());
  for (const kind of kinds) {
    await add(kind);
    assert.equal(await count(), all + 1);
    if (kind === "linear barcode") await shot(page, "label-added");
    await remove();
    assert.equal(await count(), all);
  }
  await add("text");
  await seen(page, () => page.getByRole("button", { name: "Duplicate" }).click());
  await page.locator('.label-element.chosen[data-id="text-2"]').waitFor({ state: "attached" });
  await shot(page, "label-duplicated");
  await remove();
  assert.equal(await count(), all + 1);
  assert.equal(await page.locator('.label-element[data-id="text-2"]').count(), 0);

  // A field that nothing gives is told where the template asks for it, until it is given.
  await seen(page, async () => {
    await page.getByLabel("Text", { exact: true }).and(page.locator("input")).fill("{{ dosage }}");
    await page.keyboard.press("Tab");
  });
  await page.locator(".label-values .label-fault", { hasText: "nothing gives “dosage”" }).waitFor();
  await page.locator("option", { hasText: "text – text – something is wrong" }).waitFor({ state: "attached" });
  await shot(page, "label-lacking");
  await page.locator(".label-found").getByRole("button", { name: /Go to line/ }).first().click();
  assert.equal(await area.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd)), 'text = "{{ dosage }}"');
  await page.locator(".label-gutter .marked").waitFor();
  await shot(page, "label-lacking-text");
  await seen(page, async () => {
    await page.getByLabel("dosage", { exact: true }).fill("10 mg");
    await page.keyboard.press("Tab");
  });
  await page.locator(".label-gutter .marked.error").waitFor({ state: "detached" });

  // The files of a ZIP are stepped through as one.
  await show(page, { template: "kz-pharma-58x40-203.toml", data: ["order.zip"], set: ["batch=A1", "expiry=31.12.2027", "product=Syrup"] });
  await page.getByText("Record 1 of 20: order.zip/04870999000116.txt, line 1").waitFor();
  await seen(page, () => page.getByRole("button", { name: "Last", exact: true }).click());
  await page.getByText("Record 20 of 20: order.zip/04870999000222.txt, line 10").waitFor();
  await shot(page, "label-zip");

  // A carton with some of its plates.
  await show(page, { template: "uz-pharma-folded.toml", data: ["uz-pharma.xlsx"] });
  await seen(page, () => page.getByRole("button", { name: "As printed" }).click());
  await shot(page, "label-carton");
  const before = await shownBytes(page);
  await seen(page, () => page.getByLabel("PANTONE 3425 C").uncheck());
  await shot(page, "label-plates");
  const after = await shownBytes(page);
  assert.ok(before.includes("PANTONE 3425 C") && !after.includes("PANTONE 3425 C"));
  await seen(page, () => page.getByLabel("PANTONE 3425 C").check());
  assert.deepEqual(await shownBytes(page), before);
  assert.deepEqual(page.wrong, []);
});
