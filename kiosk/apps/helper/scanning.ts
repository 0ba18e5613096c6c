import { type JoinLink, joinLinkIn } from './join-link.ts';

/** Looks through the camera into `video` until a code of a kiosk is seen. Answers how to close it. Rejects where there is no camera for us. */
export type OpenCamera = (video: HTMLVideoElement, onSeen: (link: JoinLink) => void) => Promise<() => void>;

/** What of the Shape Detection API is used; not every browser has it. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

interface Browser {
  readonly BarcodeDetector?: new (options: { readonly formats: readonly string[] }) => Detector;
  readonly navigator: Navigator;
}

/** Often enough for a hand, and seldom enough for an old phone. */
const LOOK_EVERY_MS = 250;

/** Nothing where the browser has no camera for a page, or reads no codes. */
export function cameraOf({ BarcodeDetector, navigator }: Browser): OpenCamera | undefined {
  // Only a page that came safely has it, whatever its type says.
  const media = navigator.mediaDevices as MediaDevices | undefined;
  if (BarcodeDetector === undefined || media === undefined) return undefined;
  return async (video, onSeen) => {
    const stream = await media.getUserMedia({ video: { facingMode: 'environment' }, audio: false });
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    let closed = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const codes = await detector.detect(video).catch(() => []);
      if (closed) return;
      const [link] = codes.flatMap(({ rawValue }) => joinLinkIn(rawValue) ?? []);
      if (link !== undefined) return onSeen(link);
      timer = setTimeout(() => void look(), LOOK_EVERY_MS);
    };
    const close = () => {
      closed = true;
      clearTimeout(timer);
      for (const track of stream.getTracks()) track.stop();
      video.srcObject = null;
    };
    video.srcObject = stream;
    try {
      await video.play();
    } catch (failure) {
      close();
      throw failure;
    }
    void look();
    return close;
  };
}
