// The functions of the package on plain figures: each gives what the library's own pages say, and refuses what makes no sense.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import init, {
  adjustedProportional, apparentConsumption, blockingCoalition, concentration, constrainedEgalitarian, daysOfCover,
  deliverable, displacement, divide, economicImportance, equalSplit, equityPassedOn, equityStrict, euDependency,
  euSupplyRisk, expectedLoss, fairnessBounds, geoDependency, gini, governedConcentration, herfindahlBounds,
  herfindahlWithRest, ieaSelective, ieaSharing, impliedElasticity, jain, justifiedEnvy, lastingGeoDependency, leximin,
  lognormal, lossesBehind, minWorstDependency, minimalOverlap, netImportReliance, normal, oneThirdCountry, overTime,
  passedThrough, priceBand, priceHindcast, priceOfFairness, priceRatio, priority, quantile, quantityHindcast,
  rampedOutput, rankInterval, reroute, sampleSpread, scaledGovernance, shareNetwork, smallestTransfer, traceOrigin,
  transport, triangular, uniform, usgsSupplyRisk, valueAddedExposed, valueForgone, waterFill, waterfall,
  withoutLargestSupplier,
} from "../../pkg/offtake.js";

await init({ module_or_path: readFileSync(new URL("../../pkg/offtake_bg.wasm", import.meta.url)) });

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

/** Functions of the library that answer in the package inside another, or by another name. */
const INSIDE = {
  herfindahl: "concentration", normalisedHerfindahl: "concentration", effectiveSuppliers: "concentration",
  entropySuppliers: "concentration", topShare: "concentration", outputConcentration: "herfindahlWithRest", clearing: "priceRatio",
  spread: "sampleSpread", quantiles: "quantile", constrainedEqualLosses: "divide", piniles: "divide", talmud: "divide",
  equalSplitWithinClaims: "divide", leastDependency: "shareNetwork", transportWithin: "transport",
};

test("every function of measures, disruption, allocation and chance has its place in the package", () => {
  const root = new URL("../../", import.meta.url);
  const types = readFileSync(new URL("pkg/offtake.d.ts", root), "utf8");
  const exported = new Set([...types.matchAll(/^export function (\w+)\(/gm)].map(([, name]) => name));
  const missing = ["metrics", "disruption", "allocation", "chance"].flatMap((room) => {
    const source = readFileSync(new URL(`src/${room}/mod.rs`, root), "utf8");
    const names = [...source.matchAll(/^pub use \w+::(\{[^}]*\}|\w+);/gm)].flatMap(([, list]) => list.match(/\w+/g));
    return names.filter((name) => /^[a-z]/.test(name)).map((name) => name.replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase()))
      .filter((name) => !exported.has(INSIDE[name] ?? name));
  });
  assert.deepEqual(missing, []);
  assert.ok(exported.size > 50, `${exported.size} functions`);
});

test("a division is judged in the package as in the library", () => {
  const list = (...numbers) => Float64Array.from(numbers);
  const near = (found, wanted) => assert.ok(Math.abs(found - wanted) < 1e-6, `${found}, not ${wanted}`);
  const anyone = [[null, null, null]];
  assert.equal(gini(list(1, 0, 0, 0), list(1, 1, 1, 1)), 0.75);
  assert.deepEqual([jain(list(1, 0, 0, 0)), jain(list(0, 0)), jain(list())], [0.25, 1, undefined]);
  near(fairnessBounds(2).maxMin, 1 / 9);
  assert.equal(fairnessBounds(0), undefined);
  assert.deepEqual(justifiedEnvy([0.9, 0.2, null], [[9, 2, 0]], [[null, null, 0]]), [[1, 0]]);
  const members = [[100, 95, 20], [60, 30, 15], [40, 25, 10]].map(([base, available, commitment]) => ({ base, available, commitment }));
  const [shortfall, settled] = ieaSharing(members, 0.07);
  near(shortfall, 36);
  near(settled[0].obligation, 18);
  near(ieaSelective(100, 20, list(60, 40)).right, 13);
  assert.deepEqual([...adjustedProportional(200, list(100, 200, 300))], [40, 80, 80]);
  near(minimalOverlap(300, list(100, 200, 300))[2], 550 / 3);
  assert.deepEqual([...constrainedEgalitarian(1, list(0.5, 1))], [0.5, 0.5]);
  assert.deepEqual([...equalSplit(10, 4)], [2.5, 2.5, 2.5, 2.5]);
  assert.deepEqual([...waterFill(300, list(100, 200, 300), list(1, 1, 1))], [100, 100, 100]);
  assert.deepEqual([...equityStrict(100, list(80, 10, 50), list(0.5, 0.3, 0.2))], [50, 10, 20]);
  near(equityPassedOn(100, list(80, 10, 50), list(0.5, 0.3, 0.2))[0], 450 / 7);
  assert.deepEqual([...priority(9000, list(8000, 5000), [7200, null])], [7200, 1800]);
  assert.equal(deliverable(list(7000), list(5000, 9000), [[null, 0]]), 5000);
  near(leximin(list(100), list(40, 60, 100), anyone, list(40, 60, 100))[2], 50);
  const beer = transport(list(1000, 4000), list(500, 900, 1800, 200, 700), [anyone[0].concat(null, null), anyone[0].concat(null, null)],
    [[2, 4, 5, 2, 1], [3, 1, 3, 2, 3]]);
  assert.equal(beer.cost, 8600);
  near(minWorstDependency(list(40), list(60, 60), [[null, null]], list(100, 300)).highestAfter, 0.2);
  near(priceOfFairness(list(100), list(40, 60, 100), anyone, list(5, 2, 1)).price, 0.34375);
  near(valueForgone(list(100), list(80, 60), [[null, null]], list(3, 1), list(50, 50)), 60 / 260);
  const given = list(400 / 9, 300 / 9, 200 / 9);
  assert.deepEqual(blockingCoalition(list(100), list(80, 60, 40), anyone, [[1, 0, 0]], given).members, [0]);
  assert.equal(blockingCoalition(list(100), list(80, 60, 40), anyone, [[0, 0, 0]], given), undefined);
  assert.deepEqual([...smallestTransfer(100, list(80, 60, 40), list(1, 0, 0), list(40, 36, 24))], [40, -24, -16]);
  const refused = (call, named) => assert.throws(call, (error) => error.code === "figures" && error.message.includes(named));
  refused(() => adjustedProportional(NaN, list(1)), "what there is to divide is NaN");
  refused(() => minimalOverlap(1, list(-1)), "a claim is -1");
  refused(() => equityStrict(1, list(1, 2), list(0.5)), "1 given where 2 are needed");
  refused(() => leximin(list(1), list(1), [[null, null]], list(1)), "limits of a project");
  refused(() => smallestTransfer(1, list(1), list(2), list(1)), "a part of the pool is 2");
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
