import type { Services } from '../../client/services.ts';
import type { AssistAct, AssistEvent, AssistSession, HelpCall } from '../../client/wire.ts';
import type { Language } from '../../i18n/text.ts';
import type { HelpState, Told } from '../../shell/help-state.ts';

export interface LineOptions {
  readonly services: Pick<Services, 'client' | 'followHelp'>;
  /** Where the journey stands: the name of a step or the address of a page. */
  readonly where: () => { readonly step: string; readonly language: Language };
  readonly onChange: (state: HelpState) => void;
  /** An act of a helper whom the person has said yes to; each once, in order. */
  readonly onAct: (act: AssistAct) => void;
}

type Ending = 'alone' | 'patient-left';

export type Cause = 'pressed' | 'readings';

/**
 * The line to whoever helps: calls, follows, and ends. What the person says on the glass counts at once, whether the gateway hears of it or
 * not; what it did not hear it is told again when it speaks of it next. Nothing is told of a helper to whom nobody in this visit said yes.
 */
export interface HelpLine {
  /** Ends what stands at the gateway from before this page or this person. */
  begin(): void;
  /** Calls, where nobody is called yet. */
  call(cause: Cause): void;
  withdraw(): void;
  accept(): void;
  refuse(): void;
  alone(): void;
  change(change: Partial<HelpState>): void;
  /** The visit is over, and with it the call and the help. */
  end(): void;
}

export function makeHelpLine({ services, where, onChange, onAct }: LineOptions): HelpLine {
  const { client } = services;
  let state: HelpState = {};
  let following: Promise<() => void> | undefined;
  let looking: Promise<() => void> | undefined;
  let over = false;
  let applied = 0;
  /** Taken back before the gateway had answered. */
  let unwanted = false;
  /** Sessions that this person said yes to. */
  const accepted = new Set<string>();
  /** Calls that they are done with, and sessions with how those ended. */
  const closed = new Map<string, Ending>();

  const change = (changed: Partial<HelpState>) => {
    if (over) return;
    state = { ...state, ...changed };
    onChange(state);
  };
  // Whether it arrives is seen in the next event; nobody waits for it.
  const quietly = (sent: Promise<unknown>) => void sent.catch(() => undefined);
  const endCall = (id: string) => {
    closed.set(id, 'alone');
    quietly(client('endHelpCall', { params: { id }, body: {} }));
  };
  const endSession = (id: string, outcome: Ending) => {
    closed.set(id, outcome);
    quietly(client('endAssistSession', { params: { id }, body: { outcome } }));
  };
  const unfollow = () => {
    void following?.then((stop) => stop());
    following = undefined;
  };
  const stopLooking = () => {
    void looking?.then((stop) => stop());
    looking = undefined;
  };

  const hear = ({ call, session }: AssistEvent) => {
    if (over || following === undefined) return;
    hearSession(session);
    if (call?.state === 'open' && closed.has(call.id)) endCall(call.id);
    const mine = call !== undefined && call.id === state.call?.id ? call : undefined;
    const isKept = mine !== undefined && (mine.state === 'open' || mine.ticket !== undefined);
    if (mine !== undefined || (call === undefined && state.call?.state === 'open')) change({ call: isKept ? mine : undefined });
    const lives = call?.state === 'open' || (session !== undefined && session.state !== 'ended');
    if (!lives) unfollow();
  };

  const hearSession = (session: AssistSession | undefined): void => {
    const before = state.session;
    if (session === undefined) {
      if (before !== undefined) change({ session: undefined, filled: undefined });
      return;
    }
    const { id, helper, state: stands } = session;
    if (stands === 'ended') {
      if (before?.id === id) change({ session: undefined, filled: undefined, told: toldOf(session) });
      return;
    }
    // What was answered on the glass and did not arrive; and a helper whom the person before had, or nobody here said yes to.
    if (closed.has(id) || (stands === 'running' && !accepted.has(id))) {
      endSession(id, closed.get(id) ?? 'patient-left');
      return;
    }
    if (before?.id !== id) applied = 0;
    if (before?.id !== id || before.state !== stands) change({ session: { id, helper, state: stands } });
    if (stands === 'running') for (const act of newActs(session)) onAct(act);
  };
  const newActs = ({ acts }: AssistSession): readonly AssistAct[] => {
    const fresh = acts.filter(({ sequence }) => sequence > applied);
    applied = Math.max(applied, ...fresh.map(({ sequence }) => sequence));
    return fresh.map(({ act }) => act);
  };

  const ask = async (cause: Cause): Promise<HelpCall | undefined> => {
    const called = await client('createHelpCall', { body: { ...where(), cause } });
    if (!called.ok) return undefined;
    // One that is urgent was made by the gateway: somebody with a nurse is on the way, and nobody calls them off.
    if (called.status === 201 || called.body.urgent) return called.body;
    // One was open that nobody of this visit made: whoever did is gone.
    await client('endHelpCall', { params: { id: called.body.id }, body: {} });
    const again = await client('createHelpCall', { body: { ...where(), cause } });
    return again.ok ? again.body : undefined;
  };

  return {
    begin() {
      looking = services.followHelp(({ call, session }) => {
        if (looking === undefined) return;
        stopLooking();
        if (session !== undefined && session.state !== 'ended') endSession(session.id, 'patient-left');
        // Whoever was to be looked at may be gone from the glass, and not from the hall: the people who were called see to that.
        if (call?.state === 'open' && !call.urgent) endCall(call.id);
      });
    },
    call(cause) {
      if (state.calling || state.call?.state === 'open' || state.session !== undefined) return;
      // What is found from here on is this person's own.
      stopLooking();
      unwanted = false;
      change({ calling: true, call: undefined, byReadings: cause === 'readings', told: undefined });
      void ask(cause)
        .catch(() => undefined)
        .then((call) => {
          if (call === undefined) return change({ calling: false });
          if (over || unwanted) return endCall(call.id);
          change({ calling: false, call });
          following ??= services.followHelp(hear);
        });
    },
    withdraw() {
      if (state.call?.state === 'open' && !state.call.urgent) endCall(state.call.id);
      unwanted = state.calling === true;
      change({ calling: false, call: undefined });
    },
    accept() {
      const { session } = state;
      if (session === undefined) return;
      accepted.add(session.id);
      const sent = client('acceptAssistSession', { params: { id: session.id }, body: {} });
      quietly(sent.then((answer) => (answer.ok && !over ? hearSession(answer.body) : undefined)));
    },
    refuse() {
      if (state.session !== undefined) endSession(state.session.id, 'alone');
      change({ session: undefined });
    },
    alone() {
      const { session } = state;
      if (session === undefined) return;
      endSession(session.id, 'alone');
      change({ session: undefined, filled: undefined, call: undefined, told: { what: 'alone', helper: session.helper } });
    },
    change,
    end() {
      if (state.session !== undefined) endSession(state.session.id, 'patient-left');
      if (state.call?.state === 'open' && !state.call.urgent) endCall(state.call.id);
      over = true;
      stopLooking();
      unfollow();
    },
  };
}

/** How the help ended, where that is news to the person. */
function toldOf({ outcome, helper }: AssistSession): HelpState['told'] {
  const news: readonly string[] = ['helped', 'time-over', 'idle', 'off-duty'] satisfies readonly Told[];
  return outcome !== undefined && news.includes(outcome) ? { what: outcome as Told, helper } : undefined;
}
