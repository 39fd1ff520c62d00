// @ts-check
// A stand-in for AMP's runtime, which comes from another host: a frame for each amp-iframe, as tall as it asks to be.

customElements.define("amp-iframe", class extends HTMLElement {
  connectedCallback() {
    const frame = document.createElement("iframe");
    for (const name of ["src", "title", "sandbox", "height"]) frame.setAttribute(name, this.getAttribute(name) ?? "");
    addEventListener("message", ({ source, data }) => {
      if (source === frame.contentWindow && data?.sentinel === "amp" && data.type === "embed-size") frame.height = data.height;
    });
    this.replaceChildren(frame);
  }
});
