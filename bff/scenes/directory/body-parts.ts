import type { OperationReply } from '../../contract/operations.ts';
import { byLongestPrefix } from './longest-prefix.ts';

export type BodyPart = OperationReply<'findDepartments'>['body']['items'][number]['bodyParts'][number];

/**
 * Where it hurts when one comes to a department, by the code of the national list (卫医发〔1994〕27号), the longest prefix that fits.
 * For finding the way, not for a diagnosis: several answers lead to the same door.
 */
const BY_CODE: readonly (readonly [prefix: string, parts: readonly BodyPart[]])[] = [
  ['A01', ['whole-body']],
  ['A02', ['whole-body']],
  ['A03.01', ['chest', 'ear-nose-throat']],
  ['A03.02', ['belly']],
  ['A03.03', ['head']],
  ['A03.04', ['chest']],
  ['A03.05', ['whole-body']],
  ['A03.06', ['belly', 'back-joints']],
  ['A03.07', ['whole-body']],
  ['A03.08', ['back-joints', 'skin']],
  ['A03.09', ['skin', 'ear-nose-throat']],
  ['A03', ['whole-body']],
  ['A04.01', ['belly']],
  ['A04.02', ['head']],
  ['A04.03', ['back-joints']],
  ['A04.04', ['belly']],
  ['A04.05', ['chest']],
  ['A04.06', ['chest']],
  ['A04.07', ['skin']],
  ['A04.08', ['skin']],
  ['A05', ['women']],
  ['A06', ['women']],
  ['A07', ['children']],
  ['A08', ['children']],
  ['A09', ['children']],
  ['A10', ['eyes']],
  ['A11', ['ear-nose-throat']],
  ['A12', ['mouth']],
  ['A13', ['skin']],
  ['A14', ['skin']],
  ['A15', ['mind']],
  ['A16.02', ['chest']],
  ['A16', ['belly']],
  ['A17', ['chest']],
  ['A21', ['back-joints']],
  ['A22', ['back-joints']],
  ['A27', ['back-joints', 'head']],
];

const EVERYWHERE: readonly BodyPart[] = ['whole-body'];

/** Always at least one. */
export function bodyPartsOf(code: string): readonly BodyPart[] {
  return byLongestPrefix(BY_CODE, code) ?? EVERYWHERE;
}
