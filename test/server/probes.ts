/** Ids of one kind of thing each, of a tenant or of nobody. */
export interface Ids {
  plan: string
  version: string
  member: string
  membership: string
  period: string
  charge: string
  location: string
  /** Free, taken, and in maintenance. */
  slot: string
  takenSlot: string
  brokenSlot: string
  entry: string
  event: string
  occupancy: string
  transfer: string
  user: string
  desk: string
  /** What somebody there was told. */
  item: string
  /** What no try ever makes, so that an id of somebody else stays one to the end. */
  otherPlan: string
  otherVersion: string
  otherMember: string
  otherMembership: string
  otherPeriod: string
  otherCharge: string
  otherLocation: string
  otherSlot: string
  freeze: string
  settlement: string
  lease: string
  waiting: string
  offer: string
}

/** Inputs with which a command or a question is tried: `own` are the asker's ids, `x` somebody else's or nobody's. */
type Tries = (own: Ids, x: Ids) => object[]

const name = { givenName: 'Ada', familyName: 'Byron' }
const fields = { kind: 'repair', description: 'broken pipe' }
const codes = ['0000-0001', '0000-0002', '0000-0003', '0000-0004', '0000-0005', '0000-0006', '0000-0007', '0000-0008']
const code = (n: number) => codes[n] ?? ''
const sale = (x: Ids) => ({ membershipId: x.membership, periodId: x.period, chargeId: x.charge })
const someDays = { fromOn: '2027-08-01', toOn: '2027-08-03' }
const changed = (to: object, x: Ids) => ({ ...to, mode: 'now', periodId: x.event, chargeId: x.event })
const importedRow = (planId: string, x: Ids) => ({
  ...{ memberId: x.item, membershipId: x.event, periodId: x.event, planId },
  ...{ fields: name, legacyType: 'Gold' },
})
const asked = (text: string) => [{ text }]
const template = (id: string, defaultId: string | null) => ({
  ...{ id, kind: 'label', language: 'en', name: 'Of whom', widthMm: null, defaultId },
  body: { blocks: [{ block: 'part', part: 'title' }] },
})
const words = (text: string) => ({
  receiptHeader: { en: text, es: text, ko: text, tr: text },
  receiptFooter: { en: '', es: '', ko: '', tr: '' },
})

/** How each command is tried. One that is missing here fails the test: nobody asked whether it keeps tenants apart. */
export const commandTries: Record<string, Tries> = {
  'identity.open-tenant': () => [{ slug: 'another', legalName: 'x', timeZone: 'UTC', currency: 'TRY', locale: 'en' }],
  'identity.add-user': (_own, x) => [{ userId: x.user, displayName: 'x', roles: ['owner'] }],
  'identity.register-desk': (_own, x) => [{ deskId: x.desk, name: 'x', platform: 'web', registeredBy: x.user }],
  'identity.suspend-user': (_own, x) => [{ userId: x.user, suspended: true }],
  'leases.take': (own, x) => [
    { id: x.lease, kind: 'plant_slots', resourceKey: x.otherLocation, size: 1 },
    { id: x.lease, kind: 'stock_units', resourceKey: x.otherLocation, size: 1 },
    { id: x.transfer, kind: 'plant_slots', resourceKey: own.location, size: 9 },
  ],
  'leases.extend': (_own, x) => [{ leaseId: x.lease }, { leaseId: x.lease, hours: 1 }],
  'leases.return': (_own, x) => [{ leaseId: x.lease }],
  'leases.expire': () => [{}],
  'desk.raise-attention': (_own, x) => [
    {
      ...{ id: x.item, kind: 'rejected', moduleKind: null, commandId: x.event, commandName: 'x', actorUserId: x.user },
      ...{ deskId: x.desk, subject: null, shown: null, decided: null, rejection: null, winner: null, alternatives: [] },
      escalateAt: '2027-03-01T12:00:00.000Z',
    },
  ],
  'desk.extend-attention': (_own, x) => [{ itemId: x.item, dependent: x.event }],
  'desk.close-attention': (_own, x) => [{ itemId: x.item, resolution: 'undone', commandId: x.event }],
  'desk.resolve-attention': (_own, x) => [{ itemId: x.item, resolution: 'mine now' }],
  'desk.dismiss-attention': (_own, x) => [{ itemId: x.item, reason: 'not needed' }],
  'desk.snooze-attention': (_own, x) => [{ itemId: x.item, until: '2027-03-02T12:00:00.000Z' }],
  'desk.hand-over-attention': (own, x) => [
    { itemId: x.item, toUserId: own.user },
    { itemId: own.item, toUserId: x.user },
  ],
  'desk.reopen-attention': (_own, x) => [{ itemId: x.item }],
  'desk.withdraw': (_own, x) => [{ commandId: x.event, name: 'x' }],
  'desk.save-view': (_own, x) => [{ viewId: x.event, screen: 'members', name: 'Overdue', shared: true }],
  'desk.delete-view': (_own, x) => [{ viewId: x.slot }],
  'desk.set-preference': () => [{ key: 'theme', value: 'dark' }],
  'desk.save-print-template': (_own, x) => [
    template(x.event, x.slot),
    template(x.item, x.item),
    { ...template(x.location, null), body: null },
  ],
  'desk.set-looks': () => [
    { ...words('Sunrise Gardens'), densityDefault: 'compact', seenVersion: null },
    { ...words('Elsewhere'), densityDefault: 'touch', seenVersion: 1 },
  ],
  'memberships.create-plan': (own, x) => [
    {
      planId: x.plan,
      versionId: x.version,
      name: 'Of whom',
      terms: { durationType: 'DAYS', durationValue: 1, priceMinor: 0 },
    },
    {
      ...{ planId: x.period, versionId: x.charge, name: 'Elsewhere' },
      terms: { durationType: 'DAYS', durationValue: 1, priceMinor: 0, slotAllocation: 1, slotLocationId: x.location },
    },
    {
      planId: own.transfer,
      versionId: x.version,
      name: 'Gold',
      terms: { durationType: 'DAYS', durationValue: 1, priceMinor: 0 },
    },
  ],
  'memberships.update-plan': (own, x) => [
    { planId: x.plan, versionId: x.version, seenVersionNo: 1, patch: { name: 'Mine now' } },
    { planId: x.member, versionId: own.transfer, seenVersionNo: 1, patch: { terms: { priceMinor: 1 } } },
    { planId: own.plan, versionId: own.transfer, seenVersionNo: 1, patch: { terms: { slotLocationId: x.location } } },
  ],
  'memberships.archive-plan': (_own, x) => [{ planId: x.location }, { planId: x.event }],
  'memberships.restore-plan': (_own, x) => [{ planId: x.location }, { planId: x.event }],
  'memberships.delete-plan': (_own, x) => [{ planId: x.otherPlan }],
  'memberships.reorder-plans': (own, x) => [
    { order: [{ planId: x.otherPlan, sortOrder: 1 }] },
    {
      order: [
        { planId: own.otherPlan, sortOrder: 1 },
        { planId: x.otherPlan, sortOrder: 2 },
      ],
    },
  ],
  'memberships.create-member': (_own, x) => [
    { memberId: x.entry, code: code(0), ...name },
    { memberId: x.member, code: code(1), ...name, memberNumber: 'N-1' },
  ],
  'memberships.update-member': (_own, x) => [
    { memberId: x.desk, changes: { givenName: 'Eve' }, seen: { givenName: 'Ada' } },
  ],
  'memberships.suspend-member': (_own, x) => [{ memberId: x.desk, reason: 'why' }],
  'memberships.reactivate-member': (_own, x) => [{ memberId: x.desk, reason: 'why' }],
  'memberships.set-kyc': (_own, x) => [{ memberId: x.otherMember, status: 'approved', checkedOn: '2027-02-01' }],
  'memberships.archive-member': (_own, x) => [{ memberId: x.otherMember }],
  'memberships.merge-members': (own, x) => [
    { winnerId: own.member, loserId: x.otherMember },
    { winnerId: x.otherMember, loserId: own.member },
  ],
  'memberships.enrol': (own, x) => [
    { memberId: x.transfer, ...sale(x), planId: x.location, planVersionId: x.location, code: code(2), ...name },
    { memberId: x.user, ...sale(x), planId: own.plan, planVersionId: x.location, code: code(3), ...name },
    { memberId: x.occupancy, ...sale(x), planId: own.plan, planVersionId: own.version, code: code(4), ...name },
  ],
  'memberships.purchase': (own, x) => [
    { ...sale(own), memberId: x.desk, planId: own.plan, planVersionId: own.version },
    { ...sale(x), memberId: own.member, planId: x.location, planVersionId: x.slot },
  ],
  'memberships.revoke-purchase': (_own, x) => [{ membershipId: x.desk }],
  'memberships.freeze': (own, x) => [
    { freezeId: x.event, membershipId: x.otherMembership, chargeId: x.event, ...someDays },
    { freezeId: x.event, membershipId: own.membership, chargeId: x.otherCharge, ...someDays },
  ],
  'memberships.extend-freeze': (_own, x) => [{ freezeId: x.freeze, toOn: '2027-06-09' }],
  'memberships.unfreeze': (_own, x) => [{ freezeId: x.freeze, on: '2027-06-02' }],
  'memberships.cancel-freeze': (_own, x) => [{ freezeId: x.freeze }],
  'memberships.renew': (own, x) => [
    { membershipId: x.otherMembership, periodId: x.event, chargeId: x.event },
    { membershipId: own.otherMembership, periodId: x.otherPeriod, chargeId: x.otherCharge },
  ],
  'memberships.revoke-renewal': (_own, x) => [{ periodId: x.otherPeriod }],
  'memberships.set-auto-renew': (_own, x) => [{ membershipId: x.otherMembership, on: true }],
  'memberships.roll-day': () => [{ day: '2027-03-01' }],
  'memberships.change-plan': (own, x) => [
    changed({ membershipId: x.otherMembership, toPlanId: own.otherPlan, toPlanVersionId: own.otherVersion }, x),
    changed({ membershipId: own.otherMembership, toPlanId: x.otherPlan, toPlanVersionId: x.otherVersion }, x),
    changed({ membershipId: own.otherMembership, toPlanId: own.otherPlan, toPlanVersionId: x.otherVersion }, x),
    { membershipId: x.otherMembership, mode: 'at_renewal', toPlanId: null },
    { membershipId: own.otherMembership, mode: 'at_renewal', toPlanId: x.otherPlan },
  ],
  'memberships.revert-plan-change': (_own, x) => [{ membershipId: x.otherMembership, periodId: x.otherPeriod }],
  'memberships.cancel': (_own, x) => [
    { membershipId: x.otherMembership, reason: 'why', refund: 'prorated', chargeId: x.event },
  ],
  'memberships.reinstate': (_own, x) => [{ membershipId: x.otherMembership }],
  'memberships.settle-charges': (own, x) => [
    { settlementId: x.settlement, chargeIds: [x.otherCharge], method: 'cash', amountMinor: 4900 },
    { settlementId: x.settlement, chargeIds: [own.charge, x.otherCharge], method: 'cash', amountMinor: 9800 },
  ],
  'memberships.unsettle-charges': (_own, x) => [{ settlementId: x.settlement }],
  'memberships.waive-charge': (_own, x) => [{ chargeId: x.otherCharge, reason: 'why' }],
  'memberships.ensure-plan': (_own, x) => [
    { planId: x.desk, versionId: x.desk, name: 'Silver' },
    { planId: x.desk, versionId: x.desk, name: 'Only there' },
  ],
  'memberships.import-row': (own, x) => [
    importedRow(x.otherPlan, x),
    { ...importedRow(own.plan, x), fields: { ...name, memberNumber: 'N-ROW', email: 'only-there@post.test' } },
  ],
  'memberships.revoke-import-row': (_own, x) => [
    { membershipId: x.otherMembership, memberId: x.otherMember },
    { membershipId: x.event, memberId: x.item },
  ],
  'memberships.update-settings': () => [{ patch: { promiseHours: 48 }, seen: { promiseHours: 72 } }],
  'plant-slots.allocate': (own, x) => [
    { membershipId: x.desk, pick: { quantity: 1 } },
    { membershipId: own.membership, pick: { slotIds: [x.slot] } },
    { membershipId: own.membership, pick: { slotIds: [own.slot, x.slot] } },
    { membershipId: own.membership, pick: { quantity: 1, locationId: x.location, locationOnly: true } },
    { membershipId: x.desk, pick: { slotIds: [x.takenSlot] } },
  ],
  'plant-slots.release': (own, x) => [
    { slotIds: [x.takenSlot], membershipId: own.membership },
    { slotIds: [own.takenSlot], membershipId: x.desk },
    { slotIds: [x.takenSlot], membershipId: x.desk },
  ],
  'plant-slots.transfer': (own, x) => [
    { transferId: x.transfer, toMemberId: x.desk, slotIds: [own.takenSlot], reason: 'a gift' },
    { transferId: x.transfer, toMemberId: own.member, slotIds: [x.takenSlot], reason: 'a theft' },
    { transferId: x.transfer, toMemberId: x.desk, slotIds: [x.takenSlot], reason: 'both' },
  ],
  'plant-slots.occupy': (own, x) => [
    { slotId: x.takenSlot, membershipId: own.membership, occupancyId: x.occupancy, label: 'Roses' },
    { slotId: own.takenSlot, membershipId: x.desk, occupancyId: x.occupancy, label: 'Roses' },
  ],
  'plant-slots.start-maintenance': (_own, x) => [{ entryId: x.entry, slotId: x.takenSlot, ...fields }],
  'plant-slots.complete-maintenance': (own, x) => [
    { slotId: x.brokenSlot },
    { slotId: own.brokenSlot, entryIds: [x.entry] },
    { slotId: own.brokenSlot, performedBy: x.user },
  ],
  'plant-slots.report-maintenance': (_own, x) => [{ entryId: x.entry, slotId: x.slot, ...fields, priority: 'normal' }],
  'plant-slots.log-maintenance': (own, x) => [
    { entryId: x.entry, slotId: x.slot, ...fields, performedBy: own.user },
    { entryId: x.entry, slotId: own.slot, ...fields, performedBy: x.user },
  ],
  'plant-slots.cancel-maintenance': (_own, x) => [{ entryId: x.desk, reason: 'not needed' }],
  'plant-slots.force-status': (own, x) => [
    { slotId: x.slot, seenStatus: 'available', status: 'maintenance', reason: 'because' },
    { slotId: own.slot, seenStatus: 'available', status: 'allocated', membershipId: x.desk, reason: 'because' },
  ],
  'plant-slots.revert': (own, x) => [
    { slotId: x.takenSlot, eventId: x.event },
    { slotId: own.takenSlot, eventId: x.event },
  ],
  'plant-slots.create-location': (_own, x) => [
    { locationId: x.location, code: 'tent-9', name: 'Tent', kind: 'tent' },
    { locationId: x.entry, code: 'gh1', name: 'Greenhouse', kind: 'greenhouse' },
  ],
  'plant-slots.create-slots': (own, x) => [
    { locationId: x.desk, slots: [{ id: x.slot, slotNumber: 'X-1' }] },
    { locationId: own.location, slots: [{ id: x.takenSlot, slotNumber: 'X-2' }] },
    { locationId: own.location, slots: [{ id: x.brokenSlot, slotNumber: 'gh1-1' }] },
  ],
  'plant-slots.join-waitlist': (own, x) => [
    { entryId: x.event, membershipId: x.otherMembership, quantity: 1 },
    { entryId: x.event, membershipId: own.membership, quantity: 1, locationId: x.otherLocation },
    { entryId: x.event, membershipId: own.membership, quantity: 1, offerId: x.offer },
  ],
  'plant-slots.leave-waitlist': (_own, x) => [{ entryId: x.waiting }],
  'plant-slots.accept-offer': (_own, x) => [{ offerId: x.offer }],
  'plant-slots.decline-offer': (_own, x) => [{ offerId: x.offer }, { offerId: x.offer, leave: true }],
  'plant-slots.lapse-offers': () => [{ now: '2027-03-09T12:00:00.000Z' }],
  'plant-slots.request': (_own, x) => [{ quantity: 1 }, { quantity: 1, preferredLocation: x.otherLocation }],
  'plant-slots.set-extra': (_own, x) => [{ membershipId: x.otherMembership, extra: 1, reason: 'a friend' }],
  'plant-slots.update-settings': () => [{ patch: { requestMax: 5 }, seen: { requestMax: 10 } }],
  'plant-slots.schedule-cleaning': () => [{ week: '2027-03-01' }],
  'plant-slots.reconcile': () => [{ day: '2027-03-01' }],
  'plant-slots.update-location': (_own, x) => [
    { locationId: x.otherLocation, patch: { name: 'Mine now' }, seen: { name: 'Place tent-1' } },
  ],
  'plant-slots.close-location': (_own, x) => [{ locationId: x.otherLocation, breakLeases: true }],
  'plant-slots.open-location': (_own, x) => [{ locationId: x.otherLocation }],
  'plant-slots.update-slot': (own, x) => [
    { slotId: x.otherSlot, patch: { notes: 'mine now' }, seen: { notes: null } },
    {
      slotId: own.otherSlot,
      patch: { locationId: x.otherLocation },
      seen: { locationId: own.otherLocation },
    },
  ],
  'plant-slots.delete-slot': (_own, x) => [{ slotId: x.otherSlot }],
}

/** How each question is asked. */
export const queryTries: Record<string, Tries> = {
  'desk.attention': () => [{}, { everybodys: true }],
  'desk.attention-item': (_own, x) => [{ itemId: x.item }],
  'identity.people': () => [{}],
  'desk.saved-views': () => [{ screen: 'members' }],
  'desk.preferences': () => [{}],
  'desk.looks': () => [{}],
  'desk.print-templates': () => [{}],
  'desk.search': () => [
    ...['Zyzzyva', 'Zyz', 'zyzzyva@post.test', '+90 555 777 88 99', '9999-9999', 'N-SECRET'].flatMap(asked),
    ...['SECRET-1', 'secret', 'Byron'].flatMap(asked),
    ...[
      { text: '9999', numbers: true },
      { text: 'gh1', kinds: ['slot', 'location'], limit: 2 },
    ],
  ],
  'desk.resolve-code': (_own, x) => [
    ...['9999-9999', '1111-1111', 'N-SECRET', 'SECRET-1', 'gh1-1', 'R-SECRET'].map((code) => ({ code })),
    ...[x.member, x.desk].map((member) => ({ code: `hf:member:${member}` })),
    ...[`hf:membership:${x.membership}`, `hf:slot:${x.takenSlot}`].map((code) => ({ code })),
    { code: `hf:location:${x.location}` },
  ],
  'memberships.list-plans': () => [
    {},
    { search: 'Gold', status: 'ACTIVE' },
    { search: 'Secret', limit: 100 },
    { page: 2 },
  ],
  'memberships.active-plans': () => [{}],
  'memberships.plan': (_own, x) => [{ planId: x.plan }, { planId: x.version }],
  'memberships.find': () => [
    ...['Zyzzyva', 'Zyz', 'zyzzyva@post.test', '+90 555 777 88 99', '8899', '9999-9999', 'N-SECRET'].flatMap(asked),
    ...asked('Byron'),
  ],
  'memberships.list-members': (_own, x) => [
    ...[
      {},
      { search: 'Zyzzyva' },
      { planId: x.plan },
      { sort: 'endsOn', limit: 100 },
      { sort: 'created', page: 2, limit: 1 },
    ],
    ...[{ status: 'SUSPENDED' }, { endsBefore: '2999-01-01' }, { pastDue: true }],
  ],
  'memberships.member': (_own, x) => [{ memberId: x.member }, { memberId: x.desk, includePlan: true }],
  'memberships.similar-members': (_own, x) => [
    { email: 'zyzzyva@post.test', phone: '+90 555 777 88 99' },
    { givenName: 'Zyzzyva', familyName: 'Secret', birthOn: '1990-01-01' },
    { email: 'ada@post.test', exceptMemberId: x.member },
  ],
  'memberships.standing': (_own, x) => [{ memberId: x.member }, { code: '9999-9999' }],
  'memberships.preview-sale': (own, x) => [
    { planVersionId: x.version },
    { planVersionId: own.version, memberId: x.member },
    { planVersionId: x.version, memberId: own.member },
  ],
  'memberships.preview-freeze': (own, x) => [
    { membershipId: x.otherMembership, ...someDays },
    { membershipId: own.otherMembership, ...someDays },
  ],
  'memberships.preview-renewal': (own, x) => [
    { membershipId: x.otherMembership },
    { membershipId: own.otherMembership },
  ],
  'memberships.preview-cancel': (own, x) => [
    { membershipId: x.otherMembership },
    { membershipId: own.otherMembership },
  ],
  'memberships.renewals': () => [{ from: '2027-03-01', to: '2028-04-01', limit: 100 }],
  'memberships.duplicates': () => [{}, { limit: 1, page: 2 }],
  'memberships.preview-change': (own, x) => [
    { membershipId: x.otherMembership, toPlanId: own.otherPlan },
    { membershipId: own.otherMembership, toPlanId: x.otherPlan },
  ],
  'memberships.charges': (_own, x) => [{}, { memberId: x.member }, { state: 'due', limit: 100 }, { page: 9 }],
  'memberships.history': (_own, x) => [{ memberId: x.member }, { memberId: x.otherMember }],
  'memberships.report': () => [
    ...[
      ...['in-force', 'monthly-value', 'renewal-rate', 'churn', 'freeze-use', 'past-due', 'pending-slots'],
      ...['plan-creation', 'enrolment'],
    ].map((name) => ({ name, from: '2027-01-01', to: '2027-04-30' })),
    { name: 'in-force', from: '2027-03-01', to: '2027-03-01', groupBy: 'tier' },
  ],
  'plant-slots.board': (_own, x) => [{ locationId: x.location }],
  'plant-slots.list': (_own, x) => [
    ...[{}, { memberId: x.member }, { membershipId: x.membership }, { location: x.location }, { location: 'secret' }],
    ...[{ text: 'SECRET' }, { status: 'allocated', sorts: [{ by: 'updatedAt', descending: true }] }],
  ],
  'plant-slots.slot': (_own, x) => [{ slotId: x.takenSlot }, { number: 'SECRET-1' }],
  'plant-slots.locations': () => [{}],
  'plant-slots.free': (_own, x) => [{}, { locationId: x.location }],
  'plant-slots.propose': (own, x) => [
    { membershipId: x.membership, quantity: 1 },
    { membershipId: own.membership, quantity: 1, locationId: x.location },
    { membershipId: own.membership, quantity: 1, locationId: x.location, locationOnly: true },
  ],
  'plant-slots.member-slots': (_own, x) => [{ memberId: x.member }],
  'plant-slots.my-slots': () => [{}],
  'plant-slots.own-leases': () => [{}],
  'plant-slots.waitlist': (_own, x) => [{}, { locationId: x.otherLocation }, { kind: 'wanted', limit: 100 }],
  'plant-slots.queue-log': (_own, x) => [{ slotId: x.otherSlot }, { entryId: x.waiting }],
  'plant-slots.history': (_own, x) => [{ slotId: x.otherSlot, from: '2027-03-01', to: '2027-03-01' }],
  'plant-slots.analytics': (_own, x) => [
    { from: '2027-02-01', to: '2027-03-31' },
    { from: '2027-03-01', to: '2027-03-01', locationId: x.otherLocation },
  ],
  'plant-slots.metrics': () => [{}],
  'plant-slots.settings': () => [{}],
  'plant-slots.why-not': (own, x) => [
    { membershipId: x.membership, quantity: 1 },
    { membershipId: own.membership, quantity: 1, slotId: x.takenSlot },
    { membershipId: x.membership, quantity: 1, slotId: own.takenSlot },
  ],
  'plant-slots.maintenance-queue': (_own, x) => [{}, { locationId: x.location }],
}
