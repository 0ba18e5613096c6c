/** What is heard and felt when somebody calls. */
export interface Bell {
  /** A browser lets a page be heard only after somebody has touched it: called with each touch. */
  wake(): void;
  ring(urgent: boolean): void;
}

interface Tone {
  /** Hertz. */
  readonly pitch: number;
  /** Seconds after the ring began. */
  readonly at: number;
}

const TONE_S = 0.28;
const LOUDNESS = 0.5;
/** Two tones that fall, low enough for ears that have lost the high ones; an urgent call rings three times as long. */
const USUAL: readonly Tone[] = [
  { pitch: 880, at: 0 },
  { pitch: 660, at: 0.32 },
];
const URGENT = [0, 0.8, 1.6].flatMap((later) => USUAL.map(({ pitch, at }) => ({ pitch, at: at + later })));
/** Milliseconds: buzz, rest, buzz. */
const BUZZ = [250, 120, 250];
const BUZZ_URGENT = [...BUZZ, 300, ...BUZZ, 300, ...BUZZ];

/** A bell made of what the browser has: some vibrate not, some are mute. */
export function makeBell(browser: { readonly AudioContext?: typeof AudioContext; readonly navigator: Navigator }): Bell {
  let context: AudioContext | undefined;
  return {
    wake() {
      if (context === undefined && browser.AudioContext !== undefined) context = new browser.AudioContext();
      if (context?.state === 'suspended') context.resume().catch(() => undefined);
    },
    ring(urgent) {
      // Not every browser has it, whatever its type says.
      (browser.navigator as Partial<Navigator>).vibrate?.(urgent ? BUZZ_URGENT : BUZZ);
      if (context?.state !== 'running') return;
      for (const tone of urgent ? URGENT : USUAL) sound(context, tone);
    },
  };
}

function sound(context: AudioContext, { pitch, at }: Tone): void {
  const from = context.currentTime + at;
  const gain = context.createGain();
  gain.gain.setValueAtTime(LOUDNESS, from);
  gain.gain.exponentialRampToValueAtTime(0.001, from + TONE_S);
  const oscillator = context.createOscillator();
  oscillator.frequency.value = pitch;
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(from);
  oscillator.stop(from + TONE_S);
}
