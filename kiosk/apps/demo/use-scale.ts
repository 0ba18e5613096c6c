import { useEffect, useState } from 'preact/hooks';

/** How large something is drawn in this window, whatever becomes of the window. */
export function useScale(scaleIn: (view: Window) => number): number {
  const [scale, setScale] = useState(() => scaleIn(window));
  useEffect(() => {
    const fit = () => setScale(scaleIn(window));
    window.addEventListener('resize', fit);
    return () => window.removeEventListener('resize', fit);
  }, [scaleIn]);
  return scale;
}
