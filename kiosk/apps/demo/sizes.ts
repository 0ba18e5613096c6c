/** The glass of a kiosk: 21.5 inches upright, CSS pixels. */
export const GLASS = { width: 1080, height: 1920 };
/** A small phone, CSS pixels. */
export const PHONE = { width: 360, height: 740 };

type View = Pick<Window, 'innerWidth' | 'innerHeight'>;

/** From these widths on some things lie beside each other, and all (demo.css). */
const BESIDE_PX = 900;
const ALL_BESIDE_PX = 1360;
/** From this width on both phones lie beside each other. */
const PHONES_BESIDE_PX = 1900;
/** What stands around the frames, above and below them and at their sides. */
const AROUND_GLASS = { x: 68, y: 148 };
const AROUND_PHONE = { x: 72, y: 350 };
const GLASS_SCALE = { least: 0.32, most: 0.62 };
const PHONE_SCALE = { least: 0.55, most: 1 };
/** How much of the width the glass may take beside other things. */
const GLASS_SHARE = 0.34;
/** The least that lies beside glass and phone: the reader, or the reader and the hospitals. */
const OTHERS_PX = { some: 330, all: 700 };

/** How large the glass is drawn: as the window is high, and all of it. */
export function glassScale({ innerWidth, innerHeight }: View): number {
  const room = innerWidth < BESIDE_PX ? innerWidth - AROUND_GLASS.x : innerWidth * GLASS_SHARE;
  const widest = room / GLASS.width;
  const fits = Math.min((innerHeight - AROUND_GLASS.y) / GLASS.height, widest);
  return Math.min(GLASS_SCALE.most, Math.max(Math.min(GLASS_SCALE.least, widest), fits));
}

/** How large the phone is drawn: so that what belongs to it fits above it, and its letters can be read. */
export function phoneScale(view: View): number {
  const { innerWidth, innerHeight } = view;
  const others = innerWidth < ALL_BESIDE_PX ? OTHERS_PX.some : OTHERS_PX.all;
  const beside = innerWidth < BESIDE_PX ? 0 : GLASS.width * glassScale(view) + others;
  const phones = innerWidth < PHONES_BESIDE_PX ? 1 : 2;
  const across = (innerWidth - beside) / phones - AROUND_PHONE.x;
  const fits = Math.min((innerHeight - AROUND_PHONE.y) / PHONE.height, across / PHONE.width);
  return Math.min(PHONE_SCALE.most, Math.max(PHONE_SCALE.least, fits));
}
