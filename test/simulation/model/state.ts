import type { CommandMeta } from '../../../src-shared/kernel/command.ts'
import type { Json, JsonObject } from '../../../src-shared/kernel/json.ts'
import type { Day } from './days.ts'
import { Table } from './table.ts'

/** The organisation: its day is that of its time zone. */
export interface House {
  readonly timeZone: string
  readonly currency: string
  readonly locale: string
}

export interface User {
  readonly id: string
  readonly roles: readonly string[]
  readonly active: boolean
}

export interface Desk {
  readonly id: string
  readonly name: string
}

/** Something that was brought to somebody. */
export interface Item {
  readonly id: string
  readonly kind: 'rejected' | 'adjusted' | 'held_review' | 'duplicate'
  readonly commandId: string
  /** Who was told. */
  readonly actorUserId: string | null
  readonly subjectId: string | null
  readonly state: 'open' | 'snoozed' | 'resolved' | 'dismissed'
  readonly assignedTo: string | null
  readonly until: string | null
  readonly dependents: readonly string[]
  readonly tried: readonly string[]
  readonly ended: { readonly by: string; readonly at: string; readonly commandId: string | null } | null
}

/** A verdict that was given. */
export interface Spoken {
  readonly id: string
  readonly actorId: string
  readonly deskId: string | null
  readonly meta: CommandMeta
  readonly verdict: 'applied' | 'adjusted' | 'rejected'
  /** Of a refusal. */
  readonly code: string | null
}

/** How memberships are judged; what stands here before anyone set anything is in memberships.md section 2. */
export interface Settings {
  readonly promiseHours: number
  readonly renewEarlyDays: number
  readonly renewalWindowDays: number
  readonly autoRenewLeadDays: number
  readonly autoRenewGraceDays: number
  readonly pastDueAfterDays: number
  readonly blockPastDue: boolean
  readonly backdateDays: number
}

/** How slots are run (plant-slots.md section 2). */
export interface SlotSettings {
  readonly requestMax: number
  readonly maxSlotsPerMember: number
  readonly offerHours: number
  readonly offersBeforeRemoval: number
  readonly onEndOccupied: 'available' | 'maintenance'
  readonly memberTransfers: string
  readonly cleanEveryDays: number
  readonly leaseMaxSlots: number
  readonly leaseHours: number
  readonly leaseReportHours: number
  readonly leaseSharePercent: number
}

/** The terms of a plan, by the names that commands use. */
export interface Terms {
  readonly durationType: 'DAYS' | 'MONTHS'
  readonly durationValue: number
  readonly priceMinor: number
  readonly currency: string
  readonly maxFreezeDays: number | null
  readonly freezeFeeMinor: number
  readonly autoRenew: boolean
  readonly renewalPricePolicy: string
  readonly renewableWhenArchived: boolean
  readonly requiresKyc: boolean
  readonly slotAllocation: number
  readonly slotLocationId: string | null
}

export interface PlanVersion {
  readonly id: string
  readonly planId: string
  readonly no: number
  readonly terms: Terms
  readonly closedAt: string | null
  /** The tenant's version that wrote it last: what a desk had pulled is compared with it (MB-R22). */
  readonly writtenIn: number
}

export interface Plan {
  readonly id: string
  readonly name: string
  /** MB-R2. */
  readonly key: string
  readonly archived: boolean
  /** The version sold now. */
  readonly versionId: string
  readonly sortOrder: number | null
}

/** A member's fields that `update-member` may change, as they are kept. */
export interface Person {
  readonly givenName: string
  readonly familyName: string
  readonly memberNumber: string | null
  readonly language: string
  readonly waiverSignedOn: Day | null
  readonly email: string | null
  readonly phone: string | null
  readonly birthOn: Day | null
  readonly address: string | null
  readonly notes: string | null
}

export interface Member {
  readonly id: string
  readonly code: string
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'ARCHIVED' | 'MERGED'
  readonly kyc: string
  readonly kycOn: Day | null
  readonly person: Person
}

/** As stored: what it is on a day follows from it (MB-R13). */
export type StoredStatus = 'scheduled' | 'active' | 'pending_slots' | 'frozen' | 'expired' | 'cancelled'

export interface Membership {
  readonly id: string
  readonly memberId: string
  readonly planId: string
  readonly versionId: string
  readonly status: StoredStatus
  readonly startsOn: Day
  readonly endsOn: Day
  readonly autoRenew: boolean
  readonly owed: number
  /** The plan to move to at renewal. */
  readonly nextPlanId: string | null
  readonly cancelledOn: Day | null
  /** Who cancelled it by which command. */
  readonly cancelled: { readonly by: string; readonly at: string; readonly actorId: string } | null
  readonly soldAt: string
}

/** One paid stretch of a membership. */
export interface Period {
  readonly id: string
  readonly membershipId: string
  readonly versionId: string
  /** 1, 2, 3 … in the order of their making. */
  readonly no: number
  readonly startsOn: Day
  readonly scheduledEndsOn: Day
  readonly endsOn: Day
  /** MB-R7: counted from this day, for so many times the length of the terms. */
  readonly anchorOn: Day
  readonly anchorCount: number
  readonly frozenDays: number
  readonly cut: boolean
  readonly priceMinor: number
  readonly overrideRenews: boolean
  readonly madeAt: string
  /** The commands that made it void, and that cut it. */
  readonly voidBy: string | null
  readonly cutBy: string | null
}

/** Days that do not count. */
export interface Freeze {
  readonly id: string
  readonly membershipId: string
  readonly periodId: string
  readonly fromOn: Day
  readonly toOn: Day
  readonly state: 'planned' | 'running' | 'ended' | 'cancelled'
  readonly feeChargeId: string | null
  readonly madeAt: string
}

/** A row of which only the id matters here: it can be used once. */
export interface Used {
  readonly id: string
}

export interface Charge {
  readonly id: string
  readonly membershipId: string
  readonly periodId: string | null
  readonly kind: 'purchase' | 'renewal' | 'freeze_fee' | 'change' | 'change_credit' | 'refund' | 'adjustment'
  readonly amountMinor: number
  readonly currency: string
  readonly dueOn: Day
  readonly state: 'due' | 'settled' | 'waived' | 'void'
  /** The commands that made it, and that made it void. */
  readonly madeBy: string
  readonly voidBy: string | null
  /** How money was taken for it. */
  readonly settled: { readonly id: string; readonly method: string; readonly at: string } | null
}

export interface Location {
  readonly id: string
  readonly closed: boolean
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly cleanEveryDays: number | null
  readonly sortOrder: number
  readonly maxSlots: number | null
}

export type SlotStatus = 'available' | 'allocated' | 'occupied' | 'maintenance'

/** Who holds a slot. */
export interface Holder {
  readonly memberId: string
  readonly membershipId: string
}

/** One change in the past of a slot. */
export interface Happening {
  readonly id: string
  readonly event: string
  readonly commandId: string
  readonly actorId: string
  readonly at: string
  readonly from: SlotStatus
  readonly to: SlotStatus
  readonly holder: Holder | null
  /** Since when its holder had the slot before. */
  readonly since: string | null
  /** Whether the line was served by it (PS-R30). */
  readonly served: boolean
}

export interface Slot {
  readonly id: string
  readonly number: string
  readonly key: string
  readonly locationId: string
  readonly place: { readonly row: number; readonly column: number; readonly level: number } | null
  readonly status: SlotStatus
  readonly holder: Holder | null
  /** Since when its holder has it. */
  readonly since: string | null
  /** PS-R41. */
  readonly flagged: boolean
  /** The offer it is held for. */
  readonly offerId: string | null
  /** The lease of a desk that it waits in, and the one that its holder got it from. */
  readonly leaseId: string | null
  readonly givenFrom: string | null
  /** The newest last. */
  readonly past: readonly Happening[]
}

/** Slots of a location that a desk may give by itself (PL-R41). */
export interface Lease {
  readonly id: string
  readonly locationId: string
  readonly deskId: string
  readonly size: number
  readonly used: number
  readonly expiresAt: string
  readonly holdUntil: string
  readonly state: 'active' | 'returned' | 'expired' | 'revoked'
}

/** What a membership may hold. Its id is the membership's. */
export interface Right {
  readonly id: string
  readonly granted: number
  readonly extra: number
  readonly owed: number
  readonly closedAt: string | null
}

/** Somebody who waits for slots. */
export interface Waiting {
  readonly id: string
  readonly membershipId: string
  readonly kind: 'owed' | 'wanted'
  readonly quantity: number
  readonly locationId: string | null
  readonly joinedAt: string
  readonly lapses: number
  readonly state: 'waiting' | 'offered' | 'fulfilled' | 'left' | 'lapsed' | 'ended'
}

/** Slots held for somebody who may say yes. */
export interface Offer {
  readonly id: string
  readonly entryId: string
  readonly slotIds: readonly string[]
  readonly expiresAt: string
  /** Where in the line the entry stood that got it. */
  readonly joinedAt: string
  readonly offeredAt: string
  readonly state: 'open' | 'accepted' | 'declined' | 'lapsed' | 'withdrawn'
}

/** Something grows in a slot, or grew until the named command. */
export interface Planting {
  readonly id: string
  readonly slotId: string
  readonly membershipId: string
  readonly end: { readonly by: string; readonly reason: string } | null
}

/** Work on a slot. */
export interface Entry {
  readonly id: string
  readonly slotId: string
  readonly kind: string
  readonly priority: string
  /** Null where the product finds the words itself. */
  readonly description: string | null
  readonly dueOn: Day | null
  readonly state: 'open' | 'in_progress' | 'done' | 'cancelled'
  /** The command that started it, and the one that completed it. */
  readonly startedBy: string | null
  readonly doneBy: string | null
  /** When it was logged as done from the start. */
  readonly loggedAt: string | null
}

/** How somebody looks at a list. */
export interface View {
  readonly id: string
  /** Null: everybody's. */
  readonly ownerId: string | null
  readonly screen: string
  readonly name: string
  readonly key: string
  readonly gone: boolean
  /** The view as the command that wrote it last had it. */
  readonly fields: JsonObject
  readonly writtenIn: number
}

/** What somebody has chosen; its id is the person and the key. */
export interface Preference {
  readonly id: string
  readonly value: Json
}

/** What stands on every paper, and how close lists are. */
export interface Looks {
  readonly receiptHeader: JsonObject
  readonly receiptFooter: JsonObject
  readonly densityDefault: string
  readonly writtenIn: number
}

/** A form of paper. */
export interface Template {
  readonly id: string
  readonly kind: string
  readonly language: string
  readonly name: string
  readonly widthMm: number | null
  readonly body: Json
  readonly isUsual: boolean
  readonly gone: boolean
}

/** All that the model knows, after some version. Never changed once it is handed out. */
export interface State {
  readonly version: number
  readonly house: House | null
  readonly settings: Settings
  readonly slotSettings: SlotSettings
  /** Null until somebody has set any. */
  readonly looks: Looks | null
  readonly users: Table<User>
  readonly desks: Table<Desk>
  readonly items: Table<Item>
  readonly spoken: Table<Spoken>
  readonly plans: Table<Plan>
  readonly versions: Table<PlanVersion>
  readonly members: Table<Member>
  readonly memberships: Table<Membership>
  readonly periods: Table<Period>
  readonly freezes: Table<Freeze>
  readonly charges: Table<Charge>
  readonly locations: Table<Location>
  readonly leases: Table<Lease>
  readonly slots: Table<Slot>
  readonly rights: Table<Right>
  readonly plantings: Table<Planting>
  readonly entries: Table<Entry>
  readonly waitlist: Table<Waiting>
  readonly offers: Table<Offer>
  readonly transfers: Table<Used>
  readonly views: Table<View>
  readonly preferences: Table<Preference>
  readonly templates: Table<Template>
}

/** A state that a command may write to. */
export type Draft = { -readonly [Part in keyof State]: State[Part] }

const defaultSettings: Settings = {
  promiseHours: 72,
  renewEarlyDays: 60,
  renewalWindowDays: 30,
  autoRenewLeadDays: 1,
  autoRenewGraceDays: 3,
  pastDueAfterDays: 7,
  blockPastDue: false,
  backdateDays: 30,
}

const defaultSlotSettings: SlotSettings = {
  ...{ requestMax: 10, maxSlotsPerMember: 20, offerHours: 48, offersBeforeRemoval: 3, onEndOccupied: 'available' },
  ...{ memberTransfers: 'direct', cleanEveryDays: 14 },
  ...{ leaseMaxSlots: 6, leaseHours: 24, leaseReportHours: 24, leaseSharePercent: 25 },
}

/** Before the first command. */
export const nothing = (): State => ({
  version: 0,
  house: null,
  settings: defaultSettings,
  slotSettings: defaultSlotSettings,
  looks: null,
  users: new Table(),
  desks: new Table(),
  items: new Table(),
  spoken: new Table(),
  plans: new Table(),
  versions: new Table(),
  members: new Table(),
  memberships: new Table(),
  periods: new Table(),
  freezes: new Table(),
  charges: new Table(),
  locations: new Table(),
  leases: new Table(),
  slots: new Table(),
  rights: new Table(),
  plantings: new Table(),
  entries: new Table(),
  waitlist: new Table(),
  offers: new Table(),
  transfers: new Table(),
  views: new Table(),
  preferences: new Table(),
  templates: new Table(),
})

/** A draft of the next state. */
export const draftOf = (state: State): Draft => ({
  ...state,
  version: state.version + 1,
  users: state.users.copy(),
  desks: state.desks.copy(),
  items: state.items.copy(),
  spoken: state.spoken.copy(),
  plans: state.plans.copy(),
  versions: state.versions.copy(),
  members: state.members.copy(),
  memberships: state.memberships.copy(),
  periods: state.periods.copy(),
  freezes: state.freezes.copy(),
  charges: state.charges.copy(),
  locations: state.locations.copy(),
  leases: state.leases.copy(),
  slots: state.slots.copy(),
  rights: state.rights.copy(),
  plantings: state.plantings.copy(),
  entries: state.entries.copy(),
  waitlist: state.waitlist.copy(),
  offers: state.offers.copy(),
  transfers: state.transfers.copy(),
  views: state.views.copy(),
  preferences: state.preferences.copy(),
  templates: state.templates.copy(),
})
