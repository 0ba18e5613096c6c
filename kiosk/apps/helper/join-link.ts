/** What a helper shows to help at a kiosk: which call, and the six digits that stand on its glass. */
export interface JoinLink {
  readonly helpCallId: string;
  readonly code: string;
}

/** `#join=<call>.<six digits>`, at the end of whatever address the code on the glass leads to. */
const JOIN = /#join=(hlp_[A-Za-z0-9_-]{22})\.([0-9]{6})$/;

/** Nothing where the text leads to no kiosk. */
export function joinLinkIn(text: string): JoinLink | undefined {
  const [, helpCallId, code] = JOIN.exec(text) ?? [];
  return helpCallId === undefined || code === undefined ? undefined : { helpCallId, code };
}

/** Takes the link out of the address bar at once, so that it stands in no history and on nobody's screen. */
export function takeJoinLink(window: Pick<Window, 'location' | 'history'>): JoinLink | undefined {
  const { hash, pathname } = window.location;
  if (hash === '') return undefined;
  window.history.replaceState(null, '', pathname);
  return joinLinkIn(hash);
}
