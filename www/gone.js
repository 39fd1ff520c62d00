// @ts-check
// The page of what is missing, in an article: its host hears how tall it is, and why there is no picture.

import { listen, sayError } from "./host.js";

const message = document.body.dataset.gone ?? "";

listen({ get: () => null, set: async () => { throw { code: "gone", message }; } });
sayError("gone", message);
