import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPGlite } from './sync-server/database/open.ts'
import { startAuthority, password } from './test/fixtures/authority.ts'
import { Desk } from './src-main/desk/desk.ts'
import { HttpConnection } from './src-main/desk/server-connection.ts'
import { domain } from './src-shared/domain.ts'
import { newId } from './src-shared/kernel/id.ts'
console.log([...domain.commands.keys()].join(' '))
const a = await startAuthority(await openPGlite())
await a.tenant('demo')
const open = (n: string) => Desk.open({ domain, folder: mkdtempSync(join(tmpdir(), 'hf-')), server: new HttpConnection(a.url), name: n, platform: 'linux', report: (e, d) => console.log('REPORT', d, e) })
const d = await open('Desk 1')
d.onProgress((p) => console.log('progress', p.map((e) => e.state + (e.rejection ? ':' + JSON.stringify(e.rejection) : ''))))
d.status.subscribe((s) => console.log(s.connection, s.queued, s.version, s.trouble ?? ''))
console.log(await d.signIn('owner@demo.test', password))
await new Promise((r) => setTimeout(r, 500))
console.log(await d.query('identity.people', {}))
const planId = newId()
d.watch('memberships.list-plans', {}, (r) => console.log('watch', JSON.stringify(r).slice(0, 300)))
const s = await d.submit({ id: newId(), name: 'memberships.create-plan', version: 1, at: new Date().toISOString(), meta: {}, input: { planId, versionId: newId(), name: 'Gold', terms: { durationType: 'MONTHS', durationValue: 1, priceMinor: 4900, currency: 'TRY' } } })
console.log(JSON.stringify(s))
await new Promise((r) => setTimeout(r, 700))
await d.close(); await a.stop()
