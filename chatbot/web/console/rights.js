// What this person may do. The rest is not offered; the show would refuse it all the same.

// What a control is called, where that is not the action that it asks for.
const ASKS = { edit: "product", edit_held: "edit", own_words: "answer", farewell: "takeover" };

let allowed = new Set();

/** Takes the list of actions that the show gave at sign-in, and hides the controls of others. */
export function grant(actions) {
  allowed = new Set(actions);
  for (const node of document.querySelectorAll("[data-needs], [data-act]")) withhold(node);
}

export const may = (action) => allowed.has(action);

/** An owner changes products and gives the host more freedom; a moderator only less. */
export const owns = () => may("product");

/** Whether a control with this data-act is for this person. */
export const offers = (control) => may(ASKS[control] ?? control);

/** Marks a control that asks for what this person may not do; the style sheets hide it. */
export function withhold(node) {
  if (node.dataset.needs ? may(node.dataset.needs) : offers(node.dataset.act)) delete node.dataset.withheld;
  else node.dataset.withheld = "1";
}
