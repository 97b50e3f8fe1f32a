// A list of 150 000 labels, by keyboard alone from the first page on.

import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assert, browser, open, place, quietzone, reach, root, shot, studio, walk } from "./studio.mjs";

const template = "kz-pharma-58x40-203.toml";
const many = 150_000;

await walk(async () => {
  const at = place();
  mkdirSync(join(at.folder, "art"));
  for (const name of [template, "art/logo.svg"]) copyFileSync(join(root, "templates", name), join(at.folder, name));
  const [code] = readFileSync(join(root, "samples/kz-pharma.txt"), "utf8").split(/\r?\n/);
  const numbered = (_, n) => `${code.slice(0, 18)}${String(n).padStart(13, "0")}${code.slice(31)}\n`;
  writeFileSync(join(at.folder, "many.txt"), Array.from({ length: many }, numbered).join(""));
  const values = ["batch=A1", "expiry=2027-12-31", "product=X"].flatMap((value) => ["--set", value]);
  quietzone(at, "print", template, "--data", "many.txt", ...values, "--printer", "tcp://127.0.0.1:9", "--later");

  const { address } = await studio(at);
  const { context } = await browser({ dark: true, zoom: 1.25 });
  const list = await open(context, address);
  await reach(list, /^Print/);
  await list.keyboard.press("Enter");
  await list.getByRole("link", { name: "Job 1" }).waitFor();
  await reach(list, "Job 1");
  await list.keyboard.press("Enter");
  const view = list.locator(".rows-view");
  await view.getByText("0000000000000").first().waitFor();
  for (const [to, serial] of [[1, many - 1], [0.5, null], [0, 0]]) {
    const begun = Date.now();
    await view.evaluate((element, to) => { element.scrollTop = to * (element.scrollHeight - element.clientHeight); }, to);
    if (serial !== null) await view.getByText(String(serial).padStart(13, "0")).first().waitFor();
    else await list.waitForFunction(() => [...document.querySelectorAll(".rows-body .rows-line > span:nth-child(4)")].some((cell) => /^00000000[67]\d{4}$/.test(cell.textContent)));
    assert.ok(Date.now() - begun < 3000, `scrolled in ${Date.now() - begun} ms`);
  }
  await shot(list, "print-many-dark");
  await reach(list, "Print what waits");
  await list.keyboard.press("Enter");
  await list.getByRole("dialog").waitFor();
  await shot(list, "print-dialog-dark");
  await list.keyboard.press("Escape");
  assert.ok(!existsSync(join(at.folder, "rejected.csv")));
  assert.deepEqual(list.wrong, []);
});
