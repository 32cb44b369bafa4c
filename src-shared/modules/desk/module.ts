import type { Module } from '../../kernel/module.ts'
import { permissions } from './permissions.ts'
import { resolveCode } from './resolve-code.ts'
import { codeRejections } from './resolve-code-rejections.ts'
import { scope } from './scope.ts'
import { search } from './search.ts'

/** What people are told, how they like to work, and the one box in which they find everything. */
export const desk: Module = {
  name: 'desk',
  commands: [],
  queries: [search, resolveCode],
  reactions: [],
  rejections: { ...codeRejections },
  labels: {},
  permissions,
  scope,
  constraints: {},
}
