// @ts-check
// A view taken away: picture and figures as files, made here, without a server.

/** @typedef {import("./chart.js").Figure} Figure */

/** What a file says of itself, by the name under which it says it. */
function head(/** @type {Figure} */ figure, /** @type {HTMLElement} */ box) {
  const said = figure.drawing?.summary();
  return {
    title: said?.title ?? "",
    subtitle: said?.subtitle ?? "",
    source: said?.source ?? "",
    licence: box.dataset.licence ?? "",
    edition: box.dataset.edition ?? "",
    address: address(figure),
  };
}

/** The address of the view: the page's own, and the chart. */
function address(/** @type {Figure} */ figure) {
  const here = new URL(location.href);
  here.hash = figure.chart;
  return here.href;
}

const SVG = "http://www.w3.org/2000/svg";
/** How the lines below a picture look: as its own source line does. */
const [SIZE, LINE, EDGE] = [12, 16, 8];
const FONT = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif';
const [GROUND, INK] = ["#ffffff", "#4e5560"];

/** A cell as RFC 4180 has it. */
const quoted = (/** @type {string} */ text) => `"${text.replaceAll('"', '""')}"`;

/** @type {Record<string, (figure: Figure, box: HTMLElement) => Promise<Blob>>} */
const KINDS = {
  async svg(figure, box) {
    const { canvas, drawing } = picture(figure, 1);
    const said = head(figure, box);
    const sheet = document.implementation.createDocument(SVG, "svg");
    const { documentElement: root } = sheet;
    const words = lines(figure, box, canvas.width);
    const tall = canvas.height + words.length * LINE + EDGE;
    for (const [name, value] of Object.entries({ width: canvas.width, height: tall, viewBox: `0 0 ${canvas.width} ${tall}` })) root.setAttribute(name, String(value));
    const put = (/** @type {string} */ name, /** @type {Record<string, string | number>} */ attributes, text = "") => {
      const one = sheet.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, String(value));
      one.textContent = text;
      root.append(one);
    };
    put("title", {}, said.title);
    put("desc", {}, [said.source, said.licence, said.edition, said.address].join("\n"));
    put("rect", { width: "100%", height: "100%", fill: GROUND });
    root.append(sheet.importNode(new DOMParser().parseFromString(drawing.svg(), "image/svg+xml").documentElement, true));
    words.forEach((text, at) => put("text", { x: EDGE, y: canvas.height + at * LINE + SIZE, "font-family": FONT, "font-size": SIZE, fill: INK }, text));
    return new Blob([new XMLSerializer().serializeToString(sheet)], { type: "image/svg+xml" });
  },
  png: (figure, box) => bitmap(signed(figure, box, 1)),
  png2: (figure, box) => bitmap(signed(figure, box, 2)),
  card: (figure, box) => bitmap(fitted(signed(figure, box, 2), 1200, 630)),
  square: (figure, box) => bitmap(fitted(signed(figure, box, 2), 1080, 1080)),
  async csv(figure, box) {
    const said = figure.drawing?.summary();
    const about = Object.entries(head(figure, box)).map(([name, text]) => quoted(`# ${name}: ${text}`));
    const lines = [said?.columns ?? [], ...(said?.rows ?? [])].map((cells) => cells.map(quoted).join(","));
    // Spreadsheets read UTF-8 only behind its mark.
    return new Blob(["\uFEFF", [...about, ...lines, ""].join("\r\n")], { type: "text/csv" });
  },
  async json(figure, box) {
    const said = figure.drawing?.summary();
    const whole = { ...head(figure, box), choice: figure.choice, columns: said?.columns, rows: said?.rows };
    return new Blob([JSON.stringify(whole, null, 2)], { type: "application/json" });
  },
};

/** Draws the view anew, on white, beside the page. */
function picture(/** @type {Figure} */ figure, /** @type {number} */ dpr) {
  if (!figure.choice) throw new Error("nothing is drawn yet");
  const canvas = document.createElement("canvas");
  const paper = { widthPx: figure.picture.clientWidth, dpr, dark: false, bare: false };
  const own = figure.own(figure.choice);
  const drawing = figure.atlas.draw(canvas, own, paper, figure.made(own));
  return { canvas, drawing };
}

/** What stands below a picture that is taken away: the day of its data and the address of the view, in lines that fit. */
function lines(/** @type {Figure} */ figure, /** @type {HTMLElement} */ box, /** @type {number} */ width) {
  const said = head(figure, box);
  const pen = pencil(document.createElement("canvas"));
  pen.font = `${SIZE}px ${FONT}`;
  const found = [`${box.dataset.dated} ${said.edition} · ${said.licence}`, ""];
  // An address breaks before a setting, and where one is longer than the line.
  const fits = (/** @type {string} */ text) => pen.measureText(text).width <= width - 2 * EDGE;
  for (const part of said.address.split(/(?=[&?#])/)) for (const piece of fits(part) ? [part] : part.split("")) {
    const longer = found[found.length - 1] + piece;
    if (fits(longer)) found[found.length - 1] = longer;
    else found.push(piece);
  }
  return found.filter(Boolean);
}

/** The view with what a picture has to carry along below it. */
function signed(/** @type {Figure} */ figure, /** @type {HTMLElement} */ box, /** @type {number} */ dpr) {
  const { canvas } = picture(figure, dpr);
  const words = lines(figure, box, canvas.width / dpr);
  const sheet = document.createElement("canvas");
  sheet.width = canvas.width;
  sheet.height = canvas.height + (words.length * LINE + EDGE) * dpr;
  const pen = pencil(sheet);
  pen.fillStyle = GROUND;
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(canvas, 0, 0);
  pen.fillStyle = INK;
  pen.font = `${SIZE * dpr}px ${FONT}`;
  words.forEach((text, at) => pen.fillText(text, EDGE * dpr, canvas.height + (at * LINE + SIZE) * dpr));
  return sheet;
}

function pencil(/** @type {HTMLCanvasElement} */ sheet) {
  const pen = sheet.getContext("2d");
  if (!pen) throw new Error("the canvas has no 2d context");
  return pen;
}

/** A picture in the middle of a sheet of fixed size. */
function fitted(/** @type {HTMLCanvasElement} */ whole, /** @type {number} */ width, /** @type {number} */ height) {
  const sheet = document.createElement("canvas");
  sheet.width = width;
  sheet.height = height;
  const pen = pencil(sheet);
  pen.fillStyle = GROUND;
  pen.fillRect(0, 0, width, height);
  const scale = Math.min(width / whole.width, height / whole.height);
  const [wide, tall] = [whole.width * scale, whole.height * scale];
  pen.drawImage(whole, (width - wide) / 2, (height - tall) / 2, wide, tall);
  return sheet;
}

/** @returns {Promise<Blob>} */
function bitmap(/** @type {HTMLCanvasElement} */ canvas) {
  return new Promise((done, failed) => canvas.toBlob((blob) => {
    if (blob) done(blob);
    else failed(new Error("the canvas gave no picture"));
  }));
}

/**
 * Lets the buttons of a box take the figure's view away.
 * @param {Figure} figure
 * @param {HTMLElement} box
 */
export function offer(figure, box) {
  /** @type {NodeListOf<HTMLButtonElement>} */
  const buttons = box.querySelectorAll("button[data-take]");
  for (const button of buttons) button.addEventListener("click", async () => {
    const kind = button.dataset.take ?? "";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await KINDS[kind](figure, box));
    const lang = document.documentElement.lang;
    link.download = `offtake-${figure.chart}-${figure.choice?.mineral}-${lang}${button.dataset.suffix}`;
    link.click();
    URL.revokeObjectURL(link.href);
  });
}
