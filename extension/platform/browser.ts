/** The one owner of webextension-polyfill: promise-based extension APIs in every browser. */
import browser from 'webextension-polyfill';

export { browser };
