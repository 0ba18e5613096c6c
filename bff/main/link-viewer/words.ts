import type { ShlinkRefusal } from '../../scenes/records/links/shlink.ts';
import type { Lasting, Sureness, Taking, VisitKind } from './read-lists.ts';
import type { Standing, Verdict } from './read-values.ts';

/** A sentence in both languages. */
export type Words = readonly [zh: string, en: string];

export const words = {
  title: ['别人分享给您的结果', 'Results that somebody shares with you'],
  open: ['打开', 'Open'],
  opening: ['正在打开…', 'Opening…'],
  nothingYet: ['按“打开”以前，什么都没有拿。', 'Nothing is fetched before you press Open.'],
  recipient: ['您是谁？分享的人会看到。', 'Who are you? Whoever shared it will see this.'],
  recipientExample: ['例如：王医生，市一院；或：女儿', 'For example: Dr Wang, First Hospital; or: daughter'],
  passcode: ['口令（分享的人告诉您的）', 'Passcode (from whoever shared it)'],
  askThem: ['请让分享的人再发一个。', 'Ask whoever shared it for a new one.'],
  incomplete: ['这个链接不完整', 'This link is not complete'],
  copyAgain: ['请把整个链接再打开一次，或扫一次码。', 'Open the whole link again, or scan the code again.'],
  newer: ['这里打不开这种链接', 'This page can not open such a link'],
  elsewhere: ['这个链接是别的网站的', 'This link is of another site'],
  openElsewhere: ['请用那个网站的页面打开。这里没有拿任何东西。', 'Open it with that site’s own page. Nothing was fetched here.'],
  insecure: ['这个浏览器在这里不能解开结果', 'This browser can not unlock results here'],
  otherBrowser: ['请换一个新一点的浏览器，用 https 打开。', 'Use a newer browser, and an address with https.'],
  gone: ['这个链接不能用了', 'This link can not be used any more'],
  goneWhy: [
    '它过期了，或者被收回了，或者口令错了太多次。',
    'It has expired, was taken back, or its passcode was wrong too often.',
  ],
  unreachable: ['现在连不上', 'There is no connection now'],
  tryLater: ['请过一会儿再按“打开”。', 'Press Open again in a while.'],
  tooLarge: ['文件太大，这里打不开', 'The file is too large for this page'],
  lastTry: ['口令不对。这个链接不能再用了。', 'The passcode is wrong. This link can not be used any more.'],
  noFiles: ['里面没有能看的结果', 'There is nothing in it that can be shown'],
  failedKey: [
    '解不开：链接不完整，或者文件被改过。',
    'It can not be unlocked: the link is not complete, or the file was changed.',
  ],
  failedOther: ['有的文件没有打开。', 'Some files could not be opened.'],
  whose: ['这是谁的', 'Whose it is'],
  born: ['出生', 'Born'],
  compare: ['请核对是不是这个人。', 'Make sure that it is this person.'],
  nobody: ['文件里没有写清是谁的', 'The file does not say clearly whose it is'],
  askDoctor: ['结果要由医生来解释。', 'A doctor explains what results mean.'],
  incompleteAt: [
    '这些医院可能还有别的：分享的时候，它们没有回答，或者有的内容读不出来。',
    'There may be more at these hospitals: when this was shared, they had not answered, or held something that could not be read.',
  ],
  suppressedAt: [
    '这些医院有的内容不给分享的人看，所以这里也没有：',
    'These hospitals keep some of it from whoever shared this, so it is not here either:',
  ],
  allergies: ['过敏', 'Allergies'],
  medications: ['用药', 'Medicines'],
  conditions: ['诊断', 'Diagnoses'],
  visits: ['就诊', 'Visits'],
  unnamed: ['没有写是什么', 'It does not say what'],
  undated: ['没有写日期', 'No date given'],
  severe: ['!! 严重', 'Severe'],
  noLonger: ['医院写明：现在没有了', 'No longer so, the hospital says'],
  reaction: ['反应', 'Reaction'],
  recorded: ['记录时间', 'Recorded'],
  dosage: ['怎么用', 'How it is taken'],
  otherDosage: ['用法没有全在这里，请下载全部数据', 'How it is taken is not all here: download all data'],
  prescribed: ['开药时间', 'Prescribed'],
  since: ['开始', 'Since'],
  until: ['到', 'Until'],
  department: ['科室', 'Department'],
  diagnosed: ['诊断', 'Diagnoses'],
  note: ['备注', 'Note'],
  issued: ['报告时间', 'Reported'],
  collected: ['采样时间', 'Taken'],
  by: ['出自', 'By'],
  conclusion: ['结论', 'Conclusion'],
  item: ['项目', 'Item'],
  value: ['结果', 'Result'],
  verdict: ['高低', 'High or low'],
  limits: ['参考范围', 'Usual range'],
  noLimits: ['没有写', 'not given'],
  noVerdict: ['医院没有写，请对照范围', 'Not given: compare with the range'],
  noValue: ['没有结果', 'No result'],
  others: ['其他数值', 'Other values'],
  documents: ['报告原件', 'Documents'],
  download: ['下载', 'Download'],
  noData: ['文件不在里面', 'not included'],
  wholeFile: ['下载全部数据（FHIR，给医院的系统用）', 'Download all data (FHIR, for a hospital’s system)'],
  healthCard: ['下载健康卡', 'Download a health card'],
  seen: ['分享的人能看到您打开过。', 'Whoever shared it can see that you opened it.'],
} as const satisfies Record<string, Words>;

export const VERDICT_WORDS: Readonly<Record<Verdict, Words>> = {
  usual: ['正常', 'Usual'],
  low: ['↓ 偏低', 'Low'],
  high: ['↑ 偏高', 'High'],
  'critical-low': ['↓↓ 危急：很低', 'Critical: very low'],
  'critical-high': ['↑↑ 危急：很高', 'Critical: very high'],
  unusual: ['! 异常', 'Unusual'],
  critical: ['!! 危急', 'Critical'],
};

/** What is final needs no word. */
export const STANDING_WORDS: Readonly<Record<Exclude<Standing, 'final'>, Words>> = {
  preliminary: ['初步结果，还可能改', 'Preliminary, may still change'],
  corrected: ['更正过的', 'Corrected'],
  withdrawn: ['医院收回了，不要用', 'Taken back by the hospital, do not use'],
  unknown: ['不知道是不是最后结果', 'Not known whether it is final'],
};

export const SURENESS_WORDS: Readonly<Record<Exclude<Sureness, 'confirmed'>, Words>> = {
  unverified: ['没有核实', 'Not verified'],
  refuted: ['医院写明：查过，不是', 'Looked into and not so, the hospital says'],
};

export const TAKING_WORDS: Readonly<Record<Taking, Words>> = {
  active: ['在用', 'Still taken'],
  ended: ['停了', 'Ended'],
  'not-taken': ['没有用', 'Not taken'],
  forbidden: ['! 不要用', 'Not to be taken'],
  unknown: ['不知道还用不用', 'Not known whether it is still taken'],
};

export const LASTING_WORDS: Readonly<Record<Lasting, Words>> = {
  active: ['现在有', 'Active'],
  ended: ['过去有', 'Ended'],
  unknown: ['不知道现在还有没有', 'Not known whether it is active'],
};

export const VISIT_WORDS: Readonly<Record<VisitKind | 'planned' | 'cancelled', Words>> = {
  outpatient: ['门诊', 'Outpatient'],
  inpatient: ['住院', 'Inpatient'],
  emergency: ['急诊', 'Emergency'],
  planned: ['还没有去', 'Planned'],
  cancelled: ['取消了', 'Cancelled'],
};

export const triesLeft = (left: number): Words => [
  `口令不对，还可以试 ${left} 次`,
  `The passcode is wrong. ${left} ${left === 1 ? 'try is' : 'tries are'} left`,
];
export const waitFor = (seconds: number): Words => [`请过 ${seconds} 秒再试`, `Please try again in ${seconds} s`];
export const moreThan = (count: number): Words => [
  `还有 ${count} 项这里不显示，请下载全部数据`,
  `${count} more are not shown here: download all data`,
];
export const moreHospitals = (count: number): Words => [
  `还有 ${count} 家，请下载全部数据`,
  `And ${count} more: download all data`,
];
export const validUntil = (at: string): Words => [`到 ${at} 有效`, `Until ${at}`];

/** What a link says that can not be read. */
export const refusalWords = (refused: ShlinkRefusal): readonly Words[] =>
  refused === 'version' ? [words.newer, words.askThem] : [words.incomplete, words.copyAgain];
