// How hard the story is to read, by the usual formulas, on the text of the finished page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

/** The story's paragraphs, list items and cells, without pictures, forms and questions. */
function prose(lang) {
  const page = readFileSync(new URL(`../../dist/${lang}/index.html`, import.meta.url), "utf8");
  const main = page.slice(page.indexOf("<main>"), page.indexOf("</main>"));
  const bare = main.replace(/<(figure|form|noscript)\b[\s\S]*?<\/\1>/g, "");
  return [...bare.matchAll(/<(p|li|dd)\b[^>]*>([\s\S]*?)<\/\1>/g)]
    .map(([, , inner]) => inner.replace(/<[^>]*>/g, " ").replace(/&amp;/g, "&").replace(/[\u00a0\u202f\s]+/g, " ").trim())
    .filter((text) => /\p{L}{3}/u.test(text));
}

/** Sentences, words and syllables. */
function counted(texts, syllables) {
  const sentences = texts.flatMap((text) => text.split(/(?<=[.!?])\s+(?=\p{Lu}|«)/u)).filter((one) => /\p{L}/u.test(one));
  const words = sentences.flatMap((one) => one.match(/[\p{L}\p{N}][\p{L}\p{N}’'.,-]*/gu) ?? []);
  return { sentences: sentences.length, words: words.length, syllables: words.reduce((sum, word) => sum + syllables(word), 0) };
}

/** Groups of vowels, less an e that is not heard; a number counts as three. */
function english(word) {
  if (/\d/.test(word)) return 3;
  const heard = word.toLowerCase().replace(/[^a-z]/g, "").replace(/(?<=[^aeiouyl])e$|(?<=[^aeiouydt])ed$/, "");
  return Math.max(1, (heard.match(/[aeiouy]+/g) ?? []).length);
}

/** Groups of vowels, less an e at the end that is not heard. */
function french(word) {
  if (/\d/.test(word)) return 3;
  const heard = word.toLowerCase().replace(/^[a-z]+[’']/, "").replace(/(?<=[^aeiouyàâéèêîïôùû])e(s|nt)?$/, "");
  return Math.max(1, (heard.match(/[aeiouyàâäéèêëîïôöùûüœ]+/g) ?? []).length);
}

test("the counters count", () => {
  assert.deepEqual(["the", "mineral", "licence", "restricted", "made", "table"].map(english), [1, 3, 2, 3, 1, 2]);
  assert.deepEqual(["la", "licence", "minéral", "produites", "l’usine"].map(french), [1, 2, 3, 2, 2]);
});

test("the English story needs at most ten years of school (Flesch-Kincaid)", (t) => {
  const { sentences, words, syllables } = counted(prose("en"), english);
  const grade = 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;
  t.diagnostic(`grade ${grade.toFixed(1)}: ${words} words, ${(words / sentences).toFixed(1)} a sentence, ${(syllables / words).toFixed(2)} syllables a word`);
  assert.ok(words > 900, `only ${words} words were found`);
  assert.ok(grade <= 10, `grade ${grade}`);
});

test("the French story is of ordinary difficulty or easier (Kandel and Moles 1958: 60 and more)", (t) => {
  const { sentences, words, syllables } = counted(prose("fr"), french);
  const ease = 207 - 1.015 * (words / sentences) - 73.6 * (syllables / words);
  t.diagnostic(`ease ${ease.toFixed(1)}: ${words} words, ${(words / sentences).toFixed(1)} a sentence, ${(syllables / words).toFixed(2)} syllables a word`);
  assert.ok(words > 900, `only ${words} words were found`);
  assert.ok(ease >= 60, `ease ${ease}`);
});
