import { useEffect, useRef, useState } from 'preact/hooks';
import type { PartProps } from '../part.ts';
import { printedFrom } from '../printed-slip.ts';

/** The glass of a kiosk: 21.5 inches upright. */
const GLASS = { width: 1080, height: 1920 };
/** What stands above and below the frame. */
const AROUND_PX = 148;
const SCALE = { least: 0.34, most: 0.62 };

function scaleNow(): number {
  const fits = Math.min((window.innerHeight - AROUND_PX) / GLASS.height, (window.innerWidth - 48) / GLASS.width);
  return Math.min(SCALE.most, Math.max(Math.min(SCALE.least, (window.innerWidth - 48) / GLASS.width), fits));
}

/** The kiosk's own page, as large as on its glass and drawn smaller. What it would print goes to the tray. */
export function KioskPart({ say, onPrinted }: PartProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [scale, setScale] = useState(scaleNow);
  useEffect(() => {
    const fit = () => setScale(scaleNow());
    window.addEventListener('resize', fit);
    return () => window.removeEventListener('resize', fit);
  }, []);
  /** Each page that is loaded into the frame brings a `print` of its own. */
  const catchPrint = () => {
    const view = frame.current?.contentWindow;
    if (!view) return;
    view.print = () => {
      const slip = printedFrom(view.document);
      if (slip) onPrinted(slip);
    };
  };
  const { width, height } = GLASS;
  return (
    <div class="glass" style={{ width: `${width * scale}px`, height: `${height * scale}px` }}>
      <iframe
        ref={frame}
        src="/kiosk/"
        title={say({ zh: '自助机的屏幕', en: 'The kiosk’s screen' })}
        width={width}
        height={height}
        style={{ transform: `scale(${scale})` }}
        onLoad={catchPrint}
      />
    </div>
  );
}
