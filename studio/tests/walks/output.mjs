// Labels as files: the same bytes as the command line that is shown, sheets with used places, nothing replaced unasked.

import { copyFileSync, readFileSync, existsSync, renameSync } from "node:fs";
import { execSync } from "node:child_process";
import { join } from "node:path";
import { assert, browser, open, place, program, root, shot, studio, walk, workAt } from "./studio.mjs";

await walk(async () => {
  const at = place();
  for (const name of ["kz-pharma-carton.toml", "uz-relabel-a4.toml"]) copyFileSync(join(root, "templates", name), join(at.folder, name));
  for (const name of ["kz-pharma.xlsx", "uz-pharma.xlsx"]) copyFileSync(join(root, "samples", name), join(at.folder, name));
  const { address } = await studio(at);
  const { context } = await browser();
  const page = await open(context, address);

  // Each format, and the command line that is told makes the same bytes.
  await workAt(page, { template: "kz-pharma-carton.toml", data: ["kz-pharma.xlsx"] });
  for (const kind of ["pdf", "zpl"]) {
    await page.goto(`${address.split("#")[0]}#/start`);
    await page.locator("nav a", { hasText: "Output" }).click();
    await page.getByLabel("What is made").selectOption(kind);
    const line = page.locator(".command code");
    await page.waitForFunction((kind) => document.querySelector(".command code")?.textContent.endsWith(`.${kind}`), kind);
    if (kind === "zpl") {
      await page.getByText("More settings").click();
      await page.getByLabel("Printer resolution").selectOption("300");
      await page.waitForFunction(() => document.querySelector(".command code")?.textContent.includes("--dpi 300"));
    }
    await page.getByRole("button", { name: "Make labels" }).click();
    await page.getByRole("heading", { name: "Done" }).waitFor();
    await shot(page, `output-${kind}`);
    const file = join(at.folder, `kz-pharma-carton.${kind}`);
    renameSync(file, `${file}.studio`);
    const command = (await line.textContent()).replace(/^quietzone/, `'${program}'`);
    execSync(command, { cwd: at.folder, env: { ...process.env, QUIETZONE_LEDGER: at.ledger }, stdio: "ignore" });
    assert.deepEqual(readFileSync(file), readFileSync(`${file}.studio`), `${kind}: other bytes than ${command}`);
  }

  // What is there is not replaced unasked.
  const before = readFileSync(join(at.folder, "kz-pharma-carton.zpl"));
  await page.getByRole("button", { name: "Make labels" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  assert.deepEqual(readFileSync(join(at.folder, "kz-pharma-carton.zpl")), before);

  // A half-used sheet by mouse and by keyboard.
  await page.goto(`${address.split("#")[0]}#/start`);
  await workAt(page, { template: "uz-relabel-a4.toml", data: ["uz-pharma.xlsx"] });
  await page.locator("nav a", { hasText: "Output" }).click();
  const boxes = page.locator(".sheet .place");
  await boxes.nth(0).click();
  await boxes.nth(1).click();
  await boxes.nth(1).press("ArrowRight");
  await page.keyboard.press(" ");
  await page.waitForFunction(() => document.querySelector(".command code")?.textContent.includes("--free 4-"));
  await page.getByText("More settings").click();
  await page.getByLabel("A control list to tick off").check();
  await page.getByRole("button", { name: "Make labels" }).click();
  await page.getByRole("heading", { name: "Done" }).waitFor();
  await shot(page, "output-sheet");
  assert.ok(existsSync(join(at.folder, "uz-relabel-a4.pdf")) && existsSync(join(at.folder, "control-list.pdf")));

  // A bad name is told, and nothing is written.
  await page.getByLabel("File name in the folder").fill("../out.pdf");
  await page.getByLabel("File name in the folder").press("Tab");
  await page.getByRole("button", { name: "Make labels" }).click();
  await page.getByRole("alert").getByText("no name of a file in the studio").waitFor();
  assert.ok(!existsSync(join(at.folder, "../out.pdf")));
  assert.deepEqual(page.wrong, []);
});
