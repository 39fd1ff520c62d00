// @ts-check
// A stand-in for AMP's runtime, which comes from another host: a frame for each amp-iframe, in a box as tall as the element says for
// this screen, and then as tall as the frame asks to be.

customElements.define("amp-iframe", class extends HTMLElement {
  connectedCallback() {
    /** @param {string} name */
    const said = (name) => this.getAttribute(name) ?? "";
    const frame = document.createElement("iframe");
    for (const name of ["src", "title", "sandbox"]) frame.setAttribute(name, said(name));
    const ratio = `calc(100% * ${said("height")} / ${said("width")})`;
    const usual = this.getAttribute("layout") === "responsive" ? ratio : `${said("height")}px`;
    const list = (this.getAttribute("heights") ?? usual).split(/,\s*/).map((one) => /^(\(.*?\))? ?(.*)$/.exec(one) ?? []);
    const box = document.createElement("div");
    box.style.position = "relative";
    box.style.paddingTop = list.find(([, screen]) => !screen || matchMedia(screen).matches)?.[2] ?? usual;
    this.style.display = "block";
    frame.style.cssText = "position:absolute;inset:0;width:100%;height:100%;border:0";
    addEventListener("message", ({ source, data }) => {
      if (source !== frame.contentWindow || data?.sentinel !== "amp" || data.type !== "embed-size") return;
      // AMP may refuse where the reader would see it, and shows a button that makes room.
      if (document.documentElement.dataset.amp !== "refuses") box.style.paddingTop = `${data.height}px`;
    });
    box.append(frame);
    this.replaceChildren(box);
  }
});
