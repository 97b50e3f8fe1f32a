// What keeps a file from being read is mended by mouse: keys of another layout, lost zeros, headers below a title, hidden
// rows, a second column of codes, an encoding. Each mend is held against the command line, and taken back.

import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assert, browser, open, place, quietzone, root, shot, studio, walk } from "./studio.mjs";

const keys = ["qwertyuiop[]asdfghjkl;'zxcvbnm,./QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?&", "йцукенгшщзхъфывапролджэячсмитьбю.ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,?"];
const typed = (code) => [...code].map((letter) => [...keys[1]][[...keys[0]].indexOf(letter)] ?? letter).join("");

const book = `
import openpyxl
book = openpyxl.Workbook()
for row in [["GTIN", "Seri No", "SKT", "Parti No"], *(["8690999000123", serial, "271231", 77] for serial in (12345, 9876543210, 4711))]:
    book.active.append(row)
book.save("numbers.xlsx")`;

await walk(async () => {
  const at = place();
  const { address } = await studio(at);
  const { context } = await browser();
  const page = await open(context, address);
  const holds = page.locator(".page-start section.card").nth(1);
  const button = (name) => holds.getByRole("button", { name, exact: true });
  const chip = (name) => holds.locator(".chips").getByRole("button", { name });

  /// Waits for the counts that the command line tells with these words.
  const counted = async (name, market, ...words) => {
    const counts = JSON.parse(quietzone(at, "inspect", "--data", name, "--market", market, "--format", "json", ...words)).row_counts;
    const { good, bad, hidden, blank, titles, header } = counts;
    const lines = { "can be printed": good, "cannot be printed": bad, "hidden, and left out": hidden, blank, "titles and headers": titles + header };
    const wanted = Object.entries(lines).filter(([, count]) => count > 0);
    await page.waitForFunction((wanted) => {
      const told = [...document.querySelectorAll(".page-start table:not(.rows-view table) tr")].map((line) => [line.children[1]?.textContent, line.children[0].textContent.replace(/\D/g, "")]);
      return wanted.every(([what, count]) => told.some((line) => line[0] === what && line[1] === String(count)))
        && told.filter(([what]) => /print|hidden|blank|titles/.test(what)).length === wanted.length;
    }, wanted);
    return counts;
  };
  const load = async (name) => {
    await page.locator("input[type=file]").first().setInputFiles(join(at.folder, "..", name));
    await page.getByRole("heading", { name: `What ${name} holds` }).waitFor();
  };
  /// Picks a market among those that fit, or among all.
  const pick = (market) => holds.locator(".plain button", { hasText: market }).click();
  const choose = async (market) => {
    await holds.getByText("Another market").click();
    await holds.getByLabel("Market", { exact: true }).selectOption(market);
  };
  const away = (name, text) => writeFileSync(join(at.folder, "..", name), text);
  const codes = readFileSync(join(root, "samples/kz-pharma.txt"), "utf8").split("\n").filter((code) => code && !/[";]/.test(code));

  // A scanner whose computer writes Russian.
  const milk = readFileSync(join(root, "samples/ru-milk.csv"), "utf8").split("\n").slice(1, 21).map((line) => line.split(";")[0]);
  away("typed.txt", milk.map(typed).join("\n"));
  await load("typed.txt");
  await choose("ru-milk");
  assert.ok((await counted("typed.txt", "ru-milk")).bad > 0);
  await shot(page, "mends-layout");
  await button("Read the keys as on an English keyboard").click();
  assert.equal((await counted("typed.txt", "ru-milk", "--fix-layout")).good, 20);
  await chip("keyboard layout is mended").click();
  await counted("typed.txt", "ru-milk");

  // A spreadsheet made numbers of serials and batches: each length is typed, one after the other.
  execFileSync("python3", ["-c", book], { cwd: join(at.folder, "..") });
  await load("numbers.xlsx");
  await choose("tr-its");
  assert.equal((await counted("numbers.xlsx", "tr-its")).bad, 3);
  await shot(page, "mends-width");
  const length = async (part, typed) => {
    const asked = holds.getByLabel(`Put lost zeros back; ${part} has so many characters:`);
    await asked.fill(typed);
    await asked.press("Enter");
  };
  await length("21", "8");
  await counted("numbers.xlsx", "tr-its", "--width", "21=8");
  await shot(page, "mends-narrow");
  // A length that is too small is taken back, and the right one typed.
  await chip("length: 21=8").click();
  await counted("numbers.xlsx", "tr-its");
  await length("21", "10");
  await chip("length: 21=10").waitFor();
  await length("10", "4");
  assert.equal((await counted("numbers.xlsx", "tr-its", "--width", "21=10", "--width", "10=4")).good, 3);
  await shot(page, "mends-widths");
  await chip("length").click();
  await counted("numbers.xlsx", "tr-its");

  // A GTIN in a title looks like data.
  away("titled.csv", ["Заказ;04870999000338", "Код маркировки;Серия", ...codes.slice(-6).map((code) => `${code};A1`)].join("\n"));
  await load("titled.csv");
  await choose("kz-pharma");
  await button("Row 2 holds the headers").waitFor();
  await shot(page, "mends-header");
  await button("Row 2 holds the headers").click();
  assert.equal((await counted("titled.csv", "kz-pharma", "--header-row", "2")).good, 6);
  await chip("row of the headers: 2").click();
  await button("The file has no headers: all rows are data").click();
  assert.equal((await counted("titled.csv", "kz-pharma", "--no-header")).bad, 2);
  await chip("no headers").click();
  await button("Row 2 holds the headers").waitFor();

  // Rows that a filter hides are left out, or taken.
  copyFileSync(join(root, "tests/fixtures/import/hidden.xlsx"), join(at.folder, "../hidden.xlsx"));
  await load("hidden.xlsx");
  await pick("Russia: medicines (MDLP)");
  await button("Leave hidden rows out").click();
  assert.equal((await counted("hidden.xlsx", "ru-pharma", "--hidden", "skip")).hidden, 3);
  await shot(page, "mends-hidden");
  await chip("hidden rows: skip").click();
  await button("Take hidden rows as the others").click();
  assert.equal((await counted("hidden.xlsx", "ru-pharma", "--hidden", "print")).good, 6);

  // A second column of codes behind the first.
  copyFileSync(join(root, "tests/fixtures/import/ab3.csv"), join(at.folder, "../ab3.csv"));
  await load("ab3.csv");
  await pick("Kazakhstan: medicines");
  assert.equal((await counted("ab3.csv", "kz-pharma")).bad, 5);
  await shot(page, "mends-second");
  await button("Read the codes of the columns A,B").click();
  assert.equal((await counted("ab3.csv", "kz-pharma", "--column", "A,B")).good, 130);
  await chip("column: A,B").click();
  assert.equal((await counted("ab3.csv", "kz-pharma")).bad, 5);

  // Codes in two columns from the first row on, and two columns that may give the expiry.
  for (const name of ["dh.csv", "dhb2.csv"]) copyFileSync(join(root, "tests/fixtures/import", name), join(at.folder, "..", name));
  await load("dh.csv");
  await choose("kz-pharma");
  await button("Read the codes of the columns A,B").click();
  await counted("dh.csv", "kz-pharma", "--column", "A,B");
  await chip("column: A,B").click();
  await button("Read the codes of column A").click();
  await counted("dh.csv", "kz-pharma", "--column", "A");
  await load("dhb2.csv");
  await choose("kz-pharma");
  await button("Take expiry from column C").click();
  await counted("dhb2.csv", "kz-pharma", "--column", "expiry=C");
  await chip("column: expiry=C").click();
  const other = holds.getByLabel("Take expiry from column:");
  await other.fill("D");
  await other.press("Enter");
  await counted("dhb2.csv", "kz-pharma", "--column", "expiry=D");

  // An encoding that was guessed is named; a wrong one is told, and taken back.
  copyFileSync(join(root, "tests/fixtures/import/egrave1251.csv"), join(at.folder, "../egrave.csv"));
  await load("egrave.csv");
  await pick("Russia: medicines (MDLP)");
  assert.equal((await counted("egrave.csv", "ru-pharma")).good, 3);
  await holds.getByLabel("Read the text as:").selectOption("windows-1251");
  await holds.getByText("no column holds codes").waitFor();
  await shot(page, "mends-encoding");
  await chip("encoding: windows-1251").click();
  await counted("egrave.csv", "ru-pharma");
  await holds.getByLabel("Read the text as:").selectOption("windows-1254");
  assert.equal((await counted("egrave.csv", "ru-pharma", "--encoding", "windows-1254")).good, 3);
  assert.deepEqual(page.wrong, []);
});
