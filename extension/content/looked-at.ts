import type { HostPages } from '../../shared/portals/host-pages.ts';

declare global {
  /** The window as the extension's own scripts see it: no page's script sees these. */
  interface Window {
    wardkeyPages?: typeof HostPages;
    /** Tells anew what is seen of the page; there once a script looks at it. */
    wardkeyLookAgain?: () => void;
  }
}
