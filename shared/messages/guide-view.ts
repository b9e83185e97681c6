import { DeviceList } from '../rpc/device.ts';
import * as v from '../schema/schema.ts';
import { Settings } from '../settings/settings.ts';
import { BannerView } from './banner-view.ts';

/**
 * What the whole journey, in the side panel and on the help page, is made from. Sent over the port
 * named `guide`.
 */
export const GuideView = v.strictObject({
  language: BannerView.entries.language,
  /** The tab in front, and where its person is. */
  tabId: v.number(),
  page: v.nullable(v.string()),
  place: v.nullable(v.strictObject({ journey: v.string(), step: v.number() })),
  banner: v.nullable(BannerView),
  list: v.nullable(DeviceList),
  contacts: Settings.entries.contacts,
});
export type GuideView = v.InferOutput<typeof GuideView>;
