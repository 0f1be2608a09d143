// Results of one matter under the best of them, to be opened there. Touches the page; fetches nothing.

import { element } from "./results.js";

/** @typedef {{card: import("./shards.js").Card, item: HTMLElement}} Made */
/** @typedef {{count: number, button: HTMLElement, others: HTMLElement}} Fold */

/** A list of results, one after another or folded. */
export class ResultList {
  /** @param {HTMLElement} list @param {boolean} folds whether results of one matter stand under its best */
  constructor(list, folds) {
    this.list = list;
    this.folds = folds;
    /** What is shown, folded or not. @type {import("./shards.js").Card[]} */
    this.cards = [];
    /** @type {Map<string, {item: HTMLElement, fold: Fold | null}>} */
    this.matters = new Map();
    list.replaceChildren();
  }

  /** @returns {number} results to be seen without opening any */
  get seen() {
    return this.list.children.length;
  }

  /** @param {Made[]} made results to show after the others */
  put(made) {
    for (const { card, item } of made) {
      this.cards.push(card);
      const matter = this.folds && card.issue ? this.matters.get(card.issue) : null;
      if (matter) {
        matter.fold ??= this.#fold(matter.item);
        add(matter.fold, item);
      } else {
        if (card.issue) this.matters.set(card.issue, { item, fold: null });
        this.list.append(item);
      }
    }
  }

  /** @param {HTMLElement} item the best result of a matter @returns {Fold} where its others go */
  #fold(item) {
    const id = `fold-${this.cards.length}`;
    const others = element("ol", { class: "results results--folded", id, hidden: "" });
    const button = element("button", { type: "button", class: "result__fold", "aria-expanded": "false", "aria-controls": id });
    button.addEventListener("click", () => {
      others.hidden = !others.hidden;
      button.setAttribute("aria-expanded", String(!others.hidden));
    });
    item.append(button, others);
    return { count: 0, button, others };
  }
}

/** @param {Fold} fold @param {HTMLElement} item */
function add(fold, item) {
  fold.count += 1;
  fold.others.append(item);
  fold.button.textContent = fold.count === 1 ? "1 more result on this matter" : `${fold.count} more results on this matter`;
}
