import { HostPages } from '../../shared/portals/host-pages.ts';
import { isUnreadHost } from '../../shared/portals/portals.ts';

// What is known of pages, apart from what looks at them: neither script takes a page long by itself.
// A tab may have gone on to its mail before the script came: there, nothing is looked at.
if (!isUnreadHost(location.host)) window.wardkeyPages = HostPages;
