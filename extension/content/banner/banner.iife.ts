import type { BannerView } from '../../../shared/messages/banner-view.ts';
import { isUnreadHost } from '../../../shared/portals/portals.ts';
import { BannerCard } from './banner-card.ts';
import { Outline } from './outline.ts';
import { say, watchBanner } from './speak.ts';

// The guide on the page. It is put there once a journey is on, reads nothing but where buttons are,
// and holds no field. Only few calls are needed of the extension API: too little for the polyfill.

const HOST_STYLE = [
  ['all', 'initial'],
  ['color-scheme', 'light dark'],
  ['display', 'block'],
  ['position', 'fixed'],
  ['inset', '0'],
  ['z-index', '2147483647'],
  ['pointer-events', 'none'],
] as const;

/** A person who wants more space sets these for every page (WCAG 2.2 §1.4.12): theirs come first. */
const SPACING = ['letter-spacing', 'word-spacing', 'line-height'] as const;

declare global {
  var wardkeyGuide: true | undefined;
}

// One of them is enough: the same script may be asked for twice while the first one starts. The tab
// may have gone on to its mail meanwhile.
if (globalThis.wardkeyGuide === undefined && !isUnreadHost(location.host)) {
  globalThis.wardkeyGuide = true;
  start();
}

function start(): void {
  const host = document.createElement('wardkey-guide');
  // The page's own rules would come before those of the shadow root: not before these.
  for (const [name, value] of HOST_STYLE) host.style.setProperty(name, value, 'important');
  for (const name of SPACING) host.style.setProperty(name, 'normal');
  const root = host.attachShadow({ mode: 'closed' });
  const outline = new Outline(() => say({ kind: 'guide.move', move: 'pressed' }));
  const card = new BannerCard(document, (message) => say(message));
  root.append(outline.element, card.element);
  card.dress(root);
  watchBanner({ onView: show, onGone: () => show(null) });

  function show(view: BannerView | null): void {
    if (view === null) {
      outline.point(null);
      host.remove();
      return;
    }
    // Below the root, where pages that build their body anew do not take it away.
    if (!host.isConnected) {
      document.documentElement.append(host);
      card.arrive();
    }
    outline.point(view.point);
    card.show(view);
  }
}
