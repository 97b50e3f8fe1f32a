// Labels of 40 × 30 mm as one PDF: bwip-js and pdfkit.
//
//     NODE_PATH=target/peers/node_modules node benches/peers/document.js CODES OUT.pdf FONT.ttf
"use strict";
const fs = require("fs");
const bwipjs = require("bwip-js");
const PDFDocument = require("pdfkit");
const { read } = require("./codes.js");

const MM = 72 / 25.4;
const MODULE = (4 * 72) / 300; // four dots of 300 dpi

const [path, out, font] = process.argv.slice(2);
const doc = new PDFDocument({ autoFirstPage: false });
doc.pipe(fs.createWriteStream(out));
doc.registerFont("text", font);

function draw(symbol) {
    const { pixs, pixx, pixy } = symbol;
    doc.save().translate(2 * MM, 2 * MM).scale(MODULE);
    for (let y = 0; y < pixy; y++) {
        for (let x = 0; x < pixx; x++) {
            const start = x;
            while (x < pixx && pixs[y * pixx + x]) x++;
            if (x > start) doc.rect(start, y, x - start, 1);
        }
    }
    doc.fill("black").restore();
}

for (const code of read(path)) {
    doc.addPage({ size: [40 * MM, 30 * MM], margin: 0 });
    draw(bwipjs.raw({ bcid: "gs1datamatrix", text: code.parentheses, parse: true })[0]);
    doc.font("text").fontSize(7.5);
    doc.text(`(01)${code.gtin}`, 1.5 * MM, 17.75 * MM, { lineBreak: false });
    doc.text(`(21)${code.serial}`, 1.5 * MM, 21.25 * MM, { lineBreak: false });
}
doc.end();
