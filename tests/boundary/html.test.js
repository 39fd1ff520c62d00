// The built pages as HTML, by the validator html-validate: a page of every template, in both languages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { HtmlValidate } from "html-validate";

import { files } from "../templates.js";

const dist = new URL("../../dist/", import.meta.url);

/** What is not as the preset likes it, and why. */
const RULES = {
  // The standard allows both.
  "doctype-style": ["error", { style: "lowercase" }],
  "void-style": ["error", { style: "omit" }],
  // A page of tables is long, and so is a sentence that states a finding.
  "long-title": "off",
  // What-ifs answer while they are moved: there is nothing to submit.
  "wcag/h32": "off",
  // Known and open: the sentence of a picture stands between it and its links, where a caption should be first or last.
  "element-permitted-order": "off",
  // A table that scrolls sideways is a region of its own, with a name.
  "prefer-native-element": ["error", { exclude: ["region"] }],
  // Figures are written with the no-break space that they need.
  "no-trailing-whitespace": "off",
};
/** What a frame's page says before its style sheet has come, as every browser reads it and the standard no longer writes it. */
const EARLY = {
  '<body leftmargin="0" topmargin="0" marginwidth="0" marginheight="0" class="frame"': '<body class="frame"',
  // A <figure> has margins then.
  '<div role="figure" class="chart"': '<div class="chart"',
};
const validator = new HtmlValidate({ extends: ["html-validate:recommended"], rules: RULES });

const sample = files();

test("a page of every template is valid HTML", async () => {
  for (const page of ["en/index.html", "fr/data/record/index.html", "fr/privacy/index.html", "embed/dependency-map/fr/index.html"]) {
    assert.ok(sample.includes(page), `${page} is not there`);
  }
  const wrong = [];
  for (const path of sample) {
    // What is drawn inside of a picture is the golden pictures' to judge, and most of the bytes.
    // A frame's has others in it, and ends on a line of its own.
    const text = readFileSync(new URL(path, dist), "utf8").replace(/(<svg class="first"[^>]*>)[\s\S]*?\n<\/svg>/, "$1</svg>").replace(/(<svg\b[^>]*>)[\s\S]*?<\/svg>/g, "$1</svg>");
    const own = path.startsWith("embed/") ? Object.entries(EARLY).reduce((rest, [early, plain]) => rest.replace(early, plain), text) : text;
    const report = await validator.validateString(own, path);
    for (const { messages } of report.results) {
      for (const { ruleId, line, column, message } of messages) wrong.push(`${path}:${line}:${column} ${ruleId}: ${message}`);
    }
  }
  assert.deepEqual(wrong, []);
});
