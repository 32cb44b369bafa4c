import type { Certainty } from '../../../../src-main/desk/api/desk-api.ts'
import type { Language } from '../../../../src-shared/kernel/rejection.ts'
import type { Fact, PaperSource } from '../../../../src-shared/printing/compose.ts'
import { paperCode } from '../../../../src-shared/printing/paper-code.ts'
import type { PaperCertainty } from '../../../../src-shared/printing/stamp.ts'
import type { Format } from '../../../i18n/format-in.ts'
import type { Words } from '../../../i18n/i18n.ts'
import { certaintyOf, type JournalEntry } from '../../../journal/entry.ts'
import type { Member } from '../../memberships/member.ts'
import type { BoardSlot } from '../../plant-slots/board-cells.ts'
import { commandWords } from '../command-words.ts'
import type { EntryAbout } from './entry-about.ts'

/** The same on every paper of one moment. */
export interface PaperSetting {
  language: Language
  /** Says a sentence of the screens in the paper's language. */
  say(words: Words): string
  format: Format
  organisation: string
  header: string
  footer: string
  deskName: string
  person: string
  /** Of printing. */
  now: string
}

/** What paper says of each certainty; what is being sent is still only held here (DX-R41). */
const onPaper: Record<Certainty, PaperCertainty> = {
  held: 'held',
  at_risk: 'held',
  sending: 'held',
  confirmed: 'confirmed',
  adjusted: 'adjusted',
  rejected: 'not_accepted',
  refused: 'not_accepted',
  withdrawn: 'withdrawn',
  undone: 'undone',
}
export const paperCertainty = (entry: JournalEntry): PaperCertainty => onPaper[certaintyOf(entry)]

const base = ({ language, organisation, header, footer, deskName, person, format, now }: PaperSetting) => ({
  ...{ language, organisation, header, footer, deskName, person, totals: [] as Fact[], barcode: null },
  time: format.moment(now),
})

/** The receipt of a command: what was done and told, for whom, by whom, and how sure it is. */
export function receiptOf(
  entry: JournalEntry,
  about: EntryAbout,
  { server, copy, kind }: { server: string; copy: number; kind: 'receipt' | 'letter' },
  setting: PaperSetting,
): PaperSource {
  const { say, format, deskName } = setting
  const facts: Fact[] = [
    ...(about.member ? ([[say('slots.field.member'), about.member]] as const) : []),
    ...(about.slots.length > 0 ? ([[say('outcome.slots'), format.list(about.slots)]] as const) : []),
    ...(about.label ? ([[say('slots.column.plant'), about.label]] as const) : []),
    ...(about.endsOn ? ([[say('outcome.until'), format.day(about.endsOn)]] as const) : []),
    [say('entry.by'), server],
  ]
  const { price } = about
  return {
    ...base(setting),
    kind,
    title: say(commandWords(entry.name)),
    facts,
    totals: price ? [[say('outcome.price'), format.money(price.minor, price.currency)]] : [],
    stamp: {
      ...{ certainty: paperCertainty(entry), guaranteedUntil: null, deskName },
      ...{ journalNumber: entry.deskSeq, serverNumber: entry.serverVersion, time: format.moment(entry.at) },
    },
    copy,
    qr: paperCode('entry', entry.id),
  }
}

/** A member's card: found again by its QR, and by old readers by its bars. */
export const badgeOf = (member: Member, setting: PaperSetting): PaperSource => ({
  ...base(setting),
  kind: 'badge',
  title: member.name,
  facts: [[setting.say('members.column.code'), member.memberNumber ?? member.code]],
  stamp: null,
  copy: 1,
  qr: paperCode('member', member.id),
  barcode: { symbology: 'code128', code: member.code },
})

/** The label at a slot: its number, large, and the code that opens it. */
export const slotLabelOf = (
  slot: Pick<BoardSlot, 'id' | 'number'>,
  place: string | null,
  setting: PaperSetting,
): PaperSource => ({
  ...base(setting),
  kind: 'label',
  title: slot.number,
  facts: place ? [[setting.say('slots.column.location'), place]] : [],
  stamp: null,
  copy: 1,
  qr: paperCode('slot', slot.id),
})
