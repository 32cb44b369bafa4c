import { Kysely, PGliteDialect } from 'kysely'
import { PGlite } from '@electric-sql/pglite'
import { domain } from './src-shared/domain.ts'
import { newId } from './src-shared/kernel/id.ts'
import { World } from './test/contract/world.ts'
import { openPGlite } from './sync-server/database/open.ts'
import { migrate } from './sync-server/database/migrate.ts'
const d = await openPGlite()
await migrate(d)
const w = new World(d)
await w.open()
const loc = newId()
await w.must('plant-slots.create-location', { locationId: loc, code: 'gh', name: 'G', kind: 'greenhouse' })
for (let k = 0; k < 3; k++) await w.must('plant-slots.create-slots', { locationId: loc, slots: Array.from({ length: 500 }, (_, i) => ({ id: newId(), slotNumber: `G${k}-${i}`, row: k * 20 + Math.floor(i / 25) + 1, column: (i % 25) + 1, level: 1 })) })
const planId = newId(), versionId = newId()
await w.must('memberships.create-plan', { planId, versionId, name: 'Gold', terms: { durationType: 'MONTHS', durationValue: 1, priceMinor: 4900, currency: 'TRY', slotAllocation: 2 } })
const orig = PGlite.prototype.query
const log: [number, string][] = []
const proto = Object.getPrototypeOf(PGlite.prototype)
let on = false
const abc = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const enrol = (i: number) => w.must('memberships.enrol', { memberId: newId(), code: `AAAA-${abc[(i >> 15) & 31]}${abc[(i >> 10) & 31]}${abc[(i >> 5) & 31]}${abc[i & 31]}`, givenName: 'A' + i, familyName: 'B', language: 'en', membershipId: newId(), periodId: newId(), chargeId: newId(), planId, planVersionId: versionId })
for (let i = 0; i < 30; i++) await enrol(i)
const c0 = process.cpuUsage().user
for (let i = 30; i < 80; i++) await enrol(i)
console.log('cpu ms per enrol', (process.cpuUsage().user - c0) / 50 / 1000)
const ex = d.db.getExecutor()
const adapter = (d.db as any)
const target: any = await (async () => { let t: any; await d.db.connection().execute(async (c: any) => { t = c }) ; return t })()
const p: any = Object.getPrototypeOf(target.getExecutor())
const { PGliteDriver } = await import('kysely') as any
let conn: any
await d.db.connection().execute(async (c: any) => { await c.getExecutor().provideConnection(async (x: any) => { conn = x }) })
const cp = conn
const o = cp.executeQuery.bind(cp)
cp.executeQuery = async (q: any, ...r: any[]) => { const s = performance.now(); const res = await o(q, ...r); log.push([performance.now() - s, q.sql.replace(/\s+/g, ' ').slice(0, 150) + ' #' + res.rows.length]); return res }
await enrol(90)
for (const [ms, s] of log) console.log(ms.toFixed(2), s)
await d.close()
