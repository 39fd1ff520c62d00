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

/** A cell as RFC 4180 has it. */
const quoted = (/** @type {string} */ text) => `"${text.replaceAll('"', '""')}"`;

/** @type {Record<string, (figure: Figure, box: HTMLElement) => Promise<Blob>>} */
const KINDS = {
  async svg(figure) {
    return new Blob([picture(figure, 1).drawing.svg()], { type: "image/svg+xml" });
  },
  png: (figure) => bitmap(picture(figure, 1).canvas),
  png2: (figure) => bitmap(picture(figure, 2).canvas),
  card: (figure) => bitmap(fitted(picture(figure, 2).canvas, 1200, 630)),
  square: (figure) => bitmap(fitted(picture(figure, 2).canvas, 1080, 1080)),
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
  const own = { ...figure.choice, chart: figure.chart };
  const drawing = figure.atlas.draw(canvas, own, paper, figure.made(own));
  return { canvas, drawing };
}

/** A picture in the middle of a sheet of fixed size. */
function fitted(/** @type {HTMLCanvasElement} */ whole, /** @type {number} */ width, /** @type {number} */ height) {
  const sheet = document.createElement("canvas");
  sheet.width = width;
  sheet.height = height;
  const pen = sheet.getContext("2d");
  if (!pen) throw new Error("the canvas has no 2d context");
  pen.fillStyle = "#ffffff";
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
