import { limits } from '../../platform/limits/limits.ts';
import type { Sample } from '../../platform/metrics.ts';
import type { Scene } from '../scene.ts';
import { countUnreviewed, forgetBreakGlass } from './break-glass/break-glass-rows.ts';
import { reviewDueHandler } from './break-glass/review-break-glass.ts';
import { READ_PUSHED, REVIEW_DUE } from './dependencies.ts';
import { type RecordOperations, recordHandlers } from './http.ts';
import { forgetReadings } from './reading-rows.ts';
import { forgetResults } from './result-rows.ts';
import type { ShareDependencies } from './sharing/dependencies.ts';
import { forgetShares } from './sharing/share-rows.ts';
import { pushedReportHandler, recordSubscriptions } from './take-push.ts';

const FORGOTTEN_MAX = 2_000;

/** What hospitals have found out about a person: in one list, over time, and for whom they choose. */
export function recordScene(dependencies: ShareDependencies): Scene<RecordOperations> {
  return {
    operations: recordHandlers(dependencies),
    tasks: { [READ_PUSHED]: pushedReportHandler(dependencies), [REVIEW_DUE]: reviewDueHandler(dependencies) },
    // How far it was read goes first: what was read may go only once it would be told again.
    forget: (now) => [
      forgetReadings(now, FORGOTTEN_MAX),
      ...forgetResults(now, FORGOTTEN_MAX),
      ...forgetShares(now, FORGOTTEN_MAX),
      forgetBreakGlass(now - limits.breakGlassKept.figure, FORGOTTEN_MAX),
    ],
    async measure(now) {
      const rows = await dependencies.store.read(countUnreviewed({ now }));
      return rows.flatMap(({ hospitalId, count, overdue }): Sample[] => {
        const labels = `hospital="${hospitalId}"`;
        return [
          { name: 'onedoor_break_glass_unreviewed', labels, value: count },
          { name: 'onedoor_break_glass_overdue', labels, value: overdue },
        ];
      });
    },
    inbound: recordSubscriptions(dependencies),
  };
}
