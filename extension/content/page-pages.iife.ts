import { HostPages } from '../../shared/portals/host-pages.ts';

// What is known of pages, apart from what looks at them: neither script takes a page long by itself.
window.wardkeyPages = HostPages;
