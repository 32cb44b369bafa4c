import { hostname } from 'node:os'
import { parseArgs } from 'node:util'
import { z } from 'zod'

/** What a desk is started with. None of it is secret: it stands in argv. */
const deskOptions = z.object({
  /** Where the desk keeps its replica. */
  folder: z.string({ error: 'name the folder of the desk: --folder' }).min(1),
  /** Address of the sync server; without one the folder knows how it was set up, or the first run asks. */
  server: z.url({ protocol: /^https?$/, error: 'name the address of the sync server: --server https://…' }).optional(),
  /** A desk of the demo, given the address of its server (DX-R48). */
  demo: z.boolean().default(false),
  /** Of the web host. The browser keeps the journal under it, so it stays the same from start to start. */
  port: z.coerce.number('--port is a number').int().min(0).max(65_535).default(7460),
  /** What people call this desk. */
  name: z
    .string()
    .trim()
    .min(1)
    .max(50, '--name is at most 50 characters')
    .default(hostname().slice(0, 50) || 'Desk'),
  /** Folder of the built screens that the web host serves; by default those of this app. */
  screens: z.string().min(1).optional(),
})
export type DeskOptions = z.infer<typeof deskOptions>

const names = ['folder', 'server', 'port', 'name', 'screens'] as const
const demoFlag = { demo: { type: 'boolean' as const } }

/**
 * Reads the options of a desk: `--folder …` before `HOLDFAST_FOLDER` before the default given. Arguments of other
 * names are none of its business (Electron has its own). Throws one sentence a person can act on.
 */
export function readDeskOptions(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  defaults: Partial<DeskOptions> = {},
): DeskOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: { ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])), ...demoFlag },
    strict: false,
    allowPositionals: true,
  })
  const given = names.map((name) => [name, values[name] ?? env[`HOLDFAST_${name.toUpperCase()}`] ?? defaults[name]])
  const read = deskOptions.safeParse({ ...Object.fromEntries(given), demo: values.demo === true })
  if (read.success) return read.data
  throw new Error(`The desk cannot start: ${read.error.issues.map((issue) => issue.message).join('; ')}.`)
}
