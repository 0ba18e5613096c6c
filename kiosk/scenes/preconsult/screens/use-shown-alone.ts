import { useEffect, useState } from 'preact/hooks';

/** How long it stands there, ms: as long as somebody needs for a few lines, read slowly. Another press shows it again. */
const SHOWN_MS = 45_000;

/**
 * What tells the complaint stands there only while the person has it shown, and hides itself: letters that an elder reads at the glass are read
 * by the camera of a phone a metre behind them, too.
 */
export function useShownAlone() {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!isShown) return;
    const timer = setTimeout(() => setShown(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isShown]);
  return { isShown, turn: () => setShown((shown) => !shown) };
}
