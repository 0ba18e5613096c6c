import type { OperationsOf } from '../operation.ts';
import { nothing, slip } from '../terms.ts';
import type { slipPaths } from './paths.ts';
import { input, slipVerdict } from './schemas.ts';

export const slipOperations = {
  issueSlip: {
    summary: 'The slip of an appointment, the same each time; provisional until the hospital has confirmed it',
    access: { by: ['patient', 'guardian'] },
    params: input.appointmentId,
    body: nothing,
    replies: { 200: slip },
    problems: ['slip-not-ready'],
  },
  readSlip: {
    summary: 'Whether a slip is genuine and still valid, and for whom, masked; nothing more',
    access: { by: 'anyone' },
    params: input.slipCode,
    replies: { 200: slipVerdict },
    problems: [],
  },
  verifySlip: {
    summary: 'Whether the text of a QR code is that of a genuine slip',
    access: { by: 'anyone' },
    body: input.verifySlip,
    replies: { 200: slipVerdict },
    problems: [],
  },
} as const satisfies OperationsOf<typeof slipPaths>;
