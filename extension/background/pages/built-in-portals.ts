import * as v from '../../../shared/schema/schema.ts';
import { type PortalSetting, PortalSettings } from '../../../shared/settings/portal-settings.ts';

/** Put in by `npm run build -- --portals FILE`; absent where nobody asked for any. */
declare const WARDKEY_PORTALS: unknown;

/** Portals of the organisation that built this copy: they need no click, the manifest names them. */
export const BUILT_IN_PORTALS: readonly PortalSetting[] =
  typeof WARDKEY_PORTALS === 'undefined' ? [] : v.parse(PortalSettings, WARDKEY_PORTALS);
