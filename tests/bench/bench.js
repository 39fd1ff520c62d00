// What is measured, in the page.
import init, { Atlas, dividePoolBands, shareNetwork, shareNetworkBands, traceOrigin } from "/offtake.js";
import loadHighs from "/highs.mjs";

/** Numbers from 0 to 1 that are the same in every run (Park and Miller, 1988). */
function stream(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** A network in which every fifth deal is not allowed and every fifth has a limit. */
function network(projects, buyers, seed) {
  const next = stream(seed);
  const amount = (most) => Math.ceil(next() * most * 8) / 8;
  const need = Array.from({ length: buyers }, () => amount(100));
  const whole = need.reduce((sum, tonnes) => sum + tonnes, 0);
  const limit = (kind) => (kind < 0.2 ? 0 : kind < 0.4 ? amount(60) : null);
  return {
    projects: Array.from({ length: projects }, (_, i) => [`P${i}`, amount((1.2 * whole) / projects)]),
    buyers: need.map((tonnes, j) => [`B${j}`, tonnes, 2 * tonnes]),
    limits: Array.from({ length: projects }, () => Array.from({ length: buyers }, () => limit(next()))),
    contracts: null,
    costs: null,
  };
}

/** Several runs, milliseconds, the quickest first; runs are pooled until the clock can tell them. The browser compiles what
 * runs often anew: the first runs do not count. */
function times(work) {
  let pool = 1;
  for (const start = performance.now(); performance.now() - start < 200; ) work();
  const time = () => {
    const start = performance.now();
    for (let run = 0; run < pool; run++) work();
    return (performance.now() - start) / pool;
  };
  while (time() * pool < 5) pool *= 2;
  return Array.from({ length: 9 }, time).sort((a, b) => a - b);
}

/** What else runs on the machine only ever adds: the quickest of nine runs is told and compared. */
const quickest = (work) => times(work)[0];

/** Every rule of the menus in closed form, and the one that counts orders. */
const RULES = ["single-market", "single-market-resale", "capacity-sharing", "proportional", "proportional-to-capital", "equal-split",
  "constrained-equal-awards", "constrained-equal-losses", "talmud", "piniles", "priority-with-cap", "emergency-sharing", "protected-first",
  "least-worst-dependency", "weighted-nash", "maximum-delivered", "minimum-cost", "random-arrival"];

/** Projects as one pool, and allies with all that a rule may want to know. */
function shortage(projects, allies, seed) {
  const { projects: made, buyers } = network(projects, allies, seed);
  const claims = buyers.map(([, tonnes, uses], j) => ({ country: `AA${String.fromCharCode(65 + j)}`, tonnes, use: uses, owned: 1 / allies, cost: j % 5 }));
  return { projects: made, claims, market: "AAA" };
}

/** The first of the programs that level coverage is: make the least coverage greatest. */
function program({ projects, buyers, limits }) {
  const deals = (i, j) => `x${i}_${j}`;
  const lines = ["Maximize", " obj: t", "Subject To"];
  projects.forEach(([, output], i) => lines.push(` s${i}: ${buyers.map((_, j) => deals(i, j)).join(" + ")} <= ${output}`));
  buyers.forEach(([, need], j) => {
    const sum = projects.map((_, i) => deals(i, j)).join(" + ");
    lines.push(` d${j}: ${sum} - ${need} t >= 0`);
  });
  lines.push("Bounds", " 0 <= t <= 1");
  limits.forEach((row, i) => row.forEach((limit, j) => lines.push(limit === null ? ` ${deals(i, j)} >= 0` : ` 0 <= ${deals(i, j)} <= ${limit}`)));
  return [...lines, "End"].join("\n");
}

/** A world in which a third of the countries mine, and every country sells to a third of the others. */
function world(countries, seed) {
  const next = stream(seed);
  const amount = (chance, most) => (next() < chance ? Math.ceil(next() * most) : 0);
  const production = Array.from({ length: countries }, () => amount(1 / 3, 100000));
  return [production, production.map((_, from) => production.map((_, to) => (from === to ? 0 : amount(1 / 3, 1000))))];
}

/** The facts as a page has them, with those that a query needs. */
async function asked(query) {
  const bytes = async (name) => new Uint8Array(await (await fetch(name)).arrayBuffer());
  const atlas = Atlas.open(await bytes("/facts.bin"), await bytes("/borders.bin"));
  for (let id = atlas.needs(query); id; id = atlas.needs(query)) atlas.add(id, await bytes(`/facts/${id}.bin`));
  return [atlas, atlas.fromLink(query)];
}

/** Every magnet plant on record with its tonnes, and five of a reader's own, for the G7 and five others: 8 x 12. */
const WHOLE = "lang=en&chart=who-gets-it&mineral=permanent-magnets&project=all&allies=g7.AUS.KOR.NLD.NOR.SWE&stop=100";
const OWN = `project,mineral,country,tonnes,start,parts
Plant A,permanent_magnets,CAN,4000,2028,CAN 40; JPN 30
Plant B,permanent_magnets,AUS,2500,2027,JPN 60
Plant C,permanent_magnets,FRA,1200,2029,
Plant D,permanent_magnets,DEU,3000,2028,DEU 50; NLD 20
Plant E,permanent_magnets,KOR,6000,2026,KOR 55; USA 25
`;

/** The magnet plants on record and five of a reader's own, and the choice that shares what they make among twelve allies. */
async function eightByTwelve() {
  const [atlas] = await asked(WHOLE);
  const own = atlas.takeOwn("en", "projects", new TextEncoder().encode(OWN));
  if (!own.taken) throw new Error(JSON.stringify(own));
  // What all projects make together is read with the reader's own among them.
  const choice = atlas.fromLink(WHOLE);
  const { projects: plants, buyers: allies } = atlas.network(choice).network;
  if (plants.length !== 8 || allies.length !== 12) throw new Error(`${plants.length} x ${allies.length}`);
  const made = plants.reduce((sum, [, tonnes]) => sum + tonnes, 0);
  if (made > choice.tonnes) throw new Error(`${choice.tonnes} t to share of ${made}`);
  return { atlas, choice };
}

/** What draws take that a page asks its worker for, as the page opens: nothing has been compiled yet. Then, after the second that
 * a reader needs to find a control, those of the first steps. By the rule that divides twice. */
export async function first() {
  const compiled = await WebAssembly.compileStreaming(fetch("/offtake_bg.wasm"));
  await init({ module_or_path: compiled });
  const { choice } = await eightByTwelve();
  const worker = new Worker("/draws.js", { type: "module" });
  worker.postMessage({ engine: compiled });
  worker.postMessage({ own: { lang: "en", kind: "projects", bytes: new TextEncoder().encode(OWN) } });
  let number = 0;
  const ask = async (stop) => {
    const start = performance.now();
    const answer = new Promise((done) => worker.addEventListener("message", ({ data }) => done(data.answer), { once: true }));
    worker.postMessage({ number: ++number, figure: 1, choice: { ...choice, rule: "protected-first", stop } });
    const made = await answer;
    if (made?.[0] !== 1024) throw new Error(`${made?.[0]} draws`);
    return performance.now() - start;
  };
  const opening = await ask(100);
  const steps = [];
  for (const stop of [90, 80, 70, 60, 50]) {
    await new Promise((done) => setTimeout(done, 1000));
    steps.push(await ask(stop));
  }
  return { opening, steps };
}

export async function run() {
  await init({ module_or_path: fetch("/offtake_bg.wasm") });
  const highs = await loadHighs({ locateFile: () => "/highs.wasm" });
  const sizes = [[4, 7], [30, 40], [200, 60]].map(([projects, buyers]) => {
    const figures = network(projects, buyers, 7);
    return { projects, buyers, ms: quickest(() => shareNetwork(figures, "level-coverage")) };
  });
  const origins = [10, 100, 200].map((countries) => {
    const [production, flows] = world(countries, 5);
    return { countries, ms: quickest(() => traceOrigin(production, flows)) };
  });
  const pool = shortage(8, 12, 11);
  const closed = RULES.map((rule) => ({ rule, ms: quickest(() => dividePoolBands(pool, rule, 1024)) }));
  const scenario = network(8, 12, 11);
  const draws = ["level-coverage", "maximum-delivered", "least-worst-dependency"].map((rule) => {
    return { rule, ms: quickest(() => shareNetworkBands(scenario, rule, 1024)) };
  });
  const { atlas, choice } = await eightByTwelve();
  const whole = [];
  for (const { id } of atlas.catalogue("en").rules) {
    // Delivery costs are on record nowhere.
    if (id !== "minimum-cost") whole.push({ rule: id, ms: quickest(() => atlas.chances({ ...choice, rule: id })) });
  }
  const beside = [[4, 7], [30, 40]].map(([projects, buyers]) => {
    const figures = network(projects, buyers, 7);
    const text = program(figures);
    const coverage = () => shareNetwork(figures, "level-coverage").received.map((tonnes, j) => tonnes / figures.buyers[j][1]);
    const apart = Math.abs(Math.min(...coverage()) - highs.solve(text).ObjectiveValue);
    // Each several times in turn: the browser may still be compiling what it runs often, and a machine that others share is
    // slower for seconds at a time.
    const both = () => [quickest(coverage), quickest(() => highs.solve(text))];
    const rounds = Array.from({ length: 5 }, both);
    const best = (side) => Math.min(...rounds.map((round) => round[side]));
    return { projects, buyers, apart, ours: best(0), theirs: best(1) };
  });
  return { sizes, origins, draws, closed, whole, highs: beside };
}
