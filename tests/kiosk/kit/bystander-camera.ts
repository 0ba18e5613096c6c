import type { Page } from 'playwright-core';
import { MM_PER_PX } from './display-size.ts';

/**
 * What the phone of somebody who stands behind the person at the glass makes of what stands there: optics first, then a reader.
 *
 * The person's eyes are 0.45 to 0.6 m from the glass, and the camera is one metre behind them: 1.45 m at the least. It looks past the person,
 * so at an angle of 12° (over a shoulder) to 24° (past an elbow), which costs 3 to 15 % of the pixels; here it looks straight at the glass
 * from 1.45 m, as if nobody stood in between, which is the best that it can have.
 *
 * It is an ordinary main camera: 12 megapixels (4032 × 3024), a lens like 26 mm on film (69° across 4032 pixels), no zoom. One pixel covers
 * 2 × 1.45 m × tan 34.5° ÷ 4032 = 0.494 mm of the glass, two of its pixels: an em of 6.9 mm has 14 pixels of the camera, its strokes
 * (0.5 to 0.7 mm) one to one and a half. Lens and Bayer filter spread a point over 1.5 pixels (full width at half height), a hand at 1/30 s
 * over one more, along the lines; each pixel sums up what falls on it. Noise (2 of 255) has a fixed pattern, JPEG is Chromium's own at 0.9.
 */
export interface BystanderCamera {
  /** From the glass, m. */
  readonly metres: number;
}

/** One letter as it stood, and what was read there; nothing where no other letter loses clearly enough. */
export interface Glance {
  readonly stood: string;
  readonly read?: string;
}

/** The letters of one line of the page, in order. */
export type Line = readonly Glance[];

export const ORDINARY: BystanderCamera = { metres: 1.45 };

const PIXELS_ACROSS = 4032;
const HALF_ANGLE = (34.5 * Math.PI) / 180;

/** How many pixels of the glass one of the camera's covers. */
const pitchOf = ({ metres }: BystanderCamera) => (2 * metres * 1_000 * Math.tan(HALF_ANGLE)) / PIXELS_ACROSS / MM_PER_PX;

/**
 * Reads what stands in `within` of the page as such a camera shows it. The reader is kinder than life: it is told where each letter stands, and
 * in which typeface, size and weight; it compares what the camera has there with every candidate under the same optics (normalised
 * cross-correlation), and has read a letter when the best candidate wins by a margin. It never hears which letter stands there.
 */
export async function readByCamera(
  page: Page,
  within: string,
  candidates: string,
  camera: BystanderCamera = ORDINARY,
): Promise<readonly Line[]> {
  const picture = (await page.screenshot()).toString('base64');
  return page.evaluate(lookAt, { picture, within, candidates: [...new Set(candidates)], pitch: pitchOf(camera) });
}

interface Look {
  readonly picture: string;
  readonly within: string;
  readonly candidates: readonly string[];
  readonly pitch: number;
}

/** Runs in the page. */
async function lookAt({ picture, within, candidates, pitch }: Look): Promise<Line[]> {
  const MARGIN = 0.03;
  const SIGMA = (1.5 / 2.355) * pitch;
  const REACH = Math.ceil(3 * SIGMA + pitch);

  interface Grey {
    readonly width: number;
    readonly height: number;
    readonly values: Float32Array;
  }

  /** A Gaussian, spread further over each of `widths` (of lens and Bayer filter; of pixel; of hand), by sums over tenths of a pixel. */
  const kernelOf = (...widths: readonly number[]): Float32Array => {
    const STEPS = 10;
    let points: readonly (readonly [number, number])[] = [[0, 1]];
    for (const width of widths)
      points = points.flatMap(([at, weight]) =>
        Array.from({ length: STEPS }, (_, step) => [at + ((step + 0.5) / STEPS - 0.5) * width, weight / STEPS] as const),
      );
    const raw = Array.from({ length: 2 * REACH + 1 }, (_, index) =>
      points.reduce((sum, [at, weight]) => sum + weight * Math.exp(-((index - REACH - at) ** 2) / (2 * SIGMA ** 2)), 0),
    );
    const total = raw.reduce((sum, one) => sum + one, 0);
    return Float32Array.from(raw, (one) => one / total);
  };
  const across = kernelOf(pitch, pitch);
  const down = kernelOf(pitch);

  /** Along one direction; beyond the edge it goes on as at the edge. */
  const spreadAlong = ({ width, height, values }: Grey, kernel: Float32Array, step: 1 | number): Grey => {
    const spread = new Float32Array(values.length);
    const length = step === 1 ? width : height;
    const padded = new Float32Array(length + 2 * REACH);
    for (let line = 0; line < values.length / length; line += 1) {
      const start = step === 1 ? line * width : line;
      for (let index = 0; index < padded.length; index += 1)
        padded[index] = values[start + Math.min(length - 1, Math.max(0, index - REACH)) * step] as number;
      for (let index = 0; index < length; index += 1) {
        let sum = 0;
        for (let tap = 0; tap < kernel.length; tap += 1) sum += (kernel[tap] as number) * (padded[index + tap] as number);
        spread[start + index * step] = sum;
      }
    }
    return { width, height, values: spread };
  };
  const spread = (grey: Grey): Grey => spreadAlong(spreadAlong(grey, across, 1), down, grey.width);

  const at = ({ width, height, values }: Grey, x: number, y: number): number => {
    const left = Math.min(width - 2, Math.max(0, Math.floor(x)));
    const top = Math.min(height - 2, Math.max(0, Math.floor(y)));
    const right = Math.min(1, Math.max(0, x - left));
    const below = Math.min(1, Math.max(0, y - top));
    const of = (dx: number, dy: number) => values[(top + dy) * width + left + dx] ?? 0;
    return (of(0, 0) * (1 - right) + of(1, 0) * right) * (1 - below) + (of(0, 1) * (1 - right) + of(1, 1) * right) * below;
  };

  const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const encoded = (value: number) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);
  const canvasOf = (width: number, height: number) => {
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('no canvas');
    return context;
  };
  const LINEAR = Float32Array.from({ length: 256 }, (_, value) => linear(value / 255));
  /** Light, not code values: what a lens mixes. */
  const lightIn = (context: OffscreenCanvasRenderingContext2D, isLight = true): Grey => {
    const { width, height } = context.canvas;
    const { data } = context.getImageData(0, 0, width, height);
    const of = (value = 0) => (isLight ? (LINEAR[value] ?? 0) : value / 255);
    const values = new Float32Array(width * height);
    for (let index = 0; index < values.length; index += 1)
      values[index] = 0.2126 * of(data[index * 4]) + 0.7152 * of(data[index * 4 + 1]) + 0.0722 * of(data[index * 4 + 2]);
    return { width, height, values };
  };

  /** The picture that the camera keeps. */
  const taken = async (): Promise<Grey> => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
    const glass = canvasOf(image.width, image.height);
    glass.drawImage(image, 0, 0);
    const light = spread(lightIn(glass));
    const kept = canvasOf(Math.floor(image.width / pitch), Math.floor(image.height / pitch));
    const { width, height } = kept.canvas;
    const pixels = kept.createImageData(width, height);
    let seed = 1;
    for (let index = 0; index < width * height; index += 1) {
      let noise = -2;
      for (let draw = 0; draw < 4; draw += 1) {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        noise += seed / 2 ** 32;
      }
      const [x, y] = [index % width, Math.floor(index / width)];
      const value = 255 * encoded(at(light, (x + 0.5) * pitch - 0.5, (y + 0.5) * pitch - 0.5)) + (2 / 0.577) * noise;
      pixels.data.set([value, value, value, 255], index * 4);
    }
    kept.putImageData(pixels, 0, 0);
    const stored = await createImageBitmap(await kept.canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 }));
    kept.drawImage(stored, 0, 0);
    return lightIn(kept, false);
  };

  interface Cell {
    readonly letter: string;
    readonly box: DOMRect;
    readonly font: string;
    readonly ink: string;
    readonly paper: string;
  }

  const paperUnder = (element: Element | null): string => {
    const colour = element === null ? 'rgb(255, 255, 255)' : getComputedStyle(element).backgroundColor;
    return colour === 'rgba(0, 0, 0, 0)' ? paperUnder(element?.parentElement ?? null) : colour;
  };
  const lines = (): Cell[][] => {
    const found: Cell[][] = [];
    for (const root of document.querySelectorAll(within)) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const parent = node.parentElement;
        const words = node.textContent ?? '';
        if (parent === null || words.trim() === '' || !parent.checkVisibility()) continue;
        const { fontSize, fontWeight, fontFamily, color } = getComputedStyle(parent);
        const cells = [...words].flatMap((letter, index): Cell[] => {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + 1);
          const box = range.getBoundingClientRect();
          if (box.width === 0) return [];
          return [{ letter, box, font: `${fontWeight} ${fontSize} ${fontFamily}`, ink: color, paper: paperUnder(parent) }];
        });
        found.push(cells);
      }
    }
    return found;
  };

  interface Template {
    readonly advance: number;
    readonly grey: Grey;
  }
  const templates = new Map<string, Template>();
  /** A letter by itself, as the lens spreads it and the camera writes light down. */
  const templateOf = (letter: string, { font, ink, paper, box }: Cell): Template => {
    const key = `${letter} ${font} ${ink} ${paper}`;
    const known = templates.get(key);
    if (known !== undefined) return known;
    const size = Math.ceil(box.height);
    const context = canvasOf(size + 2 * REACH, size + 2 * REACH);
    context.fillStyle = paper;
    context.fillRect(0, 0, size + 2 * REACH, size + 2 * REACH);
    context.font = font;
    context.fillStyle = ink;
    const { width, fontBoundingBoxAscent } = context.measureText(letter);
    context.fillText(letter, REACH, REACH + fontBoundingBoxAscent);
    const blurred = spread(lightIn(context));
    const template = { advance: width, grey: { ...blurred, values: blurred.values.map(encoded) } };
    templates.set(key, template);
    return template;
  };

  const correlation = (one: readonly number[], other: readonly number[]): number => {
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const [meanOfOne, meanOfOther] = [mean(one), mean(other)];
    let [both, ones, others] = [0, 0, 0];
    for (let index = 0; index < one.length; index += 1) {
      const [a, b] = [(one[index] ?? 0) - meanOfOne, (other[index] ?? 0) - meanOfOther];
      both += a * b;
      ones += a * a;
      others += b * b;
    }
    return ones === 0 || others === 0 ? 0 : both / Math.sqrt(ones * others);
  };

  const kept = await taken();
  const glanceAt = (cell: Cell): Glance => {
    const { letter, box } = cell;
    const first = { x: Math.ceil(box.left / pitch - 0.5), y: Math.ceil(box.top / pitch - 0.5) };
    const last = { x: Math.floor(box.right / pitch - 0.5), y: Math.floor(box.bottom / pitch - 0.5) };
    const places: (readonly [number, number])[] = [];
    for (let y = first.y; y <= last.y; y += 1) for (let x = first.x; x <= last.x; x += 1) places.push([x, y]);
    const seen = places.map(([x, y]) => kept.values[y * kept.width + x] ?? 0);
    const scores = candidates.flatMap((candidate) => {
      const { advance, grey } = templateOf(candidate, cell);
      if (Math.abs(advance - box.width) > pitch) return [];
      const known = places.map(([x, y]) =>
        at(grey, (x + 0.5) * pitch - 0.5 - box.left + REACH, (y + 0.5) * pitch - 0.5 - box.top + REACH),
      );
      return [{ candidate, score: correlation(seen, known) }];
    });
    scores.sort((one, other) => other.score - one.score);
    const [best, next] = scores;
    return best !== undefined && best.score - (next?.score ?? 0) >= MARGIN
      ? { stood: letter, read: best.candidate }
      : { stood: letter };
  };
  return lines().map((cells) => cells.filter(({ letter }) => letter.trim() !== '').map(glanceAt));
}

/** Of all letters, the share that was read as what it is. */
export function shareRead(lines: readonly Line[]): number {
  const all = lines.flat();
  return all.filter(({ stood, read }) => read === stood).length / all.length;
}

/** What the reader writes down; a dot for each letter that it could not tell. */
export function writtenDown(lines: readonly Line[]): string {
  return lines.map((line) => line.map(({ read }) => read ?? '·').join('')).join('\n');
}
