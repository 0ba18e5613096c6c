import jsQR from 'jsqr';
import type { Browser } from 'playwright-core';

/** What a phone reads in a picture that it took; nothing where no code is to be seen. @param picture a PNG */
export async function readCode(browser: Browser, picture: Buffer): Promise<string | undefined> {
  const page = await browser.newPage();
  try {
    const { width, height, pixels } = await page.evaluate(pixelsOf, picture.toString('base64'));
    return jsQR(new Uint8ClampedArray(Buffer.from(pixels, 'base64')), width, height)?.data;
  } finally {
    await page.close();
  }
}

/** Runs inside a page: red, green, blue and opacity of each pixel, base64. */
async function pixelsOf(png: string): Promise<{ readonly width: number; readonly height: number; readonly pixels: string }> {
  const image = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (one) => one.charCodeAt(0))]));
  const { width, height } = image;
  const pen = new OffscreenCanvas(width, height).getContext('2d');
  pen?.drawImage(image, 0, 0);
  const { data } = pen?.getImageData(0, 0, width, height) ?? new ImageData(width, height);
  const reader = new FileReader();
  const read = new Promise((resolve) => reader.addEventListener('load', resolve));
  reader.readAsDataURL(new Blob([data]));
  await read;
  return { width, height, pixels: String(reader.result).split(',')[1] ?? '' };
}
