import { PAGE_IDS } from '../portals/catalogue.ts';
import * as v from '../schema/schema.ts';

/** An exact host name in lower case and ASCII form, for https on the standard port. */
export const Host = v.pipe(
  v.string(),
  v.maxLength(253),
  v.regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/),
);

/** Text of one line. */
const Line = v.pipe(v.string(), v.maxLength(200), v.regex(/^[^\n\r]*\S[^\n\r]*$/));

/**
 * A CSS selector, and nothing that could be anything else: no script, no rule, no markup. Whether
 * the browser takes it is seen where it is used; one that it does not take matches nothing.
 */
const Selector = v.pipe(
  v.string(),
  v.maxLength(200),
  v.regex(/^[^{}<;@\\]*[^\s{}<;@\\][^{}<;@\\]*$/),
);

/** By what a page of the catalogue is known here. */
export const PageSetting = v.strictObject({
  page: v.picklist(PAGE_IDS),
  selector: Selector,
});

/** A portal of the organisation, or one of the catalogue whose pages are known by something new. */
export const PortalSetting = v.strictObject({
  host: Host,
  /** What people call it. */
  name: v.optional(Line),
  pages: v.optional(v.pipe(v.array(PageSetting), v.maxLength(64))),
});
export type PortalSetting = v.InferOutput<typeof PortalSetting>;

export const PortalSettings = v.pipe(v.array(PortalSetting), v.maxLength(64));
