import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')
const writesPeople =
  /(insertInto|updateTable|deleteFrom)\(\s*'(users|user_roles|roles|tenants)'|insertRows\(\w+, '(users|user_roles|roles|tenants)'|(insert into|update|delete from) "?(users|user_roles|roles|tenants)\b/i

describe('who people are', () => {
  it('[SY-12] is written by the identity module alone: the server trusts what it remembers until one of its commands ran', () => {
    const elsewhere = globSync('src-shared/{kernel,modules}/**/*.ts', { cwd: root })
      .filter((file) => !file.startsWith('src-shared/modules/identity/'))
      .filter((file) => writesPeople.test(readFileSync(join(root, file), 'utf8')))
    expect(elsewhere).toEqual([])
  })
})
