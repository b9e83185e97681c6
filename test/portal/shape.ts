import type { PageId } from '../../shared/portals/pages-on.ts';
import type { HtmlNode } from './html.ts';

/** A way in which a person can prove who they are, as the account keeps it. */
export interface Method {
  readonly kind: 'authenticator' | 'phone' | 'security-key';
  /** What the person called it, or the number it goes to. */
  readonly name: string;
  /** Which one to delete; for a security key its credential id. */
  readonly id: string;
}

/** What of a page differs between people, moments and generations of the same page. */
export interface Look {
  /** The older and the newer markup of Entra; other pages have one. */
  readonly generation: 1 | 2;
  /** Which of the shape's {@link Shape.states}; the first is the usual one. */
  readonly state: string;
  /** The person as the page names them. */
  readonly person: { readonly name: string; readonly email: string };
  readonly methods: readonly Method[];
  /** A message of the site for what was just done. */
  readonly notice: string;
}

/**
 * One page of the sign-in world: how it is built, whoever sees it. The practice portal serves it and
 * the fixtures are made of it, so that neither can differ from the other.
 */
export interface Shape {
  /** The page's name in the catalogue. */
  readonly id: PageId;
  /** An address at which a person meets it. */
  readonly url: string;
  readonly title: string;
  /** Content of `meta[name=PageID]`, by which Entra names its pages. */
  readonly pageId?: string;
  /** States that show different things of the same page. */
  readonly states?: readonly string[];
  /** What stands in the body. */
  main(look: Look): readonly HtmlNode[];
}

/** A page as Sam Jones meets it, in its usual state. */
export const USUAL_LOOK: Look = {
  generation: 1,
  state: '',
  person: { name: 'Sam Jones', email: 'sam.jones@nhs.net' },
  methods: [],
  notice: '',
};
