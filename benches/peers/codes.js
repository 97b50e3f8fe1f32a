// Codes of 85 characters in the form that bwip-js asks for.
"use strict";
const fs = require("fs");

function parse(line) {
    const [first, key, tail] = line.split("\x1d");
    const code = { gtin: first.slice(2, 16), serial: first.slice(18) };
    const serial = code.serial.replaceAll("(", "^040").replaceAll(")", "^041");
    code.parentheses = `(01)${code.gtin}(21)${serial}(91)${key.slice(2)}(92)${tail.slice(2)}`;
    return code;
}

exports.read = (path) =>
    fs.readFileSync(path, "latin1").split("\n").filter((line) => line).map(parse);
