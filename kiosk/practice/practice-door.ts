import { cityOf, type Door } from '../client/door.ts';
import { makeDrafts } from '../client/drafts.ts';
import type { Device } from '../client/wire.ts';
import { makePracticeBridge } from './practice-bridge.ts';
import { practiceWorld } from './practice-world.ts';
import type { World } from './world.ts';
import { makeWorldClient } from './world-client.ts';

export interface PracticeOptions {
  readonly now: () => number;
  readonly newId: () => string;
  readonly random: () => number;
}

/** The door of somebody who practises: the real screens over a made-up world. Nothing of it reaches a gateway, a reader or a printer. */
export function makePracticeDoor(device: Device, options: PracticeOptions): Door {
  return makeWorldDoor(practiceWorld(device, options.now), device, options);
}

export function makeWorldDoor(world: World, device: Device, { now, newId, random }: PracticeOptions): Door {
  const client = makeWorldClient(world);
  return {
    client,
    bridge: makePracticeBridge(),
    thumbprint: 'practice',
    device,
    city: cityOf(client),
    drafts: makeDrafts(now, random),
    now,
    newKey: newId,
  };
}
