// In every page before its own scripts: says when the results of a search stand on it, and how long its tasks are.

window.bench = (() => {
  const tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: "longtask", buffered: true });

  /** Results that were not there before, or the word that there are none; and the counts where they are wanted. */
  function stands(counts) {
    const status = document.getElementById("status");
    if (!status || !/\d|No /u.test(status.textContent)) return false;
    const found = document.querySelector("#results > li:not([data-old])");
    if (!found && !/^(0|No)\b/u.test(status.textContent)) return false;
    return !counts || Boolean(document.querySelector("select[name=committee] option[value]:not([value='']):not([data-old])"));
  }

  /** Milliseconds from a moment until the results stand. */
  function stood(since, counts) {
    return new Promise((done) => {
      const look = () => {
        if (!stands(counts)) return false;
        watcher.disconnect();
        done(performance.now() - since);
        return true;
      };
      const watcher = new MutationObserver(look);
      if (!look()) watcher.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    });
  }

  /** Ask as Back and Forward do: the address changes, and the page answers it. */
  function ask(address, counts) {
    for (const old of document.querySelectorAll("#results > li, select[name=committee] option")) old.dataset.old = "";
    document.getElementById("status").textContent = "";
    const since = performance.now();
    const answered = stood(since, counts);
    history.pushState(null, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
    return answered;
  }

  /** Milliseconds from the next Enter until its results stand. */
  function entered() {
    window.bench.told = new Promise((done) => {
      document.addEventListener("keydown", function begin({ key }) {
        if (key !== "Enter") return;
        document.removeEventListener("keydown", begin, true);
        for (const old of document.querySelectorAll("#results > li, select[name=committee] option")) old.dataset.old = "";
        document.getElementById("status").textContent = "";
        done(stood(performance.now(), false));
      }, true);
    });
  }

  return {
    stood,
    ask,
    entered,
    forget: () => tasks.splice(0),
    longest: () => Math.max(0, ...tasks.map(({ duration }) => duration)),
  };
})();
