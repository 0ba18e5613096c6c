import { limits } from '../../bff/platform/limits/limits.ts';
import { commit } from '../../bff/platform/store/commit.ts';
import { personAgreesPart } from '../../bff/scenes/identity/right-to-act.ts';
import { insertLocation, noteReadPart, useLocationPart } from '../../bff/scenes/records/sharing/share-read-rows.ts';
import {
  endShareParts,
  giveTryBackPart,
  holdSharePart,
  insertSharePart,
  takeTryPart,
} from '../../bff/scenes/records/sharing/share-rows.ts';
import { testPatient } from '../support/test-gateway.ts';
import { expectEqual } from './expectations.ts';
import type { GuardScenario, GuardWorld } from './guard-world.ts';

const patientId = testPatient(0).id;

function shareOf(world: GuardWorld, number: number, more: { linkIndex?: string; passcodeMac?: string } = {}) {
  const now = world.gateway.onedoor.dependencies.clock.now();
  return {
    id: `shr_${String(number).padStart(22, '0')}`,
    patientId,
    madeBy: patientId,
    deviceId: null,
    phoneId: null,
    kind: 'link',
    hospitalId: null,
    sealed: 'sealed',
    linkIndex: null,
    direct: 0 as const,
    passcodeMac: null,
    triesLeft: limits.wrongPasscodes.figure,
    wordingVersion: '2026-11-30',
    wordingHash: 'hash',
    language: 'zh',
    channel: 'kiosk',
    now,
    expiresAt: now + 60_000,
    ...more,
  };
}

const run = async (world: GuardWorld, name: string, parts: Parameters<typeof commit>[3]) =>
  (await commit(world.gateway.onedoor.dependencies, name, 'interactive', parts)).ok;

/** A share of a link that stands. */
async function shared(world: GuardWorld) {
  const share = shareOf(world, 1);
  expectEqual(await run(world, 'share', [insertSharePart(share)]), true);
  return share;
}

export const recordGuardScenarios: readonly GuardScenario[] = [
  {
    guard: 'person-agrees',
    guarantee: 'nothing that a hospital tells is kept of somebody who withdraws at the same moment',
    async run(world) {
      const sql = `UPDATE patient SET consented = NULL WHERE id = '${patientId}'`;
      expectEqual(await run(world, 'keep', [personAgreesPart(patientId)]), true);
      await run(world, 'withdraw', [{ sql, parameters: [] }]);
      expectEqual(await run(world, 'keep-late', [personAgreesPart(patientId)]), false);
    },
  },
  {
    guard: 'share-room',
    guarantee: 'one person has no more shares open than a list can show them',
    async run(world) {
      for (let number = 0; number < limits.sharesOpen.figure; number += 1)
        expectEqual(await run(world, 'share', [insertSharePart(shareOf(world, number))]), true);
      expectEqual(await run(world, 'share-more', [insertSharePart(shareOf(world, 99))]), false);
    },
  },
  {
    guard: 'share-stands',
    guarantee: 'whoever asks for a share that is ended at the same moment is given nothing, and gets no try back',
    async run(world) {
      const { id, now } = await shared(world);
      await run(world, 'revoke', endShareParts(id, now, 'revoked'));
      expectEqual(await run(world, 'read', [holdSharePart(id, now)]), false);
      expectEqual(await run(world, 'give-back', [giveTryBackPart(id, now)]), false);
      expectEqual(await run(world, 'revoke-again', endShareParts(id, now, 'revoked')), false);
    },
  },
  {
    guard: 'passcode-try',
    guarantee: 'no more passcodes of a link are looked at than it has tries',
    async run(world) {
      const { id, now } = await shared(world);
      for (let tries = 0; tries < limits.wrongPasscodes.figure; tries += 1)
        expectEqual(await run(world, 'try', [takeTryPart(id, now)]), true);
      expectEqual(await run(world, 'try-more', [takeTryPart(id, now)]), false);
    },
  },
  {
    guard: 'share-read-room',
    guarantee:
      'whoever asks for what is over, again and again, does not fill the list of its owner, nor keep a reading out of it',
    async run(world) {
      const { id: shareId, now: at } = await shared(world);
      const note = (number: number, outcome: 'read' | 'refused') =>
        noteReadPart({ id: `srd_${number}`, shareId, at, outcome, sealedRecipient: null });
      const refused = Array.from({ length: limits.shareRefusalsKept.figure }, (_, number) => note(number, 'refused'));
      expectEqual(await run(world, 'fill', refused), true);
      expectEqual(await run(world, 'one-more', [note(9_999, 'refused')]), false);
      expectEqual(await run(world, 'read', [note(10_000, 'read')]), true);
    },
  },
  {
    guard: 'location-unused',
    guarantee: 'an address of a file answers once, to whoever comes first',
    async run(world) {
      const { id: shareId, now } = await shared(world);
      const tokenIndex = 'test.token';
      await run(world, 'locate', [insertLocation({ tokenIndex, shareId, nth: 0, expiresAt: now + 60_000 })]);
      expectEqual(await run(world, 'use', [useLocationPart([tokenIndex], now)]), true);
      expectEqual(await run(world, 'use-again', [useLocationPart([tokenIndex], now)]), false);
    },
  },
];
