// The whole job by keyboard alone: no click, no script that helps; what has the focus is seen, and everything is reached by Tab.

import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { assert, browser, focused, open, place, quietzone, reach, studio, walk } from "./studio.mjs";

/// Goes to a page by the list of pages.
async function go(page, name) {
  await reach(page, new RegExp(`^${name}`));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name, level: 1 }).waitFor();
}

await walk(async () => {
  const at = place();
  const { address } = await studio(at);
  const { context } = await browser();
  const page = await open(context, address);

  await reach(page, "Try it with a sample");
  await page.keyboard.press("Enter");
  await page.getByText("Chosen: kz-pharma-58x40-203.toml").waitFor();
  await reach(page, "Next: look at the label");
  await page.keyboard.press("Enter");
  await page.getByText("Record 1 of 60").waitFor();
  await reach(page, "Next");
  await page.keyboard.press("Enter");
  await page.getByText("Record 2 of 60").waitFor();

  // An element is moved, and saved.
  await reach(page, /^From the top/);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("2.5 mm");
  await page.keyboard.press("Tab");
  await reach(page, "Save");
  await page.keyboard.press("Enter");
  await page.getByText("is saved").waitFor();

  // Files.
  await go(page, "Output");
  await reach(page, "What is made");
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction(() => document.querySelector(".command code")?.textContent.endsWith(".zpl"));
  await reach(page, "Make labels");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Done" }).waitFor();
  assert.ok(statSync(join(at.folder, "kz-pharma-58x40-203.zpl")).size > 1000);

  // A printer, which is a file here, and a job.
  await go(page, "Print");
  await reach(page, "Add a printer");
  await page.keyboard.press("Enter");
  await reach(page, "Name");
  await page.keyboard.type("paper");
  await reach(page, "Address");
  await page.keyboard.type("file:printed.zpl");
  await reach(page, /^(Save|Add|Keep)/);
  await page.keyboard.press("Enter");
  await page.locator("main", { hasText: "paper" }).waitFor();
  await reach(page, "Print these labels");
  await page.keyboard.press("Enter");
  for (let waited = 0; waited < 100; waited += 1) {
    const { jobs } = JSON.parse(quietzone(at, "job", "list", "--format", "json"));
    if (jobs[0]?.states.sent + jobs[0]?.states.counted === 60) break;
    await page.waitForTimeout(200);
  }
  const { jobs } = JSON.parse(quietzone(at, "job", "list", "--format", "json"));
  assert.equal(jobs.length, 1);
  assert.equal(jobs[0].states.sent + jobs[0].states.counted, 60);
  assert.ok(existsSync(join(at.folder, "printed.zpl")));
  assert.deepEqual(page.wrong, []);
});
