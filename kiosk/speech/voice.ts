import type { Language } from '../i18n/text.ts';

/** What is said aloud. Whether a machine has a voice is its own business: nothing is told by sound alone. */
export interface Voice {
  /** A soft tone, for those who look away. */
  chime(): void;
  /** Says a sentence that holds nothing about a person; what was being said stops. */
  say(sentence: string, language: Language): void;
  stop(): void;
}

const LANGUAGES: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-US' };
/** Slower than usual: older ears need the pauses. */
const RATE = 0.85;
const TONE_HZ = 660;
const TONE_SECONDS = 0.4;
const TONE_LOUDNESS = 0.2;

/** The voice of the system (Web Speech API) and a tone (Web Audio API); silent where the browser has none. */
export function makeSystemVoice(page: typeof globalThis): Voice {
  const speech = 'speechSynthesis' in page ? page.speechSynthesis : undefined;
  let audio: AudioContext | undefined;
  return {
    chime() {
      if (!('AudioContext' in page)) return;
      audio ??= new page.AudioContext();
      const tone = audio.createOscillator();
      const loudness = audio.createGain();
      tone.frequency.value = TONE_HZ;
      loudness.gain.setValueAtTime(TONE_LOUDNESS, audio.currentTime);
      loudness.gain.linearRampToValueAtTime(0, audio.currentTime + TONE_SECONDS);
      tone.connect(loudness).connect(audio.destination);
      tone.start();
      tone.stop(audio.currentTime + TONE_SECONDS);
    },
    say(sentence, language) {
      if (speech === undefined) return;
      speech.cancel();
      const spoken = new SpeechSynthesisUtterance(sentence);
      spoken.lang = LANGUAGES[language];
      spoken.rate = RATE;
      speech.speak(spoken);
    },
    stop: () => speech?.cancel(),
  };
}
