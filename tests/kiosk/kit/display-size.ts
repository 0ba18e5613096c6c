/** The screen of a kiosk in a hall, in CSS pixels: 21.5 inches, upright. */
export const DISPLAY = { width: 1080, height: 1920 } as const;

/** Millimetres of that screen in one pixel. */
export const MM_PER_PX = 0.248;

/** How a browser has to start for somebody who made everything twice as large: half as much fits. */
export const ZOOMED = { viewport: { width: DISPLAY.width / 2, height: DISPLAY.height / 2 }, deviceScaleFactor: 2 } as const;

/** A little longer than a finger is guarded from what it tapped before. */
export const GUARD_MS = 450;

/** A little longer than a screen takes to do what it does once it stands. */
export const FRAME_MS = 150;

/** A phone of most people, the smallest there is, and the first one for somebody who made everything twice as large. */
export const PHONE_SIZES = {
  usual: { width: 360, height: 740 },
  small: { width: 320, height: 640 },
  zoomed: { width: 180, height: 370 },
} as const;
