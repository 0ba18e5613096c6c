import type { Patient } from '../../../adapters/port/terms.ts';
import type { SessionLevel } from '../../contract/evidence.ts';
import { digest } from '../../platform/crypto/cipher.ts';
import { callerLevel } from '../../platform/http/context.ts';
import { type ProblemReply, problem } from '../../platform/http/reply.ts';
import type { IdentityDependencies } from './dependencies.ts';
import { selectPatient } from './patient-rows.ts';
import { revealRow, sexAndYearOf } from './patients.ts';
import { selectOpened } from './session-rows.ts';
import { resolveCaller } from './sessions.ts';
import type { TakenOver } from './take-over.ts';

export interface OpenedSession {
  readonly token: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly sex: Patient['sex'];
  readonly birthYear: number;
  readonly registered: boolean;
  readonly level: SessionLevel;
  /** What was only claimed of this person's document until now. */
  readonly tookOver: readonly TakenOver[];
  readonly expiresAt: number;
}

/** The session of this token once more, as its opening answered it, while it lives: one that was ended since is not there. */
export async function readOpened(dependencies: IdentityDependencies, token: string): Promise<OpenedSession | ProblemReply> {
  const { store } = dependencies;
  const caller = await resolveCaller(dependencies, digest(token));
  const [opened] = await store.read(selectOpened({ tokenHash: digest(token) }));
  const [row] = opened ? await store.read(selectPatient({ id: opened.patientId })) : [];
  if (!caller || !opened || !row) return problem('evidence-refused');
  const { patientId, registeredAt, createdAt, expiresAt } = opened;
  return {
    token,
    patientId,
    patientName: row.maskedName,
    ...sexAndYearOf(revealRow(dependencies, row)),
    // Whoever is registered with a session is registered in its unit.
    registered: registeredAt === createdAt,
    level: callerLevel(caller),
    tookOver: [],
    expiresAt,
  };
}
