// @ts-check
// A frozen version asks its own host whether there are newer data, and says nothing where it cannot know.

/**
 * @param {HTMLElement} link shown where there are
 * @param {string} frozen the day of the data that are shown
 * @param {string} root where the site stands
 */
export async function newer(link, frozen, root) {
  try {
    const { date } = await (await fetch(new URL("v/latest.json", root), { credentials: "omit" })).json();
    link.hidden = !(date > frozen);
  } catch {
    // Its host is gone, or does not say.
  }
}
