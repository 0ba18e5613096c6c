import { facetsOf } from '../../adapters/conformance/facets.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import { readConfig } from '../../bff/main/config.ts';
import { serveGateway } from '../../bff/main/serve-gateway.ts';
import type { Store } from '../../bff/platform/store/store.ts';
import { changed } from '../support/changed-adapter.ts';
import type { KillPoint, MessageKillPoint } from './kill-points.ts';

/** The gateway itself, with an instrument around its store and its adapters that ends the process by SIGKILL at a named point. */
const [point, nth] = (process.env.KILL_AT ?? 'none:0').split(':') as [KillPoint | MessageKillPoint | 'none', string];
let passed = 0;

/** Units that write down what became of a message. */
const MESSAGE_OUTCOMES = ['message-delivered', 'message-unreached', 'note-message'];

function reach(here: KillPoint | MessageKillPoint): void {
  if (here !== point) return;
  passed += 1;
  if (passed !== Number(nth)) return;
  process.kill(process.pid, 'SIGKILL');
  // The signal is delivered to this very process, but nothing may run between the call and its effect.
  for (;;);
}

function store(inner: Store): Store {
  return {
    engine: inner.engine,
    async commit(unit) {
      if (unit.name === 'book-appointment') reach('before-intent');
      if (unit.name === 'claim-confirmed') reach('after-reply');
      if (unit.name === 'claim-cancelled') reach('before-cancel-outcome');
      if (unit.name === 'send-message') reach('before-message-intent');
      if (MESSAGE_OUTCOMES.includes(unit.name)) reach('before-message-outcome');
      const commit = await inner.commit(unit);
      if (unit.name === 'book-appointment' && commit.ok) reach('after-intent');
      if (unit.name === 'claim-confirmed') reach('after-outcome');
      if (unit.name === 'send-message' && commit.ok) reach('after-message-intent');
      if (MESSAGE_OUTCOMES.includes(unit.name)) reach('after-message-outcome');
      return commit;
    },
    committed: (id) => inner.committed(id),
    read: (statement) => inner.read(statement),
    waiting: () => inner.waiting(),
    migrate: (migrations, now) => inner.migrate(migrations, now),
    close: () => inner.close(),
  };
}

/** Time for the request to reach the hospital's socket before the process dies. */
const ON_THE_WIRE_MS = 4;

function adapter(inner: HospitalAdapter): HospitalAdapter {
  return changed(inner, {
    booking: {
      book(request, call) {
        reach('before-call');
        const outcome = facetsOf(inner).booking.book(request, call);
        if (point === 'in-call') setTimeout(() => reach('in-call'), ON_THE_WIRE_MS);
        return outcome;
      },
    },
  });
}

const read = readConfig(process.env);
if ('problems' in read) throw new Error(read.problems.join('\n'));
await serveGateway(read.config, { store, adapter });
