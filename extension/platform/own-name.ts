import { type BrowserName, browserName } from '../../shared/diagnosis/least-browsers.ts';
import * as v from '../../shared/schema/schema.ts';

/** User-Agent Client Hints §4.1, which not every browser has. */
const Hints = v.object({ brands: v.array(v.object({ brand: v.string() })) });

/** Which browser this is; `null` for one that is not known by its name. */
export function ownName(): BrowserName | null {
  const hints = v.safeParse(Hints, Reflect.get(navigator, 'userAgentData'));
  const brands = hints.success ? hints.output.brands.map(({ brand }) => brand) : [];
  return browserName(navigator.userAgent, brands);
}
