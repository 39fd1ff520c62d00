// In the page: the same figures drawn by us and by others, again and again, each time as a reader's step would ask for it.
import init, { Atlas } from "/offtake.js";

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
  /** No library, no chart: one rectangle. What the browser takes for any canvas of that size. */
  rectangle() {
    const canvas = box().appendChild(document.createElement("canvas"));
    Object.assign(canvas, { width: WIDTH * devicePixelRatio, height: HEIGHT * devicePixelRatio });
    canvas.style.width = `${WIDTH}px`;
    const pen = canvas.getContext("2d");
    return () => pen.fillRect(0, 0, canvas.width, canvas.height);
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

/** Opens everything once; gives the charts that the catalogue and we know. */
export async function begin() {
  await init({ module_or_path: fetch("/offtake_bg.wasm") });
  const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());
  atlas = Atlas.open(await bytes("/facts.bin"), await bytes("/borders.bin"));
  const topology = await (await fetch("/world.json")).json();
  world = topojson.feature(topology, topology.objects.countries);
  world.features = world.features.filter((one) => one.properties.name !== "Antarctica");
  for (const id of ["words-en"]) atlas.add(id, await bytes(`/facts/${id}.bin`));
  const known = atlas.catalogue("en").charts.map((one) => one.id);
  const unknown = known.filter((id) => !(id in CHARTS));
  if (unknown.length) throw new Error(`say how to step through ${unknown}`);
  for (const id of known) {
    for (const query of CHARTS[id][0]) {
      const whole = `${query}&chart=${id}&lang=en`;
      for (let need; (need = atlas.needs(whole)); ) atlas.add(need, await bytes(`/facts/${need}.bin`));
    }
  }
  return known;
}

const steps = new Map();

/** Makes ready what draws a chart: us, and each of the others. Gives their names. */
export async function ready(id) {
  document.body.replaceChildren();
  steps.clear();
  const [queries, form] = CHARTS[id];
  const choices = queries.map((query) => atlas.fromLink(`${query}&chart=${id}&lang=en`));
  const canvas = box().appendChild(document.createElement("canvas"));
  canvas.style.width = `${WIDTH}px`;
  const frame = { widthPx: WIDTH, dpr: devicePixelRatio, dark: false };
  // Draws are made in a worker: the page lays out a picture without them, then one with them, which it shows.
  const made = choices.map((choice) => (atlas.chancesOf(choice) ? atlas.chances(choice) : undefined));
  let shown;
  const lay = (at, chances) => {
    const drawing = atlas.lay(canvas, choices[at], frame, chances);
    if (shown) drawing.follow(shown);
    shown?.free();
    shown = drawing;
  };
  const draw = (at) => {
    if (made[at]) lay(at, new Float64Array());
    lay(at, made[at]);
    shown.paint(canvas, Infinity);
    return shown;
  };
  const tables = [0, 1].map((at) => {
    const { columns, rows } = draw(at).summary();
    return figures({ columns, rows }, form);
  });
  steps.set("ours", draw);
  // Others are given figures; so is this: what was computed and laid out before is painted again.
  const easel = canvas.parentElement.appendChild(canvas.cloneNode());
  const laid = [0, 1].map((at) => atlas.lay(easel, choices[at], frame, made[at]));
  steps.set("painted", (at) => laid[at].paint(easel, Infinity));
  for (const [name, make] of Object.entries(PEERS)) {
    const step = make(form, world);
    if (step) steps.set(name, (at) => step(tables[at]));
  }
  for (const step of steps.values()) await step(0);
  return [...steps.keys()];
}

const frame = () => new Promise(requestAnimationFrame);

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
  return own / times;
}
