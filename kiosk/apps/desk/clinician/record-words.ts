import type { Word, Words } from '../../../staff/word.ts';

/** What stands around somebody's records; the records themselves are the hospitals' words. */
export const record = {
  loading: { zh: '正在问各家医院…', en: 'The hospitals are being asked…' },
  born: { zh: '{date} 出生 · {sex}', en: 'born {date} · {sex}' },
  until: { zh: '可以看到 {day} {clock}，还有 {span}', en: 'May be read until {day} {clock}: {span} more' },
  left: { zh: '{hours}小时{minutes}分', en: '{hours} h {minutes} min' },
  sections: { zh: '跳到', en: 'Go to' },
  look: { zh: '再问一次医院', en: 'Ask the hospitals again' },
  more: { zh: '更早的报告', en: 'Older reports' },
  leave: { zh: '看完了，清屏', en: 'Done: clear the screen' },
  results: { zh: '报告', en: 'Reports' },
  allergies: { zh: '过敏', en: 'Allergies' },
  medications: { zh: '用药', en: 'Medications' },
  conditions: { zh: '诊断', en: 'Conditions' },
  visits: { zh: '就诊', en: 'Visits' },
  notShared: { zh: '没有分享给您：这里什么也不说明。', en: 'Not shared with you: nothing follows from that.' },
  nobodyAsked: { zh: '没有医院可以问；不等于没有。', en: 'There is no hospital to ask; that does not mean none.' },
  olderLeft: { zh: '还有更早的，这里没有列出。', en: 'There are older ones, which are not listed here.' },
  item: { zh: '项目', en: 'Item' },
  value: { zh: '结果', en: 'Value' },
  mark: { zh: '判断', en: 'Verdict' },
  range: { zh: '参考范围', en: 'Range' },
  byLimits: { zh: '（按范围比的）', en: '(compared with the range)' },
  noVerdict: { zh: '没有判断', en: 'no verdict' },
  issued: { zh: '报告 {when}', en: 'released {when}' },
  collected: { zh: '采样或检查 {when}', en: 'taken {when}' },
  at: { zh: '时间 {when}', en: 'at {when}' },
  doctor: { zh: '医生 {name}', en: 'by {name}' },
  conclusion: { zh: '结论', en: 'Conclusion' },
  document: { zh: '另有文件，要到那家医院看：{title}', en: 'A document, to be seen at that hospital: {title}' },
  unusual: { zh: '▲▼ {count} 项不在范围内', en: '▲▼ {count} outside of their limits' },
  correctedAt: { zh: '{when} 改过', en: 'corrected {when}' },
  since: { zh: '{when} 起', en: 'since {when}' },
  prescribed: { zh: '{when} 开', en: 'prescribed {when}' },
  recorded: { zh: '{when} 记录', en: 'recorded {when}' },
  reaction: { zh: '反应：{text}', en: 'reaction: {text}' },
  unverified: { zh: '没有核实', en: 'not verified' },
} as const satisfies Words<string>;

export const sexes = {
  male: { zh: '男', en: 'male' },
  female: { zh: '女', en: 'female' },
  unknown: { zh: '性别不明', en: 'sex unknown' },
} as const satisfies Words<string>;

/** Of a report and of each of its values; nothing is said of what is final. */
export const statuses: Readonly<Record<'preliminary' | 'final' | 'corrected', Word | undefined>> = {
  preliminary: { zh: '◇ 初步结果，还会变', en: '◇ preliminary, it may change' },
  corrected: { zh: '◈ 更正过的', en: '◈ corrected' },
  final: undefined,
};

/** How far one hospital has answered. Nothing of it says that there is none, but a hospital's own word. */
export const sources = {
  read: { zh: '✓ 回答了，{when}', en: '✓ answered {when}' },
  'none-known': { zh: '✓ 医院说：没有', en: '✓ the hospital states that there are none' },
  'nothing-written': {
    zh: '○ 回答了，没有列出什么；不等于没有',
    en: '○ answered and lists nothing; that does not mean none',
  },
  'left-out': {
    zh: '⚠ 有的内容这里显示不了，要问那家医院',
    en: '⚠ something of it can not be shown here: ask that hospital',
  },
  asking: { zh: '… 还没有回答，请过一会儿再问', en: '… has not answered yet: ask again in a while' },
  unavailable: { zh: '⚠ 没有回答，那里可能还有', en: '⚠ does not answer; there may be more there' },
  'no-file': { zh: '— 那里没有这个人的档案', en: '— has no file of this person' },
  'no-source': { zh: '— 那里的这一项，这里看不到', en: '— tells nothing of this kind here' },
  withheld: { zh: '— 那里不给看', en: '— is kept back there' },
} as const satisfies Words<string>;

export const kinds = {
  outpatient: { zh: '门诊', en: 'outpatient' },
  inpatient: { zh: '住院', en: 'inpatient' },
  emergency: { zh: '急诊', en: 'emergency' },
  other: { zh: '其他', en: 'other' },
} as const satisfies Words<string>;

export const medicationStates = {
  active: { zh: '● 在用', en: '● in use' },
  ended: { zh: '○ 停了', en: '○ ended' },
  unknown: { zh: '? 不知道还用不用', en: '? in use or not: not said' },
} as const satisfies Words<string>;

export const conditionStates = {
  active: { zh: '● 现在有', en: '● active' },
  ended: { zh: '○ 已经好了', en: '○ ended' },
  unknown: { zh: '? 没有说现在怎样', en: '? active or not: not said' },
} as const satisfies Words<string>;

export const criticalities = {
  high: { zh: '▲ 严重', en: '▲ severe' },
  low: { zh: '不严重', en: 'not severe' },
  unknown: { zh: '没有说有多严重', en: 'how severe: not said' },
} as const satisfies Words<string>;
