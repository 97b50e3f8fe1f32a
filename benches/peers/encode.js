// Encode a file of codes with bwip-js and print JSON, as encode.py does.
//
//     NODE_PATH=target/peers/node_modules node benches/peers/encode.js CODES SECONDS
"use strict";
const bwipjs = require("bwip-js");
const { read } = require("./codes.js");

const [path, seconds] = process.argv.slice(2);
const texts = read(path).map((code) => code.parentheses);
const encode = (text) => bwipjs.raw({ bcid: "gs1datamatrix", text, parse: true })[0];

const first = encode(texts[0]);
const rows = [];
for (let y = 0; y < first.pixy; y++) {
    rows.push(first.pixs.slice(y * first.pixx, (y + 1) * first.pixx).join(""));
}
texts.slice(0, Math.max(100, texts.length / 10)).forEach(encode); // to warm up
const passes = [];
let sum = 0;
while (!passes.length || sum < seconds) {
    const start = process.hrtime.bigint();
    texts.forEach(encode);
    passes.push(Number(process.hrtime.bigint() - start) / 1e9);
    sum += passes[passes.length - 1];
}
passes.sort((a, b) => a - b);
const us = (passes[passes.length >> 1] / texts.length) * 1e6;
console.log(JSON.stringify({ us, passes: passes.length, rows }));
