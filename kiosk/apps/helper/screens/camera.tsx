import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Notice } from '../../../staff/parts.tsx';
import { useSay } from '../../../staff/saying.ts';
import type { JoinLink } from '../join-link.ts';
import type { OpenCamera } from '../scanning.ts';
import { joining } from '../words.ts';

interface CameraProps {
  readonly openCamera: OpenCamera;
  readonly onSeen: (link: JoinLink) => void;
}

/** Looks for the code on the glass, once somebody wants it to. Where there is no camera for us, the six digits are left. */
export function Camera({ openCamera, onSeen }: CameraProps) {
  const say = useSay();
  const [state, setState] = useState<'closed' | 'open' | 'none'>('closed');
  const none = useCallback(() => setState('none'), []);
  const seen = (link: JoinLink) => {
    setState('closed');
    onSeen(link);
  };
  if (state === 'none') return <Notice word={joining.noCamera} />;
  if (state === 'open') return <Viewfinder openCamera={openCamera} onSeen={seen} onNone={none} />;
  return (
    <>
      <PointHere />
      <p>{say(joining.scan)}</p>
      <button type="button" onClick={() => setState('open')}>
        {say(joining.open)}
      </button>
    </>
  );
}

function Viewfinder({ openCamera, onSeen, onNone }: CameraProps & { readonly onNone: () => void }) {
  const say = useSay();
  const video = useRef<HTMLVideoElement>(null);
  const handing = useRef(onSeen);
  handing.current = onSeen;
  useEffect(() => {
    if (video.current === null) return undefined;
    let left = false;
    let close: (() => void) | undefined;
    openCamera(video.current, (link) => handing.current(link)).then((closing) => {
      close = closing;
      // The camera of a page that went on is shut as soon as it is open.
      if (left) closing();
    }, onNone);
    return () => {
      left = true;
      close?.();
    };
  }, [openCamera, onNone]);
  return (
    <figure class="viewfinder">
      {/* Nothing is heard: it is what the camera sees. */}
      <video ref={video} muted playsInline aria-label={say(joining.scan)} />
      <figcaption>{say(joining.scan)}</figcaption>
    </figure>
  );
}

/** What to point the camera at. */
function PointHere() {
  const say = useSay();
  return (
    <svg class="point-here" viewBox="0 0 120 150" role="img" aria-label={say(joining.picture)}>
      <rect x="10" y="6" width="100" height="138" rx="6" class="drawn" />
      <path d="M24 28h52M24 42h72M24 56h60" class="drawn" />
      <rect x="40" y="70" width="44" height="44" class="drawn-strong" />
      <path d="M47 77h10v10H47zM67 77h10v10H67zM47 97h10v10H47zM69 99h6v6h-6z" class="filled" />
      <path d="M38 128h48" class="drawn-strong" stroke-dasharray="6 2.4" />
    </svg>
  );
}
