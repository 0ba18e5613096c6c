/** A screen that is bad on purpose, made from a good one: the check of its item must find it. */
export interface PlantedScreen {
  readonly item: number;
  readonly bad: string;
  readonly screen: string;
  readonly mode?: 'standard' | 'low-reach';
  /** Runs in the page. */
  readonly plant: () => void;
}

export const plantedScreens: readonly PlantedScreen[] = [
  {
    item: 1,
    bad: 'a button of 10 mm',
    screen: 'who',
    plant: () =>
      document.querySelector('.action')?.setAttribute('style', 'min-height: 40px; height: 40px; padding: 0; line-height: 1'),
  },
  {
    item: 1,
    bad: 'two buttons 2 mm apart',
    screen: 'who',
    plant: () => document.querySelector('.screen-actions')?.setAttribute('style', 'gap: 8px'),
  },
  {
    item: 1,
    bad: 'a button that hangs out of the screen',
    screen: 'who',
    plant: () => document.querySelector('.action')?.setAttribute('style', 'margin-left: -90px'),
  },
  {
    item: 1,
    bad: 'a button that lies under something that is not to be seen',
    screen: 'who',
    plant: () => {
      const pane = document.createElement('div');
      pane.setAttribute('style', 'position: fixed; inset: 0; opacity: 0');
      document.querySelector('.screen')?.append(pane);
    },
  },
  {
    item: 1,
    bad: 'a button that no finger reaches',
    screen: 'who',
    plant: () => document.querySelector('.action')?.setAttribute('style', 'pointer-events: none'),
  },
  {
    item: 1,
    bad: 'a button that can not be pressed, and does not say so',
    screen: 'who',
    plant: () => document.querySelector('.screen-actions')?.setAttribute('inert', ''),
  },
  {
    item: 1,
    bad: 'a button without a size',
    screen: 'who',
    plant: () =>
      document
        .querySelector('.action')
        ?.setAttribute('style', 'width: 0; height: 0; min-height: 0; padding: 0; border: 0; overflow: hidden'),
  },
  {
    item: 1,
    bad: 'a screen that can be pressed behind its dialog',
    screen: 'restart',
    plant: () => document.querySelector('.frame')?.removeAttribute('inert'),
  },
  {
    item: 2,
    bad: 'text of 20 px',
    screen: 'document',
    plant: () => document.querySelector('.quiet p')?.setAttribute('style', 'font-size: 20px'),
  },
  {
    item: 2,
    bad: 'text of 36 px in the letters that everybody gets',
    screen: 'document',
    plant: () => document.querySelector('.quiet p')?.setAttribute('style', 'font-size: 36px'),
  },
  {
    item: 2,
    bad: 'text of 26 px in the smaller letters',
    screen: 'document',
    mode: 'standard',
    plant: () => document.querySelector('.quiet p')?.setAttribute('style', 'font-size: 26px'),
  },
  {
    item: 2,
    bad: 'a choice in the letters of what is beside it',
    screen: 'department',
    plant: () => document.querySelector('.choice-title')?.setAttribute('style', 'font-size: 44px'),
  },
  {
    item: 2,
    bad: 'what nobody else may read, in the letters of everything else',
    screen: 'red-flag-quiet',
    plant: () => document.querySelector('.glass-alone p')?.setAttribute('style', 'font-size: 44px'),
  },
  {
    item: 2,
    bad: 'what nobody else may read, in letters that nobody reads',
    screen: 'triage-quiet',
    plant: () => document.querySelector('.sign')?.setAttribute('style', 'font-size: 20px'),
  },
  {
    item: 2,
    bad: 'lines that touch',
    screen: 'notice',
    plant: () => {
      for (const line of document.querySelectorAll('.consent-text p'))
        line.setAttribute('style', 'line-height: 1.1; width: 300px');
    },
  },
  {
    item: 3,
    bad: 'grey words at 24 px, which axe lets pass',
    screen: 'document',
    plant: () => document.querySelector('.quiet p')?.setAttribute('style', 'color: #6b6b6b; font-size: 30px'),
  },
  {
    item: 3,
    bad: 'a button whose edge is not to be seen',
    screen: 'who',
    plant: () => document.querySelector('.action-plain')?.setAttribute('style', 'border-color: #d5d0c4'),
  },
  {
    item: 4,
    bad: 'two questions',
    screen: 'who',
    plant: () => document.querySelector('.screen')?.append(Object.assign(document.createElement('h1'), { textContent: '？' })),
  },
  {
    item: 4,
    bad: 'two main actions',
    screen: 'who',
    plant: () => document.querySelector('.action-plain')?.classList.add('action-main'),
  },
  {
    item: 4,
    bad: 'a list below the edge',
    screen: 'home',
    plant: () => {
      document.querySelector('.frame')?.setAttribute('style', 'height: auto');
      document.querySelector('.screen')?.setAttribute('style', 'flex: none; height: 2200px');
    },
  },
  {
    item: 4,
    bad: 'seven choices',
    screen: 'department',
    plant: () => {
      const list = document.querySelector('.choice-list');
      for (let choices = list?.childElementCount ?? 7; choices < 7; choices += 1)
        list?.append(list.lastElementChild?.cloneNode(true) ?? '');
    },
  },
  {
    item: 4,
    bad: 'thirteen pictures',
    screen: 'body-part',
    plant: () => {
      const list = document.querySelector('.tiles');
      for (let tiles = list?.childElementCount ?? 13; tiles < 13; tiles += 1)
        list?.append(list.lastElementChild?.cloneNode(true) ?? '');
    },
  },
  {
    item: 8,
    bad: 'help that is gone',
    screen: 'home',
    plant: () => document.querySelector('.footer-place:nth-child(2) button')?.remove(),
  },
  {
    item: 12,
    bad: 'a list that has to be swiped',
    screen: 'home',
    plant: () => document.querySelector('.screen-body')?.setAttribute('style', 'overflow-y: scroll; max-height: 400px'),
  },
  {
    item: 12,
    bad: 'a double tap',
    screen: 'who',
    plant: () => {
      const button = document.querySelector<HTMLElement>('.action');
      if (button) button.ondblclick = () => undefined;
    },
  },
  {
    item: 13,
    bad: 'something to press that no key reaches',
    screen: 'who',
    plant: () => {
      const pretended = Object.assign(document.createElement('div'), { textContent: '这里按一下就好' });
      pretended.setAttribute('onclick', '0');
      pretended.setAttribute('style', 'height: 100px; border: 3px solid #000');
      document.querySelector('.screen-actions')?.append(pretended);
    },
  },
  {
    item: 13,
    bad: 'a focus that is not to be seen',
    screen: 'who',
    plant: () => {
      for (const button of document.querySelectorAll('button'))
        button.setAttribute('style', 'outline: 1px dotted #ccc !important');
    },
  },
  {
    item: 13,
    bad: 'a focus that stays where it was',
    screen: 'who',
    plant: () => (document.activeElement as HTMLElement).blur(),
  },
  {
    item: 15,
    bad: 'a telephone number in full',
    screen: 'information',
    plant: () => document.querySelector('.screen-lead p')?.append('13800138000'),
  },
  {
    item: 16,
    bad: 'a button above the half of the screen',
    screen: 'who',
    mode: 'low-reach',
    plant: () => document.querySelector('.screen-body')?.setAttribute('style', 'margin-top: 0'),
  },
  {
    item: 17,
    bad: 'red words',
    screen: 'trouble-hospital-away',
    plant: () => document.querySelector('.trouble-sentence')?.setAttribute('style', 'color: #c00000'),
  },
  {
    item: 17,
    bad: 'trouble that no voice tells',
    screen: 'trouble-hospital-away',
    plant: () => document.querySelector('[role="alert"]')?.removeAttribute('role'),
  },
  {
    item: 19,
    bad: 'one way on and no other',
    screen: 'withdrawn',
    plant: () => {
      for (const button of document.querySelectorAll('.footer button')) button.remove();
    },
  },
  {
    item: 20,
    bad: 'a word of machines',
    screen: 'who',
    plant: () => document.querySelector('.screen-lead p')?.append('接口异常'),
  },
  {
    item: 20,
    bad: 'a sentence that does not end',
    screen: 'who',
    plant: () =>
      document
        .querySelector('.screen-lead p')
        ?.append('请您先把证件拿起来再翻过来然后轻轻平放在下面的读卡处上等它读完再拿走谢谢您的耐心等待'),
  },
  {
    item: 20,
    bad: 'a button with a picture and no words',
    screen: 'who',
    plant: () => document.querySelector('.action-plain')?.replaceChildren(),
  },
  {
    item: 21,
    bad: 'words that are cut off',
    screen: 'who',
    plant: () => document.querySelector('.action')?.setAttribute('style', 'width: 80px; overflow: hidden; white-space: nowrap'),
  },
  {
    item: 21,
    bad: 'words upon words',
    screen: 'who',
    plant: () => document.querySelector('.screen-lead')?.setAttribute('style', 'margin-top: -90px'),
  },
  {
    item: 21,
    bad: 'words that hang out of their button',
    screen: 'who',
    plant: () =>
      document.querySelector('.action')?.setAttribute('style', 'height: 70px; min-height: 0; padding: 0; line-height: 3'),
  },
  {
    item: 21,
    bad: 'words that stand on the edge of their button',
    screen: 'who',
    plant: () => document.querySelector('.action-plain')?.setAttribute('style', 'justify-content: flex-start; padding-inline: 0'),
  },
  {
    item: 21,
    bad: 'words that hang out of their button to the side',
    screen: 'who',
    plant: () =>
      document.querySelector('.action-plain')?.setAttribute('style', 'justify-content: flex-start; text-indent: -30px'),
  },
  {
    item: 24,
    bad: 'something that moves by itself',
    screen: 'who',
    plant: () =>
      void document.querySelector('.action')?.animate([{ opacity: 1 }, { opacity: 0.9 }], { duration: 1_000, iterations: 99 }),
  },
];
