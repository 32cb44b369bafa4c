import { openPGlite } from './sync-server/database/open.ts'
import { migrate } from './sync-server/database/migrate.ts'
import { buildServer } from './sync-server/server.ts'
import { pino } from 'pino'
import { PGlite } from '@electric-sql/pglite'
let n = 0
const stats = new Map<string, {n: number, ms: number}>()
const d = await openPGlite('/tmp/hfdemo2')
const deployment = await migrate(d)
const server = await buildServer({ database: d, deployment, clock: { now: () => new Date() }, log: pino({ level: 'error' }), signInsPerMinute: 10 })
const { seedDemo } = await import('./sync-server/demo/seed.ts')
const t0 = process.cpuUsage()
const { SystemCommands } = await import('./sync-server/sync/system-commands.ts')
const orig = server.commands.runAll.bind(server.commands)
const by = new Map<string, number>()
server.commands.runAll = async (t, cs) => { const c0 = process.cpuUsage().user; const r = await orig(t, cs); const c1 = process.cpuUsage().user; for (const c of cs) { n++; by.set(c.name, (by.get(c.name) ?? 0) + (c1 - c0) / cs.length / 1000) ; stats.set(c.name, { n: (stats.get(c.name)?.n ?? 0) + 1, ms: 0 }) } return r }
await seedDemo(d.db, server.commands, { now: () => new Date() })
console.log('commands', n, 'cpu ms', process.cpuUsage(t0).user / 1000)
for (const [k, v] of by) console.log(k, stats.get(k)?.n, Math.round(v), 'ms')
await server.stop()
