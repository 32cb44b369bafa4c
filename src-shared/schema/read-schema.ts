import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One ordered SQL file. */
export interface SchemaFile {
  name: string
  sql: string
}

/** The `.sql` files of a folder in the order in which they run. */
export const readSchema = (folder: string): SchemaFile[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, sql: readFileSync(join(folder, name), 'utf8') }))

/** The schema that both ends share. */
export const sharedSchema = (): SchemaFile[] => readSchema(import.meta.dirname)

/** Names a schema: a desk whose number differs from the server's builds its replica anew (SY-14). */
export const schemaNumber = (files: readonly SchemaFile[]): string => {
  const hash = createHash('sha256')
  for (const { name, sql } of files) hash.update(name).update(sql)
  return hash.digest('hex').slice(0, 16)
}
