// What the package's types promise an analyst. `cargo site check` compiles this; nobody runs it.
import { load, type FromFrame, type OfftakeChart, type OfftakeChartAttributes, type ToFrame } from "../../pkg/element.js";
import { concentration, displacement, divide, dividePoolBands, euDependency, euSupplyRisk, herfindahlBounds, netImportReliance, oneThirdCountry, overTime, priceHindcast, priceRatio, quantityHindcast, rankInterval, reroute, sampleSpread, shareNetwork, shareNetworkBands, traceOrigin, waterfall } from "../../pkg/offtake.js";

const index: number | undefined = concentration(Float64Array.of(30, 70))?.herfindahl;
const balance = { primary: 588, secondary: 3330, imports: 28920, exports: 4260, drawnFromStock: 0 };
const reliance: number | undefined = netImportReliance(balance);
const risk: number | undefined = euSupplyRisk({ world: 7.1, sourcing: null, importReliance: 1, recycling: 0.28, substitution: 0.9 });
const restriction = { cut: 1, leakage: 0, fungibility: 0, horizonYears: 1, spare: 8 };
const buyer = { country: "USA", use: 80, fromRestricted: 50, targeted: true, stock: 10, substitutable: 0.1 };
const shortfalls: number[] = waterfall(restriction, [buyer]).map((step) => step.shortfall);
const origin: (number[] | null)[] = traceOrigin([50, null], [[0, 10], [0, 0]]).origin;
const [least, greatest]: [number, number] = herfindahlBounds(Float64Array.of(0.2), Float64Array.of(1));
const dependent: boolean | undefined = euDependency(Float64Array.of(70, 30), 20, 40)?.dependent;
const place: number | undefined = oneThirdCountry(Float64Array.of(70), 100)?.place;
const moved: number | undefined = displacement(Float64Array.of(80, 20), 0, 30, 1)?.tonnes;
const missing: number[] = overTime([restriction], [buyer], false).map(([step]) => step?.shortfall ?? 0);
const ratio: number | undefined = priceRatio({ sellers: [[60, 0.2, Infinity]], stillComes: 0, needs: [[100, 0.3]] });

const unmet: number[] = reroute({ trade: [["CHN", "JPN", 40]] as [string, string, number][], restricted: "CHN", cut: 1, spare: [], free: null }).map((one) => one.tonnes);
const tonnes: number[] = [...divide({ available: 5, claims: [{ country: "CAN", tonnes: 10, use: null, owned: null, cost: null }], market: null }, "talmud")];
const miss: number = quantityHindcast({ before: 21000, fromRestricted: 4830, cut: 1, targeted: true, after: 7000 }).miss;
const band: number | undefined = priceHindcast({ drop: [0.39, 0.39], partOutside: [0.5, 1], ratio: 2.9 })?.greatest;
const width: number | null | undefined = sampleSpread(Float64Array.of(2, 4))?.deviation;
const lowest: number | undefined = rankInterval(2000, 0.05, 0.95)?.low;

const network = { projects: [["Plant", 90]] as [string, number][], buyers: [["CAN", 60, 80]] as [string, number, number][], limits: [[null]],
  contracts: [[0]], costs: null };
const received: number[] = shareNetwork(network, "level-coverage").received;
const bands: [number, number, number][] = shareNetworkBands(network, "level-coverage", 64);

const pool = { projects: [["Plant", 90]] as [string, number][], claims: [{ country: "CAN", tonnes: 60, use: null, owned: null, cost: null }], market: null };
const sure: [number, number, number][] = dividePoolBands(pool, "proportional", 64);

// What the element is, and what its types promise.
import type { OfftakeChart as Ours } from "../../www/element.js";
const promised = (ours: Ours): Pick<OfftakeChart, "src" | "state"> => ours;
const attributes: OfftakeChartAttributes = { src: "https://a.example/embed/supplier-bars/en/gallium/" };
const shown: Promise<string> = load("https://a.example/").then((Chart) => new Promise((done) => {
  const chart = Object.assign(new Chart(), attributes);
  chart.addEventListener("ready", ({ detail }) => done(detail.mineral));
  chart.addEventListener("error", ({ detail }) => done(detail.code + detail.message));
  document.querySelector("offtake-chart")?.replaceWith(chart);
  // @ts-expect-error the state is told, not set
  chart.state = null;
}));

// What passes between a page and a frame.
const say = (frame: HTMLIFrameElement, message: ToFrame) => frame.contentWindow?.postMessage(message, "*");
const ask = (frame: HTMLIFrameElement) => {
  say(frame, { offtake: 1, type: "hello" });
  say(frame, { offtake: 1, type: "get", id: 1 });
  say(frame, { offtake: 1, type: "set", id: "two", state: { mineral: "gallium", stop: 80 } });
  // @ts-expect-error what to show
  say(frame, { offtake: 1, type: "set" });
  // @ts-expect-error a misspelt key
  say(frame, { offtake: 1, type: "set", state: { minerals: "gallium" } });
};
const hear = (message: FromFrame): string => {
  switch (message.type) {
    case "height": return `${message.height.toFixed()} px`;
    case "ready": return message.state.mineral;
    case "state": return message.state?.chart ?? "not yet";
    case "error": return `${message.code}: ${message.message}`;
  }
};

// @ts-expect-error a misspelt key
netImportReliance({ ...balance, primary: undefined });
// @ts-expect-error a country is a code, not a number
waterfall(restriction, [{ ...buyer, country: 840 }]);

export { ask, band, bands, dependent, greatest, hear, index, least, lowest, miss, missing, moved, origin, place, promised, received, ratio, reliance, risk, shortfalls, shown, sure, tonnes, unmet, width };
