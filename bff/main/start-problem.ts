/** Why the gateway can not start, in words for whoever starts it. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}
