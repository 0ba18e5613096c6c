import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Slot } from '../../../client/wire.ts';
import { useAsking } from '../../../staff/asking.ts';
import { wholeList } from '../../../staff/whole-list.ts';
import type { Word } from '../../../staff/word.ts';
import { useDesk } from '../at-desk.ts';
import { deskProblems } from '../problem-words.ts';

export interface FreeSlots {
  /** Nothing until they have come. */
  readonly slots: readonly Slot[] | undefined;
  readonly notice: Word | undefined;
  readonly read: () => void;
}

/** What a department of a hospital still has free, the earliest first. */
export function useFreeSlots(department: string, hospital: string): FreeSlots {
  const { client } = useDesk();
  const { notice, ask } = useAsking(deskProblems);
  const [slots, setSlots] = useState<readonly Slot[]>();
  const read = useCallback(async () => {
    const query = { department, hospital, limit: 50 };
    const loaded = await ask(() => wholeList((cursor) => client('searchSlots', { query: { ...query, cursor } })));
    if (loaded) setSlots(loaded.body.filter(({ free }) => free > 0));
  }, [client, ask, department, hospital]);
  useEffect(() => void read(), [read]);
  return { slots, notice, read: () => void read() };
}
