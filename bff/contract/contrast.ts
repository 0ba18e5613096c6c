const CONTRAST_MIN = 7;

/**
 * Whether white words on this colour are read: relative luminance as WCAG 2.2 defines it, 7:1 (success criterion 1.4.6). The gateway
 * refuses to start with another colour for its kiosks, and a page that is served one all the same does not show it.
 *
 * @param colour `#rrggbb`
 */
export function carriesWhite(colour: string): boolean {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)?.slice(1);
  if (parts === undefined) return false;
  const [red = 0, green = 0, blue = 0] = parts.map((part) => {
    const value = Number.parseInt(part, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= CONTRAST_MIN;
}
