import type { assistSteps } from '../../bff/contract/assist/steps.ts';
import type { Word } from './word.ts';

/** Steps of a kiosk as members of staff speak of them: what the patient is asked there. */
const stepWords: Readonly<Record<keyof typeof assistSteps, Word>> = {
  language: { zh: '选语言', en: 'choosing the language' },
  document: { zh: '放证件', en: 'showing a document' },
  'with-whom': { zh: '谁陪孩子来', en: 'who comes with the child' },
  opening: { zh: '正在认证件', en: 'the document is looked up' },
  notice: { zh: '看告知书', en: 'reading the notice' },
  'health-data': { zh: '是否同意用健康信息', en: 'agreeing to the use of health data' },
  registering: { zh: '正在登记', en: 'being registered' },
  refused: { zh: '没有同意，请去窗口', en: 'did not agree: the window' },
  home: { zh: '选今天办什么', en: 'what they came for' },
  'draft-code': { zh: '输接着办的号码', en: 'the number to go on with' },
  'body-part': { zh: '哪里不舒服', en: 'where it hurts' },
  department: { zh: '选科室', en: 'choosing a department' },
  coverage: { zh: '怎么付钱', en: 'who pays' },
  elsewhere: { zh: '要不要看别的医院', en: 'whether another hospital will do' },
  hospital: { zh: '选医院', en: 'choosing a hospital' },
  slot: { zh: '选时间', en: 'choosing a time' },
  check: { zh: '核对挂号', en: 'checking the booking' },
  booking: { zh: '正在挂号', en: 'being booked' },
  taken: { zh: '号被挂走了，再选一个', en: 'the time was taken: another one' },
  booked: { zh: '挂好了', en: 'booked' },
  slip: { zh: '打印挂号单', en: 'printing the slip' },
  appointment: { zh: '看一个预约', en: 'looking at an appointment' },
  'cancel-check': { zh: '确认取消', en: 'confirming a cancellation' },
  cancelling: { zh: '正在取消', en: 'being cancelled' },
  cancelled: { zh: '取消了', en: 'cancelled' },
  'child-card': { zh: '放孩子的证件', en: "showing the child's document" },
  relationship: { zh: '和孩子是什么关系', en: 'what they are to the child' },
  'child-notice': { zh: '看孩子的告知书', en: "reading the child's notice" },
  'child-health-data': { zh: '是否同意用孩子的健康信息', en: "agreeing to the use of the child's health data" },
  'registering-child': { zh: '正在登记孩子', en: 'the child is being registered' },
  'reading-bills': { zh: '正在查要付的钱', en: 'the bills are being looked up' },
  bills: { zh: '选这次付哪些', en: 'choosing what to pay' },
  quoting: { zh: '正在算谁付多少', en: 'who pays what is being worked out' },
  split: { zh: '核对谁付多少', en: 'checking who pays what' },
  paying: { zh: '正在准备付款', en: 'the payment is being prepared' },
  'pay-code': { zh: '正在付钱', en: 'paying' },
  stopping: { zh: '改到窗口付', en: 'going to pay at the window instead' },
  paid: { zh: '看付钱的结果', en: 'how the payment ended' },
  payment: { zh: '看一次付款', en: 'looking at a payment' },
  'refund-check': { zh: '确认退钱', en: 'confirming a refund' },
  refunding: { zh: '正在问医院能不能退', en: 'the hospital is asked for a refund' },
  refunded: { zh: '看退钱的结果', en: 'how the refund ended' },
};

/** What stands for steps that staff are not told of; and for those of a kiosk that is newer than this page. */
const BY_THEMSELVES: Word = { zh: '病人自己答的一步', en: 'a step for the patient alone' };

export function stepWord(step: string): Word {
  return (Object.hasOwn(stepWords, step) ? stepWords[step as keyof typeof stepWords] : undefined) ?? BY_THEMSELVES;
}
