import type { BoundingBox, ElementHandle, Page, Protocol } from 'puppeteer';

type AxNode = Protocol.Accessibility.AXNode;

/** How long the guide may take to show something, in milliseconds. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 50;
/** The frame is this much larger than what it is around, at most, on each side. */
const FRAME_PX = 12;

/** The guide's banner on a page, as assistive technology sees it: its shadow root is closed. */
export class GuideOnPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Waits until the banner says a text. @returns all that it says */
  async says(text: string): Promise<string> {
    let last = '';
    await until(
      async () => {
        last = await this.text();
        return last.includes(text);
      },
      () => `the guide does not say “${text}”, but “${last}”`,
    );
    return last;
  }

  /** Waits until there is no banner on the page. */
  async isGone(): Promise<void> {
    await until(
      async () => (await this.#region()) === null,
      () => 'the guide stays on the page',
    );
  }

  /** All that the banner says now; empty while there is none. */
  async text(): Promise<string> {
    const said = await (await this.#region())
      ?.evaluate((found) => (found instanceof HTMLElement ? found.innerText : ''))
      .catch(() => '');
    return (said ?? '').replace(/\s+/g, ' ').trim();
  }

  /** Presses one of its buttons, as a person's mouse does. */
  async press(name: string): Promise<void> {
    let pressed = false;
    await until(
      async () => {
        const button = await (await this.#region())?.$(`aria/${name}[role="button"]`);
        await button?.click();
        pressed = button != null;
        return pressed;
      },
      () => `the guide has no button “${name}”`,
    );
  }

  /** Waits until its frame lies around an element of the page. @returns whether it did in time */
  async pointsAt(selector: string): Promise<boolean> {
    const target = await this.#page.waitForSelector(selector);
    const isAround = async (): Promise<boolean> => {
      const [box, frame] = [await target?.boundingBox(), await this.#frame()];
      if (!box || frame === null) return false;
      const near = (a: number, b: number): boolean => Math.abs(a - b) <= FRAME_PX;
      return near(frame.x, box.x) && near(frame.y, box.y) && near(frame.width, box.width);
    };
    return until(isAround, () => 'not around it').then(
      () => true,
      () => false,
    );
  }

  /** What its live regions say now: screen readers read that out by themselves. */
  async announced(): Promise<string> {
    const nodes = await this.#accessibilityTree();
    const inTree = new Map(nodes.map((node) => [node.nodeId, node]));
    const said = ({ childIds = [], name, role }: AxNode): string =>
      role?.value === 'StaticText'
        ? String(name?.value ?? '')
        : childIds
            .map((id) => inTree.get(id))
            .map((child) => (child ? said(child) : ''))
            .join('');
    const within = (node: AxNode): readonly AxNode[] => [
      node,
      ...(node.childIds ?? []).flatMap((id) => inTree.get(id) ?? []).flatMap(within),
    ];
    const region = nodes.find(
      ({ name, role }) => role?.value === 'region' && name?.value === 'Wardkey guide',
    );
    const live = (region === undefined ? [] : within(region)).filter(
      ({ role }) => role?.value === 'status',
    );
    return live.map(said).join(' ').trim();
  }

  /** The name of what has the keyboard's focus, on the page or in the banner. */
  async focused(): Promise<string> {
    const nodes = await this.#accessibilityTree();
    const focused = nodes.findLast(({ properties = [] }) =>
      properties.some(({ name, value }) => name === 'focused' && value.value === true),
    );
    return String(focused?.name?.value ?? '');
  }

  /** Goes by the keyboard alone to what is called so, and presses it. */
  async pressByKeyboard(name: string): Promise<void> {
    await until(
      async () => {
        await this.#page.keyboard.press('Tab');
        return (await this.focused()) === name;
      },
      () => `the keyboard does not reach “${name}”`,
    );
    await this.#page.keyboard.press('Enter');
  }

  async #accessibilityTree(): Promise<readonly AxNode[]> {
    const session = await this.#page.createCDPSession();
    try {
      await session.send('Accessibility.enable');
      return (await session.send('Accessibility.getFullAXTree')).nodes;
    } finally {
      await session.detach();
    }
  }

  /** How many fields it has that a person could type into. */
  async fields(): Promise<number> {
    const region = await this.#region();
    return (
      region?.evaluate((found) => found.querySelectorAll('input, textarea, select').length) ?? 0
    );
  }

  /** Where it lies on the page, in CSS pixels. */
  async box(): Promise<BoundingBox | null> {
    return (await (await this.#region())?.boundingBox()) ?? null;
  }

  /** The frame around what is to be pressed stands beside the card, in the same closed root. */
  async #frame(): Promise<BoundingBox | null> {
    const frame = await (await this.#region())?.evaluateHandle((found) =>
      found.parentNode?.querySelector('.outline:not([hidden])'),
    );
    return (await frame?.asElement()?.boundingBox()) ?? null;
  }

  /** A page that goes away meanwhile has none. */
  async #region(): Promise<ElementHandle | null> {
    return this.#page.$('aria/Wardkey guide[role="region"]').catch(() => null);
  }
}

/** Asks until it is so. What a page does while it goes away counts as no answer. */
async function until(isSo: () => Promise<boolean>, complaint: () => string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await isSo().catch(() => false))) {
    if (performance.now() > end) throw new Error(complaint());
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
