// In the page: the same figures drawn by us and by others, again and again, each time as a reader's step would ask for it.
import { Figure } from "/chart.js";
import { Live } from "/live.js";
import { open, ready as fetched } from "/open.js";

const { Plot, d3, echarts, vega, vegaLite, topojson } = window;
const WIDTH = 720;
const HEIGHT = 420;
const SCALE = ["#F6EDE6", "#F2CDB8", "#E8A384", "#D46F4E", "#A83A22", "#6E1B10"];

/** For each chart: two views that a reader's step goes between, and the form in which others can draw its table. */
const CHARTS = {
  "dependency-map": [["measure=restricted-share", "measure=top-three"], "map"],
  "dependency-matrix": [["country=CAN", "country=DEU"], "heat"],
  "supplier-bars": [["country=CAN", "country=DEU"], "bars"],
  "origin-flow": [["country=CAN", "country=DEU"], "bars"],
  "control-timeline": [["mineral=gallium", "mineral=tungsten"], "bars"],
  "shortfall-waterfall": [["stop=50", "stop=60"], "bars"],
  "who-gets-it": [["stop=50", "stop=60"], "bars"],
  "rules-side-by-side": [["stop=50", "stop=60"], "heat"],
  "who-would-leave": [["stop=50", "stop=60"], "heat"],
  "before-and-after": [["stop=50", "stop=60"], "bars"],
  pipeline: [["mineral=permanent-magnets&stop=50", "mineral=permanent-magnets&stop=60"], "lines"],
  trend: [["country=CAN", "country=DEU"], "lines"],
  "end-uses": [["mineral=gallium", "mineral=tungsten"], "bars"],
};

const number = (cell) => {
  const found = String(cell).replace(/[,\u00a0\u202f]/g, "").match(/-?\d+(\.\d+)?/);
  return found ? Number(found[0]) : 0;
};

/** The figures of a table in a form that others draw. Where a table has no number, its rows still are as many. */
function figures({ columns, rows }, form) {
  const cells = rows.flatMap((row) => row.slice(1).map((cell, at) => ({ name: row[0], column: columns[at + 1], value: number(cell) })));
  if (form === "map") return rows.map((row) => ({ name: row[0], value: number(row[1]) / 100 }));
  if (form === "bars") return rows.map((row, at) => ({ name: `${at} ${row[0]}`, value: row.slice(1).map(number).find((one) => one > 0) ?? at + 1 }));
  if (form === "heat") return cells.map((cell) => ({ ...cell, value: Math.min(100, cell.value) }));
  return cells.slice(0, 600).map((cell) => ({ ...cell, x: number(cell.name) }));
}

const box = () => document.body.appendChild(Object.assign(document.createElement("div"), { style: `width:${WIDTH}px;height:${HEIGHT}px` }));

/** Every canvas on a page takes its part of each frame: who is timed is there alone. */
const alone = (shown) => {
  for (const place of document.body.children) place.hidden = place !== shown;
};
const color = (share) => SCALE[Math.min(5, Math.floor(share * 6))];

/** Others, each as its own documentation draws such a chart, without what we do not draw: animation, tooltips, toolbars. */
const PEERS = {
  plot(form, world) {
    const place = box();
    return (data) => {
      const by = form === "map" && new Map(data.map((one) => [one.name, one.value]));
      const marks = {
        map: () => ({ projection: "equal-earth", color: { type: "threshold", domain: [1, 2, 3, 4, 5].map((n) => n / 6), range: SCALE, unknown: "#ECEDEF" }, marks: [Plot.geo(world, { fill: (one) => by.get(one.properties.name), stroke: "#fff", strokeWidth: 0.5 })] }),
        bars: () => ({ marginLeft: 160, marks: [Plot.barX(data, { x: "value", y: "name", fill: "#868C97", sort: { y: "-x" } }), Plot.text(data, { x: "value", y: "name", text: (one) => String(one.value), textAnchor: "start", dx: 4 })] }),
        heat: () => ({ marginLeft: 160, color: { range: SCALE, type: "quantize", domain: [0, 100] }, marks: [Plot.cell(data, { x: "column", y: "name", fill: "value" }), Plot.text(data, { x: "column", y: "name", text: (one) => String(one.value) })] }),
        lines: () => ({ marks: [Plot.areaY(data, { x: "x", y: "value", fill: "column" }), Plot.ruleY([0])] }),
      };
      place.replaceChildren(Plot.plot({ width: WIDTH, height: HEIGHT, ...marks[form]() }));
    };
  },
  echarts(form, world) {
    const chart = echarts.init(box(), null, { renderer: "canvas", devicePixelRatio, width: WIDTH, height: HEIGHT });
    if (form === "map") echarts.registerMap("world", world);
    return (data) => {
      const names = [...new Set(data.map((one) => one.name))];
      const columns = [...new Set(data.map((one) => one.column))];
      const options = {
        map: () => ({ visualMap: { type: "piecewise", show: false, min: 0, max: 1, splitNumber: 6, inRange: { color: SCALE } }, series: [{ type: "map", map: "world", projection: { project: d3.geoEqualEarthRaw && ((p) => d3.geoEqualEarth().translate([0, 0]).scale(1)(p)), unproject: (p) => d3.geoEqualEarth().translate([0, 0]).scale(1).invert(p) }, data, silent: true }] }),
        bars: () => ({ grid: { left: 160 }, xAxis: {}, yAxis: { type: "category", data: names }, series: [{ type: "bar", data: data.map((one) => one.value), label: { show: true, position: "right" } }] }),
        heat: () => ({ grid: { left: 160 }, xAxis: { type: "category", data: columns }, yAxis: { type: "category", data: names }, visualMap: { type: "piecewise", show: false, min: 0, max: 100, splitNumber: 6, inRange: { color: SCALE } }, series: [{ type: "heatmap", data: data.map((one) => [columns.indexOf(one.column), names.indexOf(one.name), one.value]), label: { show: true } }] }),
        lines: () => ({ xAxis: { type: "value", min: "dataMin" }, yAxis: {}, series: columns.map((column) => ({ type: "line", stack: "all", areaStyle: {}, showSymbol: false, data: data.filter((one) => one.column === column).map((one) => [one.x, one.value]) })) }),
      };
      chart.setOption({ animation: false, ...options[form]() }, { notMerge: false, lazyUpdate: false });
      chart.getZr().flush();
    };
  },
  vegalite(form, world) {
    const place = box();
    const at = { width: WIDTH - 200, height: HEIGHT - 60 };
    const specs = {
      map: { projection: { type: "equalEarth" }, data: { values: world.features }, transform: [{ lookup: "properties.name", from: { data: { name: "table" }, key: "name", fields: ["value"] } }], mark: { type: "geoshape", stroke: "#fff", strokeWidth: 0.5 }, encoding: { color: { field: "value", type: "quantitative", scale: { type: "quantize", domain: [0, 1], range: SCALE }, legend: null } } },
      bars: { data: { name: "table" }, encoding: { y: { field: "name", type: "nominal", sort: "-x" }, x: { field: "value", type: "quantitative" } }, layer: [{ mark: "bar" }, { mark: { type: "text", align: "left", dx: 4 }, encoding: { text: { field: "value" } } }] },
      heat: { data: { name: "table" }, encoding: { y: { field: "name", type: "nominal" }, x: { field: "column", type: "nominal" } }, layer: [{ mark: "rect", encoding: { color: { field: "value", type: "quantitative", scale: { type: "quantize", domain: [0, 100], range: SCALE }, legend: null } } }, { mark: "text", encoding: { text: { field: "value" } } }] },
      lines: { data: { name: "table" }, mark: "area", encoding: { x: { field: "x", type: "quantitative" }, y: { field: "value", type: "quantitative", stack: true }, color: { field: "column", legend: null } } },
    };
    const { spec } = vegaLite.compile({ ...at, ...specs[form], ...(form === "map" ? { datasets: { table: [] } } : {}) });
    const view = new vega.View(vega.parse(spec), { renderer: "canvas", container: place, hover: false });
    return (data) => view.change("table", vega.changeset().remove(() => true).insert(data)).runAsync();
  },
  d3(form, world) {
    if (form !== "map") return null;
    const canvas = box().appendChild(document.createElement("canvas"));
    Object.assign(canvas, { width: WIDTH * devicePixelRatio, height: HEIGHT * devicePixelRatio });
    canvas.style.width = `${WIDTH}px`;
    const pen = canvas.getContext("2d");
    const path = d3.geoPath(d3.geoEqualEarth().fitSize([canvas.width, canvas.height], world));
    const outlines = world.features.map((one) => [one.properties.name, new Path2D(path(one))]);
    return (data) => {
      const by = new Map(data.map((one) => [one.name, one.value]));
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.strokeStyle = "#fff";
      for (const [name, outline] of outlines) {
        const share = by.get(name);
        pen.fillStyle = share === undefined ? "#ECEDEF" : color(share);
        pen.fill(outline);
        pen.stroke(outline);
      }
    };
  },
};

let atlas;
let world;
/** A figure as pages have it. */
let pattern;

/** Opens everything once; gives the charts that the catalogue and we know. */
export async function begin() {
  atlas = await open();
  const topology = await (await fetch("/world.json")).json();
  world = topojson.feature(topology, topology.objects.countries);
  world.features = world.features.filter((one) => one.properties.name !== "Antarctica");
  await fetched(atlas, "lang=en");
  const page = new DOMParser().parseFromString(await (await fetch("/page.html")).text(), "text/html");
  pattern = page.querySelector("figure.chart");
  for (const finished of pattern.querySelectorAll(".still, .room")) finished.remove();
  const known = atlas.catalogue("en").charts.map((one) => one.id);
  const unknown = known.filter((id) => !(id in CHARTS));
  if (unknown.length) throw new Error(`say how to step through ${unknown}`);
  return known;
}

/** Our figure of a chart on the page, with the style sheet of pages, which nobody else's drawing has to be matched against. */
async function placed(id) {
  const shade = box().attachShadow({ mode: "open" });
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/style.css" });
  const place = Object.assign(document.createElement("div"), { lang: "en", style: `width:${WIDTH}px` });
  place.dataset.up = "/";
  const root = pattern.cloneNode(true);
  root.dataset.chart = id;
  root.style.margin = "0";
  place.append(root);
  await new Promise((done) => { sheet.onload = done; shade.append(sheet, place); });
  return new Figure(root, atlas);
}

const steps = new Map();
/** Where each draws. */
const places = new Map();
let live;

/** Makes ready what draws a chart: us, and each of the others. Gives their names. */
export async function ready(id) {
  alone(document.body.firstChild);
  live?.draw(live.figure.choice);
  document.body.replaceChildren();
  steps.clear();
  const [queries, form] = CHARTS[id];
  const whole = queries.map((query) => `${query}&chart=${id}&lang=en`);
  for (const query of whole) await fetched(atlas, query);
  const choices = whole.map((query) => atlas.fromLink(query));
  const figure = await placed(id);
  const tables = [];
  for (const choice of choices) {
    figure.draw(choice);
    while (!figure.drawing || figure.picture.matches(".unsure")) await frame();
    tables.push(figures(figure.drawing.summary(), form));
  }
  live = new Live(figure);
  await live.open();
  if (!live.steps) throw new Error("no worker took the canvas");
  // A frame without a step, which no step can be quicker than; a slider drawn along; and let go: then the page draws by itself.
  steps.set("nothing", () => {});
  steps.set("ours", (at) => live.step(choices[at]));
  steps.set("alone", (at) => live.draw(choices[at]));
  for (const name of steps.keys()) places.set(name, document.body.firstChild);
  for (const [name, make] of Object.entries(PEERS)) {
    const step = make(form, world);
    if (!step) continue;
    steps.set(name, (at) => step(tables[at]));
    places.set(name, document.body.lastChild);
  }
  for (const [name, step] of steps) {
    alone(places.get(name));
    await step(0);
  }
  return [...steps.keys()];
}

const frame = () => new Promise(requestAnimationFrame);

/** Whose turn it is. */
export async function turn(name) {
  alone(places.get(name));
  for (let time = 0; time < 3; time += 1) await frame();
}

/** So many steps, one a frame, with all that the browser does for them. Gives the script's own time, in ms a step. */
export async function run(name, times) {
  const step = steps.get(name);
  let own = 0;
  for (let time = 0; time < times; time += 1) {
    await frame();
    const start = performance.now();
    await step(time % 2);
    own += performance.now() - start;
  }
  await frame();
  if (name === "ours" && !live.figure.picture.matches(".live")) throw new Error("the worker did not paint");
  return own / times;
}

/** Nothing of ours is left to be done while others are timed. */
export async function rest() {
  live.settle();
  while (live.figure.picture.matches(".live, .unsure")) await frame();
  await frame();
}
