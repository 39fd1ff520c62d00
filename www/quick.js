// @ts-check
// The finished picture answers before there is an engine, as the canvas will: the pointer, a finger, the arrow keys. What it says
// and what lies where was written down when it was drawn; the browser finds what is under a point.

/** @typedef {import("./chart.js").Figure} Figure */
/**
 * What is written beside a page: words, how wide a line around a thing reaches a finger (steps outwards, each with those within
 * it), and for each of its pictures where the keys walk (words, x, y) and what lies where (words, the data of a path or which
 * ring of the page's land, whether a finger must be on it).
 * @typedef {{walk: [number, number, number][], shapes: [number, number | string, 1?][]}} Marks
 * @typedef {{words: string[], reach: string[][], narrow: Marks, wide: Marks}} Book
 */

const STEPS = new Map([["ArrowRight", 1], ["ArrowDown", 1], ["ArrowLeft", -1], ["ArrowUp", -1]]);

/**
 * The rings of a map's land, each as a path of its own: a ring begins where all moves before it have led.
 * @param {Element} picture
 */
function rings(picture) {
  /** @type {string[]} */
  const found = [];
  for (const path of picture.querySelectorAll('[id^="land-"] path')) {
    let moves = "";
    for (const [, move, ring] of (path.getAttribute("d") ?? "").matchAll(/(m-?\d+[ -]\d+)([^m]*)/g)) {
      moves += move;
      found.push(moves + ring);
    }
  }
  return found;
}

/**
 * Lays what answers over a picture, unseen.
 * @param {Element} still
 * @param {Marks} marks
 * @param {string[]} land
 */
function overlay(still, { shapes }, land) {
  const svg = /** @type {Element} */ (still.lastElementChild);
  /** @param {string} name @param {Record<string, string>} attributes */
  const make = (name, attributes) => {
    const made = document.createElementNS(svg.namespaceURI, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return /** @type {SVGGraphicsElement} */ (made);
  };
  const group = make("g", { fill: "none", stroke: "transparent", "pointer-events": "all", "stroke-linejoin": "round" });
  const moved = svg.querySelector("[transform]")?.getAttribute("transform");
  /** @type {Map<Element | null, number>} */
  const words = new Map();
  for (const [word, shape, far] of shapes) {
    const path = make("path", { d: land[/** @type {number} */ (shape)] ?? shape, "vector-effect": "non-scaling-stroke" });
    if (far) path.setAttribute("stroke-width", "0");
    if (moved && land[/** @type {number} */ (shape)]) path.setAttribute("transform", moved);
    words.set(path, word);
    group.append(path);
  }
  svg.append(group);
  return { group, words };
}

/**
 * Lets the finished pictures of a figure answer.
 * @param {HTMLElement} root the figure
 * @param {Book} book
 */
function listen(root, book) {
  const tree = /** @type {Document | ShadowRoot} */ (root.getRootNode());
  const picture = /** @type {HTMLElement} */ (root.querySelector(".picture"));
  const spoken = /** @type {HTMLElement} */ (root.querySelector(".spoken"));
  const stills = /** @type {HTMLElement[]} */ ([...picture.querySelectorAll(".still")]);
  const over = new AbortController();
  const { signal } = over;
  const [ring, tip] = ["ring", "tip"].map((name) => {
    const made = document.createElement("div");
    made.className = name;
    made.hidden = true;
    picture.append(made);
    return made;
  });
  ring.setAttribute("aria-hidden", "true");
  /** @type {string[] | undefined} Read once somebody asks: ten maps on a page would read ten pictures that nobody points at. */
  let land;
  let pinned = false;
  /** Where the keys are, among the places of the picture that was touched last. */
  let at = -1;
  let { walk } = book.wide;
  /** What is shown, and where: a place among the words. */
  let shown = { word: -1, x: 0, y: 0 };

  const dismiss = () => {
    pinned = false;
    tip.hidden = ring.hidden = true;
  };
  /**
   * @param {number} word
   * @param {number} clientX
   * @param {number} clientY
   */
  const show = (word, clientX, clientY) => {
    const { left, top, width, height } = picture.getBoundingClientRect();
    shown = { word, x: clientX - left, y: clientY - top };
    for (const one of [tip, ring]) place(one, shown.x, shown.y);
    tip.textContent = book.words[word];
    // Which side of the finger is the style sheet's to say.
    tip.classList.toggle("left", width < shown.x + shown.x);
    tip.classList.toggle("above", height < shown.y + shown.y);
    tip.hidden = false;
    ring.hidden = true;
  };

  for (const still of stills) {
    const marks = book[still.matches(".wide") ? "wide" : "narrow"];
    /** @type {ReturnType<typeof overlay> | undefined} */
    let laid;
    const lay = () => laid ??= overlay(still, marks, land ??= rings(picture));
    /** @param {MouseEvent} event */
    const point = ({ clientX, clientY }) => {
      const { group, words } = lay();
      ({ walk } = marks);
      /** @param {string} reach */
      const near = (reach) => {
        group.setAttribute("stroke-width", reach);
        return words.get(tree.elementFromPoint(clientX, clientY));
      };
      for (const [most, ...nearer] of book.reach) {
        const found = near(most);
        if (found === undefined) continue;
        for (const reach of nearer) {
          const word = near(reach);
          if (word !== undefined) return show(word, clientX, clientY);
        }
        return show(found, clientX, clientY);
      }
      dismiss();
    };
    still.tabIndex = 0;
    still.setAttribute("aria-label", `${still.getAttribute("aria-label")} ${spoken.dataset.still}`);
    still.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse" && !pinned) point(event);
    }, { signal });
    still.addEventListener("pointerleave", ({ relatedTarget }) => {
      // Onto the words themselves is not away from them.
      if (!pinned && relatedTarget !== tip) dismiss();
    }, { signal });
    still.addEventListener("click", (event) => {
      point(event);
      pinned = !tip.hidden;
    }, { signal });
    still.addEventListener("blur", dismiss, { signal });
    still.addEventListener("keydown", (event) => {
      const step = STEPS.get(event.key);
      ({ walk } = marks);
      if (!step || !walk.length || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      at = step > 0 ? (at + 1) % walk.length : (at > 0 ? at : walk.length) - 1;
      const [word, x, y] = walk[at];
      const { group } = lay();
      const seen = new DOMPoint(x, y).matrixTransform(/** @type {DOMMatrix} */ (group.getScreenCTM()));
      show(word, seen.x, seen.y);
      ring.hidden = false;
      spoken.textContent = book.words[word];
    }, { signal });
  }
  tip.addEventListener("pointerleave", () => {
    if (!pinned) dismiss();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") dismiss();
  }, { signal });
  document.addEventListener("pointerdown", (event) => {
    // To the article what lies in an element is the element.
    const [target] = event.composedPath();
    if (target !== tip && !stills.some((still) => still.contains(/** @type {Element} */ (target)))) dismiss();
  }, { signal });
  addEventListener("scroll", dismiss, { passive: true, signal });

  /**
   * Hands over to the canvas, which has come: the focus, and what the reader looks at. Without one nothing answers any more.
   * @param {Figure} [figure]
   */
  return (figure) => {
    over.abort();
    if (!figure) return;
    const [seen, fixed, ringed, held] = [!tip.hidden, pinned, !ring.hidden, picture.querySelector(".still:focus")];
    if (held) figure.canvas.focus({ preventScroll: true });
    tip.remove();
    ring.remove();
    // The keys go on from there.
    const here = seen ? walk.findIndex(([word]) => word === shown.word) : at;
    const hit = here < 0 ? null : figure.drawing?.focus(here + 1);
    // Another view may have come, or another width.
    if (!seen || hit?.words !== book.words[shown.word]) return;
    if (ringed) Object.assign(shown, { x: hit.x, y: hit.y });
    figure.show(hit, shown.x, shown.y);
    figure.pinned = fixed;
    place(figure.ring, shown.x, shown.y);
    figure.ring.hidden = !ringed;
  };
}

/**
 * @param {HTMLElement} element
 * @param {number} x
 * @param {number} y
 */
function place(element, x, y) {
  element.style.left = `${x}px`;
  element.style.top = `${y}px`;
}

/**
 * Lets a figure's finished pictures answer. Gives what hands over to the canvas.
 * @param {HTMLElement} root the figure
 * @param {Promise<Response>} asked what is written beside the page
 */
export async function answer(root, asked) {
  const found = await asked;
  if (!found.ok) throw new Error(`${found.url}: ${found.status}`);
  const book = await found.json();
  if (root.querySelector(".picture.drawn")) throw new Error("the canvas was first");
  return listen(root, book);
}
