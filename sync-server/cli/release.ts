import { createPrivateKey } from 'node:crypto'
import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { channels, platforms, release } from '../../src-shared/update/manifest.ts'
import { describePackage, newReleaseKey, signRelease } from '../updates/sign-release.ts'

/** Makes and signs releases (DX-R52), on the machine of whoever releases: the private keys never leave it. */
const usage = `node sync-server/cli/release.ts <task>
  key  --id 2026a --out release-2026a.pem
  sign --key 2026a=release-2026a.pem [--key …] --package Holdfast.AppImage --folder updates
       --channel stable --platform linux-x64 --version 1.2.0 --minimum-os 5.10 --rollout 10 [--critical] [--downgrade]
Then the folder is what a server serves under HOLDFAST_UPDATES_FOLDER. To widen a rollout, sign again.`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    id: { type: 'string' },
    out: { type: 'string' },
    key: { type: 'string', multiple: true },
    package: { type: 'string' },
    folder: { type: 'string' },
    channel: { type: 'string', default: 'stable' },
    platform: { type: 'string' },
    version: { type: 'string' },
    'minimum-os': { type: 'string' },
    rollout: { type: 'string', default: '10' },
    critical: { type: 'boolean', default: false },
    downgrade: { type: 'boolean', default: false },
  },
})
const say = (line: string) => process.stdout.write(`${line}\n`)

async function makeKey(): Promise<void> {
  const { id, out } = z.object({ id: z.string().min(1).max(40), out: z.string().min(1) }).parse(values)
  const { privatePem, pinned } = newReleaseKey(id)
  await writeFile(out, privatePem, { mode: 0o600, flag: 'wx' })
  say(
    `The private half is in ${out}: keep it off every server. Pin the public half in src-main/update/release-keys.json:`,
  )
  say(JSON.stringify(pinned))
}

const signing = z.object({
  key: z
    .array(z.string().regex(/^[^=]+=.+$/))
    .min(1)
    .max(2),
  package: z.string().min(1),
  folder: z.string().min(1),
  channel: z.enum(channels),
  platform: z.enum(platforms),
  version: release.shape.version,
  'minimum-os': release.shape.minimumOs,
  rollout: z.coerce.number().int().min(0).max(100),
  critical: z.boolean(),
  downgrade: z.boolean(),
})

async function signPackage(): Promise<void> {
  const asked = signing.parse(values)
  const { channel, platform, version, rollout, critical, downgrade } = asked
  const keys = await Promise.all(
    asked.key.map(async (named) => {
      const [id = '', file = ''] = named.split('=', 2)
      return { id, privateKey: createPrivateKey(await readFile(file)) }
    }),
  )
  const described = await describePackage(asked.package, {
    ...{ channel, platform, version, rollout, critical, downgrade },
    ...{ minimumOs: asked['minimum-os'], publishedAt: new Date().toISOString() },
  })
  const place = join(asked.folder, channel, platform)
  await mkdir(place, { recursive: true })
  const target = join(place, basename(asked.package))
  if (resolve(target) !== resolve(asked.package)) await copyFile(asked.package, target)
  // The manifest last and whole: a desk never reads one whose package is not there yet.
  const manifest = join(place, 'manifest.json')
  await writeFile(`${manifest}.new`, JSON.stringify(signRelease(described, keys)))
  await rename(`${manifest}.new`, manifest)
  say(`${version} for ${platform}, ${rollout} % of the desks: ${manifest}`)
}

const tasks: Record<string, () => Promise<void>> = { key: makeKey, sign: signPackage }
try {
  const task = tasks[positionals[0] ?? '']
  if (task) await task()
  else {
    say(usage)
    process.exitCode = 2
  }
} catch (error) {
  process.stderr.write(`${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}\n`)
  process.exitCode = 1
}
