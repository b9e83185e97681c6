const SVG = 'http://www.w3.org/2000/svg';

/** Line drawings on a grid of 48 by 48, drawn in the colour of the text around them. */
const DRAWINGS = {
  mark: [
    'M24 3.5 41 9v13.5C41 33 34 40.5 24 44.5 14 40.5 7 33 7 22.500V9z',
    'M24 12.500a6 6 0 1 0 .01 0z',
    'M24 24.500V37M24 31h5.500M24 36.500h5.5',
  ],
  key: [
    'M17 5h14a3 3 0 0 1 3 3v23a6 6 0 0 1-6 6h-8a6 6 0 0 1-6-6V8a3 3 0 0 1 3-3z',
    'M18 37v7h12v-7',
    'M24 15a5 5 0 1 0 .01 0z',
    'M24 30.500v.01',
  ],
  card: [
    'M12 4h24a3 3 0 0 1 3 3v22H9V7a3 3 0 0 1 3-3z',
    'M17 12h7v7h-7zM17 15.500h7M20.5 12v7',
    'M5 29h38v9a5 5 0 0 1-5 5H10a5 5 0 0 1-5-5z',
    'M14 36h20',
  ],
  waves: [
    'M8 12h16a3 3 0 0 1 3 3v18a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3V15a3 3 0 0 1 3-3z',
    'M32 18a9 9 0 0 1 0 12M36.5 13.500a15.5 15.5 0 0 1 0 21M10 20h6v6h-6z',
  ],
  pin: [
    'M8 14h32a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4V18a4 4 0 0 1 4-4z',
    'M13 24v.01M20.5 24v.01M28 24v.01M35 21v6',
  ],
  people: [
    'M18 8a7 7 0 1 0 .01 0z',
    'M5 40c0-9 5-14 13-14s13 5 13 14z',
    'M31 9.500a6 6 0 0 1 0 11.500M35 27c5 2 8 6 8 13h-6',
  ],
  page: ['M6 8h36v32H6zM6 16h36', 'M11 12v.01M16 12v.01', 'M18 28h13M26 22.500l5.5 5.5-5.5 5.5'],
  done: ['M24 5a19 19 0 1 0 .01 0z', 'M15 24.500l6.5 6.500L33.5 18'],
  problem: ['M24 6 44 41H4z', 'M24 18v11M24 35v.01'],
} as const;

export type Drawing = keyof typeof DRAWINGS;

/** A drawing that says nothing which the words beside it do not say: hidden from screen readers. */
export function pictogram(drawing: Drawing): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 48 48');
  svg.setAttribute('class', `pictogram pictogram-${drawing}`);
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  for (const line of DRAWINGS[drawing]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', line);
    svg.append(path);
  }
  return svg;
}
