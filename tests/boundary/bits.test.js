// The package and the native program give the same numbers, bit by bit, on 200 scenarios.
//
// Our own generator makes the scenarios: the native program draws, so that nothing here depends on JavaScript's. Every figure
// is a multiple of 1/64, which JSON carries without rounding.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import init, {
  apparentConsumption, concentration, daysOfCover, displacement, divide, economicImportance, euDependency, euSupplyRisk, expectedLoss, geoDependency, governedConcentration,
  herfindahlBounds, herfindahlWithRest, impliedElasticity, lastingGeoDependency, lognormal, lossesBehind, netImportReliance, normal, oneThirdCountry, overTime, passedThrough, priceBand,
  priceHindcast, priceRatio, quantile, quantityHindcast, rampedOutput, rankInterval, reroute, sampleSpread, scaledGovernance, shareNetwork, traceOrigin, triangular, uniform, usgsSupplyRisk, valueAddedExposed, waterfall, withoutLargestSupplier,
} from "../../pkg/offtake.js";

const SEED = 2026;
const SCENARIOS = 200;
const DRAWS = 64;

await init({ module_or_path: readFileSync(new URL("../../pkg/offtake_bg.wasm", import.meta.url)) });

/** What the native program answers to cases. */
function solve(cases) {
  const folder = mkdtempSync(join(tmpdir(), "offtake-bits-"));
  try {
    const file = join(folder, "cases.json");
    writeFileSync(file, JSON.stringify({ cases }));
    const answer = execFileSync(process.env.OFFTAKE_SITE, ["solve", file], { maxBuffer: 1 << 26, encoding: "utf8" });
    return JSON.parse(answer).results.map(({ id, got }) => (assert.ok(got, `${id} has no answer`), got));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Amounts and shares out of one scenario's draws, one after the other. */
function dealer(draws) {
  let at = 0;
  const next = () => draws[at++ % draws.length];
  const amount = () => Math.floor(next() * 65536) / 64;
  const some = (make, count) => Array.from({ length: count }, make);
  const share = () => Math.floor(next() * 65) / 64;
  return { amount, share, whole: (least, most) => least + Math.floor(next() * (most - least + 1)), some, next };
}

/** By kind: a case for the native program, what the package says to it, and what the native answer says. */
const KINDS = [
  (deal) => {
    const quantities = deal.some(deal.amount, deal.whole(1, 12));
    const found = () => concentration(Float64Array.from(quantities));
    return {
      rule: "hhi",
      inputs: { quantities },
      wasm: () => [found()?.herfindahl, found()?.normalised, found()?.effectiveSuppliers, found()?.entropySuppliers, found()?.topThree],
      native: (got) => [got.hhi01, got.hhi_norm, got.ens, got.entropy_ens, got.top3],
    };
  },
  (deal) => {
    const count = deal.whole(1, 5);
    const inputs = {
      cut_fraction: deal.share(), leakage: deal.share(), fungibility: deal.share(), horizon_years: deal.whole(1, 24) / 8,
      spare_capacity: deal.amount(), demand: deal.some(deal.amount, count), flows_from_restricted: deal.some(deal.amount, count),
      targeted: deal.some(() => deal.whole(0, 1), count), stock: deal.some(deal.amount, count), substitutable: deal.some(deal.share, count),
    };
    const restriction = { cut: inputs.cut_fraction, leakage: inputs.leakage, fungibility: inputs.fungibility,
      horizonYears: inputs.horizon_years, spare: inputs.spare_capacity };
    const buyers = inputs.demand.map((use, j) => ({ country: "AAA", use, fromRestricted: inputs.flows_from_restricted[j],
      targeted: inputs.targeted[j] > 0, stock: inputs.stock[j], substitutable: inputs.substitutable[j] }));
    return {
      rule: "disruption_basic",
      inputs,
      wasm: () => waterfall(restriction, buyers).map((step) => [step.grossLoss, step.afterPassThrough, step.stockRelease, step.spare,
        step.substitution, step.shortfall, step.shortfallShare]),
      native: (got) => inputs.demand.map((_, j) => [got.gross_loss, got.loss_after_passthrough, got.stock_release, got.spare,
        got.substitution, got.shortfall, got.shortfall_ratio].map((list) => list[j])),
    };
  },
  (deal) => {
    const count = deal.whole(2, 6);
    const sometimes = () => (deal.next() < 0.4 ? 0 : deal.amount());
    const production = deal.some(sometimes, count);
    const flows = deal.some(() => deal.some(sometimes, count), count);
    return {
      rule: "origin_tracing",
      inputs: { production, flows_from_row_to_col: flows },
      wasm: () => { const found = traceOrigin(production, flows); return [found.supply, found.origin, found.direct, found.unknown, found.scaled]; },
      native: (got) => [got.supply, got.origin_share, got.direct_share, got.unknown_share, got.scaled],
    };
  },
  (deal) => {
    const sellers = deal.some(() => [deal.amount() + 1, deal.share(), deal.next() < 0.3 ? 1100 : null], deal.whole(1, 5));
    const demanders = deal.some(() => [deal.amount() + 1, deal.share() + 0.125], deal.whole(1, 5));
    const still = deal.amount();
    return {
      rule: "price_equilibrium",
      inputs: { suppliers: sellers, demanders, restricted_remaining: still, stock_release: 0 },
      wasm: () => priceRatio({ sellers: sellers.map(([tonnes, elasticity, most]) => [tonnes, elasticity, most ?? Infinity]),
        stillComes: still, needs: demanders }),
      native: (got) => got.price_ratio,
    };
  },
  (deal) => {
    const [world, sourcing, importReliance, recycling, substitution] = [deal.share() * 10, deal.share() * 10, deal.share(), deal.share(), deal.share()];
    return {
      rule: "eu_supply_risk",
      inputs: { hhi_wgi_t_gs: world, hhi_wgi_t_eu: sourcing, import_reliance: importReliance, eol_rir: recycling, si_sr: substitution },
      wasm: () => [euSupplyRisk({ world, sourcing, importReliance, recycling, substitution }),
        euSupplyRisk({ world, sourcing: null, importReliance, recycling, substitution })],
      native: (got) => [got.sr_published_both, got.sr_published_gs_only],
    };
  },
  ...["level-coverage", "level-tonnes"].map((rule) => (deal) => {
    const [rows, columns] = [deal.whole(1, 5), deal.whole(1, 7)];
    const [supply, demand] = [deal.some(deal.amount, rows), deal.some(deal.amount, columns)];
    const limit = () => (deal.next() < 0.3 ? 0 : deal.next() < 0.3 ? deal.amount() : null);
    const cap = deal.some(() => deal.some(limit, columns), rows);
    // A project that nobody may buy from is refused.
    cap.forEach((row) => (row[0] = null));
    const network = { projects: supply.map((output, i) => [`P${i}`, output]), buyers: demand.map((need, j) => [`B${j}`, need, need]),
      limits: cap, contracts: cap.map((row) => row.map(() => 0)), costs: null };
    return {
      rule: rule === "level-coverage" ? "leximin_coverage" : "leximin_amount",
      inputs: { supply, demand, cap },
      wasm: () => shareNetwork(network, rule).received,
      native: (got) => got.received,
    };
  }),
];

/** Every number in an answer, in order; a gap is NaN, whichever way it is written. */
const numbers = (answer) => (Array.isArray(answer) ? answer.flatMap(numbers) : [answer ?? NaN]);

const bits = (list) => new BigUint64Array(Float64Array.from(list).buffer);

/** FNV-1a over 64-bit words. */
const folded = (words) => words.reduce((hash, word) => BigInt.asUintN(64, (hash ^ word) * 0x100000001b3n), 0xcbf29ce484222325n);

test("200 scenarios have the same bits in the package and in the native program", (t) => {
  assert.ok(process.env.OFFTAKE_SITE, "OFFTAKE_SITE names the native program: cargo site test boundary");
  const drawn = solve(Array.from({ length: SCENARIOS }, (_, n) => ({ id: n, rule: "pcg32", inputs: { seed: SEED, stream: n, n: DRAWS } })));
  const scenarios = drawn.map(({ u01 }, n) => KINDS[n % KINDS.length](dealer(u01)));
  const native = solve(scenarios.map(({ rule, inputs }, id) => ({ id, rule, inputs })));
  const all = { wasm: [], native: [] };
  for (const [n, scenario] of scenarios.entries()) {
    const [ours, theirs] = [numbers(scenario.wasm()), numbers(scenario.native(native[n]))];
    assert.deepEqual([...bits(ours)], [...bits(theirs)], `scenario ${n}, ${scenario.rule}: ${ours} and ${theirs}`);
    all.wasm.push(...ours);
    all.native.push(...theirs);
  }
  const [one, other] = [folded(bits(all.wasm)), folded(bits(all.native))];
  assert.equal(one, other);
  const known = all.wasm.filter((number) => !Number.isNaN(number));
  assert.ok(known.length > 2000 && new Set(known).size > 1000, `${known.length} numbers, too few or too alike to prove anything`);
  t.diagnostic(`${all.wasm.length} numbers, ${all.wasm.length - known.length} of them gaps; seed ${SEED}; folded bits ${one.toString(16)}`);
});

test("a published figure comes out of the package", () => {
  // U.S. Geological Survey, Mineral Commodity Summaries 2026: antimony, United States, 2024, 86 per cent.
  const antimony = { primary: 588, secondary: 3330, imports: 28920, exports: 4260, drawnFromStock: 0 };
  assert.equal(Math.round(100 * netImportReliance(antimony)), 86);
  assert.equal(concentration(Float64Array.of(30, 30, 20, 20)).herfindahl, 0.26);
});

/** The worked examples of the library's own pages. */
test("every measure of the library is in the package", () => {
  const list = (...numbers) => Float64Array.from(numbers);
  const near = (found, wanted, within = 1e-4) => assert.ok(Math.abs(found - wanted) < within, `${found}, not ${wanted}`);
  assert.deepEqual(herfindahlBounds(list(1), list(1)), [1, 1]);
  const [least, greatest] = herfindahlWithRest(list(60, 20), 20);
  near(least, 0.4);
  near(greatest, 0.44);
  near(governedConcentration(list(0.81), list(6.92), list(1)), 4.540212);
  assert.equal(scaledGovernance(-0.5), 6);
  near(economicImportance(list(1), list(64990), 204200, 1), 3.1827);
  assert.equal(euDependency(list(70, 10, 10, 10), 20, 40).dependent, true);
  assert.equal(euDependency(list(40, 30, 30), 10, 50).dependent, false);
  assert.equal(geoDependency(list(90, 10), list(800, 100, 100), 20).dependent, true);
  assert.deepEqual(oneThirdCountry(list(70, 0, 20), 100), { place: 0, share: 0.7, aboveBenchmark: true });
  const balance = { primary: 0, secondary: 0, imports: 100, exports: 0, drawnFromStock: 0 };
  const [potential, exposure, vulnerability] = usgsSupplyRisk({ producers: [[0.9, 0.5, 0.8]], balance, industries: [[50, 2, 10]], gdp: 1000 });
  near(potential, 0.324);
  assert.equal(exposure, 1);
  near(vulnerability, 0.01);
  assert.equal(daysOfCover(10, 365), 10);
  near(withoutLargestSupplier(list(60, 30), 10, 0, 100), 0.4);
  const moved = displacement(list(80, 20), 0, 30, 1);
  near(moved.before, 0.68);
  near(moved.after, 0.5);
  assert.equal(valueAddedExposed([[80, 0.25, 1], [10, 0.75, 2]]), 30);
  near(expectedLoss([[0.1, 100], [0.2, 50]]), 20);
  assert.deepEqual(passedThrough([100, 0, 0], [[0, 90, 10], [0, 0, 30], [0, 0, 0]], 1)[2], 0.75);
  const quarter = { cut: 1, leakage: 0, fungibility: 0, horizonYears: 0.25, spare: 0 };
  const buyer = { country: "USA", use: 80, fromRestricted: 40, targeted: true, stock: 15, substitutable: 0 };
  const unmet = (spread) => overTime([quarter, quarter, quarter, quarter], [buyer], spread).map(([step]) => step.shortfall * 0.25);
  assert.deepEqual(unmet(false), [0, 5, 10, 10]);
  assert.deepEqual(unmet(true), [6.25, 6.25, 6.25, 6.25]);
  near(priceBand(0.4, 0.2, 1)[1], 12.860082);
  near(impliedElasticity(0.3, 25 / 5.49), 0.24, 0.005);
  near(lossesBehind(380 / 252, 0.2, 1)[0], 0.079, 5e-4);
  near(quantile(list(3.1, -2, 8, 0.5, 7.7, 4, 4, 1.25), 0.05), -1.125);
  assert.equal(quantile(list(), 0.5), undefined);
  assert.deepEqual(sampleSpread(list(2, 4, 4, 4, 5, 5, 7, 9)).mean, 5);
  near(sampleSpread(list(2, 4, 4, 4, 5, 5, 7, 9)).deviation, Math.sqrt(32 / 7));
  assert.equal(sampleSpread(list()), undefined);
  const fifth = rankInterval(2000, 0.05, 0.95);
  assert.deepEqual([fifth.low, fifth.high, rankInterval(3, 0.05, 0.95)], [81, 121, undefined]);
  assert.equal(uniform(2025, 7, 1), uniform(2025, 7, 1));
  assert.notEqual(uniform(2025, 7, 1), uniform(2025, 7, 2));
  near(triangular(0.5, 0, 1, 2), 1);
  near(lognormal(0.5, 3, 0.4), 3);
  near(normal(0.975), 1.959964);
  assert.equal(rampedOutput(1000, 0.9, 2027, 1, 3, 2029), 450);
  assert.equal(apparentConsumption({ primary: 588, secondary: 3330, imports: 28920, exports: 4260, drawnFromStock: 0 }), 28578);
  const [yes, no] = [[[9, 1], [8, 1, 1], 0], [[5, 5, 5], [8, 1, 1], 0]];
  assert.deepEqual([[yes, no, yes], [no, null, no], [yes, null, no]].map(lastingGeoDependency), [true, false, undefined]);
  const claim = (country, tonnes) => ({ country, tonnes, use: null, owned: null, cost: null });
  const claims = [claim("CAN", 100), claim("DEU", 200), claim("JPN", 300)];
  const divided = (available, rule) => [...divide({ available, claims, market: "USA" }, rule)];
  assert.deepEqual(divided(200, "talmud"), [50, 75, 75]);
  assert.deepEqual(divided(300, "constrained-equal-losses"), [0, 100, 200]);
  assert.deepEqual(divided(300, "constrained-equal-awards"), [100, 100, 100]);
  const trade = [["CHN", "JPN", 40], ["VNM", "JPN", 10], ["VNM", "USA", 30]];
  const rerouting = { trade, restricted: "CHN", cut: 1, spare: [], free: 0 };
  assert.deepEqual(reroute(rerouting), [{ country: "JPN", tonnes: 40, share: 0.8 }, { country: "USA", tonnes: 0, share: 0 }]);
  near(reroute({ ...rerouting, free: null, spare: [["CAN", 25]] }).reduce((sum, one) => sum + one.tonnes, 0), 15, 1e-6);
  const germanium = { before: 21000, fromRestricted: 4830, cut: 1, targeted: true, after: 7000 };
  near(quantityHindcast(germanium).least, 18585, 1e-6);
  near(quantityHindcast(germanium).miss, -11585, 1e-6);
  assert.equal(priceHindcast({ drop: [0.39, 0.39], partOutside: [0.5, 1], ratio: 4100 / 1392 }).miss, 0);
  assert.equal(priceHindcast({ drop: [1, 1], partOutside: [1, 1], ratio: 2 }), undefined);
  assert.throws(() => herfindahlBounds(list(0.6), list(0.5)), (error) => error.code === "figures");
  assert.throws(() => passedThrough([1], [[0]], 4), (error) => error.code === "figures");
});

test("figures that make no sense are refused or a gap, never a number", () => {
  const restriction = { cut: 1, leakage: 0, fungibility: 0, horizonYears: 1, spare: 0 };
  const buyer = { country: "USA", use: 80, fromRestricted: 50, targeted: true, stock: 10, substitutable: 0 };
  const refused = (call, named) => assert.throws(call, (error) => error.code === "figures" && error.message.includes(named));
  assert.equal(waterfall(restriction, [buyer])[0].shortfall, 40);
  refused(() => waterfall({ ...restriction, cut: 2 }, [buyer]), "cut");
  refused(() => waterfall(restriction, [{ ...buyer, stock: -1 }]), "stock");
  refused(() => waterfall(restriction, [{ ...buyer, country: "Atlantis" }]), "Atlantis");
  const { horizonYears, ...endless } = restriction;
  refused(() => waterfall({ ...endless, horizon: horizonYears }, [buyer]), "horizonYears");
  refused(() => traceOrigin([1, 2], [[0, 1]]), "2 rows");
  refused(() => traceOrigin([NaN], [[0]]), "NaN");
  refused(() => euSupplyRisk({ world: 1, importReliance: 1, recycling: 0, substitution: 1 }), "sourcing");
  const network = { projects: [["Plant", 90]], buyers: [["CAN", 60, 80], ["JPN", 120, 200]], limits: [[null, 10]], contracts: [[0, 0]], costs: null };
  assert.deepEqual(shareNetwork(network, "level-coverage").received, [60, 10]);
  refused(() => shareNetwork({ ...network, contracts: [[0, 20]] }, "level-coverage"), "JPN may buy 10 t of Plant");
  refused(() => shareNetwork({ ...network, limits: [[0, 0]] }, "level-coverage"), "nobody may buy from Plant");
  refused(() => shareNetwork(network, "minimum-cost"), "give your own costs");
  refused(() => shareNetwork(network, "by-lot"), "level-coverage");
  refused(() => shareNetwork({ ...network, projects: [], limits: [], contracts: [] }, "level-tonnes"), "no project");
  assert.deepEqual(traceOrigin([50, null, null], [[0, 10, 0], [0, 0, 30], [0, 0, 0]]).unexplained, [0, 20, 0]);
  const claim = { country: "CAN", tonnes: 10, use: null, owned: null, cost: null };
  const shortage = { available: 5, claims: [claim], market: null };
  refused(() => divide(shortage, "by-lot"), "talmud");
  refused(() => divide({ ...shortage, available: NaN }, "talmud"), "NaN");
  refused(() => divide({ ...shortage, claims: [{ ...claim, tonnes: -1 }] }, "talmud"), "CAN");
  refused(() => divide({ ...shortage, claims: [{ ...claim, owned: 2 }] }, "proportional-to-capital"), "owned is 2");
  refused(() => divide(shortage, "minimum-cost"), "cost");
  const rerouting = { trade: [["CHN", "JPN", 40]], restricted: "CHN", cut: 1, spare: [], free: null };
  refused(() => reroute({ ...rerouting, cut: -1 }), "cut is -1");
  refused(() => reroute({ ...rerouting, trade: [["CHN", "JPN", NaN]] }), "trade is NaN");
  refused(() => reroute({ ...rerouting, trade: [["CHN", "Japan", 1]] }), "Japan");
  const { free, ...bound } = rerouting;
  refused(() => reroute({ ...bound, freedom: free }), "free");
  refused(() => quantityHindcast({ before: 1, fromRestricted: -1, cut: 1, targeted: true, after: 1 }), "purchase");
  assert.equal(priceHindcast({ drop: [0.5, 0.2], partOutside: [0.5, 1], ratio: 2 }), undefined);
  assert.equal(governedConcentration(Float64Array.of(0.7, 0.7), Float64Array.of(1, 1), Float64Array.of(1, 1)), undefined);
  assert.equal(economicImportance(Float64Array.of(1), Float64Array.of(1, 2), 3, 1), undefined);
  assert.equal(daysOfCover(-1, 10), undefined);
  assert.equal(withoutLargestSupplier(Float64Array.of(NaN), 0, 0, 1), undefined);
  assert.equal(euSupplyRisk({ world: 1, sourcing: 1, importReliance: 1, recycling: 2, substitution: 1 }), undefined);
  for (const nothing of [[], [0, 0], [-1, 2], [NaN], [Infinity]]) assert.equal(concentration(Float64Array.from(nothing)), undefined);
  assert.equal(netImportReliance({ primary: 0, secondary: 0, imports: 1, exports: 2, drawnFromStock: 0 }), undefined);
  assert.equal(priceRatio({ sellers: [[60, 0, Infinity]], stillComes: 0, needs: [[100, 0]] }), undefined);
});
