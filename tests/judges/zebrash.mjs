#!/usr/bin/env node
/*
Draw the labels of a ZPL file with zebrash, dot for dot.

    node tests/judges/zebrash.mjs FILE.zpl OUTDIR

Needs: npm install zpl-renderer-js, where node finds it or in NODE_PATH

The file holds downloads (~DG), labels (^XA ... ^PQ1 ^XZ) and deletions
(^XA ^ID... ^XZ). Label N becomes OUTDIR/p-N.png: grey, only black and white,
as many dots as its ^PW and ^LL say.

zebrash takes millimetres and dots per millimetre; all that is in dots comes out
the same at any resolution, so 8 serves for all. It ignores ^PQ, and passes over
much that a printer refuses: zplkit.py is the strict judge, this one a second
opinion. In ^BX it keeps a doubled escape character as two.

Exit code 1, with the label and the reason on stderr: anything that zebrash
refuses, a label without exactly one ^PW, ^LL and ^PQ1, a recall or a deletion
of what was not downloaded, a command that would change how the operator set the
printer up, or a file without labels.
*/

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const COMMAND = /([\^~][^\^~]{2})([^\^~]*)/gs;
const FORBIDDEN = new Set(("^JU ^JS ^JJ ^JT ^MN ^MM ^MD ^MT ^ML ^MF ^SS ^ST ^KP ^KN ^CC ^CD ^CT ^EG "
  + "~SD ~JR ~JC ~JG ~JL ~JB ~JS ~TA ~RO ~EG ~CC ~CD ~CT").split(" "));
const DOTS_PER_MM = 8;

/** The number after a command that a label must hold once. */
function number(label, command) {
  const values = label.filter(([name]) => name === command).map(([, rest]) => rest.trim());
  if (values.length !== 1 || !/^\d+$/.test(values[0])) {
    throw new Error(`needs one ${command} and a number, has ${JSON.stringify(values)}`);
  }
  return Number(values[0]);
}

/** What was downloaded under the name that ^XG or ^ID gives. */
function stored(graphics, rest) {
  const name = rest.split(",")[0].trim();
  if (!graphics.has(name)) throw new Error(`${name}: not downloaded`);
  return name;
}

/** Width, height and ZPL of each label that prints. */
function* labels(data) {
  if (data.replace(COMMAND, "").trim()) throw new Error("text outside of commands");
  const graphics = new Map();
  let label = null;
  for (const [whole, command, rest] of data.matchAll(COMMAND)) {
    const name = command.toUpperCase();
    if (FORBIDDEN.has(name)) throw new Error(`${name} is forbidden`);
    if (/\^X[AZ]/.test(name) && rest.trim()) throw new Error(`text after ${name}`);
    if ((label === null) !== (name === "~DG" || name === "^XA")) throw new Error(`${name} at a wrong place`);
    if (name === "~DG") {
      graphics.set(rest.split(",")[0], whole);
    } else if (name === "^XA") {
      label = [];
    } else if (name !== "^XZ") {
      label.push([name, rest]);
    } else {
      const names = label.map(([name]) => name);
      const recalled = new Set(label.filter(([name]) => name === "^XG").map(([, rest]) => stored(graphics, rest)));
      if (names.includes("^ID") && names.every((name) => name === "^ID" || name === "^FS")) {
        for (const [name, rest] of label) if (name === "^ID") graphics.delete(stored(graphics, rest));
      } else if (number(label, "^PQ") !== 1) {
        throw new Error("prints more or less than once");
      } else {
        const head = [...recalled].map((name) => graphics.get(name)).join("");
        const body = label.map((part) => part.join("")).join("");
        yield [number(label, "^PW"), number(label, "^LL"), `${head}^XA${body}^XZ`];
      }
      label = null;
    }
  }
  if (label !== null) throw new Error("no ^XZ");
}

async function draw(api, width, height, zpl) {
  const drawn = await api.zplToBase64MultipleAsync(zpl, width / DOTS_PER_MM, height / DOTS_PER_MM, DOTS_PER_MM);
  if (drawn.length !== 1) throw new Error(`drawn as ${drawn.length} labels`);
  const png = Buffer.from(drawn[0], "base64");
  const [w, h] = [png.readUInt32BE(16), png.readUInt32BE(20)]; // IHDR
  if (w !== width || h !== height) throw new Error(`drawn as ${w}x${h}, not ${width}x${height}`);
  return png;
}

async function main([file, outdir, ...more]) {
  if (!outdir || more.length) {
    console.error("usage: zebrash.mjs FILE.zpl OUTDIR");
    return 2;
  }
  // require, not import: import does not look into NODE_PATH.
  const { api } = await createRequire(import.meta.url)("zpl-renderer-js").ready;
  let done = 0;
  try {
    mkdirSync(outdir, { recursive: true });
    for (const [width, height, zpl] of labels(readFileSync(file, "utf8"))) {
      const png = await draw(api, width, height, zpl);
      done += 1;
      writeFileSync(join(outdir, `p-${done}.png`), png);
    }
    if (!done) throw new Error("nothing prints");
  } catch (error) {
    console.error(`${file}: label ${done + 1}: ${error.message ?? error}`);
    return 1;
  }
  return 0;
}

process.exit(await main(process.argv.slice(2)));
