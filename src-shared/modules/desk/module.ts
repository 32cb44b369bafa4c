import type { Module } from '../../kernel/module.ts'
import { setLooks } from './looks-commands.ts'
import { permissions } from './permissions.ts'
import { savePrintTemplate } from './print-commands.ts'
import { looks, printTemplates } from './print-queries.ts'
import { printRejections } from './print-rejections.ts'
import { scope } from './scope.ts'

/** What people are told, how they like to work, and the one box in which they find everything. */
export const desk: Module = {
  name: 'desk',
  commands: [savePrintTemplate, setLooks],
  queries: [looks, printTemplates],
  reactions: [],
  rejections: { ...printRejections },
  labels: {},
  permissions,
  scope,
  constraints: {},
}
