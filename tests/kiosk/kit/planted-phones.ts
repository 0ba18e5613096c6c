import type { PhoneMode } from './phone-gallery.ts';

/** A screen of a phone that is bad on purpose, made from a good one: the check of its rule must find it. */
export interface PlantedPhone {
  readonly rule: string;
  readonly bad: string;
  readonly screen: string;
  readonly mode?: PhoneMode;
  readonly language?: 'zh' | 'en';
  /** Runs in the page. */
  readonly plant: () => void;
}

const SCREEN = 'which-person';

export const plantedPhones: readonly PlantedPhone[] = [
  {
    rule: 'target',
    bad: 'a button of 50 px in 长辈版',
    screen: SCREEN,
    plant: () =>
      document
        .querySelector('.screen .action')
        ?.setAttribute('style', 'min-height: 50px; height: 50px; padding: 0; line-height: 1'),
  },
  {
    rule: 'target',
    bad: 'a button of 40 px',
    screen: SCREEN,
    mode: 'standard',
    plant: () =>
      document
        .querySelector('.screen .action')
        ?.setAttribute('style', 'min-height: 40px; height: 40px; padding: 0; line-height: 1'),
  },
  {
    rule: 'target',
    bad: 'a button that lies under something that is not to be seen',
    screen: SCREEN,
    plant: () => {
      const pane = document.createElement('div');
      pane.setAttribute('style', 'position: fixed; inset: 0; opacity: 0');
      document.querySelector('.screen')?.append(pane);
    },
  },
  {
    rule: 'letters',
    bad: 'words of 17 px in 长辈版',
    screen: SCREEN,
    plant: () => document.querySelector('.screen-lead p')?.setAttribute('style', 'font-size: 17px'),
  },
  {
    rule: 'letters',
    bad: 'a question of 28 px in 长辈版',
    screen: SCREEN,
    plant: () => document.querySelector('h1')?.setAttribute('style', 'font-size: 28px'),
  },
  {
    rule: 'letters',
    bad: 'words of 13 px',
    screen: SCREEN,
    mode: 'standard',
    plant: () => document.querySelector('.screen-lead p')?.setAttribute('style', 'font-size: 13px'),
  },
  {
    rule: 'lines',
    bad: 'lines that touch',
    screen: SCREEN,
    plant: () => document.querySelector('.screen-lead p')?.setAttribute('style', 'line-height: 1.1; width: 90px'),
  },
  {
    rule: 'contrast',
    bad: 'grey words',
    screen: SCREEN,
    plant: () => document.querySelector('.screen-lead p')?.setAttribute('style', 'color: #6b6b6b'),
  },
  {
    rule: 'contrast',
    bad: 'a button that looks like text',
    screen: SCREEN,
    plant: () => document.querySelector('.screen .action')?.setAttribute('style', 'border-color: #d5d0c4'),
  },
  {
    rule: 'width',
    bad: 'a screen that is wider than the phone',
    screen: SCREEN,
    plant: () =>
      document
        .querySelector('.screen')
        ?.append(Object.assign(document.createElement('div'), { style: 'width: 500px; height: 1px' })),
  },
  {
    rule: 'width',
    bad: 'words that are cut off',
    screen: SCREEN,
    plant: () =>
      document.querySelector('.screen-lead p')?.setAttribute('style', 'width: 60px; overflow: hidden; white-space: nowrap'),
  },
  {
    rule: 'width',
    bad: 'a list that has to be swiped to the side',
    screen: SCREEN,
    plant: () =>
      document.querySelector('.screen-lead p')?.setAttribute('style', 'overflow-x: auto; white-space: nowrap; width: 60px'),
  },
  {
    rule: 'width',
    bad: 'words upon words',
    screen: SCREEN,
    plant: () => document.querySelector('.screen-lead')?.setAttribute('style', 'margin-top: -40px'),
  },
  {
    rule: 'bar',
    bad: 'a bar that covers the last action',
    screen: 'particulars-passport',
    plant: () => document.querySelector('.phone-bar')?.setAttribute('style', 'position: fixed; bottom: 0; left: 0; right: 0'),
  },
  {
    rule: 'bar',
    bad: 'help that is gone',
    screen: SCREEN,
    plant: () => document.querySelector('.phone-place:nth-child(3) button')?.remove(),
  },
  {
    rule: 'one',
    bad: 'two questions',
    screen: SCREEN,
    plant: () => document.querySelector('.screen')?.append(Object.assign(document.createElement('h1'), { textContent: '？' })),
  },
  {
    rule: 'one',
    bad: 'two main actions',
    screen: SCREEN,
    plant: () => {
      for (const action of document.querySelectorAll('.screen .action')) action.classList.add('action-main');
    },
  },
  {
    rule: 'focus',
    bad: 'a ring of 1 px',
    screen: SCREEN,
    plant: () => {
      for (const button of document.querySelectorAll('button'))
        button.setAttribute('style', 'outline: 1px dotted #ccc !important');
    },
  },
  {
    rule: 'focus',
    bad: 'a focus that stays where it was',
    screen: SCREEN,
    plant: () => (document.activeElement as HTMLElement).blur(),
  },
  {
    rule: 'keys',
    bad: 'something to press that no key reaches',
    screen: SCREEN,
    plant: () => {
      const pretended = Object.assign(document.createElement('div'), { textContent: '这里按一下就好' });
      pretended.setAttribute('onclick', '0');
      pretended.setAttribute('style', 'height: 70px; border: 3px solid #000');
      document.querySelector('.screen')?.append(pretended);
    },
  },
  {
    rule: 'words',
    bad: 'a word of a machine in a hall',
    screen: SCREEN,
    plant: () => document.querySelector('.screen-lead p')?.append('请把证件放在机器上'),
  },
  {
    rule: 'words',
    bad: 'a word of computers',
    screen: SCREEN,
    plant: () => document.querySelector('.screen-lead p')?.append('接口异常'),
  },
  {
    rule: 'words',
    bad: 'Chinese among English words',
    screen: SCREEN,
    language: 'en',
    plant: () => document.querySelector('.screen-lead p')?.append(' 请稍等'),
  },
  {
    rule: 'masked',
    bad: 'a telephone number in full',
    screen: SCREEN,
    plant: () => document.querySelector('.screen-lead p')?.append('13800138000'),
  },
  {
    rule: 'trouble',
    bad: 'trouble that no voice tells',
    screen: 'code-not-sent',
    plant: () => document.querySelector('[role="alert"]')?.removeAttribute('role'),
  },
];
