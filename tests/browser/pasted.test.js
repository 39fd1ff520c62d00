// The pages of the guide that show each way in an article, and the two that talk to a chart.
import assert from "node:assert/strict";
import { test } from "node:test";

import { site, visit } from "./site.js";

const here = site();
const WAYS = ["iframe", "iframe-script", "element", "picture", "amp", "oembed"];

for (const lang of ["en", "fr"]) {
  test(`every way stands in a light and in a dark column: ${lang}`, async () => {
    const guide = await visit(here, `/${lang}/embedding/`);
    const links = await guide.$$eval('a[href*="/pasted/"]', (found) => found.map((link) => new URL(link.href).pathname));
    assert.deepEqual(links, [...WAYS, "messages", "interface"].map((way) => `/pasted/${lang}/${way}/`));
    await guide.context().close();
    for (const way of WAYS) {
      const page = await visit(here, `/pasted/${lang}/${way}/`, { viewport: { width: 700, height: 2400 } });
      if (way === "picture") {
        await page.waitForFunction(() => [...document.querySelectorAll(".article img")].every((image) => image.complete && image.naturalWidth > 0));
      } else if (way === "element") {
        await page.waitForFunction(() => [...document.querySelectorAll("offtake-chart")].every((one) => one.shadowRoot?.querySelector(".picture.drawn canvas")));
      } else {
        await page.waitForSelector("iframe");
        const frames = page.frames().slice(1);
        assert.equal(frames.length, 2, way);
        for (const frame of frames) await frame.waitForSelector(".picture.drawn canvas");
      }
      const shown = await page.textContent("pre");
      assert.ok(shown.includes("embed/supplier-bars/"), way);
      for (const width of [700, 320]) {
        await page.setViewportSize({ width, height: 2400 });
        const found = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(found <= width, `${way} is ${found} px wide on a page of ${width}`);
      }
      assert.deepEqual(page.problems, [], way);
      await page.context().close();
    }
  });

  test(`a page sends messages and changes an element, and writes down what comes back: ${lang}`, async () => {
    for (const [path, news] of [["messages", "state"], ["interface", "ready"]]) {
      const page = await visit(here, `/pasted/${lang}/${path}/`, { viewport: { width: 700, height: 2400 } });
      const logged = (words) => page.waitForFunction((wanted) => [...document.querySelectorAll(".log li")].some((line) => wanted.every((word) => line.textContent.includes(word))), words);
      await logged(["ready"]);
      await page.selectOption('select[name="mineral"]', "gallium");
      await logged([news, '"mineral":"gallium"']);
      await page.fill('input[name="stop"]', "900");
      await page.dispatchEvent('input[name="stop"]', "change");
      await logged(["error", "900"]);
      assert.deepEqual(page.problems, [], path);
      await page.context().close();
    }
  });
}
