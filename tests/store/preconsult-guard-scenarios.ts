import { approve } from '../../bff/scenes/preconsult/clinical-content.ts';
import { triageContent } from '../../bff/scenes/preconsult/contents.ts';
import { expectEqual } from './expectations.ts';
import type { GuardScenario } from './guard-world.ts';

export const preconsultGuardScenarios: readonly GuardScenario[] = [
  {
    guard: 'approval-new',
    guarantee: 'a version of clinical content is signed once: of two who sign it, one is told that it was signed before',
    async run({ gateway }) {
      const { dependencies } = gateway.onedoor;
      const sign = (approvedBy: string) =>
        approve(dependencies, { content: triageContent, approvedBy, approvedOn: '2026-11-20', requestId: 'req_test' });
      expectEqual(await sign('王医生'), true);
      expectEqual(await sign('李医生'), false);
    },
  },
];
