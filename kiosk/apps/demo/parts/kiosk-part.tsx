import type { PartProps } from '../part.ts';
import { printedFrom } from '../printed-slip.ts';
import { GLASS, glassScale } from '../sizes.ts';
import { useScale } from '../use-scale.ts';

/** The kiosk's own page, as large as on its glass and drawn smaller. What it would print goes to the tray. */
export function KioskPart({ say, onPrinted, glass }: PartProps) {
  const scale = useScale(glassScale);
  /** Each page that is loaded into the frame brings a `print` of its own. */
  const catchPrint = () => {
    const view = glass.current?.contentWindow;
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
        ref={glass}
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
