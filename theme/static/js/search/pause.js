// Lets the browser do what waits, between two pieces of work. Pure.

/** @returns {Promise<void>} after what waits was done */
export function pause() {
  const { scheduler } = /** @type {any} */ (globalThis);
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** What can wait until a reader has seen the results. @returns {Promise<void>} a moment later */
export const moment = () => new Promise((resolve) => setTimeout(resolve, 200));
