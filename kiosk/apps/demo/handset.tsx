import type { RefObject } from 'preact';
import { PHONE, phoneScale } from './sizes.ts';
import { useScale } from './use-scale.ts';

interface HandsetProps {
  /** What its browser shows. */
  readonly src: string;
  readonly title: string;
  readonly frame?: RefObject<HTMLIFrameElement | null>;
}

/** A phone as large as one is, drawn as large as there is room. */
export function Handset({ src, title, frame }: HandsetProps) {
  const scale = useScale(phoneScale);
  const { width, height } = PHONE;
  return (
    <div class="handset" style={{ width: `${width * scale}px`, height: `${height * scale}px` }}>
      <iframe
        src={src}
        title={title}
        {...(frame === undefined ? {} : { ref: frame })}
        width={width}
        height={height}
        style={{ transform: `scale(${scale})` }}
      />
    </div>
  );
}
