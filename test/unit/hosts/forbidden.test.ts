import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { forbidden } from './forbidden.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** Sources below a folder, by their path from the root. */
const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)

/** What a source says, without what it says about it. */
const code = (path: string): string =>
  readFileSync(join(root, path), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*/g, '')

const allSources = ['src-main', 'src-renderer', 'src-shared'].flatMap(sources)

describe('DX-R54 what no source says', () => {
  test.each(forbidden.map((each) => [each.law, each.what, each] as const))('[%s] %s', (_law, _what, each) => {
    const { pattern, folders, except, example } = each
    expect(example).toMatch(pattern)
    const searched = allSources.filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)))
    expect(searched.length).toBeGreaterThan(0)
    const found = searched.filter((path) => path !== except && pattern.test(code(path)))
    expect(found).toEqual([])
  })

  test.each(forbidden.flatMap(({ except, pattern }) => (except ? [[except, pattern] as const] : [])))(
    'the exception for %s is still needed',
    (path, pattern) => expect(code(path)).toMatch(pattern),
  )
})
