import type { Group } from '../report.ts';

const WIDTH = 860;
const LABEL_WIDTH = 330;
const BAR_HEIGHT = 14;
const ROW_HEIGHT = 20;
const HEAD_HEIGHT = 26;
const FIGURE_WIDTH = 90;
const COLOURS = { wardkey: '#005eb8', device: '#aeb7bd', other: '#768692' } as const;

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function label(x: number, y: number, text: string, weight = 'normal'): string {
  return `<text x="${x}" y="${y}" font-weight="${weight}">${escapeXml(text)}</text>`;
}

function rectangle(x: number, y: number, width: number, colour: string): string {
  return `<rect x="${x}" y="${y}" width="${width.toFixed(1)}" height="${BAR_HEIGHT}" fill="${colour}"/>`;
}

/**
 * Bars of the medians of one subject, in milliseconds on one scale; the device's own time is the lighter
 * part of a bar, and a line goes on to the 95th percentile. Rows without figures, or with those of
 * another unit, are left out.
 * @returns an SVG document, or `undefined` when nothing is left to draw
 */
export function renderPlot(subject: string, groups: readonly Group[]): string | undefined {
  const drawn = groups
    .map(({ what, rows }) => ({
      what,
      bars: rows.flatMap(({ peer, way, unit, summary, deviceMs = 0 }) =>
        unit === 'ms' && summary !== undefined ? [{ peer, way, summary, deviceMs }] : [],
      ),
    }))
    .filter(({ bars }) => bars.length > 0);
  const most = Math.max(0, ...drawn.flatMap(({ bars }) => bars.map(({ summary }) => summary.p95)));
  if (most === 0) return undefined;
  const scale = (WIDTH - LABEL_WIDTH - FIGURE_WIDTH) / most;
  const title = `${subject} (ms, median, line to the 95th percentile)`;
  const parts: string[] = [label(8, 20, title, 'bold')];
  let y = HEAD_HEIGHT + 8;
  for (const { what, bars } of drawn) {
    parts.push(label(8, y + BAR_HEIGHT, what, 'bold'));
    y += ROW_HEIGHT;
    for (const { peer, way, summary, deviceMs } of bars) {
      const { median, p95 } = summary;
      const middle = y + BAR_HEIGHT / 2;
      const colour = peer.startsWith('Wardkey') ? COLOURS.wardkey : COLOURS.other;
      const own = Math.min(deviceMs, median);
      parts.push(
        label(20, y + BAR_HEIGHT - 2, `${peer} (${way})`),
        rectangle(LABEL_WIDTH, y, own * scale, COLOURS.device),
        rectangle(LABEL_WIDTH + own * scale, y, (median - own) * scale, colour),
        `<path d="M${(LABEL_WIDTH + median * scale).toFixed(1)} ${middle}H${(LABEL_WIDTH + p95 * scale).toFixed(1)}" stroke="${colour}"/>`,
        label(LABEL_WIDTH + p95 * scale + 6, y + BAR_HEIGHT - 2, median.toFixed(1)),
      );
      y += ROW_HEIGHT;
    }
    y += 6;
  }
  const box = `width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}"`;
  const style = 'font-family="sans-serif" font-size="12" fill="#212b32"';
  const ground = `<rect width="${WIDTH}" height="${y}" fill="#ffffff"/>`;
  const head = `<title>${escapeXml(title)}</title>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" ${box} ${style}>\n${[head, ground, ...parts].join('\n')}\n</svg>\n`;
}
