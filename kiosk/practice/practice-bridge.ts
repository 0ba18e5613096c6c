import type { Bridge, ReadingState } from '../client/device/bridge.ts';

const CARD = { jws: 'practice', type: 'resident-id', maskedName: '练**', maskedNumber: '000***********0000' } as const;

/** A bridge to nothing: the card is put down with a press on the screen, so that no real card is read while one practises. */
export function makePracticeBridge(): Bridge {
  let tell: ((state: ReadingState) => void) | undefined;
  return {
    assert: () => Promise.reject(new Error('practising vouches for nothing')),
    readDocument(_, onState) {
      tell = onState;
      onState({ state: 'waiting' });
      return () => {
        if (tell === onState) tell = undefined;
      };
    },
    watchCard: () => () => undefined,
    printer: () => Promise.resolve('ready'),
    putPracticeCard: () => tell?.({ state: 'read', document: CARD }),
    close: () => undefined,
  };
}
