// All that a page of the catalogue carries while it loads: in its idle time, word to the background,
// which sends the scripts that look at the page. Two calls of the extension API are too little for
// the polyfill.

// A page that the browser loads ahead is in no tab yet, where those scripts would go.
if ('prerendering' in document && document.prerendering === true) {
  document.addEventListener('prerenderingchange', sayWhenIdle, { once: true });
} else {
  sayWhenIdle();
}

function sayWhenIdle(): void {
  requestIdleCallback(say, { timeout: 100 });
}

function say(): void {
  // The extension may have been updated or removed while the page loaded: then nobody looks.
  chrome.runtime.sendMessage({ kind: 'page.here' }).catch(() => undefined);
}
