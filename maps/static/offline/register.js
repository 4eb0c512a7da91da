/** Lets the browser install the service worker once the page is there, so that it waits for nothing. */

addEventListener("load", () => navigator.serviceWorker?.register("/service-worker.js"));
