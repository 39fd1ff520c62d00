// The built pages as HTML, by the validator html-validate: a page of every template, in both languages.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { HtmlValidate } from "html-validate";

const dist = new URL("../../dist/", import.meta.url);
/** Of pages that one template makes many times, one is read. */
const ALIKE = [[/^..\/data\/(?!countries|record)[^/]+\//, /\/gallium\//], [/^..\/scenario\//, /\/tungsten-stops\//], [/^embed\//, /\/(dependency-map|who-gets-it)\//]];

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
const validator = new HtmlValidate({ extends: ["html-validate:recommended"], rules: RULES });

/** Every page below a folder, as paths below the site. */
function pages(folder) {
  const found = [];
  for (const entry of readdirSync(new URL(folder, dist), { withFileTypes: true })) {
    if (entry.isDirectory()) found.push(...pages(`${folder}${entry.name}/`));
    else if (entry.name.endsWith(".html")) found.push(folder + entry.name);
  }
  return found;
}

const sample = ["index.html", "404.html", ...["en/", "fr/"].flatMap(pages), ...readdirSync(new URL("embed/", dist), { withFileTypes: true })
  .filter((entry) => entry.isDirectory()).flatMap(({ name }) => [`embed/${name}/en/index.html`, `embed/${name}/fr/index.html`])]
  .filter((path) => ALIKE.every(([many, one]) => !many.test(path) || one.test(path)));

test("a page of every template is valid HTML", async () => {
  for (const page of ["en/index.html", "fr/data/record/index.html", "fr/privacy/index.html", "embed/dependency-map/fr/index.html"]) {
    assert.ok(sample.includes(page), `${page} is not there`);
  }
  const wrong = [];
  for (const path of sample) {
    // What is drawn inside of a picture is the golden pictures' to judge, and most of the bytes.
    const text = readFileSync(new URL(path, dist), "utf8").replace(/(<svg\b[^>]*>)[\s\S]*?<\/svg>/g, "$1</svg>");
    const report = await validator.validateString(text, path);
    for (const { messages } of report.results) {
      for (const { ruleId, line, column, message } of messages) wrong.push(`${path}:${line}:${column} ${ruleId}: ${message}`);
    }
  }
  assert.deepEqual(wrong, []);
});
