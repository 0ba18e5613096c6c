import { type Program, startGatewayProgram } from '../support/programs.ts';

const KILL_WITHIN_MS = 30_000;

/** A gateway that is killed again and again at named points, and started anew on the same database. */
export class KilledGateway {
  /** Kills by point. */
  readonly kills: Record<string, number> = {};
  /** Units and calls at which it was killed. */
  readonly killedAt: Record<string, number> = {};
  readonly failures: string[] = [];
  readonly #environment: Readonly<Record<string, string>>;
  readonly #moved: (port: number) => void;
  #program: Program<{ port: number; pid: number }> | undefined;

  /** @param moved is told where it listens from now on */
  constructor(environment: Readonly<Record<string, string>>, moved: (port: number) => void = () => {}) {
    this.#environment = environment;
    this.#moved = moved;
  }

  /** Of the one that runs now. */
  get address(): string {
    return `http://127.0.0.1:${this.#program?.ready.port ?? 1}`;
  }

  /** @param killAt a point and at which passage of it; it lives without one */
  async start(killAt = 'none:0'): Promise<void> {
    this.#collectErrors();
    this.#program = await startGatewayProgram({ ...this.#environment, KILL_AT: killAt }, 'kill-gateway');
    this.#moved(this.#program.ready.port);
  }

  /** More people come while nothing kills it: they are what passes the point. */
  async untilKilled(point: string, more: () => void): Promise<void> {
    const program = this.#program;
    if (!program) throw new Error('no gateway');
    const timer = setInterval(more, 1_000);
    const timeout = setTimeout(() => program.kill('SIGKILL'), KILL_WITHIN_MS);
    const ended = await program.ended;
    clearInterval(timer);
    clearTimeout(timeout);
    if (ended !== 'SIGKILL') this.failures.push(`the gateway ended at ${point} by itself: ${ended}`);
    const said = program.lines.map((line) => JSON.parse(line) as Record<string, string>).find(({ event }) => event === 'killed');
    const at = said?.at ?? 'while nothing happened';
    this.killedAt[at] = (this.killedAt[at] ?? 0) + 1;
    // One that had to be ended because nothing passed the point any more was not killed there.
    if (said) this.kills[point] = (this.kills[point] ?? 0) + 1;
  }

  async kill(): Promise<void> {
    this.#program?.kill('SIGKILL');
    await this.#program?.ended;
  }

  async stop(): Promise<void> {
    await this.#program?.stop();
    this.#collectErrors();
  }

  /** A gateway that was killed, or restored, has nothing to complain about: every error that it logged is a bug. */
  #collectErrors(): void {
    for (const line of this.#program?.lines ?? []) {
      const { level, event, error, detail } = JSON.parse(line) as Record<string, string>;
      if (level === 'error') this.failures.push(`the gateway logged ${event} ${error ?? ''} ${detail ?? ''}`.trim());
    }
  }
}

/** Each point as often as asked, in an order that the seed gives. */
export function killRounds<Point>(points: readonly Point[], killsPerPoint: number, random: () => number): readonly Point[] {
  const order = points.flatMap((point) => Array.from({ length: killsPerPoint }, () => ({ point, at: random() })));
  return order.toSorted((one, other) => one.at - other.at).map(({ point }) => point);
}
