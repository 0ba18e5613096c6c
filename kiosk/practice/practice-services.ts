import { makeNearCodes } from '../client/device/near-codes.ts';
import { cityOf, type MachineServices } from '../client/services.ts';
import type { Device } from '../client/wire.ts';
import { followHelpIn } from './assist.ts';
import { makePracticeBridge } from './practice-bridge.ts';
import { practiceWorld } from './practice-world.ts';
import type { World } from './world.ts';
import { makeWorldClient } from './world-client.ts';

export interface PracticeOptions {
  readonly now: () => number;
  readonly newId: () => string;
  readonly random: () => number;
}

/** What somebody has who practises: the real screens over a made-up world. Nothing of it reaches a gateway, a reader or a printer. */
export function makePracticeServices(device: Device, options: PracticeOptions): MachineServices {
  return makeWorldServices(practiceWorld(device, options.now), device, options);
}

/** The world goes on for these services alone. */
export function makeWorldServices(given: World, record: Device, { now, newId, random }: PracticeOptions): MachineServices {
  const world = { ...given };
  const client = makeWorldClient(world);
  return {
    client,
    city: cityOf(client),
    device: { bridge: makePracticeBridge(), thumbprint: 'practice', record, nearCodes: makeNearCodes(now, random) },
    here: record,
    origin: '',
    followHelp: (onEvent) => followHelpIn(world, onEvent),
    // Who practises looks from time to time, and so does everybody else where nothing is told.
    followPayment: async () => () => undefined,
    now,
    newKey: newId,
  };
}
