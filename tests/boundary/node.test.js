// The built package as a user in Node has it.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

import init, { Atlas, dividePool, dividePoolBands, randomArrival, shareNetwork } from "../../pkg/offtake.js";

const file = (name) => readFileSync(new URL(`../../pkg/${name}`, import.meta.url));
await init({ module_or_path: file("offtake_bg.wasm") });
const facts = file("facts.bin");
const borders = file("borders.bin");
const atlas = Atlas.open(facts, borders);
for (const id of ["words-en", "sharing-en", "words-fr", "sharing-fr"]) atlas.add(id, file(`facts/${id}.bin`));
/** A choice, with the facts that it needs. */
const fromLink = (query) => {
  for (let id = atlas.needs(query); id; id = atlas.needs(query)) atlas.add(id, file(`facts/${id}.bin`));
  return atlas.fromLink(query);
};

test("words come one language at a time, and without them nothing is said in it", () => {
  const fresh = Atlas.open(facts, borders);
  assert.equal(fresh.needs("lang=fr&mineral=gallium"), "words-fr");
  assert.throws(() => fresh.catalogue("fr"), (error) => error.code === "data");
  assert.throws(() => fresh.add("words-fr", file("facts/words-en.bin")), (error) => error.code === "data");
  fresh.add("words-fr", file("facts/words-fr.bin"));
  assert.equal(fresh.needs("lang=fr&mineral=gallium"), "sharing-fr");
  fresh.add("sharing-fr", file("facts/sharing-fr.bin"));
  assert.equal(fresh.needs("lang=fr&mineral=gallium"), "gallium");
  assert.equal(fresh.needs("lang=de"), "words-en");
  assert.equal(fresh.catalogue("fr").languages.length, 2);
  assert.throws(() => fresh.catalogue("de"), (error) => error.code === "choice");
});

test("facts come one mineral and one year at a time, and a choice without its facts says which it needs", () => {
  assert.equal(atlas.needs("mineral=tungsten&year=2023"), "tungsten");
  assert.throws(() => atlas.fromLink("mineral=tungsten&year=2023"), (error) => error.code === "data");
  atlas.add("tungsten", file("facts/tungsten.bin"));
  assert.equal(atlas.needs("mineral=tungsten"), undefined);
  assert.equal(atlas.needs("mineral=tungsten&year=2023"), "tungsten-2023");
  assert.throws(() => atlas.add("tungsten-2023", file("facts/tungsten-2022.bin")), (error) => error.code === "data");
  assert.throws(() => atlas.add("gallium", file("facts/tungsten.bin")), (error) => error.code === "data");
  atlas.add("tungsten-2023", file("facts/tungsten-2023.bin"));
  assert.equal(atlas.fromLink("mineral=tungsten&year=2023").year, 2023);
  assert.equal(atlas.needs("mineral=unobtainium"), undefined);
});

test("the catalogue is labelled in both languages and every id in it makes a choice", () => {
  for (const lang of ["en", "fr"]) {
    const catalogue = atlas.catalogue(lang);
    assert.ok(catalogue.minerals.length >= 24);
    const lists = { mineral: catalogue.minerals, country: catalogue.countries, rule: catalogue.rules, allies: catalogue.allies,
      measure: catalogue.measures, chart: catalogue.charts, year: catalogue.years, terms: catalogue.terms, by: catalogue.by_years };
    for (const [key, entries] of Object.entries(lists)) {
      assert.ok(entries.length > 0, key);
      for (const { id, label } of entries) {
        assert.ok(label.length > 0, `${key} ${id} has no label`);
        assert.equal(String(fromLink(`lang=${lang}&${key}=${id}`)[key]), id);
      }
    }
  }
  assert.notDeepEqual(atlas.catalogue("en").minerals, atlas.catalogue("fr").minerals);
});

test("a link is the shortest query that means the same choice", () => {
  assert.equal(atlas.link(fromLink("")), "");
  for (const query of ["?mineral=gallium&stop=80", "?mineral=antimony&rule=single-market&market=JPN", "?tonnes=5&allies=nato&year=2023",
    "?leak=10&stock=60", "?allies=g7.AUS.-USA", "?own=Plant~CAN~2028~CAN40.JPN30",
    "?mineral=permanent-magnets&project=by-year&by=2028", "?terms=as-they-stand", "?mineral=magnet-rare-earths&project=D63"]) {
    const choice = fromLink(query);
    const link = atlas.link(choice);
    assert.deepEqual(fromLink(link), choice);
    assert.ok(link.length <= query.length, `${link} is longer than ${query}`);
  }
});

test("a stranger in a link is named, with what is known", () => {
  for (const [query, stranger, known] of [
    ["mineral=unobtainium", "unobtainium", "gallium"], ["country=Atlantis", "ATLANTIS", "CAN"], ["year=1850", "1850", "2024"],
    ["rule=grab", "grab", "proportional"], ["allies=friends", "friends", "g7"], ["lang=de", "de", "fr"], ["chart=pie", "pie", "who-gets-it"],
    ["leak=half", "half", "100"], ["stock=800", "800", "730"], ["stock=1.5", "1.5", "730"], ["allies=g7.XYZ", "g7.XYZ", "g7.AUS.-USA"],
    ["own=A~NOWHERE", "A~NOWHERE", "Plant~CAN~2028"],
    ["stop=101", "101", "100"], ["stop=NaN", "NaN", "100"], ["project=D99", "D99", "own"], ["measure=luck", "luck", "concentration"],
    ["rows=sideways", "SIDEWAYS", "CAN"], ["columns=sideways", "sideways", "gallium"],
    ["terms=maybe", "maybe", "as-they-stand"], ["by=2024", "2024", "2040"], ["by=soon", "soon", "2025"], ["mineral=tellurium&project=all", "all", "own"],
    ["tonnes=-5", "-5", "1000000000"],
  ]) {
    assert.throws(() => fromLink(query), (error) => {
      assert.equal(error.code, "choice", query);
      assert.ok(error.message.includes(stranger) && error.message.includes(known), error.message);
      return true;
    });
  }
  assert.doesNotThrow(() => fromLink("utm_source=newsletter&fbclid=x"));
});

test("damaged facts and borders are refused, never read wrongly", () => {
  const altered = Uint8Array.from(facts);
  altered[altered.length >> 1] ^= 1;
  for (const [damaged, outlines, code] of [
    [facts.subarray(0, 1000), borders, "data"], [altered, borders, "data"], [new Uint8Array(), borders, "data"],
    [facts, borders.subarray(0, 1000), "borders"],
  ]) {
    assert.throws(() => Atlas.open(damaged, outlines), (error) => error.code === code);
  }
});

test("a misspelt key in a choice is a missing key", () => {
  const { mineral, ...rest } = fromLink("");
  assert.throws(() => atlas.link({ ...rest, minerals: mineral }), (error) => error.code === "choice" && /mineral/.test(error.message));
});

test("draws that are made elsewhere are those that are made here, and a picture without is drawn all the same", () => {
  for (const query of ["chart=who-gets-it&mineral=natural-graphite", "chart=before-and-after&mineral=permanent-magnets&project=by-year",
    "chart=pipeline&mineral=permanent-magnets"]) {
    const choice = fromLink(query);
    const made = atlas.chances(choice);
    assert.ok(made.length > 20 && made[0] === 1024, query);
    assert.deepEqual(atlas.chances(choice), made, "the same every time");
    assert.ok(atlas.chancesOf(choice).length > 0);
  }
  assert.equal(atlas.chancesOf(fromLink("chart=dependency-map")), undefined);
  const pipeline = (query) => atlas.chancesOf(fromLink(`chart=pipeline&mineral=permanent-magnets&${query}`));
  assert.equal(pipeline("stop=10&by=2028"), pipeline(""), "a pipeline depends on neither");
  const published = pipeline("");
  const own = Atlas.open(facts, borders);
  for (const id of ["words-en", "sharing-en", "permanent-magnets"]) own.add(id, file(`facts/${id}.bin`));
  const table = (tonnes) => new TextEncoder().encode(`project,mineral,country,tonnes\nPlant,permanent_magnets,JPN,${tonnes}\n`);
  const given = [10, 20].map((tonnes) => (own.takeOwn("en", "projects", table(tonnes)), own.chancesOf(own.fromLink("chart=pipeline&mineral=permanent-magnets"))));
  assert.equal(new Set([published, ...given]).size, 3, "other figures of one's own, other draws");
});

test("money of one's own prices fairness and dependency, and money that makes no sense is refused", () => {
  const magnets = fromLink("mineral=permanent-magnets&stop=100");
  const values = atlas.sharing(magnets).allies.map(({ country }) => [country, 1]);
  const shared = atlas.sharing(magnets, { amount: 7e8, years: 10, values }).open.find(({ rule }) => rule === "proportional");
  assert.ok(shared.priceOfFairness < 1e-12);
  assert.ok(Math.abs(shared.costPerTonne - 1e4) < 1e-6);
  assert.throws(() => atlas.sharing(magnets, { amount: 7e8, years: null, values: [] }), /both or neither/);
  assert.throws(() => atlas.sharing(magnets, { amount: null, years: null, values: [["Atlantis", 1]] }), /Atlantis/);
  const few = atlas.sharing(magnets, { amount: null, years: null, values: values.slice(1) }).open[0];
  assert.match(few.problem, /value to CAN is not given/);
});

test("claims of one's own are divided under every rule, and bad ones are named with the remedy", () => {
  const claim = (country, tonnes, more = {}) => ({ country, tonnes, use: 400, owned: 0.2, cost: 3, ...more });
  const pool = { projects: [["Mine", 150], ["Plant", 50]], claims: [claim("CAN", 100), claim("JPN", 200), claim("USA", 300)], market: "USA" };
  for (const { id } of atlas.catalogue("en").rules) {
    const given = dividePool(pool, id);
    assert.ok(given.every((tonnes, j) => tonnes >= 0 && tonnes <= pool.claims[j].tonnes + 1e-9), id);
    assert.ok(dividePoolBands(pool, id, 64).every(([low, middle, high]) => low <= middle && middle <= high), id);
  }
  assert.deepEqual([...dividePool(pool, "talmud")], [50, 75, 75]);
  const refused = (call, ...named) => assert.throws(call, (error) => error.code === "figures" && named.every((word) => error.message.includes(word)));
  refused(() => dividePool({ ...pool, claims: [claim("JPN", -3)] }, "talmud"), "JPN", "0 t or more");
  refused(() => dividePool({ ...pool, projects: [] }, "talmud"), "name at least one");
  refused(() => dividePool({ ...pool, projects: [["Mine", -1]] }, "talmud"), "Mine", "0 or more");
  refused(() => dividePool({ ...pool, claims: [] }, "talmud"), "nobody may buy from Mine");
  refused(() => dividePool({ ...pool, claims: [claim("JPN", 3, { cost: null })] }, "minimum-cost"), "JPN", "give your own costs");
  refused(() => dividePool({ ...pool, market: null }, "single-market"), "name the country");
  refused(() => dividePool(pool, "by-lot"), "talmud");
  refused(() => randomArrival(1, new Float64Array(21).fill(1)), "21 claims", "at most 20", "pool the smallest");
  const many = { ...pool, claims: Array.from({ length: 21 }, (_, j) => claim(`AA${String.fromCharCode(65 + j)}`, j + 1, { owned: null })) };
  assert.ok(Math.abs(dividePool(many, "random-arrival").reduce((sum, tonnes) => sum + tonnes) - 200) < 1e-9, "beyond 20 orders are drawn");
});

test("a project is shared under every rule, with contracts apart and gaps with their reasons", () => {
  const sharing = atlas.sharing(fromLink("mineral=natural-graphite&stop=100"));
  assert.equal(sharing.project, "D20");
  assert.equal(sharing.open.length, atlas.catalogue("en").rules.length);
  const canada = sharing.allies.findIndex((ally) => ally.country === "CAN");
  assert.ok(Math.abs(sharing.allies[canada].computed - 30000) < 1e-6);
  assert.ok(sharing.allies.find((ally) => ally.country === "JPN").more, "Panasonic's part is not published");
  assert.deepEqual(sharing.contracts, { published: 0, computed: 30000 / 103000, unknown: 1 - 30000 / 103000 });
  for (const division of sharing.open) {
    if (division.rule === "minimum-cost") assert.match(division.problem, /not published/);
    else assert.equal(division.missing.costPerTonne.length > 0, division.costPerTonne === null, division.rule);
  }
});

test("a pipeline lists what cannot be counted, and a mineral's network can be shared", () => {
  const magnets = fromLink("mineral=permanent-magnets&stop=100");
  const pipeline = atlas.pipeline(magnets, 256);
  assert.deepEqual(pipeline.years.map(({ year }) => year), Array.from({ length: 16 }, (_, n) => 2025 + n));
  assert.deepEqual(pipeline.projects.filter(({ gaps }) => gaps.length === 0).map(({ id }) => id), ["D01", "D04"]);
  assert.ok(pipeline.need > 0 && pipeline.needMissing === null);
  const { network, leftOut } = atlas.network(magnets);
  assert.deepEqual(leftOut, ["D70"], "no tonnes are published");
  const { received } = shareNetwork(network, "level-coverage");
  const american = network.buyers.findIndex(([name]) => name === "USA");
  assert.ok(received[american] >= 7000, "all of 10X is bound to the United States");
});

test("what the facts hold of a mineral comes as numbers, and a gap says why", () => {
  const cobalt = fromLink("mineral=cobalt&year=2024&country=CAN&allies=g7");
  const { made, otherStage, trade } = atlas.supply(cobalt);
  assert.equal(made.stage, "refinery");
  assert.equal(Math.round(made.output.find(([country]) => country === "CHN")[1].value), 196_143);
  assert.equal(otherStage.stage, "mine");
  assert.equal(trade === null, atlas.supply(cobalt).noTrade !== null);
  const graphite = fromLink("mineral=natural-graphite&year=2024&country=CAN&allies=g7");
  const shares = atlas.measures(graphite).find(({ id }) => id === "restricted-share").of;
  assert.equal(shares[0][0], "CAN");
  assert.ok(Math.abs(shares[0][1].value - 0.3535) < 1e-4, shares[0][1].value);
  // One measure of every country has a number, or says why not.
  for (const { id, of } of atlas.measures(cobalt)) {
    for (const [country, { value, gap }] of of) assert.ok((value === null) === (gap !== null), `${id} ${country}`);
  }
  // As one country the Union does not count what its members sell to each other.
  const union = atlas.measures({ ...graphite, country: "eu" }).find(({ id }) => id === "restricted-share").of[0];
  assert.equal(union[0], "XEU");
  assert.ok(union[1].value > 0.1 && union[1].value < 1, union[1].value);
  const wagerup = atlas.projects(fromLink("mineral=gallium")).find(({ id }) => id === "D60");
  assert.deepEqual([wagerup.tonnes.value, wagerup.contracts[0].share], [100, { value: null, gap: "not-reported" }]);
  const fresh = Atlas.open(facts, borders);
  for (const id of ["words-en", "sharing-en", "natural-graphite"]) fresh.add(id, file(`facts/${id}.bin`));
  assert.throws(() => fresh.history(graphite), (error) => error.code === "data" && error.message.includes("natural-graphite-history"));
  fresh.add("natural-graphite-history", file("facts/natural-graphite-history.bin"));
  const { unit, years, code, months } = fresh.history(graphite);
  assert.deepEqual([unit, code], ["tonnes", "250410"]);
  assert.equal(Math.round(years.find(([year]) => year === 2024)[2].value), 9693);
  assert.ok(months.some(([month, { value }]) => month === "2023-11" && Math.round(value) === 40_518));
});

test("the package packs what it exports, and a server may import its element", async () => {
  const { exports, files } = JSON.parse(file("package.json"));
  const named = Object.values(exports).flatMap((one) => Object.values(typeof one === "string" ? { one } : one));
  for (const path of named.map((one) => one.replace(/^\.\//, ""))) {
    assert.ok(path === "package.json" || files.some((packed) => path === packed || path.startsWith(`${packed}/`)), `${path} is not packed`);
  }
  for (const path of files) assert.ok(existsSync(new URL(`../../pkg/${path}`, import.meta.url)), `${path} is not there`);
  assert.equal(globalThis.customElements, undefined);
  assert.deepEqual(Object.keys(await import("../../pkg/element.js")), ["load"]);
});
