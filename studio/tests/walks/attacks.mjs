// What another site's page in the same browser can do to a studio: nothing.

import { createServer } from "node:http";
import { copyFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { assert, browser, open, place, root, studio, walk, workAt } from "./studio.mjs";

const { chromium } = createRequire(import.meta.url)("playwright-core");

await walk(async () => {
  const at = place();
  const hostile = "<img src=x onerror=window.hit=1>.csv";
  writeFileSync(join(at.folder, hostile), "a;b\n");
  copyFileSync(join(root, "templates/kz-pharma-carton.toml"), join(at.folder, "a.toml"));
  const { address } = await studio(at);
  const base = address.split("/#")[0];
  const key = address.split("key=")[1];

  // Another site, open in the same browser as the studio; it even knows the secret.
  const evil = createServer((_, answer) => answer.setHeader("content-type", "text/html").end("<h1>evil</h1>"));
  await new Promise((done) => evil.listen(0, "127.0.0.1", done));
  const { context } = await browser();
  const own = await open(context, address);
  const other = await context.newPage();
  await other.goto(`http://127.0.0.1:${evil.address().port}/`);
  const tries = await other.evaluate(async ([base, key]) => {
    const come = async (path, options) => {
      try {
        const answer = await fetch(base + path, options);
        return answer.type === "opaque" ? "opaque" : `read ${answer.status}`;
      } catch {
        return "refused";
      }
    };
    const body = "{}";
    const frame = document.createElement("iframe");
    frame.src = `${base}/#key=${key}`;
    document.body.append(frame);
    await new Promise((done) => { frame.onload = done; setTimeout(done, 2000); });
    let seen = "nothing";
    try { seen = frame.contentDocument?.body?.textContent ?? "nothing"; } catch { /* It is another site's. */ }
    return {
      plain: await come("/call/files", { method: "POST", body }),
      blind: await come("/call/files", { method: "POST", body, mode: "no-cors" }),
      with_key: await come("/call/files", { method: "POST", body, headers: { "x-quietzone-key": key, "content-type": "application/json" } }),
      put: await come("/files/evil.csv", { method: "PUT", body }),
      page: await come("/main.js", {}),
      script: await new Promise((done) => {
        const script = document.createElement("script");
        script.src = `${base}/words.js`;
        script.onload = () => done("loaded");
        script.onerror = () => done("refused");
        document.body.append(script);
      }),
      seen,
    };
  }, [base, key]);
  assert.deepEqual(tries, { plain: "refused", blind: "refused", with_key: "refused", put: "refused", page: "refused", script: "refused", seen: "nothing" });
  assert.deepEqual(readdirSync(at.folder).sort(), [hostile, "a.toml"].sort());

  // A site whose name leads to this machine.
  const bound = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--host-resolver-rules=MAP evil.example 127.0.0.1"] });
  const rebound = await bound.newPage();
  const answer = await rebound.goto(`http://evil.example:${new URL(base).port}/`);
  assert.equal(answer.status(), 403);

  // Hostile names are text, wherever they are shown.
  await workAt(own, { template: "a.toml", data: [hostile] });
  for (const page of ["Output", "Label", "Print", "Start"]) {
    await own.locator("nav a", { hasText: page }).click();
    await own.getByRole("heading", { name: page, level: 1 }).waitFor();
    await own.waitForTimeout(200);
  }
  assert.ok(await own.locator("nav dd", { hasText: hostile }).isVisible());
  assert.equal(await own.evaluate(() => window.hit), undefined);

  // The secret is not in the address any more, and a tab without it is told what it lacks.
  assert.ok(!own.url().includes(key));
  const bare = await context.newPage();
  await bare.goto(`${base}/`);
  await bare.getByRole("alert").getByText("lacks the secret").waitFor();
});
