/** A slip as it came out of the kiosk's printer: what the kiosk printed, with the style in which it printed it. */
export interface PrintedSlip {
  readonly id: string;
  readonly at: number;
  /** A copy that nothing in the frame changes any more. It has no script, and listeners are not copied. */
  readonly paper: Element;
  readonly style: CSSStyleSheet;
  /** Language and modes of the page that printed it. */
  readonly modes: ReadonlyMap<string, string>;
}

/** What the page of the kiosk would put on paper now; nothing when no slip stands there. */
export function printedFrom(page: Document): PrintedSlip | undefined {
  const slip = page.querySelector('.slip');
  if (slip === null) return undefined;
  const style = new CSSStyleSheet();
  style.replaceSync([...page.styleSheets].flatMap(({ cssRules }) => printRules(cssRules)).join('\n'));
  const { attributes } = page.documentElement;
  return {
    id: crypto.randomUUID(),
    at: Date.now(),
    paper: document.importNode(slip, true),
    style,
    modes: new Map([...attributes].map(({ name, value }) => [name, value])),
  };
}

/** The rules that hold on paper. They come from the frame's own realm, so they are told by what they have and not by their class. */
function printRules(rules: CSSRuleList): readonly string[] {
  return [...rules].flatMap((rule) => {
    if ('media' in rule && 'cssRules' in rule) {
      const { mediaText } = rule.media as MediaList;
      return mediaText === 'screen' ? [] : mediaText === 'print' ? printRules(rule.cssRules as CSSRuleList) : [rule.cssText];
    }
    return 'selectorText' in rule && !('name' in rule) ? [inShadow(rule.cssText)] : [];
  });
}

/** The root of the page is the host of the shadow in which the paper lies; a mode of the page is a mode of the host. */
function inShadow(text: string): string {
  return text
    .replace(/:root((?:\[[^\]]*\]|:not\(\[[^\]]*\]\))+)/g, ':host($1)')
    .replace(/:root|(?<![\w-])html(?![\w-])/g, ':host');
}

/** Lays the paper into an element of this page, where neither style nor script of the page reaches it. */
export function layOut(host: HTMLElement, { paper, style, modes }: PrintedSlip): void {
  for (const [name, value] of modes) if (name === 'lang' || name.startsWith('data-')) host.setAttribute(name, value);
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [style];
  shadow.replaceChildren(paper);
}
