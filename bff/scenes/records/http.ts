import { paths } from '../../contract/paths.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import type { RequestContext } from '../../platform/http/context.ts';
import { callerOf, staffOf } from '../../platform/http/context.ts';
import type { Handlers } from '../../platform/http/gateway.ts';
import { keyedRequest } from '../../platform/http/idempotency.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { isProblem } from '../../platform/http/reply.ts';
import { openBreakGlass } from './break-glass/open-break-glass.ts';
import { readBreakGlass } from './break-glass/read-break-glass.ts';
import { listBreakGlass, reviewBreakGlass } from './break-glass/review-break-glass.ts';
import { listShared, readShared, type StaffCall } from './clinicians/read-shared.ts';
import { capabilityStatement } from './fhir/capability-statement.ts';
import { listResults } from './list-results.ts';
import { listAllergies, listMedications, listVisits } from './list-sections.ts';
import { printResultsAtDesk } from './print-at-desk.ts';
import { Everything } from './read-everything.ts';
import { RecordReader } from './read-hospital.ts';
import { readResult, readResultDocument } from './read-result.ts';
import { readTrend } from './read-trend.ts';
import type { RecordCall } from './reading-call.ts';
import { createShare } from './sharing/create-share.ts';
import type { ShareDependencies } from './sharing/dependencies.ts';
import { listShares, revokeShare } from './sharing/list-shares.ts';

export type RecordOperations =
  | 'listResults'
  | 'readResult'
  | 'readResultDocument'
  | 'readTrend'
  | 'listVisits'
  | 'listMedications'
  | 'listAllergies'
  | 'createShare'
  | 'listShares'
  | 'revokeShare'
  | 'listShared'
  | 'readShared'
  | 'printResultsAtDesk'
  | 'openBreakGlass'
  | 'listBreakGlass'
  | 'readBreakGlass'
  | 'reviewBreakGlass'
  | 'readFhirMetadata'
  | 'readEverything';

function callOf(context: RequestContext): RecordCall {
  return { caller: callerOf(context), requestId: context.requestId, atKiosk: context.device?.kind === 'kiosk' };
}

function staffCallOf(context: RequestContext): StaffCall {
  return { staff: staffOf(context), requestId: context.requestId };
}

export function recordHandlers(dependencies: ShareDependencies): Pick<Handlers, RecordOperations> {
  const reader = new RecordReader(dependencies);
  const everything = new Everything(dependencies, reader);
  return {
    listResults: ({ query }, context) => listResults(dependencies, reader, query, callOf(context)),
    readResult: ({ params }, context) => readResult(dependencies, params.id, callOf(context)),
    readResultDocument: ({ params }, context) => readResultDocument(dependencies, params, callOf(context)),
    readTrend: ({ query }, context) => readTrend(dependencies, reader, query, callOf(context)),
    listVisits: ({ query }, context) => listVisits(dependencies, reader, { query, call: callOf(context) }),
    listMedications: ({ query }, context) => listMedications(dependencies, reader, { query, call: callOf(context) }),
    listAllergies: ({ query }, context) => listAllergies(dependencies, reader, { query, call: callOf(context) }),
    async createShare({ body }, context) {
      const caller = callerOf(context);
      const told = digest(JSON.stringify([body.patientId, body.with, body.hours ?? null, body.parts, body.agreed]));
      const request = keyedRequest(context, caller.patientId, paths.createShare.path, told);
      return isProblem(request) ? request : createShare(dependencies, reader, { wanted: body, call: callOf(context), request });
    },
    listShares: ({ query }, context) => listShares(dependencies, query, callOf(context)),
    revokeShare: ({ params }, context) => revokeShare(dependencies, params.id, callOf(context)),
    listShared: ({ query }, context) => listShared(dependencies, query, staffCallOf(context)),
    readShared: ({ params, query }, context) =>
      readShared(dependencies, reader, { id: params.id, query, call: staffCallOf(context) }),
    openBreakGlass: ({ body }, context) => openBreakGlass(dependencies, body, staffCallOf(context)),
    listBreakGlass: ({ query }, context) => listBreakGlass(dependencies, query, staffCallOf(context)),
    readBreakGlass: ({ params, query }, context) =>
      readBreakGlass(dependencies, reader, { id: params.id, query, call: staffCallOf(context) }),
    reviewBreakGlass: ({ params, body }, context) =>
      reviewBreakGlass(dependencies, { id: params.id, ...body }, staffCallOf(context)),
    printResultsAtDesk: ({ body }, context) =>
      printResultsAtDesk(dependencies, reader, { wanted: body, call: callOf(context), staff: staffOf(context) }),
    readFhirMetadata: async () => ({ status: 200, body: capabilityStatement(shanghaiTime(dependencies.clock.now())) }),
    readEverything: ({ params, query }, context) => everything.read(params.id.replaceAll('.', '_'), query, callOf(context)),
  };
}
